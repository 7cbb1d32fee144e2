"""How alike two news items are: one story or two, how much of a release an article holds, near-duplicate signatures.

Pairwise measures only; grouping articles into stories belongs to `store.stories`.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from typing import TYPE_CHECKING

import numpy as np

from nlp.embeddings import Vectors, load_embedder
from nlp.search_text import lemma, words

if TYPE_CHECKING:
    from datasketch import MinHash

FEATURES = (
    "cross",
    "soft",
    "letters",
    "vectors",
    "hours",
    "other_numbers",
    "same_number",
    "rare",
    "own_words",
    "reaction",
    "series",
)
RUN = 6  # words in a row that count as taken over; shorter runs are shared by chance
SIGNATURE_SHINGLE = 3
PERMUTATIONS = 128
UNKNOWN_HOURS = 12.0  # taken for the distance when a time is missing


@dataclass(frozen=True, slots=True)
class StoryText:
    """What a feed tells of an article: title, teaser, and when it was published (with its zone)."""

    title: str
    teaser: str = ""
    time: dt.datetime | None = None


@dataclass(frozen=True, slots=True)
class StoryWords:
    """knowledge/story_words.toml as patterns."""

    reaction: re.Pattern[str]
    series: re.Pattern[str]
    headline_noise: tuple[re.Pattern[str], ...]
    teaser_noise: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class _Prepared:
    title: str
    everything: str
    title_words: dict[str, float]  # lemma → rarity
    all_words: dict[str, float]
    letters: Counter[str]
    title_numbers: frozenset[str]
    numbers: frozenset[str]
    vector: Vectors


@cache
def story_words() -> StoryWords:
    """The patterns; an unknown or missing key is an error."""
    name = "story_words.toml"
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath(name).read_text(encoding="utf-8"))
    if wrong := set(data) ^ set(StoryWords.__dataclass_fields__):
        raise ValueError(f"{name}: unknown or missing key {sorted(wrong)[0]!r}")

    def any_of(forms: Iterable[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<!\w)(?:{'|'.join(forms)})(?!\w)", re.IGNORECASE)

    return StoryWords(
        any_of(data["reaction"]),
        any_of(data["series"]),
        tuple(re.compile(form, re.IGNORECASE) for form in data["headline_noise"]),
        tuple(re.compile(form) for form in data["teaser_noise"]),
    )


@cache
def _rarities() -> tuple[float, dict[str, int]]:
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
    return tuple(_rarities()[1])


@lru_cache(maxsize=50_000)
def rarity(word: str) -> float:
    """0 (in every item) … about 1 (in none): the logarithm of inverse document frequency, scaled."""
    items, counts = _rarities()
    return max(0.0, math.log((items + 1) / (counts.get(word, 0) + 0.5)) / math.log(items + 1))


@cache
def _weights() -> tuple[Vectors, float]:
    data = tomllib.loads(resources.files("nlp.knowledge").joinpath("same_story.toml").read_text(encoding="utf-8"))
    if wrong := set(data) ^ {*FEATURES, "bias"}:
        raise ValueError(f"same_story.toml: unknown or missing key {sorted(wrong)[0]!r}")
    return np.array([data[name] for name in FEATURES], dtype=np.float32), float(data["bias"])


def clean_headline(title: str) -> str:
    """The headline without "(foto)", "Video:" or the outlet's name behind it."""
    for pattern in story_words().headline_noise:
        title = pattern.sub("", title)
    return title.strip()


def _clean_teaser(teaser: str) -> str:
    teaser = teaser.replace("\xa0", " ").strip()
    for pattern in story_words().teaser_noise:
        teaser = pattern.sub("", teaser)
    return teaser.replace("...", " ").replace("…", " ")


@lru_cache(maxsize=100_000)
def _lemma_vector(word: str) -> Vectors:
    return np.asarray(load_embedder().encode([word])[0])


def _weighted(text: str) -> dict[str, float]:
    return {word: rarity(word) for word in map(lemma, words(text))}


def _numbers(text: str) -> frozenset[str]:
    return frozenset(re.findall(r"\d+(?:[.,]\d+)*", text))


@lru_cache(maxsize=4096)
def _prepare(title: str, teaser: str) -> _Prepared:
    title, teaser = clean_headline(title[:400]), _clean_teaser(teaser[:1200])
    everything = f"{title} {teaser}".strip()
    plain = re.sub(r"\W+", " ", everything.lower())
    return _Prepared(
        title,
        everything,
        _weighted(title),
        _weighted(everything),
        Counter(plain[i : i + 4] for i in range(len(plain) - 3)),
        _numbers(title),
        _numbers(everything),
        load_embedder().encode([title])[0],
    )


def _share(part: dict[str, float], other: dict[str, float]) -> float:
    """The share of the smaller side's rarity that both sides hold."""
    least = min(sum(part.values()), sum(other.values()))
    return sum(v for w, v in part.items() if w in other) / least if least > 0 else 0.0


def _soft_share(part: dict[str, float], other: dict[str, float]) -> float:
    """The share of `part`'s rarity that the other side holds, near synonyms counted in part."""
    total = sum(part.values())
    if total <= 0 or not other:
        return 0.0
    near = np.stack([_lemma_vector(w) for w in part]) @ np.stack([_lemma_vector(w) for w in other]).T
    best = np.clip((near.max(axis=1) - 0.3) / 0.7, 0, 1) * 0.9
    return (
        float(sum(v * (1.0 if w in other else b) for (w, v), b in zip(part.items(), best.tolist(), strict=True)))
        / total
    )


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


def features(a: StoryText, b: StoryText) -> Vectors:
    """The values of FEATURES for a pair; the same whichever comes first."""
    x, y = _prepare(a.title, a.teaser), _prepare(b.title, b.teaser)
    lists = story_words()
    hours = math.log1p(_hours(a.time, b.time))
    shared = sorted((v for w, v in x.all_words.items() if w in y.all_words), reverse=True)[:3]
    own = [
        sum(sorted((v for w, v in one.title_words.items() if w not in other.all_words), reverse=True)[:2])
        for one, other in ((x, y), (y, x))
    ]
    linked = (x.title_numbers & y.numbers) | (y.title_numbers & x.numbers)
    return np.array(
        [
            max(_share(x.title_words, y.all_words), _share(y.title_words, x.all_words)),
            (_soft_share(x.title_words, y.all_words) + _soft_share(y.title_words, x.all_words)) / 2,
            _cosine(x.letters, y.letters),
            float(x.vector @ y.vector),
            hours,
            float(bool(x.numbers and y.numbers and not x.numbers & y.numbers)),
            float(any(len(n) > 1 and not re.fullmatch(r"(?:19|20)\d\d", n) for n in linked)),
            sum(shared) / 3,
            sum(own) / 4,
            float(bool(lists.reaction.search(x.title)) != bool(lists.reaction.search(y.title))),
            hours * float(bool(lists.series.search(x.title) and lists.series.search(y.title))),
        ],
        dtype=np.float32,
    )


def same_story(a: StoryText, b: StoryText) -> float:
    """How likely two items report one event, 0 … 1; from 0.5 on they are taken for one story."""
    if not a.title.strip() or not b.title.strip():
        return 0.0
    weights, bias = _weights()
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, float(features(a, b) @ weights) + bias))))


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
