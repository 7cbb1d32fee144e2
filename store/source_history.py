"""What `crawler.health` needs to know of each source: its articles and the latest request of each of its addresses.

read_histories(store, *, now, days=120) -> dict[slug, History]
"""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from dataclasses import dataclass, field

from crawler.health import Point
from kliping.model import Fetch
from store.database import Store


@dataclass(slots=True)
class History:
    """One source: `points` by time, `fetches` one per address."""

    points: list[Point] = field(default_factory=list)
    fetches: list[Fetch] = field(default_factory=list)


def read_histories(store: Store, *, now: dt.datetime, days: int = 120) -> dict[str, History]:
    """The histories of all sources that were ever asked, back to `days` before now.

    The time of an article is when it was published, or first seen where that is unknown.
    """
    since = (now - dt.timedelta(days=days)).astimezone(dt.UTC)
    histories: dict[str, History] = defaultdict(History)
    for row in store.rows(
        "SELECT source, coalesce(published, first_seen) AS at, length(text) AS length, published_from AS origin"
        " FROM articles WHERE source IS NOT NULL AND coalesce(day, substr(first_seen, 1, 10)) >= ? ORDER BY id",
        (since.date().isoformat(),),
    ):
        point = Point(at=_time(row["at"]), length=row["length"], date_origin=row["origin"] or "")
        histories[row["source"]].points.append(point)
    for row in store.rows(
        "SELECT source, url, last_at, outcome, status, reason, seconds, failures, failed_at, failure FROM fetches"
        " WHERE source IS NOT NULL AND (last_at >= ? OR failed_at >= ?)",
        (since.isoformat(), since.isoformat()),
    ):
        # A row keeps the last answer and counts the failures since: what failed last is failing.
        failing = row["failures"] > 0
        histories[row["source"]].fetches.append(
            Fetch(
                url=row["url"],
                source=row["source"],
                at=_time(row["last_at"]),
                outcome="failed" if failing else row["outcome"],
                status=row["status"],
                reason=row["failure"] if failing else row["reason"],
                seconds=row["seconds"],
            )
        )
    return dict(histories)


def _time(text: str) -> dt.datetime:
    at = dt.datetime.fromisoformat(text)
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
