"""The small networks behind the shipped pipeline: sentences of words in, a tag for each word and names out; numpy only.

Each word's first vectors depend on the word alone and are kept; what follows is three or so convolutions over
neighbouring words, and for names the best path through a table of transitions. Several networks that were trained alike
are asked together and their scores added. How they are trained: training/language.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from itertools import pairwise
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from nlp.tagger_words import WordView, view

Array = NDArray[np.float32]
Indices = NDArray[np.intp]

NETWORK_FILES = ("network.json", "network.safetensors")
#: Sentences longer than this are read in parts.
LONGEST = 200
#: Words in one run through the network, and words whose first vector is kept.
BLOCK, KEPT = 4096, 60_000
_UNKNOWN = 1  # the row of a word that is not in the vocabulary; row 0 is no word
_EPSILON = 1e-5


def _normal(x: Array, scale: Array, shift: Array) -> Array:
    """Layer normalisation over the last axis."""
    x = x - x.mean(axis=1, keepdims=True)
    spread = np.einsum("ij,ij->i", x, x) / x.shape[1]
    x *= (1.0 / np.sqrt(spread + _EPSILON))[:, None]
    x *= scale
    x += shift
    return x


def _halves(x: Array) -> Array:
    """The greater of the two halves of each row."""
    middle = x.shape[1] // 2
    return np.maximum(x[:, :middle], x[:, middle:])


class _Network:
    """One network's weights, under the names that training/language/network.py gives them."""

    def __init__(self, weights: dict[str, Array], dilations: Sequence[int]) -> None:
        # the big tables stay as small as they are stored
        self._tables = {name: weights.pop(name) for name in ("pieces", "shapes", "classes")}
        self.weights = {name: value.astype(np.float32) for name, value in weights.items()}
        self.width: int = self.weights["input_scale"].shape[0]
        self._dilations = tuple(dilations)

    def fresh(self, views: Sequence[WordView], vectors: Array) -> Array:
        """The first vectors of words by themselves."""
        tables, w = self._tables, self.weights
        bounds = np.cumsum([0, *(len(v.pieces) for v in views)])
        pieces = tables["pieces"][[row for v in views for row in v.pieces]].astype(np.float32)
        columns = (
            vectors,
            np.add.reduceat(pieces, bounds[:-1], axis=0),
            tables["shapes"][[v.shape for v in views]],
            tables["classes"][[v.word_class for v in views]],
        )
        seen = np.concatenate(columns, axis=1, dtype=np.float32)
        return _normal(_halves(seen @ w["input"] + w["input_bias"]), w["input_scale"], w["input_shift"])

    def scores(self, first: Array, where: Indices, size: int) -> tuple[Array, Array]:
        """Scores of tags and of labels for the words whose first vectors are given.

        `where` is each word's place among `size` rows; the rows between the sentences are zero.
        """
        w, rows = self.weights, first
        x = np.zeros((size, self.width), dtype=np.float32)
        x[where] = rows
        for layer, distance in enumerate(self._dilations):
            around = np.concatenate((x[where - distance], rows, x[where + distance]), axis=1)
            seen = _halves(around @ w[f"conv{layer}"] + w[f"conv{layer}_bias"])
            rows = rows + _normal(seen, w[f"conv{layer}_scale"], w[f"conv{layer}_shift"])
            x[where] = rows
        return rows @ w["tags"] + w["tags_bias"], rows @ w["labels"] + w["labels_bias"]


