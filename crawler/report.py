"""What a crawl did, per source: values for the command line, the log and the health page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceReport:
    """One source's part of a crawl. Lists (feeds, sitemaps, index pages) are counted apart from articles."""

    slug: str
    name: str
    found: int = 0  # different article addresses in its lists
    fetched: int = 0  # articles handed on, new or changed
    unchanged: int = 0  # articles asked for again that are as they were
    skipped: Mapping[str, int] = field(default_factory=dict)  # reason → articles not asked for, or that are none
    failed: Mapping[str, int] = field(default_factory=dict)  # reason → articles that could not be had
    lists_fetched: int = 0
    lists_unchanged: int = 0
    lists_failed: int = 0
    problems: tuple[str, ...] = ()  # "address: what was wrong", of lists, articles and robots.txt, 20 at most
    more_problems: int = 0  # beyond those
    reason: str = ""  # why the source could not be reached; "" when it was
    requests: int = 0
    bytes: int = 0
    seconds: float = 0.0  # from its first request to its last answer

    @property
    def reached(self) -> bool:
        """Whether at least one of its lists answered."""
        return not self.reason


@dataclass(frozen=True, slots=True, kw_only=True)
class CrawlReport:
    """A whole crawl."""

    sources: tuple[SourceReport, ...]
    seconds: float = 0.0

    @property
    def found(self) -> int:
        """Article addresses found in lists."""
        return sum(source.found for source in self.sources)

    @property
    def fetched(self) -> int:
        """Articles handed on, new or changed."""
        return sum(source.fetched for source in self.sources)

    @property
    def unchanged(self) -> int:
        """Articles asked for again that are as they were."""
        return sum(source.unchanged for source in self.sources)

    @property
    def skipped(self) -> dict[str, int]:
        """Reason → articles not asked for, or pages that are none."""
        return dict(sum((Counter(source.skipped) for source in self.sources), Counter()))

    @property
    def failed(self) -> dict[str, int]:
        """Reason → articles that could not be had."""
        return dict(sum((Counter(source.failed) for source in self.sources), Counter()))

    @property
    def unreachable(self) -> tuple[tuple[str, str], ...]:
        """Slug and reason of each source none of whose lists answered."""
        return tuple((source.slug, source.reason) for source in self.sources if source.reason)

    @property
    def nothing_reached(self) -> bool:
        """Whether no source at all could be reached (an exit code of 1)."""
        return bool(self.sources) and all(source.reason for source in self.sources)


@dataclass
class Tally:
    """A SourceReport while it is counted."""

    slug: str
    name: str
    found: int = 0
    fetched: int = 0
    unchanged: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    failed: Counter[str] = field(default_factory=Counter)
    lists_fetched: int = 0
    lists_unchanged: int = 0
    lists_failed: int = 0
    problems: list[str] = field(default_factory=list)
    more_problems: int = 0
    requests: int = 0
    bytes: int = 0
    began: float = 0.0
    ended: float = 0.0
    reason: str = ""

    def problem(self, text: str) -> None:
        """Note something wrong; the first 20 are kept, the others counted."""
        if text in self.problems:
            return
        if len(self.problems) < 20:
            self.problems.append(text)
        else:
            self.more_problems += 1

    def report(self) -> SourceReport:
        """The finished count."""
        answered = self.lists_fetched + self.lists_unchanged > 0 or self.fetched + self.unchanged > 0
        reason = "" if answered else self.reason or "nothing was asked for"
        return SourceReport(
            slug=self.slug,
            name=self.name,
            found=self.found,
            fetched=self.fetched,
            unchanged=self.unchanged,
            skipped=dict(self.skipped),
            failed=dict(self.failed),
            lists_fetched=self.lists_fetched,
            lists_unchanged=self.lists_unchanged,
            lists_failed=self.lists_failed,
            problems=tuple(self.problems),
            more_problems=self.more_problems,
            reason=reason,
            requests=self.requests,
            bytes=self.bytes,
            seconds=max(self.ended - self.began, 0.0) if self.began else 0.0,
        )
