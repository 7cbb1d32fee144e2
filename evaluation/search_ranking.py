"""What the short cuts of a large store cost: its ranking beside FTS5's bm25, its nearest vectors beside all vectors.

    python -m evaluation.search_ranking [--articles ../shared/data/articles.jsonl.gz] [--store big.db]

Real articles are put into a store and asked with words of their titles that more than 400 of them hold. "As bm25" is
the share of the first twenty that FTS5's bm25 over all matches has among its first twenty, too. "Nearest" is the share
of the sixty vectors most alike to a question that `store.vectors.nearest` finds; with --store, in that store.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import random
import re
import tempfile
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from unittest.mock import patch

import numpy as np
from numpy.typing import NDArray

import store.ranking as store_ranking
import store.scoring as scoring
from kliping.model import Article, Moment
from kliping.urls import article_id
from nlp.embeddings import Embedder, load_embedder
from store.articles import save_article
from store.database import Store, open_store
from store.query_language import parse
from store.ranking import Filters, Selection, newest, ranking, select
from store.search_index import words
from store.vectors import encode_missing, nearest

ARTICLES = Path(__file__).resolve().parents[2] / "shared" / "data" / "articles.jsonl.gz"
FIRST, NEAR, OFTEN = 20, 60, 400


def main() -> None:
    """Print the shares."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--articles", type=Path, default=ARTICLES)
    parser.add_argument("--store", type=Path)
    options = parser.parse_args()
    embedder = load_embedder()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "articles.db"
        with open_store(path) as store:
            count = _fill(store, options.articles)
            encode_missing(store, embedder)
        with open_store(path, read_only=True) as store:
            lines = _lines(store)
            print(f"{count} articles, {len(lines)} lines that more than {OFTEN} of them fit")
            for name, share in as_bm25(store, lines).items():
                print(f"as bm25, {name:<40} {share:.3f}")
            print(f"nearest, {f'{count} articles':<40} {nearest_share(store, embedder, lines):.3f}")
    if options.store:
        with open_store(options.store, read_only=True) as store:
            print(f"nearest, {options.store.name:<40} {nearest_share(store, embedder, lines):.3f}")


def as_bm25(store: Store, lines: Sequence[str]) -> dict[str, float]:
    """The mean share of the first twenty by each way of ranking that bm25 over all matches has there, too."""

    def first(large: bool, window: int) -> list[set[int]]:
        with patch.object(scoring, "LARGE", 0 if large else 1 << 60), patch.object(store_ranking, "RANKED", window):
            return [
                {number for number, _ in ranking(store, _selected(store, line), by_score=True, upto=FIRST).hits}
                for line in lines
            ]

    every = first(False, 1 << 30)
    ways = {"a large store": first(True, 1000), "a small store (1,000 newest by bm25)": first(False, 1000)}
    return {
        name: sum(len(a & b) for a, b in zip(found, every, strict=True)) / (FIRST * len(lines))
        for name, found in ways.items()
    }


def nearest_share(store: Store, embedder: Embedder, lines: Sequence[str]) -> float:
    """The mean share of the vectors most alike to the lines that are found."""
    asked = embedder.encode(list(lines))
    # The best so far of each line, while all vectors pass by.
    best = np.full((len(lines), NEAR), -2.0, dtype=np.float32)
    ids = np.zeros((len(lines), NEAR), dtype=np.int64)
    numbers: list[int] = []
    vectors: list[bytes] = []

    def look() -> None:
        nonlocal best, ids
        matrix = np.frombuffer(b"".join(vectors), dtype="<f2").reshape(len(vectors), -1).astype(np.float32)
        scores = np.concatenate([best, np.einsum("qd,nd->qn", asked, matrix, optimize=True)], axis=1)
        known = np.concatenate([ids, np.broadcast_to(np.array(numbers), (len(lines), len(numbers)))], axis=1)
        order: NDArray[np.intp] = np.argpartition(-scores, NEAR, axis=1)[:, :NEAR]
        best, ids = np.take_along_axis(scores, order, axis=1), np.take_along_axis(known, order, axis=1)

    for row in store.rows("SELECT article_id, vector FROM vectors"):
        numbers.append(row[0])
        vectors.append(row[1])
        if len(numbers) == 20_000:
            look()
            numbers, vectors = [], []
    if numbers:
        look()
    hits = sum(
        len({number for number, _ in nearest(store, vector, limit=NEAR)} & set(truth.tolist()))
        for vector, truth in zip(asked, ids, strict=True)
    )
    return hits / (NEAR * len(lines))


def _fill(store: Store, path: Path) -> int:
    """Put the articles into a store, in an order drawn by chance, half an hour apart; their number."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        rows = [json.loads(line) for line in file]
    random.Random(2).shuffle(rows)
    start = dt.datetime(2020, 1, 1, tzinfo=dt.UTC)
    with store.writing():
        for number, row in enumerate(rows):
            text = row["text"] or ""
            # Where the headline is missing, the first sentence stands for it.
            title = row["title"] or re.split(r"(?<=[.!?])\s", text.split(" - ", 1)[-1])[0][:90]
            at, url = start + dt.timedelta(minutes=30 * number), f"https://articles.example/{number}"
            save_article(
                store,
                Article(
                    id=article_id(url, at),
                    url=url,
                    title=title,
                    text=text,
                    published=Moment(at=at, origin="made"),
                ),
            )
    return len(rows)


def _lines(store: Store) -> list[str]:
    """The sixty most frequent title words and three hundred pairs of title words, those with many matches."""
    dice = random.Random(2)
    titles = [[word for word in words(row[0]) if len(word) > 3] for row in store.rows("SELECT title FROM articles")]
    counts = Counter(word for title in titles for word in set(title))
    often = [[word for word in title if counts[word] >= 30] for title in titles]
    pairs = [" ".join(dice.sample(title, 2)) for title in often if len(title) > 1]
    lines = [word for word, _ in counts.most_common(60)] + dice.sample(pairs, min(300, len(pairs)))
    return [line for line in lines if len(newest(store, _selected(store, line), OFTEN + 1)) > OFTEN]


def _selected(store: Store, line: str) -> Selection:
    return select(store, parse(line), Filters())


if __name__ == "__main__":
    main()
