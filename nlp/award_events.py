"""What a sentence tells of an award-giving as a whole: giver, date, place and year, kept for all its records."""

from __future__ import annotations

import re

from kliping.model import AwardStatus
from nlp.award_ceremony import (
    FRONTED,
    handing_person,
    place_of,
    source_person,
    speaks_before,
    tells_occasion,
    years_of,
)
from nlp.award_drafts import Event
from nlp.award_lenders import lender
from nlp.award_scene import Scene, giver_in, with_bracket
from nlp.programmes import is_award_name

_EDITION = re.compile(
    r"\b(?:LKPD|LHP|laporan keuangan|tahun anggaran|TA|evaluasi|penilaian|edisi|periode)\b[^.;]{0,40}(?:19|20)\d\d"
)
_CUE_OCCASION = re.compile(
    r"\b(?:saat|ketika|dalam|pada|usai|seusai|di sela|di tengah)\b[^.;\"“”]{0,60}\b(?:penghargaan|penganugerahan|"
    r"penyerahan|penerimaan|anugerah|award)\b",
    re.IGNORECASE,
)


def _date_in_cue(scene: Scene, event: Event) -> None:
    """The date of the ceremony in the words behind a quotation that itself speaks of hopes and duties."""
    closed = max(scene.text.rfind(mark, scene.start, scene.end) for mark in '"”’')
    if event.date is not None or closed < 0:
        return
    for found in scene.dates:
        if found.start > closed and found.until is None and _CUE_OCCASION.search(scene.text, closed, found.start):
            event.date, event.date_at = found.moment.day, scene.number
            return


_MEETING = re.compile(
    r"\b(?:membuka|menghadiri|menggelar|menutup|memimpin|saat|dalam|pada|di sela|"
    r"usai)\s[^.;\"“”]{0,60}?\b(?:[Rr]apat|[Rr]akor\w*|[Aa]cara|"
    r"[Uu]pacara|[Pp]eringatan|[Kk]egiatan|[Pp]uncak|[Mm]usrenbang\w*|[Kk]onferensi|[Ff]orum|[Ss]eminar|[Pp]ertemuan)\b"
    r"[^;\"“”]{0,200}$"
)
_AT_IT = re.compile(
    r"\b(?:kesempatan|acara|momen|kegiatan|forum|rapat|upacara) (?:ini|itu|tersebut|yang sama)\b", re.IGNORECASE
)
_PRAISE = re.compile(r"\b(?:apresiasi|dukungan|sambutan)\b[^.;]{0,30}\bdari\s+$")
_PRIZE_FROM = re.compile(
    r"\b(?:[Pp]enghargaan|[Pp]redikat|[Pp]iagam|[Pp]iala|[Aa]nugerah|[Oo]pini)\s+(?:\w+\s+){0,2}dari\s+$"
)
_THIS_FROM = re.compile(r"\s*(?:\([^()]{1,30}\)\s*)?(?:ini|itu|tersebut)\b")
_OF_DECREE = re.compile(
    r"\b(?:[Kk]eputusan|SK|[Ss]urat|[Pp]eraturan|[Ee]daran|[Nn]omor|No\.)\s[^;:]{3,200}?\b(?:ber)?tanggal\s+$"
)  # the date of a decree is not that of a ceremony
_HANDING = re.compile(
    r"\b(?:penyerahan|penganugerahan|penerimaan|malam|acara|menyerahkan|menyerahterimakan|menganugerahkan)\s+"
    r"(?:[\w-]+\s+){0,2}(?:penghargaan|anugerah|award|piagam|"
    r"sertifikat|LHP|laporan hasil pemeriksaan|hasil evaluasi|piala)\b",
    re.IGNORECASE,
)
_ITS_YEAR = re.compile(r"(?:\s*\([A-Z][\w -]{1,15}\))?[\"”’']?\s*(?:[Tt]ahun\s+)?((?:19[89]|20[0-4])\d)\b(?![-/])")
_IN_MONTH = re.compile(
    r"\b(?:di|pada|selama|sepanjang|dalam)\s+bulan\s+(?:Januari|Februari|Maret|April|Mei|Juni|Juli|Agustus|September|"
    r"Oktober|[NP]o[pv]ember|Desember)\s+((?:19[89]|20[0-4])\d)\b"
)
_TAKES_PLACE = re.compile(
    r"^(?:[Aa]cara|[Pp]enganugerahan|[Pp]enyerahan|[Ll]omba|[Aa]jang|[Pp]rosesi|[Pp]uncak \w+)\b[^.;]{0,60}\b"
    r"(?:berlangsung|digelar|diadakan|dilaksanakan|dihelat|diselenggarakan)\b",
    re.MULTILINE,
)
_VERB = re.compile(r"\b(?:me|di|ber|ter)[a-z]{4,}|\b(?:kata|ujar|ucap|tutur|ungkap|jelas|tegas|terang)\w*")
_COMING = re.compile(r"\b(?:akan|bakal|rencananya|depan|mendatang|nanti|nantinya|belum|tidak|batal)\b", re.IGNORECASE)
_THERE = re.compile(r"\s*(?:Bertempat|Acara|Kegiatan|Penyerahan|Penganugerahan|Penghargaan)\b")


