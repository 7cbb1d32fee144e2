"""Train the sentence ranker of nlp.summary on IndoSum's extractive labels and measure it, fold by fold.

    python -m training.summary.train --data ../shared/data [--write]

Prints ROUGE-1/2/L of Lead-3, of the oracle labels and of the ranker (five folds, each by a network of the
other four) under the corpus's own tokenisation. --write trains on all and puts the network into nlp/models.
"""

from __future__ import annotations

import argparse
import gzip
import json
from pathlib import Path

import numpy as np
from safetensors.numpy import save_file
from sklearn.neural_network import MLPClassifier
from sklearn.pipeline import Pipeline, make_pipeline
from sklearn.preprocessing import StandardScaler

from evaluation.rouge import rouge
from nlp.embeddings import model_folder
from nlp.sentence_features import sentence_features
from nlp.summary import RANKER, content_words, length_bonus, repeats, settings
from training.corpora import detokenise

MEMBERS = 4


class Item:
    """One article: tokenised sentences, features, labels, the summary's tokens."""

    def __init__(self, line: str) -> None:
        raw = json.loads(line)
        self.words = [s for paragraph in raw["paragraphs"] for s in paragraph]
        places = [i for i, paragraph in enumerate(raw["paragraphs"]) for _ in paragraph]
        self.labels = [bool(x) for row in raw["gold_labels"] for x in row]
        self.summary = [w for s in raw["summary"] for w in s]
        self.texts = [detokenise(s) for s in self.words]
        self.rows = sentence_features(self.texts, places, settings().dangling, settings().attributions)
        self.bonus = np.array([length_bonus(text) for text in self.texts])
        self.content = [content_words(text) for text in self.texts]


def choose(item: Item, value: np.ndarray, count: int = 3) -> list[int]:
    """The best sentences that do not repeat one another, as nlp.summary picks them."""
    chosen: list[int] = []
    for i in np.argsort(-value, kind="stable"):
        if len(chosen) < count and not repeats(item.content[i], (item.content[j] for j in chosen)):
            chosen.append(int(i))
    return sorted(chosen)


def measure(items: list[Item], picks: list[list[int]]) -> np.ndarray:
    """Mean ROUGE-1, -2 and -L."""
    return np.mean(
        [rouge([w for i in p for w in item.words[i]], item.summary) for item, p in zip(items, picks, strict=True)],
        axis=0,
    )


def fit(items: list[Item]) -> list[Pipeline]:
    """Networks of one hidden layer on sentence labels, alike but for their first weights."""
    rows, labels = np.concatenate([i.rows for i in items]), np.concatenate([i.labels for i in items])
    models = []
    for seed in range(MEMBERS):
        network = MLPClassifier((32,), alpha=1e-2, max_iter=60, early_stopping=True, random_state=seed)
        models.append(make_pipeline(StandardScaler(), network).fit(rows, labels))
    return models


def value(models: list[Pipeline], item: Item) -> np.ndarray:
    """Mean log-odds with the length bonus, as nlp.summary adds it."""
    shares = [np.clip(m.predict_proba(item.rows)[:, 1], 1e-6, 1 - 1e-6) for m in models]
    return np.mean([np.log(s / (1 - s)) for s in shares], axis=0) + item.bonus


def report(data: Path) -> list[Item]:
    """Print the figures fold by fold; the articles read."""
    with gzip.open(data / "indosum" / "dev-folds.jsonl.gz", "rt", encoding="utf-8") as lines:
        items = [Item(line) for line in lines]
    print("articles", len(items), "ROUGE-1, -2, -L")
    print("lead-3 ", measure(items, [list(range(min(3, len(i.words)))) for i in items]).round(4))
    print("labels ", measure(items, [[k for k, x in enumerate(i.labels) if x] for i in items]).round(4))
    found: list[list[int]] = [[] for _ in items]
    for fold in range(5):
        model = fit([item for n, item in enumerate(items) if n % 5 != fold])
        for n in range(fold, len(items), 5):
            found[n] = choose(items[n], value(model, items[n]))
    print("ranker ", measure(items, found).round(4))
    return items


def main() -> None:
    """Measure, and write the network when asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args()
    items = report(options.data)
    if options.write:
        models = fit(items)
        scaler, networks = models[0].steps[0][1], [model.steps[1][1] for model in models]
        folder = model_folder(RANKER)
        folder.mkdir(parents=True, exist_ok=True)
        parts = {
            "mean": scaler.mean_,
            "scale": np.maximum(scaler.scale_, 1e-6),
            "hidden.weight": np.hstack([n.coefs_[0] for n in networks]),
            "hidden.bias": np.concatenate([n.intercepts_[0] for n in networks]),
            "out.weight": np.vstack([n.coefs_[1] for n in networks]) / MEMBERS,
            "out.bias": np.mean([n.intercepts_[1] for n in networks], axis=0),
        }
        save_file({name: part.astype(np.float32) for name, part in parts.items()}, folder / "model.safetensors")


if __name__ == "__main__":
    main()
