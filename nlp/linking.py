"""From what the grammar read, or from a written form, to one body: id, canonical name, kind, parent, region.

Ids are readable and stable: `kemenpanrb`, `kab-bandung`, `disdukcapil-kota-bandung`, `polres-sleman`, `bpk-prov-riau`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from rapidfuzz import fuzz

from nlp.gazetteer import key_of, tokenise
from nlp.knowledge.government import (
    BodyFact,
    Region,
    UnitType,
    bodies,
    body_by_id,
    region_by_id,
    regions,
    slug,
    unit_types,
)
from nlp.unit_grammar import Found, UnitGrammar

_GOVERNMENT = {"province": "Pemerintah Provinsi", "regency": "Pemerintah Kabupaten", "city": "Pemerintah Kota"}
# types whose name is a place of their own, not the region that runs them: "PN Kepanjen", "Polres Malang Kota"
_PLACE_NAMED = ("place", "number")
# bodies whose offices are one, whatever the body was called at the time
_SAME_OFFICES = {"kemen-atr-bpn": "bpn", "kemenduk-bangga": "bkkbn", "kemenp2mi": "bp2mi"}

_HEAD = r"(?:(?:wakil|plt\.?|plh\.?|pj\.?|pjs\.?|penjabat|mantan) )*"
_SEATS = tuple(
    (re.compile(_HEAD + pattern, re.IGNORECASE), seat)
    for pattern, seat in (
        (r"(?:menteri koordinator|menko) ", "Kementerian Koordinator "),
        (r"menteri ", "Kementerian "),
        (r"(?:wa)?menko(?=\w)", "Kemenko"),
        (r"(?:wa)?men(?=[a-z])", "Kemen"),
        (r"(?:wakil )?(?:bupati|wabup) ", "Kabupaten "),
        (r"(?:wakil )?(?:wali ?kota|wawali|wawalkot) ", "Kota "),
        (r"(?:wakil )?(?:gubernur|wagub) ", "Provinsi "),
        (r"(?:sekretaris daerah|sekda)(?:kab|ko|prov)? ", "Sekretariat Daerah "),
        (r"kapolri$", "Polri"),
        (r"kapol(?=da|res|sek)", "Pol"),
        (r"kajati ", "Kejati "),
        (r"kajari ", "Kejari "),
        (r"jaksa agung$", "Kejaksaan Agung"),
        (r"kakanwil ", "Kanwil "),
        (r"kalapas ", "Lapas "),
        (r"karutan ", "Rutan "),
        (r"kadis(?=dukcapil|dik|kominfo|hub|perin|nak)", "Dis"),
        (r"kadinkes ", "Dinkes "),
        (r"kadis ", "Dinas "),
        (r"(?:kepala|ketua|direktur(?: utama)?|rektor|pimpinan|inspektur|camat|lurah) (?=\w)", ""),
    )
)


@dataclass(frozen=True, slots=True)
class Body:
    """A public body. `parent` and `region` are ids ("kemensetneg", "kab-wonosobo") or None."""

    id: str
    name: str
    kind: str
    parent: str | None = None
    region: str | None = None


def government_of(region: Region) -> Body:
    """The government of a region is the region's one body: Pemkab Wonosobo = Kabupaten Wonosobo."""
    province = region_by_id().get(region.province)
    if region.name.startswith("Daerah "):
        name = f"Pemerintah {region.name}"
    else:
        name = f"{_GOVERNMENT[region.kind]} {region.name}"
    return Body(region.id, name, region.kind, province.id if province else None, region.id)


@cache
def _twin_names() -> frozenset[str]:
    """Names that a city shares with a regency or a province: "Bandung", "Gorontalo"."""
    counted = Counter(place.name for place in regions())
    return frozenset(name for name, count in counted.items() if count > 1)


@cache
def _bodies_by_form() -> Mapping[tuple[str, ...], tuple[BodyFact, ...]]:
    table: dict[tuple[str, ...], list[BodyFact]] = defaultdict(list)
    for body in bodies():
        for form in (*body.forms, *body.weak):
            if body not in table[key_of(form)]:
                table[key_of(form)].append(body)
    return {key: tuple(found) for key, found in table.items()}


def _body_on(fact: BodyFact, form: str, day: dt.date | None) -> BodyFact:
    """Of the bodies that share a form ("Kemendes", "Kemenkop", "Kementerian PAN"), the one of that day."""
    sharing = _bodies_by_form().get(key_of(form), (fact,))
    on_day = [body for body in sharing if body.held_on(day)] if day else []
    if not on_day:
        return fact
    return next((body for body in on_day if body is fact), max(on_day, key=lambda body: body.since or dt.date.min))


def identify(found: Found, text: str = "", on: dt.date | None = None) -> Body:
    """The body of a parse; `text` is the form of its head and `on` the day that settles names with several holders."""
    if found.body is not None:
        return _named(found, found.body, text, on)
    if found.unit is None or found.unit.name == "region":
        assert found.region is not None
        return government_of(found.region)
    fact = _slip_of(found, on)
    if fact is not None:
        return Body(fact.id, fact.name, fact.kind, fact.parent)
    return _typed(found, found.unit, text, on)


