"""How alike two news items are: one story or two, how much of a release an article holds, near-duplicate signatures.

Pairwise measures only; grouping articles into stories belongs to `store.stories`. What an item is read for is
`nlp.story_items`, how telling a word is `nlp.rarity`.
"""

from __future__ import annotations

import datetime as dt
import math
import tomllib
from collections import Counter
from collections.abc import Mapping, Sequence, Set
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from kliping.dates import ZONES
from nlp.embeddings import Vectors
from nlp.rarity import WordCounts
from nlp.rarity import rarity as rarity_anywhere
from nlp.search_text import words
from nlp.story_items import StoryItem, StoryText, read_item, story_words, telling_numbers

if TYPE_CHECKING:
    from datasketch import MinHash

RUN = 6  # words in a row that count as taken over; shorter runs are shared by chance
SIGNATURE_SHINGLE = 3
PERMUTATIONS = 128
UNKNOWN_HOURS = 12.0  # taken for the distance when a time is missing
#: Hours from which an item is news of another day.
NEXT_DAY = 30.0
#: Share of a speaker's words that an item holds when it lets the same one speak.
SPOKEN = 0.34


@cache
def _weights() -> tuple[tuple[str, ...], Vectors, float]:
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath("same_story.toml").read_text(encoding="utf-8"))
    bias = float(data.pop("bias", math.nan))
    known = features(StoryText("a"), StoryText("b"))
    if (wrong := set(data) - set(known)) or math.isnan(bias):
        raise ValueError(f"same_story.toml: unknown or missing key {sorted(wrong or {'bias'})[0]!r}")
    return tuple(data), np.array(list(data.values()), dtype=np.float32), bias


def _soft_share(part: StoryItem, other: StoryItem, rarity: Mapping[str, float]) -> float:
    """The share of the rarity of one side's headline that the other side holds, near synonyms counted in part."""
    total = sum(rarity[word] for word in part.title_words)
    if total <= 0 or not other.words:
        return 0.0
    near = np.clip(((part.title_matrix @ other.matrix.T).max(axis=1) - 0.3) / 0.7, 0, 1) * 0.9
    held = zip(part.title_words, near.tolist(), strict=True)
    return float(sum(rarity[word] * (1.0 if word in other.words else share) for word, share in held) / total)


def _cosine(a: Counter[str], b: Counter[str]) -> float:
    dot = sum(count * b[key] for key, count in a.items() if key in b)
    size = math.sqrt(sum(v * v for v in a.values()) * sum(v * v for v in b.values()))
    return dot / size if size else 0.0


def _hours(a: dt.datetime | None, b: dt.datetime | None) -> float:
    if a is None or b is None:
        return UNKNOWN_HOURS
    if (a.tzinfo is None) != (b.tzinfo is None):  # one side names no zone: compare the clocks
        a, b = a.replace(tzinfo=None), b.replace(tzinfo=None)
    return abs((a - b).total_seconds()) / 3600


