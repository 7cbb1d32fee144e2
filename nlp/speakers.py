"""Who speaks: pronouns, -nya, short names, roles, epithets and silent cues resolved to a person, a body or an
unnamed source.

The state is one focus (the last speaker or subject) that moves through the article from the first sentence to the last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence

from nlp import offices
from nlp.cues import Speaker
from nlp.direct_speech import Utterance
from nlp.focus import Source, focus_moves, named, of_person
from nlp.people import PeopleIndex
from nlp.person_matching import Person
from nlp.quotation_marks import Quoted
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Reading
from nlp.speech_grammar import grammar
from nlp.titles import is_office
from nlp.words import Words

_ECHO = re.compile(
    r"(?:Demikian|Hal (?:ini|itu|tersebut|senada|serupa)|Pernyataan (?:ini|itu|tersebut)|Pesan (?:ini|"
    r"itu)|Penegasan|Ucapan|Ungkapan|Keterangan|Harapan)\b",
    re.IGNORECASE,
)


def resolve(
    utterances: Sequence[Utterance],
    people: PeopleIndex,
    reading: Reading,
    words: Words,
    quoted: Sequence[Quoted],
    title_people: Sequence[Person],
) -> list[Source | None]:
    """The source of each utterance; the utterances must be in reading order."""
    within = [(u.start, u.end) for u in utterances if u.kind == "indirect" and u.cue and u.cue[1] <= u.start]
    moves = [m for m in focus_moves(people, reading, words, quoted) if not _inside(m[0], within)]
    positions = [position for position, _, _ in moves]
    last: Source | None = None  # who spoke last
    spoken = False  # whether somebody has spoken before
    found: list[Source | None] = []
    focus: Source | None = None  # the person in focus, or an unnamed source
    body: Source | None = None  # the last institution that spoke
    pointer = 0
    explicit = [_explicit(u, people, words) for u in utterances]
    for number, utterance in enumerate(utterances):
        limit = bisect_left(
            positions,
            min(utterance.at, utterance.start) if utterance.speaker.reference in ("pronoun", "none") else utterance.at,
        )
        while pointer < limit:
            if not (spoken and moves[pointer][2]):
                focus = moves[pointer][1]
            pointer += 1
        source = explicit[number]
        if source is None and utterance.speaker.reference == "none":
            source = _echoed(utterance, people, reading, words)
        if source is not None and source.person < 0 and _vague(source) and focus is not None and _may_be(focus, people):
            source = focus
        if source is not None and source.person < 0 and _former(source):
            spoke = last if last is not None and last.person >= 0 else focus
            source = spoke if spoke is not None and spoke.person >= 0 else source
        if source is None and utterance.speaker.reference == "body":
            pointed = words.text[utterance.speaker.start : utterance.speaker.end]
            source = body or Source(pointed, -1, None, True)
        if (
            source is None
            and focus is not None
            and last is not None
            and _spoken_of(utterance, focus, people, words.text)
        ):
            source = last
        if source is None:
            source = focus or body or _ahead(utterance, number, utterances, explicit, moves, title_people, people)
        found.append(source)
        retold = (
            number > 0
            and utterance.start > utterances[number - 1].start
            and utterance.end <= utterances[number - 1].end
        )
        if retold:
            pass  # whom a spokesman quotes does not speak on
        elif source is not None and source.institution:
            body = source
        elif source is not None:
            focus, spoken, last = source, True, source
        # what is named between this utterance's start and its cue has had its say
        while pointer < len(moves) and positions[pointer] <= utterance.at:
            pointer += 1
    return found


def _inside(position: int, stretches: Sequence[tuple[int, int]]) -> bool:
    """Whether a position lies in one of the reported clauses: whoever is named there is spoken of and speaks not."""
    at = bisect_left(stretches, (position + 1,)) - 1
    return at >= 0 and stretches[at][0] <= position < stretches[at][1]


def _spoken_of(utterance: Utterance, focus: Source, people: PeopleIndex, text: str) -> bool:
    """Whether the words name whoever is in focus, so that they are somebody else's: "Pak Aher sudah punya …"."""
    if focus.person < 0 or utterance.kind != "direct":
        return False
    person = people.people[focus.person]
    names = {w for w in (*person.words, *person.aliases) if len(w) > 3}
    said = set(_CAPITAL_WORD.findall(text, utterance.start, utterance.end))
    return any(word.lower() in names for word in said)


_CAPITAL_WORD = re.compile(r"\b[A-Z][\w'’-]+")


def _vague(source: Source) -> bool:
    """Whether a source is only an office without its place, which somebody in focus may hold: "gubernur", "wali
    kota"."""
    words = [w for w in source.name.lower().split() if w not in ("sang", "pak", "bu", "ini", "itu")]
    return source.role is not None and (
        (len(words) == 1 and words[0] in grammar().bare_offices)
        or words
        in (["wali", "kota"], ["wakil", "bupati"], ["kepala", "dinas"], ["wakil", "menteri"], ["kepala", "desa"])
    )


def _former(source: Source) -> bool:
    """Whether a source is only an office held before, or a trade: another word for whoever spoke last, "Eks Dirjen
    Dukcapil", "Politisi PDI P"."""
    return source.role is not None and source.name.split()[0].lower() in _OTHER_WORDS


_OTHER_WORDS = frozenset("mantan eks bekas politisi politikus alumnus alumni jebolan".split())


def _may_be(focus: Source, people: PeopleIndex) -> bool:
    """Whether the person in focus has no office yet, so that a bare office may be theirs."""
    return focus.person >= 0 and not any(is_office(role.split()[0]) for role in people.people[focus.person].roles)


