"""The people of one article: every naming joined to a person with name, role, affiliation, titles and identity."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from nlp import offices
from nlp.namings import read_naming
from nlp.people_scan import ALIAS, NICKNAME, SO_CALLED, scan, short_names
from nlp.person_identity import identify, stated_day
from nlp.person_matching import Person, match_person, name_words
from nlp.person_names import Naming
from nlp.quotation_marks import Quoted, find_quoted
from nlp.roles import better_role, pointed_words, role_words, same_role
from nlp.sentences import Reading, Token, read
from nlp.titles import word_kind
from nlp.words import words_of

LONGEST_MEMORY = 300  # people or namings that are looked through for a match; keeps the time linear on any text


_LONGEST_INITIALS = 5  # letters
MOST_NICKNAMES = 40  # of one article


@dataclass(slots=True)
class PeopleIndex:
    """All namings of an article's text in order, each with the number of its person (-1 for a role that fits
    nobody)."""

    text: str
    namings: list[Naming]
    owners: list[int]
    people: list[Person]
    known: frozenset[str]
    published: dt.date | None = None
    short: dict[str, int] = field(default_factory=dict)  # a name of one word → the person it first stood for
    _starts: list[int] = field(default_factory=list)

    def between(self, start: int, end: int) -> range:
        """Numbers of the namings that begin in [start, end)."""
        if len(self._starts) != len(self.namings):
            self._starts = [n.start for n in self.namings]
        return range(bisect_left(self._starts, start), bisect_left(self._starts, end))

    def person_for(self, naming: Naming) -> Person | None:
        """The person a naming belongs to, by name, else by role; None when neither fits anybody."""
        if naming.name is not None:
            words = name_words(self.text[slice(*naming.name)])
            if len(words) == 1 and words[0] in self.short and self.people[self.short[words[0]]].words:
                return self.people[self.short[words[0]]]
            return self._by_name(words)
        if naming.role is not None:
            return self.by_role(self.text[slice(*naming.role)], naming.start)
        return None

    def add(self, naming: Naming) -> Person:
        """A person named only at a cue, where the scan did not look (behind a quotation that was never closed)."""
        _add(self, naming, self.text)
        owner = self.owners.pop()
        self.namings.pop()
        identify(self.people[owner], self.published)
        return self.people[owner]

    def by_name(self, name: str) -> Person | None:
        """The person a written name stands for."""
        return self._by_name(name_words(name))

    def _by_name(self, words: tuple[str, ...]) -> Person | None:
        return match_person(self.people[-LONGEST_MEMORY:], words)

    def by_role(self, role: str, at: int) -> Person | None:
        """The person last seen before `at` whose role is the one named ("Menpan", "wali kota"), else the first
        seen after."""
        wanted = pointed_words(role)
        office = offices.office_of_role(role)
        last = role.split()[-1] if role else ""
        initials = last.lower() if last.isupper() and 1 < len(last) < _LONGEST_INITIALS else ""
        if not wanted:
            return None
        here = len(self.between(0, at))
        tried: set[int] = set()
        order = (
            *range(here - 1, max(here - LONGEST_MEMORY, 0) - 1, -1),
            *range(here, min(here + LONGEST_MEMORY, len(self.owners))),
        )
        for number in order:
            owner = self.owners[number]
            if owner >= 0 and owner not in tried:
                tried.add(owner)
                person: Person = self.people[owner]
                if any(same_role(wanted, office, r) for r in person.roles[:20]):
                    return person
                if initials and initials == "".join(word[0] for word in person.words):  # "Gubernur WH"
                    bare = wanted - {initials}
                    if any(same_role(bare, None, r) for r in person.roles[:20]):
                        return person
        return None


def find_people(
    title: str,
    text: str,
    published: dt.date | None = None,
    *,
    reading: Reading | None = None,
    quoted: Sequence[Quoted] | None = None,
) -> PeopleIndex:
    """Everybody named in the article's own prose (not inside quotations), with the office each held on the day."""
    reading = reading or read(text)
    if quoted is None:
        quoted = find_quoted(text, [(p.start, p.end) for p in reading.paragraphs if p.kind in ("body", "list")])
    known = short_names(text)
    words = words_of(text).tokens
    index = PeopleIndex(text, [], [], [], known, published)
    skip = [(q.start, q.end) for q in quoted if q.opened and (q.end - q.start > 60 or q.closed)]
    skip += [(p.start, p.end) for p in reading.paragraphs if p.kind in ("related", "teaser", "byline")]
    skip.sort()
    firsts = frozenset(s.start for s in reading.sentences)
    namings = scan(text, words, known, skip, firsts)
    if met := _met(namings, text) - known:
        index.known = known | met
        namings = [_named_short(naming, words, index.known) for naming in namings]
    namings = [_without_body(naming, text, known) for naming in namings]
    for naming in namings:
        _add(index, naming, text)
    _read_aliases(index)
    _merge(index)
    heads = words_of(title).tokens
    for naming in scan(title, heads, known, [], frozenset([0])):
        if naming.name is not None:
            # in a headline of capitals, an everyday word is no longer part of the name
            parts = title[slice(*naming.name)].split()
            stop = next((n for n, word in enumerate(parts) if n and word_kind(word) == "common"), len(parts))
            name = " ".join(parts[:stop])
            _complete(index, name_words(name), name)
    day = published or stated_day(text)
    for person in index.people:
        identify(person, day)
    return index


