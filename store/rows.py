"""How dates, moments, spans and lists are written into columns and read back. No SQL here."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from typing import cast

from kliping.model import Field, Moment, Precision, Span


def clean(text: str) -> str:
    """The text as SQLite can hold it: lone surrogates become "?", the length stays, so offsets stay true."""
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        return text.encode("utf-8", "replace").decode("utf-8")
    return text


def clean_or_none(text: str | None) -> str | None:
    """`clean`, with None kept."""
    return None if text is None else clean(text)


def dump_moment(moment: Moment | None) -> tuple[str | None, str | None, str | None]:
    """The columns (time, precision, origin) of a moment."""
    if moment is None:
        return None, None, None
    return moment.at.isoformat(), moment.precision, moment.origin


def load_moment(at: str | None, precision: str | None, origin: str | None) -> Moment | None:
    """The moment of the columns (time, precision, origin)."""
    if at is None:
        return None
    return Moment(
        at=dt.datetime.fromisoformat(at), precision=cast(Precision, precision or "minute"), origin=origin or ""
    )


def dump_day(day: dt.date | None) -> str | None:
    """A calendar day as YYYY-MM-DD."""
    return day.isoformat() if day else None


def load_day(day: str | None) -> dt.date | None:
    """The calendar day of YYYY-MM-DD."""
    return dt.date.fromisoformat(day) if day else None


def dump_strings(values: Iterable[str]) -> str:
    """A JSON array of strings."""
    return json.dumps([clean(value) for value in values], ensure_ascii=False)


def load_strings(text: str) -> tuple[str, ...]:
    """The strings of a JSON array."""
    return tuple(json.loads(text))


def dump_span(span: Span) -> list[object]:
    """A span as [field, start, end], to be part of a JSON value."""
    return [span.field, span.start, span.end]


def load_span(value: list[object]) -> Span:
    """The span of [field, start, end]."""
    name, start, end = value
    return Span(field=cast(Field, name), start=cast(int, start), end=cast(int, end))


def dump_json(value: object) -> str:
    """Any JSON value, compact, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
