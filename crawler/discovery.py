"""Which lists to ask for and which of their links to follow: pure functions of a source, a window and what was read.

The lists themselves are read in `crawler.listings`; asking for them is the spiders' work.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from urllib.parse import parse_qsl, quote, quote_plus, urlencode, urlsplit, urlunsplit
from zoneinfo import ZoneInfo

from crawler.feeds import read_feed, read_sitemap
from crawler.listings import Link, Listing, looks_like_article, read_index, read_wordpress
from crawler.registry import Discovery, SourceFile

#: Of one dated index; more days need several runs with --since and --until.
MAX_DAYS = 3700
#: Of one sitemap index, newest first.
MAX_CHILDREN = 200
MAX_DEPTH = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Window:
    """The publication times that are wanted: from `since` up to, not including, `until`; `stated` by a user or not.

    A default window bounds only what would be endless (dated pages, sitemaps): what a feed still shows is always taken.
    """

    since: dt.datetime | None
    until: dt.datetime | None = None
    stated: bool = False

    def misses(self, at: dt.datetime | None) -> str:
        """Why a time lies outside ("too old", "too new"); "" for inside and for unknown."""
        if at is None:
            return ""
        if self.since is not None and at < self.since:
            return "too old"
        return "too new" if self.until is not None and at >= self.until else ""


def window(
    since: dt.date | dt.datetime | None, until: dt.date | dt.datetime | None, *, zone: str, now: dt.datetime, days: int
) -> Window:
    """The window of a source; a date counts from its first to its last moment in the source's zone."""
    start, end = _moment(since, zone), _moment(until, zone)
    if end is not None and not isinstance(until, dt.datetime):
        end += dt.timedelta(days=1)
    stated = since is not None or until is not None
    return Window(since=start or (end or now) - dt.timedelta(days=days), until=end, stated=stated)


def _moment(at: dt.date | dt.datetime | None, zone: str) -> dt.datetime | None:
    if at is None:
        return None
    if not isinstance(at, dt.datetime):
        at = dt.datetime.combine(at, dt.time())
    return at if at.tzinfo else at.replace(tzinfo=ZoneInfo(zone))


@dataclass(frozen=True, slots=True, kw_only=True)
class Ask:
    """One list to ask for: the source's `way`-th discovery method, and where in it."""

    url: str
    way: int
    page: int = 0
    day: dt.date | None = None
    query: str = ""
    depth: int = 0


def plan(source: SourceFile, frame: Window, *, now: dt.datetime, terms: Sequence[str] = ()) -> Iterator[Ask]:
    """The first page of every enabled method, for each day (newest first) or each watch term where it has them."""
    for number, way in enumerate(source.discovery):
        if not way.enabled:
            continue
        for day in _days(way, frame, source.zone, now) if way.dated else (None,):
            for query in terms if way.queried else ("",):
                ask = Ask(url=way.url, way=number, page=way.first_page, day=day, query=query)
                yield replace(ask, url=_address(way, ask, frame))


def _days(way: Discovery, frame: Window, zone: str, now: dt.datetime) -> Iterator[dt.date]:
    local = ZoneInfo(zone)
    last = now if frame.until is None else min(frame.until - dt.timedelta(microseconds=1), now)
    since = frame.since
    if since is None or (way.days is not None and not frame.stated):
        since = last - dt.timedelta(days=way.days or 1)
    day, first = last.astimezone(local).date(), since.astimezone(local).date()
    for _ in range(MAX_DAYS):
        if day < first:
            return
        yield day
        day -= dt.timedelta(days=1)


def fill(template: str, *, day: dt.date | None = None, query: str = "", page: int = 0) -> str:
    """An address from its template."""

    def value(match: re.Match[str]) -> str:
        name, spec = match[1], match[2]
        if name == "date":
            return day.strftime(spec or "%Y-%m-%d") if day else ""
        if name == "query":
            return quote_plus(query)
        return quote("-".join(query.lower().split())) if name == "slug" else str(page)

    return re.sub(r"\{(date|query|slug|page)(?::([^}]*))?\}", value, template)


def _address(way: Discovery, ask: Ask, frame: Window) -> str:
    url = fill(way.url, day=ask.day, query=ask.query, page=ask.page)
    if way.method == "wordpress" and frame.stated:
        limits = {"after": frame.since, "before": frame.until}
        parts = urlsplit(url)
        pairs = parse_qsl(parts.query) + [(key, at.isoformat()) for key, at in limits.items() if at]
        url = urlunsplit(parts._replace(query=urlencode(pairs)))
    return url


