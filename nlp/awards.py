"""Award records of an article: who received (or hopes for, is nominated for, lost) which award, with evidence.

This module walks through the sentences and clauses and keeps what an article leaves unsaid: the programme spoken of, the body in focus,
the verb that a list hangs on. A sentence's own grammar is read in `nlp.award_roles`, attributes in `nlp.award_ceremony`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from kliping.dates import FoundDate, find_dates
from kliping.model import AwardRecord, AwardStatus, Mention
from nlp.award_ceremony import person_giver, place_of, speaks_before, tells_occasion, years_of
from nlp.award_drafts import finish
from nlp.award_receivers import (
    beside_grade,
    heads_line,
    implied,
    is_handover,
    is_nominal,
    may_receive,
    only_is,
    represented,
    without_handover,
)
from nlp.award_recipients import Candidate, candidates
from nlp.award_roles import Clause, read_clauses
from nlp.award_scene import AS_FIELD, NAMED, PERSONAL, PRIZE, Scene, award_meant, giver_in, status_of, with_bracket
from nlp.award_writing import align, shared_out, write_drafts, years_said
from nlp.phrases import words_of
from nlp.programmes import alias_table, is_award_name, load_programmes
from nlp.sentences import read

_GATE = re.compile(
    r"penghargaan|predikat|piagam|\bpiala\b|trofi|anugerah|\baward|sertifikat|plakat|\bopini\b|\bW[TD]P\b|"
    r"\bWBK\b|\bWBBM\b|SAKIP|adipura|"
    r"peringkat|juara|informatif|zona hijau|\bindeks\b|terbaik|inovatif|layak anak|akreditasi|kategori|\btop \d|"
    r"\bIGA\b|UNPSA|KIPP|SPBE|PEKPPP|\bKLA\b|\bUHC\b|\bPPD\b|"
    r"kalpataru|proklim|lancana|reformasi birokrasi|sistem merit|\bMURI\b|\blomba\b|\brekor\b|UNESCO|paritrana",
    re.IGNORECASE,
)
_LISTING = re.compile(
    r"(?::|berikut(?:nya)?(?: ini)?[^.]{0,60}[:.]?|sebagai berikut[^.]{0,40}[:.]?|daftarnya[^.]{0,20}[:.]?)\s*$",
    re.IGNORECASE,
)
_OPENS_LIST = re.compile(
    r"(?:(?:salah satu|satu|dua|tiga|empat|lima|sebagian|beberapa)(?: di)? antaranya|yakni|yaitu|mereka adalah|"
    r"antara lain|di antaranya|masing-masing|terdiri (?:atas|dari)|rinciannya)\b",
    re.IGNORECASE,
)
_LISTS = re.compile(
    r"\b(?:tercatat|terdapat|yakni|yaitu|ialah|adalah|antara lain|di antaranya|antaranya|terdiri (?:atas|dari)|"
    r"meliputi|disebut|termasuk)\b|:",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:terima kasih|apresiasi|hormat|selamat)(?: yang [\w-]+)?,? (?:dan|serta|juga|maupun) penghargaan|"
    r"penghargaan (?:yang )?(?:setinggi|sebesar|sedalam|tulus)|"
    r"sertifikat (?:hak|tanah|vaksin|HGB|HPL|SHM|halal|kekancingan|elektronik|kepemilikan|kompetensi|rumah|"
    r"wakaf)|bentuk penghargaan",
    re.IGNORECASE,
)
_DENIED = re.compile(
    r"\b(?:kabar|isu|rumor|klaim|narasi|informasi)\b.{0,90}\b(?:dibantah|membantah|tidak benar|hoaks|bohong|"
    r"keliru|palsu)\b",
    re.IGNORECASE,
)
_COUNTED = re.compile(
    r"\b(?:\d+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|\w+ belas|sejumlah|beberapa|"
    r"puluhan|selusin|sebanyak)\s+(?:\S+\s+){0,3}(?:daerah|kabupaten|kota|provinsi|instansi|unit|"
    r"satker|satuan kerja|polres|polresta|desa|kelurahan|kecamatan|lembaga|kementerian|OPD|UPT|pemda|pemprov|"
    r"pemkab|pemkot|puskesmas|dinas|badan|lapas|rutan|kantor|inovasi|pemerintah|perguruan|penerima|nama|kepala|"
    r"RSUD|sekolah)",
    re.IGNORECASE,
)
_BEST = re.compile(r"\b(?:terbaik|tertinggi|teratas|juara|unggul)\b")
_QUOTE = re.compile(r"[\"“”]")
_THIS_YEAR = re.compile(r"\btahun ini\b", re.IGNORECASE)
_EDITION = re.compile(
    r"\b(?:LKPD|LHP|laporan keuangan|tahun anggaran|TA|evaluasi|penilaian|edisi|periode)\b[^.;]{0,40}(?:19|20)\d\d"
)
_WEAK_GIVEN = frozenset(
    "dinilai disebut diakui dipandang dicatat diumumkan disebutkan diundang dimasukkan ditempatkan".split()
)


def find_awards(
    title: str, text: str, published: dt.date | None, mentions: Sequence[Mention]
) -> tuple[AwardRecord, ...]:
    """The award records of an article, in reading order; strings are substrings of `title` or `text`.

    `mentions` are the linked bodies of `nlp.mentions.find_mentions`. Never raises on odd text; linear in its length.
    """
    if not (_GATE.search(title) or _GATE.search(text) or any(True for _ in alias_table().find(words_of(text)))):
        return ()
    low = f"{title}\n{text}".lower()
    absent = {
        entry.id
        for entry in load_programmes()
        if (entry.anchors and not any(anchor in low for anchor in entry.anchors))
        or any(word in low for word in entry.blocked)
    }
    scene = Scene(title=title, body=text, published=published, absent=absent)
    read_title(scene, mentions)
    read_text(scene, mentions)
    return finish(scene.drafts, scene.context, title, text, published)


def read_title(scene: Scene, mentions: Sequence[Mention]) -> None:
    """Read the headline: it sets the programme and the body in focus, and counts alone where the text names nobody."""
    if scene.title.strip() and not scene.title.isupper():
        _sentence(scene, "title", 0, len(scene.title), candidates(scene.title, mentions, "title"), [], -1, "body")


def read_text(scene: Scene, mentions: Sequence[Mention]) -> None:
    """Read the sentences of body, lists and subheadings in order."""
    text = scene.body
    reading = read(text)
    names = candidates(text, mentions, "text")
    dates = find_dates(text, scene.published, relative=True)
    at = date_at = number = 0
    for sentence in reading.sentences:
        kind = reading.paragraphs[sentence.paragraph].kind
        inside: list[Candidate] = []
        while at < len(names) and names[at].start < sentence.end:
            if names[at].start >= sentence.start:
                inside.append(names[at])
            at += 1
        while date_at < len(dates) and dates[date_at].end <= sentence.start:
            date_at += 1
        look = date_at
        while look < len(dates) and dates[look].start < sentence.end:
            look += 1
        if kind not in ("body", "list", "heading"):
            continue
        _sentence(scene, "text", sentence.start, sentence.end, inside, dates[date_at:look], number, kind)
        number += 1


def _sentence(
    scene: Scene,
    where: str,
    start: int,
    end: int,
    names: list[Candidate],
    dates: list[FoundDate],
    number: int,
    kind: str,
) -> None:
    context = scene.context
    text = scene.title if where == "title" else scene.body
    if 0 <= number <= 2:
        start = _after_dateline(text, start, end, number)
        names = [name for name in names if name.start >= start]
    clauses = read_clauses(text, start, end, names)
    if scene.absent:
        for clause in clauses:
            clause.programmes = [hit for hit in clause.programmes if hit.labels[0].lstrip("~") not in scene.absent]
            clause.grades = [
                grade for grade in clause.grades if not grade.programmes or set(grade.programmes) - scene.absent
            ]
    strong = [hit for clause in clauses for hit in clause.strong()]
    prizes = [
        noun
        for clause in clauses
        for noun in clause.nouns
        if noun[0] == "prize" and text[noun[1] : noun[2]].lower() in PRIZE
    ]
    grades = [grade for clause in clauses for grade in clause.grades]
    scene.where, scene.text, scene.start, scene.end, scene.number = where, text, start, end, number
    scene.dates, scene.clauses, scene.strong, scene.prizes = dates, clauses, strong, prizes
    drafted = len(scene.drafts)
    sport = any(clause.has("sport") for clause in clauses)
    winner = any(clause.has("winner") for clause in clauses)
    statuses = [status_of(scene, clause) for clause in clauses]
    active = number - context.programme_at <= 3 or number - context.emitted_at <= 2 or bool(strong)
    line = bool(names) and context.listing and (kind == "list" or end - start < 160)
    if line and not heads_line(text, start, names[0]) and not grades and not strong:
        line = False
    if not line and names and active and not _LISTING.search(text[max(start, end - 90) : end]):
        if _OPENS_LIST.match(text, start) or (
            (winner or number - context.pending_at <= 2) and _LISTS.search(text, start, end)
        ):
            line = True
            context.list_category = context.category if number - context.category_at <= 3 else None
            context.list_status = "received"
    elif context.listing and not line and kind == "body" and number - context.emitted_at > 1:
        context.listing = False
    hoped = bool(statuses) and all(
        status != "received"
        for status, clause in zip(statuses, clauses, strict=True)
        if clause.verbs or len(clauses) == 1
    )
    if strong and not (hoped and context.programme and number > 0) and not (line and strong[0].start > names[0].start):
        best = max(
            strong,
            key=lambda hit: (
                not AS_FIELD.search(text[max(start, hit.start - 50) : hit.start]),
                hit.end - hit.start,
            ),
        )
        if not (AS_FIELD.search(text[max(start, best.start - 50) : best.start]) and active and context.programme):
            context.programme, context.programme_at, context.award = (
                best.labels[0],
                number,
                text[best.start : best.end],
            )
    denied = bool(_DENIED.search(text, start, end))
    if where == "text" and _THIS_YEAR.search(text, start, end) and not _QUOTE.search(text, start, end):
        context.this_year_at = number
    question = denied or text[start:end].rstrip(" \"”'’)").endswith("?")
    told = any(noun[0] in ("handover", "event") for clause in clauses for noun in clause.nouns) or any(
        verb[0] in ("gained", "handed", "give") for clause in clauses for verb in clause.verbs
    )
    if active and told and not question:
        note_event(scene, statuses)
    owned = context.programme == "kipp" and active and bool(names) and bool(_LISTS.search(text, start, end))
    if not strong and _THANKS.search(text, start, end):
        prizes = scene.prizes = []
        context.seen.extend(names)
        return
    same = bool(context.programme) and any(clause.has("same") for clause in clauses)
    if (
        (strong or prizes or grades or line or same or owned or (winner and active))
        and not (sport and not strong)
        and not question
    ):
        note_event(scene, statuses)
        before = len(scene.drafts)
        carried: tuple[str, AwardStatus, str | None] | None = None
        for clause, status in zip(clauses, statuses, strict=True):
            carried = read_clause(scene, clause, status, line, carried) or carried
        if (
            where == "text"
            and len(scene.drafts) == before
            and "received" in statuses
            and (strong or prizes or grades)
            and any(clause.verbs for clause in clauses)
            and (winner or _COUNTED.search(text, start, end))
        ):
            context.pending_at = number
    worded = [
        grade
        for grade in grades
        if grade.kind in ("category", "rank", "letter")
        and (grade.kind != "category" or grade.programmes or grade.start < grade.value[0])
    ]
    if where == "text" and not line:
        fits = [
            grade
            for grade in worded
            if grade.kind != "category" or not grade.programmes or context.programme in grade.programmes
        ]
        if (
            fits
            and (strong or prizes or active)
            and (len(scene.drafts) > drafted or ("received" in statuses and any(clause.verbs for clause in clauses)))
        ):
            worded = fits
            context.category, context.category_at = text[slice(*worded[-1].value)], number
        if _LISTING.search(text[max(start, end - 90) : end]) and (strong or prizes or grades or active):
            context.listing = True
            context.list_status = statuses[-1]
            context.list_category = context.category if number - context.category_at <= 2 else None
            for hit in strong:
                if AS_FIELD.search(text[max(start, hit.start - 50) : hit.start]):
                    context.list_category = text[hit.start : hit.end]
            context.emitted_at = number
    context.seen.extend(names)
    if names and not line and names[0].kind not in ("place", "head"):
        context.subjects.append(names[0])
        context.subject_at = number


def note_event(scene: Scene, statuses: list[AwardStatus]) -> None:
    """Keep giver, date, place and year of the award-giving that the sentence tells of."""
    context, text, start, end = scene.context, scene.text, scene.start, scene.end
    if scene.where == "title" or (context.programme is None and not scene.prizes):
        return
    event = context.event(context.programme or "other")
    event.award = event.award or context.award
    years = years_of(text, start, end, scene.dates, scene.published, context.year)
    if "received" not in statuses:
        return
    earlier = bool(event.year and years.stated and years.values and max(years.values) < event.year)
    if (years.past and years.values) or earlier:
        return
    if years.values and event.year is None and (scene.strong or scene.prizes or _EDITION.search(text, start, end)):
        event.year = max(years.values)
    verbs = [verb for clause in scene.clauses for verb in clause.verbs]
    occasion = any(clause.has("event") for clause in scene.clauses)
    if event.date is None and (verbs or occasion or tells_occasion(text, start, end)):
        for found in scene.dates:
            if found.start >= start and found.until is None and not speaks_before(text, start, found.start):
                event.date = found.moment.day
                event.place = place_of(text, start, end, found.start)
                break
    giver = giver_in(scene, None)
    if giver is not None:
        event.giver_keys.add(giver.key)
        if event.giver is None:
            event.giver, event.giver_id = with_bracket(text, giver), giver.mention.id if giver.mention else None
    if event.person is None:
        event.person = person_giver(text, start, end)


def read_clause(
    scene: Scene, clause: Clause, status: AwardStatus, line: bool, carried: tuple[str, AwardStatus, str | None] | None
) -> tuple[str, AwardStatus, str | None] | None:
    context, text, number = scene.context, scene.text, scene.number
    own_prizes = [noun for noun in clause.nouns if noun[0] == "prize" and text[noun[1] : noun[2]].lower() in PRIZE]
    own_strong = clause.strong()
    worded = [grade for grade in clause.grades if grade.kind != "number"]
    active = number - context.programme_at <= 3 or number - context.emitted_at <= 2
    if clause.subordinate and not own_strong:
        return None
    kinds = {verb[0] for verb in clause.verbs}
    named = [hit for hit in own_strong if is_award_name(text[hit.start : hit.end])]
    topical = bool(own_strong) and bool(
        scene.prizes
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
    if not evidence and kinds & {"gained", "handed", "give"} and (scene.strong or scene.prizes):
        evidence = True
    receivers = [group for group in clause.groups if group.role == "recipient"]
    if (
        not receivers
        and len({text[slice(*grade.value)].lower() for grade in clause.grades if grade.kind in ("category", "letter")})
        > 2
    ):
        return None  # a scale is explained
    if context.programme == "kipp" and active:
        owners = [group for group in clause.groups if group.role == "owner"]
        if len(owners) > 1 and not clause.verbs:
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
            clause.grades and (active or own_strong or scene.strong) and beside_grade(clause, receivers)
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
    if not receivers and scene.number - context.emitted_at > 3:
        receivers = represented(scene, clause)
    if not receivers and context.programme in PERSONAL and kinds & {"gained", "handed", "given", "receive"}:
        receivers = [group for group in clause.groups if group.role in ("office", "giver", "owner")][:1]
    if not receivers:
        return (clause.verbs[-1][0], status, None) if clause.verbs and evidence else None
    emitted: list[Candidate] = []
    category = carried[2] if carried else None
    for group, grades in zip(receivers, align(text, clause, receivers), strict=True):
        programme, award = award_meant(scene, clause, grades, group.start)
        if programme is None or (programme == "other" and not (scene.prizes or scene.strong)):
            continue
        years = years_said(scene, clause)
        shares = shared_out(text, clause, group, grades)
        for place, member in enumerate(group.members):
            if member.kind == "head" and programme == "other" and award.lower() in NAMED and is_handover(scene, clause):
                continue
            if (member.kind == "state_company" and programme == "other") or not may_receive(
                scene, clause, group, member, line, carried is not None
            ):
                continue
            category = write_drafts(
                scene,
                member,
                programme,
                award,
                shares[place] if shares else grades,
                status,
                years,
                clause,
                line,
                category if not clause.verbs else None,
            )
            emitted.append(member)
    if emitted:
        context.emitted_at = number
        if context.programme == scene.drafts[-1].programme:
            context.programme_at = number
        context.recent = [*context.recent, *emitted][-60:] if line else emitted
        if status == "received" or context.focus is None:
            context.focus = emitted[0]
        return (clause.verbs[-1][0] if clause.verbs else "list", status, category)
    return (clause.verbs[-1][0], status, None) if clause.verbs and evidence else None


def _after_dateline(text: str, start: int, end: int, number: int) -> int:
    match = re.match(
        r"[^\n]{0,70}?(?:\s[–—-]{1,2}\s|(?<=\d{4})\s?[-–—]\s?|\s\|\s|\.-\s|\)\s[-–—]\s|(?<!\d): (?=[A-Z]))",
        text[start:end],
    )
    if (
        match
        and match.end() < end - start
        and not re.search(
            r"\b(?:me|di|ber)\w{4,}|[Kk]ategori|Untuk|[Pp]eringkat|Juara|[Pp]enghargaan|[Pp]redikat", match.group()
        )
        and len(text[start + match.end() : end].split()) > 5
        and not (match.group().rstrip().endswith(":") and (len(match.group().split()) > 3 or number > 0))
    ):
        return start + match.end()
    return start
