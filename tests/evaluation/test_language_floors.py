"""The shipped language models hold their floors (evaluation/language_floors.toml) on the labelled sets."""

import csv
import gzip
import json
import tomllib
from collections.abc import Callable
from itertools import islice
from pathlib import Path

import numpy as np
import pytest

import evaluation.boundaries

SHARED = Path(__file__).parents[3] / "shared"
FLOORS: dict[str, float] = tomllib.loads(
    Path(evaluation.boundaries.__file__).with_name("language_floors.toml").read_text(encoding="utf-8")
)
needs_data = pytest.mark.skipif(
    not (SHARED / "data").is_dir(), reason="the shared data folder is not beside the project"
)


def f1(right: int, found: int, wanted: int) -> float:
    return 2 * right / (found + wanted)


def sentence_bounds() -> dict[str, float]:
    right, found, labelled, _ = evaluation.boundaries.score(evaluation.boundaries.labelled_paragraphs())
    assert labelled >= 300
    return {"own sentence bounds, F1": f1(right, found, labelled)}


def similarity_of_sentences() -> dict[str, float]:
    from scipy.stats import spearmanr

    from nlp.embeddings import load_embedder

    with (SHARED / "data/pairs/sts-dev-ind.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    a, b = (load_embedder().encode([row[key] for row in rows]) for key in ("text_1", "text_2"))
    found = spearmanr((a * b).sum(1), [float(row["correlation"]) for row in rows]).statistic
    return {"STS-B-id dev, Spearman": float(found)}


def stories() -> dict[str, float]:
    from training.stories.train import Feed, chances, read_items

    feed = Feed(read_items(SHARED / "data/rss/items-2026-08.jsonl.gz"))
    lines = (SHARED / "gold/stories.dev.jsonl").read_text(encoding="utf-8").splitlines()
    found = [(chance >= 0.5, same) for chance, same in chances(feed, [json.loads(line) for line in lines])]
    right = sum(one and same for one, same in found)
    return {"same story, F1 on the labelled pairs": f1(right, sum(one for one, _ in found), sum(s for _, s in found))}


def summaries() -> dict[str, float]:
    from nlp.summary import scores
    from training.summary.train import Item, choose, measure

    with gzip.open(SHARED / "data/indosum/dev-folds.jsonl.gz", "rt", encoding="utf-8") as lines:
        items = [Item(line) for line in islice(lines, 400)]
    lead = measure(items, [list(range(min(3, len(item.words)))) for item in items])
    ranked = measure(items, [choose(item, np.asarray(scores(item.rows)) + item.bonus) for item in items])
    return {f"ROUGE-{n} over Lead-3": gain for n, gain in zip("12L", (ranked - lead).tolist(), strict=True)}


def pipeline() -> dict[str, float]:
    from nlp.language import load_language
    from training.language.corpora import corpus, tagging

    language, found = load_language(), dict[str, float]()
    for key, name, part in (
        ("idner-news-2k dev, F1", "idner-news-2k", "dev.txt"),
        ("nergrit valid, F1", "nergrit", "valid_preprocess.txt"),
    ):
        rows = list(corpus(SHARED / "data", name, part))
        docs = language.pipe(text for text, _ in rows)
        sides = [
            ({(e.start_char, e.end_char, e.label_) for e in d.ents}, set(s))
            for d, (_, s) in zip(docs, rows, strict=True)
        ]
        found[key] = f1(sum(len(a & b) for a, b in sides), sum(len(a) for a, _ in sides), sum(len(b) for _, b in sides))
    rows = list(tagging(SHARED / "data", "valid_preprocess.txt"))
    right = 0
    for doc, (_, tags) in zip(language.pipe(text for text, _ in rows), rows, strict=True):
        by_place = {token.idx: token.tag_ for token in doc}
        right += sum(by_place.get(at) == tag for at, tag in tags.items())
    found["POSP valid, accuracy"] = right / sum(len(tags) for _, tags in rows)
    return found


@needs_data
@pytest.mark.parametrize("measured", [sentence_bounds, similarity_of_sentences, stories, summaries, pipeline])
def test_no_figure_falls_below_its_floor(measured: Callable[[], dict[str, float]]) -> None:
    figures = measured()
    assert {key: value for key, value in figures.items() if value < FLOORS[key]} == {}


def test_every_floor_is_known() -> None:
    assert len(FLOORS) == 9
