"""Word-by-word phrase tables: templates such as "[piala] {A|B} award", expanded once and matched in one pass.

Matching ignores case and punctuation between words and is linear in the text. What the phrases mean is not known here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

_WORD = re.compile(r"\w+")
_CHOICE = re.compile(r"\[([^\[\]{}]*)\]|\{([^\[\]{}]*)\}")
_LIMIT = 4096  # forms of one template; a template beyond this is a mistake in a data file


class Word(NamedTuple):
    """One word of a text: lower-case form and half-open offsets."""

    low: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Hit:
    """A phrase found in a text; `first` and `last` are word numbers (last inclusive)."""

    labels: tuple[str, ...]
    first: int
    last: int
    start: int
    end: int


def words_of(text: str, offset: int = 0) -> list[Word]:
    """The words of a text in order; `offset` is added to their positions."""
    return [Word(match.group().lower(), match.start() + offset, match.end() + offset) for match in _WORD.finditer(text)]


@lru_cache(maxsize=4)
def _text_words(text: str) -> tuple[list[Word], list[int]]:
    words = words_of(text)
    return words, [word.start for word in words]


def words_between(text: str, start: int, end: int) -> list[Word]:
    """The words of a text that begin between two offsets. A text's words are found once and kept for its sentences."""
    words, starts = _text_words(text)
    return words[bisect_left(starts, start) : bisect_left(starts, end)]


def expand(template: str) -> list[str]:
    """All forms of a template: [x] may be absent, {a|b} is a choice. Raises ValueError on unmatched brackets."""
    done: list[str] = []
    waiting = [template]
    while waiting:
        form = waiting.pop()
        match = _CHOICE.search(form)
        if match is None:
            if any(mark in form for mark in "[]{}|"):
                raise ValueError(f"brackets do not match in the phrase {template!r}")
            done.append(" ".join(form.split()))
        else:
            options = ["", match.group(1)] if match.group(1) is not None else match.group(2).split("|")
            waiting.extend(form[: match.start()] + option + form[match.end() :] for option in options)
        if len(done) + len(waiting) > _LIMIT:
            raise ValueError(f"the phrase {template!r} has more than {_LIMIT} forms")
    return sorted(set(done) - {""})


class PhraseTable:
    """Phrases with labels; `find` returns the longest phrase at each place, from left to right, without overlaps."""

    def __init__(self, phrases: Iterable[tuple[str, str]]) -> None:
        """`phrases` are (template, label) pairs; a phrase filed twice keeps both labels."""
        self._labels: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._longest: dict[str, int] = {}
        for template, label in phrases:
            for form in expand(template):
                key = tuple(word.low for word in words_of(form))
                if not key:
                    continue
                known = self._labels.get(key, ())
                if label not in known:
                    self._labels[key] = (*known, label)
                self._longest[key[0]] = max(self._longest.get(key[0], 0), len(key))

    def __len__(self) -> int:
        return len(self._labels)

    def find(self, words: Sequence[Word]) -> Iterator[Hit]:
        """Hits in order of position; at each word the longest phrase wins and the search goes on behind it."""
        lows = [word.low for word in words]
        longest, total, free = self._longest, len(lows), 0
        for place in [place for place, low in enumerate(lows) if low in longest]:
            if place < free:
                continue
            for size in range(min(longest[lows[place]], total - place), 0, -1):
                labels = self._labels.get(tuple(lows[place : place + size]))
                if labels:
                    free = place + size
                    yield Hit(labels, place, free - 1, words[place].start, words[free - 1].end)
                    break
