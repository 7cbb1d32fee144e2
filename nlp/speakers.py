"""Who speaks: pronouns, -nya, short names, roles, epithets and silent cues resolved to a person, a body or an
unnamed source.

The state is one focus (the last speaker or subject) that moves through the article from the first sentence to the last.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass

from nlp import offices
from nlp.cues import Speaker
from nlp.direct_speech import Utterance
from nlp.people import PeopleIndex
from nlp.person_matching import Person
from nlp.person_names import Naming
from nlp.quotation_marks import Quoted
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Reading
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_office, is_person_noun, word_kind
from nlp.words import Words


@dataclass(frozen=True, slots=True)
class Source:
    """A resolved speaker. `person` is the number of a person of the article, -1 for bodies and unnamed sources."""

    name: str
    person: int = -1
    role: str | None = None
    institution: bool = False


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
    moves = _focus_moves(people, reading, words, quoted)
    positions = [position for position, _ in moves]
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
            focus = moves[pointer][1]
            pointer += 1
        source = explicit[number]
        if source is None and utterance.speaker.reference == "none":
            source = _echoed(utterance, people, reading, words)
        if source is not None and source.person < 0 and _vague(source) and focus is not None and _may_be(focus, people):
            source = focus
        if source is None:
            source = focus or body or _ahead(utterance, number, utterances, explicit, moves, title_people, people)
        found.append(source)
        if source is not None and source.institution:
            body = source
        elif source is not None:
            focus = source
        # what is named between this utterance's start and its cue has had its say
        while pointer < len(moves) and positions[pointer] <= utterance.at:
            pointer += 1
    return found


def _vague(source: Source) -> bool:
    """Whether a source is only an office without its place, which somebody in focus may hold: "gubernur", "wali
    kota"."""
    words = [w for w in source.name.lower().split() if w not in ("sang", "pak", "bu", "ini", "itu")]
    return source.role is not None and (
        (len(words) == 1 and words[0] in grammar().bare_offices)
        or words
        in (["wali", "kota"], ["wakil", "bupati"], ["kepala", "dinas"], ["wakil", "menteri"], ["kepala", "desa"])
    )


def _may_be(focus: Source, people: PeopleIndex) -> bool:
    """Whether the person in focus has no office yet, so that a bare office may be theirs."""
    return focus.person >= 0 and not any(is_office(role.split()[0]) for role in people.people[focus.person].roles)


def _of_person(person: Person) -> Source:
    return Source(person.name, person.number, person.role)


def _explicit(utterance: Utterance, people: PeopleIndex, words: Words) -> Source | None:
    """The source that the cue itself names."""
    speaker = utterance.speaker
    return source_of(speaker, people, words)


def source_of(speaker: Speaker, people: PeopleIndex, words: Words) -> Source | None:
    """The source that a cue's words stand for without the context; None for pronouns and silence."""
    if speaker.reference == "naming" and speaker.naming is not None:
        return _named(speaker.naming, people)
    if speaker.reference == "description":
        return Source(words.text[speaker.start : speaker.end], -1, None)
    if speaker.reference == "institution":
        short = words.text[speaker.start : speaker.end].lower()
        for person in people.people:
            if short in person.aliases:
                return _of_person(person)
        body = words.text[speaker.start : speaker.end].split(" (")[0].strip()
        return Source(full_name(body, words.text), -1, None, True)
    if speaker.reference == "pronoun" and speaker.naming is not None and speaker.naming.role is not None:
        role = words.text[slice(*speaker.naming.role)]
        if is_office(role.split()[0]):
            holder = people.by_role(_head_words(role), speaker.start)
            if holder is not None:
                return _of_person(holder)
    return None


def _head_words(role: str) -> str:
    """A pointed role without its decoration: "menteri asal Tapanuli" → "menteri"."""
    return re.split(r"\s+(?:asal|yang|kelahiran|dari|termuda|perempuan|pertama|berusia|itu|ini|tersebut)\b", role)[0]


def _named(naming: Naming, people: PeopleIndex) -> Source | None:
    person = people.person_for(naming)
    if person is not None:
        return _of_person(person)
    if naming.name is not None:
        return _of_person(people.add(naming))
    if naming.role is not None:
        role = people.text[slice(*naming.role)]
        return Source(role, -1, role)
    return None


def title_source(speaker: Speaker, title: str, people: PeopleIndex) -> Source:
    """The source of a headline's quotation: the person of the text by name or office, else what the headline says."""
    naming = speaker.naming
    if naming is not None and naming.name is not None:
        person = people.by_name(title[slice(*naming.name)])
        if person is not None:
            return _of_person(person)
        return Source(title[slice(*naming.name)], -1, title[slice(*naming.role)] if naming.role else None)
    role = title[speaker.start : speaker.end]
    person = people.by_role(role, len(people.text))
    return _of_person(person) if person is not None else Source(role, -1, role)


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
    return match.group(1).strip() if match else body


