"""Makes award facts of the records of articles, and renews those that something new touches. How records merge is
`store.award_merging`, which of them are compared again `store.award_renewal`; listing is `store.awards`.

assign_facts(store) -> int           merges what changed since the last call; the number of facts written
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterable, Iterator, Sequence

from store.award_merging import NEAR_DAYS, Cluster, Statement, body_id, inherit_ids
from store.award_renewal import Renewal
from store.database import Store
from store.rows import dump_json, load_day

_RECORDS = (
    "SELECT award_records.*, coalesce(story_articles.story_id, -award_records.article_id) AS story FROM award_records"
    " LEFT JOIN story_articles ON story_articles.article_id = award_records.article_id"
)
_COLUMNS = (
    "group_key, unit_id, recipient, region, programme, programme_id, award, category, score, rank, year, day, giver,"
    " giver_id, place, status, articles, stories, confidence, conflicts, first_day, last_day"
).split(", ")
#: Fields by which a fact is known again.
_TELLING = ("award", "category", "score", "year", "day")
#: Values of one IN list; SQLite takes some thousands.
_MANY = 500


def assign_facts(store: Store, *, batch: int = 200) -> int:
    """Merge every record that is new, and every fact that lost one or rests on something that changed.

    What a recipient's records of a programme state depends on these records alone, not on the order of arrival;
    only records that can meet what changed are read. Facts keep their numbers. Safe to repeat and to stop at any time.
    """
    written = 0
    waiting = _waiting(store)
    while waiting:
        for begin in range(0, len(waiting), batch):
            with store.writing():
                written += sum(_renew(store, group) for group in waiting[begin : begin + batch])
        before, waiting = waiting, _waiting(store)
        if waiting == before:  # nothing that another call would do better
            break
    return written


def _waiting(store: Store) -> list[str]:
    """The groups with a new record, or with a fact that something touched."""
    return [
        row[0]
        for row in store.rows(
            "SELECT group_key FROM award_facts WHERE stale = 1"
            " UNION SELECT group_key FROM award_records WHERE fact_id IS NULL"
        )
    ]


def _renew(store: Store, group: str) -> int:
    """Renew the facts of a group that something touches; the number written."""
    stale = {row[0] for row in store.rows("SELECT id FROM award_facts WHERE group_key = ? AND stale = 1", (group,))}
    changed = list(
        _read(
            store,
            f"{_RECORDS} WHERE award_records.group_key = ? AND (fact_id IS NULL"
            " OR fact_id IN (SELECT id FROM award_facts WHERE group_key = ? AND stale = 1))",
            (group, group),
        )
    )
    settled = store.count("SELECT 1 FROM award_facts WHERE group_key = ? AND stale = 0 LIMIT 1", (group,))
    around = _Neighbours(store, group).around if settled else _nobody
    clusters = Renewal(around).place(changed)
    before = stale | {s.fact_id for cluster in clusters for s in cluster.statements if s.fact_id is not None}
    written: set[int] = set()
    for cluster, earlier in zip(clusters, _numbers(store, clusters, stale), strict=True):
        fact_id = _write(store, group, cluster, earlier)
        written.add(fact_id)
        store.execute_many(
            "UPDATE award_records SET fact_id = ? WHERE id = ?",
            [(fact_id, s.record_id) for s in cluster.statements if s.fact_id != fact_id],
        )
    for ended in before - written:
        store.execute("DELETE FROM award_facts WHERE id = ?", (ended,))
    for fact_id in sorted(written | _beside(store, group, clusters)):
        _date(store, group, fact_id)
    return len(written)


def _nobody(_: Statement) -> Iterator[Statement]:
    """The neighbours of a record in a group of which all records are placed anew."""
    return iter(())


class _Neighbours:
    """Reads the records of a group that may meet one, each once, with all others of their facts."""

    def __init__(self, store: Store, group: str) -> None:
        self._store = store
        self._group = group
        self._years: set[int] = set()
        self._months: set[str] = set()
        self._days: set[str] = set()
        self._stories: set[int] = set()
        self._facts: set[int] = set()

    def around(self, statement: Statement) -> Iterator[Statement]:
        """What `store.award_renewal.Around` promises; what an earlier call gave is left out."""
        found: dict[int, Statement] = {}
        for sql, values in self._unread(statement):
            for other in _read(self._store, f"{_RECORDS} WHERE award_records.group_key = ? AND {sql}", values):
                found[other.record_id] = other
        facts = sorted({s.fact_id for s in found.values() if s.fact_id is not None} - self._facts)
        self._facts.update(facts)
        yield from found.values()
        for part in _parts(facts):
            whole = _read(self._store, f"{_RECORDS} WHERE fact_id IN ({', '.join('?' * len(part))})", part)
            yield from (other for other in whole if other.record_id not in found)

    def _unread(self, statement: Statement) -> Iterator[tuple[str, tuple[object, ...]]]:
        """The conditions for records of its edition, of its time, of its ceremony's day, and (undated) of its story."""
        if statement.year is not None and statement.year not in self._years:
            self._years.add(statement.year)
            yield "year = ?", (self._group, statement.year)
        if statement.day is not None and statement.day not in self._days:
            self._days.add(statement.day)
            yield "award_records.day = ?", (self._group, statement.day)
        if statement.published is not None:
            months = sorted(_months(statement.published) - self._months)
            if months:
                self._months.update(months)
                yield "article_day >= ? AND article_day < ?", (self._group, months[0], f"{months[-1]}-99")
        if statement.story not in self._stories:
            self._stories.add(statement.story)
            yield (
                "award_records.article_id IN (SELECT article_id FROM story_articles WHERE story_id = ?)",
                (self._group, statement.story),
            )


