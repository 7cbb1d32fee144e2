"""The whole reading: odd input raises only ExtractionError, a source's selectors are obeyed, the line is complete."""

from __future__ import annotations

import contextlib
import datetime as dt
import gzip
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from crawler.extraction import ExtractionError, as_line, extract, read_saved_page
from crawler.registry import parse_source
from kliping.urls import article_id

URL = "https://kabar.example/berita/2022/03/08/piala-bagi-sagara"
P1 = "Pemerintah kota menerima penghargaan pelayanan prima dari kementerian dalam acara pada Selasa (8/3/2022)."
P2 = '"Piala ini milik semua warga yang sabar mengantre," kata Wali Kota Sagara Rahmat Basuki di balai kota.'
P3 = "Sebanyak 84 unit layanan dinilai selama enam bulan oleh tim yang datang tanpa pemberitahuan."
PAGE = f"<html><head><title>Piala bagi Sagara</title></head><body><h1>Piala bagi Sagara</h1><article><p>{P1}</p><p>{P2}</p><p>{P3}</p></article></body></html>"
SHARED = Path(__file__).resolve().parents[3] / "shared" / "data" / "html"

SOURCE = """
name = "Kabar Sagara"
domain = "kabar.example"
zone = "Asia/Makassar"
facts = ["a test"]
[[discovery]]
method = "rss"
url = "https://kabar.example/rss"
[[selectors]]
field = "body"
css = "div.lama"
valid_until = 2020-01-01
[[selectors]]
field = "body"
css = "div.isi-teks"
[[selectors]]
field = "remove"
css = "p.sisipan"
"""


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"", "empty"),
        (b" \n\0 ", "empty"),
        (b"<html><head><title>Kosong</title></head><body></body></html>", "no article text"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 200, "not a page"),
        (b"x" * 9_000_000, "more than the limit"),
        (gzip.compress(b"<p>" + b"a" * 9_000_000, mtime=0), "larger than the limit"),
        (b"\x1f\x8b" + b"rusak" * 20, "gzip data are broken"),
        (b"<div>" * 60_000, "no article text"),
        (b"<p>a" * 300_001, "more than 300,000 tags"),
        (b"<?xml version='1.0'?>\n<!-- x --><rss><channel><title>Kabar</title></channel></rss>", "feed"),
    ],
)
def test_what_holds_no_article_is_named(body: bytes, reason: str) -> None:
    with pytest.raises(ExtractionError, match=reason) as caught:
        extract(body, URL)
    assert caught.value.url == URL
    assert URL in str(caught.value)


@pytest.mark.parametrize(
    "page",
    [
        PAGE,
        PAGE.encode("utf-16"),
        PAGE.replace("</p>", "").replace("</article>", ""),
        PAGE.replace("<p>", "<p><b><i><font>"),
        PAGE.replace("<h1>", "<h1\0>\x07").replace("</h1>", "</h1></div></span></table>"),
        "<!-- <script>" + PAGE.replace("<body>", "--><body>"),
        PAGE.replace("<article>", "<div>" * 400).replace("</article>", "</div>" * 400),
        PAGE.replace("<head>", "<head><base href='http://[x'><link rel='canonical' href='http://[y'><meta property='og:url' content='::'>"),
        PAGE.replace("<head>", "<head><script type='application/ld+json'>{\"@graph\":[[[[1]]],null,{\"@type\":5,\"author\":[[]]}]}</script>"),
        PAGE.replace("<head>", "<head><script type='application/ld+json'>" + "[" * 50_000 + "</script>"),
        PAGE + PAGE[:200],
    ],
)  # fmt: skip
def test_broken_pages_are_read_as_far_as_they_go(page: str | bytes) -> None:
    text = extract(page, URL).text
    for paragraph in (P1, P2, P3):
        assert paragraph in text


def test_an_index_is_no_article() -> None:
    cards = "".join(
        f"<div><h3><a href='/a/{n}'>Judul Berita Nomor {n} Hari Ini</a></h3><p>Ringkasan berita nomor {n} yang agak panjang.</p>"
        f"<span>Selasa, 8 Maret 2022 | 1{n}:00 WIB</span></div>"
        for n in range(9)
    )
    with pytest.raises(ExtractionError, match=r"list of articles|no article text"):
        extract(f"<html><body><h1>Indeks Berita</h1><div class='content'>{cards}</div></body></html>", URL)


