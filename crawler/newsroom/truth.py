"""What a perfect reader would make of the newsroom: each article as it should come out, and how they hang together.

Tests assert against these values; nothing here is served.
"""

from __future__ import annotations

import datetime as dt
import functools
import tomllib
from dataclasses import dataclass
from pathlib import Path

from pydantic import BaseModel, ConfigDict, ValidationError

from crawler.newsroom.desk import Annotated, DeskError, Story
from crawler.newsroom.pages import page_urls, shown
from kliping.model import Moment

OUTCOME = Path(__file__).with_name("truth.toml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Expected:
    """One article as it should come out of a crawl."""

    key: str  # "outlet/slug"
    outlet: str
    url: str  # of its first page; also its canonical address
    pages: tuple[str, ...]  # addresses in reading order
    title: str
    text: str  # paragraphs joined by a blank line: no dateline, clutter, caption or credit
    lead: str  # what is printed before the first word: "JAKARTA, KABAR NEGERI – "
    dateline: str  # the place in it
    agency_code: str  # what is printed in brackets at the end: "red/ant"
    teaser: str
    published: Moment
    updated: Moment | None
    authors: tuple[str, ...]
    editors: tuple[str, ...]
    caption: str
    photo_credit: str
    section: str
    tags: tuple[str, ...]
    award: bool
    ministerial: bool
    annotation: Annotated | None  # None: no careful reader has annotated it (it is irrelevant)
    copy_of: str  # key of the article it repeats to the letter, or ""
    release: str  # key of the press release it was made from, or ""
    story: str  # name of the story in truth.toml that it tells for certain, or ""
    paywalled: bool  # `text` is then what can be read without a subscription
    trouble: str  # "" | disallowed | gone | fails-once | endless
    stage: int  # when it appears: 1 or 2

    @property
    def canonical(self) -> str:
        """The address that stands for the article."""
        return self.url

    @property
    def fetchable(self) -> bool:
        """Whether a polite crawler can bring it home."""
        return self.trouble in ("", "fails-once")

    @property
    def relevant(self) -> bool:
        """Whether it reports a received award or a ministerial statement."""
        return self.award or self.ministerial


def expected(story: Story, base: str, stage: int) -> Expected:
    """What should come out of an article at a stage, served at a base address."""
    file, updated = story.file, story.updated(stage)
    urls = page_urls(story, base)
    found, whole = file.annotated, outcome()
    return Expected(
        key=story.key,
        outlet=story.outlet.slug,
        url=urls[0],
        pages=urls,
        title=story.title(stage),
        text="\n\n".join(shown(story, stage)),
        lead=file.lead,
        dateline=file.dateline,
        agency_code=file.code.strip("()"),
        teaser=file.teaser,
        published=Moment(at=_as_stated(story), precision=story.outlet.precision),
        updated=Moment(at=updated) if updated else None,
        authors=file.authors,
        editors=file.editors,
        caption=file.caption,
        photo_credit=file.credit,
        section=file.section,
        tags=file.tags,
        award=bool(found and found.award),
        ministerial=bool(found and found.ministerial),
        annotation=found,
        copy_of=file.copy_of,
        release=next((item.release for item in whole.release if story.key in item.pickups), ""),
        story=next((item.name for item in whole.story if story.key in item.articles), ""),
        paywalled=file.paywalled,
        trouble=file.trouble,
        stage=file.stage,
    )


def _as_stated(story: Story) -> dt.datetime:
    # A page that shows only the day states midnight.
    return story.at.replace(hour=0, minute=0) if story.outlet.precision == "day" else story.at


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class StoryTruth(_Strict):
    """One event and the articles (keys, "outlet/slug") that tell it.

    `articles` are one story for certain. Those in `may_join` come from the same occasion, but tell of another unit or
    angle: they may be filed with it or apart. Anything else filed with it is a mistake.
    """

    name: str
    what: str
    articles: tuple[str, ...]
    may_join: tuple[str, ...] = ()


class ReleaseTruth(_Strict):
    """A press release, the articles that print it, and those among them that changed a quotation."""

    release: str
    pickups: tuple[str, ...]
    altered: tuple[str, ...] = ()


class VariantTruth(_Strict):
    """One wording of a statement in one article."""

    article: str
    content: str


class FamilyTruth(_Strict):
    """One statement in several wordings; `altered` when the wordings do not mean the same."""

    name: str
    speaker: str
    variants: tuple[VariantTruth, ...]
    altered: bool = False


class Outcome(_Strict):
    """How the newsroom's articles hang together (truth.toml)."""

    story: tuple[StoryTruth, ...] = ()
    release: tuple[ReleaseTruth, ...] = ()
    family: tuple[FamilyTruth, ...] = ()


@functools.cache
def outcome() -> Outcome:
    """Read truth.toml. Raises DeskError naming the key."""
    try:
        return Outcome.model_validate(tomllib.loads(OUTCOME.read_text(encoding="utf-8")))
    except ValidationError as error:
        first = error.errors()[0]
        key = ".".join(str(part) for part in first["loc"])
        raise DeskError(f"{OUTCOME.name}: {key}: {first['msg']}") from None
