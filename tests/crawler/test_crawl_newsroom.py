"""The embedded newsroom, gathered from end to end: every article once, whole, in order, dated; then what changed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from crawler.archive import ArchiveReader
from crawler.crawl import crawl
from crawler.ledger import MemoryLedger
from crawler.newsroom.desk import NOW
from crawler.newsroom.server import Newsroom
from crawler.newsroom.truth import Expected
from crawler.report import CrawlReport, SourceReport
from kliping.config import Settings
from kliping.model import Article

SEARCHED = "telisik"  # gives only what its search page finds


@dataclass
class Run:
    """Two crawls of the newsroom, and one after it has gone on."""

    room: Newsroom
    memory: MemoryLedger = field(default_factory=MemoryLedger)
    reports: list[CrawlReport] = field(default_factory=list)
    asked: list[list[tuple[str, str, int]]] = field(default_factory=list)

    def crawl(self, settings: Settings, recheck: dt.timedelta = dt.timedelta(hours=1)) -> None:
        before = len(self.room.log)
        found: list[SourceReport] = []
        for dated in (False, True):
            sources = [source for source in self.room.sources() if dated == any(way.dated for way in source.discovery)]
            report = crawl(
                [source.model_copy(update={"delay": 0.005}) for source in sources],
                ledger=self.memory,
                sink=self.memory,
                settings=settings,
                # A dated index has a page for every day: seven weeks of it are enough.
                since=dt.date(2026, 1, 25) if dated else dt.date(2015, 1, 1),
                now=NOW,
                recheck=recheck,
            )
            found += report.sources
        self.reports.append(CrawlReport(sources=tuple(found)))
        self.asked.append([(line.outlet, line.target, line.status) for line in self.room.log[before:]])

    def article(self, expected: Expected) -> Article | None:
        versions = self.memory.articles.get(expected.url)
        return versions[-1] if versions else None


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Run, Path]]:
    folder = tmp_path_factory.mktemp("newsroom")
    with Newsroom(endless_bytes=6_000_000) as room:
        made = Run(room)
        settings = Settings(data_dir=folder, timeout=10)
        made.crawl(settings)
        first = dict(made.memory.articles)
        made.crawl(settings)
        assert made.memory.articles == first
        yield made, settings.archive_dir


def wanted(run: Run) -> list[Expected]:
    return [expected for expected in run.room.truth() if expected.fetchable and expected.outlet != SEARCHED]


def words(text: str) -> str:
    return " ".join(text.split())


def test_every_article_is_gathered_once_and_nothing_else(run: tuple[Run, Path]) -> None:
    made, _ = run
    known = {expected.url for expected in made.room.truth() if expected.fetchable}
    gathered = set(made.memory.articles)
    assert {expected.url for expected in wanted(made)} <= gathered <= known
    assert len([url for url in gathered if made.memory.articles[url][0].source == SEARCHED]) >= 5
    assert all(len(versions) == 1 for versions in made.memory.articles.values())


def test_every_article_is_whole_in_order_and_dated(run: tuple[Run, Path]) -> None:
    made, _ = run
    for expected in wanted(made):
        article = made.article(expected)
        assert article is not None
        assert article.title == expected.title
        assert article.source == expected.outlet
        assert article.published is not None
        assert article.published.precision == expected.published.precision
        if expected.published.precision == "minute":
            assert article.published.at == expected.published.at, expected.key
        else:
            assert article.published.day == expected.published.day, expected.key
        text, at = words(article.text), 0
        for paragraph in expected.text.split("\n\n"):
            at = text.find(words(paragraph), at)
            assert at >= 0, (expected.key, paragraph)
        assert text.count(words(expected.text.split("\n\n")[0])) == 1, expected.key


def test_troubles_are_named(run: tuple[Run, Path]) -> None:
    made, _ = run
    reports = {source.slug: source for source in made.reports[0].sources}
    skipped = [reason for source in reports.values() for reason in source.skipped]
    failed = {reason: count for source in reports.values() for reason, count in source.failed.items()}
    assert "robots.txt" in skipped
    assert failed == {"gone (status 404)": 1, "larger than allowed": 1}
    for report in reports.values():
        assert report.reached
        assert len(report.problems) == sum(report.failed.values())
    # The page that answers 500 once came at the second try.
    assert any(status == 500 for _, _, status in made.asked[0])


def test_nothing_disallowed_was_asked_for(run: tuple[Run, Path]) -> None:
    made, _ = run
    disallowed = {expected.url for expected in made.room.truth() if expected.trouble == "disallowed"}
    assert disallowed
    targets = {made.room.addresses[outlet] + target for asked in made.asked for outlet, target, _ in asked}
    assert not disallowed & targets


def test_the_second_crawl_fetches_nothing_again(run: tuple[Run, Path]) -> None:
    made, _ = run
    again = [line for line in made.asked[1] if line[1] != "/robots.txt"]
    assert again
    assert {status for _, _, status in again} == {304}
    assert made.reports[1].fetched == 0
    assert sum(source.lists_fetched for source in made.reports[1].sources) == 0


def test_every_article_is_in_the_archive(run: tuple[Run, Path]) -> None:
    made, archive = run
    reader = ArchiveReader(archive)
    for expected in wanted(made):
        article = made.article(expected)
        assert article is not None
        for address in article.pages:
            page = reader.page(address)
            assert page is not None
            assert page.source == expected.outlet
    assert reader.problems == []


def test_then_only_what_is_new_or_changed_comes(run: tuple[Run, Path], tmp_path: Path) -> None:
    made, _ = run
    before = set(made.memory.articles)
    made.room.advance()
    made.crawl(Settings(data_dir=tmp_path, timeout=10), recheck=dt.timedelta(0))
    new = {expected.url for expected in wanted(made)} - before
    assert new
    assert new <= set(made.memory.articles)
    changed = [url for url, versions in made.memory.articles.items() if len(versions) > 1]
    assert len(changed) == 1
    first, second = made.memory.articles[changed[0]]
    assert first.text != second.text
    assert first.id == second.id
