"""In which language a command answers, and its words (words.toml). What went wrong is said in English elsewhere."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Literal, TypeVar, cast

import click

from kliping.cli import terminal
from kliping.dates import format_moment
from kliping.excerpts import shorten
from kliping.model import Moment

T = TypeVar("T")
Language = Literal["id", "en"]
_CHOSEN = "kliping.language"
_FILE = "words.toml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """The words of one language: single ones by key, and tables of them such as "status" or "roles"."""

    language: Language
    single: dict[str, str]
    tables: dict[str, dict[str, str]]

    def __call__(self, key: str, **values: object) -> str:
        """The word or sentence of a key, with its {…} filled in. Raises KeyError for an unknown key."""
        return self.single[key].format(**values)

    def among(self, table: str, key: str) -> str:
        """The word for a value of the store, the value itself where there is none."""
        return self.tables[table].get(key, key)

    def moment(self, moment: Moment) -> str:
        """A point in time as it is read in that language."""
        if self.language == "id":
            return format_moment(moment, short=True)
        return f"{moment.at:%d %b %Y}" + (f", {moment.at:%H:%M}" if moment.precision == "minute" else "")


def first_of(rows: Sequence[T], limit: int, words: Words) -> Sequence[T]:
    """At most `limit` of rows that were asked for with one more than that; where there are more, stderr says so."""
    if len(rows) > limit:
        click.echo(words("cut_off", count=limit), err=True)
    return rows[:limit]


@cache
def words(language: Language) -> Words:
    """The words of a language."""
    table = _file()[language]
    return Words(
        language=language,
        single={key: value for key, value in table.items() if isinstance(value, str)},
        tables={key: value for key, value in table.items() if isinstance(value, dict)},
    )


@cache
def _file() -> dict[str, dict[str, str | dict[str, str]]]:
    return tomllib.loads(resources.files("kliping.cli").joinpath(_FILE).read_text(encoding="utf-8"))


def lang_option(command: click.decorators.FC) -> click.decorators.FC:
    """--lang; `words_of` knows what was chosen."""

    def remember(ctx: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            ctx.meta[_CHOSEN] = value

    return click.option(
        "--lang",
        type=click.Choice(["id", "en"]),
        expose_value=False,
        callback=remember,
        help="Language of the answer; default: that of the settings.",
    )(command)


def language_of(ctx: click.Context) -> Language:
    """The language of this call: --lang, else that of the settings."""
    return cast(Language, ctx.meta.get(_CHOSEN) or terminal.settings_of(ctx).language)


def words_of(ctx: click.Context) -> Words:
    """The words of this call."""
    return words(language_of(ctx))


def spoken(content: str, *, direct: bool, cue: str | None, limit: int = 240) -> str:
    """A statement as it is read beside its speaker: in quotation marks, or behind the verb that reports it.

    Without the verb an indirect statement may say the contrary: "membantah: dana itu hilang".
    """
    content = shorten(content, limit)
    if direct:
        return f"“{content}”"
    verb = reporting_verb(cue)
    return f"{verb}: {content}" if verb else content


def reporting_verb(cue: str | None) -> str:
    """The active verb of a cue: "ujarnya" → "mengatakan", "Menurut" → "berpendapat"; "" without a cue."""
    plain = " ".join((cue or "").split()).lower()
    table = cast(dict[str, str], _file()["cues"])
    return table.get(plain) or table.get(re.sub(r"nya$", "", plain)) or plain
