"""`kliping annotate` and `kliping extract`: the readers on files, without a database."""

from __future__ import annotations

import io
from collections.abc import Iterator
from pathlib import Path

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

    _keep_apart(source, target)
    settings = terminal.settings_of(ctx)
    annotator = Annotator(watch=settings.watch)
    broken = 0

    def leave_out(number: int, reason: str) -> None:
        nonlocal broken
        broken += 1
        click.echo(f"{source}: line {number} {reason}; skipped", err=True)

    def readable() -> Iterator[InputLine]:
        for line in terminal.progress(read_lines(_lines(source)), total=None, label="annotate"):
            if isinstance(line, BrokenLine):
                leave_out(line.number, line.reason)
                continue
            if line.notice:
                click.echo(f"{source}: line {line.number} {line.notice}", err=True)
            if len(line.article.text) > MAX_CHARACTERS:
                click.echo(
                    f"{source}: line {line.number} has a text of {len(line.article.text):,} characters; only the first "
                    f"{MAX_CHARACTERS:,} are read: split it into articles",
                    err=True,
                )
            yield line

    with terminal.output(target) as stream:
        for line in readable():
            try:
                written = output_line(line.id, annotator.annotate_one(line.article))
            except Exception as error:  # one article must not cost the others; it is named
                leave_out(line.number, f"cannot be read ({type(error).__name__}: {error}); please report it")
                continue
            stream.write(written + "\n")
    if broken:
        click.echo(f"{broken} broken line{'s' if broken > 1 else ''} left out; the others are done", err=True)
        ctx.exit(1)


def _keep_apart(source: str, target: str) -> None:
    """Refuse to write over what is read."""
    if "-" in {source, target} or not (Path(source).exists() and Path(target).exists()):
        return
    if Path(source).samefile(target):
        raise click.UsageError(f"{target} is what is read: name another file with -o")


def _lines(source: str) -> Iterator[str]:
    """The lines of a file or of standard input; bytes that are no UTF-8 come as `surrogateescape` leaves them.

    Raises KlipingError for a file that is missing, compressed or UTF-16: none of its lines could be read.
    """
    from kliping.errors import KlipingError

    try:
        with open(0 if source == "-" else source, "rb", closefd=source != "-") as raw:
            head = raw.peek(2)[:2]
            if head == b"\x1f\x8b":
                raise KlipingError(
                    f"{source}: is compressed with gzip; unpack it: gunzip -c {source} | kliping annotate -"
                )
            if head in {b"\xff\xfe", b"\xfe\xff"}:
                raise KlipingError(f"{source}: is UTF-16; save it as UTF-8: iconv -f UTF-16 -t UTF-8 {source}")
            with io.TextIOWrapper(raw, encoding="utf-8-sig", errors="surrogateescape") as stream:
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
    from kliping.urls import host

    if url is not None and not host(url):
        raise click.UsageError(f"--url {url}: is no address of a page; write https://outlet.example/article")
    if url and len(pages) > 1:
        raise click.UsageError("--url names the address of one page: give one page with it")
    for page in pages:
        _keep_apart(page, target)
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
