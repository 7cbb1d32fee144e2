"""`kliping crawl`, `process` and `run`: the stages that write the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import TYPE_CHECKING

import click

from kliping.cli import terminal

if TYPE_CHECKING:
    from crawler.report import CrawlReport
    from kliping.model import Article
    from kliping.pipeline import ProcessReport


def source_options(command: click.decorators.FC) -> click.decorators.FC:
    """--source, --since, --until and --limit."""
    options = (
        click.option("--source", "chosen", multiple=True, metavar="SLUG", help="Only this source; may be repeated."),
        click.option("--since", type=terminal.Day(), help="Only articles published on or after this day."),
        click.option("--until", type=terminal.Day(), help="Only articles published up to and including this day."),
        click.option("--limit", type=click.IntRange(min=1), help="At most this many articles per source."),
    )
    for option in reversed(options):
        command = option(command)
    return command


@click.command()
@source_options
@click.pass_context
def crawl(
    ctx: click.Context, chosen: tuple[str, ...], since: dt.date | None, until: dt.date | None, limit: int | None
) -> None:
    """Fetch what is new from the configured sources into the archive and the store.

    robots.txt and crawl delays are obeyed. A second call asks only for what may have changed. Exit code 1 when a
    source failed; each is listed with its reason.
    """
    if not _crawl(ctx, chosen, since, until, limit):
        ctx.exit(1)


def _crawl(
    ctx: click.Context, chosen: tuple[str, ...], since: dt.date | None, until: dt.date | None, limit: int | None
) -> bool:
    from kliping.pipeline import configured_sources, gather

    settings = terminal.settings_of(ctx)
    sources = configured_sources(settings, chosen)
    with terminal.counter("crawl") as advance:
        report = gather(
            settings,
            sources,
            since=since,
            until=until,
            limit=limit,
            progress=lambda fetch: advance(f"{fetch.source}: {fetch.outcome} {fetch.url}"),
        )
    show_crawl(report)
    if report.nothing_reached:
        click.echo("No source could be reached: the database was left as it is. Is there a network?", err=True)
    return not (report.unreachable or report.failed)


def show_crawl(report: CrawlReport) -> None:
    """Print the crawl's table (found, fetched, unchanged, skipped, failed per source), every reason, every problem."""
    rows: list[dict[str, object]] = [
        {
            "source": line.name,
            "lists": line.lists_fetched + line.lists_unchanged,
            "found": line.found,
            "fetched": line.fetched,
            "unchanged": line.unchanged,
            "skipped": sum(line.skipped.values()),
            "failed": sum(line.failed.values()),
        }
        for line in report.sources
    ]
    columns = [(key, key) for key in ("source", "lists", "found", "fetched", "unchanged", "skipped", "failed")]
    terminal.emit(rows, columns, form="table", title="Gathered", empty="No source was asked.")
    for line in report.sources:
        if line.reason:
            click.echo(f"  {line.slug}: not reached: {line.reason}")
        for what, reasons in (("skipped", line.skipped), ("failed", line.failed)):
            for reason, count in sorted(reasons.items()):
                click.echo(f"  {line.slug}: {what} {count}: {reason}")
        for problem in line.problems:
            if not (line.reason and problem.endswith(f": {line.reason}")):  # said above
                click.echo(f"  {line.slug}: {problem}")
        if line.more_problems:
            click.echo(f"  {line.slug}: … and {line.more_problems} more")


@click.command()
@click.option("--again", is_flag=True, help="Read every article again, not only what is pending.")
@click.option("--from-archive", is_flag=True, help="Extract every archived page again first.")
@click.pass_context
def process(ctx: click.Context, again: bool, from_archive: bool) -> None:
    """Read, link and cluster what is pending; an improved reader finds everything pending again."""
    if from_archive:
        _reread(ctx)
    if not _process(ctx, again):
        ctx.exit(1)


def _reread(ctx: click.Context) -> None:
    from kliping.archives import reread

    with terminal.counter("archive") as advance:
        report = reread(terminal.settings_of(ctx), progress=advance)
    click.echo(f"Extracted {report.read} articles again from the archive.")
    for reason, count in report.left.most_common():
        click.echo(f"  {count} pages give none: {reason}", err=True)
    for problem in report.problems:
        click.echo(f"  {problem}", err=True)


def _process(ctx: click.Context, again: bool = False) -> bool:
    from kliping import pipeline

    report = pipeline.process(terminal.settings_of(ctx), again=again, progress=_bar)
    show_process(report)
    return not report.failed


def _bar(items: Iterable[Article], total: int, label: str) -> Iterable[Article]:
    return terminal.progress(items, total=total, label=label)


def show_process(report: ProcessReport) -> None:
    """Print what was read and what could not be."""
    click.echo(f"Read {report.read} articles. The store holds {report.articles} articles on {report.stories} stories,")
    click.echo(f"with {report.families} statements and {report.facts} received awards.")
    by_reason: dict[str, list[str]] = {}
    for url, reason in report.failed:
        by_reason.setdefault(reason, []).append(url)
    for reason, urls in by_reason.items():
        shown = ", ".join(urls[:5]) + (f" and {len(urls) - 5} more" if len(urls) > 5 else "")
        click.echo(f"  could not be read, will be tried again: {shown} ({reason})", err=True)


@click.command()
@source_options
@click.pass_context
def run(
    ctx: click.Context, chosen: tuple[str, ...], since: dt.date | None, until: dt.date | None, limit: int | None
) -> None:
    """Crawl, then process what is pending: safe to call again at any time, from cron for instance."""
    crawled = _crawl(ctx, chosen, since, until, limit)
    if not crawled and not terminal.settings_of(ctx).database.exists():
        ctx.exit(1)  # nothing was reached and there is nothing to read: the crawl has said why
    processed = _process(ctx)
    if not (crawled and processed):
        ctx.exit(1)
