"""How well searching finds what is meant: nDCG@10 of words, meaning and both over sixty questions to the newsroom.

python -m evaluation.search_relevance [--worst N]
"""

from __future__ import annotations

import argparse
import math
import tempfile
import tomllib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from crawler.newsroom.desk import stories
from crawler.newsroom.truth import expected
from kliping.model import Article
from kliping.urls import article_id
from nlp.embeddings import Embedder, load_embedder
from store.articles import save_article
from store.database import Store, open_store
from store.search import search
from store.vectors import encode_missing, nearest

QUERIES = Path(__file__).with_name("search_queries.toml")
DEPTH = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Question:
    """A search line and what answers it, by grade."""

    line: str
    grades: dict[str, int]


def questions() -> list[Question]:
    """The questions of search_queries.toml. Raises ValueError naming an article that the newsroom has not."""
    known = {story.key for story in stories()}
    found = []
    for entry in tomllib.loads(QUERIES.read_text(encoding="utf-8"))["query"]:
        grades = {**dict.fromkeys(entry["related"], 1), **dict.fromkeys(entry["answers"], 2)}
        if missing := set(grades) - known:
            raise ValueError(f"{QUERIES.name}: {entry['line']!r}: no such article {sorted(missing)[0]!r}")
        found.append(Question(line=entry["line"], grades=grades))
    return found


def newsroom_store(store: Store, embedder: Embedder) -> dict[int, str]:
    """Put the newsroom's articles into a store; their keys by id."""
    keys: dict[int, str] = {}
    for story in stories():
        item = expected(story, f"https://{story.outlet.slug}.example", 1)
        article = Article(
            id=article_id(item.url, item.published.at),
            url=item.url,
            title=item.title,
            text=item.text,
            teaser=item.teaser,
            source=item.outlet,
            published=item.published,
        )
        keys[save_article(store, article).article_id] = item.key
    encode_missing(store, embedder)
    return keys


def ndcg(found: Sequence[str], grades: dict[str, int]) -> float:
    """Normalised discounted cumulative gain of the first `DEPTH`, gains 2**grade - 1 (Järvelin and Kekäläinen 2002)."""
    gained = sum((2 ** grades.get(key, 0) - 1) / math.log2(rank + 2) for rank, key in enumerate(found[:DEPTH]))
    best = sorted(grades.values(), reverse=True)[:DEPTH]
    return float(gained / sum((2**grade - 1) / math.log2(rank + 2) for rank, grade in enumerate(best)))


def measure(store: Store, keys: dict[int, str], embedder: Embedder) -> dict[str, list[float]]:
    """nDCG@10 of each question, by way of searching."""
    ways: dict[str, Callable[[str], list[int]]] = {
        "words": lambda line: [hit.article_id for hit in search(store, line, limit=DEPTH).hits],
        "words, any of them": lambda line: [
            hit.article_id for hit in search(store, " OR ".join(line.split()), limit=DEPTH).hits
        ],
        "meaning": lambda line: [n for n, _ in nearest(store, embedder.encode([line])[0], limit=DEPTH)],
        "words and meaning": lambda line: [
            hit.article_id for hit in search(store, line, limit=DEPTH, embedder=embedder).hits
        ],
    }
    return {
        name: [ndcg([keys[number] for number in way(question.line)], question.grades) for question in questions()]
        for name, way in ways.items()
    }


def main() -> None:
    """Print the means, and the worst questions."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--worst", type=int, default=0)
    options = parser.parse_args()
    embedder = load_embedder()
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "newsroom.db") as store:
        keys = newsroom_store(store, embedder)
        result = measure(store, keys, embedder)
    for name, values in result.items():
        empty = sum(value == 0 for value in values)
        print(f"{name:<20} nDCG@{DEPTH} {sum(values) / len(values):.3f}, nothing found for {empty} of {len(values)}")
    both = result["words and meaning"]
    for value, question in sorted(zip(both, questions(), strict=True), key=lambda pair: pair[0])[: options.worst]:
        print(f"  {value:.2f}  {question.line}")


if __name__ == "__main__":
    main()
