"""Web archives give articles of our hosts only, once, and a damaged file gives what it can."""

from __future__ import annotations

import datetime as dt
import gzip
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.archive import ArchiveReader
from crawler.backfill import BackfillError, Hosts, backfill, ccnews_files
from crawler.crawl import crawl
from crawler.ledger import MemoryLedger
from crawler.registry import load_sources, parse_source
from crawler.reread import reread
from kliping.config import Settings

SOURCE = parse_source(
    'name = "A"\ndomain = "a.id"\nhosts = ["a.id", "www.a.id", "*.b.id"]\narticle_pattern = "/berita/"\n'
    'facts = ["x"]\n[[discovery]]\nmethod = "rss"\nurl = "https://a.id/r"',
    slug="a",
)
TEXT = "Pemerintah kota menerima penghargaan pelayanan prima di Jakarta pada Selasa pagi di hadapan undangan. " * 5
PAGE = "<html><title>{0}</title><body><article><h1>{0}</h1><p>{1}</p><p>{1} Selesai.</p></article></body></html>"


def warc(
    path: Path, *pages: tuple[str, str], encoding: str = "", status: str = "200 OK", kind: str = "text/html"
) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url, text in pages:
            body = PAGE.format(f"Judul {url.rpartition('/')[2]}", text).encode()
            headers = [("Content-Type", kind)]
            if encoding == "gzip":
                body = gzip.compress(body)
                headers.append(("Content-Encoding", "gzip"))
            if encoding == "chunked":
                body = b"".join(
                    b"%x\r\n%s\r\n" % (len(body[n : n + 99]), body[n : n + 99]) for n in range(0, len(body), 99)
                )
                body += b"0\r\n\r\n"
                headers.append(("Transfer-Encoding", "chunked"))
            head = StatusAndHeaders(status, headers, protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url,
                "response",
                payload=BytesIO(body),
                http_headers=head,
                warc_headers_dict={"WARC-Date": "2022-03-09T00:00:00Z"},
            )
            writer.write_record(record)
    return path


def run(memory: MemoryLedger, *files: Any, **options: Any) -> list[Any]:
    return backfill(files, sources=[SOURCE], ledger=memory, sink=memory, **options)


@pytest.mark.parametrize("encoding", ["", "gzip", "chunked"])
def test_articles_of_our_hosts_on_the_subject_are_read(tmp_path: Path, encoding: str) -> None:
    path = warc(
        tmp_path / "news.warc.gz",
        ("https://www.a.id/berita/satu", TEXT),
        ("https://jabar.b.id/berita/dua", TEXT),
        ("https://www.a.id/berita/tiga", "Harga cabai naik lagi di pasar induk pada pekan ini karena hujan. " * 9),
        ("https://www.a.id/berita/satu?page=2", TEXT),
        ("https://www.a.id/tentang", TEXT),
        ("https://asing.example/berita/satu", TEXT),
        encoding=encoding,
    )
    memory = MemoryLedger()
    (report,) = run(memory, path)
    assert (report.records, report.ours, report.relevant, report.articles) == (6, 4, 2, 2)
    assert report.skipped == {"not relevant by its words": 1, "a following page": 1}
    assert report.done
    assert report.problems == ()
    assert {versions[0].title for versions in memory.articles.values()} == {"Judul satu", "Judul dua"}
    assert all(versions[0].source == "a" for versions in memory.articles.values())
    assert memory.fetches["https://www.a.id/berita/satu"].at == dt.datetime(2022, 3, 9, tzinfo=dt.UTC)


def test_a_file_is_read_once_and_known_articles_are_left(tmp_path: Path) -> None:
    path = warc(tmp_path / "x.warc.gz", ("https://a.id/berita/satu", TEXT))
    memory = MemoryLedger()
    run(memory, path)
    (report,) = run(memory, path)
    assert report.skipped == {"read before": 1}
    other = warc(tmp_path / "y.warc.gz", ("https://a.id/berita/satu", TEXT), ("https://a.id/berita/dua", TEXT))
    (report,) = run(memory, other)
    assert (report.articles, report.skipped) == (1, {"known": 1})
    (report,) = run(memory, path, again=True)
    assert report.articles == 1
    assert all(len(versions) == 1 for versions in memory.articles.values())


def test_a_damaged_file_gives_its_whole_records_and_is_read_again(tmp_path: Path) -> None:
    pages = [(f"https://a.id/berita/nomor-{n}", TEXT + str(n)) for n in range(6)]
    path = warc(tmp_path / "x.warc.gz", *pages)
    whole = path.read_bytes()
    path.write_bytes(whole[: whole.rindex(b"\x1f\x8b\x08") + 40])  # inside the last record
    memory = MemoryLedger()
    (report,) = run(memory, path)
    assert 0 < report.articles < 6
    assert not report.done
    assert str(path) in report.problems[0]
    path.write_bytes(whole)
    (report,) = run(memory, path)
    assert report.done
    assert len(memory.articles) == 6