def note_meeting(scene: Scene) -> None:
    """Keep the date of the meeting that the sentence speaks of: a prize may be given "dalam kesempatan ini"."""
    for found in scene.dates:
        if found.start >= scene.start and found.until is None and _MEETING.search(scene.text, scene.start, found.start):
            scene.context.meeting = found.moment.day


def note_fragment(scene: Scene) -> None:
    """Take the date of a piece of a sentence without a verb behind one that told of an award: "… di Jakarta. Kamis
    (30/12).", or what a degree's full stop cut off."""
    context, text = scene.context, scene.text
    event = context.events.get(context.programme or "other")
    if event is None or event.date is not None or scene.number - max(context.emitted_at, context.occasion_at) > 2:
        return
    found = next((date for date in scene.dates if date.start >= scene.start), None)
    if found is None or found.until is not None or _VERB.search(text, scene.start, found.start):
        return
    if scene.end - found.end < 20 and any(sign.isdigit() for sign in text[found.start : found.end]):
        event.date, event.date_at = found.moment.day, scene.number
        event.place = place_of(text, scene.start, scene.end, found.start)


def note_occasion(scene: Scene) -> None:
    """Keep the date of the handing over that the sentence, or the one before it, speaks of, whoever receives."""
    context, text, start, end = scene.context, scene.text, scene.start, scene.end
    spoken = bool(_HANDING.search(text, start, end)) or bool(_TAKES_PLACE.search(text, start, end))
    if spoken:
        context.occasion_at = scene.number
    follows = scene.number - context.occasion_at == 1 and bool(_THERE.match(text, start, end))
    if context.occasion is not None or not (spoken or follows):
        return
    for found in scene.dates:
        written = text[found.start : found.end]
        if found.start < start or found.until is not None or not any(sign.isdigit() for sign in written):
            continue
        if not speaks_before(text, start, found.start):
            context.occasion = found.moment.day
            return


def _note_edition(scene: Scene, event: Event) -> None:
    """Keep the year that stands straight behind the prize's own name ("BKN Award 2023") as its edition."""
    for hit in scene.strong:
        if hit.labels[0] != scene.context.programme or not is_award_name(scene.text[hit.start : hit.end]):
            continue
        match = _ITS_YEAR.match(scene.text, hit.end, scene.end)
        if match:
            event.named.add(int(match.group(1)))


def _year_of_month(scene: Scene) -> int | None:
    """The year of "di bulan November 2019", which no day makes the date of a ceremony."""
    match = _IN_MONTH.search(scene.text, scene.start, scene.end)
    return int(match.group(1)) if match else None


