"""Loads the knowledge of public bodies: regions, named bodies, unit types, field words. Nothing is matched here.

Every unknown key, kind or reference in a data file is a `KnowledgeError` that names the file, the entry and the key.
"""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache

from nlp.knowledge.data_files import (
    KnowledgeError,
    check_keys,
    csv_rows,
    day_field,
    pairs_field,
    read_text,
    strings_field,
    text_field,
    toml_tables,
)

KINDS = frozenset(
    ("ministry", "agency", "province", "regency", "city", "service_unit", "court", "police", "state_company", "other")
)
COMPLETIONS = frozenset(("none", "field", "place", "region", "number", "office", "defined"))
REGION_WORD = {"province": "Provinsi", "regency": "Kabupaten", "city": "Kota"}
REGION_SLUG = {"province": "prov", "regency": "kab", "city": "kota"}


@dataclass(frozen=True, slots=True)
class Region:
    """A province, regency (kabupaten) or city (kota). `former` holds (name, first day on which it no longer held)."""

    id: str
    code: str
    kind: str
    name: str
    province: str  # code of the province, "" for a province
    forms: tuple[str, ...]
    weak: tuple[str, ...]  # forms that are also common words ("Mitra"): only with their class
    former: tuple[tuple[str, dt.date], ...]
    since: dt.date | None

    @property
    def official(self) -> str:
        """ "Kabupaten Bandung", "Provinsi Jawa Barat", "Daerah Istimewa Yogyakarta"."""
        if self.name.startswith("Daerah "):
            return self.name
        return f"{REGION_WORD[self.kind]} {self.name}"


@dataclass(frozen=True, slots=True)
class BodyFact:
    """A named body: ministry, agency, commission, state company, university. `until` is the first day without it."""

    id: str
    name: str
    kind: str
    forms: tuple[str, ...]
    weak: tuple[str, ...]
    since: dt.date | None
    until: dt.date | None
    after: tuple[str, ...]
    parent: str | None
    branches: bool
    source: str

    def held_on(self, day: dt.date | None) -> bool:
        """Whether the body existed on a day; True where the day or its bounds are not known."""
        if day is None:
            return True
        return not (self.since and day < self.since) and not (self.until and day >= self.until)


@dataclass(frozen=True, slots=True)
class UnitType:
    """A type of unit and how its name goes on; the fields are described at the head of unit_types.toml."""

    id: str
    long: tuple[str, ...]
    short: tuple[str, ...]
    kind: str
    name: str = "none"
    region: bool = False
    parent: bool = False
    bare: bool = False
    bare_short: bool = True
    title: bool = False
    needs_parent: bool = False
    locative: bool = False
    proper_only: bool = False
    never: frozenset[str] = frozenset()
    level: str = ""
    display: str = ""
    of: str = ""
    by_form: bool = False
    acts_only: bool = False
    sub_place: bool = False
    seat: bool = False
    official: bool = False
    local: bool = False
    same: tuple[tuple[str, str], ...] = ()  # (form in lower case, the form that stands for both)


def slug(text: str) -> str:
    """Lower-case words of ASCII letters and digits joined by hyphens: the form of ids."""
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")


def _ministry_forms(short: str) -> Iterable[str]:
    for word in ("Kementerian", "Kemen", "Kement."):
        yield f"{word} {short}"
    yield f"Kemen{short}"
    if short.isupper() or short[:1].isupper():
        yield f"Kem{short}"


def parse_bodies(text: str, file: str = "bodies.toml") -> tuple[BodyFact, ...]:
    """The [[body]] tables of a TOML text. Raises KnowledgeError on unknown keys, kinds and references."""
    known = "id name kind short forms weak from until after parent branches source".split()
    bodies: dict[str, BodyFact] = {}
    for row in toml_tables(file, text, "body"):
        entry = str(row.get("id") or row.get("name") or f"entry {len(bodies) + 1}")
        check_keys(file, entry, row, known)
        for key in ("id", "name", "kind"):
            if not text_field(file, entry, row, key):
                raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: {key!r} is missing")
        kind = text_field(file, entry, row, "kind")
        if kind not in KINDS:
            raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: unknown kind {kind!r}")
        if entry in bodies:
            raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: id stands twice")
        forms = [text_field(file, entry, row, "name"), *strings_field(file, entry, row, "forms")]
        for short in strings_field(file, entry, row, "short"):
            forms.extend(_ministry_forms(short))
        bodies[entry] = BodyFact(
            id=entry,
            name=forms[0],
            kind=kind,
            forms=tuple(dict.fromkeys(forms)),
            weak=strings_field(file, entry, row, "weak"),
            since=day_field(file, entry, row, "from"),
            until=day_field(file, entry, row, "until"),
            after=strings_field(file, entry, row, "after"),
            parent=text_field(file, entry, row, "parent") or None,
            branches=row.get("branches") is True,
            source=text_field(file, entry, row, "source"),
        )
    for body in bodies.values():
        for other in (*body.after, *filter(None, (body.parent,))):
            if other not in bodies:
                raise KnowledgeError(f"nlp/knowledge/{file}: {body.id}: no body has the id {other!r}")
    return tuple(bodies.values())


