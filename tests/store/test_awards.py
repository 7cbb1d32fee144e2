"""Award records merge into facts; conflicts are shown."""

from __future__ import annotations

import datetime as dt

import pytest

from kliping.model import Span
from store.annotations import save_annotation
from store.award_facts import assign_facts
from store.award_merging import grade_kind
from store.awards import award_history, list_awards, load_fact
from store.database import Store
from store.filters import region_ids
from store.lookups import look_up_award
from store.programmes import asked_programme
from store.search import search
from store.search_index import index_missing
from store.search_parts import search_awards
from store.timeline import timeline


@pytest.fixture
def tell(store: Store, make, put, read, award):
    """tell("slug", day, [award fields …]) saves an article that states these awards."""

    def save(slug: str, day: str, *records: dict[str, object], source: str = "warta-a") -> int:
        article = put(make(slug, day=day, source=source))
        save_annotation(store, read(article, awards=tuple(award(**record) for record in records)))
        assign_facts(store)
        return article.id

    return save


FULL = {"category": "pelayanan prima", "score": "A", "year": 2021, "date": dt.date(2022, 3, 8), "giver": "Kemenpan RB"}


@pytest.mark.parametrize(
    ("value", "kind"),
    [
        ("A", ("letter", "A")),
        ("A-", ("letter", "A-")),
        ("A –", ("letter", "A-")),
        ("BB", ("letter", "BB")),
        ("4,52", ("number", "4,52")),
        ("91,3", ("number", "91,3")),
        ("Pelayanan Prima", ("word", "pelayanan prima")),
        ("WBK", ("word", "wbk")),
    ],
)
def test_kinds_of_result(value: str, kind: tuple[str, str]) -> None:
    assert grade_kind(value) == kind


def test_several_articles_state_one_fact(store: Store, tell) -> None:
    tell("a", "2022-03-08", FULL)
    tell("b", "2022-03-09", {"score": "A"}, source="warta-b")
    tell("c", "2022-03-10", {"category": "Pelayanan Prima", "year": 2021}, source="warta-b")
    (fact,) = list_awards(store)
    assert (fact.articles, fact.stories, fact.confidence) == (3, 3, 0.936)
    assert (fact.category, fact.score, fact.year, fact.date) == ("pelayanan prima", "A", 2021, dt.date(2022, 3, 8))
    assert [source.outlet for source in fact.sources] == ["Warta A", "Warta B", "Warta B"]
    assert fact.conflicts == ()


def test_the_order_of_arrival_does_not_matter(store: Store, tell) -> None:
    tell("c", "2022-03-10", {"category": "Pelayanan Prima", "year": 2021})
    tell("b", "2022-03-09", {"score": "A"})
    tell("a", "2022-03-08", FULL)
    (fact,) = list_awards(store)
    assert (fact.articles, fact.score, fact.giver) == (3, "A", "Kemenpan RB")


def test_articles_that_differ_are_one_fact_with_a_conflict(store: Store, tell) -> None:
    one = tell("a", "2022-03-08", FULL)
    two = tell("b", "2022-03-08", {**FULL, "score": "A-", "category": None}, source="warta-b")
    (fact,) = list_awards(store)
    (conflict,) = fact.conflicts
    assert conflict.field == "score"
    assert conflict.values == (("A", (one,)), ("A-", (two,)))
    assert fact.confidence < 0.84


def test_two_categories_in_one_article_are_two_facts(store: Store, tell) -> None:
    records = [{"programme": "iga", "category": name, "year": 2022} for name in ("Terinovatif", "Kota Cerdas")]
    tell("a", "2022-12-20", *records)
    tell("b", "2022-12-21", *records)
    assert sorted((f.category or "", f.articles) for f in list_awards(store)) == [
        ("Kota Cerdas", 2),
        ("Terinovatif", 2),
    ]


def test_editions_stay_apart(store: Store, tell) -> None:
    for year in (2019, 2020, 2022):
        tell(f"a{year}", f"{year + 1}-03-01", {"programme": "wtp", "category": "WTP", "year": year})
    assert [fact.year for fact in list_awards(store)] == [2022, 2020, 2019]
    (edition,) = award_history(store, programme="wtp")
    assert (edition.years, edition.gaps, edition.streak) == ((2019, 2020, 2022), (2021,), 1)


def test_undated_reports_far_apart_stay_apart(store: Store, tell) -> None:
    tell("a", "2020-03-01", {"category": "WTP", "programme": "wtp"})
    tell("b", "2022-03-01", {"category": "WTP", "programme": "wtp"})
    assert len(list_awards(store)) == 2


def test_loose_programmes_compare_names(store: Store, tell) -> None:
    tell("a", "2022-03-01", {"programme": "other", "award": "Anugerah Kota Hijau"})
    tell("b", "2022-03-02", {"programme": "other", "award": "Penghargaan Kota Hijau"})
    tell("c", "2022-03-02", {"programme": "other", "award": "Lomba Perpustakaan Terbaik"})
    assert sorted(fact.articles for fact in list_awards(store)) == [1, 2]


