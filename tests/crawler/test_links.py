"""The article links of list pages: feeds, sitemaps, HTML indexes."""

from __future__ import annotations

from pathlib import Path

import pytest

from crawler.links import article_links, site_of

SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "html"


def test_an_index_gives_its_articles_once_with_their_titles() -> None:
    page = """<html><head><link rel="canonical" href="https://indeks.kabar.co.id/"></head><body>
    <nav><a href="/nasional">Nasional</a><a href="/tag/piala">Piala</a></nav>
    <a href="https://nasional.kabar.co.id/read/2022/03/08/123456/piala-bagi-kota-sagara"><img></a>
    <a href="https://nasional.kabar.co.id/read/2022/03/08/123456/piala-bagi-kota-sagara?utm_source=x">
      <span>Nasional</span> <span>Selasa, 8 Maret 2022 10:15 WIB</span> <h3>Piala bagi Kota Sagara Tiba Pagi Ini</h3></a>
    <a href="https://lain.example/2022/03/08/cerita-dari-situs-lain">Cerita dari situs lain</a>
    <a href="javascript:void(0)">x</a><a href="http://[x">y</a></body></html>"""
    links = article_links(page)
    assert [(link.url, link.title) for link in links] == [
        (
            "https://nasional.kabar.co.id/read/2022/03/08/123456/piala-bagi-kota-sagara",
            "Piala bagi Kota Sagara Tiba Pagi Ini",
        )
    ]


def test_a_feed_and_a_sitemap_are_known_by_their_bytes() -> None:
    feed = b"<?xml version='1.0'?><rss><channel><item><title>Piala</title><link>https://kabar.example/a-b-c-d</link></item></channel></rss>"
    assert [link.title for link in article_links(feed)] == ["Piala"]
    sitemap = b"<urlset><url><loc>https://kabar.example/a-b-c-d</loc></url></urlset>"
    assert [link.url for link in article_links(sitemap)] == ["https://kabar.example/a-b-c-d"]


@pytest.mark.parametrize("body", [b"", b"\0" * 500, b"%PDF-1.4", b"<rss", "halo", b"<html><a href=>"])
def test_what_is_no_list_gives_nothing(body: bytes | str) -> None:
    assert article_links(body, "https://kabar.example/") == []


@pytest.mark.parametrize(
    ("url", "site"),
    [
        ("https://nasional.kompas.com/read", "kompas.com"),
        ("https://www.republika.co.id/", "republika.co.id"),
        ("https://ppid.kotasagara.go.id", "kotasagara.go.id"),
        ("http://127.0.0.1:8000/x", "127.0.0.1"),
    ],
)
def test_sites(url: str, site: str) -> None:
    assert site_of(url) == site


@pytest.mark.skipif(not SHARED.is_dir(), reason="the saved pages are not beside the project")
def test_saved_list_pages_give_their_articles() -> None:
    counts = {path.name: len(article_links(path.read_bytes())) for path in SHARED.glob("*-mainpage.html")}
    assert counts
    assert min(counts.values()) >= 3
