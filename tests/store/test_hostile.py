"""Five hundred hostile strings through everything that a user can fill in: they are text, never SQL or FTS syntax."""

from __future__ import annotations

import contextlib
import random

import pytest

from store.annotations import save_annotation
from store.award_facts import assign_facts
from store.awards import award_history, list_awards
from store.database import Store
from store.export import export_rows
from store.known_names import UnknownNameError, require_known
from store.lookups import find_people, find_units, look_up_person, look_up_unit
from store.quotes import assign_families, list_families, list_quotes
from store.ranking import Filters
from store.search import facets, search
from store.search_parts import search_awards, search_quotes
from store.stories import assign_stories
from store.timeline import timeline

#: Bits of SQL, of FTS5's language, of our own, of encodings; joined at random.
BITS = (
    "'", '"', ";", "--", "/*", "*/", "\\", "%", "_", "(", ")", "{", "}", "[", "]", "*", "^", "+", "-", ":", ",", "|", "?",
    "\0", "\n", "\ud800", "\u202e", "𝔘", "é", "x" * 300, " ", "a", "1", "=", "<", ">", "`", "$1", ":name", "?1", "@p",
    "' OR '1'='1", "'; DROP TABLE articles; --", "UNION SELECT", "NULL", "AND", "OR", "NOT", "NEAR(", "MATCH", "title:",
    "marks:", "{title text} :", "unit:", "tokoh:", "program:", "media:", "sejak:", "sampai:", "2022-13-45", "9" * 30,
    "penghargaan", "pelayanan publik", "Disdukcapil X", "kota-x", "pekppp",
)  # fmt: skip
STRINGS = 500


def strings() -> list[str]:
    dice = random.Random(7)
    return ["".join(dice.choices(BITS, k=dice.randrange(1, 9))) for _ in range(STRINGS)]


@pytest.fixture
def filled(store: Store, make, put, read, award, quote, unit) -> Store:
    for slug in "ab":
        article = put(make(slug, title="Disdukcapil Raih Penghargaan", text="Penghargaan pelayanan publik diterima."))
        save_annotation(
            store,
            read(article, awards=(award("Disdukcapil X"),), units=(unit("Disdukcapil X"),), quotes=(quote("Terima"),)),
        )
    assign_families(store)
    assign_stories(store)
    assign_facts(store)
    return store


def test_hostile_strings_are_plain_text(filled: Store) -> None:
    before = contents(filled)
    for text in strings():
        search(filled, text)
        search(filled, "", unit=text, person=text, programme=text, outlet=text, label=text, tone=text, cursor=text)
        facets(filled, text, Filters(unit=text, person=text))
        search_quotes(filled, text, filters=Filters(person=text, outlet=text))
        search_awards(filled, text, filters=Filters(programme=text, unit=text))
        for kind in ("unit", "person", "programme", "outlet", "region"):
            with contextlib.suppress(UnknownNameError):
                require_known(filled, **{kind: text})
        timeline(filled, unit=text)
        timeline(filled, person=text, programme=text, category=text, region=text, outlet=text, tone=text)
        timeline(filled, cursor=text, kinds=(text, "award"))
        list_awards(filled, unit=text, programme=text, category=text, region=text, outlet=text, status=(text,))
        list_quotes(filled, person=text, unit=text, kind=text, outlet=text, text=text)
        list_families(filled, person=text)
        award_history(filled, unit=text, programme=text)
        find_units(filled, text)
        find_people(filled, text)
        look_up_unit(filled, text)
        look_up_person(filled, text)
    assert contents(filled) == before


def test_hostile_texts_survive_export(store: Store, make, put) -> None:
    for number, text in enumerate(strings()[:100]):
        put(make(f"h{number}", title=text or "x", text=text))
    rows = list(export_rows(store, "articles"))
    assert len(rows) == 100


def contents(store: Store) -> list[tuple[str, int]]:
    names = [row[0] for row in store.rows("SELECT name FROM sqlite_master WHERE type = 'table' ORDER BY name")]
    return [(name, store.count(f'SELECT count(*) FROM "{name}"')) for name in names]
