"""Finds known names of bodies, regions and unit types in a line of tokens with one trie. No grammar, no linking.

Matching is linear: a token starts at most one walk down the trie, and a walk is as long as the longest known name.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from nlp.knowledge.government import BodyFact, Region, UnitType, bodies, regions, unit_types
from nlp.slips import SHORTEST, mended

_TOKEN = re.compile(r"[^\W_]+|[^\w\s]|_+")
# marks that a name may hold or drop: "PAN-RB" = "PAN RB" = "PAN/RB"; a comma or a bracket always counts
SOFT = frozenset("-/.&'’‘`–")
_TITLE_SHARE, _CAPITALS_SHARE = 0.7, 0.6  # of the words that begin with a letter
_SLIPS = ("kementrian", "kementeriaan", "kemeterian", "kementrerian", "kementirian", "kementrain")
_STOP_AFTER = frozenset(("kab", "prov", "kep", "kec", "kel", "d", "i", "dr", "kement", "bag", "ma", "st", "kpt"))


@dataclass(frozen=True, slots=True)
class Tokens:
    """Words and marks of a text as parallel lists; `lower` is what the trie reads, `caps` marks lines in capitals."""

    text: str
    words: list[str]
    lower: list[str]
    starts: list[int]
    ends: list[int]

    def __len__(self) -> int:
        return len(self.words)

    def joined(self, index: int) -> bool:
        """Whether a token stands against the one before it without white space."""
        return index > 0 and self.starts[index] == self.ends[index - 1]


def tokenise(text: str) -> Tokens:
    """Split a text into words (letters and digits) and single marks; linear."""
    spans = [match.span() for match in _TOKEN.finditer(text)]
    words = [text[start:end] for start, end in spans]
    lower = [mended(word) if len(word) >= SHORTEST and word[0] < "a" else word.lower() for word in words]
    return Tokens(text, words, lower, [start for start, _ in spans], [end for _, end in spans])


def _share(words: Sequence[str], test: Callable[[str], bool]) -> float:
    letters = [word for word in words if word[0].isalpha()]
    return sum(test(word) for word in letters) / len(letters) if letters else 0.0


def in_title_case(words: Sequence[str]) -> bool:
    """Whether so many words begin with a capital that a capital tells nothing."""
    return _share(words, lambda word: word[0].isupper()) >= _TITLE_SHARE


def in_capitals(words: Sequence[str]) -> bool:
    """Whether a text is written in capitals."""
    return _share(words, str.isupper) > _CAPITALS_SHARE


@dataclass(frozen=True, slots=True)
class Entry:
    """What a known form stands for: exactly one of body, unit type and region. `strict`: its case must agree."""

    form: str
    body: BodyFact | None = None
    unit: UnitType | None = None
    region: Region | None = None
    strict: bool = False  # an acronym that is also a word in lower case: "BIN", "LAN", "MA"
    weak: bool = False


class _Node:
    __slots__ = ("entries", "next")

    def __init__(self) -> None:
        self.next: dict[str, _Node] = {}
        self.entries: list[Entry] = []


def key_of(form: str) -> tuple[str, ...]:
    """The trie key of a form: lower-case words, with commas and brackets, without soft marks."""
    return tuple("kementerian" if word in _SLIPS else word for word in tokenise(form).lower if word not in SOFT)


def _variants(form: str) -> Iterator[tuple[str, ...]]:
    key = key_of(form)
    yield key
    if "," in key:
        yield tuple(word for word in key if word != ",")
        # with and without the comma before the last "dan"
        yield tuple(word for i, word in enumerate(key) if not (word == "," and key[i + 1 : i + 2] == ("dan",)))
    if "dan" in key:  # "Pemuda & Olahraga", "Kelautan Perikanan"
        yield tuple(word for word in key if word != "dan")
        yield tuple(word for word in key if word not in ("dan", ","))
        yield tuple(
            word for i, word in enumerate(key) if word != "dan" and not (word == "," and key[i + 1 : i + 2] == ("dan",))
        )


class Gazetteer:
    """A trie over word tokens."""

    def __init__(self) -> None:
        self.root = _Node()

    def add(self, entry: Entry) -> None:
        """Enter a form under its key and the key's comma variants."""
        for key in dict.fromkeys(_variants(entry.form)):
            node = self.root
            for word in key:
                node = node.next.setdefault(word, _Node())
            node.entries.append(entry)

    def matches(self, tokens: Tokens, start: int) -> list[tuple[int, list[Entry]]]:
        """All (end index, entries) of known forms that begin at a token, longest first."""
        found: list[tuple[int, list[Entry]]] = []
        node: _Node | None = self.root.next.get(tokens.lower[start])
        index, count = start + 1, len(tokens)
        while node is not None:
            if node.entries:
                found.append((index, node.entries))
            step = index
            while step < count and node.next and tokens.lower[step] not in node.next:
                mark = tokens.words[step]
                if mark not in SOFT or not self._soft(tokens, step):
                    break
                step += 1
            if step >= count or not node.next or self._apart(tokens, step):
                break
            node = node.next.get(tokens.lower[step])
            index = step + 1
        found.reverse()
        return found

    @staticmethod
    def _soft(tokens: Tokens, index: int) -> bool:
        """Whether a mark lies inside a name: tight on the left, and a full stop only within an abbreviation."""
        if tokens.words[index] == "&":
            return True
        if not tokens.joined(index):
            return False
        if tokens.words[index] == "." and not (index + 1 < len(tokens) and tokens.joined(index + 1)):
            return tokens.lower[index - 1] in _STOP_AFTER
        return True

    @staticmethod
    def _apart(tokens: Tokens, index: int) -> bool:
        return "\n" in tokens.text[tokens.ends[index - 1] : tokens.starts[index]]


def _strict(form: str) -> bool:
    return form.isupper() and len(form) <= 4


def _entries(items: Iterable[BodyFact]) -> Iterator[Entry]:
    for body in items:
        for form in body.forms:
            yield Entry(form, body=body, strict=_strict(form))
        for form in body.weak:
            yield Entry(form, body=body, strict=_strict(form), weak=True)


@cache
def gazetteer() -> Gazetteer:
    """The shipped trie: every form of every body, unit type and region."""
    built = Gazetteer()
    for entry in _entries(bodies()):
        built.add(entry)
    for unit in unit_types():
        for form in (*unit.long, *unit.short):
            built.add(Entry(form, unit=unit, strict=_strict(form)))
    for region in regions():
        names = dict.fromkeys((region.name, *region.forms, *(name for name, _ in region.former)))
        for name in names:
            built.add(Entry(name, region=region, strict=_strict(name), weak=name in region.weak))
            if " " in name and len(name) > 8 and name.replace(" ", "") not in names:
                built.add(Entry(name.replace(" ", ""), region=region))
    for slip in _SLIPS:
        built.root.next[slip] = built.root.next["kementerian"]
    return built
