"""`crawl`: one run over the given sources. Knows how the parts are put together, and nothing about what they do."""

from __future__ import annotations

import asyncio
import datetime as dt
import logging
from collections.abc import Sequence
from concurrent.futures import Executor

from crawler.archive import ArchiveWriter
from crawler.intake import Intake, Progress, Wanted
from crawler.ledger import Ledger, Sink
from crawler.registry import SourceFile
from crawler.report import CrawlReport
from crawler.settings import scrapy_settings
from kliping.config import Settings


def crawl(
    sources: Sequence[SourceFile],
    *,
    ledger: Ledger,
    sink: Sink,
    settings: Settings,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int | None = None,
    progress: Progress | None = None,
    wanted: Wanted | None = None,
    now: dt.datetime | None = None,
    recheck: dt.timedelta = dt.timedelta(hours=1),
    keep: bool = True,
    executor: Executor | None = None,
) -> CrawlReport:
    """Fetch what is new or changed and hand it to the sink; the report says what came of every source.

    `since`/`until`: publication dates wanted (a date counts in the source's zone, `until` is the last day). Without
    them a list's own contents are taken, and dated pages and sitemaps back to `settings.lookback_days`.
    `limit`: articles asked for, per source. `progress` gets every Fetch as it is concluded. `wanted(title, teaser)`
    decides on links that bear a title. `now`: the moment that counts as the present, for a demonstration.
    `recheck`: a known article is asked for again, conditionally, when it is this old, then at doubling intervals for a
    week. `keep`: write the responses to `settings.archive_dir`. `executor`: where pages are extracted (a process pool).

    Can be called again and again in one process, from any thread but not from inside a running asyncio loop. A failing
    source stops no other. Raises ArchiveError when the archive cannot be written to, and what ledger and sink raise.
    """
    from scrapy.crawler import AsyncCrawlerRunner
    from scrapy.settings import Settings as ScrapySettings

    from crawler.loop import run

    _quiet()
    archive = ArchiveWriter(settings.archive_dir, user_agent=settings.user_agent) if keep else None
    intake = Intake(
        sources,
        ledger=ledger,
        sink=sink,
        archive=archive,
        days=settings.lookback_days,
        terms=tuple(dict.fromkeys((*settings.search, *settings.watch))),
        since=since,
        until=until,
        limit=limit,
        now=now,
        recheck=recheck,
        wanted=wanted,
        progress=progress,
    )

    errors: list[BaseException] = []
    stopping: list[asyncio.Future[None]] = []

    async def main() -> None:
        from scrapy import signals
        from twisted.internet import reactor
        from twisted.python.failure import Failure

        from crawler.guard import GuardedResolver
        from crawler.spiders.lists import ListSpider

        GuardedResolver.trust(sources)
        GuardedResolver(reactor, 10_000, min(settings.timeout, 20.0)).install_on_reactor()
        runner = AsyncCrawlerRunner(ScrapySettings(scrapy_settings(settings)))
        crawler = runner.create_crawler(ListSpider)

        def stop(failure: Failure) -> None:
            # What a page can do wrong is caught where it is read: this is the sink, the ledger or the archive.
            if not errors:
                stopping.append(asyncio.ensure_future(crawler.stop_async()))
            errors.append(failure.value)

        crawler.signals.connect(stop, signal=signals.spider_error)
        await runner.crawl(crawler, intake=intake, executor=executor)

    try:
        if sources:
            run(main)
    finally:
        if archive is not None:
            archive.close()
    if errors:
        raise errors[0]
    return intake.report()


def _quiet() -> None:
    """Scrapy logs what the report says better; its warnings and errors still come through."""
    for name in ("scrapy", "twisted", "asyncio"):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.WARNING)
    # They warn that no Referer is sent (none is meant to be), and of large pages (the report names them).
    for name in ("downloadermiddlewares.redirect", "core.downloader.handlers.http11"):
        logging.getLogger(f"scrapy.{name}").setLevel(logging.ERROR)
