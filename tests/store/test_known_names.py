"""A mistyped name is refused with what was probably meant; a name that is known but has not been met is an empty answer."""

from __future__ import annotations

import pytest

from kliping.nearest import did_you_mean
from store.annotations import save_annotation
from store.award_facts import assign_facts
from store.awards import list_awards
from store.database import Store
from store.filters import region_ids, unit_ids
from store.known_names import UnknownNameError, require_known
from store.quotes import list_quotes
from store.timeline import timeline


@pytest.fixture
def told(store: Store, make, put, read, award, quote, unit) -> Store:
    article = put(make("a", source="warta-b"))
    units = (
        unit("Pemerintah Kota Parepare", id="kota-parepare", region="kota-parepare", parent="prov-sulawesi-selatan"),
        unit("Pemerintah Provinsi Sulawesi Selatan", id="prov-sulawesi-selatan", region="prov-sulawesi-selatan"),
        *(unit(f"Dinas Cabang {number}", id=f"cabang-{number}") for number in range(60)),
    )
    said = (quote("loket dibuka lebih pagi", "Wahyudi Sastranegara"),)
    given = award("Pemerintah Kota Parepare", "wtp", recipient_id="kota-parepare", category="Wajar Tanpa Pengecualian")
    save_annotation(store, read(article, units=units, quotes=said, awards=(given,)))
    assign_facts(store)
    return store


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"unit": "Paepare"}, "unknown unit 'Paepare'; did you mean Pemerintah Kota Parepare?"),
        ({"unit": "xyzzy"}, "unknown unit 'xyzzy'; `kliping units`"),
        ({"unit": "Dinas Cabang"}, "50 units and more hold these words"),
        ({"unit": ""}, "unknown unit ''"),
        ({"person": "Wahyudy"}, "did you mean Wahyudi Sastranegara?"),
        ({"person": "%"}, "unknown person"),
        ({"programme": "zona integrtas"}, "did you mean zona integritas?"),
        ({"programme": "xyzzy"}, "codes are pekppp, zi"),
        ({"outlet": "Warta BB"}, "did you mean Warta B"),
        ({"outlet": "' OR 1=1 --"}, "unknown outlet"),
        ({"region": "Sulawesi Selatn"}, "unknown region"),
        ({"region": "Atlantis"}, "no article names such a region"),
    ],
)
def test_unknown_names_are_refused(told: Store, asked: dict[str, str], said: str) -> None:
    with pytest.raises(UnknownNameError) as refused:
        require_known(told, **asked)
    assert said in str(refused.value)
    assert refused.value.exit_code == 2


@pytest.mark.parametrize(
    "asked",
    [
        {},
        {"unit": "kota-parepare", "person": "wahyudi", "programme": "WTP", "outlet": "warta-b", "region": "Parepare"},
        {"unit": "Pemkot Parepare", "outlet": "WARTA B", "region": "prov-sulawesi-selatan"},
        {"unit": "Dinas Cabang 7", "outlet": "www.warta-b.example"},
        {"unit": "Kementerian PANRB", "programme": "Kalpataru"},  # known, though no article tells of them
    ],
)
def test_known_names_pass(told: Store, asked: dict[str, str]) -> None:
    require_known(told, **asked)


def test_a_spelling_that_no_article_uses_finds_what_it_links_to(told: Store) -> None:
    assert unit_ids(told, "Pemkot Parepare") == {"kota-parepare"}
    assert region_ids(told, "Sulsel") == {"prov-sulawesi-selatan", "kota-parepare"}


@pytest.mark.parametrize("name", ["warta-b", "WARTA-B", "Warta B", "warta b", "warta-b.example", "www.Warta-B.example"])
def test_outlets_go_by_slug_name_and_domain(told: Store, name: str) -> None:
    assert len(list_awards(told, outlet=name)) == 1
    assert len(list_quotes(told, outlet=name)) == 1
    assert len(timeline(told, outlet=name).entries) == 1
    assert list_awards(told, outlet="warta-a") == []


def test_words_of_a_category_or_a_quotation_may_stand_in_any_order(told: Store) -> None:
    assert len(list_awards(told, category="pengecualian wajar")) == 1
    assert list_awards(told, category="wajar dengan") == []
    assert len(list_quotes(told, text="pagi loket")) == 1


@pytest.mark.parametrize(
    ("name", "near"),
    [
        ("kompass", "; did you mean kompas, Kompas TV?"),
        ("Kompas  tv", "; did you mean Kompas TV, kompas?"),
        ("xyz", ""),
        ("", ""),
        ("   ", ""),
    ],
)
def test_what_was_probably_meant(name: str, near: str) -> None:
    assert did_you_mean(name, ["kompas", "Kompas TV", "tempo", ""]) == near


@pytest.mark.parametrize("kind", ["unit", "person", "programme", "outlet", "region"])
def test_a_name_longer_than_any_is_refused_in_one_line(told: Store, kind: str) -> None:
    for name in ("a" * 100_000, "kata " * 20_000):
        with pytest.raises(UnknownNameError) as refused:
            require_known(told, **{kind: name})
        assert len(str(refused.value)) < 600
    assert list_awards(told, category="a" * 100_000) == []
