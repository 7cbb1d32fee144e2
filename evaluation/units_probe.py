#!/usr/bin/env python3
"""Scores the units of gold articles and prints what was missed and what was spurious.

    python -m evaluation.units_probe GOLD_DIR… [--errors] [--only ID]

Pairing as in gold/score.py: token overlap F1 of at least 0.8, one to one, unique forms.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import re
import time
from collections import Counter
from pathlib import Path

from nlp.mentions import find_mentions
from nlp.unit_entries import unique_units


def overlap(first: str, second: str) -> float:
    """Token-multiset F1 of two strings."""
    x, y = (Counter(re.findall(r"\w+", text.lower())) for text in (first, second))
    total = sum(x.values()) + sum(y.values())
    return 2 * sum((x & y).values()) / total if total else 0.0


def pair(gold: list[str], pred: list[str]) -> tuple[list[str], list[str], int]:
    """(missed, spurious, matched) of two lists of forms."""
    cells = sorted(
        ((overlap(g, p), i, j) for i, g in enumerate(gold) for j, p in enumerate(pred)),
        key=lambda c: (-c[0], c[1], c[2]),
    )
    used_gold: set[int] = set()
    used_pred: set[int] = set()
    for value, i, j in cells:
        if value >= 0.8 and i not in used_gold and j not in used_pred:
            used_gold.add(i)
            used_pred.add(j)
    missed = [g for i, g in enumerate(gold) if i not in used_gold]
    return missed, [p for j, p in enumerate(pred) if j not in used_pred], len(used_gold)


def main() -> None:
    """Print precision, recall and F1 of each folder and of all together."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("--only", default="")
    args = parser.parse_args()
    sums: Counter[str] = Counter()
    for folder in args.gold:
        tally: Counter[str] = Counter()
        for path in sorted(folder.rglob("*.json")):
            gold = json.loads(path.read_text(encoding="utf-8"))
            if args.only not in gold["id"]:
                continue
            day = dt.date.fromisoformat(gold["published"]) if gold["published"] else None
            begin = time.perf_counter()
            units = unique_units(find_mentions(gold["title"], gold["text"], day))
            tally["microseconds"] += int((time.perf_counter() - begin) * 1e6)
            wanted = list(
                {tuple(re.findall(r"\w+", u["mention"].lower())): u["mention"] for u in gold["units"]}.values()
            )
            missed, spurious, hits = pair(wanted, [unit.text for unit in units])
            tally.update(hits=hits, gold=len(wanted), pred=len(units), articles=1)
            if args.errors and (missed or spurious):
                print(gold["id"], "\n   missed  ", " | ".join(missed), "\n   spurious", " | ".join(spurious))
        report(str(folder), tally)
        sums.update(tally)
    report("all", sums)


def report(name: str, tally: Counter[str]) -> None:
    """One line of figures."""
    precision, recall = (tally["hits"] / (tally[key] or 1) for key in ("pred", "gold"))
    f1 = 2 * precision * recall / (precision + recall or 1)
    speed = tally["articles"] / (tally["microseconds"] / 1e6 or 1)
    counts = f"gold {tally['gold']} pred {tally['pred']} {speed:.0f} articles/s"
    print(f"{name}: P {precision:.3f} R {recall:.3f} F1 {f1:.3f} {counts}")


if __name__ == "__main__":
    main()
