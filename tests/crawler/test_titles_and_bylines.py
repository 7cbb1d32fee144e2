"""Titles without the name of their site, names of writers and editors, sections and tags, from small pages."""

from __future__ import annotations

import pytest

from crawler.extraction import extract
from crawler.titles import strip_outlet
from kliping.model import Article

TITLE = "Dinas Sosial Kota Sagara Raih Predikat Prima"
TEXT = (
    "<p>Pemerintah kota menerima penghargaan pelayanan prima dari kementerian dalam acara di balai kota pagi itu.</p>"
)
TEXT += "<p>Warga menilai layanan semakin cepat dan antrean di loket berkurang separuh sejak tahun lalu.</p>"


def read(
    head: str = "", above: str = f"<h1>{TITLE}</h1>", below: str = "", url: str = "https://kabar.example/a/b-c"
) -> Article:
    return extract(f"<html><head>{head}</head><body>{above}<article>{TEXT}</article>{below}</body></html>", url)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Judul Berita yang Panjang - Kabar Sagara", "Judul Berita yang Panjang"),
        ("Judul Berita yang Panjang | Kabar.example", "Judul Berita yang Panjang"),
        ("Judul Berita yang Panjang :: Kabar Sagara", "Judul Berita yang Panjang"),
        ("Kabar Sagara: Judul Berita yang Panjang", "Judul Berita yang Panjang"),
        ("Kabar Sagara - Judul Berita yang Panjang", "Judul Berita yang Panjang"),
        ("Judul Berita yang Panjang - Daerah - Kabar Sagara", "Judul Berita yang Panjang - Daerah"),
        ("Judul Berita yang Panjang Halaman all - Kompas.com", "Judul Berita yang Panjang Halaman all"),
        ("Persib vs Persija - Dua Kota Satu Piala", "Persib vs Persija - Dua Kota Satu Piala"),
        ("Wali Kota: Layanan Harus Cepat", "Wali Kota: Layanan Harus Cepat"),
        ("Kabar Sagara", "Kabar Sagara"),
    ],
)
def test_the_site_leaves_the_title(title: str, plain: str) -> None:
    assert strip_outlet(title, ("Kabar Sagara", "kabar.example", "kabar")) == plain


@pytest.mark.parametrize(
    ("head", "above", "title"),
    [
        (f"<title>{TITLE} - Kabar</title>", f"<h1>{TITLE}</h1>", TITLE),
        (f"<meta property='og:title' content='{TITLE} | Kabar'>", f"<h2>{TITLE}</h2>", TITLE),
        (f"<title>{TITLE}</title>", f"<h1>FOTO: {TITLE}</h1>", f"FOTO: {TITLE}"),  # the heading says more
        (f"<title>{TITLE}</title>", f"<h1>{TITLE.upper()}</h1>", TITLE),  # capitals are style
        ("<title>Situs Resmi Kota Sagara</title>", f"<h3 class='judul'>{TITLE}</h3>", TITLE),
        (f"<title>{TITLE[:30]}... | Kabar</title>", f"<h1>{TITLE}</h1>", TITLE),
        (f"<title>{TITLE} - Kabar</title>", "<h1>Kabar</h1>", TITLE),
        ("", f"<h1>{TITLE}</h1>", TITLE),
        (f"<title>{TITLE}</title>", f"<a href='/x'><h2>{TITLE} Lagi</h2></a><h1>{TITLE}</h1>", TITLE),
    ],
)
def test_the_heading_and_the_head_agree_on_the_title(head: str, above: str, title: str) -> None:
    assert read(head, above).title == title


@pytest.mark.parametrize(
    ("head", "above", "authors", "editors"),
    [
        ("<meta name='author' content='Budi Hartono'>", "", ("Budi Hartono",), ()),
        ("<meta name='author' content='admin'>", "<div class='penulis'>Budi Hartono</div>", ("Budi Hartono",), ()),
        ("<meta property='article:author' content='https://www.facebook.com/kabar'>", "", (), ()),
        ("", "<div class='byline'>Penulis: Budi Hartono | Editor: Ani Lestari</div>", ("Budi Hartono",), ("Ani Lestari",)),
        ("", "<table><tr><td>Penulis</td><td>: Budi Hartono</td></tr><tr><td>Editor</td><td>: Ani Lestari</td></tr></table>",
         ("Budi Hartono",), ("Ani Lestari",)),
        ("", "<p><b>x</b> Red: Ani Lestari</p>", (), ("Ani Lestari",)),
        ("", "<p>Oleh Budi Hartono - 8 Maret 2022</p>", ("Budi Hartono",), ()),
        ("", "<p>Oleh karena itu</p>", (), ()),
        ("", "<figure><span class='author'>KABAR/Budi Hartono</span></figure>", (), ()),
        ("", "<div class='author'>Tim Redaksi</div>", (), ()),
        ("", "<div class='author'>BUDI HARTONO</div>", ("Budi Hartono",), ()),
        ("<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"author\":{\"name\":\"Redaksi\"},\"editor\":\"Ani Lestari\"}</script>",
         "<div class='reporter'>Reporter: Budi Hartono</div>", ("Budi Hartono",), ("Ani Lestari",)),
    ],
)  # fmt: skip
def test_bylines(head: str, above: str, authors: tuple[str, ...], editors: tuple[str, ...]) -> None:
    article = read(head, f"<h1>{TITLE}</h1>{above}")
    assert (article.authors, article.editors) == (authors, editors)


@pytest.mark.parametrize(
    ("head", "above", "section"),
    [
        ("<meta property='article:section' content='Daerah'>", "", "Daerah"),
        ("", "<ol class='breadcrumb'><li><a>Beranda</a></li><li><a>Nasional</a></li></ol>", "Nasional"),
        ("", "<span class='kanal'>Daerah</span>", "Daerah"),
        ("", "<p>Tanggal: 8 Maret 2022 &nbsp; Kategori: Siaran Pers &nbsp; Dibaca: 4</p>", "Siaran Pers"),
        ("", "", ""),
    ],
)
def test_sections(head: str, above: str, section: str) -> None:
    assert (
        read(head, f"{above}<h1>{TITLE}</h1>" if "breadcrumb" in above else f"<h1>{TITLE}</h1>{above}").section
        == section
    )


@pytest.mark.parametrize(
    ("head", "below", "tags"),
    [
        ("<meta name='keywords' content='sagara, pelayanan publik'>", "", ("sagara", "pelayanan publik")),
        ("<meta property='article:tag' content='sagara'><meta property='article:tag' content='piala'>", "", ("sagara", "piala")),
        ("<meta name='keywords' content='dinas, sosial, kota, yang, raih, predikat'>", "", ()),  # a title cut into words
        ("", "<div class='tags'><a href='/tag/sagara'>#Sagara</a> <a href='/tag/piala'>Piala</a></div>", ("Sagara", "Piala")),
        ("", "<div class='tags trending'><a href='/tag/lain'>Lain</a></div>", ()),
    ],
)  # fmt: skip
def test_tags(head: str, below: str, tags: tuple[str, ...]) -> None:
    assert read(head, below=below).tags == tags
