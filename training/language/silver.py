"""Third stage's training file: raw news sentences in which two earlier pipelines agree, beside the marked ones.

    python -m training.language.silver --data DATA --teachers build/wide/model-best build/second/model-best \
        --tune build/tune.spacy --out build/silver.spacy

Where the two find different names the stretch is left open; of the sentences without any name most are left out.
"""

from __future__ import annotations

import argparse
import random
from pathlib import Path

import spacy
from spacy.tokens import Doc, DocBin

from nlp.language import NewsTokenizer
from training.corpora import indosum

SENTENCES = 26000
SHORTEST, LONGEST = 40, 300  # characters
Found = set[tuple[int, int, str]]


def names(doc: Doc) -> Found:
    """The entities but for events, which only a lower-case corpus marks."""
    return {(e.start_char, e.end_char, e.label_) for e in doc.ents if e.label_ != "EVT"}


def silver_doc(tokenizer: NewsTokenizer, text: str, one: Found, two: Found) -> Doc | None:
    """The reference document, None when a name does not fall on token bounds."""
    doc = tokenizer(text)
    agreed = [doc.char_span(start, end, label=label) for start, end, label in sorted(one & two)]
    open_ = [doc.char_span(start, end, label="?") for start, end, _ in sorted(one ^ two)]
    if None in agreed or None in open_:
        return None
    free = [s for s in spacy.util.filter_spans(open_) if not any(s.start < a.end and a.start < s.end for a in agreed)]
    doc.set_ents(agreed, missing=free, default="outside")
    return doc


def main() -> None:
    """Write the file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--teachers", type=Path, nargs=2, required=True)
    parser.add_argument("--tune", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    rng = random.Random(5)
    spare = ["tagger", "kliping_pos", "kliping_entities"]
    first, second = (spacy.load(path, disable=spare) for path in options.teachers)
    texts = [s for item in indosum(options.data) for p in item.paragraphs for s in p if SHORTEST < len(s) < LONGEST]
    rng.shuffle(texts)
    tokenizer = NewsTokenizer(second.vocab)
    docs = list(DocBin().from_disk(options.tune).get_docs(second.vocab))
    for one, two in zip(first.pipe(texts[:SENTENCES]), second.pipe(texts[:SENTENCES]), strict=True):
        found = names(one), names(two)
        if any(found) or rng.random() < 0.3:
            doc = silver_doc(tokenizer, one.text, *found)
            docs += [doc] if doc else []
    rng.shuffle(docs)
    DocBin(docs=docs).to_disk(options.out)
    print(len(docs), "documents")


if __name__ == "__main__":
    main()
