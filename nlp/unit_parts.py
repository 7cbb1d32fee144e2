"""Reads how a unit goes on after its type word: field, place, class, abbreviation. The whole is `nlp.unit_grammar`."""

from __future__ import annotations

from nlp.knowledge.government import UnitType, unit_types
from nlp.titles import word_kind
from nlp.unit_found import Found
from nlp.unit_names import CLASS_WORDS, LONGEST_NAME, ROMAN, Place
from nlp.unit_proper import ProperNames

_REPUBLIC = (("republik", "indonesia"), ("rebuplik", "indonesia"), ("republlik", "indonesia"), ("ri",))
_LONG_ACRONYM = 6  # letters
_LONGEST_TAIL = 2  # everyday words that close a name
_MOST_WORDS = 6  # of a name behind its words of a field
_LINKS = (",", "dan", "&", "serta")  # between the words of a name
_PARTS = ("puskesmas", "polsek", "kua", "sdn", "smpn")


class UnitParts(ProperNames):
    """The parts of one unit, read into a `Found`."""

    def _republic(self, index: int) -> int:
        for words in _REPUBLIC:
            stop = index + len(words)
            if stop <= self.size and tuple(self.tokens.lower[index:stop]) == words and not self.line_ends(index):
                if tuple(self.tokens.words[stop : stop + 3]) == ("(", "RI", ")"):
                    stop += 3
                return stop if self.capital(index) else index
        return index

    def _alias(self, found: Found) -> bool:
        alias = self.alias_at(found.end)
        if alias is None or self._abbreviates_more(found, alias[1]):
            return False
        found.end, found.alias = alias[0], found.alias or alias[1]
        return True

    def _abbreviates_more(self, found: Found, alias: tuple[str, ...]) -> bool:
        """ "Anugerah Humas Imigrasi Indonesia (AHII)": the letters are those of a name that began before this one."""
        letters = alias[0]
        if len(alias) > 1 or len(letters) < 3 or not letters.isupper():
            return False
        index = found.end
        for letter in reversed(letters):
            index -= 1
            while index > 0 and self.tokens.words[index][:1].islower():
                index -= 1
            if index < 0 or self.line_ends(index + 1) or self.tokens.words[index][:1] != letter:
                return False
        return index < found.start

    def _numbered(self, found: Found, keep: bool = False) -> None:
        """ "Kanwil DJP Jawa Barat I": a region may have several offices; `keep`: the number follows the name."""
        if not self.line_ends(found.end) and ROMAN.match(self.tokens.words[found.end]):
            number = self.tokens.words[found.end]
            if self._balinese(found.end):
                return
            found.proper = f"{found.proper} {number}" if keep else number
            found.end, found.ungraded = found.end + 1, False

    def _paired(self, found: Found) -> None:
        """ "Jateng DIY", "Jawa Tengah-DI Yogyakarta", "Jawa Tengah dan DIY": one office of two provinces."""
        if found.region is None or found.region.kind != "province" or self.line_ends(found.end):
            return
        link = self.lower(found.end) in ("-", "&", "/", "dan")
        other = None if self.line_ends(found.end + link) else self.region_at(found.end + link, "province")
        if other and other.region.kind == "province" and other.region != found.region and not other.written:
            found.end = other.end

    def _capitals(self, index: int, most: int) -> int:
        """The end of a number or of capitalised words that are no words of the language in a headline."""
        if self.tokens.words[index].isdigit() and not self.line_ends(index):
            index, most = index + 1, most - 1
        last = index
        while last - index < most and not self.line_ends(last) and self.capital(last) and not self.opens_unit(last):
            if self.plain_word(last):
                break
            last += 1
        return last

    def _abbreviation(self, index: int) -> bool:
        """Whether an abbreviation follows on the line, in a text that is not all capitals."""
        if self.line_ends(index) or self.headline or self.region_at(index):
            return False
        word = self.tokens.words[index]
        return word.isalpha() and word.isupper() and 1 < len(word) < _LONG_ACRONYM and not ROMAN.match(word)

    def _head_alias(self, found: Found) -> None:
        """ "Rumah Sakit Umum Daerah (RSUD) Bahteramas": the bracket repeats the type, it names no body."""
        alias = self.alias_at(found.end)
        if alias is None or found.unit is None:
            self._head_office(found)
            return
        written = " ".join(alias[1]).lower()
        if any(written == short.lower() for short in found.unit.short):
            found.end = alias[0]
            found.alias = () if found.unit.name in ("region", "place", "number") else alias[1]
        elif found.unit.name == "none" or (found.unit.name == "place" and self.region_at(alias[0])):
            found.end, found.alias = alias[0], alias[1] if found.unit.name == "none" else ()

    def _head_office(self, found: Found) -> None:
        """ "Kepala Kejaksaan Negeri (Kajari) Lembata": the bracket is the head's office and ends the unit's name."""
        words, end = self.tokens.lower, found.end
        if found.unit is None or found.unit.name != "place" or tuple(words[end : end + 3 : 2]) != ("(", ")"):
            return
        if words[end + 1].startswith("ka") and not self.line_ends(end + 3) and self.region_at(end + 3):
            found.complete = True

    def _tail(self, found: Found, stop: int) -> int:
        """The end of a name that closes with everyday words in capitals: "Satgas Penanggulangan Aktivitas | Ilegal"."""
        end = stop
        while end - stop < _LONGEST_TAIL and not self.line_ends(end) and self.capital(end):
            word = self.lower(end)
            if word_kind(self.tokens.words[end]) != "common" or self.opens_unit(end) or self.region_at(end):
                return stop
            if word in self.words["roles"] or word in self.words["honorifics"] or word in CLASS_WORDS:
                return stop
            if word in self.words["small_words"] or word in self.words["not_a_body_after"]:
                return stop
            end += 1
        return end

    def _field_name(self, found: Found) -> None:
        stop = self.field_phrase(found.end)
        free = not self.headline and found.unit is not None and not found.unit.needs_parent
        if free and (longer := self._explained(found)) > stop:
            found.proper, found.complete, found.end = self.span(found.end, longer), True, longer
            self._alias(found)
            return
        if stop == found.end and found.unit is not None and found.unit.id == "upt":
            stop = self.proper_name(stop, found.unit, self.after_role(found.start))
        if stop > found.end:
            begin, found.complete, found.end = found.end, True, stop
            if not self.headline and found.unit is not None and found.unit.parent and self._belongs(found):
                found.end = self._belongs(found)
            elif free and not self.after_role(found.start):
                found.end = self._tail(found, stop)
            found.proper = self.span(begin, found.end)
            if self._alias(found) and self._misnamed(found):
                return
            if found.unit is not None and (found.unit.kind == "ministry" or found.unit.id == "komite"):
                found.end = self._republic(found.end)
            self._seat(found)
            if found.unit is not None and found.unit.seat and not found.region:
                self._numbered(found, keep=True)  # "UPTD … Wilayah Pelayanan V"

    def _misnamed(self, found: Found) -> bool:
        """ "Lembaga Pemasayarakatan (Lapas) Kelas IIB …": the bracket tells the type of a misspelt head."""
        known = next(
            (unit for unit in unit_types() if unit.name == "place" and " ".join(found.alias) in unit.short), None
        )
        if known is None or found.unit is None or found.unit.id not in ("lembaga", "badan", "balai"):
            return False
        found.unit, found.alias, found.proper, found.complete, found.head_end = known, (), "", False, found.end
        if not self.line_ends(found.end):
            self._place_name(found)
        return True

    def _seat(self, found: Found) -> None:
        """ "Balai Besar Wilayah Sungai Serayu Opak", "Loka POM di Kabupaten Bima": the seat in an institute's name."""
        unit = found.unit
        if unit is None or not unit.seat or self.line_ends(found.end):
            return
        if self.lower(found.end) == "di":
            where = self.region_at(found.end + 1)
            if where and not self.line_ends(found.end + 1):
                found.place(where)
            return
        if self.lower(found.end) in ("wilayah", "kelas") and self.capital(found.end):
            after = self._number(found.end + 1)
            found.end = after if after > found.end + 1 else found.end
        if self.line_ends(found.end) or self.region_at(found.end) or self.after_role(found.start):
            return
        stop = self.proper_name(found.end, unit, False)
        if stop > found.end:
            found.proper, found.end = f"{found.proper} {self.span(found.end, stop)}", stop

    def _place_name(self, found: Found) -> None:
        """ "Kelas IIA Kendal", "dr. Soetomo", "3 Semarang", "Surabaya Wonocolo"."""
        unit, begin = found.unit, found.end
        assert unit is not None
        position = self.grade(begin)
        if unit.name == "number":
            position = self._number(position)
            found.complete = position > begin
        abroad = unit.id == "kbri" and self.capital(position + 1) and not self.line_ends(position + 1)
        if unit.seat and self.lower(position) == "di" and (abroad or self.region_at(position + 1)):
            position += 1  # "BBPOM di Bandung", "KBRI di Wellington"
        where = None if self.line_ends(position) or unit.proper_only else self.region_at(position, unit.level)
        if where and not self.district_goes_on(where) and not self._part_of(where, unit):
            self._place_region(found, begin, position, where)
            return
        if self.line_ends(position):
            found.proper, found.end = self.span(begin, position), position
            return
        role = self.after_role(found.start)
        stop = self.proper_name(position, unit, role)
        found.complete = found.complete or stop > position
        named = position if unit.name == "place" and stop > position else begin  # "Kelas IIB" makes no other body
        found.proper, found.end = self.span(named, stop), self.grade(stop)

    def _part_of(self, place: Place, unit: UnitType) -> bool:
        """Whether a unit is called like part of a region, or after more: "Kelurahan Wonosobo Timur", "RSUD Bali M."."""
        if place.written or self.line_ends(place.end) or self.headline:
            return False
        word = self.lower(place.end)
        if unit.id == "rsud" and self.lower(place.end + 1) not in (",", "-"):
            unknown = self.capital(place.end) and word_kind(self.tokens.words[place.end]) == "unknown"
            return unknown and not self.capital(place.end + 1) and not self.opens_unit(place.end)
        if not (unit.locative or unit.id in _PARTS):
            return False
        return self.capital(place.end) and word in self.words["name_tails"] and not self.plain_word(place.end)

    def _place_region(self, found: Found, begin: int, position: int, where: Place) -> None:
        """Take a region as a unit's place."""
        unit = found.unit
        assert unit is not None
        if unit.locative:  # a district or village that is called like a regency
            found.proper, found.end, found.complete = self.span(begin, where.end), where.end, True
            return
        found.proper, found.ungraded = self.span(begin, position), unit.name == "place"
        found.place(where)
        if self.lower(where.end) == "kota" and self.capital(where.end) and not self.region_at(where.end):
            self._city(found)  # "Polres Malang Kota"
        found.end = self.grade(found.end)
        if unit.sub_place and not self.line_ends(found.end):
            stop = self.proper_name(found.end, unit, self.after_role(found.start))
            if stop > found.end:
                found.proper, found.ungraded, found.end = self.span(position, stop), False, stop
                found.region, found.regions = None, ()
        if unit.kind == "service_unit":
            self._numbered(found)
            self._within_province(found)

    def _within_province(self, found: Found) -> None:
        """Take the province behind a place without a comma: "RSUD Cianjur | Jawa Barat"."""
        if found.region is None or found.region.kind == "province" or self.line_ends(found.end):
            return
        above = self.region_at(found.end, "province")
        if (
            above
            and not above.written
            and above.region.code == found.region.province
            and above.region.kind == "province"
        ):
            found.end = above.end

    def _numeral(self, index: int) -> bool:
        if index >= self.size:
            return False
        word = self.tokens.words[index]
        return word.isdigit() or bool(ROMAN.match(word))

    def _number(self, index: int) -> int:
        position = index
        while not self.line_ends(position) and self._numeral(position):
            position += 1
            if self.lower(position) == "-" and self.tokens.joined(position) and self._numeral(position + 1):
                position += 1  # "II-08"
        return position + (self.lower(position) == "/" and self.capital(position + 1))

    def _city(self, found: Found) -> None:
        """Take the "Kota" after a name: the city of two regions of one name."""
        found.end += 1
        cities = [place for place in found.regions if place.kind == "city"]
        if cities:
            found.region, found.regions, found.region_class = cities[0], (cities[0],), "city"
        else:
            found.proper, found.ungraded = " ".join(filter(None, (found.proper, "Kota"))), False

    def _goes_on_behind(self, found: Found) -> None:
        """ "Dinas Pemadam Kebakaran (Damkar) dan Penyelamatan Kota Depok": a bracket inside the name."""
        if not found.alias or self.lower(found.end) != "dan" or self.line_ends(found.end):
            return
        stop = self.field_phrase(found.end + 1)
        if stop == found.end + 1 or self._begins_type(found.end + 1) or self.line_ends(stop):
            return
        where = self.region_at(stop)
        if where is not None:
            found.proper = f"{found.proper} dan {self.span(found.end + 1, stop)}".strip()
            found.place(where)

    def _belongs(self, found: Found) -> int:
        """The end of a name that goes on, after its words of a field, up to the body that it is part of; 0 without one.

        "Direktorat Pembinaan Peran Serta Masyarakat | KPK".
        """
        end = found.end
        while end - found.end < _MOST_WORDS and not self.line_ends(end):
            if self.capital(end) and any(entry.body and not entry.weak for _, entry in self.entries(end)):
                return end if end > found.end else 0
            if self.lower(end) in ("dan", "&"):
                end += 1
            if not self.capital(end) or word_kind(self.tokens.words[end]) != "common" or self.opens_unit(end):
                return 0
            end += 1
        return 0

    def _explained(self, found: Found) -> int:
        """The end of a name in capitals that a bracket abbreviates, whatever it is made of; 0 without one.

        "Direktorat Jejaring Media, Komunitas, dan Niaga (Direktorat Jejak)", "Badan Perwakilan Anggota (BPA)".
        """
        end, start = found.end, found.start
        while end - start < LONGEST_NAME and not self.line_ends(end):
            if self.lower(end) in _LINKS:
                after = end + 1 + (self.lower(end) == "," and self.lower(end + 1) in _LINKS)
                if self.line_ends(after) or not self.capital(after):
                    return 0
                end = after
            elif not self.capital(end):
                break
            else:
                end += 1
        alias = self.alias_at(end)
        if alias is None or end - found.end < 2:
            return 0
        if len(alias[1]) > 1:
            return end if alias[1][0] == self.tokens.words[start] else 0
        initials = "".join(word[0] for word in self.tokens.words[start:end] if word[0].isupper())
        return end if alias[1][0] == initials else 0

    def _defined(self, found: Found) -> Found | None:
        """ "Majelis Kehormatan Jaksa (MKJ)": capitals whose first letters the bracket repeats."""
        last = found.end
        while (
            last - found.start < 10 and not self.line_ends(last) and (self.capital(last) or self.lower(last) == "dan")
        ):
            last += 1
        alias = self.alias_at(last)
        if alias is None or last - found.start < 2 or len(alias[1]) != 1:
            return None
        initials = "".join(word[0] for word in self.tokens.words[found.start : last] if word[0].isupper())
        if not alias[1][0].isupper() or sum(a == b for a, b in zip(initials, alias[1][0], strict=False)) < len(
            initials
        ):
            return None
        found.proper, found.complete = self.span(found.end, last), True
        found.end, found.alias = alias
        return found
