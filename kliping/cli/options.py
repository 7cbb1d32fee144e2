"""Options that several commands share: what narrows a question to the store, gathered into one `Question`."""

from __future__ import annotations

import datetime as dt
import functools
from collections.abc import Callable
from dataclasses import dataclass, fields
from typing import TYPE_CHECKING, Any

import click

from kliping.cli import terminal

if TYPE_CHECKING:
    from kliping.model import Article
    from store.database import Store

_Decorator = Callable[[Any], Any]


class _Article(click.ParamType):  # type: ignore[type-arg,unused-ignore]
    """An article on the command line: its address, or its number as `search --json` shows it."""

    name = "article"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> int | str:
        """The number, or the address as given; a usage error for what is neither."""
        text = str(value).strip()
        if text.lstrip("-").isdigit():
            number: int = terminal.NUMBER(text, param=param, ctx=ctx)
            return number
        if "." not in text or any(sign.isspace() for sign in text):
            self.fail(f"{text!r} is neither an address nor a number", param, ctx)
        return text


def article_argument(command: click.decorators.FC) -> click.decorators.FC:
    """ARTICLE; `asked_article` finds it in the store."""
    return click.argument("article", type=_Article())(command)


def asked_article(store: Store, named: int | str) -> Article:
    """The article of that number or address. Raises KlipingError when the store holds none."""
    from kliping.errors import KlipingError
    from store.articles import find_article, load_article

    found = load_article(store, named) if isinstance(named, int) else find_article(store, named)
    if found is None:
        raise KlipingError(f"{named}: no such article; `kliping search` shows addresses, with --json also numbers")
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """What a command is asked to keep to; None where nothing was said or the command does not offer it."""

    since: dt.date | None = None
    until: dt.date | None = None
    unit: str | None = None
    person: str | None = None
    programme: str | None = None
    category: str | None = None
    year: int | None = None
    region: str | None = None
    outlet: str | None = None
    tone: str | None = None
    limit: int = 50

    def require_known(self, store: Store) -> None:
        """Refuse a name that stands for nothing in the store, naming those that are spelled almost alike."""
        from store.known_names import require_known

        require_known(
            store,
            unit=self.unit,
            person=self.person,
            programme=self.programme,
            outlet=self.outlet,
            region=self.region,
        )


def _in_order(ctx: click.Context, param: click.Parameter, day: dt.date | None) -> dt.date | None:
    """Called for both days; the second one finds the first among those that were read."""
    since, until = (day if param.name == name else ctx.params.get(name) for name in ("since", "until"))
    if since is not None and until is not None and since > until:
        raise click.UsageError(f"--since {since} lies after --until {until}: no day is both", ctx)
    return day


#: option → (further names, what `click.option` is told, help); a command may say the help in its own words.
_NARROWING: dict[str, tuple[tuple[str, ...], dict[str, Any], str]] = {
    "since": ((), {"type": terminal.Day(), "callback": _in_order}, "On or after this day."),
    "until": ((), {"type": terminal.Day(), "callback": _in_order}, "Up to and including this day."),
    "unit": ((), {}, "Only this unit and the bodies below it, in any spelling."),
    "person": ((), {}, "Only this person (name or id)."),
    "programme": (("--program",), {}, "Only this programme: a code such as pekppp, zi, kip, or its name."),
    "category": ((), {}, "Only categories that hold these words."),
    "year": ((), {"type": click.IntRange(1900, 2200)}, "Only this edition."),
    "region": ((), {}, "Only this region (name of the province, city or regency)."),
    "outlet": ((), {}, "Only this outlet (name, slug or domain)."),
    "tone": ((), {"type": click.Choice(["positive", "neutral", "negative"])}, "Only this tone of coverage."),
    "limit": ((), {"type": click.IntRange(1, 100_000), "show_default": True}, "At most."),
}


def _option(name: str, text: str | None = None, **more: Any) -> _Decorator:
    further, told, usual = _NARROWING[name]
    return click.option(f"--{name}", *further, name, help=text or usual, **told, **more)


def period(command: click.decorators.FC) -> click.decorators.FC:
    """--since and --until."""
    for name in ("until", "since"):
        command = _option(name)(command)
    return command


def limited(default: int) -> _Decorator:
    """--limit."""
    return _option("limit", default=default)


def asking(*names: str, limit: int, **helps: str) -> _Decorator:
    """--since, --until, some narrowing options in the usual order and --limit, handed over as one `question`.

    `names` are offered with their usual help, those of `helps` with their own.
    """
    order = [name for name in _NARROWING if name in {"since", "until", "limit", *names, *helps}]

    def decorate(command: Callable[..., object]) -> Any:
        @functools.wraps(command)
        def ask(*args: object, **given: Any) -> object:
            said = {field.name: given.pop(field.name) for field in fields(Question) if field.name in given}
            return command(*args, question=Question(**said), **given)

        wrapped: Any = ask
        for name in reversed(order):
            more = {"default": limit} if name == "limit" else {}
            wrapped = _option(name, helps.get(name), **more)(wrapped)
        return wrapped

    return decorate
