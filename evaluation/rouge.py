"""ROUGE-1, -2 and -L F-scores of token lists (Lin 2004); no stemming, no stop words, nothing about models."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence


def f_score(shared: int, found: int, wanted: int) -> float:
    """Harmonic mean of shared/found and shared/wanted."""
    return 2 * shared / (found + wanted) if found + wanted else 0.0


def rouge_n(found: Sequence[str], wanted: Sequence[str], n: int) -> float:
    """F-score of shared n-grams, each counted as often as it stands in both."""
    a, b = (Counter(tuple(x[i : i + n]) for i in range(len(x) - n + 1)) for x in (found, wanted))
    return f_score(sum((a & b).values()), sum(a.values()), sum(b.values()))


def rouge_l(found: Sequence[str], wanted: Sequence[str]) -> float:
    """F-score of the longest common subsequence of the whole texts."""
    row = [0] * (len(wanted) + 1)
    for x in found:
        previous = 0
        for j, y in enumerate(wanted, start=1):
            current = row[j]
            row[j] = previous + 1 if x == y else max(row[j], row[j - 1])
            previous = current
    return f_score(row[-1], len(found), len(wanted))


def rouge(found: Sequence[str], wanted: Sequence[str]) -> tuple[float, float, float]:
    """(ROUGE-1, ROUGE-2, ROUGE-L) of lower-cased tokens."""
    a, b = [t.lower() for t in found], [t.lower() for t in wanted]
    return rouge_n(a, b, 1), rouge_n(a, b, 2), rouge_l(a, b)
