"""Indirect speech: the clause reported by a verb, by "menurut X", by an inserted "kata X" or by a passive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.attributions import echoed, viewed
from nlp.cue_subjects import speaker_before, subject_at_start
from nlp.cues import PRONOUN, Speaker
from nlp.direct_speech import Utterance
from nlp.inserted_speech import inserted_cue
from nlp.people import PeopleIndex
from nlp.quotation_marks import Quoted
from nlp.reported_bounds import indirect, trim_end
from nlp.reported_clauses import BAHWA, has_predicate, reported_start
from nlp.reported_passives import NEGATION, UNREAL, passive_report
from nlp.reporting_verbs import reporting_verbs
from nlp.retold_speech import retold
from nlp.sentences import Reading
from nlp.speech_grammar import grammar
from nlp.words import Words

_DATELINE = re.compile(
    r"(?:[A-Z][\w'’/.-]*[,.]?\s+){0,5}(?:\([^)]{2,30}\)\s*)?(?:[A-Z]\w+(?:\.\w+)*\s*)?(?:[–—-]{1,2}|:)\s+"
)


_RELATIVE = re.compile(
    r"(?:^|\s)yang\s+(?:(?:selalu|juga|pernah|sempat|kerap|sering|telah|sudah|hanya|tidak|tak|belum|ikut|"
    r"turut|terus|akan|ingin|mau|bisa|dapat|langsung|kemudian|lalu|hendak)\s+){1,3}\Z"
)


_JOINED = re.compile(
    r"(?:sambil|seraya|sembari|sekaligus|serta|dan|lalu|kemudian|namun|tapi|tetapi|juga)\s+\Z", re.IGNORECASE
)


LONGEST_SENTENCE = 6000  # characters; what runs on longer has lost its full stops


def find_indirect(
    words: Words, reading: Reading, quoted: Sequence[Quoted], direct: Sequence[Utterance], people: PeopleIndex
) -> list[Utterance]:
    """The reported clauses of the prose, in order; at most one for each stretch between two quotations of a
    sentence."""
    found: list[Utterance] = []
    marks = sorted([(u.start, u.end) for u in direct])
    used = {u.cue for u in direct if u.cue}
    pointer = 0
    for sentence in reading.sentences:
        if reading.paragraphs[sentence.paragraph].kind not in ("body", "list"):
            continue
        while pointer < len(marks) and marks[pointer][1] <= sentence.start:
            pointer += 1
        here, number = sentence.start, pointer
        first = True
        while here < sentence.end:
            stop = marks[number][0] if number < len(marks) and marks[number][0] < sentence.end else sentence.end
            for number_in, (begin, end) in enumerate(_zones(words.text, here, stop)):
                behind = not first and number_in == 0 and not _fresh(words.text, marks[number - 1][1], begin, end, used)
                utterance = _report(words, people, begin, end, used, after_quote=behind)
                if utterance is not None:
                    found.append(utterance)
                    if (inner := retold(words, people, utterance)) is not None:
                        found.append(inner)
            if stop == sentence.end:
                break
            here = marks[number][1]
            number += 1
            first = False
    taken = sorted([*marks, *((u.start, u.end) for u in found)])
    return [*found, *echoed(words, reading, people, taken)]


_AFTER_MARK = re.compile(r"[\s,.;:!?…\"”“’'»]*")


def _fresh(text: str, quote_end: int, begin: int, end: int, used: set[tuple[int, int]]) -> bool:
    """Whether a new sentence begins behind a quotation that ended with its own stop: "… beres!” Ia menambahkan …"."""
    gap = _AFTER_MARK.match(text, quote_end, end)
    if gap is None or gap.end() >= end or not text[gap.end()].isupper():
        return False
    stopped = any(mark in gap.group() for mark in ".!?…") and "," not in gap.group()
    return (stopped or text[quote_end - 1] in "!?…") and not any(begin <= cue[0] < end for cue in used)


_SPLIT = re.compile(
    r",\s+(?=(?:sementara|sedangkan|namun|adapun)\s)|(?<=[a-z]{3})\.(?=[A-Z][A-Za-z]+[\s,])|(?<=\d\))\.(?=[A-Z][A-Za-z]+[\s,])"
)


_WHILE = frozenset("sambil seraya sembari".split())  # "…,” kata Ade seraya berharap tahun ini …"
_CONCEDED = re.compile(r"(?:Meski|Meskipun|Walau|Walaupun|Kendati|Jika|Kalau|Bila)\s")


def _zones(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch, cut where "sementara" or "sedangkan" opens a clause that holds its own reporting verb."""
    verbs = reporting_verbs()
    here = start
    if _CONCEDED.match(text, start, end) and (said := verbs.active_pattern.search(text, start, end)):
        comma = text.find(", ", start, end)
        if comma > said.end() and verbs.active_pattern.search(text, comma, end):
            yield here, comma  # "Meski A mengatakan …, B menyatakan …"
            here = comma + 1
    for match in _SPLIT.finditer(text, here, end):
        if match.group() == "." or (
            verbs.active_pattern.search(text, here, match.start())
            and verbs.active_pattern.search(text, match.end(), end)
        ):
            yield here, match.start()
            here = match.end()
    yield here, end


