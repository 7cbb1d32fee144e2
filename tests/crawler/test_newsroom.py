"""The embedded newsroom on the wire: each make serves what it should, with its faults."""

from __future__ import annotations

import gzip
import http.client
import json
import re
import threading
import urllib.error
import urllib.request
from collections.abc import Iterator
from email.message import Message
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from lxml import etree

from crawler.newsroom.desk import FICTION, NOW, outlets
from crawler.newsroom.server import Newsroom
from crawler.newsroom.truth import Expected
from crawler.registry import load_sources

LISTS = {
    "kabarnegeri": "/rss/terkini.xml",
    "jejaringwarta": "/sitemap/berita.xml",
    "suarabumi": "/wp-json/wp/v2/posts?per_page=10&page=1",
    "harianlintang": "/indeks?date=2026-03-13&page=1",
    "telisik": "/search?q=pelayanan&page=1",
    "tirtakencana": "/siaran-pers?page=1",
    "sekilasinfo": "/feed/atom.xml",
    "pantaukota": "/terbaru?page=1",
}


@pytest.fixture(scope="module")
def newsroom() -> Iterator[Newsroom]:
    with Newsroom(endless_bytes=1_000_000) as room:
        yield room


def fetch(url: str, **headers: str) -> tuple[int, Message, bytes]:
    request = urllib.request.Request(url, headers={name.replace("_", "-"): value for name, value in headers.items()})
    try:
        with urllib.request.urlopen(request, timeout=20) as answer:
            return answer.status, answer.headers, answer.read()
    except urllib.error.HTTPError as error:
        with error:
            return error.code, error.headers, error.read()


def the(newsroom: Newsroom, key: str) -> Expected:
    return next(article for article in newsroom.truth() if article.key == key)


def page(newsroom: Newsroom, url: str) -> str:
    status, _, body = fetch(url)
    assert status == 200, url
    legacy = b"windows-1252" in body[:400]
    return body.decode("windows-1252" if legacy else "utf-8")


def test_each_outlet_has_an_address_of_its_own(newsroom: Newsroom) -> None:
    assert set(newsroom.addresses) == {outlet.slug for outlet in outlets()} == set(LISTS)
    assert len(set(newsroom.addresses.values())) == 8
    assert all(urlsplit(base).hostname.startswith("127.0.0.") for base in newsroom.addresses.values())


def test_every_page_of_every_article_is_served_whole_and_says_that_it_is_fiction(newsroom: Newsroom) -> None:
    for article in newsroom.truth():
        if article.trouble:
            continue
        texts = [page(newsroom, url) for url in article.pages]
        assert all(text.count(FICTION) >= 2 and f'<meta name="fiksi" content="{FICTION}">' in text for text in texts)
        plain = [re.sub(r"\s+", " ", " ".join(etree.HTML(text).itertext())) for text in texts]
        place = 0
        for line in article.text.replace("\n\n", "\n").split("\n"):
            where = next((n for n in range(place, len(plain)) if re.sub(r"\s+", " ", line) in plain[n]), None)
            assert where is not None, (article.key, line[:60])
            place = where
        if len(article.pages) > 1:
            first = article.text.split("\n\n")[0]
            assert re.sub(r"\s+", " ", first) not in plain[-1]


def test_the_banner_stands_outside_the_article_body(newsroom: Newsroom) -> None:
    for slug in ("kabarnegeri", "jejaringwarta", "suarabumi", "telisik"):
        article = next(a for a in newsroom.truth() if a.outlet == slug and not a.trouble)
        tree = etree.HTML(page(newsroom, article.url))
        inside = " ".join(" ".join(body.itertext()) for body in tree.iter("article"))
        assert inside
        assert FICTION not in inside


@pytest.mark.parametrize("slug", sorted(LISTS))
def test_every_list_names_fiction_and_links_articles(newsroom: Newsroom, slug: str) -> None:
    status, headers, body = fetch(newsroom.addresses[slug] + LISTS[slug])
    text = body.decode("windows-1252" if slug == "harianlintang" else "utf-8")
    assert status == 200
    assert FICTION in text
    assert headers["X-Fiksi"] == FICTION
    assert any(article.url in text for article in newsroom.truth() if article.outlet == slug)


def test_the_rss_feed_links_what_is_gone_and_what_is_forbidden(newsroom: Newsroom) -> None:
    _, _, body = fetch(newsroom.addresses["kabarnegeri"] + "/rss/terkini.xml")
    links = [item.text for item in etree.fromstring(body).iter("link")]
    for key in ("kabarnegeri/ralat-ditarik", "kabarnegeri/wawancara-terbatas"):
        assert any((link or "").startswith(the(newsroom, key).url) for link in links)
    assert fetch(the(newsroom, "kabarnegeri/ralat-ditarik").url)[0] == 404
    forbidden = urlsplit(the(newsroom, "kabarnegeri/wawancara-terbatas").url).path
    robots = page(newsroom, newsroom.addresses["kabarnegeri"] + "/robots.txt")
    assert forbidden.startswith("/khusus/")
    assert "Disallow: /khusus/" in robots
    assert "Crawl-delay: 0.1" in robots


