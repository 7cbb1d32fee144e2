"""Bodies that the text points back to: "instansi tersebut", "rumah sakit itu", a bare "Pemkab"; no units."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from kliping.model import Mention, Span

# noun → kinds it may point to, and what the id must begin with where the kind says too little
_NOUNS: dict[str, tuple[frozenset[str], tuple[str, ...]]] = {
    "kementerian": (frozenset(("ministry",)), ()),
    "provinsi": (frozenset(("province",)), ()),
    "kabupaten": (frozenset(("regency",)), ()),
    "kota": (frozenset(("city",)), ()),
    "pengadilan": (frozenset(("court",)), ()),
    "rumah sakit": (frozenset(("service_unit",)), ("rs",)),
    "puskesmas": (frozenset(("service_unit",)), ("puskesmas",)),
    "lapas": (frozenset(("service_unit",)), ("lapas",)),
    "rutan": (frozenset(("service_unit",)), ("rutan",)),
    "dinas": (frozenset(("agency", "service_unit")), ("d", "bina-marga")),
    "badan": (frozenset(("agency",)), ("b",)),
    "kantor": (frozenset(("service_unit", "agency")), ("k",)),
    "polres": (frozenset(("police",)), ("polres",)),
    "desa": (frozenset(("other",)), ("desa",)),
    "universitas": (frozenset(("other",)), ("u",)),
}
_ANY = frozenset(("ministry", "agency", "service_unit", "court", "police", "state_company", "other"))
_GOVERNMENTS = {"pemprov": "province", "pemkab": "regency", "pemkot": "city", "pemko": "city"}
_REACH = 30  # mentions back
_PHRASE = re.compile(
    rf"\b({'|'.join(_NOUNS)}|instansi|lembaga|institusi|satker|unit kerja) (?:tersebut|itu|ini)\b"
    rf"|\b({'|'.join(_GOVERNMENTS)})\b(?! (?-i:[A-Z(]))",
    re.IGNORECASE,
)


def find_anaphors(text: str, mentions: Sequence[Mention]) -> tuple[Mention, ...]:
    """Mentions for the phrases of a text that point back, each with the body last named before it that fits.

    `mentions` are those of `find_mentions`; only those of the text count. Phrases with no fitting body are left out.
    """
    named = sorted((mention for mention in mentions if mention.span.field == "text"), key=lambda m: m.span.end)
    ends = [mention.span.end for mention in named]
    found = []
    for match in _PHRASE.finditer(text):
        after = bisect_right(ends, match.start())
        if after < len(named) and named[after].span.start < match.end():
            continue  # part of a name
        meant = _meant(match, named[max(0, after - _REACH) : after])
        if meant is not None:
            found.append(replace(meant, span=Span(start=match.start(), end=match.end()), text=match[0]))
    return tuple(found)


def _meant(match: re.Match[str], before: Sequence[Mention]) -> Mention | None:
    if match[2]:
        kinds: frozenset[str] = frozenset((_GOVERNMENTS[match[2].lower()],))
        heads: tuple[str, ...] = ()
    else:
        kinds, heads = _NOUNS.get(match[1].lower(), (_ANY, ()))
    for mention in reversed(before):
        if mention.kind in kinds and (not heads or mention.id.startswith(heads)):
            return mention
    return None
