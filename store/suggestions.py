"""Spelling suggestions for names of units and persons. No search happens here."""

from __future__ import annotations

from rapidfuzz import fuzz, process

from store.database import Store
from store.search_index import words

#: Likeness from which a name is suggested (rapidfuzz ratio, 0 to 100).
RATIO = 78.0


def suggest_names(store: Store, text: str, *, limit: int = 3) -> tuple[str, ...]:
    """Known names of units and persons that are spelled almost like the text; none when it is a known name."""
    plain = " ".join(words(text))
    if len(plain) < 4:
        return ()
    names: dict[str, str] = {}
    for row in store.rows("SELECT name FROM people UNION SELECT name FROM units UNION SELECT name FROM unit_names"):
        names.setdefault(" ".join(words(row[0])), row[0])
    if plain in names:
        return ()
    found = process.extract(plain, list(names), scorer=fuzz.ratio, score_cutoff=RATIO, limit=limit)
    return tuple(names[name] for name, _, _ in found)
