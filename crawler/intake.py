"""The books of a running crawl: what was asked for, kept, counted and handed on. Knows neither Scrapy nor a database.

A list's answer is entered in the ledger only when everything it led to is concluded: a crawl that is killed in between
reads the list again, and what it finished is known by then.
"""

from __future__ import annotations

import dataclasses
import datetime as dt
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from crawler.archive import ArchiveWriter
from crawler.discovery import Window, mark, window
from crawler.ledger import Ledger, Seen, Sink
from crawler.registry import SourceFile
from crawler.report import CrawlReport, Tally
from kliping.model import Article, Fetch, FetchOutcome, Page
from kliping.urls import canonical

#: An article is asked for again while it is younger than this, in case it was changed or had failed.
RECHECK_DAYS = 7

#: Why robots.txt is asked for, in the archive.
ROBOTS = "robots"

Progress = Callable[[Fetch], None]
Wanted = Callable[[str, str], bool]


@dataclass
class Chain:
    """One list with the lists and articles it led to."""

    source: SourceFile
    completed: dt.datetime | None  # when an earlier crawl last finished this chain
    pending: int = 0
    spoiled: bool = False
    lists: list[Fetch] = field(default_factory=list)
    asked: set[str] = field(default_factory=set)  # addresses of its lists

    def spoil(self) -> None:
        """Something of the chain is left undone: its lists must be read again next time."""
        self.spoiled = True


