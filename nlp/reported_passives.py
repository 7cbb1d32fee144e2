"""Passive reports: "ditegaskan X bahwa …", "Hal itu, dikatakan X, masih …", "Dijelaskan, …"."""

from __future__ import annotations

import re

from nlp.cues import PRONOUN, Speaker, speaker_behind, word_index
from nlp.direct_speech import Utterance
from nlp.people import PeopleIndex
from nlp.reported_bounds import indirect
from nlp.reported_clauses import BAHWA, has_predicate, reported_start
from nlp.reporting_verbs import reporting_verbs
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_office, is_person_noun
from nlp.words import Words

NEGATION = re.compile(
    r"(?<!\w)(?:tidak|tak|belum|bukan|enggan|tanpa|nggak|tiada|jangan|ogah|menolak)\s+(?!langsung\s)(?:\w+\s+)?\Z",
    re.IGNORECASE,
)


UNREAL = re.compile(
    r"(?:^|\s)(?:untuk|guna|agar|demi|akan|harus|bisa|dapat|perlu|ingin|mau|siap|hendak|berencana|diminta|"
    r"wajib|boleh|yang|dengan|dalam|saat|ketika|usai|setelah|sebelum|bila|jika|kalau|selain|berani|supaya|"
    r"mampu|berhak|ditugaskan|diundang|oleh|tanpa|atau|sebagai|kepada|dilaporkan|dikabarkan|diberitakan|diduga|disebut-sebut)\s+\Z",
    re.IGNORECASE,
)


_ECHO_SUBJECT = re.compile(
    r"(?:Hal|Demikian|Pernyataan|Pesan|Ucapan|Penegasan|Ungkapan|Keterangan|Penjelasan|Kepastian|Arahan|"
    r"Harapan|Permintaan|Imbauan|Apresiasi|Kabar|Informasi|Data)\b[^.]{0,40}\Z"
)


def passive_report(words: Words, people: PeopleIndex, begin: int, stop: int, verb: re.Match[str]) -> Utterance | None:
    """Ditegaskan X (bahwa) …; … diakui X …; Dikatakannya, …"""
    text = words.text
    lead = text[begin : verb.start()].lstrip(' ,.;"”').rstrip()
    near = text[max(begin, verb.start() - 40) : verb.start()]
    if NEGATION.search(near) or (UNREAL.search(near) and not _LIKENED.search(lead)):
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
        if agentless := _agentless(text, lead, verb, stop):
            return indirect(text, agentless, stop, verb.span(), PRONOUN, verb.start())
        speaker, after = speaker_behind(words.tokens, index, people, stop)
        behind = words.tokens[after - 1].end
        if speaker.reference == "institution":
            # "Dijelaskan BRIN, …", "Disebutkan Kemenkes bahwa …"; "disampaikan Dinas X kepada Y" tells nothing
            told = verb.group().lower() in _TOLD and (not lead or lead.endswith(",") or _ON_HAND.match(lead))
            if not told or not _COMMA_OR_THAT.match(text, behind, stop):
                return None
        elif speaker.reference not in ("naming", "pronoun"):
            return None
        if speaker.reference == "pronoun" and speaker.start >= 0 and not _someone(text, speaker):
            return None  # "Diharapkan kerja sama ini nantinya …"
    if demikian := _DEMIKIAN.search(lead):
        # "…, demikian disampaikan X": what stands before
        if demikian.start() < 20:
            return None
        return indirect(text, begin, begin + demikian.start(), verb.span(), speaker, verb.start())
    likened = _LIKENED.search(lead)
    if likened and likened.start() == 0:
        return _as_said(text, behind, stop, verb, speaker)
    if _ECHO_SUBJECT.match(lead) or likened:
        # "Hal itu dikatakan X masih …", "…, seperti dijelaskan X, merupakan …": only a predicate may follow
        if asked := _ASKED.match(text, behind, stop):  # "Hal senada disampaikan X agar …"
            return indirect(text, asked.end(), stop, verb.span(), speaker, verb.start())
        follows = re.match(r"[\s,]*([a-z]+)", text[behind:stop])
        if follows is None or not (
            follows.group(1) in grammar().auxiliaries or follows.group(1) in ("merupakan", "menjadi", "adalah", "bukan")
        ):
            return None
    while behind < stop and (text[behind].isspace() or text[behind] in ",:"):
        behind += 1
    if behind >= stop:
        return None
    if relative := _WHO_SAYS.match(text, behind, stop):
        # "diungkapkan Ketua DPRD X yang menyebut koreksi itu akan …"
        name = relative.group(1)
        said = reported_start(text, relative.end(), stop, reporting_verbs().active[name], name)
        return indirect(text, said, stop, relative.span(1), speaker, verb.start()) if said is not None else None
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


