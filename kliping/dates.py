"""The one reader of Indonesian dates and times; the formatter that it hands on is `kliping.date_text`.

Reads what the press writes: "Selasa (8/3)", "Jumat (11/3/2022)", "Jum'at, 8 Nop 2019 | 10.15 WITA", "4 jam lalu",
ISO 8601 and RFC 2822. Days come before months. Where the year is missing, the weekday and the reference fix it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from kliping.date_text import (
    format_date,
    format_moment,
    format_number,
    format_week,
    read_number,
    read_week,
    week_of,
)
from kliping.date_words import (
    AGO,
    AGO_DAYS,
    AGO_SECONDS,
    CLOCK_ANYWHERE,
    CLOCK_TAIL,
    DATE_SHAPES,
    MONTH_NUMBER,
    MONTHS,
    NEAR,
    NEAR_DAYS,
    NUMBER_WORDS,
    SHAPE_HINTS,
    WEEKDAY_ALONE,
    WEEKDAY_NUMBER,
    WEEKDAYS,
    ZONES,
)
from kliping.model import Moment

__all__ = [
    "MONTHS", "WEEKDAYS", "ZONES", "FoundDate", "find_dates", "format_date", "format_moment", "format_number",
    "format_week", "read_date", "read_number", "read_week", "week_of",
]  # fmt: skip

_FIRST_YEAR = 1990  # nothing that Kliping reads is older; two-digit years and weekday guesses stop here
_LAST_YEAR = 2200  # plans reach this far; a later year is a placeholder or a slip of the keyboard
_YEAR = re.compile(r"(?<![\d/.,-])(?:19|20)\d\d(?![\d/]|[.,-]\d)")


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundDate:
    """A date in running text: half-open offsets, its moment, and the last day when it is a range."""

    start: int
    end: int
    moment: Moment
    until: dt.date | None = None
    complete: bool = True  # False when the year was inferred


def read_date(
    text: str, reference: dt.date | None = None, zone: str | dt.tzinfo = "Asia/Jakarta", origin: str = ""
) -> Moment | None:
    """Read a string that holds one date or date-time (a byline, a meta value, a feed field).

    `reference` (a date, or a date-time for "4 jam lalu") completes missing years and relative forms; `zone` holds
    where the text names none. Returns None when nothing in it is a date that exists.
    """
    text = " ".join(text.split())[:200]
    if not text:
        return None
    home = _zone(zone)
    for exact in (_iso, _rfc2822):
        moment = exact(text, home, origin)
        if moment:
            return moment
    if re.match(r"\d{4}-(?:1[3-9]|[2-9]\d)-\d\d\b", text):
        return None  # no such month: "2026-13-01" is not the 13th of January
    for found in _absolute(text, reference, home, origin):
        moment = found.moment
        if moment.precision == "day":
            clock = _clock_elsewhere(text, found)
            if clock:
                moment = _with_clock(moment.at.date(), clock, home, origin)
        return moment
    for found in _relative(text, reference, home, origin):
        return found.moment
    return None


def find_dates(
    text: str,
    reference: dt.date | None = None,
    zone: str | dt.tzinfo = "Asia/Jakarta",
    *,
    relative: bool = False,
) -> list[FoundDate]:
    """All dates of a running text in order, without overlaps.

    A missing year is the one nearest to `reference` whose weekday fits; without a reference, the years that the text
    itself names are the hint (an award of 2021 is handed over in 2021 or soon after). With `relative`, "kemarin",
    "4 jam lalu" and bare weekdays are read against the reference too.
    """
    home = _zone(zone)
    found = list(_absolute(text, reference, home, ""))
    if relative and reference is not None:
        taken = [(f.start, f.end) for f in found]
        for extra in _relative(text, reference, home, ""):
            if all(extra.end <= start or extra.start >= end for start, end in taken):
                found.append(extra)
                taken.append((extra.start, extra.end))
    return sorted(found, key=lambda f: f.start)


def _zone(zone: str | dt.tzinfo) -> dt.tzinfo:
    return zone if isinstance(zone, dt.tzinfo) else ZONES.get(zone) or ZoneInfo(zone)


def _iso(text: str, home: dt.tzinfo, origin: str) -> Moment | None:
    if not re.match(r"\d{4}-?\d\d", text):
        return None
    try:
        at = dt.datetime.fromisoformat(text)
    except ValueError:
        return None
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        return None
    dated_only = re.fullmatch(r"[\d-]{8,10}", text) is not None
    return Moment(
        at=at if at.tzinfo else at.replace(tzinfo=home), precision="day" if dated_only else "minute", origin=origin
    )


def _rfc2822(text: str, home: dt.tzinfo, origin: str) -> Moment | None:
    if not re.match(r"(?:[A-Z][a-z]{2}, )?\d{1,2} [A-Z][a-z]{2} \d{4} \d\d:\d\d", text):
        return None
    try:
        at = parsedate_to_datetime(re.sub(r"\b(WIB|WITA|WIT)\b", _offset_of_zone, text))
    except (ValueError, IndexError, TypeError):
        return None
    if not _FIRST_YEAR <= at.year <= _LAST_YEAR:
        return None
    return Moment(at=at if at.tzinfo else at.replace(tzinfo=home), origin=origin)


def _offset_of_zone(match: re.Match[str]) -> str:
    return {"WIB": "+0700", "WITA": "+0800", "WIT": "+0900"}[match[1]]


def _absolute(text: str, reference: dt.date | None, home: dt.tzinfo, origin: str) -> Iterator[FoundDate]:
    """Dates that name their day, left to right; at one place the first shape of DATE_SHAPES wins."""
    matches = sorted(
        (
            (m.start(), order, m)
            for order, (shape, hint) in enumerate(zip(DATE_SHAPES, SHAPE_HINTS, strict=True))
            if hint.search(text)
            for m in shape.finditer(text)
        ),
        key=lambda found: found[:2],
    )
    last = 0
    for start, _, match in matches:
        if start < last:
            continue
        day = _day_of(match, text, reference)
        if day is None:
            continue
        end = match.end() - (len(match[0]) - len(match[0].rstrip()))
        tail = CLOCK_TAIL.match(text, end)
        moment = Moment(at=dt.datetime.combine(day, dt.time(), home), precision="day", origin=origin)
        if tail and _is_clock(tail):
            moment, end = _with_clock(day, tail, home, origin), tail.end()
        groups = match.groupdict()
        yield FoundDate(
            start=start,
            end=end,
            moment=moment,
            until=_until(day, groups.get("until")),
            complete=bool(groups.get("year")),
        )
        last = end


def _day_of(match: re.Match[str], text: str, reference: dt.date | None) -> dt.date | None:
    groups = match.groupdict()
    word = groups.get("month")
    day = int(match["day"])
    month = MONTH_NUMBER[word.lower()] if word else int(match["month_number"])
    if month > 12 >= day and groups.get("year"):
        day, month = month, day  # an American date: the other reading does not exist
    weekday = _weekday(groups.get("weekday"))
    year = groups.get("year")
    if year:
        return _date(int(year) + (2000 if len(year) == 2 else 0), month, day)
    if word and weekday is None and len(word) <= 3 and month != 5:
        return None  # "8 mar", "2 sep" in running text are too thin without year or weekday
    return _complete(month, day, weekday, text, reference)


def _weekday(word: str | None) -> int | None:
    return WEEKDAY_NUMBER.get(re.sub(r"\W", "", word.lower())) if word else None


def _date(year: int, month: int, day: int) -> dt.date | None:
    try:
        return dt.date(year, month, day) if _FIRST_YEAR <= year <= _LAST_YEAR else None
    except ValueError:
        return None


def _complete(month: int, day: int, weekday: int | None, text: str, reference: dt.date | None) -> dt.date | None:
    """The year of a day and month: nearest to the reference (or to the years of the text) with the right weekday."""
    if reference is not None:
        anchor = reference.date() if isinstance(reference, dt.datetime) else reference
        years = range(anchor.year - 1, anchor.year + 2)
        # a report tells what has happened: the past weighs a little more than the future
        distance = {y: _distance(anchor, _date(y, month, day)) for y in years}
    else:
        hint = _latest_year(text)
        today = dt.date.today()
        years = range(_FIRST_YEAR, today.year + 1)
        latest = hint or today.year
        distance = {y: abs(y - latest) * 2.0 + (y < latest) for y in years}
        if hint is None and weekday is None:
            return None  # nothing fixes the year
    candidates = [d for y in years if (d := _date(y, month, day))]
    fitting = [d for d in candidates if weekday is None or d.weekday() == weekday] or candidates
    return min(fitting, key=lambda d: distance[d.year], default=None)


@lru_cache(maxsize=4)
def _latest_year(text: str) -> int | None:
    """The latest year that a text names; kept, since every day without a year in one long text asks for it."""
    return max((int(y) for y in _YEAR.findall(text)), default=None)


def _distance(anchor: dt.date, day: dt.date | None) -> float:
    if day is None:
        return float("inf")
    return (day - anchor).days * 1.5 if day > anchor else float((anchor - day).days)


def _until(day: dt.date, until: str | None) -> dt.date | None:
    last = _date(day.year, day.month, int(until)) if until else None
    return last if last and last > day else None


def _is_clock(match: re.Match[str]) -> bool:
    """A point between hour and minute needs a word or sign that says it is a time: "10.15" alone may be a number."""
    return match["colon"] == ":" or bool(match["zone"]) or bool(match["link"].strip())


def _clock_elsewhere(text: str, found: FoundDate) -> re.Match[str] | None:
    for match in CLOCK_ANYWHERE.finditer(text):
        outside = match.end() <= found.start or match.start() >= found.end
        if outside and (match["colon"] == ":" or match["zone"]):
            return match
    return None


def _with_clock(day: dt.date, match: re.Match[str], home: dt.tzinfo, origin: str) -> Moment:
    hour = int(match["hour"])
    meridiem = (match["meridiem"] or "").lower()
    if meridiem:
        hour = hour % 12 + (12 if meridiem == "pm" else 0)
    name, offset = (match["zone"] or "").upper(), match["offset"]
    zone: dt.tzinfo = ZONES.get(name, dt.UTC if name in {"GMT", "UTC", "Z"} else home)
    if offset:
        sign = -1 if offset[0] == "-" else 1
        digits = offset[1:].replace(":", "")
        minutes = int(digits[:2]) * 60 + int(digits[2:])
        if minutes < 24 * 60:
            zone = dt.timezone(sign * dt.timedelta(minutes=minutes))
    at = dt.datetime.combine(day, dt.time(hour % 24, int(match["minute"]), int(match["second"] or 0)), zone)
    return Moment(at=at + dt.timedelta(days=1) if hour == 24 else at, origin=origin)


def _relative(text: str, reference: dt.date | None, home: dt.tzinfo, origin: str) -> Iterator[FoundDate]:
    """Times told from the reference: "4 jam lalu", "kemarin", "Selasa pekan lalu"."""
    if reference is None or not _FIRST_YEAR <= reference.year <= _LAST_YEAR:
        return
    if isinstance(reference, dt.datetime):
        now = reference if reference.tzinfo else reference.replace(tzinfo=home)
        now = now.astimezone(home)
    else:
        now = dt.datetime.combine(reference, dt.time(12), home)
    for match in AGO.finditer(text):
        at = _ago(match, now)
        if at is not None:
            exact = _stem(match["unit"]) in AGO_SECONDS
            moment = Moment(at=at if exact else _midnight(at), precision="minute" if exact else "day", origin=origin)
            yield FoundDate(start=match.start(), end=match.end(), moment=moment, complete=False)
    for match in NEAR.finditer(text):
        days = NEAR_DAYS.get(match["word"].lower())
        at = now if days is None else _midnight(now + dt.timedelta(days=days))
        moment = Moment(at=at, precision="minute" if days is None else "day", origin=origin)
        yield FoundDate(start=match.start(), end=match.end(), moment=moment, complete=False)
    for match in WEEKDAY_ALONE.finditer(text):
        back = (now.weekday() - WEEKDAY_NUMBER[re.sub(r"\W", "", match["weekday"].lower())]) % 7
        if match["last"]:
            back += 7 if now.weekday() >= back else 0
        moment = Moment(at=_midnight(now - dt.timedelta(days=back)), precision="day", origin=origin)
        yield FoundDate(start=match.start(), end=match.end(), moment=moment, complete=False)


def _stem(unit: str) -> str:
    unit = unit.lower()
    return unit if unit in AGO_SECONDS or unit in AGO_DAYS else unit[:3]


def _ago(match: re.Match[str], now: dt.datetime) -> dt.datetime | None:
    count = int(match["count"]) if match["count"].isdigit() else NUMBER_WORDS[match["count"].lower()]
    unit = _stem(match["unit"])
    seconds = AGO_SECONDS.get(unit)
    step = dt.timedelta(seconds=seconds) if seconds else dt.timedelta(days=AGO_DAYS.get(unit, 1))
    try:
        at = now - count * step
    except OverflowError:
        return None
    return at if at.year >= _FIRST_YEAR else None


def _midnight(at: dt.datetime) -> dt.datetime:
    return at.replace(hour=0, minute=0, second=0, microsecond=0)
