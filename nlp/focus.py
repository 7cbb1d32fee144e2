"""Who is in focus: the sources, and where the prose brings one of them forward as subject or agent. Cues are
resolved in `speakers`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from nlp.people import PeopleIndex
from nlp.person_matching import Person
from nlp.person_names import Naming
from nlp.quotation_marks import Quoted
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Reading
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_office, is_person_noun, is_title, word_kind
from nlp.words import Words


@dataclass(frozen=True, slots=True)
class Source:
    """A resolved speaker. `person` is the number of a person of the article, -1 for bodies and unnamed sources."""

    name: str
    person: int = -1
    role: str | None = None
    institution: bool = False


def of_person(person: Person) -> Source:
    return Source(person.name, person.number, person.role)


def named(naming: Naming, people: PeopleIndex) -> Source | None:
    person = people.person_for(naming)
    if person is not None:
        return of_person(person)
    if naming.name is not None:
        return of_person(people.add(naming))
    if naming.role is not None:
        role = people.text[slice(*naming.role)]
        return Source(role, -1, role)
    return None


_ATTENDS = re.compile(
    r"(?i:\b(?:akan hadir|turut hadir|hadir pula|hadir juga|tampak hadir|ikut hadir|dijadwalkan hadir)\b)"
)
_GIVES = re.compile(r"\s(?:memberikan|menyerahkan|menganugerahkan|menyematkan|mengalungkan)\s")
_TO_WHOM = re.compile(r"\b(?:kepada|diterima|diterima oleh|diterima langsung|diterima langsung oleh)\s+\Z")
_LIKENED = re.compile(r"(?i:\b(?:seperti|sebagaimana))(?:\s+[a-z]+){0,3}\s+di[a-z]{4,}(?:\s+oleh)?\s+\Z")
# What an office-holder does in the passive: "diterima Bupati X", "dibuka Sekda Y".
_AGENT_VERB = re.compile(r"di(?:terima|buka|tutup|resmikan|pimpin|hadiri|serahkan|luncurkan|lantik|kukuhkan)\Z")
_LIST_MARK = re.compile(r"(?:[-–•*]|\(?\d{1,2}[.)])\s")


def focus_moves(
    people: PeopleIndex, reading: Reading, words: Words, quoted: Sequence[Quoted]
) -> list[tuple[int, Source, bool]]:
    """(position, source, whether as a mere agent) where a sentence of the prose brings somebody into focus: its
    subject, or the agent of its passive."""
    moves: list[tuple[int, Source, bool]] = []
    number = 0
    namings = people.namings
    for sentence in reading.sentences:
        paragraph = reading.paragraphs[sentence.paragraph]
        if paragraph.kind not in ("body", "list", "caption"):
            continue
        listed_line = paragraph.kind == "list" or _LIST_MARK.match(words.text, paragraph.start)
        if listed_line and not reporting_verbs().active_pattern.search(words.text, sentence.start, sentence.end):
            continue  # a line of a list says who is in it, not who speaks next
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
        listed = -1  # where a list ends whose first name is no subject
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
            if (
                before in grammar().before_objects
                or (naming.start > sentence.start and _governs(words, index - 1, sentence.start))
                or (
                    0 <= listed < naming.start
                    and _coordinated(words, listed, index)
                    and not (before == "," and naming.name is not None and _acts(words, naming.end, sentence.end))
                )  # but "Senada dengan A, Ketua B C juga menyambut …"
            ):
                listed = naming.end
                continue
            owned = (
                before.isalpha()
                and before not in grammar().before_subjects
                and before not in grammar().sentence_openers
                and before not in grammar().between_speaker_and_verb
                and before not in reporting_verbs().passive
                and not _AGENT_VERB.match(before)
            )
            full = naming.name is not None and (naming.role or naming.titles or " " in people.text[slice(*naming.name)])
            if owned and full and _acts(words, naming.end, sentence.end):
                owned = False  # "Usai menerima penghargaan Budi berharap"
            if owned and (naming.name is None or not before.islower()):
                continue
            if naming.name is None and chosen is None and before != "oleh" and _nested(words, sentence.start, index):
                continue
            if owned and words.tokens[index - 1].start > sentence.start and word_kind(before) == "common":
                continue
            if chosen is None and index > 0 and _pronoun_subject(words, sentence.start, index):
                break
            if _ATTENDS.search(words.text, sentence.start, naming.start):
                break  # "Selain itu akan hadir pula Menko X, Menko Y": who is there
            if before == "oleh" or (before.startswith("di") and before in reporting_verbs().passive):
                if _LIKENED.search(words.text, sentence.start, naming.start):
                    continue  # "Seperti disampaikan oleh X": he is only referred to
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
            moves.append((sentence.start, Source(unnamed.group(1).strip()), False))
            continue
        if chosen is not None:
            chosen = _main_subject(words, people, range(chosen, number), sentence.start, sentence.end)
            source = named(namings[chosen], people)
            if source is not None:
                weak = _gives(words, namings[chosen].start, sentence.start) or _judged(words, namings[chosen].end)
                moves.append((namings[chosen].start, source, weak))
                moves.extend(_receivers(people, words, range(chosen + 1, number), namings[chosen].end))
    return moves


def _receivers(
    people: PeopleIndex, words: Words, candidates: range, given_from: int
) -> Iterator[tuple[int, Source, bool]]:
    """Whoever gets a prize speaks next, where nobody has spoken: "Wapres X memberikan piala kepada Bupati Y"."""
    if not _GIVES.match(words.text, given_from):
        return
    for number in candidates:
        naming = people.namings[number]
        if naming.name is not None and _TO_WHOM.search(words.text, given_from, naming.start):
            source = named(naming, people)
            if source is not None:
                yield naming.start, source, True
            return


def _main_subject(words: Words, people: PeopleIndex, candidates: range, start: int, end: int) -> int:
    """The candidate that is the subject behind an opening adverbial: "Sebagai pembantu Presiden A, B telah …"."""
    opening = bare(words.tokens[bisect_left(words.starts, start)].text)
    if opening not in _ADVERBIAL or candidates.start + 1 >= candidates.stop:
        return candidates.start
    first = people.namings[candidates.start]
    for number in range(candidates.start + 1, candidates.stop):
        naming = people.namings[number]
        index = bisect_left(words.starts, naming.start)
        owner = people.owners[number]
        if words.tokens[index - 1].text == "," and naming.start > first.end and _acts(words, naming.end, end):
            return number if owner >= 0 and people.people[owner].sure else candidates.start
    return candidates.start


_ADVERBIAL = frozenset("sebagai dalam pada di usai setelah saat ketika selain melalui bersama menanggapi".split())


def _judged(words: Words, end: int) -> bool:
    """Whether others judge or accuse whoever is named, "Budi dinilai melanggar", so that he has not the word."""
    here = bisect_left(words.starts, end)
    while here < len(words.tokens) and words.tokens[here].text in grammar().between_speaker_and_verb:
        here += 1
    return here < len(words.tokens) and words.tokens[here].text in _JUDGEMENTS


_JUDGEMENTS = frozenset(
    "dinilai diklaim dianggap disebut diduga dituding dituduh diyakini dikabarkan didakwa divonis ditangkap dicopot "
    "dipecat diberhentikan ditetapkan dikenal dijerat ditahan diperiksa".split()
)


def _gives(words: Words, at: int, start: int) -> bool:
    """Whether somebody is named only as the one by whom a thing was done that is no speech: "diserahkan oleh X"."""
    index = bisect_left(words.starts, at)
    if index == 0 or bare(words.tokens[index - 1].text) != "oleh":
        return False
    here = index - 2
    while here > index - 5 and bare(words.tokens[here].text) in ("langsung", "sendiri", "juga", "kembali"):
        here -= 1
    return (
        here < 0 or words.tokens[here].start < start or bare(words.tokens[here].text) not in reporting_verbs().passive
    )


def _acts(words: Words, end: int, stop: int) -> bool:
    """Whether a verb stands right behind a name, so that the name is its subject."""
    here = bisect_left(words.starts, end)
    while here < len(words.tokens) and words.tokens[here].start < stop:
        low = words.tokens[here].text
        if low not in grammar().between_speaker_and_verb and not (low == "," and words.tokens[here].start == end):
            return low in reporting_verbs().active or bool(_ACTIVE.match(low))
        here += 1
    return False


_ACTIVE = re.compile(r"(?:me(?:m|n|ng|ny|l|r)[a-z]{4,}|ber[a-z]{4,})\Z")


def _nested(words: Words, start: int, index: int) -> bool:
    """Whether an office without a name stands within the clause, behind its verb: "menambah staf bagi anggota DPRD"."""
    first = max(bisect_left(words.starts, start), index - 60)
    return index - first > 3 and any(
        w.text in reporting_verbs().active or _ACTIVE.match(w.text) or w.text == "di" for w in words.tokens[first:index]
    )


def _governs(words: Words, at: int, start: int) -> bool:
    """Whether the word before a name makes it an object: a verb that is no cue, or what somebody said within a
    clause ("sejalan dengan arahan X")."""
    low = bare(words.tokens[at].text)
    if not words.tokens[at].text[:1].islower():
        return False
    if low in grammar().speech_nouns:
        return at > 0 and words.tokens[at - 1].start > start and bare(words.tokens[at - 1].text) in _ACCORDING
    if low in grammar().between_speaker_and_verb or low in grammar().sentence_openers or low == "menurut":
        return False
    return low.startswith(("mem", "men", "meng", "meny")) or (low.startswith("ber") and low.endswith(("kan", "kan:")))


_ACCORDING = frozenset("dengan atas sesuai mengikuti menindaklanjuti berdasarkan mengutip".split())


def _coordinated(words: Words, end: int, index: int) -> bool:
    """Whether nothing but commas, "dan" or titles stands between a name's end and word `index`."""
    here = bisect_left(words.starts, end)
    return index - here <= 4 and all(
        words.tokens[n].text in (",", "(", ")", "dan", "serta") or is_title(words.tokens[n].text)
        for n in range(here, index)
    )


_UNNAMED = re.compile(
    r"((?:Seorang|Salah seorang|Salah satu)\s+(?:[a-z]+\s+){1,4}?(?:yang\s+(?:enggan|tidak|tak|"
    r"menolak)\s[^,.]{0,40}?(?:nama|identitas)\w*\s)?)(?=[a-z]+\b)"
)


def _pronoun_subject(words: Words, start: int, index: int) -> bool:
    """Whether "ia" or "dia" is the subject before word `index` of the sentence, so that the naming there is none."""
    first = bisect_left(words.starts, start)
    return any(
        bare(w.text) in ("ia", "dia", "beliau", "pihaknya", "dirinya")
        for w in words.tokens[first : min(index, first + 8)]
    )