@pytest.mark.parametrize("url", ["http://[::1", "", "::", "ftp://x", "https://"])
def test_an_odd_address_does_not_hinder_the_reading(url: str) -> None:
    assert P1 in extract(PAGE, url).text


def test_a_cut_off_gzip_gives_its_beginning() -> None:
    filler = "".join(
        f"<p>Loket nomor {n} melayani warga kelurahan {n * 7919 % 100003} sejak pagi hari itu.</p>" for n in range(4000)
    )
    whole = gzip.compress(PAGE.replace("</article>", filler + "</article>").encode())
    assert P2 in extract(whole[: len(whole) // 2], URL).text


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(
    ["<p>", "</p>", "<div class='related'>", "</div>", "<a href='?page=2'>", "</a>", P1, P2, "Baca juga: x", "<script>", "</script>", "<br>",
     "<h1>", "<table><tr><td>", "(a/b)", "8 Maret 2022", "<time datetime='x'>", "&#0;", "<!--", "<ul><li>", "\0", "<figure>", "&amp", "\ud800"]),
    max_size=40))  # fmt: skip
def test_no_tag_soup_raises_anything_else(parts: list[str]) -> None:
    try:
        article = extract("".join(parts), URL)
    except ExtractionError:
        return
    assert article.text
    json.dumps(as_line(article, "x.html"))


@settings(max_examples=40, deadline=None)
@given(st.binary(max_size=300), st.text(max_size=30))
def test_no_bytes_and_no_address_raise_anything_else(body: bytes, url: str) -> None:
    with contextlib.suppress(ExtractionError):
        extract(b"<html><body><article><p>" + P1.encode() + b"</p>" + body, url)


def test_the_selectors_of_a_source_are_obeyed_on_their_days() -> None:
    source = parse_source(SOURCE, slug="kabar-sagara")
    page = f"""<html><body><h1>Piala bagi Sagara</h1><i>Selasa, 8 Maret 2022 10:15</i><div class='lama'><p>{P3 * 9}</p></div>
    <div class='isi-teks'><p>{P1}</p><p class='sisipan'>Sisipan yang cukup panjang dan berakhir dengan titik di sini.</p><p>{P2}</p></div></body></html>"""
    article = extract(page, URL, source=source)
    assert article.text == f"{P1}\n\n{P2}"
    assert (article.source, article.outlet) == ("kabar-sagara", "Kabar Sagara")
    assert article.published is not None
    assert article.published.at.isoformat() == "2022-03-08T10:15:00+08:00"  # the zone of the source


def test_selectors_may_give_any_field() -> None:
    more = """
[[selectors]]
field = "title"
css = "p.kepala"
[[selectors]]
field = "published"
css = "span.waktu"
attribute = "data-at"
[[selectors]]
field = "authors"
css = "b.nama"
[[selectors]]
field = "next"
css = "a.maju"
"""
    source = parse_source(SOURCE + more, slug="kabar-sagara")
    page = f"""<html><body><p class='kepala'>Piala bagi Sagara</p><span class='waktu' data-at='2022-03-08 10:15'>baru</span>
    <b class='nama'>tim kota</b><div class='isi-teks'><p>{P1}</p><p>{P2}</p></div><a class='maju' href='/lanjutan/9'>terus</a></body></html>"""
    article = extract(page, URL, source=source)
    assert article.title == "Piala bagi Sagara"
    assert article.authors == ("tim kota",)
    assert article.next_pages == ("https://kabar.example/lanjutan/9",)
    assert article.published is not None
    assert (article.published.at.isoformat(), article.published.origin) == (
        "2022-03-08T10:15:00+08:00",
        "selector:span.waktu",
    )


def test_an_outdated_selector_does_no_harm() -> None:
    source = parse_source(SOURCE, slug="kabar-sagara")
    page = PAGE.replace(
        "<body>",
        "<body><div class='isi-teks'>Kotak lain yang memakai nama lama dan hanya memuat satu kalimat pendek ini saja di sini.</div>",
    )
    assert extract(page, URL, source=source).text == "\n\n".join((P1, P2, P3))