def test_a_place_or_its_head_stands_for_its_government(store: Store, tell) -> None:
    given = {"programme": "ombudsman", "year": 2025}
    tell("a", "2026-03-12", {**given, "recipient": "Pemkot Parepare", "recipient_id": "kota-parepare"})
    tell("b", "2026-03-12", {**given, "recipient": "Parepare", "recipient_id": "region:city:parepare"})
    tell("c", "2026-03-12", {**given, "recipient": "Wali Kota Parepare", "recipient_id": "region:city:parepare"})
    assert [(fact.unit_id, fact.recipient, fact.articles) for fact in list_awards(store)] == [
        ("kota-parepare", "Pemkot Parepare", 3)
    ]


def test_facts_keep_their_numbers(store: Store, tell) -> None:
    tell("a", "2022-03-08", FULL)
    (before,) = list_awards(store)
    tell("b", "2022-03-09", {"score": "A"})
    tell("other", "2022-03-09", {**FULL, "recipient": "Dinas Z"})
    fact = load_fact(store, before.id)
    assert fact is not None
    assert (fact.recipient, fact.articles) == ("Dinas X", 2)


def test_a_nomination_becomes_a_receipt(store: Store, tell) -> None:
    tell("a", "2022-02-01", {"status": "nominated", "programme": "kipp", "year": 2022})
    assert list_awards(store) == []
    assert [fact.status for fact in list_awards(store, status=())] == ["nominated"]
    tell("b", "2022-03-01", {"status": "received", "programme": "kipp", "year": 2022, "category": "Top 45"})
    assert [(fact.status, fact.articles) for fact in list_awards(store)] == [("received", 2)]


def test_filters(store: Store, tell) -> None:
    tell("a", "2022-03-08", FULL)
    tell("b", "2023-03-08", {"recipient": "Kota Y", "programme": "kla", "category": "Nindya"}, source="warta-b")
    names = lambda **filters: [fact.recipient for fact in list_awards(store, **filters)]  # noqa: E731
    assert names() == ["Kota Y", "Dinas X"]
    assert names(unit="dinas x") == ["Dinas X"]
    assert names(unit="dinas-x") == ["Dinas X"]
    assert names(unit="tidak ada") == []
    assert names(programme="kla") == ["Kota Y"]
    assert names(category="prima") == ["Dinas X"]
    assert names(outlet="warta b") == ["Kota Y"]
    assert names(year=2021) == ["Dinas X"]
    assert names(since=dt.date(2022, 3, 8), until=dt.date(2022, 3, 8)) == ["Dinas X"]
    assert names(limit=1) == ["Kota Y"]
    assert names(category="%") == []


def test_the_year_of_the_evaluation_and_that_of_the_ceremony_are_one_fact(store: Store, tell) -> None:
    tell("a", "2022-03-08", {**FULL, "year": 2022})
    tell("b", "2022-03-09", FULL, source="warta-b")
    (fact,) = list_awards(store)
    assert (fact.year, fact.stories) == (2021, 2)
    assert [(c.field, [value for value, _ in c.values]) for c in fact.conflicts] == [("year", ["2021", "2022"])]


@pytest.mark.parametrize(
    "other",
    [
        {"year": 2022, "score": "B", "category": "baik"},  # another result
        {"year": 2022, "date": dt.date(2022, 3, 7)},  # another ceremony
        {"year": 2023},  # two years apart
    ],
)
def test_other_years_are_other_facts(store: Store, tell, other: dict[str, object]) -> None:
    tell("a", "2022-03-08", FULL)
    tell("b", "2022-03-09", {**FULL, **other}, source="warta-b")
    assert len(list_awards(store)) == 2


def test_regions_go_by_name_and_a_province_holds_its_cities(store: Store) -> None:
    with store.writing():
        for number, name, parent in (
            ("prov-x", "Pemerintah Provinsi X Raya", None),
            ("kota-y", "Pemerintah Kota Y", "prov-x"),
            ("kab-z", "Pemerintah Kabupaten Z", None),
        ):
            store.execute(
                "INSERT INTO units (id, name, kind, parent, region) VALUES (?, ?, 'city', ?, ?)",
                (number, name, parent, number),
            )
        store.execute("INSERT INTO units (id, name, kind, region) VALUES ('dinas-y', 'Dinas Y', 'agency', 'kota-y')")
        store.execute("INSERT INTO unit_names (unit_id, name) VALUES ('kota-y', 'Kota Y')")
    assert region_ids(store, "prov-x") == {"prov-x", "kota-y"}
    assert region_ids(store, "x raya") == {"prov-x", "kota-y"}
    assert region_ids(store, "kota y") == {"kota-y"}
    assert region_ids(store, "Kabupaten Z") == {"kab-z"}
    assert region_ids(store, "nowhere") == {"nowhere"}


