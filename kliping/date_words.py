"""The words and shapes of Indonesian dates as regular expressions. `kliping.dates` gives them meaning."""

from __future__ import annotations

import re
from zoneinfo import ZoneInfo

#: The three zones of Indonesia as the press writes them.
ZONES: dict[str, ZoneInfo] = {
    "WIB": ZoneInfo("Asia/Jakarta"),
    "WITA": ZoneInfo("Asia/Makassar"),
    "WIT": ZoneInfo("Asia/Jayapura"),
}

MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
MONTHS_SHORT = ["Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nov", "Des"]
WEEKDAYS = ["Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"]

_MONTH_FORMS = (
    "januari jan january",
    "februari feb pebruari peb february",
    "maret mar mrt march",
    "april apr",
    "mei may",
    "juni jun june",
    "juli jul july",
    "agustus agu ags agt agst aug august",
    "september sep sept",
    "oktober okt oct october",
    "november nov nop nopember",
    "desember des dec december",
)
MONTH_NUMBER = {form: number for number, forms in enumerate(_MONTH_FORMS, 1) for form in forms.split()}

_WEEKDAY_FORMS = (
    "senin sen monday mon",
    "selasa sel tuesday tue",
    "rabu rab wednesday wed",
    "kamis kam thursday thu",
    "jumat jum friday fri",
    "sabtu sab saturday sat",
    "minggu ahad min sunday sun",
)
WEEKDAY_NUMBER = {form: number for number, forms in enumerate(_WEEKDAY_FORMS) for form in forms.split()}

NUMBER_WORDS = {
    "se": 1, "satu": 1, "dua": 2, "tiga": 3, "empat": 4, "lima": 5, "enam": 6, "tujuh": 7, "delapan": 8, "sembilan": 9,
    "sepuluh": 10, "a": 1, "an": 1, "one": 1,
}  # fmt: skip

_APOSTROPHE = "['’‘`´]"


def _any(forms: dict[str, int]) -> str:
    return "|".join(sorted(forms, key=len, reverse=True))


_WEEKDAY = rf"(?P<weekday>(?:{_any(WEEKDAY_NUMBER).replace('jumat|', f'jum{_APOSTROPHE}?at|')}))"
_MONTH = rf"(?P<month>{_any(MONTH_NUMBER)})"
_DAY = r"(?P<day>\d{1,2})(?:\s?(?:[-–—]|s/d|sampai|hingga|dan)\s?(?P<until>\d{1,2}))?"
_LEAD = rf"(?:{_WEEKDAY}\.?(?:\s?[-–]\s?[a-z'’]{{4,6}})?,?\s*)"
_EDGE = r"(?<![\w/.,-])"

#: Dates that name the day; tried in this order at each place of the text.
DATE_SHAPES = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2022-03-08, 2022/03/08, 2022-03-08T10:15:00+07:00 (the time is read as a tail)
        r"(?<![\w/.-])(?P<year>(?:19|20)\d\d)(?P<sep>[-/])(?P<month_number>\d{1,2})(?P=sep)(?P<day>\d{1,2})(?!\d)",
        # Selasa (8/3), Jumat, (11/3/2022), Senin 7/3/22, Senin-Rabu (7-9/3)
        rf"{_EDGE}{_LEAD}[(\[]?\s?{_DAY}\s?(?P<sep>[/.-])\s?(?P<month_number>\d{{1,2}})"
        r"(?:\s?(?P=sep)\s?(?P<year>\d{4}|\d\d))?(?!\d)\s?[)\]]?",
        # (8/3)
        rf"\(\s?{_DAY}/(?P<month_number>\d{{1,2}})\s?\)",
        # 08/03/2022, 8-3-2022, 08.03.2022, (8/3/2022)
        r"(?<![\w/.,-])\(?(?P<day>\d{1,2})(?P<sep>[/.-])(?P<month_number>\d{1,2})(?P=sep)(?P<year>(?:19|20)\d\d)(?![\d/])\)?",
        # Selasa, 8 Maret 2022; 8-Mar-2022; 7–9 Maret 2022; (8 Maret)
        rf"{_EDGE}{_LEAD}?[(\[]?\s?{_DAY}[\s-]{{1,3}}{_MONTH}\b\.?(?:[\s,'-]{{1,3}}(?P<year>(?:19|20)\d\d)(?!\d))?\s?[)\]]?",
        # March 8, 2022; Mar 08, 2022
        rf"(?<![\w])(?P<month>{_any(MONTH_NUMBER)})\.?\s(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?\s(?P<year>(?:19|20)\d\d)\b",
    )
)

