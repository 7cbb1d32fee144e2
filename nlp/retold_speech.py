"""What somebody says that somebody else said: "Juru bicara X menyampaikan, Menteri Y menegaskan bahwa …". The outer
report is read in `reported_speech`."""

from __future__ import annotations

from nlp.cues import Speaker, word_index
from nlp.direct_speech import Utterance
from nlp.people import PeopleIndex
from nlp.person_names import Naming
from nlp.reported_bounds import indirect
from nlp.reported_clauses import reported_start
from nlp.reporting_verbs import reporting_verbs
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_office
from nlp.words import Words

FARTHEST_VERB = 80  # characters between the inner speaker and his verb


def retold(words: Words, people: PeopleIndex, outer: Utterance) -> Utterance | None:
    """The report within a report, whose speaker opens the outer clause with his name or office; None when there is
    none."""
    text = words.text
    numbers = people.between(outer.start, outer.start + 1)
    if not numbers:
        return None
    naming = people.namings[numbers[0]]
    if naming.name is None and not is_office(text[naming.start : naming.end].split()[0]):
        return None
    verbs = reporting_verbs()
    verb = verbs.active_pattern.search(text, naming.end, min(outer.end, naming.end + FARTHEST_VERB))
    if verb is None or not _adverbs_only(words, naming.end, verb.start()):
        return None
    name = " ".join(verb.group().split())
    frame = verbs.active.get(name, "carrier")
    content = reported_start(text, verb.end(), outer.end, frame, name)
    if content is None or _same(people, outer.speaker.naming, naming):
        return None
    speaker = Speaker("naming", naming, naming.start, naming.end)
    return indirect(text, content, outer.end, verb.span(), speaker, naming.start)


def _adverbs_only(words: Words, start: int, end: int) -> bool:
    here = word_index(words.starts, start)
    while here < len(words.tokens) and words.tokens[here].start < end:
        if bare(words.tokens[here].text) not in grammar().between_speaker_and_verb:
            return False
        here += 1
    return True


def _same(people: PeopleIndex, outer: Naming | None, inner: Naming) -> bool:
    """Whether both reports have one speaker: "Budi mengatakan, Budi berharap …"."""
    if outer is None:
        return False
    first, second = people.person_for(outer), people.person_for(inner)
    return first is not None and first is second
