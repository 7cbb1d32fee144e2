"""Hostile and broken answers: nothing crashes or hangs, each is named in the report, the rest of the source goes on."""

from __future__ import annotations

import datetime as dt
import gzip
from collections.abc import Callable
from typing import Any

import pytest

from crawler.crawl import crawl
from crawler.feeds import gunzip, read_feed, read_sitemap
from crawler.ledger import MemoryLedger
from crawler.listings import read_index, read_wordpress
from crawler.report import SourceReport
from crawler.retry import retry_after
from kliping.config import Settings

NOW = dt.datetime(2026, 3, 13, tzinfo=dt.UTC)
FEED = b"<rss><channel><item><title>%s</title><link>https://a.id/berita/1</link>%s</item></channel></rss>"


def run(site: Any, settings: Settings, *sources: Any, memory: MemoryLedger | None = None) -> SourceReport:
    memory = memory or MemoryLedger()
    report = crawl(sources or [site.source()], ledger=memory, sink=memory, settings=settings)
    return report.sources[0]


def laughs() -> bytes:
    entities = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    return (
        f'<?xml version="1.0"?><!DOCTYPE rss [<!ENTITY l0 "ha">{entities}]>'
        "<rss><channel><item><title>&l9;</title><link>https://a.id/berita/1</link></item></channel></rss>"
    ).encode()


