"""Grades that a clause tells by their place alone, without the word for them: ranks, fields, letters and values of
lists and tables. Grades with their word are found in `nlp.grades`."""

from __future__ import annotations

import re
from itertools import pairwise

from nlp.award_clause import Clause
from nlp.award_recipients import Candidate
from nlp.award_spans import Spans
from nlp.grade_signs import LETTER
from nlp.grades import Grade, rank_of

_BARE = re.compile(
    rf"\s+({LETTER}|\d{{1,3}}(?:[.,]\d{{1,3}})?)(?=\s*(?:[,.;)]|\({LETTER}\)|\s(?:dan|serta|sedangkan|sementara|dengan|dalam|"
    rf"pada|disusul|diikuti|"
    rf"predikat|kategori|kualifikasi|poin)\b|$))"
)
_CELLS = re.compile(
    rf"\s+(?:(\d{{1,3}}[.,]\d{{1,3}}|\d{{2,3}})(?!\S)\s*)?(?:\(?({LETTER})\)?)?\s*(?:\b(\d{{1,3}})[.)]?\s+(?=[A-Z])|[.;]?\s*$)"
)
_BARE_RANK = re.compile(r"(?:[,;]|\bdan|\bserta)\s*((?:I{1,3}|IV|VI{0,3}|IX|X{1,2}|\d{1,2}))\s+$")
_FIELD = (
    r"(?:untuk\s+|tingkat\s+)?((?:(?!dan|serta|untuk|oleh|juga|di[a-z]|me[a-z]|ber[a-z])[a-zA-Z][\w/-]*\s+){1,4}?)"
    r"(?:(?:diraih|dimenangkan|dimenangi|disabet|diduduki|ditempati|diberikan|diterima|diperoleh|direbut|digondol|"
    r"jatuh)"
    r"(?:\s+(?:oleh|kepada|untuk|ke))?|oleh|kepada)\s+"
)
_BARE_FIELD = re.compile(
    r"(?:\s*\([^()]{1,30}\))?(?:\s*[,;]\s*(?:dan|serta|lalu|kemudian|sedangkan|sementara)?|\s+(?:dan|serta|"
    r"sedangkan))\s+" + _FIELD
)
_OPEN_FIELD = re.compile(r"\s*[,;]?\s*(?:sedangkan|sementara|adapun|lalu|kemudian)\s+" + _FIELD)
_RANK_BEHIND = re.compile(
    r"\s+(?:di\s+)?(pertama|ke(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh))"
    r"(?=\s*(?:[,.;]|$)|\s+(?:dan|serta|disusul|diikuti|sedangkan)\b)"
)


def add_bare_ranks(text: str, clause: Clause, names: list[Candidate]) -> None:
    """The ranks of a list that says "peringkat" only once or twice: "peringkat I Desa A, II Desa B, III Desa C"."""
    first = next((grade for grade in clause.grades if grade.kind == "rank" and grade.rank), None)
    if first is None:
        return
    taken = Spans((grade.start, grade.end) for grade in clause.grades)
    for name in names:
        match = _BARE_RANK.search(text, max(first.end, name.start - 8), name.start)
        if match and not taken.meet(*match.span(1)):
            clause.grades.append(Grade("rank", match.start(1), match.end(1), match.span(1), rank_of(match.group(1))))
    clause.grades.sort(key=lambda grade: grade.start)


def add_bare_fields(text: str, clause: Clause, names: list[Candidate]) -> None:
    """The fields of a list that says "kategori" only once: "kategori provinsi oleh X, pemerintah kota diraih Y"."""
    if not any(grade.kind == "topic" for grade in clause.grades):
        return
    taken = Spans((grade.start, grade.end) for grade in clause.grades)
    for before, name in pairwise(names):
        match = _BARE_FIELD.fullmatch(text, before.end, name.start)
        if match and not taken.meet(*match.span(1)):
            first, last = match.start(1), match.start(1) + len(match.group(1).rstrip())
            clause.grades.append(Grade("topic", first, last, (first, last)))
    clause.grades.sort(key=lambda grade: grade.start)


def add_open_field(text: str, clause: Clause) -> None:
    """The field at the head of a clause behind one with a "kategori": "…, sedangkan pemerintah kota diraih Y"."""
    first = clause.groups[0].start if clause.groups else clause.start
    match = _OPEN_FIELD.fullmatch(text, clause.start, first)
    if match and not any(grade.kind in ("topic", "category", "rank") for grade in clause.grades):
        last = match.start(1) + len(match.group(1).rstrip())
        clause.grades.insert(0, Grade("topic", match.start(1), last, (match.start(1), last)))


def add_ranks_behind(text: str, clause: Clause) -> None:
    """The ranks straight behind names, where the sentence ranks another: "…, Sragen kedua dan Bitung ketiga"."""
    taken = Spans((grade.start, grade.end) for grade in clause.grades)
    for group in clause.groups:
        match = _RANK_BEHIND.match(text, group.tail, clause.end)
        if match and not taken.meet(*match.span(1)):
            clause.grades.append(Grade("rank", match.start(1), match.end(1), match.span(1), rank_of(match.group(1))))
    clause.grades.sort(key=lambda grade: grade.start)


def add_bare_grades(text: str, clause: Clause, names: list[Candidate]) -> None:
    """A letter or decimal number straight behind a name, where the clause grades others or calls it a value."""
    valued = any(text[first:last].lower() in ("nilai", "skor", "indeks", "predikat") for _, first, last in clause.nouns)
    graded = any(grade.kind in ("letter", "number") for grade in clause.grades)
    if not valued and not graded and sum(bool(_BARE.match(text, name.end, clause.end)) for name in names) < 2:
        return
    taken = Spans((grade.start, grade.end) for grade in clause.grades)
    for name in names:
        match = _BARE.match(text, name.end, clause.end)
        if match is None or taken.meet(*match.span(1)):
            continue
        said = match.group(1)
        if said[0].isalpha() or "," in said or "." in said or text[match.end() : match.end() + 2] == " (":
            kind = "letter" if said[0].isalpha() else "number"
            clause.grades.append(Grade(kind, match.start(1), match.end(1), match.span(1)))
    clause.grades.sort(key=lambda grade: grade.start)


def add_table_grades(text: str, clause: Clause, names: list[Candidate]) -> None:
    """The values of a table without line breaks: "1 Kabupaten X 85,00 A 2 Kabupaten Y 78,20 BB 3 …"."""
    cells = [_CELLS.match(text, name.end, clause.end) for name in names]
    if sum(bool(cell and cell.group(3) and (cell.group(1) or cell.group(2))) for cell in cells) < 2:
        return
    taken = Spans((grade.start, grade.end) for grade in clause.grades)
    for cell in cells:
        for group, kind in ((1, "number"), (2, "letter")) if cell is not None else ():
            span = cell.span(group) if cell else (0, 0)
            if span[1] > span[0] and not taken.meet(*span):
                clause.grades.append(Grade(kind, span[0], span[1], span))
    clause.grades.sort(key=lambda grade: grade.start)
