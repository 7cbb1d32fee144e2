"""Award records in the making: what is kept between sentences, how drafts of one award are joined and finished.

Sentences are read in `nlp.awards`; nothing here looks at the text but to cut strings out of it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kliping.model import AwardStatus, Span
from nlp.award_recipients import Candidate, same_body
from nlp.grades import Grade
from nlp.phrases import words_of
from nlp.programmes import Programme, find_programme, programme_hits
from nlp.programmes import programme as programme_of

_CLASS = re.compile(
    r"(?:pemerintah|kementerian|lembaga|provinsi|kabupaten|kota|instansi|badan|BUMN|BUMD|perguruan tinggi|desa|"
    r"kecamatan|kelurahan|satker|daerah|unit|umum|"
    r"pemprov|pemkab|pemkot|dinas|OPD|K/L|tingkat|pertama|kedua|ketiga|yang|ini|itu|tersebut|nasional|"
    r"utama\b.*\bdan|lain)\b",
    re.IGNORECASE,
)
_HIGHEST = re.compile(r"(?:Wakil )?Presiden\b|Wapres\b|Menko\b|Menteri Koordinator\b")
_MINISTER = re.compile(r"(?:Wakil )?Menteri\b|Men[a-z]{2,}\b|Wamen\w*\b")
_LOOK_BACK = 40  # no article tells more of one body
_NO_TITLE = re.compile(r"(?:peraih|penerima|pemenang|nilai|juara|salah|daerah dengan)\b|daerah(?: \w+)? \w+$")
_NO_CLASS = frozenset({"umum", "nasional", "lain", "pertama", "kedua", "ketiga", "yang", "ini", "itu", "tersebut"})
_NO_CLASS_OF = frozenset({"zi", "uhc", "kla", "adipura"})  # their grades are predicates, whoever holds them
_NO_CATEGORY = frozenset({"wtp"})


@dataclass(slots=True)
class Draft:
    """A record in the making; strings are already cut from the text."""

    name: Candidate
    where: str  # title | text
    programme: str  # id, or "other"
    award: str
    status: AwardStatus
    sentence: int
    span: tuple[int, int]
    category: str | None = None
    category_kind: str = ""
    score: str | None = None
    rank: int | None = None
    year: int | None = None
    stated: bool = False
    past: bool = False
    giver: str | None = None
    giver_id: str | None = None
    date: dt.date | None = None
    place: str | None = None
    line: bool = False  # an item of a list
    handover: bool = False  # an official who takes the prize in his hands
    inherits: bool = False  # the category was said of others before
    this_year: bool = False  # "tahun ini" was said shortly before
    recipient: str | None = None  # a wider span than the name's: a person with the office
    evidence: list[Span] = field(default_factory=list)


@dataclass(slots=True)
class Event:
    """What is known of one programme's award-giving in this article."""

    award: str = ""
    giver: str | None = None
    giver_id: str | None = None
    giver_keys: dict[str, int] = field(default_factory=dict)  # how often a body was said to give
    giver_key: str | None = None
    organiser: str | None = None
    organiser_id: str | None = None
    person: str | None = None
    person_at: int = 99
    organiser_at: int = 99
    date_at: int = -9  # the sentence that tells the date
    giver_at: int = 99
    giver_said: bool = False  # "penghargaan dari X ini"
    date: dt.date | None = None
    place: str | None = None
    year: int | None = None
    named: set[int] = field(default_factory=set)  # years straight behind the prize's name

    def from_whom(self) -> tuple[str | None, str | None]:
        """Who gives, with the body's id: the body said to give, else who holds the ceremony, else who hands over; a
        president or a coordinating minister comes before a body that only holds it."""
        if self.giver and self.giver_said:
            return self.giver, self.giver_id
        if (
            self.person
            and self.person_at < self.giver_at
            and (_HIGHEST.match(self.person) or _MINISTER.match(self.person))
        ):
            return self.person, None
        if self.giver and self.organiser and self.giver_id and self.giver_id == self.organiser_id:
            return max(self.organiser, self.giver, key=len), self.giver_id
        if self.giver:
            return self.giver, self.giver_id
        first = self.person is not None and _MINISTER.match(self.person) and self.person_at <= self.organiser_at
        if self.person and (self.organiser is None or first or _HIGHEST.match(self.person)):
            return self.person, None
        return self.organiser, self.organiser_id


