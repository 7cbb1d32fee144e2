"""Stretches between quotation marks of every style, closed or not. Whether one is speech is decided in
`direct_speech`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from nlp.reporting_verbs import reporting_verbs
from nlp.sentences import CLOSERS, OPENERS, STRAIGHT

_DOUBLE = re.compile(f"''|``|‘‘|’’|‘’(?=\\w)|,,(?=\\w)|[{re.escape(OPENERS + CLOSERS + STRAIGHT)}]")
_CUE_AFTER = re.compile(
    r"(?:kata|ujar|ucap|tutur|ungkap|jelas|tegas|papar|terang|imbuh|tambah|lanjut|sebut|sambung|pungkas|tandas)(?:nya)?\b"
)
_SINGLE = re.compile(r"[‘’'‚‛′]")
LONGEST_SINGLE = 1200  # characters; an apostrophe that closes later than this is no quotation mark
_BEFORE_OPENING = set('([{–—-/:“"')
_AFTER_CLOSING = set(',.;:!?)]}–—-/”"')


@dataclass(frozen=True, slots=True)
class Quoted:
    """What stands between two marks: `start` and `end` bound the content, `outer_start` and `outer_end` the marks too.

    `opened` and `closed` tell whether the mark of that side is really there; `single` marks are ‘ ’ or '.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    opened: bool = True
    closed: bool = True
    single: bool = False


def find_quoted(text: str, stretches: Iterable[tuple[int, int]]) -> list[Quoted]:
    """All quoted stretches within the given paragraphs, in order, disjoint. Linear in the length of the text."""
    one_sided = not any(mark in text for mark in OPENERS)
    found: list[Quoted] = []
    for start, end in stretches:
        doubles = [_cut_at_cue(text, q) for q in _doubles(text, start, end, one_sided)]
        found.extend(_with_singles(text, start, end, doubles))
    return found


def _doubles(text: str, start: int, end: int, one_sided: bool) -> Iterator[Quoted]:
    """Pairs of double marks. A mark's side is told by its neighbours, then by its glyph, then by the state."""
    open_start = open_end = -1
    shifted = -1  # a mark that stands on the wrong side of its space: ".” Kami siap, ”ujar X"
    floor = start  # nothing before this may be claimed by a mark that was never opened
    for match in _DOUBLE.finditer(text, start, end):
        at, after = match.span()
        before_char = text[at - 1] if at > start else " "
        after_char = text[after] if after < end else " "
        free_before = before_char.isspace() or before_char in _BEFORE_OPENING
        free_after = after_char.isspace() or after_char in _AFTER_CLOSING
        if free_before and not free_after:
            opening = not (open_end >= 0 and before_char in ",:-" and after_char.islower())
        elif free_after and not free_before:
            # "selesai.“ Kami siap, ”": the blank that stood before the mark stands behind it
            opening = open_end < 0 and not one_sided and match.group() in OPENERS and before_char in ".!?"
        elif match.group() in STRAIGHT or one_sided or match.group() in ("''", "``"):
            opening = open_end < 0
        else:
            opening = match.group() in OPENERS or match.group() in ("‘‘", "‘’")
        held = open_end if open_end >= 0 else shifted
        if (
            opening
            and text[max(start, at - 2) : at].rstrip()[-1:] in ("", ",", "?", "!")
            and _CUE_AFTER.match(text, after + (text[after : after + 1] == " " and match.group() in OPENERS), end)
        ):
            # ", ”ujarnya": a closing mark on the wrong side of its space
            opened = held >= 0
            yield Quoted(held if opened else floor, at, held - 1 if opened else floor, after, opened=opened)
            open_start = open_end = shifted = -1
            floor = after
            continue
        if opening:
            shifted = -1
            if open_end >= 0:
                yield Quoted(open_end, at, open_start, at, closed=False)
            open_start, open_end = at, after
        elif open_end >= 0:
            if at > open_end:
                yield Quoted(open_end, at, open_start, after)
            open_start = open_end = -1
            floor = after
        elif before_char in ".!?" and after_char.isspace() and text[after + 1 : after + 2].isupper():
            shifted = after
        elif at > floor:
            yield Quoted(floor, at, floor, after, opened=False)
            floor = after
    if 0 <= open_end < end:
        yield Quoted(open_end, end, open_start, end, closed=False)


def _with_singles(text: str, start: int, end: int, doubles: list[Quoted]) -> list[Quoted]:
    """The double pairs and, between them, pairs of single marks."""
    if not _SINGLE.search(text, start, end):
        return doubles
    found: list[Quoted] = []
    here = start
    for double in doubles:
        if double.opened:
            found.extend(_singles(text, here, double.outer_start))
        found.append(double)
        here = double.outer_end
    found.extend(_singles(text, here, end))
    return found


def _singles(text: str, start: int, end: int) -> Iterator[Quoted]:
    opened = -1
    for match in _SINGLE.finditer(text, start, end):
        at = match.start()
        before = text[at - 1] if at > start else " "
        after = text[at + 1] if at + 1 < end else " "
        if opened < 0:
            if (before.isspace() or before in "([:,.") and (after.isalnum() or after in "(["):
                opened = at
        elif not before.isspace() and not after.isalnum():
            if at - opened <= LONGEST_SINGLE and at > opened + 1:
                yield Quoted(opened + 1, at, opened, at + 1, single=True)
            opened = -1
        elif at - opened > LONGEST_SINGLE:
            opened = -1


_CUE_INSIDE = re.compile(r"[,?!.]\s*(?=((?:demikian |begitu )?[a-z]+(?:nya)?)(?![\w-]))")


def _cut_at_cue(text: str, quote: Quoted) -> Quoted:
    """A quotation that was never closed ends before the first reporting root behind a comma: "Belajar dulu,
    kelakarnya."."""
    if quote.closed:
        return quote
    roots = reporting_verbs().strong_roots | {"sentil", "kritik", "protes"}
    for match in _CUE_INSIDE.finditer(text, quote.start, quote.end):
        word = match.group(1).split()[-1]
        if (word[:-3] if word.endswith("nya") else word) in roots:
            end = match.start() + (text[match.start()] in "?!")
            return replace(quote, end=end, outer_end=match.start())
    return quote