@pytest.mark.parametrize(
    ("written", "codes", "ids"),
    [
        ("zi", {"zi"}, set()),
        ("ZI", {"zi"}, set()),
        ("Zona Integritas", {"zi"}, set()),
        ("pelayanan prima", {"pekppp"}, set()),
        ("other", {"other"}, set()),
        ("proklim", set(), {"proklim"}),
        ("Program  Kampung Iklim", set(), {"proklim"}),
        ("Kalpataru", set(), {"kalpataru"}),
        ("xyz", set(), set()),
        ("", set(), set()),
        ("%", set(), set()),
    ],
)
def test_programmes_go_by_code_id_and_name(store: Store, written: str, codes: set[str], ids: set[str]) -> None:
    found = asked_programme(store, written)
    assert (found.codes, found.ids, found.awards) == (codes, ids, frozenset())


def test_programmes_of_a_shared_code_are_found_by_name(store: Store, tell) -> None:
    tell("a", "2022-03-01", {"programme": "other", "award": "Penghargaan Kalpataru", "recipient": "Desa A"})
    tell("b", "2022-03-02", {"programme": "other", "award": "Trofi ProKlim Utama", "recipient": "Desa B"})
    tell("c", "2022-03-03", {"programme": "other", "award": "Lomba Bunga Dahlia", "recipient": "Desa C"})
    tell("d", "2022-03-04", {"programme": "wtp", "award": "Opini WTP", "recipient": "Desa D"})
    index_missing(store)
    for asked, names in {
        "kalpataru": ["Desa A"],
        "Kampung Iklim": ["Desa B"],
        "bunga dahlia": ["Desa C"],
        "other": ["Desa C", "Desa B", "Desa A"],
        "wtp": ["Desa D"],
        "Adipura": [],
    }.items():
        assert [fact.recipient for fact in list_awards(store, programme=asked)] == names
        assert [entry.who for entry in timeline(store, programme=asked).entries] == names
        assert [fact.recipient for fact in search_awards(store, f'program:"{asked}"')] == names
        assert len(search(store, f'program:"{asked}"').hits) == len(names)
        assert len(search(store, "", programme=asked).hits) == len(names)
    (fact,) = list_awards(store, programme="kalpataru")
    assert (fact.programme, fact.programme_id) == ("other", "kalpataru")


def test_two_programmes_of_a_shared_code_are_two_facts(store: Store, tell) -> None:
    given = {"programme": "other", "year": 2022}
    tell("a", "2022-03-01", {**given, "award": "Penghargaan Kalpataru 2022"})
    tell("b", "2022-03-02", {**given, "award": "Penghargaan Natamukti 2022"})
    assert [fact.articles for fact in list_awards(store)] == [1, 1]


def test_history_tells_programmes_of_a_shared_code_apart(store: Store, tell) -> None:
    given = {"programme": "other", "recipient": "Kota Y"}
    for year in (2019, 2020):
        tell(f"k{year}", f"{year}-06-01", {**given, "award": f"Penghargaan Kalpataru {year}", "year": year})
    for year in (2018, 2021):
        tell(f"l{year}", f"{year}-06-01", {**given, "award": "Lomba Bunga Dahlia", "year": year})
    found = {edition.name: (edition.years, edition.gaps, edition.streak) for edition in award_history(store)}
    assert found == {"kalpataru": ((2019, 2020), (), 2), "Lomba Bunga Dahlia": ((2018, 2021), (2019, 2020), 1)}
    with store.writing():
        store.execute("UPDATE units SET region = 'kota-y' WHERE id = 'kota-y'")
    assert len(award_history(store, region="Kota Y")) == 2
    assert award_history(store, region="prov-x") == []


def test_an_award_is_shown_with_what_every_article_states_in_which_words(store: Store, make, put, read, award) -> None:
    texts = {"a": "Dinas X meraih nilai A.", "b": "Nilai A- untuk Dinas X. Selamat."}
    for slug, text in texts.items():
        article = put(make(slug, text=text))
        evidence = (Span(start=0, end=23), Span(start=0, end=23), Span(field="title", start=0, end=5))
        save_annotation(
            store, read(article, awards=(award(score="A" if slug == "a" else "A-", year=2021, evidence=evidence),))
        )
    assign_facts(store)
    (fact,) = list_awards(store)
    view = look_up_award(store, fact.id)
    assert view is not None
    assert view.fact == fact
    assert [(s.source.url[-1], s.record.score, s.evidence) for s in view.statements] == [
        ("a", "A", ("Dinas X meraih nilai A.", "Judul")),
        ("b", "A-", ("Nilai A- untuk Dinas X.", "Judul")),
    ]
    assert look_up_award(store, 999) is None
