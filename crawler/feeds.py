"""Reads feeds and sitemaps: XML of unknown make, hostile or broken. Pure functions of bytes."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Callable
from html.entities import name2codepoint
from io import BytesIO

from lxml import etree

from crawler.listings import MAX_LINKS, Clock, Link, Listing, absolute, merged, plain

#: Of one list after decompression.
MAX_BYTES = 60_000_000


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
    clock = Clock(zone, now)

    def entry(node: etree._Element) -> tuple[Link, bool] | None:
        parts = _parts(node)
        address = parts.get("origLink") or _alternate(node) or parts.get("link") or parts.get("guid") or parts.get("id")
        url = absolute(base, address or "")
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
    clock = Clock(zone, now)

    def entry(node: etree._Element) -> tuple[Link, bool] | None:
        parts = _parts(node)
        url = absolute(base, parts.get("loc", ""))
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


def _read_xml(
    body: bytes,
    tags: tuple[str, ...],
    entry: Callable[[etree._Element], tuple[Link, bool] | None],
    clock: Clock,
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
    return Listing(links=merged(links), children=merged(children), problems=(*problems, *clock.problems()))


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
