"""Asks for a source's lists, follows what they offer, and knows when to stop. The rules are in `crawler.discovery`."""

from __future__ import annotations

import hashlib
import logging
import time
from collections.abc import AsyncIterator, Iterator
from itertools import zip_longest
from typing import Any

from scrapy import Request
from scrapy.http import Response, TextResponse
from twisted.python.failure import Failure

from crawler.discovery import MAX_CHILDREN, MAX_DEPTH, Ask, more, plan, read, sift
from crawler.intake import Chain
from crawler.listings import Link, Listing, tidy
from crawler.page_reading import server_time
from crawler.registry import SourceFile
from crawler.settings import LIST_FACTOR
from crawler.spiders.articles import (
    Answers,
    ArticleSpider,
    Job,
    latency,
    request_headers,
    status_reason,
    validators,
)
from kliping.model import Article, Moment
from kliping.urls import article_id, canonical

_log = logging.getLogger(__name__)


class ListSpider(ArticleSpider):
    """The crawl proper: every source's lists, and the articles in them."""

    name = "lists"

    async def start(self) -> AsyncIterator[Request]:
        """First the articles that are due again, then the lists; the sources take turns."""
        for group in zip_longest(*(self.opening(source) for source in self.intake.sources)):
            for request in group:
                if request is not None:
                    yield request

    def opening(self, source: SourceFile) -> Iterator[Request]:
        """A source's first requests."""
        self.intake.tally(source).began = time.monotonic()
        for url in self.intake.due(source):
            if not self.intake.take(source, url, again=True):
                yield self.ask(Job(source=source, url=url, reason="recheck"))
        asks = list(plan(source, self.intake.window(source), now=self.intake.now(), terms=self.intake.terms))
        if not asks:
            self.intake.tally(source).reason = "only searches for watch terms, and none is set"
        for ask in asks:
            if self.intake.take_list(source, ask.url):
                yield self.ask_list(source, ask, self.intake.chain(source, ask.url))

    def ask_list(self, source: SourceFile, ask: Ask, chain: Chain) -> Request:
        """The conditional request for a list."""
        chain.pending += 1
        chain.asked.add(ask.url)
        return self.request(
            source,
            ask.url,
            self.listed,
            self.unlisted,
            headers=self.conditions(self.intake.list_key(source, ask.url)),
            maxsize=LIST_FACTOR * self.settings.getint("DOWNLOAD_MAXSIZE"),
            ask=ask,
            chain=chain,
        )

    async def listed(self, response: Response, ask: Ask, chain: Chain) -> Answers:
        """A list came."""
        source = chain.source
        way = source.discovery[ask.way]
        page = self.received(response, source, ask.url, "list")
        self.intake.keep(page, request_headers(response))
        key = self.intake.list_key(source, ask.url)
        facts = validators(page, *self.intake.ledger.validators(key)) if page.status == 304 else validators(page)
        facts["seconds"] = latency(response)
        if page.status == 304:
            self.intake.conclude(source, ask.url, "unchanged", way.method, chain=chain, listing=True, **facts)
        elif page.status != 200:
            self.failed(source, ask, chain, status_reason(page.status), page.status)
        else:
            text = response.text if isinstance(response, TextResponse) else response.body.decode("utf-8", "replace")
            now = max(self.intake.now(), server_time(page.headers))
            try:
                listing = read(source, ask, page.body, text, now=now)
            except Exception as error:  # a hostile list must not end the crawl
                _log.exception("%s: cannot be read", ask.url)
                listing = Listing(problems=(f"cannot be read ({type(error).__name__}: {error})"[:200],))
                chain.spoil()
            for problem in listing.problems:
                self.problem(source, ask, problem)
            if not (listing.links or listing.children or way.dated or way.queried) and ask.page == way.first_page:
                self.problem(source, ask, "no article links in it")
            if not all(child.modified for child in listing.children):
                # Its parts may change while it stays as it is: it must always be read.
                facts |= {"etag": "", "last_modified": ""}
            digest = hashlib.sha256(page.body).hexdigest()
            same = (last := self.intake.ledger.last(key)) is not None and last.digest == digest
            outcome: Any = "unchanged" if same else "fetched"
            facts |= {"digest": digest, "bytes": len(page.body)}
            self.intake.conclude(source, ask.url, outcome, way.method, chain=chain, listing=True, **facts)
            for request in self.follow(source, ask, chain, listing):
                yield request
        self.intake.done(chain)

    def follow(self, source: SourceFile, ask: Ask, chain: Chain, listing: Listing) -> Iterator[Request]:
        """The articles of a list that are worth a request, and the lists that come after it."""
        frame = self.intake.window(source)
        links, left = sift(source, ask, listing.links, frame, self.intake.wanted)
        self.intake.tally(source).skipped.update(left)
        keys = [canonical(link.url) for link in links]
        caught_up = self.intake.caught_up(chain, keys)
        for link, key in zip(links, keys, strict=True):
            refusal = self.intake.take(source, key, changed=link.modified)
            if refusal == "over the limit":
                chain.spoil()
            elif not refusal:
                method = source.discovery[ask.way].method
                job = Job(source=source, url=tidy(link.url), reason=method, chain=chain)
                if method == "video-feed":
                    self.take_video(job, link)
                else:
                    yield self.ask(job)
        if listing.children and ask.depth >= MAX_DEPTH:
            self.problem(source, ask, f"a sitemap index {MAX_DEPTH + 1} deep; its parts were left")
        elif len(listing.children) > MAX_CHILDREN:
            self.problem(source, ask, f"more than {MAX_CHILDREN} parts; the newest were read")
        for following in more(source, ask, listing, frame, caught_up=caught_up):
            if self.intake.take_list(source, following.url):
                yield self.ask_list(source, following, chain)
            elif listing.children and following.url in chain.asked:
                self.problem(source, ask, f"leads back to {following.url}, which was read already")

    def problem(self, source: SourceFile, ask: Ask, text: str) -> None:
        """Name in the report what is wrong with a list."""
        self.intake.tally(source).problem(f"{ask.url}: {text}")

    def take_video(self, job: Job, link: Link) -> None:
        """An official channel's video: title and description as its feed gives them; the page is not asked for."""
        assert job.chain is not None
        job.chain.pending += 1
        url = canonical(link.url)
        if not link.title or not (link.teaser or link.title):
            self.finish(job, "skipped", "no title")
            return
        self.intake.article(
            Article(
                id=article_id(url, link.published),
                url=url,
                title=link.title,
                text=link.teaser or link.title,
                source=job.source.slug,
                outlet=job.source.name,
                published=Moment(at=link.published, origin="feed") if link.published else None,
                language=job.source.language,
                section="video",
                pages=(link.url,),
            )
        )
        self.finish(job, "fetched", job.reason, status=200)

    def unlisted(self, failure: Failure) -> None:
        """No answer to a list."""
        state = failure.request.meta["state"]
        chain: Chain = state["chain"]
        self.failed(chain.source, state["ask"], chain, self.reason(failure), None)
        self.intake.done(chain)

    def failed(self, source: SourceFile, ask: Ask, chain: Chain, reason: str, status: int | None) -> None:
        """A list could not be had. The end of a paged list, answered with an error, is no failure."""
        beyond = ask.page > source.discovery[ask.way].first_page and status in {400, 404, 410}
        if not beyond:
            chain.spoil()
            refused = "skipped" if reason.startswith("robots.txt") else "failed"
            self.intake.conclude(source, ask.url, refused, reason, listing=True, status=status)  # type: ignore[arg-type]
