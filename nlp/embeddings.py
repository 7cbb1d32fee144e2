"""Text vectors: the shipped static Indonesian model by a light path, any other model by sentence-transformers.

Vectors of different models never mix: `Embedder.name` is what the store records beside each vector.
"""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

SHIPPED = "id_kliping_embed-0.2.0"
BATCH = 1024

Vectors = NDArray[np.float32]


class Embedder(Protocol):
    """Anything that turns texts into unit vectors."""

    name: str
    dimensions: int

    def encode(self, texts: Sequence[str]) -> Vectors:
        """One row of unit length for each text (zeros for a text without words), float32 of shape (n, dimensions)."""


def model_folder(name: str) -> Path:
    """The folder of a model that ships with the package."""
    return Path(str(resources.files("nlp"))) / "models" / name


class StaticEmbedder:
    """Mean of piece vectors, as sentence-transformers' StaticEmbedding and Normalize compute it, without torch."""

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file
        from tokenizers import Tokenizer

        inner = next((p.parent for p in sorted(folder.glob("**/tokenizer.json"))), folder)
        if not (inner / "model.safetensors").is_file():
            raise FileNotFoundError(f"{folder} holds no static embedding model (tokenizer.json and model.safetensors)")
        self.name = folder.name
        self._tokenizer = Tokenizer.from_file(str(inner / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._weights = load_file(inner / "model.safetensors")["embedding.weight"]
        self.dimensions = int(self._weights.shape[1])

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts."""
        out = np.zeros((len(texts), self.dimensions), dtype=np.float32)
        for begin in range(0, len(texts), BATCH):
            # half of a surrogate pair is no text to the tokenizer
            part = [text.encode("utf-8", "replace").decode() for text in texts[begin : begin + BATCH]]
            for row, encoding in enumerate(self._tokenizer.encode_batch_fast(part, add_special_tokens=False)):
                ids = encoding.ids
                if ids:
                    out[begin + row] = self._weights[ids].astype(np.float32).mean(axis=0)
        lengths = np.linalg.norm(out, axis=1, keepdims=True)
        return np.asarray(out / np.maximum(lengths, 1e-12), dtype=np.float32)


class TransformerEmbedder:
    """Any sentence-transformers model by name or path, on a GPU when there is one."""

    def __init__(self, name: str) -> None:
        from sentence_transformers import SentenceTransformer

        self.name = name
        self._model: Any = SentenceTransformer(name)
        if self._model.device.type == "cpu":
            self._model = self._model.float()
        self.dimensions = int(self._model.get_embedding_dimension() or 0)

    def encode(self, texts: Sequence[str]) -> Vectors:
        """Unit vectors of the texts."""
        if not texts:
            return np.zeros((0, self.dimensions), dtype=np.float32)
        found = self._model.encode(list(texts), batch_size=64, normalize_embeddings=True, show_progress_bar=False)
        return np.asarray(found, dtype=np.float32)


@cache
def load_embedder(name: str | None = None) -> Embedder:
    """The shipped model for None, "" or its own name; any other name or path by sentence-transformers. Kept loaded."""
    if not name or name == SHIPPED:
        return StaticEmbedder(model_folder(SHIPPED))
    return TransformerEmbedder(name)
