"""Indirect speech: the clause reported by a verb, by "menurut X", by an inserted "kata X" or by a passive."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from nlp.cues import PRONOUN, Speaker, speaker_before, speaker_behind, subject_at_start, word_index
from nlp.direct_speech import Utterance
from nlp.inserted_speech import inserted_cue
from nlp.people import PeopleIndex
from nlp.quotation_marks import Quoted
from nlp.reported_bounds import indirect, trim_end
from nlp.reported_clauses import BAHWA, has_predicate, reported_start
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Reading
from nlp.speech_grammar import grammar
from nlp.titles import bare
from nlp.words import Words

_DATELINE = re.compile(
    r"(?:[A-Z][\w'’/.-]*[,.]?\s+){0,5}(?:\([^)]{2,30}\)\s*)?(?:[A-Z]\w+(?:\.\w+)*\s*)?(?:[–—-]{1,2}|:)\s+"
)


_NEGATION = re.compile(
    r"(?<!\w)(?:tidak|tak|belum|bukan|enggan|tanpa|nggak|tiada|jangan|ogah|menolak)\s+(?!langsung\s)(?:\w+\s+)?\Z",
    re.IGNORECASE,
)


_AGENTLESS = re.compile(
    r"Di(?:jelaskan|tambahkan|katakan|tegaskan|ungkapkan|tuturkan|paparkan|terangkan|beberkan|akui)"
    r"(?:\s+(?:lebih\s+lanjut|lagi|pula|juga))?(?:,\s*(?:bahwa\s+)?|\s+bahwa\s+)"
)


_UNREAL = re.compile(
    r"(?:^|\s)(?:untuk|guna|agar|demi|akan|harus|bisa|dapat|perlu|ingin|mau|siap|hendak|berencana|diminta|"
    r"wajib|boleh|yang|dengan|dalam|saat|ketika|usai|setelah|sebelum|bila|jika|kalau|selain|berani|supaya|"
    r"mampu|berhak|ditugaskan|diundang|oleh|tanpa|atau|sebagai|kepada|dilaporkan|dikabarkan|diberitakan|diduga|disebut-sebut)\s+\Z",
    re.IGNORECASE,
)


_RELATIVE = re.compile(
    r"(?:^|\s)yang\s+(?:(?:selalu|juga|pernah|sempat|kerap|sering|telah|sudah|hanya|tidak|tak|belum|ikut|"
    r"turut|terus|akan|ingin|mau|bisa|dapat|langsung|kemudian|lalu|hendak)\s+){1,3}\Z"
)


_JOINED = re.compile(
    r"(?:sambil|seraya|sembari|sekaligus|serta|dan|lalu|kemudian|namun|tapi|tetapi|juga)\s+\Z", re.IGNORECASE
)


_ECHO_SUBJECT = re.compile(
    r"(?:Hal|Demikian|Pernyataan|Pesan|Ucapan|Penegasan|Ungkapan|Keterangan|Penjelasan|Kepastian|Arahan|"
    r"Harapan|Permintaan|Imbauan|Apresiasi|Kabar|Informasi|Data)\b[^.]{0,40}\Z"
)


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
            if stop == sentence.end:
                break
            here = marks[number][1]
            number += 1
            first = False
    return found


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


def _zones(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The stretch, cut where "sementara" or "sedangkan" opens a clause that holds its own reporting verb."""
    verbs = reporting_verbs()
    here = start
    for match in _SPLIT.finditer(text, start, end):
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
    stop = trim_end(text, begin, end)
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
        if match.span() in used or any(cue[0] <= position < cue[1] for cue in used):
            if after_quote:
                continue
            return None
        if position < inner:
            continue
        if kind == "active":
            result = _active(words, people, begin, stop, match, after_quote)
        elif kind == "passive":
            result = _passive(words, people, begin, stop, match)
        else:
            result = inserted_cue(words, people, begin, stop, match, after_quote)
        if result is not None:
            return result
    return None


