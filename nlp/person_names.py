"""A person's name in running text, with the titles before it and the degrees behind it. Roles stand in
`person_roles`."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from nlp.nicknames import nickname
from nlp.offices import name_openings
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Token
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_degree, is_office, is_person_noun, is_title, word_kind

LONGEST_NAME = 6


_NOMINAL = re.compile(r"(?:Pe|Ke)\w{4,}an\Z")  # "Assisten Pembangunan" is no name
_ENGLISH_OFFICES = frozenset(
    "officer manager director division department assistant editor producer engineer analyst specialist leader head "
    "chief supervisor consultant operation operations marketing communication communications relations affairs".split()
)
_ROYAL = frozenset("raja ratu sultan pangeran".split())
# Two letters that open any name: "HM Prasetyo", "AM Fikri"
_INITIALS = frozenset("HM HR AM TB RM BJ HB TM WS YB JB AR HS HA HZ HN HT AH AY MS MZ NR".split())
_WEIGHT = {"name": 2.0, "unknown": 0.8, "initial": 0.3, "place": -1.6, "either": -0.4, "common": -2.5, "acronym": -3.0}


@dataclass(frozen=True, slots=True)
class Naming:
    """A phrase that names somebody. Character offsets; `name` is empty for a role alone, `role` is empty for a
    bare name."""

    start: int
    end: int
    name: tuple[int, int] | None = None
    role: tuple[int, int] | None = None
    titles: tuple[str, ...] = ()
    age: bool = False
    alias: str = ""


def is_capital(word: str) -> bool:
    return word[:1].isupper()


def rank_end(words: Sequence[Token], at: int) -> int:
    """The index behind a rank of several words ("Komisaris Besar (Pol)") that a name follows; 0 if there is none."""
    total = len(words)
    if bare(words[at].text) not in grammar().rank_heads or not (
        at + 2 < total and bare(words[at + 1].text) in grammar().rank_tails
    ):
        return 0
    here = at + 1
    while here < total and (bare(words[here].text) in grammar().rank_tails or words[here].text in "()"):
        here += 1
    if (
        here < total
        and is_capital(words[here].text)
        and (word_kind(words[here].text) in ("name", "unknown", "initial") or is_title(words[here].text))
    ):
        return here
    return 0


def are_initials(word: str, following: str) -> bool:
    """Whether two letters open the name that the next word goes on with: "AF Darmawan", but "MK Anwar Usman"."""
    if word in _INITIALS:
        return is_capital(following)
    return (
        len(word) == 2
        and word.isalpha()
        and word.isupper()
        and bare(word) not in grammar().two_letters
        and bare(word) not in grammar().abbreviated_bodies
        and not is_title(word)
        and word_kind(following) == "name"
        and not following.isupper()
    )


def starts_name(words: Sequence[Token], at: int, known: AbstractSet[str]) -> bool:
    word = words[at].text
    if bare(word) in grammar().small_titles:
        return at + 1 < len(words) and is_capital(words[at + 1].text)
    if word == "Lalu" and at + 1 < len(words):
        return is_capital(words[at + 1].text) and word_kind(words[at + 1].text) in ("name", "unknown")
    if at + 1 < len(words) and is_capital(word) and _opens_name(word, words[at + 1].text):
        return True  # "Anak Agung …", "Raja Juli Antoni"
    if at + 1 < len(words) and are_initials(word, words[at + 1].text):
        return True
    return is_capital(word) and (
        is_title(word) or bare(word) in known or word_kind(word) in ("name", "unknown", "initial")
    )


def name_weight(word: str, known: AbstractSet[str]) -> float:
    if bare(word) in known:
        return 2.4
    if bare(word) in grammar().calendar:
        return -9.0
    return _WEIGHT[word_kind(word)]


def _opens_name(word: str, following: str) -> bool:
    """Whether two words begin a name although the first is an everyday word: "Juri Ardiantoro", "Anak Agung …"."""
    return (word, following) == ("Anak", "Agung") or (bare(word), bare(following)) in name_openings()


def _headline_verb(word: str, kind: str) -> bool:
    """Whether a capitalised word is the verb of a headline: "Ahmad Luthfi Sebut Jateng …"."""
    low = bare(word)
    root = low.removesuffix("kan")
    known = root in reporting_verbs().strong_roots or root in reporting_verbs().weak_roots
    if low.startswith("di") and low.endswith("kan") and kind in ("common", "unknown"):
        return True
    return low in grammar().headline_verbs or (known and low != "tegas" and (kind == "common" or root != low))


def unlikely_name(words: Sequence[Token], at: int) -> bool:
    """Whether a name with a common word stands behind a role, before a comma or a verb of reporting: ", One Andang
    Wardoyo,"."""
    here = at
    while here < len(words) and here - at < 5 and is_capital(words[here].text) and words[here].text not in ",.":
        here += 1
    return (
        2 <= here - at <= 4
        and here < len(words)
        and (words[here].text in ",." or words[here].text in reporting_verbs().active)
        and not is_office(words[at].text)
        and bare(words[at].text) not in grammar().role_bodies
        and bare(words[at].text) not in grammar().calendar
        and word_kind(words[at].text) in ("common", "place", "either")
        and word_kind(words[here - 1].text) in ("name", "unknown")
    )


