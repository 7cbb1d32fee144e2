"""Counts for reports: items and unique stories by day, outlet, unit, tone and speaker.

count_total(store, since, until, *, relevant=True, units=None) -> Count
count_by(store, by, since, until, *, relevant=True, units=None, limit=None) -> list[Count]
    by: day | outlet | tier | unit | tone | programme | speaker | minister | region
relevant_articles(store, since, until, *, units=None) -> list[ArticleLine]       newest first
How the sources are doing is `crawler.health`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection
from dataclasses import dataclass

from store.database import Store
from store.filters import Condition, days_between
from store.rows import load_day

_RELEVANT = "(annotations.award = 1 OR annotations.ministerial = 1 OR annotations.watch <> '[]')"
_STORY = "count(DISTINCT coalesce(story_articles.story_id, -articles.id))"
_FROM = (
    " FROM articles LEFT JOIN annotations ON annotations.article_id = articles.id"
    " LEFT JOIN story_articles ON story_articles.article_id = articles.id"
)
#: by: (key, label, further joins)
_GROUPS = {
    "day": ("articles.day", "articles.day", ""),
    "outlet": (
        "coalesce(articles.source, articles.outlet)",
        "coalesce(nullif(articles.outlet, ''), articles.source)",
        "",
    ),
    "tier": ("sources.tier", "sources.tier", " JOIN sources ON sources.slug = articles.source"),
    "unit": (
        "units.id",
        "units.name",
        " JOIN mentions ON mentions.article_id = articles.id JOIN units ON units.id = mentions.unit_id",
    ),
    "region": (
        "units.region",
        "units.region",
        " JOIN mentions ON mentions.article_id = articles.id"
        " JOIN units ON units.id = mentions.unit_id AND units.region IS NOT NULL",
    ),
    "tone": ("annotations.tone", "annotations.tone", ""),
    "programme": (
        "award_records.programme",
        "award_records.programme",
        " JOIN award_records ON award_records.article_id = articles.id AND award_records.status = 'received'",
    ),
    "speaker": (
        "coalesce(quotes.speaker_id, quotes.speaker)",
        "quotes.speaker",
        " JOIN quotes ON quotes.article_id = articles.id AND quotes.speaker IS NOT NULL",
    ),
    "minister": (
        "coalesce(quotes.speaker_id, quotes.speaker)",
        "quotes.speaker",
        " JOIN quotes ON quotes.article_id = articles.id AND quotes.speaker IS NOT NULL AND quotes.minister = 1",
    ),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """Items and unique stories under one heading."""

    key: str
    label: str
    items: int
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleLine:
    """What a list of articles shows of one."""

    article_id: int
    story_id: int | None
    role: str | None
    outlet: str
    url: str
    title: str
    day: dt.date | None
    award: bool
    ministerial: bool
    tone: str | None


def count_total(
    store: Store, since: dt.date, until: dt.date, *, relevant: bool = True, units: Collection[str] | None = None
) -> Count:
    """All items and unique stories published from `since` to `until`, both inclusive."""
    where = _where(since, until, relevant, units)
    row = store.row(
        f"SELECT count(DISTINCT articles.id) AS items, {_STORY} AS stories {_FROM} {where.sql()}", where.values
    )
    items, stories = (row["items"], row["stories"]) if row is not None else (0, 0)
    return Count(key="", label="", items=items, stories=stories)


def count_by(
    store: Store,
    by: str,
    since: dt.date,
    until: dt.date,
    *,
    relevant: bool = True,
    units: Collection[str] | None = None,
    limit: int | None = None,
) -> list[Count]:
    """Items and unique stories by a heading, most items first (days in their order).

    :raises ValueError: no such heading.
    """
    if by not in _GROUPS:
        raise ValueError(f"cannot count by {by!r}; choose one of {', '.join(_GROUPS)}")
    key, label, joins = _GROUPS[by]
    where = _where(since, until, relevant, units)
    order = "1" if by == "day" else "items DESC, 1"
    return [
        Count(key=str(row["key"]), label=str(row["label"]), items=row["items"], stories=row["stories"])
        for row in store.rows(
            f"SELECT {key} AS key, max({label}) AS label, count(DISTINCT articles.id) AS items, {_STORY} AS stories"
            f" {_FROM}{joins} {where.sql()} GROUP BY 1 HAVING key IS NOT NULL ORDER BY {order} LIMIT ?",
            (*where.values, -1 if limit is None else limit),
        )
    ]


def relevant_articles(
    store: Store, since: dt.date, until: dt.date, *, relevant: bool = True, units: Collection[str] | None = None
) -> list[ArticleLine]:
    """The articles of the days, newest first."""
    where = _where(since, until, relevant, units)
    return [
        ArticleLine(
            article_id=row["id"],
            story_id=row["story_id"],
            role=row["role"],
            outlet=row["outlet"] or row["source"] or "",
            url=row["url"],
            title=row["title"],
            day=load_day(row["day"]),
            award=bool(row["award"]),
            ministerial=bool(row["ministerial"]),
            tone=row["tone"],
        )
        for row in store.rows(
            "SELECT articles.id, articles.outlet, articles.source, articles.url, articles.title, articles.day,"
            f" story_id, role, award, ministerial, tone {_FROM} {where.sql()} ORDER BY articles.id DESC",
            where.values,
        )
    ]


def _where(since: dt.date, until: dt.date, relevant: bool, units: Collection[str] | None) -> Condition:
    where = Condition()
    days_between(where, "articles.day", since, until)
    if relevant:
        where.add(_RELEVANT)
    if units is not None:
        named = Condition()
        named.any_of("unit_id", set(units))
        where.add(f"articles.id IN (SELECT article_id FROM mentions {named.sql()})", *named.values)
    return where
