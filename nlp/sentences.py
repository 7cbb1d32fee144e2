"""Paragraphs with their kind, sentences and tokens of an Indonesian article, as offsets into its text.

Only the surface is read here: no tags, no entities. Every function is linear in the length of its text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from nlp.surface_lists import abbreviations, link_marker, noise_patterns

OPENERS, CLOSERS, STRAIGHT = "“„«‟", "”»", '"＂'
QUOTES = OPENERS + CLOSERS + STRAIGHT
LONGEST_BRACKET = 300  # a bracket that closes later than this is a stray one
LONGEST_QUOTATION = 3000


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A line, or the part of a line, of one kind: body, related, caption, byline, teaser, heading, list, credit."""

    start: int
    end: int
    kind: str
    index: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, trimmed of white space; `paragraph` is the index of the paragraph it stands in."""

    start: int
    end: int
    paragraph: int


@dataclass(frozen=True, slots=True)
class Token:
    """A word, number or mark."""

    start: int
    end: int
    text: str


@dataclass(frozen=True, slots=True)
class Reading:
    """A text with its paragraphs and sentences, all in reading order."""

    text: str
    paragraphs: tuple[Paragraph, ...]
    sentences: tuple[Sentence, ...]

    def prose(self) -> Iterator[Sentence]:
        """The sentences of body and list paragraphs: what the article itself says."""
        return (s for s in self.sentences if self.paragraphs[s.paragraph].kind in ("body", "list"))


def quotation_spans(text: str, start: int = 0, end: int | None = None) -> list[tuple[int, int]]:
    """The (start, end) of each quotation that opens and closes between two offsets, marks included.

    A mark's side is told by its neighbours, since outlets write the same glyph on both sides; the glyph and the state
    decide where the neighbours do not. An opening mark that meets another one was never closed and is dropped.
    """
    end = len(text) if end is None else end
    spans: list[tuple[int, int]] = []
    opened = -1
    for match in _QUOTE.finditer(text, start, end):
        at = match.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        space_before, space_after = before.isspace() or before in "([–—-/", after.isspace() or after in ",.;:!?)]"
        if space_before and not space_after:
            opening = True
        elif space_after and not space_before:
            opening = False
        elif text[at] in STRAIGHT or (text[at] in OPENERS) == (opened >= 0):
            opening = opened < 0
        else:
            opening = text[at] in OPENERS
        if opening:
            opened = at
        elif opened >= 0:
            if at - opened <= LONGEST_QUOTATION:
                spans.append((opened, at + 1))
            opened = -1
    return spans


_QUOTE = re.compile(f"[{re.escape(QUOTES)}]")
_BRACKET = re.compile(rf"\([^()\n]{{1,{LONGEST_BRACKET}}}\)")
_STOP = re.compile(r"(?:[.!?。]+|…)+")
_WORD_BEFORE = re.compile(r"[^\s\"“”„(),:;/–—…]+\Z")
_DOMAIN = re.compile(r"(?:com?|id|net|org|go|ac|tv|web|info|my)\b", re.IGNORECASE)
_DEGREE = re.compile(r"(?:[A-Za-z]{1,4}\.)+[A-Za-z]{1,5}")
_INITIALS = re.compile(r"(?:[A-Z]\.)+[A-Z]")
_ROMAN = re.compile(r"[IVXLC]+\b")
_AFTER_STOP = re.compile(r"[\"“”„«»'’)\]]*")
_NEXT_WORD = re.compile(r"\s*[\"“”„«»'‘(\[]*\s*([^\s\"“”]{1,30})?")
_SIGNATURE = re.compile(r"(?<=[.!?\"”)])\s*(\((?:[\w*@.-]{1,15}(?:\s*[/|,&+]\s*[\w*@. -]{1,20}){0,3})\)[.\s]*)\Z")
_INLINE_RELATED = re.compile(r"(?<=[.!?\"”)])\s*\(?(?=(?:baca|simak|lihat)\s+juga\s*[:：])", re.IGNORECASE)
_LIST_ITEM = re.compile(r"(?:\(?(?:\d{1,3}|[a-zA-Z])[.)]|[-–—•*·▪●○►✓])\s+\S")


def _protected(text: str, start: int, end: int) -> list[tuple[int, int]]:
    """Stretches inside which no sentence ends, in order and disjoint: quotations, then brackets outside them."""
    spans = quotation_spans(text, start, end) + [m.span() for m in _BRACKET.finditer(text, start, end)]
    spans.sort()
    merged: list[tuple[int, int]] = []
    for span in spans:
        if merged and span[0] < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(merged[-1][1], span[1]))
        else:
            merged.append(span)
    return merged


def _ends_sentence(text: str, first: int, stop: re.Match[str], after: int, end: int, caseless: bool) -> bool:
    """Whether the stop ends the sentence that began at `first`; `after` is behind closing marks."""
    if after >= end:
        return True
    marks = stop.group()
    nxt = _NEXT_WORD.match(text, after, end)
    word = (nxt.group(1) if nxt else None) or ""
    glued = not text[after].isspace()
    if not word:
        return False
    head = word[0]
    before = _WORD_BEFORE.search(text, max(first, stop.start() - 40), stop.start())
    last = before.group() if before else ""
    if head.islower() and not (caseless and not glued):
        return False
    bracketed = text[stop.end()] == ")" and last.lower() not in abbreviations().may_end  # "(Purn.) Suhardi"
    if marks == "." and (after == stop.end() or bracketed):
        if _abbreviated(text, first, last, word, stop.start()):
            return False
        if glued:  # "selesai.Kemudian", but not "3.414", "KOMPAS.Com" or "A.Yani"
            core = last.strip("'’-")
            opens = text[after] in QUOTES
            if not opens and (len(core) < 3 or _DOMAIN.match(word) or not (head.isupper() and word[1:2].islower())):
                return False
            short = len(core) <= 4 and core[:1].isupper() and len(word.rstrip(".,")) <= 3
            if short and word[1:].rstrip(",").endswith("."):
                return False  # "Med.Sc., sebagai …"
            return "." not in core or core[0].isdigit()
    elif glued and not (text[after] in QUOTES or head.isupper()):
        return False
    return True


def _abbreviated(text: str, first: int, last: str, word: str, at: int) -> bool:
    """Whether the full stop at `at` after the word `last` belongs to an abbreviation or an enumerator."""
    lists = abbreviations()
    low = last.lower()
    if last in lists.bodies:
        return False  # "opini dari BPK. Kabupaten X …"
    if low in lists.before_name:
        return True
    if low in lists.before_number:
        return word[0].isdigit() or bool(_ROMAN.match(word))
    if len(last) == 1 and last.isalpha():
        previous = text[max(first, at - 24) : at - 1].split()
        # "nilai A. Penghargaan …" and "Rp 4,5 M. Realisasinya …" end there, "H. Ahmad" does not
        return not (previous and (previous[-1].lower() in lists.before_grade or previous[-1][-1].isdigit()))
    if last.isdigit() and len(last) <= 3:
        return _enumerates(text, first, int(last), at - len(last))
    if _INITIALS.fullmatch(last) and not text[max(first, at - len(last) - 2) : at - len(last)].strip().endswith(","):
        return True  # "R.M. Suryo"; behind a comma the same letters are a degree
    if low in lists.may_end or _DEGREE.fullmatch(last):
        following = word.rstrip(",").rstrip(".").lower()
        return bool(_DEGREE.fullmatch(following)) or (word.endswith((".", ".,")) and following in lists.may_end)
    return False


def _enumerates(text: str, first: int, number: int, at: int) -> bool:
    """Whether the number at `at` counts the items of a list: at a sentence's start, behind ":" or next in a row."""
    if at - first <= 1 or text[max(first, at - 2) : at].strip().endswith((":", ";")):
        return True
    return number > 1 and bool(re.search(rf"(?<![\w.,]){number - 1}\. ", text[max(first, at - 200) : at]))


