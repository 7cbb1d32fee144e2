"""Which grade belongs to which row of names in a clause, and which to which name where they are shared out
("masing-masing"). Drafts are written from them in `nlp.award_writing`."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import replace

from nlp.award_clause import Clause, Group
from nlp.award_rows import ATTRIBUTE, described
from nlp.grades import Grade

_BRACKETED = re.compile(r"\([^()]{0,40}\)|\b(?:dengan )?(?:nilai|skor|indeks)?\s*\d{1,3}(?:[.,]\d+)?")
PLAIN_ROW = re.compile(r"[\s,;]*(?:dan|serta|&|maupun|sekaligus|bersama(?: dengan)?|beserta)?[\s,]*")
_LED_TO = re.compile(
    r"\s+(?:(?:diraih|disabet|diduduki|ditempati|direbut|digondol|dimenangi|dimenangkan|diperoleh|menjadi milik|jatuh)"
    r"(?: (?:oleh|kepada|ke))?|(?:diberikan|diserahkan) kepada)\s+"
)
_NAMELY = re.compile(r"\b(?:bersama|lain(?:nya)?)\b[^.;:]{0,60}\b(?:yakni|yaitu|adalah|antara lain)\s+$")
_EACH = re.compile(r"\b(?:masing[- ]masing|berturut-turut)\b")


def align(text: str, clause: Clause, groups: list[Group]) -> list[list[Grade]]:
    """The grades of each row of names: those behind it, or before it when the clause opens with a grade."""
    outside = [group for group in groups if not clause.start <= group.start < clause.end]
    if outside or len(groups) == 1:
        return [list(clause.grades) for _ in groups]
    result: list[list[Grade]] = [[] for _ in groups]
    worded = [grade for grade in clause.grades if grade.kind != "number"]
    if (
        len(worded) > 2
        and worded[0].kind in ("topic", "category")
        and worded[0].start < groups[0].start < worded[1].start
        and worded[-1].start > groups[-1].end
    ):  # "kategori X diberikan kepada A sebagai terbaik I, B sebagai terbaik II": what stands first holds for all
        rest = replace(clause, grades=[grade for grade in clause.grades if grade is not worded[0]], memo={})
        return [[worded[0], *own] for own in align(text, rest, groups)]
    forward = bool(worded) and worded[0].start < groups[0].start
    place = 0
    starts = [group.start for group in groups]
    for grade in clause.grades:
        led = bisect_right(starts, grade.end) if not forward and grade.kind == "rank" else 0
        if (
            0 < led < len(groups)
            and groups[led].start - grade.end < 40
            and _LED_TO.fullmatch(text, grade.end, groups[led].start)
        ):
            result[led].append(grade)
            continue
        if forward and grade.kind != "number":
            while place < len(groups) - 1 and groups[place].start < grade.end:
                place += 1
            result[place].append(grade)
        else:
            behind = place
            while behind < len(groups) - 1 and groups[behind + 1].end <= grade.start:
                behind += 1
            if not forward:
                place = behind
            result[behind].append(grade)
    for at in range(1, len(groups)):
        if not result[at] and _NAMELY.search(text, groups[at - 1].end, groups[at].start):
            result[at] = [grade for grade in result[at - 1] if grade.kind in ("category", "topic")]
    order = range(1, len(groups)) if forward else range(len(groups) - 2, -1, -1)
    for at in order:
        first, second = (groups[at - 1], groups[at]) if forward else (groups[at], groups[at + 1])
        gap = _BRACKETED.sub(" ", text[first.end : second.start]) if first.end <= second.start else "?"
        apart = not (PLAIN_ROW.fullmatch(gap) or ATTRIBUTE.fullmatch(text, first.end, second.start))
        apart = apart and not (forward and described(text, clause, first, second))
        if not apart and not any(grade.kind != "number" for grade in result[at]):
            near = result[at - 1] if forward else result[at + 1]
            result[at] = [grade for grade in near if grade.kind != "number"] + result[at]
    return result


def shared_out(text: str, clause: Clause, group: Group, grades: list[Grade]) -> list[list[Grade]]:
    """One grade a name for "A dan B masing-masing meraih BB dan B"; empty where nothing is shared out."""
    size = len(group.members)
    if size < 2 or not clause.once("each", lambda: _EACH.search(text, clause.start, clause.end)):
        return []
    for kinds in (("letter",), ("category",), ("rank",), ("number",)):
        row = [grade for grade in grades if grade.kind in kinds]
        if len(row) == size:
            worded = [grade for grade in grades if grade.kind in ("category", "letter")]
            rest = worded if kinds == ("number",) and len(worded) == 1 else []
            return [[grade, *rest] for grade in row]
    return []
