"""What one clause claims: whether it tells of an award at all, of which rows of names, and with what status."""

from __future__ import annotations

import re

from kliping.model import AwardStatus
from nlp.award_alignment import align, shared_out
from nlp.award_clause import Clause, Group
from nlp.award_implied import implied
from nlp.award_lists import prize_clauses, these_prizes
from nlp.award_prizes import award_meant, once_named
from nlp.award_receivers import (
    beside_grade,
    is_handover,
    is_nominal,
    may_receive,
    only_is,
    represented,
    without_handover,
)
from nlp.award_recipients import PERSON_AT, Candidate
from nlp.award_same import told_before
from nlp.award_scene import INNOVATIONS, NAMED, PERSONAL, PRIZE, Scene, is_contest, part_giver
from nlp.award_writing import Meant, write_drafts, years_said
from nlp.programmes import is_award_name

_REFERS = re.compile(r"\b[Pp](?:enghargaan|restasi|redikat)(?: (?:ini|itu|tersebut))? yang di\w+")
_FOLLOWS = re.compile(r",?\s*(?:disusul|diikuti)\b")
_WON = re.compile(
    r"\b(?:(?:me)?raih|(?:me)?(?:ny|s)abet|(?:me)?boyong|(?:meng)?gondol|rebut|merebut|memenangi|menangi|menangkan|borong)\s+"
    r"(?:(?:dua|tiga|empat|lima|\d)\s+)?$",
    re.IGNORECASE,
)  # "A dan B Raih IGA 2017"
_THE_BEST = re.compile(r"\b(?:menjadi|jadi|masih|tetap) yang terbaik\b")
_BEST = re.compile(r"\b(?:terbaik|tertinggi|teratas|juara|unggul)\b")
_IS = re.compile(r"\b(?:adalah|ialah|yakni|yaitu)\s+$")
_ONLY_PRAISE = re.compile(
    r"\b(?:mendapat\w*|menerima|menuai|memperoleh|dapat) (?:\w+ )?(?:apresiasi|sambutan|pujian|dukungan|perhatian|"
    r"sorotan)\b"
)
_LISTS_THEM = re.compile(r"\b(?:yakni|yaitu|adalah|ialah|antara lain|di ?antaranya|meliputi)\b")
_FOR_CLASS = re.compile(
    r"[\s,;]*(?:(?:sedangkan|sementara(?: itu)?|adapun|kemudian|lalu|selanjutnya|berikutnya),?\s+)?(?:untuk|di|pada)\s+"
    r"(?:tingkat\s+|kategori\s+|kelompok\s+)?(?:kabupaten(?:/kota)?|kota|provinsi|kementerian(?:/lembaga)?|lembaga|desa|"
    r"kelurahan|kecamatan|dinas|puskesmas|badan|instansi \w+)\b",
    re.IGNORECASE,
)
_WEAK_GIVEN = frozenset(
    "dinilai disebut diakui dipandang dicatat diumumkan disebutkan diundang dimasukkan ditempatkan".split()
)


