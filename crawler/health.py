"""How a source is doing: yield, failures, and the day it fell silent or its pages changed. Pure functions of a history.

The history comes from the store; nothing is asked for here (a live look is `crawler.check`).
"""

from __future__ import annotations

import datetime as dt
import math
import statistics
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

from crawler.registry import SourceFile
from kliping.model import Fetch

State = Literal["ok", "new", "silent", "failing", "changed", "off"]

#: A silence this unlikely under the source's usual rate is called one.
SILENCE_P = 0.001
#: A change of level this unlikely by chance is called one.
CHANGE_P = 0.001
#: Articles needed on each side of a change.
LEAST = 8
#: Of the expected yield; less is worth a remark (the expectation is an estimate).
FEW = 0.1
#: Days of history that set the usual rate.
USUAL_DAYS = 56


@dataclass(frozen=True, slots=True, kw_only=True)
class Point:
    """One gathered article: when it was published (or first seen), how long its text is, what gave its date."""

    at: dt.datetime
    length: int  # characters of the extracted text
    date_origin: str = ""  # Moment.origin, such as "json-ld"


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """A change of level in a sequence: before and after, and how unlikely it is by chance."""

    at: dt.datetime
    before: float
    after: float
    p: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Health:
    """What can be said of one source."""

    slug: str
    name: str
    state: State
    articles: int  # in the history
    this_week: int  # in the seven days up to now
    usual_week: float  # of the eight weeks before the last article
    expected_week: float | None  # as the source file states it
    last_article: dt.datetime | None
    last_success: dt.datetime | None
    silent_since: dt.date | None = None
    failures: Mapping[str, int] = field(default_factory=dict)  # reason → addresses whose last request failed
    latency: float | None = None  # median seconds of an answer
    shifts: tuple[str, ...] = ()  # what changed, in words
    advice: str = ""


def assess(source: SourceFile, points: Sequence[Point], fetches: Sequence[Fetch], *, now: dt.datetime) -> Health:
    """The health of a source from its articles and the latest request of each of its addresses (in any order)."""
    ordered = sorted(points, key=lambda point: point.at)
    failures = Counter(_class(fetch.reason) for fetch in fetches if fetch.outcome == "failed")
    answers = [fetch for fetch in fetches if fetch.outcome in {"fetched", "unchanged"}]
    lists = [fetch for fetch in fetches if "#" in fetch.url and not fetch.url.endswith("#page")]
    last_success = max((fetch.at for fetch in answers), default=None)
    usual = _usual_week(ordered)
    since = silent_since(source, [point.at for point in ordered], now=now)
    shifts = [*_length_shift(ordered), *_origin_shift(ordered)]
    dead = bool(lists) and all(fetch.outcome == "failed" for fetch in lists)
    state: State = "ok"
    advice = ""
    if not source.enabled:
        state, advice = "off", source.terms
    elif dead or (fetches and not answers):
        state = "failing"
        advice = f"no list answers ({_main(failures)}): `kliping sources check {source.slug}`"
    elif since is not None:
        state = "silent"
        advice = f"nothing since {since.isoformat()}: `kliping sources check {source.slug}`"
    elif shifts:
        state = "changed"
        advice = f"its pages changed: `kliping sources test {source.slug}`"
    elif len(ordered) < LEAST:
        state = "new"
    elif source.expected_per_week and usual < FEW * source.expected_per_week:
        advice = (
            f"gives {usual:.0f} articles a week where {source.expected_per_week:.0f} are expected: one list of several?"
        )
    return Health(
        slug=source.slug,
        name=source.name,
        state=state,
        articles=len(ordered),
        this_week=sum(1 for point in ordered if now - dt.timedelta(days=7) < point.at <= now),
        usual_week=usual,
        expected_week=source.expected_per_week,
        last_article=ordered[-1].at if ordered else None,
        last_success=last_success,
        silent_since=since,
        failures=dict(failures.most_common()),
        latency=statistics.median(took) if (took := [f.seconds for f in answers if f.seconds > 0]) else None,
        shifts=tuple(shifts),
        advice=advice,
    )