_GENERIC = ("kementerian", "badan", "lembaga", "ditjen", "pusat")
_SLIP_SHARE = 0.7  # of the words of both names, for a ministry whose name is misspelt
_SLIP_LETTERS = 88  # percent of letters alike
_HEAD_WORDS = frozenset("dan kementerian koordinator bidang badan lembaga".split())
_ALIAS_SHARE = 0.4  # where the bracketed abbreviation agrees


def _slip_of(found: Found, on: dt.date | None) -> BodyFact | None:
    """The known body of a misspelt or misremembered name: "Badan Kepegawaian Nasional (BKN)"."""
    if found.unit is None or found.unit.id not in _GENERIC or found.region is not None:
        return None
    words = set(found.proper.lower().replace(",", " ").split()) - {"dan"}
    best: tuple[float, BodyFact] | None = None
    if found.alias:
        candidates, floor = _bodies_by_form().get(key_of(" ".join(found.alias)), ()), _ALIAS_SHARE
    elif found.unit.id == "kementerian":
        candidates, floor = tuple(body for body in bodies() if body.kind == "ministry"), _SLIP_SHARE
    else:
        return None
    for body in candidates:
        name = set(re.findall(r"\w+", body.name.lower())) - _HEAD_WORDS
        share = 2 * len(words & name) / (len(words) + len(name) or 1)
        if share < floor and fuzz.ratio(" ".join(sorted(words)), " ".join(sorted(name))) > _SLIP_LETTERS:
            share = floor
        share += 0.01 * body.held_on(on)
        if share >= floor and (best is None or share > best[0]):
            best = (share, body)
    return best[1] if best else None


def _named(found: Found, fact: BodyFact, text: str, on: dt.date | None) -> Body:
    """A body of the knowledge, or its office in a region."""
    fact = _body_on(fact, text, on) if text else fact
    if found.parent is not None:
        above = identify(found.parent, on=on).id
        return Body(fact.id, fact.name, fact.kind, above if above != fact.id else fact.parent)
    if found.region is not None:
        place = found.region
        parts, label = [fact.id, place.id, slug(found.proper)], [fact.name, place.official, found.proper]
        return Body("-".join(filter(None, parts)), " ".join(filter(None, label)), fact.kind, fact.id, place.id)
    if found.proper:
        return Body(f"{fact.id}-{slug(found.proper)}", f"{fact.name} {found.proper}", fact.kind, fact.id)
    return Body(fact.id, fact.name, fact.kind, fact.parent)


@cache
def _types_by_short() -> Mapping[str, UnitType]:
    return {short: unit for unit in unit_types() if unit.name == "none" for short in unit.short}


def _type_of_alias(found: Found, unit: UnitType) -> UnitType:
    """The type that the bracket names: "Dinas … dan Tenaga Kerja (DPMPTSPTK)" is a DPMPTSP."""
    known = _types_by_short().get("".join(found.alias)) if unit.id in ("dinas", "badan") else None
    if known is None:
        return unit
    found.proper = ""
    return known


def _typed(found: Found, unit: UnitType, text: str, on: dt.date | None) -> Body:
    """A unit of a known type: its id is made of type, name, parent and region."""
    unit = _type_of_alias(found, unit)
    form = " ".join(text.split()) if unit.by_form and text else unit.display or (unit.long or unit.short)[0]
    parts, label, parent = [slug(form) if unit.by_form and text else unit.id], [form], None
    if found.proper and not found.ungraded:
        parts.append(slug(found.proper))
        label.append(found.proper)
    own_region = found.region
    if found.parent is not None:
        above = identify(found.parent, on=on)
        parent = above.id
        parts.append(_SAME_OFFICES.get(above.id, above.id))
        label.append(above.name)
        if found.parent.region is not None:  # the region is the parent's and stands in its id
            own_region = None
        if (
            unit.id == "kpw" and found.parent.body is not None
        ):  # "Perwakilan Ombudsman RI X" = "Ombudsman RI Perwakilan X"
            parts.pop(0)
            label.pop(0)
    where = found.region.id if found.region is not None else None
    if own_region is not None:
        named = unit.name in _PLACE_NAMED
        unsure = named and not unit.level and not found.region_class and len(found.regions) > 1
        parts.append(slug(own_region.name) if unsure else own_region.id)
        twins = named and found.region_class and not unit.level and own_region.name in _twin_names()
        label.append(own_region.official if not named or twins else own_region.name)
        where = None if unsure else own_region.id
        if parent is None and unit.kind in ("agency", "service_unit") and unit.name not in _PLACE_NAMED:
            parent = own_region.id
    return Body("-".join(filter(None, parts)), " ".join(label), unit.kind, parent, where)


