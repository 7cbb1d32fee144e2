"""Fetches articles: conditional requests, following pages, extraction, hand-over. The base of all spiders."""

from __future__ import annotations

import asyncio
import datetime as dt
import hashlib
import logging
import time
from collections.abc import AsyncIterator, Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.failure import reason_of
from crawler.guard import Refused
from crawler.headers import header_of
from crawler.intake import ROBOTS, Chain, Intake
from crawler.ledger import NOT_AN_ARTICLE
from crawler.page_reading import MAX_PAGES, UnreadPageError, server_time
from crawler.pagination import join_pages, page_number
from crawler.reading_pool import ReadingPool
from crawler.registry import SourceFile
from crawler.robots import DISALLOWED, oddities
from kliping.errors import KlipingError
from kliping.model import Article, Page
from kliping.urls import canonical

_HTML = ("text/html", "application/xhtml", "text/plain")
_REFUSED = frozenset({401, 402, 403, 451})
_log = logging.getLogger(__name__)

Answers = AsyncIterator[Request]


@dataclass
class Job:
    """An article on its way: its address, why it was asked for, and its pages so far."""

    source: SourceFile
    url: str
    reason: str
    chain: Chain | None = None
    pages: dict[str, Article] = field(default_factory=dict)
    asked: set[str] = field(default_factory=set)
    waiting: int = 0
    facts: dict[str, Any] = field(default_factory=dict)
    trouble: str = ""