def _report(
    words: Words, people: PeopleIndex, begin: int, end: int, used: set[tuple[int, int]], *, after_quote: bool
) -> Utterance | None:
    text = words.text
    while begin < end and (text[begin].isspace() or text[begin] in ",.;\"”'’"):
        begin += 1
    stop = trim_end(text, begin, min(end, begin + LONGEST_SENTENCE))
    if stop - begin < 12:
        return None
    dateline = _DATELINE.match(text, begin, min(stop, begin + 90))
    if dateline and (begin == 0 or text[begin - 1] == "\n") and text[begin].isupper():
        begin = dateline.end()
    verbs = reporting_verbs()
    matches: list[tuple[int, str, re.Match[str]]] = []
    matches.extend((m.start(), "active", m) for m in verbs.active_pattern.finditer(text, begin, stop))
    matches.extend((m.start(), "passive", m) for m in verbs.passive_pattern.finditer(text, begin, stop))
    matches.extend((m.start(), "inserted", m) for m in verbs.inserted_pattern.finditer(text, begin, stop))
    matches.sort(key=lambda item: (item[0], item[1] != "active"))
    inner = 0
    for position, kind, match in matches:
        if _doubled(text, match) or (
            kind == "inserted" and text[position].isupper() and people.between(position, position + 1)
        ):
            continue  # "kata - kata kasar"; "Urai berharap", somebody's name
        if match.span() in used or any(cue[0] <= position < cue[1] for cue in used):
            if after_quote:
                continue
            return None
        if position < inner:
            continue
        if kind == "active":
            result = _active(words, people, begin, stop, match, after_quote)
        elif kind == "passive":
            result = passive_report(words, people, begin, stop, match)
        else:
            result = inserted_cue(words, people, begin, stop, match, after_quote)
        if result is not None:
            return result
    return None if after_quote else viewed(words, people, begin, stop)


def _doubled(text: str, cue: re.Match[str]) -> bool:
    """Whether the cue is half of a doubled word written with blanks: "kata - kata kasar", "disebut - sebut"."""
    root = cue.group().lower().removeprefix("di")[:4]
    behind = _HYPHEN.match(text, cue.end())
    if behind and text[behind.end() : behind.end() + 4].lower() == root:
        return True
    before = _HYPHEN_END.search(text, max(0, cue.start() - 16), cue.start())
    return before is not None and before.group(1).lower().removeprefix("di")[:4] == root


_HYPHEN = re.compile(r"\s?[-–]\s?")
_HYPHEN_END = re.compile(r"(\w+)\s?[-–]\s?\Z")


