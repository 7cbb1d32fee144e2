"""Decides which award records of several articles state one fact, and what that fact says. No SQL, no I/O.

Records are compared only within a group: one recipient and one programme. Two records are one fact when nothing they
state keeps them apart: edition year, day, worded category, letter grade, number, and for loose programmes the name of
the award. One article that lists two categories means two facts. Articles that differ about the grade of a programme
that gives one grade a year are one fact with a conflict. `store.award_renewal` keeps the outcome true record by record.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from rapidfuzz.fuzz import token_set_ratio

from store.programmes import SHARED
from store.search_index import words

#: Programmes that give one body one grade an edition: two grades are then a contradiction, not two awards.
ONE_GRADE = frozenset("pekppp zi ombudsman kip sakip rb spbe wtp kla adipura uhc merit mpp ppd".split())
#: Programmes that hold awards of many names: only awards of like name are compared.
LOOSE = SHARED | {""}
#: Two reports on an award whose year is not stated belong together within this many days.
NEAR_DAYS = 120
#: Award names of a loose programme are alike from here on (rapidfuzz token_set_ratio, 0 to 100).
NAME_RATIO = 70.0

STATUS_ORDER = ("received", "assessed", "nominated", "targeted", "revoked")
_PLACE = re.compile(r"region:(city|regency|province):(.+)")
_GOVERNMENTS = {"city": "kota", "regency": "kab", "province": "prov"}
_GRADE = re.compile(r"[A-Fa-f]{1,3}\s?[+\-–−]?")
_NUMBER = re.compile(r"[\d.,]*\d[\d.,]*\s?%?")


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One award record with what is known of its article."""

    record_id: int
    article_id: int
    story: int
    published: dt.date | None
    recipient: str
    recipient_id: str | None
    award: str
    programme: str
    status: str
    programme_id: str | None = None
    category: str | None = None
    score: str | None = None
    rank: int | None = None
    giver: str | None = None
    giver_id: str | None = None
    year: int | None = None
    day: str | None = None
    place: str | None = None
    fact_id: int | None = None

    def grades(self) -> dict[str, str]:
        """What it says of the result, by kind: letter, number, word."""
        return _grades(self.score, self.category)


@dataclass(frozen=True, slots=True, kw_only=True)
class Conflict:
    """Articles differ about a field: the values with the articles that state them, most supported first."""

    field: str
    values: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(slots=True)
class Cluster:
    """Statements of one fact, in the order they were published."""

    statements: list[Statement] = field(default_factory=list)

    @property
    def stories(self) -> int:
        """The number of independent stories."""
        return len({statement.story for statement in self.statements})

    @property
    def articles(self) -> int:
        """The number of items."""
        return len({statement.article_id for statement in self.statements})

    def best(self, name: str) -> object:
        """The value of a field that most stories state, the earliest among equals; None when nobody states one."""
        ranked = self._ranked(name)
        return ranked[0][0] if ranked else None

    def status(self) -> str:
        """The strongest status that an article states; a revocation stays a revocation."""
        stated = {statement.status for statement in self.statements}
        return "revoked" if "revoked" in stated else min(stated, key=STATUS_ORDER.index)

    def conflicts(self) -> tuple[Conflict, ...]:
        """The fields about which the articles differ."""
        found = [self._conflict(name) for name in ("year", "day", "rank")]
        found.append(self._conflict("giver_id"))
        for kind in ("letter", "number", "word"):
            found.append(self._grade_conflict(kind))
        return tuple(conflict for conflict in found if conflict is not None)

    def confidence(self) -> float:
        """1 - 0.4 ** (independent stories), a fifth less for every field in conflict: 0.6, 0.84, 0.94 …"""
        return float(round((1 - 0.4**self.stories) * 0.8 ** len(self.conflicts()), 3))

    def _ranked(self, name: str) -> list[tuple[object, tuple[int, ...]]]:
        supporters: dict[object, dict[int, int]] = {}
        shown: dict[object, object] = {}
        for statement in self.statements:
            value = getattr(statement, name)
            if value is None or value == "":
                continue
            plain = " ".join(words(value)) if isinstance(value, str) and name != "day" else value
            shown.setdefault(plain, value)
            supporters.setdefault(plain, {})[statement.article_id] = statement.story
        order = list(supporters)
        # A year that only repeats that of the ceremony is often no edition: among equals the other one is shown.
        ceremonies = {int(s.day[:4]) for s in self.statements if s.day} if name == "year" else set()
        ranked = sorted(
            order,
            key=lambda plain: (-len(set(supporters[plain].values())), plain in ceremonies, order.index(plain)),
        )
        return [(shown[plain], tuple(supporters[plain])) for plain in ranked]

    def _conflict(self, name: str) -> Conflict | None:
        ranked = self._ranked(name)
        if len(ranked) < 2:
            return None
        return Conflict(field=name, values=tuple((str(value), articles) for value, articles in ranked))

    def _grade_conflict(self, kind: str) -> Conflict | None:
        stated: dict[str, list[int]] = {}
        for statement in self.statements:
            value = statement.grades().get(kind)
            if value is not None:
                stated.setdefault(value, []).append(statement.article_id)
        if len(stated) < 2:
            return None
        ranked = sorted(stated.items(), key=lambda item: -len(item[1]))
        name = "category" if kind == "word" else "score"
        return Conflict(field=name, values=tuple((value, tuple(dict.fromkeys(ids))) for value, ids in ranked))


