"""From the bytes of a saved or fetched page to an `Article`: the one place that calls all readers of a page, in order.

The readers themselves stand in encoding, markup, survey, linked_data, metadata, moments, body, cleaning, pagination.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from crawler.body import find_bodies, is_marked, measure_text
from crawler.cleaning import Cleaned, Rule, clean
from crawler.credits import read_photo_credit
from crawler.encoding import MAX_PAGE_BYTES, UnreadablePageError, decode_page, ends_early
from crawler.headers import header_of
from crawler.lines import Line, read_captions, read_lines
from crawler.linked_data import LinkedData, read_linked_data
from crawler.links import site_of
from crawler.markup import Element, absolute, drop, parse_markup, squeeze
from crawler.metadata import Metadata, is_paywall_notice, read_metadata
from crawler.moments import read_times
from crawler.pagination import next_pages
from crawler.selectors import Selected
from crawler.survey import survey
from kliping.errors import KlipingError
from kliping.model import Article
from kliping.urls import article_id, canonical

if TYPE_CHECKING:
    from crawler.registry import SourceFile

_LITTLE = 200  # characters below which a body is looked for in other ways too
_MAX_TAGS = 300_000  # real pages have some thousands
_MANY = 20_000  # elements beyond which no second reading is tried
_FEED = re.compile(
    r"\s*(?:<\?[^>]*>\s*|<!--.*?-->\s*)*<(?:\w+:)?(?:rss|feed|rdf|urlset|sitemapindex)\b", re.IGNORECASE | re.DOTALL
)
_DATE_LINE = re.compile(
    r"(?:\w{4,8}\s*,\s*)?\d{1,2}[\s/-](?:\w{3,9}|\d\d)[\s/-](?:19|20)\d\d(?:\W*\d{1,2}[.:]\d\d(?:\s*WI[BT]A?)?)?"
    r"|\d{1,2}\s+(?:detik|menit|jam|hari)\s+(?:yang\s+)?(?:lalu|kemudian)",
    re.IGNORECASE,
)
_TAG = re.compile(r"<[^<>]{1,400}>")
_INDONESIAN = frozenset(
    "yang dan di dengan untuk dari ini itu pada dalam tidak akan oleh ke sebagai juga karena".split()
)
_ENGLISH = frozenset("the of and to in is that for was with on as by from has are will".split())


class ExtractionError(KlipingError):
    """A page that cannot become an article: `url` names it, `reason` says why."""

    def __init__(self, url: str, reason: str) -> None:
        super().__init__(f"{url or 'page without address'}: {reason}")
        self.url = url
        self.reason = reason


@dataclass(frozen=True, slots=True)
class _Reading:
    cleaned: Cleaned
    text: str
    way: str  # "body", "trafilatura", "json-ld", "captions"
    caption_credit: str = ""


def extract(
    html: bytes | str,
    url: str,
    *,
    source: SourceFile | None = None,
    fetched_at: dt.datetime | None = None,
    headers: Mapping[str, str] | None = None,
    max_bytes: int = MAX_PAGE_BYTES,
) -> Article:
    """Read one page. `url` may be "" for a saved page that names its own address; `headers` help to find the charset.

    Relative times ("4 jam lalu") need `fetched_at`. Raises ExtractionError, and nothing else, for a page that is too
    large, empty, or holds no article text.
    """
    return extract_explained(html, url, source=source, fetched_at=fetched_at, headers=headers, max_bytes=max_bytes)[0]


def extract_explained(
    html: bytes | str,
    url: str,
    *,
    source: SourceFile | None = None,
    fetched_at: dt.datetime | None = None,
    headers: Mapping[str, str] | None = None,
    max_bytes: int = MAX_PAGE_BYTES,
) -> tuple[Article, str]:
    """As `extract`, and how the text was found: "body", "trafilatura", "json-ld" or "captions"."""
    try:
        text = decode_page(html, content_type=header_of(headers, "content-type"), max_bytes=max_bytes)
        if not text.strip():
            raise ExtractionError(url, "the page is empty")
        if _FEED.match(text[:1000]):
            raise ExtractionError(url, "this is a feed or a sitemap, not a page")
        if text.count("<") > _MAX_TAGS:
            raise ExtractionError(url, f"the page has more than {_MAX_TAGS:,} tags")
        root = parse_markup(text)
        if root is None:
            raise ExtractionError(url, "the page holds no markup")
        return _read(root, text, url, source, fetched_at)
    except UnreadablePageError as error:
        raise ExtractionError(url, str(error)) from error
    except (etree.LxmlError, ValueError, OverflowError, RecursionError, LookupError, TypeError) as error:
        raise ExtractionError(url, f"the page cannot be read: {type(error).__name__}: {error}") from error


def _read(
    root: Element, text: str, url: str, source: SourceFile | None, fetched_at: dt.datetime | None
) -> tuple[Article, str]:
    zone = source.zone if source else "Asia/Jakarta"
    found = survey(root)
    linked = read_linked_data(found.linked_data)
    meta = read_metadata(found, linked, url)
    address = url or meta.url or found.base
    times = read_times(found, linked, address, anchor=meta.anchor, zone=zone, fetched_at=fetched_at)
    chosen = Selected(root, source, times.published.day if times.published else None)
    published = chosen.moment("published", zone, times.published)
    waiting = chosen.links("next", address) or next_pages(root, address)
    reading = _read_body(root, text, linked, meta, chosen)
    cleaned = reading.cleaned
    if not reading.text:
        raise ExtractionError(address, "no article text was found on the page")
    if not linked.headline and _is_list(reading.text):
        raise ExtractionError(address, "this is a list of articles, not one")
    own = canonical(meta.url if _is_own(meta.url, url) else address)
    article = Article(
        id=article_id(own, published.at if published else None),
        url=own,
        title=chosen.first("title", meta.title or squeeze(reading.text)[:120]),
        text=reading.text,
        source=source.slug if source else "",
        outlet=source.name if source else meta.outlet,
        published=published,
        updated=chosen.moment("updated", zone, times.updated),
        teaser=chosen.first("teaser", meta.teaser),
        authors=chosen.all("authors", meta.authors or cleaned.authors),
        editors=chosen.all("editors", meta.editors or cleaned.editors),
        dateline=cleaned.dateline,
        agency_code=cleaned.agency_code,
        photo_credit=cleaned.photo_credit or meta.photo_credit or reading.caption_credit,
        section=chosen.first("section", meta.section),
        tags=tuple(tag.lstrip("# ") for tag in chosen.all("tags", meta.tags or cleaned.tags)),
        image=absolute(chosen.first("image", ""), address) or meta.image,
        language=_language(reading.text, meta.language),
        paywalled=meta.paywalled or any(is_paywall_notice(line) for _, line in cleaned.dropped),
        pages=(address,),
        next_pages=waiting,
    )
    return article, reading.way


def _is_list(text: str) -> bool:
    """Whether a text is an index: dates between the lines, or hardly a sentence among many lines."""
    lines = [line for line in text.split("\n") if line]
    if len(lines) < 8:
        return False
    dates = sum(_DATE_LINE.fullmatch(line) is not None for line in lines)
    sentences = sum(len(line) for line in lines if len(line) >= 60 and line[-1] in '.!?”"')
    return dates > 0.2 * len(lines) or (len(lines) > 20 and sentences < 0.1 * len(text))


def _is_own(stated: str, asked: str) -> bool:
    """Whether the address that a page states may stand for it: one of the same site, where it was asked for by one."""
    return bool(stated) and (not asked or site_of(stated) == site_of(asked))


def _read_body(root: Element, page: str, linked: LinkedData, meta: Metadata, selected: Selected) -> _Reading:
    """The running text: from the element that the page marks as its body, then JSON-LD, then trafilatura."""
    chosen = selected.elements("body")
    for element in selected.elements("remove"):
        if element not in chosen:
            drop(element)
    volumes = measure_text(root)
    bodies = find_bodies(root, volumes, chosen)
    lines, captions = read_lines(bodies, volumes)
    best = _reading(lines, meta, "body")
    if chosen and len(best.text) < _LITTLE:
        # the site was rebuilt, and the selector meets something else
        bodies = find_bodies(root, volumes)
        best = _better(best, _reading(read_lines(bodies, volumes)[0], meta, "body"))
    marked = bool(chosen) or is_marked(bodies)
    # most of the page's unlinked text in one unmarked element speaks for itself
    held = sum(volumes[body].plain for body in bodies) / max(volumes[root].plain, 1)
    if linked.body and len(best.text) < max(_LITTLE, 0.4 * len(linked.body)):
        best = _better(best, _reading(_from_string(linked.body), meta, "json-ld"))
    if best.way == "body" and len(best.text) < _LITTLE:
        captions = read_captions(root) or captions
    if best.way == "body" and len(best.text) < 60:
        # photo pages and films say all they have to say in the captions
        best = _better(best, _by_captions(captions, meta))
    if best.way == "body" and (len(best.text) < _LITTLE or not (marked or held > 0.5)) and len(volumes) < _MANY:
        best = _better(best, _reading(_by_trafilatura(page), meta, "trafilatura"))
    if len(best.text) < 60 or (len(best.text) < _LITTLE and not marked):
        best = _better(best, _by_captions(captions or [linked.description or meta.teaser], meta))
    return replace(best, caption_credit=next((c for c in map(read_photo_credit, captions[:3]) if c), ""))


def _by_captions(captions: Sequence[str], meta: Metadata) -> _Reading:
    lines = [Line(text) for text in dict.fromkeys(captions) if len(text) > 40]
    return _reading(lines, meta, "captions", rules=())


def _better(one: _Reading, other: _Reading) -> _Reading:
    return other if _prose(other) > 1.3 * _prose(one) else one


def _prose(reading: _Reading) -> int:
    """Characters in paragraphs that read like sentences: lists of titles and menus count nothing."""
    paragraphs = reading.cleaned.paragraphs
    return sum(len(p) for p in paragraphs if len(p) >= 60 and p.rstrip("\"”'’) ")[-1:] in (".", "!", "?", "…", ":"))


def _reading(lines: Sequence[Line], meta: Metadata, way: str, rules: Sequence[Rule] | None = None) -> _Reading:
    cleaned = clean(lines, title=meta.title, outlets=meta.outlets, rules=rules)
    return _Reading(cleaned, "\n\n".join(cleaned.paragraphs), way)


def _by_trafilatura(page: str) -> list[Line]:
    """Trafilatura's reading of a page without its metadata and comments."""
    from trafilatura import bare_extraction  # 0.3 s to import, and most pages do not need it

    document = bare_extraction(page, fast=True, with_metadata=False, include_comments=False)
    text = getattr(document, "text", "") or ""
    return [Line(squeeze(line.strip("| -"))) for line in text.split("\n") if line.strip("| -")]


