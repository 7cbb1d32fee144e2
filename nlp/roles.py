"""Roles as words: compared with one another, and the body that each names. Offices by date stand in `offices`."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from nlp import offices
from nlp.gazetteer import gazetteer, tokenise
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_office, is_person_noun, word_kind


def affiliation_of(role: str | None) -> str | None:
    """The body that a role names, or None."""
    if not role:
        return None
    if ministry := offices.ministry_of(role):
        return ministry
    words = role.split()
    for number, word in enumerate(words):
        core = word.strip("(),")
        if (
            number
            and not word.startswith("(")
            and (bare(core) in grammar().body_words or (word_kind(core) == "acronym" and len(core) > 2))
        ):
            return " ".join(words[number:]).strip(" ,")
    return None


_ROLE_FORMS = {
    "wagub": "wakil gubernur",
    "wabup": "wakil bupati",
    "wawali": "wakil wali kota",
    "wawalkot": "wakil wali kota",
    "walkot": "wali kota",
    "walikota": "wali kota",
    "kadis": "kepala dinas",
    "sekda": "sekretaris daerah",
    "sekjen": "sekretaris jenderal",
    "dirjen": "direktur jenderal",
    "dirut": "direktur utama",
    "kabid": "kepala bidang",
    "kabag": "kepala bagian",
    "wapres": "wakil presiden",
    "waketum": "wakil ketua umum",
    "ketum": "ketua umum",
    "kasi": "kepala seksi",
    "kades": "kepala desa",
    "kapus": "kepala puskesmas",
    "kakanwil": "kepala kantor wilayah",
    "kaban": "kepala badan",
    "sekretaris": "sekretaris",
    "kepsek": "kepala sekolah",
    "jubir": "juru bicara",
    "direkturnya": "direktur",
    "kepalanya": "kepala",
    "ketuanya": "ketua",
    "kapolri": "kapolri",
    "wamen": "wakil menteri",
    "menteri": "menteri",
    "presiden": "presiden",
    "kalapas": "kepala lapas",
    "sekdis": "sekretaris dinas",
    "asdep": "asisten deputi",
    "kabiro": "kepala biro",
    "karo": "kepala biro",
}


_PARTS = frozenset("bidang seksi bagian subbagian subbidang biro sub subdirektorat urusan".split())
_ACTING = frozenset("pj pjs plh plt penjabat".split())


_HEAD_OF = re.compile(r"(ka|sek)((?:dis|din|bap)[a-z]{3,})$")  # "Kadisdikbud"


@lru_cache(maxsize=8192)
def _office(role: str) -> tuple[frozenset[str], frozenset[str], frozenset[str]]:
    """The words of a role with short forms written out, the types of the bodies that they name, and those bodies'
    words."""
    found: list[str] = []
    for word in re.findall(r"[\w'-]+", role.lower()):
        if word not in _ROLE_FORMS and (built := _HEAD_OF.match(word)):
            found.extend(("kepala" if built.group(1) == "ka" else "sekretaris", built.group(2)))
        else:
            found.extend(_ROLE_FORMS.get(word, word).split())
    bodies: set[str] = set()
    named: set[str] = set()
    tokens = tokenise(" ".join(found))
    for index in range(len(tokens)):
        for end, entries in gazetteer().matches(tokens, index):
            types = [entry.unit.id for entry in entries if entry.unit and entry.unit.bare]
            if types:
                bodies.add(f"@{types[0]}")
                named.update(tokens.lower[index:end])
                break
    return _plain(found), frozenset(bodies), _plain(named)


@lru_cache(maxsize=8192)
def role_words(role: str) -> frozenset[str]:
    """The words of a role for comparison, short forms written out, and the types of the bodies that they name."""
    words, bodies, _ = _office(role)
    return words | bodies


@lru_cache(maxsize=8192)
def pointed_words(role: str) -> frozenset[str]:
    """The words of a role that points at somebody's: a body counts by its type, "Kadisdikbud" as "Kepala Dinas
    Pendidikan dan Kebudayaan"."""
    words, bodies, named = _office(role)
    return (words - named) | bodies


def _plain(found: Iterable[str]) -> frozenset[str]:
    return frozenset(
        w
        for w in found
        if w not in ("itu", "ini", "tersebut", "sang", "ri", "dan", "republik", "indonesia", "seorang")
        and w not in _ACTING
    )


def same_role(wanted: frozenset[str], office: str | None, role: str) -> bool:
    other = offices.office_of_role(role)
    if office and other:
        return office == other or offices.generic(office) == other or offices.generic(other) == office
    theirs = role_words(role)
    if {"mantan", "eks", "bekas"} & theirs ^ {"mantan", "eks", "bekas"} & wanted:
        return False
    if "wakil" in theirs and "wakil" not in wanted:
        return False
    if len(wanted) > 1 and (_PARTS & theirs) - wanted:
        return False  # "Kepala BKPSDM" is not "Kepala Bidang … BKPSDM"
    if other and "menteri" in wanted and len(wanted) == 1:
        return True
    return wanted <= theirs


def better_role(held: str, offered: str) -> bool:
    """Whether a role says more than the one held: an office instead of a description, or the same office written
    out."""
    if is_person_noun(held.split()[0]) and not is_office(held.split()[0]) and is_office(offered.split()[0]):
        return True
    office = offices.office_of_role(held)
    if office is not None:
        other = offices.office_of_role(offered)
        return len(offered) > len(held) and other is not None and (other == office or offices.generic(other) == office)
    return len(offered) > len(held) and role_words(held) <= role_words(offered)
