"""`kliping demo`: the whole way on the embedded newsroom, on loopback only."""

from __future__ import annotations

import shutil
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from crawler.newsroom.server import Newsroom

_FIRST_PORT = 8641  # of the eight that the outlets stand on, so that their addresses are the same at every start
_NEXT = (
    "search pelayanan prima",
    'search "zona integritas" --since 2026-03-01',
    "awards --programme pekppp",
    "quotes --minister",
    "timeline --limit 20",
)
_NOTICE = "All outlets, articles and persons of this newsroom are fiction (seluruh isi karangan)."


@click.command()
@click.option(
    "--folder", default="kliping-demo", show_default=True, type=click.Path(file_okay=False), help="Where to work."
)
@click.option(
    "--serve", is_flag=True, help="Keep the newsroom open afterwards, to crawl it again from another terminal."
)
@click.pass_context
def demo(ctx: click.Context, folder: str, serve: bool) -> None:
    """Crawl an embedded newsroom of eight fictional outlets, read it, and write a briefing; no network is used.

    The folder is made anew at each call. Afterwards `kliping --config kliping-demo/kliping.toml …` asks its store.
    """
    from crawler.newsroom.desk import NOW
    from kliping import pipeline
    from kliping.cli.gather import show_crawl, show_process
    from kliping.cli.records import emit_timeline
    from kliping.cli.tell import write_briefing
    from kliping.cli.wording import words
    from kliping.config import ConfigurationError, load_settings
    from reports.collect import collect_briefing, latest_week
    from store.timeline import timeline

    start = time.perf_counter()
    home = Path(folder)
    config = home / "kliping.toml"
    if home.exists() and any(home.iterdir()) and not _is_demonstration(config):
        raise ConfigurationError(f"{home}: holds other things than a demonstration; name an empty --folder")
    shutil.rmtree(home, ignore_errors=True)
    home.mkdir(parents=True, exist_ok=True)
    config.write_text(_settings(), encoding="utf-8")  # first: a demonstration that was killed is known again by it
    click.secho("Kliping demo", bold=True)
    click.echo(_NOTICE)
    with _open() as newsroom:
        newsroom.source_files(home / "sources")
        settings = load_settings(config, {})
        sources = pipeline.configured_sources(settings)
        click.echo(f"\n1  Gathering from {len(sources)} outlets on this machine, obeying robots.txt and crawl delays …")
        crawled = pipeline.gather(settings, sources, now=NOW)
        show_crawl(crawled)
        click.echo("\n2  Reading units, awards, quotations …")
        processed = pipeline.process(settings)
        show_process(processed)
        with pipeline.reading_store(settings) as store:
            click.echo("\n3  The newest entries of the timeline:")
            emit_timeline(timeline(store, limit=8).entries, None, words("en"))
            week = latest_week(store, NOW.date())
            content = collect_briefing(store, week, units=settings.units, office=settings.office, now=NOW)
        click.echo("\n4  Weekly briefing:")
        for path in write_briefing(content, ["html", "md"], settings.reports_dir, settings.language):
            click.echo(f"   {path}")
        click.echo(f"\nDone in {time.perf_counter() - start:.0f} s. Next, try:")
        for line in _NEXT:
            click.echo(f"   kliping --config {config} {line}")
        if serve:
            _serve(config)
    if processed.failed:
        ctx.exit(1)


_FIRST_LINE = "# Settings of the demonstration; every outlet, article and person in it is fiction."


def _is_demonstration(config: Path) -> bool:
    """Whether these are a demonstration's own settings: a folder in live use is never made anew."""
    try:
        return config.read_text(encoding="utf-8", errors="replace").startswith(_FIRST_LINE)
    except OSError:
        return False


def _settings() -> str:
    return """{}
data_dir = "."
sources_dir = "sources"
sources = [{}]
contact = "peragaan@kliping.example"
delay = 0.05
lookback_days = 3650
office = "Peragaan Kliping"
""".format(_FIRST_LINE, ", ".join(f'"{slug}"' for slug in _slugs()))


def _slugs() -> list[str]:
    from crawler.newsroom.desk import outlets

    return [outlet.slug for outlet in outlets()]


@contextmanager
def _open() -> Iterator[Newsroom]:
    """The newsroom on fixed ports, so that addresses stay the same; on free ones when they are taken."""
    from crawler.newsroom.server import Newsroom

    with ExitStack() as stack:
        try:
            newsroom = stack.enter_context(Newsroom(first_port=_FIRST_PORT))
        except OSError:
            newsroom = stack.enter_context(Newsroom())
        yield newsroom


def _serve(config: Path) -> None:
    click.echo(
        f"\nThe newsroom stays open: `kliping --config {config} crawl` in another terminal asks it again. Ctrl-C ends."
    )
    try:
        while True:
            time.sleep(3600)
    except KeyboardInterrupt:
        click.echo("Closed.")
