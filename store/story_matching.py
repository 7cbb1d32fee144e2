"""How articles are compared to find one event, copies of one text and printed press releases. No SQL, no I/O."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from nlp.similarity import covered
from store.search_index import words

#: Words in a sampled sequence, and one of how many sequences is kept.
SHINGLE, SAMPLE = 8, 8
#: Share of an earlier text found word for word from which an article is a copy of it.
COPY = 0.8
#: Share of a press release found word for word from which an article is a pickup of it.
PICKUP = 0.3
#: Texts with fewer words are too short to be called copies.
COPY_WORDS = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlap:
    """How two texts share words: shares of the earlier and of the later text found in the other, 0 to 1."""

    of_earlier: float
    of_later: float

    @property
    def is_copy(self) -> bool:
        """Whether the later text is the earlier one again, give or take a frame around it."""
        return self.of_earlier >= COPY and self.of_later >= 0.5

    @property
    def is_pickup(self) -> bool:
        """Whether the later text prints a good part of the earlier one, a press release."""
        return self.of_earlier >= PICKUP


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """What an article took from a text, left out and added, in paragraphs."""

    kept: tuple[str, ...]
    cut: tuple[str, ...]
    added: tuple[str, ...]


def text_shingles(text: str) -> set[int]:
    """A sample of a text's eight-word sequences as 62-bit hashes: the same sequence is kept or left out everywhere."""
    parts = words(text)
    found = set()
    for at in range(len(parts) - SHINGLE + 1):
        value = int.from_bytes(
            hashlib.blake2b(" ".join(parts[at : at + SHINGLE]).encode(), digest_size=8).digest(), "big"
        )
        if value % SAMPLE == 0:
            found.add(value >> 2)
    return found


def overlap(earlier: str, later: str) -> Overlap:
    """The shares of two texts that stand word for word, in runs of six words or more, in the other."""
    first, second = words(earlier), words(later)
    return Overlap(of_earlier=covered(first, second), of_later=covered(second, first))


def edit(earlier: str, later: str) -> Edit:
    """Which paragraphs of the earlier text the later one kept or cut, and which it added.

    A paragraph counts as kept when at least half of its words stand in runs in the other text.
    """
    first, second = words(earlier), words(later)
    kept: list[str] = []
    cut: list[str] = []
    for paragraph in _paragraphs(earlier):
        (kept if covered(words(paragraph), second, run=4) >= 0.5 else cut).append(paragraph)
    added = [p for p in _paragraphs(later) if covered(words(p), first, run=4) < 0.5]
    return Edit(kept=tuple(kept), cut=tuple(cut), added=tuple(added))


def _paragraphs(text: str) -> list[str]:
    return [paragraph.strip() for paragraph in text.split("\n") if paragraph.strip()]
