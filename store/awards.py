"""Award facts, listed with their sources and conflicts; `store.award_facts` makes them of the records of articles.

list_awards(store, *, unit, within, programme, category, region, outlet, year, since, until, status, limit)
    -> list[AwardFact]                                      newest first, with sources and conflicts
load_fact(store, id) -> AwardFact | None
award_history(store, *, unit, programme, region) -> list[Edition]     per unit and programme: years, gaps, streak
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass

from store.award_merging import Conflict
from store.database import Store
from store.filters import Condition, days_between, of_outlet, region_ids, unit_ids
from store.programmes import SHARED, of_programme
from store.rows import load_day
from store.search_index import words

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
    programme_id: str | None
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
    name: str  # of the programme, where many share its code: its id, or the award as written; else its code
    years: tuple[int, ...]
    gaps: tuple[int, ...]  # years between the first and the last without an award
    streak: int  # awarded years in a row up to the last
    facts: tuple[int, ...]


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
        of_programme(store, where, programme)
    where.equal("year", year)
    where.holds("category", category)
    if region is not None:
        where.any_of("region", region_ids(store, region))
    days_between(where, "entry_day", since, until)
    if outlet is not None:
        printed = Condition()
        of_outlet(store, printed, outlet)
        where.add(
            "id IN (SELECT fact_id FROM award_records JOIN articles ON articles.id = award_records.article_id"
            f" {printed.sql()})",
            *printed.values,
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


def award_history(
    store: Store, *, unit: str | None = None, programme: str | None = None, region: str | None = None
) -> list[Edition]:
    """Per unit and programme the years in which something was received, the gaps between, and the present streak.

    Programmes that share a code are told apart, awards of such a code that no programme is known for by their names.
    """
    where = Condition()
    where.add("status = 'received' AND coalesce(year, substr(day, 1, 4)) IS NOT NULL")
    if unit is not None:
        where.any_of("unit_id", unit_ids(store, unit, within=True))
    if programme is not None:
        of_programme(store, where, programme)
    if region is not None:
        where.any_of("region", region_ids(store, region))
    grouped: dict[tuple[str, str], list[sqlite3.Row]] = {}
    for row in store.rows(
        "SELECT id, unit_id, recipient, programme, programme_id, award, group_key,"
        f" CAST(coalesce(year, substr(day, 1, 4)) AS INTEGER) AS edition FROM award_facts {where.sql()}"
        " ORDER BY group_key, edition, id",
        where.values,
    ):
        name = row["programme_id"] or (" ".join(words(row["award"])) if row["programme"] in SHARED else "")
        grouped.setdefault((row["group_key"], name), []).append(row)
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
        name=rows[0]["programme_id"] or rows[-1]["award" if rows[0]["programme"] in SHARED else "programme"],
        years=years,
        gaps=tuple(year for year in range(years[0], years[-1]) if year not in years),
        streak=streak,
        facts=tuple(row["id"] for row in rows),
    )


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
        programme_id=row["programme_id"],
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
