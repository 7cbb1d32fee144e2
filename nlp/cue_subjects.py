"""Who stands before a reporting verb: "X menjelaskan", "politisi itu menambahkan", "Kementerian X mengumumkan".
The speaker behind a cue is read in `cues`."""

from __future__ import annotations

import re
from collections.abc import Sequence

from nlp.cues import BOTH, NOBODY, PRONOUN, Speaker, body_end, institution_end, word_index
from nlp.people import PeopleIndex
from nlp.person_names import Naming, is_capital
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Token
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_office, is_person_noun, word_kind
from nlp.words import Words


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
    if (cut := _before_when(words, first, here)) < here:
        here, verb = cut, words[cut + 1].start
    low = bare(words[here].text)
    if low == "mereka" and (group := _group_before(words, here)) is not None:
        return group, words[here].start
    if low in grammar().pronouns or low in ("pihaknya", "dirinya"):
        return PRONOUN, words[here].start
    if low in BOTH:
        return Speaker("description", None, words[here].start, words[here].end), words[here].start
    if low in grammar().pointers:
        described = _described(words, first, here)
        if described is not None:
            called = _called_within(words, starts, people, described[0])
            return (called, called.start) if called is not None else described
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


_GROUP_REACH = 40  # words before "mereka" in which the group that it means is looked for
_GROUPS = frozenset("masyarakat warga publik netizen warganet buruh petani nelayan pedagang mahasiswa siswa".split())


def _group_before(words: Sequence[Token], at: int) -> Speaker | None:
    """The unnamed group that "mereka" means: "komentar dari masyarakat. Mereka menilai …"; None without one."""
    for here in range(at - 1, max(0, at - _GROUP_REACH) - 1, -1):
        low = words[here].text
        if low in _GROUPS:
            return Speaker("institution", None, words[here].start, words[here].end)
        if low == "para" and here + 1 < at and is_person_noun(words[here + 1].text):
            return Speaker("institution", None, words[here].start, words[here + 1].end)
    return None


def _before_when(words: Sequence[Token], first: int, here: int) -> int:
    """The index of the last word before the place and day that stand before a verb: "PT X | di Jakarta, Jumat,"."""
    at = here
    if words[at].text != ",":
        return here
    at -= 1
    if at > first and words[at].text == ")":
        start = at
        while at > first and words[at].text != "(" and start - at < _LONGEST_DATE:
            at -= 1
        if not any(w.text.isdigit() or "/" in w.text for w in words[at:start]):
            return here
        at -= 1
    day = at
    while at > first and (bare(words[at].text) in grammar().calendar or words[at].text.isdigit()):
        at -= 1
    if at == day or at <= first:
        return here
    if words[at].text == "," or words[at].text in ("pada", "hari"):
        at -= 1
    place = at
    while place > first and is_capital(words[place].text):
        place -= 1
    if place > first and words[place].text in ("di", "dari") and place < at:
        at = place - 1
    return at if at >= first else here


_LONGEST_DATE = 9  # tokens of a date in brackets


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
            end = body_end(words.tokens, at, verb)
            return Speaker("institution", None, token.start, words.tokens[end - 1].end)
        if low in BOTH:
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


def _called_within(
    words: Sequence[Token], starts: Sequence[int], people: PeopleIndex, described: Speaker
) -> Speaker | None:
    """The person whose name stands in the description: "pria yang akrab disapa Kang Dedi Mulyadi itu"."""
    first = word_index(starts, described.start)
    if first < len(words) and is_office(words[first].text):
        return None  # "Wagub yang akrab disapa Cok Ace itu": the holder of the office
    for number in people.between(described.start, described.end):
        naming = people.namings[number]
        before = word_index(starts, naming.start) - 1
        if naming.name is not None and before >= 0 and bare(words[before].text) in _NAMES_HIM:
            return Speaker("naming", naming, naming.start, naming.end)
    return None


_NAMES_HIM = frozenset("disapa dipanggil bernama sapaan panggilan dikenal dengan".split())


def _described(words: Sequence[Token], first: int, last: int) -> tuple[Speaker, int] | None:
    """A subject that ends in "itu" and begins with a noun for a person: an epithet of somebody named before."""
    here = last
    while here > first and words[here - 1].text not in ",.;:" and last - here < 14:
        here -= 1
    opening = words[here].text
    if (
        here == first
        and bare(opening) in grammar().collectives
        and here + 1 < last
        and is_capital(words[here + 1].text)
    ):
        end = body_end(words, here, words[last].start)  # "Pihak Apkomindo selaku penyelenggara pameran ini"
        return Speaker("institution", None, words[here].start, words[end - 1].end), words[here].start
    if here == first and last - here <= 9 and bare(opening) in grammar().body_words | grammar().collectives | _BODIES:
        return Speaker("body", None, words[here].start, words[last].end), words[here].start
    for begin in range(here, last):
        word = words[begin].text
        if (
            is_person_noun(word)
            or (begin == here and (here == first or words[here - 1].text == ",") and _agent(word))
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
        not is_capital(words[begin].text)
        or bare(words[begin].text) in grammar().sentence_openers
        or (begin < last and bare(words[begin].text) in ("sedangkan", "pihak"))
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