def _months(day: dt.date) -> set[str]:
    """The months (YYYY-MM) in which an article may state the same undated award as one of that day."""
    first, last = day.toordinal() - NEAR_DAYS, day.toordinal() + NEAR_DAYS
    limits = dt.date.min.toordinal(), dt.date.max.toordinal()
    days = (dt.date.fromordinal(max(limits[0], min(limits[1], n))) for n in (*range(first, last, 28), last))
    return {day.isoformat()[:7] for day in days}


def _parts(numbers: Sequence[int]) -> Iterator[Sequence[int]]:
    yield from (numbers[begin : begin + _MANY] for begin in range(0, len(numbers), _MANY))


def _read(store: Store, sql: str, values: Sequence[object]) -> Iterator[Statement]:
    for row in store.rows(sql, values):
        yield Statement(
            record_id=row["id"],
            article_id=row["article_id"],
            story=row["story"],
            published=load_day(row["article_day"]),
            recipient=row["recipient_name"] or row["recipient"],
            recipient_id=row["recipient_id"],
            award=row["award"],
            programme=row["programme"],
            programme_id=row["programme_id"],
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


def _numbers(store: Store, clusters: Sequence[Cluster], stale: set[int]) -> list[int | None]:
    """The earlier fact that each cluster continues; where its articles were read again, the one that said the same."""
    numbers = inherit_ids(clusters)
    left = sorted(stale - set(numbers))
    rows = [row for number in left for row in store.rows("SELECT * FROM award_facts WHERE id = ?", (number,))]
    for at, cluster in enumerate(clusters):
        if numbers[at] is not None or not rows:
            continue
        said = [cluster.best(name) for name in _TELLING]
        alike = [sum(row[name] == value for name, value in zip(_TELLING, said, strict=True)) for row in rows]
        best = max(range(len(rows)), key=alike.__getitem__)
        if 2 * alike[best] > len(_TELLING):
            numbers[at] = rows.pop(best)["id"]
    return numbers


def _write(store: Store, group: str, cluster: Cluster, earlier: int | None) -> int:
    """Write a fact over the one that it continues, or as a new one; its number. `_date` puts it on the timeline."""
    unit = _unit_of(store, cluster)
    named = unit["name"] if unit is not None and unit["name"] != unit["id"] else None
    days = [s.published.isoformat() for s in cluster.statements if s.published]
    conflicts = [
        {"field": c.field, "values": [{"value": value, "articles": ids} for value, ids in c.values]}
        for c in cluster.conflicts()
    ]
    values = (
        group,
        unit["id"] if unit is not None else None,
        named or cluster.best("recipient"),
        unit["region"] if unit is not None else None,
        cluster.statements[0].programme,
        cluster.best("programme_id"),
        *(cluster.best(name) for name in "award category score rank year day giver giver_id place".split()),
        cluster.status(),
        cluster.articles,
        cluster.stories,
        cluster.confidence(),
        dump_json(conflicts),
        min(days, default=None),
        max(days, default=None),
    )
    if earlier is not None:
        changes = ", ".join(f"{column} = ?" for column in _COLUMNS)
        store.execute(f"UPDATE award_facts SET {changes}, stale = 0 WHERE id = ?", (*values, earlier))
        return earlier
    return store.insert(
        f"INSERT INTO award_facts ({', '.join(_COLUMNS)}, dated_by)"
        f" VALUES ({', '.join('?' * len(_COLUMNS))}, 'published')",
        values,
    )


def _unit_of(store: Store, cluster: Cluster) -> sqlite3.Row | None:
    """The unit that received it: the government of a place where the store knows it."""
    unit_id = cluster.statements[0].recipient_id
    if unit_id is None:
        return None
    return store.row(
        "SELECT id, name, region FROM units WHERE id IN (?, ?) ORDER BY id = ? DESC LIMIT 1",
        (unit_id, body_id(unit_id), body_id(unit_id)),
    )


def _beside(store: Store, group: str, clusters: Iterable[Cluster]) -> set[int]:
    """The facts of a group that share an article with some: where those stand in time shows what it looks back on."""
    articles = sorted({s.article_id for cluster in clusters for s in cluster.statements})
    return {
        row[0]
        for part in _parts(articles)
        for row in store.rows(
            "SELECT DISTINCT fact_id FROM award_records WHERE fact_id IS NOT NULL AND group_key = ?"
            f" AND article_id IN ({', '.join('?' * len(part))})",
            (group, *part),
        )
    }


def _date(store: Store, group: str, fact_id: int) -> None:
    """Put a fact on its day of the timeline: of the ceremony, else of the first report.

    An earlier award that an article looks back on stands at the end of its year, not on the article's day.
    """
    row = store.row("SELECT year, day, first_day FROM award_facts WHERE id = ?", (fact_id,))
    if row is None:
        return
    year, reported = row["year"], row["first_day"]
    day, basis = (row["day"], "event") if row["day"] is not None else (reported, "published")
    if row["day"] is None and year is not None and 1000 <= year <= 9999:
        past = reported is None or year < int(reported[:4])
        long_past = reported is None or year < int(reported[:4]) - 1
        if past and (long_past or _is_looked_back(store, group, fact_id, year)):
            day, basis = f"{year:04}-12-31", "year"
    store.execute("UPDATE award_facts SET entry_day = ?, dated_by = ? WHERE id = ?", (day, basis, fact_id))


def _is_looked_back(store: Store, group: str, fact_id: int, year: int) -> bool:
    """Whether every article that states a fact also states one of a later edition: "after a B in 2021"."""
    return not store.count(
        "SELECT 1 FROM award_records AS own WHERE fact_id = ? AND NOT EXISTS (SELECT 1 FROM award_records AS other"
        " JOIN award_facts AS later ON later.id = other.fact_id WHERE other.article_id = own.article_id"
        " AND other.group_key = ? AND later.year > ?) LIMIT 1",
        (fact_id, group, year),
    )
