"""What a crawl asks of the store and hands to it, as protocols: the crawler knows no database.

`Ledger` remembers what was asked for before, `Sink` takes what was gathered. `MemoryLedger` is both, for tests and for
a crawl that keeps nothing.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Protocol

from kliping.model import Article, Fetch, Page


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """An article page asked for before: first and last when, and whether it was got (else it may recover)."""

    url: str
    first: dt.datetime
    asked: dt.datetime
    done: bool = True


class Ledger(Protocol):
    """What earlier crawls did. Addresses are the `url` of earlier Fetches, letter for letter.

    Articles are kept under `kliping.urls.canonical(url)`. An address with a `#` is no article: a listing page bears a
    mark of the window and filters it was read with (another window must not be answered with 304), the second and later
    pages of an article end in `#page`.
    """

    def is_known(self, url: str) -> bool:
        """Whether the address was fetched or unchanged before, or turned away for good (see `final`)."""
        ...

    def validators(self, url: str) -> tuple[str, str]:
        """ETag and Last-Modified of the last successful fetch, "" where there was none."""
        ...

    def last(self, url: str) -> Fetch | None:
        """The latest Fetch of the address with outcome fetched or unchanged (its digest is needed to see a change)."""
        ...

    def recent(self, source: str, since: dt.datetime) -> Iterable[Seen]:
        """Addresses (no `#`) of a source (slug) first asked for after `since`: they may have changed or recovered.

        Those turned away for good (see `final`) and those skipped are not among them.
        """
        ...


class Sink(Protocol):
    """Where a crawl puts what it gathered. A call may come twice after a kill: each must be safe to repeat."""

    def fetch(self, fetch: Fetch) -> None:
        """How one address ended. Comes last, after page() and article(): it is the mark that the address is done.

        Keep the latest per address: an "unchanged" one carries the validators on and adds nothing.
        """
        ...

    def page(self, page: Page) -> None:
        """A response that was just kept in the archive (`crawler.archive` finds it again by its address)."""
        ...

    def article(self, article: Article) -> None:
        """A whole article, its pages joined. An address known with other text is a changed article: a new version."""
        ...


@dataclass
class MemoryLedger:
    """A Ledger and a Sink in memory."""

    fetches: dict[str, Fetch] = field(default_factory=dict)
    first: dict[str, dt.datetime] = field(default_factory=dict)
    articles: dict[str, list[Article]] = field(default_factory=dict)
    pages: list[str] = field(default_factory=list)
    log: list[Fetch] = field(default_factory=list)

    def is_known(self, url: str) -> bool:
        """See Ledger."""
        fetch = self.fetches.get(url)
        return fetch is not None and (fetch.outcome in {"fetched", "unchanged"} or final(fetch))

    def validators(self, url: str) -> tuple[str, str]:
        """See Ledger."""
        fetch = self.last(url)
        return (fetch.etag, fetch.last_modified) if fetch else ("", "")

    def last(self, url: str) -> Fetch | None:
        """See Ledger."""
        fetch = self.fetches.get(url)
        return fetch if fetch and fetch.outcome in {"fetched", "unchanged"} else None

    def recent(self, source: str, since: dt.datetime) -> Iterable[Seen]:
        """See Ledger."""
        return [
            Seen(url=url, first=first, asked=last.at, done=last.outcome != "failed")
            for url, first in self.first.items()
            if first >= since and (last := self.fetches[url]).source == source
            if last.outcome != "skipped" and not final(last)
        ]

    def fetch(self, fetch: Fetch) -> None:
        """See Sink."""
        self.log.append(fetch)
        before = self.last(fetch.url)
        if fetch.outcome == "failed" and before:
            return  # a bad moment does not make a known address unknown
        self.fetches[fetch.url] = fetch
        if "#" not in fetch.url:
            self.first.setdefault(fetch.url, fetch.at)

    def page(self, page: Page) -> None:
        """See Sink."""
        self.pages.append(page.url)

    def article(self, article: Article) -> None:
        """See Sink."""
        versions = self.articles.setdefault(article.url, [])
        if not versions or versions[-1].text != article.text or versions[-1].title != article.title:
            versions.append(article)


def final(fetch: Fetch) -> bool:
    """Whether a skip or failure needs no second try: the page is gone, or it is no article."""
    return fetch.status in {404, 410} or (fetch.outcome == "skipped" and fetch.reason == NOT_AN_ARTICLE)


NOT_AN_ARTICLE = "not an article"
