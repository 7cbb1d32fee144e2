"""Drafts of records from a clause: which grade belongs to which row of names, which year holds, what stood before a rise.
Which rows receive is decided in `nlp.award_receivers`, how drafts are joined in `nlp.award_drafts`."""

from __future__ import annotations

import re

from kliping.model import AwardStatus, Span
from nlp.award_ceremony import Years, speaks_before, years_of
from nlp.award_drafts import Draft, pick
from nlp.award_recipients import Candidate, person_recipient
from nlp.award_roles import Clause, Group
from nlp.award_scene import AS_FIELD, PERSONAL, Scene, giver_in, with_bracket
from nlp.grades import Grade
from nlp.programmes import programme as programme_of

_CHANGE = re.compile(r"\bdari\s+(?:(?:kategori|predikat|peringkat|nilai|level|tingkat)\s+)?[\"“‘(]?$", re.IGNORECASE)
_BECAME = re.compile(r"\bdari\b[^.;]{2,60}\b(?:menjadi|ke)\b")
_BRACKETED = re.compile(r"\([^()]{0,40}\)|\b(?:dengan )?(?:nilai|skor|indeks)?\s*\d{1,3}(?:[.,]\d+)?")
_PLAIN_ROW = re.compile(r"[\s,;]*(?:dan|serta|&|maupun)?[\s,]*")
_SAME_GRADE = re.compile(r"\b(?:predikat|kategori|status|gelar|titel|kualifikasi|peringkat) yang sama\b", re.IGNORECASE)
_THIS_YEAR = re.compile(r"\btahun ini\b", re.IGNORECASE)
_ITS_YEAR = re.compile(r"\s*\)?\s*(?:\(|pada\s+|di\s+|untuk\s+|tahun\s+|pada tahun\s+)((?:19|20)\d\d)\b")


def years_said(scene: Scene, clause: Clause) -> Years:
    last = scene.context.year
    event = scene.context.events.get(scene.context.programme or "")
    if (
        event is not None
        and event.year
        and re.search(r"\b(?:se)?tahun sebelumnya\b", scene.text[clause.start : clause.end], re.IGNORECASE)
    ):
        last = event.year
    own = years_of(scene.text, clause.start, clause.end, scene.dates, scene.published, last)
    if len(own.values) == 1 and (change := _BECAME.search(scene.text, clause.start, clause.end)):
        after = years_of(scene.text, change.end(), clause.end, scene.dates, scene.published, last)
        return after if after.values and after.stated else own
    if (
        own.values
        and not own.stated
        and event is not None
        and event.year
        and _THIS_YEAR.search(scene.text, clause.start, clause.end)
    ):
        return Years((event.year,), True, False)
    if own.values:
        return own
    before = years_of(scene.text, scene.start, clause.end, scene.dates, scene.published, last)
    if before.values:
        return Years(before.values[-1:], before.stated, before.past)
    whole = years_of(scene.text, scene.start, scene.end, scene.dates, scene.published, last)
    if whole.values and len(scene.clauses) > 1 and not whole.past:
        return Years(whole.values[:1], whole.stated, whole.past)
    return Years((), False, own.past or before.past)


def write_drafts(scene: Scene, member: Candidate, programme: str, award: str, grades: list[Grade], status: AwardStatus, years: Years, clause: Clause, line: bool, inherited: str | None
) -> str | None:  # fmt: skip
    context, text = scene.context, scene.text
    kept = [
        grade
        for grade in grades
        if not _CHANGE.search(text[max(clause.start, grade.value[0] - 30) : grade.value[0]]) or len(grades) == 1
    ]
    picked = pick(text, kept, programme)
    inherits = False
    category, kind = picked.category, picked.kind
    known = programme_of(programme).categories if programme != "other" else ()
    if category is None or kind == "class":
        fresh = scene.number - context.category_at <= 4 and (context.category or "").lower() in {
            word.lower() for word in known
        }
        stand_in = (
            inherited
            or (context.list_category if line else None)
            or (context.category if fresh or _SAME_GRADE.search(text, clause.start, clause.end) else None)
        )
        if stand_in and programme != "wtp":
            category, kind = stand_in, "category"
            inherits = not line and inherited is None
    if category is None and any(
        AS_FIELD.search(text[max(clause.start, hit.start - 50) : hit.start]) for hit in clause.strong()
    ):
        hit = clause.strong()[0]
        category, kind = text[hit.start : hit.end], "topic"
    scores = [text[slice(*grade.value)] for grade in kept if grade.kind == "number"]
    giver = giver_in(scene, clause)
    told = _dated(text, kept)
    if len(told) > 1:
        worded = next(
            (grade for grade in kept if grade.kind in ("category", "letter") and grade not in [g for g, _ in told]),
            None,
        )
        for grade, year in told:
            draft = Draft(
                name=member, where=scene.where, programme=programme, award=award, status=status, sentence=scene.number, span=(clause.start, clause.end),
                category=text[slice(*grade.value)] if grade.kind != "number" else text[slice(*worded.value)] if worded else None,
                category_kind=grade.kind if grade.kind != "number" else worded.kind if worded else "",
                score=text[slice(*grade.value)] if grade.kind == "number" else None, year=year, stated=True,
            )  # fmt: skip
            draft.evidence.append(
                Span(field="title" if scene.where == "title" else "text", start=clause.start, end=clause.end)
            )
            scene.drafts.append(draft)
        context.year = told[-1][1]
        return category
    many = years.values if len(years.values) > 1 else ()
    for place, year in enumerate(years.values or (None,)):
        draft = Draft(
            name=member, where=scene.where, programme=programme, award=award, status=status, sentence=scene.number, span=(clause.start, clause.end),
            category=category, category_kind=kind, score=scores[place] if many and len(scores) == len(many) else picked.score, rank=picked.rank,
            year=year, stated=years.stated, past=years.past, this_year=0 <= scene.number - context.this_year_at <= 3, inherits=inherits,
        )  # fmt: skip
        draft.evidence.append(
            Span(field="title" if scene.where == "title" else "text", start=clause.start, end=clause.end)
        )
        if giver is not None and giver is not member:
            draft.giver, draft.giver_id = with_bracket(text, giver), giver.mention.id if giver.mention else None
        if years.past:
            local = next(
                (
                    found
                    for found in scene.dates
                    if found.start >= scene.start
                    and found.until is None
                    and any(c.isdigit() for c in text[found.start : found.end])
                ),
                None,
            )
            if local is not None and not speaks_before(text, scene.start, local.start):
                draft.date = local.moment.day
                draft.year = draft.year or local.moment.day.year
        if programme in PERSONAL:
            draft.recipient = person_recipient(text, clause.start, clause.end, member)
        scene.drafts.append(draft)
    if years.values:
        context.year = years.values[-1]
    for grade in grades:
        if grade not in kept:
            _earlier(scene, member, programme, award, grade, status, clause)
    return category