def _note_organiser(scene: Scene, event: Event) -> None:
    """Keep who holds the contest or the ceremony."""
    organiser = giver_in(scene, None, "organiser")
    if organiser is not None and event.organiser is None:
        event.organiser, event.organiser_at = with_bracket(scene.text, organiser), scene.number
        event.organiser_id = organiser.mention.id if organiser.mention else None


def note_event(scene: Scene, statuses: list[AwardStatus]) -> None:
    """Keep giver, date, place and year of the award-giving that the sentence tells of."""
    context, text, start, end = scene.context, scene.text, scene.start, scene.end
    if scene.where == "title" or (
        context.programme is None
        and not scene.prizes
        and not any(grade.kind in ("rank", "best", "title") for clause in scene.clauses for grade in clause.grades)
    ):
        return
    event = context.event(context.programme or "other")
    event.award = event.award or context.award
    _note_edition(scene, event)
    years = years_of(text, start, end, scene.dates, scene.published, context.year)
    if "received" not in statuses:
        _date_in_cue(scene, event)
        if not any(clause.verbs for clause in scene.clauses) and not _COMING.search(text, start, end):
            _note_organiser(scene, event)  # "Ajang ini diselenggarakan X dalam rangka …"
        return
    first = bool(years.values) and event.date is not None and max(years.values) < event.date.year
    if first and FRONTED.match(text, start, end):
        return
    earlier = bool(event.year and years.stated and years.values and max(years.values) < event.year)
    if (years.past and years.values) or earlier:
        return
    if years.values and event.year is None and (scene.strong or scene.prizes or _EDITION.search(text, start, end)):
        event.year = max(years.values)
    if event.year is None and not years.values and not years.past and (scene.strong or scene.prizes):
        event.year = _year_of_month(scene)
    verbs = [verb for clause in scene.clauses for verb in clause.verbs]
    occasion = any(clause.has("event") for clause in scene.clauses)
    if event.date is None and (verbs or occasion or scene.prizes or scene.strong or tells_occasion(text, start, end)):
        for found in scene.dates:
            if (
                found.start >= start
                and found.until is None
                and not speaks_before(text, start, found.start)
                and not _OF_DECREE.search(text, max(start, found.start - 220), found.start)
            ):
                event.date, event.date_at = found.moment.day, scene.number
                event.place = place_of(text, start, end, found.start)
                break
    if event.date is None and context.meeting is not None and _AT_IT.search(text, start, end):
        event.date = context.meeting
    giver = giver_in(scene, None)
    if giver is not None and giver.kind == "head" and source_person(text, start, giver.start):
        giver = None  # "dari Menteri Keuangan, diserahkan oleh Gubernur X"
    if giver is not None and not (event.organiser and _PRAISE.search(text, max(start, giver.start - 60), giver.start)):
        event.giver_keys[giver.key] = event.giver_keys.get(giver.key, 0) + 1
        if event.giver is None:
            event.giver_key, event.giver_at = giver.key, scene.number
            event.giver_said = bool(_THIS_FROM.match(text[giver.end : giver.end + 60])) and bool(
                _PRIZE_FROM.search(text, max(start, giver.start - 60), giver.start)
            )
            event.giver, event.giver_id = with_bracket(text, giver), giver.mention.id if giver.mention else None
    _note_organiser(scene, event)
    if event.person is not None and event.lender is not None:
        return _share_date(scene, event)
    handing = handing_person(text, start, end)
    if event.person is None and handing is not None:
        event.person, event.person_at = handing, scene.number
    if event.lender is None and handing is None:
        event.lender, event.lender_at = lender(text, start, end), scene.number
    _share_date(scene, event)


def _share_date(scene: Scene, event: Event) -> None:
    """Give the date of the ceremony to the other programmes of the sentence: "pada acara SAKIP dan RB Award"."""
    context = scene.context
    for label in {hit.labels[0] for hit in scene.strong} - {context.programme}:
        other = context.events.get(label)
        if other is not None and other.date is None and event.date is not None and event.date_at == scene.number:
            other.date, other.date_at, other.place = event.date, event.date_at, event.place
