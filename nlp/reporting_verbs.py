"""Reporting verbs with their frames and polarity, and the patterns made of them. Data in reporting_verbs.toml."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib import resources

_KEYS = {
    "root": {"strong", "weak", "inserted", "closing"},
    "active": {"assert", "stance", "request", "that_only", "deny"},
    "carrier": {"verbs", "nouns"},
    "passive": {"verbs"},
    "not_reported": {"objects", "words"},
}


@dataclass(frozen=True, slots=True)
class ReportingVerbs:
    """Verb → frame of the active verbs, the other lists as sets, all lower case, and compiled patterns over
    running text."""

    strong_roots: frozenset[str]
    weak_roots: frozenset[str]
    active: dict[str, str]
    carrier_verbs: frozenset[str]
    carrier_nouns: frozenset[str]
    passive: frozenset[str]
    objects: frozenset[str]
    not_cues: frozenset[str]
    active_pattern: re.Pattern[str]
    passive_pattern: re.Pattern[str]
    inserted_pattern: re.Pattern[str]

    @property
    def roots(self) -> frozenset[str]:
        return self.strong_roots | self.weak_roots


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(re.escape(w).replace(r"\ ", r"\s+") for w in sorted(words, key=lambda w: (-len(w), w)))


@cache
def reporting_verbs() -> ReportingVerbs:
    """The verbs of reporting_verbs.toml; an unknown or missing key is an error."""
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath("reporting_verbs.toml").read_text(encoding="utf-8"))
    for section in set(data) | set(_KEYS):
        if wrong := set(data.get(section, {})) ^ _KEYS.get(section, set()):
            raise ValueError(f"reporting_verbs.toml: unknown or missing key {section}.{sorted(wrong)[0]}")
    active = {verb: frame for frame, verbs in data["active"].items() for verb in verbs}
    carrier_verbs, carrier_nouns = frozenset(data["carrier"]["verbs"]), frozenset(data["carrier"]["nouns"])
    passive = frozenset(data["passive"]["verbs"])
    strong = frozenset(data["root"]["strong"])
    inserted = strong | set(data["root"]["inserted"])
    closing = _alternatives(data["root"]["closing"])
    carried = rf"(?:{_alternatives(carrier_verbs)})\s+(?:{_alternatives(carrier_nouns)})(?=\s+bahwa)"
    return ReportingVerbs(
        strong_roots=strong,
        weak_roots=frozenset(data["root"]["weak"]),
        active=active,
        carrier_verbs=carrier_verbs,
        carrier_nouns=carrier_nouns,
        passive=passive,
        objects=frozenset(data["not_reported"]["objects"]),
        not_cues=frozenset(data["not_reported"]["words"]),
        active_pattern=re.compile(rf"(?<![\w-])(?:{_alternatives(active)}|{carried})(?![\w-])"),
        passive_pattern=re.compile(rf"(?<![\w-])(?:{_alternatives(passive)})(?:nya)?(?![\w-])", re.IGNORECASE),
        inserted_pattern=re.compile(
            rf"(?<![\w-])(?:menurut(?:nya)?|(?:{_alternatives(inserted)})(?:nya|\s+(?:lagi|pula))?|(?:{closing})nya)(?![\w-])",
            re.IGNORECASE,
        ),
    )