def silent_since(source: SourceFile, times: Sequence[dt.datetime], *, now: dt.datetime) -> dt.date | None:
    """The day of the last article when the silence after it is no chance; `times` in order, None when all is well.

    Articles are taken to come at a steady rate (Poisson): a silence of d days has the chance exp(-rate · d). The rate
    is that of the eight weeks before the last article. Weekends count as the share of articles that usually come on
    them (a press office rests, a portal does not), and no silence is called before a day and a half.
    """
    if len(times) < LEAST:
        return None
    last = times[-1]
    start = max(times[0], last - dt.timedelta(days=USUAL_DAYS))
    recent = [at for at in times if at >= start]
    if len(recent) < LEAST or now - last < dt.timedelta(days=1.5):
        return None
    weekend = sum(1 for at in recent if at.weekday() >= 5) / len(recent)
    # Weight of a day so that a usual week weighs seven days.
    weight = {True: 7 * weekend / 2, False: 7 * (1 - weekend) / 5}
    days = max((last - start).total_seconds() / 86400, 1.0)
    quiet, day = 0.0, last
    while day < now and quiet < 10_000:
        step = min(dt.timedelta(days=1), now - day)
        quiet += weight[day.weekday() >= 5] * step.total_seconds() / 86400
        day += step
    expected = (len(recent) - 1) / days * quiet
    return last.date() if expected > -math.log(SILENCE_P) else None


def level_shift(values: Sequence[float]) -> tuple[int, float]:
    """Where a sequence changes its level, and the chance of seeing that without a change (Pettitt's rank test, 1979).

    The index is of the first value after the change. With fewer than two values: (0, 1.0).
    """
    count = len(values)
    if count < 2:
        return 0, 1.0
    order = sorted(range(count), key=lambda index: values[index])
    ranks = [0.0] * count
    at = 0
    while at < count:  # equal values share the mean of their ranks
        end = at
        while end + 1 < count and values[order[end + 1]] == values[order[at]]:
            end += 1
        for index in order[at : end + 1]:
            ranks[index] = (at + end) / 2 + 1
        at = end + 1
    best, where, sharpest, total = 0.0, 0, 0.0, 0.0
    for index in range(count - 1):
        total += ranks[index]
        statistic = abs(2 * total - (index + 1) * (count + 1))
        best = max(best, statistic)
        # The test's own maximum leans to the middle; put in units of its spread it finds the place.
        sharpness = statistic / math.sqrt((index + 1) * (count - index - 1))
        if sharpness > sharpest:
            sharpest, where = sharpness, index + 1
    return where, min(1.0, 2 * math.exp(-6 * best * best / (count**3 + count**2)))


def _shift(points: Sequence[Point], values: Sequence[float]) -> Shift | None:
    where, p = level_shift(values)
    if p > CHANGE_P or where < LEAST or len(values) - where < LEAST:
        return None
    return Shift(
        at=points[where].at, before=statistics.median(values[:where]), after=statistics.median(values[where:]), p=p
    )


def _length_shift(points: Sequence[Point]) -> list[str]:
    found = _shift(points, [float(point.length) for point in points])
    # The length of news drifts with its subjects: only a halving or doubling says that the extraction changed.
    if found is None or 0.5 < (found.after + 1) / (found.before + 1) < 2:
        return []
    return [f"text length from {found.before:.0f} to {found.after:.0f} characters since {found.at.date().isoformat()}"]


def _origin_shift(points: Sequence[Point]) -> list[str]:
    usual = Counter(point.date_origin for point in points).most_common(1)
    if not usual:
        return []
    found = _shift(points, [float(point.date_origin == usual[0][0]) for point in points])
    if found is None or found.before == found.after:
        return []
    sides = [[p.date_origin for p in points if (p.at < found.at) is early] for early in (True, False)]
    before, after = (Counter(side).most_common(1)[0][0] or "nothing" for side in sides)
    return [] if before == after else [f"dates from {after} instead of {before} since {found.at.date().isoformat()}"]


def _usual_week(points: Sequence[Point]) -> float:
    if not points:
        return 0.0
    last = points[-1].at
    start = max(points[0].at, last - dt.timedelta(days=USUAL_DAYS))
    weeks = max((last - start).total_seconds() / (7 * 86400), 1.0)
    return sum(1 for point in points if point.at >= start) / weeks


def _class(reason: str) -> str:
    """The class of a reason: addresses and numbers of seconds taken off."""
    return reason.partition(", asks")[0].partition(": ")[0] or "unknown"


def _main(failures: Counter[str]) -> str:
    return failures.most_common(1)[0][0] if failures else "no answer"
