"""The source registry: one TOML file a source, checked by pydantic. The fields are explained in docs/add-a-source.md.

Nothing is fetched here and nothing about one site is code: a new outlet is a new file in `crawler/sources/`.
"""

from __future__ import annotations

import datetime as dt
import functools
import re
import tomllib
import zoneinfo
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Annotated, Literal
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, ValidationError, field_validator, model_validator

from kliping.errors import KlipingError
from kliping.model import Source
from kliping.nearest import did_you_mean

SOURCES = Path(__file__).with_name("sources")

Method = Literal["rss", "sitemap", "news-sitemap", "index", "wordpress", "search", "tag", "video-feed"]
Kind = Literal["news", "government", "agency", "video"]
SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_SEARCHED = frozenset({"search", "tag"})
_FIELDS = Literal[
    "title",
    "body",
    "published",
    "updated",
    "authors",
    "editors",
    "section",
    "tags",
    "image",
    "teaser",
    "remove",
    "next",
]


class SourceError(KlipingError, ValueError):
    """A source file that cannot be used; the message names the file, the line and the key."""


def _regex(value: str) -> str:
    try:
        re.compile(value)
    except re.error as error:
        raise ValueError(f"is not a regular expression: {error}") from None
    return value


Pattern = Annotated[str, AfterValidator(_regex)]


class Discovery(BaseModel):
    """One way to find a source's new articles."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    method: Method
    url: str  # may hold {date:%Y-%m-%d}, {query} (percent-encoded), {slug} (hyphenated query) and {page}
    link_pattern: Pattern = ""  # searched in the full address; "" means the source's article_pattern
    pages: int = Field(default=1, ge=1, le=1000)  # how far to page at most; the stop rules usually end it sooner
    first_page: int = Field(default=1, ge=0)
    page_step: int = Field(default=1, ge=1)  # 10 or 20 where {page} is an offset
    days: int | None = Field(
        default=None, ge=1, le=3650
    )  # how far back without --since; None: lookback_days of the settings
    enabled: bool = True

    @field_validator("url")
    @classmethod
    def _address(cls, value: str) -> str:
        if not re.match(r"https?://[^\s/]+", value):
            raise ValueError("must be an address beginning with http:// or https://")
        for name, spec in re.findall(r"\{(\w*)(?::([^}]*))?\}", value):
            if name not in {"date", "query", "slug", "page"} or (spec and name != "date"):
                raise ValueError(
                    f"unknown placeholder {{{name}}}; there are {{date:…}}, {{query}}, {{slug}} and {{page}}"
                )
        return value

    @model_validator(mode="after")
    def _placeholders(self) -> Discovery:
        if self.method == "search" and not {"{query}", "{slug}"} & set(re.findall(r"\{\w+\}", self.url)):
            raise ValueError("method search needs {query} or {slug} in its url")
        if self.pages > 1 and self.method in {"index", *_SEARCHED} and "{page}" not in self.url:
            raise ValueError("pages above 1 need {page} in the url")
        return self

    @property
    def dated(self) -> bool:
        """Whether the address is made from a day."""
        return "{date" in self.url

    @property
    def queried(self) -> bool:
        """Whether the address is made from a watch term."""
        return "{query}" in self.url or "{slug}" in self.url


class Selector(BaseModel):
    """Where a field stands in the source's pages between two dates (both open when not given)."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    field: _FIELDS
    css: str = Field(min_length=1)
    attribute: str = ""  # read this attribute instead of the text
    valid_from: dt.date | None = None
    valid_until: dt.date | None = None

    def valid_on(self, day: dt.date) -> bool:
        """Whether the selector describes the pages of that day."""
        return (self.valid_from is None or self.valid_from <= day) and (
            self.valid_until is None or day <= self.valid_until
        )


class SourceFile(BaseModel):
    """A source as its file states it."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    slug: str
    name: str = Field(min_length=1)
    domain: str = Field(min_length=1)
    hosts: tuple[str, ...] = ()  # hosts whose pages belong to it: "a.id", "*.a.id", "127.0.0.1:8001"
    owner: str = ""
    kind: Kind = "news"
    tier: int = Field(default=2, ge=1, le=3)  # 1 national, 2 regional or sectoral, 3 local
    region: str = ""  # province or city; "" for national
    zone: str = "Asia/Jakarta"
    language: str = "id"
    enabled: bool = True
    loopback: bool = False  # the embedded newsroom: the only sources that may stand on a private address
    delay: float | None = Field(default=None, ge=0, le=300)  # seconds between requests; None: the settings' delay
    expected_per_week: float | None = Field(default=None, ge=0)
    page_parameter: str = (
        ""  # of articles on several pages: "page" for ?page=2, "page=all" for a one-page view, "/" for …/2
    )
    article_pattern: Pattern = ""  # searched in the full address of an article
    exclude_pattern: Pattern = ""  # addresses never fetched
    exclude_title: Pattern = ""  # titles never fetched, such as horoscopes; case is ignored
    terms: str = ""  # what the terms of use say about automated reading, and why a source is off
    facts: tuple[str, ...] = Field(min_length=1)  # where the facts in this file come from
    discovery: tuple[Discovery, ...] = ()
    selectors: tuple[Selector, ...] = ()

    @field_validator("slug")
    @classmethod
    def _slug(cls, value: str) -> str:
        if not SLUG.fullmatch(value):
            raise ValueError("must be lower-case letters and digits joined by hyphens (it is the name of the file)")
        return value

    @field_validator("zone")
    @classmethod
    def _zone(cls, value: str) -> str:
        try:
            zoneinfo.ZoneInfo(value)
        except (zoneinfo.ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError("must be a time zone such as Asia/Jakarta, Asia/Makassar or Asia/Jayapura") from None
        return value

    @model_validator(mode="after")
    def _whole(self) -> SourceFile:
        if self.enabled and not any(way.enabled for way in self.discovery):
            raise ValueError("an enabled source needs at least one [[discovery]] that is enabled")
        if not self.enabled and not self.terms:
            raise ValueError("a source that is off says why in terms")
        return self

    def source(self) -> Source:
        """What the other stages need to know of it."""
        return Source(
            slug=self.slug,
            name=self.name,
            domain=self.domain,
            owner=self.owner,
            kind=self.kind,
            tier=self.tier,
            region=self.region,
            zone=self.zone,
        )

    def allows(self, url: str) -> bool:
        """Whether an address stands on one of the source's hosts (its discovery hosts count as its own)."""
        try:
            parts = urlsplit(url)
            name, port = (parts.hostname or "").lower().rstrip("."), parts.port
        except ValueError:
            return False
        return parts.scheme in {"http", "https"} and any(
            _same_host(name, port, allowed) for allowed in self._own_hosts()
        )

    def is_article(self, url: str, pattern: str = "") -> bool:
        """Whether an address looks like an article of the source: on its hosts, on its pattern, not excluded."""
        wanted = pattern or self.article_pattern
        return (
            self.allows(url)
            and (not wanted or re.search(wanted, url) is not None)
            and not (self.exclude_pattern and re.search(self.exclude_pattern, url))
        )

    def _own_hosts(self) -> Iterable[str]:
        yield from self.hosts or (self.domain, f"www.{self.domain}", f"m.{self.domain}", f"amp.{self.domain}")
        for way in self.discovery:
            # A date template may hold characters that urlsplit dislikes only behind the host, never in it.
            yield way.url.split("/")[2].lower()


