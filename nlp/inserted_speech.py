"""Cues set into or behind a reported clause: "Menurut X, …", "…, kata X, …", "…, kata X."."""

from __future__ import annotations

import re

from nlp.cues import PRONOUN, Speaker, speaker_behind, word_index
from nlp.direct_speech import Utterance
from nlp.people import PeopleIndex
from nlp.reported_bounds import indirect
from nlp.reported_clauses import BAHWA, has_predicate
from nlp.speech_grammar import grammar
from nlp.titles import bare
from nlp.words import Words


def inserted_cue(
    words: Words, people: PeopleIndex, begin: int, stop: int, cue: re.Match[str], after_quote: bool
) -> Utterance | None:
    """Menurut X, …; …, kata X, …; …, kata X."""
    text = words.text
    word = cue.group().lower().split()[0]
    root = word[:-3] if word.endswith("nya") else word
    before = text[begin : cue.start()].rstrip()
    start_cue = not before or before.lower() in (
        "sementara",
        "namun",
        "sementara itu,",
        "sebab,",
        "selain itu,",
        "adapun",
        "padahal,",
        "bahkan,",
        "karena itu,",
        "sebab",
        "bahkan",
        "sehingga",
        "dan",
        "karena",
        "jadi",
        "makanya",
        "dalam artian",
        "apalagi",
        "tapi",
        "sedangkan",
    )
    according = root == "menurut"
    if root == "nilai" and not (len(word) == 5 and before and bare(before.split()[-1]) in grammar().pronouns):
        return None
    marked = before.endswith((",", "–", "—", "-", "?", "!")) or (
        # "Inovasi tersebut lanjut dia, diharapkan menjadi contoh"
        bool(_UNMARKED.match(text, cue.end(), stop)) and len(before.split()) <= 8 and not has_predicate(before)
    )
    if not (according or root == "nilai" or start_cue or marked):
        return None
    if after_quote and not according:
        return None
    if root in ("nilai", "aku", "pesan", "kisah", "cerita") and (word.endswith("nya") or start_cue):
        return None
    if root in ("harap", "janji", "klaim", "rinci") and not word.endswith("nya") and start_cue:
        return None
    speaker: Speaker
    if word.endswith("nya"):
        speaker, behind = PRONOUN, cue.end()
    elif root == "nilai" and before and bare(before.split()[-1]) in grammar().pronouns:
        speaker, behind = PRONOUN, cue.end()
        before = before.rsplit(None, 1)[0] if " " in before else ""
    else:
        index = word_index(words.starts, cue.end())
        if (
            index < len(words.tokens)
            and bare(words.tokens[index].text) in grammar().lifeless_sources
            and bare(words.tokens[index].text) not in grammar().pronouns
        ):
            return None
        speaker, after = speaker_behind(words.tokens, index, people, stop)
        if speaker.reference == "none":
            return None
        behind = words.tokens[after - 1].end
        if speaker.reference == "naming" and (more := _circumstance(text, behind, stop)):
            behind = more
            if day := _DAY_BEHIND.match(text, behind, stop):
                behind = day.end()
    named = behind > cue.end()
    if root in _NOUNS and named and not word.endswith("nya") and not _COMMA.match(text, behind, stop):
        return None  # "kisah Pretty Woman akan diangkat": a noun and whose it is
    while behind < stop and (text[behind].isspace() or text[behind] in ",:"):
        behind += 1
    before = before.rstrip(" ,")
    after_words = text.count(" ", behind, stop) + 1 if behind < stop else 0
    before_words = len(before.split())
    first = bare(re.split(r"[\s,(]", text[behind:stop], maxsplit=1)[0]) if behind < stop else ""
    trailing = after_words == 0 or (
        first in grammar().circumstances and before_words >= 4 and not start_cue and after_words < 12 and not according
    )
    trailing = trailing or (
        according and first in grammar().circumstances and before_words >= 6 and has_predicate(before)
    )
    trailing = trailing or bool(re.match(r"(?:\(|Senin|Selasa|Rabu|Kamis|Jum|Sabtu|Minggu)", text[behind:stop]))
    if (
        not start_cue
        and after_words >= 4
        and bare(before.split()[0]) in _TOPIC_OPENERS
        and not has_predicate(before)
        and has_predicate(text[behind:stop])
    ):
        trailing = False  # "Soal fasilitas, kata dia, secara jumlah sudah bertambah": what is said of the topic
        before_words = 0
    if trailing or (not start_cue and before_words > after_words + 3 and after_words < 6):
        if before_words < 3:
            return None
        return indirect(text, begin, begin + len(before), cue.span(), speaker, cue.start())
    if start_cue and not according and first in grammar().prepositions and not has_predicate(text[behind:stop]):
        return None  # ".” Kata X dalam keterangan rilisnya."
    if after_words < 2 or (start_cue and not according and not has_predicate(text[behind:stop]) and after_words < 3):
        return None
    if match := BAHWA.match(text, behind, stop):
        behind = match.end()
    return indirect(text, behind, stop, cue.span(), speaker, cue.start())


_UNMARKED = re.compile(r"\s+(?:dia|ia|beliau|[A-Z][\w'’]+(?:\s[A-Z][\w'’]+){0,2})\s?,")
# "di Malang, | Jawa Timur, Senin (2/3), …"
_DAY_BEHIND = re.compile(
    r"\s*(?:[A-Z][\w'’]+(?:\s[A-Z][\w'’]+){0,2},\s)?(?:Senin|Selasa|Rabu|Kamis|Jum['’]?at|Sabtu|Minggu|Ahad)"
    r"(?:\s\([^()]{3,20}\))?,"
)
_NOUNS = frozenset("aku nilai sesal harap klaim tulis kisah cerita pesan janji rinci".split())
_COMMA = re.compile(r"\s*(?:\([^()]{1,40}\)\s*)?(?:[,.;]|\Z|\()")
_TOPIC_OPENERS = frozenset("soal terkait mengenai selain untuk dengan dalam tentang ihwal perihal saat ketika".split())


def _circumstance(text: str, start: int, stop: int) -> int:
    """The end of an adverbial that stands between the speaker and the comma: "menurut X saat ditemui di Y, …"."""
    match = re.compile(r"\s+(?:saat|ketika|dalam|di|pada|kepada|usai|seusai|melalui|lewat|yang)\s[^,.]{3,120},").match(
        text, start, stop
    )
    return match.end() if match else 0
