"""Texts in capitals or in small letters, with the capitals of ordinary writing put in for the award reader, and the way
back from what was read there to the text as it came. Which words are names is asked of `nlp.even_text`, the mentions
and the data files."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kliping.model import AwardRecord, Mention
from nlp.award_bodies import region_names
from nlp.even_text import evened
from nlp.grade_signs import LETTER
from nlp.phrases import words_of
from nlp.programmes import alias_table, programme

_SMALL = frozenset("dan di dari untuk dengan pada yang serta kepada oleh dalam bagi atau ke se atas".split())
_GRADE = re.compile(rf"(?<=\b(?:predikat|kategori) ){LETTER}(?!\w)|(?<=\bnilai ){LETTER}(?!\w)", re.IGNORECASE)
_BRACKETED_GRADE = re.compile(rf"(?<=\(){LETTER}(?=\))|(?<=\d ){LETTER}(?![\w.])", re.IGNORECASE)
_DOUBLE = re.compile(r"(?<![\w'’])(?:aa|bb|cc)(?![\w'’])")
_TITLES = re.compile(
    r"\b(?:wakil |penjabat |pj\.? |plt\.? )?(?:menteri|presiden|gubernur|bupati|wali ?kota|kapolri|kapolda|kapolres\w*|"
    r"kepala|ketua|direktur|dirjen|deputi|sekda|sekretaris|rektor|komisioner|mendagri|men(?:pan|keu|kes|sos)\w*|menko\w*|"
    r"wamen\w*|kalapas|karutan|kajari|kajati)\b(?=\s+\w)"
)
_DAYS = re.compile(
    r"\b(?:senin|selasa|rabu|kamis|jumat|jum'at|sabtu|minggu|januari|februari|maret|april|mei|juni|juli|agustus|september|"
    r"oktober|november|desember)\b"
)
_ACRONYM = re.compile(r"[A-Z][A-Z0-9-]+\b")


def is_caseless(text: str) -> bool:
    """Whether a text has only capitals or only small letters; short ones have no case to lose."""
    for sample in (text[:200], text[:4000]):  # the first lines of most texts show both cases
        small, large = sum(map(str.islower, sample)), sum(map(str.isupper, sample))
        if large >= 2 and small >= large:
            return False
    return small + large >= 20 and (large == 0 or small == 0 or small * 50 < large)


def recased(text: str, mentions: Sequence[Mention]) -> str:
    """A caseless text as it is written elsewhere; exactly as long, and the same object where it has both cases.

    `mentions` are those of this text: each is a name.
    """
    if not is_caseless(text):
        return text
    low = text.lower()
    even = evened(text)
    if len(low) != len(text) or len(even) != len(text):
        return text
    signs = list(even if not is_caseless(even) else low)

    def capitals(start: int, end: int) -> None:
        for word in words_of(low[start:end], start):
            if word.low not in _SMALL or word.start == start:
                signs[word.start] = text[word.start].upper()

    def upper(start: int, end: int) -> None:
        signs[start:end] = text[start:end].upper()

    words = words_of(low)
    for mention in mentions:
        capitals(mention.span.start, mention.span.end)
        for match in _ACRONYM.finditer(mention.name or ""):
            at = low.find(match.group().lower(), mention.span.start, mention.span.end)
            if at >= 0:
                upper(at, at + len(match.group()))
    for hit in region_names()[0].find(words):
        capitals(hit.start, hit.end)
    for hit in alias_table().find(words):
        strong = not hit.labels[0].startswith("~")
        forms = _acronyms(hit.labels[0].lstrip("~"))
        for word in words[hit.first : hit.last + 1]:
            if word.low in forms:
                upper(word.start, word.end)
            elif strong and hit.last > hit.first:
                capitals(word.start, word.end)
    for pattern, change in (
        (_GRADE, upper),
        (_BRACKETED_GRADE, upper),
        (_DOUBLE, upper),
        (_TITLES, capitals),
        (_DAYS, capitals),
    ):
        for match in pattern.finditer(low):
            change(*match.span())
    result = "".join(signs)
    return result if len(result) == len(text) else text


def as_written(record: AwardRecord, even: tuple[str, str], written: tuple[str, str]) -> AwardRecord:
    """A record read in recased headline and text with its strings as they came; `even` and `written` are (title,
    text)."""

    def back(said: str | None) -> str | None:
        if said is None:
            return None
        for changed, original in ((even[1], written[1]), (even[0], written[0])):
            at = changed.find(said)
            if at >= 0:
                return original[at : at + len(said)]
        return said

    return replace(
        record,
        recipient=back(record.recipient) or record.recipient,
        award=back(record.award) or record.award,
        category=back(record.category),
        score=back(record.score),
        giver=back(record.giver),
        place=back(record.place),
    )


def _acronyms(identifier: str) -> frozenset[str]:
    """The one-word names in capitals of a programme, in small letters."""
    entry = programme(identifier)
    said = [*entry.aliases, *entry.weak, *entry.categories]
    return frozenset(
        match.group().lower() for form in said for match in _ACRONYM.finditer(form) if len(match.group()) > 1
    )
