"""`kliping briefing`: reports made from the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from kliping.cli import terminal
from kliping.cli.wording import Language, lang_option, language_of

if TYPE_CHECKING:
    from reports.briefing import Briefing


@click.command()
@click.option(
    "--week",
    type=terminal.Week(),
    help="ISO week, such as 2022-W10; default: the latest with articles, also while it runs.",
)
@click.option("--format", "forms", default="html,md", show_default=True, metavar="FORM,…", help="html, md, or both.")
@lang_option
@click.option("-o", "--output", "folder", type=click.Path(file_okay=False), help="Folder; default: <data_dir>/reports.")
@click.pass_context
def briefing(ctx: click.Context, week: str | None, forms: str, folder: str | None) -> None:
    """Write the weekly briefing and print where it lies."""
    from kliping.config import ConfigurationError
    from kliping.pipeline import reading_store
    from reports.collect import collect_briefing, latest_week
    from reports.render import FORMS
    from store.known_names import require_known

    settings = terminal.settings_of(ctx)
    wanted = [form.strip() for form in forms.split(",") if form.strip()]
    for form in wanted or [""]:
        if form not in FORMS:
            raise ConfigurationError(f"--format {form or forms!r}: no such form; there are {', '.join(FORMS)}")
    with reading_store(settings) as store:
        for unit in settings.units:  # a slip in a name would else look like a week without coverage
            with _named():
                require_known(store, unit=unit)
        now = dt.datetime.now(ZoneInfo(settings.zone))
        week = week or latest_week(store, now.date())
        content = collect_briefing(store, week, units=settings.units, office=settings.office, now=now)
    if not any(day.items for day in content.days):
        click.echo(f"{week}: no article of this week reports an award, a statement or a watched term", err=True)
    for path in write_briefing(content, wanted, Path(folder) if folder else settings.reports_dir, language_of(ctx)):
        click.echo(path)


@contextmanager
def _named() -> Iterator[None]:
    """An unknown unit of the settings is named on stderr, and the work goes on."""
    from store.known_names import UnknownNameError

    try:
        yield
    except UnknownNameError as error:
        click.echo(f"units of the settings: {error}", err=True)


def write_briefing(content: Briefing, forms: Sequence[str], folder: Path, language: Language) -> list[Path]:
    """Write a briefing in some forms; gives the paths."""
    from reports.render import FORMS, render_briefing

    paths = []
    folder.mkdir(parents=True, exist_ok=True)
    for form in forms:
        path = folder / f"briefing-{content.week}{FORMS[form]}"
        with terminal.output(str(path)) as stream:
            stream.write(render_briefing(content, form, language))
        paths.append(path)
    return paths
