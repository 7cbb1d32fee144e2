"""The people of one article: every naming joined to a person with name, role, affiliation, titles and identity.

How a single naming is read stands in `person_names`; who held which office when, in `offices`.
"""

from __future__ import annotations

import datetime as dt
import re
from bisect import bisect_right
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field

from nlp import offices
from nlp.person_names import Naming, is_capital, read_naming
from nlp.quotation_marks import Quoted, find_quoted
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Reading, Token, read
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_office, is_person_noun, is_title, titles, word_kind
from nlp.words import words_of

_PARTICLES = frozenset("bin binti van von de der al ibn".split())
_AFTER_BODY = re.compile(r"(?:kementerian|dinas|badan|kantor|kota|kabupaten|provinsi)\s+$", re.IGNORECASE)
_ALIAS = re.compile(
    r"(?:disapa|dipanggil|sapaan|panggilan|dikenal (?:dengan nama|sebagai))\s+(?:akrab\s+)?(?:dengan\s+)?[\"“'‘]?"
    r"((?:(?:Pak|Bu|Gus|Kang|Cak|Bang|Mas|Mbak|Ning)\s+)?[A-Z][\w'’-]+)"
)
_SHORT = r"(?:(?:Pak|Bu|Kang|Mas|Mbak|Gus|Cak|Bang|Ibu|Bapak|Prof\.?|dr\.?|Dr\.?)\s+)?([A-Z][\w'’-]*[a-z][\w'’-]*)(?![\w'’-]|\s+[A-Z(])"


@dataclass(slots=True)
class Person:
    """Somebody named in the article. `name` is the fullest form found; `role_span` bounds `role` in the field it came from."""

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


def affiliation_of(role: str | None) -> str | None:
    """The body that a role names, or None."""
    if not role:
        return None
    if ministry := offices.ministry_of(role):
        return ministry
    words = role.split()
    for number, word in enumerate(words):
        core = word.strip("(),")
        if (
            number
            and not word.startswith("(")
            and (bare(core) in grammar().body_words or (word_kind(core) == "acronym" and len(core) > 2))
        ):
            return " ".join(words[number:]).strip(" ,")
    return None


@dataclass(slots=True)
class PeopleIndex:
    """All namings of an article's text in order, each with the number of its person (-1 for a role that fits nobody)."""

    text: str
    namings: list[Naming]
    owners: list[int]
    people: list[Person]
    known: frozenset[str]
    published: dt.date | None = None
    short: dict[str, int] = field(default_factory=dict)  # a name of one word → the person it first stood for

    def between(self, start: int, end: int) -> list[int]:
        """Numbers of the namings that begin in [start, end)."""
        first = bisect_right(self._starts(), start - 1)
        found = []
        for number in range(first, len(self.namings)):
            if self.namings[number].start >= end:
                break
            found.append(number)
        return found

    def _starts(self) -> list[int]:
        return [n.start for n in self.namings]

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

    def by_name(self, name: str) -> Person | None:
        """The person a written name stands for."""
        return self._by_name(name_words(name))

    def _by_name(self, words: tuple[str, ...]) -> Person | None:
        return _match(self.people, words)

    def by_role(self, role: str, at: int) -> Person | None:
        """The person last seen before `at` whose role is the one named ("Menpan", "wali kota"), else the first seen after."""
        wanted = role_words(role)
        office = offices.office_of_role(role)
        if not wanted:
            return None
        fits = [p for p in self.people if any(_same_role(wanted, office, r) for r in p.roles)]
        if not fits:
            return None
        if len(fits) == 1:
            return fits[0]
        seen: dict[int, int] = {}
        for naming, owner in zip(self.namings, self.owners, strict=True):
            if naming.start < at and owner >= 0:
                seen[owner] = naming.start
        return max(fits, key=lambda p: seen.get(p.number, -1))


def name_words(name: str) -> tuple[str, ...]:
    """The words of a name for comparison: lower case, without initials and titles."""
    found = [w.strip(".,'’()\"“”") for w in name.split()]
    kept = tuple(w.lower().replace("’", "'") for w in found if w and not is_title(w) and len(w) > 1)
    return kept or tuple(w.lower() for w in found if w)


_ROLE_FORMS = {
    "wagub": "wakil gubernur",
    "wabup": "wakil bupati",
    "wawali": "wakil wali kota",
    "wawalkot": "wakil wali kota",
    "walkot": "wali kota",
    "walikota": "wali kota",
    "kadis": "kepala dinas",
    "sekda": "sekretaris daerah",
    "sekjen": "sekretaris jenderal",
    "dirjen": "direktur jenderal",
    "dirut": "direktur utama",
    "kabid": "kepala bidang",
    "kabag": "kepala bagian",
    "wapres": "wakil presiden",
    "waketum": "wakil ketua umum",
    "ketum": "ketua umum",
    "kasi": "kepala seksi",
    "kades": "kepala desa",
    "kapus": "kepala puskesmas",
    "kakanwil": "kepala kantor wilayah",
    "kaban": "kepala badan",
    "sekretaris": "sekretaris",
    "kepsek": "kepala sekolah",
    "jubir": "juru bicara",
    "direkturnya": "direktur",
    "kepalanya": "kepala",
    "ketuanya": "ketua",
    "kapolri": "kapolri",
    "wamen": "wakil menteri",
    "menteri": "menteri",
    "presiden": "presiden",
    "kalapas": "kepala lapas",
    "sekdis": "sekretaris dinas",
    "asdep": "asisten deputi",
    "kabiro": "kepala biro",
    "karo": "kepala biro",
}


