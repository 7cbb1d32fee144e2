"""Search over articles: full text with filters, ranked, with snippets and facets. The line is read by `query_language`.

search(store, query, *, since, until, unit, person, programme, outlet, limit, cursor, …) -> Results
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from kliping.model import Moment
from store.database import Store
from store.filters import person_ids, unit_ids
from store.query_language import Query, parse
from store.rows import clean, load_moment
from store.search_index import mark as code
from store.snippets import Snippet, snippet
from store.snippets import mark as mark_words
from store.suggestions import suggest_names
from store.vectors import nearest
from store.windows import day_range

if TYPE_CHECKING:
    from nlp.embeddings import Embedder

#: Ranking looks at so many of the newest matches; older ones follow by date.
RANKED = 1000
#: Matches are counted up to here; beyond, the number is "at least".
COUNTED = 10_000
#: Constant of reciprocal rank fusion, and how many of each ranking are fused.
RRF, FUSED = 60, 100
#: An article less alike to the query than this is not found by meaning (cosine).
LIKE = 0.3
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
    strict: str  # the part of `match` that an article found by meaning must fit too
    refusal: str
    low: int
    high: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A value that would narrow a search and the number of matches that have it."""

    value: str
    label: str
    count: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What narrows a search beside its line. Days are inclusive; unit and person are ids or names."""

    since: dt.date | None = None
    until: dt.date | None = None
    unit: str | None = None
    within: bool = True
    person: str | None = None
    programme: str | None = None
    outlet: str | None = None
    label: str | None = None  # award or ministerial
    tone: str | None = None


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
    embedder: Embedder | None = None,
) -> Results:
    """Articles that fit the line and all filters; any string is a valid line.

    `since` and `until` are days, both inclusive; `unit` (`within`: with the bodies below it) and `person` ids or
    names; `label` is award or ministerial; `sort` is relevance or newest. `cursor` is that of the page before. With an
    `embedder`, articles of like meaning are found too; phrases, prefixes, exclusions and filters hold for them as well.
    """
    read = parse(query)
    filters = Filters(
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
    selection = select(store, read, filters)
    offset = int(cursor) if cursor and cursor.isdecimal() else 0
    by_score = sort != "newest" and bool(read.required)
    upto = offset + limit + 1
    ranked = ranking(store, selection, by_score=by_score, upto=max(upto, FUSED) if embedder else upto)
    total = count(store, selection)
    if embedder is not None and by_score and read.plain:
        by_meaning = alike(store, selection, embedder, read.plain)
        words_only = {number for number, _ in ranked}
        total += sum(number not in words_only for number, _ in by_meaning) if total < FUSED else 0
        ranked = fuse(ranked, by_meaning)
    return Results(
        hits=hits(store, ranked[offset : offset + limit], read.wanted),
        total=total,
        cursor=str(offset + limit) if len(ranked) > offset + limit else None,
        ignored=tuple(read.ignored),
        suggestions=suggest_names(store, read.plain) if total == 0 and read.plain else (),
    )


def facets(store: Store, query: str, filters: Filters | None = None, *, limit: int = 10) -> dict[str, list[Facet]]:
    """How the matches divide by outlet, unit, programme, tone and month: the `RANKED` newest are counted."""
    selection = select(store, parse(query), filters or Filters())
    ids = json.dumps([row[0] for row in _newest(store, selection, RANKED)])
    found: dict[str, list[Facet]] = {}
    for heading, sql in _FACETS.items():
        rows = store.rows(f"WITH found AS (SELECT value AS id FROM json_each(?)) {sql} LIMIT ?", (ids, limit))
        found[heading] = [Facet(value=row[0], label=row[1], count=row[2]) for row in rows]
    return found


_FACETS = {
    "outlet": "SELECT coalesce(source, outlet), max(coalesce(nullif(outlet, ''), source)), count(*) AS n"
    " FROM found JOIN articles USING (id) WHERE coalesce(source, outlet) <> '' GROUP BY 1 ORDER BY n DESC, 1",
    "unit": "SELECT units.id, units.name, count(DISTINCT article_id) AS n FROM found"
    " JOIN mentions ON mentions.article_id = found.id JOIN units ON units.id = unit_id GROUP BY 1 ORDER BY n DESC, 1",
    "programme": "SELECT programme, programme, count(DISTINCT article_id) AS n FROM found"
    " JOIN award_records ON article_id = found.id GROUP BY 1 ORDER BY n DESC, 1",
    "tone": "SELECT tone, tone, count(*) AS n FROM found JOIN annotations ON article_id = found.id"
    " GROUP BY 1 ORDER BY n DESC, 1",
    "month": "SELECT substr(day, 1, 7), substr(day, 1, 7), count(*) AS n FROM found JOIN articles USING (id)"
    " WHERE day IS NOT NULL GROUP BY 1 ORDER BY 1 DESC",
}


def select(store: Store, read: Query, filters: Filters) -> Selection:
    """The conditions of the line and of the caller together."""
    asked = {name: list(values) for name, values in read.filters.items()}
    for name in ("unit", "person", "programme", "outlet"):
        value = getattr(filters, name)
        if value is not None:
            asked.setdefault(name, []).append(value)
    parts: list[str] = []
    for value in asked.get("unit", ()):
        kind = "within" if filters.within else "unit"
        parts.append(_codes(code(kind, found) for found in unit_ids(store, value, within=False) or {value}))
    for value in asked.get("person", ()):
        parts.append(_codes(code("person", found) for found in person_ids(store, value) | {value}))
    for value in asked.get("programme", ()):
        parts.append(_codes([code("programme", value)]))
    for value in asked.get("outlet", ()):
        parts.append(_codes(code("media", found) for found in _outlets(store, value)))
    if filters.label is not None:
        parts.append(_codes([code("label", filters.label)]))
    if filters.tone is not None:
        parts.append(_codes([code("tone", filters.tone)]))
    low, high = day_range(_later(filters.since, read.since), _earlier(filters.until, read.until))
    return Selection(
        match=" AND ".join([*read.required, *parts]),
        strict=" AND ".join([*read.strict, *parts]),
        refusal=read.refusal(),
        low=low,
        high=high,
    )


def alike(store: Store, selection: Selection, embedder: Embedder, text: str) -> list[tuple[int, float]]:
    """(article id, cosine) of the articles most alike to a text that fit the selection's strict part."""
    vector = embedder.encode([text])[0]
    near = nearest(store, vector, low=selection.low, high=selection.high, limit=FUSED)
    near = [(number, score) for number, score in near if score >= LIKE]
    if not near or not (selection.strict or selection.refusal):
        return near
    strict = replace(selection, match=selection.strict)
    sql, values = _matching(strict)
    column = "rowid" if strict.match else "id"
    marks = ", ".join("?" * len(near))
    allowed = {row[0] for row in store.rows(f"{sql} AND {column} IN ({marks})", (*values, *(n for n, _ in near)))}
    return [(number, score) for number, score in near if number in allowed]