def _active(
    words: Words, people: PeopleIndex, begin: int, stop: int, verb: re.Match[str], after_quote: bool
) -> Utterance | None:
    """X mengatakan (bahwa) …"""
    text = words.text
    verbs = reporting_verbs()
    name = re.sub(r"\s+", " ", verb.group())
    frame = verbs.active.get(name, "carrier")
    lead = text[max(begin, verb.start() - 60) : verb.start()]
    negated = _NEGATION.search(lead)
    if negated and frame != "deny":
        return None
    cue_start = (
        verb.start() - len(lead) + negated.start() if negated and text[verb.start() - 1].isspace() else verb.start()
    )
    rest = text[verb.end() : stop]
    has_that = BAHWA.search(rest)
    joined = _JOINED.search(lead)
    if (_UNREAL.search(lead) or _RELATIVE.search(lead)) and not (joined and has_that):
        return None
    speaker, subject_at = speaker_before(words.tokens, words.starts, people, begin, cue_start)
    if speaker.reference == "none":
        shared = joined is not None and joined.group().split()[0].lower() in ("dan", "sekaligus", "serta")
        speaker = subject_at_start(words, begin, cue_start)
        if speaker.reference == "none" and not (shared or has_that):
            return None
        if speaker.reference != "none" and not (shared or has_that or frame == "assert"):
            return None
        speaker = speaker if speaker.reference != "none" else PRONOUN
    if after_quote and not has_that:
        return None
    if name == "memastikan" and speaker.reference == "institution":
        return None
    content = reported_start(text, verb.end(), stop, frame, name)
    if content is None:
        return None
    return indirect(
        text, content, stop, (cue_start, verb.end()), speaker, subject_at if speaker.reference != "none" else cue_start
    )


def _passive(words: Words, people: PeopleIndex, begin: int, stop: int, verb: re.Match[str]) -> Utterance | None:
    """Ditegaskan X (bahwa) …; … diakui X …; Dikatakannya, …"""
    text = words.text
    lead = text[begin : verb.start()].strip()
    if _NEGATION.search(text[max(begin, verb.start() - 40) : verb.start()]) or _UNREAL.search(
        text[max(begin, verb.start() - 40) : verb.start()]
    ):
        return None
    suffixed = verb.group().endswith("nya")
    here = verb.end()
    if suffixed:
        speaker: Speaker = PRONOUN
        behind = here
    else:
        index = word_index(words.starts, verb.end())
        while index < len(words.tokens) and bare(words.tokens[index].text) in (
            "juga",
            "pula",
            "kembali",
            "lebih",
            "lanjut",
        ):
            index += 1
        speaker, after = speaker_behind(words.tokens, index, people, stop)
        if speaker.reference not in ("naming", "pronoun"):
            if lead or not _AGENTLESS.match(text, verb.start(), stop):
                return None
            # "Dijelaskan, …": by the one who spoke before
            speaker, behind = PRONOUN, verb.end()
        else:
            behind = words.tokens[after - 1].end
    if _ECHO_SUBJECT.match(lead) or lead.endswith(("sebagaimana", "seperti", "Seperti", "Sebagaimana")):
        return None
    while behind < stop and (text[behind].isspace() or text[behind] in ",:"):
        behind += 1
    if behind >= stop:
        return None
    if match := BAHWA.match(text, behind, stop):
        return indirect(text, match.end(), stop, verb.span(), speaker, verb.start())
    first = bare(re.split(r"[\s,]", text[behind:stop], maxsplit=1)[0])
    if (
        ((first in grammar().circumstances or first in ("agar", "supaya")) and lead)
        or first in ("hari",)
        or re.match(r"(?:Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu)", text[behind:stop])
    ):
        return None
    if text.count(" ", behind, stop) < 2 or not (has_predicate(text[behind:stop]) or not lead):
        return None
    return indirect(text, behind, stop, verb.span(), speaker, verb.start())
