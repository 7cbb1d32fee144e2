"""From what the grammar read to one body: id, canonical name, kind, parent, region. Written forms are `nlp.linking`'s.

Ids are readable and stable: `kemenpanrb`, `kab-bandung`, `disdukcapil-kota-bandung`, `polres-kab-sleman`.
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter, defaultdict
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cache

from rapidfuzz import fuzz

from nlp.gazetteer import key_of
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
from nlp.unit_found import Found

_GOVERNMENT = {"province": "Pemerintah Provinsi", "regency": "Pemerintah Kabupaten", "city": "Pemerintah Kota"}
# types whose name is a place of their own, not the region that runs them: "PN Kepanjen", "Polres Malang Kota"
_PLACE_NAMED = ("place", "number")
# bodies whose offices are one, whatever the body was called at the time
_SAME_OFFICES = {"kemen-atr-bpn": "bpn", "kemenduk-bangga": "bkkbn", "kemenp2mi": "bp2mi"}

# the type of a body's office in a region, where the press says only the body's name: "BPN Sleman", "Kemenag Jateng"
_OFFICE_TYPES = {
    ("bpn", "local"): "kantah",
    ("bpn", "province"): "kanwil",
    ("kemenag", "local"): "kemenag",
    ("kemenag", "province"): "kanwil",
    ("kemenhaj", "local"): "kemenhaj",
    ("kemenhaj", "province"): "kanwil",
    ("bpom", "local"): "bbpom",
}


# what an office of a body is called, where the region alone does not say it
_OFFICE_WORDS = {
    **dict.fromkeys(("bpk", "bpkp", "ombudsman", "bi", "komnas-ham", "bkkbn", "bulog"), "Perwakilan"),
    **dict.fromkeys(("bpjs-kesehatan", "bpjs-ketenagakerjaan", "taspen", "jasa-raharja"), "Cabang"),
    "bkn": "Kantor Regional",
}


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
    if fact is not None and found.region is not None:
        return _office(replace(found, proper=""), fact, found.region)
    if fact is not None:
        return Body(fact.id, fact.name, fact.kind, fact.parent)
    return _typed(found, found.unit, text, on)


_TITLES = re.compile(
    r"^(?:(?:dr|drg|prof|h|hj|kh|ir|drs|krt|krmt|k\.r\.m\.t|r\.a|r\.m|r\.t|ra(?=\.)|r)\b\.? ?)+(?=\w{3}|\w\.)",
    re.IGNORECASE,
)  # "RSUD dr. Soetomo" is RSUD Soetomo
_GENERIC = ("kementerian", "badan", "lembaga", "ditjen", "pusat", "komite")
_SLIP_SHARE = 0.7  # of the words of both names, for a ministry whose name is misspelt
_SLIP_LETTERS = 88  # percent of letters alike
_HEAD_WORDS = frozenset("dan kementerian koordinator bidang badan lembaga".split())
_ALIAS_SHARE = 0.4  # where the bracketed abbreviation agrees


def _slip_of(found: Found, on: dt.date | None) -> BodyFact | None:
    """The known body of a misspelt or misremembered name: "Badan Kepegawaian Nasional (BKN)"."""
    if found.unit is None or found.unit.id not in _GENERIC:
        return None
    exact = _bodies_by_form().get(key_of(f"{found.unit.long[0]} {found.proper}"), ())
    if exact and (found.region is None or exact[0].branches):
        return exact[0]
    words = set(found.proper.lower().replace(",", " ").split()) - {"dan"}
    best: tuple[float, BodyFact] | None = None
    if found.alias:
        candidates, floor = _bodies_by_form().get(key_of(" ".join(found.alias)), ()), _ALIAS_SHARE
    elif found.unit.id == "kementerian":
        candidates, floor = tuple(body for body in bodies() if body.kind == "ministry"), _SLIP_SHARE
    else:
        return None
    for body in candidates:
        if found.region is not None and not body.branches:
            continue
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
        return _office(found, fact, found.region)
    if found.proper:
        return Body(f"{fact.id}-{slug(found.proper)}", f"{fact.name} {found.proper}", fact.kind, fact.id)
    return Body(fact.id, fact.name, fact.kind, fact.parent)


def _office(found: Found, fact: BodyFact, place: Region) -> Body:
    """The office of a body in a region; where that office has a type of its own, it is one of that type."""
    own = _SAME_OFFICES.get(fact.id, fact.id)
    kind = _OFFICE_TYPES.get((own, "province" if place.kind == "province" else "local"))
    if kind is not None and not found.proper:
        unit = next(unit for unit in unit_types() if unit.id == kind)
        above = Found(found.start, found.head_end, body=fact) if unit.name == "office" else None
        return _typed(replace(found, body=None, unit=unit, parent=above, alias=()), unit, "", None)
    if found.branch and place.kind == "province":  # "Daop 6 Yogyakarta" sits in the city
        place = next((other for other in found.regions if other.kind != "province"), place)
    word = _OFFICE_WORDS.get(own, "")
    shown = place.official if not word and fact.kind != "state_company" else place.name
    parts, label = [fact.id, place.id, slug(found.proper)], [fact.name, word, shown, found.proper]
    if found.branch:
        label = [fact.name, found.branch, found.proper, place.name]
    kept = "agency" if fact.kind == "ministry" else fact.kind
    return Body("-".join(filter(None, parts)), " ".join(filter(None, label)), kept, fact.id, place.id)


@cache
def _types_by_short() -> Mapping[str, UnitType]:
    return {short: unit for unit in unit_types() if unit.name == "none" for short in unit.short}


@cache
def _types_by_field() -> Mapping[tuple[str, ...], UnitType]:
    """Types of agencies by the words of their fields: ("komunikasi", "informatika")."""
    table: dict[tuple[str, ...], UnitType] = {}
    for unit in unit_types():
        for form in unit.long if unit.name == "none" else ():
            head, *field = key_of(form)
            words = tuple(word for word in field if word not in _LINKS)
            if head in ("dinas", "badan") and words:
                table.setdefault((head, *words), unit)
    return table


_LINKS = (",", "dan", "serta")


def _leading_type(found: Found, unit: UnitType) -> UnitType:
    """The type of an agency with more fields than usual: "Dinas Komunikasi, Informatika, dan Persandian".

    A region has one agency of a field, whatever else is its work there.
    """
    if unit.id not in ("dinas", "badan"):
        return unit
    tokens = key_of(found.proper)
    words: list[str] = [unit.id]
    best = unit
    for index, token in enumerate(tokens):
        if token not in _LINKS:
            words.append(token)
            linked = index + 1 < len(tokens) and tokens[index + 1] in _LINKS
            if linked or "/" in found.proper:
                best = _types_by_field().get(tuple(words), best)
    if best is not unit:
        found.proper = ""
    return best


def _type_of_alias(found: Found, unit: UnitType) -> UnitType:
    """The type that the bracket names: "Dinas … dan Tenaga Kerja (DPMPTSPTK)" is a DPMPTSP."""
    known = _types_by_short().get("".join(found.alias)) if unit.id in ("dinas", "badan") else None
    if known is None:
        return unit
    found.proper = ""
    return known


def _typed(found: Found, unit: UnitType, text: str, on: dt.date | None) -> Body:
    """A unit of a known type: its id is made of type, name, parent and region."""
    unit = _leading_type(found, _type_of_alias(found, unit))
    if unit.id == "kpw" and found.parent is not None and found.parent.body is not None:
        # "Perwakilan Ombudsman RI X" is "Ombudsman RI Perwakilan X"
        return _named(replace(found, body=found.parent.body, unit=None, parent=None), found.parent.body, "", on)
    text = text or found.form
    if unit.id == "pdam" and text.lower().endswith(" tirta"):
        found.proper = f"Tirta {found.proper}"
    form = " ".join(text.split()) if unit.by_form and text else unit.display or (*unit.long, *unit.short, unit.id)[0]
    form = dict(unit.same).get(form.lower(), form)
    parts, label = [slug(form) if unit.by_form and text else unit.id], [form]
    if found.proper and not found.ungraded:
        name = _TITLES.sub("", found.proper)
        parts.append(slug(name))
        label.append(name)
    parent, place = unit.of or None, found.region
    if found.parent is not None:
        above = identify(found.parent, on=on)
        above = _current(above)
        parent = above.id
        parts.append(above.id)
        label.append(above.name)
        if found.parent.region is not None:  # the region is the parent's and stands in its id
            place = None
    where = found.region.id if found.region is not None else None
    if place is not None:
        named = unit.name in _PLACE_NAMED
        if named and not unit.level and not found.region_class:  # "Lapas Yogyakarta" is no province's
            local = tuple(other for other in found.regions if other.kind != "province")
            place = place if place.kind != "province" or not local else local[0]
            unsure = len(local) > 1
        else:
            unsure = False
        parts.append(slug(place.name) if unsure else place.id)
        twins = named and found.region_class and not unit.level and place.name in _twin_names()
        official = (
            (not named and unit.id != "bank-daerah")
            or (twins and unit.kind != "police")
            or (unit.official and not unsure)
        )
        city = " Kota" if twins and unit.kind == "police" and place.kind == "city" else ""
        label.append(place.official if official else place.name + city)
        where = None if unsure else place.id
        if parent is None and unit.kind in ("agency", "service_unit") and (not named or (unit.local and not unsure)):
            parent = place.id
    return Body("-".join(filter(None, parts)), " ".join(label), unit.kind, parent, where)


def _current(above: Body) -> Body:
    """The body whose name an office carries, whatever the body was called at the time."""
    fact = body_by_id().get(_SAME_OFFICES.get(above.id, ""))
    return above if fact is None else Body(fact.id, fact.name, fact.kind, fact.parent)
