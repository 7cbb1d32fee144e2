"""Prints the figures of docs/quality-language.md.

    python -m evaluation.language [--shared ../shared] [--only sentences,tone,…]

Each block measures what `nlp` ships, on data that the shipped parts were not fitted on unless the line says otherwise.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import numpy as np

from evaluation.boundaries import labelled_paragraphs, score

Row = dict[str, str]


def f1(right: int, found: int, wanted: int) -> str:
    """Precision, recall and F1 as text."""
    p, r = right / max(found, 1), right / max(wanted, 1)
    return f"P {p:.4f}  R {r:.4f}  F1 {2 * right / max(found + wanted, 1):.4f}  ({wanted} labelled)"


def feed(shared: Path) -> dict[str, Row]:
    """Link → feed item."""
    with gzip.open(shared / "data/rss/items-2026-08.jsonl.gz", "rt", encoding="utf-8") as lines:
        return {row["Link"]: row for row in map(json.loads, lines) if "Link" in row}


def articles(shared: Path, count: int) -> list[Row]:
    """The first `count` of articles.jsonl.gz."""
    with gzip.open(shared / "data/articles.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line, _ in zip(lines, range(count), strict=False)]


def sentences(shared: Path) -> None:
    """Boundaries on own sentences and on UD paragraphs of five sentences."""
    from nlp.sentences import read

    right, found, labelled, errors = score(labelled_paragraphs())
    print("own boundaries (errors were looked at)", f1(right, found, labelled))
    for error in errors:
        print("  ", error)
    for name in ("GSD/id_gsd-ud-test.conllu", "CSUI/id_csui-ud-test.conllu"):
        lines = (shared / "data/ud" / name).read_text(encoding="utf-8").splitlines()
        texts = [line[8:].strip() for line in lines if line.startswith("# text =")]
        paragraphs = []
        for k in range(0, len(texts), 5):
            text, ends = "", set()
            for sentence in texts[k : k + 5]:
                text += (" " if text else "") + sentence
                ends.add(len(text))
            paragraphs.append((text, ends))
        print(f"UD {name}", f1(*score(paragraphs)[:3]))
    rows = articles(shared, 1500)
    begun = time.process_time()
    for row in rows:
        read(row["text"])
    print(f"articles/s {len(rows) / (time.process_time() - begun):.0f}")


def relevance(shared: Path) -> None:
    """The cheap stage on title and two sentences of the gold articles, and what it lets through of Kompas headlines."""
    from nlp.relevance import may_matter
    from nlp.sentences import read

    seen: Counter[tuple[bool, bool]] = Counter()
    for folder in ("seeds", "written", "real"):
        for path in sorted((shared / "gold" / folder).glob("*.json")):
            row = json.loads(path.read_text(encoding="utf-8"))
            lead = " ".join(row["text"][s.start : s.end] for s in list(read(row["text"]).prose())[:2])
            wanted = row["labels"]["award"] or row["labels"]["ministerial"]
            seen[wanted, may_matter(row["title"], lead)] += 1
    found, wanted = seen[True, True] + seen[False, True], seen[True, True] + seen[True, False]
    print("cheap stage, gold articles:", f1(seen[True, True], found, wanted))
    with gzip.open(shared / "data/rss/kompas-titles-2018-2019.tsv.gz", "rt", encoding="utf-8") as lines:
        titles = [line.split("\t")[1] for line in lines]
    begun = time.process_time()
    passed = sum(may_matter(title) for title in titles)
    speed = len(titles) / (time.process_time() - begun)
    print(f"Kompas headlines let through: {passed / len(titles):.3f} of {len(titles)}; {speed:.0f} headlines/s")


def embedder(shared: Path) -> None:
    """STS-B-id dev, dimensions, title → teaser retrieval, load time and speed."""
    from scipy.stats import spearmanr

    begun = time.perf_counter()
    from nlp.embeddings import load_embedder

    model = load_embedder()
    model.encode(["pemanasan"])
    print(f"load {1000 * (time.perf_counter() - begun):.0f} ms, {model.name}")
    with (shared / "data/pairs/sts-dev-ind.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    a, b = (model.encode([row[key] for row in rows]) for key in ("text_1", "text_2"))
    gold = [float(row["correlation"]) for row in rows]
    for size in (256, 128, 64, 32):
        x, y = (v[:, :size] / np.maximum(np.linalg.norm(v[:, :size], axis=1, keepdims=True), 1e-9) for v in (a, b))
        print(f"STS-B-id dev Spearman, {size} dimensions: {spearmanr((x * y).sum(1), gold).statistic:.4f}")
    items = list(feed(shared).values())[:3000]
    near = model.encode([r["Judul"] for r in items]) @ model.encode([r["Ringkasan"] for r in items]).T
    ranks = (near >= np.diag(near)[:, None]).sum(1)
    print(f"title → teaser among 3,000: reciprocal rank {(1 / ranks).mean():.4f}, first {(ranks == 1).mean():.4f}")
    texts = [p for row in articles(shared, 800) for p in row["text"].split("\n") if len(p) > 60]
    begun = time.process_time()
    model.encode(texts)
    print(f"paragraphs/s {len(texts) / (time.process_time() - begun):.0f}")


def stories(shared: Path) -> None:
    """same_story on the labelled pairs, none of which it was fitted on but for its bias."""
    from training.stories.train import Feed, chances, read_items

    feed = Feed(read_items(shared / "data/rss/items-2026-08.jsonl.gz"))
    pairs = [json.loads(line) for line in (shared / "gold/stories.dev.jsonl").read_text(encoding="utf-8").splitlines()]
    found = [(chance >= 0.5, same) for chance, same in chances(feed, pairs)]
    right = sum(one and same for one, same in found)
    print("labelled pairs:", f1(right, sum(one for one, _ in found), sum(same for _, same in found)))


def summaries(shared: Path) -> None:
    """ROUGE of the ranker on IndoSum, fold by fold, beside Lead-3."""
    from training.summary.train import report

    report(shared / "data")


def tone(shared: Path) -> None:
    """Accuracy and F1 by label on tone_labels.csv; the errors of round 1 were looked at, those of round 2 not."""
    from nlp.mentions import find_mentions
    from nlp.tone import tone_of

    rows, seen = feed(shared), Counter[tuple[str, str, str]]()
    with Path(__file__).with_name("tone_labels.csv").open(encoding="utf-8", newline="") as file:
        for label in csv.DictReader(file):
            title, teaser = rows[label["link"]]["Judul"], rows[label["link"]]["Ringkasan"]
            found = tone_of(title, teaser, find_mentions(title, teaser), ()).label
            seen[label["round"], label["tone"], found] += 1
    labels = ("positive", "neutral", "negative")
    for r in ("1", "2"):
        total = sum(seen[r, x, y] for x in labels for y in labels)
        print(f"round {r}: accuracy {sum(seen[r, x, x] for x in labels) / total:.4f} of {total}")
        for x in labels:
            found, wanted = sum(seen[r, y, x] for y in labels), sum(seen[r, x, y] for y in labels)
            print("  ", x, f1(seen[r, x, x], found, wanted))


def _entities(shared: Path, name: str, part: str, altered: Callable[[str], str] = str) -> dict[str, str]:
    """Precision, recall and F1 of the shipped pipeline on one corpus by label, its texts altered letter by letter."""
    from nlp.language import load_language
    from training.language.corpora import corpus

    rows = [(altered(text), text, set(spans)) for text, spans in corpus(shared / "data", name, part)]
    rows = [(other if len(other) == len(text) else text, spans) for other, text, spans in rows]
    seen: Counter[str] = Counter()
    for doc, (_, gold) in zip(load_language().pipe(text for text, _ in rows), rows, strict=True):
        guess = {(e.start_char, e.end_char, e.label_) for e in doc.ents}
        for label in ("PER", "ORG", "LOC"):
            g, q = ({s for s in side if s[2] == label} for side in (gold, guess))
            for key in (label, "all"):
                seen[f"{key} right"] += len(g & q)
                seen[f"{key} found"] += len(q)
                seen[f"{key} gold"] += len(g)
    return {x: f1(*(seen[f"{x} {k}"] for k in ("right", "found", "gold"))) for x in ("PER", "ORG", "LOC", "all")}


def pipeline(shared: Path) -> None:
    """Entities on idner-news-2k dev and nergrit valid, tags on POSP valid, speed."""
    begun = time.perf_counter()
    from nlp.language import load_language

    language = load_language()
    print(f"load {time.perf_counter() - begun:.1f} s with spaCy's own import")
    from training.language.corpora import tagging

    for name, part in (("idner-news-2k", "dev.txt"), ("nergrit", "valid_preprocess.txt")):
        for label, figures in _entities(shared, name, part).items():
            print(name, label, figures)
    for how, altered in (("small letters", str.lower), ("capitals", str.upper)):
        print("idner-news-2k in", how, _entities(shared, "idner-news-2k", "dev.txt", altered)["all"])
    right = total = 0
    rows = list(tagging(shared / "data", "valid_preprocess.txt"))
    for doc, (_, tags) in zip(language.pipe(text for text, _ in rows), rows, strict=True):
        found = {token.idx: token.tag_ for token in doc}
        right += sum(found.get(at) == tag for at, tag in tags.items())
        total += len(tags)
    print(f"POSP valid accuracy {right / total:.4f} of {total} words")
    texts = [row["text"] for row in articles(shared, 400)]
    for disabled in ([], ["kliping_tagger"]):
        with language.select_pipes(disable=disabled):
            begun_cpu = time.process_time()
            words = sum(len(doc) for doc in language.pipe(texts))
            print(f"words/s without {disabled}: {words / (time.process_time() - begun_cpu):.0f}")


def reading(shared: Path) -> None:
    """The default path, `nlp.annotate`, which uses none of the models but the summary's: words a second."""
    from kliping.model import Article
    from nlp.annotate import Annotator
    from nlp.sentences import tokens

    rows = articles(shared, 150)
    annotator = Annotator()
    annotator.annotate_one(Article(id=1, url="https://contoh.id/a", title=rows[0]["title"], text=rows[0]["text"]))
    begun = time.process_time()
    for number, row in enumerate(rows):
        annotator.annotate_one(Article(id=number, url="https://contoh.id/a", title=row["title"], text=row["text"]))
    spent = time.process_time() - begun
    words = sum(len(tokens(row["text"])) for row in rows)
    print(f"words/s of nlp.annotate {words / spent:.0f}; articles/s {len(rows) / spent:.0f}")


BLOCKS: dict[str, Callable[[Path], None]] = {
    "sentences": sentences,
    "relevance": relevance,
    "embedder": embedder,
    "stories": stories,
    "summaries": summaries,
    "tone": tone,
    "pipeline": pipeline,
    "reading": reading,
}


def main() -> None:
    """Run the blocks asked for."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--shared", type=Path, default=Path("../shared"))
    parser.add_argument("--only", default=",".join(BLOCKS))
    options = parser.parse_args()
    for name in options.only.split(","):
        print(f"== {name}", flush=True)
        BLOCKS[name](options.shared)


if __name__ == "__main__":
    main()
