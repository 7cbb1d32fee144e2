"""Whether what narrows a question names anything: a mistyped name would otherwise look like an empty answer.

require_known(store, *, unit, person, programme, outlet, region) -> None        raises UnknownNameError
"""

from __future__ import annotations

from kliping.errors import KlipingError
from kliping.excerpts import shorten
from kliping.nearest import did_you_mean
from nlp.linking import link
from nlp.programmes import CODES
from store.database import Store
from store.filters import FITTING, LONGEST, Condition, exact_unit_ids, of_outlet, person_ids, region_ids, unit_ids
from store.programmes import asked_programme
from store.rows import clean_or_none
from store.suggestions import suggest_names


class UnknownNameError(KlipingError):
    """A name that stands for nothing in the store; the message tells what is spelled almost alike."""

    def __init__(self, what: str, name: str, near: str, remedy: str) -> None:
        super().__init__(f"unknown {what} {shorten(name, 100)!r}{near or f'; {remedy}'}")


def require_known(
    store: Store,
    *,
    unit: str | None = None,
    person: str | None = None,
    programme: str | None = None,
    outlet: str | None = None,
    region: str | None = None,
) -> None:
    """Check the names that were given.

    A unit of the gazetteer and a programme that is known count, though no article may have told of them yet.

    :raises UnknownNameError: no such name, or a part of the names of too many units.
    """
    unit, person, programme = clean_or_none(unit), clean_or_none(person), clean_or_none(programme)
    outlet, region = clean_or_none(outlet), clean_or_none(region)
    if unit is not None:
        _require_unit(store, unit)
    if person is not None and not _has_person(store, person):
        near = did_you_mean(person, _names(store, "SELECT name FROM people"))
        raise UnknownNameError("person", person, near, "`kliping people` lists those quoted")
    if programme is not None and not asked_programme(store, programme):
        likely = suggest_names(store, programme, ("programme",))
        near = f"; did you mean {', '.join(likely)}?" if likely else did_you_mean(programme, CODES)
        raise UnknownNameError("programme", programme, near, f"codes are {', '.join(CODES)}")
    if outlet is not None and not _has_outlet(store, outlet):
        near = did_you_mean(outlet, _names(store, "SELECT name FROM sources UNION SELECT slug FROM sources"))
        raise UnknownNameError("outlet", outlet, near, "`kliping sources list` names them")
    if region is not None and not _has_region(store, region):
        near = did_you_mean(region, _names(store, "SELECT name FROM units WHERE id IN (SELECT region FROM units)"))
        raise UnknownNameError("region", region, near, "no article names such a region")


def _require_unit(store: Store, name: str) -> None:
    if exact_unit_ids(store, name):
        return
    found = unit_ids(store, name, within=False)
    if len(found) >= FITTING:
        raise UnknownNameError(
            "unit", name, "", f"{FITTING} units and more hold these words: write more of the name, or its id"
        )
    if not found and (len(name) > LONGEST or link(name) is None):
        near = did_you_mean(name, _names(store, "SELECT name FROM units UNION SELECT name FROM unit_names"))
        raise UnknownNameError("unit", name, near, "`kliping units` lists those met")


def _has_person(store: Store, name: str) -> bool:
    where = Condition()  # also a speaker whom the reading could not link
    where.contains("speaker", name)
    if person_ids(store, name):
        return True
    return bool(name.strip()) and bool(store.count(f"SELECT 1 FROM quotes {where.sql()} LIMIT 1", where.values))


def _has_outlet(store: Store, name: str) -> bool:
    where = Condition()
    of_outlet(store, where, name)
    if store.count("SELECT 1 FROM sources WHERE ? COLLATE NOCASE IN (slug, name, domain)", (name,)):
        return True
    return bool(store.count(f"SELECT 1 FROM articles {where.sql()} LIMIT 1", where.values))


def _has_region(store: Store, name: str) -> bool:
    where = Condition()
    where.any_of("region", region_ids(store, name))
    return bool(store.count(f"SELECT 1 FROM units {where.sql()} LIMIT 1", where.values))


def _names(store: Store, sql: str) -> list[str]:
    return [row[0] for row in store.rows(sql)]
