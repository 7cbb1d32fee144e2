"""When a known or failed article is asked for again."""

from __future__ import annotations

import datetime as dt

import pytest

from crawler.intake import Intake
from crawler.ledger import MemoryLedger, final
from crawler.registry import parse_source
from kliping.model import Fetch

SOURCE = parse_source(
    'name = "A"\ndomain = "a.id"\nfacts = ["x"]\n[[discovery]]\nmethod = "rss"\nurl = "https://a.id/r"', slug="a"
)
URL = "https://a.id/berita/1"


def due(*hours: float, outcome: str = "fetched", etag: str = '"x"', recheck: float = 1.0, **facts: object) -> bool:
    """Whether an address is due that was asked for so many hours ago (first, …, last)."""
    memory = MemoryLedger()
    now = dt.datetime.now(dt.UTC)
    for ago in hours:
        at = now - dt.timedelta(hours=ago)
        memory.fetch(Fetch(url=URL, source="a", at=at, outcome=outcome, etag=etag, **facts))  # type: ignore[arg-type]
    intake = Intake([SOURCE], ledger=memory, sink=memory, archive=None, days=7, recheck=dt.timedelta(hours=recheck))
    return intake.due(SOURCE) == [URL]


@pytest.mark.parametrize(
    ("hours", "expected"),
    [
        ((0.5,), False),
        ((1.5,), True),
        ((3, 2), True),
        ((5, 2), False),
        ((100, 40), False),
        ((98, 49.5), True),
        ((169, 100), False),  # a week is enough
    ],
)
def test_a_known_article_is_looked_at_at_doubling_intervals(hours: tuple[float, ...], expected: bool) -> None:
    assert due(*hours) is expected


@pytest.mark.parametrize(("hours", "expected"), [((1.5,), False), ((13,), True), ((40, 27), False), ((60, 47), True)])
def test_a_server_without_validators_is_asked_seldom(hours: tuple[float, ...], expected: bool) -> None:
    assert due(*hours, etag="") is expected


def test_what_failed_is_tried_again_sooner_and_what_is_gone_never() -> None:
    assert not due(0.4, outcome="failed", reason="timeout", etag="")
    assert due(0.6, outcome="failed", reason="timeout", etag="")
    assert not due(0.6, outcome="failed", reason="gone (status 404)", status=404)
    assert not due(5, outcome="skipped", reason="robots.txt")
    assert due(0.001, recheck=0)


def test_what_is_final() -> None:
    now = dt.datetime.now(dt.UTC)
    assert final(Fetch(url=URL, source="a", at=now, outcome="failed", status=410))
    assert final(Fetch(url=URL, source="a", at=now, outcome="skipped", reason="not an article"))
    assert not final(Fetch(url=URL, source="a", at=now, outcome="failed", status=500))
