"""Drafts of records from a clause: which year holds, what stood before a rise, what one name in a row gets. Which rows
receive is decided in `nlp.award_receivers`, which grade belongs to which row in `nlp.award_alignment`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Literal

from kliping.model import AwardStatus, Span
from nlp.award_alignment import PLAIN_ROW
from nlp.award_ceremony import FRONTED, Years, speaks_before, years_of
from nlp.award_clause import Clause
from nlp.award_drafts import Draft, Event, Picked, is_class, names_bodies, pick
from nlp.award_prizes import fields_of
from nlp.award_receivers import is_handover
from nlp.award_recipients import Candidate, person_recipient
from nlp.award_same import category_before
from nlp.award_scene import PERSONAL, Scene, part_giver
from nlp.grades import Grade, rank_in
from nlp.programmes import programme as programme_of

_CHANGE = re.compile(
    r"\b(?:dari|semula|sebelumnya)\s+(?:(?:yang|sebelumnya|semula|awalnya|hanya|masih)\s+)*(?:(?:kategori|"
    r"predikat|peringkat|nilai|level|tingkat)\s+)?[\"“‘(]?$",
    re.IGNORECASE,
)
_ONLY = re.compile(r"\b(?:masih|hanya|baru|sebatas|tahun lalu|semula|awalnya)\b", re.IGNORECASE)
_ROSE = re.compile(
    r"\b(?:naik|meningkat|melonjak|melompat|beranjak|berubah|menanjak)\s+(?:\w+\s+){0,2}?(?=(?:menjadi|ke)\s)",
    re.IGNORECASE,
)  # "tahun lalu masih kurang informatif, kini naik menjadi informatif"
_BECAME = re.compile(r"\bdari\b[^.;]{2,60}\b(?:menjadi|ke)\b")
_SAME_GRADE = re.compile(
    r"\b(?:penghargaan|predikat|kategori|status|gelar|titel|kualifikasi|peringkat) (?:yang sama|serupa)\b",
    re.IGNORECASE,
)
_THIS_YEAR = re.compile(r"\btahun ini\b", re.IGNORECASE)
_LOOK_BACK = 1500  # characters of a sentence in which the year of a clause may stand before it
_ITS_BRACKET = re.compile(r"\s*\(((?:19|20)\d\d)\)")
_PREDICATES = frozenset({"kip", "ombudsman", "zi", "pekppp"})  # a predicate says more than a place in their list
_RANKED = re.compile(r"\b(?:terbaik|peringkat|juara|posisi|ke\w+|I{1,3}|IV|VI?)\b|\d", re.IGNORECASE)
_ITS_YEAR = re.compile(r"\s*\)?\s*(?:\(|pada\s+|di\s+|untuk\s+|tahun\s+|pada tahun\s+)((?:19|20)\d\d)\b")


def years_said(scene: Scene, clause: Clause) -> Years:
    last = scene.context.year
    event = scene.context.events.get(scene.context.programme or "")
    key = ("years", last, event.year if event else None)
    return clause.once(key, lambda: _years_said(scene, clause, last, event))


def _years_said(scene: Scene, clause: Clause, last: int | None, event: Event | None) -> Years:
    if event is not None and re.search(
        r"\b(?:se)?tahun sebelumnya\b", scene.text[clause.start : clause.end], re.IGNORECASE
    ):
        last = event.year or (event.date.year if event.date else last)
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
    if (
        own.stated
        and event is not None
        and event.date is not None
        and own.values[-1] < event.date.year
        and FRONTED.match(scene.text, clause.start, clause.end)
    ):
        return Years(own.values, True, True)  # "Kemudian, di tahun 2022, X menerima …" after a ceremony of 2023
    if own.values:
        if event is not None and own.values == (event.year,) and not own.stated and own.past:
            return Years((own.values[0] - 1,), False, True)  # "Setahun lalu …" beside an edition of last year
        return own
    # a sentence may be a list of thousands of clauses: each looks back over so much of it, and all of it is read once
    back = max(scene.start, clause.end - _LOOK_BACK)
    before = years_of(scene.text, back, clause.end, scene.dates, scene.published, last)
    if before.values:
        return Years(before.values[-1:], before.stated, before.past)
    whole = scene.clauses[0].once(
        ("years of the sentence", last),
        lambda: years_of(scene.text, scene.start, scene.end, scene.dates, scene.published, last),
    )
    if whole.values and len(scene.clauses) > 1 and not whole.past:
        return Years(whole.values[:1], whole.stated, whole.past)
    return Years((), False, own.past or before.past)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a row of names has to do with which prize."""

    programme: str  # id, or "other"
    award: str  # as written
    status: AwardStatus


