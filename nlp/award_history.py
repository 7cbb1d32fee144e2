"""A body's earlier awards told by their years: "pada 2011 predikat Padapa, 2013 Wiwerda dan 2015 Wistara", "Yakni tahun
2012, 2013 dan 2015". One draft a year, with nothing of the award-giving of now. Grades with a year behind them are read
in `nlp.award_writing`."""

from __future__ import annotations

import re
from dataclasses import replace

from kliping.model import Span
from nlp.award_bodies import same_body
from nlp.award_clause import Clause
from nlp.award_drafts import Draft
from nlp.award_recipients import Candidate
from nlp.award_scene import Scene
from nlp.grades import Grade
from nlp.programmes import programme as programme_of

_YEAR = re.compile(r"(?<![\d/.,-])(?:19[89]|20[0-4])\d(?![\d/]|[.,]\d)")
_ROW = (
    r"(?:19[89]|20[0-4])\d(?:(?:\s*,\s*(?:dan\s+|serta\s+)?|\s+(?:dan|serta|&)\s+)(?:tahun\s+)?(?:19[89]|20[0-4])\d)+"
)
_ONLY_YEARS = re.compile(
    rf"\s*(?:(?:Yaitu|Yakni|Masing-masing|Tepatnya|Antara lain|Itu)[,:]?\s+)?(?:(?:diraih|diterima|diperoleh|"
    rf"berturut-turut|pada|di|untuk|sejak)\s+)*(?:[Pp]ada\s+|[Dd]i\s+)?(?:[Tt]ahun\s+)?({_ROW})\s*(?:lalu|silam)?\s*[.\"”]*\s*"
)
_BETWEEN = re.compile(
    r"[\s,:(\"“]*(?:(?:juga|kembali|lalu|naik|menjadi|meraih|mendapat(?:kan)?|memperoleh|menerima|dengan|di|ke|pada|"
    r"mengantongi|berhasil|penghargaan|predikat|kategori|tingkat|level|peringkat|nilai|status|opini|yakni|yaitu|"
    r"[A-Z]\w+)\s+){0,6}[\"“]?"
)
_REACH = 6  # sentences since the body was told of


def read_history(scene: Scene) -> bool:
    """Write the drafts of a sentence that tells a body's awards year by year; False where it is no such sentence."""
    if scene.where != "text":
        return False
    return _years_alone(scene) or _year_by_year(scene)


def _years_alone(scene: Scene) -> bool:
    """Years in a sentence of their own: those of the award that the sentence before told of."""
    match = _ONLY_YEARS.fullmatch(scene.text, scene.start, scene.end)
    if match is None:
        return False
    told = [draft for draft in scene.drafts[-12:] if draft.sentence == scene.number - 1 and draft.where == "text"]
    if not told or len({draft.name.key for draft in told}) > 1 or told[-1].status != "received":
        return False
    model = told[-1]
    if model.stated:
        return False
    scene.drafts.remove(model)
    for year in _years(match.group(1)):
        scene.drafts.append(_of_year(scene, model, year))
    scene.context.emitted_at = scene.number
    return True


def _year_by_year(scene: Scene) -> bool:
    """Each year with the grade behind it, of the body spoken of."""
    years = list(_YEAR.finditer(scene.text, scene.start, scene.end))
    if len(years) < 2 or len(years) > 20:
        return False
    body = _whose(scene)
    model = _model(scene, body) if body is not None else None
    if model is None or body is None:
        return False
    grades = [
        grade for clause in scene.clauses for grade in clause.grades if grade.kind in ("category", "letter", "rank")
    ]
    pairs: list[tuple[int, str, str]] = []
    for place, year in enumerate(years):
        last = years[place + 1].start() if place + 1 < len(years) else scene.end
        own = [grade for grade in grades if year.end() <= grade.value[0] < last]
        if len(own) != 1 or not _BETWEEN.fullmatch(scene.text, year.end(), min(own[0].start, own[0].value[0])):
            return False
        pairs.append((int(year.group()), _short(scene, own[0], model.programme), own[0].kind))
    if any(grade.value[0] < years[0].start() for grade in grades) or len({year for year, _, _ in pairs}) < len(pairs):
        return False
    for told, category, kind in pairs:
        draft = _of_year(scene, replace(model, name=body), told)
        draft.category, draft.category_kind = category, "category" if kind == "category" else kind
        scene.drafts.append(draft)
    scene.context.emitted_at = scene.number
    return True


def _whose(scene: Scene) -> Candidate | None:
    """The body in focus, where the sentence names no other."""
    focus = scene.context.focus
    if focus is None or scene.number - scene.context.emitted_at > _REACH:
        return None
    named = [group for clause in scene.clauses for group in clause.groups if group.role == "recipient"]
    same = all(len(group.members) == 1 and same_body(group.members[0].key, focus.key) for group in named)
    return focus if same else None


def _model(scene: Scene, body: Candidate) -> Draft | None:
    """The last draft of a body, from which its other years take the prize."""
    programme = scene.strong[0].labels[0] if scene.strong else scene.context.programme
    told = [draft for draft in scene.drafts[-40:] if same_body(draft.name.key, body.key) and draft.status == "received"]
    return next((draft for draft in reversed(told) if draft.programme == programme), None)


def _of_year(scene: Scene, model: Draft, year: int) -> Draft:
    event = scene.context.event(model.programme)
    now = event.year or (event.date.year if event.date else None) or (scene.published.year if scene.published else None)
    span = Span(field="text", start=scene.start, end=scene.end)
    past = now is None or year < now
    return replace(
        model,
        where="text",
        sentence=scene.number,
        span=(scene.start, scene.end),
        year=year,
        stated=True,
        past=past,
        score=None,
        rank=None,
        giver=None,
        giver_id=None,
        date=None,
        place=None,
        inherits=False,
        this_year=False,
        handover=False,
        evidence=[*(model.evidence if model.sentence == scene.number - 1 else ()), span],
    )


def _years(row: str) -> list[int]:
    return list(dict.fromkeys(int(match.group()) for match in _YEAR.finditer(row)))


def _short(scene: Scene, grade: Grade, programme: str) -> str:
    """A category without the programme's name before it: "Swastisaba Padapa" is "Padapa"."""
    said = scene.text[slice(*grade.value)]
    known = programme_of(programme).categories if programme != "other" else ()
    for word in known:
        if said.lower().endswith(" " + word.lower()):
            return said[-len(word) :]
    return said


_AGAIN = re.compile(
    r"(?:(?:Sebelumnya|Sebelum itu|Sebelum ini|Pada tahun \d{4}|Pada \d{4}|Tahun \d{4}|Tahun lalu|"
    r"Setahun sebelumnya),?\s+)?"
    r"(?:ia|dia|beliau)\s+(?:juga|pernah|sudah pernah|telah|sudah)(?:\s+\w+)?",
    re.IGNORECASE,
)


def goes_on_of_head(scene: Scene, clause: Clause, lead: str) -> bool:
    """Whether a clause goes on of the official told of just before: "Sebelumnya ia juga menerima penghargaan yang
    sama"."""
    near = scene.number - scene.context.emitted_at <= 1
    return near and clause.has("same") and bool(_AGAIN.fullmatch(lead))
