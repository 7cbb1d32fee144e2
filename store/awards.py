"""Award facts: records of several articles merged, kept up to date, listed. How they merge is `store.award_merging`.

assign_facts(store) -> int                                  merges what changed since the last call
list_awards(store, *, unit, within, programme, category, region, outlet, year, since, until, status, limit)
    -> list[AwardFact]                                      newest first, with sources and conflicts
load_fact(store, id) -> AwardFact | None
award_history(store, *, unit=None, programme=None) -> list[Edition]     per unit and programme: years, gaps, streak
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from store.award_merging import Cluster, Conflict, Statement, body_id, inherit_ids, merge
from store.database import Store
from store.filters import Condition, days_between, programme_codes, region_ids, unit_ids
from store.rows import dump_json, load_day

RECEIVED = ("received",)


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceLink:
    """An article that an entry rests on."""

    article_id: int
    outlet: str
    url: str
    title: str
    day: dt.date | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardFact:
    """One award as all articles together tell it."""

    id: int
    unit_id: str | None
    recipient: str
    region: str | None
    programme: str
    award: str
    category: str | None
    score: str | None
    rank: int | None
    year: int | None
    date: dt.date | None
    giver: str | None
    giver_id: str | None
    place: str | None
    status: str
    articles: int
    stories: int
    confidence: float
    conflicts: tuple[Conflict, ...]
    first_day: dt.date | None
    sources: tuple[SourceLink, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """What one unit received from one programme over the years."""

    unit_id: str | None
    recipient: str
    programme: str
    years: tuple[int, ...]
    gaps: tuple[int, ...]  # years between the first and the last without an award
    streak: int  # awarded years in a row up to the last
    facts: tuple[int, ...]


def assign_facts(store: Store, *, batch: int = 200) -> int:
    """Merge the records of every recipient and programme with something new; the number of facts written.

    Deterministic and safe to repeat: what a group says depends only on its records. Facts keep their numbers.
    """
    written = 0
    while True:
        groups = [
            row[0]
            for row in store.rows(
                "SELECT group_key FROM award_facts WHERE stale = 1"
                " UNION SELECT group_key FROM award_records WHERE fact_id IS NULL LIMIT ?",
                (batch,),
            )
        ]
        if not groups:
            return written
        with store.writing():
            written += sum(_merge_group(store, group) for group in groups)


def list_awards(
    store: Store,
    *,
    unit: str | None = None,
    within: bool = True,
    programme: str | None = None,
    category: str | None = None,
    region: str | None = None,
    outlet: str | None = None,
    year: int | None = None,
    since: dt.date | None = None,
    until: dt.date | None = None,
    status: Sequence[str] = RECEIVED,
    limit: int | None = 100,
) -> list[AwardFact]:
    """Award facts, newest ceremony first. `unit` is an id or a name; `within` adds the bodies below it.

    `since` and `until` (both inclusive) bound the ceremony, or the first publication where no ceremony is known.
    An empty `status` lists facts of every status.
    """
    where = Condition()
    if status:
        where.add(f"status IN ({', '.join('?' * len(status))})", *status)
    if unit is not None:
        where.any_of("unit_id", unit_ids(store, unit, within=within))
    if programme is not None:
        where.any_of("programme", programme_codes(programme))
    where.equal("year", year)
    where.contains("category", category)
    if region is not None:
        where.any_of("region", region_ids(store, region))
    days_between(where, "entry_day", since, until)
    if outlet is not None:
        where.add(
            "id IN (SELECT fact_id FROM award_records JOIN articles ON articles.id = award_records.article_id"
            " WHERE articles.source = ? OR articles.outlet = ? COLLATE NOCASE)",
            outlet,
            outlet,
        )
    rows = list(
        store.rows(
            f"SELECT * FROM award_facts {where.sql()} ORDER BY entry_day DESC, id DESC LIMIT ?",
            (*where.values, -1 if limit is None else limit),
        )
    )
    return [_read(store, row) for row in rows]


def load_fact(store: Store, fact_id: int) -> AwardFact | None:
    """The award fact with this number."""
    row = store.row("SELECT * FROM award_facts WHERE id = ?", (fact_id,))
    return _read(store, row) if row is not None else None


def fact_sources(store: Store, fact_id: int) -> tuple[SourceLink, ...]:
    """The articles that state a fact, first publisher first."""
    return tuple(
        SourceLink(
            article_id=row["id"],
            outlet=row["outlet"] or row["source"] or "",
            url=row["url"],
            title=row["title"],
            day=load_day(row["day"]),
        )
        for row in store.rows(
            "SELECT id, outlet, source, url, title, day FROM articles WHERE id IN"
            " (SELECT article_id FROM award_records WHERE fact_id = ?) ORDER BY id",
            (fact_id,),
        )
    )


def award_history(store: Store, *, unit: str | None = None, programme: str | None = None) -> list[Edition]:
    """Per unit and programme the years in which something was received, the gaps between, and the present streak."""
    where = Condition()
    where.add("status = 'received' AND coalesce(year, substr(day, 1, 4)) IS NOT NULL")
    if unit is not None:
        where.any_of("unit_id", unit_ids(store, unit, within=True))
    if programme is not None:
        where.any_of("programme", programme_codes(programme))
    grouped: dict[tuple[str, str], list[sqlite3.Row]] = {}
    for row in store.rows(
        "SELECT id, unit_id, recipient, programme, group_key,"
        f" CAST(coalesce(year, substr(day, 1, 4)) AS INTEGER) AS edition FROM award_facts {where.sql()}"
        " ORDER BY group_key, edition, id",
        where.values,
    ):
        grouped.setdefault((row["group_key"], row["programme"]), []).append(row)
    return [_edition(rows) for rows in grouped.values()]


def _edition(rows: list[sqlite3.Row]) -> Edition:
    years = tuple(sorted({row["edition"] for row in rows}))
    streak = 1
    while years[-1] - streak in years:
        streak += 1
    return Edition(
        unit_id=rows[0]["unit_id"],
        recipient=rows[-1]["recipient"],
        programme=rows[0]["programme"],
        years=years,
        gaps=tuple(year for year in range(years[0], years[-1]) if year not in years),
        streak=streak,
        facts=tuple(row["id"] for row in rows),
    )


def _merge_group(store: Store, group: str) -> int:
    statements = list(_statements(store, group))
    clusters = merge(statements)
    ids = inherit_ids(clusters)
    store.execute("DELETE FROM award_facts WHERE group_key = ?", (group,))
    for cluster, earlier in zip(clusters, ids, strict=True):
        fact_id = _write(store, group, cluster, earlier, looked_back=_is_looked_back(cluster, clusters))
        store.execute_many(
            "UPDATE award_records SET fact_id = ? WHERE id = ?", [(fact_id, s.record_id) for s in cluster.statements]
        )
    return len(clusters)


def _statements(store: Store, group: str) -> Iterator[Statement]:
    for row in store.rows(
        "SELECT award_records.*, articles.day AS published,"
        " coalesce(story_articles.story_id, -award_records.article_id) AS story"
        " FROM award_records JOIN articles ON articles.id = award_records.article_id"
        " LEFT JOIN story_articles ON story_articles.article_id = award_records.article_id"
        " WHERE group_key = ?",
        (group,),
    ):
        yield Statement(
            record_id=row["id"],
            article_id=row["article_id"],
            story=row["story"],
            published=load_day(row["published"]),
            recipient=row["recipient_name"] or row["recipient"],
            recipient_id=row["recipient_id"],
            award=row["award"],
            programme=row["programme"],
            status=row["status"],
            category=row["category"],
            score=row["score"],
            rank=row["rank"],
            giver=row["giver"],
            giver_id=row["giver_id"],
            year=row["year"],
            day=row["day"],
            place=row["place"],
            fact_id=row["fact_id"],
        )


def _is_looked_back(cluster: Cluster, clusters: Sequence[Cluster]) -> bool:
    """Whether every article that states a fact also states one of a later edition: "after a B in 2021"."""
    year = cluster.best("year")
    if not isinstance(year, int):
        return False
    later = {
        statement.article_id
        for other in clusters
        for statement in other.statements
        if isinstance(edition := other.best("year"), int) and edition > year
    }
    return {statement.article_id for statement in cluster.statements} <= later


def _write(store: Store, group: str, cluster: Cluster, earlier: int | None, *, looked_back: bool) -> int:
    first = cluster.statements[0]
    days = [s.published.isoformat() for s in cluster.statements if s.published]
    unit_id = first.recipient_id
    if unit_id and store.count("SELECT count(*) FROM units WHERE id = ?", (body_id(unit_id),)):
        unit_id = body_id(unit_id)
    unit = store.row("SELECT name, region FROM units WHERE id = ?", (unit_id,)) if unit_id else None
    named = unit["name"] if unit is not None and unit["name"] != unit_id else None
    conflicts = [
        {"field": c.field, "values": [{"value": value, "articles": ids} for value, ids in c.values]}
        for c in cluster.conflicts()
    ]
    return store.insert(
        "INSERT INTO award_facts (id, group_key, unit_id, recipient, region, programme, award, category, score, rank,"
        " year, day, giver, giver_id, place, status, articles, stories, confidence, conflicts, first_day, last_day,"
        " entry_day, dated_by) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            earlier,
            group,
            unit_id,
            named or cluster.best("recipient"),
            unit["region"] if unit is not None else None,
            first.programme,
            cluster.best("award"),
            cluster.best("category"),
            cluster.best("score"),
            cluster.best("rank"),
            cluster.best("year"),
            cluster.best("day"),
            cluster.best("giver"),
            cluster.best("giver_id"),
            cluster.best("place"),
            cluster.status(),
            cluster.articles,
            cluster.stories,
            cluster.confidence(),
            dump_json(conflicts),
            min(days, default=None),
            max(days, default=None),
            *_entry_day(cluster.best("day"), cluster.best("year"), min(days, default=None), looked_back=looked_back),
        ),
    )


def _entry_day(ceremony: object, year: object, reported: str | None, *, looked_back: bool) -> tuple[object, str]:
    """The day of a fact on the timeline and what it rests on.

    An earlier award that an article looks back on stands at the end of its year, not on the article's day.
    """
    if ceremony is not None:
        return ceremony, "event"
    if isinstance(year, int) and 1000 <= year <= 9999:
        past = reported is None or year < int(reported[:4])
        if past and (looked_back or reported is None or year < int(reported[:4]) - 1):
            return f"{year:04}-12-31", "year"
    return reported, "published"


def _read(store: Store, row: sqlite3.Row) -> AwardFact:
    conflicts = tuple(
        Conflict(field=c["field"], values=tuple((v["value"], tuple(v["articles"])) for v in c["values"]))
        for c in json.loads(row["conflicts"])
    )
    return AwardFact(
        id=row["id"],
        unit_id=row["unit_id"],
        recipient=row["recipient"],
        region=row["region"],
        programme=row["programme"],
        award=row["award"],
        category=row["category"],
        score=row["score"],
        rank=row["rank"],
        year=row["year"],
        date=load_day(row["day"]),
        giver=row["giver"],
        giver_id=row["giver_id"],
        place=row["place"],
        status=row["status"],
        articles=row["articles"],
        stories=row["stories"],
        confidence=row["confidence"],
        conflicts=conflicts,
        first_day=load_day(row["first_day"]),
        sources=fact_sources(store, row["id"]),
    )