def read(source: SourceFile, ask: Ask, body: bytes, text: str, *, now: dt.datetime) -> Listing:
    """What an answered list holds. `body` for feeds and sitemaps, which state their encoding; `text` for pages."""
    way = source.discovery[ask.way]
    if way.method in {"rss", "video-feed"}:
        return read_feed(body, ask.url, zone=source.zone, now=now)
    if way.method in {"sitemap", "news-sitemap"}:
        return read_sitemap(body, ask.url, zone=source.zone, now=now)
    if way.method == "wordpress":
        return read_wordpress(body, ask.url, zone=source.zone, now=now)
    pattern = way.link_pattern or source.article_pattern

    def accept(url: str) -> bool:
        return source.is_article(url, pattern) and (bool(pattern) or looks_like_article(url, ask.url))

    return read_index(text, ask.url, accept)


def sift(
    source: SourceFile,
    ask: Ask,
    links: Iterable[Link],
    frame: Window,
    wanted: Callable[[str, str], bool] | None = None,
) -> tuple[list[Link], Counter[str]]:
    """The links worth a request, by address, time and title, and how many were left for which reason.

    `wanted(title, teaser)` is asked only where the list gives a title.
    """
    way = source.discovery[ask.way]
    kept: list[Link] = []
    left: Counter[str] = Counter()
    bounded = frame.stated or way.method in {"sitemap", "news-sitemap"}
    for link in links:
        at = link.published or date_in_address(link.url, source.zone)
        # A sitemap's lastmod is never before publication: an old one means an old article.
        reason = frame.misses(at) or (frame.misses(link.modified) if at is None else "") if bounded else ""
        if reason == "too new" and link.published is None:
            reason = ""  # changed later, or dated by its day only: published when, the page will tell
        if not source.is_article(link.url, way.link_pattern):
            reason = "off pattern"
        elif not reason and link.title and source.exclude_title:
            reason = "title excluded" if re.search(source.exclude_title, link.title, re.IGNORECASE) else ""
        if not reason and wanted is not None and link.title and not wanted(link.title, link.teaser):
            reason = "title not relevant"
        if reason:
            left[reason] += 1
        else:
            kept.append(link)
    return kept, left


def more(source: SourceFile, ask: Ask, listing: Listing, frame: Window, *, caught_up: bool) -> list[Ask]:
    """The lists that follow: the sitemaps of an index, or the next page unless a stop rule ends the paging.

    Paging stops at `way.pages`, at an empty page, at a page that is older than the window throughout, and where the
    crawl has `caught_up` with what an earlier one completed.
    """
    way = source.discovery[ask.way]
    if listing.children:
        return _children(ask, listing, frame) if ask.depth < MAX_DEPTH else []
    turned = (ask.page - way.first_page) // way.page_step + 1
    if "{page}" not in way.url or turned >= way.pages or not listing.links or caught_up:
        return []
    times = [at for link in listing.links if (at := link.published or date_in_address(link.url, source.zone))]
    if len(times) == len(listing.links) and all(frame.misses(at) == "too old" for at in times):
        return []
    following = replace(ask, page=ask.page + way.page_step)
    return [replace(following, url=_address(way, following, frame))]


def _children(ask: Ask, listing: Listing, frame: Window) -> list[Ask]:
    def wanted(child: Link) -> bool:
        if child.modified and frame.since and child.modified < frame.since:
            return False
        month = re.search(r"(?<!\d)((?:19|20)\d\d)[-/_]?(0[1-9]|1[0-2])(?!\d)", child.url)
        if not month:
            return True
        start = dt.datetime(int(month[1]), int(month[2]), 1, tzinfo=dt.UTC)
        # Two days of grace on both sides for zones; a month has at most 31 days.
        return not (frame.since and start + dt.timedelta(days=33) < frame.since) and not (
            frame.until and start - dt.timedelta(days=2) > frame.until
        )

    fitting = [child for child in listing.children if wanted(child)]
    oldest = dt.datetime.min.replace(tzinfo=dt.UTC)
    fitting.sort(key=lambda child: child.modified or oldest, reverse=True)
    return [replace(ask, url=child.url, depth=ask.depth + 1) for child in fitting[:MAX_CHILDREN]]


def date_in_address(url: str, zone: str) -> dt.datetime | None:
    """The last moment of the day that an address names, as in /2022/03/08/; None where it names none."""
    match = re.search(r"/((?:19|20)\d\d)[/-](0?[1-9]|1[0-2])[/-](0?[1-9]|[12]\d|3[01])(?=[/-])", urlsplit(url).path)
    if not match:
        return None
    try:
        return dt.datetime(int(match[1]), int(match[2]), int(match[3]), 23, 59, tzinfo=ZoneInfo(zone))
    except ValueError:
        return None


def mark(source: SourceFile, frame: Window, terms: Sequence[str]) -> str:
    """The mark under which the ledger keeps a list; it changes with a stated window, the filters and the terms.

    An answer "not changed" to a list that was read with other filters would hide what those filters left out.
    """
    parts = [repr(source.model_dump(include={"discovery", "article_pattern", "exclude_pattern", "exclude_title"}))]
    parts += [repr((frame.since, frame.until))] if frame.stated else []
    return "#" + hashlib.sha256("\n".join([*parts, *terms]).encode()).hexdigest()[:8]
