"""Who stands behind a cue: "kata X", "menurut X". The subject before a verb is read in `cue_subjects`, resolution
is in `speakers`."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from nlp.namings import named_after, read_naming
from nlp.people import PeopleIndex
from nlp.person_names import Naming, is_capital
from nlp.sentences import Token
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_office, is_person_noun, word_kind

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
        told = naming.name
        if (
            naming.role is not None
            and (is_person_noun(words[at].text) or low in grammar().determiners)
            and " " not in people.text[slice(*told)].strip()
            and people.text[slice(*told)].lower() not in people.known
            and (named_behind := _apposed(words, after, stop, people))
        ):
            return named_behind  # "kata pengelola wisata Puncak Aher, Hendi, Minggu"
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
        if pointed and (named_behind := _apposed(words, pointed, stop, people)):
            return named_behind  # "dosen yang mendesain jembatan itu, Lukito Prasetyo"
        if pointed:
            return Speaker("pronoun", naming, naming.start, words[pointed - 1].end), pointed
        if named_behind := _apposed(words, _past_circumstance(words, after, stop), stop, people):
            return named_behind
        relative = _relative(words, after, stop)
        if relative and any(bare(w.text) in ("disapa", "dipanggil") for w in words[after:relative]):
            return Speaker("pronoun", None, naming.start, words[relative - 1].end), relative
        if relative and role_only.reference == "description":
            return Speaker("description", naming, naming.start, words[relative - 1].end), relative
        return role_only, after
    if is_capital(words[at].text) and word_kind(words[at].text) != "initial":
        end = institution_end(words, at)
        if end - at >= 4 and all(word_kind(w.text) == "name" for w in words[end - 2 : end]):
            found = named_after(words, at, people.known)  # "Syariah Card Division Head Bank Mega Eva Dahlia Kusuma"
            if found is not None and found[0].role is not None:
                return Speaker("naming", found[0], found[0].start, found[0].end), found[1]
        if (holder := _known_at_end(words, at, end, people)) is not None:
            return holder, end
        apposed = _apposed(words, end, stop, people)
        if apposed and word_kind(words[at].text) == "acronym" and not _head_of(apposed[0], people):
            apposed = None
        if apposed and (apposed[1] >= len(words) or words[apposed[1]].text not in "(."):
            return apposed
        return Speaker("institution", None, words[at].start, words[end - 1].end), end
    pointed = _pointed(words, at, stop)
    if pointed:
        return Speaker("pronoun", None, words[at].start, words[pointed - 1].end), pointed
    if low in grammar().collectives:
        end = body_end(words, at, stop)
        return Speaker("institution", None, words[at].start, words[end - 1].end), end
    if low in BOTH:
        return Speaker("description", None, words[at].start, words[at].end), at + 1
    if words[at].text.islower() and low.isalpha() and low not in grammar().function_words | grammar().no_role_words:
        found = named_after(words, at, people.known)
        if found is not None and found[0].start < stop and low not in grammar().speech_nouns:
            return Speaker("naming", found[0], found[0].start, found[0].end), found[1]
    return NOBODY, at


def unnamed_behind(words: Sequence[Token], at: int, stop: int) -> Speaker:
    """Whoever a lower-case phrase from word `at` on stands for, where a speaker must stand: "tulis kedua agensi"."""
    total = len(words)
    begin = at
    while at < total and (words[at].text in grammar().speech_nouns or words[at].text in ("resmi", "tertulis", "pers")):
        at += 1  # "tulis pernyataan resmi Samsung"
    if at > begin and at < total and is_capital(words[at].text) and words[at].start < stop:
        return Speaker("institution", None, words[at].start, words[institution_end(words, at) - 1].end)
    if at > begin and at < total and bare(words[at].text) in grammar().pointers:
        return PRONOUN
    here = at
    while here < total and words[here].start < stop and here - at < 8:
        low = words[here].text
        if here > at and (is_capital(low) or low[0] == "@" or words[here - 1].text == "@"):
            here += 1  # "tulis akun Instagram @kemenpanrb"
            continue
        if low == "@":
            here += 1
            continue
        if not low.isalpha() or low in grammar().prepositions or low in grammar().no_role_words or not low.islower():
            break
        here += 1
    if here == at or bare(words[at].text) in grammar().pointers:
        return NOBODY
    return Speaker("description", None, words[at].start, words[here - 1].end)


BOTH = frozenset("keduanya ketiganya keempatnya".split())


def body_end(words: Sequence[Token], at: int, stop: int) -> int:
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


def _past_circumstance(words: Sequence[Token], at: int, stop: int) -> int:
    """The index of the comma behind a place that belongs to a description: "pemandu di kawasan Ciletuh, Galing"."""
    if at >= len(words) or bare(words[at].text) not in ("di", "dari", "asal", "pada"):
        return at
    here = at
    while here < len(words) and words[here].start < stop and here - at < 9 and words[here].text[:1].isalnum():
        here += 1
    return here if here < len(words) and words[here].text == "," else at


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


def _known_at_end(words: Sequence[Token], at: int, end: int, people: PeopleIndex) -> Speaker | None:
    """Somebody whom the text calls by the last word of a run, the run before it an office: "Dewan Pengawas OJK | Budi".

    None where the run is short or its last word is no name of the text.
    """
    last = end - 1
    if last - at < _SHORTEST_OFFICE or bare(words[last].text) not in people.known:
        return None
    if word_kind(words[last].text) not in ("name", "unknown", "either"):
        return None
    while last - 1 > at + 1 and word_kind(words[last - 1].text) == "name":
        last -= 1
    naming = Naming(
        words[at].start,
        words[end - 1].end,
        (words[last].start, words[end - 1].end),
        (words[at].start, words[last - 1].end),
    )
    return Speaker("naming", naming, naming.start, naming.end)


_SHORTEST_OFFICE = 3  # words


def _head_of(speaker: Speaker, people: PeopleIndex) -> bool:
    """Whether the name behind a body's is somebody with an office: "kata BKD Batang, Supardi"."""
    person = people.person_for(speaker.naming) if speaker.naming is not None else None
    return person is not None and any(is_office(role.split()[0]) for role in person.roles)


