"""Lays an article out as an outlet prints it: pages, blocks, clutter, dates; fills the outlet's templates.

Addresses and status codes are in `makes`.
"""

from __future__ import annotations

import datetime as dt
import functools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import jinja2

from crawler.newsroom.desk import FICTION, NOW, Clutter, Outlet, Story

TEMPLATES = Path(__file__).with_name("templates")
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
SHORT_MONTHS = ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agt", "Sep", "Okt", "Nop", "Des")
LONG_MONTHS = (
    "Januari", "Februari", "Maret", "April", "Mei", "Juni",
    "Juli", "Agustus", "September", "Oktober", "November", "Desember",
)  # fmt: skip
ZONE_NAMES = {7: "WIB", 8: "WITA", 9: "WIT"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A line group on a page: kind "p" is text of the article, every other kind is clutter."""

    kind: str
    text: str
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """What an article template is filled with: one page of one article."""

    outlet: Outlet
    story: Story
    base: str
    title: str
    blocks: tuple[Block, ...]
    number: int  # of this page; 0 for the view of all pages at once
    urls: tuple[str, ...]  # of all pages, in reading order
    all_url: str  # of the view of all pages; "" when the outlet has none
    published: str  # as printed
    updated: str
    iso: str
    iso_updated: str
    elsewhere: tuple[tuple[str, str], ...]  # (title, address) of the "read also" box

    @property
    def url(self) -> str:
        """The address of this page."""
        return self.urls[self.number - 1] if self.number else self.all_url

    @property
    def canonical(self) -> str:
        """The address that stands for the article."""
        return self.urls[0]

    @property
    def next_url(self) -> str:
        """The address of the next page, or ""."""
        return self.urls[self.number] if 0 < self.number < len(self.urls) else ""

    @property
    def first(self) -> bool:
        """Whether the article begins here."""
        return self.number <= 1

    @property
    def last(self) -> bool:
        """Whether the article ends here."""
        return self.number in (0, len(self.urls))


def print_moment(at: dt.datetime, pattern: str) -> str:
    """A time in an outlet's own way of writing; patterns stand in outlets.toml."""
    offset = at.utcoffset()
    zone = ZONE_NAMES.get(int(offset.total_seconds() // 3600) if offset else 7, "WIB")
    return pattern.format(
        weekday=WEEKDAYS[at.weekday()],
        day=at.day,
        day2=f"{at.day:02}",
        month=LONG_MONTHS[at.month - 1],
        mon=SHORT_MONTHS[at.month - 1],
        month2=f"{at.month:02}",
        year=at.year,
        time=f"{at:%H:%M}",
        time_dot=f"{at:%H.%M}",
        zone=zone,
    )


def print_ago(at: dt.datetime) -> str:
    """How long ago, counted from the newsroom's clock: "25 menit lalu", "4 jam lalu", "2 hari lalu"."""
    minutes = int((NOW - at).total_seconds()) // 60
    if minutes < 60:
        return f"{minutes} menit lalu"
    return f"{minutes // 60} jam lalu" if minutes < 24 * 60 else f"{minutes // (24 * 60)} hari lalu"


def page_urls(story: Story, base: str) -> tuple[str, ...]:
    """The addresses of an article's pages in reading order."""
    first = base + story.path
    if story.outlet.paging == "/":
        return (first, *(f"{first}{number}/" for number in range(2, story.file.pages + 1)))
    return (first, *(f"{first}?page={number}" for number in range(2, story.file.pages + 1)))


def shown(story: Story, stage: int) -> tuple[str, ...]:
    """The paragraphs that a reader without a subscription gets."""
    body = story.body(stage)
    return body[:2] if story.file.paywalled else body


def lay_out(story: Story, base: str, number: int, stage: int, elsewhere: Sequence[Story]) -> Sheet:
    """One page of an article; number 0 is the view of all pages at once. `elsewhere`: stories the outlet points to."""
    links = tuple((other.title(stage), base + other.path) for other in elsewhere)
    body, pages = shown(story, stage), story.file.pages
    size = math.ceil(len(body) / pages)
    start, end = (0, len(body)) if number == 0 else ((number - 1) * size, number * size)
    blocks: list[Block] = []
    for place in range(start, min(end, len(body))):
        blocks.append(Block(kind="p", text=body[place]))
        blocks.extend(_clutter(item, links) for item in _slipped(story, place + 1) if place + 1 < len(body))
    updated, at = story.updated(stage), story.at
    printed = print_ago(at) if story.file.relative else print_moment(at, story.outlet.printed)
    return Sheet(
        outlet=story.outlet,
        story=story,
        base=base,
        title=story.title(stage),
        blocks=tuple(blocks),
        number=number,
        urls=page_urls(story, base),
        all_url=f"{base}{story.path}?page=all" if story.outlet.paging == "page=all" and pages > 1 else "",
        published=printed,
        updated=print_moment(updated, story.outlet.printed) if updated else "",
        iso=at.isoformat(),
        iso_updated=updated.isoformat() if updated else "",
        elsewhere=links,
    )


def _slipped(story: Story, after: int) -> tuple[Clutter, ...]:
    own = story.file.clutter or story.outlet.clutter
    return tuple(item for item in own if item.after == after)


def _clutter(item: Clutter, links: Sequence[tuple[str, str]]) -> Block:
    if item.text or not links:
        return Block(kind=item.kind, text=item.text or "Indeks Berita")
    title, url = links[item.after % len(links)]
    return Block(kind=item.kind, text=title, url=url)


@functools.cache
def _templates() -> jinja2.Environment:
    return jinja2.Environment(
        loader=jinja2.FileSystemLoader(TEMPLATES),
        autoescape=jinja2.select_autoescape(["html", "xml", "html.j2", "xml.j2"]),
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def fill(template: str, **values: object) -> str:
    """A template's text; every template is given the notice that all of it is fiction."""
    return _templates().get_template(template).render(fiction=FICTION, **values)