def _explicit(utterance: Utterance, people: PeopleIndex, words: Words) -> Source | None:
    """The source that the cue itself names."""
    speaker = utterance.speaker
    return source_of(speaker, people, words)


_CLOSING_BRACKET = re.compile(r"\s*\([^()]*\)?\s*\Z")


def source_of(speaker: Speaker, people: PeopleIndex, words: Words) -> Source | None:
    """The source that a cue's words stand for without the context; None for pronouns and silence."""
    if speaker.reference == "naming" and speaker.naming is not None:
        return named(speaker.naming, people)
    if speaker.reference == "description":
        return Source(words.text[speaker.start : speaker.end], -1, None)
    if speaker.reference == "institution":
        short = words.text[speaker.start : speaker.end].lower()
        for person in people.people:
            if short in person.aliases or (" " in short and set(short.split()) <= person.aliases):
                return of_person(person)
        body = _CLOSING_BRACKET.sub("", words.text[speaker.start : speaker.end]).strip()
        return Source(full_name(body, words.text), -1, None, True)
    if speaker.reference == "pronoun" and speaker.naming is not None and speaker.naming.role is not None:
        role = words.text[slice(*speaker.naming.role)]
        if is_office(role.split()[0]):
            holder = people.by_role(_head_words(role), speaker.start)
            if holder is not None:
                return of_person(holder)
    return None


def _head_words(role: str) -> str:
    """A pointed role without its decoration: "menteri asal Tapanuli" → "menteri"."""
    return re.split(r"\s+(?:asal|yang|kelahiran|dari|termuda|perempuan|pertama|berusia|itu|ini|tersebut)\b", role)[0]


def title_source(speaker: Speaker, title: str, people: PeopleIndex) -> Source:
    """The source of a headline's quotation: the person of the text by name or office, else what the headline says."""
    naming = speaker.naming
    if naming is not None and naming.name is not None:
        person = people.by_name(title[slice(*naming.name)])
        if person is not None:
            return of_person(person)
        return Source(title[slice(*naming.name)], -1, title[slice(*naming.role)] if naming.role else None)
    role = title[speaker.start : speaker.end]
    if speaker.reference == "institution":
        return Source(role, -1, None, True)
    person = people.by_role(role, len(people.text))
    return of_person(person) if person is not None else Source(role, -1, role)


def full_name(body: str, text: str) -> str:
    """A body's name written out where the article itself explains the abbreviation: "BKN" → "Badan Kepegawaian
    Negara"."""
    if len(body) > 12 or " " in body:
        return body
    at = text.find(f"({body})")
    if at <= 0:
        return _spelled_out(body, text)
    before = text[max(0, at - 120) : at].rstrip()
    match = re.search(r"((?:[A-Z][\w/-]*(?:,)?\s+|dan\s+|untuk\s+)*[A-Z][\w/-]*)\Z", before)
    if match is None:
        return body
    run = match.group(1).split()
    letters = body.lower()
    starts = [n for n, word in enumerate(run) if word[0].isupper() and word[0].lower() == letters[0]]
    exact = [n for n in starts if "".join(w[0] for w in run[n:] if w[0].isupper()).lower() == letters]
    # the name begins with the abbreviation's first letter: "Sekretaris Jenderal | Komite Anti Korupsi Indonesia (KAKI)"
    return " ".join(run[(exact or starts)[0] :]) if starts else body


def _spelled_out(body: str, text: str) -> str:
    """The run of capitalised words that begin with the letters of an abbreviation: "BI" → "Bank Indonesia"."""
    if not body.isupper() or not 2 <= len(body) <= 8:
        return body
    pattern = r"(?:\s+(?:dan|untuk|atas|serta))?\s+".join(rf"{letter}(?:[a-z]\w+|[A-Z]{{3,}})" for letter in body)
    match = re.search(rf"(?<!\w){pattern}", text)
    return match.group() if match else body


def _echoed(utterance: Utterance, people: PeopleIndex, reading: Reading, words: Words) -> Source | None:
    """The speaker named in the sentence behind: "Demikian disampaikan X", "Hal itu dikatakan X"."""
    text = words.text
    here = utterance.end
    while here < len(text) and (text[here].isspace() or text[here] in "\"”“,.!?'’»"):
        here += 1
    match = _ECHO.match(text, here)
    if match is None:
        return None
    passive = reporting_verbs().passive_pattern.search(text, match.end(), min(len(text), match.end() + 80))
    if passive is None:
        return None
    for number in people.between(passive.end(), passive.end() + 60):
        return named(people.namings[number], people)
    return None


def _ahead(
    utterance: Utterance,
    number: int,
    utterances: Sequence[Utterance],
    explicit: Sequence[Source | None],
    moves: Sequence[tuple[int, Source, bool]],
    title_people: Sequence[Person],
    people: PeopleIndex,
) -> Source | None:
    """A speaker for a quotation that opens the article: the next one named, else the one of the headline."""
    if utterance.speaker.reference == "pronoun":
        # a pronoun points back: whoever was named last, in whatever function
        for named in reversed(people.between(max(0, utterance.at - 3000), utterance.at)):
            owner = people.owners[named]
            if owner >= 0 and people.people[owner].sure:
                return of_person(people.people[owner])
    for later in range(number + 1, min(number + 4, len(utterances))):
        if explicit[later] is not None:
            return explicit[later]
    if moves:
        return moves[0][1]
    if title_people:
        return of_person(title_people[0])
    return of_person(people.people[0]) if people.people else None


def is_minister(source: Source, people: PeopleIndex) -> bool:
    """Whether the source held an office of ministerial level."""
    if source.institution:
        return False
    if source.person >= 0:
        return people.people[source.person].minister
    return bool(source.role and offices.is_ministerial(source.role))
