"""What the tagger's network sees of a word: its lower-case form, pieces of it, its shape and its class in names.

Shared by training and reading; a change here needs a new model.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from importlib import resources
from typing import NamedTuple
from zlib import crc32

#: Rows of the hashed tables: pieces of words, shapes, classes.
PIECES, SHAPES, CLASSES = 8192, 400, 96
_LONGEST_AFFIX, _LETTERS, _MOST_INNER = 4, 3, 14
_LETTER, _DIGIT, _RUN = re.compile(r"[^\W\d_]"), re.compile(r"\d"), re.compile(r"(.)\1{3,}")
_LONGEST_SHAPE = 12
#: A longer word (an address, a row of signs) is read by its beginning.
_LONGEST_WORD = 60


class WordView(NamedTuple):
    """The lower-case word and the rows of its pieces, its shape and its class."""

    lower: str
    pieces: tuple[int, ...]
    shape: int
    word_class: int


@cache
def word_classes() -> dict[str, str]:
    """Lower-case word → letters of the ways it occurs in names (knowledge/word_classes.tsv)."""
    text = resources.files("nlp.knowledge").joinpath("word_classes.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in text.splitlines() if not line.startswith("#"))
    return dict(rows)


def _row(key: str, rows: int) -> int:
    return crc32(key.encode("utf-8", "replace")) % rows


def shape_of(word: str) -> str:
    """ "Surabaya" → "Xxxxx", "KPK" → "XXX", "2022" → "dddd"; runs are cut at four."""
    shape = _DIGIT.sub("d", _LETTER.sub(lambda m: "X" if m.group().isupper() else "x", word))
    return _RUN.sub(r"\1\1\1\1", shape)[:_LONGEST_SHAPE]


@lru_cache(maxsize=20_000)
def view(word: str) -> WordView:
    """The word as the network sees it."""
    word = word[:_LONGEST_WORD]
    lower = word.lower()
    whole = f"<{lower}>"
    pieces = [_row("p" + lower[:k], PIECES) for k in range(1, _LONGEST_AFFIX + 1)]
    pieces += [_row("s" + lower[-k:], PIECES) for k in range(1, _LONGEST_AFFIX + 1)]
    pieces += [_row("t" + whole[i : i + _LETTERS], PIECES) for i in range(min(len(whole) - 2, _MOST_INNER))]
    letters = word_classes().get(lower.rstrip(".") if len(lower) > 1 else lower, "-")
    return WordView(lower, tuple(pieces), _row(shape_of(word), SHAPES), _row(letters, CLASSES))
