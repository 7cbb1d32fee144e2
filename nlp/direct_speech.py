"""Which quoted stretches are speech, and the cue and speaker that stand at them. Scare quotes, titles and slogans
are left out."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

from nlp.cue_subjects import speaker_before
from nlp.cues import NOBODY, PRONOUN, Speaker, speaker_behind, unnamed_behind, word_index
from nlp.gazetteer import in_capitals
from nlp.people import PeopleIndex
from nlp.quotation_bounds import alone, sentence_begin, trimmed
from nlp.quotation_marks import Quoted
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Reading
from nlp.speech_grammar import grammar
from nlp.words import Words

_SHORTEST_HEADLINE = 20  # characters
_EDGE = re.compile(r"[\s,.;:]+\Z")
_LEAD = re.compile(r"[\s,.;–—-]*")
_GAP = re.compile(r"[\s,.;–—\-”\"’')\]]*")
_FOLLOWING = re.compile(
    r"(?:(?:demikian|begitu)(?:lah)?\s+)?([a-z]+)(\s+nya\b)?(\s+(?:lagi|pula|lebih\s+lanjut))?(?![\w-])"
)
_DEMIKIAN = re.compile(r"(?:Demikian|Begitu)(?:lah)?\b", re.IGNORECASE)
_SPACE = re.compile(r"\s*")


@dataclass(frozen=True, slots=True)
class Utterance:
    """A quotation before its speaker is resolved. `cue` bounds the cue; `at` is where the speaker is looked for."""

    start: int
    end: int
    kind: Literal["direct", "indirect"]
    cue: tuple[int, int] | None
    speaker: Speaker
    at: int
    paragraph: int = -1

    def content(self, text: str) -> str:
        """What was said, to the letter."""
        return text[self.start : self.end]


def find_direct(words: Words, reading: Reading, quoted: Sequence[Quoted], people: PeopleIndex) -> list[Utterance]:
    """The quoted stretches that somebody says, in order."""
    text = words.text
    found: list[Utterance] = []
    bounds = [(p.start, p.end) for p in reading.paragraphs]
    paragraph = 0
    if all(q.single for q in quoted):
        # an outlet that sets its quotations in single marks: they count like double ones
        quoted = [replace(q, single=False) for q in quoted]
    for number, quote in enumerate(quoted):
        while paragraph + 1 < len(bounds) and bounds[paragraph][1] <= quote.start:
            paragraph += 1
        begin, end = bounds[paragraph] if bounds else (0, len(text))
        before = quoted[number - 1].outer_end if number and quoted[number - 1].outer_end > begin else begin
        after = (
            quoted[number + 1].outer_start if number + 1 < len(quoted) and quoted[number + 1].outer_start < end else end
        )
        continued = bool(found) and found[-1].paragraph == paragraph and found[-1].kind == "direct"
        utterance = _read(words, people, quote, max(begin, before), min(after, end), continued)
        if utterance is not None:
            found.append(replace(utterance, paragraph=paragraph))
    return found


def _read(words: Words, people: PeopleIndex, quote: Quoted, begin: int, end: int, continued: bool) -> Utterance | None:
    text = words.text
    start, stop = trimmed(text, quote.start, quote.end)
    if start >= stop:
        return None
    if not quote.opened:
        return _unopened(words, people, quote, begin, end)
    end = max(end, quote.outer_end)
    length = text.count(" ", start, stop) + 1
    behind = _cue_behind(words, people, quote, end)
    if behind is not None and (length > 1 or not quote.single or text[stop - 1] in "!?"):
        cue, speaker, at = behind
        if not (quote.single and length < 3):
            return Utterance(start, stop, "direct", cue, speaker, at)
    lead_begin = sentence_begin(text, begin, quote.outer_start)
    lead = text[lead_begin : quote.outer_start].strip().rstrip("([").rstrip()
    if lead.endswith(":") and stop - start > _SHORTEST_HEADLINE and in_capitals(text[start:stop].split()):
        return None  # "Jhon Purba: “PENYEGELAN GEDUNG CEDERAI KONSTITUSI”", a linked headline
    ahead = _cue_before(words, people, quote, lead_begin, lead, length)
    if ahead is not None:
        cue, speaker, at = ahead
        return Utterance(start, stop, "direct", cue, speaker, at)
    if quote.single and length < 6:
        return None
    if (
        lead in ("", "-", "–", "—")
        and alone(text, quote, stop, end)
        and length >= (6 if quote.single else 2 if continued else 4)
    ):
        return Utterance(start, stop, "direct", None, NOBODY, quote.outer_start)
    if not quote.closed and lead == "" and length >= 8:
        return Utterance(start, stop, "direct", None, NOBODY, quote.outer_start)
    if lead == "" and length >= 5 and text[stop : quote.end].strip()[:1] == ",":
        # a sentence of its own that goes on behind a comma: "…," petenis berusia 36 tahun itu melanjutkan
        verb = reporting_verbs().active_pattern.search(text, quote.outer_end, min(end, quote.outer_end + 160))
        near = verb is not None and "." not in text[quote.outer_end : verb.start()]
        return Utterance(
            start, stop, "direct", verb.span() if verb and near else None, PRONOUN if near else NOBODY, quote.outer_end
        )
    return None


def _cue_behind(
    words: Words, people: PeopleIndex, quote: Quoted, end: int
) -> tuple[tuple[int, int], Speaker, int] | None:
    """The cue and speaker behind the closing mark: "ujarnya", "kata X", "X menegaskan", "demikian X"."""
    text = words.text
    gap = _GAP.match(text, quote.outer_end, end)
    here = gap.end() if gap else quote.outer_end
    if here >= end:
        return None
    inner = text[quote.start : quote.end].rstrip()
    comma = inner[-1:] in (",", "?", "!") or "," in text[quote.outer_end : here]
    ended = "." in text[quote.outer_end : here] or inner[-1:] == "."
    verbs = reporting_verbs()
    lowered = text[here : here + 1].lower() + text[here + 1 : here + 60]
    match = _FOLLOWING.match(lowered)
    if match is None:
        return _subject_behind(words, people, here, end) if comma else None
    word = match.group(1)
    cue_start, cue_end = here + match.start(1), here + match.end()
    capital = text[here].isupper()
    index = word_index(words.starts, cue_end)
    if _DEMIKIAN.match(text, here, end):
        passive = verbs.passive_pattern.search(text, here, min(here + 60, end))
        if passive:
            index = word_index(words.starts, passive.end())
            speaker, _ = speaker_behind(words.tokens, index, people, end)
            return (passive.start(), passive.end()), speaker, passive.start()
        if comma and word in ("demikian", "begitu"):
            speaker, _ = speaker_behind(words.tokens, index, people, end)
            if speaker.reference != "none":
                return (here, here + len(word)), speaker, here
        if capital:
            return None
    suffixed = word.endswith("nya") and len(word) > 5
    root = word[:-3] if suffixed else word
    known = root in verbs.strong_roots or (root in verbs.weak_roots)
    if suffixed or match.group(2):
        if (known and not (ended and capital and not comma)) or (comma and not capital and word not in verbs.not_cues):
            speaker, _ = speaker_behind(words.tokens, index, people, end)
            named = speaker.reference == "naming" and speaker.naming is not None and speaker.naming.name is not None
            return (cue_start, cue_end), speaker if named and _adjacent(text, cue_end, speaker) else PRONOUN, cue_start
        return None
    if capital and not (known and comma):
        return _subject_behind(words, people, here, end) if comma else None
    speaker, _ = speaker_behind(words.tokens, index, people, end)
    named = speaker.reference in ("naming", "pronoun") or (comma and speaker.reference != "none")
    if known and (root in verbs.strong_roots or named):
        return (cue_start, cue_end), speaker, cue_start
    if root in verbs.weak_roots and comma:
        unnamed = unnamed_behind(words.tokens, index, end)
        if unnamed.reference != "none":
            return (cue_start, cue_end), unnamed, cue_start
    if word in verbs.active and comma:
        return (cue_start, cue_end), speaker if speaker.reference != "none" else PRONOUN, cue_start
    if (
        comma
        and speaker.reference == "naming"
        and word not in grammar().function_words
        and not word.startswith(("me", "di"))
    ):
        return (cue_start, cue_end), speaker, cue_start
    if comma and (passive := verbs.passive_pattern.match(text, here, end)):
        return (passive.start(), passive.end()), speaker, here
    return _subject_behind(words, people, here, end) if comma else None


def _adjacent(text: str, cue_end: int, speaker: Speaker) -> bool:
    return "," not in text[cue_end : speaker.start] and speaker.start - cue_end < 4


def _subject_behind(
    words: Words, people: PeopleIndex, here: int, end: int
) -> tuple[tuple[int, int], Speaker, int] | None:
    """ "…," X menegaskan: the speaker first, then the verb; or, "…," X., the speaker alone."""
    verb = reporting_verbs().active_pattern.search(words.text, here, min(end, here + 160))
    if verb is None or "." in words.text[here : verb.start()].replace("S.", "").rstrip("."):
        return _name_behind(words, people, here, end)
    speaker, _ = speaker_before(words.tokens, words.starts, people, here, verb.start())
    if speaker.reference in ("naming", "pronoun") and speaker.start <= here + 12:
        return verb.span(), speaker, here
    return _name_behind(words, people, here, end)


_AFTER_NAME = re.compile(r"\s*(?:[.,(]|\Z|(?:dalam|saat|ketika|usai|seusai|di|kepada|pada|melalui|lewat)\b)")


def _name_behind(words: Words, people: PeopleIndex, here: int, end: int) -> tuple[tuple[int, int], Speaker, int] | None:
    """ "…," Direktur Riset Ali Zaman, dalam rilis …: the speaker without any verb."""
    speaker, after = speaker_behind(words.tokens, word_index(words.starts, here), people, end)
    if speaker.reference != "naming" or speaker.naming is None or speaker.naming.name is None or speaker.start > here:
        return None
    if speaker.naming.role is None and people.person_for(speaker.naming) is None:
        return None
    return ((here, here), speaker, here) if _AFTER_NAME.match(words.text, words.tokens[after - 1].end, end) else None


def _cue_before(
    words: Words, people: PeopleIndex, quote: Quoted, begin: int, lead: str, length: int
) -> tuple[tuple[int, int], Speaker, int] | None:
    """The cue before the opening mark: "X mengatakan, “…”", "X: “…”", "Kata X, “…”"."""
    if not lead:
        return None
    text = words.text
    verbs = reporting_verbs()
    last = lead[-1]
    matches = list(verbs.active_pattern.finditer(text, begin, quote.outer_start))
    ends_clause = (
        text[quote.outer_end : quote.outer_end + 1] in ("", ".", "\n")
        or text[quote.end - 1 : quote.end] in ".?!"
        or not text[quote.outer_end : quote.outer_end + 2].strip(" \n")
    )
    minimum = 2 if last in ":," else 4
    if matches and length >= minimum:
        verb = matches[-1]
        between = text[verb.end() : quote.outer_start].strip()
        near = len(between) < 90 and not re.search(
            r"\b(?:sebagai|bertajuk|berjudul|bertema|istilah|kata|slogan|tagline|program|yakni|yaitu|predikat|"
            r"kategori)\s*[,:]?$",
            between,
        )
        if near and (
            last in ":,"
            or (between in ("", "bahwa") and (length >= 4 or ends_clause))
            or (length >= 6 and ends_clause and between.endswith(("bahwa", "begini", "berikut")))
        ):
            if (
                verb.group().lower() in ("menyebut", "menamai", "menulis", "mengutip", "menilai", "menganggap")
                and last not in ":,"
                and length < 6
            ):
                return None
            if _RELATIVE.search(text, begin, verb.start()):
                return None  # "undang-undang yang menyatakan, “…”"
            speaker, _ = speaker_before(words.tokens, words.starts, people, begin, verb.start())
            return verb.span(), speaker, verb.start()
    mimicked = _MIMICKED.search(text, begin, quote.outer_start)
    if mimicked is not None and length >= 3:
        speaker, after = speaker_behind(
            words.tokens, word_index(words.starts, mimicked.end()), people, quote.outer_start
        )
        if speaker.reference != "none" and quote.outer_start - words.tokens[after - 1].end < 30:
            return mimicked.span(1), speaker, mimicked.start()
    root = _last_root(text, begin, quote.outer_start)
    if root is not None and last in ",:" and length >= 3:
        speaker, after = speaker_behind(words.tokens, word_index(words.starts, root.end()), people, quote.outer_start)
        if root.group().lower().endswith("nya"):
            speaker = PRONOUN
        behind = words.tokens[after - 1].end if after else root.end()
        if len(text[behind : quote.outer_start].strip()) < 60:
            return root.span(), speaker, root.start()
    if last == ":" and length >= 4 and ends_clause:
        numbers = people.between(begin, quote.outer_start)
        if numbers:
            naming = people.namings[numbers[-1]]
            if len(text[naming.end : quote.outer_start].strip(" :,")) < 40:
                return (
                    (quote.outer_start - 1, quote.outer_start - 1),
                    Speaker("naming", naming, naming.start, naming.end),
                    naming.start,
                )
        return (quote.outer_start - 1, quote.outer_start - 1), NOBODY, begin
    return None


_RELATIVE = re.compile(
    r"\b(?:undang-undang|peraturan|pasal|ayat|surat|hadis|hadits|pepatah|slogan)\b[^,“\"]{0,80}\byang\s+\Z", re.I
)
# "X menirukan ucapan Y, “…”": the words are Y's
_MIMICKED = re.compile(
    r"(?<!\w)(menirukan|meniru|mengutip|menyitir|mengulang|mengulangi)\s+"
    r"(?:(?:ucapan|perkataan|pernyataan|pesan|kata-kata|kalimat|omongan|petuah|jawaban|penjelasan)\s+)?"
)
_ROOT_LEAD = re.compile(
    r"(?:\A|[\s,“\"])((?:[Kk]ata|[Uu]jar|[Tt]utur|[Uu]cap|[Mm]enurut|[Ll]anjut|[Ss]ambung|[Tt]ambah|"
    r"[Jj]elas|[Tt]egas|[Pp]esan)(?:nya)?)(?![\w-])"
)


def _last_root(text: str, begin: int, end: int) -> re.Match[str] | None:
    found = None
    for match in _ROOT_LEAD.finditer(text, begin, end):
        found = match
    if found is None:
        return None
    return re.compile(re.escape(found.group(1))).search(text, found.start(1), end)


def _unopened(words: Words, people: PeopleIndex, quote: Quoted, begin: int, end: int) -> Utterance | None:
    """A quotation whose opening mark is missing: from the start of the paragraph, if a cue follows."""
    text = words.text
    behind = _cue_behind(words, people, quote, end)
    if behind is None or text[quote.end - 1 : quote.end] not in ",.?!":
        return None
    start, stop = trimmed(text, max(begin, quote.start), quote.end)
    if text.count(" ", start, stop) < 3:
        return None
    cue, speaker, at = behind
    return Utterance(start, stop, "direct", cue, speaker, at)
