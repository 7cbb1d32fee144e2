"""`kliping backfill`: articles out of web archives."""

from __future__ import annotations

import click

from kliping.cli import terminal


@click.command()
@click.argument("files", nargs=-1, metavar="WARC…")
@click.option("--ccnews", "month", default="", metavar="YYYY-MM", help="Common Crawl's news files of that month.")
@click.option("--source", "chosen", multiple=True, metavar="SLUG", help="Only this source; may be repeated.")
@click.option("--cluster", default="", metavar="ADDRESS", help="Let the workers of this Dask scheduler read the files.")
@click.option("--again", is_flag=True, help="Also files and articles that were read before.")
@click.pass_context
def backfill(
    ctx: click.Context, files: tuple[str, ...], month: str, chosen: tuple[str, ...], cluster: str, again: bool
) -> None:
    """Read articles of the known sources out of WARC files or their addresses; then `kliping process`.

    A file that was read to its end is not read again. Exit code 1 when a file could not be read to its end.

    With --cluster tcp://host:8786 the files are read by a Dask cluster, whose workers need the same Kliping and reach
    the files under the same names; this process writes what they find. It needs `pip install 'kliping[cluster]'`.
    """
    from kliping.archives import backfill as read_files

    if not files and not month:
        raise click.UsageError("name WARC files, or a month with --ccnews 2022-03")
    settings = terminal.settings_of(ctx)
    with terminal.counter("backfill") as advance:
        reports = read_files(
            settings,
            files,
            month=month,
            chosen=chosen,
            again=again,
            cluster=cluster,
            progress=lambda report: advance(report.file),
        )
    rows: list[dict[str, object]] = [
        {
            "file": report.file.rpartition("/")[2],
            "records": report.records,
            "ours": report.ours,
            "parsed": report.relevant,
            "articles": report.articles,
            "left": ", ".join(f"{count} × {reason}" for reason, count in report.skipped.items()),
            "seconds": round(report.seconds, 1),
        }
        for report in reports
    ]
    columns = [(key, key) for key in ("file", "records", "ours", "parsed", "articles", "left", "seconds")]
    terminal.emit(rows, columns, form="table", title="Archives", empty="No file.")
    for report in reports:
        for problem in report.problems:
            click.echo(problem, err=True)
    if not all(report.done for report in reports):
        ctx.exit(1)
