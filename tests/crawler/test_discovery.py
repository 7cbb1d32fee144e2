"""Which lists are asked for, which links are followed, when paging stops."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.discovery import Ask, Window, date_in_address, fill, mark, more, plan, read, sift, window
from crawler.feeds import read_feed, read_sitemap
from crawler.listings import Link, Listing, looks_like_article, plain, read_index, read_time, tidy
from crawler.registry import SourceFile, parse_source

NOW = dt.datetime(2026, 3, 13, 8, 0, tzinfo=dt.UTC)
JAKARTA = ZoneInfo("Asia/Jakarta")


def source(way: str, top: str = "") -> SourceFile:
    return parse_source(f'name = "A"\ndomain = "a.id"\nfacts = ["x"]\n{top}\n[[discovery]]\n{way}', slug="a")


def frame(since: dt.date | None = None, until: dt.date | None = None, days: int = 3) -> Window:
    return window(since, until, zone="Asia/Jakarta", now=NOW, days=days)


def urls(way: str, at: Window | None = None, terms: tuple[str, ...] = ()) -> list[str]:
    return [ask.url for ask in plan(source(way), at or frame(), now=NOW, terms=terms)]


def test_a_dated_index_is_asked_day_by_day_newest_first() -> None:
    way = 'method = "index"\nurl = "https://a.id/i?d={date:%d-%m-%Y}&p={page}"\npages = 3'
    days = ["13", "12", "11", "10"]
    assert urls(way) == [f"https://a.id/i?d={day}-03-2026&p=1" for day in days]
    assert len(urls(way + "\ndays = 1")) == 2
    stated = frame(dt.date(2026, 2, 27), dt.date(2026, 3, 1))
    assert urls(way + "\ndays = 1", stated) == [
        f"https://a.id/i?d={day}&p=1" for day in ("01-03-2026", "28-02-2026", "27-02-2026")
    ]
    assert urls(way, frame(dt.date(2026, 3, 13))) == ["https://a.id/i?d=13-03-2026&p=1"]
    assert urls(way, frame(dt.date(2027, 1, 1))) == []


def test_the_day_is_the_sources_own() -> None:
    late = dt.datetime(2026, 3, 13, 16, 30, tzinfo=dt.UTC)  # 14 March in Jayapura, 13 March in Jakarta
    for zone, day in (("Asia/Jayapura", "14"), ("Asia/Jakarta", "13")):
        made = source('method = "index"\nurl = "https://a.id/{date:%d}"', f'zone = "{zone}"')
        at = window(None, None, zone=zone, now=late, days=1)
        assert next(iter(plan(made, at, now=late))).url == f"https://a.id/{day}"


def test_a_search_is_made_for_each_term() -> None:
    way = 'method = "search"\nurl = "https://a.id/s?q={query}"'
    assert urls(way) == []
    assert urls(way, terms=("pelayanan publik", "WBK & WBBM")) == [
        "https://a.id/s?q=pelayanan+publik",
        "https://a.id/s?q=WBK+%26+WBBM",
    ]
    assert urls('method = "tag"\nurl = "https://a.id/tag/{slug}"', terms=("Zona Integritas",)) == [
        "https://a.id/tag/zona-integritas"
    ]


def test_wordpress_is_asked_for_a_stated_window_only() -> None:
    way = 'method = "wordpress"\nurl = "https://a.id/wp-json/wp/v2/posts?per_page=50&page={page}"'
    assert urls(way) == ["https://a.id/wp-json/wp/v2/posts?per_page=50&page=1"]
    (url,) = urls(way, frame(dt.date(2026, 3, 1), dt.date(2026, 3, 2)))
    assert "after=2026-03-01T00%3A00%3A00%2B07%3A00" in url
    assert "before=2026-03-03T00%3A00%3A00%2B07%3A00" in url


def test_a_method_that_is_off_is_not_asked() -> None:
    assert urls(
        'method = "rss"\nurl = "https://a.id/rss"\nenabled = false\n[[discovery]]\nmethod = "rss"\nurl = "https://a.id/2"'
    ) == ["https://a.id/2"]


@given(st.text(max_size=30))
def test_any_term_makes_an_address(term: str) -> None:
    url = fill("https://a.id/s?q={query}&p={page}", query=term, page=2)
    assert url.startswith("https://a.id/s?q=")
    assert url.endswith("&p=2")
    assert url.isascii()
    assert not set(url) & set(' "<>{}')


@pytest.mark.parametrize(
    ("at", "verdict"),
    [
        (dt.datetime(2026, 3, 1, 0, 0, tzinfo=JAKARTA), ""),
        (dt.datetime(2026, 2, 28, 23, 59, tzinfo=JAKARTA), "too old"),
        (dt.datetime(2026, 3, 2, 23, 59, tzinfo=JAKARTA), ""),
        (dt.datetime(2026, 3, 3, 0, 0, tzinfo=JAKARTA), "too new"),
        (None, ""),
    ],
)
def test_a_window_of_days_holds_its_last_day(at: dt.datetime | None, verdict: str) -> None:
    assert frame(dt.date(2026, 3, 1), dt.date(2026, 3, 2)).misses(at) == verdict


OLD, NEW = (dt.datetime(2026, month, 12, 9, tzinfo=JAKARTA) for month in (1, 3))


def kept(way: str, links: list[Link], at: Window, **options: object) -> tuple[list[str], Counter[str]]:
    made = source(way, 'article_pattern = "/read/"\nexclude_title = "zodiak"')
    found, left = sift(made, Ask(url="https://a.id/", way=0), links, at, **options)  # type: ignore[arg-type]
    return [link.url.rpartition("/")[2] for link in found], left


def test_links_are_sifted_before_a_page_is_asked_for() -> None:
    links = [
        Link(url="https://a.id/read/1", title="Ramalan Zodiak"),
        Link(url="https://a.id/read/2", title="Piagam", published=OLD),
        Link(url="https://a.id/read/3", title="Piagam", published=NEW),
        Link(url="https://a.id/read/4", modified=OLD),
        Link(url="https://a.id/tag/5"),
        Link(url="https://b.id/read/6"),
        Link(url="https://a.id/read/2026/01/12/7"),
    ]
    feed, sitemap = 'method = "rss"\nurl = "https://a.id/r"', 'method = "sitemap"\nurl = "https://a.id/s"'
    assert kept(feed, links, frame())[0] == ["2", "3", "4", "7"]  # what a feed still shows is taken
    assert kept(sitemap, links, frame()) == (["3"], Counter({"too old": 3, "off pattern": 2, "title excluded": 1}))
    assert kept(feed, links, frame(dt.date(2026, 3, 1)))[0] == ["3"]
    assert kept(feed, links, frame(dt.date(2026, 1, 1), dt.date(2026, 1, 31)))[0] == ["2", "4", "7"]
    only = kept(feed, links, frame(), wanted=lambda title, teaser: "Piagam" in title)
    assert only[0] == ["2", "3", "4", "7"]  # a link without a title cannot be judged by one


def following(way: str, links: list[Link], at: Window, *, page: int = 1, caught_up: bool = False) -> list[str]:
    made = source(way)
    ask = Ask(url="https://a.id/", way=0, page=page, query="x")
    return [ask.url for ask in more(made, ask, Listing(links=tuple(links)), at, caught_up=caught_up)]


def test_paging_stops() -> None:
    way = 'method = "index"\nurl = "https://a.id/i?p={page}"\npages = 3'
    some = [Link(url="https://a.id/1")]
    assert following(way, some, frame()) == ["https://a.id/i?p=2"]
    assert following(way, some, frame(), page=3) == []
    assert following(way, [], frame()) == []
    assert following(way, some, frame(), caught_up=True) == []
    stated = frame(dt.date(2026, 3, 1))
    assert following(way, [Link(url="https://a.id/1", published=OLD)], stated) == []
    assert following(way, [Link(url="https://a.id/1", published=OLD), *some], stated) == ["https://a.id/i?p=2"]
    offset = 'method = "index"\nurl = "https://a.id/i?s={page}"\npages = 3\nfirst_page = 0\npage_step = 13'
    assert following(offset, some, frame(), page=13) == ["https://a.id/i?s=26"]
    assert following(offset, some, frame(), page=26) == []


def test_of_a_sitemap_index_only_the_parts_of_the_window_are_asked() -> None:
    made = source('method = "sitemap"\nurl = "https://a.id/s.xml"')
    names = ["2025-12", "2026-02", "2026-03", "pages"]
    children = tuple(Link(url=f"https://a.id/{name}.xml") for name in names)
    children += (Link(url="https://a.id/dated.xml", modified=OLD), Link(url="https://a.id/new.xml", modified=NEW))
    asks = more(
        made,
        Ask(url="https://a.id/s.xml", way=0),
        Listing(children=children),
        frame(dt.date(2026, 3, 1)),
        caught_up=True,
    )
    assert [ask.url.rpartition("/")[2] for ask in asks] == ["new.xml", "2026-02.xml", "2026-03.xml", "pages.xml"]
    assert more(made, Ask(url="x", way=0, depth=3), Listing(children=children), frame(), caught_up=False) == []


def test_the_mark_of_a_list_names_window_and_filters() -> None:
    made = source('method = "rss"\nurl = "https://a.id/r"')
    marks = {
        mark(made, frame(), ()),
        mark(made, frame(), ("wbk",)),
        mark(made, frame(dt.date(2026, 3, 1)), ()),
        mark(made.model_copy(update={"article_pattern": "/read/"}), frame(), ()),
    }
    assert len(marks) == 4
    assert mark(made, frame(days=9), ()) == mark(made.model_copy(update={"tier": 1, "delay": 9.0}), frame(), ())


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thu, 12 Mar 2026 09:30:00 +0700", "2026-03-12T09:30:00+07:00"),
        ("2026-03-12T09:30:00Z", "2026-03-12T09:30:00+00:00"),
        ("2026-03-12T09:30:00", "2026-03-12T09:30:00+08:00"),
        ("2026-03-12", "2026-03-12T00:00:00+08:00"),
        ("Thu, 12 Mar 2026 09:30:00", "2026-03-12T09:30:00+08:00"),
        ("Kamis, 12 Maret 2026 09:30 WIB", "2026-03-12T09:30:00+07:00"),
        ("tidak diketahui", ""),
        ("", ""),
    ],
)
def test_times_of_lists(text: str, expected: str) -> None:
    at = read_time(text, "Asia/Makassar", NOW.date())
    assert (at.isoformat() if at else "") == expected


def test_feeds_of_every_make() -> None:
    atom = """<feed xmlns="http://www.w3.org/2005/Atom"><entry><title type="html">A &amp;amp; B</title>
    <link rel="self" href="/x"/><link href="/berita/1"/><summary>&lt;p&gt;Isi&lt;/p&gt;</summary>
    <published>2026-03-12T09:30:00Z</published><updated>2026-03-12T10:00:00Z</updated></entry></feed>"""
    (link,) = read_feed(atom.encode(), "https://a.id/rss", zone="Asia/Jakarta", now=NOW).links
    assert (link.url, link.title, link.teaser) == ("https://a.id/berita/1", "A & B", "Isi")
    assert link.published is not None
    assert link.modified is not None
    rdf = """<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
    xmlns:dc="http://purl.org/dc/elements/1.1/"><item><title>C</title><link> https://a.id/2 </link>
    <dc:date>2026-03-12T09:30:00+07:00</dc:date></item></rdf:RDF>"""
    (link,) = read_feed(rdf.encode(), "https://a.id/rss", zone="Asia/Jakarta", now=NOW).links
    assert (link.url, link.published) == ("https://a.id/2", dt.datetime(2026, 3, 12, 2, 30, tzinfo=dt.UTC))
    legacy = '<?xml version="1.0" encoding="windows-1252"?><rss><channel><item><title>“D”</title><guid>https://a.id/3</guid></item></channel></rss>'
    (link,) = read_feed(legacy.encode("windows-1252"), "https://a.id/rss", zone="Asia/Jakarta", now=NOW).links
    assert (link.url, link.title) == ("https://a.id/3", "“D”")


def test_a_news_sitemap_and_a_sitemap_index() -> None:
    news = """<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"
    xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://a.id/1</loc>
    <lastmod>2026-03-12T11:00:00+07:00</lastmod><news:news><news:publication><news:name>A</news:name></news:publication>
    <news:publication_date>2026-03-12T09:30:00+07:00</news:publication_date><news:title>Judul</news:title></news:news>
    </url></urlset>"""
    (link,) = read_sitemap(news.encode(), "https://a.id/", zone="Asia/Jakarta", now=NOW).links
    assert (link.title, link.published) == ("Judul", dt.datetime(2026, 3, 12, 2, 30, tzinfo=dt.UTC))
    index = (
        "<sitemapindex><sitemap><loc>https://a.id/s1.xml</loc><lastmod>2026-03-12</lastmod></sitemap></sitemapindex>"
    )
    listing = read_sitemap(index.encode(), "https://a.id/", zone="Asia/Jakarta", now=NOW)
    assert ([child.url for child in listing.children], listing.links) == (["https://a.id/s1.xml"], ())


def test_an_index_page() -> None:
    page = """<base href="https://a.id/dasar/"><a class=x href='/read/1'><img alt="gambar"></a>
    <A HREF="/read/1">Judul yang <b>panjang</b> &amp; lengkap</A><a name="x">tanpa alamat</a>
    <a data-href="/read/9" href=read/2>Dua</a> <a href="javascript:void(0)">tiga</a><a href="/read/4">terbuka"""
    links = read_index(page, "https://a.id/", lambda url: "/read/" in url).links
    assert [(link.url, link.title) for link in links] == [
        ("https://a.id/read/1", "Judul yang panjang & lengkap"),
        ("https://a.id/dasar/read/2", "Dua"),
        ("https://a.id/read/4", ""),
    ]


@pytest.mark.parametrize(
    ("url", "verdict"),
    [
        ("https://www.a.id/berita/pemkab-raih-predikat-prima", True),
        ("https://jabar.a.id/berita/133394/x", True),
        ("https://a.id/2026/03/12/pemkab-raih-predikat-prima/", True),
        ("https://a.id/tag/pelayanan-publik-yang-prima", False),
        ("https://a.id/kontak", False),
        ("https://a.id/unggahan/foto-piagam-pelayanan-publik.jpg", False),
        ("https://b.id/berita/pemkab-raih-predikat-prima", False),
    ],
)
def test_the_shape_of_an_article_address(url: str, verdict: bool) -> None:
    assert looks_like_article(url, "https://a.id/") is verdict


def test_small_readers() -> None:
    assert plain("&lt;b&gt;A&amp;nbsp;B&lt;/b&gt;\n c") == "A B c"
    assert tidy("https://a.id/1?utm_source=x&id=2&fbclid=y#z") == "https://a.id/1?id=2"
    assert date_in_address("https://a.id/2026/03/12/x", "Asia/Jakarta") == dt.datetime(
        2026, 3, 12, 23, 59, tzinfo=JAKARTA
    )
    assert date_in_address("https://a.id/2026/13/45/x", "Asia/Jakarta") is None


def test_read_takes_the_links_on_the_pattern_or_of_the_shape() -> None:
    page = '<a href="/read/1">Satu</a><a href="/kontak">Kontak</a><a href="/berita/pemkab-raih-predikat-prima">Dua</a>'
    for top, expected in (('article_pattern = "/read/"', ["1"]), ("", ["pemkab-raih-predikat-prima"])):
        made = source('method = "index"\nurl = "https://a.id/"', top)
        listing = read(made, Ask(url="https://a.id/", way=0), b"", page, now=NOW)
        assert [link.url.rpartition("/")[2] for link in listing.links] == expected
