"""Reads one government body at a place in the text: head, field or proper name, region, parent. No choice of mentions.

The grammar only decides how far a body's name runs and what it is made of; `nlp.mentions` decides which count.
"""

from __future__ import annotations

from functools import cache

from nlp.gazetteer import tokenise
from nlp.knowledge.government import BodyFact, UnitType, unit_types
from nlp.titles import word_kind
from nlp.unit_found import Found
from nlp.unit_names import CLASS_WORDS, ROMAN, agency_shape
from nlp.unit_parts import UnitParts

_PARENT_KINDS = frozenset("ministry agency police province regency city court".split())
_PARENT_TYPES = ("setda", "dprd", "setwan")
_OF_MINISTRIES = ("biro", "pusat-bidang", "pusat", "direktorat", "ditjen")
_LEVELS = ("provinsi", "kabupaten", "kota")
_ASSEMBLIES = ("dpr", "mpr", "dpd")
_NO_NAMES = frozenset("terbaik tingkat berprestasi teladan seluruh percontohan terinovatif terfavorit".split())
_SHORT_HEAD = 2  # letters
_DEEP = 3  # levels of "X of Y of Z"


@cache
def _agency_type() -> UnitType:
    return next(unit for unit in unit_types() if unit.id == "opd")


class UnitGrammar(UnitParts):
    """Reads bodies in one tokenised text."""

    def read(self, index: int, depth: int = 0) -> Found | None:
        """The longest body that begins at a token; None where there is none."""
        best: Found | None = None
        named: Found | None = None
        for end, entry in self.entries(index):
            found: Found | None = None
            if entry.body is not None and (self.weak or not entry.weak):
                found = self._read_body(index, end, entry.body, depth)
                named = named or found
            elif entry.unit is not None:
                found = self._read_unit(index, end, entry.unit, depth)
                if found and named and end < named.head_end and not self._extends(named, found):
                    continue
            if found and (best is None or found.end > best.end or self._nearer(found, best)):
                best = found
        return best or self._agency(index)

    def _agency(self, index: int) -> Found | None:
        """An agency whose abbreviation no list holds: "DinkopUKM Wonosobo", "UPTPK"."""
        if self.capitals or self.caseless or not self.capital(index) or not agency_shape(self.tokens.words[index]):
            return None
        found = Found(index, index + 1, unit=_agency_type(), head_end=index + 1, form=self.tokens.words[index])
        where = None if self.line_ends(index + 1) else self.region_at(index + 1)
        if self.tokens.words[index].startswith("UPT"):
            found.complete = True
        elif where is None or (self.tokens.words[index].isupper() and not where.written) or self.region_at(index):
            return None
        if where is not None:
            found.place(where)
        return found

    @staticmethod
    def _nearer(found: Found, best: Found) -> bool:
        """Whether a unit reads the same words as an office of a body: "Bea Cukai Bogor" is the customs office there."""
        place = found.unit is not None and found.unit.name == "place" and found.complete
        return found.end == best.end and place and best.body is not None and best.region is not None

    def _extends(self, named: Found, found: Found) -> bool:
        """Whether a parse of a type may go beyond a named body: "Universitas Indonesia Timur", not "… Profesor X"."""
        if found.end <= named.end:
            return False
        if found.unit is not None and found.unit.id == "kementerian" and self.lower(named.end + 1) == "dan":
            return bool(found.alias)  # "Kementerian Agama, dan Tim Hisab" is no ministry's name
        if found.unit is not None and found.unit.name == "field":
            return self.lower(named.end) in (",", "dan", "&")
        return found.region is not None or self.lower(named.end) in self.words["name_tails"]

    # --- named bodies
    def _read_body(self, start: int, end: int, body: BodyFact, depth: int) -> Found | None:
        found = Found(start, end, body=body, complete=True, head_end=end)
        found.end = self._republic(end)
        if self._alias(found):
            found.end = self._republic(found.end)
        if body.kind == "state_company" and not self.capital(found.end + 1):
            self._numbered(found, keep=True)  # "PT Perkebunan Nusantara (PTPN) X"
        if body.branches or body.kind == "state_company":
            self._branch(found)
        if depth < _DEEP and not found.region and body.kind in ("agency", "police", "other"):
            self._parent(found, depth, body.kind)
        return found

    def _branch(self, found: Found) -> None:
        """Complete a body that has offices: "Perwakilan Provinsi Kepulauan Riau", "Divre Jateng", "Kota Bogor"."""
        position, marked = found.end, False
        while (
            self.lower(position) in self.words["branches"] and self.capital(position) and not self.line_ends(position)
        ):
            position, marked = position + 1, True
        if self.lower(position) == "perwakilan" and not self.line_ends(position) and self.region_at(position + 1):
            position, marked = position + 1, True  # "Ombudsman RI perwakilan NTT"
        if self.line_ends(position):
            return
        number = self.tokens.words[position]
        numbered = marked and (number.isdigit() or ROMAN.match(number)) and not self.line_ends(position + 1)
        if numbered and (beyond := self.region_at(position + 1)):  # "Divre II Sumatera Barat"
            found.branch, found.proper = self.span(found.end, position), number
            found.place(beyond)
            self._alias(found)
            return
        where = self.region_at(position)
        if where and self.person_begins(where, found.start):
            return
        if where and (marked or (found.body and found.body.kind != "state_company")):
            found.place(where)
            self._numbered(found)
            if marked:
                self._paired(found)
        elif marked:
            last = self._capitals(position, 4)
            if last > position:
                found.proper, found.end = self.span(position, last), last
        elif self.lower(position) in _LEVELS and self.capital(position) and self.lower(position + 1) != "/":
            found.end = position + 1  # but "Kemenag Kabupaten/Kota" are many
        self._alias(found)

    def _parent(self, found: Found, depth: int, kind: str) -> None:
        """Append the body that stands right after: "Inspektorat Jenderal Kemenkumham"."""
        if self.line_ends(found.end) or not self.capital(found.end):
            return
        other = self.read(found.end, depth + 1)
        if other is None or not (other.complete or (other.unit and other.unit.bare)):
            return
        own = other.body.kind if other.body else other.unit.kind if other.unit else ""
        if kind == "agency" and own not in ("ministry", "police", "court", "agency"):
            return
        if other.body and own == "other" and kind != "other" and other.body.id not in _ASSEMBLIES:
            return
        if own in _PARENT_KINDS or own == "other" or (other.unit and other.unit.id in _PARENT_TYPES):
            found.parent, found.end, found.complete = other, other.end, True
            found.region = found.region or other.region

    # --- units of a known type
    def _read_unit(self, start: int, end: int, unit: UnitType, depth: int) -> Found | None:
        if not self.capital(start) and not unit.needs_parent:
            if unit.name in ("none", "field", "office", "defined") or unit.proper_only:
                return None
        elif not self.capital(start) and unit.name == "office":
            return None
        if not self.capital(start) and unit.name == "region" and not self.capital(end - 1):
            return None
        words = self.tokens.words
        if self.lower(end) in unit.never and not self.line_ends(end):
            return None
        if self.lower(end) in _NO_NAMES and unit.name in ("place", "number", "field") and not self.line_ends(end):
            return None  # "kategori Lapas Terbaik"
        if end - start == 1 and len(self.tokens.words[start]) <= _SHORT_HEAD and self._abbreviation(end):
            return None  # "LP POM MUI" is no Lembaga Pemasyarakatan
        if unit.id == "kantor" and not (self.capital(start) and self.is_field(end) and not words[end].isupper()):
            return None  # "kantor DPRD Dompu" is where the DPRD sits
        if unit.id == "kantor" and any(entry.unit and entry.unit.bare for _, entry in self.entries(end)):
            return None  # "Kantor Disdukcapil Dumai"
        if unit.id == "pt" and end - start == 1 and not (self.weak or self.high_court):
            return None  # a company, where no Pengadilan Tinggi is spoken of
        if self.lower(end) == "." and self.tokens.joined(end) and f"{self.span(start, end)}." in unit.short:
            end += 1  # "Kec. Kertek"
        found = Found(start, end, unit=unit, head_end=end, form=self.span(start, end))
        self._head_alias(found)
        if unit.name == "region":
            return self._government(found)
        if not self.line_ends(found.end):
            if unit.name == "field":
                self._field_name(found)
            elif unit.name in ("place", "number"):
                self._place_name(found)
            elif unit.name == "office":
                self._office_name(found)
            elif unit.name == "defined":
                return self._defined(found)
            elif unit.id == "pusat":
                stop = self.field_phrase(found.end)
                found.proper, found.end = self.span(found.end, stop), stop
        self._completion(found, depth)
        return found if self._accepted(found) else None

    def _government(self, found: Found) -> Found | None:
        assert found.unit is not None
        start = found.end
        if start < self.size and self.tokens.words[start] == "." and self.tokens.joined(start):
            start += 1  # "Pemkab. Agam"
        where = None if self.line_ends(start) else self.region_at(start, found.unit.kind)
        if where is None:
            return None
        found.place(where)
        found.region_class = found.unit.kind
        self._alias(found)
        above = None if self.line_ends(found.end) else self.region_at(found.end)
        if above and above.written == "province" and above.region.code == where.region.province:
            found.end = above.end  # "Pemerintah Kabupaten Agam Provinsi Sumatera Barat"
        return found

    def _office_name(self, found: Found) -> None:
        """ "Kantor Wilayah BPN Provinsi Lampung", "Kanwil Bea Cukai Jateng", "Kanreg I BKN"."""
        number = self.tokens.words[found.end]
        if (number.isdigit() or ROMAN.match(number)) and not self.line_ends(found.end + 1):
            found.proper, found.end = number, found.end + 1
        for end, entry in self.entries(found.end):
            if entry.body is not None and self.capital(found.end):
                found.parent = Found(found.end, end, body=entry.body, complete=True, head_end=end)
                found.complete, found.end = True, self._republic(end)
                alias = self.alias_at(found.end)
                found.end = alias[0] if alias else found.end
                break
        else:
            stop = self.field_phrase(found.end)
            if stop > found.end:
                found.proper, found.complete, found.end = self.span(found.end, stop), True, stop
        if self.lower(found.end) in ("provinsi", "wilayah") and not self.region_at(found.end):
            found.end += 1
        if found.complete and self.lower(found.end) in self.words["islands"] and not self.region_at(found.end):
            last = self._capitals(found.end, 3)
            found.proper, found.end = self.span(found.end, last), last

    def _completion(self, found: Found, depth: int) -> None:
        """Append region, district, parent and abbreviation."""
        unit = found.unit
        assert unit is not None
        if self.line_ends(found.end):
            return
        if unit.region or unit.parent or unit.proper_only:
            classed = self.lower(found.end) in CLASS_WORDS
            where = self.region_at(found.end, unit.level) if found.region is None or classed else None
            if where and self.person_begins(where, found.start):
                where = None
            if classed and where is None and not self.capital(found.end):
                where = self.region_at(found.end, unit.level, small=True)  # "Dinas Kesehatan kota Semarang"
            if where and (unit.region or unit.proper_only or classed):
                found.place(where)
                if unit.name == "office" or unit.seat:
                    self._numbered(found)
                    self._paired(found)
            elif unit.region and found.region is None and self._of_government(found):
                pass
            elif (
                self.lower(found.end) == "provinsi"
                and self.capital(found.end)
                and unit.name == "none"
                and (unit.id != "dprd")
            ):
                self._provincial(found)
        if self.lower(found.end) == "kecamatan" and unit.name in ("place", "number") and unit.id != "kecamatan":
            other = self.read(found.end, _DEEP)
            if other and other.complete:
                found.end, found.parent = other.end, other
        if unit.parent and depth < _DEEP:
            self._parent(found, depth, "other")
            if found.parent is None and unit.id in _OF_MINISTRIES:
                self._ministry_behind(found, depth)
        elif unit.kind == "service_unit" and found.complete and depth < _DEEP:
            self._regional_office(found, depth)
        self._alias(found)
        self._goes_on_behind(found)

    def _ministry_behind(self, found: Found, depth: int) -> None:
        """Append the ministry behind a comma: "Biro Komunikasi dan Pelayanan Publik, Kementerian Kesehatan RI"."""
        if self.lower(found.end) != "," or self.line_ends(found.end) or not self.capital(found.end + 1):
            return
        other = self.read(found.end + 1, depth + 1)
        if other is None:
            return
        agency = other.unit.id == "badan" if other.unit else bool(other.body and other.body.kind == "agency")
        if agency and other.complete and other.parent is None:
            self._ministry_behind(other, depth + 1)  # "Pusat X, Badan Y, Kementerian Z"
            above = other.parent
        else:
            above = other
        if above is not None and above.body is not None and above.body.kind == "ministry":
            found.parent, found.end, found.complete = other, other.end, True

    def _regional_office(self, found: Found, depth: int) -> None:
        """Append the regional office that a unit belongs to: "Lapas Kelas IIA Cilegon Kanwil Ditjenpas Banten"."""
        if self.line_ends(found.end) or self.lower(found.end) not in ("kantor", "kanwil"):
            return
        other = self.read(found.end, depth + 1)
        if other is not None and other.unit is not None and other.unit.id == "kanwil" and other.complete:
            found.end = other.end

    def _provincial(self, found: Found) -> None:
        """ "KI Provinsi", "Komisi Informasi Provinsi (KIP) Jawa Barat"."""
        found.end, found.complete = found.end + 1, True
        if self._alias(found) and not self.line_ends(found.end):
            where = self.region_at(found.end, "province")
            if where:
                found.place(where)

    def _of_government(self, found: Found) -> bool:
        """ "Dinas Pendidikan Pemprov NTT" is the Dinas Pendidikan of the province."""
        if not self.capital(found.end):
            return False
        for end, entry in self.entries(found.end):
            if entry.unit is not None and entry.unit.name == "region":
                other = self._read_unit(found.end, end, entry.unit, _DEEP)
                if other is not None:
                    found.end, found.region, found.regions = other.end, other.region, other.regions
                    found.region_class, found.complete = other.region_class, True
                    return True
        return False

    def _names_body(self, words: tuple[str, ...]) -> bool:
        """Whether a bracketed abbreviation is a known body's: "Komite Aparatur Sipil Negara (KASN)"."""
        tokens = tokenise(" ".join(words))
        known = self.trie.matches(tokens, 0) if len(tokens) else []
        return any(end == len(tokens) and any(entry.body for entry in entries) for end, entries in known)

    def _needs_number(self, found: Found, unit: UnitType) -> bool:
        """Whether a school that may be private has no number ("SMA Taruna"), or an LLDikti neither number nor place."""
        if unit.id == "lldikti":
            return found.region is None and not (found.proper.isdigit() or ROMAN.match(found.proper))
        if self.span(found.start, found.head_end).upper() not in ("SD", "SMP", "SMA", "SMK"):
            return False
        placed = found.region is not None or len(found.proper.split()) > 1
        return not placed or not self.tokens.words[found.head_end].isdigit()

    def _accepted(self, found: Found) -> bool:
        unit = found.unit
        assert unit is not None
        if unit.needs_parent and found.parent is None and found.region is None:
            return False
        if unit.id == "komite" and not self._names_body(found.alias):
            return False
        if self._needs_number(found, unit):
            return False
        if unit.id == "pt" and found.region is None and self.span(found.start, found.head_end) == "PT":
            return (
                " " not in found.proper and word_kind(found.proper or "PT") in ("place", "unknown") and found.complete
            )
        if unit.name == "field" and not found.proper:
            return False
        if not found.complete:
            return unit.bare and self.capital(found.start)
        return self.capital(found.start) or unit.name not in ("place", "number") or self.capital(found.head_end)
