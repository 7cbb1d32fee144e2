"""Same-story clustering on real feed items: pairwise F1 of `store.stories` on ../shared/gold/stories.dev.jsonl.

python -m evaluation.story_clusters [--errors N]
"""

from __future__ import annotations

import argparse
import gzip
import json
import tempfile
import time
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path

import numpy as np

from kliping.model import Article, Moment
from kliping.urls import article_id
from nlp.embeddings import load_embedder
from store.articles import find_article, save_article
from store.database import Store, open_store
from store.stories import assign_stories

SHARED = Path(__file__).parents[2] / "shared"


def feed_articles() -> list[Article]:
    """The feed items of ../shared/data/rss as articles: headline and teaser."""
    articles: list[Article] = []
    with gzip.open(SHARED / "data" / "rss" / "items-2026-08.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            stated = item.get("Tanggal Terbit") or ""
            try:
                at = parsedate_to_datetime(stated)
            except (TypeError, ValueError):
                at = None
            url, teaser = item.get("Link") or "", item.get("Ringkasan") or ""
            if url:
                articles.append(
                    Article(
                        id=article_id(url, at),
                        url=url,
                        title=item.get("Judul") or "",
                        text=teaser,
                        teaser=teaser,
                        outlet=item.get("Media") or "",
                        published=Moment(at=at) if at else None,
                    )
                )
    return articles


def labelled_pairs() -> list[dict[str, object]]:
    """The labelled pairs: {"a": link, "b": link, "same": 0|1, "why"}."""
    with (SHARED / "gold" / "stories.dev.jsonl").open(encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def around_pairs(articles: Sequence[Article], neighbours: int) -> list[Article]:
    """The labelled articles with those most alike to each: enough for a quick look at how they are clustered."""
    links = {pair[side] for pair in labelled_pairs() for side in ("a", "b")}
    vectors = load_embedder().encode([f"{article.title}\n{article.text[:600]}" for article in articles])
    wanted = [place for place, article in enumerate(articles) if article.url in links]
    nearest = np.argsort(-(vectors[wanted] @ vectors.T), axis=1)[:, : neighbours + 1]
    return [articles[place] for place in sorted(set(nearest.ravel().tolist()))]


def cluster(store: Store, articles: Sequence[Article]) -> int:
    """Put articles into an empty store and find their stories; the number assigned."""
    with store.writing():
        for article in articles:
            save_article(store, article)
    return assign_stories(store)


def f1(counts: Mapping[str, int]) -> tuple[float, float, float]:
    """Precision, recall and F1 of pair counts."""
    precision = counts["tp"] / max(1, counts["tp"] + counts["fp"])
    recall = counts["tp"] / max(1, counts["tp"] + counts["fn"])
    return precision, recall, 2 * precision * recall / max(1e-9, precision + recall)


def story_ids(store: Store, url: str) -> int | None:
    """The story of the article with this address."""
    article = find_article(store, url)
    if article is None:
        return None
    found = store.value("SELECT story_id FROM story_articles WHERE article_id = ?", (article.id,))
    return int(found) if found is not None else None


def measure(store: Store) -> tuple[dict[str, int], list[dict[str, object]]]:
    """Counts of tp, fp, fn, tn over the labelled pairs, and the pairs that are wrong."""
    counts = {"tp": 0, "fp": 0, "fn": 0, "tn": 0}
    wrong: list[dict[str, object]] = []
    for pair in labelled_pairs():
        first, second = story_ids(store, str(pair["a"])), story_ids(store, str(pair["b"]))
        together = first is not None and first == second
        name = ("tp" if together else "fn") if pair["same"] else ("fp" if together else "tn")
        counts[name] += 1
        if name in ("fp", "fn"):
            wrong.append({**pair, "error": name})
    return counts, wrong


def main() -> None:
    """Print the measure."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--errors", type=int, default=0)
    parser.add_argument("--neighbours", type=int, default=0, help="only the labelled items and so many beside each")
    options = parser.parse_args()
    articles = feed_articles()
    if options.neighbours:
        articles = around_pairs(articles, options.neighbours)
    with tempfile.TemporaryDirectory() as folder, open_store(Path(folder) / "feed.db") as store:
        begin = time.process_time()
        assigned = cluster(store, articles)
        seconds = time.process_time() - begin
        counts, wrong = measure(store)
        precision, recall, score = f1(counts)
        stories = store.count("SELECT count(*) FROM stories WHERE merged_into IS NULL")
        largest = store.count("SELECT max(articles) FROM stories")
        merges = store.count("SELECT count(*) FROM story_merges")
        print(f"{assigned} items in {seconds:.1f} s ({1000 * seconds / max(1, assigned):.1f} ms each)")
        print(f"{stories} stories, the largest of {largest} items, {merges} merges")
        print(f"pairs: {counts}; precision {precision:.3f}, recall {recall:.3f}, F1 {score:.3f}")
        for pair in wrong[: options.errors]:
            print(f"  {pair['error']}: {pair['a']}\n      {pair['b']}\n      {pair['why']}")


if __name__ == "__main__":
    main()
