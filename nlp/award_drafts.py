"""Award records in the making: what a draft holds, what is kept between sentences, which grades a draft takes.

Sentences are read in `nlp.award_sentence`, drafts of one award are joined in `nlp.award_joining`."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import dataclass, field

from kliping.model import AwardStatus, Span
from nlp.award_recipients import Candidate
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
_NO_TITLE = re.compile(r"(?:peraih|penerima|pemenang|nilai|juara|salah|daerah dengan)\b|daerah(?: \w+)? \w+$")
_NO_CLASS = frozenset({"umum", "nasional", "lain", "pertama", "kedua", "ketiga", "yang", "ini", "itu", "tersebut"})
_NO_CLASS_OF = frozenset({"zi", "uhc", "kla", "adipura"})  # their grades are predicates, whoever holds them
_BODIES = re.compile(r"[Pp]emerintah\s+\w|[Kk]ementerian/")  # classes by the names that prizes give them
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
    lender: str | None = None  # a giver that is no body the reader knows
    lender_at: int = 99
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
            self.giver
            and self.person
            and self.person_at < self.giver_at
            and (_HIGHEST.match(self.person) or _MINISTER.match(self.person))
        ):
            return self.person, None
        if self.giver and self.organiser and self.giver_id and self.giver_id == self.organiser_id:
            return max(self.organiser, self.giver, key=len), self.giver_id
        if self.giver:
            return self.giver, self.giver_id
        if self.lender and self.organiser is None and self.lender_at < self.person_at:
            return self.lender, None
        first = self.person is not None and _MINISTER.match(self.person) and self.person_at != self.organiser_at
        if self.person and (
            self.organiser is None or first or (_HIGHEST.match(self.person) and self.person_at != self.organiser_at)
        ):
            return self.person, None
        if self.lender and self.organiser and self.lender.startswith(self.organiser):
            return self.lender, self.organiser_id
        return (self.organiser, self.organiser_id) if self.organiser else (self.lender, None)


@dataclass(slots=True)
class Context:
    """What the sentences so far leave to the next one."""

    programme: str | None = None
    award: str = ""
    programme_at: int = -99
    category: str | None = None
    category_at: int = -99
    under: str | None = None  # the category under which places were told last
    under_at: int = -99
    last_category: str | None = None  # the same, kept when those of another prize are told of
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
    headed: bool = False  # the category of the list stands in a line of its own over it
    list_status: AwardStatus = "received"
    announced: list[Draft] = field(default_factory=list)  # what the sentence that opened the list said of its body
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


def pick(text: str, grades: list[Grade], programme: str, award: str = "") -> Picked:
    """Category, score and rank among the grades that belong to one recipient.

    A category of the programme comes before a rank, a rank before the wording "sebagai … terbaik", then any other
    category, a letter, and at last the field of the prize.
    """
    known = programme_of(programme) if programme != "other" else None

    def read(grade: Grade) -> str:
        return text[grade.value[0] : grade.value[1]]

    if grades and grades[0].kind == "item":
        return Picked(read(grades[0]), "category", None, grades[0].rank)
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
    champion = bool(ranks) and read(ranks[0]).lower().startswith("juara")  # there the place is the prize
    classes = [g for g in topics if _BODIES.match(read(g)) and ranks and (g.start < ranks[0].start or not champion)]
    if programme in _NO_CLASS_OF:
        classes = []
    for pool in (
        own,
        classes,
        ranks,
        titles if known or not any(read(g).lower() in award.lower() for g in titles) else [],
        fields,
        foreign or headed,
        letters,
        topics,
        best,
    ):
        if pool:
            chosen = pool[0]
            break
    category = read(chosen) if chosen else None
    kind = chosen.kind if chosen else ""
    if chosen in topics and chosen not in fields:
        kind = "category" if classes else "class"  # "kategori pemerintah kota, posisi terbaik diraih A, diikuti B"
    if kind == "class" and category and (category.lower() in _NO_CLASS or programme in _NO_CLASS_OF):
        category = None
    score = read(numbers[0]) if numbers else read(letters[0]) if letters and chosen is not letters[0] else None
    if programme in _NO_CATEGORY:
        category, kind = None, ""
    return Picked(category, kind, score, ranks[0].rank if ranks else None)


def is_class(words: str) -> bool:
    """Whether a category only tells which bodies compete: "pemerintah kota"."""
    return bool(_CLASS.match(words))


def names_bodies(words: str) -> bool:
    """Whether a category is a class of bodies by the name that prizes give it: "Pemerintah Kota"."""
    return bool(_BODIES.match(words))


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
