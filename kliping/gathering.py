"""Between crawl and store: a ledger that leaves the database alone until a source has answered."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import TracebackType

from crawler.ledger import Ledger, MemoryLedger, Seen
from kliping.model import Article, Fetch, Page, Source
from store.articles import save_sources
from store.database import Store, open_store
from store.fetches import StoreLedger

_ANSWERED = {"fetched", "unchanged"}


class PatientLedger:
    """The store as the crawl's Ledger and Sink (see `crawler.ledger`), opened for writing at the first answer.

    Until then failures and skips are held back; a crawl that reached nobody (a laptop without a network, say) neither
    makes nor changes a database, and no source is blamed for it.
    """

    def __init__(self, database: Path, sources: Sequence[Source]) -> None:
        self._database = database
        self._sources = sources
        self._reader: Store | None = open_store(database, read_only=True) if database.exists() else None
        self._ledger: Ledger = StoreLedger(self._reader) if self._reader else MemoryLedger()
        self._store: Store | None = None
        self._sink: StoreLedger | None = None
        self._held: list[Fetch] = []

    def __enter__(self) -> PatientLedger:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for store in (self._store, self._reader):
            if store is not None:
                store.close()

    def is_known(self, url: str) -> bool:
        """See crawler.ledger.Ledger."""
        return self._ledger.is_known(url)

    def validators(self, url: str) -> tuple[str, str]:
        """See crawler.ledger.Ledger."""
        return self._ledger.validators(url)

    def last(self, url: str) -> Fetch | None:
        """See crawler.ledger.Ledger."""
        return self._ledger.last(url)

    def recent(self, source: str, since: dt.datetime) -> Iterable[Seen]:
        """See crawler.ledger.Ledger."""
        return self._ledger.recent(source, since)

    def fetch(self, fetch: Fetch) -> None:
        """See crawler.ledger.Sink."""
        if self._store is None and fetch.outcome not in _ANSWERED:
            self._held.append(fetch)
        else:
            self._writer().fetch(fetch)

    def page(self, page: Page) -> None:
        """See crawler.ledger.Sink."""
        self._writer().page(page)

    def article(self, article: Article) -> None:
        """See crawler.ledger.Sink."""
        self._writer().article(article)

    def _writer(self) -> StoreLedger:
        if self._store is None:
            self._database.parent.mkdir(parents=True, exist_ok=True)
            self._store = open_store(self._database)
            save_sources(self._store, self._sources)
            self._ledger = self._sink = StoreLedger(self._store)
            for fetch in self._held:
                self._sink.fetch(fetch)
            self._held.clear()
        assert self._sink is not None
        return self._sink
