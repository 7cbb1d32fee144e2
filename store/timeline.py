"""The timeline: award facts, ministerial statements and coverage peaks as dated, cited lines.

timeline(store, *, unit, within, person, programme, category, region, outlet, tone, kinds, since, until, limit,
         cursor) -> Page                          newest first; Page(entries, cursor)
find_peaks(store) -> int                          days on which a unit was in the news far more than usual
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kliping.model import TimelineEntry
from store.database import Store, now
from store.filters import Condition, days_between, of_outlet, person_ids, region_ids, unit_ids
from store.programmes import of_programme
from store.rows import load_day
from store.search_index import words

KINDS = ("award", "statement", "peak")
#: A peak has at least so many items, and so many times the usual number a day over the four weeks before.
PEAK_ITEMS, PEAK_FACTOR, PEAK_WEEKS = 5, 4.0, 4

#: Mentions of a unit from which its newest statements are found faster by asking of each statement whether it names it.
_OFTEN = 10_000

_VIEWS = {"award": "timeline_awards", "statement": "timeline_statements", "peak": "timeline_peaks"}
_ARTICLES_OF = {
    "award": "SELECT article_id FROM award_records WHERE fact_id = entry.row_id",
    "statement": "SELECT article_id FROM quotes WHERE family_id = entry.row_id",
    "peak": "SELECT article_id FROM mentions JOIN articles ON articles.id = article_id"
    " WHERE mentions.unit_id = entry.unit_id AND articles.day = entry.day",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """A page of the timeline; `cursor` asks for the next one and is None on the last."""

    entries: tuple[TimelineEntry, ...]
    cursor: str | None


def timeline(
    store: Store,
    *,
    unit: str | None = None,
    within: bool = True,
    person: str | None = None,
    programme: str | None = None,
    category: str | None = None,
    region: str | None = None,
    outlet: str | None = None,
    tone: str | None = None,
    kinds: Sequence[str] = KINDS,
    status: Sequence[str] = ("received", "revoked"),
    every: bool = False,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int = 50,
    cursor: str | None = None,
) -> Page:
    """The entries that fit all filters, newest first; `since` and `until` are inclusive.

    `unit` and `person` are ids or names. With `unit`, a statement fits when its article names the unit; with `person`,
    an award fits when one of its articles quotes the person. `within` adds the bodies below the unit.
    """
    units = unit_ids(store, unit, within=within) if unit is not None else None
    people = person_ids(store, person) if person is not None else None
    found: list[sqlite3.Row] = []
    for kind in KINDS:
        if kind not in kinds:
            continue
        where = Condition()
        where.add("day IS NOT NULL")
        if kind == "award" and status:
            where.add(f"status IN ({', '.join('?' * len(status))})", *status)
        if kind == "statement" and not every:
            where.add("lead = 1")
        _concern(store, where, kind, units, people)
        if programme is not None:
            named = Condition()
            of_programme(store, named, programme)
            # Only awards are of a programme; the inner query finds those of a shared code by their own columns.
            where.add(f"kind = 'award' AND row_id IN (SELECT id FROM award_facts {named.sql()})", *named.values)
        where.holds("category", category)
        if region is not None:
            where.any_of("region", region_ids(store, region))
        if outlet is not None:
            printed = Condition()
            of_outlet(store, printed, outlet)
            where.add(
                f"EXISTS (SELECT 1 FROM articles {printed.sql()} AND id IN ({_ARTICLES_OF[kind]}))", *printed.values
            )
        if tone is not None:
            where.add(
                f"EXISTS (SELECT 1 FROM annotations WHERE article_id IN ({_ARTICLES_OF[kind]}) AND tone = ?)", tone
            )
        days_between(where, "day", since, until)
        if cursor:
            day, _, key = cursor.partition("|")
            where.add("day <= ?", day)  # lets the index on days be used
            where.add("(day, key) < (?, ?)", day, key)
        found += store.rows(
            f"SELECT * FROM {_VIEWS[kind]} AS entry {where.sql()} ORDER BY day DESC, key DESC LIMIT ?",
            (*where.values, limit + 1),
        )
    found.sort(key=lambda row: (row["day"], row["key"]), reverse=True)
    page = found[:limit]
    more = len(found) > limit and page
    return Page(
        entries=tuple(_entry(store, row) for row in page),
        cursor=f"{page[-1]['day']}|{page[-1]['key']}" if more else None,
    )


def find_peaks(store: Store, *, since: dt.date | None = None) -> int:
    """Renew the coverage peaks of the days from `since` on; the number of peaks found.

    None: of the days on which the articles appeared that were read since the last call, and of the weeks after them,
    which are compared with these. A peak is a day with at least `PEAK_ITEMS` items on a unit and `PEAK_FACTOR` times
    its mean over the weeks before.
    """
    with store.writing():
        spans = [(since, dt.date.max)] if since is not None else list(_touched(store))
        store.execute("INSERT OR REPLACE INTO progress (step, done_at) VALUES ('peaks', ?)", (now(),))
        return sum(_renew_peaks(store, first, last) for first, last in spans)


def _touched(store: Store) -> Iterator[tuple[dt.date, dt.date]]:
    """The spans of days, both inclusive, whose peaks depend on what was read since the last call."""
    first: dt.date | None = None
    last = dt.date.min
    for row in store.rows(
        # CROSS JOIN keeps the order: the articles that were just read, not all by day.
        "SELECT DISTINCT day FROM annotations CROSS JOIN articles ON articles.id = annotations.article_id"
        " WHERE made_at >= coalesce((SELECT done_at FROM progress WHERE step = 'peaks'), '') AND day IS NOT NULL"
        " ORDER BY day"
    ):
        day = dt.date.fromisoformat(row[0])
        if first is not None and day > last:
            yield first, last
            first = None
        first, last = first or day, _weeks_from(day, PEAK_WEEKS)
    if first is not None:
        yield first, last


def _weeks_from(day: dt.date, weeks: int) -> dt.date:
    return dt.date.fromordinal(min(max(day.toordinal() + 7 * weeks, 1), dt.date.max.toordinal()))


def _renew_peaks(store: Store, since: dt.date, until: dt.date) -> int:
    start, end = since.isoformat(), until.isoformat()
    before = _weeks_from(since, -PEAK_WEEKS).isoformat()
    store.execute("DELETE FROM peaks WHERE day BETWEEN ? AND ?", (start, end))
    return store.execute(
        f"""
        INSERT INTO peaks (day, unit_id, articles, stories, usual, title)
        WITH daily AS (
            SELECT articles.day AS day, mentions.unit_id AS unit_id, count(DISTINCT articles.id) AS items,
                count(DISTINCT coalesce(story_id, -articles.id)) AS stories, max(articles.id) AS latest
            FROM mentions JOIN articles ON articles.id = mentions.article_id
            LEFT JOIN story_articles ON story_articles.article_id = articles.id
            WHERE articles.day BETWEEN ? AND ? GROUP BY articles.day, mentions.unit_id
        ), usual AS (
            SELECT daily.*, (
                SELECT coalesce(sum(earlier.items), 0) FROM daily AS earlier
                WHERE earlier.unit_id = daily.unit_id AND earlier.day < daily.day
                AND earlier.day >= date(daily.day, '-{PEAK_WEEKS * 7} days')
            ) / {PEAK_WEEKS * 7.0} AS mean
            FROM daily WHERE items >= {PEAK_ITEMS} AND day >= ?
        )
        SELECT day, unit_id, items, stories, round(mean, 2), (SELECT title FROM articles WHERE id = latest)
        FROM usual WHERE items >= {PEAK_FACTOR} * mean
        """,
        (before, end, start),
    )


def _concern(store: Store, where: Condition, kind: str, units: set[str] | None, people: set[str] | None) -> None:
    articles = _ARTICLES_OF[kind]
    if units is not None and kind == "statement":
        named = Condition()
        named.any_of("unit_id", units)
        often = store.count(f"SELECT count(*) FROM (SELECT 1 FROM mentions {named.sql()} LIMIT {_OFTEN})", named.values)
        if often < _OFTEN:
            where.add(
                "row_id IN (SELECT family_id FROM quotes WHERE minister = 1 AND article_id IN"
                f" (SELECT article_id FROM mentions {named.sql()}))",
                *named.values,
            )
        else:
            where.add(
                "EXISTS (SELECT 1 FROM quotes JOIN mentions USING (article_id)"
                f" {named.sql()} AND quotes.family_id = entry.row_id AND quotes.minister = 1)",
                *named.values,
            )
    elif units is not None:
        where.any_of("unit_id", units)
    if people is not None and kind == "statement":
        where.any_of("person_id", people)
    elif people is not None:
        quoted = Condition()
        quoted.any_of("speaker_id", people)
        where.add(f"EXISTS (SELECT 1 FROM quotes {quoted.sql()} AND article_id IN ({articles}))", *quoted.values)


def _entry(store: Store, row: sqlite3.Row) -> TimelineEntry:
    details = [row["category"], row["score"]]
    what = row["what"]
    named = set(words(what))
    extra = ", ".join(value for value in dict.fromkeys(details) if value and not named >= set(words(value)))
    if row["kind"] == "award":
        what += f" – {extra}" if extra else ""
        what += f" ({row['year']})" if row["year"] and str(row["year"]) not in what else ""
    day = load_day(row["day"])
    if day is None:  # the queries leave such rows out
        raise ValueError(f"timeline entry {row['key']} has no day")
    return TimelineEntry(
        date=day,
        precision="day",
        kind=row["kind"],
        what=what,
        status=row["status"],
        who=row["who"],
        where=row["place"],
        unit_id=row["unit_id"],
        person_id=row["person_id"],
        programme=row["programme"],
        category=row["category"],
        sources=tuple(_sources(store, row)),
        stories=row["stories"],
        key=row["key"],
        dated_by=row["dated_by"],
        speech=row["speech"],
        cue=row["cue"],
    )


def _sources(store: Store, row: sqlite3.Row) -> Iterator[tuple[str, str]]:
    wanted = _ARTICLES_OF[row["kind"]].replace("entry.row_id", ":row_id")
    wanted = wanted.replace("entry.unit_id", ":unit_id").replace("entry.day", ":day")
    for article in store.rows(
        f"SELECT coalesce(nullif(outlet, ''), source, '') AS outlet, url FROM articles WHERE id IN ({wanted})"
        " ORDER BY id LIMIT 20",
        {"row_id": row["row_id"], "unit_id": row["unit_id"], "day": row["day"]},
    ):
        yield article["outlet"], article["url"]
