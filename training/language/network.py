"""The network of the shipped pipeline as torch trains it; `nlp.tagger` computes the same with numpy alone.

One encoder of words and their neighbours serves one output for each corpus: names by the rules of idner-news-2k, of
nergrit and of nerp (conditional random fields), and parts of speech by those of POSP.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional

from nlp.tagger_words import CLASSES, PIECES, SHAPES, view

SHAPE_WIDTH, CLASS_WIDTH = 24, 16
NO_WORD, UNKNOWN = 0, 1
_NEVER = -1e4


class Batch(NamedTuple):
    """Sentences side by side: rows of words, of pieces with each word's offset among them, shapes, classes, mask."""

    words: Tensor
    pieces: Tensor
    offsets: Tensor
    shapes: Tensor
    classes: Tensor
    mask: Tensor


def labels_of(kinds: Sequence[str]) -> list[str]:
    """O and B-, I-, E-, S- of each kind."""
    return ["O", *(f"{place}-{kind}" for kind in kinds for place in "BIES")]


def may_follow(before: str, after: str) -> bool:
    """Whether one label may stand behind another."""
    if before[0] in "BI":
        return after[0] in "IE" and before[2:] == after[2:]
    return after[0] not in "IE"


class RandomField(nn.Module):
    """A linear-chain conditional random field over labels that must form whole names."""

    def __init__(self, labels: Sequence[str]) -> None:
        super().__init__()
        self.free = nn.Parameter(torch.zeros(len(labels), len(labels)))
        self.free_first = nn.Parameter(torch.zeros(len(labels)))
        self.free_last = nn.Parameter(torch.zeros(len(labels)))
        ruled = [[0.0 if may_follow(a, b) else _NEVER for b in labels] for a in labels]
        self.register_buffer("ruled", torch.tensor(ruled))
        self.register_buffer("ruled_first", torch.tensor([_NEVER if a[0] in "IE" else 0.0 for a in labels]))
        self.register_buffer("ruled_last", torch.tensor([_NEVER if a[0] in "BI" else 0.0 for a in labels]))

    @property
    def transitions(self) -> Tensor:
        """Score of each label behind each other."""
        return self.free + self.ruled

    @property
    def first(self) -> Tensor:
        """Score of each label at the beginning."""
        return self.free_first + self.ruled_first

    @property
    def last(self) -> Tensor:
        """Score of each label at the end."""
        return self.free_last + self.ruled_last

    def mass(self, scores: Tensor, mask: Tensor) -> Tensor:
        """The log of the summed scores of all label sequences, one for each sentence."""
        total = self.first + scores[:, 0]
        for step in range(1, scores.shape[1]):
            longer = torch.logsumexp(total.unsqueeze(2) + self.transitions, 1) + scores[:, step]
            total = torch.where(mask[:, step : step + 1], longer, total)
        return torch.logsumexp(total + self.last, 1)

    def loss(self, scores: Tensor, gold: Tensor, mask: Tensor) -> Tensor:
        """Minus the log-likelihood of the gold labels, summed over the sentences."""
        wrong = torch.ones_like(scores, dtype=torch.bool).scatter_(2, gold.unsqueeze(2), False)
        return (self.mass(scores, mask) - self.mass(scores.masked_fill(wrong, _NEVER), mask)).sum()


