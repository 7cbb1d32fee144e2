"""Decides which villages and districts count: those that act or receive, not the parts of an address."""

from __future__ import annotations

from nlp.knowledge.unit_words import contexts
from nlp.unit_found import Found
from nlp.unit_grammar import UnitGrammar

_ADDRESS_REACH = 7
_ADDRESS_PARTS = 4
_DAYS = frozenset("senin selasa rabu kamis jumat sabtu minggu".split())
LIST_GAP = 3  # tokens between two members of a list
LIST_MARKS = frozenset((",", "dan", "serta", ";", "&"))


def listed_as(found: Found) -> str:
    """What a member of a list is: a type of unit, or "" for regions and their governments."""
    return "" if found.unit is None or found.unit.name == "region" else found.unit.id


class LocalChoice:
    """The decision for villages and districts of one field. `ranking`: the article tells of awards."""

    def __init__(self, grammar: UnitGrammar, field: str, ranking: bool) -> None:
        self.grammar, self.tokens, self.field, self.ranking = grammar, grammar.tokens, field, ranking
        self.words = contexts()
        self.last_listed: Found | None = None  # the last region or village taken, for lists
        self.last: Found | None = None  # the last parse, taken or not
        self.last_place: Found | None = None  # the last region that was only a place

    def _word(self, index: int) -> str:
        return self.tokens.lower[index] if 0 <= index < len(self.tokens) else ""

    def _before(self, found: Found) -> str:
        return "" if found.start == 0 or self.grammar.line_ends(found.start) else self._word(found.start - 1)

    def _after(self, found: Found) -> str:
        return "" if self.grammar.line_ends(found.end) else self._word(found.end)

    def _verb_after(self, found: Found) -> str:
        end = found.end
        if self.grammar.line_ends(end):
            return ""
        while self._word(end) in self.words["skipped_before_verb"] and end - found.end < 4:
            end += 1
        return self._word(end)

    def _local(self, found: Found) -> bool:
        before, after = self._before(found), self._after(found)
        if before == "," and self._tells_where(found):
            return False
        if self._verb_after(found) in self.words["receives"] or before in self.words["received_by"]:
            return found.complete
        if found.unit is not None and found.unit.acts_only:
            return False
        if self._continues(found, self.last_listed) or before in ("kepada", "oleh", "bagi"):
            return found.complete
        if found.unit is not None and found.unit.id == "kecamatan" and before == "camat":
            return False
        if after == "," and self._word(found.end + 1) in _DAYS:
            return False
        if before in self.words["place_before"] or before in ("/", "#", "-", "koperasi") or not found.complete:
            return False
        if after == "," and self._word(found.end + 1) in self.words["receives"]:
            return True
        if before == "," and self._in_address(found):
            return False
        if before in self.words["roles"] or before == "kades":
            return self.ranking
        if after == ",":
            if self._word(self._address_end(found)) in self.words["receives"]:
                return True
            word = self._word(found.end + 1)
            place = self.grammar.region_at(found.end + 1)
            return not (place or word in ("kabupaten", "kecamatan", "kota", "provinsi", "kab", "kec"))
        return True

    def _address_end(self, found: Found) -> int:
        """The token behind ", Kecamatan X, Kabupaten Y,"."""
        end = found.end
        for _ in range(_ADDRESS_PARTS):
            if self._word(end) != ",":
                break
            place = self.grammar.region_at(end + 1)
            part = None if place else self.grammar.read(end + 1)
            if place is None and (part is None or part.unit is None or not part.unit.locative):
                return end + 1
            end = place.end if place else part.end if part else end
            alias = self.grammar.alias_at(end)
            end = alias[0] if alias else end
        return end

    def _tells_where(self, found: Found) -> bool:
        """Whether a village or district tells where the body before its comma is: "SDN 1, Kecamatan X, meraih"."""
        last = self.last
        if last is None or last.unit is None or found.unit is None or last.end != found.start - 1:
            return False
        if found.form.lower().startswith(("kantor", "pem")):
            return False  # an office, not a place
        return last.unit.id != found.unit.id and last.unit.name != "region"

    def _in_address(self, found: Found) -> bool:
        """Whether the comma before a village or district follows a smaller place: "Dusun X, Desa Y, Kecamatan Z"."""
        if found.unit is not None and found.unit.id not in ("desa", "kelurahan"):
            return True
        words = self.tokens.lower[max(0, found.start - _ADDRESS_REACH) : found.start]
        return any(word in self.words["address_words"] for word in words)

    def _continues(self, found: Found, last: Found | None) -> bool:
        """Whether only a comma, "dan" or both stand between this and an earlier one of its kind."""
        if last is None or listed_as(last) != listed_as(found):
            return False
        if found.unit is None and not self._alike(found, last, self.ranking):
            return False
        between = self.tokens.lower[last.end : found.start]
        return 0 < len(between) <= LIST_GAP and all(word in LIST_MARKS for word in between)

    @staticmethod
    def _alike(found: Found, last: Found, mixed: bool) -> bool:
        """Regions of one list: both with their class or both without (unless mixed), no province after its regency."""
        if bool(found.region_class) != bool(last.region_class) and not mixed:
            return False
        return not (found.region and last.region and found.region.kind == "province" != last.region.kind)
