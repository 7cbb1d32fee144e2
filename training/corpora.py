"""Readers of the licensed corpora that the shipped models are trained on; no model code lives here.

The folder given as `data` holds indosum/ (CC BY-SA 4.0), pairs/ (IndoNLI, premises CC BY-SA), ud/ (CC BY-SA 4.0),
ner/ (idner-news-2k MIT; nergrit and nerp Apache-2.0) and pos/ (Apache-2.0). PFSA-ID is not among them: its licence
file says CC BY-NC-SA, which the shipped models could not follow.
"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

NO_SPACE_BEFORE = re.compile(r"\s+([.,;:!?%)\]}»”])")
NO_SPACE_AFTER = re.compile(r"([(\[{«“])\s+")
STRAIGHT_PAIR = re.compile(r'"\s*([^"]*?)\s*"')
SPACED_JOIN = re.compile(r"(?<=\d)\s*([/.,:])\s*(?=\d)|(?<=\w)\s+(-)\s+(?=\w)")


@dataclass(frozen=True, slots=True)
class NewsItem:
    """One IndoSum article: headline words from its address, paragraphs as sentences, its summary's sentences."""

    headline: str
    paragraphs: tuple[tuple[str, ...], ...]
    summary: tuple[str, ...]
    labels: tuple[tuple[bool, ...], ...]


@dataclass(frozen=True, slots=True)
class Inference:
    """One IndoNLI pair; label e (entailed), n (neutral) or c (contradicted)."""

    premise: str
    hypothesis: str
    label: str


def detokenise(words: list[str]) -> str:
    """Words of a tokenised corpus as running text, near enough to how it was written."""
    text = " ".join(words)
    text = NO_SPACE_AFTER.sub(r"\1", NO_SPACE_BEFORE.sub(r"\1", text))
    text = STRAIGHT_PAIR.sub(r'"\1"', text)
    return SPACED_JOIN.sub(lambda m: m.group(1) or m.group(2), text)


def headline_of(address: str) -> str:
    """The words of the last long hyphenated part of an address, "" when it has none."""
    parts = [p for p in re.split(r"[/?]", address) if p.count("-") >= 3]
    words = re.sub(r"\.html?$", "", parts[-1]).split("-") if parts else []
    return " ".join(w for w in words if not re.fullmatch(r"\d{5,}|[a-z0-9]{16,}|\d{3,}", w))


def indosum(data: Path) -> Iterator[NewsItem]:
    """The IndoSum articles of dev-folds.jsonl.gz."""
    with gzip.open(data / "indosum" / "dev-folds.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            item = json.loads(line)
            yield NewsItem(
                headline_of(item["source_url"]),
                tuple(tuple(detokenise(s) for s in paragraph) for paragraph in item["paragraphs"]),
                tuple(detokenise(s) for s in item["summary"]),
                tuple(tuple(bool(x) for x in row) for row in item["gold_labels"]),
            )


def indonli(data: Path, *parts: str) -> Iterator[Inference]:
    """IndoNLI pairs of the named parts: train, val, test_lay."""
    for part in parts:
        with (data / "pairs" / f"{part}.jsonl").open(encoding="utf-8") as lines:
            for line in lines:
                if line.rstrip().endswith("}"):  # a downloaded part may be cut off in its last line
                    item = json.loads(line)
                    yield Inference(item["premise"], item["hypothesis"], item["label"])


def sts_dev(data: Path) -> list[tuple[str, str, float]]:
    """The Indonesian STS-B dev set: (text, text, similarity 0..5). For measuring, never for training."""
    with (data / "pairs" / "sts-dev-ind.csv").open(encoding="utf-8", newline="") as file:
        return [(row["text_1"], row["text_2"], float(row["correlation"])) for row in csv.DictReader(file)]


def ud_sentences(data: Path) -> Iterator[str]:
    """The sentence texts of the UD training files (GSD 2017, CSUI)."""
    for name in ("GSD/id-ud-train.HIST.conllu", "CSUI/id_csui-ud-train.conllu"):
        text, words = "", []
        with (data / "ud" / name).open(encoding="utf-8") as lines:
            for line in lines:
                if line.startswith("# text ="):
                    text = line[8:].strip()
                elif not line.strip():
                    if text or words:
                        yield text or detokenise(words)
                    text, words = "", []
                elif line[0].isdigit() and "-" not in line.split("\t", 1)[0]:
                    words.append(line.split("\t")[1])


def tagged_sentences(path: Path) -> Iterator[list[tuple[str, str]]]:
    """(word, tag) sentences of a column file: the first and the last column of each line, blank lines between."""
    sentence: list[tuple[str, str]] = []
    with path.open(encoding="utf-8") as lines:
        for line in lines:
            columns = line.split()
            if len(columns) >= 2:
                sentence.append((columns[0], columns[-1]))
            elif sentence:
                yield sentence
                sentence = []
    if sentence:
        yield sentence


def column_sentences(data: Path) -> Iterator[str]:
    """The running text of the tagged training files."""
    names = (
        "ner/idner-news-2k/train.txt",
        "ner/nergrit/train_preprocess.txt",
        "ner/nerp/train_preprocess.txt",
        "pos/train_preprocess.txt",
    )
    seen: set[str] = set()
    for name in names:
        for sentence in tagged_sentences(data / name):
            text = detokenise([word for word, _ in sentence])
            if text not in seen:  # nerp and the tagging corpus share their sentences
                seen.add(text)
                yield text
