"""OPML, the exchange format of feed readers: the feeds of sources out, new source files in.."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit
from xml.sax.saxutils import quoteattr

from lxml import etree
from pydantic import ValidationError

from crawler.registry import Discovery, SourceFile

_FEEDS = frozenset({"rss", "video-feed"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Imported:
    """What an OPML file gave: new sources, and what was left with its reason ("title: reason")."""

    sources: tuple[SourceFile, ...]
    left: tuple[str, ...]


def to_opml(sources: Iterable[SourceFile], title: str = "Kliping") -> str:
    """The feeds of the sources as OPML 2.0; a source without a feed is an outline with its site only."""
    rows = []
    for source in sources:
        site = f"https://{source.domain}/"
        feeds = [way.url for way in source.discovery if way.method in _FEEDS and way.enabled]
        for url in feeds or [""]:
            kind = f' type="rss" xmlUrl={quoteattr(url)}' if url else ' type="link"'
            category = quoteattr(",".join(filter(None, (source.kind, source.region))))
            name = f"text={quoteattr(source.name)} title={quoteattr(source.name)}"
            rows.append(f"    <outline {name}{kind} htmlUrl={quoteattr(site)} category={category}/>")
    body = "\n".join(rows)
    head = f"  <head><title>{title.replace('&', '&amp;').replace('<', '&lt;')}</title></head>"
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n{head}\n  <body>\n{body}\n  </body>\n</opml>\n'
    )


def from_opml(text: str | bytes, known: Sequence[SourceFile] = (), *, file: str = "OPML file") -> Imported:
    """New sources of a feed list, one for each feed whose address no known source has.

    They are complete but bare: name, domain and feed; the rest is for a person to fill in (docs/add-a-source.md).
    """
    data = text.encode("utf-8", "surrogatepass") if isinstance(text, str) else text
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(data.strip(), parser)
    except (etree.LxmlError, ValueError) as error:
        return Imported(sources=(), left=(f"{file}: is not XML ({error})",))
    if root is None:
        return Imported(sources=(), left=(f"{file}: is not XML",))
    addresses = {way.url for source in known for way in source.discovery}
    slugs = {source.slug for source in known}
    made: list[SourceFile] = []
    left: list[str] = []
    for outline in root.iter("outline"):
        url = (outline.get("xmlUrl") or "").strip()
        name = " ".join((outline.get("title") or outline.get("text") or "").split()) or url
        if not url:
            continue
        if url in addresses:
            left.append(f"{name}: its feed is known")
            continue
        try:
            host = urlsplit(outline.get("htmlUrl") or url).hostname or ""
            source = SourceFile(
                slug=_slug(name, host, slugs),
                name=name,
                domain=host.removeprefix("www."),
                kind="government" if host.endswith(".go.id") else "video" if "youtube." in host else "news",
                facts=(f"imported from {file}; unverified",),
                discovery=(Discovery(method="video-feed" if "youtube." in host else "rss", url=url),),
            )
        except (ValidationError, ValueError) as error:
            reason = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
            left.append(f"{name}: {reason.removeprefix('Value error, ')}")
            continue
        made.append(source)
        slugs.add(source.slug)
        addresses.add(url)
    return Imported(sources=tuple(made), left=tuple(left))


def _slug(name: str, host: str, taken: set[str]) -> str:
    base = re.sub(r"[^a-z0-9]+", "-", name.lower()).strip("-")[:40].strip("-")
    base = base or re.sub(r"[^a-z0-9]+", "-", host.removeprefix("www.").lower()).strip("-") or "sumber"
    return next(slug for slug in (base, *(f"{base}-{n}" for n in range(2, 10_000))) if slug not in taken)
