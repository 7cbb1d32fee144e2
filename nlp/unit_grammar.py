"""Reads one government body at a place in the text: head, field or proper name, region, parent. No choice of mentions.

The grammar only decides how far a body's name runs and what it is made of; `nlp.mentions` decides which count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from nlp.gazetteer import SOFT, Entry, Tokens, gazetteer
from nlp.knowledge.government import BodyFact, Region, UnitType, districts, field_words

CLASS_WORDS = {
    "provinsi": "province", "propinsi": "province", "prov": "province",
    "kabupaten": "regency", "kab": "regency", "kota": "city", "kotamadya": "city", "kodya": "city",
}  # fmt: skip
_FIELD_SHAPE = re.compile(r"(?:pe[mnr]|peng|per|ke)[a-z]{3,}an$|[a-z]{4,}(?:ologi|ografi|isasi|itas|ika|asi)$")
_ROMAN = re.compile(r"[IVX]+[A-C]?$")
_ACRONYM = re.compile(r"[A-Z][A-Z0-9]{1,9}$")
_GRADE = frozenset("kelas khusus tpi non tipe madya pabean tmp pratama utama tpikor phi".split())
_HONORIFIC = frozenset(
    "dr drs prof h hj kh ir ra krt krmt kph rm raden r a m k jend jenderal letjen sultan tgk nyi ki".split()
)
_ROLE = frozenset(
    "kepala direktur direktris ketua wakil kapolres kapolda kapolsek kadis plt plh pj sekretaris pimpinan kabid kasi"
    " rektor lurah camat komandan danramil kabag karo dirut manajer panitera inspektur juru humas anggota kades".split()
)
_REPUBLIC = (("republik", "indonesia"), ("rebuplik", "indonesia"), ("republlik", "indonesia"), ("ri",))
_BRANCH = frozenset("perwakilan wilayah regional cabang kanwil divre daop up3 ulp uid uiw kc kcu".split())
_NOT_ALIAS = re.compile(
    r"ka(?:pol|j|dis|din|ban|kan|rut|lap|bid|bag|ro|tim)|sek(?:da|jen|ca|dis|retaris)|men(?!pan ?-?rb$)|wamen|dir(?:jen|ut|ek)"
    r"|dan(?:rem|dim|yon|lanal|pus)|pan(?:gdam|gl)|gubernur|bupati|wali|kadis|ketua|kiri|kanan|tengah|foto|dok|ist|asdep|plt|plh|pj\b",
    re.IGNORECASE,
)
_LOWER_LINK = frozenset("dan & serta".split())
_PARENT_KINDS = frozenset("ministry agency police province regency city court".split())
_DEEP = 3


@dataclass(slots=True)
class Found:
    """A body as the grammar read it, tokens `start` to `end`; exactly one of body, unit and region is its head."""

    start: int
    end: int
    body: BodyFact | None = None
    unit: UnitType | None = None
    region: Region | None = None  # the head itself, or the region that completes it
    proper: str = ""  # the field or name words after the head
    parent: Found | None = None
    alias: tuple[str, ...] = ()  # the bracketed abbreviation, as words
    region_class: str = ""  # province, regency or city, where the text says so
    regions: tuple[Region, ...] = ()  # all that a region without its class could be
    complete: bool = False  # more than its bare type word
    head_end: int = 0
    notes: set[str] = field(default_factory=set)


class UnitGrammar:
    """Reads bodies in one tokenised text. `prefer` are ids of regions that settle Kota/Kabupaten of one name."""

    def __init__(self, tokens: Tokens, prefer: frozenset[str] = frozenset()) -> None:
        self.tokens = tokens
        self.prefer = prefer
        self.size = len(tokens)
        self.trie = gazetteer()
        self.fields = field_words()
        self.districts = districts()

    # --- small questions about a token
    def line_ends(self, index: int) -> bool:
        """Whether the text or its line ends before a token."""
        if index >= self.size:
            return True
        tokens = self.tokens
        return index > 0 and "\n" in tokens.text[tokens.ends[index - 1] : tokens.starts[index]]

    def capital(self, index: int) -> bool:
        return index < self.size and self.tokens.words[index][:1].isupper()

    def lower(self, index: int) -> str:
        return self.tokens.lower[index] if 0 <= index < self.size else ""

    def entries(self, index: int) -> Iterator[tuple[int, Entry]]:
        """Known forms that begin at a token with fitting case, longest first."""
        if index >= self.size or self.lower(index) not in self.trie.root.next:
            return
        tokens = self.tokens
        for end, entries in self.trie.matches(tokens, index):
            for entry in entries:
                if entry.strict:
                    if all(word.isupper() or not word.isalpha() for word in tokens.words[index:end]):
                        yield end, entry
                elif tokens.words[index][:1].isupper() or tokens.words[index][:1].isdigit() or entry.unit is not None:
                    yield end, entry

    # --- regions
    def region_at(self, index: int, kind: str = "") -> tuple[int, Region, str, tuple[Region, ...]] | None:
        """A region with or without its class word: (end, region, class as written, candidates)."""
        start, written = index, ""
        if not self.line_ends(index) and self.lower(index) in CLASS_WORDS and self.capital(index):
            written = CLASS_WORDS[self.lower(index)]
            index += 1
            if self.lower(index) == "." and self.tokens.joined(index):
                index += 1
            if self.lower(index) == "administrasi":
                index += 1
            if self.line_ends(index):
                return None
        found = self._bare_region(index, written or kind, bool(written))
        if found is None and written:  # "Kotabaru" written apart, or a name that begins with its class word
            found, written = self._bare_region(start, kind, False), ""
        if found is None:
            return None
        end, candidates = found
        return end, self.choose(candidates, written or kind), written, candidates

    def _bare_region(self, index: int, kind: str, must: bool) -> tuple[int, tuple[Region, ...]] | None:
        best: tuple[int, tuple[Region, ...]] | None = None
        for end, entry in self.entries(index):
            if entry.region is None or not self.capital(index):
                continue
            if best and end < best[0]:
                break
            if must and entry.region.kind != kind:
                continue
            best = (end, (*(best[1] if best else ()), entry.region))
        return best

    def choose(self, candidates: tuple[Region, ...], kind: str) -> Region:
        """The region meant: of the asked kind, named elsewhere in the article, else province, city, regency."""
        order = {"province": 0, "city": 1, "regency": 2}

        def rank(region: Region) -> tuple[bool, bool, int]:
            return region.kind != kind, region.id not in self.prefer, order[region.kind]

        return min(candidates, key=rank)

    # --- parts of names
    def is_field(self, index: int) -> bool:
        """Whether a token is a word of a field of government, with a capital."""
        if not self.capital(index):
            return False
        word, lower = self.tokens.words[index], self.tokens.lower[index]
        if lower in self.fields:
            return True
        if _ACRONYM.match(word) and not _ROMAN.match(word):
            return not any(entry.region or entry.body for _, entry in self.entries(index))
        return bool(_FIELD_SHAPE.match(lower)) and not any(entry.region for _, entry in self.entries(index))

    def _list_closes(self, index: int) -> bool:
        """Whether the comma at a token is inside one name: only field words follow, and a last "dan" does."""
        position = index
        for _ in range(24):
            if self.line_ends(position):
                return False
            if self.lower(position) == "," or self.is_field(position):
                if self.lower(position) == "," and not (
                    self.is_field(position + 1) or self.lower(position + 1) == "dan"
                ):
                    return False
                position += 1
            elif self.lower(position) in ("dan", "&", "serta"):
                return self.is_field(position + 1) and not self.opens_unit(position + 1)
            else:
                return False
        return False

    def opens_unit(self, index: int) -> bool:
        """Whether a unit's type word or a named body begins at a token with a capital."""
        if not self.capital(index):
            return False
        return any(entry.unit or entry.body for _, entry in self.entries(index))

    def field_phrase(self, index: int) -> int:
        """The end of the field words that begin at a token; the token itself where there are none."""
        last = position = index
        while not self.line_ends(position):
            word = self.lower(position)
            if self.is_field(position):
                if position > index and self.opens_unit(position) and self._unit_is_parent(position):
                    break
                position += 1
                last = position
            elif position == index:
                break
            elif (word in _LOWER_LINK and self.is_field(position + 1) and not self._new_unit(position + 1)) or (
                word in ("-", "/") and self.tokens.joined(position) and self.is_field(position + 1)
            ):
                position += 1
            elif word == "," and self._list_closes(position) and not self._new_unit(position + 1):
                position += 2 if self.lower(position + 1) in _LOWER_LINK else 1
            else:
                break
        return last

    def _new_unit(self, index: int) -> bool:
        return any(entry.unit and entry.unit.name != "none" for _, entry in self.entries(index))

    def _unit_is_parent(self, index: int) -> bool:
        for end, entry in self.entries(index):
            if entry.body is not None and (entry.body.kind == "ministry" or end - index > 1):
                return True
            if entry.unit is not None and (entry.unit.bare or entry.unit.id.startswith("pem")):
                return True
        return False

    def grade(self, index: int) -> int:
        """The end of "Kelas IIA Khusus Non TPI", "Tipe Madya Pabean B"."""
        position = index
        while not self.line_ends(position) and self.capital(position):
            word = self.tokens.words[position]
            if self.tokens.lower[position] in _GRADE or (position > index and (_ROMAN.match(word) or word in "ABC")):
                position += 1
            else:
                break
        return position

    def proper_name(self, index: int, unit: UnitType, role: bool) -> int:
        """The end of a free proper name: "dr. Soetomo", "Selomerto 1", "Budi Perkasa"."""
        position, words, limit = index, 0, 1 if role else 4
        while not self.line_ends(position):
            word, lower = self.tokens.words[position], self.tokens.lower[position]
            if lower in _HONORIFIC and self.lower(position + 1) == "." and (words == 0 or len(word) <= 2):
                position += 2
                continue
            if words and ((word.isdigit() and len(word) <= 2) or (_ROMAN.match(word) and len(word) <= 4)):
                return position + 1
            if (
                lower in ("-", "'", "’", "`", "/")
                and words
                and self.tokens.joined(position)
                and self.capital(position + 1)
            ):
                position += 1
                limit += 1
                continue
            if not self.capital(position) or lower in CLASS_WORDS or lower in ("ri", "pada", "di", "yang", "dan"):
                break
            if words and (
                lower in _ROLE or lower in _GRADE or (self.opens_unit(position) and not self._only_weak(position))
            ):
                break
            if words and self.region_at(position) and not unit.proper_only:
                break
            if words >= limit and not self._district(index, position):
                break
            position += 1
            words += 1
        while position > index and self.tokens.words[position - 1] in SOFT and self.lower(position - 1) != ".":
            position -= 1
        return position

    def _only_weak(self, index: int) -> bool:
        return all(entry.weak or entry.strict for _, entry in self.entries(index))

    def _district(self, start: int, index: int) -> bool:
        tokens = self.tokens
        return tokens.text[tokens.starts[start] : tokens.ends[index]].lower() in self.districts

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
        text = self.tokens.text[self.tokens.starts[index + 1] : self.tokens.ends[close - 1]]
        if not words[0][:1].isupper() or text.isdigit() or _NOT_ALIAS.match(text):
            return None
        capitals = sum(char.isupper() for char in text)
        if not (len(words) == 1 or text.count(" ") <= 2) or (
            " " in text and capitals < 3 and not text.startswith("Kem")
        ):
            return None
        return close + 1, words

    # --- whole bodies
    def read(self, index: int, depth: int = 0) -> Found | None:
        """The longest body that begins at a token; None where there is none."""
        best: Found | None = None
        for end, entry in self.entries(index):
            found: Found | None = None
            if entry.body is not None:
                found = self._read_body(index, end, entry.body, depth) if not entry.weak else None
            elif entry.unit is not None:
                found = self._read_unit(index, end, entry.unit, depth)
            if found and (best is None or found.end > best.end):
                best = found
        return best

    def _read_body(self, start: int, end: int, body: BodyFact, depth: int) -> Found | None:
        found = Found(start, end, body=body, complete=True, head_end=end)
        end = self._republic(end)
        alias = self.alias_at(end)
        if alias:
            end, found.alias = alias
            end = self._republic(end)
        found.end = end
        if body.branches or body.kind == "state_company":
            self._branch(found)
        if depth < _DEEP and not found.region and body.kind in ("agency", "police", "other"):
            self._parent(found, depth, body.kind)
        return found

    def _republic(self, index: int) -> int:
        for words in _REPUBLIC:
            stop = index + len(words)
            if stop <= self.size and tuple(self.tokens.lower[index:stop]) == words and not self.line_ends(index):
                return stop if self.capital(index) else index
        return index

    def _branch(self, found: Found) -> None:
        """Complete a body that has offices: "Perwakilan Provinsi Kepulauan Riau", "Divre Jateng", "Kota Bogor"."""
        position, marked = found.end, False
        while self.lower(position) in _BRANCH and self.capital(position) and not self.line_ends(position):
            position, marked = position + 1, True
        if self.line_ends(position):
            return
        where = self.region_at(position)
        if where and (marked or found.body is None or found.body.kind != "state_company"):
            found.end, found.region, found.region_class, found.regions = where
        elif marked:
            last = position
            while (
                last - position < 4
                and not self.line_ends(last)
                and (self.capital(last) or self.tokens.words[last].isdigit())
            ):
                last += 1
            if last > position:
                found.proper, found.end = self._text(position, last), last
        elif self.lower(position) in ("provinsi", "kabupaten", "kota") and self.capital(position):
            found.end = position + 1
        alias = self.alias_at(found.end)
        if alias:
            found.end, found.alias = alias[0], found.alias or alias[1]

    def _parent(self, found: Found, depth: int, kind: str) -> None:
        index = found.end
        if self.line_ends(index) or not self.capital(index):
            return
        other = self.read(index, depth + 1)
        if other is None or (not other.complete and not (other.unit and other.unit.bare)):
            return
        own = other.body.kind if other.body else other.unit.kind if other.unit else ""
        if kind == "agency" and own not in ("ministry", "police", "court", "agency"):
            return
        if own in _PARENT_KINDS or (other.unit and other.unit.id in ("setda", "dprd", "setwan")) or own == "other":
            if (
                other.body
                and other.body.kind == "other"
                and kind not in ("other",)
                and other.body.id not in ("dpr", "mpr", "dpd")
            ):
                return
            found.parent, found.end = other, other.end
            found.region = found.region or other.region
            found.complete = True

    def _text(self, start: int, end: int) -> str:
        return self.tokens.text[self.tokens.starts[start] : self.tokens.ends[end - 1]] if end > start else ""

    def _read_unit(self, start: int, end: int, unit: UnitType, depth: int) -> Found | None:
        if not self.capital(start) and unit.name in ("none", "field", "region", "office") and not unit.needs_parent:
            return None
        if self.lower(end) in unit.never and not self.line_ends(end):
            return None
        found = Found(start, end, unit=unit, head_end=end)
        alias = self.alias_at(end)
        if alias:
            found.end, found.alias = alias
        position = found.end
        role = self.lower(start - 1) in _ROLE
        if not self.line_ends(position):
            if unit.name == "field":
                position = self._field_name(found)
            elif unit.name in ("place", "number"):
                position = self._place_name(found, role)
            elif unit.name == "office":
                position = self._office_name(found)
        if unit.name == "region":
            where = self.region_at(position, unit.kind) if not self.line_ends(position) else None
            if not where:
                return None
            found.end, found.region, _, found.regions = where
            found.region_class, found.complete = unit.kind, True
            alias = self.alias_at(found.end)
            if alias:
                found.end, found.alias = alias[0], found.alias or alias[1]
            return found
        found.end = position
        self._completion(found, depth)
        return self._accept(found)

    def _field_name(self, found: Found) -> int:
        stop = self.field_phrase(found.end)
        if stop > found.end:
            found.proper, found.complete = self._text(found.end, stop), True
            alias = self.alias_at(stop)
            if alias:
                stop, found.alias = alias[0], found.alias or alias[1]
        return stop

    def _place_name(self, found: Found, role: bool) -> int:
        unit = found.unit
        assert unit is not None
        begin = found.end
        position = self.grade(begin)
        if unit.name == "number":
            while not self.line_ends(position) and (
                self.tokens.words[position].isdigit() or _ROMAN.match(self.tokens.words[position])
            ):
                position += 1
            if position > begin:
                found.complete = True
            if self.lower(position) == "/" and self.capital(position + 1):
                position += 1
        if self.line_ends(position):
            found.proper = self._text(begin, position)
            return position
        if not unit.proper_only and not self._district_longer(position):
            where = self.region_at(position, found.region_class)
            if where:
                found.proper = self._text(begin, position)
                stop, found.region, found.region_class, found.regions = where
                found.complete = True
                if self.lower(stop) == "kota" and self.capital(stop) and not self.region_at(stop):
                    stop += 1
                return self.grade(stop)
        stop = self.proper_name(position, unit, role)
        if stop > position:
            found.complete = True
        stop = max(stop, self.grade(stop))
        found.proper = self._text(begin, stop)
        return stop

    def _district_longer(self, index: int) -> bool:
        where = self.region_at(index)
        if where is None:
            return False
        return self.capital(where[0]) and self._district(index, where[0]) and not self.opens_unit(where[0])

    def _office_name(self, found: Found) -> int:
        position = found.end
        for end, entry in self.entries(position):
            if entry.body is not None and self.capital(position):
                found.parent = Found(position, end, body=entry.body, complete=True, head_end=end)
                found.complete = True
                position = self._republic(end)
                alias = self.alias_at(position)
                position = alias[0] if alias else position
                break
        else:
            stop = self.field_phrase(position)
            if stop > position:
                found.proper, found.complete, position = self._text(position, stop), True, stop
        if self.lower(position) in ("provinsi", "wilayah") and not self.region_at(position):
            position += 1
        if not self.line_ends(position) and not self.region_at(position) and found.complete:
            last = position
            while last - position < 3 and self.capital(last) and not self.line_ends(last) and not self.opens_unit(last):
                last += 1
            if last > position and self.lower(last) not in ("dan",) and self._island(position):
                found.proper, position = self._text(position, last), last
        return position

    def _island(self, index: int) -> bool:
        return self.lower(index) in (
            "sumatera",
            "jawa",
            "sulawesi",
            "kalimantan",
            "maluku",
            "papua",
            "nusa",
            "bali",
            "sumbagut",
        )

    def _completion(self, found: Found, depth: int) -> None:
        """Append region, district and parent, in whatever order they come."""
        unit = found.unit
        assert unit is not None
        position = found.end
        if self.line_ends(position):
            return
        if unit.region or unit.parent or unit.proper_only:
            where = (
                self.region_at(position, "") if found.region is None or self.lower(position) in CLASS_WORDS else None
            )
            if where and (unit.region or unit.proper_only or self.lower(position) in CLASS_WORDS):
                found.end, found.region, found.region_class, found.regions = where
                found.complete = True
            elif (
                self.lower(position) == "provinsi" and self.capital(position) and unit.region and unit.kind == "agency"
            ):
                found.end, found.complete = position + 1, True
                found.notes.add("provincial")
        if self.lower(found.end) == "kecamatan" and unit.name in ("place", "number") and unit.id != "kecamatan":
            other = self.read(found.end, _DEEP)
            if other and other.complete:
                found.end, found.parent = other.end, other
        if unit.parent and depth < _DEEP:
            self._parent(found, depth, "other")
        if found.region is None or self.lower(found.end) == "(":
            alias = self.alias_at(found.end)
            if alias:
                found.end, found.alias = alias[0], found.alias or alias[1]

    def _accept(self, found: Found) -> Found | None:
        unit = found.unit
        assert unit is not None
        if unit.needs_parent and found.parent is None and found.region is None:
            return None
        if unit.name == "field" and not found.proper:
            return None
        if not found.complete and not unit.bare and not found.alias:
            return None
        if not found.complete and not self.capital(found.start):
            return None
        if not found.complete and not unit.bare_short and found.head_end - found.start == 1:
            return None
        if not self.capital(found.start) and unit.name in ("place", "number") and not self.capital(found.head_end):
            return None
        return found