def _spelled_out(body: str, text: str) -> str:
    """The run of capitalised words that begin with the letters of an abbreviation: "BI" → "Bank Indonesia"."""
    if not body.isupper() or not 2 <= len(body) <= 8:
        return body
    pattern = r"(?:\s+(?:dan|untuk|atas|serta))?\s+".join(rf"{letter}[a-z]\w+" for letter in body)
    match = re.search(rf"(?<!\w){pattern}", text)
    return match.group() if match else body


def _focus_moves(
    people: PeopleIndex, reading: Reading, words: Words, quoted: Sequence[Quoted]
) -> list[tuple[int, Source]]:
    """(position, source) where a sentence of the prose brings somebody into focus: its subject, or the agent of
    its passive."""
    moves: list[tuple[int, Source]] = []
    number = 0
    namings = people.namings
    for sentence in reading.sentences:
        paragraph = reading.paragraphs[sentence.paragraph]
        if paragraph.kind not in ("body", "list", "caption"):
            continue
        if (
            paragraph.end - paragraph.start < 200
            and words.text[paragraph.end - 1] not in ".!?\"”'’)"
            and paragraph.index < len(reading.paragraphs) - 1
        ):
            continue  # a linked headline within the text
        chosen: int | None = None
        while number < len(namings) and namings[number].start < sentence.start:
            number += 1
        first = number
        while number < len(namings) and namings[number].start < sentence.end:
            number += 1
        for candidate in range(first, number):
            naming = namings[candidate]
            if naming.name is None and not is_office(people.text[naming.start : naming.end].split()[0]):
                continue
            index = bisect_left(words.starts, naming.start)
            before = (
                bare(words.tokens[index - 1].text)
                if index > 0 and words.tokens[index - 1].start >= sentence.start
                else ""
            )
            if before in grammar().before_objects or (
                before.startswith(("mem", "men", "meng", "meny"))
                and before not in ("menteri", "menurut")
                and naming.start > sentence.start
            ):
                continue
            owned = (
                before.isalpha()
                and before not in grammar().before_subjects
                and before not in grammar().sentence_openers
                and before not in grammar().between_speaker_and_verb
                and before not in reporting_verbs().passive
            )
            if owned and (naming.name is None or not before.islower()):
                continue
            if owned and words.tokens[index - 1].start > sentence.start and word_kind(before) == "common":
                continue
            if chosen is None and index > 0 and _pronoun_subject(words, sentence.start, index):
                break
            if before == "oleh" or (before.startswith("di") and before in reporting_verbs().passive):
                chosen = candidate
                break
            owner = people.owners[candidate]
            if owner >= 0 and not people.people[owner].sure:
                continue
            if (chosen is None and owner >= 0) or (
                chosen is None
                and naming.role is not None
                and people.by_role(people.text[slice(*naming.role)], naming.start)
            ):
                chosen = candidate
        unnamed = _UNNAMED.match(words.text, sentence.start)
        if unnamed and not is_person_noun(
            unnamed.group(1).split()[2 if unnamed.group(1).lower().startswith("salah") else 1]
        ):
            unnamed = None
        if unnamed and (chosen is None or namings[chosen].start > unnamed.end()):
            moves.append((sentence.start, Source(unnamed.group(1).strip())))
            continue
        if chosen is not None:
            source = _named(namings[chosen], people)
            if source is not None:
                moves.append((namings[chosen].start, source))
    return moves


_UNNAMED = re.compile(
    r"((?:Seorang|Salah seorang|Salah satu)\s+(?:[a-z]+\s+){1,4}?(?:yang\s+(?:enggan|tidak|tak|"
    r"menolak)\s[^,.]{0,40}?(?:nama|identitas)\w*\s)?)(?=[a-z]+\b)"
)


def _pronoun_subject(words: Words, start: int, index: int) -> bool:
    """Whether "ia" or "dia" is the subject before word `index` of the sentence, so that the naming there is none."""
    first = bisect_left(words.starts, start)
    return any(bare(w.text) in ("ia", "dia", "beliau") for w in words.tokens[first : min(index, first + 8)])


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
        return _named(people.namings[number], people)
    return None


def _ahead(
    utterance: Utterance,
    number: int,
    utterances: Sequence[Utterance],
    explicit: Sequence[Source | None],
    moves: Sequence[tuple[int, Source]],
    title_people: Sequence[Person],
    people: PeopleIndex,
) -> Source | None:
    """A speaker for a quotation that opens the article: the next one named, else the one of the headline."""
    for later in range(number + 1, min(number + 4, len(utterances))):
        if explicit[later] is not None:
            return explicit[later]
    if moves:
        return moves[0][1]
    if title_people:
        return _of_person(title_people[0])
    return _of_person(people.people[0]) if people.people else None


def is_minister(source: Source, people: PeopleIndex) -> bool:
    """Whether the source held an office of ministerial level."""
    if source.institution:
        return False
    if source.person >= 0:
        return people.people[source.person].minister
    return bool(source.role and offices.is_ministerial(source.role))
