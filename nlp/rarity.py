"""How telling a word is: counts of the feed items that hold it, in general and in the days around an event."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

#: Items of the general count that stand behind a count of few days: a thin day is judged mostly by what is usual.
PRIOR = 300


@dataclass(slots=True)
class WordCounts:
    """How many items of some days hold each lemma."""

    items: int = 0
    holding: Counter[str] = field(default_factory=Counter)
    _rarities: dict[str, float] = field(default_factory=dict, repr=False, compare=False)

    def add(self, lemmas: Iterable[str]) -> None:
        """Count one item by its set of lemmas."""
        self.items += 1
        self.holding.update(lemmas)
        self._rarities.clear()

    def __add__(self, other: WordCounts) -> WordCounts:
        return WordCounts(self.items + other.items, self.holding + other.holding)

    def rarity(self, word: str) -> float:
        """0 (in every item) … about 1 (in none) in these days, with `PRIOR` items of the general count added."""
        known = self._rarities.get(word)
        if known is None:
            items, counts = _general()
            usual = PRIOR * counts.get(word, 0) / items
            every = self.items + PRIOR + 1
            known = max(0.0, math.log(every / (self.holding[word] + usual + 0.5)) / math.log(every))
            self._rarities[word] = known
        return known


@cache
def _general() -> tuple[float, dict[str, int]]:
    """Number of feed items counted and the items that hold each lemma (knowledge/word_counts.tsv)."""
    counts: dict[str, int] = {}
    with resources.files("nlp.knowledge").joinpath("word_counts.tsv").open(encoding="utf-8") as lines:
        for line in lines:
            if not line.startswith("#"):
                word, count = line.rstrip("\n").split("\t")
                counts[word] = int(count)
    return float(counts.pop("", 1)), counts


def known_words() -> tuple[str, ...]:
    """The lemmas that word_counts.tsv lists: the words that news uses most."""
    return tuple(_general()[1])


@lru_cache(maxsize=50_000)
def rarity(word: str) -> float:
    """0 (in every item) … about 1 (in none): the logarithm of inverse document frequency, scaled."""
    items, counts = _general()
    return max(0.0, math.log((items + 1) / (counts.get(word, 0) + 0.5)) / math.log(items + 1))