def parse_unit_types(text: str, file: str = "unit_types.toml") -> tuple[UnitType, ...]:
    """The [[type]] tables of a TOML text."""
    switches = (
        "region",
        "parent",
        "bare",
        "bare_short",
        "title",
        "needs_parent",
        "locative",
        "proper_only",
        "by_form",
        "acts_only",
        "sub_place",
        "seat",
        "official",
        "local",
    )
    types: list[UnitType] = []
    for row in toml_tables(file, text, "type"):
        entry = str(row.get("id") or f"entry {len(types) + 1}")
        check_keys(
            file,
            entry,
            row,
            ("id", "long", "short", "kind", "name", "never", "level", "display", "of", "same", *switches),
        )
        kind, name = text_field(file, entry, row, "kind"), text_field(file, entry, row, "name") or "none"
        if kind not in KINDS:
            raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: unknown kind {kind!r}")
        if name not in COMPLETIONS:
            raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: unknown completion name = {name!r}")
        given: dict[str, bool] = {}
        for key in switches:
            value = row.get(key, key == "bare_short")
            if not isinstance(value, bool):
                raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: {key!r} must be true or false")
            given[key] = value
        long, short = strings_field(file, entry, row, "long"), strings_field(file, entry, row, "short")
        level = text_field(file, entry, row, "level")
        if level and level not in REGION_WORD:
            raise KnowledgeError(f"nlp/knowledge/{file}: {entry}: unknown level {level!r}")
        never = frozenset(word.lower() for word in strings_field(file, entry, row, "never"))
        types.append(
            UnitType(
                id=entry,
                long=long,
                short=short,
                kind=kind,
                name=name,
                never=never,
                level=level,
                display=text_field(file, entry, row, "display"),
                of=text_field(file, entry, row, "of"),
                same=pairs_field(file, entry, strings_field(file, entry, row, "same")),
                **given,
            )
        )
    return tuple(types)


def parse_regions(text: str, file: str = "regions.csv") -> tuple[Region, ...]:
    """Regions with Kemendagri codes; `former` reads "Name<2019-01-23;…", "?" marks a weak form."""
    regions = []
    for line, row in csv_rows(file, text, ("code", "kind", "name", "province", "forms", "former", "since")):
        if row["kind"] not in REGION_WORD:
            raise KnowledgeError(f"nlp/knowledge/{file}: line {line}: unknown kind {row['kind']!r}")
        former = []
        for part in filter(None, row["former"].split(";")):
            name, _, day = part.partition("<")
            try:
                former.append((name, dt.date.fromisoformat(day)))
            except ValueError as error:
                raise KnowledgeError(f"nlp/knowledge/{file}: line {line}: former {part!r}: {error}") from error
        regions.append(
            Region(
                id=f"{REGION_SLUG[row['kind']]}-{slug(row['name'])}",
                code=row["code"],
                kind=row["kind"],
                name=row["name"],
                province=row["province"],
                forms=tuple(form.lstrip("?") for form in row["forms"].split(";") if form),
                weak=tuple(form[1:] for form in row["forms"].split(";") if form.startswith("?")),
                former=tuple(former),
                since=dt.date.fromisoformat(row["since"]) if row["since"] else None,
            )
        )
    return tuple(regions)


def parse_institutions(text: str, file: str = "institutions.csv") -> tuple[BodyFact, ...]:
    """State companies, universities and other institutions, one a line."""
    facts = []
    for line, row in csv_rows(file, text, ("id", "name", "kind", "forms", "until")):
        if row["kind"] not in KINDS:
            raise KnowledgeError(f"nlp/knowledge/{file}: line {line}: unknown kind {row['kind']!r}")
        until = dt.date.fromisoformat(row["until"]) if row["until"] else None
        plain = re.sub(r" \(Persero(?:da)?\)| Tbk$", "", row["name"])
        forms = tuple(dict.fromkeys((row["name"], plain, *filter(None, row["forms"].split(";")))))
        facts.append(BodyFact(row["id"], row["name"], row["kind"], forms, (), None, until, (), None, False, ""))
    return tuple(facts)


@cache
def regions() -> tuple[Region, ...]:
    """All 552 regions."""
    return parse_regions(read_text("regions.csv"))


@cache
def bodies() -> tuple[BodyFact, ...]:
    """All named bodies: those of bodies.toml, then institutions.csv."""
    return parse_bodies(read_text("bodies.toml")) + parse_institutions(read_text("institutions.csv"))


@cache
def unit_types() -> tuple[UnitType, ...]:
    """All unit types."""
    return parse_unit_types(read_text("unit_types.toml"))


@cache
def body_by_id() -> Mapping[str, BodyFact]:
    """Named bodies by id."""
    return {body.id: body for body in bodies()}


@cache
def region_by_id() -> Mapping[str, Region]:
    """Regions by id ("kab-bandung") and by Kemendagri code ("32.04")."""
    return {key: region for region in regions() for key in (region.id, region.code)}
