"""Links and lists of links; reads index pages and WordPress answers (feeds and sitemaps: `crawler.feeds`).

Every reader bounds its work, gives back what it could read, and names what it could not in `problems`.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from urllib.parse import urljoin, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from kliping.dates import read_date

#: Of one list; a sitemap may hold 50,000 by its protocol.
MAX_LINKS = 50_000
_EARLIEST = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_CLOSED = re.compile(r"</a|<a\s", re.IGNORECASE)  # where the text of an anchor ends, at the latest with the next one
_TOO_FAR = dt.timedelta(days=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """An address that a list offers, with what the list says of it."""

    url: str
    title: str = ""
    teaser: str = ""
    published: dt.datetime | None = None
    modified: dt.datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one list held: articles, further lists (of a sitemap index), and what was wrong with it."""

    links: tuple[Link, ...] = ()
    children: tuple[Link, ...] = ()
    problems: tuple[str, ...] = ()


class Clock:
    """Reads the times of one list; remembers how many cannot be true."""

    def __init__(self, zone: str, now: dt.datetime) -> None:
        self.zone, self.now, self.wrong = zone, now, 0

    def read(self, text: str) -> dt.datetime | None:
        """A time with its zone; None for none, for nonsense, and for one that lies in the future."""
        if not text:
            return None
        at = read_time(text, self.zone, self.now.date())
        if at is None or at > self.now + _TOO_FAR or at < _EARLIEST:
            self.wrong += 1
            return None
        return at

    def problems(self) -> list[str]:
        return [f"{self.wrong} unreadable or impossible times were ignored"] if self.wrong else []


def read_time(text: str, zone: str, reference: dt.date | None = None) -> dt.datetime | None:
    """A time as feeds and sitemaps write it (ISO 8601, RFC 822, or Indonesian words); a naive one is in `zone`."""
    text = text.strip()[:80]
    at: dt.datetime | None = None
    for reader in (dt.datetime.fromisoformat, parsedate_to_datetime):
        try:
            at = reader(text)
            break
        except (ValueError, TypeError, IndexError, OverflowError):
            continue
    if at is None:
        moment = read_date(text, reference, zone)
        return moment.at if moment else None
    try:
        return at if at.utcoffset() is not None else at.replace(tzinfo=ZoneInfo(zone))
    except (ValueError, OverflowError):
        return None


def read_wordpress(body: bytes, base: str, *, zone: str, now: dt.datetime) -> Listing:
    """The answer of a WordPress REST address such as /wp-json/wp/v2/posts."""
    clock = Clock(zone, now)
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError) as error:
        return Listing(problems=(f"is not JSON ({error})"[:200],))
    if not isinstance(posts, list):
        message = posts.get("message", "") if isinstance(posts, dict) else ""
        return Listing(problems=(f"is no list of posts {plain(str(message))}".strip()[:200],))
    links = []
    for post in posts[:MAX_LINKS]:
        if not isinstance(post, dict) or not (url := absolute(base, str(post.get("link", "")))):
            continue
        links.append(
            Link(
                url=url,
                title=plain(_rendered(post.get("title"))),
                teaser=plain(_rendered(post.get("excerpt")))[:5000],
                published=clock.read(_zulu(post.get("date_gmt")) or str(post.get("date") or "")),
                modified=clock.read(_zulu(post.get("modified_gmt")) or str(post.get("modified") or "")),
            )
        )
    return Listing(links=merged(links), problems=tuple(clock.problems()))


def read_index(page: str, base: str, accept: Callable[[str], bool]) -> Listing:
    """The links of an HTML page whose address `accept` takes, once each, with the longest text they carry as title.

    Only anchors are looked at: a parser of the whole page would cost more than its download.
    """
    base = _base(page, base)
    links: list[Link] = []
    problems: tuple[str, ...] = ()
    verdicts: dict[str, bool] = {}
    for address, text in _anchors(page):
        url = absolute(base, html.unescape(address))
        if not url:
            continue
        if url not in verdicts:
            verdicts[url] = accept(url)
        if verdicts[url]:
            links.append(Link(url=url, title=text))
        if len(links) >= 4 * MAX_LINKS:
            problems = ("too many links; the rest was left",)
            break
    return Listing(links=merged(links), problems=problems)


