"""What a briefing takes from the store: occasions under one year, statements faithful to their article."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from kliping.errors import KlipingError
from kliping.model import Annotation, Article, AwardRecord, Moment, Quote, Relevance, Source, Span
from kliping.urls import article_id
from reports.briefing import Briefing
from reports.collect import collect_briefing, latest_week
from reports.render import FORMS, render_briefing
from store.annotations import save_annotation
from store.articles import save_article, save_sources
from store.award_facts import assign_facts
from store.awards import list_awards
from store.database import open_store
from store.quotes import assign_families

WIB = dt.timezone(dt.timedelta(hours=7))
TEXT = "Menteri melarang camat memungut biaya dari warga yang mengurus surat. “Cukup sudah,” kata Raka Wibawa."
GIVEN = [
    ("RSUD Melati", 2021, "pelayanan prima"),
    ("RSUD Mawar", 2021, "sangat baik"),
    ("RSUD Dahlia", 2022, "berprestasi sekali"),
]


@pytest.fixture
def briefing(tmp_path: Path) -> Briefing:
    at = dt.datetime(2022, 3, 9, 8, tzinfo=WIB)
    with open_store(tmp_path / "kliping.db") as store:
        save_sources(store, [Source(slug="warta-a", name="Warta A", domain="warta-a.test")])
        url = "https://warta-a.test/1"
        number = save_article(
            store,
            Article(
                id=article_id(url, at),
                url=url,
                title="Tiga RSUD",
                text=TEXT,
                source="warta-a",
                outlet="Warta A",
                published=Moment(at=at),
            ),
        ).article_id
        awards = tuple(
            AwardRecord(
                recipient=name,
                award="penghargaan pelayanan publik",
                programme="pekppp",
                year=year,
                category=category,
                date=dt.date(2022, 3, 8),
                evidence=(),
            )
            for name, year, category in GIVEN
        )
        contents = ("camat memungut biaya dari warga yang mengurus surat", "Cukup sudah")
        quotes = tuple(
            Quote(
                span=Span(start=TEXT.index(content), end=TEXT.index(content) + len(content)),
                content=content,
                kind="direct" if content == "Cukup sudah" else "indirect",
                speaker="Raka Wibawa",
                minister=True,
            )
            for content in contents
        )
        relevance = Relevance(award=True, ministerial=True)
        save_annotation(
            store, Annotation(article_id=number, version="1", relevance=relevance, awards=awards, quotes=quotes)
        )
        assign_families(store)
        assign_facts(store)
        return collect_briefing(store, "2022-W10", units=(), office="", now=at)


def test_one_occasion_stands_under_one_year(briefing: Briefing) -> None:
    (occasion,) = briefing.awards
    assert (occasion.year, occasion.day) == (2021, dt.date(2022, 3, 8))
    assert {line.unit: (line.category, line.year) for line in occasion.lines} == {
        "RSUD Melati": ("Pelayanan Prima", None),
        "RSUD Mawar": ("Sangat Baik", None),
        "RSUD Dahlia": ("Berprestasi sekali", 2022),
    }
    for form in FORMS:
        assert "tahun menurut sumber: 2022" in render_briefing(briefing, form)


def test_statements_keep_their_verb(briefing: Briefing) -> None:
    for form in FORMS:
        text = render_briefing(briefing, form)
        assert "melarang camat memungut biaya" in text
        assert "“Cukup sudah,” kata Raka Wibawa." in text


def test_what_is_looked_back_on_is_no_news_of_the_last_week_of_its_year(tmp_path: Path) -> None:
    at = dt.datetime(2023, 2, 10, 8, tzinfo=WIB)
    url = "https://warta-a.test/2"
    with open_store(tmp_path / "kliping.db") as store:
        article = Article(id=article_id(url, at), url=url, title="RSUD", text=TEXT, published=Moment(at=at))
        number = save_article(store, article).article_id
        award = AwardRecord(recipient="RSUD Melati", award="penghargaan", programme="pekppp", year=2020, evidence=())
        save_annotation(
            store, Annotation(article_id=number, version="1", relevance=Relevance(award=True), awards=(award,))
        )
        assign_facts(store)
        assert [fact.year for fact in list_awards(store, since=dt.date(2020, 12, 28), until=dt.date(2021, 1, 3))] == [
            2020
        ]
        made = collect_briefing(store, "2020-W53", units=("RSUD Melati",), office="", now=at)
    assert made.awards == ()
    assert {count.key: count.now for count in made.counts}["award_facts"] == 0
    assert made.units[0].awards == 0


def test_the_latest_week_is_not_ahead_of_us(tmp_path: Path) -> None:
    with open_store(tmp_path / "k.db") as store:
        with pytest.raises(KlipingError, match="no dated article"):
            latest_week(store, dt.date(2022, 3, 10))
        for number, day in enumerate(("2022-03-01", "2022-03-08", "2099-01-01")):
            at = dt.datetime.fromisoformat(f"{day}T09:00:00+07:00")
            url = f"https://a.example/{number}"
            article = Article(id=article_id(url, at), url=url, source="a", title="J", text="I", published=Moment(at=at))
            save_article(store, article)
        assert latest_week(store, dt.date(2022, 3, 10)) == "2022-W10"
        assert latest_week(store, dt.date(2021, 1, 1)) == "2022-W09"
