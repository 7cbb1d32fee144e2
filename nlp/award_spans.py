"""Spans kept in order, so that looking one up takes the logarithm of their number. What they mean is not known here."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence


class Spans:
    """A set of half-open spans that answers whether a stretch of text meets one of them."""

    def __init__(self, spans: Iterable[tuple[int, int]] = ()) -> None:
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end in sorted(spans):
            self.add(start, end)

    def add(self, start: int, end: int) -> None:
        """Add a span; spans that overlap are kept as one."""
        if end <= start:
            return
        first = bisect_right(self._ends, start)
        last = bisect_left(self._starts, end)
        if first < last:
            start, end = min(start, self._starts[first]), max(end, self._ends[last - 1])
        self._starts[first:last] = [start]
        self._ends[first:last] = [end]

    def meet(self, start: int, end: int) -> bool:
        """Whether some span shares a character with start–end."""
        at = bisect_left(self._starts, end) - 1
        return at >= 0 and self._ends[at] > start

    def hold(self, start: int, end: int) -> bool:
        """Whether one span holds all of start–end."""
        at = bisect_right(self._starts, start) - 1
        return at >= 0 and self._ends[at] >= end


def starting(starts: Sequence[int], low: int, high: int) -> range:
    """The numbers of those that begin in low ≤ start < high; `starts` is in order."""
    return range(bisect_left(starts, low), bisect_left(starts, high))