#: What a text must hold for the shape at the same place to be found in it: looked for first, since it costs little.
SHAPE_HINTS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (r"\d[-/]\d", r"\d\s?[/.-]\s?\d", r"\(\s?\d", r"\d[/.-]\d", r"\d[\s-]{1,3}[a-z]", r"[a-z.]\s\d")
)

#: What may stand between a date and its time of day, and the time itself.
CLOCK_TAIL = re.compile(
    r"(?P<link>(?:\s*(?:[|,;/·•–—-]|\bpukul|\bpkl\.?|\bjam|\bat|\bT)\s*)*|T|\s*)"
    r"(?P<hour>[01]?\d|2[0-4])(?P<colon>[:.])(?P<minute>[0-5]\d)(?:[:.](?P<second>[0-5]\d)(?:[.,]\d{1,9})?)?"
    r"(?![\d%])\s*(?P<meridiem>[ap]m\b)?\s*(?P<zone>WITA|WIB|WIT|GMT|UTC|Z)?(?![A-Za-z])\s*(?P<offset>[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)
CLOCK_ANYWHERE = re.compile(
    r"(?<![\d.:/-])(?P<hour>[01]?\d|2[0-4])(?P<colon>[:.])(?P<minute>[0-5]\d)(?::(?P<second>[0-5]\d))?(?![\d%:])"
    r"\s*(?P<meridiem>[ap]m\b)?\s*(?P<zone>WITA|WIB|WIT|GMT|UTC)?\b\s*(?P<offset>[+-]\d\d:?\d\d)?",
    re.IGNORECASE,
)

#: Times told from the moment of writing.
AGO = re.compile(
    rf"(?<!\w)(?P<count>\d{{1,4}}|{'|'.join(sorted(NUMBER_WORDS, key=len, reverse=True))})\s?"
    r"(?P<unit>detik|menit|jam|hari|minggu|pekan|bulan|tahun|seconds?|minutes?|mins?|hours?|days?|weeks?|months?|years?)"
    r"\s+(?:yang\s+|yg\s+)?(?:lalu|silam|ago)\b",
    re.IGNORECASE,
)
NEAR = re.compile(
    r"\b(?P<word>baru saja|barusan|just now|kemarin lusa|kemarin|yesterday|hari ini|today|"
    r"tadi (?:pagi|siang|sore|malam)|semalam|besok|lusa)\b",
    re.IGNORECASE,
)
NEAR_DAYS = {
    "kemarin lusa": -2, "kemarin": -1, "yesterday": -1, "hari ini": 0, "today": 0, "tadi pagi": 0, "tadi siang": 0,
    "tadi sore": 0, "tadi malam": -1, "semalam": -1, "besok": 1, "lusa": 2,
}  # fmt: skip
WEEKDAY_ALONE = re.compile(
    r"\b(?P<weekday>Senin|Selasa|Rabu|Kamis|Jum['’‘`´]?at|Sabtu|Minggu)\b(?!\s*(?:\(|,?\s*\d))"
    r"(?P<last>\s+(?:pekan|minggu)\s+lalu|\s+lalu)?"
)

#: Seconds in the units of `AGO` that keep the time of day; longer ones are counted in days.
AGO_SECONDS = {"detik": 1, "sec": 1, "menit": 60, "min": 60, "jam": 3600, "hou": 3600}
AGO_DAYS = {"hari": 1, "day": 1, "minggu": 7, "pekan": 7, "wee": 7, "bulan": 30, "mon": 30, "tahun": 365, "yea": 365}