def write_drafts(
    scene: Scene,
    member: Candidate,
    meant: Meant,
    grades: list[Grade],
    years: Years,
    clause: Clause,
    *,
    line: bool,
    inherited: str | None,
    giver_clause: Clause | None = None,
) -> str | None:
    """Write the drafts of one name in a clause and return its category, for the clause that leaves it out.

    `line` tells a list item; `inherited` is the category of the clause before, when this one has no verb.
    """
    context, text = scene.context, scene.text
    kept, picked, told = clause.once(
        ("picked", meant.programme, meant.award, id(grades), len(grades), grades[0].start if grades else -1),
        lambda: _picked(text, clause, grades, meant),
    )
    stem = _stem(scene, member, meant, clause)
    stem.line = line
    if line and context.listing and not years.values:
        stem.year = context.list_year
    stem.handover = member.kind == "head" and not line and is_handover(scene, clause)
    category, kind, inherits = picked.category, picked.kind, False
    said = _category_said(scene, meant, clause) if kind == "rank" and meant.programme in _PREDICATES else None
    under = context.under if kind == "rank" and (picked.rank or 0) > 1 else None
    if under and not names_bodies(under) and meant.programme not in _PREDICATES:
        under = None
    if under and 0 < scene.number - context.under_at <= 2:
        category, kind = under, "category"  # "Posisi kedua diraih X" below "kategori zona hijau, posisi pertama …"
    elif said and scene.number - context.category_at <= 2 and not _RANKED.search(said):
        category, kind, inherits = said, "category", True  # "… predikat menuju informatif. Desa X di peringkat kelima"
    elif (
        line
        and context.headed
        and kind == "rank"
        and not is_class(context.list_category or "")
        and len((category or "").split()) < 4
    ):
        category, kind = context.list_category, "category"  # "Kategori Penilaian Kinerja", "Terbaik I: X"
    elif category is None or kind == "class":
        stand_in = inherited or (context.list_category if line else None) or _category_said(scene, meant, clause)
        if stand_in is None and category is None and scene.number - context.topic_at <= 1 and not years.past:
            stand_in = context.topic
        if stand_in and meant.programme != "wtp":
            category, kind = stand_in, "category"
            inherits = not line and inherited is None
    fields = fields_of(scene, clause)
    if category is None and fields:
        category, kind = text[fields[0].start : fields[0].end], "topic"
    if category is None and not line and (place_won := rank_in(meant.award)):
        category, kind = place_won, "rank"
    if len(told) > 1:
        scene.drafts.extend(_by_year(scene, stem, told, kept))
        context.year = told[-1][1]
        return category
    if own := _ITS_BRACKET.match(text, member.end):
        bracketed = int(own.group(1))
        event = context.event(meant.programme).year
        years = Years((bracketed,), True, event is not None and bracketed < event)
    scores = [text[slice(*grade.value)] for grade in kept if grade.kind == "number"]
    shared = len(years.values) > 1 and len(scores) == len(years.values)
    giver = part_giver(scene, giver_clause or clause)
    for place, year in enumerate(years.values or (None,)):
        draft = replace(
            stem,
            category=category,
            category_kind=kind,
            score=scores[place] if shared else picked.score,
            rank=picked.rank,
            year=year or stem.year,
            stated=years.stated,
            past=years.past,
            this_year=0 <= scene.number - context.this_year_at <= 3,
            inherits=inherits,
            evidence=list(stem.evidence),
        )
        if giver is not None and member.text not in giver[0]:
            draft.giver, draft.giver_id = giver
        if years.past:
            _date_of_past(scene, draft)
        if meant.programme in PERSONAL:
            draft.recipient = person_recipient(text, clause.start, clause.end, member)
        scene.drafts.append(draft)
    for grade in kept:
        if grade.kind == "also" and category:
            also = text[slice(*grade.value)]
            scene.drafts.append(
                replace(
                    draft, category=also, category_kind="title", score=None, inherits=False, evidence=[*stem.evidence]
                )
            )
    ranks = [grade for grade in kept if grade.kind == "rank"]
    for before, grade in pairwise(ranks):
        if kind != "rank" or not PLAIN_ROW.fullmatch(text[before.value[1] : grade.value[0]]):
            break
        first, second = text[slice(*before.value)], text[slice(*grade.value)]
        if (len(first.split()) > 2 and len(second.split()) > 2) or (
            "juara" in first.lower() and "juara" in second.lower()
        ):
            also = second
            scene.drafts.append(
                replace(draft, category=also, rank=grade.rank, score=None, inherits=False, evidence=[*stem.evidence])
            )
    if years.values:
        context.year = years.values[-1]
    for grade in grades:
        if grade not in kept:
            _earlier(scene, stem, grade)
    if kind in ("title", "best") or (category or "").lower().startswith("bintang"):
        return None  # "kementerian dengan indeks tertinggi" is one only, and so is a company's "bintang 5"
    if kind != "rank" or (category or "").lower().startswith("top"):
        return category
    topics = [grade for grade in kept if grade.kind == "topic"]
    return text[slice(*topics[0].value)] if topics else None  # "peringkat kelima" holds for one name only


