"""Values told in a row behind the names that hold them: "A, B dan C masing-masing 2,89, 2,59 dan 2,30". Single values
are read in `nlp.grades`, shared out in `nlp.award_alignment`."""

from __future__ import annotations

import re

from nlp.award_clause import Clause, Group
from nlp.award_spans import Spans
from nlp.grades import Grade

_VALUE = r"(?<![\w.,/-])\d{1,3}(?:[.,]\d{1,3})?(?![\w/]|[.,]\d)"
_ROW = re.compile(
    rf"\b(?:masing[- ]masing|berturut-turut|secara berurutan)\s+(?:[a-z]+\s+){{0,5}}?"
    rf"({_VALUE}(?:(?:\s*[,;]\s*(?:dan\s+|serta\s+)?|\s+(?:dan|serta)\s+){_VALUE})+)"
)
_ONE = re.compile(_VALUE)


def add_number_rows(text: str, clause: Clause) -> None:
    """Put every value of a row among the clause's grades, where as many names stand before it."""
    match = _ROW.search(text, clause.start, clause.end)
    if match is None:
        return
    spans = [one.span() for one in _ONE.finditer(text, *match.span(1))]
    rows: list[Group] = [group for group in clause.groups if group.end <= match.start()]
    if not rows or len(rows[-1].members) != len(spans):
        return
    taken = Spans((grade.start, grade.end) for grade in clause.grades)
    clause.grades += [Grade("number", *span, span) for span in spans if not taken.meet(*span)]
    clause.grades.sort(key=lambda grade: grade.start)
