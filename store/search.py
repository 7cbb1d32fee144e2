"""Search over articles: full text with filters, ranked, with snippets and facets. The line is read by `query_language`.

search(store, query, *, since, until, unit, person, programme, outlet, limit, cursor, …) -> Results
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from kliping.model import Moment
from store.database import Store
from store.filters import person_ids, unit_ids
from store.query_language import Query, parse
from store.rows import clean, load_moment
from store.search_index import mark as code
from store.snippets import Snippet, snippet
from store.snippets import mark as mark_words
from store.windows import day_range

#: Ranking looks at so many of the newest matches; older ones follow by date.
RANKED = 1000
#: Matches are counted up to here; beyond, the number is "at least".
COUNTED = 10_000
#: Weights of title, text, stems and marks in bm25.
WEIGHTS = "6.0, 1.0, 0.4, 0.0"


@dataclass(frozen=True, slots=True, kw_only=True)
class Hit:
    """An article that was found."""

    article_id: int
    url: str
    outlet: str
    published: Moment | None
    title: Snippet
    snippet: Snippet
    score: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Results:
    """A page of results. `total` is exact below `COUNTED`, else a lower bound."""

    hits: tuple[Hit, ...]
    total: int
    cursor: str | None
    ignored: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Selection:
    """What a search asks of the index: an FTS5 expression, "" for all, and the ids it is bound to (half-open)."""

    match: str
    refusal: str
    low: int
    high: int


def search(
    store: Store,
    query: str,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    unit: str | None = None,
    within: bool = True,
    person: str | None = None,
    programme: str | None = None,
    outlet: str | None = None,
    label: str | None = None,
    tone: str | None = None,
    sort: str = "relevance",
    limit: int = 20,
    cursor: str | None = None,
) -> Results:
    """Articles that fit the line and all filters; any string is a valid line.

    `since` and `until` are days, both inclusive; `unit` and `person` ids or names; `label` is award or ministerial;
    `sort` is relevance or newest. `cursor` is that of the page before.
    """
    read = parse(query)
    selection = select(
        store,
        read,
        since=since,
        until=until,
        unit=unit,
        within=within,
        person=person,
        programme=programme,
        outlet=outlet,
        label=label,
        tone=tone,
    )
    offset = int(cursor) if cursor and cursor.isdecimal() else 0
    ranked = ranking(store, selection, by_score=sort != "newest" and bool(read.required), upto=offset + limit + 1)
    page = ranked[offset : offset + limit]
    more = len(ranked) > offset + limit
    return Results(
        hits=hits(store, page, read.wanted),
        total=count(store, selection),
        cursor=str(offset + limit) if more else None,
        ignored=tuple(read.ignored),
    )


def select(
    store: Store,
    read: Query,
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    unit: str | None = None,
    within: bool = True,
    person: str | None = None,
    programme: str | None = None,
    outlet: str | None = None,
    label: str | None = None,
    tone: str | None = None,
) -> Selection:
    """The line's and the caller's conditions together."""
    asked = {name: list(values) for name, values in read.filters.items()}
    for name, value in (("unit", unit), ("person", person), ("programme", programme), ("outlet", outlet)):
        if value is not None:
            asked.setdefault(name, []).append(value)
    parts = list(read.required)
    for value in asked.get("unit", ()):
        kind = "within" if within else "unit"
        parts.append(_codes(code(kind, found) for found in unit_ids(store, value, within=False) or {value}))
    for value in asked.get("person", ()):
        parts.append(_codes(code("person", found) for found in person_ids(store, value) | {value}))
    for value in asked.get("programme", ()):
        parts.append(_codes([code("programme", value)]))
    for value in asked.get("outlet", ()):
        parts.append(_codes(code("media", found) for found in _outlets(store, value)))
    if label is not None:
        parts.append(_codes([code("label", label)]))
    if tone is not None:
        parts.append(_codes([code("tone", tone)]))
    low, high = day_range(_later(since, read.since), _earlier(until, read.until))
    return Selection(match=" AND ".join(parts), refusal=read.refusal(), low=low, high=high)


def ranking(store: Store, selection: Selection, *, by_score: bool, upto: int) -> list[tuple[int, float]]:
    """(article id, score) of the first matches: the `RANKED` newest by bm25, then the others by date."""
    if not by_score:
        return [(row[0], 0.0) for row in _newest(store, selection, upto)]
    recent = _newest(store, selection, max(RANKED, upto))
    if not recent:
        return []
    match = f"({selection.match}) NOT ({selection.refusal})" if selection.refusal else selection.match
    scored = [
        (row[0], -row[1])
        for row in store.rows(
            f"SELECT rowid, bm25(article_search, {WEIGHTS}) AS score FROM article_search"
            " WHERE article_search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY score, rowid DESC",
            (match, recent[-1][0], selection.high),
        )
    ]
    return scored[:upto]


def count(store: Store, selection: Selection) -> int:
    """The number of matches, counted up to `COUNTED`."""
    sql, values = _matching(selection)
    return store.count(f"SELECT count(*) FROM ({sql} LIMIT {COUNTED})", values)


def hits(store: Store, ranked: Sequence[tuple[int, float]], wanted: Collection[str]) -> tuple[Hit, ...]:
    """The articles of a ranking, with snippets."""
    found: list[Hit] = []
    for article_id, score in ranked:
        row = store.row(
            "SELECT id, url, outlet, source, title, text, published, published_precision, published_from"
            " FROM articles WHERE id = ?",
            (article_id,),
        )
        if row is not None:
            found.append(
                Hit(
                    article_id=article_id,
                    url=row["url"],
                    outlet=row["outlet"] or row["source"] or "",
                    published=load_moment(row["published"], row["published_precision"], row["published_from"]),
                    title=mark_words(row["title"], wanted),
                    snippet=snippet(row["text"], wanted),
                    score=score,
                )
            )
    return tuple(found)


def _newest(store: Store, selection: Selection, limit: int) -> list[sqlite3.Row]:
    sql, values = _matching(selection)
    return list(store.rows(f"{sql} ORDER BY 1 DESC LIMIT ?", (*values, limit)))


def _matching(selection: Selection) -> tuple[str, list[object]]:
    """A query for the ids of all matches."""
    bounds: list[object] = [selection.low, selection.high]
    if selection.match:
        match = f"({selection.match}) NOT ({selection.refusal})" if selection.refusal else selection.match
        return "SELECT rowid FROM article_search WHERE article_search MATCH ? AND rowid >= ? AND rowid < ?", [
            match,
            *bounds,
        ]
    sql = "SELECT id FROM articles WHERE id >= ? AND id < ?"
    if selection.refusal:
        return f"{sql} AND id NOT IN (SELECT rowid FROM article_search WHERE article_search MATCH ?)", [
            *bounds,
            selection.refusal,
        ]
    return sql, bounds


def _codes(codes: Iterable[str]) -> str:
    return f"marks : ({' OR '.join(sorted(codes))})"


def _outlets(store: Store, name: str) -> set[str]:
    found = {
        row[0]
        for row in store.rows(
            "SELECT slug FROM sources WHERE slug = :name COLLATE NOCASE OR name = :name COLLATE NOCASE"
            " OR domain = :name COLLATE NOCASE",
            {"name": clean(name)},
        )
    }
    return found | {name}


def _later(a: dt.date | None, b: dt.date | None) -> dt.date | None:
    return max((d for d in (a, b) if d is not None), default=None)


def _earlier(a: dt.date | None, b: dt.date | None) -> dt.date | None:
    return min((d for d in (a, b) if d is not None), default=None)