_CALLED = ("sapaan", "panggilan")


def _pointed(words: Sequence[Token], at: int, stop: int) -> int:
    """The index behind "itu" when a description runs up to it without leaving the clause; 0 otherwise."""
    for here in range(at, min(at + 14, len(words))):
        word = words[here]
        if word.start >= stop or word.text in '.;:!?"“”' or (word.text == "," and here > at + 10):
            return 0
        if bare(word.text) in grammar().pointers:
            return here + 1
        if word.text == "," and here + 1 < len(words) and word_kind(words[here + 1].text) == "place":
            continue  # "mantan Kepala Rutan Putussibau, Kalimantan Barat ini"
        if word.text == ",":
            return 0
        if bare(word.text) in ("saat", "ketika", "kepada", "usai", "seusai", "sambil", "seraya", "kata", "ujar"):
            return 0
    return 0


def _relative(words: Sequence[Token], at: int, stop: int) -> int:
    """The index behind a relative clause that belongs to a description: "yang enggan disebut namanya"."""
    if at >= len(words) or bare(words[at].text) != "yang":
        return 0
    if at + 1 < len(words) and bare(words[at + 1].text) in _MET:
        return 0  # "seorang warga yang ditemui di lokasi"
    here = at
    while here < len(words) and words[here].start < stop and words[here].text not in ",.;:" and here - at < 12:
        if bare(words[here].text) in ("kepada", "seperti", "saat", "ketika"):
            break
        here += 1
    return here


_MET = frozenset("ditemui dihubungi dikutip dimintai dikonfirmasi diwawancarai hadir dijumpai".split())


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