def read_clause(
    scene: Scene, clause: Clause, status: AwardStatus, line: bool, carried: tuple[str, AwardStatus, str | None] | None
) -> tuple[str, AwardStatus, str | None] | None:
    context, text, number = scene.context, scene.text, scene.number
    own_prizes = [noun for noun in clause.nouns if noun[0] == "prize" and text[noun[1] : noun[2]].lower() in PRIZE]
    if clause.has("winner") or any(grade.kind == "rank" for grade in clause.grades):
        own_prizes += [noun for noun in clause.nouns if is_contest(text, noun)]
    own_strong = clause.strong()
    worded = [grade for grade in clause.grades if grade.kind != "number"]
    active = number - context.programme_at <= 3 or number - context.emitted_at <= 2
    if clause.subordinate and not own_strong:
        return None
    if (
        context.focus is not None
        and number - context.emitted_at <= 4
        and status == "received"
        and (listed := these_prizes(text, clause))
    ):
        return _each_prize(scene, clause, listed, [context.focus], status)
    kinds = {verb[0] for verb in clause.verbs}
    named = [hit for hit in own_strong if is_award_name(text[hit.start : hit.end])]
    topical = bool(own_strong) and bool(
        scene.prizes
        or any(_WON.search(text, max(clause.start, hit.start - 24), hit.start) for hit in own_strong)
        or clause.grades
        or clause.has("contest")
        or _BEST.search(text, clause.start, clause.end)
        or any(is_award_name(text[hit.start : hit.end]) for hit in scene.strong)
    )
    evidence = bool(
        own_prizes
        or named
        or topical
        or worded
        or clause.has("same")
        or (clause.grades and active)
        or (clause.has("winner") and active)
    )
    evidence = evidence or told_before(scene, clause) is not None
    if not evidence and kinds & {"gained", "handed", "give"} and (scene.strong or scene.prizes):
        evidence = True
    evidence = evidence or bool(carried and _FOLLOWS.match(text, clause.start))
    evidence = evidence or bool(context.programme and active and _THE_BEST.search(text, clause.start, clause.end))
    told = _of_class(scene, clause)
    if told is not None:
        evidence, carried = True, ("gained", status, told)
    receivers = [group for group in clause.groups if group.role == "recipient"]
    if (
        not receivers
        and "receive" not in kinds
        and len({text[slice(*grade.value)].lower() for grade in clause.grades if grade.kind in ("category", "letter")})
        > 2
    ):
        return None  # a scale is explained
    innovation = number - context.programme_at <= 9 and "inovasi" in text[clause.start : clause.end].lower()
    if context.programme in INNOVATIONS and (active or innovation):
        owners = [group for group in clause.groups if group.role == "owner"]
        if sum(len(group.members) for group in owners) > 1 and not clause.verbs:
            receivers = owners
            carried = carried or ("owner", "received", None)
        elif owners and clause.verbs and receivers:
            receivers = sorted([*receivers, *owners], key=lambda group: group.start)
        elif owners and not receivers:
            receivers = owners
        evidence = evidence or bool(receivers)
    if not clause.verbs:
        if carried is not None:
            status = status if status != "received" else carried[1]
        elif line:
            status = context.list_status if status == "received" else status
        elif not is_nominal(scene, clause, receivers) and not (
            clause.grades
            and (
                active
                or _own_category(scene, clause)
                or own_strong
                or scene.strong
                or clause.has("contest")
                or clause.ranked
            )
            and (beside_grade(clause, receivers) or _winner_is(text, clause, receivers))
        ):
            return None
        if not (evidence or line or (carried and receivers)):
            return None
    elif not evidence and not line:
        return None
    if (
        kinds <= {"state", "handed"}
        and kinds
        and not clause.grades
        and not own_strong
        and not line
        and "handed" not in kinds
    ):
        return None
    if (
        kinds == {"given"}
        and not clause.grades
        and not own_prizes
        and not line
        and all(text[first:last].lower() in _WEAK_GIVEN for _, first, last in clause.verbs)
    ):
        return None
    if not receivers:
        receivers = implied(scene, clause)
    receivers = [group for group in without_handover(scene, clause, receivers) if not only_is(scene, clause, group)]
    if not receivers and (scene.number - context.emitted_at > 3 or _only_headline(scene)):
        receivers = represented(scene, clause)
    if not receivers and context.programme in PERSONAL and _ONLY_PRAISE.search(text, clause.start, clause.end):
        return None
    if not receivers and context.programme in PERSONAL and kinds & {"gained", "handed", "given", "receive"}:
        receivers = [
            group
            for group in clause.groups
            if group.role in ("office", "giver", "owner") or PERSON_AT.search(text, clause.start, group.start)
        ][:1]
    if not receivers:
        return (clause.verbs[-1][0], status, None) if clause.verbs and evidence else None
    emitted: list[Candidate] = []
    category = carried[2] if carried else None
    parts = prize_clauses(text, clause) if len(receivers) == 1 and not line else []
    if parts:
        return _each_prize(scene, clause, parts, receivers[0].members, status)
    for group, grades in zip(receivers, align(text, clause, receivers), strict=True):
        programme, award = award_meant(scene, clause, grades, group.start)
        before = told_before(scene, clause) if not clause.strong() else None
        if before is not None and programme in (None, "other") and before.programme != programme:
            programme, award = before.programme, before.award
        if scene.drafts and _told_of_it(scene, clause, group, award):
            continue
        if programme is None or (
            programme == "other"
            and not (scene.prizes or scene.strong or award == context.other or before)
            and not any(grade.kind in ("rank", "best", "title", "category") for grade in clause.grades)
        ):
            continue
        years = years_said(scene, clause)
        shares = shared_out(text, clause, group, grades)
        for place, member in enumerate(group.members):
            taken = member.kind == "head" and programme == "other" and award.lower() in NAMED and _told_before(scene)
            if taken and is_handover(scene, clause):
                continue
            if (member.kind == "state_company" and programme == "other") or not may_receive(
                scene, clause, group, place, line, carried is not None
            ):
                continue
            category = write_drafts(
                scene,
                member,
                Meant(programme, award, status),
                shares[place] if shares else grades,
                years,
                clause,
                line=line,
                inherited=category
                if not clause.verbs or told is not None or _FOLLOWS.match(text, clause.start)
                else None,
            )
            emitted.append(member)
        if emitted and programme == "other":
            context.other, context.other_at = award, number
    if emitted:
        context.emitted_at = number
        context.main = context.main or scene.drafts[-1].programme
        if context.programme == scene.drafts[-1].programme:
            context.programme_at = number
        context.recent = [*context.recent, *emitted][-60:] if line else emitted
        if status == "received" or context.focus is None:
            context.focus = emitted[0]
        return (clause.verbs[-1][0] if clause.verbs else "list", status, category)
    return (clause.verbs[-1][0], status, None) if clause.verbs and evidence else None


