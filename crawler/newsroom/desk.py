"""The newsroom's copy desk: reads outlets.toml and the article files into frozen values.

Nothing is served or rendered here, and nothing here knows a host or a port.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
import zlib
import zoneinfo
from dataclasses import dataclass
from pathlib import Path
from typing import Literal, TypeVar

from pydantic import AwareDatetime, BaseModel, ConfigDict, Field, ValidationError

from kliping.errors import KlipingError

HERE = Path(__file__).parent
ARTICLES = HERE / "articles"
OUTLETS = HERE / "outlets.toml"

FICTION = "Fiksi: seluruh isi laman ini karangan untuk peragaan Kliping"
# The newsroom's clock stands still, so that relative times, week numbers and reports are the same on every day.
NOW = dt.datetime(2026, 3, 13, 15, 0, tzinfo=zoneinfo.ZoneInfo("Asia/Jakarta"))

Make = Literal["rss", "sitemap", "wordpress", "index", "search", "release", "copier", "amp"]
Trouble = Literal["", "disallowed", "gone", "fails-once", "endless"]
ClutterKind = Literal["related", "ad", "scroll", "video"]
Value = TypeVar("Value", bound=BaseModel)


class DeskError(KlipingError, ValueError):
    """A newsroom file that cannot be used; the message names the file and the key."""


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Clutter(_Strict):
    """A line an outlet slips between an article's paragraphs; no part of the text."""

    after: int = Field(ge=0)
    kind: ClutterKind
    text: str = ""  # "" for related: the outlet then links another article of its own


class Outlet(_Strict):
    """An invented outlet: its make, its house style and its faults."""

    slug: str
    name: str
    domain: str
    make: Make
    zone: str
    region: str = ""
    path: str
    paging: Literal["page", "page=all", "/"]
    printed: str
    suffix: str
    precision: Literal["minute", "day"] = "minute"
    charset: str = "utf-8"
    gzip: bool = False
    crawl_delay: float = 0.0
    disallow: tuple[str, ...] = ()
    clutter: tuple[Clutter, ...] = ()

    def local(self, at: dt.datetime) -> dt.datetime:
        """A moment on the outlet's own clock."""
        return at.astimezone(zoneinfo.ZoneInfo(self.zone))


class GoldAward(_Strict):
    """A received award as the annotation guide has it; strings are substrings of title or text."""

    recipient: str
    award: str
    program: str
    category: str | None = None
    score: str | None = None
    giver: str | None = None
    year: int | None = None
    date: dt.date | None = None


class GoldQuote(_Strict):
    """A quotation as the annotation guide has it."""

    content: str
    type: Literal["direct", "indirect"]
    cue: str | None = None
    speaker: str
    role: str | None = None
    minister: bool = False


class GoldUnit(_Strict):
    """A body named in the article."""

    mention: str
    kind: Literal[
        "ministry",
        "agency",
        "province",
        "regency",
        "city",
        "service_unit",
        "court",
        "police",
        "state_company",
        "other",
    ]


class Annotated(_Strict):
    """What a careful reader finds in an article (the annotation guide's fields without the article's own)."""

    awards: tuple[GoldAward, ...] = ()
    quotes: tuple[GoldQuote, ...] = ()
    units: tuple[GoldUnit, ...] = ()
    notes: str = ""

    @property
    def award(self) -> bool:
        """Whether the article reports a received award."""
        return bool(self.awards)

    @property
    def ministerial(self) -> bool:
        """Whether a minister-level official speaks in it."""
        return any(quote.minister for quote in self.quotes)


class Revision(_Strict):
    """What the newsroom's second stage changes in an article."""

    updated: AwareDatetime
    title: str = ""
    body: str