def features(a: StoryText, b: StoryText, around: WordCounts | None = None) -> dict[str, float]:
    """What is compared of a pair, by name; the same whichever comes first.

    `around` counts the words of the items published in the same days: what everybody writes about tells little. Sums
    and shares of words are weighed by that rarity; "shared_anyway" by the rarity in general, "hours" is a logarithm,
    what begins with "other" or "same" is 0 or 1.
    """
    x, y = read_item(a.title, a.teaser), read_item(b.title, b.teaser)
    lists = story_words()
    of_days = (around or WordCounts()).rarity
    rarity = {word: of_days(word) for word in x.words | y.words}
    shared = sorted((rarity[word] for word in x.words & y.words), reverse=True)
    anyway = sorted((rarity_anywhere(word) for word in x.words & y.words), reverse=True)
    apart = _hours(a.time, b.time)
    hours = math.log1p(apart)
    outlet = float(bool(a.outlet) and a.outlet == b.outlet)
    spoken = [_held(item.actor, other) for item, other in ((x, y), (y, x)) if item.actor]
    linked = (x.title_numbers & y.numbers) | (y.title_numbers & x.numbers)
    series = bool(lists.series.search(x.title) and lists.series.search(y.title))
    return {
        "soft": (_soft_share(x, y, rarity) + _soft_share(y, x, rarity)) / 2,
        "shared": sum(shared),
        "shared_rarest": sum(shared[:3]) / 3,
        "shared_anyway": sum(anyway[:3]) / 3,
        "pairs": sum(min(rarity[first], rarity[second]) for first, second in x.pairs & y.pairs),
        "letters": _cosine(x.letters, y.letters),
        "titles": float(x.title_vector @ y.title_vector),
        "rarity": sum(sum(rarity[word] for word in item.words) / max(1, len(item.words)) for item in (x, y)),
        "other_place": _apart(x.places, y.places),
        "other_speaker": float(bool(spoken) and min(spoken) < SPOKEN),
        "same_number": float(bool(telling_numbers(linked))),
        "other_numbers": _apart(x.numbers, y.numbers),
        "other_title_numbers": _apart(telling_numbers(x.title_numbers), telling_numbers(y.title_numbers)),
        "hours": hours,
        "same_day": float(_day(a.time) == _day(b.time) is not None),
        "next_day": float(apart > NEXT_DAY),
        "series": hours * series,
        "outlet": outlet,
        "outlet_hours": outlet * hours,
    }


def _held(part: Set[str], other: StoryItem) -> float:
    return sum(word in other.words for word in part) / len(part)


def _apart(a: Set[str], b: Set[str]) -> float:
    """1 when both sides name some and none is the same."""
    return float(bool(a and b and not a & b))


def _day(time: dt.datetime | None) -> dt.date | None:
    """The day in Jakarta; a time without a zone is taken as told there."""
    if time is None:
        return None
    try:
        return (time.astimezone(ZONES["WIB"]) if time.tzinfo else time).date()
    except OverflowError:  # the first or the last day of the calendar
        return time.date()


def same_story(a: StoryText, b: StoryText, around: WordCounts | None = None) -> float:
    """How likely two items report one event, 0 … 1; from 0.5 on they are taken for one story."""
    if not a.title.strip() or not b.title.strip():
        return 0.0
    names, weights, bias = _weights()
    found = features(a, b, around)
    value = float(np.array([found[name] for name in names], dtype=np.float32) @ weights) + bias
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, value))))


def _shingles(text: str, size: int) -> set[str]:
    found = words(text)
    if not found:
        return set()
    return {" ".join(found[i : i + size]) for i in range(max(1, len(found) - size + 1))}


def containment(release: str, article: str) -> float:
    """The share of the release's words that stand in the article in runs of at least `RUN`, 0 … 1; 0 for no release."""
    return covered(words(release), words(article))


def covered(text: Sequence[str], other: Sequence[str], run: int = RUN) -> float:
    """The share of the words of a text that stand in runs of at least `run` words in another text, 0 … 1."""
    if len(text) < run or len(other) < run:
        return 1.0 if text and list(text) == list(other) else 0.0
    runs = {tuple(other[at : at + run]) for at in range(len(other) - run + 1)}
    found = [False] * len(text)
    for at in range(len(text) - run + 1):
        if tuple(text[at : at + run]) in runs:
            found[at : at + run] = [True] * run
    return sum(found) / len(text)


def signature(text: str) -> MinHash:
    """The MinHash of a text's three-word runs; `.jaccard(other)` estimates how much two texts share (±0.09)."""
    from datasketch import MinHash

    found = MinHash(num_perm=PERMUTATIONS, seed=1)
    found.update_batch([run.encode("utf-8", "replace") for run in sorted(_shingles(text, SIGNATURE_SHINGLE))])
    return found
