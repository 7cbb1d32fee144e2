"""Decides which regions count: those that act or receive, not the places of events. Villages: `nlp.local_choice`."""

from __future__ import annotations

import re

from nlp.local_choice import LIST_GAP, LIST_MARKS, LocalChoice, listed_as
from nlp.unit_found import Found
from nlp.unit_names import CLASS_WORDS, ROMAN

_SENTENCE_MARKS = frozenset('. ! ? : ; " “ ” • * |'.split())
_VERB = re.compile(r"(?:me|di|ber|ter)[a-z]{3,}$")
_OBJECT_OF = re.compile(r"me[a-z]{3,}$")
_MODALS = frozenset("akan mampu bisa dapat belum tidak ingin terus punya masuk naik".split())
_AGENT_BEFORE = frozenset("oleh kepada bagi bersama yakni yaitu selain :".split())
_BULLETS = frozenset("- – • * ·".split())
_CONTEST_REACH = 14  # tokens
_LIST_DIGITS = 3


class PlaceChoice(LocalChoice):
    """The decision for regions of one field."""

    def _fit_list(self, found: Found) -> None:
        """Take the city of a name that a province shares, in a list of cities: "Kota Malang, dan Yogyakarta"."""
        last = self.last_listed
        if last is None or last.region is None or last.region.kind == "province" or found.region_class:
            return
        name = self.grammar.span(found.start, found.end)
        local = [place for place in found.regions if place.kind != "province" and place.name == name]
        if not local or found.region is None or found.region.kind != "province":
            return
        between = self.tokens.lower[last.end : found.start]
        if 0 < len(between) <= LIST_GAP and all(word in LIST_MARKS for word in between):
            found.region, found.regions = local[0], tuple(local)

    def list_goes_on(self, index: int) -> bool:
        """Whether a region with its class stands before the comma or "dan" before a token: ", kabupaten Kudus"."""
        last = self.last_listed
        if last is None or listed_as(last) or not last.region_class or last.end > index:
            return False
        between = self.tokens.lower[last.end : index]
        return 0 < len(between) <= LIST_GAP and all(word in LIST_MARKS for word in between)

    def list_opens(self, index: int) -> bool:
        """Whether a list of winners begins at a class in small letters: "yang tertinggi yakni kabupaten Kudus, …"."""
        return self.ranking and self._word(index) in CLASS_WORDS and self._word(index - 1) in ("yakni", "yaitu")

    @staticmethod
    def _same_level(found: Found, last: Found | None) -> bool:
        levels = {place.region.kind == "province" for place in (found, last) if place and place.region}
        return len(levels) == 1

    def _region(self, found: Found) -> bool:
        before = self._before(found)
        if found.region_class and self.ranking and self._headed(found, before):
            return True
        if found.region_class and before == "daerah" and self._word(found.start - 2) == "kepala":
            return True  # "diterima kepala daerah Kota X, Kabupaten Y"
        given = self.ranking and self._given_to(found, before)
        if before in self.words["place_before"] and not given and not (before == "dari" and self._compared(found)):
            return False
        if self._covered(found):
            return False
        if before in ("@", "#", "/") or (before == "-" and self.tokens.joined(found.start)):
            return False
        verb = self._verb_after(found)
        wins = self.ranking and verb in self.words["receives"]
        if not wins and self._continues(found, self.last_place) and self._same_level(found, self.last_place):
            self.last_place = found
            return False
        self._fit_list(found)
        if self._completes(found, before):
            return False
        if self._inside_name(found):
            return False
        if verb in self.words["receives"] or self._continues(found, self.last_listed):
            return True
        if self._dateline(found):
            return False
        if given or (self.ranking and before in self.words["received_by"]):
            return True
        if found.region_class and not self.ranking:
            return self._acts(found, before, verb)
        if found.region_class:
            return self._classed(found, before, verb)
        return self.ranking and self._bare(found, before, verb)

    def _completes(self, found: Found, before: str) -> bool:
        """Whether a region only tells where the body or the village before it lies: "Kecamatan Depok, Sleman"."""
        if self.last is None or self.grammar.line_ends(found.start):
            return False
        if self.last.end == found.start:
            return True
        above = found.region.code if found.region and found.region_class in ("", "province") else ""
        if above and before == "," and self.last.end == found.start - 1 and self.last.region is not None:
            return self.last.region.province == above  # "Pemkot Denpasar, Bali"
        if before == "(" and self.last.unit is not None and self.last.end == found.start - 1:
            return True  # "Kelurahan Mulyaharja (Kota Bogor)"
        lies = self.last.unit is not None and self.last.unit.locative
        return lies and before == "," and self.last.end == found.start - 1

    def _covered(self, found: Found) -> bool:
        """Whether a list tells what an area or a survey covers: "Wilayah III, meliputi: Provinsi X, Y"."""
        at = found.start - 1
        at -= self._word(at) in (":", ";", "dari")
        return self._word(at) in ("meliputi", "mencakup", "terdiri")

    def _headed(self, found: Found, before: str) -> bool:
        """Whether a head or a level stands before the class: "Bupati Kabupaten X", "tingkat Provinsi Y"."""
        if before == "tingkat":  # of a contest: "juara II lomba X tingkat Kabupaten Y"
            words = self.tokens.lower[max(0, found.start - _CONTEST_REACH) : found.start]
            return not any(word in self.words["contests"] for word in words)
        return before in self.words["heads_region"]

    def _given_to(self, found: Found, before: str) -> bool:
        """ "disabet oleh Sumatera Barat", "jatuh pada Provinsi X"."""
        verb = self._word(found.start - 2)
        return (before == "oleh" and verb in self.words["received_by"]) or (
            before in ("pada", "kepada", "ke") and verb in ("jatuh", "diberikan", "dianugerahkan")
        )

    def _dateline(self, found: Found) -> bool:
        """Whether a region is the place before an article: "Provinsi Jawa Tengah-Semarang – …"."""
        end = found.end
        return self._word(end) == "-" and self.tokens.joined(end) and self.grammar.region_at(end + 1) is not None

    def _inside_name(self, found: Found) -> bool:
        """Whether a bare region is the tail or the head of another name: "Persipura Jayapura", "Mitra Kukar"."""
        previous = found.start - 1
        if self.field == "title" or self.grammar.headline or previous < 0 or self.grammar.line_ends(found.start):
            return False
        if not found.region_class and not self.grammar.line_ends(found.end) and self.grammar.capital(found.end):
            return self._after(found) not in self.words["receives"]
        if not self.grammar.capital(previous) or self._word(previous) in self.words["takes_region"]:
            return False
        if ROMAN.match(self.tokens.words[previous]):
            return False
        return previous > 0 and self._word(previous - 1) not in _SENTENCE_MARKS and not self.grammar.line_ends(previous)

    def _acts(self, found: Found, before: str, verb: str) -> bool:
        """Whether a region with its class acts in an article that is not about awards."""
        if not self._takes_part(found, before) and before != ",":
            return False
        if (
            before in _AGENT_BEFORE
            or before in self.words["compares"]
            or self._after(found) in self.words["subject_before"]
        ):
            return True
        if _OBJECT_OF.match(before):  # "banjir yang melanda Kota Bima disebabkan …"
            return False
        return bool(_VERB.match(verb)) and verb not in self.words["not_verbs"]

    def receives(self, end: int) -> bool:
        """Whether what ends at a token is the subject of an award: "Kota X (di Kabupaten Y,) akhirnya menerima"."""
        if self._word(end) == "di":
            where = self.grammar.region_at(end + 1)
            end = where.end + (self._word(where.end) == ",") if where else end
        while self._word(end) in self.words["skipped_before_verb"]:
            end += 1
        return self.ranking and self._word(end) in self.words["receives"]

    def _scored(self, found: Found) -> bool:
        if self._after(found) != "(":
            return False
        inside = self._word(found.end + 1)
        if inside in self.words["results"] or inside in self.words["rankings"]:
            return True
        return inside.isdigit() and self._word(found.end + 2) != "/"  # "(25/11)" is a date

    def _enumerated(self, found: Found) -> bool:
        """Whether a region is an item of a numbered list: "3. Denpasar;"."""
        start, after = found.start, self._after(found)
        if self._word(start - 1) in _BULLETS and self.grammar.line_ends(start - 1):
            return not after
        if self._word(start - 1) not in (".", ")") or not self._word(start - 2).isdigit():
            return False
        if self.grammar.line_ends(start) or len(self._word(start - 2)) > _LIST_DIGITS:
            return False
        return after in ("", ";", ",", "(", ".", "-", "dan") or after.isdigit()

    def _ranked(self, found: Found, before: str) -> bool:
        """Whether a rank stands beside a region: "X peringkat kedua", "terbaik kedua X", "X terbaik ketiga"."""
        after = self._after(found)
        after = self._word(found.end + 1) if after == "di" else after
        if after in self.words["rankings"]:
            return not (after == "terbaik" and self._word(found.end + 1) not in self.words["ordinals"])
        return before in self.words["ordinals"] and self._word(found.start - 2) in self.words["rankings"]

    def _classed(self, found: Found, before: str, verb: str) -> bool:
        """ "Kabupaten Lumajang": a body unless it stands in an address."""
        if before != ",":
            return self._takes_part(found, before)
        if verb in self.words["after_listed"] or self._scored(found) or verb in (";", ":"):
            return True
        if verb == "dan" and self.grammar.region_at(found.end + 1):
            return True
        if _VERB.match(verb) and verb not in self.words["not_verbs"]:
            return True
        if self.field == "title":
            return not self.grammar.line_ends(found.end)
        return self._list_before(found)

    def _takes_part(self, found: Found, before: str) -> bool:
        """Whether what stands before a region with its class lets it act: not "citra Kota X", "Golf Kabupaten Y"."""
        if not before or before in self.words["takes_region"] or _VERB.match(before):
            return True
        previous = found.start - 1
        if before == ")":
            return self._word(previous - 1).isdigit()
        if before.isdigit() and self._word(previous - 1) == "-" and self._word(previous - 2) == "ke":
            return False  # "HUT ke-127 Kota Balikpapan"
        if not before.isalpha():
            return True
        if self.field == "title":
            return True
        if self.grammar.capital(previous):
            head = self._word(previous - 1)
            opens = previous == 0 or self.grammar.line_ends(previous) or head in _SENTENCE_MARKS or head == ","
            return opens or bool(ROMAN.match(self.tokens.words[previous]))
        verb = self._verb_after(found)
        return (before == "dari" and self._compared(found)) or (
            self.ranking and (verb in _MODALS or (bool(_VERB.match(verb)) and verb not in self.words["not_verbs"]))
        )

    def _list_before(self, found: Found) -> bool:
        """Whether the comma before a region follows a list opener: "antara lain, Kota Batu"."""
        return self._word(found.start - 2) in self.words["list_openers"]

    def _compared(self, found: Found) -> bool:
        return any(self._word(found.start - back) in self.words["compared_by"] for back in (2, 3, 4))

    def _bare(self, found: Found, before: str, verb: str) -> bool:
        """A region's name alone, in an article on awards."""
        if (
            self._scored(found)
            or self._ranked(found, before)
            or before in self.words["compares"]
            or self._enumerated(found)
        ):
            return True
        if self._after(found) in self.words["results"] and (not before or self._open_before(found, before)):
            return True
        if before in ("dari", "atas") and self._compared(found):
            return True
        if before in self.words["list_openers"] and self._list_follows(found):
            return True
        if self._after(found) in self.words["subject_before"] and self._open_before(found, before):
            return True
        start = found.start == 0 or self.grammar.line_ends(found.start) or before in _SENTENCE_MARKS
        if not start or not verb or verb in self.words["not_verbs"]:
            return False
        if self.field == "title":
            return verb[0].isalpha()
        return verb.isalpha() and (self.grammar.headline or not self.grammar.capital(found.end))

    def _open_before(self, found: Found, before: str) -> bool:
        """Whether a subject may begin after a word: not after a name, a verb or a noun that takes the region."""
        if not before or before == "," or before in self.words["takes_region"]:
            return True
        return before in ("lalu", "meski", "walau", "sebab", "namun", "kini", "dan", "bahwa")

    def _list_follows(self, found: Found) -> bool:
        """Whether at least one more region follows after a comma or "dan"."""
        if self._after(found) not in (",", "dan"):
            return False
        return self.grammar.region_at(found.end + 1) is not None
