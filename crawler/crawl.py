"""`crawl`: one run over the given sources. Knows how the parts are put together, and nothing about what they do."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence

from crawler.archive import ArchiveWriter
from crawler.intake import Intake, Progress, Wanted
from crawler.ledger import Ledger, Sink
from crawler.registry import SourceFile
from crawler.report import CrawlReport
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
) -> CrawlReport:
    """Fetch what is new or changed and hand it to the sink; the report says what came of every source.

    `since`/`until`: publication dates wanted (a date counts in the source's zone, `until` is the last day). Without
    them a list's own contents are taken, and dated pages and sitemaps back to `settings.lookback_days`.
    `limit`: articles asked for, per source. `progress` gets every Fetch as it is concluded. `wanted(title, teaser)`
    decides on links that bear a title. `now`: the moment that counts as the present, for a demonstration.
    `recheck`: a known article is asked for again, conditionally, when it is this old, then at doubling intervals for a
    week. `keep`: write the responses to `settings.archive_dir`. Pages are read in `settings.extraction_workers`
    processes; an article is the same and in the report the same however they take turns.

    Can be called again and again in one process, from any thread but not from inside a running asyncio loop. A failing
    source stops no other. Raises ArchiveError when the archive cannot be written to, and what ledger and sink raise.
    """
    from crawler.loop import run_spider
    from crawler.reading_pool import ReadingPool, usual_workers
    from crawler.spiders.lists import ListSpider

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

    workers = settings.extraction_workers
    pool = ReadingPool(usual_workers() if workers is None else workers)
    try:
        if sources:
            run_spider(ListSpider, settings, sources, intake=intake, pool=pool)
    finally:
        pool.close()
        if archive is not None:
            archive.close()
    return intake.report()
