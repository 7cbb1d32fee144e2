"""Whether a name stands for a person already met: the same words, a part, a short form or another spelling."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from nlp.roles import affiliation_of
from nlp.titles import is_title

_GLUED = re.compile(r"(?<=[A-Za-z])\.(?=[A-Z][a-z]{3})")
_SHORTEST_SPELLING = 4  # letters of a name that may be another's spelling: "Sujadnan", "Sudjadnan"; "Eggi", "Eggy"
_SHORTEST_OTHER = 6  # … with any other letter: "Iman" and "Iwan" are two
_PARTICLES = frozenset("bin binti van von de der al ibn".split())


@dataclass(slots=True)
class Person:
    """Somebody named in the article. `name` is the fullest form found; `role_span` bounds `role` in the field it
    came from."""

    number: int
    name: str = ""
    words: tuple[str, ...] = ()
    role: str | None = None
    role_span: tuple[int, int] | None = None
    roles: list[str] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    aliases: set[str] = field(default_factory=set)
    id: str | None = None
    minister: bool = False
    last_seen: int = -1
    sure: bool = False  # an office, a title, an age or a cue says that this is a person

    @property
    def affiliation(self) -> str | None:
        """The body within the role: "Dinas Kesehatan Kota X" of "Kepala Dinas Kesehatan Kota X"."""
        return affiliation_of(self.role)


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: lower case, without initials and titles."""
    found = [w.strip(".,'’()\"“”") for w in _GLUED.sub(". ", name).split()]
    kept = tuple(w.lower().replace("’", "'") for w in found if w and not is_title(w) and len(w) > 1)
    return kept or tuple(w.lower() for w in found if w)


def match_person(people: Sequence[Person], words: tuple[str, ...]) -> Person | None:
    """The person that a name belongs to: the same words, a part of them, more of them, or a short form."""
    if not words:
        return None
    wanted = set(words)
    best: tuple[float, int, Person] | None = None
    for person in people:
        theirs = set(person.words) | person.aliases
        if not theirs:
            continue
        shared = wanted & theirs
        score = 0.0
        if wanted <= theirs:
            score = 3.0 + (words[0] == person.words[0] if person.words else 0)
        elif set(person.words) <= wanted and person.words:
            score = 2.5
        elif len(shared) >= 2 or (
            shared and len(wanted) <= 2 and len(person.words) <= 2 and _close(wanted ^ set(person.words))
        ):
            score = 2.0
        elif len(wanted) == 1 and any(_short_form(words[0], w) for w in person.words):
            score = 1.0
        elif len(wanted) == 1 and any(_close({words[0], w}) for w in person.words):
            score = 0.8
        if score and (best is None or (score, person.last_seen) > best[:2]):
            best = (score, person.last_seen, person)
    return best[2] if best else None


def _short_form(short: str, full: str) -> bool:
    return len(short) >= 4 and len(full) > len(short) and full.startswith(short)


def _close(words: AbstractSet[str]) -> bool:
    """Whether two words that differ are spellings of one: "sudjadnan" and "sujadnan"."""
    if len(words) != 2:
        return False
    a, b = sorted(words)
    if abs(len(a) - len(b)) > 1 or a[0] != b[0] or min(len(a), len(b)) < _SHORTEST_SPELLING:
        return False
    if len(a) == len(b) and len(a) < _SHORTEST_OTHER:
        return [set(pair) for pair in zip(a, b, strict=True) if pair[0] != pair[1]] == [{"i", "y"}]
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return (
        any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
        if len(long) > len(short)
        else sum(x != y for x, y in zip(a, b, strict=True)) == 1
    )