def test_the_sitemap_index_leads_to_every_article(newsroom: Newsroom) -> None:
    base = newsroom.addresses["jejaringwarta"]
    assert f"Sitemap: {base}/sitemap.xml" in page(newsroom, base + "/robots.txt")
    _, _, body = fetch(base + "/sitemap.xml")
    found = set()
    maps = [loc.text or "" for loc in etree.fromstring(body).iter("{*}loc")]
    for address in maps:
        body = fetch(address)[2]
        if address.endswith(".gz"):
            body = gzip.decompress(body)
        found |= {loc.text for loc in etree.fromstring(body).iter("{*}loc")}
    assert any(address.endswith(".xml.gz") for address in maps)
    assert found == {article.url for article in newsroom.truth() if article.outlet == "jejaringwarta"}


def test_the_news_sitemap_holds_the_last_two_days(newsroom: Newsroom) -> None:
    _, _, body = fetch(newsroom.addresses["jejaringwarta"] + "/sitemap/berita.xml")
    dates = [date.text or "" for date in etree.fromstring(body).iter("{*}publication_date")]
    assert dates
    assert all(date >= "2026-03-11" for date in dates)


def test_wordpress_pages_its_posts(newsroom: Newsroom) -> None:
    url = newsroom.addresses["suarabumi"] + "/wp-json/wp/v2/posts?per_page=4&page="
    status, headers, body = fetch(url + "1")
    total, pages = int(headers["X-WP-Total"]), int(headers["X-WP-TotalPages"])
    posts = json.loads(body)
    for number in range(2, pages + 1):
        posts += json.loads(fetch(f"{url}{number}")[2])
    wanted = {article.url for article in newsroom.truth() if article.outlet == "suarabumi"}
    assert len(posts) == total == len(wanted)
    assert {post["link"] for post in posts} == wanted
    status, _, body = fetch(f"{url}{pages + 1}")
    assert (status, json.loads(body)["code"]) == (400, "rest_post_invalid_page_number")


def test_index_search_and_lists_page_and_end(newsroom: Newsroom) -> None:
    day = page(newsroom, newsroom.addresses["harianlintang"] + "/indeks?date=2026-03-08&page=1")
    assert the(newsroom, "harianlintang/ps-muara-juara").url in day
    assert "Tidak ada berita." in page(newsroom, newsroom.addresses["harianlintang"] + "/indeks?date=2026-03-01&page=1")
    first = page(newsroom, newsroom.addresses["telisik"] + "/search?q=predikat&page=1")
    assert the(newsroom, "telisik/wbk-pengadilan-agama").url in first
    assert "Tidak ada berita." in page(newsroom, newsroom.addresses["telisik"] + "/search?q=predikat&page=9")
    tagged = page(newsroom, newsroom.addresses["telisik"] + "/search?q=zona+integritas&page=1")
    assert the(newsroom, "telisik/polres-wbk-dicabut").url in tagged
    seen: set[str] = set()
    url = newsroom.addresses["pantaukota"] + "/terbaru?page=1"
    while url:
        text = page(newsroom, url)
        seen |= set(re.findall(r'href="([^"]*/artikel/[\w-]+)', text))
        follow = re.search(r'rel="next" href="([^"]+)"', text)
        url = follow[1] if follow else ""
    assert any("/amp/artikel/" in link for link in seen)
    own = {link.replace("/amp/", "/") for link in seen}
    assert own == {article.url for article in newsroom.truth() if article.outlet == "pantaukota"}


def test_amp_pages_name_their_canonical_page(newsroom: Newsroom) -> None:
    article = the(newsroom, "pantaukota/denpasar-prima")
    amp = article.url.replace("/artikel/", "/amp/artikel/")
    assert f'<link rel="amphtml" href="{amp}">' in page(newsroom, article.url)
    text = page(newsroom, amp)
    assert f'<link rel="canonical" href="{article.url}">' in text
    assert '"datePublished": "2026-03-10T18:10:00+08:00"' in text


def test_one_outlet_compresses_and_one_names_its_legacy_encoding_in_the_page_only(newsroom: Newsroom) -> None:
    article = the(newsroom, "jejaringwarta/mpp-tirtakencana")
    _, headers, body = fetch(article.url, Accept_Encoding="gzip")
    assert headers["Content-Encoding"] == "gzip"
    assert "antrean yang jelas" in gzip.decompress(body).decode()
    assert fetch(article.url)[1]["Content-Encoding"] is None
    _, headers, body = fetch(the(newsroom, "harianlintang/menkes-antrean").url)
    assert headers["Content-Type"] == "text/html"
    assert b"charset=windows-1252" in body
    assert "“Sinyal boleh mati".encode("windows-1252") in body