class ArticleSpider(scrapy.Spider):  # type: ignore[misc]
    """Asks for articles and hands them to the intake."""

    name = "articles"

    def __init__(self, intake: Intake, pool: ReadingPool, **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.intake, self.pool = intake, pool
        self.failure: KlipingError | None = None
        self.stopping: asyncio.Future[None] | None = None

    # Requests

    def ask(self, job: Job) -> Request:
        """The conditional request for an article's first page."""
        if job.chain:
            job.chain.pending += 1
        job.asked.add(job.url)
        headers = self.conditions(canonical(job.url))
        return self.request(job.source, job.url, self.answered, self.refused, headers=headers, priority=10, job=job)

    def conditions(self, key: str) -> dict[str, str]:
        """The headers that let a server answer "not modified"."""
        etag, modified = self.intake.ledger.validators(key)
        return {k: v for k, v in (("If-None-Match", etag), ("If-Modified-Since", modified)) if v}

    def request(
        self,
        source: SourceFile,
        url: str,
        callback: Callable[..., Any],
        errback: Callable[..., Any],
        *,
        headers: dict[str, str] | None = None,
        priority: int = 0,
        maxsize: int | None = None,
        **state: Any,
    ) -> Request:
        """A request that carries its source; `state` goes to the callback, and to the errback through the request."""
        # The scheduler gives hosts their turns by this slot; for it two ports are two hosts.
        meta: dict[str, Any] = {"source": source, "state": state, "download_slot": urlsplit(url).netloc}
        if maxsize is not None:
            meta["download_maxsize"] = maxsize
        return Request(
            url, callback=callback, errback=errback, headers=headers, priority=priority, meta=meta, cb_kwargs=state
        )

    # Answers

    async def answered(self, response: Response, job: Job) -> Answers:
        """The first page came, or the server said how things are."""
        page = self.received(response, job.source, job.url, job.reason)
        self.intake.keep(page, request_headers(response))
        if page.status == 304:
            etag, modified = self.intake.ledger.validators(canonical(job.url))
            last = self.intake.ledger.last(canonical(job.url))
            facts = validators(page, etag, modified) | {
                "digest": last.digest if last else "",
                "seconds": latency(response),
            }
            self.finish(job, "unchanged", job.reason, **facts)
            return
        kind = header_of(page.headers, "content-type").partition(";")[0].strip().lower()
        if page.status != 200:
            self.finish(job, "failed", status_reason(page.status), status=page.status)
            return
        digest = hashlib.sha256(page.body).hexdigest()
        job.facts = validators(page) | {"digest": digest, "bytes": len(page.body), "seconds": latency(response)}
        last = self.intake.ledger.last(canonical(job.url))
        if last and last.digest == job.facts["digest"]:
            self.finish(job, "unchanged", job.reason, **job.facts)
        elif kind and not kind.startswith(_HTML):
            self.finish(job, "skipped", NOT_AN_ARTICLE, **job.facts)
        else:
            for request in await self.read(page, job):
                yield request

    async def continued(self, response: Response, job: Job, address: str) -> Answers:
        """A following page came."""
        page = self.received(response, job.source, address, "next-page")
        self.intake.keep(page, request_headers(response))
        job.waiting -= 1
        if page.status == 200:
            self.intake.conclude(
                job.source, address, "fetched", "next-page", part=True, status=200, bytes=len(page.body)
            )
            for request in await self.read(page, job):
                yield request
        else:
            self.lost(job, address, status_reason(page.status))

    async def read(self, page: Page, job: Job) -> list[Request]:
        """Extract a page; ask for the pages that follow, or hand on the article when it was the last."""
        try:
            article = await self.extract(page, job.source)
        except UnreadPageError as error:
            if job.pages:
                job.trouble = job.trouble or f"a following page: {error}"
            elif error.no_article:
                self.finish(job, "skipped", NOT_AN_ARTICLE, **job.facts)
                return []
            else:
                self.finish(job, "failed", f"extraction: {error}"[:160], status=page.status)
                return []
        else:
            job.pages[page.url] = article
        requests = []
        for address in job.pages[page.url].next_pages if page.url in job.pages else ():
            if address not in job.asked and len(job.asked) < MAX_PAGES and job.source.allows(address):
                job.asked.add(address)
                job.waiting += 1
                requests.append(
                    self.request(
                        job.source, address, self.continued, self.stopped, priority=20, job=job, address=address
                    )
                )
        if not job.waiting:
            self.hand_on(job)
        return requests

    async def extract(self, page: Page, source: SourceFile) -> Article:
        """The article of a page, in another process where there is a pool. Raises UnreadPageError."""
        return await self.pool.read(page.body, page.url, source, server_time(page.headers), page.headers)

    def hand_on(self, job: Job) -> None:
        """All pages are there, or given up: join them and give the article to the sink."""
        first = job.url
        order = sorted(job.pages, key=lambda url: (url != first, page_number(url) or 0))
        self.intake.article(join_pages([job.pages[url] for url in order]))
        if job.trouble:
            # The part that came is worth having; without validators the whole is asked for again next time.
            self.finish(job, "failed", f"incomplete: {job.trouble}")
        else:
            self.finish(job, "fetched", job.reason, **job.facts)

    # Failures

    def refused(self, failure: Failure) -> None:
        """No answer to the first page."""
        job: Job = failure.request.meta["state"]["job"]
        reason = self.reason(failure)
        self.finish(job, "skipped" if reason == DISALLOWED else "failed", reason)

    def stopped(self, failure: Failure) -> None:
        """No answer to a following page."""
        state = failure.request.meta["state"]
        state["job"].waiting -= 1
        self.lost(state["job"], state["address"], self.reason(failure))

    def lost(self, job: Job, address: str, reason: str) -> None:
        """A following page could not be had: the article goes on without it, marked as incomplete."""
        job.trouble = job.trouble or f"a following page: {reason}"
        self.intake.conclude(job.source, address, "failed", reason, part=True)
        if not job.waiting:
            self.hand_on(job)

    def reason(self, failure: Failure) -> str:
        """Why, in words; a mistake of ours is logged with its trace and named too."""
        error = failure.value
        if not isinstance(error, Refused) and type(error).__module__.partition(".")[0] not in {"scrapy", "twisted"}:
            _log.error("%s: %r", failure.request.url, error)
        self.intake.tally(failure.request.meta["source"]).ended = time.monotonic()
        return reason_of(error, failure.request.url)

    def finish(self, job: Job, outcome: Any, reason: str, **facts: Any) -> None:
        """The article is concluded."""
        self.intake.conclude(job.source, job.url, outcome, reason, chain=job.chain, **facts)
        self.intake.done(job.chain)

    # Help

    def robots(self, response: Response, source: SourceFile) -> None:
        """A robots.txt came (see `crawler.robots`): it goes into the archive, as what allowed the rest."""
        if response.status == 200 and (problem := oddities(response.body)):
            self.intake.tally(source).problem(f"{response.url}: {problem}")
        page = _page(response, source, response.url, ROBOTS)
        try:
            self.intake.keep(page, request_headers(response))
        except KlipingError as error:
            # Raised in a middleware it would look like a failed request: `run_spider` raises it at the end.
            self.failure = self.failure or error
            self.stopping = asyncio.ensure_future(self.crawler.stop_async())

    def received(self, response: Response, source: SourceFile, url: str, reason: str) -> Page:
        """The Page of a response, counted."""
        tally = self.intake.tally(source)
        tally.requests += 1 + int(response.meta.get("retry_times", 0))
        tally.bytes += len(response.body)
        tally.ended = time.monotonic()
        return _page(response, source, url, reason)


def _page(response: Response, source: SourceFile, url: str, reason: str) -> Page:
    return Page(
        url=url,
        status=response.status,
        headers=dict(response.headers.to_unicode_dict().items()),
        body=response.body,
        fetched_at=dt.datetime.now(dt.UTC),
        source=source.slug,
        final_url=response.url,
        reason=reason,
    )


def validators(page: Page, etag: str = "", modified: str = "") -> dict[str, Any]:
    """Status, ETag and Last-Modified for a Fetch; the earlier ones where the answer has none."""
    return {
        "status": page.status,
        "etag": header_of(page.headers, "etag") or etag,
        "last_modified": header_of(page.headers, "last-modified") or modified,
    }


def latency(response: Response) -> float:
    """Seconds until the answer began."""
    return round(float(response.meta.get("download_latency") or 0.0), 3)


def request_headers(response: Response) -> dict[str, str]:
    """What was sent, for the archive."""
    return dict(response.request.headers.to_unicode_dict().items())


def status_reason(status: int) -> str:
    """A status in words."""
    if status in _REFUSED:
        return f"refused (status {status})"
    return f"gone (status {status})" if status in {404, 410} else f"status {status}"
