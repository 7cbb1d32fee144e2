"""Makes nlp/knowledge/name_words.tsv: what a capitalised word most likely is, counted in licensed corpora.

    python -m training.name_words DATA [-o nlp/knowledge/name_words.tsv]

DATA holds indosum/ (CC BY-SA 4.0) and ner/ (idner-news-2k MIT; nergrit and nerp Apache-2.0); only words and their
kinds are kept. The rows of the present file win over the counts: some were set by hand.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

CUES = frozenset(
    "kata ujar tutur ucap jelas terang ungkap papar tegas lanjut imbuh tambah sebut pungkas menurut".split()
)
PERSON, PLACE = frozenset({"PER", "PPL", "PERSON"}), frozenset({"PLC", "LOC", "PLACE"})
# regular nominals are told by their shape in nlp.titles and need no row
SHAPED = re.compile(r"(?:pe|per|pen|pem|peng|penge|ke)\w{3,}an$")
HEADER = (
    "# What a capitalised word most likely is, for telling a person's name from an office: common (a word of the\n"
    "# language), name (part of a person's), either, or place (of a place's or a body's). From training/name_words.py\n"
)
Sentence = tuple[list[str], list[str] | None]


def sentences(data: Path) -> Iterator[Sentence]:
    """(words, entity tags or None) of every sentence; nerp is in lower case, so its entities are capitalised."""
    with gzip.open(data / "indosum" / "dev-folds.jsonl.gz", "rt", encoding="utf-8") as lines:
        for line in lines:
            for paragraph in json.loads(line)["paragraphs"]:
                yield from ((words, None) for words in paragraph)
    files = (
        "idner-news-2k/train.txt",
        "idner-news-2k/dev.txt",
        "nergrit/train_preprocess.txt",
        "nerp/train_preprocess.txt",
    )
    for name in files:
        words: list[str] = []
        tags: list[str] = []
        for line in (data / "ner" / name).read_text(encoding="utf-8").splitlines():
            cells = line.split()
            if cells:
                word = cells[0].capitalize() if name.startswith("nerp") and cells[-1] != "O" else cells[0]
                words.append(word)
                tags.append(cells[-1])
            elif words:
                yield words, tags
                words, tags = [], []


def kinds(data: Path) -> dict[str, str]:
    """Word → kind, for the words that the counts decide."""
    lower, person, body, place = Counter[str](), Counter[str](), Counter[str](), Counter[str]()
    capital = Counter[str]()
    for words, tags in sentences(data):
        for number, word in enumerate(words):
            low = word.lower()
            tag = tags[number][2:] if tags else ""
            if tag in PERSON:
                person[low] += 1
                continue
            place[low] += tag in PLACE
            if word.islower():
                lower[low] += 1
            elif number and words[number - 1] not in '"“.:':
                capital[low] += 1
                body[low] += bool(tag)
        for cue, word in pairwise(words):
            if cue.lower() in CUES and word[:1].isupper() and not word.isupper():
                person[word.lower()] += 1
    found: dict[str, str] = {}
    for word in set(lower) | set(person) | set(body):
        if not re.fullmatch(r"[a-z]{2,}", word):
            continue
        other = body[word] + place[word]
        if lower[word] >= 2 and lower[word] >= 0.1 * (lower[word] + capital[word]) and person[word] <= lower[word]:
            if not SHAPED.match(word) and not word.endswith("nya"):
                found[word] = "common"
        elif person[word] >= 2 and person[word] > other and lower[word] < person[word]:
            found[word] = "name"
        elif other >= 2 and person[word] <= 0.15 * other:
            found[word] = "place"
    return found


def main() -> None:
    """Write the file: hand-set rows first, then what the counts say."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("-o", "--output", type=Path, default=Path("nlp/knowledge/name_words.tsv"))
    args = parser.parse_args()
    rows = kinds(args.data)
    if args.output.exists():
        for line in args.output.read_text(encoding="utf-8").splitlines():
            word, _, kind = line.partition("\t")
            if kind and word != "word":
                rows[word] = kind
    body = "".join(f"{word}\t{kind}\n" for word, kind in sorted(rows.items()))
    args.output.write_text(HEADER + "word\tkind\n" + body, encoding="utf-8")
    print(f"{len(rows)} words in {args.output}")


if __name__ == "__main__":
    main()
