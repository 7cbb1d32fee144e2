"""Turn the tagged corpora into spaCy training files, and count word vectors for the pipeline.

    python -m training.language.prepare --data ../shared/data --out build/language

Writes train.spacy, tune.spacy, ner-dev.spacy (idner-news-2k dev), pos-dev.spacy (POSP valid), dev.spacy (both),
raw.jsonl and vectors.txt.
Corpora differ in what they mark; what a corpus does not mark is left open, not taught as "no entity".
"""

from __future__ import annotations

import argparse
import json
import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

import numpy as np
import spacy
from scipy.sparse import coo_matrix
from sklearn.utils.extmath import randomized_svd
from spacy.tokens import Doc, DocBin

from nlp.language import NewsTokenizer
from nlp.sentences import tokens
from training.corpora import tagged_sentences
from training.embedder.train import all_texts

LABELS = {
    "PER": "PER", "ORG": "ORG", "LOC": "LOC", "PERSON": "PER", "ORGANISATION": "ORG", "PLACE": "LOC",
    "PPL": "PER", "PLC": "LOC", "EVT": "EVT",
}  # fmt: skip
NAMED = {"idner-news-2k": "train.txt", "nergrit": "train_preprocess.txt"}
OPEN = "?"  # a span whose label this corpus does not tell
CLOSE = set(".,;:!?%)]}»”…")
OPENING = set("([{«“")
Span = tuple[int, int, str]


def rebuild(words: list[str]) -> tuple[str, list[tuple[int, int]]]:
    """Words of a tokenised corpus as running text, with each word's place in it."""
    text, places, quoted, glue = "", [], False, True
    for i, word in enumerate(words):
        before_digit = bool(text) and text[-1].isdigit()
        tight = glue or word in CLOSE or (word == '"' and quoted)
        if word in {"/", "-", ":"} and before_digit and i + 1 < len(words) and words[i + 1][:1].isdigit():
            tight = True
        text += "" if tight else " "
        places.append((len(text), len(text) + len(word)))
        text += word
        glue = word in OPENING or (word == '"' and not quoted) or (word in {"/", "-", ":"} and tight)
        quoted ^= word == '"'
    return text, places


def entity_spans(tags: list[str], places: list[tuple[int, int]]) -> list[Span]:
    """Character spans of BIO tags under the pipeline's labels; a label it does not have gives OPEN."""
    spans: list[Span] = []
    inside = False
    for tag, (start, end) in zip(tags, places, strict=True):
        prefix, _, kind = tag.partition("-")
        if prefix == "B" or (prefix == "I" and not inside):
            spans.append((start, end, LABELS.get(kind, OPEN)))
        elif prefix == "I":
            spans[-1] = (spans[-1][0], end, spans[-1][2])
        inside = prefix in ("B", "I")
    return spans


def make_doc(tokenizer: NewsTokenizer, text: str, spans: list[Span], tags: dict[int, str] | None, ner: str) -> Doc:
    """A reference document. `ner` tells what "no entity" means: all (marked), lower (capitals left open), none."""
    doc = tokenizer(text)
    found, opened = [], []
    for start, end, label in spans:
        span = doc.char_span(start, end, label=label, alignment_mode="expand")
        if (
            span is not None
            and len(span)
            and not any(span.start < o.end and o.start < span.end for o in found + opened)
        ):
            (opened if label == OPEN else found).append(span)
    missing = list(opened)
    if ner == "lower":
        covered = {t.i for s in found for t in s}
        missing += [
            doc[t.i : t.i + 1]
            for t in doc
            if t.i not in covered and (t.text[:1].isupper() or (tags or {}).get(t.idx) == "NNP")
        ]
    if ner == "none":
        doc.set_ents([], default="missing")
    else:
        doc.set_ents(found, missing=spacy.util.filter_spans(missing), default="outside")
    if tags:
        for token in doc:
            if token.idx in tags:
                token.tag_ = tags[token.idx]
    return doc


def corpus(data: Path, name: str, part: str) -> Iterator[tuple[str, list[Span]]]:
    """(text, entity spans) of one NER corpus."""
    for sentence in tagged_sentences(data / "ner" / name / part):
        text, places = rebuild([w for w, _ in sentence])
        yield text, entity_spans([t for _, t in sentence], places)


def tagging(data: Path, part: str) -> Iterator[tuple[str, dict[int, str]]]:
    """(text, character offset → tag) of POSP."""
    for sentence in tagged_sentences(data / "pos" / part):
        text, places = rebuild([w for w, _ in sentence])
        yield text, {start: tag.partition("-")[2] for (start, _), (_, tag) in zip(places, sentence, strict=True)}


def varied(text: str, spans: list[Span], rng: random.Random) -> Iterator[tuple[str, list[Span]]]:
    """The sentence, and sometimes a copy in small letters, in capitals, or with other quotation marks: same offsets."""
    yield text, spans
    dice = rng.random()
    if dice < 0.12:
        yield text.lower(), spans
    elif dice < 0.2:
        yield text.upper(), spans
    elif '"' in text:
        left, right = rng.choice(["“”", "””", "««"])
        parts = text.split('"')
        yield "".join(p + ((left, right)[i % 2] if i + 1 < len(parts) else "") for i, p in enumerate(parts)), spans


