"""A live look at sources: each list gets its verdict, a page shows its fields."""

from __future__ import annotations

import datetime as dt
from typing import Any

from crawler.check import check, try_source
from kliping.config import Settings

WAYS = """
[[discovery]]
method = "rss"
url = "{base}/rss"

[[discovery]]
method = "rss"
url = "{base}/hilang"

[[discovery]]
method = "index"
url = "{base}/indeks?d={date:%Y-%m-%d}"
link_pattern = "/berita/"

[[discovery]]
method = "rss"
url = "{base}/rahasia/rss"

[[discovery]]
method = "sitemap"
url = "{base}/terlarang.xml"

[[discovery]]
method = "rss"
url = "{base}/jadi-html"

[[discovery]]
method = "search"
url = "{base}/cari?q={query}"

[[discovery]]
method = "wordpress"
url = "{base}/wp"

[[discovery]]
method = "rss"
url = "{base}/tua"

[[discovery]]
method = "rss"
url = "{base}/mati"
enabled = false
"""
NOW = dt.datetime(2026, 3, 13, 5, tzinfo=dt.UTC)


def test_each_list_gets_its_verdict(site: Any, settings: Settings) -> None:
    site.feed("/rss", "/berita/satu")
    site.feed("/rahasia/rss", "/berita/satu")
    html = {"Content-Type": "text/html"}
    site.answers |= {
        "/robots.txt": (200, {}, b"User-agent: *\nDisallow: /rahasia\n"),
        "/indeks?d=2026-03-12": (200, html, b'<a href="/berita/dua">Dua</a><a href="/lain">Lain</a>'),
        "/terlarang.xml": (403, {}, b""),
        "/jadi-html": (200, html, b"<html><body>baru</body></html>"),
        "/wp": (500, {}, b""),
    }
    old = (
        "<rss><channel><item><title>a</title><link>{}/berita/0</link><pubDate>Fri, 01 Mar 2024 10:00:00 +0700</pubDate>"
    )
    site.answers["/tua"] = (200, {}, (old + "</item></channel></rss>").format(site.base).encode())
    seen: list[str] = []
    probes = check([site.source(way=WAYS)], settings=settings, now=NOW, progress=lambda probe: seen.append(probe.url))
    assert [(probe.method, probe.verdict) for probe in probes] == [
        ("rss", "ok"),
        ("rss", "gone"),
        ("index", "ok"),
        ("rss", "blocked"),
        ("sitemap", "blocked"),
        ("rss", "changed"),
        ("search", "not asked"),
        ("wordpress", "unreachable"),
        ("rss", "empty"),
    ]
    assert len(seen) == 8
    assert probes[0].links == 1
    assert probes[2].sample == f"{site.base}/berita/dua"
    assert probes[3].reason == "robots.txt"
    assert "quarantine" in probes[4].advice
    assert "2024-03-01" in probes[8].reason
    assert all(probe.advice for probe in probes if probe.verdict not in {"ok", "not asked"})


def test_a_page_shows_its_fields_and_what_gave_the_date(site: Any, settings: Settings) -> None:
    site.feed("/rss", "/berita/satu")
    site.page("/berita/satu", "Berita satu")
    trial, probes = try_source(site.source(), settings=settings)
    assert [probe.verdict for probe in probes] == ["ok"]
    assert trial.article is not None
    values = {value.field: value for value in trial.values}
    assert values["title"].value == "Berita satu"
    assert values["published"].value == "2026-03-12T08:30:00+07:00 (minute)"
    assert "published_time" in values["published"].origin
    assert values["text"].value.endswith("characters)")
    trial, probes = try_source(site.source(), settings=settings, url=f"{site.base}/berita/tiada")
    assert (trial.article, trial.reason, probes) == (None, "status 404", [])
    site.answers["/rss"] = (404, {}, b"")
    trial, _ = try_source(site.source(), settings=settings)
    assert "rss: gone" in trial.reason