def role_words(role: str) -> frozenset[str]:
    """The words of a role for comparison, short forms written out."""
    found: list[str] = []
    for word in re.findall(r"[\w'-]+", role.lower()):
        found.extend(_ROLE_FORMS.get(word, word).split())
    return frozenset(
        w for w in found if w not in ("itu", "ini", "tersebut", "sang", "ri", "dan", "republik", "indonesia", "seorang")
    )


def _same_role(wanted: frozenset[str], office: str | None, role: str) -> bool:
    other = offices.office_of_role(role)
    if office and other:
        return office == other or offices.generic(office) == other or offices.generic(other) == office
    theirs = role_words(role)
    if {"mantan", "eks", "bekas"} & theirs ^ {"mantan", "eks", "bekas"} & wanted:
        return False
    if "wakil" in theirs and "wakil" not in wanted:
        return False
    if other and "menteri" in wanted and len(wanted) == 1:
        return True
    return wanted <= theirs


def _match(people: Sequence[Person], words: tuple[str, ...]) -> Person | None:
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
    if abs(len(a) - len(b)) > 1 or a[0] != b[0] or min(len(a), len(b)) < 4:
        return False
    short, long = (a, b) if len(a) <= len(b) else (b, a)
    return (
        any(long[:i] + long[i + 1 :] == short for i in range(len(long)))
        if len(long) > len(short)
        else sum(x != y for x, y in zip(a, b, strict=True)) == 1
    )


def short_names(text: str) -> frozenset[str]:
    """Capitalised words that stand alone where a speaker must: "kata Rita,", "Rita menjelaskan"; lower case."""
    found: set[str] = set()
    for number, pattern in enumerate(_short_patterns()):
        # behind "kata" even an everyday word with a capital is a name: "kata Tulus"
        kinds = (
            ("name", "unknown", "place", "either", "common") if number == 0 else ("name", "unknown", "place", "either")
        )
        for match in pattern.finditer(text):
            word = match.group(1)
            if (
                word_kind(word) in kinds
                and word.lower() not in grammar().body_words
                and not (
                    number == 2
                    and (f"({word})" in text or _AFTER_BODY.search(text[max(0, match.start(1) - 14) : match.start(1)]))
                )
                and not is_title(word)
                and not is_office(word)
                and not is_person_noun(word)
            ):
                found.add(word.lower())
    for match in _ALIAS.finditer(text):
        found.add(match.group(1).split()[-1].lower())
    return frozenset(found - {"ia", "dia", "beliau", "mereka", "kami", "kita", "saya"})


_patterns: list[re.Pattern[str]] = []


def _short_patterns() -> list[re.Pattern[str]]:
    if not _patterns:
        verbs = reporting_verbs()
        roots = "|".join(sorted(verbs.strong_roots, key=len, reverse=True))
        _patterns.append(re.compile(rf"(?<![\w-])(?i:{roots})\s+(?:oleh\s+)?{_SHORT}"))
        _patterns.append(re.compile(rf"(?<![\w-])[Mm]enurut\s+{_SHORT}"))
        active = "|".join(sorted((v for v in verbs.active if " " not in v), key=len, reverse=True))
        _patterns.append(
            re.compile(
                rf"(?:^|[.!?,”\"]\s+|\n)([A-Z][a-z][\w'’-]*)\s+(?:(?:juga|pun|lantas|kemudian|lalu|kembali|sendiri|turut)\s+)?(?:{active})(?![\w-])",
                re.M,
            )
        )
    return _patterns


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
    for naming in scan(words, known, skip, firsts):
        _add(index, naming, text)
    _read_aliases(index)
    _merge(index)
    heads = words_of(title).tokens
    for naming in scan(heads, known, [], frozenset([0])):
        if naming.name is not None:
            _complete(index, name_words(title[slice(*naming.name)]), title[slice(*naming.name)])
    day = published or stated_day(text)
    for person in index.people:
        _identify(person, day)
    return index


_DAY = re.compile(r"\((\d{1,2})[/-](\d{1,2})[/-](20\d\d)\)")


def stated_day(text: str) -> dt.date | None:
    """The first day written as "(11/3/2022)", for an article without a date of its own."""
    for match in _DAY.finditer(text):
        day, month, year = (int(g) for g in match.groups())
        if 1 <= month <= 12 and 1 <= day <= 28 + 3 * (month != 2):
            try:
                return dt.date(year, month, day)
            except ValueError:
                continue
    return None


