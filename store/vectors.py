"""Vectors of articles: kept as float16 rows, looked through as sign codes in blocks, scored exactly at the end.

    encode_missing(store, embedder) -> int                          vectors for articles that have none, or an older one
    nearest(store, vector, *, low, high, limit) -> list[(article id, cosine)]
    similar_articles(store, article_id, *, limit, days) -> list[(article id, cosine)]
    load_window(store, low, high) -> (ids, matrix)
The first look compares one bit a dimension: a million articles are 32 MB, and the best few hundred are then scored with
their vectors. See docs/performance.md for what that costs and loses.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

import numpy as np
from numpy.typing import NDArray

from store.articles import lacking
from store.database import Store
from store.windows import id_window

if TYPE_CHECKING:
    from nlp.embeddings import Embedder

#: Vectors in a block; fewer wait as single rows.
BLOCK = 1024
#: Vectors scored exactly for each one wanted.
OVERSAMPLE = 4
#: Characters of a text that are encoded after its title: news puts what matters first.
LEAD = 600

Ids = NDArray[np.int64]
Matrix = NDArray[np.float32]
Codes = NDArray[np.uint8]
Distances = NDArray[np.uint16]


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
    wanted = limit * OVERSAMPLE
    code = _codes(vector[None, :])[0]
    blocks: list[Ids] = []
    distances: list[Distances] = []
    for block_ids, block_codes in _blocks(store, low, high, len(code)):
        blocks.append(block_ids)
        distances.append(_hamming(block_codes, code))
    candidates: set[int] = {row[0] for row in _loose(store, low, high)}
    if blocks:
        every = np.concatenate(distances)
        counts = np.bincount(every).cumsum()
        # The distance up to which enough vectors lie; the few more at the very distance do no harm.
        bound = int(np.searchsorted(counts, min(wanted, counts[-1])))
        starts = np.cumsum([0, *(len(block) for block in blocks[:-1])])
        places = np.flatnonzero(every <= bound)
        owners = np.searchsorted(starts, places, side="right") - 1
        candidates.update(
            int(blocks[owner][place - starts[owner]])
            for owner, place in zip(owners.tolist(), places.tolist(), strict=True)
        )
    return _score(store, sorted(candidates), vector, limit)


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
    ids = np.array([row[0] for row in rows], dtype=np.int64)
    if not rows:
        return ids, np.zeros((0, 0), dtype=np.float32)
    matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f2").reshape(len(rows), -1)
    return ids, matrix.astype(np.float32)


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
                (int(ids[0]), int(ids[-1]), ids.tobytes(), _codes(matrix).tobytes()),
            )
            store.execute_many(
                "UPDATE vectors SET block = ? WHERE article_id = ?", [(block, int(number)) for number in ids]
            )


def _blocks(store: Store, low: int, high: int, width: int) -> Iterator[tuple[Ids, Codes]]:
    """Ids and sign codes of the vectors with ids in [low, high), many at a time."""
    if low <= 0 and high >= 1 << 62 and store.read_only:
        yield from _all_blocks(store, width)
        return
    for first, last, blob, signs in store.rows(
        "SELECT first_id, last_id, ids, codes FROM vector_blocks WHERE last_id >= ? AND first_id < ? ORDER BY first_id",
        (low, high),
    ):
        ids, codes = np.frombuffer(blob, dtype="<i8"), np.frombuffer(signs, dtype=np.uint8).reshape(-1, width)
        if first < low or last >= high:  # a block at the edge of the range
            inside = slice(*np.searchsorted(ids, [low, high]))
            ids, codes = ids[inside], codes[inside]
        if len(ids):
            yield ids, codes


#: All blocks that a reader has looked through, with the state of the file that they are from: 40 MB among a million.
_KEPT: WeakKeyDictionary[Store, tuple[int, list[tuple[Ids, Codes]]]] = WeakKeyDictionary()
#: Blocks that are kept as one: small enough for a processor's cache, large enough to be few.
_TOGETHER = 32


def _all_blocks(store: Store, width: int) -> list[tuple[Ids, Codes]]:
    state = store.count("PRAGMA data_version")  # changes when another process has written
    known = _KEPT.get(store)
    if known is None or known[0] != state:
        rows = [(row["ids"], row["codes"]) for row in store.rows("SELECT ids, codes FROM vector_blocks")]
        groups = [rows[at : at + _TOGETHER] for at in range(0, len(rows), _TOGETHER)]
        known = _KEPT[store] = (
            state,
            [
                (
                    np.frombuffer(b"".join(ids for ids, _ in group), dtype="<i8"),
                    np.frombuffer(b"".join(codes for _, codes in group), dtype=np.uint8).reshape(-1, width),
                )
                for group in groups
            ],
        )
    return known[1]


def _loose(store: Store, low: int, high: int) -> Iterator[Sequence[int]]:
    return store.rows(
        "SELECT article_id FROM vectors WHERE block IS NULL AND article_id >= ? AND article_id < ?", (low, high)
    )


def _score(store: Store, ids: list[int], vector: NDArray[np.float32], limit: int) -> list[tuple[int, float]]:
    found: list[tuple[int, float]] = []
    for begin in range(0, len(ids), 500):
        part = ids[begin : begin + 500]
        rows = list(
            store.rows(
                f"SELECT article_id, vector FROM vectors WHERE article_id IN ({', '.join('?' * len(part))})", part
            )
        )
        if rows:
            matrix = np.frombuffer(b"".join(row[1] for row in rows), dtype="<f2").reshape(len(rows), -1)
            scores = matrix.astype(np.float32) @ vector
            found += [(row[0], float(score)) for row, score in zip(rows, scores, strict=True)]
    found.sort(key=lambda item: (-item[1], -item[0]))
    return found[:limit]


def _codes(matrix: NDArray[np.floating]) -> Codes:
    return np.packbits(matrix > 0, axis=1)


def _hamming(codes: Codes, code: Codes) -> Distances:
    """The number of bits in which each code differs from one."""
    if len(code) % 8 or not len(codes):
        return np.bitwise_count(np.bitwise_xor(codes, code)).sum(axis=1, dtype=np.uint16)  # type: ignore[no-any-return]
    counts = np.bitwise_count(np.bitwise_xor(np.ascontiguousarray(codes).view(np.uint64), code.view(np.uint64)))
    if counts.shape[1] == 4:
        # Four counts of at most 64 lie side by side in 32 bits; this product has their sum in its upper byte. (A sum
        # of 256, every bit different, comes out as 0: the vector is then scored exactly, and found to be unlike.)
        total: Distances = ((counts.view(np.uint32).ravel() * np.uint32(0x01010101)) >> np.uint32(24)).astype(np.uint16)
        return total
    summed: Distances = counts.sum(axis=1, dtype=np.uint16)
    return summed


def _vector(blob: bytes) -> NDArray[np.float32]:
    return np.frombuffer(blob, dtype="<f2").astype(np.float32)