class Network(nn.Module):
    """Words → one score for each label of each output. `outputs` maps its name to its labels; "tags" has no chain."""

    def __init__(
        self, vectors: np.ndarray, outputs: dict[str, list[str]], width: int, dilations: Sequence[int], drop: float
    ) -> None:
        super().__init__()
        piece_width = width // 2
        self.words = nn.Embedding(len(vectors) + 2, vectors.shape[1])
        self.words.weight.data[:2] = 0
        self.words.weight.data[2:] = torch.from_numpy(vectors)
        self.words.weight.requires_grad_(False)  # too few marked sentences to move them
        self.pieces = nn.EmbeddingBag(PIECES, piece_width, mode="sum")
        self.shapes, self.classes = nn.Embedding(SHAPES, SHAPE_WIDTH), nn.Embedding(CLASSES, CLASS_WIDTH)
        for table, size in ((self.pieces, 0.1), (self.shapes, 0.3), (self.classes, 0.3)):
            table.weight.data *= size
        self.input = nn.Linear(vectors.shape[1] + piece_width + SHAPE_WIDTH + CLASS_WIDTH, 2 * width)
        self.input_norm = nn.LayerNorm(width)
        self.convolutions = nn.ModuleList(nn.Linear(3 * width, 2 * width) for _ in dilations)
        self.norms = nn.ModuleList(nn.LayerNorm(width) for _ in dilations)
        self.dilations, self.drop = tuple(dilations), drop
        self.outputs = nn.ModuleDict({name: nn.Linear(width, len(labels)) for name, labels in outputs.items()})
        self.fields = nn.ModuleDict({name: RandomField(labels) for name, labels in outputs.items() if name != "tags"})

    def encode(self, batch: Batch) -> Tensor:
        """The vectors of the words with their neighbours taken in, of shape (sentences, words, width)."""
        rows, columns = batch.words.shape
        pieces = self.pieces(batch.pieces, batch.offsets).view(rows, columns, -1)
        parts = [
            functional.dropout(self.words(batch.words), 0.2, self.training),
            functional.dropout(pieces, 0.2, self.training),
            self.shapes(batch.shapes),
            self.classes(batch.classes),
        ]
        mask = batch.mask.unsqueeze(2).float()
        x = self.input_norm(self._halves(self.input(torch.cat(parts, -1))))
        x = functional.dropout(x, self.drop, self.training) * mask
        for convolution, norm, far in zip(self.convolutions, self.norms, self.dilations, strict=True):
            wide = functional.pad(x, (0, 0, far, far))
            around = torch.cat([wide[:, :columns], x, wide[:, 2 * far :]], -1)
            seen = norm(self._halves(convolution(around)))
            x = (x + functional.dropout(seen, self.drop, self.training)) * mask
        return x

    @staticmethod
    def _halves(x: Tensor) -> Tensor:
        first, second = x.chunk(2, -1)
        return torch.maximum(first, second)

    def exported(self) -> dict[str, np.ndarray]:
        """The weights under the names that `nlp.tagger` reads, for the tags and the names of the news corpus."""
        field = self.fields["idner-news-2k"]
        found = {
            "words": self.words.weight,
            "pieces": self.pieces.weight,
            "shapes": self.shapes.weight,
            "classes": self.classes.weight,
            "input": self.input.weight.T,
            "input_bias": self.input.bias,
            "input_scale": self.input_norm.weight,
            "input_shift": self.input_norm.bias,
            "first": field.first,
            "last": field.last,
            "transitions": field.transitions,
        }
        for number, (convolution, norm) in enumerate(zip(self.convolutions, self.norms, strict=True)):
            found |= {f"conv{number}": convolution.weight.T, f"conv{number}_bias": convolution.bias}
            found |= {f"conv{number}_scale": norm.weight, f"conv{number}_shift": norm.bias}
        for name, output in (("tags", self.outputs["tags"]), ("labels", self.outputs["idner-news-2k"])):
            found |= {name: output.weight.T, f"{name}_bias": output.bias}
        half = torch.float16
        return {name: value.detach().to(half).contiguous().numpy() for name, value in found.items()}


def make_batch(sentences: Sequence[Sequence[str]], place: dict[str, int], hidden: frozenset[tuple[int, int]]) -> Batch:
    """The sentences as rows; the words at the places of `hidden` are read without their vector."""
    columns = max(map(len, sentences))
    shape = (len(sentences), columns)
    words, shapes, classes = (np.zeros(shape, dtype=np.int64) for _ in range(3))
    mask = np.zeros(shape, dtype=bool)
    pieces: list[int] = []
    offsets: list[int] = []
    for row, sentence in enumerate(sentences):
        for column in range(columns):
            offsets.append(len(pieces))
            if column >= len(sentence):
                pieces.append(0)
                continue
            seen = view(sentence[column])
            known = (row, column) not in hidden
            words[row, column] = place.get(seen.lower, UNKNOWN) if known else UNKNOWN
            shapes[row, column], classes[row, column] = seen.shape, seen.word_class
            mask[row, column] = True
            pieces += seen.pieces
    return Batch(
        torch.from_numpy(words),
        torch.tensor(pieces),
        torch.tensor(offsets),
        torch.from_numpy(shapes),
        torch.from_numpy(classes),
        torch.from_numpy(mask),
    )