def _document(text: str, begin: int, verb: int) -> bool:
    """Whether the subject is a document: "Instruksi Gubernur Nomor 16 menyebutkan bahwa …"."""
    head = re.match(r"\w+", text[begin:verb])
    if head is None or "," in text[begin:verb]:
        return False
    low = head.group().lower()
    return low in grammar().lifeless_sources and low not in grammar().pronouns


def _behind(words: Words, people: PeopleIndex, begin: int, verb: re.Match[str]) -> Utterance | None:
    """A clause whose source stands behind it: "Warga puas dengan layanan itu, Ombudsman melaporkan."."""
    text = words.text
    comma = text.rfind(",", begin, verb.start())
    if comma < begin + 25 or not has_predicate(text[begin:comma]):
        return None
    speaker, at = speaker_before(words.tokens, words.starts, people, comma + 1, verb.start())
    if speaker.reference == "none" or at - comma > 3:
        return None
    return indirect(text, begin, comma, verb.span(), speaker, at)


_THING = re.compile(r"(?:[\w-]+\s+){1,3}(?:ini|itu|tersebut)\s+(?:juga\s+)?(?:sekaligus|serta|dan|juga)\s+\Z")
_CARING = re.compile(r"\b(?:terus|selalu|tetap)\s+\Z")


def _active(
    words: Words, people: PeopleIndex, begin: int, stop: int, verb: re.Match[str], after_quote: bool
) -> Utterance | None:
    """X mengatakan (bahwa) …"""
    text = words.text
    verbs = reporting_verbs()
    name = re.sub(r"\s+", " ", verb.group())
    frame = verbs.active.get(name, "carrier")
    lead = text[max(begin, verb.start() - 60) : verb.start()]
    negated = NEGATION.search(lead)
    if negated and frame != "deny":
        return None
    cue_start = (
        verb.start() - len(lead) + negated.start() if negated and text[verb.start() - 1].isspace() else verb.start()
    )
    rest = text[verb.end() : stop]
    if not rest.strip() and not after_quote:
        return _behind(words, people, begin, verb)
    has_that = BAHWA.search(rest)
    joined = _JOINED.search(lead)
    said_by = has_that is not None and frame == "assert" and re.search(r"[A-Z][\w.'’-]+,\s+yang\s+\Z", lead)
    if _document(text, begin, cue_start):
        return None
    if (UNREAL.search(lead) or _RELATIVE.search(lead)) and not (joined and has_that) and not said_by:
        return None
    if said_by:
        near = verb.start() - len(lead) + said_by.end()
        for number in reversed(people.between(begin, near)):
            naming = people.namings[number]
            if naming.end < near - 12:
                return None
            content = reported_start(text, verb.end(), stop, frame, name)
            owner = Speaker("naming", naming, naming.start, naming.end)
            return indirect(text, content, stop, verb.span(), owner, naming.start) if content else None
        return None
    speaker, subject_at = speaker_before(words.tokens, words.starts, people, begin, cue_start)
    if speaker.reference == "none":
        shared = joined is not None and joined.group().split()[0].lower() in ("dan", "sekaligus", "serta")
        if shared and not has_that and _THING.match(text, begin, cue_start):
            return None  # "Prestasi ini sekaligus menegaskan …"
        speaker = subject_at_start(words, begin, cue_start)
        if speaker.reference == "none" and not (shared or has_that):
            return None
        if speaker.reference != "none" and not (shared or has_that or frame == "assert"):
            return None
        speaker = speaker if speaker.reference != "none" else PRONOUN
    if after_quote and not has_that and not (joined and joined.group().split()[0].lower() in _WHILE):
        return None
    body = speaker.reference == "institution" and text[speaker.start : speaker.end].lower() not in people.short
    if name == "memastikan" and (body or _CARING.search(lead)):
        return None  # sees to it
    content = reported_start(text, verb.end(), stop, frame, name)
    if content is None:
        return None
    return indirect(
        text, content, stop, (cue_start, verb.end()), speaker, subject_at if speaker.reference != "none" else cue_start
    )
