"""Archives into the store: web archives of others (`backfill`), and our own read again with today's extraction."""

from __future__ import annotations

import functools
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kliping.config import Settings
from kliping.pipeline import known_sources

if TYPE_CHECKING:
    from crawler.backfill import FileReport


@dataclass(slots=True)
class RereadReport:
    """What reading the archive again gave."""

    read: int = 0
    left: Counter[str] = field(default_factory=Counter)  # reason → pages that give no article
    problems: list[str] = field(default_factory=list)


def backfill(
    settings: Settings,
    files: Sequence[str],
    *,
    month: str = "",
    chosen: Sequence[str] = (),
    again: bool = False,
    cluster: str = "",
    progress: Callable[[FileReport], None] | None = None,
) -> list[FileReport]:
    """Read WARC files (paths or addresses), and Common Crawl's news files of `month`, into the store.

    All known sources count, also those that are switched off: nothing is asked of them. `cluster` is the address of a
    Dask scheduler whose workers read the files. Raises BackfillError when the list of a month cannot be had, and
    ClusterError when the cluster cannot be used.
    """
    from crawler.backfill import backfill as read_files
    from crawler.backfill import ccnews_files
    from crawler.registry import pick_sources
    from store.articles import save_sources
    from store.database import open_store
    from store.fetches import StoreLedger

    known = known_sources(settings)
    sources = pick_sources(known.values(), chosen) if chosen else list(known.values())
    every = [*files, *(ccnews_files(month, user_agent=settings.user_agent) if month else [])]
    settings.database.parent.mkdir(parents=True, exist_ok=True)
    with open_store(settings.database) as store:
        save_sources(store, [source.source() for source in sources])
        ledger = StoreLedger(store)
        read: Callable[..., list[FileReport]] = read_files
        if cluster:
            from crawler.cluster import backfill_on_cluster

            read = functools.partial(backfill_on_cluster, cluster)
        return read(
            every,
            sources=sources,
            ledger=ledger,
            sink=ledger,
            watch=settings.watch,
            user_agent=settings.user_agent,
            again=again,
            progress=progress,
        )


def reread(settings: Settings, *, progress: Callable[[str], None] | None = None) -> RereadReport:
    """Extract every article of our own archive again and store it; one that comes out otherwise is a new version."""
    from crawler.archive import ArchiveReader
    from crawler.reread import reread as read_again
    from store.articles import save_article
    from store.database import open_store

    report = RereadReport()
    archive = ArchiveReader(settings.archive_dir)
    with open_store(settings.database) as store:
        for item in read_again(archive, list(known_sources(settings).values())):
            if progress is not None:
                progress(item.url)
            if item.article is None:
                report.left[item.reason] += 1
            else:
                save_article(store, item.article)
                report.read += 1
    report.problems = archive.problems
    return report
