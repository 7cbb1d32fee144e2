"""A news item as stories are compared by: headline, teaser, time and outlet, and what is read from them once."""

from __future__ import annotations

import datetime as dt
import re
import tomllib
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from itertools import pairwise

import numpy as np

from nlp.embeddings import Vectors, load_embedder
from nlp.headline import places_in
from nlp.search_text import lemma, words

#: Words of a headline within which its speaker ends: "Ketua Komisi III DPR: …", "Menko Airlangga Sebut …".
_ACTOR_WORDS = 8
_YEAR = re.compile(r"(?:19|20)\d\d")
_NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
_LETTERS = 4


@dataclass(frozen=True, slots=True)
class StoryText:
    """What a feed tells of an article: title, teaser, when it was published (with its zone), and by whom."""

    title: str
    teaser: str = ""
    time: dt.datetime | None = None
    outlet: str = ""


@dataclass(frozen=True, slots=True)
class StoryWords:
    """knowledge/story_words.toml as patterns and sets."""

    reaction: re.Pattern[str]
    series: re.Pattern[str]
    reporting: frozenset[str]
    headline_noise: tuple[re.Pattern[str], ...]
    teaser_noise: tuple[re.Pattern[str], ...]


@dataclass(frozen=True, slots=True)
class StoryItem:
    """A `StoryText` read: `sequence` holds the lemmas in order, `actor` those of whoever the headline lets speak.

    The rows of `title_matrix` are vectors of `title_words`, those of `matrix` of the words in any order.
    """

    title: str
    title_words: tuple[str, ...]
    sequence: tuple[str, ...]
    words: frozenset[str]
    pairs: frozenset[tuple[str, str]]
    actor: frozenset[str]
    places: frozenset[str]
    letters: Counter[str]
    title_numbers: frozenset[str]
    numbers: frozenset[str]
    title_vector: Vectors
    title_matrix: Vectors
    matrix: Vectors


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
        frozenset(data["reporting"]),
        tuple(re.compile(form, re.IGNORECASE) for form in data["headline_noise"]),
        tuple(re.compile(form) for form in data["teaser_noise"]),
    )


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


def _cleaned(title: str, teaser: str) -> tuple[str, str]:
    return clean_headline(title[:400]), _clean_teaser(teaser[:1200])


def item_lemmas(title: str, teaser: str) -> frozenset[str]:
    """The lemmas that an item holds: what `nlp.rarity.WordCounts.add` counts."""
    return frozenset(map(lemma, words(" ".join(_cleaned(title, teaser)))))


@lru_cache(maxsize=4096)
def read_item(title: str, teaser: str) -> StoryItem:
    """Everything that is compared of an item, in linear time."""
    title, teaser = _cleaned(title, teaser)
    everything = f"{title} {teaser}".strip()
    sequence = tuple(map(lemma, words(everything)))
    title_words = tuple(sorted(set(map(lemma, words(title)))))
    return StoryItem(
        title=title,
        title_words=title_words,
        sequence=sequence,
        words=frozenset(sequence),
        pairs=frozenset(pairwise(sequence)),
        actor=_actor(title),
        places=places_in(everything),
        letters=_grams(everything),
        title_numbers=frozenset(_NUMBER.findall(title)),
        numbers=frozenset(_NUMBER.findall(everything)),
        title_vector=load_embedder().encode([title])[0],
        title_matrix=_vectors(title_words),
        matrix=_vectors(sorted(set(sequence))),
    )


@lru_cache(maxsize=100_000)
def _lemma_vector(word: str) -> Vectors:
    return np.asarray(load_embedder().encode([word])[0])


def _vectors(lemmas: Sequence[str]) -> Vectors:
    """One row for each lemma."""
    if not lemmas:
        return np.zeros((0, load_embedder().dimensions), dtype=np.float32)
    return np.stack([_lemma_vector(word) for word in lemmas])


def telling_numbers(numbers: Iterable[str]) -> set[str]:
    """The numbers of more than one sign that are no years."""
    return {n for n in numbers if len(n) > 1 and not _YEAR.fullmatch(n)}


def _grams(text: str) -> Counter[str]:
    plain = re.sub(r"\W+", " ", text.lower())
    return Counter(plain[at : at + _LETTERS] for at in range(len(plain) - _LETTERS + 1))


def _actor(title: str) -> frozenset[str]:
    """The lemmas before a colon or a reporting verb near the beginning of a headline."""
    seen: set[str] = set()
    reporting = story_words().reporting
    for token in re.findall(r"[\w-]+|:", title)[: _ACTOR_WORDS + 1]:
        if token == ":" or token.lower() in reporting or lemma(token.lower()) in reporting:
            return frozenset(word for word in seen if len(word) > 2)
        seen.update(map(lemma, words(token)))
    return frozenset()