def _from_string(body: str) -> list[Line]:
    """The lines of a JSON-LD articleBody, which may hold markup or be one long line."""
    if "<" in body and _TAG.search(body):
        body = _TAG.sub(lambda tag: "\n" if re.match(r"</?(?:p|br|div|li|h\d)\b", tag[0], re.IGNORECASE) else "", body)
    return [Line(squeeze(line)) for line in body.splitlines() if line.strip()]


def _language(text: str, declared: str) -> str:
    """What the common words say; the declaration only where they say nothing."""
    words = re.findall(r"[a-z]+", text[:4000].lower())
    indonesian = sum(map(_INDONESIAN.__contains__, words))
    english = sum(map(_ENGLISH.__contains__, words))
    if max(indonesian, english) < 3:
        return declared
    return "id" if indonesian >= english else "en"


def read_saved_page(path: Path | str, url: str = "", *, max_bytes: int = MAX_PAGE_BYTES) -> Article:
    """Read a page from a file; without `url` the page's own canonical address is taken.

    Raises ExtractionError naming the file where it cannot be opened or holds no article.
    """
    path = Path(path)
    try:
        if path.stat().st_size > max_bytes:
            raise ExtractionError(
                url or str(path), f"the page has {path.stat().st_size:,} bytes, more than the limit of {max_bytes:,}"
            )
        body = path.read_bytes()
    except OSError as error:
        raise ExtractionError(url or str(path), f"cannot be opened: {error.strerror or error}") from error
    if body[:2] == b"\x1f\x8b" and ends_early(body):
        raise ExtractionError(url or str(path), "is cut off (its gzip ends too early); save the page again")
    try:
        return extract(body, url, max_bytes=max_bytes)
    except ExtractionError as error:
        raise ExtractionError(error.url or str(path), error.reason) from error


def as_line(article: Article, file: Path | str) -> dict[str, object]:
    """An article as `kliping extract` writes it; the keys are documented in docs/cli.md."""
    published = article.published
    return {
        "id": article.id if article.url else Path(file).name,  # without an address all would bear the same number
        "file": Path(file).name,
        "url": article.url,
        "title": article.title,
        "text": article.text,
        "published": published.at.isoformat() if published else None,
        "published_precision": published.precision if published else None,
        "published_from": published.origin if published else None,
        "authors": list(article.authors),
        "editors": list(article.editors),
        "section": article.section,
        "tags": list(article.tags),
        "next_pages": list(article.next_pages),
    }
