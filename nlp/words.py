"""The words of a text as the quotation readers take them: tokens with their offsets, run-together sentences taken
apart."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from nlp.sentences import Token, tokens

# "Anas.Dan": two sentences without a space between them, not an abbreviation such as "S.Sos" or "Ph.D"
_GLUED = re.compile(r"([A-Z][a-z]{2,})\.(?=[A-Z])")


@dataclass(frozen=True, slots=True)
class Words:
    """The words of a text with the offsets where they begin."""

    text: str
    tokens: Sequence[Token]
    starts: Sequence[int]


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
        else:
            found.append(token)
    return Words(text, found, [t.start for t in found])
