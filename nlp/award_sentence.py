"""One sentence while awards are read: what it speaks of, whether it lists, and which of its clauses are read. The
grammar of rows is in `nlp.award_roles`, claims are read in `nlp.award_claims`."""

from __future__ import annotations

import re
from itertools import pairwise

from kliping.dates import FoundDate
from kliping.model import AwardStatus
from nlp.award_claims import goes_to_class, read_clause, read_prize_line
from nlp.award_clauses import lend_grades, read_clauses
from nlp.award_counted import names_those
from nlp.award_dateline import OUTLET_CITY, after_dateline
from nlp.award_events import note_event, note_fragment, note_meeting, note_occasion
from nlp.award_gate import may_tell
from nlp.award_history import read_history
from nlp.award_lists import is_prize_line
from nlp.award_memory import (
    LISTING,
    category_heading,
    contest_heading,
    hangs_on,
    keep_named,
    keep_prize_of_counted,
    leave_grades,
    open_category,
    rated_field,
    remember,
)
from nlp.award_prizes import AS_FIELD, names_no_field, shortens
from nlp.award_receivers import heads_line
from nlp.award_recipients import Candidate
from nlp.award_roles import settle_roles
from nlp.award_same import category_before, told_before, without_earlier_categories
from nlp.award_scene import INNOVATIONS, PRIZE, Scene, is_contest
from nlp.award_status import status_of
from nlp.award_titles import read_titles