@pytest.mark.parametrize(
    ("body", "links"),
    [
        (laughs(), 0),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + FEED % (b"&x;", b""), 1),
        (b"\x00\xff<<<<", 0),
        (b"", 0),
        (b"<html><body>Situs dalam perbaikan</body></html>", 0),
        (FEED[: len(FEED) // 2], 1),
        (b"<rss><channel>" + b"<item>" * 100_000, 0),
        (b"\xef\xbb\xbf\n  " + FEED % (b"Piagam &nbsp; &eacute; &mdash;", b""), 1),
        (FEED % (b"x", b"<pubDate>Fri, 13 Mar 2099 10:00:00 +0700</pubDate>"), 1),
        (FEED % (b"x", b"<pubDate>0000-00-00 00:00:00</pubDate>"), 1),
        (FEED % (b"x", b"<pubDate>" + b"9" * 5000 + b"</pubDate>"), 1),
    ],
)
def test_hostile_feeds(body: bytes, links: int) -> None:
    listing = read_feed(body, "https://a.id/rss", zone="Asia/Jakarta", now=NOW)
    assert len(listing.links) == links
    assert listing.problems or links
    for link in listing.links:
        assert len(link.title) < 100
        assert link.published is None
        assert "/etc" not in link.title


def test_html_entities_in_a_feed_are_read() -> None:
    listing = read_feed(FEED % (b"Piagam &eacute;&mdash;x &amp; y", b""), "https://a.id/", zone="Asia/Jakarta", now=NOW)
    assert listing.links[0].title == "Piagam é—x & y"
    assert not listing.problems


def test_impossible_times_are_named() -> None:
    body = FEED % (b"x", b"<pubDate>Fri, 13 Mar 2099 10:00:00 +0700</pubDate>")
    assert "impossible" in read_feed(body, "https://a.id/", zone="Asia/Jakarta", now=NOW).problems[0]


def test_a_gzip_bomb_is_cut_and_a_truncated_one_read_as_far_as_it_goes() -> None:
    text, problem = gunzip(gzip.compress(b"\0" * 100_000_000, 1), limit=1_000_000)
    assert len(text) == 1_000_000
    assert "the rest was left" in problem
    whole = b"<urlset>" + b"".join(b"<url><loc>https://a.id/b/%d</loc></url>" % n for n in range(3000)) + b"</urlset>"
    packed = gzip.compress(whole)
    listing = read_sitemap(packed[: len(packed) // 2], "https://a.id/", zone="Asia/Jakarta", now=NOW)
    assert 0 < len(listing.links) < 3000
    assert "ends too early" in listing.problems[0]
    assert gunzip(b"\x1f\x8bxxxx")[1]


@pytest.mark.parametrize(
    "page",
    [
        "<a " * 200_000,
        '<a href="' * 100_000,
        "<a href=x>" * 30_000,
        "<a href='/berita/1'><img alt=" + "'" * 50_000,
        '<a href="http://[::1">x</a>' * 1000,
        '<a href="/berita/' + "x" * 100_000 + '">x</a>',
        "<base href=" + "<" * 50_000,
    ],
)
def test_hostile_index_pages(page: str) -> None:
    assert len(read_index(page, "https://a.id/", lambda url: True).links) <= 1


@pytest.mark.parametrize("body", [b"{}", b"[", b"[1, null, {}]", b'{"message": "<b>x</b>"}', b"[" * 100_000, b"\xff"])
def test_hostile_wordpress_answers(body: bytes) -> None:
    assert read_wordpress(body, "https://a.id/", zone="Asia/Jakarta", now=NOW).links == ()


@pytest.mark.parametrize(
    ("value", "seconds"),
    [
        ("120", 120.0),
        ("Fri, 13 Mar 2026 00:01:00 GMT", 60.0),
        ("Fri, 13 Mar 2020 00:01:00 GMT", 0.0),
        ("", None),
        ("soon", None),
        ("-5", None),
        ("9" * 400, 999999999.0),
    ],
)
def test_retry_after(value: str, seconds: float | None) -> None:
    assert retry_after(value, NOW) == seconds


def redirect(to: str) -> tuple[int, dict[str, str], bytes]:
    return 302, {"Location": to}, b""


def failing(times: int, status: int, then: tuple[int, dict[str, str], bytes], **headers: str) -> Callable[..., Any]:
    return lambda _, count: (status, headers, b"") if count <= times else then


def test_broken_articles_are_each_named(site: Any, settings: Settings) -> None:
    paths = [f"/berita/{name}" for name in "loop keluar dalam besar bom potong kosong gambar lama gzip baik".split()]
    site.feed("/rss", *paths)
    site.page("/berita/baik", "Berita baik")
    good = site.answers["/berita/baik"]
    site.answers |= {
        "/berita/loop": redirect("/berita/loop"),
        "/berita/keluar": redirect("http://localhost:9/berita"),
        "/berita/dalam": redirect("/berita/baik?dari=sini"),
        "/berita/baik?dari=sini": good,
        "/berita/besar": (200, {"Content-Type": "text/html"}, b"<p>x</p>" * 60_000),
        "/berita/bom": (
            200,
            {"Content-Type": "text/html", "Content-Encoding": "gzip"},
            gzip.compress(b"0" * 50_000_000, 1),
        ),
        "/berita/potong": (
            200,
            {"Content-Type": "text/html", "Content-Length": "9999", "Connection": "close"},
            b"<p>x",
        ),
        "/berita/kosong": (200, {"Content-Type": "text/html"}, b""),
        "/berita/gambar": (200, {"Content-Type": "image/jpeg"}, b"\xff\xd8"),
        "/berita/lama": (429, {"Retry-After": "3600"}, b""),
        "/berita/gzip": (200, {"Content-Type": "text/html", "Content-Encoding": "gzip"}, gzip.compress(good[2])[:-40]),
    }
    memory = MemoryLedger()
    report = run(site, settings, memory=memory)
    problems = dict(problem.removeprefix(site.base + "/berita/").split(": ", 1) for problem in report.problems)
    assert problems["loop"] == "redirect loop"
    assert problems["keluar"] == "redirects to another host: localhost"
    assert problems["besar"] == problems["bom"] == "larger than allowed"
    assert problems["potong"] == "answer cut off"
    assert "empty" in problems["kosong"]
    assert problems["lama"] == "status 429, asks for a pause of 3600 s"
    assert report.skipped == {"not an article": 1}
    titles = {versions[0].title for versions in memory.articles.values()}
    assert problems["gzip"] == "answer cut off (its gzip ends too early)"
    assert titles == {"Berita baik"}
    assert report.fetched == 2  # the good one and the one inside the site
    assert all(fetch.outcome for fetch in memory.log)


def test_a_passing_failure_is_tried_again(site: Any, settings: Settings) -> None:
    site.feed("/rss", "/berita/satu", "/berita/dua")
    site.page("/berita/satu", "Berita satu")
    site.page("/berita/dua", "Berita dua")
    site.answers["/berita/satu"] = failing(2, 500, site.answers["/berita/satu"])
    site.answers["/berita/dua"] = failing(1, 429, site.answers["/berita/dua"], **{"Retry-After": "1"})
    assert run(site, settings).fetched == 2
    times = [at for path, _, at in site.asked if path == "/berita/dua"]
    assert times[1] - times[0] > 0.9


def test_what_fails_is_asked_for_again_by_a_later_crawl(site: Any, settings: Settings) -> None:
    site.feed("/rss", "/berita/satu", ETag='"r"')
    site.answers["/berita/satu"] = (503, {}, b"")
    memory = MemoryLedger()
    assert run(site, settings, memory=memory).failed == {"status 503": 1}
    site.page("/berita/satu", "Berita satu")
    assert run(site, settings, memory=memory).fetched == 0  # at once: too early
    report = crawl([site.source()], ledger=memory, sink=memory, settings=settings, recheck=dt.timedelta(0))
    assert report.fetched == 1


def test_robots_of_five_megabytes_and_with_errors(site: Any, settings: Settings) -> None:
    rules = b"User-agent: *\nDisallow: /berita/rahasia\nCrawl-delay: lama\n\xff\xfe garbage :::\n"
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, rules + b"Disallow: /x\n" * 400_000)
    site.feed("/rss", "/berita/satu", "/berita/rahasia")
    site.page("/berita/satu", "Berita satu")
    report = run(site, settings)
    assert (report.fetched, report.skipped) == (1, {"robots.txt": 1})
    assert f"{site.base}/robots.txt: robots.txt is larger than 512 KiB; the rest was not read" in report.problems
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, rules)
    assert f"{site.base}/robots.txt: robots.txt: 2 lines could not be read" in run(site, settings).problems


def test_sitemaps_that_point_at_each_other_end(site: Any, settings: Settings) -> None:
    def index(*paths: str) -> tuple[int, dict[str, str], bytes]:
        body = "".join(f"<sitemap><loc>{site.base}{path}</loc></sitemap>" for path in paths)
        return 200, {"Content-Type": "text/xml"}, f"<sitemapindex>{body}</sitemapindex>".encode()

    site.answers |= {
        "/a.xml": index("/a.xml", "/b.xml"),
        "/b.xml": index("/a.xml", "/c.xml"),
        "/c.xml": index("/d.xml"),
    }
    site.answers |= {"/d.xml": index("/e.xml"), "/e.xml": index("/f.xml")}
    report = run(site, settings, site.source(way='[[discovery]]\nmethod = "sitemap"\nurl = "{base}/a.xml"\n'))
    assert report.lists_fetched <= 5
    assert len(site.paths()) == len(set(site.paths()))
    assert f"{site.base}/a.xml: leads back to {site.base}/a.xml, which was read already" in report.problems
    assert f"{site.base}/b.xml: leads back to {site.base}/a.xml, which was read already" in report.problems
    assert f"{site.base}/d.xml: a sitemap index 4 deep; its parts were left" in report.problems


def test_an_endless_index_stops_at_its_pages(site: Any, settings: Settings) -> None:
    def index(_: dict[str, str], count: int) -> tuple[int, dict[str, str], bytes]:
        return 200, {"Content-Type": "text/html"}, b'<a href="/berita/1">Satu berita yang sama</a>'

    for page in range(1, 40):
        site.answers[f"/indeks?p={page}"] = index
    site.page("/berita/1", "Berita satu")
    way = '[[discovery]]\nmethod = "index"\nurl = "{base}/indeks?p={page}"\npages = 7\nlink_pattern = "/berita/"\n'
    report = run(site, settings, site.source(way=way))
    assert report.lists_fetched == 7
    assert report.fetched == 1


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (laughs(), "broken XML"),
        (b'<?xml version="1.0"?><!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/hostname">]>' + FEED % (b"&x;", b""), ""),
        (FEED % (b"x", b"<pubDate>Fri, 13 Mar 2099 10:00:00 +0700</pubDate>"), "impossible times were ignored"),
        (FEED[:70], "broken XML"),
        (b"<html><body>Situs dalam perbaikan</body></html>", "is an HTML page"),
        (b"", "is empty"),
        (gzip.compress(FEED % (b"x", b""), mtime=0)[:-12], "gzip ends too early"),
    ],
)
def test_what_is_wrong_with_a_feed_stands_in_the_report(
    site: Any, settings: Settings, body: bytes, problem: str
) -> None:
    site.answers["/rss"] = (200, {"Content-Type": "text/xml"}, body.replace(b"https://a.id", site.base.encode()))
    report = run(site, settings)
    assert not problem or any(f"{site.base}/rss: " in line and problem in line for line in report.problems)
    assert "/etc" not in repr(report)


