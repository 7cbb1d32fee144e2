"""Opening the SQLite file: one writer, many readers, clear errors. What the tables hold is the other modules' business.

with open_store(Path("kliping.db")) as store:
    with store.writing():            # one transaction; a kill at any moment leaves all of it or nothing
        store.execute("…", (…))
    for row in store.rows("SELECT …"):
        …
"""

from __future__ import annotations

import datetime as dt
import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any, TypeVar, cast
from urllib.parse import quote

from sqlite_utils import Database

from kliping.errors import KlipingError
from store.migrations import SCHEMA_VERSION, migrations

#: Marks a file as a Kliping store ("Klip"), see https://www.sqlite.org/fileformat.html#application_id
APPLICATION_ID = 0x4B6C6970
#: How long a statement waits for another process that is writing.
BUSY_SECONDS = 30.0

Parameters = Sequence[object] | Mapping[str, object]
T = TypeVar("T")


class StoreError(KlipingError):
    """The database cannot be used; the message names the file and what to do."""

    def __init__(self, path: Path, problem: str, remedy: str) -> None:
        super().__init__(f"{path}: {problem}. {remedy}")
        self.path, self.problem, self.remedy = path, problem, remedy


class Store:
    """An open database. `db` is the sqlite-utils view of the same connection."""

    def __init__(self, path: Path, connection: sqlite3.Connection, *, read_only: bool) -> None:
        self.path = path
        self.read_only = read_only
        self.connection = connection
        self.db = Database(connection, execute_plugins=False)
        self._kept: dict[str, tuple[int, object]] = {}

    def __enter__(self) -> Store:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; a transaction that is still open is rolled back."""
        self.connection.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction that takes the write lock at once; inside another it is a savepoint.

        :raises StoreError: locked for longer than `BUSY_SECONDS`, disk full, damaged file, read-only store.
        """
        if self.read_only:
            raise StoreError(self.path, "this store was opened read-only", "Open it with open_store(path)")
        with self._translated():
            if self.connection.in_transaction:
                with self.db.atomic():
                    yield
                return
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self.connection.execute("COMMIT")
            except BaseException:
                self.db.rollback()
                raise

    def execute(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one writing statement inside `writing()`; the number of rows that it changed."""
        with self._translated():
            return self.connection.execute(sql, parameters).rowcount

    def insert(self, sql: str, parameters: Parameters = ()) -> int:
        """Run one INSERT inside `writing()`; the row id that it made."""
        with self._translated():
            return self.connection.execute(sql, parameters).lastrowid or 0

    def execute_many(self, sql: str, rows: Iterable[Parameters]) -> None:
        """Run one writing statement for many rows inside `writing()`."""
        with self._translated():
            self.connection.executemany(sql, rows)

    def rows(self, sql: str, parameters: Parameters = ()) -> Iterator[sqlite3.Row]:
        """The rows of a query, fetched as they are asked for."""
        with self._translated():
            cursor = self.connection.cursor()
            cursor.row_factory = sqlite3.Row
            cursor.execute(sql, parameters)
            yield from cursor

    def row(self, sql: str, parameters: Parameters = ()) -> sqlite3.Row | None:
        """The first row of a query, None when there is none."""
        return next(self.rows(sql, parameters), None)

    def value(self, sql: str, parameters: Parameters = ()) -> Any:
        """The first column of the first row of a query, None when there is none."""
        row = self.row(sql, parameters)
        return row[0] if row is not None else None

    def count(self, sql: str, parameters: Parameters = ()) -> int:
        """The first column of the first row as a number, 0 when there is none."""
        return int(self.value(sql, parameters) or 0)

    def numbers(self, sql: str, parameters: Parameters = ()) -> list[int]:
        """The only column of a query, in no order, fetched at once, in half the time of row by row.

        :raises sqlite3.OperationalError: the column is not called `rowid`.
        """
        found: list[int] = json.loads(self.value(f"SELECT json_group_array(rowid) FROM ({sql})", parameters))
        return found

    def kept(self, name: str, make: Callable[[T | None], T]) -> T:
        """What a reader worked out under this name, made anew when another process has written since.

        `make` is given what was known before, if anything. A writer keeps nothing: it would not notice its own writing.
        """
        if not self.read_only:
            return make(None)
        state = self.count("PRAGMA data_version")
        known = self._kept.get(name)
        if known is None or known[0] != state:
            known = self._kept[name] = (state, make(cast("T", known[1]) if known is not None else None))
        return cast("T", known[1])

    @contextmanager
    def _translated(self) -> Iterator[None]:
        try:
            yield
        except (sqlite3.ProgrammingError, sqlite3.IntegrityError):
            raise  # a mistake in this program, not a state of the file
        except sqlite3.Error as error:
            raise explain(error, self.path) from error


def open_store(path: Path | str, read_only: bool = False) -> Store:
    """Open the database, making or upgrading it when it is opened for writing.

    :raises StoreError: no such file (read-only), not a Kliping store, made by a newer Kliping, damaged, locked.
    """
    path = Path(path)
    if read_only and not path.is_file():
        raise StoreError(path, "there is no such database", "Run `kliping run` first")
    try:
        store = Store(path, _connect(path, read_only), read_only=read_only)
        try:
            _prepare(store)
        except BaseException:
            store.close()
            raise
    except sqlite3.Error as error:
        raise explain(error, path) from error
    return store


def now() -> str:
    """The present moment as the store writes it: ISO 8601 in UTC, to the second."""
    return dt.datetime.now(dt.UTC).isoformat(timespec="seconds")


def explain(error: sqlite3.Error, path: Path) -> StoreError:
    """What an SQLite error means for the user."""
    code = getattr(error, "sqlite_errorname", "") or ""
    if code.startswith(("SQLITE_BUSY", "SQLITE_LOCKED")):
        return StoreError(
            path,
            "the database is locked by another process",
            "Wait until the other kliping command has ended, then run this one again; nothing was lost",
        )
    if code.startswith("SQLITE_FULL"):
        return StoreError(path, "the disk is full", "Free some space and run the command again; nothing was lost")
    if code.startswith(("SQLITE_CORRUPT", "SQLITE_NOTADB")):
        return StoreError(
            path,
            f"the file is damaged or no SQLite database ({error})",
            "Put back a copy made by `kliping backup`, or crawl and process again from the page archive",
        )
    if code.startswith("SQLITE_CANTOPEN"):
        return StoreError(path, "the database cannot be opened", "Check that the folder exists and may be written")
    if code.startswith("SQLITE_READONLY"):
        return StoreError(path, "the database may not be written", "Check the permissions of the file and its folder")
    if code.startswith("SQLITE_IOERR"):
        return StoreError(path, f"the disk reports an error ({error})", "Check the disk and its free space")
    return StoreError(path, f"the database refused a statement ({error})", "Run `kliping check`")


def _connect(path: Path, read_only: bool) -> sqlite3.Connection:
    mode = "ro" if read_only else "rwc"
    connection = sqlite3.connect(
        f"file:{quote(str(path.absolute()))}?mode={mode}",
        uri=True,
        timeout=BUSY_SECONDS,
        isolation_level=None,  # transactions begin and end in `writing` alone
        check_same_thread=not read_only,  # the web pages read from several threads
    )
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA cache_size = -65536")  # 64 MiB
    connection.execute("PRAGMA temp_store = MEMORY")
    if read_only:
        connection.execute("PRAGMA query_only = ON")
    return connection


def _prepare(store: Store) -> None:
    connection = store.connection
    version = store.count("PRAGMA user_version")
    if version > SCHEMA_VERSION:
        raise StoreError(
            store.path,
            f"the database has schema version {version}, this Kliping knows up to {SCHEMA_VERSION}",
            "Use the newer Kliping that wrote it, or another file",
        )
    application = store.count("PRAGMA application_id")
    if application != APPLICATION_ID and (application or store.count("SELECT count(*) FROM sqlite_master")):
        raise StoreError(store.path, "this SQLite file is no Kliping store", "Name another file")
    if store.read_only:
        if version < SCHEMA_VERSION:
            raise StoreError(
                store.path,
                f"the database has schema version {version}, this Kliping reads version {SCHEMA_VERSION}",
                "Run any writing command such as `kliping process` once: it upgrades the file",
            )
        return
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")  # in WAL mode a kill loses nothing, a power cut the last moments
    if version < SCHEMA_VERSION:
        with store.writing():
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            migrations.apply(store.db)
            connection.execute(f"PRAGMA user_version = {SCHEMA_VERSION}")