class Tagger:
    """The networks of one folder (network.safetensors, network.json) and what they say about words."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file

        self.folder = folder
        about = json.loads((folder / NETWORK_FILES[0]).read_text(encoding="utf-8"))
        if wrong := set(about) ^ {"words", "tags", "labels", "dilations", "networks"}:
            raise ValueError(f"{folder / NETWORK_FILES[0]}: unknown or missing key {sorted(wrong)[0]!r}")
        weights = load_file(folder / NETWORK_FILES[1])
        self.tags: tuple[str, ...] = tuple(about["tags"])
        self.labels: tuple[str, ...] = tuple(about["labels"])  # O, B-PER, I-PER, E-PER, S-PER, …
        self._gap = max(about["dilations"])
        self._place = {word: row for row, word in enumerate(about["words"], start=_UNKNOWN + 1)}
        self._vectors = weights.pop("words")  # all networks read the same word vectors
        self._networks = [
            _Network(
                {key.partition(".")[2]: weights[key] for key in weights if key.startswith(f"{number}.")},
                about["dilations"],
            )
            for number in range(about["networks"])
        ]
        chains = ("first", "last", "transitions")
        self._first_label, self._last_label, self._transitions = (
            sum((network.weights[name] for network in self._networks), np.float32(0)) for name in chains
        )
        self._kept: Array = np.zeros((1024, sum(network.width for network in self._networks)), dtype=np.float32)
        self._rows: dict[str, int] = {}

    def read(self, sentences: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
        """For all words in order, the index of the word's tag in `tags` and of its name label in `labels`."""
        parts = [s[i : i + LONGEST] for s in sentences for i in range(0, len(s), LONGEST)]
        tags: list[int] = []
        labels: list[int] = []
        begin = size = 0
        for number, part in enumerate(parts):
            size += len(part)
            if size >= BLOCK or number + 1 == len(parts):
                block_tags, block_labels = self._block(parts[begin : number + 1])
                tags += block_tags
                labels += block_labels
                begin, size = number + 1, 0
        return tags, labels

    def _block(self, parts: Sequence[Sequence[str]]) -> tuple[list[int], list[int]]:
        lengths = np.array([len(part) for part in parts], dtype=np.intp)
        starts = np.cumsum(lengths + self._gap) - lengths  # a gap before each part and one behind the last
        where = np.concatenate([np.arange(start, start + n) for start, n in zip(starts, lengths, strict=True)])
        first = self._first_vectors([word for part in parts for word in part])
        size = int(starts[-1] + lengths[-1]) + self._gap
        ends = np.cumsum([network.width for network in self._networks])
        told = [
            network.scores(first[:, end - network.width : end], where, size)
            for network, end in zip(self._networks, ends, strict=True)
        ]
        tags, labels = (np.stack(scores).sum(axis=0, dtype=np.float32) for scores in zip(*told, strict=True))
        return tags.argmax(axis=1).tolist(), self._best_paths(np.asarray(labels, dtype=np.float32), lengths)

    def _first_vectors(self, words: Sequence[str]) -> Array:
        """One row for each word, the networks' side by side; rows of words met before are looked up."""
        known = self._rows
        if len(known) > KEPT:
            known.clear()
        fresh = [word for word in dict.fromkeys(words) if word not in known]
        if fresh:
            begin, end = len(known), len(known) + len(fresh)
            if end > len(self._kept):
                grown = np.zeros((max(end, 2 * len(self._kept)), self._kept.shape[1]), dtype=np.float32)
                grown[:begin] = self._kept[:begin]
                self._kept = grown
            views = [view(word) for word in fresh]
            vectors = self._vectors[[self._place.get(v.lower, _UNKNOWN) for v in views]]
            self._kept[begin:end] = np.hstack([network.fresh(views, vectors) for network in self._networks])
            known.update(zip(fresh, range(begin, end), strict=True))
        return self._kept[[known[word] for word in words]]

    def _best_paths(self, scores: Array, lengths: Indices) -> list[int]:
        """The best sequence of labels of each part (Viterbi), all parts side by side, longest first."""
        count = len(lengths)
        order = np.argsort(-lengths, kind="stable")
        sorted_lengths = lengths[order]
        begins = (np.cumsum(lengths) - lengths)[order]
        steps = int(sorted_lengths[0])
        running = [int(np.searchsorted(-sorted_lengths, -step, side="left")) for step in range(steps)]
        best = scores[begins] + self._first_label
        came = np.zeros((steps, count, scores.shape[1]), dtype=np.int8)
        for step in range(1, steps):
            active = running[step]
            paths = best[:active, :, None] + self._transitions
            source = paths.argmax(axis=1)
            came[step, :active] = source
            best[:active] = np.take_along_axis(paths, source[:, None, :], axis=1)[:, 0] + scores[begins[:active] + step]
        label = (best + self._last_label).argmax(axis=1)
        found = np.zeros(len(scores), dtype=np.int8)
        for step in range(steps - 1, -1, -1):
            active = running[step]
            found[begins[:active] + step] = label[:active]
            label[:active] = came[step, np.arange(active), label[:active]]
        return [int(x) for x in found]


def names(labels: Sequence[str]) -> list[tuple[int, int, str]]:
    """(first word, end, kind) of the names in a sequence of O, B-, I-, E- and S- labels; broken ones are left out."""
    found: list[tuple[int, int, str]] = []
    start = -1
    for number, (label, after) in enumerate(pairwise([*labels, "O"])):
        place, kind = label[:1], label[2:]
        if place in "BS":
            start = number
        if place in "ES" and start >= 0:
            found.append((start, number + 1, kind))
        if place not in "BI" or after[2:] != kind:
            start = -1
    return found
