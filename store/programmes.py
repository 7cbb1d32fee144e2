"""Award programmes as the store tells them apart: by public code, and by id where many share one code. No reading here.

named_programme(award, code) -> str | None            id of the programme behind an award of a shared code
asked_programme(store, name) -> Programmes            what a user means by a code, an id or a written name
of_programme(store, where, name)                      adds that to a query over award records or facts
"""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import lru_cache

from nlp.programmes import CODES, find_programme, load_programmes
from store.database import Store
from store.filters import Condition
from store.rows import clean

#: Codes under which many programmes stand.
SHARED = frozenset({"other", "pelayanan_publik_lain"})
#: Award names that a written name stands for, at most; words of it that are looked at; letters that it has at least.
_NAMES, _WORDS, _SHORTEST = 100, 12, 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Programmes:
    """What a name stands for: whole codes, programmes of a shared code, or awards that no programme is known for."""

    codes: frozenset[str] = field(default_factory=frozenset)
    ids: frozenset[str] = field(default_factory=frozenset)
    awards: frozenset[str] = field(default_factory=frozenset)

    def __bool__(self) -> bool:
        return bool(self.codes or self.ids or self.awards)

    def marks(self) -> list[str]:
        """The values under which the full-text index knows these."""
        return sorted(self.codes | self.ids | self.awards)


@lru_cache(maxsize=10_000)
def named_programme(award: str, code: str) -> str | None:
    """The id of the programme that an award of a shared code is named after; None for other codes and unknown names."""
    if code not in SHARED:
        return None
    found = find_programme(award)
    return found.id if found is not None and found.code == code else None


def asked_programme(store: Store, name: str) -> Programmes:
    """The programmes of a code ("zi"), an id ("proklim") or a written name ("zona integritas", "Kampung Iklim").

    An award that no programme is known for is found by all words of its name. Nothing fits an unknown name.
    """
    plain = " ".join(clean(name).split())
    if plain.casefold() in CODES:
        return Programmes(codes=frozenset({plain.casefold()}))
    known = {entry.id: entry for entry in load_programmes()}
    found = known.get(plain.casefold()) or find_programme(plain)
    if found is not None and found.code not in SHARED:
        return Programmes(codes=frozenset({found.code}))
    if found is not None:
        return Programmes(ids=frozenset({found.id}))
    return Programmes(awards=_awards_named(store, plain))


def of_programme(store: Store, where: Condition, name: str, prefix: str = "") -> None:
    """Add to a query over award records or facts that they are of a programme; `prefix` is such as "award_records."."""
    found = asked_programme(store, name)
    parts: list[str] = []
    values: list[str] = []
    for column, chosen in (("programme", found.codes), ("programme_id", found.ids), ("award", found.awards)):
        if chosen:
            parts.append(f"{prefix}{column} IN ({', '.join('?' * len(chosen))})")
            values += sorted(chosen)
    where.add(" OR ".join(parts) or "0", *values)


def _awards_named(store: Store, name: str) -> frozenset[str]:
    where = Condition()
    where.any_of("programme", set(SHARED))
    parts = [part for part in name.split() if any(letter.isalnum() for letter in part)]
    for part in parts[:_WORDS]:
        where.contains("award", part)
    if len(name) < _SHORTEST or not parts:
        return frozenset()
    sql = f"SELECT DISTINCT award FROM award_records {where.sql()} LIMIT ?"
    return frozenset(row[0] for row in store.rows(sql, (*where.values, _NAMES)))
