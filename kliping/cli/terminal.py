"""What all commands share on a terminal: settings, progress, tables, JSON and CSV. No command lives here."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO, TypeVar

import click

if TYPE_CHECKING:
    from rich.console import Console

    from kliping.config import Settings

T = TypeVar("T")


class Day(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """A day on the command line, in any form that `kliping.dates` reads."""

    name = "date"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day, or a usage error with the forms that are read."""
        from kliping.dates import read_date

        if isinstance(value, dt.date):
            return value
        moment = read_date(str(value), dt.date.today())
        if moment is None:
            self.fail(f'{value!r} is no date: write 2022-03-08 or "8 Maret 2022"', param, ctx)
        return moment.at.date()


class _Number(click.IntRange):
    name = "number"


#: A number of a story, quotation or article: what the database can hold.
NUMBER = _Number(max=2**63 - 1)


class Week(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """An ISO week on the command line, such as 2022-W10."""

    name = "week"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The week as written, or a usage error."""
        from kliping.dates import read_week, week_of

        try:
            return week_of(read_week(str(value))[0])
        except ValueError as error:
            self.fail(str(error), param, ctx)


def settings_of(ctx: click.Context) -> Settings:
    """The settings of this call: --config, else ./kliping.toml, else the defaults; KLIPING_* over them."""
    from kliping.config import load_settings

    return load_settings(Path(ctx.obj) if ctx.obj else None)


def console(*, stderr: bool = False) -> Console:
    """A console that wraps on a terminal and keeps lines whole in a pipe or log."""
    from rich.console import Console

    class PipedConsole(Console):
        def on_broken_pipe(self) -> None:
            # rich would end the program with code 1; that the reader has gone is decided in kliping.cli.main
            raise BrokenPipeError

    stream = sys.stderr if stderr else sys.stdout
    return PipedConsole(
        stderr=stderr, highlight=False, width=None if stream.isatty() else 160, soft_wrap=not stream.isatty()
    )


def progress(items: Iterable[T], *, total: int | None, label: str) -> Iterator[T]:
    """Pass items through: a bar on a terminal, a line every tenth of the way in a log."""
    if sys.stderr.isatty():
        from rich.progress import track

        yield from track(items, total=total, description=label, console=console(stderr=True))
        return
    step = max(100, (total or 1000) // 10)
    count = 0
    for count, item in enumerate(items, 1):
        yield item
        if count % step == 0:
            click.echo(f"{label}: {count}{f' of {total}' if total else ''}", err=True)


@contextmanager
def counter(label: str) -> Iterator[Callable[[str], None]]:
    """A running count for work of unknown length: call it with a line per item; every hundredth goes to a log."""
    count = 0
    if sys.stderr.isatty():
        from rich.markup import escape

        with console(stderr=True).status(label) as status:

            def show(line: str) -> None:
                nonlocal count
                count += 1
                status.update(f"{label}: {count}  {escape(line[:100])}")

            yield show
        return

    def log(line: str) -> None:
        nonlocal count
        count += 1
        if count % 100 == 0:
            click.echo(f"{label}: {count}", err=True)

    yield log


@contextmanager
def output(path: str) -> Iterator[TextIO]:
    """A text stream to write to: a file that appears only when it is whole, or "-" for standard output."""
    from kliping.errors import KlipingError

    if path == "-":
        if isinstance(sys.stdout, io.TextIOWrapper):  # JSON lines are UTF-8 whatever the terminal's locale says
            sys.stdout.reconfigure(encoding="utf-8")
        if sys.stdout is None:
            raise KlipingError("standard output is closed; name a file with -o")
        yield sys.stdout
        return
    target = Path(path)
    if not target.name or target.is_dir():
        raise KlipingError(f"{path or target}: is a folder; name a file in it")
    if target.exists() and not target.is_file():  # a device would be replaced by what is written
        raise KlipingError(f"{target}: is no ordinary file; name one, or - for standard output")
    target = target.resolve()  # through a link to what it names
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        with part.open("w", encoding="utf-8", newline="\n") as stream:
            yield stream
        part.replace(target)
    except OSError as error:
        raise KlipingError(
            f"{target}: cannot be written ({error.strerror}); free some space or name a file elsewhere"
        ) from error
    finally:
        with suppress(OSError):  # a folder that may not be written holds no unfinished file either
            part.unlink(missing_ok=True)


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: the key of its values and its heading.

    `whole` values are never broken over lines; a column with `least` is left out where the terminal is narrower.
    """

    key: str
    heading: str
    whole: bool = False
    least: int = 0


def emit(
    rows: Sequence[dict[str, object]],
    columns: Sequence[Column | tuple[str, str]],
    *,
    form: str,
    title: str,
    empty: str,
) -> None:
    """Print rows as a table, as JSON or as CSV, which hold all keys; a bare pair is a column's key and heading."""
    given = [column if isinstance(column, Column) else Column(*column) for column in columns]
    if form == "json":
        click.echo(json.dumps(list(rows), ensure_ascii=False, indent=1, default=str))
        return
    if form == "csv":
        keys = list(rows[0]) if rows else [column.key for column in given]
        writer = csv.DictWriter(sys.stdout, keys, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows({key: _flat(value) for key, value in row.items()} for row in rows)
        return
    if not rows:
        click.echo(empty)
        return
    from rich.markup import escape
    from rich.table import Table

    screen = console()
    table = Table(title=title, title_justify="left", title_style="bold", header_style="bold", expand=False)
    shown = [column for column in given if screen.width >= column.least]
    for column in shown:
        numeric = all(isinstance(row.get(column.key), int | float) for row in rows)
        table.add_column(column.heading, overflow="fold", no_wrap=column.whole, justify="right" if numeric else "left")
    for row in rows:
        table.add_row(*(escape(str(_flat(row.get(column.key)))) for column in shown))
    screen.print(table)


def _flat(value: object) -> object:
    if value is None:
        return ""
    if isinstance(value, list | tuple):
        return "; ".join(str(_flat(v)) for v in value)
    return value


def form_options(command: click.decorators.FC) -> click.decorators.FC:
    """--json and --csv, handed over as `form`."""
    for flag, form in (("--csv", "csv"), ("--json", "json")):
        command = click.option(flag, "form", flag_value=form, help=f"Print {form.upper()} instead of a table.")(command)
    return command
