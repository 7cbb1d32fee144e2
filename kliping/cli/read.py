"""`kliping annotate` and `kliping extract`: the readers on files, without a database."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from kliping.cli import terminal


@click.command()
@click.argument("source", metavar="IN.jsonl", type=click.Path(dir_okay=False, allow_dash=True))
@click.option(
    "-o", "--output", "target", metavar="OUT.jsonl", default="-", help="Where to write; default: standard output."
)
@click.pass_context
def annotate(ctx: click.Context, source: str, target: str) -> None:
    """Read articles out of JSON lines and write their annotations, in the same order.

    A line holds {"id", "text"} and optionally title, url, outlet and published. A broken line is named and the others
    are done (exit code 1).
    """
    from kliping.lines import BrokenLine, InputLine, output_line, read_lines
    from nlp.annotate import MAX_CHARACTERS, Annotator

    settings = terminal.settings_of(ctx)
    annotator = Annotator(watch=settings.watch)
    broken = 0

    def readable() -> Iterator[InputLine]:
        nonlocal broken
        for line in terminal.progress(read_lines(_lines(source)), total=None, label="annotate"):
            if isinstance(line, BrokenLine):
                broken += 1
                click.echo(f"{source}: line {line.number} {line.reason}; skipped", err=True)
                continue
            if len(line.article.text) > MAX_CHARACTERS:
                click.echo(
                    f"{source}: line {line.number} has a text of {len(line.article.text):,} characters; only the first "
                    f"{MAX_CHARACTERS:,} are read: split it into articles",
                    err=True,
                )
            yield line

    with terminal.output(target) as stream:
        for line in readable():
            stream.write(output_line(line.id, annotator.annotate_one(line.article)) + "\n")
    if broken:
        click.echo(f"{broken} broken line{'s' if broken > 1 else ''} left out; the others are done", err=True)
        ctx.exit(1)


def _lines(source: str) -> Iterator[str]:
    """The lines of a file; bytes that are no UTF-8 stay visible as replacement characters, nothing stops."""
    from kliping.errors import KlipingError

    if source == "-":
        yield from sys.stdin
        return
    try:
        with open(source, encoding="utf-8-sig", errors="replace") as stream:
            yield from stream
    except OSError as error:
        raise KlipingError(f"{source}: cannot be read ({error.strerror}); give a file of JSON lines") from error


@click.command()
@click.argument("pages", metavar="PAGE.html…", nargs=-1, required=True, type=click.Path(dir_okay=False))
@click.option("--url", help="The page's address, when one page is given; else its canonical address is read from it.")
@click.option(
    "-o", "--output", "target", metavar="OUT.jsonl", default="-", help="Where to write; default: standard output."
)
@click.pass_context
def extract(ctx: click.Context, pages: tuple[str, ...], url: str | None, target: str) -> None:
    """Turn saved pages into articles: text, title, times, byline, section, tags; no network.

    A page that cannot be read is named with the reason and the others are done (exit code 1).
    """
    import json

    from crawler.extraction import ExtractionError, as_line, read_saved_page

    if url and len(pages) > 1:
        raise click.UsageError("--url names the address of one page: give one page with it")
    failed = 0
    with terminal.output(target) as stream:
        for page in terminal.progress(pages, total=len(pages), label="extract"):
            try:
                article = read_saved_page(page, url or "")
            except ExtractionError as error:
                failed += 1
                click.echo(str(error) if str(error).startswith(page) else f"{page}: {error}", err=True)
                continue
            stream.write(json.dumps(as_line(article, page), ensure_ascii=False) + "\n")
    if failed:
        ctx.exit(1)