def _met(namings: Sequence[Naming], text: str) -> frozenset[str]:
    """The words of full names with an office or a title, by which the text may call their bearers: "Wabup Ratna"."""
    found: set[str] = set()
    for naming in namings:
        if naming.name is None or not (naming.role or naming.titles):
            continue
        words = text[slice(*naming.name)].split()
        if 2 <= len(words) <= 5 and sum(word_kind(w) in ("name", "unknown") for w in words) >= 2:
            plain = all(word_kind(w) in ("name", "unknown", "initial") for w in words)
            found.update(
                w.lower()
                for n, w in enumerate(words)
                if len(w) > 2 and (word_kind(w) == "name" or (n == 0 and plain and word_kind(w) == "unknown"))
            )
    return frozenset(found)


def _without_body(naming: Naming, text: str, known: frozenset[str]) -> Naming:
    """A naming without the last word of a body before the name: "manajer Persija | Ardhi Tjahjoko", "kata Ardhi".

    The article calls him by the second word, and the first stands elsewhere without the second.
    """
    if naming.name is None or naming.role is None or naming.role[0] >= naming.name[0]:
        return naming
    parts = text[slice(*naming.name)].split()
    if len(parts) < 2 or parts[0].lower() in known or parts[1].lower() not in known:
        return naming
    if word_kind(parts[0]) != "unknown" or text.count(parts[0]) <= text.count(f"{parts[0]} {parts[1]}") + 1:
        return naming
    begin = text.index(parts[1], naming.name[0] + len(parts[0]))
    return replace(naming, name=(begin, naming.name[1]), role=(naming.role[0], naming.name[0] + len(parts[0])))


def _named_short(naming: Naming, words: Sequence[Token], known: frozenset[str]) -> Naming:
    """An office alone that ends in somebody's short name, read again as office and name."""
    if naming.name is not None or naming.role is None:
        return naming
    at = bisect_left(words, naming.start, key=lambda w: w.start)
    last = bisect_left(words, naming.end, key=lambda w: w.start) - 1
    if last <= at or words[last].text.lower() not in known:
        return naming
    again, _ = read_naming(words, at, known)
    return again if again is not None and again.name is not None else naming


def _add(index: PeopleIndex, naming: Naming, text: str) -> None:
    role = text[slice(*naming.role)] if naming.role else None
    if naming.name is None:
        index.namings.append(naming)
        index.owners.append(-1)
        return
    name = text[slice(*naming.name)]
    words = name_words(name)
    person = match_person(index.people[-LONGEST_MEMORY:], words)
    if len(words) == 1 and person is not None:
        person = index.people[index.short.setdefault(words[0], person.number)]
    if person is not None and role and person.role and len(words) == 1 and words[0] not in person.words:
        person = None
    if person is None:
        person = Person(len(index.people), name, words)
        index.people.append(person)
    elif len(words) > len(person.words):
        person.aliases.update(person.words)
        person.name, person.words = name, words
    if naming.alias and naming.alias.lower() not in person.words:
        person.aliases.add(naming.alias.lower())
        index.short.setdefault(naming.alias.lower(), person.number)
    person.last_seen = naming.start
    person.sure = person.sure or bool(role or naming.titles or naming.age or set(words) & index.known)
    if role and naming.role:
        person.roles.append(role)
        if person.role is None or better_role(person.role, role):
            person.role, person.role_span = role, naming.role
    person.titles.extend(t for t in naming.titles if t not in person.titles)
    index.namings.append(naming)
    index.owners.append(person.number)


