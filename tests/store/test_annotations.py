"""Annotations go in whole, replace the older reading and come back equal."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kliping.model import (
    Annotation,
    AwardRecord,
    Figure,
    Mention,
    Quote,
    Reason,
    Regulation,
    Relevance,
    Span,
    SummarySentence,
    Tone,
)
from store.annotations import count_pending, load_annotation, pending, save_annotation
from store.articles import save_article
from store.award_facts import assign_facts
from store.awards import list_awards
from store.database import Store
from store.quotes import assign_families, list_families
from store.units import name_units

text = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
maybe = st.none() | text
spans = st.builds(
    lambda field, start, length: Span(field=field, start=start, end=start + length),
    st.sampled_from(["title", "text"]),
    st.integers(0, 10_000),
    st.integers(0, 500),
)
ids = st.sampled_from(["kota-bandung", "kemenpanrb", "ombudsman"])
days = st.none() | st.dates(min_value=dt.date(1990, 1, 1), max_value=dt.date(2100, 1, 1))
annotations = st.builds(
    Annotation,
    article_id=st.just(0),
    version=text,
    relevance=st.builds(
        Relevance,
        award=st.booleans(),
        ministerial=st.booleans(),
        watch=st.lists(text, max_size=2).map(tuple),
        reasons=st.lists(st.builds(Reason, label=text, term=text, span=st.none() | spans), max_size=2).map(tuple),
    ),
    awards=st.lists(
        st.builds(
            AwardRecord,
            recipient=text,
            award=text,
            programme=text,
            evidence=st.lists(spans, max_size=2).map(tuple),
            status=st.sampled_from(["received", "nominated", "targeted", "assessed", "revoked"]),
            recipient_id=st.none() | ids,
            recipient_name=maybe,
            person=maybe,
            category=maybe,
            score=maybe,
            rank=st.none() | st.integers(1, 500),
            giver=maybe,
            giver_id=st.none() | ids,
            year=st.none() | st.integers(1990, 2100),
            date=days,
            place=maybe,
        ),
        max_size=3,
    ).map(tuple),
    quotes=st.lists(
        st.builds(
            Quote,
            span=spans,
            content=text,
            kind=st.sampled_from(["direct", "indirect"]),
            cue=maybe,
            speaker=maybe,
            speaker_id=st.none() | text,
            role=maybe,
            affiliation=maybe,
            minister=st.booleans(),
            topic=maybe,
            date=days,
        ),
        max_size=3,
    ).map(tuple),
    units=st.lists(
        st.builds(Mention, span=spans, text=text, id=ids, name=st.just("Nama"), kind=st.just("city"), region=st.none()),
        max_size=3,
    ).map(tuple),
    regulations=st.lists(
        st.builds(Regulation, span=spans, kind=text, number=text, year=st.none() | st.integers(1945, 2100)), max_size=2
    ).map(tuple),
    figures=st.lists(
        st.builds(Figure, span=spans, value=st.floats(allow_nan=False, allow_infinity=False), unit=text), max_size=2
    ).map(tuple),
    summary=st.lists(st.builds(SummarySentence, span=spans, text=text), max_size=2).map(tuple),
    tone=st.builds(
        Tone, label=st.sampled_from(["positive", "neutral", "negative"]), span=st.none() | spans, score=st.floats(-1, 1)
    ),
)


@given(annotations, annotations)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_annotation_comes_back_and_replaces_the_older(store: Store, make, first, second) -> None:
    article = make("a")
    save_article(store, article)
    for value in (first, second):
        annotation = dataclasses.replace(value, article_id=article.id)
        save_annotation(store, annotation)
        assert load_annotation(store, article.id) == annotation
        assign_facts(store)
        assign_families(store)
        assert load_annotation(store, article.id) == annotation
        assert store.count("SELECT count(*) FROM quotes") == len(annotation.quotes)
        assert store.count("SELECT count(*) FROM award_records") == len(annotation.awards)
    assert store.count("SELECT count(*) FROM award_records WHERE fact_id IS NULL") == 0
    assert store.count("SELECT count(*) FROM pragma_foreign_key_check") == 0


def test_pending_gives_each_article_once(store: Store, make, read) -> None:
    articles = [make(f"a{n}", day=f"2022-03-{n:02}") for n in range(1, 8)]
    for article in articles:
        save_article(store, article)
    seen = []
    for article in pending(store, "v1"):
        seen.append(article.id)
        save_annotation(store, read(article))
    assert seen == [article.id for article in articles]
    assert list(pending(store, "v1")) == []
    assert count_pending(store, "v2") == 7
    save_article(store, dataclasses.replace(articles[3], text="Lain."))
    assert [article.id for article in pending(store, "v1")] == [articles[3].id]


def test_an_annotation_without_article_is_refused(store: Store, make, read) -> None:
    with pytest.raises(KeyError, match="not in the store"):
        save_annotation(store, read(make("a")))


def test_a_failed_save_keeps_the_older_reading(store: Store, put, make, read, award) -> None:
    article = put(make("a"))
    good = read(article, awards=(award("Dinas X"),))
    save_annotation(store, good)
    bad = read(article, version="v2", awards=(award("Dinas Y", status="wrong"),))
    with pytest.raises(Exception, match="CHECK"):
        save_annotation(store, bad)
    assert load_annotation(store, article.id) == good


def test_knowledge_follows_a_new_reading(store: Store, put, make, read, award, quote) -> None:
    article = put(make("a"))
    said = quote("Pelayanan publik harus berdampak nyata bagi seluruh masyarakat")
    save_annotation(store, read(article, awards=(award("Dinas X"), award("Dinas Y")), quotes=(said,)))
    assign_facts(store)
    assign_families(store)
    assert {fact.recipient for fact in list_awards(store)} == {"Dinas X", "Dinas Y"}
    assert len(list_families(store, spread=1)) == 1
    save_annotation(store, read(article, version="v2", awards=(award("Dinas Y"),)))
    assert {fact.recipient for fact in list_awards(store)} == {"Dinas X", "Dinas Y"}  # readable until renewed
    assign_facts(store)
    assign_families(store)
    assert {fact.recipient for fact in list_awards(store)} == {"Dinas Y"}
    assert list_families(store, spread=1) == []


def test_units_met_as_parents_and_givers_are_named(store: Store, make, put, read, award, unit) -> None:
    article = put(make("a"))
    given = award("Dinas X", giver="Ketua Ombudsman RI, Nama Orang", giver_id="ombudsman")
    odd = award("Dinas Z", giver="Yayasan Loket Rapi", giver_id="other-yayasan-loket-rapi")
    place = unit("RSUD Badung", id="rsud-badung", kind="service_unit", parent="kab-badung", region="kab-badung")
    save_annotation(store, read(article, awards=(given, odd), units=(place,)))
    found = {row["id"]: tuple(row)[1:] for row in store.rows("SELECT id, name, kind, parent, region FROM units")}
    assert found["kab-badung"] == ("Pemerintah Kabupaten Badung", "regency", "prov-bali", "kab-badung")
    assert found["prov-bali"] == ("Pemerintah Provinsi Bali", "province", None, "prov-bali")
    assert found["ombudsman"][0] == "Ombudsman Republik Indonesia"
    assert found["other-yayasan-loket-rapi"][0] == "Yayasan Loket Rapi"
    with store.writing():
        store.execute("INSERT INTO units (id, name) VALUES ('dprd-kab-karimun', 'dprd-kab-karimun'), ('q-9', 'q-9')")
        assert name_units(store) == 1
    assert store.value("SELECT name FROM units WHERE id = 'dprd-kab-karimun'") is not None
    assert store.value("SELECT region FROM units WHERE id = 'dprd-kab-karimun'") == "kab-karimun"


def test_what_is_read_again_keeps_its_numbers(store: Store, make, put, read, award, quote) -> None:
    articles = [put(make(slug, day=f"2022-03-0{at}")) for at, slug in enumerate("abc", 1)]
    said = ["kalimat loket malam buka", "kalimat parkir mahal sekali kata orang", "kalimat ketiga lain hal"]

    def tell(version: str, *more: str) -> None:
        for article in articles:
            quotes = (*(quote(text, speaker=None) for text in more), *(quote(text) for text in said))
            awards = (award(year=2021, score="A"), award("Kota Y", "wtp", category="WTP", year=2020))
            save_annotation(store, read(article, version=version, quotes=quotes, awards=awards))
        assign_families(store, batch=2)
        assign_facts(store)

    def numbers() -> list[tuple[object, ...]]:
        sql = (
            "SELECT id, content, 'quote' FROM quotes WHERE content LIKE 'kalimat%'"
            " UNION SELECT id, content, 'family' FROM quote_families WHERE content LIKE 'kalimat%'"
            " UNION SELECT id, recipient, 'fact' FROM award_facts ORDER BY 3, 1"
        )
        return [tuple(row) for row in store.rows(sql)]

    tell("v1")
    before = numbers()
    assert len(before) == 9 + 3 + 2
    tell("v2", "satu kutipan yang baru terbaca", "dan satu lagi di depannya")
    assert numbers() == before
    tell("v3")
    assert numbers() == before
    assert store.count("SELECT count(*) FROM quotes") == 9
    assert store.count("SELECT count(*) FROM quote_families") == 3
