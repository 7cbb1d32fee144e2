"""Decides which bodies that the grammar read count as mentions: acting regions, not places; bodies, not offices."""

from __future__ import annotations

import re
from itertools import islice

from nlp.place_choice import PlaceChoice
from nlp.titles import word_kind
from nlp.unit_found import Found
from nlp.unit_names import CLASS_WORDS

_UNIVERSITIES = ("universitas", "institut", "politeknik", "fakultas", "ui", "ugm", "itb")
_AWARD_STEMS = (
    "penghargaan predikat anugerah award peringkat piala trofi piagam adipura meraih pekppp informatif terbaik "
    "tertinggi mengungguli sakip wbbm"
).split()
_AWARD_PHRASES = re.compile(
    r"opini wtp|pelayanan prima|indeks pelayanan|zona integritas|\bwbk\b|layak anak|\buhc\b|\btop \d\d"
)
_LEAST_AWARD_WORDS = 2
_YEAR_DIGITS = 4
_QUOTES = frozenset("\" “ ” ' ‘ «".split())
_SOURCES = ("data", "survei", "laporan", "catatan", "rilis", "oleh")  # "Data BPS 2024"
_STREETS = ("jalan", "jl", "jln")  # "Jalan Kejaksaan"


def tells_of_awards(title: str, text: str) -> bool:
    """Whether an article speaks of awards or rankings often enough that its bare place names may be recipients."""
    lower = f"{title}\n{text}".lower()
    found = 0
    for stem in _AWARD_STEMS:
        found += lower.count(stem)
        if found >= _LEAST_AWARD_WORDS:
            return True
    phrases = islice(_AWARD_PHRASES.finditer(lower), _LEAST_AWARD_WORDS)
    return found + sum(1 for _ in phrases) >= _LEAST_AWARD_WORDS