def _read_aliases(index: PeopleIndex) -> None:
    """Gives "pria yang akrab disapa Ale" to the last person named before it."""
    if not any(word in index.text for word in ("sapa", "panggil", "dikenal", "disebut")):
        return
    for match in islice(NICKNAME.finditer(index.text), MOST_NICKNAMES):
        called, bearer = match.group(1).lower().split(), match.group(2)
        alias = called[-1]
        before = [p for p in index.people[:LONGEST_MEMORY] if p.words and alias not in p.words and p.last_seen >= 0]
        like = [p for p in before if any(alias in word for word in p.words)]
        owned = match_person(before, name_words(bearer)) if bearer != "nya" else like[-1] if like else None
        if owned is not None:
            owned.aliases.update(called)
            index.short[alias] = owned.number
            for number, person in enumerate(index.people):
                short = set(person.words) <= set(called) and not person.role
                if person.words and short and person is not owned:  # "Fahmi", "Papa Fahmi"
                    index.owners = [owned.number if owner == number else owner for owner in index.owners]
                    person.words, person.aliases = (), set()
    for match in islice(SO_CALLED.finditer(index.text), MOST_NICKNAMES):
        alias = match.group(1).lower()
        at = len(index.between(0, match.start()))
        owners = [o for o in index.owners[max(0, at - LONGEST_MEMORY) : at] if o >= 0 and index.people[o].sure]
        bearers = [o for o in owners if alias not in index.people[o].words]
        if bearers and not any(alias in p.words and len(p.words) > 1 for p in index.people[:LONGEST_MEMORY]):
            alike = [o for o in bearers if alias[0] in {word[0] for word in index.people[o].words}]
            bearer = index.people[(alike or bearers)[-1]]
            bearer.aliases.add(alias)
            index.short[alias] = bearer.number
            for number, person in enumerate(index.people):
                if person.words == (alias,):
                    index.owners = [bearer.number if owner == number else owner for owner in index.owners]
                    person.words, person.aliases = (), set()
    for match in islice(ALIAS.finditer(index.text), MOST_NICKNAMES):
        alias = match.group(1).split()[-1].lower()
        behind = len(index.between(0, match.start()))
        for owner in reversed(index.owners[max(0, behind - LONGEST_MEMORY) : behind]):
            if owner >= 0 and index.people[owner].sure:
                person = index.people[owner]
                if alias not in person.words:
                    person.aliases.add(alias)
                    index.short[alias] = person.number
                break


def _merge(index: PeopleIndex) -> None:
    """Joins people met by a short name before their full name came ("Risma", then "Tri Rismaharini")."""
    for person in index.people:
        if len(person.words) > 1 and (held := offices.holder_named(person.name)) is not None:
            person.aliases.update(word for alias in held.aliases for word in name_words(alias)[-1:])
    for person in index.people:
        if len(person.words) != 1:
            continue
        near = index.people[max(0, person.number - LONGEST_MEMORY) : person.number + LONGEST_MEMORY]
        others = [p for p in near if len(p.words) > 1]
        target = match_person(others, person.words)
        holder = offices.holder_named(person.name) if target is None else None
        if target is None and holder is not None:
            target = match_person(others, name_words(holder.name))
        if target is None or (person.role and target.role and not _compatible(person, target)):
            continue
        target.aliases.update(person.words)
        target.roles.extend(person.roles)
        target.titles.extend(t for t in person.titles if t not in target.titles)
        target.sure = target.sure or person.sure
        if target.role is None:
            target.role, target.role_span = person.role, person.role_span
        index.owners = [target.number if owner == person.number else owner for owner in index.owners]
        person.words, person.aliases = (), set()
        index.short = {
            word: target.number if number == person.number else number for word, number in index.short.items()
        }


def _compatible(person: Person, target: Person) -> bool:
    if set(person.words) <= set(target.words):
        return True
    return any(role_words(a) <= role_words(b) for a in person.roles for b in target.roles)


def _complete(index: PeopleIndex, words: tuple[str, ...], name: str) -> None:
    person = match_person(index.people[-LONGEST_MEMORY:], words)
    if person is None:
        index.people.append(Person(len(index.people), name, words))
    elif len(words) > len(person.words) and set(person.words) <= set(words):
        # a headline's capitals may run on behind the name; only a lone word is completed, by a name of plain name words
        kinds = [word_kind(w) for w in name.split()]
        if len(person.words) == 1 and len(words) <= 3 and set(kinds) <= {"name", "unknown", "initial"}:
            person.name, person.words = name, words
