"""How telling a word is: counts of the feed items that hold it, in general and in the days around an event."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib import resources

#: Items of the general count that stand behind a count of few days: a thin day is judged mostly by what is usual.
PRIOR = 300
#: Days whose words are kept at a time.
DAYS_KEPT = 24


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


@dataclass(slots=True)
class DayCounts:
    """The words of days, told by numbers that follow one another; each day is counted when it is first asked for."""

    count: Callable[[int], WordCounts]
    _days: dict[int, WordCounts] = field(default_factory=dict)
    _spans: dict[tuple[int, int], WordCounts] = field(default_factory=dict)

    def around(self, a: int, b: int) -> WordCounts:
        """The words of two days, of those between, and of the day before and after."""
        span = min(a, b) - 1, max(a, b) + 1
        if span not in self._spans:
            if len(self._days) > DAYS_KEPT:
                self._days.clear()
                self._spans.clear()
            counts = WordCounts()
            for day in range(span[0], span[1] + 1):
                if day not in self._days:
                    self._days[day] = self.count(day)
                counts += self._days[day]
            self._spans[span] = counts
        return self._spans[span]


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