_OPENS_LIST = re.compile(
    r"(?:salah satunya(?: adalah| ialah| yakni| yaitu)?|"
    r"(?:salah satu|satu|dua|tiga|empat|lima|sebagian|beberapa)(?: di)? antaranya|yakni|yaitu|mereka adalah|"
    r"antara lain|di ?antaranya|masing-masing|terdiri (?:atas|dari)|rinciannya|(?:dari|untuk|"
    r"di) [^,.]{3,40}, (?:ada|terdapat|tercatat)|"
    r"(?:sedangkan |adapun |sementara )?(?:untuk|pada|di|dari) (?:kategori|tingkat|kelompok|klaster|"
    r"bidang) [^,.;]{3,60}?"
    r"(?: yaitu| yakni| adalah| ialah| antara lain|,|:)|"
    r"selain [^,.;]{3,90}, (?:ada|terdapat|juga ada|masih ada)(?: juga| pula)?|"
    r"(?:sebanyak |ke-?)?(?:\d+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|para) (?:[\w/-]+ ){1,4}?"
    r"(?:tersebut|itu|ini|penerima) (?:adalah|ialah|yakni|yaitu|di ?antaranya|antara lain|masing-masing|"
    r"terdiri))(?!\w)",
    re.IGNORECASE,
)
_GOES_ON = re.compile(
    r"(?:Selanjutnya|Kemudian|Berikut(?:nya)?|Sisanya|Lalu|Disusul|Diikuti|Lainnya|Selain itu|Di samping itu|"
    r"Ada (?:pula|juga)|"
    r"Tak ketinggalan|Terakhir|Begitu (?:juga|pula) dengan)(?:,? (?:disusul|diikuti|ada))?(?: adalah| yakni| yaitu|"
    r" oleh)?,?\s+$"
)
_THERE_ARE = re.compile(
    r"\b(?:ada|terdapat|tercatat|hanya)\s+(?:ada\s+)?(?:\d+|[a-z]+)\s+(?:daerah|kabupaten|kota|provinsi|instansi|unit)\b"
)
_ONLY_SOME = re.compile(
    r"\b(?:hanya|ada|terdapat|tercatat|sebanyak)\s+(?:ada\s+)?(?:\d+|[a-z]+)\s+(?:\w+\s+){0,2}yang\s+(?:dinyatakan\s+)?"
    r"(?:lolos|lulus|berhasil|meraih|memperoleh|mendapat\w*|menerima|terpilih)\b[^.;]{0,60}?,?\s"
    r"(?:di ?antaranya|yakni|yaitu|antara lain|termasuk)\s"
)
_THEY_ARE = re.compile(
    r"[Kk]e(?:dua|tiga|empat|lima|enam|tujuh|delapan|sembilan)nya(?: (?:adalah|ialah|yakni|yaitu|dari)|:)"
)
_LISTS = re.compile(
    r"\b(?:tercatat|terdapat|yakni|yaitu|ialah|adalah|antara lain|di ?antaranya|antaranya|terdiri (?:atas|dari)|"
    r"meliputi|disebut|termasuk|masing-masing)\b|:",
    re.IGNORECASE,
)
_THANKS = re.compile(
    r"(?:terima kasih|apresiasi|hormat|selamat)(?: yang [\w-]+)?,? (?:dan|serta|juga|maupun) penghargaan|"
    r"gelar (?:adat|doktor|sarjana|magister|bangsawan|pahlawan)|gelarnya di|(?:mengeluarkan|menerbitkan) sertifikat|"
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
_HOAX = re.compile(r"\b(?:hoaks|hoax|bantah|dibantah|tidak benar|cek fakta)\b", re.IGNORECASE)
# one of these stands in every match of the two patterns above: looking for them first saves most searches
_FALSE_WORDS = ("bantah", "tidak benar", "hoaks", "bohong", "keliru", "palsu")
_THANKS_WORDS = (
    "terima kasih", "apresiasi", "hormat", "selamat", "gelar", "sertifikat", "setinggi", "sebesar", "sedalam", "tulus",
    "bentuk penghargaan",
)  # fmt: skip
_COUNTED = re.compile(
    r"\b(?:\d+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|\w+ belas|sejumlah|beberapa|"
    r"puluhan|selusin|sebanyak)\s+(?:\S+\s+){0,3}(?:daerah|kabupaten|kota|provinsi|instansi|unit|"
    r"satker|satuan kerja|polres|polresta|desa|kelurahan|kecamatan|lembaga|kementerian|OPD|UPT|pemda|pemprov|"
    r"pemkab|pemkot|puskesmas|dinas|badan|lapas|rutan|kantor|inovasi|pemerintah|perguruan|penerima|nama|kepala|"
    r"RSUD|sekolah)",
    re.IGNORECASE,
)
_TO_SOME = re.compile(
    r"\b(?:kepada|bagi)\s+(?:para\s+|sejumlah\s+|beberapa\s+|seluruh\s+|semua\s+|berbagai\s+)?(?:instansi|daerah|[Pp]emda|unit|"
    r"kabupaten|kota|provinsi|lembaga|kementerian|satker|OPD|badan publik|pemerintah daerah|perangkat daerah)\b"
)
_WORK_LINE = re.compile(r"\W*(?:\w{1,3}[.)]\s*)?(?:[Ii]novasi\s|[\"“‘'])")  # a. Inovasi "Lapor Pak" dari Pemkab X
_QUOTE = re.compile(r"[\"“”]")
_THIS_YEAR = re.compile(r"\btahun ini\b", re.IGNORECASE)


def read_sentence(
    scene: Scene,
    where: str,
    start: int,
    end: int,
    names: list[Candidate],
    dates: list[FoundDate],
    number: int,
    kind: str,
) -> None:
    """Read one sentence into the scene: drafts of what it claims, and what it leaves to the next.

    `names` and `dates` are those between `start` and `end`; `number` counts sentences from 0 (-1: the headline), `kind`
    is the paragraph's.
    """
    context = scene.context
    text = scene.title if where == "title" else scene.body
    if 2 < number < 12 and (line_head := OUTLET_CITY.match(text, start, end)):
        start = line_head.end()
        names = [name for name in names if name.start >= start]
    if 0 <= number <= 2:
        after = after_dateline(text, start, end, number)
        start = after_dateline(text, after, end, number) if start < after < start + 40 else after
        names = [name for name in names if name.start >= start]
    scene.where, scene.text, scene.start, scene.end, scene.number, scene.dates = where, text, start, end, number, dates
    if where == "text" and dates:
        note_meeting(scene)
        if end - start < 160:
            note_fragment(scene)
    if context.idle and not may_tell(text, start, end):
        if where == "text" and dates:
            note_occasion(scene)
        remember(context, names, number)
        return
    context.idle = False
    clauses = read_clauses(text, start, end, names)
    settle_roles(text, clauses)
    if scene.absent:
        for clause in clauses:
            clause.programmes = [hit for hit in clause.programmes if hit.labels[0].lstrip("~") not in scene.absent]
            clause.grades = [
                grade for grade in clause.grades if not grade.programmes or set(grade.programmes) - scene.absent
            ]
            clause.memo.clear()
    for clause, reason in pairwise(clauses):
        lend_grades(text, clause, reason)
    scene.clauses = clauses
    for clause in clauses[:1]:
        if (kept := without_earlier_categories(scene, clause)) is not clause.grades:
            clause.grades = kept
            clause.memo.clear()
    strong = [hit for clause in clauses for hit in clause.strong()]
    prizes = [
        noun
        for clause in clauses
        for noun in clause.nouns
        if noun[0] == "prize" and text[noun[1] : noun[2]].lower() in PRIZE
    ]
    grades = [grade for clause in clauses for grade in clause.grades]
    if any(clause.has("winner") for clause in clauses) or any(grade.kind == "rank" for grade in grades):
        prizes += [noun for clause in clauses for noun in clause.nouns if is_contest(text, noun)]
    scene.clauses, scene.strong, scene.prizes = clauses, strong, prizes
    if read_history(scene) or (not scene.context.listing and read_titles(scene)):
        remember(context, names, number)
        return
    drafted = len(scene.drafts)
    if where == "text":
        note_occasion(scene)
    sport = any(clause.has("sport") for clause in clauses)
    winner = any(clause.has("winner") for clause in clauses)
    statuses = [status_of(scene, clause) for clause in clauses]
    if where == "text" and statuses:
        if hangs_on(scene, clauses, statuses):
            statuses = ["nominated" for _ in statuses]
        if "nominated" in statuses and names:
            context.nominated_at = number
        elif "received" in statuses and any(clause.verbs for clause in clauses):
            context.nominated_at = -99
    active = number - context.programme_at <= 3 or number - context.emitted_at <= 2 or bool(strong)
    active = active or (winner and number - context.other_at <= 2)
    line = bool(names) and context.listing and (kind == "list" or end - start < 160)
    if line and not heads_line(text, start, names[0]) and not grades and not strong:
        line = context.programme in INNOVATIONS and bool(_WORK_LINE.match(text, start, names[0].start))
    goes_on = bool(names) and bool(_GOES_ON.fullmatch(text, start, names[0].start))
    if not line and names and active and (goes_on or not LISTING.search(text[max(start, end - 90) : end])):
        pending = number - context.pending_at <= 2
        told_of = number - max(context.emitted_at, context.pending_at) <= 2
        goes_on = (
            number - context.emitted_at == 1
            and goes_on
            and not any(verb[1] > names[0].start for clause in clauses for verb in clause.verbs)
        )
        if goes_on:
            last = scene.drafts[-1] if scene.drafts else None
            if last is not None and not strong and last.programme not in ("other", context.programme):
                context.programme, context.programme_at, context.award = last.programme, number, last.award
        if (
            goes_on
            or (told_of and (_OPENS_LIST.match(text, start) or _ONLY_SOME.search(text, start, names[0].start + 200)))
            or (pending and _OPENS_LIST.match(text, start))
            or ((winner or pending) and (_LISTS.search(text, start, end) or _THEY_ARE.match(text, start)))
            or (number - context.pending_at <= 7 and len(names) > 1 and names_those(text, start, names[0].start))
        ):
            line = True
            reach = 3 if number - context.pending_at <= 2 else 7
            context.list_category = context.category if number - context.category_at <= reach else None
            context.headed = False
            context.list_status = "received"
    elif context.listing and not line and kind == "body" and number - context.emitted_at > 1:
        context.listing = False
    hoped = bool(statuses) and all(
        status != "received"
        for status, clause in zip(statuses, clauses, strict=True)
        if clause.verbs or len(clauses) == 1
    )
    if (
        not strong
        and not (context.programme and active)
        and LISTING.search(text[max(start, end - 90) : end])
        and (rated := rated_field(scene))
    ):
        context.programme, context.programme_at, context.award = rated[0], number, rated[1]
        context.pending_at = number
    if (
        strong
        and names_no_field(scene)
        and not (hoped and context.programme and number > 0)
        and not (line and strong[0].start > names[0].start)
    ):
        best = max(
            strong,
            key=lambda hit: (
                not AS_FIELD.search(text[max(start, hit.start - 50) : hit.start]),
                hit.end - hit.start,
            ),
        )
        if not (
            (kind == "heading" and context.programme == best.labels[0] and text[start:end].startswith("Kategori"))
            or (AS_FIELD.search(text[max(start, best.start - 50) : best.start]) and active and context.programme)
            or shortens(context, text[best.start : best.end])
        ):
            context.programme, context.programme_at, context.award = (
                best.labels[0],
                number,
                text[
                    best.start : best.end
                    + (text[best.end : best.end + 1] == ")" and "(" in text[best.start : best.end])
                ],
            )
    if not names and (context.listing or active) and (head := category_heading(scene, kind)):
        open_category(context, head, number)
        return
    if not names and context.listing and where == "text" and (contest := contest_heading(scene)):
        context.other, context.other_at, context.emitted_at, context.list_category = contest, number, number, None
        context.programme = strong[0].labels[0] if strong else None
        context.programme_at, context.award = number, contest
        return
    if (
        context.listing
        and context.focus is not None
        and (kind == "list" or text[start : start + 1] in "-–•*")
        and number - context.emitted_at <= 3
        and is_prize_line(text, start, end, clauses)
    ):
        read_prize_line(scene, clauses[0])
        remember(context, names, number)
        return
    low = text[start:end].lower()
    denied = (any(word in low for word in _FALSE_WORDS) and bool(_DENIED.search(text, start, end))) or (
        where == "title" and bool(_HOAX.search(text))
    )
    if where == "text" and _THIS_YEAR.search(text, start, end) and not _QUOTE.search(text, start, end):
        context.this_year_at = number
    question = denied or text[start:end].rstrip(" \"”'’)").endswith("?")
    told = any(noun[0] in ("handover", "event") for clause in clauses for noun in clause.nouns) or any(
        verb[0] in ("gained", "handed", "give") for clause in clauses for verb in clause.verbs
    )
    if active and told and not question:
        note_event(scene, statuses)
    owned = context.programme in ("kipp", "kovablik") and bool(names) and bool(_LISTS.search(text, start, end))
    owned = owned and (active or (number - context.programme_at <= 9 and "inovasi" in text[start:end].lower()))
    if not strong and any(word in low for word in _THANKS_WORDS) and _THANKS.search(text, start, end):
        prizes = scene.prizes = []
        context.seen.extend(names)
        return
    same = any(told_before(scene, clause) is not None for clause in clauses) or (
        bool(context.programme) and any(clause.has("same") for clause in clauses)
    )
    if (
        (
            strong
            or prizes
            or grades
            or line
            or same
            or owned
            or (winner and active)
            or (active and goes_to_class(scene))
        )
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
            and (strong or prizes or grades or same)
            and (winner or any(clause.verbs for clause in clauses) or _THERE_ARE.search(text, start, end))
            and (winner or _COUNTED.search(text, start, end) or _TO_SOME.search(text, start, end))
        ):
            context.pending_at = number
            if not grades:
                # these have another prize than those told of before, unless it is said to be the same
                kept_before = next((one for clause in clauses if (one := category_before(scene, clause))), None)
                context.category, context.category_at = kept_before, number if kept_before else context.category_at
            keep_prize_of_counted(scene, bool(strong))
        if where == "text" and len(scene.drafts) == before and "received" in statuses and not strong:
            keep_named(scene)
    if where == "text" and not line:
        leave_grades(scene, grades, statuses, told=len(scene.drafts) > drafted, active=active, kind=kind, names=names)
    remember(context, [] if line else names, number)
    if line:
        context.seen.extend(names)
