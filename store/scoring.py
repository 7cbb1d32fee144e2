"""Scores of articles by the words of a query, in time that does not grow with the store.

FTS5's own bm25 counts the rows that hold each word all over the index, which takes 30 to 100 ms among a million
articles. Here the words are counted in the articles to be ranked alone, and their rarity in the newest articles.
"""

from __future__ import annotations

import json
import math
from collections.abc import Collection, Sequence

from store.database import Store

#: Articles in the index from which bm25 is left to this module.
LARGE = 200_000
#: Newest articles in which the rarity of a word is counted.
_SEEN = 2_000
#: Weights of title and text, as in `store.ranking.WEIGHTS`.
_TITLE, _TEXT = 6.0, 1.0
#: Parameters of BM25 as FTS5 sets them.
_K1, _B = 1.2, 0.75


def index_size(store: Store) -> int:
    """The number of articles in the full-text index, from the record of averages that FTS5 keeps (its row 1)."""
    record = store.value("SELECT block FROM article_search_data WHERE id = 1") or b""
    size = 0
    for byte in record[:9]:  # a varint: seven bits a byte, the last byte without the high bit
        size = (size << 7) | (byte & 0x7F)
        if byte < 0x80:
            break
    return size


def score_articles(store: Store, ids: Sequence[int], wanted: Collection[str]) -> list[tuple[int, float]]:
    """(article id, score) of articles by BM25 over the wanted words, best first; a closing * asks for a beginning.

    A word counts wherever its letters stand, so that inflected forms count with their base.
    """
    terms = {term: f" {term[:-1]}" if term.endswith("*") else term for term in wanted}
    rarity = _rarities(store, terms)
    rows = list(
        store.rows(
            "SELECT id, lower(title) AS title, lower(text) AS text FROM articles"
            " WHERE id IN (SELECT value FROM json_each(?))",
            (json.dumps(list(ids)),),
        )
    )
    mean = sum(len(row["text"]) for row in rows) / max(1, len(rows)) or 1.0
    found: list[tuple[int, float]] = []
    for row in rows:
        title, text = f" {row['title']}", f" {row['text']}"
        length = _K1 * (1 - _B + _B * len(text) / mean)
        total = 0.0
        for term, letters in terms.items():
            count = _TITLE * title.count(letters) + _TEXT * text.count(letters)
            total += rarity[term] * count * (_K1 + 1) / (count + length)
        found.append((row["id"], total))
    return sorted(found, key=lambda item: (-item[1], -item[0]))


def _rarities(store: Store, terms: Collection[str]) -> dict[str, float]:
    """The inverse document frequency of each term among the newest articles, as BM25 has it."""
    row = store.row(
        f"SELECT min(id), count(*) FROM (SELECT id FROM articles ORDER BY id DESC LIMIT {_SEEN})",
    )
    low, seen = (row[0] or 0, row[1]) if row is not None else (0, 0)
    found = {}
    for term in terms:
        match = f'{{title text stems}} : "{term.removesuffix("*")}"'
        held = (
            seen // 20  # a beginning is taken for a middling word
            if term.endswith("*")
            else store.count(
                "SELECT count(*) FROM article_search WHERE article_search MATCH ? AND rowid >= ?", (match, low)
            )
        )
        found[term] = max(1e-6, math.log((seen - held + 0.5) / (held + 0.5)))
    return found