def test_the_address_of_another_site_does_not_stand_for_the_page() -> None:
    page = PAGE.replace("<head>", "<head><link rel='canonical' href='https://lain.example/asal/piala-bagi-sagara'>")
    assert extract(page, URL).url == URL
    assert extract(page, "").url == "https://lain.example/asal/piala-bagi-sagara"


def test_the_body_of_the_json_ld_serves_where_the_page_shows_none() -> None:
    body = json.dumps({"@type": "NewsArticle", "headline": "Piala bagi Sagara", "articleBody": f"<p>{P1}</p><p>{P2}</p><p>{P3}</p>",
                       "isAccessibleForFree": "False"})  # fmt: skip
    page = f"<html><head><script type='application/ld+json'>{body}</script></head><body><div id='root'></div></body></html>"
    article = extract(page, URL)
    assert article.text == "\n\n".join((P1, P2, P3))
    assert article.paywalled


def test_a_photo_page_is_its_captions() -> None:
    pictures = "".join(f"<figure><img><figcaption>Foto {n}: {P1}</figcaption></figure>" for n in (1, 2))
    article = extract(f"<html><body><h1>Foto: Piala bagi Sagara</h1>{pictures}</body></html>", URL)
    assert article.text == f"Foto 1: {P1}\n\nFoto 2: {P1}"


def test_the_own_address_of_a_saved_page_and_its_line(tmp_path: Path) -> None:
    head = f"<link rel='canonical' href='{URL}?utm_source=x'><meta property='article:published_time' content='2022-03-08T10:15:00+07:00'>"
    head += (
        "<meta property='article:section' content='Daerah'><meta name='keywords' content='Sagara, pelayanan publik'>"
    )
    path = tmp_path / "halaman.html"
    path.write_text(PAGE.replace("<head>", "<head>" + head), encoding="utf-8")
    line = as_line(read_saved_page(path), path)
    assert line.pop("id") == article_id(URL, dt.datetime(2022, 3, 8, 3, 15, tzinfo=dt.UTC))
    assert line == {
        "file": "halaman.html", "url": URL, "title": "Piala bagi Sagara", "text": "\n\n".join((P1, P2, P3)),
        "published": "2022-03-08T10:15:00+07:00", "published_precision": "minute", "published_from": "meta:article:published_time",
        "authors": [], "editors": [], "section": "Daerah", "tags": ["Sagara", "pelayanan publik"], "next_pages": [],
    }  # fmt: skip


def test_a_file_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ExtractionError, match="tiada"):
        read_saved_page(tmp_path / "tiada.html")
    (tmp_path / "kosong.html").touch()
    with pytest.raises(ExtractionError, match=r"kosong\.html"):
        read_saved_page(tmp_path / "kosong.html")


def test_english_pages_are_known_by_their_words() -> None:
    english = (
        "The city received the award from the ministry and the mayor said that it was for the people of the town. "
    )
    article = extract(
        f"<html lang='id'><body><article><p>{english * 3}</p><p>{english}x</p></article></body></html>", URL
    )
    assert article.language == "en"
    assert extract(PAGE.replace("<html", "<html lang='en-US'"), URL).language == "id"


@pytest.mark.skipif(not (SHARED / "expected.json").is_file(), reason="the saved pages are not beside the project")
def test_saved_pages_of_real_outlets() -> None:
    from evaluation.extraction import same_minute, token_f1

    scores = []
    for gold in json.loads((SHARED / "expected.json").read_text(encoding="utf-8")):
        article = read_saved_page(SHARED / gold["file"])
        if gold.get("title"):
            assert article.title == " ".join(gold["title"].split())
        if gold.get("published"):
            assert same_minute(article, gold["published"]), gold["file"]
            assert article.published is not None
            assert article.published.at.utcoffset() == dt.timedelta(hours=7)
        if gold.get("content"):
            scores.append(token_f1(article.text, gold["content"]))
    assert sum(scores) / len(scores) > 0.975