def _no_surname(word: str) -> bool:
    """Whether an everyday word cannot follow somebody's first name: "Assisten Pembangunan", "Liaison Officer"."""
    return bool(_NOMINAL.match(word)) or bare(word) in _ENGLISH_OFFICES


_MARKS = frozenset("'\"‘’“”")


def _marked(words: Sequence[Token], at: int) -> bool:
    """Whether a short name stands between marks within a name."""
    return (
        at + 3 < len(words)
        and words[at + 2].text in _MARKS
        and is_capital(words[at + 1].text)
        and _likely(words[at + 3].text)
        and words[at + 3].start - words[at].end < 24
    )


def _abroad(word: str) -> bool:
    low = bare(word)
    return is_capital(word) and low != "sri" and (low in grammar().foreign or low == "indonesia")


def _likely(word: str) -> bool:
    return is_capital(word) and word_kind(word) in ("name", "unknown")


def read_name(
    words: Sequence[Token], at: int, known: AbstractSet[str], *, lone: bool = False, forced: bool = False
) -> tuple[Naming | None, int]:
    """Titles, name and degrees from word `at` on. `lone` lets a single unknown word pass."""
    here, total = at, len(words)
    found: list[str] = []
    if at + 2 < total and _abroad(words[at].text) and all(_likely(w.text) for w in words[at + 1 : at + 3]):
        return read_name(words, at + 1, known, lone=lone, forced=forced)  # "kejaksaan Swedia Karin Rosander"
    if bare(words[at].text) == "ibu" and at + 1 < total and bare(words[at + 1].text) == "kota":
        return None, at
    while here < total and (is_title(words[here].text) or (words[here].text in ".()" and found)):
        text = words[here].text
        if text in ".()":
            # "(Purn)", "(Pol)" between rank and name
            if text == "(" and not (
                here + 2 < total and is_title(words[here + 1].text) and words[here + 2].text == ")"
            ):
                break
        elif is_capital(text):
            found.append(text)
        elif found:
            break
        else:
            if bare(text) not in grammar().small_titles:
                return None, at
            found.append(text)
        here += 1
    first = here
    score, last, called = 0.0, -1, ""
    while here < total and here - first < LONGEST_NAME:
        word = words[here].text
        if word in _MARKS and here > first and _marked(words, here):
            called, here = words[here + 1].text, here + 3  # "Moh Ramdhan 'Danny' Pomanto"
            continue
        if not is_capital(word):
            if not (
                bare(word) in grammar().name_particles
                and here > first
                and here + 1 < total
                and is_capital(words[here + 1].text)
            ):
                break
            here += 1
            continue
        kind = word_kind(word)
        royal = bare(word) in _ROYAL and score >= 1.5  # "Teuku Raja Keumangan"
        if bare(word) in grammar().calendar or (here > first and is_office(word) and kind != "name" and not royal):
            break
        if here > first and word.isupper() and len(word) <= 3 and is_degree(word) and score >= 0.8:
            break  # "Alfin SH"
        if (
            kind == "acronym"
            and not ((here > first or found) and len(word) <= 3 and bare(word) not in grammar().abbreviated_bodies)
            and bare(word) not in known
            and not (here + 1 < total and are_initials(word, words[here + 1].text))
        ):
            break
        if (is_degree(word) and "." in word and kind != "initial") or (here > first and _headline_verb(word, kind)):
            break
        if (
            word == "Lalu"
            and here == first
            and here + 1 < total
            and word_kind(words[here + 1].text) in ("name", "unknown")
        ):
            pass  # a noble title of Lombok, not the conjunction
        elif here == first and here + 1 < total and _opens_name(word, words[here + 1].text):
            score += 0.8
        elif kind == "common" and bare(word) not in known:
            # "Dewi Cahaya Utama": allowed in a name that began well, as its first word only behind a title
            if (
                (here == first and not found and not forced)
                or (score < 0.7 and here > first)
                or bare(word) in grammar().no_role_words
                or (here == first + 1 and not found and score < 1 and _no_surname(word))
            ):
                break
            score += 0.3 if here == first else -0.5
        else:
            score += max(0.3, name_weight(word, known))
        last = here
        here += 1
        if word.endswith(".") and kind != "initial" and len(word) > 3:
            break
    if last < first:
        return None, at
    aged = (
        last + 3 < total
        and words[last + 1].text == "("
        and words[last + 2].text.isdigit()
        and len(words[last + 2].text) <= 2
    )
    aged = aged or (
        last + 2 < total
        and words[last + 1].text == ","
        and words[last + 2].text.islower()
        and is_person_noun(words[last + 2].text)
    )
    alone = (
        last == first
        and word_kind(words[first].text) in ("unknown", "place", "initial")
        and bare(words[first].text) not in known
    )
    if alone and (not (lone or found or aged) or _abroad(words[first].text)):
        return None, at
    if last == first and word_kind(words[first].text) == "initial":
        return None, at
    end_index = last + 1
    name = (words[first].start, words[last].end)
    if words[last].text.endswith(".") and word_kind(words[last].text) != "initial":
        name = (name[0], name[1] - 1)
    behind, end_index, age = _degrees(words, end_index)
    alias, end_index = nickname(words, first, last, end_index, known)
    whole = Naming(words[at].start, words[end_index - 1].end, name, None, (*found, *behind), age, alias or called)
    return whole, end_index