class ArticleFile(_Strict):
    """One article file as it is written."""

    title: str = ""
    published: AwareDatetime
    updated: AwareDatetime | None = None
    section: str = ""
    tags: tuple[str, ...] = ()
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    lead: str = ""  # printed before the first word: "JAKARTA, KABAR NEGERI – "
    dateline: str = ""  # its place: "JAKARTA"
    code: str = ""  # printed at the end: "(red/ant)"
    caption: str = ""
    credit: str = ""
    teaser: str = ""
    body: str = ""  # paragraphs parted by blank lines; "" in a copy
    pages: int = Field(default=1, ge=1, le=4)
    relative: bool = False  # the page shows "4 jam lalu" instead of a date
    zone: str = ""  # of the article when it is not the outlet's
    copy_of: str = ""  # "outlet/slug": the text is that one's, to the letter
    paywalled: bool = False
    trouble: Trouble = ""
    stage: int = Field(default=1, ge=1, le=2)
    clutter: tuple[Clutter, ...] = ()
    revision: Revision | None = None
    annotated: Annotated | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """An article on the desk: its file with copies filled in, and where it will stand."""

    outlet: Outlet
    slug: str
    file: ArticleFile
    paragraphs: tuple[str, ...]
    revised: tuple[str, ...]  # paragraphs of the second stage; empty when it is never changed

    @property
    def key(self) -> str:
        """The article's name inside the newsroom: "outlet/slug"."""
        return f"{self.outlet.slug}/{self.slug}"

    @property
    def number(self) -> int:
        """A stable number for addresses."""
        return 10_000 + zlib.crc32(self.key.encode()) % 90_000

    @property
    def at(self) -> dt.datetime:
        """Publication time on the clock that the page shows."""
        zone = zoneinfo.ZoneInfo(self.file.zone or self.outlet.zone)
        return self.file.published.astimezone(zone)

    @property
    def path(self) -> str:
        """The path of its first page."""
        section = self.file.section.lower().replace(" & ", "-").replace(" ", "-")
        plain = self.outlet.path.format(date=self.at, number=self.number, slug=self.slug, section=section)
        return f"/khusus{plain}" if self.file.trouble == "disallowed" else plain

    def title(self, stage: int) -> str:
        """Its headline at a stage."""
        revision = self.file.revision
        return revision.title if stage > 1 and revision and revision.title else self.file.title

    def body(self, stage: int) -> tuple[str, ...]:
        """Its paragraphs at a stage, what is behind the paywall included."""
        return self.revised if stage > 1 and self.revised else self.paragraphs

    def updated(self, stage: int) -> dt.datetime | None:
        """When it was last changed, on the clock that the page shows."""
        moment = self.file.revision.updated if stage > 1 and self.file.revision else self.file.updated
        return moment.astimezone(self.at.tzinfo) if moment else None


def _check(kind: type[Value], data: object, name: str) -> Value:
    try:
        return kind.model_validate(data)
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise DeskError(f"{name}: {key}: {first['msg']}") from None


def _toml(path: Path) -> dict[str, object]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DeskError(f"{path.name}: {error}") from None


def _paragraphs(body: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in body.strip().split("\n\n") if part.strip())


@functools.cache
def outlets() -> tuple[Outlet, ...]:
    """The eight outlets in the order of outlets.toml. Raises DeskError."""

    class OutletsFile(_Strict):
        outlet: tuple[Outlet, ...]

    return _check(OutletsFile, _toml(OUTLETS), OUTLETS.name).outlet


@functools.cache
def stories() -> tuple[Story, ...]:
    """Every article of every outlet, newest first, copies filled in. Raises DeskError."""
    files: dict[str, tuple[Outlet, ArticleFile]] = {}
    for outlet in outlets():
        for path in sorted((ARTICLES / outlet.slug).glob("*.toml")):
            files[f"{outlet.slug}/{path.stem}"] = (outlet, _check(ArticleFile, _toml(path), str(path)))
    desk = [_story(key, outlet, file, files) for key, (outlet, file) in files.items()]
    return tuple(sorted(desk, key=lambda story: (-story.file.published.timestamp(), story.key)))


def _copied(copy: ArticleFile, original: ArticleFile) -> ArticleFile:
    title, found = copy.title or original.title, original.annotated
    if found:
        # A body named only in the original's headline is not named in a copy under another one.
        units = tuple(unit for unit in found.units if unit.mention in f"{title}\n{original.body}")
        found = found.model_copy(update={"units": units})
    return copy.model_copy(update={"title": title, "body": original.body, "annotated": found})


def _story(key: str, outlet: Outlet, file: ArticleFile, files: dict[str, tuple[Outlet, ArticleFile]]) -> Story:
    if file.copy_of:
        if file.copy_of not in files or file.body:
            raise DeskError(f"{key}: copy_of names no article, or stands beside a body")
        file = _copied(file, files[file.copy_of][1])
    if not file.title or not (file.body or file.trouble):
        raise DeskError(f"{key}: needs a title and a body")
    revised = _paragraphs(file.revision.body) if file.revision else ()
    return Story(
        outlet=outlet, slug=key.partition("/")[2], file=file, paragraphs=_paragraphs(file.body), revised=revised
    )
