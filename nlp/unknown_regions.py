"""Regions that no list holds as written: slips ("Purwokarta"), old spellings ("Djombang"), names that nobody knows.

A slip becomes the one region it can mean; any other name after Kabupaten, Pemkab, Pemkot … a region of its own, whose
id is made of class and name. What the names of a text mean for its mentions is `nlp.mentions`'.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from rapidfuzz.distance import OSA

from nlp.knowledge.government import REGION_SLUG, Region, regions, slug
from nlp.knowledge.unit_words import contexts, field_words
from nlp.titles import word_kind

_HEADS = (
    ("regency", True, r"Pemerintah(?:an)?(?: Daerah)? (?:Kabupaten|Kab\.?)|Pemda Kabupaten|Pemkab\.?|Kabupaten|Kab\."),
    ("city", True, r"Pemerintah(?:an)?(?: Daerah)? Kota|Pemda Kota|Pemkot\.?|Pemko|Kotamadya"),
    ("city", False, r"Kota"),
    ("province", True, r"Pemerintah(?:an)?(?: Daerah)? Provinsi|Pemprov\.?"),
    ("province", False, r"Provinsi|Prov\."),
)
_KINDS = tuple((kind, strong) for kind, strong, _ in _HEADS)
_HEAD = re.compile(
    r"\b(?:" + "|".join(f"({pattern})" for _, _, pattern in _HEADS) + r")(?: \([A-Z]\w{3,8}\))? (?=[A-Z])"
)
_NAME = re.compile(r"[A-Z][\w'’-]*(?: [A-Z][\w'’-]*){0,2}")
_WORD = re.compile(r"[^\W\d_]{4,}(?:['’-][^\W\d_]+)*$")
_SHAPE = re.compile(r"(?:ter|ber|se|meng?|me[mn]|pe[mnr]|peng)[a-z]{4,}$|[a-z]+(?:if|al|isme|itas|kan|nya)$")
_OLD = (("oe", "u"), ("dj", "j"), ("tj", "c"), ("nj", "ny"), ("sj", "sy"), ("ch", "kh"))
_ONE_SLIP, _TWO_SLIPS = 6, 10  # letters of a name in which one or two of them may be wrong
_LONGEST = 3  # words of a name


@dataclass(frozen=True, slots=True)
class Unlisted:
    """A region under a name that no list holds: its words in lower case, and whether a government bears the name.

    A name that only follows "Kota" or "Provinsi" may be a town or a country's: it counts inside a unit's name alone.
    """

    words: tuple[str, ...]
    kind: str  # the class as written
    region: Region
    strong: bool


def _letters(name: str) -> str:
    return re.sub(r"[^a-z]", "", name.lower())


@cache
def _names() -> Mapping[str, tuple[tuple[str, Region], ...]]:
    """The (letters, region) of all names by kind; former names and short forms count."""
    table: dict[str, list[tuple[str, Region]]] = {"province": [], "regency": [], "city": []}
    for place in regions():
        for name in dict.fromkeys((place.name, *(old for old, _ in place.former))):
            table[place.kind].append((_letters(name), place))
    return {kind: tuple(rows) for kind, rows in table.items()}


def _modern(letters: str) -> Iterator[str]:
    """Today's spellings of a name of before 1972: "djombang", "soerabaja"."""
    for old, new in _OLD:
        letters = letters.replace(old, new)
    yield letters
    yield re.sub(r"(?<=[aeiou])j", "y", letters)
    yield letters.replace("j", "y")


@lru_cache(maxsize=4096)
def respelt(name: str, kind: str) -> Region | None:
    """The region of a kind whose name is written apart, in one word or in an old spelling: "Pekan Baru", "Djombang"."""
    for spelling in (_letters(name), *_modern(_letters(name))):
        exact = {place for known, place in _names()[kind] if known == spelling}
        if len(exact) == 1:
            return exact.pop()
    return None