def scan(
    words: Sequence[Token], known: AbstractSet[str], skip: Sequence[tuple[int, int]], firsts: AbstractSet[int]
) -> list[Naming]:
    """The namings in running text outside the skipped stretches."""
    found: list[Naming] = []
    at, total, pointer = 0, len(words), 0
    people = titles()
    while at < total:
        token = words[at]
        while pointer < len(skip) and skip[pointer][1] <= token.start:
            pointer += 1
        if pointer < len(skip) and skip[pointer][0] <= token.start:
            at += 1
            continue
        text = token.text
        low = bare(text)
        if not is_capital(text):
            if low in people.office or low in people.person or low in ("dr", "drg"):
                naming, after = read_naming(words, at, known)
                if naming is not None and (naming.name is not None or low in people.office):
                    found.append(naming)
                    at = max(after, at + 1)
                    continue
            at += 1
            continue
        if at > 0 and _directorate(words, at):
            at += 1
            continue
        inside = (
            token.start not in firsts and at > 0 and is_capital(words[at - 1].text) and words[at - 1].text.isalpha()
        )
        naming, after = (
            (None, at) if inside and is_person_noun(text) and not is_office(text) else read_naming(words, at, known)
        )
        if naming is not None:
            found.append(naming)
            at = max(after, at + 1)
            continue
        at += 1
        if token.start not in firsts and text[:1].isalpha() and word_kind(text) in ("common", "acronym", "place"):
            # the rest of a body's or a place's name: "Rumah Sakit Hasan Sadikin"
            while (
                at < total
                and is_capital(words[at].text)
                and not is_office(words[at].text)
                and (not is_title(words[at].text) or _directorate(words, at))
                and bare(words[at].text) not in known
            ):
                at += 1
    return found


def _better_role(held: str, offered: str) -> bool:
    """Whether a role says more than the one held: an office instead of a description, or the same office written out."""
    if is_person_noun(held.split()[0]) and not is_office(held.split()[0]) and is_office(offered.split()[0]):
        return True
    office = offices.office_of_role(held)
    if office is not None:
        other = offices.office_of_role(offered)
        return len(offered) > len(held) and other is not None and (other == office or offices.generic(other) == office)
    return len(offered) > len(held) and role_words(held) <= role_words(offered)


def _directorate(words: Sequence[Token], at: int) -> bool:
    """Whether "Jenderal" belongs to "Direktorat Jenderal" and is no rank."""
    return bare(words[at].text) == "jenderal" and bare(words[at - 1].text) in (
        "direktorat",
        "inspektorat",
        "sekretariat",
    )


def _add(index: PeopleIndex, naming: Naming, text: str) -> None:
    role = text[slice(*naming.role)] if naming.role else None
    if naming.name is None:
        index.namings.append(naming)
        index.owners.append(-1)
        return
    name = text[slice(*naming.name)]
    words = name_words(name)
    person = _match(index.people, words)
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
        if person.role is None or _better_role(person.role, role):
            person.role, person.role_span = role, naming.role
    person.titles.extend(t for t in naming.titles if t not in person.titles)
    index.namings.append(naming)
    index.owners.append(person.number)


def _read_aliases(index: PeopleIndex) -> None:
    """Gives "pria yang akrab disapa Ale" to the last person named before it."""
    for match in _ALIAS.finditer(index.text):
        alias = match.group(1).split()[-1].lower()
        for naming, owner in zip(reversed(index.namings), reversed(index.owners), strict=True):
            if naming.start < match.start() and owner >= 0 and index.people[owner].sure:
                person = index.people[owner]
                if alias not in person.words:
                    person.aliases.add(alias)
                    index.short[alias] = person.number
                break


def _merge(index: PeopleIndex) -> None:
    """Joins people met by a short name before their full name came ("Risma", then "Tri Rismaharini")."""
    for person in index.people:
        if len(person.words) != 1:
            continue
        others = [p for p in index.people if len(p.words) > 1]
        target = _match(others, person.words)
        holder = offices.holder_named(person.name) if target is None else None
        if target is None and holder is not None:
            target = _match(others, name_words(holder.name))
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
    person = _match(index.people, words)
    if person is None:
        index.people.append(Person(len(index.people), name, words))
    elif len(words) > len(person.words) and set(person.words) <= set(words):
        person.name, person.words = name, words


def _identify(person: Person, published: dt.date | None) -> None:
    """Gives the person an id and tells whether the office held on the day is of ministerial level."""
    holder = offices.holder_named(person.name, published, person.roles)
    known_words = [word_kind(w.capitalize()) for w in person.words]
    person.sure = (
        person.sure
        or holder is not None
        or (known_words.count("name") >= 2 and not set(known_words) & {"place", "acronym", "common"})
    )
    if holder is not None:
        person.id = holder.person_id
        person.aliases.update(holder.aliases)
    else:
        person.id = offices.person_slug(person.name)
    stated = [offices.is_ministerial(role) for role in person.roles]
    if any(stated):
        person.minister = True
    elif not any(is_office(role.split()[0]) for role in person.roles):
        person.minister = (
            holder is not None and published is not None and offices.held_ministerial(holder.person_id, published)
        )
