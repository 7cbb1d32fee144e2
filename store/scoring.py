"""Scores of articles by the words of a query, in time that does not grow with the store.

FTS5's own bm25 counts the rows that hold each word all over the index, which takes 30 to 100 ms among a million
articles. Here the words are counted in the most promising of the newest matches alone, and their rarity in the newest
articles.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Sequence

from store.database import Store

#: Articles in the index from which bm25 is left to this module.
LARGE = 200_000
#: Articles whose texts are read: with words in the title, and the newest without (`evaluation.search_ranking` tells how
#: near that comes to FTS5's bm25 over all matches).
TITLED, OTHERS = 100, 50
#: The newest without, when the query asks for beginnings of words: these are not sought in titles.
OTHERS_OF_BEGINNINGS = 250
#: Words of a query that are looked for in titles, rarest first.
_ASKED = 6
#: Articles that hold a word up to which their titles are asked for it without asking first whether they match.
_ALONE = 10_000
#: Newest articles in which the rarity of a word is counted.
_SEEN = 2_000
#: Terms whose rarity a reader keeps.
_TERMS = 10_000
#: Weights of title and text, as in `store.ranking.WEIGHTS`.
_TITLE, _TEXT = 6.0, 1.0
#: Parameters of BM25 as FTS5 sets them.
_K1, _B = 1.2, 0.75


def is_large(store: Store) -> bool:
    """Whether ranking is left to this module."""
    return store.kept("size of the index", lambda _: index_size(store)) >= LARGE


def index_size(store: Store) -> int:
    """The number of articles in the full-text index, from the record of averages that FTS5 keeps (its row 1)."""
    record = store.value("SELECT block FROM article_search_data WHERE id = 1") or b""
    size = 0
    for byte in record[:9]:  # a varint: seven bits a byte, the last byte without the high bit
        size = (size << 7) | (byte & 0x7F)
        if byte < 0x80:
            break
    return size


class Scorer:
    """Ranks articles by the words of one query; what it has counted in an article is not counted again."""

    def __init__(self, store: Store, wanted: Collection[str]) -> None:
        self._store = store
        self._rarities: dict[str, float] = {}
        self._wanted = tuple(wanted)
        # A closing * asks for a beginning. Bytes: texts need not be decoded to be searched.
        self._letters = [(f" {term[:-1]}" if term.endswith("*") else term).encode() for term in self._wanted]
        self._counted: dict[int, tuple[int, list[float]]] = {}  # length of the text, weighted count of each term

    def rank(self, ids: Sequence[int], match: str) -> list[tuple[int, float]]:
        """(article id, score) of matches given newest first: the most promising by BM25, then the others by date.

        `match` is the FTS5 expression that they fit.
        """
        chosen = self._promising(ids, match)
        rest = set(ids).difference(chosen)
        return [*self.score(chosen), *((number, 0.0) for number in ids if number in rest)]

    def score(self, ids: Sequence[int]) -> list[tuple[int, float]]:
        """(article id, score) of articles by BM25 over the wanted words, best first.

        A word counts wherever its letters stand, so that inflected forms count with their base.
        """
        self._count([number for number in ids if number not in self._counted])
        known = [(number, *self._counted[number]) for number in ids if number in self._counted]
        mean = sum(length for _, length, _ in known) / max(1, len(known)) or 1.0
        rarities = [self._rarity(term) for term in self._wanted]
        found: list[tuple[int, float]] = []
        for number, length, counts in known:
            damping = _K1 * (1 - _B + _B * length / mean)
            total = 0.0
            for rarity, count in zip(rarities, counts, strict=True):
                total += rarity * count * (_K1 + 1) / (count + damping)
            found.append((number, total))
        return sorted(found, key=lambda item: (-item[1], -item[0]))

    def _promising(self, ids: Sequence[int], match: str) -> Sequence[int]:
        """The articles whose titles hold the rarest of the words, as the index tells, and the newest of the others.

        A word in a title weighs so much that few others come to the front; their texts need not be read.
        """
        terms = [term for term in self._wanted if not term.endswith("*")]
        others = OTHERS if len(terms) == len(self._wanted) else OTHERS_OF_BEGINNINGS
        if len(ids) <= TITLED + others:
            return ids
        weights: dict[int, float] = {}
        inside = set(ids)
        frequent: list[str] = []
        for term in sorted(terms, key=lambda term: (-self._rarity(term), term))[:_ASKED]:
            if _expected(self._store, term, ids[-1], ids[0]) > _ALONE:
                frequent.append(term)
                continue
            for number in inside.intersection(self._entitled([term], ids)):
                weights[number] = weights.get(number, 0.0) + self._rarity(term)
        if frequent and others == OTHERS:
            # So many articles hold these words that only those that match are asked, once for all of the words. (To
            # match beginnings of words costs most of a search; that is not done again.)
            for number in self._entitled(frequent, ids, match):
                weights[number] = weights.get(number, 0.0) + self._rarity(frequent[-1])
        titled = sorted(weights, key=lambda number: (-weights[number], -number))[:TITLED]
        untitled = [number for number in ids if number not in weights]
        return titled + untitled[: others + TITLED - len(titled)]

    def _entitled(self, terms: Sequence[str], ids: Sequence[int], match: str = "") -> list[int]:
        """The articles between the newest and the oldest of some whose titles hold a term and which match."""
        expression = "{title} : (" + " OR ".join(f'"{term}"' for term in terms) + ")"
        return self._store.numbers(
            "SELECT rowid FROM article_search WHERE article_search MATCH ? AND rowid >= ? AND rowid <= ?",
            (f"({expression}) AND ({match})" if match else expression, ids[-1], ids[0]),
        )

    def _rarity(self, term: str) -> float:
        if term not in self._rarities:
            self._rarities[term] = _rarity(self._store, term)
        return self._rarities[term]

    def _count(self, ids: Sequence[int]) -> None:
        for row in self._store.rows(
            "SELECT id, CAST(title AS BLOB), CAST(text AS BLOB) FROM articles"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        ):
            title, text = b" " + row[1].lower(), b" " + row[2].lower()
            self._counted[row[0]] = (
                len(text),
                [_TITLE * title.count(letters) + _TEXT * text.count(letters) for letters in self._letters],
            )


def _rarity(store: Store, term: str) -> float:
    """The inverse document frequency of a term among the newest articles, as BM25 has it."""
    seen = store.kept("newest articles", lambda _: _newest(store))[2]
    held = seen // 20 if term.endswith("*") else _held(store, term)  # a beginning is taken for a middling word
    return max(1e-6, math.log((seen - held + 0.5) / (held + 0.5)))


def _expected(store: Store, term: str, low: int, high: int) -> float:
    """About how many articles from `low` to `high` hold a term, if they were as the newest are."""
    oldest, newest, _ = store.kept("newest articles", lambda _: _newest(store))
    return _held(store, term) * (high - low) / max(1, newest - oldest)


def _held(store: Store, term: str) -> int:
    """The number of the newest articles that hold a term."""
    low = store.kept("newest articles", lambda _: _newest(store))[0]
    known: dict[str, int] = store.kept("articles that hold a term", lambda _: {})
    if term not in known:
        if len(known) >= _TERMS:
            known.clear()
        known[term] = store.count(
            "SELECT count(*) FROM article_search WHERE article_search MATCH ? AND rowid >= ?",
            (f'{{title text stems}} : "{term}"', low),
        )
    return known[term]


def _newest(store: Store) -> tuple[int, int, int]:
    """The smallest and the largest id of the newest articles and their number, from a table of short rows."""
    row = store.row(
        f"SELECT min(id), max(id), count(*) FROM (SELECT id FROM article_search_docsize ORDER BY id DESC LIMIT {_SEEN})"
    )
    return (row[0] or 0, row[1] or 0, row[2]) if row is not None else (0, 0, 0)
