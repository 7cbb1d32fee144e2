"""A live look at sources: does each of their lists still answer with articles, and what does one of their pages give?

Nothing is kept. The judgement over time, from what was gathered, is `crawler.health`.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from crawler.discovery import Ask, Window, plan, read, sift
from crawler.registry import SourceFile
from kliping.config import Settings
from kliping.model import Article

if TYPE_CHECKING:
    from scrapy.http import Response

Verdict = Literal["ok", "empty", "blocked", "gone", "changed", "unreachable", "not asked"]

_BLOCKED = frozenset({401, 402, 403, 429, 451})
_STALE = dt.timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Probe:
    """What one list of a source answered."""

    source: str  # slug
    method: str
    url: str
    verdict: Verdict
    links: int = 0  # article links in it
    newest: dt.datetime | None = None  # where the list states times
    reason: str = ""
    advice: str = ""
    sample: str = ""  # address of its first article


@dataclass(frozen=True, slots=True, kw_only=True)
class Value:
    """One field of a tested page: its value in short, and what supplied it where that is known."""

    field: str
    value: str
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """A source's page as it would come out of a crawl."""

    source: str
    url: str
    article: Article | None
    values: tuple[Value, ...] = ()
    reason: str = ""  # why there is no article


def check(
    sources: Sequence[SourceFile],
    *,
    settings: Settings,
    now: dt.datetime | None = None,
    progress: Callable[[Probe], None] | None = None,
) -> list[Probe]:
    """Ask once for the first page of every enabled list; the verdicts in the order of the sources.

    ok: article links on the pattern. changed: an answer, but no link fits (new page make, new addresses). empty: a list
    without any link. gone: 404 or 410. blocked: refused, or robots.txt. unreachable: no answer. A dated list is asked
    for yesterday and a search for the first term.
    """
    from crawler.loop import run_spider
    from crawler.spiders.probes import Answered, ProbeSpider

    now = now or dt.datetime.now(dt.UTC)
    frame = Window(since=now - dt.timedelta(days=1), until=now)
    terms = (settings.search or settings.watch)[:1]
    probes: dict[tuple[str, int], Probe] = {}
    questions: list[tuple[SourceFile, str, Answered]] = []

    def question(source: SourceFile, ask: Ask) -> Answered:
        def answered(response: Response | None, reason: str) -> None:
            probe = _judge(source, ask, response, reason, now)
            probes[source.slug, ask.way] = probe
            if progress is not None:
                progress(probe)

        return answered

    for source in sources:
        asks: dict[int, Ask] = {}
        for ask in plan(source, frame, now=now, terms=terms):
            asks[ask.way] = ask  # of a dated list the last, which is the older day: a whole one
        questions += [(source, ask.url, question(source, ask)) for ask in asks.values()]
        for number, way in enumerate(source.discovery):
            if way.enabled and number not in asks:
                reason = "no term to search for is set"
                probes[source.slug, number] = Probe(
                    source=source.slug, method=way.method, url=way.url, verdict="not asked", reason=reason
                )
    if questions:
        run_spider(ProbeSpider, settings, sources, questions=questions)
    order = {source.slug: place for place, source in enumerate(sources)}
    return [probes[key] for key in sorted(probes, key=lambda key: (order[key[0]], key[1]))]


