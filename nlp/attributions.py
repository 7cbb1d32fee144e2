"""Reports without a verb of their own: "Dalam pandangan X, …", "…, demikian keterangan X.", and statements whose
speaker only the next sentence names, "… Demikian ditegaskan X.", "… Ujarnya."."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.cues import PRONOUN, Speaker, speaker_behind, word_index
from nlp.direct_speech import Utterance
from nlp.people import PeopleIndex
from nlp.reported_bounds import indirect, trim_end
from nlp.reported_clauses import has_predicate
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Reading, Sentence
from nlp.words import Words

LONGEST_ECHO = 700  # characters of prose that "Demikian disampaikan X" still reports
_VIEW = re.compile(
    r"(?:Sementara itu,?\s+|Sementara\s+|Namun,?\s+)?[Dd](?:alam|ari)\s+(?:sudut\s+)?"
    r"(?:pandangan|catatan|hitungan|perhitungan|pengamatan|penilaian|hemat|analisis|amatan|penuturan|pengakuan|"
    r"penglihatan|keyakinan|kacamata)(nya)?\b,?\s*"
)
_ENDING = re.compile(
    r"(?<!\w)(demikian(?:lah)?\s+(?:bunyi\s+|isi\s+|kutipan\s+)?(?:keterangan|pernyataan|penjelasan|siaran pers|rilis)"
    r"(?:\s+(?:tertulis|resmi|pers))*)(nya)?\s+(?:dari\s+)?",
    re.IGNORECASE,
)
_ECHO = re.compile(
    r"(?:Demikian(?:lah)?|Begitu(?:lah)?|Hal (?:ini|itu|tersebut)|Penegasan (?:ini|itu|tersebut)|Itu)"
    r"(?:\s+(?:antara lain|juga|yang))?\s*,?\s+"
    r"((?:di(?:sampai|kata|ungkap|tegas|jelas|tutur|papar|beber|utara|kemuka|nyata|terang|tekan)kan))\s+"
    r"(?:langsung\s+|sendiri\s+|juga\s+|kembali\s+)?(?:oleh\s+)?"
)
_ACTIVE_ECHO = re.compile(
    r"\b(menyampaikan|mengatakan|mengungkapkan|menegaskan|menjelaskan|menyatakan|menuturkan)\s+hal\s+(?:itu|ini|tersebut)\b"
)
_LONE_CUE = re.compile(r"([A-Za-z]+?)nya\s*[.!]?\s*\Z")
_DATELINE = re.compile(
    r"(?:[A-Z][\w'’/.,-]*\s+){0,5}(?:\([^)]{2,30}\)\s*)?(?:[A-Z]\w+(?:\.\w+)*\s*)?(?:[–—-]{1,2}|:)\s+"
)


def viewed(words: Words, people: PeopleIndex, begin: int, stop: int) -> Utterance | None:
    """ "Dalam pandangan X, …" and "…, demikian keterangan X" within one sentence."""
    text = words.text
    match = _VIEW.match(text, begin, stop)
    if match is not None:
        here, speaker = match.end(), PRONOUN
        if match.group(1) is None:
            speaker, after = speaker_behind(words.tokens, word_index(words.starts, here), people, stop)
            if speaker.reference not in ("naming", "pronoun", "institution") or speaker.start > here + 2:
                return None
            here = words.tokens[after - 1].end
            if text[here : here + 1] != ",":
                return None
        while here < stop and text[here] in ", ":
            here += 1
        if not has_predicate(text[here:stop]):
            return None
        cue = (begin + match.group().lower().find("da"), match.end(1) if match.group(1) else _word_end(text, match))
        return indirect(text, here, stop, cue, speaker, begin)
    ending = _ENDING.search(text, begin, stop)
    if ending is not None and ending.start() > begin + 30:
        speaker = PRONOUN
        if ending.group(2) is None:
            speaker, _ = speaker_behind(words.tokens, word_index(words.starts, ending.end()), people, stop + 1)
            if speaker.reference == "none":
                return None
        return indirect(text, begin, ending.start(), ending.span(1), speaker, ending.start(1))
    return None


def _word_end(text: str, match: re.Match[str]) -> int:
    end = match.end()
    while end > match.start() and (text[end - 1].isspace() or text[end - 1] == ","):
        end -= 1
    return end


def echoed(
    words: Words, reading: Reading, people: PeopleIndex, taken: Sequence[tuple[int, int]]
) -> Iterator[Utterance]:
    """The prose that the sentence behind it gives to a speaker; `taken` bounds what is a quotation or a report already,
    in order."""
    text = words.text
    before: list[Sentence] = []  # the sentences of prose so far that nobody has said
    pointer = 0
    for sentence in reading.sentences:
        if reading.paragraphs[sentence.paragraph].kind not in ("body", "list"):
            if reading.paragraphs[sentence.paragraph].kind == "heading":
                before = []
            continue
        while pointer < len(taken) and taken[pointer][1] <= sentence.start:
            pointer += 1
        said = pointer < len(taken) and taken[pointer][0] < sentence.end
        found = _source(words, people, sentence) if before else None
        if found is not None:
            cue, speaker = found
            first, last = before[-1], before[-1]
            if last.paragraph != sentence.paragraph and len(before) > 1 and before[-2].paragraph == last.paragraph:
                whole = [s for s in before if s.paragraph == last.paragraph]
                if len(whole) <= 3 and last.end - whole[0].start < LONGEST_ECHO:
                    first = whole[0]
            start = first.start
            named = [n for n in people.between(start, start + 60) if people.namings[n].name is not None]
            if speaker.naming is not None and any(
                people.person_for(people.namings[n]) is people.person_for(speaker.naming)
                for n in people.between(start, last.end)
            ):
                before = []
                continue  # what tells of the speaker himself is not what he said
            if speaker is PRONOUN and named:
                # "Kepala Dinas X menyampaikan selamat, hal ini menjadi motivasi. Ujarnya."
                naming = people.namings[named[0]]
                speaker = Speaker("naming", naming, naming.start, naming.end)
                comma = text.rfind(", ", naming.end, last.end)
                start = comma + 2 if comma > 0 and has_predicate(text[comma + 2 : last.end]) else start
            dateline = _DATELINE.match(text, start, min(last.end, start + 90))
            if dateline and (start == 0 or text[start - 1] == "\n"):
                start = dateline.end()
            stop = trim_end(text, start, last.end)
            if stop - start > 25 and has_predicate(text[start:stop]):
                utterance = indirect(text, start, stop, cue, speaker, cue[0])
                if utterance is not None:
                    yield utterance
        if said or found is not None or text[sentence.end - 1 : sentence.end] == "?":
            before = []
        else:
            before = [*before[-3:], sentence]


def _source(words: Words, people: PeopleIndex, sentence: Sentence) -> tuple[tuple[int, int], Speaker] | None:
    """The cue and the speaker of a sentence that only says who said what stands before it."""
    text = words.text
    match = _ECHO.match(text, sentence.start, sentence.end)
    if match is not None:
        speaker, _ = speaker_behind(words.tokens, word_index(words.starts, match.end()), people, sentence.end)
        if speaker.reference == "naming" and speaker.naming is not None and speaker.naming.name is not None:
            return match.span(1), speaker
        return None
    active = _ACTIVE_ECHO.search(text, sentence.start, min(sentence.end, sentence.start + 300))
    if active is not None:
        for number in people.between(sentence.start, active.start()):
            naming = people.namings[number]
            if naming.name is not None and naming.start - sentence.start < 5 and active.start() - naming.end < 40:
                return active.span(1), Speaker("naming", naming, naming.start, naming.end)
        return None
    lone = _LONE_CUE.fullmatch(text, sentence.start, sentence.end)
    if lone is not None and lone.group(1).lower() in reporting_verbs().strong_roots:
        return (sentence.start, lone.end(1) + 3), PRONOUN
    return None