def fuse(*rankings: Sequence[tuple[int, float]]) -> list[tuple[int, float]]:
    """One ranking of several by reciprocal ranks; what stands high in one of them stands high."""
    scores: dict[int, float] = {}
    for ranked in rankings:
        for rank, (number, _) in enumerate(ranked, 1):
            scores[number] = scores.get(number, 0.0) + 1 / (RRF + rank)
    return sorted(scores.items(), key=lambda item: (-item[1], -item[0]))


def ranking(store: Store, selection: Selection, *, by_score: bool, upto: int) -> list[tuple[int, float]]:
    """(article id, score) of the first matches: the `RANKED` newest by bm25, then the others by date."""
    if not by_score:
        return [(row[0], 0.0) for row in _newest(store, selection, upto)]
    sql, values = _matching(selection)
    oldest = store.value(f"SELECT min(rowid) FROM ({sql} ORDER BY 1 DESC LIMIT ?)", (*values, max(RANKED, upto)))
    if oldest is None:
        return []
    match = f"({selection.match}) NOT ({selection.refusal})" if selection.refusal else selection.match
    return [
        (row[0], -row[1])
        for row in store.rows(
            f"SELECT rowid, bm25(article_search, {WEIGHTS}) AS score FROM article_search"
            " WHERE article_search MATCH ? AND rowid >= ? AND rowid < ? ORDER BY score, rowid DESC LIMIT ?",
            (match, oldest, selection.high, upto),
        )
    ]


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
