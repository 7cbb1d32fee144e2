"""The region behind a regional office, "Wali Kota Mojokerto | Ika Puspitasari": how far it runs, so that the name
behind it is known. Regions come from knowledge/regions.csv."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from nlp.knowledge.government import regions
from nlp.sentences import Token
from nlp.titles import bare, is_office, word_kind

# Heads whose region ends the office: nothing but a name can follow it.
_SEATS = frozenset(
    "bupati wabup gubernur wagub walikota wawali wawalkot walkot sekda sekdakab sekdako sekdaprov kapolres kapolresta "
    "kapolrestabes wakapolres kapolda wakapolda kajari kajati danrem dandim danlanal wawako wako".split()
)
_KINDS = frozenset("kabupaten kota provinsi kab prov administrasi daerah pemkab pemkot pemprov".split())
_NOT_A_NAME = frozenset("periode terpilih nonaktif petahana bidang definitif ke masa perempuan pertama".split())


@cache
def _names() -> dict[str, tuple[tuple[str, ...], ...]]:
    """First word of a region's name or short form → all words of each, longest first."""
    table: dict[str, set[tuple[str, ...]]] = {}
    for region in regions():
        for form in (region.name, *region.forms):
            words = tuple(w.strip("().").lower() for w in form.replace("-", " ").split())
            if words:
                table.setdefault(words[0], set()).add(words)
    return {first: tuple(sorted(forms, key=len, reverse=True)) for first, forms in table.items()}


def region_end(words: Sequence[Token], at: int, stop: int) -> int:
    """The index behind the region named from word `at` on, `at` itself when none is."""
    for form in _names().get(bare(words[at].text).split("-")[0] if at < stop else "", ()):
        here, parts = at, list(form)
        while parts and here < stop:
            pieces = bare(words[here].text).split("-")
            if parts[: len(pieces)] != pieces:
                break
            parts, here = parts[len(pieces) :], here + 1
        if not parts:
            return here
    return at


def _only_name(words: Sequence[Token], at: int, stop: int) -> bool:
    """Whether words[at:stop] can be nothing but a name."""
    return at < stop <= at + 5 and all(
        w.text[:1].isupper() and word_kind(w.text) in ("name", "unknown", "either", "initial") for w in words[at:stop]
    )


def _goes_on_as_name(words: Sequence[Token], at: int, stop: int) -> bool:
    """Whether a first name that is an everyday word is followed by names only: "Bupati Sukoharjo | Etik Suryani"."""
    rest = [word_kind(word.text) for word in words[at:stop]]
    return 0 < len(rest) <= 3 and "name" in rest and set(rest) <= {"name", "unknown", "initial"}


def seat_end(words: Sequence[Token], at: int, stop: int) -> int:
    """Where a name must begin behind a regional office within words[at:stop]; 0 when no such office tells."""
    for number in range(at, stop - 1):
        low = bare(words[number].text)
        if low in _KINDS and number > at and low != "daerah" and words[number].text[:1].isupper():
            # "Kepala Badan Kepegawaian Kota Bekasi | Karto": whatever the office
            behind = region_end(words, number + 1, stop)
            if behind > number + 1 and _only_name(words, behind, stop):
                return behind
        if low == "kota" and number > at and bare(words[number - 1].text) in ("wali", "walikota"):
            pass
        elif low not in _SEATS:
            continue
        here = number + 1
        if here < stop and bare(words[here].text) == "daerah":
            here += 1
        while here < stop - 1 and bare(words[here].text) in _KINDS and words[here].text[:1].isupper():
            here += 1
        behind = region_end(words, here, stop)
        if behind >= stop or not words[behind].text[:1].isupper():
            continue
        word = words[behind].text
        if bare(word) in _NOT_A_NAME or is_office(word) or any(is_office(w.text) for w in words[number + 1 : behind]):
            continue
        kind = word_kind(word)
        if behind > here:
            return behind if kind not in ("acronym", "common") or _goes_on_as_name(words, behind + 1, stop) else 0
        if kind in ("name", "either", "initial"):
            return behind
    return 0