def _same_host(name: str, port: int | None, allowed: str) -> bool:
    allowed, _, allowed_port = allowed.lower().partition(":")
    if allowed_port and str(port) != allowed_port:
        return False
    if allowed.startswith("*."):
        return name == allowed[2:] or name.endswith(allowed[1:])
    return name == allowed


def parse_source(text: str, *, slug: str, file: str = "") -> SourceFile:
    """Read one source file's text. Raises SourceError naming file, line and key."""
    file = file or f"{slug}.toml"
    try:
        data = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"{file}: not valid TOML: {error}") from None
    except RecursionError:
        raise SourceError(f"{file}: not valid TOML: brackets in brackets without end") from None
    data.setdefault("slug", slug)
    if data["slug"] != slug:
        raise SourceError(f"{file}:{_line(text, ('slug',))}: slug: must be the name of the file, {slug!r}")
    try:
        return SourceFile.model_validate(data)
    except ValidationError as error:
        raise SourceError("\n".join(_complaint(text, file, problem) for problem in error.errors())) from None


def _complaint(text: str, file: str, problem: Mapping[str, object]) -> str:
    where = problem["loc"]
    keys = where if isinstance(where, tuple) else ()
    name = ".".join(str(part) for part in keys) or "file"
    if problem["type"] == "extra_forbidden":
        message = "unknown key"
    elif problem["type"] == "missing":
        message = "is missing"
    else:
        message = str(problem["msg"]).removeprefix("Value error, ")
    return f"{file}:{_line(text, keys)}: {name}: {message}"


def _line(text: str, keys: tuple[object, ...]) -> int:
    """The line of a key path such as ("discovery", 1, "url"); of its table, or 1, where the key is not written."""
    path = [str(key) for key in keys if not isinstance(key, int)]
    number = next((key for key in keys if isinstance(key, int)), 0)
    seen, table, found = -1, "", 1
    for row, line in enumerate(text.splitlines(), start=1):
        header = re.match(r"\s*\[\[?\s*([\w.\"-]+)\s*\]", line)
        if header:
            table = header[1].strip('"')
            seen += bool(path) and table == path[0]
            if path and table == path[0] and (seen == number or len(path) == 1):
                found = row
                if len(path) == 1:
                    return row
            continue
        key = re.match(r"\s*[\"']?([\w-]+)[\"']?\s*=", line)
        if not key or not path:
            continue
        if (not table and key[1] == path[0]) or (table == path[0] and seen == number and key[1] == path[-1]):
            return row
    return found


def load_source(path: Path) -> SourceFile:
    """Read one source file. Raises SourceError."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError(f"{path}: cannot be read: {error}") from None
    return parse_source(text, slug=path.stem, file=str(path))


def load_sources(folder: Path | None = None) -> list[SourceFile]:
    """All sources of a folder (the shipped ones by default) by slug. Raises SourceError listing every broken file."""
    if folder is None:
        return list(_shipped())
    return _load(folder)


@functools.cache
def _shipped() -> tuple[SourceFile, ...]:
    return tuple(_load(SOURCES))


def _load(folder: Path) -> list[SourceFile]:
    if not folder.is_dir():
        raise SourceError(f"{folder}: there is no such folder of source files")
    sources, complaints = [], []
    for path in sorted(folder.glob("*.toml")):
        try:
            sources.append(load_source(path))
        except SourceError as error:
            complaints.append(str(error))
    if complaints:
        raise SourceError("\n".join(complaints))
    return sources


def pick_sources(sources: Iterable[SourceFile], slugs: Iterable[str]) -> list[SourceFile]:
    """The named sources, or all that are enabled when none is named. Raises SourceError for an unknown slug."""
    known = {source.slug: source for source in sources}
    wanted = list(dict.fromkeys(slugs))
    if unknown := [slug for slug in wanted if slug not in known]:
        near = did_you_mean(unknown[0], known)
        raise SourceError(f"no source is called {', '.join(unknown)}{near}; `kliping sources list --all` shows all")
    return [known[slug] for slug in wanted] if wanted else [source for source in known.values() if source.enabled]
