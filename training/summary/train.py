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
from nlp.embeddings import load_embedder, model_folder
from nlp.summary import RANKER, REPEATS, features, settings
from training.corpora import detokenise


class Item:
    """One article: tokenised sentences, features, labels, the summary's tokens."""

    def __init__(self, line: str) -> None:
        raw = json.loads(line)
        self.words = [s for paragraph in raw["paragraphs"] for s in paragraph]
        places = [i for i, paragraph in enumerate(raw["paragraphs"]) for _ in paragraph]
        self.labels = [bool(x) for row in raw["gold_labels"] for x in row]
        self.summary = [w for s in raw["summary"] for w in s]
        self.texts = [detokenise(s) for s in self.words]
        self.vectors = load_embedder().encode(self.texts)
        self.rows = features(self.texts, places, self.vectors)
        self.lengths = np.log([min(40, len(s)) for s in self.words])


def choose(item: Item, value: np.ndarray, count: int = 3) -> list[int]:
    """The best sentences that do not repeat one another, as nlp.summary picks them."""
    chosen: list[int] = []
    for i in np.argsort(-value, kind="stable"):
        if len(chosen) < count and all(item.vectors[i] @ item.vectors[j] <= REPEATS for j in chosen):
            chosen.append(int(i))
    return sorted(chosen)


def measure(items: list[Item], picks: list[list[int]]) -> np.ndarray:
    """Mean ROUGE-1, -2 and -L."""
    return np.mean(
        [rouge([w for i in p for w in item.words[i]], item.summary) for item, p in zip(items, picks, strict=True)],
        axis=0,
    )


def fit(items: list[Item]) -> Pipeline:
    """A network of one hidden layer on sentence labels."""
    network = MLPClassifier((24,), alpha=1e-2, max_iter=60, early_stopping=True, random_state=1)
    model = make_pipeline(StandardScaler(), network)
    return model.fit(np.concatenate([i.rows for i in items]), np.concatenate([i.labels for i in items]))


def value(model: Pipeline, item: Item) -> np.ndarray:
    """Log-odds with the length bonus, as nlp.summary adds it."""
    share = np.clip(model.predict_proba(item.rows)[:, 1], 1e-6, 1 - 1e-6)
    return np.log(share / (1 - share)) + settings().bonus["length"] * item.lengths


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
        scaler, network = (step for _, step in fit(items).steps)
        folder = model_folder(RANKER)
        folder.mkdir(parents=True, exist_ok=True)
        parts = {
            "mean": scaler.mean_,
            "scale": scaler.scale_,
            "hidden.weight": network.coefs_[0],
            "hidden.bias": network.intercepts_[0],
            "out.weight": network.coefs_[1],
            "out.bias": network.intercepts_[1],
        }
        save_file({name: part.astype(np.float32) for name, part in parts.items()}, folder / "model.safetensors")


if __name__ == "__main__":
    main()
