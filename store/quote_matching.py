"""Whether two printed statements are one, and how their words differ. No SQL, no I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz.distance import LCSseq

from store.search_index import words

#: Share of common words, in order, from which two statements are one (2·LCS / sum of lengths).
SAME_RATIO = 0.72
#: Share of the shorter statement found in the longer, in order, from which it is a part of it.
PART_RATIO = 0.85
#: A part must have this many words: short phrases recur by chance.
PART_WORDS = 6
_SHINGLE = 3
_MIN_SHINGLES = 4

Operation = Literal["same", "cut", "added", "replaced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch of a word diff: the words of the first and of the second wording."""

    operation: Operation
    before: str
    after: str


def likeness(a: Sequence[str], b: Sequence[str]) -> float:
    """How alike two statements (as words) are, 0 to 1; 0 when they are not one statement."""
    if not a or not b:
        return 0.0
    common = LCSseq.similarity(a, b)
    ratio = 2 * common / (len(a) + len(b))
    shorter = min(len(a), len(b))
    if ratio >= SAME_RATIO and (shorter >= PART_WORDS or ratio == 1.0):
        return float(ratio)
    part = common / shorter
    if shorter >= PART_WORDS and part >= PART_RATIO and _dense(a, b, common):
        return float(part) * 0.99  # a part never beats the whole
    return 0.0


def word_diff(before: str, after: str) -> tuple[Change, ...]:
    """The word diff from one wording to another; words that differ only in case or punctuation are the same."""
    old, new = before.split(), after.split()
    matcher = SequenceMatcher(None, [_plain(w) for w in old], [_plain(w) for w in new], autojunk=False)
    names: dict[str, Operation] = {"equal": "same", "delete": "cut", "insert": "added", "replace": "replaced"}
    return tuple(
        Change(operation=names[tag], before=" ".join(old[a:b]), after=" ".join(new[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
    )


def is_altered(before: str, after: str) -> bool:
    """Whether words inside the common stretch of two wordings differ; a cut at either end alters nothing."""
    changes = word_diff(before, after)
    inner = [i for i, change in enumerate(changes) if change.operation == "same"]
    if not inner:
        return True
    return any(change.operation != "same" for change in changes[inner[0] : inner[-1] + 1])


def shingles(content: Sequence[str]) -> set[int]:
    """A sample of a statement's three-word sequences as 62-bit hashes; two statements that overlap share some."""
    size = min(_SHINGLE, len(content))
    if size == 0:
        return set()
    hashes = sorted({_hash(" ".join(content[i : i + size])) for i in range(len(content) - size + 1)})
    return {h for i, h in enumerate(hashes) if i < _MIN_SHINGLES or h % 3 == 0}


def _dense(a: Sequence[str], b: Sequence[str], common: int) -> bool:
    # A short statement's words also occur scattered over any long one: they must stand close together there.
    shorter, longer = (a, b) if len(a) <= len(b) else (b, a)
    blocks = SequenceMatcher(None, shorter, longer, autojunk=False).get_matching_blocks()
    matched = [block for block in blocks if block.size]
    span = matched[-1].b + matched[-1].size - matched[0].b if matched else 0
    return span <= 1.4 * len(shorter) and sum(block.size for block in matched) >= 0.8 * common


def _hash(text: str) -> int:
    return int.from_bytes(hashlib.blake2b(text.encode(), digest_size=8).digest(), "big") >> 2


def _plain(word: str) -> str:
    return "".join(words(word)) or word