def _earlier(
    scene: Scene, member: Candidate, programme: str, award: str, grade: Grade, status: AwardStatus, clause: Clause
) -> None:
    """The grade that a body held before ("naik dari Pratama (2022) menjadi Madya"), where its year is told."""
    tail = scene.text[grade.end : grade.end + 60]
    match = re.match(r"\s*(?:\(|pada (?:tahun )?|tahun |di )?((?:19|20)\d\d)\b", tail)
    year = int(match.group(1)) if match else None
    if (
        year is None
        and re.match(r".{0,30}\b(?:setahun|tahun) sebelumnya", tail)
        and (scene.context.event(programme).year or scene.context.year)
    ):
        year = (scene.context.event(programme).year or scene.context.year or 0) - 1
    if year is None or status != "received":
        return
    draft = Draft(
        name=member, where=scene.where, programme=programme, award=award, status=status, sentence=scene.number, span=(clause.start, clause.end),
        category=None if grade.kind == "number" else scene.text[slice(*grade.value)], score=scene.text[slice(*grade.value)] if grade.kind == "number" else None, category_kind="category", year=year, stated=True, past=True,
    )  # fmt: skip
    draft.evidence.append(Span(field="title" if scene.where == "title" else "text", start=clause.start, end=clause.end))
    scene.drafts.append(draft)


def align(text: str, clause: Clause, groups: list[Group]) -> list[list[Grade]]:
    """The grades of each row of names: those behind it, or before it when the clause opens with a grade."""
    outside = [group for group in groups if not clause.start <= group.start < clause.end]
    if outside or len(groups) == 1:
        return [list(clause.grades) for _ in groups]
    result: list[list[Grade]] = [[] for _ in groups]
    worded = [grade for grade in clause.grades if grade.kind != "number"]
    forward = bool(worded) and worded[0].start < groups[0].start
    place = 0
    for grade in clause.grades:
        if forward and grade.kind != "number":
            while place < len(groups) - 1 and groups[place].start < grade.end:
                place += 1
            result[place].append(grade)
        else:
            behind = place if forward else 0
            while behind < len(groups) - 1 and groups[behind + 1].end <= grade.start:
                behind += 1
            if not forward:
                place = behind
            result[behind].append(grade)
    order = range(1, len(groups)) if forward else range(len(groups) - 2, -1, -1)
    for at in order:
        first, second = (groups[at - 1], groups[at]) if forward else (groups[at], groups[at + 1])
        gap = _BRACKETED.sub(" ", text[first.end : second.start]) if first.end <= second.start else "?"
        apart = not _PLAIN_ROW.fullmatch(gap)
        if not apart and not any(grade.kind != "number" for grade in result[at]):
            near = result[at - 1] if forward else result[at + 1]
            result[at] = [grade for grade in near if grade.kind != "number"] + result[at]
    return result


def shared_out(text: str, clause: Clause, group: Group, grades: list[Grade]) -> list[list[Grade]]:
    """One grade a name for "A dan B masing-masing meraih BB dan B"; empty where nothing is shared out."""
    size = len(group.members)
    if size < 2 or not re.search(r"\b(?:masing-masing|berturut-turut)\b", text[clause.start : clause.end]):
        return []
    for kinds in (("letter",), ("category",), ("rank",), ("number",)):
        row = [grade for grade in grades if grade.kind in kinds]
        if len(row) == size:
            rest = [grade for grade in grades if grade not in row and grade.kind == "number" and len(row) != size]
            return [[grade, *rest] for grade in row]
    return []


def _dated(text: str, grades: list[Grade]) -> list[tuple[Grade, int]]:
    """Grades with a year of their own: "C pada 2015, CC pada 2016, B pada 2017"."""
    found: dict[int, Grade] = {}
    for grade in grades:
        match = _ITS_YEAR.match(text, grade.end)
        if match and grade.kind in ("number", "letter", "category"):
            found.setdefault(int(match.group(1)), grade)
    return [(grade, year) for year, grade in found.items()]