def _told_of_it(scene: Scene, clause: Clause, group: Group, award: str) -> bool:
    """Whether the clause only refers to the group's prize and names another one behind it: "Penghargaan yang diraih
    X tidak terlepas dari prestasi Desa Y, yang juara lomba desa"."""
    refers = clause.once("refers", lambda: _REFERS.search(scene.text, clause.start, clause.end))
    if refers is not None and refers.end() > group.start:
        refers = None
    return (
        bool(refers)
        and not _LISTS_THEM.search(scene.text, refers.start() if refers else 0, group.start)
        and scene.text.find(award, group.end, clause.end) >= 0
        and award not in scene.text[clause.start : group.start]
    )


def goes_to_class(scene: Scene) -> bool:
    """Whether the sentence says who of a class won what the sentence before told of: "Untuk kabupaten diraih A"."""
    return any(_of_class(scene, clause) is not None for clause in scene.clauses)


def _of_class(scene: Scene, clause: Clause) -> str | None:
    """The category that a clause of that kind takes over; None for other clauses, "" where no category was told."""
    last = scene.drafts[-1] if scene.drafts else None
    if last is None or last.status != "received" or scene.number - last.sentence > 3 or last.sentence < 0:
        return None
    if not any(verb[0] == "gained" for verb in clause.verbs) or not clause.groups or clause.strong():
        return None
    if not _FOR_CLASS.match(scene.text, clause.start, clause.groups[0].start):
        return None
    return (last.category or "") if last.category_kind in ("topic", "category", "title") else ""


def _only_headline(scene: Scene) -> bool:
    """Whether no sentence but the headline named a recipient, and that is no region whose officials may receive."""
    focus = scene.context.focus
    return scene.context.emitted_at < 0 <= scene.number and (focus is None or not focus.key.startswith("region:"))


def _own_category(scene: Scene, clause: Clause) -> bool:
    """Whether the clause has a category of the programme spoken of, be it some sentences back."""
    context = scene.context
    return scene.number - context.programme_at <= 12 and any(
        grade.kind == "category" and context.programme in grade.programmes for grade in clause.grades
    )


def _winner_is(text: str, clause: Clause, receivers: list[Group]) -> bool:
    """Whether a contest's rank is said to be somebody: "Juara 1 lomba X adalah Kelurahan Y"."""
    at = receivers[0].start
    ranked = any(grade.kind in ("rank", "best") and grade.end < at for grade in clause.grades)
    return ranked and bool(_IS.search(text, max(clause.start, at - 12), at))


def _told_before(scene: Scene) -> bool:
    """Whether an earlier sentence told of an award."""
    return any(draft.sentence < scene.number for draft in scene.drafts[:1])


def _each_prize(
    scene: Scene, clause: Clause, parts: list[Clause], members: list[Candidate], status: AwardStatus
) -> tuple[str, AwardStatus, str | None] | None:
    """Write one draft for every prize that the clause lists."""
    context = scene.context
    years = years_said(scene, clause)
    occasion = scene.drafts[-1] if scene.drafts and scene.number - scene.drafts[-1].sentence <= 3 else None
    shared = [part for part in parts if part_giver(scene, part)]
    for part in parts:
        programme, award = award_meant(scene, part, part.grades, part.start)
        if part.grades and part.grades[0].kind == "item" and occasion is not None:
            programme, award = occasion.programme, occasion.award
        if programme is None and scene.prizes and (named := [g for g in part.grades if g.kind == "rank"]):
            programme, award = "other", scene.text[named[0].start : named[0].end]
        if programme is None and context.other and scene.number - context.other_at <= 3:
            programme, award = "other", context.other
        if programme is None:
            continue
        own = part if part in shared or shared != parts[-1:] else parts[-1]
        for member in members:
            write_drafts(
                scene,
                member,
                Meant(programme, award, status),
                part.grades,
                years,
                part,
                line=True,
                inherited=None,
                giver_clause=own,
            )
    context.emitted_at = scene.number
    context.recent = list(members)
    context.focus = members[0]
    return (clause.verbs[-1][0] if clause.verbs else "list", status, None)


def read_prize_line(scene: Scene, clause: Clause) -> None:
    """Write the record of a list item that names a prize only: it belongs to the body in focus."""
    context = scene.context
    programme, award = award_meant(scene, clause, clause.grades, clause.start)
    if programme is None or context.focus is None:
        return
    for draft in context.announced:
        if draft.programme == "other" and not draft.category and draft in scene.drafts:
            scene.drafts.remove(draft)  # "meraih penghargaan tingkat nasional, di antaranya:"
    context.announced = []
    ranks = [grade for grade in clause.grades if grade.kind == "rank"]
    if ranks and context.programme_at > context.listed_at and not clause.strong() and not once_named(scene, clause):
        rest = scene.text[ranks[0].start : min(clause.end, ranks[0].start + 120)].rstrip(" ;.,")
        programme, award = "other", rest  # a rank of its own among prizes of other programmes
    years = years_said(scene, clause)
    meant = Meant(programme, award, context.list_status)
    write_drafts(scene, context.focus, meant, clause.grades, years, clause, line=True, inherited=None)
    context.emitted_at = scene.number
