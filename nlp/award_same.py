"""The same prize given to others: "penghargaan yang sama juga diberikan kepada A dan B", "Selain X, ada dua daerah
yang menerima piagam". They take prize and category of whom the article told before; what a clause says
itself comes first."""

from __future__ import annotations

import re

from nlp.award_bodies import same_body
from nlp.award_clause import Clause
from nlp.award_drafts import Draft
from nlp.award_scene import Scene
from nlp.grades import Grade

_SAME = re.compile(
    r"\b(?:penghargaan|predikat|kategori|status|gelar|titel|kualifikasi|peringkat|piala|piagam|anugerah|trofi)"
    r"(?:nya)? (?:yang )?(?:sama|serupa|sejenis)\b",
    re.IGNORECASE,
)
_BESIDES = re.compile(r"[\s\"“]*(?:Selain|Di samping)\s+(?!itu\b|ini\b)")
_OTHERS = re.compile(
    r"\b(?:ada|terdapat|beberapa|sejumlah|daerah lain|instansi lain|lainnya|juga|turut|\d+|dua|tiga|empat|lima|enam|"
    r"tujuh|delapan|sembilan|sepuluh)\b"
)
_REACH = 6  # sentences back
_BESIDES_CATEGORY = re.compile(
    r"[\s\"“]*Selain\s+(?:(?:di|untuk|pada|dalam)\s+)?(?:kategori|predikat|bidang|kelompok|klaster|tingkat)\s[^,.;:]{2,80},",
    re.IGNORECASE,
)


def told_before(scene: Scene, clause: Clause) -> Draft | None:
    """The record whose prize the clause gives to others too; None where it speaks of a prize of its own."""
    return clause.once("told before", lambda: _told_before(scene, clause))


def _told_before(scene: Scene, clause: Clause) -> Draft | None:
    text, number = scene.text, scene.number
    if scene.where == "title":
        return None
    same = _SAME.search(text, clause.start, clause.end)
    besides = _BESIDES.match(text, scene.start, scene.end) if clause is scene.clauses[0] else None
    first = clause.groups[0] if clause.groups else None
    if besides is not None and (first is None or first.start - besides.end() > 12):
        besides = None
    if besides is not None and first is not None and not _OTHERS.search(text, first.end, clause.end):
        besides = None
    if same is None and besides is None:
        return None
    known = [
        draft
        for draft in scene.drafts[-80:]
        if draft.status == "received" and not draft.past and number - _REACH <= draft.sentence < number
    ]
    if besides is not None and first is not None:
        key = first.members[0].key
        own = [draft for draft in known if same_body(draft.name.key, key)]
        if own:
            return next((draft for draft in reversed(own) if draft.category), own[-1])
    return known[-1] if same is not None and known else None


def category_before(scene: Scene, clause: Clause) -> str | None:
    """The category in which the others of `told_before` won; a place in a contest is one body's only."""
    draft = told_before(scene, clause)
    return draft.category if draft is not None and draft.category_kind not in ("rank", "best", "") else None


def without_earlier_categories(scene: Scene, clause: Clause) -> list[Grade]:
    """The grades of a clause without the category beside which it tells of another: "Selain kategori X, …"."""
    match = _BESIDES_CATEGORY.match(scene.text, clause.start, clause.end) if clause.grades else None
    if match is None:
        return clause.grades
    end = match.end()
    if any(verb[1] < end for verb in clause.verbs) or any(group.start < end for group in clause.groups):
        return clause.grades
    return [grade for grade in clause.grades if grade.start >= end]
