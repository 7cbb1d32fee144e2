"""Pages that list a body's prizes row by row: a table with dates, a gallery, a page of achievements. Each row is read
by itself; a row that names no recipient belongs to the page's owner. Sentences are read in `nlp.award_sentence`."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from dataclasses import dataclass

from kliping.dates import find_dates
from nlp.award_recipients import Candidate

_DATED = re.compile(r"^[ \t]*(?:(?:19|20)\d\d\s+)?(\d{1,2}[/.-]\d{1,2}[/.-](?:19|20)\d\d)\b[ \t]*", re.MULTILINE)
_LINE = re.compile(r"[^\n]+")
_YEAR_ONLY = re.compile(r"\s*(?:[Tt]ahun\s+)?((?:19|20)\d\d)\s*")
_PRIZE_LINE = re.compile(
    r"\s*(?:[-–—•*▪●]|\d{1,3}[.)]|[a-z][.)])?\s*(?:Meraih |Menerima |Mendapat\w* |Pemberian |Penilaian |"
    r"Predikat |Sebagai )?"
    r"(?:Penghargaan|Anugerah|Piagam|Piala|Trofi|Tropi|Medali|Sertifikat|Opini|Juara|Peringkat|Terbaik|Lencana|Predikat|"
    r"(?:[A-Z][\w&-]*\s){1,5}Awards?\b|[A-Z][\w ]{2,60}\b(?:Award|Terbaik|Juara)\b)"
)
_HOLDER = re.compile(r"(?:[Jj]uara|[Tt]erbaik|[Pp]eringkat|[Hh]arapan)\s+\S{1,7}\s*[:–—=-]\s")
_REPORTED = re.compile(r"\b(?:kata|ujar|ucap|tutur|jelas|ungkap|mengatakan|menyampaikan|menjelaskan)\w*\b")
_BODY = re.compile(r"(?:Kota|Kab|Prov|Pem|Wali|Bupati|Gubernur|Wakil|KOTA|KAB|PEM|PROV)")
_FEW = 5  # fewer prize lines are an ordinary list


@dataclass(frozen=True, slots=True)
class Row:
    """One row of a table of prizes: half-open offsets, the day and the year that stand in cells of their own."""

    start: int
    end: int
    day: dt.date | None = None
    year: int | None = None
    listed: bool = False  # a line that begins with a prize


def prize_rows(text: str) -> list[Row]:
    """The rows of a page that is a table or a list of prizes; empty for every other text."""
    return _dated_rows(text) or _prize_lines(text)


def _dated_rows(text: str) -> list[Row]:
    heads = list(_DATED.finditer(text))
    if len(heads) < 3:
        return []
    rows = []
    for place, head in enumerate(heads):
        end = heads[place + 1].start() if place + 1 < len(heads) else len(text)
        found = find_dates(head.group(1))
        day = found[0].moment.day if found else None
        rows.append(Row(head.start(), end, day, day.year if day else None))
    return rows


def _prize_lines(text: str) -> list[Row]:
    lines = [match for match in _LINE.finditer(text) if match.group().strip(" \t.-–•*")]
    told = [match for match in lines if not _YEAR_ONLY.fullmatch(match.group())]
    prizes = [match for match in told if _PRIZE_LINE.match(match.group()) and len(match.group()) < 400]
    if len(prizes) < _FEW or len(prizes) < 0.6 * len(told) or _REPORTED.search(text):
        return []
    if any(match.group().rstrip().endswith(":") for match in told) or sum(map(_held, told)) > 0.3 * len(prizes):
        return []  # a list of winners
    heads = {match.start() for match in prizes}
    rows = []
    for place, line in enumerate(lines):
        if _YEAR_ONLY.fullmatch(line.group()):
            continue
        after = _YEAR_ONLY.fullmatch(lines[place + 1].group()) if place + 1 < len(lines) else None
        year = int(after.group(1)) if after else None
        rows.append(Row(line.start(), line.end(), None, year, line.start() in heads))
    return rows


def _held(line: re.Match[str]) -> bool:
    """Whether a line says who holds the prize: "Juara 1: Desa X"."""
    return bool(_HOLDER.search(line.group()))


def owner_of(names: list[Candidate]) -> Candidate | None:
    """The region whose page it is: the one named most often as a body or by its head; None on a page of several."""
    own = [name for name in names if name.key.startswith("region:") and _BODY.match(name.text)]
    keys = Counter(name.key for name in own).most_common(2)
    if not keys or (len(keys) > 1 and keys[1][1] * 2 > keys[0][1]):
        return None
    return min((name for name in own if name.key == keys[0][0]), key=lambda name: (name.kind == "head", name.start))