def looks_like_article(url: str, home: str) -> bool:
    """Whether an address has the shape of an article: a slug of several words, or a long number, on the same site."""
    parts, origin = urlsplit(url), urlsplit(home)
    if _bare(parts.netloc) != _bare(origin.netloc) and not _bare(parts.netloc).endswith("." + _bare(origin.netloc)):
        return False
    path = parts.path.rstrip("/")
    if re.search(r"\.(?:jpe?g|png|gif|webp|svg|pdf|mp4|css|js|xml|zip)$", path, re.IGNORECASE):
        return False
    if re.search(r"/(?:tag|tags|kategori|category|topik|author|penulis|indeks|search|foto|video)s?(?:/|$)", path):
        return False
    slug = max(path.split("/"), key=len)
    return slug.count("-") >= 3 or re.search(r"/\d{5,}(?:/|$|\.)", path + "/") is not None


def plain(text: str) -> str:
    """Text without tags, entities and runs of blanks (feeds escape twice: so does this)."""
    text = html.unescape(text)
    if "<" in text:
        text = re.sub(r"<[^<>]*>", " ", text)
    return " ".join(html.unescape(text).split())


def tidy(url: str) -> str:
    """The address to ask for: as listed, without the marks that say which feed led to it.

    Less than `kliping.urls.canonical` takes away: a site may need the rest to find the page.
    """
    parts = urlsplit(url)
    pairs = [pair for pair in parts.query.split("&") if not re.match(r"(?:utm_\w+|fbclid|gclid)=", pair)]
    return urlunsplit(parts._replace(query="&".join(pairs), fragment=""))


def _bare(netloc: str) -> str:
    return netloc.lower().removeprefix("www.")


def absolute(base: str, address: str) -> str:
    """The whole http(s) address of a link; "" for none and for nonsense."""
    if not address.strip():
        return ""
    try:
        url = urljoin(base, address.strip()).partition("#")[0]
        parts = urlsplit(url)
        _ = parts.port
    except ValueError:
        return ""
    return url if parts.scheme in {"http", "https"} and parts.hostname and len(url) <= 2000 else ""


def _anchors(page: str) -> Iterator[tuple[str, str]]:
    """Address and text of each anchor, in linear time."""
    # Each search starts where the last one ended and looks a bounded way ahead, so that "<a<a<a" costs nothing.
    for start in re.finditer(r"<a\s", page, re.IGNORECASE):
        opened = page.find(">", start.end(), start.end() + 4000)
        if opened < 0:
            continue
        attributes = page[start.end() - 1 : opened]
        href = re.search(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", attributes, re.IGNORECASE)
        if not href:
            continue
        closed = _CLOSED.search(page, opened, opened + 6000)
        inner = page[opened + 1 : closed.start()] if closed else ""
        text = plain(inner)
        if not text:
            named = re.search(
                r"""\s(?:alt|title)\s*=\s*(?:"([^"]*)"|'([^']*)')""", attributes + " " + inner, re.IGNORECASE
            )
            text = plain(named[1] or named[2] or "") if named else ""
        yield href[1] or href[2] or href[3] or "", text


def _base(page: str, url: str) -> str:
    tag = re.search(r"""<base\s[^>]{0,200}?href\s*=\s*["']?([^"'\s>]+)""", page[:20_000], re.IGNORECASE)
    return absolute(url, tag[1]) or url if tag else url


def merged(links: list[Link]) -> tuple[Link, ...]:
    """Each address once, in order, with the longest title."""
    best: dict[str, Link] = {}
    for link in links:
        known = best.get(link.url)
        if known is None or len(link.title) > len(known.title):
            best[link.url] = link
    return tuple(best.values())[:MAX_LINKS]


def _rendered(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""


def _zulu(value: object) -> str:
    return f"{value}Z" if isinstance(value, str) and re.fullmatch(r"[\d-]{10}T[\d:]{5,8}", value) else ""
