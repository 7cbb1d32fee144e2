"""Fit the weights of nlp.similarity.same_story on labelled pairs, and count the words of feed items for its rarities.

    python -m training.stories.train --items items.jsonl.gz --pairs stories.dev.jsonl [--write]

Items are feed rows (Judul, Ringkasan, Tanggal Terbit, Media, Link). The weights come from labelled_pairs.csv beside
this file: pairs of items, each named by the beginning of its link's SHA-256, judged by reading; no item of --pairs is
among them. --pairs (two links and same = 0 or 1) sets one number, the bias, and measures. Word counts and labels are
facts about the feed; no text of it is kept.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import hashlib
import json
from collections import Counter
from collections.abc import Mapping, Sequence
from email.utils import parsedate_to_datetime
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from nlp.rarity import DayCounts, WordCounts
from nlp.similarity import features, same_story
from nlp.story_items import StoryText, item_lemmas

KNOWLEDGE = Path("nlp/knowledge")
LABELS = Path(__file__).with_name("labelled_pairs.csv")
#: What a pair counts whose label the reader would not bet on.
DOUBTFUL = 0.5

Numbers = NDArray[np.float64]


class Feed:
    """Items by link, and the words of each day."""

    def __init__(self, items: dict[str, StoryText]) -> None:
        self.items = items
        days: dict[int, WordCounts] = {}
        for item in items.values():
            if item.time is not None:
                day = days.setdefault(item.time.date().toordinal(), WordCounts())
                day.add(item_lemmas(item.title, item.teaser))
        self._days = DayCounts(lambda day: days.get(day, WordCounts()))

    def around(self, a: StoryText, b: StoryText) -> WordCounts:
        """The words of the days around both items, as `store.story_window` counts them; nothing without a time."""
        times = [item.time.date().toordinal() for item in (a, b) if item.time is not None]
        return self._days.around(min(times), max(times)) if times else WordCounts()

    def rows(self, pairs: list[tuple[str, str]]) -> tuple[list[str], Numbers]:
        """The names of the features and one row for each pair of links."""
        values: list[dict[str, float]] = []
        for first, second in pairs:
            a, b = self.items[first], self.items[second]
            values.append(features(a, b, self.around(a, b)))
        return list(values[0]), np.array([list(row.values()) for row in values])


def read_items(path: Path) -> dict[str, StoryText]:
    """Link → item."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {
        row["Link"]: StoryText(
            row["Judul"], row["Ringkasan"], parsedate_to_datetime(row["Tanggal Terbit"]), row.get("Media") or ""
        )
        for row in rows
        if "Link" in row
    }


def chances(feed: Feed, pairs: Sequence[Mapping[str, object]]) -> list[tuple[float, bool]]:
    """What `same_story` says of labelled pairs ({"a": link, "b": link, "same": 0|1}), and their labels."""
    found: list[tuple[float, bool]] = []
    for pair in pairs:
        a, b = feed.items[str(pair["a"])], feed.items[str(pair["b"])]
        found.append((same_story(a, b, feed.around(a, b)), bool(pair["same"])))
    return found


def read_labels(items: Mapping[str, StoryText]) -> tuple[list[tuple[str, str]], Numbers, Numbers]:
    """The pairs of labelled_pairs.csv as links, their labels and their weights."""
    links = {hashlib.sha256(link.encode()).hexdigest()[:12]: link for link in items}
    with LABELS.open(encoding="utf-8", newline="") as lines:
        rows = list(csv.DictReader(lines))
    if missing := {row[side] for row in rows for side in ("a", "b")} - set(links):
        raise SystemExit(f"{LABELS.name}: {len(missing)} items are not among --items, the first is {min(missing)}")
    pairs = [(links[row["a"]], links[row["b"]]) for row in rows]
    weights = [DOUBTFUL if row["doubtful"] else 1.0 for row in rows]
    return pairs, np.array([int(row["same"]) for row in rows], dtype=float), np.array(weights)


def write_counts(items: Mapping[str, StoryText]) -> None:
    """Lemma → number of items that hold it, from two on; the empty word carries the number of items."""
    counts = Counter(word for item in items.values() for word in item_lemmas(item.title, item.teaser))
    rows = sorted((w, n) for w, n in counts.items() if n > 1 and not w.isdigit() and w.isascii())
    head = f"# feed items that hold a lemma (training/stories/train.py)\n\t{len(items)}\n"
    (KNOWLEDGE / "word_counts.tsv").write_text(head + "".join(f"{w}\t{n}\n" for w, n in rows), encoding="utf-8")


def make_model() -> Pipeline:
    """Standardised logistic regression."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.3, max_iter=5000))


def best_bias(odds: Numbers, labels: Numbers) -> float:
    """The shift of the log-odds with which the chances add up to as many pairs as are one story."""
    low, high = -10.0, 10.0
    while high - low > 1e-4:
        middle = (low + high) / 2
        low, high = (low, middle) if (1 / (1 + np.exp(-odds - middle))).sum() > labels.sum() else (middle, high)
    return (low + high) / 2


def main() -> None:
    """Measure, and write counts and weights when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--items", type=Path, required=True)
    parser.add_argument("--pairs", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    items = read_items(options.items)
    if options.write:
        write_counts(items)
    feed = Feed(items)
    pairs, labels, weights = read_labels(items)
    names, rows = feed.rows(pairs)
    asked = {"logisticregression__sample_weight": weights}
    folds = StratifiedKFold(5, shuffle=True, random_state=0)
    chance = cross_val_predict(make_model(), rows, labels, cv=folds, params=asked, method="predict_proba")[:, 1]
    print(f"{len(labels)} labelled pairs, {labels.mean():.2f} of them one story;")
    print(f"  average precision across five folds {average_precision_score(labels, chance):.4f}")
    scaler, model = (step for _, step in make_model().fit(rows, labels, **asked).steps)
    slopes = model.coef_[0] / scaler.scale_
    start = float(model.intercept_[0] - (slopes * scaler.mean_).sum())

    gold = [json.loads(line) for line in options.pairs.read_text(encoding="utf-8").splitlines()]
    truth = np.array([pair["same"] for pair in gold], dtype=float)
    odds = feed.rows([(pair["a"], pair["b"]) for pair in gold])[1] @ slopes + start
    print(f"{len(gold)} other pairs: average precision {average_precision_score(truth, odds):.4f}")
    held = [
        f1_score(truth, _shifted(odds, truth, StratifiedKFold(10, shuffle=True, random_state=seed)) > 0)
        for seed in range(10)
    ]
    print(f"  F1 with the bias set on nine tenths of them, measured on the tenth: {np.mean(held):.4f}")
    bias = best_bias(odds, truth)
    print(f"  F1 with the bias set on all: {f1_score(truth, odds + bias > 0):.4f} (shift {bias:+.3f})")
    if options.write:
        head = "# Weights of nlp.similarity.same_story, written by training/stories/train.py.\n"
        body = "".join(f"{n} = {w:.4f}\n" for n, w in zip(names, slopes, strict=True))
        (KNOWLEDGE / "same_story.toml").write_text(f"{head}{body}bias = {start + bias:.4f}\n", encoding="utf-8")


def _shifted(odds: Numbers, labels: Numbers, folds: StratifiedKFold) -> Numbers:
    found = np.zeros(len(odds))
    for others, part in folds.split(odds, labels):
        found[part] = odds[part] + best_bias(odds[others], labels[others])
    return found


if __name__ == "__main__":
    main()
