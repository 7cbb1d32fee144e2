"""The address patterns of the sources against addresses of real articles (facts in ../shared)."""

from __future__ import annotations

import datetime as dt
import gzip
import json
from collections import Counter
from pathlib import Path

import pytest

from crawler.feeds import read_feed
from crawler.listings import Listing, looks_like_article, read_index
from crawler.registry import load_sources, parse_source

DATA = Path(__file__).parents[3] / "shared" / "data"
pytestmark = pytest.mark.skipif(not DATA.is_dir(), reason="../shared/data is not there")


def addresses() -> list[str]:
    urls = []
    with gzip.open(DATA / "articles.jsonl.gz", "rt") as lines:
        urls += [json.loads(line).get("url") or "" for line in lines]
    with gzip.open(DATA / "rss" / "items-2026-08.jsonl.gz", "rt") as lines:
        urls += [json.loads(line).get("Link") or "" for line in lines]
    urls += [json.loads(line).get("url") or "" for line in (DATA / "award_pages_facts.jsonl").open()]
    return [url for url in urls if url]


def test_patterns_take_the_articles_of_their_outlets() -> None:
    sources = load_sources()
    taken, left = Counter[str](), Counter[str]()
    for url in addresses():
        own = [source for source in sources if source.allows(url)]
        for source in own[:1]:
            (taken if any(other.is_article(url) for other in own) else left)[source.slug] += 1
    assert len(taken) >= 25
    for slug, count in taken.items():
        # Photo pages, infographics, readers' stories and sports sections are left out on purpose.
        assert count >= 0.88 * (count + left[slug]), (slug, count, left[slug])


@pytest.mark.parametrize(
    ("outlet", "home", "at_least"),
    [
        ("antara", "http://www.antaranews.com/", 20),
        ("detik", "http://detik.com/", 20),
        ("kapanlagi", "http://www.kapanlagi.com/", 3),
        ("kompas", "http://www.kompas.com/", 10),
        ("liputan6", "http://www.liputan6.com/", 90),
        ("okezone", "http://www.okezone.com/", 20),
        ("republika", "http://www.republika.co.id/", 10),
        ("tempo", "http://www.tempo.co/", 60),
        ("viva", "http://www.viva.co.id/", 25),
    ],
)
def test_saved_lists_give_their_article_links(outlet: str, home: str, at_least: int) -> None:
    """Without a pattern: the shape of the address alone finds them."""
    body = (DATA / "html" / f"{outlet}-mainpage.html").read_bytes()
    listing: Listing = read_feed(body, home, zone="Asia/Jakarta", now=dt.datetime(2026, 1, 1, tzinfo=dt.UTC))
    if not listing.links:
        page = body.decode("utf-8", "replace")
        listing = read_index(page, home, lambda url: looks_like_article(url, home))
    assert len(listing.links) >= at_least
    assert sum(1 for link in listing.links if link.title) >= 0.9 * len(listing.links)
    assert not [link.url for link in listing.links if link.url.rstrip("/").count("/") < 3]


@pytest.mark.parametrize("outlet", ["kompas", "liputan6", "okezone", "tempo", "viva"])
def test_the_patterns_find_no_less_than_the_shape(outlet: str) -> None:
    source = next(source for source in load_sources() if source.slug == outlet)
    page = (DATA / "html" / f"{outlet}-mainpage.html").read_text(encoding="utf-8", errors="replace")
    home = f"http://www.{source.domain}/"
    by_pattern = {link.url for link in read_index(page, home, source.is_article).links}
    by_shape = {link.url for link in read_index(page, home, lambda url: looks_like_article(url, home)).links}
    own = {url for url in by_shape if source.allows(url)}
    assert len(by_pattern & own) >= 0.8 * len(own)


def test_a_host_with_a_closing_dot_is_the_same_host() -> None:
    source = parse_source(
        'name = "a"\ndomain = "a.id"\nfacts = ["x"]\n[[discovery]]\nmethod = "rss"\nurl = "https://a.id/"', slug="a"
    )
    assert source.allows("https://a.id./x")