def _as_said(text: str, behind: int, stop: int, verb: re.Match[str], speaker: Speaker) -> Utterance | None:
    """ "Seperti yang disampaikan X, kerja sama ini harus …": the clause behind the comma."""
    named = speaker.naming is not None and speaker.naming.name is not None
    comma = _COMMA.match(text, behind, stop)
    if not named or comma is None or verb.group().lower() not in _TOLD:
        return None
    if not (has_predicate(text[comma.end() : stop]) or _FULL_CLAUSE.match(text, comma.end(), stop)):
        return None
    return indirect(text, comma.end(), stop, verb.span(), speaker, verb.start())


_ASKED = re.compile(r"\s*,?\s*(?:agar|supaya)\s+")
_COMMA = re.compile(r"\s*,\s*")
_FULL_CLAUSE = re.compile(r"(?:tentu|memang|sangat|bahwa)\b")
_WHO_SAYS = re.compile(
    r"yang\s+(?:juga\s+)?(menyebut|mengatakan|menilai|berharap|menyatakan|menegaskan|mengaku|menjelaskan)(?!\w)"
)


def _someone(text: str, speaker: Speaker) -> bool:
    """Whether a pointed agent is a person: "disampaikan politisi itu"."""
    words = text[speaker.start : speaker.end].split()
    head = words[1] if len(words) > 1 and bare(words[0]) in grammar().determiners else words[0]
    return is_person_noun(head) or is_office(head) or head[:1].isupper()


_COMMA_OR_THAT = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:,|bahwa\b)")
_DEMIKIAN = re.compile(r"[,.]?\s*\b(?:demikian|begitu)(?:lah)?\Z", re.IGNORECASE)
_LIKENED = re.compile(r"(?:\A|,\s*)(?:seperti|sebagaimana)(?:\s+yang)?\Z", re.IGNORECASE)
_ON_HAND = re.compile(r"(?:(?:lebih lanjut|lebih jauh|selain itu|kemudian|selanjutnya|juga),?)?\Z", re.IGNORECASE)
_WITHOUT_AGENT = re.compile(
    r"(?:\s+(?:juga|pula|lagi|kembali|lebih lanjut|lebih jauh|lebih rinci))*"
    r"(?:,?\s+bahwa(?:sanya)?\s+|,\s+|\s+(?=(?:ada|terdapat)\s))"
)
_TOLD = frozenset(
    "disebutkan dikatakan disampaikan dijelaskan ditegaskan diungkapkan dituturkan diterangkan dipaparkan ditambahkan "
    "dibeberkan ditekankan ditandaskan diutarakan dikemukakan diuraikan dirinci".split()
)


def _agentless(text: str, lead: str, verb: re.Match[str], stop: int) -> int:
    """Where the clause begins behind a passive that opens the sentence without an agent, "Dijelaskan, …",
    "Disampaikan juga bahwa …"; 0 if it is none."""
    if verb.group().lower() not in _TOLD or not _ON_HAND.match(lead):
        return 0
    match = _WITHOUT_AGENT.match(text, verb.end(), stop)
    if match is None or (text[verb.start()].islower() and not lead):
        return 0
    first = bare(re.split(r"[\s,]", text[match.end() : stop], maxsplit=1)[0])
    if "bahwa" not in match.group() and first in grammar().circumstances and (lead or "," not in match.group()):
        return 0
    return match.end() if has_predicate(text[match.end() : stop]) else 0
