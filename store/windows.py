"""Time windows as ranges of article ids: ids grow with the minute of publication (`kliping.urls.article_id`)."""

from __future__ import annotations

import datetime as dt
from zoneinfo import ZoneInfo

from kliping.urls import id_range

_START = dt.datetime(2000, 1, 1, tzinfo=dt.UTC)
#: What one day adds to an id, taken from the id function itself so that both cannot disagree.
DAY = id_range(_START + dt.timedelta(days=1), None)[0] - id_range(_START, None)[0]
#: Ids below belong to articles without a known time.
UNDATED = id_range(dt.datetime(1990, 1, 1, 0, 1, tzinfo=dt.UTC), None)[0]
#: The zone in which a user means a calendar day.
ZONE = ZoneInfo("Asia/Jakarta")
#: What the seven hours that this zone is ahead add to an id; the zone knows no summer time.
_ZONE_AHEAD = DAY * 7 // 24


def id_window(centre: int, days: float) -> tuple[int, int]:
    """The ids (both inclusive) within `days` of an article; the undated articles for an undated one."""
    if centre < UNDATED:
        return 0, UNDATED - 1
    width = int(days * DAY)
    return max(centre - width, UNDATED), centre + width


def day_number(article_id: int) -> int:
    """The calendar day (in Asia/Jakarta) of an article with a time, counted from 1990."""
    return (article_id + _ZONE_AHEAD) // DAY


def day_ids(number: int) -> tuple[int, int]:
    """The half-open range of ids of a calendar day (see `day_number`)."""
    return number * DAY - _ZONE_AHEAD, (number + 1) * DAY - _ZONE_AHEAD


def days_apart(a: int, b: int) -> float | None:
    """Days between two article ids, None when one has no time."""
    return None if min(a, b) < UNDATED else abs(a - b) / DAY


def day_range(since: dt.date | None, until: dt.date | None) -> tuple[int, int]:
    """The half-open range of ids published from `since` to `until`, both inclusive and meant in Asia/Jakarta.

    A datetime is taken to the minute (a naive one as Asia/Jakarta), `until` as a datetime is exclusive. Articles
    without a time are in the range only when neither bound is given.
    """
    low, high = id_range(_moment(since, 0), _moment(until, 1))
    return (max(low, UNDATED) if since is not None or until is not None else low), high


def _moment(day: dt.date | None, add: int) -> dt.datetime | None:
    if day is None:
        return None
    if isinstance(day, dt.datetime):
        return day if day.tzinfo else day.replace(tzinfo=ZONE)
    if day >= dt.date.max - dt.timedelta(days=1):
        return None
    return dt.datetime.combine(day + dt.timedelta(days=add), dt.time(), tzinfo=ZONE)
