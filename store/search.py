"""Search over articles: full text with filters, ranked, with snippets and facets. The line is read by `query_language`.

search(store, query, *, since, until, unit, person, programme, outlet, limit, cursor, …) -> Results
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from kliping.model import Moment
from store.database import Store
from store.query_language import parse
from store.ranking import FUSED, RANKED, Filters, alike, fuse, newest, ranking, select, widened
from store.rows import load_moment
from store.scoring import Scorer
from store.snippets import Snippet, snippet
from store.snippets import mark as mark_words
from store.suggestions import suggest

if TYPE_CHECKING:
    from nlp.embeddings import Embedder


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
    """A page of results. `exact` counts what fits the whole line, `total` also what was found beyond it.

    Both stop at `store.ranking.COUNTED`.
    """

    hits: tuple[Hit, ...]
    total: int
    exact: int
    cursor: str | None
    ignored: tuple[str, ...] = ()
    suggestions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """A value that would narrow a search and the number of matches that have it."""

    value: str
    label: str
    count: int


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
    `embedder`, articles of like meaning and those that hold most of the words are found too; without one, the latter
    only when nothing fits the whole line. Phrases, prefixes, exclusions and filters hold for all of them.
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
    offset = int(cursor) if cursor and cursor.isdecimal() and len(cursor) < 9 else 0
    by_score = sort != "newest" and bool(read.required)
    upto = offset + limit + 1
    scorer = Scorer(store, selection.wanted)
    found = ranking(store, selection, by_score=by_score, upto=max(upto, FUSED) if embedder else upto, scorer=scorer)
    ranked, total = found.hits, found.total
    if by_score and (embedder is not None or not ranked):
        ranked = widened(store, selection, ranked, upto=upto, scorer=scorer)
    if embedder is not None and by_score and read.plain:
        ranked = fuse(ranked, alike(store, selection, embedder, read.plain))
    return Results(
        hits=hits(store, ranked[offset : offset + limit], read.wanted),
        total=total if total >= FUSED else max(total, len(ranked)),
        exact=total,
        cursor=str(offset + limit) if len(ranked) > offset + limit else None,
        ignored=tuple(read.ignored),
        suggestions=suggest(store, read, _named(filters)) if total == 0 else (),
    )


def facets(store: Store, query: str, filters: Filters | None = None, *, limit: int = 10) -> dict[str, list[Facet]]:
    """How the matches divide by outlet, unit, programme, tone and month: the `RANKED` newest are counted."""
    selection = select(store, parse(query), filters or Filters())
    ids = json.dumps(newest(store, selection, RANKED))
    found: dict[str, list[Facet]] = {}
    for heading, sql in _FACETS.items():
        rows = store.rows(f"WITH found AS (SELECT value AS id FROM json_each(?)) {sql} LIMIT ?", (ids, limit))
        found[heading] = [Facet(value=row[0], label=row[1], count=row[2]) for row in rows]
    return found


def _named(filters: Filters) -> dict[str, str | None]:
    return {
        "unit": filters.unit,
        "person": filters.person,
        "programme": filters.programme,
        "outlet": filters.outlet,
    }


_FACETS = {
    "outlet": "SELECT coalesce(source, outlet), max(coalesce(nullif(outlet, ''), source)), count(*) AS n"
    " FROM found JOIN articles USING (id) WHERE coalesce(source, outlet) <> '' GROUP BY 1 ORDER BY n DESC, 1",
    "unit": "SELECT units.id, units.name, count(DISTINCT article_id) AS n FROM found"
    " JOIN mentions ON mentions.article_id = found.id JOIN units ON units.id = unit_id GROUP BY 1 ORDER BY n DESC, 1",
    "programme": "SELECT coalesce(programme_id, programme), coalesce(programme_id, programme),"
    " count(DISTINCT article_id) AS n FROM found"
    " JOIN award_records ON article_id = found.id GROUP BY 1 ORDER BY n DESC, 1",
    "tone": "SELECT tone, tone, count(*) AS n FROM found JOIN annotations ON article_id = found.id"
    " GROUP BY 1 ORDER BY n DESC, 1",
    "month": "SELECT substr(day, 1, 7), substr(day, 1, 7), count(*) AS n FROM found JOIN articles USING (id)"
    " WHERE day IS NOT NULL GROUP BY 1 ORDER BY 1 DESC",
}


def hits(store: Store, ranked: Sequence[tuple[int, float]], wanted: Collection[str]) -> tuple[Hit, ...]:
    """The articles of a ranking, with snippets."""
    rows = {
        row["id"]: row
        for row in store.rows(
            "SELECT id, url, outlet, source, title, text, published, published_precision, published_from"
            " FROM articles WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps([article_id for article_id, _ in ranked]),),
        )
    }
    return tuple(
        Hit(
            article_id=article_id,
            url=row["url"],
            outlet=row["outlet"] or row["source"] or "",
            published=load_moment(row["published"], row["published_precision"], row["published_from"]),
            title=mark_words(row["title"], wanted),
            snippet=snippet(row["text"], wanted),
            score=score,
        )
        for article_id, score in ranked
        if (row := rows.get(article_id)) is not None
    )
