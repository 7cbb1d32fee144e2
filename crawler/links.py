"""The article links of a list page handed in as bytes. Reading feeds is `feeds`, reading indexes `listings`."""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter

from crawler.encoding import UnreadablePageError, decode_page
from crawler.feeds import read_feed, read_sitemap
from crawler.listings import Link, looks_like_article, read_index
from kliping.urls import canonical, host, url_key

_FEED = re.compile(rb"<(?:\w+:)?(?:rss|feed|rdf)\b", re.IGNORECASE)
_SITEMAP = re.compile(rb"<(?:\w+:)?(?:urlset|sitemapindex)\b", re.IGNORECASE)
_STATED = re.compile(
    r"""<(?:link[^>]{0,200}?rel=["']?canonical[^>]{0,200}?href|meta[^>]{0,200}?og:url[^>]{0,60}?content)=["']?(https?://[^"'\s>]+)""",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"""href=["']?(https?://[^/"'\s>]+)""", re.IGNORECASE)
# a link around a whole card: "Metro Selasa, 16 Februari 2016 12:40 Judul"
_CARD_HEAD = re.compile(
    r"^.{0,40}?\b\d{1,2}[ /-](?:\w{3,9}|\d{1,2})[ /-](?:19|20)\d\d"
    r"(?:[\s,|-]*\d{1,2}[.:]\d\d)?(?:\s*WI(?:B|TA?)\b)?[\s|-]+(?=\S.{15})"
)
_SECOND_LEVEL = frozenset(("co", "go", "or", "ac", "web", "my", "desa", "sch", "net"))


def article_links(body: bytes | str, url: str = "", *, zone: str = "Asia/Jakarta") -> list[Link]:
    """The articles that a list page offers, in its order and once each; [] for a page that cannot be read.

    Without `url` the page's own address, or the host it links to most, stands for it. Links stay within the site:
    "nasional.kompas.com" belongs to "indeks.kompas.com".
    """
    raw = body.encode("utf-8", "replace") if isinstance(body, str) else body
    now = dt.datetime.now(dt.UTC)
    if _FEED.search(raw[:3000]):
        return list(read_feed(raw, url, zone=zone, now=now).links)
    if _SITEMAP.search(raw[:3000]):
        return list(read_sitemap(raw, url, zone=zone, now=now).links)
    try:
        page = decode_page(raw)
    except UnreadablePageError:
        return []
    base = url or _own_address(page)
    home = f"https://{site_of(base)}/"
    links = read_index(page, base, lambda address: looks_like_article(address, home)).links
    # a picture, a title and "comments" may lead to one article under several spellings
    best: dict[str, Link] = {}
    for link in links:
        key = url_key(link.url)
        if key not in best or len(link.title) > len(best[key].title):
            title = _CARD_HEAD.sub("", link.title)
            best[key] = Link(url=best[key].url if key in best else canonical(link.url), title=title)
    return list(best.values())


def site_of(url: str) -> str:
    """The registered name that an address belongs to: "nasional.kompas.com" → "kompas.com", "x.go.id" stays whole."""
    parts = host(url).split(".")
    if all(part.isdigit() for part in parts):
        return host(url)
    keep = 3 if len(parts) > 2 and parts[-2] in _SECOND_LEVEL else 2
    return ".".join(parts[-keep:])


def _own_address(page: str) -> str:
    stated = _STATED.search(page, 0, 100_000)
    if stated:
        return stated[1]
    hosts = Counter(match[1] for match in _ADDRESS.finditer(page, 0, 2_000_000))
    sites = Counter[str]()
    for address, count in hosts.items():
        sites[site_of(address)] += count
    commonest = next((name for name, _ in sites.most_common(1)), "")
    return next((f"{address}/" for address in hosts if site_of(address) == commonest), "")
