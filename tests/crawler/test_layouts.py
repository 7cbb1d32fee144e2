"""The ways in which Indonesian sites build a page, each with a made-up story: text, title, time, byline must come out."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from crawler.extraction import extract

TITLE = "Dinas Penanaman Modal Kota Sagara Raih Predikat Pelayanan Prima"
P1 = (
    "Dinas Penanaman Modal Kota Sagara menerima penghargaan pelayanan prima dari Kementerian Layanan Rakyat dalam acara "
    "di Balai Kota, Selasa (8/3/2022)."
)
P2 = '"Penghargaan ini milik warga yang setiap hari menilai kami," kata Wali Kota Sagara, Rahmat Basuki.'
P3 = "Penilaian berlangsung selama enam bulan dan mencakup 84 unit layanan di tiga provinsi."
P4 = "Menurut Rahmat, nilai A diperoleh setelah antrean daring dibuka pada pertengahan tahun lalu."
P5 = "Pemerintah kota berencana memperluas layanan itu ke seluruh kecamatan sebelum akhir tahun."
TEXT = "\n\n".join((P1, P2, P3, P4, P5))

MENU = (
    "<ul class='nav'><li><a href='/nasional'>Nasional</a></li><li><a href='/ekonomi'>Ekonomi</a></li>"
    "<li><a href='/olahraga'>Olahraga</a></li></ul>"
)
RELATED = (
    "<ul>"
    + "".join(
        f"<li><a href='/read/{n}/judul-lain'>Judul Berita Lain Nomor {n} yang Sama Sekali Tidak Terkait</a>"
        f"<span class='date'>Senin, 07/03/2022 0{n}:11 WIB</span></li>"
        for n in range(1, 8)
    )
    + "</ul>"
)


@dataclass(frozen=True)
class Layout:
    """A page and what must be read from it."""

    name: str
    head: str
    body: str
    published: str = "2022-03-08T10:15:00+07:00"
    origin: str = ""
    dateline: str = ""
    code: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    next_pages: tuple[str, ...] = ()
    url: str = "https://berita.example/nasional/2022/03/08/101500/predikat-pelayanan-prima"
    text: str = TEXT
    zone: str = ""


def og(site: str, *more: str) -> str:
    """The usual head."""
    return (
        f"<title>{TITLE} - {site}</title><meta property='og:title' content='{TITLE} - {site}'>"
        f"<meta property='og:site_name' content='{site}'><meta property='og:type' content='article'>" + "".join(more)
    )


LAYOUTS = [
    Layout(
        "portal with ads, also-read lines and a numbered pager",
        og("Sagara.com", "<meta name='content_PublishedDate' content='2022-03-08 10:15:12'>"),
        f"""{MENU}<div class='col-bs10-7'><h1 class='read__title'>{TITLE}</h1>
        <div class='read__time'>Sagara.com - <a>08/03/2022, 10:15 WIB</a></div>
        <div class='read__credit'><div class='credit-title'><a>Ayu Larasati</a><span>Penulis</span></div></div>
        <div class='photo'><img src='/a.jpg'><div class='photo__caption'>Wali kota menerima piala. (SAGARA.com/AYU LARASATI)</div></div>
        <div class='read__content'><div class='clearfix'>
        <p><strong>SAGARA, SAGARA.com</strong> - {P1}</p><div class='ads-on-body'><div id='div-gpt-ad-1'>ADVERTISEMENT</div></div>
        <p>{P2}</p><p><strong>Baca juga: <a class='inner-link-baca-juga' href='/read/9/x-y-z'>Antrean Daring Dibuka di Sagara</a></strong></p>
        <p>{P3}</p><p>{P4}</p><p>{P5}</p>
        <p><em>Dapatkan update <strong>berita pilihan</strong> dan <strong>breaking news</strong> setiap hari dari Sagara.com. Mari bergabung di Grup Telegram "Sagara.com News Update", caranya klik link https://t.me/x, kemudian join.</em></p>
        </div></div><div class='read__paging clearfix'><div class='paging__wrap'>
        <div class='paging__item'><a class='paging__link paging__link--active'>1</a></div>
        <div class='paging__item'><a class='paging__link' href='?page=2'>2</a></div>
        <div class='paging__item'><a class='paging__link paging__link--show' href='?page=all'>Show All</a></div></div></div></div>
        <div class='sidebar'><h3>Terpopuler</h3>{RELATED}</div>""",
        dateline="Sagara",
        published="2022-03-08T10:15:12+07:00",
        next_pages=("https://berita.example/nasional/2022/03/08/101500/predikat-pelayanan-prima?page=all",),
    ),
    Layout(
        "regional network: byline in the head, tags and page counter behind the text",
        og("Wartasagara.com"),
        f"""{MENU}<div id='article'><h1 class='f50 black2 f400 crimson' id='arttitle'>{TITLE}</h1>
        <div class='grey bdr3 pb10 pt10'><time>Tayang: <span>Selasa, 8 Maret 2022 10:15 WIB</span></time>
        <div id='penulis'>Penulis: <a href='/penulis/1'>Budi Hartono</a></div> | <div id='editor'>Editor: <a href='/editor/2'>Citra Lestari</a></div></div>
        <div id='artimg'><div class='ovh imgfull_div'><img src='x.jpg'></div><div class='arial f12 pt5 grey2'>Istimewa<br>Suasana Balai Kota Sagara.</div></div>
        <div class='side-article txt-article multi-fontsize editcontent'>
        <p><strong>Laporan Wartawan Wartasagara.com, Budi Hartono</strong></p>
        <p><strong>WARTASAGARA.COM, SAGARA - </strong>{P1}</p><p>{P2}</p>
        <p class='baca'><strong>Baca juga: <a href='/2022/03/07/lain'>Sekolah di Sagara Terima Hibah</a></strong></p>
        <p>{P3}</p><p>{P4}</p><p>{P5} (bh)</p>
        <p>Artikel ini telah tayang di <a href='/'>Wartasagara.com</a> dengan judul {TITLE}</p>
        <p><strong>Simak berita lainnya terkait <a>pelayanan publik</a></strong></p></div>
        <div class='mt10'><h5 class='tagcloud3'><a href='/tag/pelayanan-publik' rel='tag'>pelayanan publik</a></h5></div></div>
        <div class='fr w300'>{RELATED}</div>""",
        dateline="Sagara",
        code="bh",
        authors=("Budi Hartono",),
        editors=("Citra Lestari",),
    ),
    Layout(
        "portal in the make of a news channel: utility classes, link boxes, initials at the end",
        og("SNN Nusantara", "<meta name='publishdate' content='2022/03/08 10:15:44'>", "<meta name='author' content='Dewi Anggraini'>")
        + "<script type='application/ld+json'>{\"@context\":\"https://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"" + TITLE
        + "\",\"datePublished\":\"2022-03-08T10:15:44+07:00\",\"dateModified\":\"2022-03-08T11:00:00+07:00\",\"author\":{\"@type\":\"Person\",\"name\":\"Dewi Anggraini\"}}</script>",
        f"""{MENU}<h1 class='mb-2 text-[28px] leading-9 text-cnn_black'>{TITLE}</h1><span class='text-cnn_red'>SNN Nusantara</span>
        <div class='text-cnn_grey text-sm mb-4'>Selasa, 08 Mar 2022 10:15 WIB</div>
        <div class='detail-image my-5'><figure><img><figcaption>Piala bagi Kota Sagara. (Foto: SNN Nusantara/Eko)</figcaption></figure></div>
        <div class='detail-text text-cnn_black text-sm grow min-w-0'>
        <p><strong>Sagara, SNN Nusantara</strong> -- {P1}</p><p>{P2}</p><div class='paradetail'><div class='detail_ads'>ADVERTISEMENT</div>
        <div>SCROLL TO CONTINUE WITH CONTENT</div></div>
        <table class='linksisip'><tbody><tr><td><div class='lihatjg'><strong>Lihat Juga :</strong></div><a href='/x/1'><span>Judul Sisipan yang Panjang Sekali</span></a></td></tr></tbody></table>
        <p>{P3}</p><!--// sisip //--><p>{P4}</p><p>{P5}</p><p><strong>(dwa/eko)</strong></p>
        <p><br><strong>[Gambas:Video SNN]</strong></p></div><div class='list'>{RELATED}</div>""",
        published="2022-03-08T10:15:44+07:00",
        origin="json-ld",
        dateline="Sagara",
        code="dwa/eko",
        authors=("Dewi Anggraini",),
    ),
    Layout(
        "news agency: one paragraph cut by line breaks, spans between, credits below",
        og("KANTOR BERITA NUSA"),
        f"""{MENU}<article class='post-wrapper'><header><h1 class='wrap__article-detail-title'>{TITLE}</h1>
        <p><span><i class='fa fa-clock-o'></i> Selasa, 8 Maret 2022 10:15 WIB</span></p></header>
        <figure class='wrap__article-detail-image'><img><figcaption>Arsip foto - Balai Kota Sagara. ANTARA FOTO/Gilang</figcaption></figure>
        <div class='wrap__article-detail-content post-content' itemprop='articleBody'>
        Sagara (NUSA) - {P1}<br><br>{P2}<br><br><span class='baca-juga'><b>Baca juga: <a href='/berita/2/lain'>Sagara menata layanan</a></b></span><br><br>
        {P3}<br><br>{P4}<br><br><b>Baca juga: <a href='/berita/3/lain'>Kementerian menilai 84 unit</a></b><br>{P5}
        <p class='text-muted small mt10'>Pewarta: Fajar Nugroho<br>Editor: Gita Permata<br>Copyright © NUSA 2022</p></div>
        <section class='tags'><ul><li><a href='/tag/sagara'>Sagara</a></li></ul></section></article>{RELATED}""",
        dateline="Sagara",
        authors=("Fajar Nugroho",),
        editors=("Gita Permata",),
    ),
    Layout(
        "regional agency page whose meta calls local time UTC",
        og("NUSA Timur", "<meta property='article:published_time' content='2022-03-08T11:15:00Z'>"),
        f"""<h1>{TITLE}</h1><div class='date'>Selasa, 8 Maret 2022 11:15 WITA</div>
        <div class='entry-content'><p>Sagara (NUSA) - {P1}</p><p>{P2}</p><p>{P3}</p><p>{P4}</p><p>{P5}</p></div>""",
        published="2022-03-08T11:15:00+08:00",
        origin="meta:article:published_time",
        dateline="Sagara",
    ),
    Layout(
        "old portal: table layout, text straight in a cell, no marks at all",
        f"<title>:: Portal Sagara :: {TITLE}</title>",
        f"""<table width=900><tr><td colspan=2>{MENU}</td></tr><tr><td width=600 valign=top>
        <font size=1>Selasa, 08/03/2022 10:15 WIB</font><br><b><font size=4>{TITLE}</font></b><br><i>Hani Wulandari</i> - portalsagara<br>
        <font face=arial><b>Sagara</b> - {P1}<br><br>{P2}<br><br>{P3}<br><br>{P4}<br><br>{P5} <b>(han/yud)</b></font>
        </td><td width=300>{RELATED}</td></tr></table><center>Copyright &copy; 2022 Portal Sagara. Hak cipta dilindungi.</center>""",
        dateline="Sagara",
        code="han/yud",
    ),
    Layout(
        "WordPress of a town: entry-content, share bar, category, posted by an administrator",
        f"<title>{TITLE} &#8211; Pemerintah Kota Sagara</title><meta property='article:published_time' content='2022-03-08T03:15:00+00:00'>"
        f"<meta property='og:site_name' content='Pemerintah Kota Sagara'><meta name='author' content='admin'>",
        f"""{MENU}<article class='post type-post'><header class='entry-header'><h1 class='entry-title'>{TITLE}</h1>
        <div class='entry-meta'><span class='posted-on'><time class='entry-date published' datetime='2022-03-08T10:15:00+07:00'>Maret 8, 2022</time></span>
        <span class='byline'>by <a href='/author/admin'>admin</a></span></div></header>
        <div class='entry-content'><div class='wp-caption aligncenter'><img><p class='wp-caption-text'>Penyerahan piala (dok. Humas)</p></div>
        <p>Sagara &#8211; {P1}</p><p>{P2}</p><p>{P3}</p><p>{P4}</p><p>{P5}</p>
        <div class='sharedaddy sd-sharing-enabled'><h3 class='sd-title'>Bagikan ini:</h3><ul><li><a>Twitter</a></li><li><a>Facebook</a></li></ul></div>
        <div id='jp-relatedposts'><h3>Terkait</h3></div></div></article>""",
        dateline="Sagara",
        published="2022-03-08T10:15:00+07:00",
    ),
    Layout(
        "Joomla of a ministry: item-page, details list, hits",
        f"<title>Kementerian Layanan Rakyat - {TITLE}</title>",
        f"""{MENU}<div class='item-page' itemscope><div class='page-header'><h2 itemprop='headline'>{TITLE}</h2></div>
        <dl class='article-info muted'><dt class='article-info-term'>Rincian</dt><dd class='published'><time datetime='2022-03-08T10:15:00+07:00' itemprop='datePublished'>Diterbitkan: 08 Maret 2022</time></dd>
        <dd class='hits'>Dilihat: 1204</dd></dl>
        <div itemprop='articleBody'><p style='text-align: justify;'>SAGARA – {P1}</p><p>{P2}</p><p>&nbsp;</p><p>{P3}</p><p>{P4}</p><p>{P5} <strong>(fik/HUMAS LAYANAN)</strong></p></div>
        <ul class='pager'><li class='previous'><a href='/berita/lain-1' rel='prev'>Sebelumnya</a></li><li class='next'><a href='/berita/lain-2' rel='next'>Berikutnya</a></li></ul></div>""",
        dateline="Sagara",
        code="fik/HUMAS LAYANAN",
        url="https://layanan.example/berita/12-predikat-pelayanan-prima",
    ),
    Layout(
        "AMP page",
        og("Sagara.co") + "<script type='application/ld+json'>[{\"@context\":\"http://schema.org\",\"@type\":\"NewsArticle\",\"headline\":\"" + TITLE
        + "\",\"datePublished\":\"2022-03-08T10:15:00+07:00\",\"author\":[{\"@type\":\"Person\",\"name\":\"Indah Puspita\"}],\"editor\":\"Joko Susilo\",}]</script>",
        f"""<amp-sidebar id='s'><ul><li><a href='/'>Beranda</a></li></ul></amp-sidebar><h1>{TITLE}</h1><amp-img src='x'></amp-img>
        <div class='amp-article-content'><p><strong>SAGARA.CO</strong>, <strong>Sagara</strong> - {P1}</p><amp-ad type='x'></amp-ad><p>{P2}</p>
        <p>Iklan</p><p>{P3}</p><p>{P4}</p><p>{P5}</p><p><strong>Pilihan Editor: <a href='/read/1'>Dua Kota Menunggu Nilai</a></strong></p></div>
        <amp-carousel><a href='/a'>Satu</a></amp-carousel>""",
        dateline="Sagara",
        authors=("Indah Puspita",),
        editors=("Joko Susilo",),
        origin="json-ld",
    ),
    Layout(
        "portal that keeps all pages of an article side by side, and asks whether one likes it",
        og("Enam.com"),
        f"""<header class='read-page--header'><h1 class='read-page--header--title'>{TITLE}</h1><p>Diterbitkan 08 Maret 2022, 10:15 WIB</p></header>
        <div class='article-content-body'>
        <div class='article-content-body__item-page' data-page='1'><div class='article-content-body__item-content'><p><b>Enam.com, Sagara -</b> {P1}</p><p>{P2}</p>
        <div class='baca-juga-collections'><h6>Baca Juga</h6><ul><li><a href='/read/5/a'>Judul yang Lain Lagi di Sini</a></li></ul></div></div></div>
        <div class='article-content-body__item-page' data-page='2'><div class='article-content-body__item-content'><p>{P3}</p><p>{P4}</p><p>{P5}</p></div></div></div>
        <div class='tags--snippet'><a href='/tag/x'>x</a></div>""",
        dateline="Sagara",
    ),
    Layout(
        "relative classes only: React page with spans and JSON-LD",
        og("Kumpul") + "<script type='application/ld+json'>{\"@type\":\"NewsArticle\",\"datePublished\":\"2022-03-08T03:15:00.000Z\",\"headline\":\"" + TITLE + "\"}</script>",
        f"""<div class='Viewweb__StyledView-x'><h1 class='Textweb__StyledText-a'>{TITLE}</h1><span>8 Maret 2022 10:15 WIB</span>
        <div class='StoryRenderer'><div class='View-b'><span data-qa-id='story-paragraph'><span class='T'>{P1}</span></span></div>
        <div class='View-b'><span data-qa-id='story-paragraph'><span class='T'>{P2}</span></span></div>
        <div class='View-b'><span data-qa-id='story-paragraph'><span class='T'>{P3}</span></span></div>
        <div class='View-b'><span data-qa-id='story-paragraph'><span class='T'>{P4}</span></span></div>
        <div class='View-b'><span data-qa-id='story-paragraph'><span class='T'>{P5}</span></span></div></div></div>""",
        origin="json-ld",
    ),
    Layout(
        "economic daily: place behind the name of the paper, byline and editor as lines of the text",
        og("Kontor.co.id"),
        f"""<h1>{TITLE}</h1><div class='fs14 ff-opensans font-gray'>Selasa, 08 Maret 2022 / 10:15 WIB</div>
        <div class='tmpt-desk-kon' itemprop='articleBody'><p>Reporter: <b>Kartika Sari</b> | Editor: <b>Lukman Hadi</b></p>
        <p><strong>KONTOR.CO.ID - SAGARA. </strong>{P1}</p><p>{P2}</p><p>{P3}</p>
        <p>Baca Juga: <a href='/news/x'>Laba Badan Usaha Sagara Naik</a></p><p>{P4}</p><p>{P5}</p>
        <p>Cek Berita dan Artikel yang lain di <a href='https://news.google.com/x'>Google News</a></p></div>""",
        dateline="Sagara",
        authors=("Kartika Sari",),
        editors=("Lukman Hadi",),
    ),
    Layout(
        "page in another encoding of quotes, date in Indonesian with a day's short form, pager by path",
        og("Radar Sagara"),
        f"""<h1 class='single-title'>{TITLE}</h1><div class='meta'>Oleh Maya Kusuma | Jum&#39;at, 11 Mrt 2022 | 21.05 WIB</div>
        <div class='post-content clearfix'><p><b>SAGARA, RADAR SAGARA</b> – {P1}</p><p>{P2}</p><p>{P3}</p><p>{P4}</p><p>{P5}</p>
        <div class='page-links'>Halaman: <span>1</span> <a href='https://berita.example/daerah/predikat-pelayanan-prima/2/'>2</a>
        <a href='https://berita.example/daerah/predikat-pelayanan-prima/3/'>3</a></div></div>""",
        published="2022-03-11T21:05:00+07:00",
        dateline="Sagara",
        authors=("Maya Kusuma",),
        url="https://berita.example/daerah/predikat-pelayanan-prima/",
        next_pages=(
            "https://berita.example/daerah/predikat-pelayanan-prima/2/",
            "https://berita.example/daerah/predikat-pelayanan-prima/3/",
        ),
    ),
    Layout(
        "radio: dateline closed by a colon, comments below",
        og("RRN", "<meta itemprop='datePublished' content='2022-03-08T10:15:00+07:00'>"),
        f"""<h1>{TITLE}</h1><div class='post_details_inner'><div class='post_details_block'><p>KBRN, Sagara: {P1}</p><p>{P2}</p><p>{P3}</p><p>{P4}</p><p>{P5}</p></div></div>
        <div id='comments' class='comments-area'><h3>2 Komentar</h3><p>Semoga layanan di kecamatan kami juga segera diperbaiki karena antreannya panjang sekali setiap pagi.</p>
        <p>Mantap, terus tingkatkan pelayanan kepada masyarakat dan jangan lupa disabilitas juga perlu perhatian khusus.</p></div>""",
        dateline="Sagara",
    ),
]


def page(layout: Layout) -> str:
    """The whole page of a layout."""
    return f"<!doctype html><html lang='id'><head><meta charset='utf-8'>{layout.head}</head><body>{layout.body}</body></html>"


@pytest.mark.parametrize("layout", LAYOUTS, ids=lambda layout: layout.name)
def test_a_page_is_read_whole_and_clean(layout: Layout) -> None:
    article = extract(page(layout), layout.url)
    assert article.text == layout.text
    assert article.title == TITLE
    assert article.published is not None
    assert article.published.at.isoformat() == layout.published
    assert article.published.precision == "minute"
    assert not layout.origin or article.published.origin == layout.origin
    assert article.dateline == layout.dateline
    assert article.agency_code == layout.code
    if layout.authors:
        assert article.authors == layout.authors
    if layout.editors:
        assert article.editors == layout.editors
    assert article.next_pages == layout.next_pages
