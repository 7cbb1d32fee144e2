"""A crawl over a small site: what it asks for, what it keeps, and how it goes on after a break."""

from __future__ import annotations

import datetime as dt
import itertools
import threading
import time
from pathlib import Path
from typing import Any

import pytest

from crawler.archive import ArchiveReader
from crawler.crawl import crawl
from crawler.ledger import MemoryLedger
from crawler.registry import parse_source
from crawler.report import CrawlReport
from kliping.config import Settings
from kliping.model import Article, Fetch


def run(site: Any, settings: Settings, memory: MemoryLedger, *sources: Any, **options: Any) -> CrawlReport:
    return crawl(sources or [site.source()], ledger=memory, sink=memory, settings=settings, **options)


@pytest.fixture
def memory() -> MemoryLedger:
    return MemoryLedger()


def test_what_is_new_is_fetched_kept_and_reported(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    site.feed("/rss", "/berita/satu", "/berita/dua", ETag='"r1"')
    site.page("/berita/satu", "Satu", ETag='"s"')
    site.page("/berita/dua", "Kedua", **{"Last-Modified": "Thu, 12 Mar 2026 01:30:00 GMT"})
    seen: list[Fetch] = []
    report = run(site, settings, memory, progress=seen.append)
    (source,) = report.sources
    assert (source.found, source.fetched, source.lists_fetched, dict(source.failed)) == (2, 2, 1, {})
    assert source.reached
    assert not report.nothing_reached
    assert {versions[0].title for versions in memory.articles.values()} == {"Satu", "Kedua"}
    assert memory.last(f"{site.base}/berita/satu").etag == '"s"'  # type: ignore[union-attr]
    assert len(seen) == 3
    kept = ArchiveReader(settings.archive_dir).page(f"{site.base}/berita/satu")
    assert kept is not None
    assert (kept.source, kept.reason) == ("situs", "rss")
    reasons = {page.url.removeprefix(site.base): page.reason for page in ArchiveReader(settings.archive_dir).pages()}
    assert reasons == {"/robots.txt": "robots", "/rss": "list", "/berita/satu": "rss", "/berita/dua": "rss"}
    agent = site.asked[0][1]["user-agent"]
    assert "Kliping" in agent
    assert "redaksi@contoh.id" in agent


def test_a_second_crawl_fetches_nothing_again(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    site.feed("/rss", "/berita/satu", ETag='"r1"')
    site.page("/berita/satu", "Satu", ETag='"s"')
    run(site, settings, memory)
    site.asked.clear()
    rows = dict(memory.fetches)
    report = run(site, settings, memory)
    assert site.paths() == ["/rss"]
    assert site.asked[-1][1]["if-none-match"] == '"r1"'
    assert (report.fetched, report.sources[0].lists_unchanged) == (0, 1)
    assert memory.fetches.keys() == rows.keys()
    assert all(len(versions) == 1 for versions in memory.articles.values())


def test_a_server_without_validators_is_not_read_twice_either(
    site: Any, settings: Settings, memory: MemoryLedger
) -> None:
    site.feed("/rss", "/berita/satu")
    site.page("/berita/satu", "Satu")
    run(site, settings, memory)
    site.asked.clear()
    report = run(site, settings, memory)
    assert site.paths() == ["/rss"]
    assert report.sources[0].skipped == {"known": 1}
    report = run(site, settings, memory, recheck=dt.timedelta(0))
    assert (report.fetched, report.unchanged) == (0, 1)  # asked for again, the same bytes


def test_a_changed_article_comes_again(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    site.feed("/rss", "/berita/satu", ETag='"r1"')
    site.page("/berita/satu", "Satu", ETag='"s1"')
    run(site, settings, memory)
    site.page("/berita/satu", "Satu, diralat", ETag='"s2"')
    assert run(site, settings, memory).fetched == 0  # too early to look again
    assert run(site, settings, memory, recheck=dt.timedelta(0)).fetched == 1
    titles = [article.title for article in memory.articles[f"{site.base}/berita/satu"]]
    assert titles == ["Satu", "Satu, diralat"]


class KilledError(Exception):
    pass


class DyingSink(MemoryLedger):
    """Dies at the n-th article."""

    def article(self, article: Article) -> None:
        if len(self.articles) >= self.lives:
            raise KilledError
        super().article(article)

    lives = 2


def test_a_killed_crawl_goes_on_and_loses_and_doubles_nothing(site: Any, settings: Settings) -> None:
    paths = [f"/berita/nomor-{number}" for number in range(8)]
    site.feed("/rss", *paths, ETag='"r1"')
    for path in paths:
        site.page(path, path, ETag=f'"{path}"')
    memory = DyingSink()
    with pytest.raises(KilledError):
        run(site, settings, memory)
    assert 0 < len(memory.articles) < 8
    done = set(memory.articles)
    site.asked.clear()
    memory.lives = 99
    run(site, settings, memory)
    assert len(memory.articles) == 8
    assert all(len(versions) == 1 for versions in memory.articles.values())
    assert not {f"{site.base}{path}" for path in site.paths()} & done  # nothing twice
    site.asked.clear()
    run(site, settings, memory)
    assert site.paths() == ["/rss"]


def test_paging_goes_on_to_what_a_finished_crawl_knew(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    way = '[[discovery]]\nmethod = "index"\nurl = "{base}/indeks?p={page}"\npages = 9\nlink_pattern = "/berita/"\n'
    source = site.source(way=way)

    def index(*numbers: int) -> tuple[int, dict[str, str], bytes]:
        body = "".join(f'<a href="/berita/{number}">Berita nomor {number} hari ini</a>' for number in numbers)
        return 200, {"Content-Type": "text/html"}, body.encode()

    for number in range(30):
        site.page(f"/berita/{number}", f"Berita {number}")
    site.answers |= {"/indeks?p=1": index(9, 8, 7), "/indeks?p=2": index(6, 5, 4), "/indeks?p=3": index(3, 2, 1)}
    run(site, settings, memory, source)
    assert len(memory.articles) == 9  # page 4 answered 404: the end of the list, not a failure
    site.answers |= {"/indeks?p=1": index(19, 18, 17), "/indeks?p=2": index(16, 15, 14), "/indeks?p=3": index(9, 8, 7)}
    dying = DyingSink(**vars(memory))
    dying.lives = 12  # page 1 done, page 2 not
    with pytest.raises(KilledError):
        run(site, settings, dying, source)
    dying.lives = 99
    site.asked.clear()
    run(site, settings, dying, source)
    assert len(dying.articles) == 15
    site.asked.clear()
    run(site, settings, dying, source)
    assert site.paths() == ["/indeks?p=1"]


def test_the_limit_leaves_the_rest_for_the_next_crawl(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    paths = [f"/berita/nomor-{number}" for number in range(5)]
    site.feed("/rss", *paths, ETag='"r1"')
    for path in paths:
        site.page(path, path)
    report = run(site, settings, memory, limit=2)
    assert (report.fetched, report.skipped) == (2, {"over the limit": 3})
    assert run(site, settings, memory, limit=2).fetched == 2
    assert run(site, settings, memory).fetched == 1


def test_pages_of_an_article_are_joined_in_order(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    site.feed("/rss", "/berita/panjang")
    for number, words in ((1, "pertama"), (2, "kedua"), (3, "ketiga")):
        path = "/berita/panjang" + (f"?page={number}" if number > 1 else "")
        site.page(
            path, "Panjang", "\n".join(f"Bagian {words} alinea {n}: " + "isi yang cukup panjang. " * 6 for n in (1, 2))
        )
        status, headers, body = site.answers[path]
        pager = b"".join(b'<a href="/berita/panjang?page=%d">%d</a>' % (n, n) for n in (1, 2, 3))
        site.answers[path] = (
            status,
            headers,
            body.replace(b"</body>", b'<div class="paging">' + pager + b"</div></body>"),
        )
    run(site, settings, memory)
    (versions,) = memory.articles.values()
    text = versions[0].text
    assert [text.index(f"Bagian {words}") for words in ("pertama", "kedua", "ketiga")] == sorted(
        text.index(f"Bagian {words}") for words in ("pertama", "kedua", "ketiga")
    )
    assert len(versions[0].pages) == 3
    # A following page that fails leaves the article incomplete, to be asked for again as a whole.
    site.answers["/berita/panjang?page=2"] = (403, {}, b"")
    again = MemoryLedger()
    report = run(site, settings, again)
    assert list(report.failed) == ["incomplete: a following page: refused (status 403)"]
    assert "Bagian ketiga" in next(iter(again.articles.values()))[0].text


def test_robots_are_obeyed_and_the_larger_delay_is_kept(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    rules = b"User-agent: *\nCrawl-delay: 0.4\nDisallow: /berita/rahasia\n"
    site.answers["/robots.txt"] = (200, {"Content-Type": "text/plain"}, rules)
    site.feed("/rss", "/berita/satu", "/berita/rahasia", "/berita/dua")
    site.page("/berita/satu", "Satu")
    site.page("/berita/dua", "Kedua")
    site.page("/berita/rahasia", "Rahasia")
    report = run(site, settings, memory, site.source(delay=0.05))
    assert "/berita/rahasia" not in site.paths()
    assert report.sources[0].skipped == {"robots.txt": 1}
    times = [at for path, _, at in site.asked if path != "/robots.txt"]
    # The server's clock sees the requests a little later than they were sent.
    assert all(later - earlier > 0.35 for earlier, later in itertools.pairwise(times))


def test_rules_for_this_crawler_win_over_those_for_all(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    rules = (
        b"User-agent: *\nAllow: /\n\nUser-agent: kliping\nDisallow: /berita/satu\n\nUser-agent: redaksi\nDisallow: /\n"
    )
    site.answers["/robots.txt"] = (200, {}, rules)
    site.feed("/rss", "/berita/satu", "/berita/dua")
    site.page("/berita/dua", "Kedua")
    assert run(site, settings, memory).fetched == 1
    assert site.paths() == ["/rss", "/berita/dua"]


def test_only_so_many_requests_are_under_way_at_once(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    under_way: list[int] = []
    most: list[int] = []

    def slowly(_: dict[str, str], count: int) -> tuple[int, dict[str, str], bytes]:
        # Counted before the answer goes out: the next request cannot begin earlier.
        under_way.append(1)
        most.append(len(under_way))
        time.sleep(0.05)
        under_way.pop()
        return 200, {}, b"<rss></rss>"

    port = site.base.rpartition(":")[2]
    sources = []
    for number in range(2, 14):
        way = f'[[discovery]]\nmethod = "rss"\nurl = "http://127.0.0.{number}:{port}/rss{number}"\n'
        source = site.source(way=way, slug=f"situs-{number}")
        sources.append(source.model_copy(update={"hosts": (f"127.0.0.{number}:{port}",)}))
        site.answers[f"/rss{number}"] = slowly
    for concurrency in (1, 4):
        most.clear()
        report = run(site, settings.model_copy(update={"concurrency": concurrency}), MemoryLedger(), *sources)
        assert not report.unreachable
        assert max(most) <= concurrency


def test_a_host_without_readable_robots_is_left_alone(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    site.answers["/robots.txt"] = (500, {}, b"")
    site.feed("/rss", "/berita/satu")
    report = run(site, settings, memory)
    assert site.paths() == []
    assert report.unreachable == (("situs", "robots.txt could not be read: status 500"),)
    assert report.nothing_reached


def test_no_source_reachable_is_reported_with_each_reason(settings: Settings, memory: MemoryLedger) -> None:
    text = 'name = "x"\ndomain = "x.id"\nfacts = ["x"]\n{extra}\n[[discovery]]\nmethod = "rss"\nurl = "{url}"\n'
    local = 'loopback = true\nhosts = ["127.0.0.1:9"]'
    sources = [
        parse_source(text.format(extra=local, url="http://127.0.0.1:9/rss"), slug="ditolak"),
        parse_source(text.format(extra="", url="http://127.0.0.1/rss"), slug="pribadi"),
        parse_source(text.format(extra="", url="http://10.1.2.3/rss"), slug="dalam"),
        parse_source(text.format(extra="", url="http://tidak-ada.invalid/rss"), slug="gaib"),
        parse_source(text.format(extra="", url="http://localhost/rss"), slug="lokal"),
    ]
    report = crawl(sources, ledger=memory, sink=memory, settings=settings)
    assert report.nothing_reached
    assert dict(report.unreachable) == {
        "ditolak": "connection refused",
        "pribadi": "private address",
        "dalam": "private address",
        "lokal": "private address",
        "gaib": "unknown host",
    }
    assert not memory.articles
    assert not settings.archive_dir.exists()
    assert not memory.pages


def test_one_failing_source_stops_no_other(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    site.feed("/rss", "/berita/satu")
    site.page("/berita/satu", "Satu")
    site.answers["/rusak"] = (200, {"Content-Type": "text/xml"}, b"\x00\xff<<<<")
    broken = site.source(way='[[discovery]]\nmethod = "sitemap"\nurl = "{base}/rusak"\n', slug="rusak")
    report = run(site, settings, memory, broken, site.source())
    assert report.fetched == 1
    assert report.sources[0].problems
    assert site.base in report.sources[0].problems[0]


def test_watch_terms_are_searched_for(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    way = '[[discovery]]\nmethod = "search"\nurl = "{base}/cari?q={query}"\nlink_pattern = "/berita/"\n'
    site.answers["/cari?q=pelayanan+prima"] = (200, {"Content-Type": "text/html"}, b'<a href="/berita/satu">Satu</a>')
    site.page("/berita/satu", "Satu")
    source = site.source(way=way)
    report = run(site, settings, memory, source)
    assert report.unreachable == (("situs", "only searches for watch terms, and none is set"),)
    watching = settings.model_copy(update={"watch": ("pelayanan prima",)})
    assert run(site, watching, memory, source).fetched == 1


def test_titles_decide_before_a_page_is_asked_for(site: Any, settings: Settings, memory: MemoryLedger) -> None:
    site.feed("/rss", "/berita/penghargaan", "/berita/zodiak", "/berita/bola")
    site.page("/berita/penghargaan", "Penghargaan")
    source = site.source('exclude_title = "ZODIAK"')
    report = run(site, settings, memory, source, wanted=lambda title, teaser: "bola" not in title)
    assert site.paths() == ["/rss", "/berita/penghargaan"]
    assert report.skipped == {"title excluded": 1, "title not relevant": 1}


def test_a_video_feed_gives_articles_without_asking_for_pages(
    site: Any, settings: Settings, memory: MemoryLedger
) -> None:
    atom = f"""<feed xmlns="http://www.w3.org/2005/Atom" xmlns:media="http://search.yahoo.com/mrss/"><entry>
    <title>Penyerahan penghargaan</title><link rel="alternate" href="{site.base}/watch?v=abc"/>
    <published>2026-03-12T03:00:00+00:00</published>
    <media:group><media:description>Menteri menyerahkan piagam kepada 84 unit.</media:description></media:group>
    </entry></feed>"""
    site.answers["/video"] = (200, {"Content-Type": "text/xml"}, atom.encode())
    source = site.source('kind = "video"', way='[[discovery]]\nmethod = "video-feed"\nurl = "{base}/video"\n')
    assert run(site, settings, memory, source).fetched == 1
    (versions,) = memory.articles.values()
    assert versions[0].text == "Menteri menyerahkan piagam kepada 84 unit."
    assert versions[0].published is not None
    assert site.paths() == ["/video"]
    assert run(site, settings, memory, source).fetched == 0


def test_crawls_follow_each_other_in_one_process_and_in_threads(site: Any, settings: Settings) -> None:
    site.feed("/rss", "/berita/satu")
    site.page("/berita/satu", "Satu")
    memories = [MemoryLedger() for _ in range(3)]
    threads = [threading.Thread(target=run, args=(site, settings, memory)) for memory in memories]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
    assert [len(memory.articles) for memory in memories] == [1, 1, 1]


def test_an_archive_that_cannot_be_written_ends_the_crawl(
    site: Any, settings: Settings, memory: MemoryLedger, tmp_path: Path
) -> None:
    from crawler.archive import ArchiveError

    site.feed("/rss", "/berita/satu")
    settings.data_dir.mkdir()
    (settings.data_dir / "archive").write_text("a file where the folder should be")
    with pytest.raises(ArchiveError, match="archive"):
        run(site, settings, memory)
