"""Mends slips of the writer in the words that names of bodies are made of: "Privinsi", "Pandayagunaan", "Disducapil".

One letter too many, too few, wrong or swapped; only in a word that no list knows. Regions' own names are
`nlp.unknown_regions`'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache

from nlp.knowledge.government import bodies, unit_types
from nlp.knowledge.unit_words import field_words
from nlp.titles import listed_word, one_slip

_WORD = re.compile(r"[^\W\d_]+")
SHORTEST = 7  # letters of a word that may hold a slip
_SHORTEST_MEANT = 8  # letters of the words that may be meant, but for those of regions' names
_GENERAL = "provinsi propinsi kabupaten pemerintah selatan tenggara sumatera sulawesi kalimantan".split()
_ABBREVIATED = tuple("kemen dis din bap bak polre puskes satpol pem".split())  # how the short forms meant begin
_NO_SLIP = re.compile(
    r"(?!kem[a-z]+rian$)(?:p|k)e[a-z]{3,9}an$|[a-z]+(?:kan|ic|ons|ls|nts|ty|gy)$"  # words of the language, English ones
    r"|republi|metropolitan"
    r"|dir(?!a|e[kc])|kep(?:men|pres|gub)|ka[a-z]{0,2}(?:res|dis)"  # offices and decrees, not the bodies
)
_KINDS = frozenset("ministry agency police court".split())


def _shortened(word: str) -> Iterator[str]:
    """The word itself and the word without each of its letters."""
    yield word
    for index in range(len(word)):
        yield word[:index] + word[index + 1 :]


@cache
def _known() -> frozenset[str]:
    """The words of all bodies, unit types and fields."""
    forms = [form for body in bodies() for form in (body.name, *body.forms, *body.weak)]
    forms += [form for unit in unit_types() for form in (*unit.long, *unit.short)]
    return frozenset(word for form in forms for word in _WORD.findall(form.lower())) | field_words()


@cache
def _words() -> frozenset[str]:
    """The long words that may be meant: those of offices of government and their fields."""
    forms = [form for body in bodies() if body.kind in _KINDS for form in (body.name, *body.forms)]
    forms += [form for unit in unit_types() for form in unit.long]
    words = {word for form in forms for word in _WORD.findall(form.lower())} | field_words()
    words |= {form.lower() for unit in unit_types() for form in unit.short if form.lower().startswith(_ABBREVIATED)}
    return frozenset({word for word in words if len(word) >= _SHORTEST_MEANT and word.isalpha()} | set(_GENERAL))


@cache
def _table() -> dict[str, tuple[str, ...]]:
    """The words by each of their shortened forms."""
    table: dict[str, tuple[str, ...]] = {}
    for word in sorted(_words()):
        for short in _shortened(word):
            table[short] = (*table.get(short, ()), word)
    return table


@lru_cache(maxsize=65536)
def mended(word: str) -> str:
    """A word in lower case, without the slip that it may hold. Only words with a capital are mended."""
    lower = word.lower()
    if len(word) < SHORTEST or not word[0].isupper() or word.isupper() or not word.isalpha():
        return lower
    if lower in _known() or lower in _GENERAL or listed_word(lower) or _NO_SLIP.match(lower):
        return lower
    close = {other for short in _shortened(lower) for other in _table().get(short, ()) if one_slip(lower, other)}
    return close.pop() if len(close) == 1 else lower