@pytest.mark.parametrize("cut", [1, 3, 40, 400])
def test_an_uncompressed_file_that_was_cut_is_named_and_read_again(tmp_path: Path, cut: int) -> None:
    pages = [(f"https://a.id/berita/nomor-{n}", TEXT + str(n)) for n in range(4)]
    whole = gzip.decompress(warc(tmp_path / "x.warc.gz", *pages).read_bytes())
    path = tmp_path / "x.warc"
    path.write_bytes(whole[: whole.rindex(b"WARC/1") + cut])
    memory = MemoryLedger()
    (report,) = run(memory, path)
    assert (report.articles, report.done) == (3, False)
    assert str(path) in report.problems[0]
    path.write_bytes(whole)
    (report,) = run(memory, path)
    assert (report.done, report.problems, len(memory.articles)) == (True, (), 4)


def test_another_file_of_the_same_name_is_read(tmp_path: Path) -> None:
    memory = MemoryLedger()
    for n, folder in enumerate(("satu", "dua", "dua")):
        (tmp_path / folder).mkdir(exist_ok=True)
        path = warc(
            tmp_path / folder / "x.warc.gz", *[(f"https://a.id/berita/{folder}-{k}", TEXT) for k in range(n + 1)]
        )
        (report,) = run(memory, path)
        assert report.done
        assert "read before" not in report.skipped
    assert len(memory.articles) == 4


def test_what_is_no_archive_is_named(tmp_path: Path) -> None:
    (tmp_path / "teks.warc.gz").write_bytes(b"bukan arsip" * 100)
    (tmp_path / "kosong.warc.gz").touch()
    memory = MemoryLedger()
    reports = run(memory, tmp_path / "teks.warc.gz", tmp_path / "kosong.warc.gz", tmp_path / "tiada.warc.gz")
    assert [report.articles for report in reports] == [0, 0, 0]
    assert "tiada.warc.gz" in reports[2].problems[0]
    assert not reports[2].done


def test_other_words_may_be_looked_for(tmp_path: Path) -> None:
    path = warc(tmp_path / "x.warc.gz", ("https://a.id/berita/satu", TEXT), ("https://a.id/berita/dua", "Banjir " * 90))
    memory = MemoryLedger()
    (report,) = run(memory, path, terms=["BANJIR"])
    assert report.articles == 1
    (report,) = run(memory, path, watch=["banjir"], again=True)
    assert report.relevant == 2


def test_the_files_of_a_month_are_listed_and_streamed(site: Any, tmp_path: Path) -> None:
    path = warc(tmp_path / "CC-NEWS-1.warc.gz", ("https://a.id/berita/satu", TEXT))
    paths = "crawl-data/CC-NEWS/2022/03/CC-NEWS-1.warc.gz\ncrawl-data/CC-NEWS/2022/03/CC-NEWS-2.warc.gz\n"
    site.answers["/crawl-data/CC-NEWS/2022/03/warc.paths.gz"] = (200, {}, gzip.compress(paths.encode()))
    site.answers["/crawl-data/CC-NEWS/2022/03/CC-NEWS-1.warc.gz"] = (200, {}, path.read_bytes())
    files = ccnews_files("2022-03", base=site.base + "/")
    assert [file.rpartition("/")[2] for file in files] == ["CC-NEWS-1.warc.gz", "CC-NEWS-2.warc.gz"]
    memory = MemoryLedger()
    first, second = run(memory, *files)
    assert (first.articles, first.done) == (1, True)
    assert second.problems == (f"{files[1]}: status 404",)
    with pytest.raises(BackfillError, match="no month"):
        ccnews_files("2022-13")
    with pytest.raises(BackfillError, match="status 404"):
        ccnews_files("2022-04", base=site.base + "/")


def test_the_source_of_an_address_is_found_by_its_host() -> None:
    hosts = Hosts(load_sources())

    def slug(url: str) -> str | None:
        source = hosts.find(url)
        return source.slug if source else None

    assert slug("https://regional.kompas.com/read/2022/03/08/123456789/piagam") == "kompas"
    assert slug("https://jabar.tribunnews.com/2022/03/08/piagam-untuk-kota") == "tribun-jabar"
    assert slug("https://www.kompas.com/tentang") is None
    assert slug("https://contoh.example/read/2022/03/08/123456789/piagam") is None


def test_the_archive_of_a_crawl_is_read_again(site: Any, settings: Settings) -> None:
    site.feed("/rss", "/berita/satu", "/berita/panjang")
    site.page("/berita/satu", "Berita satu")
    for number in (1, 2):
        path = "/berita/panjang" + ("?page=2" if number == 2 else "")
        site.page(path, "Berita panjang", f"Bagian {number} dari tulisan ini cukup panjang untuk dibaca. " * 9)
        status, headers, body = site.answers[path]
        pager = b'<div class="paging"><a href="?page=1">1</a><a href="/berita/panjang?page=2">2</a></div></body>'
        site.answers[path] = status, headers, body.replace(b"</body>", pager)
    memory = MemoryLedger()
    crawl([site.source()], ledger=memory, sink=memory, settings=settings)
    found = {item.url: item.article for item in reread(ArchiveReader(settings.archive_dir), [site.source()])}
    assert len(found) == 2
    for url, versions in memory.articles.items():
        assert found[url] == versions[-1]
    whole = found[f"{site.base}/berita/panjang"]
    assert whole is not None
    assert "Bagian 2" in whole.text
