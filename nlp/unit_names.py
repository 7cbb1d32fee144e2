"""Reads the parts that names of bodies are made of: regions, field words, bracketed abbreviations.

Proper names are `nlp.unit_proper`'s; `nlp.unit_grammar` puts the parts together to bodies.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from nlp.gazetteer import Entry, Tokens, gazetteer, in_capitals
from nlp.knowledge.government import Region
from nlp.knowledge.unit_words import contexts, districts, field_words
from nlp.titles import word_kind
from nlp.unknown_regions import Unlisted

CLASS_WORDS = {
    "provinsi": "province", "propinsi": "province", "prov": "province",
    "kabupaten": "regency", "kab": "regency", "kota": "city", "kotamadya": "city", "kodya": "city",
}  # fmt: skip
_FIELD_SHAPE = re.compile(r"(?:pe[mnr]|peng|per|ke)[a-z]{3,}an$|[a-z]{4,}(?:ologi|ografi|isasi|itas|ika|asi)$")
ROMAN = re.compile(r"[IVX]+[A-C]?$")
_AGENCY_FIELD = re.compile(
    r"(?:dis|din)?(?:kominfo|perkim|perindag|perdagin|dukcapil|naker|dikpora|dikbud|porapar|budpar|parekraf|parbud)\w*$"
)  # what abbreviations of agencies are made of: "Dinas Kominfosanti"
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,9}$")
_NOT_ALIAS = re.compile(
    r"ka(?:pol|j|dis|din|ban|kan|rut|lap|bid|bag|ro|tim|pus|div|sub|sat|lak|balai|unit|upt|bares|kor)"
    r"|sek(?:da|jen|ca|dis|retaris)|men(?!pan ?-?rb$)|wamen"
    r"|dir(?:jen|ut|ektur)|dan(?:rem|dim|yon|lanal|pus)|pan(?:gdam|gl)|gubernur|bupati|wali|ketua|kiri|kanan|tengah|foto"
    r"|dok|ist|asdep|plt|plh|pj\b|ri$",
    re.IGNORECASE,
)
_SHORTEST_SLIP = 7
LONGEST_NAME = 40  # tokens, titles and initials counted
_TECHNICAL = re.compile(r"UPT[A-Z]{1,4}$")  # "UPTPK", a unit of its own name
_AGENCY = re.compile(r"D(?:is|in|isp)[a-z]*[A-Za-z]{3,}$|D[A-Z][A-Z0-9]{2,8}$|B[A-Z][A-Z0-9]{2,7}$")
_NO_AGENCY = frozenset(
    "DKIJ DPRD DPRP DPRA DPRK DAPIL DPTB BUMN BUMD BULOG BMKG BNPB BNPT BNNP BNNK BRIN BPJS BPOM BKKBN".split()
)
_LONGEST_ALIAS = 6  # tokens of a bracket, with its marks
_LONGEST_LIST = 24  # tokens of a comma list inside one unit's name


@dataclass(frozen=True, slots=True)
class Place:
    """A region in the text: its end token, the region meant, the class written before it, and all candidates."""

    end: int
    region: Region
    written: str
    candidates: tuple[Region, ...]


@lru_cache(maxsize=8192)
def agency_shape(word: str) -> bool:
    """Whether a word is built like the abbreviation of a regional agency: "DinkopUKM", "DKUPP", "BKPSDMD"."""
    if _TECHNICAL.match(word):
        return True
    if not _AGENCY.match(word) or word in _NO_AGENCY:
        return False
    return word_kind(word.lower() if word.isupper() else word) not in ("common", "name", "place")


class NameReader:
    """Reads name parts in one tokenised text.

    `prefer` are ids of regions that settle Kota/Kabupaten of one name; `headline` says that every word has a capital,
    so that a capital alone does not make a name; `weak` lets forms count that are also common words or abbreviations;
    `caseless`: the text has no capitals of its own; `unlisted` are the regions of the article that no list holds, by
    their first word.
    """

    def __init__(
        self,
        tokens: Tokens,
        prefer: frozenset[str] = frozenset(),
        headline: bool = False,
        weak: bool = False,
        caseless: bool = False,
        unlisted: Mapping[str, tuple[Unlisted, ...]] | None = None,
    ) -> None:
        self.tokens = tokens
        self.prefer = prefer
        self.headline = headline
        self.weak = weak
        self.caseless = caseless
        self.unlisted = unlisted or {}
        self.high_court = "Pengadilan Tinggi" in tokens.text
        self.capitals = headline and in_capitals(tokens.words)
        self.size = len(tokens)
        self.trie = gazetteer()
        self.fields = field_words()
        self.districts = districts()
        self.words = contexts()

    # --- small questions about a token
    def line_ends(self, index: int) -> bool:
        """Whether the text or its line ends before a token."""
        if index >= self.size:
            return True
        tokens = self.tokens
        return index > 0 and "\n" in tokens.text[tokens.ends[index - 1] : tokens.starts[index]]

    def capital(self, index: int) -> bool:
        """Whether a token begins with a capital letter."""
        return index < self.size and self.tokens.words[index][:1].isupper()

    def lower(self, index: int) -> str:
        """A token in lower case, "" outside the text."""
        return self.tokens.lower[index] if 0 <= index < self.size else ""

    def after_role(self, index: int) -> bool:
        """Whether an office stands right before a token, its abbreviation in brackets or not: "Kepala (Kalan) BPK"."""
        at = index - 1
        if self.lower(at) == ")":
            while at > 0 and index - at < _LONGEST_ALIAS and self.lower(at) != "(":
                at -= 1
            at -= 1
        word = self.lower(at)
        return word in self.words["roles"] or (word == "sekolah" and self.lower(at - 1) == "kepala")

    def span(self, start: int, end: int) -> str:
        """The text of tokens `start` to `end`."""
        return self.tokens.text[self.tokens.starts[start] : self.tokens.ends[end - 1]] if end > start else ""

    def entries(self, index: int, small: bool = False) -> Iterator[tuple[int, Entry]]:
        """Known forms that begin at a token with fitting case (`small`: in any case), longest first."""
        if index >= self.size or self.lower(index) not in self.trie.root.next:
            return
        words = self.tokens.words
        first = words[index][:1]
        for end, entries in self.trie.matches(self.tokens, index):
            for entry in entries:
                if entry.strict:
                    ambiguous = end - index == 1 and self.lower(index) in self.words["words_in_capitals"]
                    if self.capitals and ambiguous:
                        continue
                    if self.caseless:
                        if not ambiguous:
                            yield end, entry
                    elif all(word.isupper() or not word.isalpha() for word in words[index:end]):
                        yield end, entry
                elif small or first.isupper() or first.isdigit() or entry.unit is not None:
                    yield end, entry

    def opens_unit(self, index: int) -> bool:
        """Whether a unit's type word or a named body begins at a token with a capital."""
        return self.capital(index) and any(entry.unit or entry.body for _, entry in self.entries(index))

    # --- regions
    def region_at(self, index: int, kind: str = "", alone: bool = False, small: bool = False) -> Place | None:
        """A region with or without its class word before it; `alone`: it completes no unit; `small`: without regard to
        capitals, its class in front."""
        start, written = index, ""
        if self.lower(index) in CLASS_WORDS and (small or self.capital(index)):
            written = CLASS_WORDS[self.lower(index)]
            index += 1
            if self.lower(index) == "." and self.tokens.joined(index):
                index += 1
            if self.lower(index) == "administrasi":
                index += 1
            if self.line_ends(index):
                return None
        found = self._bare_region(index, written or kind, bool(written), small)
        if found is None and written:  # "Kota Baru" for Kotabaru: a name that begins with a class word
            found = self._bare_region(start, kind, False)
            written = "" if found else written
        if found is None and written:  # "Kota medan"
            found = self._bare_region(index, written, True, small=True)
        if found is None and self.unlisted:
            found = self._unlisted_region(index, written or kind, alone)
        if found is None:
            return None
        end, candidates = found
        return Place(end, self.choose(candidates, written or kind), written, candidates)

    def _bare_region(
        self, index: int, kind: str, must: bool, small: bool = False
    ) -> tuple[int, tuple[Region, ...]] | None:
        best: tuple[int, tuple[Region, ...]] | None = None
        for end, entry in self.entries(index, small):
            named = small or self.capital(index) or self.tokens.words[index].isdigit()  # "50 Kota"
            if entry.region is None or not named or (entry.weak and not (must or kind)):
                continue
            if best and end < best[0]:
                break
            if (not must or entry.region.kind == kind) and entry.region not in (best[1] if best else ()):
                best = (end, (*(best[1] if best else ()), entry.region))
        return best

    def _unlisted_region(self, index: int, kind: str, alone: bool) -> tuple[int, tuple[Region, ...]] | None:
        """A region that the article names with its class and no list holds."""
        best: tuple[int, tuple[Region, ...]] | None = None
        for item in self.unlisted.get(self.lower(index), ()):
            end = index + len(item.words)
            if (alone and not item.strong) or (kind and item.kind != kind) or not self.capital(index):
                continue
            if tuple(self.tokens.lower[index:end]) == item.words and (best is None or end > best[0]):
                best = (end, (item.region,))
        return best

    def person_begins(self, place: Place, unit: int) -> bool:
        """Whether a region behind a unit is its head's first name: "Kepala BKN Bima Haria Wibisana"."""
        if place.written or not self.after_role(unit) or self.line_ends(place.end):
            return False
        first, after = self.tokens.words[place.end - 1], self.tokens.words[place.end]
        return word_kind(first) == "name" and self.capital(place.end) and word_kind(after) in ("name", "unknown")

    def choose(self, candidates: tuple[Region, ...], kind: str) -> Region:
        """The region meant: of the asked kind, named elsewhere in the article, else province, city, regency."""
        order = {"province": 0, "city": 1, "regency": 2}
        return min(candidates, key=lambda r: (r.kind != kind, r.id not in self.prefer, order[r.kind]))

    # --- words of a field of government
    def is_field(self, index: int) -> bool:
        """Whether a token is a word of a field of government, with a capital."""
        if not self.capital(index):
            return False
        word, lower = self.tokens.words[index], self.tokens.lower[index]
        if lower in self.fields or _AGENCY_FIELD.match(lower):
            return True
        if len(lower) > _SHORTEST_SLIP and lower[:-1] in self.fields:  # "Informatikan"
            return True
        if _ACRONYM.match(word) and not ROMAN.match(word):
            return not any(
                entry.region or entry.body or (entry.unit and entry.unit.name in ("place", "number"))
                for _, entry in self.entries(index)
            )
        return bool(_FIELD_SHAPE.match(lower)) and not any(not entry.body for _, entry in self.entries(index))

    def field_phrase(self, index: int) -> int:
        """The end of the field words that begin at a token; the token itself where there are none."""
        last = position = index
        while not self.line_ends(position) and position - index < LONGEST_NAME:
            word = self.lower(position)
            if self.is_field(position):
                if position > index and self._begins_parent(position):
                    break
                position += 1
                last = position
            elif position == index:
                break
            elif self._misspelt(position):
                position += 1
                last = position if self.lower(position) == "(" else last
            elif self._goes_on(word, position):
                position += 2 if word == "," and self.lower(position + 1) in ("dan", "&", "serta") else 1
            else:
                break
        return last

    def _goes_on(self, word: str, index: int) -> bool:
        """Whether a link word or mark between two field words stays inside the name."""
        if word in ("dan", "&", "serta"):
            return self.is_field(index + 1) and not self._begins_type(index + 1)
        if word in ("-", "/"):
            return self.tokens.joined(index) and self.is_field(index + 1)
        return word == "," and self._list_closes(index) and not self._begins_type(index + 1)

    def _misspelt(self, index: int) -> bool:
        """Whether a word inside a name that is no field word belongs to it: a slip of the writer, or a common noun.

        Field words or an abbreviation follow it.
        """
        if not self.capital(index) or self.line_ends(index + 1) or self.lower(index) in self.words["roles"]:
            return False
        kind = word_kind(self.tokens.words[index])
        if kind == "common":
            if self.headline or self.lower(index) in self.words["honorifics"] | self.words["not_verbs"]:
                return False
            return self.is_field(index + 1) and not self.opens_unit(index) and not self.region_at(index)
        if len(self.tokens.words[index]) < _SHORTEST_SLIP:
            return False
        if not self.is_field(index + 1) and self.alias_at(index + 1) is None:
            return False
        return not (self.opens_unit(index) or self.region_at(index) or kind == "name")

    def _list_closes(self, index: int) -> bool:
        """Whether a comma is inside one name: only field words follow, and a last "dan" with a field word does."""
        position = index
        for _ in range(_LONGEST_LIST):
            word = self.lower(position)
            if self.line_ends(position):
                return False
            if word in ("dan", "&", "serta"):
                return self.is_field(position + 1) and not self._begins_type(position + 1)
            if word == ",":
                if not self.is_field(position + 1) and self.lower(position + 1) != "dan":
                    return False
            elif not self.is_field(position):
                return False
            position += 1
        return False

    def _begins_type(self, index: int) -> bool:
        return any(entry.unit and entry.unit.name != "none" for _, entry in self.entries(index))

    def _begins_parent(self, index: int) -> bool:
        for end, entry in self.entries(index):
            if entry.body is not None and (entry.body.kind == "ministry" or end - index > 1):
                return True
            if entry.unit is not None and (
                entry.unit.bare or entry.unit.id in ("kementerian", "pemprov", "pemkab", "pemkot")
            ):
                return True
        return False

    # --- bracketed abbreviations
    def alias_at(self, index: int) -> tuple[int, tuple[str, ...]] | None:
        """A bracketed abbreviation: (end after the bracket, its words)."""
        if self.line_ends(index) or self.lower(index) != "(":
            return None
        for close in range(index + 2, min(index + 9, self.size)):
            if self.lower(close) == ")":
                break
            if self.line_ends(close) or self.lower(close) in ("(", ",", ";", ":"):
                return None
        else:
            return None
        words = tuple(self.tokens.words[index + 1 : close])
        text = self.span(index + 1, close)
        if not words[0][:1].isupper() or text.isdigit() or _NOT_ALIAS.match(text):
            return None
        if any(entry.region and entry.region.name == text for _, entry in self.entries(index + 1)):
            return None  # "Desa Kutuh (Badung)"
        if " " in text:
            short = any(sum(char.isupper() for char in word) > 1 for word in words)
            if text.count(" ") > 2 or not (short or self.opens_unit(index + 1)):
                return None
        return close + 1, words
