"""Articles and fetches: once, whole, with their history."""

from __future__ import annotations

import dataclasses
import datetime as dt

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from crawler.ledger import NOT_AN_ARTICLE, MemoryLedger
from kliping.model import Article, Fetch, Moment
from kliping.urls import article_id
from store.articles import find_article, load_article, load_articles, load_sources, save_article
from store.database import Store
from store.fetches import StoreLedger, load_fetch
from store.search import search

AT = dt.datetime(2022, 3, 8, 2, 0, tzinfo=dt.UTC)


def test_new_same_changed(store: Store, make) -> None:
    article = make("a", text="Baris satu.\nBaris dua.")
    assert save_article(store, article).outcome == "new"
    assert save_article(store, article).outcome == "same"
    later = dataclasses.replace(article, text="Baris satu.\nBaris tiga.")
    saved = save_article(store, later)
    assert (saved.outcome, saved.article_id) == ("changed", article.id)
    assert save_article(store, later).outcome == "same"
    assert load_article(store, article.id) == later
    version = store.row("SELECT * FROM article_versions")
    assert version is not None
    assert version["text"] == article.text
    assert "-Baris dua." in version["diff"]
    assert "+Baris tiga." in version["diff"]
    assert store.count("SELECT version FROM articles") == 2
    assert [hit.article_id for hit in search(store, '"baris tiga"').hits] == [article.id]
    assert search(store, '"baris dua"').hits == ()


def test_one_row_for_all_spellings_of_an_address(store: Store, make) -> None:
    article = make("berita/a")
    save_article(store, article)
    other = "http://www.warta-a.example/berita/a/?utm_source=x&page=all"
    saved = save_article(store, dataclasses.replace(article, url=other, id=article_id(other, None)))
    assert saved.article_id == article.id
    assert store.count("SELECT count(*) FROM articles") == 1
    assert find_article(store, "https://m.warta-a.example/berita/a") is not None


def test_two_addresses_with_one_number_stay_two(store: Store, make) -> None:
    first, second = make("a"), dataclasses.replace(make("b"), id=make("a").id)
    save_article(store, first)
    assert save_article(store, second).article_id == first.id + 1
    assert save_article(store, second).outcome == "same"


def test_metadata_is_brought_up_to_date_without_a_version(store: Store, make) -> None:
    article = make("a")
    save_article(store, article)
    assert save_article(store, dataclasses.replace(article, tags=("wbk",))).outcome == "same"
    read = load_article(store, article.id)
    assert read is not None
    assert read.tags == ("wbk",)
    assert store.count("SELECT count(*) FROM article_versions") == 0


def test_an_unknown_source_gets_a_row(store: Store, make) -> None:
    save_article(store, make("a", source="baru"))
    assert "baru" in {source.slug for source in load_sources(store)}


def test_articles_by_time(store: Store, make) -> None:
    for day in range(1, 29):
        save_article(store, make(f"a{day}", day=f"2022-02-{day:02}"))
    since, until = dt.datetime(2022, 2, 3, tzinfo=dt.UTC), dt.datetime(2022, 2, 6, tzinfo=dt.UTC)
    assert [a.title for a in load_articles(store, since=since, until=until)] == ["Judul a3", "Judul a4", "Judul a5"]
    assert len(list(load_articles(store, sources=["warta-b"]))) == 0


text = st.text(max_size=60)
moments = st.one_of(
    st.none(),
    st.builds(
        Moment,
        at=st.datetimes(
            min_value=dt.datetime(1970, 1, 1),
            max_value=dt.datetime(2100, 1, 1),
            timezones=st.sampled_from([dt.timezone(dt.timedelta(hours=h)) for h in (0, 7, 8, 9)]),
        ),
        precision=st.sampled_from(["minute", "day"]),
        origin=text,
    ),
)


