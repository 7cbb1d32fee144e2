"""Who stands at a cue: the speaker named behind a root ("kata X") or before a verb ("X menjelaskan"). Resolution
is in `speakers`."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.namings import read_naming
from nlp.people import PeopleIndex
from nlp.person_names import Naming, is_capital
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Token
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_office, is_person_noun, word_kind
from nlp.words import Words

Reference = Literal["naming", "pronoun", "institution", "body", "description", "none"]


@dataclass(frozen=True, slots=True)
class Speaker:
    """What the text says at the cue: a naming, a pronoun or -nya, an institution, a body pointed at ("perusahaan
    itu"), a description, or nothing. Offsets."""

    reference: Reference
    naming: Naming | None = None
    start: int = -1
    end: int = -1


NOBODY = Speaker("none")
PRONOUN = Speaker("pronoun")


def word_index(starts: Sequence[int], position: int) -> int:
    """The number of the first word that begins at or behind a position."""
    return bisect_left(starts, position)


def speaker_behind(words: Sequence[Token], at: int, people: PeopleIndex, stop: int) -> tuple[Speaker, int]:
    """The speaker named from word `at` on, before character `stop`, and the index behind it."""
    total = len(words)
    while at < total and bare(words[at].text) in grammar().between_cue_and_speaker and words[at].start < stop:
        at += 1
    if at >= total or words[at].start >= stop:
        return NOBODY, at
    low = bare(words[at].text)
    if low in grammar().pronouns:
        return PRONOUN, at + 1
    if low in grammar().pointers:
        return NOBODY, at
    naming, after = read_naming(words, at, people.known, subject=True)
    if naming is not None and naming.name is not None:
        if (
            after < total
            and bare(words[after].text) in grammar().pointers
            and naming.role
            and is_person_noun(words[at].text)
        ):
            return Speaker("pronoun", None, naming.start, words[after].end), after + 1
        called = next((n for n in range(after, min(after + 3, total)) if bare(words[n].text) in _CALLED), 0)
        if called:
            # "kata Yanto sapaan akrab Sugiyanto": whose nickname it is, else whoever is in focus
            behind = called + 1
            while behind < total and (
                is_capital(words[behind].text) or bare(words[behind].text).startswith(("akrab", "karib", "sehari"))
            ):
                behind += 1
            known = words[at].text.lower() in people.short
            return (Speaker("naming", naming, naming.start, naming.end) if known else PRONOUN), behind
        return Speaker("naming", naming, naming.start, naming.end), after
    if naming is not None:
        role_only = Speaker("naming" if is_office(words[at].text) else "description", naming, naming.start, naming.end)
        pointed = _pointed(words, after, stop)
        if pointed:
            return Speaker("pronoun", naming, naming.start, words[pointed - 1].end), pointed
        if named_behind := _apposed(words, after, stop, people):
            return named_behind
        relative = _relative(words, after, stop)
        if relative and role_only.reference == "description":
            return Speaker("description", naming, naming.start, words[relative - 1].end), relative
        return role_only, after
    if is_capital(words[at].text) and word_kind(words[at].text) != "initial":
        end = institution_end(words, at)
        apposed = None if word_kind(words[at].text) == "acronym" else _apposed(words, end, stop, people)
        if apposed and (apposed[1] >= len(words) or words[apposed[1]].text not in "(."):
            return apposed
        return Speaker("institution", None, words[at].start, words[end - 1].end), end
    pointed = _pointed(words, at, stop)
    if pointed:
        return Speaker("pronoun", None, words[at].start, words[pointed - 1].end), pointed
    if low in grammar().collectives:
        end = _body_end(words, at, stop)
        return Speaker("institution", None, words[at].start, words[end - 1].end), end
    if low in _BOTH:
        return Speaker("description", None, words[at].start, words[at].end), at + 1
    return NOBODY, at


_BOTH = frozenset("keduanya ketiganya keempatnya".split())


def _body_end(words: Sequence[Token], at: int, stop: int) -> int:
    """The index behind a body written in lower case: "pihak Apkomindo", "kementerian kesehatan" before a comma."""
    here = at + 1
    if here < len(words) and words[here].start < stop and is_capital(words[here].text):
        return institution_end(words, here)
    while here < len(words) and words[here].start < stop and here - at < 4 and words[here].text.isalpha():
        if bare(words[here].text) in grammar().prepositions or bare(words[here].text) == "yang":
            return at + 1
        here += 1
    return here if here < len(words) and words[here].text == "," and here > at + 1 else at + 1


_BEHIND_NAME = frozenset(
    ", . ( kepada saat ketika usai seusai di dalam melalui lewat yang sambil seraya pada sembari".split()
)


def _apposed(words: Sequence[Token], at: int, stop: int, people: PeopleIndex) -> tuple[Speaker, int] | None:
    """The name set between commas behind what its bearer does: "kata pengelola wisata Puncak Aher, Hendi, Minggu"."""
    if at + 1 >= len(words) or words[at].text != "," or words[at + 1].start >= stop:
        return None
    naming, after = read_naming(words, at + 1, people.known, subject=True)
    if naming is None or naming.name is None or (naming.role is not None and naming.role[0] < naming.name[0]):
        return None
    if bare(words[at + 1].text) in grammar().calendar or word_kind(words[at + 1].text) == "place":
        return None
    following = words[after].text if after < len(words) else "."
    if following not in _BEHIND_NAME:
        return None
    return Speaker("naming", naming, naming.start, naming.end), after


_CALLED = ("sapaan", "panggilan")


def _pointed(words: Sequence[Token], at: int, stop: int) -> int:
    """The index behind "itu" when a description runs up to it without leaving the clause; 0 otherwise."""
    for here in range(at, min(at + 14, len(words))):
        word = words[here]
        if word.start >= stop or word.text in '.;:!?"“”' or (word.text == "," and here > at + 10):
            return 0
        if bare(word.text) in grammar().pointers:
            return here + 1
        if word.text == ",":
            return 0
        if bare(word.text) in ("saat", "ketika", "kepada", "usai", "seusai", "sambil", "seraya", "kata", "ujar"):
            return 0
    return 0


def _relative(words: Sequence[Token], at: int, stop: int) -> int:
    """The index behind a relative clause that belongs to a description: "yang enggan disebut namanya"."""
    if at >= len(words) or bare(words[at].text) != "yang":
        return 0
    here = at
    while here < len(words) and words[here].start < stop and words[here].text not in ",.;:" and here - at < 12:
        here += 1
    return here


def institution_end(words: Sequence[Token], at: int) -> int:
    """The index behind a run of capitalised words that names a body."""
    here, total = at, len(words)
    while here < total and here - at < 14:
        text = words[here].text
        if (
            is_capital(text)
            or (here > at and text.isdigit())
            or (bare(text) in ("dan", "&", "/", "-") and here + 1 < total and is_capital(words[here + 1].text))
        ):
            here += 1
        elif text == "(" and here + 2 < total and words[here + 2].text == ")":
            here += 3
        else:
            break
    return max(here, at + 1)


def speaker_before(
    words: Sequence[Token], starts: Sequence[int], people: PeopleIndex, begin: int, verb: int
) -> tuple[Speaker, int]:
    """The subject of the verb at character `verb` in a clause that begins at `begin`, and where the subject
    begins (else `verb`)."""
    last = word_index(starts, verb) - 1
    first = word_index(starts, begin)
    here = last
    while here >= first and (
        bare(words[here].text) in grammar().between_speaker_and_verb
        or (words[here].text == "kali" and here > first and bare(words[here - 1].text) in ("beberapa", "berulang"))
    ):
        here -= 2 if words[here].text == "kali" else 1
    if here < first:
        return NOBODY, verb
    low = bare(words[here].text)
    if low in grammar().pronouns or low in ("pihaknya", "dirinya"):
        return PRONOUN, words[here].start
    if low in _BOTH:
        return Speaker("description", None, words[here].start, words[here].end), words[here].start
    if low in grammar().pointers:
        described = _described(words, first, here)
        if described is not None:
            return described
    numbers = people.between(begin, verb)
    near = here - 1 if words[here].text in (",", ")") else here
    for number in reversed(numbers):
        naming = people.namings[number]
        if naming.end >= words[near].end or _only_between(words, starts, naming.end, verb):
            if not _object(words, starts, naming.start, first):
                return Speaker("naming", naming, naming.start, naming.end), naming.start
            break
        if _breaks(words, starts, naming.end, verb):
            break
    for number in numbers:
        naming = people.namings[number]
        if _object(words, starts, naming.start, first):
            continue
        if _breaks(words, starts, naming.end, verb):
            continue
        return Speaker("naming", naming, naming.start, naming.end), naming.start
    for number in range(here, max(first, here - 14) - 1, -1):
        if bare(words[number].text) in grammar().pronouns:
            return PRONOUN, words[number].start
    return _institution_before(words, first, near, verb)


def subject_at_start(words: Words, begin: int, verb: int) -> Speaker:
    """The body that opens the clause, when the verb stands far off: "Kementerian Sosial melalui akun resminya
    mengumumkan …"."""
    index = word_index(words.starts, begin)
    for at in range(index, min(index + 3, len(words.tokens))):
        token = words.tokens[at]
        if token.start >= verb:
            break
        low = bare(token.text)
        if low in grammar().lifeless_sources:
            break
        if low in grammar().collectives:
            end = _body_end(words.tokens, at, verb)
            return Speaker("institution", None, token.start, words.tokens[end - 1].end)
        if low in _BOTH:
            return Speaker("description", None, token.start, token.end)
        following = words.tokens[at + 1].text if at + 1 < len(words.tokens) else ""
        if (low in grammar().determiners and is_person_noun(following)) or (at == index and is_person_noun(token.text)):
            return Speaker("description", None, token.start, _description_end(words.tokens, at, verb))
        if low in grammar().prepositions or low in ("melalui", "lewat", "saat", "ketika", "usai", "setelah", "sebelum"):
            break
        if (
            is_capital(token.text)
            and low not in grammar().sentence_openers
            and word_kind(token.text) in ("common", "acronym", "place")
        ):
            end = institution_end(words.tokens, at)
            if end - at >= 2 or word_kind(token.text) == "acronym":
                return Speaker("institution", None, token.start, words.tokens[end - 1].end)
    return NOBODY


def _description_end(words: Sequence[Token], at: int, verb: int) -> int:
    """Where the description of an unnamed source ends: before a relative clause, a preposition or the verb."""
    here = at + 1
    while here < len(words) and here - at < 5 and words[here].start < verb:
        low = bare(words[here].text)
        if not words[here].text.isalpha() or low in grammar().prepositions or low in grammar().between_speaker_and_verb:
            break
        if low == "yang":
            break
        here += 1
    return words[here - 1].end


def _only_between(words: Sequence[Token], starts: Sequence[int], end: int, verb: int) -> bool:
    """Whether nothing but adverbs stands between a naming and the verb."""
    here = word_index(starts, end)
    while here < len(words) and words[here].start < verb:
        if bare(words[here].text) not in grammar().between_speaker_and_verb and words[here].text != ",":
            return False
        here += 1
    return True


def _object(words: Sequence[Token], starts: Sequence[int], start: int, first: int) -> bool:
    """Whether a naming hangs on a preposition or on a transitive verb, so that it is no subject."""
    here = word_index(starts, start) - 1
    if here < first or not words[here].text[:1].islower():
        return False
    low = bare(words[here].text)
    transitive = low.startswith(("mem", "men", "meng", "meny")) and len(low) > 6 and low not in ("menurut", "menteri")
    return low in grammar().prepositions or (transitive and low not in reporting_verbs().active)


def _breaks(words: Sequence[Token], starts: Sequence[int], start: int, end: int) -> bool:
    """Whether a conjunction that opens a new clause stands between two positions."""
    here = word_index(starts, start)
    while here < len(words) and words[here].start < end:
        if bare(words[here].text) in grammar().clause_breaks:
            return True
        here += 1
    return False


_BODIES = frozenset("perusahaan organisasi klub koran surat situs media kelompok ormas parpol maskapai kampus".split())
_AGENT = re.compile(r"(?:pe(?:m|n|ng|ny|l|r)?[aiueobcdfghjklmnprstwy][a-z]{3,}|[a-z]{3,}(?:wan|wati|is|or|man))\Z")


def _agent(word: str) -> bool:
    """Whether a noun names somebody by what he does: "Pelantun …", "Penyintas …", "Kolumnis …"."""
    low = bare(word)
    return bool(_AGENT.match(low)) and not low.endswith("an") and low not in grammar().things


def _described(words: Sequence[Token], first: int, last: int) -> tuple[Speaker, int] | None:
    """A subject that ends in "itu" and begins with a noun for a person: an epithet of somebody named before."""
    here = last
    while here > first and words[here - 1].text not in ",.;:" and last - here < 14:
        here -= 1
    opening = words[here].text
    if here == first and last - here <= 9 and bare(opening) in grammar().body_words | grammar().collectives | _BODIES:
        return Speaker("body", None, words[here].start, words[last].end), words[here].start
    for begin in range(here, last):
        word = words[begin].text
        if (
            is_person_noun(word)
            or (begin == here == first and _agent(word))
            or is_office(word)
            or (
                begin == last - 1
                and words[last].text == "itu"
                and words[begin].text.islower()
                and bare(word) not in grammar().things
            )
        ):
            naming = Naming(words[begin].start, words[last].end, None, (words[begin].start, words[last - 1].end))
            return Speaker("pronoun", naming, words[begin].start, words[last].end), words[begin].start
    return None


_FIRST_PERSON = frozenset("aku kami kita saya".split())


def _institution_before(words: Sequence[Token], first: int, last: int, verb: int) -> tuple[Speaker, int]:
    """A body as the subject: the capitalised run right before the verb, or a collective noun."""
    here = last
    while here >= first and (
        is_capital(words[here].text)
        or bare(words[here].text) in ("dan", "(", ")", "/", "-", "&")
        or words[here].text.isdigit()
    ):
        here -= 1
    begin = here + 1
    while begin <= last and (
        not is_capital(words[begin].text) or bare(words[begin].text) in grammar().sentence_openers
    ):
        begin += 1
    if begin <= last and bare(words[begin].text) in grammar().lifeless_sources | _FIRST_PERSON:
        return NOBODY, verb
    document = begin > first and bare(words[first].text) in grammar().lifeless_sources
    if document and not any(w.text == "," for w in words[first:begin]):
        return NOBODY, verb  # "Hasil pemeriksaan atas LKPD mengungkap"
    if begin <= last and bare(words[begin].text) not in grammar().sentence_openers:
        if begin > first and bare(words[begin - 1].text) in grammar().prepositions:
            return NOBODY, verb
        if begin > first and words[begin - 1].text.islower() and is_person_noun(words[begin - 1].text):
            begin -= 1  # "petugas PPIH"
            last = last if words[last].end <= verb else begin
        return Speaker("institution", None, words[begin].start, words[last].end), words[begin].start
    if bare(words[last].text) in grammar().collectives or is_person_noun(words[last].text):
        return Speaker("institution", None, words[last].start, words[last].end), words[last].start
    return NOBODY, verb


_TITLE_LIKE = re.compile(r"\s")
