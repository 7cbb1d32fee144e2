"""One clause of a sentence around an award and its rows of names, with quick look-ups over what was found in it.
Clauses are cut and filled in `nlp.award_clauses`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Hashable
from dataclasses import dataclass, field
from typing import TypeVar, cast

from nlp.award_recipients import Candidate
from nlp.award_spans import starting
from nlp.grades import Grade
from nlp.phrases import Hit, Word

T = TypeVar("T")


@dataclass(slots=True)
class Group:
    """Names that stand in one row ("A, B dan C") and what they are in their clause."""

    members: list[Candidate]
    role: str = ""  # recipient | giver | office | owner | place | other
    tail: int = 0  # where the last member ends with the place behind it

    @property
    def start(self) -> int:
        return self.members[0].start

    @property
    def end(self) -> int:
        return self.members[-1].end


@dataclass(slots=True)
class Clause:
    """A stretch of a sentence with its own verb, or one that lives on the verb before it."""

    start: int
    end: int
    words: list[Word] = field(default_factory=list)
    verbs: list[tuple[str, int, int]] = field(default_factory=list)  # (class, start, end)
    status: list[tuple[str, int, int]] = field(default_factory=list)
    nouns: list[tuple[str, int, int]] = field(default_factory=list)
    programmes: list[Hit] = field(default_factory=list)
    grades: list[Grade] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)
    subordinate: bool = False
    ranked: bool = False  # it lists names behind their ranks
    memo: dict[Hashable, object] = field(default_factory=dict)  # what was found out of the clause once

    def once(self, key: Hashable, find: Callable[[], T]) -> T:
        """What `find` returns, worked out on the first call with this key only: a clause may hold 5,000 names."""
        if key not in self.memo:
            self.memo[key] = find()
        return cast(T, self.memo[key])

    def strong(self) -> list[Hit]:
        """The programme names that need no award word beside them."""
        return self.once("strong", lambda: [hit for hit in self.programmes if not hit.labels[0].startswith("~")])

    def has(self, noun: str) -> bool:
        return noun in self.once("nouns", lambda: {kind for kind, _, _ in self.nouns})

    def grades_in(self, low: int, high: int) -> list[Grade]:
        """The grades that begin in low ≤ start < high."""
        starts = self.once("grade starts", lambda: [grade.start for grade in self.grades])
        return [self.grades[at] for at in starting(starts, low, high)]

    def left_verb(self, at: int) -> tuple[str, int, int] | None:
        """The last verb that ends before an offset."""
        ends = self.once("verb ends", lambda: [verb[2] for verb in self.verbs])
        place = bisect_left(ends, at + 1)
        return self.verbs[place - 1] if place else None

    def right_verb(self, at: int) -> tuple[str, int, int] | None:
        """The first verb that begins at or behind an offset."""
        starts = self.once("verb starts", lambda: [verb[1] for verb in self.verbs])
        place = bisect_left(starts, at)
        return self.verbs[place] if place < len(starts) else None

    def last_group(self, before: int) -> Group | None:
        """The last row of names that begins before an offset."""
        starts = self.once("group starts", lambda: [group.start for group in self.groups])
        place = bisect_left(starts, before)
        return self.groups[place - 1] if place else None