@pytest.mark.parametrize("slug", sorted(LISTS))
def test_nothing_is_sent_twice_to_who_has_it(newsroom: Newsroom, slug: str) -> None:
    article = next(a for a in newsroom.truth() if a.outlet == slug and not a.trouble)
    for url in (article.url, newsroom.addresses[slug] + LISTS[slug]):
        _, headers, body = fetch(url)
        assert body
        assert fetch(url, If_None_Match=headers["ETag"])[::2] == (304, b"")
        assert fetch(url, If_Modified_Since=headers["Last-Modified"])[0] == 304
        assert fetch(url, If_None_Match='"another"')[0] == 200


def test_the_clock_stands_still(newsroom: Newsroom) -> None:
    article = the(newsroom, "harianlintang/menkes-antrean")
    _, headers, body = fetch(article.url)
    assert headers["Date"] == "Fri, 13 Mar 2026 08:00:00 GMT"
    assert b"4 jam lalu" in body
    assert (NOW - article.published.at).total_seconds() == 4 * 3600


def test_a_broken_page_recovers_and_a_missing_one_does_not(newsroom: Newsroom) -> None:
    with Newsroom() as fresh:
        broken = the(fresh, "suarabumi/lapas-parepare-bidik-wbbm").url
        assert [fetch(broken)[0] for _ in range(3)] == [500, 200, 200]
        assert fetch(fresh.addresses["kabarnegeri"] + "/read/2026/01/01/1/nihil")[0] == 404


def test_the_page_without_end_ends_for_who_hangs_up_and_for_who_does_not(newsroom: Newsroom) -> None:
    url = the(newsroom, "telisik/siaran-langsung-arus").url
    parts = urlsplit(url)
    connection = http.client.HTTPConnection(parts.hostname or "", parts.port, timeout=10)
    connection.request("GET", parts.path)
    assert len(connection.getresponse().read(50_000)) == 50_000
    connection.close()
    assert 900_000 < len(fetch(url)[2]) < 1_100_000


def test_the_paywall_shows_two_paragraphs(newsroom: Newsroom) -> None:
    article = the(newsroom, "telisik/membaca-rapor-loket")
    text = page(newsroom, article.url)
    assert article.paywalled
    assert len(article.text.split("\n\n")) == 2
    assert '"isAccessibleForFree": false' in text
    assert "koefisien" not in text


def test_the_second_stage_changes_one_article_and_adds_two() -> None:
    with Newsroom() as room:
        before = {article.key: article for article in room.truth()}
        url = before["kabarnegeri/mendagri-lebaran"].url
        _, headers, old = fetch(url)
        room.advance()
        after = {article.key: article for article in room.truth()}
        assert len(after.keys() - before.keys()) == 2
        changed = [key for key in before if before[key].text != after[key].text]
        assert changed == ["kabarnegeri/mendagri-lebaran"]
        status, _, new = fetch(url, If_None_Match=headers["ETag"])
        assert (status, b"14 kota" in new, b"14 kota" in old) == (200, True, False)
        assert after[changed[0]].updated is not None
        for key in after.keys() - before.keys():
            assert fetch(after[key].url)[0] == 200
            slug = after[key].outlet
            assert after[key].url.rpartition("/")[2] in fetch(room.addresses[slug] + LISTS[slug])[2].decode()


def test_the_log_keeps_every_request(newsroom: Newsroom) -> None:
    mark = len(newsroom.log)
    fetch(newsroom.addresses["telisik"] + "/robots.txt", User_Agent="Penguji/1")
    line = newsroom.log[mark]
    assert (line.outlet, line.method, line.target, line.status) == ("telisik", "GET", "/robots.txt", 200)
    assert line.headers["user-agent"] == "Penguji/1"


def test_its_sources_are_read_by_the_registry(newsroom: Newsroom, tmp_path: Path) -> None:
    paths = newsroom.source_files(tmp_path / "sources")
    loaded = load_sources(tmp_path / "sources")
    assert len(paths) == 8
    assert {source.slug: source for source in loaded} == {source.slug: source for source in newsroom.sources()}
    for article in newsroom.truth():
        source = next(source for source in loaded if source.slug == article.outlet)
        assert source.allows(article.url)
        assert source.is_article(article.url) or article.trouble == "disallowed", article.url
        assert all(not other.allows(article.url) for other in loaded if other != source)


def test_fixed_ports_are_kept_and_freed() -> None:
    with Newsroom() as room:
        port = max(urlsplit(base).port or 0 for base in room.addresses.values())
    first = port + 20 if port < 65_000 else 20_000
    for _ in range(2):
        with Newsroom(first_port=first) as room:
            assert room.addresses["kabarnegeri"].endswith(f":{first}")
            assert fetch(room.addresses["pantaukota"] + "/robots.txt")[0] == 200


def test_opening_an_open_newsroom_changes_nothing() -> None:
    with Newsroom() as room:
        before = dict(room.addresses)
        with room as again:
            assert again.addresses == before
        with pytest.raises(urllib.error.URLError):
            fetch(before["telisik"] + "/robots.txt")


def test_many_readers_at_once(newsroom: Newsroom) -> None:
    urls = [article.url for article in newsroom.truth() if not article.trouble][:24]
    answers: list[int] = []
    readers = [threading.Thread(target=lambda url=url: answers.append(fetch(url)[0])) for url in urls]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    assert answers == [200] * len(urls)
