"""The words of a text as the quotation readers take them: tokens with their offsets, run-together sentences taken
apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache

from nlp.offices import holders
from nlp.sentences import Token, tokens

# "Anas.Dan": two sentences without a space between them, not an abbreviation such as "S.Sos" or "Ph.D"
_GLUED = re.compile(r"([A-Z][a-z]{2,})\.(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text with the offsets where they begin."""

    text: str
    tokens: Sequence[Token]
    starts: Sequence[int]


@cache
def _last_words() -> dict[str, tuple[str, ...]]:
    """Last word but one of an office-holder's name → the last words."""
    table: dict[str, tuple[str, ...]] = {}
    for holder in holders():
        words = holder.name.lower().split()
        if len(words) > 1 and len(words[-1]) > 3:
            table[words[-2]] = (*table.get(words[-2], ()), words[-1])
    return table


@lru_cache(maxsize=65536)
def _name_length(before: str, word: str) -> int:
    """The length of the name at the head of a word that a page has run together: "Yudhi Sadewabuka suara"; else 0."""
    if not (word[0].isupper() and word.isalpha() and word[1:].islower()):
        return 0
    lower = word.lower()
    if lower in _last_words().get(before.lower(), ()):
        return 0
    for name in _last_words().get(before.lower(), ()):
        if lower.startswith(name) and len(lower) > len(name) + 2:
            return len(name)
    return 0


@lru_cache(maxsize=16)
def words_of(text: str) -> Words:
    """The words of a text. Cached, since every reader of an article asks for them."""
    found: list[Token] = []
    for token in tokens(text):
        if "." in token.text and (glued := _GLUED.match(token.text)):
            middle = token.start + glued.end(1)
            found.append(Token(token.start, middle, glued.group(1)))
            found.append(Token(middle, middle + 1, "."))
            rest = token.text[glued.end() :]
            if rest:
                found.append(Token(middle + 1, token.end, rest))
        elif len(token.text) > 6 and (length := _name_length(found[-1].text if found else "", token.text)):
            middle = token.start + length
            found.append(Token(token.start, middle, token.text[:length]))
            found.append(Token(middle, token.end, token.text[length:]))
        else:
            found.append(token)
    return Words(text, found, [t.start for t in found])
