"""Years, ceremony dates, places and givers in an award sentence; `nlp.awards` decides which record they belong to."""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import takewhile

from kliping.dates import FoundDate
from nlp.award_spans import Spans

_YEAR = re.compile(r"(?<![\d/.,-])(?:19[89]|20[0-4])\d(?![\d/]|[.,]\d)")
_SPAN = re.compile(r"((?:19[89]|20[0-4])\d)\s*[-–/]\s*((?:19[89]|20[0-4])\d)")
_REACH = re.compile(r"((?:19[89]|20[0-4])\d)\s+(?:sampai|hingga)\s+((?:19[89]|20[0-4])\d)")
_LIST = re.compile(r"(?:(?:19|20)\d\d\s*(?:,|dan|serta|,\s*dan|&)\s*){1,9}(?:19|20)\d\d")
_BRACKETED = re.compile(r"\((?:19|20)\d\d\)")  # the year of the grade before it, not of the clause
_EVALUATED = re.compile(
    r"(?:sepanjang|selama|untuk kinerja|hasil|penilaian|evaluasi|kinerja|anggaran|diperiksa|dinilai)\s+(?:\w+\s+)?$",
    re.IGNORECASE,
)
_SINCE = re.compile(
    r"\b(?:(?:sejak|dari|mulai|hingga|sampai|s/d)\s+(?:tahun\s+)?|(?:Nomor|No\.?|UU|Perpres|Permen\w*|Peraturan|"
    r"Undang-Undang|target|RPJMD)\s+(?:\S+\s+){0,6}?(?:tahun\s+)?)$",
    re.IGNORECASE,
)
_EARLIER_VALUE = re.compile(
    r"\b(?:naik|meningkat|melonjak|melesat|bertambah|turun|menurun|membaik|lebih (?:tinggi|baik|besar|rendah))\b"
    r"(?:(?!\b(?:menjadi|ke)\b)[^.;:]){0,70}?\b(?:dari|dibanding(?:kan)?|daripada)\s"
    r"(?:(?!\b(?:menjadi|ke|kini|kategori|predikat|peringkat|opini)\b)[^.;:]){0,70}$|"
    r"\b(?:kali|setelah|sesudah)\s+(?:\w+\s+)?(?:setelah|sesudah)\s+(?:[^.;:]{0,40}\s)?(?:tahun\s+)?"
    r"(?:(?:19|20)\d\d\s*(?:,|dan|serta|&)\s*)*$",
    re.IGNORECASE,
)  # "naik 12 poin dari nilai 311 yang diraih pada tahun 2023", "kali ketiga setelah tahun 2019 dan 2021"
_DIGITS = re.compile(r"(?:19|20)\d\d")
_PAST = re.compile(
    r"\b(?:sebelumnya|tahun (?:lalu|sebelumnya|silam|kemarin)|silam|pernah|sebelum (?:itu|ini)|lebih dulu|"
    r"terdahulu|dulu|kala itu|waktu itu|"
    r"saat itu|setahun sebelumnya|tahun-tahun (?:lalu|sebelumnya)|edisi sebelumnya|menyusul (?:predikat|"
    r"penghargaan|piala|opini|piagam)|melengkapi|menambah|"
    r"sebagai catatan|dalam catatan|(?:di|menurut) arsip)\b",
    re.IGNORECASE,
)
_PAST_WORDS = (  # one of them stands in every match of `_PAST`: looking for these first saves most searches
    "sebelum", "tahun lalu", "silam", "kemarin", "pernah", "dulu", "kala itu", "waktu itu", "saat itu", "tahun-tahun",
    "menyusul", "melengkapi", "menambah", "catatan", "arsip",
)  # fmt: skip
_BESIDE = re.compile(
    r"\b(?:dibanding(?:kan)?|daripada|dari|ketimbang|berbeda dengan|lebih baik dari)\s+(?:\w+\s+)?$", re.IGNORECASE
)
_BACK = {
    "setahun": 1,
    "satu": 1,
    "dua": 2,
    "tiga": 3,
    "empat": 4,
    "lima": 5,
    "enam": 6,
    "tujuh": 7,
    "delapan": 8,
    "sembilan": 9,
    "sepuluh": 10,
}
FRONTED = re.compile(
    r"[\s,;]*(?:(?:Kemudian|Lalu|Selanjutnya|Sementara|Sedangkan|Sebelumnya),?\s+)?(?:[Pp]ada|[Dd]i|[Tt]ahun)(?:\s+tahun)?\s+"
    r"(?:19|20)\d\d\b"
)  # a year that opens a clause is that of an award of its own
_RELATIVE = re.compile(
    r"\b(tahun (?:ini|lalu|kemarin|sebelumnya|berjalan|berikutnya)|(?:pada )?tahun yang sama|"
    r"setahun (?:sebelumnya|sebelum itu|kemudian|berselang|lalu|silam)|"
    r"(?:satu|dua|tiga|empat|lima|enam|tujuh|delapan|sembilan|sepuluh) tahun (?:sebelumnya|sebelum itu|lalu|"
    r"silam|kemudian))\b",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Years:
    """The edition years of a stretch of text, whether they were stated outright, and whether it speaks of the past."""

    values: tuple[int, ...] = ()
    stated: bool = False
    past: bool = False


def years_of(
    text: str, start: int, end: int, dates: Sequence[FoundDate], published: dt.date | None, last: int | None
) -> Years:
    """Edition years between two offsets. `last` is the year spoken of before ("setahun sebelumnya" counts from it).

    The year of a full date is no edition; a period counts by its last year; a row of years gives each of them.
    """
    low = text[start:end].lower()
    past = any(word in low for word in _PAST_WORDS) and any(
        not _BESIDE.search(text[max(start, m.start() - 24) : m.start()]) for m in _PAST.finditer(text, start, end)
    )
    if not _DIGITS.search(text, start, end):  # most clauses name no year at all
        return _relative_years(text, start, end, published, last, past)
    inside = dates[bisect_right(dates, start, key=lambda found: found.end) :]
    dated = [(found.start, found.end) for found in takewhile(lambda found: found.start < end, inside)]
    values: list[int] = []
    for match in _SPAN.finditer(text, start, end):
        if not _SINCE.search(text[max(start, match.start() - 70) : match.start()]):
            values.append(int(match.group(2)))
        dated.append(match.span())
    dated += [match.span() for match in _BRACKETED.finditer(text, start, end)]
    for match in _REACH.finditer(text, start, end):
        since = _SINCE.search(text[max(start, match.start() - 40) : match.start()])
        values += [int(match.group(2))] if since else [int(match.group(1)), int(match.group(2))]
        dated.append(match.span())
    if values and any(_REACH.match(text, first, last) for first, last in dated):
        return Years(tuple(dict.fromkeys(values)), True, past)
    rows = Spans(match.span() for match in _LIST.finditer(text, start, end))
    taken = Spans(dated)
    for match in _YEAR.finditer(text, start, end):
        if taken.meet(match.start(), match.start() + 1):
            continue
        if _SINCE.search(text[max(start, match.start() - 70) : match.start()]):
            continue
        if _EARLIER_VALUE.search(text, max(start, match.start() - 160), match.start()):
            continue
        in_row = rows.meet(match.start(), match.start() + 1)
        year = int(match.group())
        if (not values or in_row) and year not in values:
            values.append(year)
    if values:
        return Years(tuple(values[:12]), True, past)
    return _relative_years(text, start, end, published, last, past)


def _relative_years(text: str, start: int, end: int, published: dt.date | None, last: int | None, past: bool) -> Years:
    """Years told by their distance from the article's or from the one spoken of before."""
    relative = _RELATIVE.search(text, start, end) if "ahun" in text[start:end] or "AHUN" in text[start:end] else None
    if relative:
        said = relative.group(1).lower()
        base = published.year if published else None
        if said in ("tahun ini", "tahun berjalan") and base:
            return Years((base,), False, past)
        if said in ("tahun lalu", "tahun kemarin", "setahun lalu", "setahun silam") and base:
            evaluated = bool(_EVALUATED.search(text[max(start, relative.start() - 40) : relative.start()]))
            return Years((base - 1,), False, not evaluated)
        if said.endswith("yang sama") and last:
            return Years((last,), False, past)
        words = said.split()
        back = _BACK.get(words[0], 1)
        if said.endswith(("sebelumnya", "sebelum itu")) and (last or base):
            return Years(((last or base or 0) - back,), False, True)
        if said.endswith(("lalu", "silam")) and base:
            return Years((base - back,), False, True)
        if said.endswith(("kemudian", "berikutnya", "berselang")) and last:
            return Years((last + back,), False, past)
    return Years((), False, past)


_SAME_DAY = re.compile(
    r"[\s,]*(?:(?:dini hari|pagi|siang|sore|petang|malam|kemarin|lalu|ini|tadi|tanggal|pekan lalu|WIB|WITA|WIT)[\s,]*)"
    r"{0,3}\(?"
)
_DAYS = ("senin", "selasa", "rabu", "kamis", "jum", "sabtu", "minggu")
_WEEKDAY = re.compile(r"\b(Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu)", re.IGNORECASE)


def settle_dates(text: str, dates: Sequence[FoundDate], published: dt.date | None) -> list[FoundDate]:
    """Dates whose year was guessed, moved to the last year up to the publication in which their weekday fits."""
    settled: list[FoundDate] = []
    told = set() if published else {int(match.group()) for match in _YEAR.finditer(text)}
    for place, found in enumerate(dates):
        day = found.moment.day
        if text[found.start : found.start + 4].lower() == "baru":
            continue  # "baru saja" is no day
        after = dates[place + 1] if place + 1 < len(dates) else None
        if after is not None and not found.complete and _SAME_DAY.fullmatch(text, found.end, after.start):
            continue  # "Selasa malam (12/12/2023)"
        if published is None and not found.complete and not {day.year, day.year - 1} & told:
            continue  # the article names no year near the one that the weekday points to
        said = _WEEKDAY.search(text, found.start, found.end)
        if published is not None and said and not found.complete and found.until is None:
            wanted = _DAYS.index(said.group(1).lower())
            if day > published + dt.timedelta(days=1) or day.weekday() != wanted:
                for year in range(published.year, published.year - 8, -1):
                    try:
                        other = day.replace(year=year)
                    except ValueError:
                        continue
                    if other <= published and other.weekday() == wanted:
                        at = found.moment.at.replace(year=year)
                        found = replace(found, moment=replace(found.moment, at=at))
                        break
        settled.append(found)
    return settled


_PLACE = re.compile(
    r"\bdi\s+((?:(?:Gedung|Hotel|Istana|Auditorium|Aula|Balai|Ballroom|Balairung|Pendopo|Kantor|Plaza|Ruang|"
    r"Grand|Jakarta Convention Center|JCC|Convention|"
    r"[A-Z][\w.'-]+)\b)(?:[ ,]+(?:[A-Z][\w.'-]*|\d+|dan|dr))*)"
)


def place_of(text: str, start: int, end: int, around: int) -> str | None:
    """The place "di X" nearest to an offset of the stretch, as written; None without one."""
    best: tuple[int, str] | None = None
    for match in _PLACE.finditer(text, start, end):
        name = match.group(1).rstrip(" ,.")
        name = re.sub(r"[ ,]+(?:dan|Senin|Selasa|Rabu|Kamis|Jumat|Jum|Sabtu|Minggu|pada)\b.*$", "", name)
        distance = abs(match.start() - around)
        if len(name) > 2 and (best is None or distance < best[0]):
            best = (distance, name)
    return best[1] if best else None


_SPEECH = re.compile(
    r"\b(?:kata|ujar|ucap|tutur|ungkap|jelas|papar|terang|tegas|imbuh|tambah|sebut|cetus|beber|pungkas|terang|"
    r"ujarnya|katanya|ucapnya|ditemui|dihubungi|dikonfirmasi|diwawancara\w*|"
    r"keterangan(?:nya)? (?:tertulis|resmi|pers)|siaran pers|mengatakan|menyampaikan|menjelaskan|menegaskan|"
    r"mengungkapkan|menuturkan|menyebut(?:kan)?|memaparkan|menambahkan|siaran)\b",
    re.IGNORECASE,
)
_RELEASED = re.compile(
    r"\b(?:[Rr]ilis(?:nya)?|[Ss]iaran pers(?:nya)?|[Kk]eterangan(?:nya)?)\s+(?:\w+\s+){0,2}yang\s+di\w+\s[^.;]{0,50}$"
)  # "lewat rilis yang diterima Republika, Kamis (13/1)"
_OCCASION = re.compile(
    r"\b(?:penghargaan|penganugerahan|penyerahan|menerima|diserahkan|diterima|meraih|malam|acara|ajang|anugerah|"
    r"piala|piagam|digelar|dihelat|diselenggarakan|berlangsung)\b",
    re.IGNORECASE,
)


def tells_occasion(text: str, start: int, end: int) -> bool:
    """Whether a sentence tells of a ceremony or meeting."""
    return bool(_OCCASION.search(text, start, end))


def speaks_before(text: str, start: int, at: int) -> bool:
    """Whether a date is that of a statement: a reporting word stands before it and no occasion between the two."""
    if _RELEASED.search(text, max(start, at - 120), at):
        return True
    last = None
    for match in _SPEECH.finditer(text, max(start, at - 400), at):
        last = match
    return last is not None and not _OCCASION.search(text, last.end(), at)


_PERSON = (
    r"(?:(?:Wakil|Plt\.?|Plh\.?|Pjs?\.?|Penjabat|Pelaksana (?:Tugas|Harian))(?:\s*\([A-Z]\w{1,4}\.?\))?\s+)*"
    r"(?:Menteri|Men(?:dagri|pan[\w-]*|PAN[\w/-]*|keu|kes|sos|aker|ag|hub|kum\w*|dik\w*|tan|perin\w*|kop\w*|desa|LHK|PPPA|"
    r"kominfo|pora)\b|Menko\w*|Wamen\w*|Presiden|Wapres|Gubernur|Bupati|"
    r"Wali\s?[Kk]ota|Wabup|Kapolri|Kapolda|Jaksa Agung|Kepala|Ketua|Direktur|Dirjen|Deputi|Asisten|"
    r"Sekretaris|Sekda|Sekjen|Komisioner|Rektor|General Director)(?:\s*(?:[A-Z][\w./'’‘`-]*|\([^()]{1,30}\)|dan|&|of|"
    r",(?=\s+(?!Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu)[A-Z](?:[a-z]|[A-Z]?\.? ?[A-Z][a-z])))){0,14}"
)
_GIVEN_BY = re.compile(
    rf"(?<!diterima )(?<!diterima langsung )(?<!dihadiri )(?<!didampingi )(?<!diikuti )(?<!dibuka )(?<!dipimpin )"
    rf"(?<!disaksikan )(?<!diwakili )(?<!diwakilkan )(?<!disambut )(?<!terdiri )(?<!ditutup )(?<!diresmikan )"
    rf"(?<!langsung dihadiri )(?<!disampaikan )(?<!ditandatangani )(?<!digagas )(?<!diraih )"
    rf"\b(?:dari tangan|dari|oleh|diserahkan|"
    rf"diberikan|disodorkan|dianugerahkan)\s+(?:secara\s+)?(?:langsung\s+)?(?:oleh\s+)?({_PERSON})"
)
_FROM_PERSON = re.compile(rf"(?<!terdiri )\b(?:[Dd]ari tangan|[Dd]ari)\s+({_PERSON})")
_GIVES = re.compile(
    rf"({_PERSON})(?:\s+(?:bersama|didampingi)\s+[A-Z][^.;:]{{4,110}}?)?\s*,?\s+(?:juga\s+|langsung\s+|turut\s+|"
    rf"secara \w+\s+)*(?:menyerahkan|memberikan|menganugerahkan|menyematkan|"
    rf"membagikan)\b"
)


_GIVING_VERBS = ("menyerahkan", "memberikan", "menganugerahkan", "menyematkan", "membagikan")
_BY = ("dari ", "oleh ", "diserahkan ", "diberikan ", "disodorkan ", "dianugerahkan ")
_OFFICES = frozenset(
    "Kapolri Kapolda Mendagri Presiden Wapres Gubernur Bupati Menpan Menkeu Menkes Mensos Menaker Menag".split()
)


def source_person(text: str, start: int, end: int) -> str | None:
    """The official from whom a prize comes ("dari Menteri Keuangan RI"), as written; None without one."""
    match = _FROM_PERSON.search(text, start, end)
    return _trimmed(match.group(1)) if match else None


def handing_person(text: str, start: int, end: int) -> str | None:
    """The official who is said to hand over between two offsets, as written; None without one."""
    match = _given_by(text, start, end)
    if match is None and any(text.find(verb, start, end) >= 0 for verb in _GIVING_VERBS):
        match = _GIVES.search(text, start, end)
    return _trimmed(match.group(1)) if match else None


def _given_by(text: str, start: int, end: int) -> re.Match[str] | None:
    """An official behind "oleh" or "dari" whose verb, where one stands before, is one of giving."""
    if all(text.find(word, start, end) < 0 for word in _BY):
        return None
    for match in _GIVEN_BY.finditer(text, start, end):
        if match.group().startswith("oleh"):
            verbs = _PASSIVE.findall(text, max(start, match.start() - 50), match.start())
            if verbs and verbs[-1] not in _GIVEN:
                continue
            if not verbs and _won_by(text, start, match.start()):
                continue
        return match
    return None


def no_giver(text: str, start: int, at: int) -> bool:
    """Whether the "oleh" at an offset follows a rank, or a passive verb that is none of giving, rating or holding."""
    verbs = _PASSIVE.findall(text, max(start, at - 50), at)
    if verbs and verbs[-1] in ("disampaikan", "dilakukan") and not _OCCASION.search(text, max(start, at - 120), at):
        return True  # "Hal senada disampaikan oleh X"
    return _won_by(text, start, at) or (bool(verbs) and verbs[-1] not in _GIVEN and verbs[-1] not in _HOLDING)


def done_otherwise(text: str, start: int, at: int) -> bool:
    """Whether the "oleh" before an offset belongs to a duty or an act that gives nothing: "harus dibuktikan oleh X"."""
    match = _DUTY_BY.search(text, max(start, at - 60), at)
    return match is not None and match.group(1) not in _GIVEN and match.group(1) not in _HOLDING


def _won_by(text: str, start: int, at: int) -> bool:
    """Whether the "oleh" at an offset names a winner: "Juara I Lomba X oleh SDN Y"."""
    low = max(start, at - 90)
    return bool(_WON_BEFORE.search(text, low, at)) and not _GIVING_OF.search(text, low, at)


def _trimmed(said: str) -> str | None:
    said = re.sub(r"[.\s]+\([^()\w]*(?:\w{1,6}(?:/\w{1,6})*)?\)?$", "", said)  # the sign of who wrote: "X.(*)"
    said = re.sub(r"(?:\s+(?:dan|of)|,)$", "", said.rstrip(" ,."))
    said = re.sub(r"\s*,?\s+(?:Senin|Selasa|Rabu|Kamis|Jumat|Sabtu|Minggu|Jakarta|Drs|Prof|Dr|Ir|H|Hj)\.?$", "", said)
    return said if " " in said or said in _OFFICES else None


_DUTY_BY = re.compile(
    r"\b(?:harus|perlu|akan|dapat|bisa|wajib|mesti|telah|sudah|terus|patut|layak)\s+(?:\w+\s+)?(di[a-z]{4,})\s+oleh\s+$"
)
_PASSIVE = re.compile(r"\bdi[a-z]{3,}\b")
_GIVEN = frozenset(
    "diserahkan diberikan dianugerahkan dianugerahi disematkan diganjar dinobatkan ditetapkan dikukuhkan dibagikan "
    "disampaikan diberi dihadiahkan dilakukan diterimakan dinilai diumumkan".split()
)
_HOLDING = frozenset(
    "digelar diselenggarakan diadakan dihelat ditaja dirilis diterbitkan diinisiasi diprakarsai dievaluasi diperiksa "
    "diaudit ditetapkan dilaksanakan disurvei diverifikasi".split()
)
_WON_BEFORE = re.compile(
    r"\b(?:[Jj]uara|[Tt]erbaik|[Pp]eringkat|[Hh]arapan)\b(?:(?!\bdi[a-z]{4,}\b)[^.;])*$"
)  # "Juara I Lomba X oleh SDN Y"
_GIVING_OF = re.compile(r"\b(?:penyerahan|pemberian|penganugerahan)\b", re.IGNORECASE)
