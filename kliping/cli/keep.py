"""`kliping export`, `cite`, `check` and `backup`: data out, and care for the database."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kliping.cli import terminal
from kliping.cli.options import article_argument, asked_article, period

if TYPE_CHECKING:
    from kliping.config import Settings


@click.command()
@click.argument("what", type=click.Choice(["awards", "quotes", "articles", "timeline", "stories", "metadata"]))
@click.option(
    "--format", "form", type=click.Choice(["csv", "jsonl", "xlsx", "parquet"]), help="Default: by the ending."
)
@click.option(
    "-o",
    "--output",
    "target",
    type=click.Path(dir_okay=False, allow_dash=True),
    help="- is standard output; default: kliping-<what>.<format>.",
)
@period
@click.pass_context
def export(
    ctx: click.Context,
    what: str,
    form: str | None,
    target: str | None,
    since: dt.date | None,
    until: dt.date | None,
) -> None:
    """Write awards, quotes, articles, the timeline or stories to a file, streamed row by row.

    `metadata` writes what the tables mean for Datasette: datasette kliping.db --metadata kliping-metadata.yaml
    """
    from kliping.pipeline import reading_store
    from store.export import export as write

    if what == "metadata":
        if form or since or until:
            raise click.UsageError("metadata is one YAML file: it takes no --format, --since or --until")
        _write_metadata(terminal.settings_of(ctx), target or "kliping-metadata.yaml")
        return
    if target == "-":
        _print_rows(terminal.settings_of(ctx), what, form or "csv", since, until)
        return
    path = Path(target or f"kliping-{what}.{form or 'csv'}")
    with reading_store(terminal.settings_of(ctx)) as store:
        rows = write(store, what, path, format=form, since=since, until=until)
    click.echo(f"{path}: {rows} rows")


def _print_rows(settings: Settings, what: str, form: str, since: dt.date | None, until: dt.date | None) -> None:
    from kliping.pipeline import reading_store
    from store.export import export_columns, export_rows, write_csv, write_jsonl

    if form not in {"csv", "jsonl"}:
        raise click.UsageError(f"--format {form} is no text: name a file with -o")
    write = write_csv if form == "csv" else write_jsonl
    with reading_store(settings) as store, terminal.output("-") as stream:
        write(stream, export_columns(store, what), export_rows(store, what, since=since, until=until))


def _write_metadata(settings: Settings, target: str) -> None:
    from kliping.pipeline import reading_store
    from store.dictionary import datasette_metadata

    with reading_store(settings) as store, terminal.output(target) as stream:
        stream.write(datasette_metadata(store, settings.database.stem))
    click.echo(
        f"{target}; look at the tables with: datasette {settings.database} --metadata {target}", err=target == "-"
    )


@click.command()
@article_argument
@click.option("--style", type=click.Choice(["bibtex", "csl"]), default="bibtex", show_default=True, help="Form.")
@click.pass_context
def cite(ctx: click.Context, article: int | str, style: str) -> None:
    """Print the citation of an article, given by its address or by its number in `search --json`."""
    from kliping.pipeline import reading_store
    from store.citation import cite as citation

    with reading_store(terminal.settings_of(ctx)) as store:
        found = asked_article(store, article)
    click.echo(citation(found, style))


@click.command()
@click.option("--mend", is_flag=True, help="Renew what can be derived again: indexes, counts, vectors.")
@click.pass_context
def check(ctx: click.Context, mend: bool) -> None:
    """Check the database: the file, orphans, full-text index and vectors. Exit code 1 when something is wrong."""
    from kliping.pipeline import reading_store
    from store.check import check as findings_of
    from store.check import mend as mend_store
    from store.database import open_store

    settings = terminal.settings_of(ctx)
    if mend:
        with open_store(settings.database) as store:
            for done in mend_store(store):
                click.echo(done)
    with reading_store(settings) as store:
        findings = findings_of(store)
    for finding in findings:
        click.echo(f"{finding.count} × {finding.what}{f' ({finding.detail})' if finding.detail else ''}")
    if findings:
        click.echo(f"{settings.database}: not in order; `kliping check --mend` renews what can be derived")
        ctx.exit(1)
    click.echo(f"{settings.database}: in order")


@click.command()
@click.argument("target", type=click.Path(dir_okay=False))
@click.pass_context
def backup(ctx: click.Context, target: str) -> None:
    """Copy the database to a new file, consistent even while others write."""
    from kliping.pipeline import reading_store
    from store.backup import backup as copy

    with reading_store(terminal.settings_of(ctx)) as store:
        size = copy(store, Path(target))
    click.echo(f"{target}: {size:,} bytes")
