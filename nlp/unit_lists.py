"""Lists that name the type or the office once: "Disdukcapil Kota Yogyakarta, Kota Semarang, Balikpapan, dan Malang"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from nlp.body_identity import Body, government_of, identify
from nlp.gazetteer import tokenise
from nlp.unit_found import Found
from nlp.unit_grammar import UnitGrammar
from nlp.unknown_regions import unlisted_regions

_MARKS = frozenset((",", "dan", "serta", "&", ";", "maupun"))
_OFFICES = {
    "bupati": "regency", "wabup": "regency", "walikota": "city", "wawali": "city", "gubernur": "province",
    "wagub": "province", "kabupaten": "regency", "kota": "city", "provinsi": "province",
}  # fmt: skip
_LONGEST = 6000  # characters of one list


@dataclass(frozen=True, slots=True)
class ListItem:
    """One member of a list: character offsets of its literal span and the body that it stands for."""

    start: int
    end: int
    text: str
    body: Body


def following(grammar: UnitGrammar, head: Found, kind: str = "") -> list[Found]:
    """The members after the first: parses of the head's type with other regions, spans without the type.

    `kind` is the kind of region that bare names take up; a province after a regency is its address and ends the list.
    """
    items: list[Found] = []
    if head.region is None:
        return items
    wanted = kind or head.region_class or head.region.kind
    position, closed = head.end, False
    while position < grammar.size and not grammar.line_ends(position):
        mark = position
        while grammar.lower(position) in _MARKS and position - mark < 2:
            closed = closed or grammar.lower(position) in ("dan", "serta", "&", "maupun")
            position += 1
        if position == mark or grammar.line_ends(position):
            break
        place = grammar.region_at(position, wanted)
        if place is None or (place.region.kind == "province") != (head.region.kind == "province"):
            break
        items.append(
            replace(
                head, start=position, end=place.end, head_end=position, region=place.region,
                region_class=place.written or (wanted if place.region.kind == wanted else ""),
                regions=(place.region,), alias=(), parent=None,
            )
        )  # fmt: skip
        position = place.end
    return items if closed else []


def expand_list(text: str, at: int, near: Iterable[str] = ()) -> tuple[ListItem, ...]:
    """The members of the list that begins with a unit, an office or a region at a character offset.

    "Bupati Cilacap, Bantul, dan Badung" gives three regional governments; a head without a list gives one item, and
    anything else gives none. Linear; never raises.
    """
    part = text[at : at + _LONGEST]
    grammar = UnitGrammar(tokenise(part), frozenset(near), unlisted=unlisted_regions(part))
    if not grammar.size:
        return ()
    position, office = _office(grammar)
    head = None if office else grammar.read(0)
    if head is None:
        place = grammar.region_at(position, office)
        if place is None:
            return ()
        head = Found(0, place.end)
        head.place(place)
        head.region_class = head.region_class or office
    items = [head, *following(grammar, head, office)]
    return tuple(
        ListItem(
            at + grammar.tokens.starts[item.start],
            at + grammar.tokens.ends[item.end - 1],
            grammar.span(item.start, item.end),
            _body(item),
        )
        for item in items
    )


def _office(grammar: UnitGrammar) -> tuple[int, str]:
    """(index of the region, its kind) of an office at the start; (0, "") without one."""
    position = 1 if grammar.lower(0) == "wakil" else 0
    if grammar.lower(position) == "wali" and grammar.lower(position + 1) == "kota":
        return position + 2, "city"
    kind = _OFFICES.get(grammar.lower(position), "")
    if kind and grammar.lower(position) in ("kabupaten", "kota", "provinsi"):
        return 0, kind
    return (position + 1, kind) if kind else (0, "")


def _body(found: Found) -> Body:
    if found.unit is None and found.body is None:
        assert found.region is not None
        return government_of(found.region)
    return identify(found)
