"""Briefings as HTML and Markdown through the templates in `reports/templates`; knows no store."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from functools import cache
from pathlib import Path
from typing import Literal

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from kliping.dates import MONTHS, format_date, format_moment, format_number, format_week
from kliping.excerpts import shorten
from kliping.model import Moment
from reports.briefing import Briefing

Language = Literal["id", "en"]
_HERE = Path(__file__).parent

_ENGLISH = "January February March April May June July August September October November December".split()
_ENGLISH_MONTHS = dict(zip(MONTHS, _ENGLISH, strict=True))

#: File ending of every form that a briefing can take.
FORMS = {"html": ".html", "md": ".md"}


def render_briefing(briefing: Briefing, form: str, language: Language = "id") -> str:
    """The briefing as text in one of FORMS. Raises KeyError for another form."""
    template = _environment(language).get_template(f"briefing{FORMS[form]}.j2")
    text = template.render(briefing=briefing, words=words(language), language=language)
    return re.sub(r"\n{3,}", "\n\n", text) if form == "md" else text


@cache
def words(language: Language) -> dict[str, str]:
    """The labels of one language."""
    with (_HERE / "words.toml").open("rb") as stream:
        table: dict[str, str] = tomllib.load(stream)[language]
    return table


def translated(text: str, language: Language) -> str:
    """A date as kliping.dates writes it, with the names of months in that language."""
    if language == "id":
        return text
    return re.sub(r"[A-Z][a-z]+", lambda name: _ENGLISH_MONTHS.get(name[0], name[0]), text)


@cache
def _environment(language: Language) -> Environment:
    environment = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        undefined=StrictUndefined,
        autoescape=lambda name: bool(name) and ".html" in str(name),
        trim_blocks=True,
        lstrip_blocks=True,
    )
    environment.filters.update(
        number=format_number if language == "id" else lambda number: f"{number:,}",
        date=lambda day: translated(format_date(day), language) if day else "–",
        week=lambda week: translated(format_week(week), language),
        moment=lambda at: translated(format_moment(Moment(at=at)), language),
        signed=lambda n: f"{n:+d}".replace("-", "−") if n else words(language)["same"],
        cut=shorten,
        opened=lambda text: text[:1].upper() + text[1:],
        cell=_cell,
        weekday=lambda day: format_date(day, weekday=True)[:3] if language == "id" else day.strftime("%a"),
    )
    environment.globals.update(maximum=lambda values: max([*values, 1]), today=dt.date.today)
    return environment


def _cell(text: str) -> str:
    """Text that stays inside a Markdown table cell and starts no markup."""
    return re.sub(r"([\\`*_\[\]<>|])", r"\\\1", " ".join(str(text).split()))
