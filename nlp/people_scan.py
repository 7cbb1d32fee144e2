"""All namings of a text, and the short names by which the text itself calls people."""

from __future__ import annotations

import re
from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from nlp.namings import read_naming
from nlp.person_names import Naming, is_capital
from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import Token
from nlp.speech_grammar import grammar
from nlp.titles import bare, is_office, is_person_noun, is_title, titles, word_kind

ALIAS = re.compile(
    r"(?:disapa|dipanggil|sapaan|panggilan|dikenal (?:dengan(?: nama| sebutan)?|sebagai))\s+(?:(?:akrab|karib)\s+)?"
    r"(?:dengan\s+)?[\"“'‘]?"
    r"((?:(?:Pak|Bu|Gus|Kang|Cak|Bang|Mas|Mbak|Ning|Papa|Mama|Bunda|Ayah|Abah|Umi|Kak|Aa|Teh|Daeng|Opa|Om)\s+)?[A-Z][\w'’-]+)"
)
# "kata Yanto, sapaan akrab Sugiyanto", "kata Yanto, sapaan akrabnya"
NICKNAME = re.compile(
    r"(?<!\w)((?:[A-Z][\w'’-]{1,30}\s)?[A-Z][\w'’-]{1,30})\s?[,(]?\s?(?:begitu\s)?(?:sapaan|panggilan)\s?(?:(?:akrab|karib|sehari-hari)\s?)?"
    r"(?:dari\s)?(nya\b|[A-Z][\w'’-]{1,30}(?:\s[A-Z][\w'’-]{1,30}){0,3})"
)
# "Djanur - - begitulah ia akrab disapa", "kata Marcel, begitu dia biasa dipanggil"
SO_CALLED = re.compile(
    r"(?<!\w)([A-Z][\w'’-]{1,30})[\s,–—-]{1,6}(?:begitu|demikian)(?:lah|nya)?\s(?:(?:ia|dia|beliau|perempuan|pria|wanita|"
    r"lelaki)\s)?(?:itu\s)?(?:(?:akrab|karib|biasa|kerap|sering)\s)?(?:disapa|dipanggil|disebut)"
)
_AFTER_BODY = re.compile(r"(?:kementerian|dinas|badan|kantor|kota|kabupaten|provinsi)\s+$", re.IGNORECASE)


_BRACKETED = re.compile(r"\(([\w'’-]+)\)")
_SHORT = (
    r"(?:(?:Pak|Bu|Kang|Mas|Mbak|Gus|Cak|Bang|Ibu|Bapak|Prof\.?|dr\.?|"
    r"Dr\.?)\s+)?([A-Z][\w'’-]*[a-z][\w'’-]*)(?![\w'’-]|\s+[A-Z(])"
)


def short_names(text: str) -> frozenset[str]:
    """Capitalised words that stand alone where a speaker must: "kata Rita,", "Rita menjelaskan"; lower case."""
    found: set[str] = set()
    bracketed = set(_BRACKETED.findall(text))
    for number, pattern in enumerate(_short_patterns()):
        # behind "kata" even an everyday word with a capital is a name: "kata Tulus"
        kinds = ("name", "unknown", "either", "place", "common")[: (5, 4, 3)[number]]
        for match in pattern.finditer(text):
            word = match.group(1)
            if (
                word_kind(word) in kinds
                and word.lower() not in grammar().body_words
                and word.lower() not in titles().takes_place
                and (word == "Lalu" or word.lower() not in grammar().no_role_words | grammar().sentence_openers)
                and not (
                    number == 2
                    and (word in bracketed or _AFTER_BODY.search(text[max(0, match.start(1) - 14) : match.start(1)]))
                )
                and not is_title(word)
                and not is_office(word)
                and not is_person_noun(word)
            ):
                found.add(word.lower())
    for match in ALIAS.finditer(text):
        found.add(match.group(1).split()[-1].lower())
    return frozenset(found - {"ia", "dia", "beliau", "mereka", "kami", "kita", "saya"})


_patterns: list[re.Pattern[str]] = []


def _short_patterns() -> list[re.Pattern[str]]:
    if not _patterns:
        verbs = reporting_verbs()
        roots = "|".join(sorted(verbs.strong_roots, key=len, reverse=True))
        _patterns.append(re.compile(rf"(?<![\w-])(?i:{roots})\s+(?:oleh\s+)?{_SHORT}"))
        _patterns.append(re.compile(rf"(?<![\w-])[Mm]enurut\s+{_SHORT}"))
        active = "|".join(sorted((v for v in verbs.active if " " not in v), key=len, reverse=True))
        _patterns.append(
            re.compile(
                rf"(?:^|[.!?,”\"]\s+|\n)([A-Z][a-z][\w'’-]*)\s+(?:(?:juga|pun|lantas|kemudian|lalu|kembali|sendiri|"
                rf"turut)\s+)?(?:{active})(?![\w-])",
                re.M,
            )
        )
    return _patterns


