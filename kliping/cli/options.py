"""Options that several commands share: days, limits, and what narrows a question to the store."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import click

from kliping.cli import terminal

_Decorator = Callable[[Any], Any]

#: option → (further names, type, help); a command may say the help in its own words.
_NARROWING: dict[str, tuple[tuple[str, ...], Any, str]] = {
    "unit": ((), None, "Only this unit and the bodies below it, in any spelling."),
    "person": ((), None, "Only this person (name or id)."),
    "programme": (("--program",), None, "Only this programme: a code such as pekppp, zi, kip, or its name."),
    "category": ((), None, "Only categories that hold these words."),
    "year": ((), click.IntRange(1900, 2200), "Only this edition."),
    "region": ((), None, "Only this region (name of the province, city or regency)."),
    "outlet": ((), None, "Only this outlet (name or slug)."),
    "tone": ((), click.Choice(["positive", "neutral", "negative"]), "Only this tone of coverage."),
}


def period(command: click.decorators.FC) -> click.decorators.FC:
    """--since and --until."""
    days = (("--until", "Up to and including this day."), ("--since", "On or after this day."))
    for flag, text in days:
        command = click.option(flag, type=terminal.Day(), callback=_in_order, help=text)(command)
    return command


def _in_order(ctx: click.Context, param: click.Parameter, day: dt.date | None) -> dt.date | None:
    """Called for both days; the second one finds the first among those that were read."""
    since, until = (day if param.name == name else ctx.params.get(name) for name in ("since", "until"))
    if since is not None and until is not None and since > until:
        raise click.UsageError(f"--since {since} lies after --until {until}: no day is both", ctx)
    return day


def limited(default: int) -> _Decorator:
    """--limit."""
    return click.option("--limit", default=default, show_default=True, type=click.IntRange(1, 100_000), help="At most.")


def narrowed(*names: str, **helps: str) -> _Decorator:
    """Some of the narrowing options in this order, after them those that have a help of their own."""

    def decorate(command: Any) -> Any:
        for name in reversed([*names, *helps]):
            further, kind, text = _NARROWING[name]
            command = click.option(f"--{name}", *further, name, type=kind, help=helps.get(name, text))(command)
        return command

    return decorate
