"""Award records of an article: who received (or hopes for, is nominated for, lost) which award, with evidence.

This module walks through sentences and clauses and keeps what an article leaves unsaid: the programme spoken of, the
body in focus, the verb that a list hangs on. The grammar of a sentence is read in `nlp.award_roles`, attributes in
`nlp.award_ceremony`, and drafts become records in `nlp.award_drafts`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence

from kliping.dates import FoundDate, find_dates
from kliping.model import AwardRecord, AwardStatus, Mention
from nlp.award_ceremony import settle_dates, years_of
from nlp.award_claims import read_clause, read_prize_line
from nlp.award_clause import Clause
from nlp.award_clauses import read_clauses
from nlp.award_counted import names_those
from nlp.award_drafts import Context
from nlp.award_events import note_event, note_meeting, note_occasion
from nlp.award_lists import is_prize_line
from nlp.award_receivers import (
    heads_line,
)
from nlp.award_recipients import Candidate, candidates
from nlp.award_records import finish
from nlp.award_roles import settle_roles
from nlp.award_scene import AS_FIELD, PRIZE, Scene, award_meant, is_contest, once_named, shortens
from nlp.award_status import status_of
from nlp.phrases import words_between
from nlp.programmes import alias_table, load_programmes
from nlp.sentences import read

_GATE = re.compile(
    r"penghargaan|predikat|piagam|\bpiala\b|trofi|anuge?rah|\baward|sertifikat|plakat|\bopini\b|\bW[TD]P\b|"
    r"\bWBK\b|\bWBBM\b|SAKIP|adipura|"
    r"peringkat|juara|informatif|zona hijau|\bindeks\b|terbaik|inovatif|layak anak|akreditasi|kategori|\btop \w|"
    r"skor|nilai|dinobatkan|prestasi|"
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
    r"(?:Selanjutnya|Kemudian|Berikutnya|Lalu|Disusul|Diikuti|Lainnya|Selain itu|Di samping itu|Ada (?:pula|juga)|"
    r"Tak ketinggalan|Terakhir|Begitu (?:juga|pula) dengan)(?:,? (?:disusul|diikuti|ada))?(?: adalah| yakni| yaitu|"
    r" oleh)?,?\s+$"
)
_THERE_ARE = re.compile(
    r"\b(?:ada|terdapat|tercatat|hanya)\s+(?:ada\s+)?(?:\d+|[a-z]+)\s+(?:daerah|kabupaten|kota|provinsi|instansi|unit)\b"
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
_COUNTED = re.compile(
    r"\b(?:\d+|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh|sebelas|\w+ belas|sejumlah|beberapa|"
    r"puluhan|selusin|sebanyak)\s+(?:\S+\s+){0,3}(?:daerah|kabupaten|kota|provinsi|instansi|unit|"
    r"satker|satuan kerja|polres|polresta|desa|kelurahan|kecamatan|lembaga|kementerian|OPD|UPT|pemda|pemprov|"
    r"pemkab|pemkot|puskesmas|dinas|badan|lapas|rutan|kantor|inovasi|pemerintah|perguruan|penerima|nama|kepala|"
    r"RSUD|sekolah)",
    re.IGNORECASE,
)
_QUOTE = re.compile(r"[\"“”]")
_PLACE_AND_PAPER = re.compile(r"[A-Z][\w ]{2,30}\s?[-–—]\s?[\w.]{3,30}: ")
_THIS_YEAR = re.compile(r"\btahun ini\b", re.IGNORECASE)


def find_awards(
    title: str, text: str, published: dt.date | None, mentions: Sequence[Mention]
) -> tuple[AwardRecord, ...]:
    """The award records of an article, in reading order; strings are substrings of `title` or `text`.

    `mentions` are the linked bodies of `nlp.mentions.find_mentions`. Never raises on odd text; linear in its length.
    """
    if not (_may_tell(title, 0, len(title)) or _may_tell(text, 0, len(text))):
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
    if scene.title.strip():
        _sentence(scene, "title", 0, len(scene.title), candidates(scene.title, mentions, "title"), [], -1, "body")


def read_text(scene: Scene, mentions: Sequence[Mention]) -> None:
    """Read the sentences of body, lists and subheadings in order."""
    text = scene.body
    reading = read(text)
    names = candidates(text, mentions, "text")
    dates = settle_dates(text, find_dates(text, scene.published, relative=True), scene.published)
    at = date_at = number = 0
    linked = -9
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
        if kind == "related":
            linked = sentence.paragraph if text[sentence.start : sentence.end].rstrip().endswith(":") else -9
        if kind not in ("body", "list", "heading"):
            continue
        if 0 < sentence.paragraph - linked <= 3 and kind == "heading":
            continue  # the headlines behind "Baca juga:"
        if number == 0 and text[sentence.start : sentence.end].strip() == scene.title.strip():
            continue  # the headline once more
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
        after = _after_dateline(text, start, end, number)
        start = _after_dateline(text, after, end, number) if start < after < start + 40 else after
        names = [name for name in names if name.start >= start]
    scene.where, scene.text, scene.start, scene.end, scene.number, scene.dates = where, text, start, end, number, dates
    if where == "text" and dates:
        note_meeting(scene)
    if context.idle and not _may_tell(text, start, end):
        _remember(context, names, number)
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
    drafted = len(scene.drafts)
    if where == "text":
        note_occasion(scene)
    sport = any(clause.has("sport") for clause in clauses)
    winner = any(clause.has("winner") for clause in clauses)
    statuses = [status_of(scene, clause) for clause in clauses]
    if where == "text" and statuses:
        if _hangs_on(scene, clauses, statuses):
            statuses = ["nominated" for _ in statuses]
        if "nominated" in statuses and names:
            context.nominated_at = number
        elif "received" in statuses and any(clause.verbs for clause in clauses):
            context.nominated_at = -99
    active = number - context.programme_at <= 3 or number - context.emitted_at <= 2 or bool(strong)
    line = bool(names) and context.listing and (kind == "list" or end - start < 160)
    if line and not heads_line(text, start, names[0]) and not grades and not strong:
        line = False
    if not line and names and active and not _LISTING.search(text[max(start, end - 90) : end]):
        pending = number - context.pending_at <= 2
        told_of = number - max(context.emitted_at, context.pending_at) <= 2
        goes_on = (
            number - context.emitted_at == 1
            and bool(_GOES_ON.fullmatch(text, start, names[0].start))
            and not any(verb[1] > names[0].start for clause in clauses for verb in clause.verbs)
        )
        if goes_on:
            last = scene.drafts[-1] if scene.drafts else None
            if last is not None and not strong and last.programme not in ("other", context.programme):
                context.programme, context.programme_at, context.award = last.programme, number, last.award
        if (
            goes_on
            or (told_of and _OPENS_LIST.match(text, start))
            or ((winner or pending) and (_LISTS.search(text, start, end) or _THEY_ARE.match(text, start)))
            or (number - context.pending_at <= 7 and len(names) > 1 and names_those(text, start, names[0].start))
        ):
            line = True
            reach = 3 if number - context.pending_at <= 2 else 7
            context.list_category = context.category if number - context.category_at <= reach else None
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
        if not (
            (kind == "heading" and context.programme == best.labels[0] and text[start:end].startswith("Kategori"))
            or (AS_FIELD.search(text[max(start, best.start - 50) : best.start]) and active and context.programme)
            or shortens(context, text[best.start : best.end])
        ):
            context.programme, context.programme_at, context.award = (
                best.labels[0],
                number,
                text[best.start : best.end],
            )
    if (
        context.listing
        and context.focus is not None
        and (kind == "list" or text[start : start + 1] in "-–•*")
        and number - context.emitted_at <= 3
        and is_prize_line(text, start, end, clauses)
    ):
        read_prize_line(scene, clauses[0])
        _remember(context, names, number)
        return
    denied = bool(_DENIED.search(text, start, end))
    if where == "text" and _THIS_YEAR.search(text, start, end) and not _QUOTE.search(text, start, end):
        context.this_year_at = number
    question = denied or text[start:end].rstrip(" \"”'’)").endswith("?")
    told = any(noun[0] in ("handover", "event") for clause in clauses for noun in clause.nouns) or any(
        verb[0] in ("gained", "handed", "give") for clause in clauses for verb in clause.verbs
    )
    if active and told and not question:
        note_event(scene, statuses)
    owned = context.programme == "kipp" and bool(names) and bool(_LISTS.search(text, start, end))
    owned = owned and (active or (number - context.programme_at <= 9 and "inovasi" in text[start:end].lower()))
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
            and (winner or any(clause.verbs for clause in clauses) or _THERE_ARE.search(text, start, end))
            and (winner or _COUNTED.search(text, start, end))
        ):
            context.pending_at = number
            if not grades:
                context.category = None  # these have another prize than those told of before
            _prize_of_counted(scene, bool(strong))
    worded = [
        grade
        for grade in grades
        if grade.kind in ("category", "rank", "letter")
        and (grade.kind != "category" or grade.programmes or grade.start < grade.value[0])
    ]
    if len({text[slice(*grade.value)].lower() for grade in worded if grade.kind == "category"}) > 2 and not names:
        worded = []  # a scale is explained
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
            if worded[-1].kind != "rank" or worded[-1].rank is not None:
                first = worded[0 if worded[-1].programmes == ("zi",) else -1]  # "11 WBK dan 1 WBBM": most are the first
                context.category, context.category_at = text[slice(*first.value)], number
        topics = [grade for grade in grades if grade.kind == "topic"]
        if (
            topics
            and kind != "list"
            and text[start] not in "-–•*"
            and len(scene.drafts) == drafted
            and "received" in statuses
            and (strong or prizes or active)
        ):
            context.topic, context.topic_at = text[slice(*topics[-1].value)], number
        elif len(scene.drafts) == drafted and names:
            context.topic_at = -99
        if _LISTING.search(text[max(start, end - 90) : end]) and (strong or prizes or grades or active):
            context.listing, context.listed_at = True, number
            said = years_of(text, start, end, scene.dates, scene.published, context.year)
            context.list_year = said.values[-1] if said.values and not said.past else None
            announced = next((span for clause in clauses if (span := once_named(scene, clause))), None)
            if announced and not strong:
                context.other, context.other_at = text[slice(*announced)], number
            context.list_status = statuses[-1]
            context.list_category = context.category if number - context.category_at <= 2 else None
            if end - start < 80 and (headed := [g for g in grades if g.kind in ("topic", "category")]):
                context.list_category = text[slice(*headed[-1].value)]
            for hit in strong:
                if AS_FIELD.search(text[max(start, hit.start - 50) : hit.start]):
                    context.list_category = text[hit.start : hit.end]
            context.emitted_at = number
    _remember(context, [] if line else names, number)
    if line:
        context.seen.extend(names)


def _may_tell(text: str, start: int, end: int) -> bool:
    """Whether a sentence has any word of an award."""
    return bool(_GATE.search(text, start, end)) or any(
        True for _ in alias_table().find(words_between(text, start, end))
    )


_NEXT_LIST = re.compile(
    r"\s*(?:(?:Lalu|Kemudian|Selanjutnya|Terakhir|Berikutnya|Sedangkan|Sementara|Adapun|Untuk|Pada|Di)\b|[Kk]ategori\b|"
    r"[Tt]op \d|[-–•*]|\d{1,2}[.)])"
)


def _hangs_on(scene: Scene, clauses: list[Clause], statuses: list[AwardStatus]) -> bool:
    """Whether a sentence without a verb goes on with the nominees of the one before it."""
    return (
        scene.number - scene.context.nominated_at <= 2
        and not any(clause.verbs for clause in clauses)
        and set(statuses) == {"received"}
        and bool(_NEXT_LIST.match(scene.text, scene.start))
    )


def _prize_of_counted(scene: Scene, named: bool) -> None:
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


def _remember(context: Context, names: list[Candidate], number: int) -> None:
    """Keep the names of a sentence for what refers back to them; the first stands for its subject."""
    context.seen.extend(names)
    context.previous = [name for name in names if name.kind not in ("place", "head")]
    if names and names[0].kind not in ("place", "head"):
        context.subjects.append(names[0])
        context.subject_at = number


def _after_dateline(text: str, start: int, end: int, number: int) -> int:
    match = re.match(
        r"[^\n]{0,70}?(?:\s[–—-]{1,2}\s|(?<=\d{4})\s?[-–—]\s?|\s\|\s|\.-\s|"
        r"(?<=[A-Z]{4})\s?[-–—]{1,2}(?=[A-Z][a-z])|\)\s[-–—]\s|"
        r"(?<=[a-z])[-–—]{1,2}\s(?=[A-Z][a-z])|(?<=\.id|com|net) (?=[A-Z][a-z])|(?<!\d): (?=[A-Z]))",
        text[start:end],
    )
    if (
        match
        and match.end() < end - start
        and not re.search(
            r"\b(?:me|di|ber)\w{4,}|[Kk]ategori|Untuk|[Pp]eringkat|Juara|[Pp]enghargaan|[Pp]redikat", match.group()
        )
        and len(text[start + match.end() : end].split()) > 5
        and not (
            match.group().rstrip().endswith(":")
            and (len(match.group().split()) > 3 or number > 0)
            and not _PLACE_AND_PAPER.fullmatch(match.group())
        )
    ):
        return start + match.end()
    return start
