"""What the summary's ranker sees of each sentence: place, form, and how its words stand to the article's other words.

Words only, no vectors: the same on any machine, and nothing in it was learnt from the articles it is measured on.
"""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from nlp.rarity import rarity
from nlp.search_text import lemma
from nlp.sentences import QUOTES

Rows = NDArray[np.float32]

PLACE = ("first", "second", "third", "fourth", "fifth", "sixth_on", "late", "opens_paragraph", "first_paragraph")
FORM = (
    *("length", "short", "long", "quoted", "opens_with_quote", "dangling", "unnamed_speaker", "figures", "names"),
    *("capitals", "unfinished", "word_length", "demonstrative"),
)
LAYOUT = (
    *(
        "sentences",
        "depth",
        "paragraph",
        "in_paragraph",
        "paragraph_length",
        "paragraphs",
        "words_before",
        "quotes_before",
    ),
    *("length_before", "length_after", "length_first"),
)
WORDS = (
    *("frequent_words", "shared_words", "content_words", "rarity", "centre", "rank", "like_first", "like_earlier"),
    *("like_later", "fresh"),
)
NEIGHBOURS = ("length", "names", "centre", "rank")  # also of the sentence before and behind
FEATURES = (
    *PLACE,
    *FORM,
    *LAYOUT,
    *WORDS,
    *(f"{name}_of_previous" for name in NEIGHBOURS),
    *(f"{name}_of_next" for name in NEIGHBOURS),
)
OPENING = 150  # characters in which a sentence shows whether it leans on the one before
_WORD = re.compile(r"\w+")


def _place(i: int, paragraphs: Sequence[int]) -> list[float]:
    return [
        *(float(i == k) for k in range(5)),
        float(5 <= i < 10),
        float(i >= 10),
        float(i == 0 or paragraphs[i] != paragraphs[i - 1]),
        float(paragraphs[i] == paragraphs[0]),
    ]


def _form(sentence: str, words: Sequence[str], dangling: re.Pattern[str], attributions: re.Pattern[str]) -> list[float]:
    low, written = sentence.lower(), sentence.split()
    capitals = sum(1 for word in written[1:] if word[:1].isupper())
    return [
        min(len(written), 50) / 25,
        float(len(written) < 8),
        float(len(written) > 40),
        float(any(mark in sentence for mark in QUOTES)),
        float(sentence[:1] in QUOTES),
        float(bool(dangling.match(low[:OPENING]))),
        float(bool(attributions.search(low))),
        float(any(c.isdigit() for c in sentence)),
        capitals / max(len(written), 1),
        capitals / 5,
        float(sentence[-1:] not in '.!?"”'),
        sum(map(len, words)) / max(1, len(words)) / 5,
        float(any(word in ("ini", "itu", "tersebut") for word in words[:4])),
    ]


def _word_values(content: list[list[str]]) -> list[list[float]]:
    """The WORDS features of all sentences."""
    count = len(content)
    often = Counter(w for words in content for w in words)
    spread = Counter(w for words in content for w in set(words))
    place = {word: i for i, word in enumerate(often)}
    matrix = np.zeros((count, max(1, len(place))), dtype=np.float32)
    for i, words in enumerate(content):
        for word, times in Counter(words).items():
            matrix[i, place[word]] = times * rarity(word)
    whole = matrix.sum(axis=0)
    matrix /= np.maximum(np.linalg.norm(matrix, axis=1, keepdims=True), 1e-9)
    centre = matrix @ (whole / max(float(np.linalg.norm(whole)), 1e-9))
    like = matrix @ matrix.T
    np.fill_diagonal(like, 0)
    share = like / (like.sum(axis=1, keepdims=True) + 1e-9)
    rank = np.full(count, 1 / count, dtype=np.float32)
    for _ in range(15):  # the damped random walk of TextRank (Mihalcea & Tarau 2004)
        rank = 0.15 / count + 0.85 * (share.T @ rank)
    rows, seen = [], set[str]()
    for i, words in enumerate(content):
        own = set(words)
        rows.append(
            [
                sum(often[w] for w in own) / (10 * max(1, len(own))),
                sum(spread[w] - 1 for w in own) / (count * max(1, len(own))),
                len(words) / 10,
                sum(rarity(w) for w in own) / max(1, len(own)),
                float(centre[i]),
                float(rank[i]) * count,
                float(like[i, 0]) if i else 0.5,
                float(like[i, :i].max()) if i else 0.0,
                float(like[i, i + 1 :].max()) if i + 1 < count else 0.0,
                len(own - seen) / max(1, len(own)),
            ]
        )
        seen |= own
    return rows


def sentence_features(
    sentences: Sequence[str], paragraphs: Sequence[int], dangling: re.Pattern[str], attributions: re.Pattern[str]
) -> Rows:
    """One row of FEATURES for each sentence of an article in order; `paragraphs` are their paragraphs' numbers."""
    count = len(sentences)
    if not count:
        return np.zeros((0, len(FEATURES)), dtype=np.float32)
    words = [_WORD.findall(sentence.lower()) for sentence in sentences]
    content = [[lemma(w) for w in found if len(w) > 2] for found in words]
    lengths = [len(found) for found in words]
    size = Counter(paragraphs)
    order = {number: k for k, number in enumerate(dict.fromkeys(paragraphs))}
    values = _word_values(content)
    rows = np.zeros((count, len(FEATURES)), dtype=np.float32)
    inside = before = quoted = 0
    for i, sentence in enumerate(sentences):
        inside = inside + 1 if i and paragraphs[i] == paragraphs[i - 1] else 0
        layout = [
            math.log(count),
            i / count,
            order[paragraphs[i]] / 5,
            inside / 3,
            size[paragraphs[i]] / 3,
            len(order) / 10,
            math.log1p(before) / 5,
            min(quoted, 5) / 5,
            (lengths[i - 1] if i else 0) / 25,
            (lengths[i + 1] if i + 1 < count else 0) / 25,
            min(1.0, lengths[0] / 25),
        ]
        row = [*_place(i, paragraphs), *_form(sentence, words[i], dangling, attributions), *layout, *values[i]]
        rows[i, : len(row)] = row
        before += lengths[i]
        quoted += any(mark in sentence for mark in QUOTES)
    near = [FEATURES.index(name) for name in NEIGHBOURS]
    first = len(FEATURES) - 2 * len(near)
    rows[1:, first : first + len(near)] = rows[:-1, near]
    rows[:-1, first + len(near) :] = rows[1:, near]
    return rows