def _judge(source: SourceFile, ask: Ask, response: Response | None, reason: str, now: dt.datetime) -> Probe:
    way = source.discovery[ask.way]

    def probe(verdict: Verdict, why: str = "", advice: str = "", found: Mapping[str, object] | None = None) -> Probe:
        return Probe(
            source=source.slug,
            method=way.method,
            url=ask.url,
            verdict=verdict,
            reason=why,
            advice=advice,
            **(found or {}),  # type: ignore[arg-type]
        )

    if response is None:
        refused = reason == "robots.txt"
        advice = "respect it: set enabled = false" if refused else "try again later; if it stays, set enabled = false"
        return probe("blocked" if refused else "unreachable", reason, advice)
    status = response.status
    if status in _BLOCKED:
        return probe("blocked", f"status {status}", "quarantine: set enabled = false, and say why in terms")
    if status in {404, 410}:
        return probe("gone", f"status {status}", "look for the new address of the list")
    if status != 200:
        return probe("unreachable", f"status {status}", "try again later")
    text = getattr(response, "text", "") if way.method in {"index", "search", "tag"} else ""
    listing = read(source, ask, response.body, text, now=now)
    kept, left = sift(source, ask, listing.links, Window(since=None))
    newest = max((at for link in kept if (at := link.published or link.modified)), default=None)
    found: dict[str, object] = {"links": len(kept), "newest": newest, "sample": kept[0].url if kept else ""}
    why = "; ".join(listing.problems)
    if kept or listing.children:
        if newest is not None and now - newest > _STALE:
            return probe("empty", f"its newest article is of {newest.date().isoformat()}", "a dead list?", found)
        return probe("ok", why, "", found)
    many = text.count("<a ") > 10  # a page full of links none of which fits
    if left or many or "HTML page" in why or "neither feed nor sitemap" in why or "not JSON" in why:
        return probe("changed", why or "no link fits the pattern", "adjust link_pattern or the address", found)
    return probe("empty", why or "no article link", "adjust link_pattern or the address", found)


def try_source(
    source: SourceFile, *, settings: Settings, url: str = "", now: dt.datetime | None = None
) -> tuple[Trial, list[Probe]]:
    """Fetch one page of a source (`url`, or the first article its lists give) and read it as a crawl would."""
    from crawler.extraction import ExtractionError
    from crawler.loop import run_spider
    from crawler.origins import read_with_origins
    from crawler.page_reading import server_time
    from crawler.spiders.probes import ProbeSpider

    probes = [] if url else check([source], settings=settings, now=now)
    url = url or next((probe.sample for probe in probes if probe.sample), "")
    if not url:
        reasons = "; ".join(f"{probe.method}: {probe.verdict} {probe.reason}".strip() for probe in probes)
        return Trial(source=source.slug, url="", article=None, reason=f"no list gives an article ({reasons})"), probes
    found: list[Trial] = []

    def answered(response: Response | None, reason: str) -> None:
        if response is None or response.status != 200:
            why = reason or f"status {response.status if response else 0}"
            found.append(Trial(source=source.slug, url=url, article=None, reason=why))
            return
        headers = dict(response.headers.to_unicode_dict().items())
        try:
            article, origins = read_with_origins(response.body, url, source, server_time(headers), headers)
        except ExtractionError as error:
            found.append(Trial(source=source.slug, url=url, article=None, reason=error.reason))
            return
        found.append(Trial(source=source.slug, url=url, article=article, values=_values(article, origins)))

    run_spider(ProbeSpider, settings, [source], questions=[(source, url, answered)])
    return found[0], probes


def _values(article: Article, origins: Mapping[str, str]) -> tuple[Value, ...]:
    def short(text: str) -> str:
        return text if len(text) <= 100 else f"{text[:60].rstrip()} … {text[-30:].lstrip()} ({len(text)} characters)"

    shown = {name: str(getattr(article, name)) for name in ("title", "text", "teaser")}
    for name in ("published", "updated"):
        moment = getattr(article, name)
        shown[name] = f"{moment.at.isoformat()} ({moment.precision})" if moment else ""
    shown |= {name: ", ".join(getattr(article, name)) for name in ("authors", "editors", "tags", "next_pages")}
    for name in ("dateline", "agency_code", "photo_credit", "section", "image", "language", "url"):
        shown[name] = str(getattr(article, name))
    shown["paywalled"] = "yes" if article.paywalled else "no"
    return tuple(Value(field=name, value=short(value), origin=origins.get(name, "")) for name, value in shown.items())