def scan(
    text: str,
    words: Sequence[Token],
    known: AbstractSet[str],
    skip: Sequence[tuple[int, int]],
    firsts: AbstractSet[int],
) -> list[Naming]:
    """The namings in running text outside the skipped stretches."""
    found: list[Naming] = []
    at, total, pointer = 0, len(words), 0
    people = titles()
    while at < total:
        token = words[at]
        while pointer < len(skip) and skip[pointer][1] <= token.start:
            pointer += 1
        if pointer < len(skip) and skip[pointer][0] <= token.start:
            at += 1
            continue
        word = token.text
        low = bare(word)
        if not is_capital(word):
            if low in ("dr", "drg") and at > 0 and (after := _no_person(words, at)):
                at = after
                continue
            if low in people.office or low in people.person or low in ("dr", "drg"):
                naming, after = _within_line(text, words, at, known)
                if naming is not None and (naming.name is not None or low in people.office):
                    found.append(naming)
                    at = max(after, at + 1)
                    continue
            at += 1
            continue
        if at > 0 and _directorate(words, at):
            at += 1
            continue
        if at > 0 and (after := _no_person(words, at)):
            at = after
            continue
        if at > 0 and word_kind(word) == "place" and words[at - 1].text in titles().takes_place:
            at += 1  # "Manager Pelabuhan kawasan Tegal | Anton Laksmita"
            continue
        if word == "TNI" and at + 1 < total and words[at + 1].text in _FORCES:
            at += 2
            continue
        inside = (
            token.start not in firsts and at > 0 and is_capital(words[at - 1].text) and words[at - 1].text.isalpha()
        )
        naming, after = (
            (None, at)
            if inside and is_person_noun(word) and not is_office(word)
            else _within_line(text, words, at, known)
        )
        if naming is not None and naming.name is None and at > 0 and words[at - 1].text == "(":
            naming = None  # "(ASN)" only explains what stands before
        if naming is not None and naming.name is None and at > 0 and bare(words[at - 1].text) in _DOCUMENTS:
            naming = None  # "Instruksi Gubernur Nomor 16"
        if naming is not None:
            found.append(naming)
            at = max(after, at + 1)
            continue
        at += 1
        if token.start not in firsts and word[:1].isalpha() and word_kind(word) in ("common", "acronym", "place"):
            # the rest of a body's or a place's name: "Rumah Sakit Hasan Sadikin"
            company = low in ("pt", "cv", "perum", "yayasan", "universitas")
            while (
                at < total
                and (is_capital(words[at].text) or _joined_body(words, at))
                and (company or not is_office(words[at].text) or bare(words[at - 1].text) in ("badan", "balai"))
                and not _balinese(words, at)
                and (not is_title(words[at].text) or _directorate(words, at))
                and bare(words[at].text) not in known
            ):
                at += 1
    return found


_FORCES = frozenset(("AL", "AD", "AU"))
_KINDS_OF = frozenset("umat kaum bangsa suku bahasa agama etnis budaya adat klub".split())
_NAMED_AFTER = frozenset(
    "rs rsud rsup rsj rsu rumkit stadion bandara universitas institut masjid jalan jl gedung museum taman waduk "
    "bendungan puskesmas pelabuhan monumen tugu".split()
)


def _no_person(words: Sequence[Token], at: int) -> int:
    """The index behind a name that is nobody's: "umat Muslim", "TNI AL", "RSUD dr Soetomo"; 0 where there is none."""
    before = bare(words[at - 1].text)
    if before in _KINDS_OF and words[at - 1].text.islower():
        return at + 1
    here = at
    if before not in _NAMED_AFTER or not (words[at - 1].text[:1].isupper() or before in ("jalan", "jl")):
        return 0
    while here < len(words) and here - at < _LONGEST_BODY and (is_title(words[here].text) or words[here].text == "."):
        here += 1
    if here == at:
        return 0
    while here < len(words) and here - at < _LONGEST_BODY and is_capital(words[here].text):
        if is_office(words[here].text) or not words[here].text[:1].isalpha():
            break
        here += 1
    return here


_LONGEST_BODY = 6  # words of a person's name that a body bears


def _within_line(text: str, words: Sequence[Token], at: int, known: AbstractSet[str]) -> tuple[Naming | None, int]:
    """The naming at word `at`, without what stands in the next line."""
    naming, after = read_naming(words, at, known)
    if naming is not None and (line := text.find("\n", naming.start, naming.end)) >= 0:
        stop = next(n for n in range(at, len(words) + 1) if n == len(words) or words[n].start > line)
        naming, _ = read_naming(words[:stop], at, known)
        after = stop
    return naming, after


def _balinese(words: Sequence[Token], at: int) -> bool:
    """Whether a Balinese name begins, "I Wayan Koster", "Ni Made Ayu": its first word tells it from a place."""
    return (
        words[at].text in ("I", "Ni", "Ida")
        and at + 1 < len(words)
        and is_capital(words[at + 1].text)
        and word_kind(words[at + 1].text) == "name"
    )


_DOCUMENTS = frozenset("instruksi keputusan peraturan surat maklumat".split())


def _joined_body(words: Sequence[Token], at: int) -> bool:
    """Whether "dan" joins two parts of a body's name: "Kementerian Energi dan Sumber Daya Mineral"."""
    return (
        words[at].text in ("dan", "&")
        and at + 1 < len(words)
        and is_capital(words[at + 1].text)
        and not is_office(words[at + 1].text)
        and not is_title(words[at + 1].text)
        and word_kind(words[at + 1].text) == "common"
    )


def _directorate(words: Sequence[Token], at: int) -> bool:
    """Whether "Jenderal" belongs to "Direktorat Jenderal" and is no rank."""
    return bare(words[at].text) == "jenderal" and bare(words[at - 1].text) in (
        "direktorat",
        "inspektorat",
        "sekretariat",
    )
