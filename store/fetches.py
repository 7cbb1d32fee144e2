"""The log of requests, one row per address, and the crawler's view of the store (`crawler.ledger`).

save_fetch(store, fetch) -> None
load_fetch(store, url) -> Fetch | None
StoreLedger(store)              a crawler.ledger.Ledger and Sink
"""

from __future__ import annotations

import datetime as dt
import sqlite3
from collections.abc import Iterator

from crawler.ledger import Seen, final
from kliping.model import Article, Fetch, Page
from store.articles import ensure_source, save_article
from store.database import Store
from store.rows import clean


def save_fetch(store: Store, fetch: Fetch) -> None:
    """Note how a request ended. An address has one row: asking again adds none.

    A failure or a skip of an address that was answered before leaves that answer and only counts the failure; a 304
    carries validators and digest on.
    """
    at = _utc(fetch.at)
    failed = fetch.outcome == "failed"
    known = "fetches.outcome IN ('fetched', 'unchanged') AND excluded.outcome IN ('failed', 'skipped')"
    taken = ", ".join(
        f"{name} = iif({known}, fetches.{name}, excluded.{name})"
        for name in ("last_at", "outcome", "status", "reason", "seconds")
    )
    carried = ", ".join(
        f"{name} = CASE excluded.outcome WHEN 'fetched' THEN excluded.{name}"
        f" WHEN 'unchanged' THEN coalesce(nullif(excluded.{name}, ''), fetches.{name}) ELSE fetches.{name} END"
        for name in ("etag", "last_modified", "digest")
    )
    with store.writing():
        ensure_source(store, fetch.source)
        store.execute(
            "INSERT INTO fetches (url, source, first_at, last_at, outcome, status, reason, etag, last_modified, digest,"
            " bytes, seconds, failures, failed_at, failure) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            f" ON CONFLICT (url) DO UPDATE SET source = excluded.source, {taken}, {carried},"
            " bytes = iif(excluded.bytes > 0, excluded.bytes, fetches.bytes),"
            " failures = iif(excluded.failures > 0, fetches.failures + 1,"
            " iif(excluded.outcome = 'skipped', fetches.failures, 0)),"
            " failed_at = coalesce(excluded.failed_at, fetches.failed_at),"
            " failure = iif(excluded.failures > 0, excluded.failure, fetches.failure)",
            (
                clean(fetch.url),
                fetch.source or None,
                at,
                at,
                fetch.outcome,
                fetch.status,
                clean(fetch.reason),
                clean(fetch.etag),
                clean(fetch.last_modified),
                fetch.digest,
                fetch.bytes,
                fetch.seconds,
                int(failed),
                at if failed else None,
                clean(fetch.reason) if failed else "",
            ),
        )


def load_fetch(store: Store, url: str) -> Fetch | None:
    """How the last request of an address ended."""
    row = store.row("SELECT * FROM fetches WHERE url = ?", (clean(url),))
    return _read(row) if row is not None else None


class StoreLedger:
    """The store as the crawler sees it: what was asked for before, and where new things go."""

    def __init__(self, store: Store) -> None:
        self.store = store

    def is_known(self, url: str) -> bool:
        """Whether the address was fetched or unchanged before, or turned away for good."""
        fetch = load_fetch(self.store, url)
        return fetch is not None and (fetch.outcome in {"fetched", "unchanged"} or final(fetch))

    def validators(self, url: str) -> tuple[str, str]:
        """ETag and Last-Modified of the last successful fetch, "" where there was none."""
        fetch = self.last(url)
        return (fetch.etag, fetch.last_modified) if fetch else ("", "")

    def last(self, url: str) -> Fetch | None:
        """The latest answer of the address."""
        fetch = load_fetch(self.store, url)
        return fetch if fetch and fetch.outcome in {"fetched", "unchanged"} else None

    def recent(self, source: str, since: dt.datetime) -> Iterator[Seen]:
        """Article addresses of a source first asked for after `since`, without those turned away or skipped."""
        rows = list(
            self.store.rows(
                "SELECT * FROM fetches WHERE source = ? AND first_at >= ? AND instr(url, '#') = 0"
                " AND outcome <> 'skipped' ORDER BY first_at",
                (source, _utc(since)),
            )
        )
        for row in rows:
            fetch = _read(row)
            if not final(fetch):
                first = dt.datetime.fromisoformat(row["first_at"])
                yield Seen(url=fetch.url, first=first, asked=fetch.at, done=fetch.outcome != "failed")

    def fetch(self, fetch: Fetch) -> None:
        """Note how a request ended."""
        save_fetch(self.store, fetch)

    def page(self, page: Page) -> None:
        """Nothing to do: the page is in the archive, and its fetch is noted by `fetch`."""

    def article(self, article: Article) -> None:
        """Store an article."""
        save_article(self.store, article)


def _utc(at: dt.datetime) -> str:
    return (at if at.tzinfo else at.replace(tzinfo=dt.UTC)).astimezone(dt.UTC).isoformat(timespec="microseconds")


def _read(row: sqlite3.Row) -> Fetch:
    return Fetch(
        url=row["url"],
        source=row["source"] or "",
        at=dt.datetime.fromisoformat(row["last_at"]),
        outcome=row["outcome"],
        status=row["status"],
        reason=row["reason"],
        etag=row["etag"],
        last_modified=row["last_modified"],
        digest=row["digest"],
        bytes=row["bytes"],
        seconds=row["seconds"],
    )
