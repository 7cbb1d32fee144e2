"""Reads the lists of articles that sites offer: feeds, sitemaps, index pages, WordPress. Pure functions of bytes.

Every reader bounds its work, gives back what it could read, and names what it could not in `problems`.
"""

from __future__ import annotations

import datetime as dt
import html
import json
import re
import zlib
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.utils import parsedate_to_datetime
from html.entities import name2codepoint
from io import BytesIO
from urllib.parse import urljoin, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from lxml import etree

from kliping.dates import read_date

#: Of one list; a sitemap may hold 50,000 by its protocol.
MAX_LINKS = 50_000
#: Of one list after decompression.
MAX_BYTES = 60_000_000
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


class _Clock:
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


def gunzip(body: bytes, limit: int = MAX_BYTES) -> tuple[bytes, str]:
    """A body as it was before gzip, and what was wrong with it; what is not gzip comes back as it is."""
    if not body.startswith(b"\x1f\x8b"):
        return body, ""
    opener = zlib.decompressobj(wbits=31)
    try:
        text = opener.decompress(body, limit)
    except zlib.error as error:
        return b"", f"broken gzip ({error})"
    if opener.unconsumed_tail:
        return text, f"more than {limit} bytes after decompression; the rest was left"
    return text, "" if opener.eof else "gzip ends too early"


def read_feed(body: bytes, base: str, *, zone: str, now: dt.datetime) -> Listing:
    """RSS 0.9–2.0, RDF and Atom, with the media descriptions of video channels."""
    clock = _Clock(zone, now)

    def entry(node: etree._Element) -> tuple[Link, bool] | None:
        parts = _parts(node)
        address = parts.get("origLink") or _alternate(node) or parts.get("link") or parts.get("guid") or parts.get("id")
        url = _absolute(base, address or "")
        if not url:
            return None
        published = parts.get("pubDate") or parts.get("published") or parts.get("date") or parts.get("issued") or ""
        updated = parts.get("updated") or parts.get("modified") or ""
        return (
            Link(
                url=url,
                title=plain(parts.get("title", "")),
                teaser=plain(parts.get("description") or parts.get("summary") or parts.get("encoded") or "")[:5000],
                published=clock.read(published or updated),
                modified=clock.read(updated) if published and updated else None,
            ),
            False,
        )

    return _read_xml(body, ("item", "entry"), entry, clock)


def read_sitemap(body: bytes, base: str, *, zone: str, now: dt.datetime) -> Listing:
    """A sitemap, a news sitemap or a sitemap index (its sitemaps come back as `children`)."""
    clock = _Clock(zone, now)

    def entry(node: etree._Element) -> tuple[Link, bool] | None:
        parts = _parts(node)
        url = _absolute(base, parts.get("loc", ""))
        if not url:
            return None
        link = Link(
            url=url,
            title=plain(parts.get("title", "")),
            published=clock.read(parts.get("publication_date", "")),
            modified=clock.read(parts.get("lastmod", "")),
        )
        return link, _name(node) == "sitemap"

    return _read_xml(body, ("url", "sitemap"), entry, clock)


def read_wordpress(body: bytes, base: str, *, zone: str, now: dt.datetime) -> Listing:
    """The answer of a WordPress REST address such as /wp-json/wp/v2/posts."""
    clock = _Clock(zone, now)
    try:
        posts = json.loads(body)
    except (ValueError, RecursionError) as error:
        return Listing(problems=(f"is not JSON ({error})"[:200],))
    if not isinstance(posts, list):
        message = posts.get("message", "") if isinstance(posts, dict) else ""
        return Listing(problems=(f"is no list of posts {plain(str(message))}".strip()[:200],))
    links = []
    for post in posts[:MAX_LINKS]:
        if not isinstance(post, dict) or not (url := _absolute(base, str(post.get("link", "")))):
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
    return Listing(links=_merged(links), problems=tuple(clock.problems()))