def group_key(recipient_id: str | None, recipient: str, programme: str) -> str:
    """The group of a record: its recipient, linked or by name, and its programme."""
    recipient_id = body_id(recipient_id) if recipient_id else None
    return f"{recipient_id or 'name:' + ' '.join(words(recipient))}|{programme}"


def body_id(recipient_id: str) -> str:
    """The government of a region that an article calls by its place or its head: "Makassar", "Wali Kota Makassar"."""
    match = _PLACE.fullmatch(recipient_id)
    return f"{_GOVERNMENTS[match[1]]}-{match[2]}" if match else recipient_id


@lru_cache(maxsize=10_000)
def _grades(*values: str | None) -> dict[str, str]:
    found: dict[str, str] = {}
    for value in values:
        if value and words(value):
            kind, plain = grade_kind(value)
            found[kind] = plain
    return found


def grade_kind(value: str) -> tuple[str, str]:
    """Whether a result is a letter grade, a number or words, and its plain form."""
    value = value.strip()
    if _GRADE.fullmatch(value):
        return "letter", re.sub(r"[–−]", "-", value.upper()).replace(" ", "")
    if _NUMBER.fullmatch(value):
        return "number", value.replace(" ", "")
    return "word", " ".join(words(value))


#: The order in which records choose their fact: those that say most first, so that a bare report joins a full one and
#: not the other way round; then by time.
Rank = tuple[int, int, int]


def rank(statement: Statement) -> Rank:
    """Where a record stands in the order of choosing; no two records of a store stand at one place."""
    stated = (statement.category, statement.score, statement.year, statement.day, statement.giver)
    return sum(value is None for value in stated), statement.article_id, statement.record_id


def merge(statements: Iterable[Statement]) -> list[Cluster]:
    """The facts that the records of one group state; the outcome does not depend on the order of arrival.

    This is the definition; `store.award_renewal` comes to the same without reading all records of the group.
    """
    clusters: list[list[Statement]] = []
    for statement in sorted(statements, key=rank):
        points = [fit(statement, members) for members in clusters]
        best = max(points, default=0)
        if best:
            clusters[points.index(best)].append(statement)
        else:
            clusters.append([statement])
    return [Cluster(sorted(members, key=lambda s: (s.article_id, s.record_id))) for members in clusters]


def inherit_ids(clusters: Sequence[Cluster]) -> list[int | None]:
    """The earlier fact that each cluster continues: the one most of its records belonged to, each used once."""
    votes = [Counter(s.fact_id for s in cluster.statements if s.fact_id is not None) for cluster in clusters]
    taken: set[int] = set()
    result: list[int | None] = [None] * len(clusters)
    for index in sorted(range(len(clusters)), key=lambda i: -max(votes[i].values(), default=0)):
        for fact_id, _ in sorted(votes[index].items(), key=lambda item: (-item[1], item[0])):
            if fact_id not in taken:
                taken.add(fact_id)
                result[index] = fact_id
                break
    return result


def fit(statement: Statement, members: Sequence[Statement]) -> int:
    """How well a record fits the records of a fact; 0 when something keeps it apart from one of them."""
    if not all(meet(statement, other) for other in members):
        return 0
    grades = statement.grades().items()
    return max(
        1
        + 4 * (statement.year is not None and statement.year == other.year)
        + 4 * bool(grades & other.grades().items())
        + 3 * (statement.day is not None and statement.day == other.day)
        + (statement.story == other.story)
        for other in members
    )


def meet(a: Statement, b: Statement) -> bool:
    """Whether two records of a group can state one fact; the same whichever is named first."""
    return not _apart(a, b, within=a.article_id == b.article_id)


def _apart(a: Statement, b: Statement, *, within: bool) -> bool:
    """Whether two records cannot state one fact; `within` one article every difference counts."""
    if a.programme in LOOSE and not _alike(a, b):
        return True
    same_day = a.day is not None and a.day == b.day
    mine, theirs = a.grades(), b.grades()
    differ = any(kind in theirs and theirs[kind] != value for kind, value in mine.items())
    if a.year is not None and b.year is not None:
        # One ceremony may be told by the year of the evaluation and by its own: then the result is the same.
        if a.year != b.year and (within or not same_day or differ or abs(a.year - b.year) > 1):
            return True
    elif not same_day and not within and not _near(a, b):
        return True
    if not differ:
        return within and bool(mine) != bool(theirs) and a.award != b.award
    return within or a.programme not in ONE_GRADE


def _near(a: Statement, b: Statement) -> bool:
    if a.published is None or b.published is None:
        return a.story == b.story
    return abs((a.published - b.published).days) <= NEAR_DAYS


def _alike(a: Statement, b: Statement) -> bool:
    if a.programme_id is not None and b.programme_id is not None:
        return a.programme_id == b.programme_id
    return a.award == b.award or token_set_ratio(" ".join(words(a.award)), " ".join(words(b.award))) >= NAME_RATIO
