"""The shipped spaCy pipeline for Indonesian and the parts it is made of: tokenizer, sentence bounds, parts of speech.

Tokens and sentences are those of `nlp.sentences`, so that spaCy documents and the other readers agree on offsets.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from spacy.language import Language
from spacy.symbols import LEMMA, POS
from spacy.tokens import Doc, Span
from spacy.vocab import Vocab

from nlp.embeddings import model_folder
from nlp.search_text import lemma
from nlp.sentences import read, tokens

SHIPPED = "id_kliping_sm-0.2.0"

#: Titles that are read as part of a name ("Gus Dur", "KH Abdurrahman Wahid").
KEPT_TITLES = frozenset(["gus", "kh", "tuanku", "habib", "sir"])
CALENDAR = frozenset(
    "senin selasa rabu kamis jumat jum'at sabtu minggu ahad januari februari maret april mei juni juli agustus "
    "september oktober november desember".split()
)

#: INACL tags of the POSP corpus → universal parts of speech.
UNIVERSAL = {
    "NNO": "NOUN", "NNP": "PROPN", "SYM": "PUNCT", "PPO": "ADP", "VBT": "VERB", "VBI": "VERB", "VBP": "VERB",
    "VBL": "AUX", "VBE": "VERB", "NUM": "NUM", "ADJ": "ADJ", "ADV": "ADV", "ADK": "ADV", "CCN": "CCONJ", "CSN": "SCONJ",
    "PRR": "PRON", "PRN": "PRON", "PRK": "PRON", "PRI": "PRON", "ART": "DET", "NEG": "PART", "KUA": "DET",
    "PAR": "PART", "UNS": "X", "$$$": "X", "INT": "INTJ",
}  # fmt: skip


@cache
def word_classes() -> dict[str, str]:
    """Lower-case word → letters of the ways it occurs in names (knowledge/word_classes.tsv)."""
    text = resources.files("nlp.knowledge").joinpath("word_classes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return dict(rows)


class NewsTokenizer:
    """Callable text → Doc with the tokens of `nlp.sentences.tokens`; white space beyond one blank becomes a token.

    Until the entities are found the lemma slot holds the word's class, which the model reads; `kliping_pos` puts the
    lemma there afterwards.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document, with `doc.text == text`."""
        words: list[str] = []
        spaces: list[bool] = []
        last = 0
        for token in tokens(text):
            self._gap(text[last : token.start], words, spaces)
            words.append(token.text)
            spaces.append(False)
            last = token.end
        self._gap(text[last:], words, spaces)
        classes = word_classes()
        return Doc(self.vocab, words=words, spaces=spaces, lemmas=[classes.get(word.lower(), "-") for word in words])

    @staticmethod
    def _gap(gap: str, words: list[str], spaces: list[bool]) -> None:
        if gap.startswith(" ") and words:
            spaces[-1] = True
            gap = gap[1:]
        if gap:
            words.append(gap)
            spaces.append(False)

    def to_bytes(self, **_: Any) -> bytes:
        """Nothing to keep: the rules are code and knowledge files."""
        return b""

    def from_bytes(self, _data: bytes, **_: Any) -> NewsTokenizer:
        """Itself."""
        return self

    def to_disk(self, _path: str | Path, **_: Any) -> None:
        """Nothing to write."""

    def from_disk(self, _path: str | Path, **_: Any) -> NewsTokenizer:
        """Itself."""
        return self


@spacy.registry.tokenizers("kliping.NewsTokenizer.v1")  # type: ignore[untyped-decorator,unused-ignore]
def create_tokenizer() -> Callable[[Language], NewsTokenizer]:
    """The tokenizer for a spaCy config."""
    return lambda language: NewsTokenizer(language.vocab)


@Language.component("kliping_sentences")  # type: ignore[untyped-decorator,unused-ignore]
def mark_sentences(doc: Doc) -> Doc:
    """Sentence starts from `nlp.sentences.read`."""
    starts = {sentence.start for sentence in read(doc.text).sentences}
    fresh = True
    for token in doc:
        token.is_sent_start = fresh or token.idx in starts
        fresh = False
    return doc


def _tidied(span: Span, capitals: bool) -> Span | None:
    """The entity without a title or rank before it and a day behind it; None when it holds no capital."""
    classes, doc = word_classes(), span.doc
    start, end = span.start, span.end
    while end > start and (span.label_ == "PER" and doc[end - 1].lower_ in CALENDAR):
        end -= 1
    if span.label_ == "PER":
        while end - start > 1 and set(classes.get(doc[start].lower_.rstrip("."), "")) & {"T", "R"} - {"N"}:
            if doc[start].lower_.rstrip(".") in KEPT_TITLES:
                break
            start += 1
    if capitals and not any(c.isupper() for c in doc[start:end].text):
        return None
    return Span(doc, start, end, label=span.label_) if end > start else None


@Language.component("kliping_entities")  # type: ignore[untyped-decorator,unused-ignore]
def tidy_entities(doc: Doc) -> Doc:
    """Entities as the news corpus marks them: a body and its bracketed short name are one, titles stay outside."""
    capitals = any(token.is_title for token in doc)
    found: list[Span] = []
    for span in doc.ents:
        kept = _tidied(span, capitals)
        if kept is None:
            continue
        last = found[-1] if found else None
        if last is not None and kept.start < last.end:
            continue  # the short name that the body before it took in
        closing = kept.end + 2 if doc[kept.end : kept.end + 1].text == "(" else 0
        for end in (closing, closing + 1):
            inner = doc[kept.end + 1 : end].text if closing else ""
            if kept.label_ == "ORG" and inner[:1].isupper() and end < len(doc) and doc[end].text == ")":
                kept = Span(doc, kept.start, end + 1, label="ORG")
                break
        found.append(kept)
    doc.ents = tuple(found)
    return doc


@Language.component("kliping_pos")  # type: ignore[untyped-decorator,unused-ignore]
def mark_parts_of_speech(doc: Doc) -> Doc:
    """Universal parts of speech from the tagger's tags, and lemmas without inflection."""
    strings = doc.vocab.strings
    codes = {tag: strings[pos] for tag, pos in UNIVERSAL.items()}
    fallback, space = strings["X"], strings["SPACE"]
    values = [(space if t.is_space else codes.get(t.tag_, fallback), strings.add(lemma(t.lower_))) for t in doc]
    return doc.from_array([POS, LEMMA], np.array(values, dtype=np.uint64).reshape(-1, 2))


@cache
def load_language(name: str | None = None) -> Language:
    """The shipped pipeline (tags, entities, sentences), or any other spaCy pipeline by name or path. Kept loaded."""
    if not name or name == SHIPPED:
        return spacy.load(model_folder(SHIPPED))
    return spacy.load(name)