@given(
    article=st.builds(
        Article,
        id=st.integers(min_value=0, max_value=2**62 - 1),
        url=st.from_regex(r"https://[a-z]{3,8}\.example/[a-z0-9/-]{1,20}", fullmatch=True),
        title=text,
        text=text,
        source=st.sampled_from(["", "warta-a"]),
        outlet=text,
        published=moments,
        updated=moments,
        teaser=text,
        authors=st.lists(text, max_size=3).map(tuple),
        tags=st.lists(text, max_size=3).map(tuple),
        paywalled=st.booleans(),
        pages=st.lists(text, max_size=2).map(tuple),
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_an_article_comes_back_as_it_went_in(store: Store, article: Article) -> None:
    saved = save_article(store, article)
    read = load_article(store, saved.article_id)
    assert read == dataclasses.replace(article, id=saved.article_id)
    assert save_article(store, article).outcome == "same"


def test_lone_surrogates_keep_offsets(store: Store, make) -> None:
    article = make("a", text="a\ud800b")
    save_article(store, article)
    read = load_article(store, article.id)
    assert read is not None
    assert read.text == "a?b"


def fetch(
    url: str = "https://warta-a.example/x", outcome: str = "fetched", minutes: int = 0, **fields: object
) -> Fetch:
    return Fetch(url=url, source="warta-a", at=AT + dt.timedelta(minutes=minutes), outcome=outcome, **fields)  # type: ignore[arg-type]


URLS = ("https://warta-a.example/x", "https://warta-a.example/y", "https://warta-a.example/rss#24h")


@given(
    st.lists(
        st.builds(
            fetch,
            url=st.sampled_from(URLS),
            outcome=st.sampled_from(["fetched", "failed"]),
            minutes=st.integers(0, 50),
            status=st.sampled_from([200, 404, 500, None]),
            etag=st.sampled_from(["a", "b"]),
        ),
        max_size=8,
    )
)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_the_ledger_answers_as_the_one_in_memory(store: Store, fetches: list[Fetch]) -> None:
    with store.writing():
        store.execute("DELETE FROM fetches")
    ours, theirs = StoreLedger(store), MemoryLedger()
    for item in sorted(fetches, key=lambda f: f.at):
        ours.fetch(item)
        theirs.fetch(item)
    for url in URLS:
        assert ours.is_known(url) == theirs.is_known(url)
        assert ours.validators(url) == theirs.validators(url)
        assert ours.last(url) == theirs.last(url)
    since = AT + dt.timedelta(minutes=5)
    assert sorted(ours.recent("warta-a", since), key=str) == sorted(theirs.recent("warta-a", since), key=str)


def test_asking_again_adds_no_row(store: Store) -> None:
    ledger = StoreLedger(store)
    ledger.fetch(fetch(etag="e1", last_modified="m1", digest="d1", bytes=10))
    ledger.fetch(fetch(outcome="unchanged", minutes=5, status=304))
    assert ledger.validators(URLS[0]) == ("e1", "m1")
    assert store.count("SELECT count(*) FROM fetches") == 1
    last = ledger.last(URLS[0])
    assert last is not None
    assert (last.digest, last.outcome) == ("d1", "unchanged")


def test_failures_are_counted_and_keep_the_answer(store: Store) -> None:
    ledger = StoreLedger(store)
    ledger.fetch(fetch(etag="e1"))
    for minute in (1, 2):
        ledger.fetch(fetch(outcome="failed", minutes=minute, reason="HTTP 500", status=500))
    assert ledger.is_known(URLS[0])
    row = store.row("SELECT failures, failure, outcome FROM fetches")
    assert row is not None
    assert tuple(row) == (2, "HTTP 500", "fetched")
    ledger.fetch(fetch(minutes=3))
    assert store.count("SELECT failures FROM fetches") == 0


@pytest.mark.parametrize(
    ("item", "known"),
    [
        (fetch(outcome="skipped", reason=NOT_AN_ARTICLE), True),
        (fetch(outcome="skipped", reason="robots.txt"), False),
        (fetch(outcome="failed", status=404), True),
        (fetch(outcome="failed", status=500), False),
    ],
)
def test_what_is_turned_away_for_good(store: Store, item: Fetch, known: bool) -> None:
    ledger = StoreLedger(store)
    ledger.fetch(item)
    assert ledger.is_known(item.url) is known
    assert load_fetch(store, item.url) == item
