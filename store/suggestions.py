"""What a user may have meant who found nothing: names spelled almost alike, and words of the index. No search here.

suggest(store, query, filters) -> tuple[str, ...]     the line with words mended, names like it
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from string import ascii_lowercase

from rapidfuzz import fuzz, process
from rapidfuzz.distance import OSA

from nlp.phrases import expand
from nlp.programmes import load_programmes
from nlp.rarity import known_words
from nlp.search_text import query_terms
from store.database import Store
from store.query_language import Query
from store.search_index import words

#: Likeness from which a name is suggested (rapidfuzz ratio, 0 to 100).
RATIO = 78.0
#: Likeness from which a part of a name is suggested (rapidfuzz partial_ratio).
PART = 85.0
#: Shorter words are not mended, too many words lie one letter away; longer ones are no words.
SHORTEST, LONGEST = 4, 24
#: Words from this length on may differ in two letters.
LONG = 7
#: Where the names of each kind stand.
_NAMES = {
    "unit": "SELECT name FROM units UNION SELECT name FROM unit_names",
    "person": "SELECT name FROM people",
    "outlet": "SELECT name FROM sources",
}
#: Words of a line that are mended, and articles of a word that are counted.
_MENDED, _COUNTED = 4, 200


def suggest(store: Store, query: Query, filters: Mapping[str, str | None], *, limit: int = 3) -> tuple[str, ...]:
    """The line with its unknown words mended, and names that are spelled almost like it or like one of its filters.

    `filters` are those that did not stand in the line: unit, person, programme or outlet → what was asked for.
    """
    asked = [(kind, value) for kind, values in query.filters.items() for value in values]
    asked += [(kind, value) for kind, value in filters.items() if value]
    found = [name for kind, value in asked for name in suggest_names(store, value, (kind,), limit=limit)]
    names = suggest_names(store, query.plain, limit=limit)
    known = {" ".join(words(name)) for name in names}
    found += [line for line in suggest_line(store, query.plain) if " ".join(words(line)) not in known]
    return tuple(dict.fromkeys([*found, *names]))[:limit]


def suggest_names(
    store: Store, text: str, kinds: Sequence[str] = (*_NAMES, "programme"), *, limit: int = 3
) -> tuple[str, ...]:
    """Known names of some kinds that are spelled almost like the text; none when it is a known name itself."""
    plain = " ".join(words(text))
    if len(plain) < SHORTEST:
        return ()
    names: dict[str, str] = {}
    if "programme" in kinds:
        # Programmes have so many names that one of another length is rarely meant.
        names = {form: name for form, name in _programme_names().items() if form.count(" ") == plain.count(" ")}
    for kind in kinds:
        for row in store.rows(_NAMES[kind]) if kind in _NAMES else ():
            names.setdefault(" ".join(words(row[0])), row[0])
    if plain in names:
        return ()
    found = process.extract(plain, list(names), scorer=fuzz.ratio, score_cutoff=RATIO, limit=limit)
    if not found and len(kinds) == 1:  # a filter names one thing, often by a part of its name alone
        found = process.extract(plain, list(names), scorer=fuzz.partial_ratio, score_cutoff=PART, limit=limit)
    return tuple(names[name] for name, _, _ in found)


def suggest_line(store: Store, text: str) -> tuple[str, ...]:
    """The text with every word that no article holds replaced by the most frequent word like it; () without any."""
    mended: dict[str, str] = {}
    unknown = [word for word in dict.fromkeys(words(text)) if not _frequency(store, query_terms(word))]
    for word in unknown[:_MENDED]:
        best = max(_alike(store, word), default=None)
        if best is not None:
            mended[word] = best[-1]
    if not mended:
        return ()
    return (re.sub(r"[^\W_]+", lambda match: mended.get("".join(words(match[0])), match[0]), text),)


def _alike(store: Store, word: str) -> Iterator[tuple[int, int, str]]:
    """(nearness, frequency, word) of the words of the index that are one letter away, or two in a long word.

    The index is asked word by word: its whole vocabulary would take seconds to read in a large store.
    """
    if not SHORTEST <= len(word) <= LONGEST or any(letter.isdigit() for letter in word):
        return
    near = dict.fromkeys(_one_letter_away(word), -1)
    if len(word) >= LONG:
        for other, distance, _ in process.extract(word, known_words(), scorer=OSA.distance, score_cutoff=2, limit=40):
            near.setdefault(other, -distance)
    for other, nearness in near.items():
        # Whoever errs seldom errs in the first letter.
        if frequency := _frequency(store, ((other,),)):
            yield nearness + (other[0] == word[0]), frequency, other


def _one_letter_away(word: str) -> set[str]:
    """The words that dropping, doubling, swapping or changing one letter makes of a word (Damerau 1964)."""
    splits = [(word[:at], word[at:]) for at in range(len(word) + 1)]
    found = {a + b[1:] for a, b in splits if b}
    found |= {a + b[1] + b[0] + b[2:] for a, b in splits if len(b) > 1}
    found |= {a + letter + b[1:] for a, b in splits if b for letter in ascii_lowercase}
    found |= {a + letter + b for a, b in splits for letter in ascii_lowercase}
    return found - {word}


def _frequency(store: Store, groups: Iterable[tuple[str, ...]]) -> int:
    """How many articles print one of the words, counted up to `_COUNTED`."""
    terms = [term for group in groups for part in group for term in words(part)]
    if not terms:
        return 0
    match = "{title text stems} : (" + " OR ".join(f'"{term}"' for term in terms) + ")"
    return store.count(
        f"SELECT count(*) FROM (SELECT 1 FROM article_search WHERE article_search MATCH ? LIMIT {_COUNTED})", (match,)
    )


@cache
def _programme_names() -> dict[str, str]:
    """Every written name of a programme, plain form first."""
    names: dict[str, str] = {}
    for entry in load_programmes():
        for form in (entry.name, *(f for alias in (*entry.aliases, *entry.weak) for f in expand(alias))):
            names.setdefault(" ".join(words(form)), form)
    return names
