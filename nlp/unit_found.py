"""A body as the grammar of units read it. How it is read is in `nlp.unit_parts` and `nlp.unit_grammar`."""

from __future__ import annotations

from dataclasses import dataclass

from nlp.knowledge.government import BodyFact, Region, UnitType
from nlp.unit_names import Place


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
    ungraded: bool = False  # the name words are only a class ("Kelas IIA"), which makes no other body
    head_end: int = 0
    form: str = ""  # the type word as written
    branch: str = ""  # what a numbered branch is called: "Daop", "Divre"

    def place(self, place: Place) -> None:
        """Take a region as completion."""
        self.end, self.region, self.regions = place.end, place.region, place.candidates
        self.region_class, self.complete = place.written, True
