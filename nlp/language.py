"""The shipped spaCy pipeline for Indonesian and the parts it is made of: tokenizer, sentence bounds, parts of speech.

Tokens and sentences are those of `nlp.sentences`, so that spaCy documents and the other readers agree on offsets.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import spacy
from numpy.typing import NDArray
from spacy.attrs import LEMMA, LENGTH, POS, SENT_START, SPACY, TAG
from spacy.language import Language
from spacy.tokens import Doc, Span
from spacy.util import minibatch
from spacy.vocab import Vocab

from nlp.embeddings import model_folder
from nlp.search_text import lemma
from nlp.sentences import read, tokens
from nlp.tagger import KEPT, NETWORK_FILES, Tagger, names

SHIPPED = "id_kliping_sm-0.3.0"

LONGEST_TEXT = 50_000_000  # characters
_HALF_PAIR = re.compile("[\ud800-\udfff]")

#: INACL tags of the POSP corpus → universal parts of speech.
UNIVERSAL = {
    "NNO": "NOUN", "NNP": "PROPN", "SYM": "PUNCT", "PPO": "ADP", "VBT": "VERB", "VBI": "VERB", "VBP": "VERB",
    "VBL": "AUX", "VBE": "VERB", "NUM": "NUM", "ADJ": "ADJ", "ADV": "ADV", "ADK": "ADV", "CCN": "CCONJ", "CSN": "SCONJ",
    "PRR": "PRON", "PRN": "PRON", "PRK": "PRON", "PRI": "PRON", "ART": "DET", "NEG": "PART", "KUA": "DET",
    "PAR": "PART", "UNS": "X", "$$$": "X", "INT": "INTJ",
}  # fmt: skip


class NewsTokenizer:
    """Callable text → Doc with the tokens of `nlp.sentences.tokens`; white space beyond one blank becomes a token.

    Half of a surrogate pair, which spaCy cannot hold, is read as U+FFFD: offsets stay.
    """

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab

    def __call__(self, text: str) -> Doc:
        """The document, with `doc.text == text`."""
        words: list[str] = []
        spaces: list[bool] = []
        text = _HALF_PAIR.sub("\ufffd", text)
        last = 0
        for token in tokens(text):
            self._gap(text[last : token.start], words, spaces)
            words.append(token.text)
            spaces.append(False)
            last = token.end
        self._gap(text[last:], words, spaces)
        return Doc(self.vocab, words=words, spaces=spaces)

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
    if not len(doc):
        return doc
    lengths = doc.to_array([LENGTH, SPACY]).sum(axis=1).astype(np.intp)
    places = np.cumsum(lengths) - lengths
    starts = np.fromiter((sentence.start for sentence in read(doc.text).sentences), dtype=np.intp)
    marks = np.full(len(doc), -1, dtype=np.int64)
    marks[np.isin(places, starts)] = 1
    marks[0] = 1
    return doc.from_array([SENT_START], marks.astype(np.uint64).reshape(-1, 1))


def _sentences(doc: Doc, words: list[str]) -> Iterator[list[str]]:
    """The words of each sentence; all of them where none is marked."""
    begins = np.flatnonzero(doc.to_array([SENT_START]).reshape(-1) == 1).tolist() if words else []
    for begin, end in pairwise(sorted({0, *begins, len(words)})):
        yield words[begin:end]


class TaggerPipe:
    """Tags, universal parts of speech, lemmas and entities from the network of `nlp.tagger`."""

    def __init__(self, vocab: Vocab) -> None:
        self.vocab = vocab
        self.tagger: Tagger | None = None
        self._lemmas: dict[str, int] = {}

    def __call__(self, doc: Doc) -> Doc:
        """The document with its tags, parts of speech, lemmas and entities set."""
        return next(self.pipe([doc]))

    def pipe(self, stream: Iterable[Doc], *, batch_size: int = 32) -> Iterator[Doc]:
        """The documents of a stream, tagged a batch at a time."""
        for docs in minibatch(stream, batch_size):
            if self.tagger is None:
                raise ValueError("kliping_tagger holds no network: load it from a model's folder")
            read_words = [[token.text for token in doc] for doc in docs]
            parts = [part for doc, words in zip(docs, read_words, strict=True) for part in _sentences(doc, words)]
            tags, labels = self.tagger.read(parts)
            begin = 0
            for doc, words in zip(docs, read_words, strict=True):
                end = begin + len(words)
                if words:
                    self._write(doc, words, tags[begin:end], labels[begin:end])
                begin = end
                yield doc

    def _write(self, doc: Doc, words: list[str], tags: list[int], labels: list[int]) -> None:
        assert self.tagger is not None
        codes, known = self._codes(), self._lemmas
        values = np.empty((len(words), 3), dtype=np.uint64)
        values[:, :2] = codes[tags]
        values[:, 2] = [known.get(word) or self._lemma(word) for word in words]
        values[[number for number, word in enumerate(words) if word.isspace()], :2] = codes[-1]
        doc.from_array([TAG, POS, LEMMA], values)
        found = names([self.tagger.labels[label] for label in labels])
        doc.ents = tuple(Span(doc, start, end, label=kind) for start, end, kind in found)

    def _lemma(self, word: str) -> int:
        if len(self._lemmas) > KEPT:
            self._lemmas.clear()
        found = self._lemmas[word] = int(self.vocab.strings.add(lemma(word.lower())))
        return found

    def _codes(self) -> NDArray[np.uint64]:
        """(tag, part of speech) of each tag of the network; the last row is that of white space."""
        assert self.tagger is not None
        strings = self.vocab.strings
        rows = [(strings.add(tag), strings[UNIVERSAL.get(tag, "X")]) for tag in self.tagger.tags]
        return np.array([*rows, (strings.add("_SP"), strings["SPACE"])], dtype=np.uint64)

    def to_disk(self, path: str | Path, **_: Any) -> None:
        """Copies of the network's files."""
        Path(path).mkdir(parents=True, exist_ok=True)
        if self.tagger is not None:
            for file in NETWORK_FILES:
                (Path(path) / file).write_bytes((self.tagger.folder / file).read_bytes())

    def from_disk(self, path: str | Path, **_: Any) -> TaggerPipe:
        """Itself with the network of a folder."""
        self.tagger = Tagger(Path(path))
        return self


@Language.factory("kliping_tagger", assigns=["token.tag", "token.pos", "token.lemma", "doc.ents"])  # type: ignore[untyped-decorator,unused-ignore]
def create_tagger(nlp: Language, name: str) -> TaggerPipe:
    """The tagger for a spaCy config."""
    return TaggerPipe(nlp.vocab)


@cache
def load_language(name: str | None = None) -> Language:
    """The shipped pipeline (tags, entities, sentences), or any other spaCy pipeline by name or path. Kept loaded."""
    if not name or name == SHIPPED:
        language = spacy.load(model_folder(SHIPPED))
        language.max_length = LONGEST_TEXT  # every part is linear in time and memory; spaCy's own limit is for parsers
        return language
    return spacy.load(name)
