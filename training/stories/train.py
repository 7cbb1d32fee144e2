"""Fit the weights of nlp.similarity.same_story on labelled pairs, and count the words of feed items for its rarities.

    python -m training.stories.train --items items.jsonl.gz --pairs stories.dev.jsonl [--write]

Items are feed rows (Judul, Ringkasan, Tanggal Terbit, Link); pairs name two links and same = 0 or 1. Prints F1 at 0.5
and average precision by ten-fold cross-validation, repeated over ten shuffles. Word counts are facts about the feed; no
text of it is kept.
"""

from __future__ import annotations

import argparse
import gzip
import json
from collections import Counter
from email.utils import parsedate_to_datetime
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression
from sklearn.metrics import average_precision_score, f1_score
from sklearn.model_selection import StratifiedKFold, cross_val_predict
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler

from nlp.search_text import lemma, words
from nlp.similarity import FEATURES, StoryText, features

KNOWLEDGE = Path("nlp/knowledge")


def read_items(path: Path) -> dict[str, StoryText]:
    """Link → item."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        rows = [json.loads(line) for line in lines]
    return {
        row["Link"]: StoryText(row["Judul"], row["Ringkasan"], parsedate_to_datetime(row["Tanggal Terbit"]))
        for row in rows
        if "Link" in row
    }


def write_counts(items: dict[str, StoryText]) -> None:
    """Lemma → number of items that hold it, from two on; the empty word carries the number of items."""
    counts = Counter(w for item in items.values() for w in {lemma(w) for w in words(f"{item.title} {item.teaser}")})
    rows = sorted((w, n) for w, n in counts.items() if n > 1 and not w.isdigit() and w.isascii())
    head = f"# feed items that hold a lemma (training/stories/train.py)\n\t{len(items)}\n"
    (KNOWLEDGE / "word_counts.tsv").write_text(head + "".join(f"{w}\t{n}\n" for w, n in rows), encoding="utf-8")


def make_model() -> object:
    """Standardised logistic regression; a wrong merge of two stories is as bad as a missed one."""
    return make_pipeline(StandardScaler(), LogisticRegression(C=0.5, class_weight={0: 1.0, 1: 1.15}, max_iter=5000))


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
    pairs = [json.loads(line) for line in options.pairs.read_text(encoding="utf-8").splitlines()]
    rows = np.stack([features(items[p["a"]], items[p["b"]]) for p in pairs])
    labels = np.array([p["same"] for p in pairs])
    scores = []
    for seed in range(10):
        folds = StratifiedKFold(10, shuffle=True, random_state=seed)
        share = cross_val_predict(make_model(), rows, labels, cv=folds, method="predict_proba")[:, 1]
        scores.append((f1_score(labels, share > 0.5), average_precision_score(labels, share)))
    print("cross-validated F1, average precision:", np.mean(scores, axis=0).round(4))
    scaler, model = (step for _, step in make_model().fit(rows, labels).steps)
    weights = model.coef_[0] / scaler.scale_
    bias = float(model.intercept_[0] - (weights * scaler.mean_).sum())
    print("fitted F1:", round(f1_score(labels, rows @ weights + bias > 0), 4))
    if options.write:
        head = "# Weights of nlp.similarity.same_story, written by training/stories/train.py.\n"
        body = "".join(f"{n} = {w:.4f}\n" for n, w in zip(FEATURES, weights, strict=True))
        (KNOWLEDGE / "same_story.toml").write_text(f"{head}{body}bias = {bias:.4f}\n", encoding="utf-8")


if __name__ == "__main__":
    main()