def test_a_sitemap_of_a_million_links_is_cut_and_named(site: Any, settings: Settings) -> None:
    way = '[[discovery]]\nmethod = "sitemap"\nurl = "{base}/peta.xml.gz"\nlink_pattern = "/berita/"\n'
    entries = b"".join(b"<url><loc>%s/b/%d</loc></url>" % (site.base.encode(), n) for n in range(1_000_000))
    site.page("/berita/satu", "Berita satu")
    first = b"<urlset><url><loc>%s/berita/satu</loc></url>" % site.base.encode()
    packed = gzip.compress(first + entries + b"</urlset>", 1)
    site.answers["/peta.xml.gz"] = (200, {"Content-Type": "application/gzip"}, packed)
    large = settings.model_copy(update={"max_page_bytes": 5_000_000})
    report = run(site, large, site.source(way=way))
    assert any("peta.xml.gz: more than 50000 entries; the rest was left" in line for line in report.problems)
    assert (report.fetched, report.skipped["off pattern"]) == (1, 49_999)
    site.answers["/peta.xml.gz"] = (
        200,
        {"Content-Type": "text/xml"},
        entries[:2_000_000],
    )  # four times the limit of a page
    assert any("larger than allowed" in line for line in run(site, settings, site.source(way=way)).problems)


