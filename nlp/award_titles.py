"""Titles given side by side in one sentence: "menetapkan Rektor X sebagai Pemimpin Terpopuler dan Y sebagai Institusi
Terpopuler". A single title is a grade of its clause and read in `nlp.grades`."""

from __future__ import annotations

import re
from dataclasses import dataclass

from kliping.model import Span
from nlp.award_drafts import Draft
from nlp.award_prizes import award_meant
from nlp.award_recipients import Candidate, person_recipient
from nlp.award_scene import Scene

_NAMING = re.compile(
    r"\b(?:menetapkan|menobatkan|mengukuhkan|memilih|mendapuk|menganugerahi|menganugerahkan|dinobatkan|ditetapkan|"
    r"dikukuhkan)\b"
)
_AS = re.compile(
    r"\bsebagai\s+[\"“‘']?([A-Z][^,.;:()\"“”]{3,90}?)(?=[\"”’'.,;:(]|\s+(?:dan|serta)\s|\s+(?:19|20)\d\d\b|$)"
)
_TO_TITLE = re.compile(r"[^;:]{0,80}?,?\s*")
_NEXT = re.compile(r"[\"”’']?(?:\s+(?:[Tt]ahun\s+)?(?:19|20)\d\d)?\s*,?\s*(?:dan|serta|sedangkan|kemudian|lalu|,)\s")


@dataclass(frozen=True, slots=True)
class Titled:
    """A name with the span of its title."""

    name: Candidate
    title: tuple[int, int]


def read_titles(scene: Scene) -> bool:
    """Write a draft for every name of a sentence that gives two titles or more; False for all other sentences."""
    if scene.where != "text" or not scene.clauses:
        return False
    naming = _NAMING.search(scene.text, scene.start, scene.end)
    if naming is None or any(clause.status for clause in scene.clauses):
        return False
    pairs = _pairs(scene, naming.end())
    if len(pairs) < 2:
        return False
    clause = scene.clauses[0]
    programme, award = award_meant(scene, clause, clause.grades, clause.start)
    if programme is None:
        return False
    award = next((draft.award for draft in reversed(scene.drafts) if draft.programme == programme), award)
    for pair in pairs:
        said = scene.text[slice(*pair.title)]
        draft = Draft(
            name=pair.name,
            where="text",
            programme=programme,
            award=award or said,
            status="received",
            sentence=scene.number,
            span=(scene.start, scene.end),
            category=said,
            category_kind="title",
            evidence=[Span(field="text", start=scene.start, end=scene.end)],
        )
        draft.recipient = person_recipient(scene.text, naming.end(), pair.title[0], pair.name)
        if draft.recipient is not None:
            draft.name = Candidate(
                pair.name.start, pair.name.end, draft.recipient, f"text:{draft.recipient.lower()}", "other"
            )
        scene.drafts.append(draft)
    scene.context.emitted_at = scene.number
    scene.context.focus = scene.context.focus or pairs[0].name
    scene.context.main = scene.context.main or programme
    return True


def _pairs(scene: Scene, first: int) -> list[Titled]:
    names = [name for clause in scene.clauses for group in clause.groups for name in group.members]
    found: list[Titled] = []
    at = first
    for match in _AS.finditer(scene.text, first, scene.end):
        if found and not _NEXT.match(scene.text, found[-1].title[1], match.start()):
            return []
        own = [name for name in names if at <= name.start and name.end <= match.start()]
        if len(own) != 1 or not _TO_TITLE.fullmatch(scene.text, own[0].end, match.start()):
            return []
        found.append(Titled(own[0], match.span(1)))
        at = match.end()
    return found