def _picked(
    text: str, clause: Clause, grades: list[Grade], meant: Meant
) -> tuple[list[Grade], Picked, list[tuple[Grade, int]]]:
    """The grades that hold now ("naik dari B menjadi A": A), what is picked of them, and those with a year."""
    kept = [
        grade
        for grade in grades
        if not _CHANGE.search(text[max(clause.start, grade.value[0] - 30) : grade.value[0]]) or len(grades) == 1
    ]
    rose = clause.once("rose", lambda: _ROSE.search(text, clause.start, clause.end))
    if rose and not _ONLY.search(text, clause.start, rose.start()):
        rose = None
    if rose and (after := [grade for grade in kept if grade.start >= rose.start() and grade.kind != "number"]):
        kept = after + [grade for grade in kept if grade.kind == "number"]
    return kept, pick(text, kept, meant.programme, meant.award), _dated(text, kept)


def _stem(scene: Scene, member: Candidate, meant: Meant, clause: Clause) -> Draft:
    where: Literal["title", "text"] = "title" if scene.where == "title" else "text"
    return Draft(
        name=member,
        where=where,
        programme=meant.programme,
        award=meant.award,
        status=meant.status,
        sentence=scene.number,
        span=(clause.start, clause.end),
        evidence=[Span(field=where, start=clause.start, end=clause.end)],
    )


def _category_said(scene: Scene, meant: Meant, clause: Clause) -> str | None:
    """The category of the sentences before, where it is one of the programme's or is referred back to."""
    context = scene.context
    known = programme_of(meant.programme).categories if meant.programme != "other" else ()
    fresh = scene.number - context.category_at <= 4 and (context.category or "").lower() in {
        word.lower() for word in known
    }
    referred = clause.once("same grade", lambda: _SAME_GRADE.search(scene.text, clause.start, clause.end))
    before = category_before(scene, clause)
    if referred and context.category is None:
        return context.last_category or before
    return context.category if fresh or referred else before


def _by_year(scene: Scene, stem: Draft, told: list[tuple[Grade, int]], grades: list[Grade]) -> Iterator[Draft]:
    """One draft a year: "60,12 pada 2020 dan 62,45 pada 2021, semuanya berpredikat B"."""
    dated = [grade for grade, _ in told]
    worded = next((grade for grade in grades if grade.kind in ("category", "letter") and grade not in dated), None)
    for grade, year in told:
        named = grade if grade.kind != "number" else worded
        yield replace(
            stem,
            category=scene.text[slice(*named.value)] if named else None,
            category_kind=named.kind if named else "",
            score=scene.text[slice(*grade.value)] if grade.kind == "number" else None,
            year=year,
            stated=True,
            evidence=list(stem.evidence),
        )


def _date_of_past(scene: Scene, draft: Draft) -> None:
    """An earlier award keeps the date that stands in its own sentence."""
    for found in scene.dates:
        written = scene.text[found.start : found.end]
        if found.start >= scene.start and found.until is None and any(sign.isdigit() for sign in written):
            if not speaks_before(scene.text, scene.start, found.start):
                draft.date = found.moment.day
                draft.year = draft.year or found.moment.day.year
            return


def _earlier(scene: Scene, stem: Draft, grade: Grade) -> None:
    """The grade that a body held before ("naik dari Pratama (2022) menjadi Madya"), where its year is told."""
    tail = scene.text[grade.end : grade.end + 60]
    match = re.match(r"\s*(?:\(|pada (?:tahun )?|tahun |di )?((?:19|20)\d\d)\b", tail)
    year = int(match.group(1)) if match else None
    last = scene.context.event(stem.programme).year or scene.context.year
    if year is None and last and re.match(r".{0,30}\b(?:setahun|tahun) sebelumnya", tail):
        year = last - 1
    if year is None or stem.status != "received":
        return
    value = scene.text[slice(*grade.value)]
    number = grade.kind == "number"
    scene.drafts.append(
        replace(
            stem,
            category=None if number else value,
            category_kind="" if number else "category",
            score=value if number else None,
            year=year,
            stated=True,
            past=True,
            evidence=list(stem.evidence),
        )
    )


def _dated(text: str, grades: list[Grade]) -> list[tuple[Grade, int]]:
    """Grades with a year of their own: "C pada 2015, CC pada 2016, B pada 2017"."""
    found: dict[int, Grade] = {}
    for grade in grades:
        match = _ITS_YEAR.match(text, grade.end)
        if match and grade.kind in ("number", "letter", "category"):
            found.setdefault(int(match.group(1)), grade)
    return [(grade, year) for year, grade in found.items()]
