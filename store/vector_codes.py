"""One bit a dimension: the codes of vectors, kept in blocks, and the first look through all of them. No vectors here.

sign_codes(matrix) -> codes                                     (n, d) to (n, d / 8) bytes
nearest_codes(store, vector, low, high, wanted) -> ids          whose vectors are worth scoring
A million articles of 256 dimensions are 32 MB. They are compared in two steps: by the bits in which two codes differ,
then the best of them by the sum of the query's own numbers under the bits of each code, which tells them apart better.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from store.database import Store

#: Blocks that are read and kept as one: small enough for a processor's cache, large enough to be few.
_TOGETHER = 32
#: Codes that are compared by sums for each id wanted.
_FINER = 16
#: Distances from which the bound is found; of more, every so many are looked at.
_SAMPLE = 1 << 16

Ids = NDArray[np.int64]
Codes = NDArray[np.uint8]
Columns = NDArray[np.unsignedinteger[Any]]
Distances = NDArray[np.unsignedinteger[Any]]


@dataclass(slots=True)
class _Group:
    """Some blocks, in the order of their first ids; what they hold is read when it is first asked for."""

    blocks: tuple[int, ...]
    first: int
    last: int
    held: tuple[Ids, Columns] | None = None


@dataclass(slots=True)
class _Kept:
    """All groups, and the model that their codes are from."""

    model: str | None
    groups: list[_Group]


def sign_codes(matrix: NDArray[np.floating]) -> Codes:
    """The code of each row: a bit is set where the number is above zero."""
    return np.packbits(matrix > 0, axis=1)


def nearest_codes(store: Store, vector: NDArray[np.float32], low: int, high: int, wanted: int) -> list[int]:
    """About `wanted` ids in [low, high) whose codes are most alike to a vector, from all blocks; ids may come twice."""
    code = sign_codes(vector[None, :])[0]
    ids: list[Ids] = []
    columns: list[Columns] = []
    for group in _groups(store):
        if group.last < low or group.first >= high:
            continue
        numbers, signs = _held(store, group, len(code))
        if group.first < low or group.last >= high:
            inside = slice(*np.searchsorted(numbers, [low, high]))
            numbers, signs = numbers[inside], signs[:, inside]
        if len(numbers):
            ids.append(numbers)
            columns.append(signs)
    if not ids:
        return []
    places = _smallest(np.concatenate([hamming(signs, code) for signs in columns]), wanted * _FINER)
    starts = np.cumsum([0, *(len(part) for part in ids)])
    edges = np.searchsorted(places, starts)
    near = [places[a:b] - start for a, b, start in zip(edges[:-1], edges[1:], starts[:-1], strict=True)]
    chosen = np.concatenate([part[inside] for part, inside in zip(ids, near, strict=True)])
    if len(chosen) > wanted:
        signs = np.concatenate([part[:, inside] for part, inside in zip(columns, near, strict=True)], axis=1)
        sums = _sums(np.ascontiguousarray(signs.T).view(np.uint8), vector)
        chosen = chosen[np.argpartition(sums, -wanted)[-wanted:]]
    return [int(number) for number in chosen]


def in_columns(codes: Codes) -> Columns:
    """Codes (n, bytes) with what stands at one place of all of them side by side; eight bytes in one where it fits."""
    parts: Columns = np.ascontiguousarray(codes).view(np.uint64) if codes.shape[1] % 8 == 0 else codes
    return np.ascontiguousarray(parts.T)


def hamming(columns: Columns, code: Codes) -> Distances:
    """The number of bits in which each of the codes differs from one.

    Of 256 bits it is kept in a byte: where every bit differs it is 0, and the scores of the vectors set that right.
    """
    count = columns.shape[1]
    total: Distances = np.zeros(count, dtype=np.uint8 if len(code) <= 32 else np.uint16)
    differing, bits = np.empty(count, dtype=columns.dtype), np.empty(count, dtype=np.uint8)
    for column, part in zip(columns, code.view(columns.dtype), strict=True):
        np.bitwise_xor(column, part, out=differing)
        np.bitwise_count(differing, out=bits)
        np.add(total, bits, out=total)
    return total


@cache
def _bits() -> NDArray[np.float32]:
    """The bits of the numbers from 0 to 255, first bit first."""
    return np.unpackbits(np.arange(256, dtype=np.uint8)[:, None], axis=1).astype(np.float32)


def _sums(codes: Codes, vector: NDArray[np.float32]) -> NDArray[np.float32]:
    """The sum of a vector's numbers under the set bits of each code: the order that products with its signs have."""
    padded = np.zeros((codes.shape[1], 8), dtype=np.float32)
    padded.ravel()[: len(vector)] = vector
    # What each of the 256 bytes gives at each place. (einsum: a matrix product would wake threads for so little.)
    given = np.einsum("pb,vb->pv", padded, _bits())
    summed: NDArray[np.float32] = given[np.arange(codes.shape[1]), codes].sum(axis=1)
    return summed


def _smallest(distances: Distances, wanted: int) -> NDArray[np.intp]:
    """The places, in order, of about the `wanted` smallest distances; all that lie at the greatest of these are in."""
    if len(distances) <= wanted:
        return np.arange(len(distances))
    every = max(1, len(distances) // _SAMPLE)
    counts = np.bincount(distances[::every]).cumsum()
    bound = int(np.searchsorted(counts, min(wanted / every, counts[-1])))
    places = np.flatnonzero(distances <= bound)
    while len(places) < wanted // 2:  # the sample was not like the rest
        bound += 1
        places = np.flatnonzero(distances <= bound)
    return places


def _groups(store: Store) -> Sequence[_Group]:
    """All blocks in groups. A reader keeps them; of a file that was written to, it reads again only what is new."""
    return store.kept("codes of vectors", lambda known: _grouped(store, known)).groups


def _grouped(store: Store, known: _Kept | None) -> _Kept:
    model = store.value("SELECT embedder FROM vectors LIMIT 1")
    before = {group.blocks: group for group in known.groups} if known is not None and known.model == model else {}
    # The index holds these three columns; rows are 40 kB long.
    rows = [
        (row[0], row[1], row[2])
        for row in store.rows("SELECT id, first_id, last_id FROM vector_blocks ORDER BY first_id, last_id, id")
    ]
    groups: list[_Group] = []
    for at in range(0, len(rows), _TOGETHER):
        part = rows[at : at + _TOGETHER]
        made = _Group(blocks=tuple(row[0] for row in part), first=part[0][1], last=max(row[2] for row in part))
        old = before.get(made.blocks)
        groups.append(old if old is not None and (old.first, old.last) == (made.first, made.last) else made)
    return _Kept(model, groups)


def _held(store: Store, group: _Group, width: int) -> tuple[Ids, Columns]:
    """Ids, growing, and codes of a group."""
    if group.held is None:
        rows = list(
            store.rows(
                f"SELECT ids, codes FROM vector_blocks WHERE id IN ({', '.join('?' * len(group.blocks))})",
                group.blocks,
            )
        )
        ids = np.frombuffer(b"".join(row[0] for row in rows), dtype="<i8")
        codes = np.frombuffer(b"".join(row[1] for row in rows), dtype=np.uint8).reshape(-1, width)
        if np.any(ids[1:] < ids[:-1]):  # articles that came late stand in blocks of their own
            order = np.argsort(ids, kind="stable")
            ids, codes = ids[order], codes[order]
        group.held = (ids, in_columns(codes))
    return group.held
