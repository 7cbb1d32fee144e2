"""The day a source fell silent or its pages changed is found; a quiet weekend is no silence."""

from __future__ import annotations

import datetime as dt
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.health import Point, assess, level_shift, silent_since
from crawler.registry import SourceFile, parse_source
from kliping.model import Fetch

NOW = dt.datetime(2026, 3, 13, 12, tzinfo=dt.UTC)  # a Friday
SOURCE = parse_source(
    'name = "A"\ndomain = "a.id"\nfacts = ["x"]\n[[discovery]]\nmethod = "rss"\nurl = "https://a.id/r"', slug="a"
)


def stream(
    per_day: float, days: int, until: dt.datetime, *, weekdays: bool = False, seed: int = 1
) -> list[dt.datetime]:
    """Articles at random moments of the days before `until`."""
    chance, times = random.Random(seed), []
    for back in range(days):
        day = (until - dt.timedelta(days=back)).replace(hour=0)
        if weekdays and day.weekday() >= 5:
            continue
        count = int(per_day) + (chance.random() < per_day % 1)
        times += [day + dt.timedelta(seconds=chance.uniform(0, 86400)) for _ in range(count)]
    return sorted(at for at in times if at <= until)


def points(times: list[dt.datetime], **changes: object) -> list[Point]:
    return [Point(**({"at": at, "length": 2000, "date_origin": "json-ld"} | changes)) for at in times]  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("per_day", "quiet", "silent"),
    [(20, 1, False), (20, 2, True), (5, 2, True), (2, 2, False), (2, 5, True), (0.5, 5, False), (0.5, 20, True)],
)
def test_silence_is_called_by_the_usual_rate(per_day: float, quiet: int, silent: bool) -> None:
    times = stream(per_day, 56, NOW - dt.timedelta(days=quiet))
    assert (silent_since(SOURCE, times, now=NOW) is not None) is silent


def test_a_press_office_may_rest_at_the_weekend() -> None:
    friday = dt.datetime(2026, 3, 6, 17, tzinfo=dt.UTC)
    times = stream(6, 56, friday, weekdays=True)
    assert silent_since(SOURCE, times, now=friday + dt.timedelta(days=2.5)) is None
    assert silent_since(SOURCE, times, now=friday + dt.timedelta(days=5)) == times[-1].date()


def test_a_new_source_is_not_called_silent() -> None:
    assert silent_since(SOURCE, stream(1, 4, NOW - dt.timedelta(days=30)), now=NOW) is None


def test_a_changed_template_shows_in_the_length_or_in_the_origin_of_dates() -> None:
    times = stream(6, 40, NOW)
    chance = random.Random(2)
    lengths = [
        chance.randint(1200, 3000) if at < NOW - dt.timedelta(days=10) else chance.randint(90, 300) for at in times
    ]
    short = [Point(at=at, length=length, date_origin="json-ld") for at, length in zip(times, lengths, strict=True)]
    found = assess(SOURCE, short, [], now=NOW)
    assert found.state == "changed"
    assert "text length from" in found.shifts[0]
    day = dt.date.fromisoformat(found.shifts[0].rpartition(" ")[2])
    assert abs(day - (NOW - dt.timedelta(days=10)).date()) <= dt.timedelta(days=1)
    dated = [Point(at=at, length=2000, date_origin="json-ld" if n < 150 else "visible") for n, at in enumerate(times)]
    (shift,) = assess(SOURCE, dated, [], now=NOW).shifts
    assert shift.startswith("dates from visible instead of json-ld since")


def test_news_of_changing_length_is_no_change() -> None:
    chance = random.Random(3)
    for seed in range(20):
        made = [
            Point(at=at, length=chance.randint(300, 5000), date_origin="meta") for at in stream(5, 40, NOW, seed=seed)
        ]
        assert assess(SOURCE, made, [], now=NOW).state == "ok"


def fetch(url: str, outcome: str, reason: str = "", seconds: float = 0.2) -> Fetch:
    return Fetch(url=url, source="a", at=NOW, outcome=outcome, reason=reason, seconds=seconds)  # type: ignore[arg-type]


def test_failures_are_classed_and_named() -> None:
    fetches = [
        fetch("https://a.id/r#1234", "failed", "timeout"),
        fetch("https://a.id/1", "fetched"),
        fetch("https://a.id/2", "failed", "timeout"),
        fetch("https://a.id/3", "failed", "status 429, asks for a pause of 3600 s"),
    ]
    found = assess(SOURCE, points(stream(3, 20, NOW)), fetches, now=NOW)
    assert found.state == "failing"
    assert found.failures == {"timeout": 2, "status 429": 1}
    assert found.latency == 0.2
    assert "kliping sources check a" in found.advice
    well = assess(SOURCE, points(stream(3, 20, NOW)), [fetch("https://a.id/r#1", "unchanged")], now=NOW)
    assert (well.state, well.last_success) == ("ok", NOW)
    assert 15 < well.usual_week < 27


def test_a_yield_far_below_the_expectation_is_remarked() -> None:
    hopeful = SOURCE.model_copy(update={"expected_per_week": 700.0})
    found = assess(hopeful, points(stream(3, 30, NOW)), [], now=NOW)
    assert found.state == "ok"
    assert "where 700 are expected" in found.advice


def test_a_source_without_history_or_switched_off() -> None:
    assert assess(SOURCE, [], [], now=NOW).state == "new"
    off: SourceFile = SOURCE.model_copy(update={"enabled": False, "terms": "not allowed"})
    assert assess(off, [], [], now=NOW).advice == "not allowed"


@given(st.lists(st.floats(-1e6, 1e6), max_size=60))
def test_level_shift_never_fails(values: list[float]) -> None:
    where, p = level_shift(values)
    assert 0 <= where <= max(len(values) - 1, 0)
    assert 0 <= p <= 1


def test_level_shift_finds_the_place() -> None:
    where, p = level_shift([5.0, 6.0, 5.5] * 10 + [1.0, 1.5, 0.5] * 10)
    assert where == 30
    assert p < 1e-6
    assert level_shift([3.0] * 50)[1] == 1.0
