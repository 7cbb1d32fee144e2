"""The word lists and line patterns by which sentences and paragraphs are told apart: knowledge/abbreviations.toml and
knowledge/noise_lines.toml. They are applied in `nlp.sentences`."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources

KINDS = (
    "related",
    "teaser",
    "caption",
    "byline",
    "credit",
)  # the kinds that noise_lines.toml describes, in order of trial
MARKER = "marker"


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """The word lists of knowledge/abbreviations.toml, lower case, without the last stop."""

    before_name: frozenset[str]
    before_number: frozenset[str]
    may_end: frozenset[str]
    before_grade: frozenset[str]
    bodies: frozenset[str]


def _load(name: str, keys: set[str]) -> dict[str, object]:
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath(name).read_text(encoding="utf-8"))
    if wrong := set(data) ^ keys:
        raise ValueError(f"{name}: unknown or missing key {sorted(wrong)[0]!r}")
    return data


@cache
def abbreviations() -> Abbreviations:
    """The abbreviations that do not end a sentence."""
    keys = set(Abbreviations.__dataclass_fields__)
    data = _load("abbreviations.toml", keys)
    return Abbreviations(**{key: frozenset(str(word) for word in data[key]) for key in keys})  # type: ignore[attr-defined]


@cache
def noise_patterns() -> tuple[tuple[str, int, re.Pattern[str]], ...]:
    """(kind, longest line, pattern) for the kinds of knowledge/noise_lines.toml."""
    return tuple((kind, *_lines(kind)) for kind in KINDS)


@cache
def link_marker() -> tuple[int, re.Pattern[str]]:
    """The longest line and the pattern of a heading under which other articles are linked: "Artikel Terkait"."""
    return _lines(MARKER)


def _lines(kind: str) -> tuple[int, re.Pattern[str]]:
    entry = _load("noise_lines.toml", {*KINDS, MARKER})[kind]
    if not isinstance(entry, dict) or set(entry) != {"longest", "patterns"}:
        raise ValueError(f"noise_lines.toml: {kind} needs the keys longest and patterns, and no other")
    joined = "|".join(f"(?:{pattern})" for pattern in entry["patterns"])
    return int(entry["longest"]), re.compile(joined, re.IGNORECASE)