def test_a_page_of_fifty_megabytes_is_refused_by_name(site: Any, settings: Settings) -> None:
    site.feed("/rss", "/berita/besar")
    site.answers["/berita/besar"] = (200, {"Content-Type": "text/html"}, b"<p>x</p>\n" * 5_600_000)
    report = run(site, settings.model_copy(update={"max_page_bytes": 5_000_000}))
    assert report.problems == (f"{site.base}/berita/besar: larger than allowed",)


@pytest.mark.parametrize("declared", ["iso-8859-1", "utf-16", "nonsense", "", "shift_jis"])
def test_a_wrong_charset_does_no_harm(site: Any, settings: Settings, declared: str) -> None:
    site.feed("/rss", "/berita/aksara")
    site.page("/berita/aksara", "Kafé “Layanan” – Prima")
    answer = site.answers["/berita/aksara"]
    site.answers["/berita/aksara"] = (200, {"Content-Type": f"text/html; charset={declared}"}, answer[2])
    memory = MemoryLedger()
    report = run(site, settings, memory=memory)
    assert (report.fetched, report.problems) == (1, ())
    assert [versions[0].title for versions in memory.articles.values()] == ["Kafé “Layanan” – Prima"]


def test_what_is_no_text_is_named(site: Any, settings: Settings) -> None:
    site.feed("/rss", "/berita/acak")
    site.answers["/berita/acak"] = (200, {"Content-Type": "text/html"}, bytes(range(256)) * 40)
    report = run(site, settings)
    assert any("/berita/acak: " in problem for problem in report.problems)


def test_more_problems_than_are_kept_are_counted(site: Any, settings: Settings) -> None:
    site.feed("/rss", *(f"/berita/{number}" for number in range(30)))
    for number in range(30):
        site.answers[f"/berita/{number}"] = (500, {}, b"")
    report = run(site, settings.model_copy(update={"concurrency": 16}))
    assert (len(report.problems), report.more_problems) == (20, 10)
    assert report.failed == {"status 500": 30}
