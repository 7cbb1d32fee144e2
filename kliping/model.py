"""The vocabulary of Kliping: the values that travel between the stages.

Frozen, slotted, keyword-only dataclasses of the standard library, and nothing else: no I/O, no parsing, no identity
beyond the ids that `kliping.urls` and `nlp.linking` make. What each word means stands in docs/vocabulary.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Field = Literal["title", "text"]
Precision = Literal["minute", "day"]
QuoteKind = Literal["direct", "indirect"]
AwardStatus = Literal["received", "nominated", "targeted", "assessed", "revoked"]
ToneLabel = Literal["positive", "neutral", "negative"]
FetchOutcome = Literal["fetched", "unchanged", "skipped", "failed"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Span:
    """Evidence: half-open character offsets into an article's title or text."""

    field: Field = "text"
    start: int
    end: int

    def __post_init__(self) -> None:
        if self.start < 0 or self.end < self.start:
            raise ValueError(f"a span runs forward from 0, not {self.start}–{self.end}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """A point in time as exact as it was stated; `at` always carries its zone (midnight when only the day is known)."""

    at: dt.datetime
    precision: Precision = "minute"
    origin: str = ""  # the field that supplied it, such as "json-ld" or "relative"

    @property
    def day(self) -> dt.date:
        """The calendar day where the text was written."""
        return self.at.date()


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """An outlet or a government site as the other stages need it; how to crawl it stays in `crawler.registry`."""

    slug: str
    name: str
    domain: str
    owner: str = ""
    kind: str = "news"  # news | government | agency | video
    tier: int = 2
    region: str = ""
    zone: str = "Asia/Jakarta"


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One response as it came over the wire (body decoded from its transfer and content encodings)."""

    url: str
    status: int
    headers: Mapping[str, str]
    body: bytes
    fetched_at: dt.datetime
    source: str = ""  # slug
    final_url: str = ""
    reason: str = ""  # why it was asked for: "rss", "news-sitemap", "next-page" …


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """One line of the crawl's log: what was asked for and how it ended, with the reason when it did not."""

    url: str
    source: str
    at: dt.datetime
    outcome: FetchOutcome
    status: int | None = None
    reason: str = ""
    etag: str = ""
    last_modified: str = ""
    digest: str = ""  # SHA-256 of the body, hex
    bytes: int = 0
    seconds: float = 0.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """A cleaned news text, its pages joined. `id` is the time-ordered number of `kliping.urls.article_id`."""

    id: int
    url: str
    title: str
    text: str
    source: str = ""  # slug of the Source, "" for a text handed in by a user
    outlet: str = ""
    published: Moment | None = None
    updated: Moment | None = None
    teaser: str = ""
    authors: tuple[str, ...] = ()
    editors: tuple[str, ...] = ()
    dateline: str = ""
    agency_code: str = ""
    photo_credit: str = ""
    section: str = ""
    tags: tuple[str, ...] = ()
    image: str = ""
    language: str = "id"
    paywalled: bool = False
    pages: tuple[str, ...] = ()  # addresses that were joined, in reading order
    next_pages: tuple[str, ...] = ()  # addresses that still wait to be joined

    def read(self, span: Span) -> str:
        """The characters a span covers."""
        return (self.title if span.field == "title" else self.text)[span.start : span.end]


@dataclass(frozen=True, slots=True, kw_only=True)
class Mention:
    """A government body or public-service unit named in the text and the body it was linked to."""

    span: Span
    text: str
    id: str
    name: str
    kind: str
    parent: str | None = None
    region: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """What somebody said: content (source – cue – content in the literature's words)."""

    span: Span
    content: str
    kind: QuoteKind
    cue: str | None = None
    speaker: str | None = None
    speaker_id: str | None = None
    role: str | None = None
    affiliation: str | None = None
    minister: bool = False
    topic: str | None = None
    occasion: str | None = None
    date: dt.date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardRecord:
    """One recipient × award × category, with the strings as the article writes them."""

    recipient: str
    award: str
    programme: str
    evidence: tuple[Span, ...]
    status: AwardStatus = "received"
    recipient_id: str | None = None
    recipient_name: str | None = None
    recipient_kind: str | None = None
    person: str | None = None
    office: str | None = None
    category: str | None = None
    score: str | None = None
    rank: int | None = None
    giver: str | None = None
    giver_id: str | None = None
    year: int | None = None
    date: dt.date | None = None
    place: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Regulation:
    """A law or decree that the text names: "Keputusan Menteri PANRB Nomor 1054 tahun 2021"."""

    span: Span
    kind: str
    number: str
    year: int | None = None
    subject: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """A counted fact, such as "84 UPP"."""

    span: Span
    value: float
    unit: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why an article was held relevant: the term or entity, and where it stands."""

    label: str  # award | ministerial | watch
    term: str
    span: Span | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Relevance:
    """Whether an article reports a received award or a ministerial statement, or holds a watched term."""

    award: bool = False
    ministerial: bool = False
    watch: tuple[str, ...] = ()
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SummarySentence:
    """A sentence lifted from the article unchanged."""

    span: Span
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Tone:
    """The tone toward the unit(s) concerned and the sentence that decided it."""

    label: ToneLabel = "neutral"
    span: Span | None = None
    score: float = 0.0  # -1 … 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Annotation:
    """Everything that was read out of one article. `version` names the code that read it."""

    article_id: int
    version: str
    relevance: Relevance = field(default_factory=Relevance)
    awards: tuple[AwardRecord, ...] = ()
    quotes: tuple[Quote, ...] = ()
    units: tuple[Mention, ...] = ()
    regulations: tuple[Regulation, ...] = ()
    figures: tuple[Figure, ...] = ()
    summary: tuple[SummarySentence, ...] = ()
    tone: Tone = field(default_factory=Tone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """A set of articles on one event."""

    id: int
    title: str
    first: Moment | None
    last: Moment | None
    article_ids: tuple[int, ...]
    copies: int = 0  # articles that repeat another's text


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteVariant:
    """One wording of a statement in one article."""

    article_id: int
    outlet: str
    published: Moment | None
    content: str
    speaker: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QuoteFamily:
    """One statement across articles, first publisher first."""

    id: int
    speaker: str | None
    speaker_id: str | None
    variants: tuple[QuoteVariant, ...]
    altered: bool = False
    speaker_conflict: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class TimelineEntry:
    """A dated, cited line of the timeline."""

    date: dt.date
    precision: Precision
    kind: str  # award | statement | peak
    what: str
    who: str = ""
    where: str = ""
    unit_id: str | None = None
    person_id: str | None = None
    programme: str | None = None
    category: str | None = None
    sources: tuple[tuple[str, str], ...] = ()  # (outlet, URL)
    stories: int = 1
    key: str = ""  # stable id of the entry, also the paging cursor
    dated_by: str = "event"  # what the date rests on: event | published | year (then it is the year's last day)
    status: str = "received"  # AwardStatus of an award, for a revoked one stands on the timeline too; said | counted
    speech: QuoteKind | None = None  # of a statement: whether `what` stood in quotation marks
    cue: str | None = None  # of a statement: the word that reports it, such as "membantah"
