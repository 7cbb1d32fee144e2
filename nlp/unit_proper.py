"""Reads free proper names in names of bodies: "dr. Soetomo", "Kelas IIA Kendal", "Ubud 1". No regions, no fields."""

from __future__ import annotations

import re

from nlp.gazetteer import SOFT
from nlp.knowledge.government import UnitType
from nlp.titles import word_kind
from nlp.unit_names import CLASS_WORDS, LONGEST_NAME, ROMAN, NameReader, Place

_NUMERAL = re.compile(r"(?:\d{1,2}|[IVX]{1,4})$")
_VERB_HEAD = re.compile(r"me(?:m|n|ng|ny|l|r)[a-z]{4,}$")
_VERB_TAIL = re.compile(r"^[a-z]{4,}kan$")  # "Gagalkan", "Targetkan" in a headline
_NO_STOP_AT_NAMES = (
    "rs",
    "uin",
    "upn",
    "universitas",
    "institut",
    "politeknik",
    "sekolah",
    "terminal",
    "sentra",
    "lantamal",
)
_MOST_INITIALS = 12  # letters and full stops
_FURTHEST_PLACE = 5  # words
_MOST_UNITS = 30  # of one type under one name
_YEAR_DIGITS = 4
_DOCTORS = ("dr", "drg", "prof")
_BALINESE = frozenset("made wayan nyoman ketut gede gusti putu kadek komang dewa ngurah nengah".split())
_NUMBERED = ("puskesmas", "samsat", "upt")
_MEASURES = frozenset(
    "poin persen orang kali tahun bulan hari juta ribu miliar unit indikator pegawai warga peserta".split()
)