def _split(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """The sentence bounds of one stretch of prose."""
    sample = text[start : min(end, start + 2000)]
    caseless = not any(c.isupper() for c in sample)
    spans = _protected(text, start, end)
    pointer, first = 0, start
    for stop in _STOP.finditer(text, start, end):
        if stop.start() < first:
            continue
        while pointer < len(spans) and spans[pointer][1] <= stop.start():
            pointer += 1
        after = stop.end()
        closing = _AFTER_STOP.match(text, after, end)
        if pointer < len(spans) and spans[pointer][0] < stop.start():
            if spans[pointer][1] > (closing.end() if closing else after):
                continue  # inside a quotation or a bracket
            after = spans[pointer][1]
        elif (
            # a mark behind the stop closes the sentence when it stands free of the next word and opens nothing
            closing
            and (closing.end() >= end or text[closing.end()].isspace())
            and (pointer >= len(spans) or not after <= spans[pointer][0] < closing.end())
        ):
            after = closing.end()
        if _ends_sentence(text, first, stop, after, end, caseless):
            yield first, after
            first = after
            while first < end and text[first].isspace():
                first += 1
    if first < end:
        yield first, end


def _kind(line: str, alone: bool) -> str:
    for kind, longest, pattern in noise_patterns():
        if (not longest or len(line) <= longest) and pattern.match(line):
            return kind
    if _LIST_ITEM.match(line):
        return "list"
    if alone and len(line) <= 90 and line[-1] not in ".!?,;:\"”'’)…" and len(line.split()) <= 12:
        return "heading"
    return "body"


def _pieces(text: str, start: int, end: int, alone: bool) -> Iterator[tuple[int, int, str]]:
    """The parts of one line with their kinds: a "Baca juga" within it and a signature behind it stand apart."""
    kind = _kind(text[start : min(end, start + 500)] if end - start > 500 else text[start:end], alone)
    if kind != "body":
        yield start, end, kind
        return
    sign = _SIGNATURE.search(text, max(start, end - 100), end)
    stop = sign.start(1) if sign and any(c.islower() for c in sign.group(1)) else end
    here = start
    for found in _INLINE_RELATED.finditer(text, start, stop):
        if found.start() > here:
            yield here, found.start(), "body"
        here = found.start()
        # the linked headline has no full stop of its own: it runs to the end of the line or to the first stop
        close = _STOP.search(text, found.end(), min(stop, found.end() + 300)) or _STOP.search(text, found.end(), stop)
        until = close.end() if close else stop
        yield here, until, "related"
        here = until
    if here < stop:
        yield here, stop, "body"
    if stop < end:
        yield stop, end, "byline"


def _trim(text: str, start: int, end: int) -> tuple[int, int]:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


_FULL_STOP = frozenset(".!?…\"”’')")
_LONGEST_LINK = 160  # characters of a linked headline
_MOST_LINKS = 6


_LINE = re.compile(r"[^\n\r\u2028\u2029\x0b\x0c]+")


@lru_cache(maxsize=64)
def read(text: str) -> Reading:
    """The paragraphs and sentences of a text. Never raises; an empty text has neither. Cached: readers share it."""
    paragraphs: list[Paragraph] = []
    sentences: list[Sentence] = []
    lines = [bounds for m in _LINE.finditer(text) if (bounds := _trim(text, *m.span()))[0] < bounds[1]]
    longest, bare = link_marker()
    links = 0  # lines that may still be headlines linked under "Artikel Terkait"
    for number, (start, end) in enumerate(lines):
        alone = 0 < number < len(lines) - 1
        linked = links > 0 and end - start <= _LONGEST_LINK and text[end - 1] not in _FULL_STOP
        marker = end - start <= longest and bare.match(text[start:end])
        links = _MOST_LINKS if marker else links - 1 if linked else 0
        pieces = [(start, end, "related")] if linked or marker else _pieces(text, start, end, alone)
        for piece_start, piece_end, kind in pieces:
            left, right = _trim(text, piece_start, piece_end)
            if left >= right:
                continue
            index = len(paragraphs)
            paragraphs.append(Paragraph(left, right, kind, index))
            if kind in ("body", "list"):
                sentences.extend(Sentence(*_trim(text, *bounds), index) for bounds in _split(text, left, right))
            else:
                sentences.append(Sentence(left, right, index))
    return Reading(text, tuple(paragraphs), tuple(sentences))


_TOKEN = re.compile(
    r"https?://\S+|www\.\S+|[\w.+-]{1,64}@\w[\w.-]{0,250}\w"  # bounded, or a text without blanks takes its square
    r"|\d+(?:[.,:/]\d+)*"
    r"|[A-Z][a-z]{0,4}(?:\.[A-Z][a-z]{0,4})+\.?(?![a-z])"
    r"|\w+(?:[-'’]\w+)*"
    r"|\.{2,}|[^\s\w]"
)


@lru_cache(maxsize=64)
def tokens(text: str) -> list[Token]:
    """Words, numbers and marks with their offsets; a known abbreviation keeps its full stop. Do not change the list."""
    lists = abbreviations()
    stopped = lists.before_name | lists.may_end
    found: list[Token] = []
    skip = -1
    for match in _TOKEN.finditer(text):
        start, end = match.span()
        if start < skip:
            continue
        if text[end : end + 1] == "." and text[end + 1 : end + 2] != ".":
            low = text[start:end].lower()
            number_next = text[end + 1 : end + 3].strip()[:1].isdigit()
            behind = text[end + 1 : end + 3]
            initial = end - start == 1 and text[start].isupper() and (behind[:1] in (" ", ",") or behind.istitle())
            if (
                (low in stopped and text[end + 1 : end + 2].strip(" ,)\n") == "")
                or (low in lists.before_number and number_next)
                or initial
            ):
                end += 1
                skip = end
        found.append(Token(start, end, text[start:end]))
    return found
