"""The tagged corpora as running text with marked spans, and the ways they are varied for training; no model code here.

Each NER corpus follows its own rules (is a country that acts a place? is the building a body?), so they are kept apart:
the network has one output for each, and the shipped pipeline answers by the rules of the news corpus.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from nlp.sentences import tokens
from training.corpora import indosum, tagged_sentences

LABELS = {
    "PER": "PER", "ORG": "ORG", "LOC": "LOC", "PERSON": "PER", "ORGANISATION": "ORG", "PLACE": "LOC",
    "PPL": "PER", "PLC": "LOC", "EVT": "EVT",
}  # fmt: skip
OTHER = "X"  # a span that the pipeline has no label for
CLOSE = set(".,;:!?%)]}»”…")
OPENING = set("([{«“")
Span = tuple[int, int, str]
Marked = tuple[str, list[Span]]


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
    """Character spans of BIO tags under the pipeline's labels; a label it does not have gives OTHER."""
    spans: list[Span] = []
    inside = False
    for tag, (start, end) in zip(tags, places, strict=True):
        prefix, _, kind = tag.partition("-")
        if prefix == "B" or (prefix == "I" and not inside):
            spans.append((start, end, LABELS.get(kind, OTHER)))
        elif prefix == "I":
            spans[-1] = (spans[-1][0], end, spans[-1][2])
        inside = prefix in ("B", "I")
    return spans


def corpus(data: Path, name: str, part: str) -> Iterator[Marked]:
    """(text, entity spans) of one NER corpus."""
    for sentence in tagged_sentences(data / "ner" / name / part):
        text, places = rebuild([w for w, _ in sentence])
        yield text, entity_spans([t for _, t in sentence], places)


def tagging(data: Path, part: str) -> Iterator[tuple[str, dict[int, str]]]:
    """(text, character offset → tag) of POSP."""
    for sentence in tagged_sentences(data / "pos" / part):
        text, places = rebuild([w for w, _ in sentence])
        yield text, {start: tag.partition("-")[2] for (start, _), (_, tag) in zip(places, sentence, strict=True)}


def word_places(text: str) -> list[tuple[int, int]]:
    """Where the pipeline's words stand in a text."""
    return [(token.start, token.end) for token in tokens(text)]


def word_labels(places: list[tuple[int, int]], spans: Iterable[Span]) -> list[str]:
    """One O, B-, I-, E- or S- label for each word; a span is widened to whole words."""
    labels = ["O"] * len(places)
    for start, end, kind in spans:
        inside = [i for i, (first, last) in enumerate(places) if start < last and first < end]
        if not inside or any(labels[i] != "O" for i in inside):
            continue
        for i in inside:
            labels[i] = f"I-{kind}"
        labels[inside[-1]] = f"E-{kind}"
        labels[inside[0]] = f"S-{kind}" if len(inside) == 1 else f"B-{kind}"
    return labels


def swapped(text: str, spans: list[Span], pool: dict[str, list[str]], rng: random.Random) -> Marked:
    """The sentence with about half of its names replaced by other names of their kind."""
    out, last, moved = "", 0, []
    for start, end, label in spans:
        out += text[last:start]
        name = rng.choice(pool[label]) if label in pool and rng.random() < 0.5 else text[start:end]
        moved.append((len(out), len(out) + len(name), label))
        out += name
        last = end
    return out + text[last:], moved


def name_pool(rows: Iterable[Marked]) -> dict[str, list[str]]:
    """Kind → the names that are marked so."""
    pool: dict[str, list[str]] = {}
    for text, spans in rows:
        for start, end, label in spans:
            if not set(text[start:end]) & set("()"):
                pool.setdefault(label, []).append(text[start:end])
    return pool


def usual_capitals(data: Path) -> dict[str, str]:
    """Lower-case word → the form with capitals in which IndoSum prints it most, where it has one within a sentence."""
    forms: dict[str, Counter[str]] = {}
    for item in indosum(data):
        for paragraph in item.paragraphs:
            for sentence in paragraph:
                for token in tokens(sentence)[1:]:
                    if token.text[:1].isupper():
                        forms.setdefault(token.text.lower(), Counter())[token.text] += 1
    return {word: counts.most_common(1)[0][0] for word, counts in forms.items()}


def with_capitals(text: str, spans: list[Span], tags: dict[int, str], forms: dict[str, str]) -> str:
    """A sentence of a lower-case corpus with capitals at its beginning and on its names: same length, same offsets."""
    letters = list(text)
    opening = True
    for start, end in word_places(text):
        word = text[start:end]
        if tags.get(start) == "NNP" or any(first <= start < last for first, last, _ in spans):
            vowelless = len(word) <= 4 and not set(word) & set("aeiou")
            form = forms.get(word, word.upper() if vowelless else word[:1].upper() + word[1:])
            if len(form) == len(word):
                letters[start:end] = form
        elif opening:
            letters[start] = letters[start].upper()
        opening = word in ".!?" or (opening and not word.isalnum())
    return "".join(letters)