class ProperNames(NameReader):
    """The proper names of units in one tokenised text."""

    def grade(self, index: int) -> int:
        """The end of "Kelas IIA Khusus Non TPI", "Tipe Madya Pabean B"."""
        position = index
        while not self.line_ends(position) and self.capital(position):
            word = self.tokens.words[position]
            numbered = position > index and (ROMAN.match(word) or word in "ABCDE")
            if self.tokens.lower[position] not in self.words["grades"] and not numbered:
                break
            position += 1
            if self.lower(position) == "." and self.lower(position - 1) == "tk":  # "Tk. II"
                position += 1
        return position

    def proper_name(self, index: int, unit: UnitType, role: bool) -> int:
        """The end of a free proper name: "dr. Soetomo", "Selomerto 1", "Budi Perkasa"."""
        position, words, limit = index, 0, 5 if unit.id.startswith("rs") else 4
        if role:  # the name of the unit's head may follow
            limit = self._words_to_place(index) or 1
        while not self.line_ends(position) and position - index < LONGEST_NAME:
            word, lower = self.tokens.words[position], self.tokens.lower[position]
            if lower in self.words["honorifics"] and self.lower(position + 1) == "." and (not words or len(word) <= 2):
                position += 2
                continue
            if not words and lower in _DOCTORS and (self.capital(position + 1) or self.lower(position + 1) in _DOCTORS):
                position += 1  # "RSUD dr Soeselo", "RSD Prof dr Johannes"
                continue
            if len(word) == 1 and (named := self._initials(position)) > position:
                position = named  # "RSUD Prof. W.Z. Johannes"
                continue
            if words and self._balinese(position):
                return position
            if words and (unit.name == "number" or unit.id in _NUMBERED) and _NUMERAL.match(word):
                return position + 1 if self._counts_units(position) else position
            if lower in ("-", "'", "’", "`", "/") and words and self.tokens.joined(position):
                if lower not in "-/" and self.tokens.joined(position + 1) and not self.capital(position + 1):
                    position += 2  # "Ma'arif"
                    continue
                if not self.capital(position + 1):
                    break
                position, limit = position + 1, limit + 1
                continue
            if not words and unit.id == "puskesmas" and lower in ("kecamatan", "kelurahan"):  # so in Jakarta
                position, index = position + 1, position + 1
                continue
            if self._stops(index, position, words, unit, role) or (
                words >= limit and not self._district(index, position)
            ):
                break
            limit += not words and lower in self.words["land_words"]  # "Ketua PN Pangkalan Bun"
            position += 1
            words += 1
        while position > index and self.tokens.words[position - 1] in SOFT and self.lower(position - 1) != ".":
            position -= 1
        return position if words else index

    def _words_to_place(self, index: int) -> int:
        """How many capitalised words stand before a place or number that ends a name: "UIN Raden Intan Lampung", 2.

        0 without one.
        """
        for count in range(1, _FURTHEST_PLACE):
            at = index + count
            if count > 1 and not self.line_ends(at) and _NUMERAL.match(self.tokens.words[at]):
                return count
            if self.line_ends(at) or not self.capital(at) or (self.opens_unit(at - 1) and count > 1):
                return 0
            if word_kind(self.tokens.words[at]) == "place" and self.region_at(at):
                return count
        return 0

    def _initials(self, index: int) -> int:
        """The end of the initials of a name that begin at a token ("W.Z." before Johannes); the token where there are
        none."""
        end = index
        while (
            end - index < _MOST_INITIALS
            and self.capital(end)
            and len(self.tokens.words[end]) == 1
            and self.lower(end + 1) == "."
            and self.tokens.joined(end + 1)
        ):
            end += 2
        named = end > index and not self.line_ends(end) and self.capital(end) and len(self.tokens.words[end]) > 1
        return end if named else index

    def _balinese(self, index: int) -> bool:
        """Whether "I" opens a name of Bali and is no number: "Kepala Puskesmas Balinggi I Made Mustika"."""
        return self.tokens.words[index] == "I" and self.lower(index + 1) in _BALINESE

    def _counts_units(self, index: int) -> bool:
        """Whether a number belongs to a unit's name: "Puskesmas Ubud 1", not "Puskesmas Kaliwates 84,9"."""
        word, after = self.tokens.words[index], self.lower(index + 1)
        if word.isdigit() and not word.startswith("0") and int(word) > _MOST_UNITS:
            return False
        if after in (",", ".", "/", "-", ":") and self.tokens.joined(index + 1):
            decimal = self.lower(index + 2).isdigit() and self.tokens.joined(index + 2)
            return not decimal
        if after == "tahun" and len(self.lower(index + 2)) == _YEAR_DIGITS and self.lower(index + 2).isdigit():
            return True  # "SDN Benteng 1 Tahun 2007"
        return after != "%" and after not in _MEASURES

    def _stops(self, start: int, index: int, words: int, unit: UnitType, role: bool) -> bool:
        """Whether a proper name ends before a token."""
        word, lower = self.tokens.words[index], self.tokens.lower[index]
        if not self.capital(index) or lower in CLASS_WORDS or lower in self.words["small_words"]:
            return True
        kind = word_kind(word)
        if not words and kind == "common" and _VERB_HEAD.match(lower) and lower not in self.districts:
            return True  # "Imigrasi Menjaga Negeri", a slogan
        if self.plain_word(index) and not (words and lower in self.words["name_tails"]):
            return True
        if not words:
            return any(entry.unit and entry.unit.kind == "police" for _, entry in self.entries(index))
        if lower in self.words["roles"] or lower in self.words["grades"]:
            return True
        if self.opens_unit(index) and not all(entry.weak or entry.strict for _, entry in self.entries(index)):
            return True
        if not unit.proper_only and self.region_at(index):
            return True
        if self._district(start, index) or lower in self.words["name_tails"]:
            return False
        if index == start + 1 and self.lower(start) in self.words["land_words"]:
            return False  # "Tanjung Perak"
        if kind == "common" and word_kind(self.tokens.words[start]) in ("unknown", "place"):
            return not (unit.locative and not self.headline and self._closes(index + 1))
        return kind == "name" and (role or self._person(index)) and not unit.id.startswith(_NO_STOP_AT_NAMES)

    def _closes(self, index: int) -> bool:
        """Whether a name in capitals ends before a token: a mark, a word in small letters or the next place follows."""
        return self.line_ends(index) or not self.capital(index) or self.opens_unit(index) or bool(self.region_at(index))

    def plain_word(self, index: int) -> bool:
        """Whether a capitalised word of a headline is a word of the language, and no region."""
        if not self.headline:
            return False
        plain = _VERB_TAIL.match(self.lower(index)) or word_kind(self.tokens.words[index]) == "common"
        return bool(plain) and self.region_at(index) is None

    def _person(self, index: int) -> bool:
        """Whether a first name and at least one more word of a person's name begin at a token."""
        return self.capital(index + 1) and word_kind(self.tokens.words[index + 1]) in ("name", "unknown")

    def _district(self, start: int, index: int) -> bool:
        return self.span(start, index + 1).lower() in self.districts

    def district_goes_on(self, place: Place) -> bool:
        """Whether a region's name is only the beginning of a district's: Kota Batu and "Batu Ampar"."""
        end = place.end
        start = end
        while start > 0 and self.capital(start - 1) and not self.line_ends(start) and end - start < 3:
            start -= 1
            if (
                self.capital(end)
                and not self.line_ends(end)
                and self._district(start, end)
                and not self.opens_unit(end)
            ):
                return True
        return False