class Choice(PlaceChoice):
    """The decision for the parses of one field, taken in reading order."""

    def counts(self, found: Found) -> bool:
        """Whether a parse is a mention."""
        if found.unit is None and found.body is None:
            taken = self._region(found)
        elif found.unit is not None and found.unit.locative:
            taken = self._local(found)
        else:
            taken = self._body(found)
            self.last = found
            if taken and found.unit is not None and found.unit.name == "region":
                self.last_listed = found
            return taken
        self.last = found
        if taken:
            self.last_listed = found
        elif found.unit is None:
            self.last_place = found
        return taken

    def _body(self, found: Found) -> bool:
        before, after = self._before(found), self._after(found)
        if found.unit is not None and found.unit.title:
            return not (before in self.words["roles"] or self._person_follows(found))
        if after in self.words["not_a_body_after"] and self.grammar.capital(found.end):
            return found.end - found.start > 1 and after in ("award", "awards")  # "Badan Kepegawaian Nasional Award"
        if found.unit is not None and found.unit.id == "badan-pengelola" and before in ("di", "ke", "kawasan"):
            return False  # "di KEK Sei Mangkei"
        if found.end - found.start == 1 and self._law_before(found, before):
            return False
        if self._foreign(found, after):
            return False
        if found.unit is not None and after in CLASS_WORDS and self._word(found.end + 1) == "/":
            return False  # "Dinas Kesehatan Kabupaten/Kota" are many
        if before in self.words["minister_before"] and (found.body is not None or found.head_end == found.start + 1):
            return False  # "Menteri PANRB", "Kadis Kominfo Kota X" are offices
        if before in self.words["clubs"] or before in _STREETS or self._address(found):
            return False
        if before in self.words["venues"] and found.body is not None and found.body.kind in ("state_company", "other"):
            return False  # "Auditorium TVRI"
        dated = after.isdigit() and len(after) == _YEAR_DIGITS and before not in _SOURCES
        if found.end - found.start == 1 and dated:
            return False  # "KIP Award 2019", "LKPP 2020"
        if before in ("#", "/") and found.unit is not None and (not found.unit.short or self._listed_types(found)):
            return False
        if self._counted(found, before) or self._label(found) or self._general(found, before):
            return False
        if found.unit is not None and found.unit.id == "sekolah":
            return self._winning_school(found, before)
        if found.unit is not None and found.unit.acts_only and not found.unit.locative:
            if found.unit.id == "pkk" and found.region is not None and (self.ranking or self._heads(before)):
                return True  # "Ketua TP PKK Kota X"
            return self._verb_after(found) in self.words["receives"] or before in self.words["received_by"]
        if before in self.words["ranks"] and found.body is not None and found.body.id.startswith(("tni", "polri")):
            return False  # "Mayjen TNI", not "Sekretaris Jenderal Kementerian X"
        if before in ("dirjen", "direktur", "jenderal") and found.unit and self._head(found) == "imigrasi":
            return False  # "Dirjen Imigrasi Silmy Karim"
        if found.unit is not None and found.unit.id == "dprd" and not found.complete and self._heads(before):
            return False  # "Ketua DPRD Welty Komaling": which DPRD is told elsewhere
        if found.unit is not None and not found.complete and not found.unit.bare_short and self._short_form(found):
            return False
        if not found.complete or (found.body is not None and found.end - found.start == 1):
            if found.unit is not None and (
                before in self.words["general_before"] or after in self.words["general_after"]
            ):
                return False
            if found.unit is not None and self._word(found.start - 2) in ("mantan", "eks"):
                return False
        if found.unit is not None and before in self.words["labels"] and self._common_name(found):
            return False
        head = found.body.id if found.body else found.unit.id if found.unit else ""
        education = (found.body and found.body.kind == "other") or head in _UNIVERSITIES
        return not (education and (before in self.words["alumni_before"] or (before == "di" and head in _UNIVERSITIES)))

    def _winning_school(self, found: Found, before: str) -> bool:
        """Whether a private school stands where awards name who won: "juara I oleh SMP X", "siswi asal SMA Y"."""
        if not self.ranking or not found.complete:
            return False
        if self._verb_after(found) in self.words["receives"] or before in self.words["received_by"]:
            return True
        listed = self.last is not None and self.last.unit is not None and self.last.end == found.start - 1
        return before in ("oleh", "asal", "dari", "kepada", ":") or (before in (",", "dan") and listed)

    def _law_before(self, found: Found, before: str) -> bool:
        """Whether a body's name names a law: "UU KIP", "Undang-Undang TNI"."""
        return before in ("uu", "ruu") or (before == "undang" and self._word(found.start - 2) in ("-", "undang"))

    def _heads(self, before: str) -> bool:
        return before in self.words["roles"] or before == "pimpinan"

    def _general(self, found: Found, before: str) -> bool:
        """Whether all agencies of a field are meant: "setiap Badan Diklat", "18 Lembaga Pelatihan"."""
        if found.unit is None or found.unit.name != "field" or found.region is not None or found.parent is not None:
            return False
        return before.isdigit() or before in ("setiap", "masing-masing", "para", "seluruh", "semua", "tiap")

    def _head(self, found: Found) -> str:
        return self.grammar.span(found.start, found.head_end).lower()

    def _label(self, found: Found) -> bool:
        """Whether a bare type only opens the name of a prize or programme: "Dukcapil Hebat"."""
        end = found.end
        if found.unit is None or found.complete or found.region is not None or self.grammar.headline:
            return False
        if self.grammar.line_ends(end) or not self.grammar.capital(end) or self.grammar.opens_unit(end):
            return False
        return self._word(found.start - 1) in _QUOTES and word_kind(self.tokens.words[end]) == "common"

    def _listed_types(self, found: Found) -> bool:
        """Whether a unit without region is the last of several types: "Polres/Polresta/Polres Metro"."""
        return found.region is None and found.parent is None and self.tokens.joined(found.start)

    def _counted(self, found: Found, before: str) -> bool:
        """Whether several units of a type are meant: "Dua Polres Polda DIY", "33 Kanwil Kemenkumham se-Indonesia"."""
        if found.unit is None or (found.region is not None and found.parent is None):
            return False
        if self._after(found) == "se" and self._word(found.end + 1) == "-":
            return True
        number = before.isdigit() or before in self.words["numbers"]
        return number and (found.parent is not None or found.unit.name == "office") and not found.proper

    def _short_form(self, found: Found) -> bool:
        """Whether a unit's head is one of the short forms of its type, such as "Setda"."""
        return found.unit is not None and self.grammar.span(found.start, found.head_end) in found.unit.short

    def _common_name(self, found: Found) -> bool:
        """Whether a unit's "name" is only words of the language: "predikat Puskesmas Ramah Anak"."""
        if found.region is not None or found.parent is not None or not found.proper:
            return False
        return all(word_kind(word) == "common" for word in found.proper.split())

    def _foreign(self, found: Found, after: str) -> bool:
        """Whether a body is another country's or the United Nations': "Kementerian Keuangan AS", "Badan PBB"."""
        if after in self.words["foreign"] and self.grammar.capital(found.end):
            return True
        if after == "di" and self._word(found.end + 1) in self.words["foreign"] and self.grammar.capital(found.end + 1):
            return True
        if found.body is not None or found.region is not None or (found.unit and found.unit.id == "kbri"):
            return False
        inside = self.tokens.words[found.head_end : found.end]
        return any(word[0].isupper() and word.lower() in self.words["foreign"] for word in inside)

    def _address(self, found: Found) -> bool:
        """Whether the words are part of a web address or a handle: "lapan.go.id", "@kemenkes"."""
        tokens, end = self.tokens, found.end
        if found.start and tokens.joined(found.start) and tokens.words[found.start - 1] in ("@", "."):
            return True
        if end + 1 >= len(tokens) or tokens.words[end] not in (".", "_") or not tokens.joined(end):
            return False
        return tokens.joined(end + 1) and tokens.words[end + 1].islower()

    def _person_follows(self, found: Found) -> bool:
        """ "Deputi Bidang … Kementerian X, Nama" is somebody's office; without a name it is a unit."""
        end = found.end + (self._after(found) == ",")
        if self.grammar.line_ends(end) or not self.grammar.capital(end):
            return False
        return not self.grammar.opens_unit(end)
