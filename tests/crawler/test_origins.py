"""Where the fields of a page stand, as `kliping sources test` shows it."""

from __future__ import annotations

import datetime as dt

from crawler.newsroom.server import Newsroom
from crawler.origins import read_with_origins
from crawler.page_reading import read_page
from crawler.registry import parse_source

AT = dt.datetime(2026, 3, 13, tzinfo=dt.UTC)
SENTENCE = "Wali Kota menyampaikan hal penting kepada warga yang datang ke balai kota pada pagi hari."
PAGE = f"""<html><head><title>Judul berita ini | Situs</title><meta name="author" content="Ayu Lestari">
<meta property="og:description" content="Sebuah ringkasan."><link rel="canonical" href="https://a.id/berita/1">
<script type="application/ld+json">{{"@type": "NewsArticle", "articleSection": "Daerah",
"datePublished": "2026-03-12T08:30:00+07:00"}}</script></head><body><h1 class="judul besar">Judul berita ini</h1>
<article><p>JAKARTA - {SENTENCE}</p><p>{SENTENCE} Lagi.</p><p>{SENTENCE} Dan lagi. (abc)</p></article>
<div class="tags"><a rel="tag" href="/tag/x">Layanan Publik</a></div></body></html>"""


def test_each_field_says_where_it_stands() -> None:
    article, origins = read_with_origins(PAGE.encode(), "https://a.id/berita/1?x=y", None, AT, {})
    assert article == read_page(PAGE.encode(), "https://a.id/berita/1?x=y", None, AT, {})
    assert origins == {
        "title": "h1.judul",
        "text": "the element that holds the text",
        "teaser": "meta:og:description",
        "published": "json-ld",
        "authors": "meta:author",
        "section": "json-ld:section",
        "tags": "visible:a",
        "dateline": "opening of the text",
        "agency_code": "end of the text",
        "language": "words of the text",
        "url": "link:canonical",
    }


def test_a_selector_of_the_source_is_named() -> None:
    source = parse_source(
        'name = "A"\ndomain = "a.id"\nfacts = ["x"]\n[[discovery]]\nmethod = "rss"\nurl = "https://a.id/r"\n'
        '[[selectors]]\nfield = "title"\ncss = "h1.judul"\n[[selectors]]\nfield = "body"\ncss = "article"\n',
        slug="a",
    )
    _, origins = read_with_origins(PAGE.encode(), "https://a.id/berita/1", source, AT, {})
    assert (origins["title"], origins["text"]) == ("selector:h1.judul", "selector:article")


def test_every_field_of_the_newsroom_has_an_origin() -> None:
    import urllib.error
    import urllib.request

    with Newsroom() as room:
        sources = {source.slug: source for source in room.sources()}
        for expected in room.truth()[::5]:
            if not expected.fetchable:
                continue
            try:
                with urllib.request.urlopen(expected.url) as answer:
                    body = answer.read()
            except urllib.error.HTTPError:
                continue
            article, origins = read_with_origins(body, expected.url, sources[expected.outlet], AT, {})
            for field in ("title", "text", "teaser", "published", "authors", "section", "tags", "photo_credit", "url"):
                assert bool(getattr(article, field)) == (field in origins), (expected.key, field)
