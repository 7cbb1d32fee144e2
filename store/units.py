"""Writes units and the names under which they were met; what a unit is the article or the gazetteer says.

save_unit(store, mention)                               as a mention has it
ensure_unit(store, id, name, kind, *, written)          met as a parent, a recipient or a giver
name_units(store) -> int                                names those that go by their id
"""

from __future__ import annotations

from functools import lru_cache

from kliping.model import Mention
from nlp.body_identity import Body, government_of
from nlp.knowledge.government import region_by_id
from nlp.linking import link
from store.database import Store
from store.rows import clean


def save_unit(store: Store, mention: Mention) -> None:
    """Insert the unit of a mention or bring it up to date, with the bodies above it and the name as written."""
    if mention.parent:
        ensure_unit(store, mention.parent)
    store.execute(
        "INSERT INTO units (id, name, kind, parent, region) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " name = excluded.name, kind = excluded.kind, parent = excluded.parent, region = excluded.region",
        (mention.id, clean(mention.name), mention.kind, mention.parent, mention.region),
    )
    save_name(store, mention.id, mention.text)


def ensure_unit(
    store: Store, unit_id: str, name: str | None = None, kind: str | None = None, *, written: str | None = None
) -> None:
    """Insert a unit that no mention has told of yet; a later mention or record names it better.

    What its id stands for in the gazetteer gives kind and region and the bodies above it, and the name where none is
    given; without both it goes by the words as `written`, which may tell of a person too, or by its id.
    """
    if store.value("SELECT name FROM units WHERE id = ?", (unit_id,)) not in (None, unit_id):
        return
    known = _known(unit_id)
    if known is not None and known.parent and known.parent != unit_id:
        ensure_unit(store, known.parent)
    store.execute(
        "INSERT INTO units (id, name, kind, parent, region) VALUES (?, ?, ?, ?, ?) ON CONFLICT (id) DO UPDATE SET"
        " name = excluded.name, kind = iif(kind = 'other', excluded.kind, kind),"
        " parent = coalesce(parent, excluded.parent), region = coalesce(region, excluded.region)"
        " WHERE name = id AND excluded.name <> id",
        (
            unit_id,
            clean(name or (known.name if known else written) or unit_id),
            kind or (known.kind if known else "other"),
            known.parent if known and known.parent != unit_id else None,
            known.region if known else None,
        ),
    )


def name_units(store: Store) -> int:
    """Name the units that go by their id and that the gazetteer knows; their number."""
    named = 0
    for row in list(store.rows("SELECT id FROM units WHERE name = id")):
        if _known(row["id"]) is not None:
            ensure_unit(store, row["id"])
            named += 1
    return named


def save_name(store: Store, unit_id: str, name: str) -> None:
    """Note a name under which a unit was met."""
    store.execute("INSERT OR IGNORE INTO unit_names (unit_id, name) VALUES (?, ?)", (unit_id, clean(name)))


@lru_cache(maxsize=20_000)
def _known(unit_id: str) -> Body | None:
    """The body of an id: a region's government, or what the words of the id link to when it has the very same id."""
    region = region_by_id().get(unit_id)
    if region is not None and region.id == unit_id:
        return government_of(region)
    words = unit_id.replace("-", " ")
    for form in (words.title(), words):
        body = link(form)
        if body is not None and body.id == unit_id:
            return body
    return None
