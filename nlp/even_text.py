"""A text with its marks and letters evened out, character for character: what the readers of people and quotations
work on. Nothing is read here; every offset stays that of the text as it came."""

from __future__ import annotations

import re
from functools import lru_cache

from nlp.reporting_verbs import reporting_verbs
from nlp.speech_grammar import grammar
from nlp.titles import is_office, is_person_noun, is_title, word_kind

_BLANKS = "\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t"
_OPENERS, _CLOSERS = "「『‹〝❝〈《", "」』›〞❞〉》"
_EVEN = str.maketrans(
    dict.fromkeys(_BLANKS, " ") | dict.fromkeys(_OPENERS, "“") | dict.fromkeys(_CLOSERS, "”") | {"，": ",", "。": "."}
)
_ODD = re.compile(f"[{re.escape(''.join(map(chr, _EVEN)))}]")
# What a page makes of “ and ” when it is read in the wrong encoding or left unread; the length is kept.
_BROKEN = re.compile("â€œ|â€\u009d|â€(?![™˜“”œ])|&(?:quot|ldquo|rdquo|laquo|raquo|#34|#822[01]);")
_LOST = re.compile(
    r"(?:(?<=\s)|(?<=[(\[:])|\A)[?\ufffd](?=\w)", re.MULTILINE
)  # a mark before a word: “ come out as "?"
_LOST_END = re.compile(r"(?<=[,.!])[?\ufffd]|[?\ufffd]{2}|\ufffd(?=[\s,.]|\Z)")
_LOST_APOSTROPHE = re.compile(r"(?<=[^\W\d_])\ufffd(?=[^\W\d_])")
_LAST_MARK = re.compile(r"[?\ufffd](?=\s*(?:[,.]|[a-z]|\Z))")
_SPOKEN_LINE = re.compile(r"^[—–―]\s*(?=\S)(.{8,}?[,.!?]?)\s*([—–―])\s+(?=([a-z]+?)(?:nya)?\b)", re.MULTILINE)
_WORD = re.compile(r"[^\W\d_][\w'’]*")
SHORT_LOOK, LONGEST_CASELESS_LOOK = 400, 4000  # characters that tell whether a text has small and capital letters


@lru_cache(maxsize=64)
def evened(text: str) -> str:
    """The text with one kind of blank, with “ ” for the rarer marks, and with capitals where it has none (or has
    nothing else). Exactly as long as `text`; the same object when there is nothing to even."""
    even = text.translate(_EVEN) if _ODD.search(text) else text
    if "â€" in even or "&" in even:
        even = _BROKEN.sub(_whole_mark, even)
    if "\ufffd" in even:
        even = _LOST_APOSTROPHE.sub("'", even)
    if _LOST.search(even):
        even = "\n".join(_found_marks(line) for line in even.split("\n"))
    if "—" in even or "–" in even or "―" in even:
        even = _SPOKEN_LINE.sub(_marked_line, even)
    even = _cased(even)
    return even if len(even) == len(text) and even != text else text


def _whole_mark(match: re.Match[str]) -> str:
    at, text = match.start(), match.string
    blank = " " * (len(match.group()) - 1)
    opens = at == 0 or text[at - 1].isspace() or text[at - 1] in "(["
    return f"{blank}“" if opens else f"”{blank}"


def _found_marks(line: str) -> str:
    """A line whose quotation marks have come out as "?": the mark that opens stands before a word."""
    opened = [m.start() for m in _LOST.finditer(line)]
    if not opened:
        return line
    marks = list(line)
    for number, start in enumerate(opened):
        stop = opened[number + 1] if number + 1 < len(opened) else len(line)
        end = _LOST_END.search(line, start + 1, stop)
        last = (
            end.end() - 1 if end else max((m.start() for m in _LAST_MARK.finditer(line, start + 1, stop)), default=-1)
        )
        marks[start] = "“"
        if last > start:
            marks[last] = "”"
    return "".join(marks)


def _marked_line(match: re.Match[str]) -> str:
    """A line of speech between dashes, "— Kami siap — ujar X", with marks for its dashes."""
    if match.group(3) not in reporting_verbs().strong_roots:
        return match.group()
    start, dash = match.start(), match.start(2) - match.start()
    whole = match.group()
    return f"“{whole[1:dash]}”{whole[dash + 1 :]}" if start >= 0 else whole


def _cased(text: str) -> str:
    """Capitals for a text without any, and small letters for a text of capitals: those of names and sentences."""
    small, large = _letters(text[:SHORT_LOOK])
    if large >= 4 and small * 2 > large:
        return text
    small, large = _letters(text[:LONGEST_CASELESS_LOOK])
    if small + large < 40:
        return text
    if small and large > small * 0.008 and small * 4 > large:
        return text
    low = text.lower() if large > small else text
    if len(low) != len(text):
        return text
    found = list(low)
    for match in _WORD.finditer(low):
        word = match.group()
        start = match.start()
        if _capital(word):
            upper = word.upper() if word_kind(word.upper()) == "acronym" and _abbreviation(word) else word.capitalize()
            if len(upper) == len(word):
                found[start : match.end()] = upper
        else:
            before = low[max(0, start - 2) : start].strip(" \"“'‘")
            if (not before or before[-1] in ".!?\n") and len(word[0].upper()) == 1:
                found[start] = word[0].upper()
    return "".join(found)


def _letters(sample: str) -> tuple[int, int]:
    """How many small and how many capital letters a stretch has."""
    return sum(map(str.islower, sample)), sum(map(str.isupper, sample))


def _abbreviation(word: str) -> bool:
    return word in grammar().abbreviated_bodies or (len(word) > 2 and not re.search("[aeiou]", word))


@lru_cache(maxsize=65536)
def _capital(word: str) -> bool:
    """Whether a word would be written with a capital: a name's, a place's, a body's, or one of no known kind."""
    if word in grammar().abbreviated_bodies or (is_title(word) and not is_person_noun(word) and not is_office(word)):
        return True
    if len(word) < 3 or is_person_noun(word) or word in grammar().role_words or word in grammar().no_role_words:
        return False
    verbs = reporting_verbs()
    if word in verbs.active or word in verbs.passive or word.removesuffix("nya") in verbs.roots:
        return False
    if word in grammar().body_words or is_office(word):
        return False
    kind = word_kind(word.capitalize())
    if kind in ("name", "place", "acronym"):
        return True
    return kind == "unknown" and len(word) > 3 and not word.startswith(("me", "di", "ber", "ter", "se", "pe"))