@dataclass(slots=True)
class Context:
    """What the sentences so far leave to the next one."""

    programme: str | None = None
    award: str = ""
    programme_at: int = -99
    category: str | None = None
    category_at: int = -99
    idle: bool = True  # no sentence so far had a word of an award
    topic: str | None = None  # "kategori pemerintah kota" of a sentence that named nobody
    topic_at: int = -99
    other: str = ""  # the last prize of no known programme
    other_at: int = -99
    main: str | None = None  # the programme of the first record
    focus: Candidate | None = None
    recent: list[Candidate] = field(default_factory=list)
    seen: list[Candidate] = field(default_factory=list)
    subjects: list[Candidate] = field(default_factory=list)
    subject_at: int = -99
    previous: list[Candidate] = field(default_factory=list)  # the names of the sentence before
    this_year_at: int = -99  # the sentence that last said "tahun ini" outside a quotation
    year: int | None = None
    emitted_at: int = -99
    occasion_at: int = -99  # the sentence that last spoke of a handing over
    occasion: dt.date | None = None  # its date
    meeting: dt.date | None = None  # the date of the meeting that was told of last
    listed_at: int = -99
    list_year: int | None = None  # the year that a list was announced with
    pending_at: int = -99
    nominated_at: int = -99  # the sentence that last named nominees
    listing: bool = False
    list_category: str | None = None
    list_status: AwardStatus = "received"
    events: dict[str, Event] = field(default_factory=dict)

    def event(self, programme: str) -> Event:
        """The event of a programme, made on first use."""
        return self.events.setdefault(programme, Event())


@dataclass(frozen=True, slots=True)
class Picked:
    """The grade strings chosen for one record."""

    category: str | None = None
    kind: str = ""
    score: str | None = None
    rank: int | None = None


def pick(text: str, grades: list[Grade], programme: str) -> Picked:
    """Category, score and rank among the grades that belong to one recipient.

    A category of the programme comes before a rank, a rank before the wording "sebagai … terbaik", then any other
    category, a letter, and at last the field of the prize.
    """
    known = programme_of(programme) if programme != "other" else None

    def read(grade: Grade) -> str:
        return text[grade.value[0] : grade.value[1]]

    worded = [g for g in grades if g.kind == "category"]
    own = _first_named([g for g in worded if programme in g.programmes], read, known)
    headed = [g for g in worded if g.start < g.value[0] and g not in own]
    ranks = [g for g in grades if g.kind == "rank"]
    titles = [g for g in grades if g.kind == "title"]
    letters = [g for g in grades if g.kind == "letter"]
    topics = [g for g in grades if g.kind == "topic"]
    best = [g for g in grades if g.kind == "best"]
    numbers = [g for g in grades if g.kind == "number"]
    titles = [g for g in titles if not _NO_TITLE.match(read(g))]
    titles = [g for g in titles if not _is_name(read(g), programme)]
    fields = [g for g in topics if not _CLASS.match(read(g)) and not _is_name(read(g), programme)]
    headed = [g for g in headed if find_programme(read(g)) is None or g.programmes]
    foreign = [g for g in headed if not g.programmes and len(read(g).split()) < 7]
    chosen: Grade | None = None
    for pool in (own, ranks, titles if known else [], fields, foreign or headed, letters, topics, best):
        if pool:
            chosen = pool[0]
            break
    category = read(chosen) if chosen else None
    kind = chosen.kind if chosen else ""
    if chosen in topics and chosen not in fields:
        kind = "class"
    if kind == "class" and category and (category.lower() in _NO_CLASS or programme in _NO_CLASS_OF):
        category = None
    score = read(numbers[0]) if numbers else read(letters[0]) if letters and chosen is not letters[0] else None
    if programme in _NO_CATEGORY:
        category, kind = None, ""
    return Picked(category, kind, score, ranks[0].rank if ranks else None)


def _first_named(grades: list[Grade], read: Callable[[Grade], str], known: Programme | None) -> list[Grade]:
    """Grades with those before others that mean the same: "kepatuhan tinggi (zona hijau)" is a zona hijau."""
    for row in known.equal if known else ():
        same = [grade for grade in grades if read(grade).lower() in row]
        if len(same) > 1 and same[0] is grades[0]:
            best = min(same, key=lambda grade: row.index(read(grade).lower()))
            return [best, *(grade for grade in grades if grade is not best)]
    return grades


def _is_name(words: str, programme: str) -> bool:
    """Whether a wording is little more than the programme's own name."""
    found = find_programme(words)
    if found is None or found.id != programme or programme == "iga":
        return False
    hits = [hit for hit in programme_hits(words, words_of(words)) if hit.labels[0] == programme]
    return sum(hit.last - hit.first + 1 for hit in hits) >= 0.6 * len(words_of(words))


class Kept:
    """The drafts that say different things, in order, with a way to those of one body."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self._at: dict[str, list[int]] = {}

    def keep(self, draft: Draft, place: int | None = None) -> None:
        """Add a draft, or file the one at a place under the name it has now."""
        if place is None:
            place = len(self.drafts)
            self.drafts.append(draft)
        for way in _ways(draft.name):
            row = self._at.setdefault(way, [])
            if place not in row[-_LOOK_BACK:]:
                row.append(place)

    def alike(self, draft: Draft) -> list[int]:
        """The places of the drafts whose body may be the same, in order; of a body with very many, the last ones."""
        found = {place for way in _ways(draft.name) for place in self._at.get(way, ())[-_LOOK_BACK:]}
        return sorted(found)


def _ways(name: Candidate) -> set[str]:
    """Words under which a body's drafts are filed: whatever `same_body` or `_same_place` takes for one shares some."""
    key = name.key
    ways: set[str] = set()
    if key.startswith("region:"):
        ways.add("region:" + key.rsplit(":", 1)[-1])
    elif key.startswith("text:"):
        ways.add("text:" + " ".join(key[len("text:") :].split()[:2]))
    else:
        ways.add(key)
    words = [word.low for word in words_of(name.text)]
    if len(words) > 1:
        ways |= {"place:" + " ".join(words[:2]), f"place:{words[0]}…{words[-1]}"}
    return ways


