"""The part of an article that shows why it was found, with the words to be marked. No SQL here."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

from nlp.search_text import lemma
from store.search_index import words

_WORD = re.compile(r"[^\W_]+")
#: Characters that a snippet aims at, and how much of a text is looked through.
LENGTH, LOOK = 240, 6_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Snippet:
    """A piece of text and the half-open ranges in it that are to be marked."""

    text: str
    marks: tuple[tuple[int, int], ...]

    def marked(self, before: str = "**", after: str = "**") -> str:
        """The text with marks put in; nothing is escaped."""
        parts: list[str] = []
        last = 0
        for start, end in self.marks:
            parts += [self.text[last:start], before, self.text[start:end], after]
            last = end
        return "".join([*parts, self.text[last:]])


def snippet(text: str, wanted: Collection[str], length: int = LENGTH) -> Snippet:
    """The stretch of about `length` characters with most different wanted words, cut at words."""
    text = text[:LOOK]
    hits = _hits(text, wanted)
    best, first = (0, -1), 0
    left = 0
    for right in range(len(hits)):
        while hits[right][1] - hits[left][0] > length:
            left += 1
        inside = hits[left : right + 1]
        score = (len({key for _, _, key in inside}), -left)
        if score > best:
            best, first = score, hits[left][0]
    begin = _cut_back(text, max(0, first - length // 4)) if first > length // 4 else 0
    end = _cut_forward(text, min(len(text), begin + length))
    shown = text[begin:end].replace("\n", " ")
    dots = "… " if begin else ""
    marks = tuple(
        (start - begin + len(dots), stop - begin + len(dots))
        for start, stop, _ in hits
        if begin <= start and stop <= end
    )
    return Snippet(text=f"{dots}{shown}{' …' if end < len(text) else ''}", marks=marks)


def mark(text: str, wanted: Collection[str]) -> Snippet:
    """The whole text with the wanted words marked: for titles."""
    return Snippet(text=text, marks=tuple((start, end) for start, end, _ in _hits(text, wanted)))


def _hits(text: str, wanted: Collection[str]) -> list[tuple[int, int, str]]:
    """(start, end, wanted word) of every word of the text that is wanted, itself or by its base form."""
    prefixes = tuple(w[:-1] for w in wanted if w.endswith("*"))
    found: list[tuple[int, int, str]] = []
    for match in _WORD.finditer(text):
        plain, base = _forms(match.group())
        if plain in wanted or (prefixes and plain.startswith(prefixes)):
            found.append((match.start(), match.end(), plain))
        elif base in wanted:
            found.append((match.start(), match.end(), base))
    return found


@lru_cache(maxsize=50_000)
def _forms(word: str) -> tuple[str, str]:
    plain = "".join(words(word))
    return plain, lemma(plain)


def _cut_back(text: str, at: int) -> int:
    space = text.rfind(" ", max(0, at - 30), at)
    return space + 1 if space >= 0 else at


def _cut_forward(text: str, at: int) -> int:
    if at >= len(text):
        return len(text)
    space = text.find(" ", at, at + 30)
    return space if space >= 0 else at
