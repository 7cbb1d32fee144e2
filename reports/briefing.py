"""What a weekly briefing holds, as plain values that the templates show. Collecting them is `reports.collect`."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """A total of this week beside that of the week before; `key` names its label in words.toml."""

    key: str
    now: int
    before: int

    @property
    def change(self) -> int:
        """Now minus before."""
        return self.now - self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A source of a claim: outlet and address."""

    outlet: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DayLine:
    """Coverage of one day: all items, and stories counted once."""

    day: dt.date
    items: int
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class IssueLine:
    """A story of the week with its size, summary sentences and sources."""

    title: str
    day: dt.date
    items: int
    copies: int
    tone: str
    summary: tuple[str, ...]
    sources: tuple[Link, ...]
    pickups: int = 0  # articles that print a press release of the story in part or whole


@dataclass(frozen=True, slots=True, kw_only=True)
class OutletLine:
    """An outlet and what it carried."""

    name: str
    items: int
    stories: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeakerLine:
    """A source person (narasumber): how many statements, in how many outlets."""

    name: str
    role: str
    minister: bool
    statements: int
    outlets: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """What the sources disagree about: the field (its label is `field_…` in words.toml) and the values."""

    field: str
    values: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardLine:
    """A new award of one unit."""

    unit: str
    category: str
    score: str
    year: int | None  # where the sources give another year than that of the occasion
    ours: bool
    conflicts: tuple[Difference, ...]
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AwardGroup:
    """Awards of one programme on one day: what a reader thinks of as one occasion."""

    title: str
    day: dt.date | None
    giver: str
    year: int | None
    lines: tuple[AwardLine, ...]

    @property
    def ours(self) -> bool:
        """Whether one of the office's own units is among the recipients."""
        return any(line.ours for line in self.lines)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementLine:
    """A ministerial statement, quoted briefly, with the number of its wordings."""

    day: dt.date
    speaker: str
    role: str
    content: str
    sentence: str  # the article's sentence around an indirect or too short statement, else ""
    direct: bool
    wordings: int
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitLine:
    """One of the office's own units: coverage, tone and awards of the week."""

    name: str
    items: int
    stories: int
    positive: int
    negative: int
    awards: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Briefing:
    """One week of coverage. Days are calendar days in the zone of the settings."""

    week: str
    first: dt.date
    last: dt.date
    office: str
    counts: tuple[Count, ...]
    days: tuple[DayLine, ...]
    issues: tuple[IssueLine, ...]
    outlets: tuple[OutletLine, ...]
    speakers: tuple[SpeakerLine, ...]
    awards: tuple[AwardGroup, ...]
    statements: tuple[StatementLine, ...]
    tones: tuple[Count, ...]
    negatives: tuple[IssueLine, ...]
    units: tuple[UnitLine, ...]
    silent: tuple[str, ...]  # sources that published nothing this week though they did before
    fiction: bool
    generated: dt.datetime