def merge(kept: Kept, draft: Draft) -> None:
    """Join a draft with one that says the same of the same body, or keep it."""
    for place in kept.alike(draft):
        other = kept.drafts[place]
        if other.programme != draft.programme or not (
            same_body(other.name.key, draft.name.key) or _same_place(other.name.text, draft.name.text)
        ):
            continue
        if not _same_award(other, draft):
            continue
        if (other.status == "received") != (draft.status == "received"):
            continue
        if other.year and draft.year and other.year != draft.year:
            continue
        if other.past != draft.past and (other.year or 0) != (draft.year or 0):
            continue
        if (
            other.score
            and draft.score
            and other.score != draft.score
            and not (other.category_kind == "letter" or draft.category_kind == "letter")
        ):
            continue
        guessed = draft.inherits or other.inherits
        if other.category and draft.category and not guessed and not _same_category(other, draft):
            continue
        if other.inherits and draft.category and not draft.inherits:
            other.category, other.category_kind, other.inherits = draft.category, draft.category_kind, False
        if not (draft.inherits and other.category) and (
            _strength(draft) > _strength(other) or _better_name(draft, other)
        ):
            other.category, other.category_kind = draft.category, draft.category_kind
        other.score = other.score or draft.score
        other.rank = other.rank or draft.rank
        other.year = other.year or draft.year
        other.giver, other.giver_id = (other.giver, other.giver_id) if other.giver else (draft.giver, draft.giver_id)
        other.date = other.date or draft.date
        if other.award.lower() in draft.award.lower():
            other.award = draft.award
        other.recipient = other.recipient or draft.recipient
        if (
            (other.name.kind in ("place", "head") and draft.name.kind not in ("place", "head"))
            or (other.name.text[:1].islower() and draft.name.text[:1].isupper())
            or (len(draft.name.text) > len(other.name.text) and draft.name.kind not in ("place", "head"))
        ):
            other.name = draft.name
            kept.keep(other, place)
        if len(other.evidence) < 4:
            other.evidence.extend(draft.evidence)
        return
    kept.keep(draft)


def _same_place(one: str, two: str) -> bool:
    """Villages and schools named with and without their district."""
    first, second = [[word.low for word in words_of(text)] for text in (one, two)]
    short, long = sorted((first, second), key=len)
    if len(short) > 1 and short[0] == long[0] and short[-1] == long[-1] and set(short) <= set(long):
        return short[0] in ("rsud", "rs", "puskesmas")  # "RSUD Setjonegoro", "RSUD KRT Setjonegoro"
    return (
        len(short) > 1
        and short[0] in ("desa", "kelurahan", "kampung", "sd", "smp", "sma", "smk", "sdn", "smpn", "sman")
        and long[: len(short)] == short
    )


def _same_award(one: Draft, two: Draft) -> bool:
    """Programmes without a code of their own hold many prizes: there the names must share a word."""
    if one.programme != "other" and programme_of(one.programme).code not in ("other", "pelayanan_publik_lain"):
        return True
    if (one.category or "").lower() == (two.category or "").lower() and (one.category or one.programme != "other"):
        return True
    if abs(one.sentence - two.sentence) <= 1 and one.award.lower().startswith("ajang "):
        return True
    first, second = [
        {word.low for word in words_of(draft.award)} - {"penghargaan", "terbaik", "award", "lomba"}
        for draft in (one, two)
    ]
    return not first or not second or len(first & second) >= 0.6 * min(len(first), len(second))


def _strength(draft: Draft) -> int:
    return (
        ("", "best", "class", "topic", "letter", "title", "rank", "category").index(draft.category_kind)
        if draft.category
        else -1
    )


def _better_name(draft: Draft, other: Draft) -> bool:
    """Whether a draft words the same category in the way the programme's data puts first."""
    if draft.programme == "other" or not draft.category or not other.category:
        return False
    one, two = draft.category.lower(), other.category.lower()
    return any(
        one in row and two in row and row.index(one) < row.index(two) for row in programme_of(draft.programme).equal
    )


def _same_category(one: Draft, two: Draft) -> bool:
    first, second = (
        {word.low for word in words_of(one.category or "")},
        {word.low for word in words_of(two.category or "")},
    )
    if first <= second or second <= first:
        return True
    if one.programme != "other":
        for row in programme_of(one.programme).equal:
            if (one.category or "").lower() in row and (two.category or "").lower() in row:
                return True
    if one.rank and one.rank == two.rank and all(len((row.category or "").split()) < 3 for row in (one, two)):
        return True  # "juara I", "urutan teratas"
    kinds = {one.category_kind, two.category_kind}
    return len(kinds) == 2 and kinds != {"rank", "topic"} and "topic" not in kinds and "title" not in kinds
