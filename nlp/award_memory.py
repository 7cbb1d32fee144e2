"""What a sentence leaves to the sentences behind it while awards are read: names, the category and field spoken of, an
announced list, the prize of those who are only counted. What is kept stands in `award_drafts.Context`."""

from __future__ import annotations

import re

from kliping.model import AwardStatus
from nlp.award_ceremony import years_of
from nlp.award_clause import Clause
from nlp.award_drafts import Context, names_bodies
from nlp.award_prizes import AS_FIELD, award_meant, once_named
from nlp.award_recipients import Candidate
from nlp.award_scene import Scene
from nlp.grades import Grade

LISTING = re.compile(
    r"(?::|berikut(?:nya)?(?: ini)?[^.]{0,60}[:.]?|sebagai berikut[^.]{0,40}[:.]?|daftarnya[^.]{0,20}[:.]?)\s*$",
    re.IGNORECASE,
)
_CATEGORY_HEAD = re.compile(
    r"\s*(?:[-–—•*▪●]|[A-Z]\.|\d{1,2}[.)]|\(?[a-z]\))?\s*(?:Untuk |Pada )?(?:[Kk]ategori|KATEGORI|"
    r"[Kk]elompok|[Kk]laster|[Kk]ualifikasi|[Bb]idang|[Pp]redikat|PREDIKAT)\s*(?::|[IVX]+\s*:|\d\s*:)?\s*[\"“‘']?"
    r"((?!\b(?:tersebut|ini|itu|yang|tertinggi|terbaik)\b)\w[^:.;?!\"“”\n]{0,110}?)[\"”’']?\s*:?\s*"
)
_CONTEST_HEAD = re.compile(r"\W*((?!Berikut|Adapun|Daftar|Sebagai|Antara)[A-Z]\w[^:.;?!\"“”\n]{3,60}?)\s*:\s*")
_VALUES = re.compile(r"\b(?:nilai|skor|indeks|rapor|hasil penilaian|penilaian)\s+$", re.IGNORECASE)
_PAPER = re.compile(r"sertifikat|predikat|gelar|skor|nilai|indeks|opini", re.IGNORECASE)  # these are not contests
_BEST_OF = re.compile(r"\b(?:menjadi|jadi|sebagai|adalah) (?:yang )?terbaik\b[^.;]{0,40}$")
_NEXT_LIST = re.compile(
    r"\s*(?:(?:Lalu|Kemudian|Selanjutnya|Terakhir|Berikutnya|Sedangkan|Sementara|Adapun|Untuk|Pada|Di)\b|[Kk]ategori\b|"
    r"[Tt]op \d|[-–•*]|\d{1,2}[.)])"
)


def hangs_on(scene: Scene, clauses: list[Clause], statuses: list[AwardStatus]) -> bool:
    """Whether a sentence without a verb goes on with the nominees of the one before it."""
    return (
        scene.number - scene.context.nominated_at <= 2
        and not any(clause.verbs for clause in clauses)
        and set(statuses) == {"received"}
        and bool(_NEXT_LIST.match(scene.text, scene.start))
    )


def keep_prize_of_counted(scene: Scene, named: bool) -> None:
    """Keep the prize of those who are only counted, where no programme's name but a grade or the giver tells it."""
    context = scene.context
    if named:
        return
    for clause in scene.clauses:
        if not clause.verbs:
            continue
        programme, award = award_meant(scene, clause, clause.grades, clause.start)
        if programme is not None and programme != "other":
            if programme not in context.events and "other" in context.events and not scene.drafts:
                context.events[programme] = context.events.pop("other")
            context.programme, context.programme_at, context.award = programme, scene.number, award
            return


def keep_named(scene: Scene) -> None:
    """Keep the name of a prize that somebody gives or many win, for the sentences that say who did."""
    for clause in scene.clauses:
        span = once_named(scene, clause) if any(verb[0] != "state" for verb in clause.verbs) else None
        if span is not None and len(scene.text[slice(*span)].split()) > 1 and not _PAPER.match(scene.text, span[0]):
            scene.context.other, scene.context.other_at = scene.text[slice(*span)], scene.number
            return


def category_heading(scene: Scene, kind: str) -> str | None:
    """The category that a line of its own puts over the names below it: "Kategori Penilaian Kinerja"."""
    if scene.where == "title" or any(clause.verbs for clause in scene.clauses):
        return None
    if not (kind in ("heading", "list") or scene.context.listing) or scene.end - scene.start > 120:
        return None
    match = _CATEGORY_HEAD.fullmatch(scene.text[scene.start : scene.end])
    return match.group(1) if match else None


def contest_heading(scene: Scene) -> str | None:
    """The contest that a line of its own puts over its winners: "Cerdas Cermat SD:"."""
    if any(clause.verbs or clause.grades for clause in scene.clauses):
        return None
    match = _CONTEST_HEAD.fullmatch(scene.text[scene.start : scene.end])
    return match.group(1) if match else None


