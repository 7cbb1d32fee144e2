"""Whether two printed statements are one, and how their words differ. No SQL, no I/O."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from rapidfuzz.distance import LCSseq

from store.search_index import words

#: Share of common words, in order, from which two statements are one (2·LCS / sum of lengths).
SAME_RATIO = 0.72
#: The same for two statements of one person: nobody says two so like things in one week.
SAME_SPEAKER_RATIO = 0.55
#: Share of the shorter statement found in the longer, in order, from which it is a part of it.
PART_RATIO = 0.85
#: A part must have this many words: short phrases recur by chance.
PART_WORDS = 6
_SHINGLE = 3
_MIN_SHINGLES = 4

_WEIGHTY_WORDS = {
    "not": "tidak tak bukan bukanlah tanpa jangan enggak nggak gak mustahil",
    "not yet": "belum",
    "all": "semua seluruh segenap segala selalu",
    "some": "sebagian beberapa sejumlah kadang sering",
    "none": "jarang sedikit",
    "only": "hanya cuma sekadar saja",
    "must": "harus wajib mesti perlu",
    "may": "boleh dapat bisa mungkin",
    "more": "lebih naik meningkat bertambah tertinggi terbaik",
    "less": "kurang turun menurun berkurang terendah terburuk",
}
_WEIGHTY = {word: kind for kind, listed in _WEIGHTY_WORDS.items() for word in listed.split()}

Operation = Literal["same", "cut", "added", "replaced"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """A stretch of a word diff: the words of the first and of the second wording."""

    operation: Operation
    before: str
    after: str


def likeness(a: Sequence[str], b: Sequence[str], *, same_speaker: bool = False) -> float:
    """How alike two statements (as words) are, 0 to 1; 0 when they are not one statement.

    `same_speaker`: one person is known to have said both; then freely reworded statements are one, too.
    """
    if not a or not b:
        return 0.0
    common = LCSseq.similarity(a, b)
    ratio = 2 * common / (len(a) + len(b))
    shorter = min(len(a), len(b))
    if ratio >= (SAME_SPEAKER_RATIO if same_speaker else SAME_RATIO) and (shorter >= PART_WORDS or ratio == 1.0):
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


def is_reworded(before: str, after: str) -> bool:
    """Whether words inside the common stretch of two wordings differ; a cut at either end is no rewording."""
    return any(change.operation != "same" for change in _inner(before, after))


def is_altered(before: str, after: str) -> bool:
    """Whether two wordings do not mean the same: a negation, a number, a measure or a modal word differs."""
    inner = _inner(before, after)
    return _weights(change.before for change in inner) != _weights(change.after for change in inner)


def _inner(before: str, after: str) -> Sequence[Change]:
    """The changes without what one of the two leaves out at either end."""
    changes = list(word_diff(before, after))
    while changes and _is_frame(changes[0]):
        changes.pop(0)
    while changes and _is_frame(changes[-1]):
        changes.pop()
    return changes


def _is_frame(change: Change) -> bool:
    # Other sentences in front or behind are no rewording; a few words exchanged there are.
    longest = max(len(change.before.split()), len(change.after.split()))
    return change.operation in ("cut", "added") or (change.operation == "replaced" and longest > 3)


def _weights(parts: Iterable[str]) -> tuple[list[str], set[str]]:
    """The negations and numbers of a wording, each time they stand there, and the kinds of its other weighty words."""
    kinds = [word if word.isdecimal() else _WEIGHTY.get(word, "") for part in parts for word in words(part)]
    counted = sorted(kind for kind in kinds if kind in ("not", "not yet") or kind.isdecimal())
    return counted, {kind for kind in kinds if kind}


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
