"""Abbreviations that an article gives another meaning: "Kartu Kredit Pemerintah (KKP)" is no ministry."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from nlp.knowledge.government import bodies, unit_types

_BRACKET = re.compile(r"\(([A-Z]{2,8})\)")
_EXPLAINED = re.compile(r"\b([A-Z]{2,8}) \(((?:[A-Z][a-z-]+ (?:dan |untuk |dalam |di )?){1,8}[A-Z][a-z-]+)\)")
_BEFORE = 140  # characters before a bracket in which its words stand
_SHARED = 0.5  # of the words of the meaning that the body's name must hold


@cache
def _names_of(acronym: str) -> tuple[frozenset[str], ...]:
    """The names, as word sets, of the bodies and types that an acronym stands for."""
    found = [
        frozenset(re.findall(r"\w+", form.lower())) for body in bodies() if acronym in body.forms for form in body.forms
    ]
    for unit in unit_types():
        if acronym in unit.short:
            found.extend(frozenset(re.findall(r"\w+", form.lower())) for form in unit.long)
    return tuple(found)


def _meanings(text: str) -> Iterator[tuple[str, list[str]]]:
    for match in _BRACKET.finditer(text):
        line = text[max(0, match.start() - _BEFORE) : match.start()].rsplit("\n", 1)[-1]
        capitals = [word for word in re.findall(r"[\w-]+", line) if word[0].isupper()]
        words = capitals[-len(match[1]) :]
        if "".join(word[0] for word in words) == match[1]:
            yield match[1], words
    for match in _EXPLAINED.finditer(text):
        yield match[1], [word for word in match[2].split() if word[0].isupper()]


def redefined(text: str) -> frozenset[str]:
    """Acronyms of known bodies and types that the text explains as something else."""
    other = set()
    for acronym, words in _meanings(text):
        names = _names_of(acronym)
        meant = {word.lower() for word in words}
        if names and max(len(meant & name) for name in names) < _SHARED * len(meant):
            other.add(acronym)
    return frozenset(other)
