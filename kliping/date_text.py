"""Dates, weeks and numbers written as Indonesian text; weeks and numbers read back. `kliping.dates` reads dates."""

from __future__ import annotations

import datetime as dt
import re

from kliping.date_words import MONTHS, MONTHS_SHORT, WEEKDAYS
from kliping.model import Moment


def format_date(day: dt.date, *, weekday: bool = False, short: bool = False) -> str:
    """ "8 Maret 2022", with `weekday` "Selasa, 8 Maret 2022", with `short` "8 Mar 2022"."""
    month = (MONTHS_SHORT if short else MONTHS)[day.month - 1]
    text = f"{day.day} {month} {day.year}"
    return f"{WEEKDAYS[day.weekday()]}, {text}" if weekday else text


def format_moment(moment: Moment, *, short: bool = False) -> str:
    """ "8 Maret 2022 10.15 WIB"; only the day when no more is known; other zones by their offset."""
    day = format_date(moment.at.date(), short=short)
    if moment.precision == "day":
        return day
    hours = (moment.at.utcoffset() or dt.timedelta()).total_seconds() / 3600
    zone = {7.0: "WIB", 8.0: "WITA", 9.0: "WIT"}.get(hours) or f"UTC{hours:+g}".replace("+0", "")
    return f"{day} {moment.at:%H.%M} {zone}"


def format_number(number: float, decimals: int = 0) -> str:
    """1234.5 → "1.234,5" (with one decimal): the point groups thousands, the comma marks the fraction."""
    return f"{number:,.{decimals}f}".translate(str.maketrans(",.", ".,"))


def read_number(text: str) -> float | None:
    """ "1.234,5" → 1234.5; "94,32" → 94.32; "3.41" (not groups of three) → 3.41; None when it is no number."""
    text = text.strip().replace("\u00a0", "")
    if re.fullmatch(r"[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?", text) or re.fullmatch(r"[+-]?\d+,\d+", text):
        return float(text.replace(".", "").replace(",", "."))
    return float(text) if re.fullmatch(r"[+-]?\d+(?:\.\d+)?", text) else None


def read_week(text: str) -> tuple[dt.date, dt.date]:
    """ "2022-W10" → its Monday and Sunday. Raises ValueError with the form that is wanted."""
    match = re.fullmatch(r"(\d{4})-?W(\d{1,2})", text.strip(), re.IGNORECASE)
    try:
        if match is None:
            raise ValueError
        monday = dt.date.fromisocalendar(int(match[1]), int(match[2]), 1)
    except ValueError:
        raise ValueError(f"{text!r} is no week: write it as 2022-W10 (ISO year and week)") from None
    if not 1900 <= monday.year <= 2200:  # outside, a Sunday may not exist and years have fewer digits
        raise ValueError(f"{text!r} is no week that Kliping can report: name one between 1900 and 2200")
    return monday, monday + dt.timedelta(days=6)


def week_of(day: dt.date) -> str:
    """The ISO week of a day as "2022-W10"."""
    year, week, _ = day.isocalendar()
    return f"{year}-W{week:02d}"


def format_week(text: str) -> str:
    """ "2022-W10" → "7–13 Maret 2022", naming month and year once where both ends share them."""
    first, last = read_week(text)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{format_date(last)}"
    if first.year == last.year:
        return f"{first.day} {MONTHS[first.month - 1]} – {format_date(last)}"
    return f"{format_date(first)} – {format_date(last)}"
