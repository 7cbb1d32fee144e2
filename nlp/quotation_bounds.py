"""Where a quotation's content and the words around it begin and end. Whether it is speech is decided in
`direct_speech`."""

from __future__ import annotations

import re

from nlp.quotation_marks import Quoted
from nlp.surface_lists import abbreviations


def trimmed(text: str, start: int, stop: int) -> tuple[int, int]:
    """The content without outer white space and without one last comma or full stop."""
    while start < stop and text[start].isspace():
        start += 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    while stop > start and text[stop - 1] in ",.;" and not text.endswith("...", start, stop):
        stop -= 1
    while stop > start and text[stop - 1].isspace():
        stop -= 1
    return start, stop


def sentence_begin(text: str, begin: int, mark: int) -> int:
    """Where the words that lead to an opening mark begin: behind the last sentence end."""
    floor = max(begin, mark - 600)
    for match in reversed(list(re.finditer(r"[.!?](?:\s+|(?=[A-Z“])|\Z)", text[floor:mark]))):
        before = text[floor : floor + match.start()]
        last = before.rsplit(None, 1)[-1] if before.split() else ""
        if (
            match.group()[0] in "!?"
            or last.endswith((")", '"', "”"))
            or (len(last) > 2 and last.lower() not in abbreviations().before_name and "." not in last[:-1])
        ):
            return floor + match.end()
    return floor


_SIGNED = re.compile(r"[\[(][^\])]{0,24}[\])]?\s*")  # the mark of the author or the desk at the end of a text


def alone(text: str, quote: Quoted, stop: int, end: int) -> bool:
    """Whether nothing of the sentence follows the closing mark."""
    behind = text[quote.outer_end : end]
    ended = (
        text[stop : quote.end].strip()[:1] in ("?", "!", ".")
        or text[stop - 1] in "?!.…"
        or "." in text[stop : quote.end]
    )
    rest = behind.strip().lstrip(")]").lstrip()
    if _SIGNED.fullmatch(rest):
        return True
    if not rest or rest[0] in '“"„«”':
        return True
    if rest[0] in ".":
        return True
    return ended and (rest[0].isupper() or rest[0] in '(“"‘[')
