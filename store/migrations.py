"""The steps that make and upgrade the database, in order. The statements stand in store/schema/*.sql.

A step that was released is never edited: a change of the schema is a new step.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Callable
from importlib.resources import files

from sqlite_utils import Database, Migrations

Step = Callable[[Database], None]

migrations = Migrations("kliping")


def statements(name: str) -> list[str]:
    """The SQL statements of store/schema/<name>.sql; a trigger's inner semicolons do not split it."""
    text = files("store").joinpath("schema", f"{name}.sql").read_text(encoding="utf-8")
    found: list[str] = []
    pending = ""
    for line in text.splitlines(keepends=True):
        if not pending and (not line.strip() or line.startswith("--")):
            continue
        pending += line
        if line.rstrip().endswith(";") and sqlite3.complete_statement(pending):
            found.append(pending.strip())
            pending = ""
    if pending.strip():
        raise ValueError(f"store/schema/{name}.sql: the last statement is not complete")
    return found


def _step(name: str) -> Callable[[Step], Step]:
    def register(function: Step) -> Step:
        migrations(name=name)(function)
        return function

    return register


def _run(db: Database, name: str) -> None:
    for statement in statements(name):
        db.execute(statement)


@_step("0001-gathering")
def gathering(db: Database) -> None:
    """Outlets, fetches, articles and their earlier versions."""
    _run(db, "0001-gathering")


@_step("0002-reading")
def reading(db: Database) -> None:
    """Annotations, units, people, mentions, quotes, award records, regulations."""
    _run(db, "0002-reading")


@_step("0003-knowledge")
def knowledge(db: Database) -> None:
    """Stories, quote families, award facts, peaks, vectors, briefings, alerts, the timeline."""
    _run(db, "0003-knowledge")


@_step("0004-search")
def search(db: Database) -> None:
    """Full-text indexes over articles, quotes and award records."""
    _run(db, "0004-search")
    # Articles that an older database holds are indexed by `store.search_index.index_missing`.


@_step("0005-waiting")
def waiting(db: Database) -> None:
    """The articles that a step has not seen, kept up by triggers; the readings since a moment."""
    _run(db, "0005-waiting")


@_step("0006-awards")
def awards(db: Database) -> None:
    """Award facts renewed record by record; programmes under a shared code told apart."""
    _run(db, "0006-awards")


@_step("0007-statements")
def statements_told(db: Database) -> None:
    """Statements with the word that reports them, on the timeline too."""
    _run(db, "0007-statements")


@_step("0008-stems")
def stems(db: Database) -> None:
    """Full-text indexes over quotes and award records with base forms and other spellings."""
    _run(db, "0008-stems")


@_step("0009-award-times")
def award_times(db: Database) -> None:
    """Award records by recipient, programme and time."""
    _run(db, "0009-award-times")


#: Number of steps: the version of the schema, kept in the database as PRAGMA user_version.
SCHEMA_VERSION = 9
