"""Turns what a user names (a unit, a person, days) into conditions of a query. No table is listed here."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from store.database import Store
from store.rows import clean

#: Levels below a unit that `within` follows.
_DEPTH = 6
#: Words of a name that are looked at.
_WORDS = 12
#: Letters of a name at most.
LONGEST = 500
#: Units that a part of a name may stand for.
FITTING = 50


@dataclass(slots=True)
class Condition:
    """A growing WHERE clause with its values; no user text ever enters the SQL itself."""

    parts: list[str] = field(default_factory=list)
    values: list[object] = field(default_factory=list)

    def add(self, sql: str, *values: object) -> None:
        """Add a condition."""
        self.parts.append(f"({sql})")
        self.values.extend(clean(value) if isinstance(value, str) else value for value in values)

    def equal(self, column: str, value: object | None) -> None:
        """Add column = value, unless there is no value."""
        if value is not None:
            self.add(f"{column} = ?", value)

    def contains(self, column: str, value: str | None) -> None:
        """Add: the column holds the value to the letter, in any case; unless there is no value."""
        if value is not None and len(value) > LONGEST:
            self.add("0")  # no name is so long, and SQLite refuses longer patterns
        elif value is not None:
            escaped = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
            self.add(f"{column} LIKE ? ESCAPE '\\'", f"%{escaped}%")

    def holds(self, column: str, text: str | None) -> None:
        """Add: the column holds every word of a text, in any case and order; unless there is no text."""
        for word in (text or "").split()[:_WORDS]:
            self.contains(column, word)

    def any_of(self, column: str, values: set[str]) -> None:
        """Add: the column is one of the values; nothing fits when there is none."""
        if values:
            self.add(f"{column} IN ({', '.join('?' * len(values))})", *sorted(values))
        else:
            self.add("0")

    def sql(self) -> str:
        """The clause, "" when nothing was added."""
        return f"WHERE {' AND '.join(self.parts)}" if self.parts else ""


def days_between(where: Condition, column: str, since: dt.date | None, until: dt.date | None) -> None:
    """Add that a column of days lies between two days, both inclusive."""
    if since is not None:
        where.add(f"{column} >= ?", since.isoformat())
    if until is not None:
        where.add(f"{column} <= ?", until.isoformat())


def unit_ids(store: Store, name: str, *, within: bool = True) -> set[str]:
    """The units that a user means by an id or a name, `within`: with those below them.

    An id or a whole name (any spelling that was met, or that links to a unit that was met) wins; otherwise every unit
    whose name holds the words, the first fifty.
    """
    found = exact_unit_ids(store, name)
    if not found and len(name.strip()) > 2:
        where = Condition()
        where.holds("name", clean(name))
        sql = f"SELECT id FROM units {where.sql()} ORDER BY id LIMIT {FITTING}"
        found = {row[0] for row in store.rows(sql, where.values)}
    return below(store, found) if within else found


def exact_unit_ids(store: Store, name: str) -> set[str]:
    """The units with this id or name: as it was met, else as the gazetteer links it."""
    from nlp.linking import link  # the gazetteer is read only when a name is asked for

    name = clean(name)
    found = {row[0] for row in store.rows("SELECT id FROM units WHERE id = ?", (name,))}
    found = found or {
        row[0]
        for row in store.rows(
            "SELECT unit_id FROM unit_names WHERE name = :name COLLATE NOCASE"
            " UNION SELECT id FROM units WHERE name = :name COLLATE NOCASE",
            {"name": name},
        )
    }
    if not found and len(name) <= LONGEST and (body := link(name)) is not None:
        found = {row[0] for row in store.rows("SELECT id FROM units WHERE id = ?", (body.id,))}
    return found


def of_outlet(store: Store, where: Condition, name: str) -> None:
    """Add to a query over articles that they are of an outlet: its slug, its name or its domain."""
    where.add(
        "articles.source IN (SELECT slug FROM sources WHERE slug = ? COLLATE NOCASE OR name = ? COLLATE NOCASE"
        " OR domain = ? COLLATE NOCASE) OR articles.outlet = ? COLLATE NOCASE",
        name,
        name,
        name.lower().removeprefix("www."),
        name,
    )


def region_ids(store: Store, name: str) -> set[str]:
    """The regions that a user means by an id ("prov-banten") or a name, a province with its cities and regencies."""
    from nlp.linking import link  # as in `exact_unit_ids`

    regions = "(region = id OR id IN (SELECT region FROM units))"
    name = clean(name)
    found = {
        row[0]
        for row in store.rows(
            f"SELECT id FROM units WHERE {regions} AND (id = :name COLLATE NOCASE OR name = :name COLLATE NOCASE"
            " OR id IN (SELECT unit_id FROM unit_names WHERE name = :name COLLATE NOCASE))",
            {"name": name},
        )
    }
    if not found and len(name) <= LONGEST and (body := link(name)) is not None and body.region is not None:
        found = {row[0] for row in store.rows("SELECT region FROM units WHERE region = ? LIMIT 1", (body.region,))}
    if not found and len(name.strip()) > 2:
        where = Condition()
        where.add(regions)
        where.holds("name", name)
        sql = f"SELECT id FROM units {where.sql()} ORDER BY id LIMIT {FITTING}"
        found = {row[0] for row in store.rows(sql, where.values)}
    inside = Condition()
    inside.any_of("parent", found)
    found |= {row[0] for row in store.rows(f"SELECT id FROM units {inside.sql()} AND {regions}", inside.values)}
    return found or {name.lower()}


def below(store: Store, ids: set[str]) -> set[str]:
    """The units and all those that belong to them."""
    everything = set(ids)
    front = set(ids)
    for _ in range(_DEPTH):
        where = Condition()
        where.any_of("parent", front)
        front = {row[0] for row in store.rows(f"SELECT id FROM units {where.sql()}", where.values)} - everything
        if not front:
            break
        everything |= front
    return everything


def person_ids(store: Store, name: str) -> set[str]:
    """The persons that a user means by an id or a name: an exact match wins, otherwise names that hold the words."""
    name = clean(name)
    found = {
        row[0]
        for row in store.rows("SELECT id FROM people WHERE id = :name OR name = :name COLLATE NOCASE", {"name": name})
    }
    if not found:  # a shorter or longer form of the name, met in some article
        found = {
            row[0]
            for row in store.rows(
                "SELECT DISTINCT speaker_id FROM quotes WHERE speaker = ? COLLATE NOCASE AND speaker_id IS NOT NULL",
                (name,),
            )
        }
    if not found and len(name.strip()) > 2:
        where = Condition()
        where.holds("name", name)
        found = {row[0] for row in store.rows(f"SELECT id FROM people {where.sql()} LIMIT 50", where.values)}
    return found