@lru_cache(maxsize=4096)
def nearest(name: str, kind: str) -> Region | None:
    """The one region of a kind that a name in another spelling or with a slip can mean; None where it is not clear."""
    letters, rows = _letters(name), _names()[kind]
    if (place := respelt(name, kind)) is not None:
        return place
    if len(letters) < _ONE_SLIP:
        return None
    allowed = 2 if len(letters) >= _TWO_SLIPS else 1
    close = sorted(
        (distance, place.id, place)
        for known, place in rows
        if known[:1] == letters[:1]
        and (distance := OSA.distance(letters, known, score_cutoff=allowed + 1)) <= allowed + 1
    )
    if not close or close[0][0] > allowed:
        return None
    rivals = {place.id for distance, _, place in close if distance <= close[0][0] + 1}
    return close[0][2] if len(rivals) == 1 else None


@lru_cache(maxsize=4096)
def _other_class(name: str, kind: str) -> Region | None:
    """The regency or city of a name that stands with the wrong class: "Pemkot Cilacap"."""
    if kind == "province":
        return None
    wanted = "city" if kind == "regency" else "regency"
    found = [place for known, place in _names()[wanted] if known == _letters(name)]
    return found[0] if len(found) == 1 else None


@cache
def _known() -> frozenset[tuple[str, str]]:
    """The (kind, form) of every form that the gazetteer reads."""
    found = set()
    for place in regions():
        for name in (place.name, *place.forms, *place.weak, *(old for old, _ in place.former)):
            found |= {(place.kind, form) for form in (name.lower(), name.lower().replace(" ", ""))}
    return frozenset(found)


def coin(name: str, kind: str) -> Region:
    """A region that no list holds, made of its class and name."""
    return Region(f"{REGION_SLUG[kind]}-{slug(name)}", "", kind, name, "", (), (), (), None)


def _name_word(word: str) -> bool:
    """Whether a word can be the name of a region: no word of the language, no field, no adjective."""
    lower = word.lower()
    if not _WORD.match(word) or word.isupper() or lower in field_words() or _SHAPE.match(lower):
        return False
    return word_kind(word) in ("unknown", "place", "either")


def _run(words: list[str]) -> int:
    """How many words from the first on can be one region's name."""
    tails, lands = contexts()["name_tails"], contexts()["land_words"]
    first = words[0].lower()
    if first in lands and len(words) > 1 and _name_word(words[1]):
        count = 2
    elif _name_word(words[0]):
        count = 1
    else:
        return 0
    while count < len(words) and (words[count].lower() in tails or _name_word(words[count])):
        count += 1
    return count


def _listed(words: list[str], kind: str) -> bool:
    return any((kind, " ".join(words[:length]).lower()) in _known() for length in range(1, _LONGEST + 1))


def unlisted_regions(text: str) -> dict[str, tuple[Unlisted, ...]]:
    """The unlisted regions that a text names with their class, by the first word in lower case.

    Where a name stands with other words behind it in one place ("Pemkab Tirtakencana Rahmat …") the shortest of its
    readings counts. Linear.
    """
    runs: dict[tuple[str, str], tuple[int, list[str], bool]] = {}
    for match in _HEAD.finditer(text):
        kind, strong = _KINDS[(match.lastindex or 1) - 1]
        name = _NAME.match(text, match.end())
        words = name[0].split() if name else []
        if not words or _listed(words, kind):
            continue
        count = next((n for n in range(len(words), 0, -1) if respelt(" ".join(words[:n]), kind)), 0) or _run(words)
        if not count:
            continue
        key = (kind, words[0].lower())
        before = runs.get(key)
        shortest = words[:count] if before is None or count < before[0] else before[1]
        runs[key] = (len(shortest), shortest, strong or bool(before and before[2]))
    found: dict[str, list[Unlisted]] = {}
    for (kind, first), (_, words, strong) in runs.items():
        for length in range(len(words), 0, -1):
            name_of = " ".join(words[:length])
            place = nearest(name_of, kind)
            strong = strong or place is not None
            place = place or _other_class(name_of, kind)
            if place is not None:
                words = words[:length]
                break
        place = place or coin(" ".join(words), kind)
        found.setdefault(first, []).append(Unlisted(tuple(word.lower() for word in words), kind, place, strong))
    return {first: tuple(items) for first, items in found.items()}