def _degrees(words: Sequence[Token], at: int) -> tuple[list[str], int, bool]:
    """Degrees and an age in brackets behind a name."""
    found: list[str] = []
    here, total, age = at, len(words), False
    while here < total:
        text = words[here].text
        if text == "," and here + 1 < total and is_degree(words[here + 1].text) and is_capital(words[here + 1].text):
            found.append(words[here + 1].text)
            here += 2
            if here < total and words[here].text == "." and here + 1 < total and words[here + 1].text == ",":
                here += 1
        elif is_degree(text) and is_capital(text) and (found or "." in text or text.isupper()):
            found.append(text)
            here += 1
        elif (
            text == "("
            and here + 2 < total
            and words[here + 2].text in (")", "tahun")
            and words[here + 1].text.isdigit()
            and len(words[here + 1].text) <= 2
        ):
            here += 3 if words[here + 2].text == ")" else 4
            age = True
        else:
            break
        while (
            found
            and here < total
            and words[here].start == words[here - 1].end
            and words[here].text not in ",();:"
            and (words[here].text == "." or is_capital(words[here].text))
        ):
            if words[here].text == "." and not (
                (here + 1 < total and words[here + 1].text == ",")
                or (
                    words[here - 1].text[-1:].isupper()
                    and here + 1 < total
                    and words[here + 1].start == words[here].end
                )
            ):
                break
            here += 1
    return found, min(here, total), age