class Intake:
    """One crawl's books."""

    def __init__(
        self,
        sources: Sequence[SourceFile],
        *,
        ledger: Ledger,
        sink: Sink,
        archive: ArchiveWriter | None,
        days: int,
        terms: Sequence[str] = (),
        since: dt.date | None = None,
        until: dt.date | None = None,
        limit: int | None = None,
        now: dt.datetime | None = None,
        recheck: dt.timedelta = dt.timedelta(hours=1),
        wanted: Wanted | None = None,
        progress: Progress | None = None,
    ) -> None:
        self.sources = tuple(sources)
        self.ledger, self.sink, self.archive = ledger, sink, archive
        self.terms, self.limit, self.recheck = tuple(terms), limit, recheck
        self.wanted, self.progress = wanted, progress
        self._now = now
        self.began = time.monotonic()
        self.tallies = {source.slug: Tally(slug=source.slug, name=source.name) for source in sources}
        self.windows = {
            source.slug: window(since, until, zone=source.zone, now=self.now(), days=days) for source in sources
        }
        filters = (*self.terms, "titles judged") if wanted is not None else self.terms
        self._marks = {source.slug: mark(source, self.windows[source.slug], filters) for source in sources}
        self._asked: set[str] = set()
        self._lists_asked: set[str] = set()
        self._taken: dict[str, int] = {}
        self._seen: dict[str, Seen] = {}

    def now(self) -> dt.datetime:
        """The present, or the moment that counts as the present in a demonstration."""
        return self._now or dt.datetime.now(dt.UTC)

    def window(self, source: SourceFile) -> Window:
        """The publication times wanted of a source."""
        return self.windows[source.slug]

    def tally(self, source: SourceFile) -> Tally:
        """The counts of a source."""
        return self.tallies[source.slug]

    # Lists

    def list_key(self, source: SourceFile, url: str) -> str:
        """Under what a list is kept in the ledger."""
        return url.partition("#")[0] + self._marks[source.slug]

    def take_list(self, source: SourceFile, url: str) -> bool:
        """Whether a list was not asked for yet in this crawl (sitemaps may point at each other)."""
        key = self.list_key(source, url)
        new = key not in self._lists_asked
        self._lists_asked.add(key)
        return new

    def chain(self, source: SourceFile, url: str) -> Chain:
        """A new chain that begins with a list."""
        last = self.ledger.last(self.list_key(source, url))
        return Chain(source=source, completed=last.at if last else None)

    def done(self, chain: Chain | None) -> None:
        """One list or article of the chain is concluded; the last one enters the chain's lists in the ledger."""
        if chain is None:
            return
        chain.pending -= 1
        if chain.pending == 0 and not chain.spoiled:
            for fetch in chain.lists:
                self._enter(dataclasses.replace(fetch, at=dt.datetime.now(dt.UTC)))

    def caught_up(self, chain: Chain, keys: Sequence[str]) -> bool:
        """Whether a list reaches back to what was known when the chain was last finished."""
        if chain.completed is None:
            return False
        for key in keys:
            seen = self._seen.get(key)
            last = self.ledger.last(key)
            asked = seen.asked if seen else last.at if last else None
            if asked is not None and asked <= chain.completed:
                return True
        return False

    # Articles

    def due(self, source: SourceFile) -> list[str]:
        """Addresses to ask for again: young articles at growing intervals, and those that failed."""
        now = dt.datetime.now(dt.UTC)
        due = []
        for seen in self.ledger.recent(source.slug, now - dt.timedelta(days=RECHECK_DAYS)):
            self._seen[seen.url] = seen
            if self._is_due(seen, now):
                due.append(seen.url)
        return due

    def _is_due(self, seen: Seen, now: dt.datetime) -> bool:
        quiet, age = now - seen.asked, (seen.asked - seen.first) * bool(self.recheck)
        # What failed is tried again sooner than what is known is looked at again.
        if quiet < max(self.recheck if seen.done else self.recheck / 2, age):
            return False
        # Where the server cannot say "not modified" a look costs a download: half a day later, two days later.
        dear = seen.done and self.ledger.validators(seen.url) == ("", "")
        return not dear or quiet >= max(12 * self.recheck, 3 * age)

    def take(self, source: SourceFile, key: str, *, again: bool = False, changed: dt.datetime | None = None) -> str:
        """Why an article is not to be asked for; "" when it is. `again` for one that is known and due."""
        if key in self._asked:
            return "twice"
        self._asked.add(key)
        tally = self.tally(source)
        if not again:
            tally.found += 1
            if self.ledger.is_known(key):
                last = self.ledger.last(key)
                if changed is None or last is None or changed <= last.at:
                    tally.skipped["known"] += 1
                    return "known"
            elif (seen := self._seen.get(key)) is not None and not seen.done:
                # `due` has decided that it is too early.
                tally.skipped["failed lately"] += 1
                return "failed lately"
        if self.limit is not None and self._taken.get(source.slug, 0) >= self.limit:
            tally.skipped["over the limit"] += 1
            return "over the limit"
        self._taken[source.slug] = self._taken.get(source.slug, 0) + 1
        return ""

    # What came of it

    def keep(self, page: Page, request_headers: dict[str, str]) -> None:
        """Put a response into the archive; the sink hears of those that hold something."""
        if self.archive is not None and page.status != 304:
            self.archive.write(page, request_headers=request_headers)
        if page.status == 200 and page.reason != ROBOTS:
            self.sink.page(page)

    def article(self, article: Article) -> None:
        """Hand on a whole article."""
        self.sink.article(article)

    def conclude(
        self,
        source: SourceFile,
        url: str,
        outcome: FetchOutcome,
        reason: str,
        *,
        chain: Chain | None = None,
        listing: bool = False,
        part: bool = False,
        **facts: object,
    ) -> Fetch:
        """Count how an address ended and enter it in the ledger (a list's answer waits in its chain)."""
        key = self.list_key(source, url) if listing else f"{url}#page" if part else canonical(url)
        fetch = Fetch(url=key, source=source.slug, at=dt.datetime.now(dt.UTC), outcome=outcome, reason=reason, **facts)  # type: ignore[arg-type]
        tally = self.tally(source)
        if listing:
            self._count_list(tally, fetch)
        elif not part:
            if outcome in {"skipped", "failed"}:
                (tally.skipped if outcome == "skipped" else tally.failed)[reason] += 1
            elif outcome == "fetched":
                tally.fetched += 1
            else:
                tally.unchanged += 1
        if outcome == "failed":
            tally.problem(f"{url}: {reason}")
            tally.reason = tally.reason or (reason if listing else "")
        if listing and chain is not None and outcome in {"fetched", "unchanged"}:
            chain.lists.append(fetch)
        else:
            self._enter(fetch)
        if self.progress is not None:
            self.progress(fetch)
        return fetch

    def _count_list(self, tally: Tally, fetch: Fetch) -> None:
        tally.lists_fetched += fetch.outcome == "fetched"
        tally.lists_unchanged += fetch.outcome == "unchanged"
        tally.lists_failed += fetch.outcome in {"failed", "skipped"}
        if fetch.outcome == "skipped":
            tally.problem(f"{fetch.url.partition('#')[0]}: {fetch.reason}")
            tally.reason = tally.reason or fetch.reason

    def _enter(self, fetch: Fetch) -> None:
        self.sink.fetch(fetch)

    def report(self) -> CrawlReport:
        """The counts so far."""
        return CrawlReport(
            sources=tuple(self.tallies[source.slug].report() for source in self.sources),
            seconds=time.monotonic() - self.began,
        )