def rated_field(scene: Scene) -> tuple[str, str] | None:
    """Programme and name of that which a sentence announces values of: "merilis nilai kepatuhan kabupaten:"."""
    for clause in scene.clauses:
        for hit in clause.programmes:
            before = _VALUES.search(scene.text, max(clause.start, hit.start - 24), hit.start)
            if before:
                return hit.labels[0].lstrip("~"), scene.text[before.start() : hit.end]
    return None


def open_category(context: Context, category: str, number: int) -> None:
    """Let a heading's category hold for the lines below it."""
    context.list_category, context.headed = category, True
    context.category, context.topic_at = None, -99
    context.listing, context.listed_at, context.emitted_at, context.list_status = True, number, number, "received"


def remember(context: Context, names: list[Candidate], number: int) -> None:
    """Keep the names of a sentence for what refers back to them; the first stands for its subject."""
    context.seen.extend(names)
    context.previous = [name for name in names if name.kind not in ("place", "head")]
    if names and names[0].kind not in ("place", "head"):
        context.subjects.append(names[0])
        context.subject_at = number


def _keep_under(scene: Scene, worded: list[Grade], grades: list[Grade], told: bool) -> None:
    """Keep the category under which places are told: "Kategori zona hijau, peringkat pertama X", "Posisi kedua Y"."""
    context, number = scene.context, scene.number
    named = [grade for grade in worded if grade.kind == "category"]
    classes = [grade for grade in grades if grade.kind == "topic" and names_bodies(scene.text[slice(*grade.value)])]
    best = any(grade.kind in ("rank", "best") for grade in grades)
    if told and classes and (best or _BEST_OF.search(scene.text, scene.start, classes[0].start)):
        context.under, context.under_at = scene.text[slice(*classes[-1].value)], number
    elif not any(grade.kind == "rank" for grade in worded):
        if worded:
            context.under = None
    elif named:
        last = scene.drafts[-1] if told and scene.drafts else None
        said = last.category if last is not None and last.category_kind == "category" else None
        context.under, context.under_at = said or scene.text[slice(*named[-1].value)], number
    elif told and number - context.under_at <= 2:
        context.under_at = number


def leave_grades(
    scene: Scene,
    grades: list[Grade],
    statuses: list[AwardStatus],
    *,
    told: bool,
    active: bool,
    kind: str,
    names: list[Candidate],
) -> None:
    """Keep the category, the field and the list that a sentence announces for the sentences behind it.

    `told` says whether it gave drafts, `active` whether its award was spoken of before; `kind` is its paragraph's.
    """
    context, text, start, end, number = scene.context, scene.text, scene.start, scene.end, scene.number
    clauses, strong, prizes = scene.clauses, scene.strong, scene.prizes
    worded = [
        grade
        for grade in grades
        if grade.kind in ("category", "rank", "letter")
        and (grade.kind != "category" or grade.programmes or grade.start < grade.value[0])
    ]
    if len({text[slice(*grade.value)].lower() for grade in worded if grade.kind == "category"}) > 2 and not names:
        worded = []  # a scale is explained
    fits = [
        grade
        for grade in worded
        if grade.kind != "category" or not grade.programmes or context.programme in grade.programmes
    ]
    if (
        fits
        and (strong or prizes or active)
        and (told or ("received" in statuses and any(clause.verbs for clause in clauses)))
    ):
        worded = fits
        if worded[-1].kind != "rank" or worded[-1].rank is not None:
            if len(worded) > 1 and worded[-1].kind == "letter" and worded[-2].kind == "category":
                worded = worded[:-1]  # "Pelayanan Prima (A)"
            first = worded[0 if worded[-1].programmes == ("zi",) else -1]  # "11 WBK dan 1 WBBM": most are the first
            context.category, context.category_at = text[slice(*first.value)], number
            context.last_category = context.category
    _keep_under(scene, worded, grades, told)
    topics = [grade for grade in grades if grade.kind == "topic"]
    if (
        topics
        and kind != "list"
        and text[start] not in "-–•*"
        and not told
        and "received" in statuses
        and (strong or prizes or active)
    ):
        context.topic, context.topic_at = text[slice(*topics[-1].value)], number
    elif not told and names:
        context.topic_at = -99
    won = any(clause.has("winner") for clause in clauses)
    if LISTING.search(text[max(start, end - 90) : end]) and (
        strong or prizes or grades or active or won or context.programme_at == number
    ):
        context.listing, context.listed_at = True, number
        context.announced = [draft for draft in scene.drafts[-3:] if draft.sentence == number and draft.where == "text"]
        said = years_of(text, start, end, scene.dates, scene.published, context.year)
        context.list_year = said.values[-1] if said.values and not said.past else None
        announced = next((span for clause in clauses if (span := once_named(scene, clause))), None)
        if announced and not strong:
            context.other, context.other_at = text[slice(*announced)], number
        context.list_status = statuses[-1]
        context.list_category = context.category if number - context.category_at <= 2 else None
        context.headed = False
        if end - start < 80 and (headed := [g for g in grades if g.kind in ("topic", "category")]):
            context.list_category = text[slice(*headed[-1].value)]
        for hit in strong:
            if AS_FIELD.search(text[max(start, hit.start - 50) : hit.start]):
                context.list_category = text[hit.start : hit.end]
        context.emitted_at = number