def swapped(text: str, spans: list[Span], pool: dict[str, list[str]], rng: random.Random) -> tuple[str, list[Span]]:
    """The sentence with about half of its names replaced by other names of their kind."""
    out, last, moved = "", 0, []
    for start, end, label in spans:
        out += text[last:start]
        name = rng.choice(pool[label]) if label in pool and rng.random() < 0.5 else text[start:end]
        moved.append((len(out), len(out) + len(name), label))
        out += name
        last = end
    return out + text[last:], moved


def word_vectors(
    texts: Iterable[str], path: Path, dimensions: int = 96, window: int = 2, least: int = 4, most: int = 20000
) -> None:
    """Positive PMI of neighbouring lower-case words, factorised; written as word2vec text."""
    lines = [[t.text.lower() for t in tokens(text)] for text in texts]
    counts = Counter(w for line in lines for w in line)
    vocabulary = [w for w, n in counts.most_common(most) if n >= least and not w.isspace()]
    place = {w: i for i, w in enumerate(vocabulary)}
    ids = [np.array([place[w] for w in line if w in place]) for line in lines]
    rows, columns = [], []
    for distance in range(1, window + 1):
        rows += [x[:-distance] for x in ids if len(x) > distance]
        columns += [x[distance:] for x in ids if len(x) > distance]
    left, right, size = np.concatenate(rows), np.concatenate(columns), len(vocabulary)
    # left and right neighbours are told apart: "di X" and "X mengatakan" mark different kinds of X
    both = coo_matrix((np.ones(len(left)), (left, right)), shape=(size, size)).tocsr()
    halves = []
    for matrix in (both, both.T):
        coo = matrix.tocoo()
        row, context = np.asarray(matrix.sum(1)).ravel() + 1e-9, np.asarray(matrix.sum(0)).ravel() ** 0.75 + 1e-9
        value = np.maximum(np.log(coo.data * context.sum() / (row[coo.row] * context[coo.col])), 0)
        u, s, _ = randomized_svd(
            coo_matrix((value, (coo.row, coo.col)), shape=(size, size)).tocsr(), dimensions // 2, random_state=1
        )
        halves.append(u * np.sqrt(s))
    vectors = np.hstack(halves)
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
    with path.open("w", encoding="utf-8") as out:
        out.write(f"{size} {vectors.shape[1]}\n")
        for word, vector in zip(vocabulary, vectors, strict=True):
            out.write(word + " " + " ".join(f"{x:.3f}" for x in vector) + "\n")


def main() -> None:
    """Write all files."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    rng = random.Random(11)
    tokenizer = NewsTokenizer(spacy.blank("id").vocab)
    train: list[Doc] = []
    marked = {name: list(corpus(options.data, name, part)) for name, part in NAMED.items()}
    pool: dict[str, list[str]] = {}
    for rows in marked.values():
        for text, spans in rows:
            for start, end, label in spans:
                if not set(text[start:end]) & set("()"):
                    pool.setdefault(label, []).append(text[start:end])
    news: list[Doc] = []
    for name, rows in marked.items():
        for text, spans in rows:
            copies = [(text, spans)]
            if name == "idner-news-2k":  # the news corpus counts most
                copies += [swapped(text, spans, pool, rng), swapped(text, spans, pool, rng)]
            for copy in copies:
                docs = [make_doc(tokenizer, t, s, None, "all") for t, s in varied(*copy, rng)]
                train += docs
                news += docs if name == "idner-news-2k" else []
    tags = dict(tagging(options.data, "train_preprocess.txt"))
    people = dict(corpus(options.data, "nerp", "train_preprocess.txt"))
    for text in {**tags, **people}:
        ner = "lower" if text in people else "none"
        train.append(make_doc(tokenizer, text, people.get(text, []), tags.get(text), ner))
    # the second stage learns the conventions of the news corpus alone, and keeps the tags
    tune = news + [make_doc(tokenizer, text, [], found, "none") for text, found in list(tags.items())[::2]]
    rng.shuffle(tune)
    rng.shuffle(train)
    named = [make_doc(tokenizer, t, s, None, "all") for t, s in corpus(options.data, "idner-news-2k", "dev.txt")]
    tagged = [make_doc(tokenizer, t, [], p, "none") for t, p in tagging(options.data, "valid_preprocess.txt")]
    for file, docs in {
        "train": train,
        "tune": tune,
        "ner-dev": named,
        "pos-dev": tagged,
        "dev": named + tagged,
    }.items():
        DocBin(docs=docs, store_user_data=False).to_disk(options.out / f"{file}.spacy")
        print(file, len(docs), sum(len(d) for d in docs))
    texts = [text for text in dict.fromkeys(all_texts(options.data)) if len(text) > 40]
    rng.shuffle(texts)
    lines = (json.dumps({"text": text}, ensure_ascii=False) + "\n" for text in texts)
    (options.out / "raw.jsonl").write_text("".join(lines), encoding="utf-8")
    word_vectors(texts, options.out / "vectors.txt")


if __name__ == "__main__":
    main()
