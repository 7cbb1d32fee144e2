"""Vectors of articles: kept as float16 rows, looked through by their codes (`vector_codes`), scored exactly at the end.

    encode_missing(store, embedder) -> int                          vectors for articles that have none, or an older one
    nearest(store, vector, *, low, high, limit) -> list[(article id, cosine)]
    similar_articles(store, article_id, *, limit, days) -> list[(article id, cosine)]
    load_window(store, low, high) -> (ids, matrix)
See docs/performance.md for what searching costs and loses.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from store.articles import lacking
from store.database import Store
from store.vector_codes import Ids as Ids
from store.vector_codes import nearest_codes, sign_codes
from store.windows import id_window

if TYPE_CHECKING:
    from nlp.embeddings import Embedder

#: Vectors in a block; fewer wait as single rows.
BLOCK = 1024
#: Vectors scored exactly for each one wanted, and at the least: single codes tell little.
OVERSAMPLE, FEWEST = 4, 60
#: Numbers in one question to the database.
_ASKED = 500
#: Characters of a text that are encoded after its title: news puts what matters first.
LEAD = 600

Matrix = NDArray[np.float32]


def encode_missing(store: Store, embedder: Embedder, *, batch: int = 512) -> int:
    """Encode title and beginning of every article without a vector of this model and state; the number done.

    Vectors of another model are dropped first: numbers of two models must not be compared.
    """
    if store.value("SELECT embedder FROM vectors LIMIT 1") not in (None, embedder.name):
        with store.writing():
            store.execute("DELETE FROM vectors")
            store.execute("DELETE FROM vector_blocks")
    waiting = lacking(store, "vectors")
    for begin in range(0, len(waiting), batch):
        part = waiting[begin : begin + batch]
        rows = list(
            store.rows(
                "SELECT id, version, title, substr(text, 1, ?) AS lead FROM articles"
                f" WHERE id IN ({', '.join('?' * len(part))}) ORDER BY id",
                (LEAD, *part),
            )
        )
        matrix = embedder.encode([f"{row['title']}\n{row['lead']}" for row in rows])
        with store.writing():
            store.execute_many(
                "INSERT INTO vectors (article_id, article_version, embedder, vector) VALUES (?, ?, ?, ?)"
                " ON CONFLICT (article_id) DO UPDATE SET article_version = excluded.article_version,"
                " vector = excluded.vector, block = NULL",
                [
                    (row["id"], row["version"], embedder.name, vector.astype("<f2").tobytes())
                    for row, vector in zip(rows, matrix, strict=True)
                ],
            )
    _pack(store)
    return len(waiting)


def nearest(
    store: Store, vector: NDArray[np.float32], *, low: int = 0, high: int = 1 << 62, limit: int = 20
) -> list[tuple[int, float]]:
    """The articles with ids in [low, high) whose vectors are most alike to a unit vector, best first."""
    waiting, matrix = store.kept("vectors outside blocks", lambda _: _outside(store))
    inside = slice(*np.searchsorted(waiting, [low, high]))
    found = _scored(waiting[inside].tolist(), matrix[inside], vector)
    near = sorted(
        {*nearest_codes(store, vector, low, high, max(limit * OVERSAMPLE, FEWEST))}.difference(waiting.tolist())
    )
    for begin in range(0, len(near), _ASKED):
        part = near[begin : begin + _ASKED]
        rows = list(
            store.rows(
                f"SELECT article_id, vector FROM vectors WHERE article_id IN ({', '.join('?' * len(part))})", part
            )
        )
        found += _scored([row[0] for row in rows], _matrix([row[1] for row in rows]), vector)
    found.sort(key=lambda item: (-item[1], -item[0]))
    return found[:limit]


def similar_articles(
    store: Store, article_id: int, *, limit: int = 10, days: float | None = None
) -> list[tuple[int, float]]:
    """The articles most alike to one that has a vector, itself left out; `days` bounds the distance in time."""
    blob = store.value("SELECT vector FROM vectors WHERE article_id = ?", (article_id,))
    if blob is None:
        return []
    low, high = id_window(article_id, days) if days is not None else (0, (1 << 62) - 1)
    found = nearest(store, _vector(blob), low=low, high=high + 1, limit=limit + 1)
    return [(other, score) for other, score in found if other != article_id][:limit]


def load_window(store: Store, low: int, high: int) -> tuple[Ids, Matrix]:
    """All vectors with ids from `low` to `high`, both inclusive: ids (n,) and matrix (n, d), in the order of ids."""
    rows = list(
        store.rows(
            "SELECT article_id, vector FROM vectors WHERE article_id BETWEEN ? AND ? ORDER BY article_id", (low, high)
        )
    )
    return np.array([row[0] for row in rows], dtype=np.int64), _matrix([row[1] for row in rows])


def _outside(store: Store) -> tuple[Ids, Matrix]:
    """Ids, growing, and vectors that wait for a block."""
    rows = list(store.rows("SELECT article_id, vector FROM vectors WHERE block IS NULL ORDER BY article_id"))
    return np.array([row[0] for row in rows], dtype=np.int64), _matrix([row[1] for row in rows])


def _matrix(blobs: Sequence[bytes]) -> Matrix:
    if not blobs:
        return np.zeros((0, 0), dtype=np.float32)
    return np.frombuffer(b"".join(blobs), dtype="<f2").reshape(len(blobs), -1).astype(np.float32)


def _scored(ids: Sequence[int], matrix: Matrix, vector: NDArray[np.float32]) -> list[tuple[int, float]]:
    if not len(ids):
        return []
    # A matrix product would wake threads for so little.
    return list(zip(ids, np.einsum("nd,d->n", matrix, vector).tolist(), strict=True))


def _pack(store: Store) -> None:
    while True:
        with store.writing():
            rows = list(
                store.rows(
                    "SELECT article_id, vector FROM vectors WHERE block IS NULL ORDER BY article_id LIMIT ?", (BLOCK,)
                )
            )
            if len(rows) < BLOCK:
                return
            ids = np.array([row[0] for row in rows], dtype="<i8")
            matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f2").reshape(len(rows), -1)
            block = store.insert(
                "INSERT INTO vector_blocks (first_id, last_id, ids, codes) VALUES (?, ?, ?, ?)",
                (int(ids[0]), int(ids[-1]), ids.tobytes(), sign_codes(matrix).tobytes()),
            )
            store.execute_many(
                "UPDATE vectors SET block = ? WHERE article_id = ?", [(block, int(number)) for number in ids]
            )


def _vector(blob: bytes) -> NDArray[np.float32]:
    return np.frombuffer(blob, dtype="<f2").astype(np.float32)
