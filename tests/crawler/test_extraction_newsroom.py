"""Every page of the embedded newsroom is read whole, clean, in order and dated exactly; nothing is crawled here."""

from __future__ import annotations

import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest

from crawler.extraction import extract
from crawler.newsroom.desk import NOW
from crawler.newsroom.server import Newsroom
from crawler.newsroom.truth import Expected
from crawler.pagination import join_pages
from kliping.model import Article


def fetch(url: str) -> tuple[bytes, dict[str, str]]:
    """The answer of the newsroom, asked twice where it fails once."""
    for _ in range(2):
        try:
            with urllib.request.urlopen(url, timeout=10) as answer:
                return answer.read(), dict(answer.headers)
        except urllib.error.HTTPError as error:
            if error.code < 500:
                raise
    raise AssertionError(url)


@pytest.fixture(scope="module")
def read() -> Iterator[list[tuple[Expected, Article]]]:
    """Each article of the newsroom as it should be and as it is read from its own pages."""
    found = []
    with Newsroom() as newsroom:
        sources = {source.slug: source for source in newsroom.sources()}
        for wanted in newsroom.truth():
            if not wanted.fetchable:
                continue
            pages: list[Article] = []
            for url in (wanted.url, *wanted.pages[1:]):
                if pages and url not in pages[0].next_pages and not any("=all" in u for u in pages[0].next_pages):
                    pytest.fail(f"{wanted.key}: {url} is not among the next pages {pages[0].next_pages}")
                body, headers = fetch(url)
                source = sources[wanted.outlet]
                pages.append(extract(body, url, source=source, fetched_at=NOW, headers=headers))
            found.append((wanted, join_pages(pages)))
        yield found


def test_every_text_is_whole_and_clean(read: list[tuple[Expected, Article]]) -> None:
    assert len(read) >= 90
    for wanted, article in read:
        assert article.text == wanted.text, wanted.key


def test_titles_times_and_bylines_are_exact(read: list[tuple[Expected, Article]]) -> None:
    for wanted, article in read:
        assert article.title == wanted.title, wanted.key
        assert article.published is not None
        assert article.published.precision == wanted.published.precision, wanted.key
        if wanted.published.precision == "minute":
            assert article.published.at == wanted.published.at, wanted.key
        else:
            assert article.published.day == wanted.published.day, wanted.key
        assert article.authors == wanted.authors, wanted.key
        assert article.editors == wanted.editors, wanted.key
        assert article.agency_code == wanted.agency_code, wanted.key
        assert article.tags == wanted.tags, wanted.key
        assert article.paywalled == wanted.paywalled, wanted.key
        assert not article.next_pages, wanted.key


def test_nearly_every_dateline_names_its_place(read: list[tuple[Expected, Article]]) -> None:
    # an unknown paper behind the place ("Malang, Ngalamkini - ") cannot be told from a second place
    right = sum(article.dateline == wanted.dateline for wanted, article in read)
    assert right >= 0.95 * len(read)
