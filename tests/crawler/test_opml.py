"""Feeds go out as OPML and come back as sources."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from crawler.opml import from_opml, to_opml
from crawler.registry import load_sources, parse_source
from crawler.toml_text import to_toml


def test_the_shipped_feeds_go_out_and_are_known_when_they_come_back() -> None:
    sources = load_sources()
    text = to_opml(sources, "Kliping & <kawan>")
    root = etree.fromstring(text.encode())
    assert root.findtext("head/title") == "Kliping & <kawan>"
    feeds = {outline.get("xmlUrl") for outline in root.iter("outline")} - {None}
    assert len(feeds) > 100
    again = from_opml(text, sources)
    assert again.sources == ()
    assert len(again.left) == len(feeds)
    fresh = from_opml(text)
    assert {source.discovery[0].url for source in fresh.sources} == feeds
    assert len({source.slug for source in fresh.sources}) == len(feeds)
    for source in fresh.sources:
        assert parse_source(to_toml(source), slug=source.slug) == source


def test_a_reader_list() -> None:
    text = """<?xml version="1.0"?><opml version="1.0"><body><outline text="Map">
      <outline text="Warta &amp; Kota" xmlUrl="https://www.warta.id/feed" htmlUrl="https://www.warta.id/"/>
      <outline text="Warta Kota" xmlUrl="https://warta.id/rss"/>
      <outline text="" xmlUrl="https://www.contoh.go.id/rss"/>
      <outline text="Rusak" xmlUrl="ftp://x"/><outline text="Tanpa alamat"/></outline></body></opml>"""
    found = from_opml(text, file="daftar.opml")
    assert [(source.slug, source.domain, source.kind) for source in found.sources] == [
        ("warta-kota", "warta.id", "news"),
        ("warta-kota-2", "warta.id", "news"),
        ("https-www-contoh-go-id-rss", "contoh.go.id", "government"),
    ]
    assert found.left == ("Rusak: must be an address beginning with http:// or https://",)
    assert found.sources[0].facts == ("imported from daftar.opml; unverified",)


@pytest.mark.parametrize(
    "text", ["", "x", "<opml", "<opml/>", "\x00", "<!DOCTYPE o [<!ENTITY a 'b'>]><opml>&a;</opml>"]
)
def test_what_is_no_opml_gives_nothing(text: str) -> None:
    assert from_opml(text).sources == ()


@given(st.text(max_size=60))
def test_any_text_is_survived(text: str) -> None:
    from_opml(f'<opml><body><outline text="a" xmlUrl="{text}"/></body></opml>')
    from_opml(text)