def _whole(form: str, near: Iterable[str]) -> tuple[Found, str] | None:
    tokens = tokenise(form)
    if not len(tokens):
        return None
    grammar = UnitGrammar(tokens, frozenset(near), weak=True)
    found = grammar.read(0)
    if found is not None and found.end == len(tokens):
        return found, form[: tokens.ends[found.head_end - 1]]
    where = grammar.region_at(0)
    alias = grammar.alias_at(where.end) if where else None  # "Kabupaten Serdang Bedagai (Sergai)"
    if where and len(tokens) in (where.end, alias[0] if alias else where.end):
        alone = Found(0, where.end)
        alone.place(where)
        return alone, form
    return None


def link(form: str, on: dt.date | None = None, near: Iterable[str] = ()) -> Body | None:
    """The body that a written form names, or None.

    `on` is the article's day: it settles names that were handed on ("Kemendes"). `near` are ids of regions named in the
    same article: they settle Kota and Kabupaten of one name. Case is forgiven when the form as written is not known.
    """
    form = " ".join(form.split()).strip(" ,.;:")
    for candidate in dict.fromkeys((form, office_seat(form))):
        for spelling in dict.fromkeys((candidate, candidate.title(), candidate.upper())):
            read = _whole(spelling, near)
            if read:
                return identify(read[0], read[1], on)
    return None


def body_in(phrase: str, on: dt.date | None = None, near: Iterable[str] = ()) -> Body | None:
    """The body of a phrase that also names a person: "Wakil Menteri PANRB Yunus T." → Kementerian PANRB.

    The whole phrase first, then the seat of the office at its head, then the first body inside it.
    """
    phrase = " ".join(phrase.split())
    whole = link(phrase, on, near)
    if whole is not None:
        return whole
    for candidate in dict.fromkeys((office_seat(phrase), phrase)):
        tokens = tokenise(candidate)
        grammar = UnitGrammar(tokens, frozenset(near))
        for index in range(len(tokens)):
            found = grammar.read(index)
            if found is not None:
                return identify(found, grammar.span(found.start, found.head_end), on)
            place = grammar.region_at(index)
            if place is not None and place.written:
                return government_of(place.region)
    return None


def office_seat(form: str) -> str:
    """The body that an office heads, as a form: "Menpan RB" → "Kemenpan RB", "Bupati Sleman" → "Kabupaten Sleman"."""
    for pattern, seat in _SEATS:
        match = pattern.match(form)
        if match:
            return seat + form[match.end() :]
    return form


def region(form: str, kind: str = "", near: Iterable[str] = ()) -> Region | None:
    """The region of a form such as "Kab. Bandung", "Sergai", "Pemkot Batam" or "Jateng"; `kind` asks for one kind."""
    tokens = tokenise(" ".join(form.split()))
    if not len(tokens):
        return None
    grammar = UnitGrammar(tokens, frozenset(near))
    where = grammar.region_at(0, kind)
    if where and where.end == len(tokens):
        return where.region
    found = grammar.read(0)
    if found and found.end == len(tokens) and found.unit is not None and found.unit.name == "region":
        return found.region
    if form.islower() and not form.title().islower():
        return region(form.title(), kind, near)
    return None


def lineage(body_id: str) -> tuple[BodyFact, ...]:
    """A named body with its forerunners and successors, oldest first."""
    table = body_by_id()
    if body_id not in table:
        return ()
    chain, waiting = {body_id}, [body_id]
    while waiting:
        current = waiting.pop()
        linked = [*table[current].after, *(body.id for body in table.values() if current in body.after)]
        fresh = [other for other in linked if other not in chain]
        chain.update(fresh)
        waiting.extend(fresh)
    return tuple(sorted((table[key] for key in chain), key=lambda body: (body.since or dt.date.min, body.id)))


def explain(form: str, on: dt.date | None = None) -> str:
    """Why a form links as it does, in plain lines: what `kliping units NAME` prints."""
    body = link(form, on)
    if body is None:
        return f"{form}: no known body, and no known type of unit with a name or region"
    lines = [f"{form} → {body.id}", f"name: {body.name}", f"kind: {body.kind}"]
    if body.parent:
        lines.append(f"parent: {body.parent}")
    if body.region:
        lines.append(f"region: {body.region} ({region_by_id()[body.region].official})")
    fact = body_by_id().get(body.id)
    if fact:
        lines.append(f"forms: {'; '.join(fact.forms)}")
        lines.append(f"valid: {fact.since or '…'} – {fact.until or '…'}; source: {fact.source or 'institutions.csv'}")
        others = [other for other in lineage(body.id) if other.id != body.id]
        if others:
            lines.append("succession: " + "; ".join(f"{o.id} ({o.since or '…'} – {o.until or '…'})" for o in others))
    place = next((r for r in regions() if r.id == body.id), None)
    if place:
        lines.append(f"code: {place.code}; forms: {'; '.join((place.name, *place.forms))}")
        lines.extend(f"formerly: {name} until {day}" for name, day in place.former)
    return "\n".join(lines)