def read_index(page: str, base: str, accept: Callable[[str], bool]) -> Listing:
    """The links of an HTML page whose address `accept` takes, once each, with the longest text they carry as title.

    Only anchors are looked at: a parser of the whole page would cost more than its download.
    """
    base = _base(page, base)
    links: list[Link] = []
    problems: tuple[str, ...] = ()
    verdicts: dict[str, bool] = {}
    for address, text in _anchors(page):
        url = _absolute(base, html.unescape(address))
        if not url:
            continue
        if url not in verdicts:
            verdicts[url] = accept(url)
        if verdicts[url]:
            links.append(Link(url=url, title=text))
        if len(links) >= 4 * MAX_LINKS:
            problems = ("too many links; the rest was left",)
            break
    return Listing(links=_merged(links), problems=problems)


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


def _absolute(base: str, address: str) -> str:
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
    return _absolute(url, tag[1]) or url if tag else url


def _merged(links: list[Link]) -> tuple[Link, ...]:
    """Each address once, in order, with the longest title."""
    best: dict[str, Link] = {}
    for link in links:
        known = best.get(link.url)
        if known is None or len(link.title) > len(known.title):
            best[link.url] = link
    return tuple(best.values())[:MAX_LINKS]


def _read_xml(
    body: bytes,
    tags: tuple[str, ...],
    entry: Callable[[etree._Element], tuple[Link, bool] | None],
    clock: _Clock,
) -> Listing:
    body, problem = gunzip(body)
    problems = [problem] if problem else []
    body = body.lstrip(b"\xef\xbb\xbf \t\r\n")
    if not body:
        return Listing(problems=(*problems, "is empty"))
    if re.match(rb"<!doctype html|<html", body[:200], re.IGNORECASE):
        return Listing(problems=(*problems, "is an HTML page"))
    body = re.sub(rb"&([A-Za-z][A-Za-z0-9]{1,31});", _numeric, body)
    links: list[Link] = []
    children: list[Link] = []
    try:
        # No entity is resolved and nothing is loaded: a bomb stays a handful of references.
        events = etree.iterparse(
            BytesIO(body),
            events=("end",),
            tag=[f"{{*}}{tag}" for tag in tags],
            recover=True,
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
        )
        for _, node in events:
            found = entry(node)
            node.clear()
            while node.getprevious() is not None:
                del node.getparent()[0]
            if found:
                (children if found[1] else links).append(found[0])
            if len(links) + len(children) >= MAX_LINKS:
                problems.append(f"more than {MAX_LINKS} entries; the rest was left")
                break
        mistakes = [entry.message for entry in events.error_log if not links or entry.level_name == "FATAL"]
        problems += [f"broken XML ({mistakes[0]})"[:200]] if mistakes else []
    except (etree.LxmlError, ValueError, TypeError) as error:
        problems.append(f"broken XML ({error})"[:200])
    if (
        not links
        and not children
        and not problems
        and not re.search(rb"<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\b", body[:5000], re.I)
    ):
        problems.append("is neither feed nor sitemap")
    return Listing(links=_merged(links), children=_merged(children), problems=(*problems, *clock.problems()))


def _numeric(match: re.Match[bytes]) -> bytes:
    """An HTML entity, which XML does not know, as a number; XML's own five stay."""
    name = match[1].decode("ascii")
    code = None if name in {"amp", "lt", "gt", "quot", "apos"} else name2codepoint.get(name)
    return match[0] if code is None else b"&#%d;" % code


def _name(node: etree._Element) -> str:
    return str(etree.QName(node).localname) if isinstance(node.tag, str) else ""


def _parts(node: etree._Element) -> dict[str, str]:
    """The first text of each descendant by local name; its own children before deeper ones."""
    found: dict[str, str] = {}
    deeper: dict[str, str] = {}
    for number, part in enumerate(node.iter()):
        if number > 500:
            break
        name = _name(part)
        if name and part is not node and (part.text or "").strip():
            (found if part.getparent() is node else deeper).setdefault(name, str(part.text).strip())
    return {**deeper, **found}


def _alternate(node: etree._Element) -> str:
    """The address of an Atom entry."""
    for part in node:
        if _name(part) == "link" and part.get("href") and part.get("rel", "alternate") == "alternate":
            return str(part.get("href"))
    return ""


def _rendered(value: object) -> str:
    if isinstance(value, dict):
        value = value.get("rendered")
    return value if isinstance(value, str) else ""


def _zulu(value: object) -> str:
    return f"{value}Z" if isinstance(value, str) and re.fullmatch(r"[\d-]{10}T[\d:]{5,8}", value) else ""
