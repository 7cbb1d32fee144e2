"""The one place that knows all stages: gather into the store, read what is pending, link it up.

Every step may be killed and started again. Nothing is printed here; callers pass `progress` to watch.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from kliping.config import ConfigurationError, Settings
from kliping.errors import KlipingError
from kliping.model import Article, Fetch
from kliping.nearest import did_you_mean

if TYPE_CHECKING:
    from crawler.registry import SourceFile
    from crawler.report import CrawlReport
    from store.database import Store

#: Called with the items of a step, their number and a label; passes them through (see kliping.cli.terminal.progress).
Progress = Callable[[Iterable[Article], int, str], Iterable[Article]]


@dataclass(slots=True)
class ProcessReport:
    """What a run of `process` did: articles read, articles that could not be read with the reason.

    The other numbers are what the store holds afterwards.
    """

    read: int = 0
    failed: list[tuple[str, str]] = field(default_factory=list)
    articles: int = 0
    stories: int = 0
    families: int = 0
    facts: int = 0


def known_sources(settings: Settings) -> dict[str, SourceFile]:
    """All sources by slug: the shipped ones, and over them those of `sources_dir`."""
    from crawler.registry import SourceError, load_sources

    try:
        known = {source.slug: source for source in load_sources(None)}
        if settings.sources_dir is not None:
            known |= {source.slug: source for source in load_sources(settings.sources_dir)}
    except SourceError as error:
        raise ConfigurationError(str(error)) from error
    return known


def configured_sources(settings: Settings, chosen: Sequence[str] = ()) -> list[SourceFile]:
    """The sources to gather from: those named, else those of the settings, else all that are enabled.

    Raises ConfigurationError naming a slug that no source has, or a named source that is switched off.
    """
    known = known_sources(settings)
    wanted = chosen or settings.sources
    if not wanted:
        return [source for source in known.values() if source.enabled]
    for slug in wanted:
        if slug not in known:
            near = did_you_mean(slug, known)
            raise ConfigurationError(
                f"{slug}: no such source{near}; `kliping sources list --all` shows all {len(known)}"
            )
        if not known[slug].enabled:
            raise ConfigurationError(f"{slug}: this source is switched off: {known[slug].terms or 'enabled = false'}")
    return [known[slug] for slug in wanted]


def gather(
    settings: Settings,
    sources: Sequence[SourceFile],
    *,
    since: dt.date | None = None,
    until: dt.date | None = None,
    limit: int | None = None,
    progress: Callable[[Fetch], None] | None = None,
    now: dt.datetime | None = None,
) -> CrawlReport:
    """Fetch what is new into archive and store.

    The database is opened for writing at the first answer: when no source can be reached it stays untouched.
    `since` and `until` are inclusive days of publication; `now` is the present (a demonstration has its own).
    """
    from crawler.crawl import crawl
    from kliping.gathering import PatientLedger
    from nlp.relevance import may_matter

    with PatientLedger(settings.database, [source.source() for source in sources]) as ledger:
        return crawl(
            sources,
            ledger=ledger,
            sink=ledger,
            settings=settings,
            since=since,
            until=until,
            limit=limit,
            progress=progress,
            now=now,
            wanted=may_matter if settings.fetch == "relevant" else None,
        )


def process(settings: Settings, *, again: bool = False, progress: Progress | None = None) -> ProcessReport:
    """Read every article that this version of the readers has not read (all of them with `again`), then link.

    An article that cannot be read is listed, the others go on; it is tried again next time.
    """
    from nlp.annotate import Annotator
    from store.annotations import count_pending, pending, save_annotation
    from store.articles import load_articles
    from store.database import open_store

    report = ProcessReport()
    _require_database(settings)
    with open_store(settings.database) as store:
        annotator = Annotator(watch=settings.watch)
        waiting: Iterable[Article] = load_articles(store) if again else pending(store, annotator.version)
        if progress is not None:
            total = store.count("SELECT count(*) FROM articles") if again else count_pending(store, annotator.version)
            waiting = progress(waiting, total, "process")
        for article in waiting:
            try:
                annotation = annotator.annotate_one(article)
            except Exception as error:  # one bad article must not stop the others; it is named in the report
                report.failed.append((article.url, f"{type(error).__name__}: {error}"))
                continue
            save_annotation(store, annotation)
            report.read += 1
        link_up(store, settings, report)
    return report


def link_up(store: Store, settings: Settings, report: ProcessReport) -> None:
    """Vectors, stories, quote families, award facts and coverage peaks for what is new."""
    from nlp.embeddings import load_embedder
    from store.award_facts import assign_facts
    from store.quotes import assign_families
    from store.stories import assign_stories
    from store.timeline import find_peaks
    from store.vectors import encode_missing

    embedder = load_embedder(settings.embedder or None)
    encode_missing(store, embedder)
    assign_families(store)  # first: a shared statement is evidence of one story
    assign_stories(store, embedder=embedder)
    assign_facts(store)
    find_peaks(store)
    report.articles = store.count("SELECT count(*) FROM articles")
    report.stories = store.count("SELECT count(*) FROM stories WHERE merged_into IS NULL AND articles > 0")
    report.families = store.count("SELECT count(*) FROM quote_families")
    report.facts = store.count("SELECT count(*) FROM award_facts WHERE status = 'received'")


def reading_store(settings: Settings) -> Store:
    """The store, opened read-only. Raises KlipingError saying what to run when there is none yet."""
    from store.database import open_store

    _require_database(settings)
    return open_store(settings.database, read_only=True)


def _require_database(settings: Settings) -> None:
    if not settings.database.exists():
        raise KlipingError(
            f"{settings.database}: no such database yet; `kliping run` makes it. What `kliping demo` made is asked with"
            " --config kliping-demo/kliping.toml"
        )
