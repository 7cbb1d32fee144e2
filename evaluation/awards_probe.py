#!/usr/bin/env python3
"""Scores the award records of gold articles, counts their errors by class, and prints them with their context.

    python -m evaluation.awards_probe GOLD_DIR… [--show CLASS] [--only ID] [--half even|odd]
    python -m evaluation.awards_probe --ordinary ARTICLES.jsonl.gz [--first N] [--count 1000] [--skip GOLD_DIR]

The second form prints every record found in ordinary articles, to be read and judged by a person. Pairing as in
gold/score.py: recipients overlap by 0.6 and the programme or the award's name agrees, one to one, best first.
"""

from __future__ import annotations

import argparse
import datetime as dt
import gzip
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.metrics import overlap
from kliping.model import AwardRecord
from nlp.awards import find_awards
from nlp.mentions import find_mentions

Row = dict[str, Any]  # one gold record, as JSON gives it
ATTRIBUTES = ("programme", "category", "score", "giver", "year", "date")
CLASSES = {
    "missed, name not seen": "the recipient is in no mention, region or place that the reader knows",
    "missed, earlier award": "a record of another year than the article's own",
    "missed, long list": "one of five or more recipients of the article",
    "missed, other": "the rest",
    "spurious, second record": "the recipient has a gold record, but not this one",
    "spurious, body of the article": "the recipient is a gold unit without a record",
    "spurious, other": "the rest",
    **{f"wrong {name}": f"a matched record with another {name}" for name in ATTRIBUTES},
}


@dataclass(frozen=True, slots=True)
class Failure:
    """One error: its class, the article, the gold row and the record that was read."""

    kind: str
    article: str
    gold: Row | None
    read: AwardRecord | None


def likeness(gold: Row, read: AwardRecord) -> float:
    """How well a record fits a gold row; 0 when it is another record."""
    who = max(overlap(gold["recipient"], read.recipient), overlap(gold["recipient"], read.recipient_name or ""))
    same = gold["program"] == read.programme
    if who < 0.6 or (not same and overlap(gold["award"], read.award) < 0.5):
        return 0.0
    grade = overlap(gold["category"] or "", read.category or "")
    return who + same + 0.5 * grade + 0.1 * (gold["year"] == read.year)


def pairs(gold: Sequence[Row], read: Sequence[AwardRecord]) -> list[tuple[int, int]]:
    """Index pairs, best fit first."""
    cells = sorted(
        ((likeness(g, r), i, j) for i, g in enumerate(gold) for j, r in enumerate(read)),
        key=lambda cell: (-cell[0], cell[1], cell[2]),
    )
    left: set[int] = set()
    right: set[int] = set()
    found = []
    for value, i, j in cells:
        if value > 0 and i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((i, j))
    return found


def same(first: str | None, second: str | None, floor: float) -> bool:
    """Two strings agree, or both are absent."""
    if not first or not second:
        return not first and not second
    return overlap(first, second) >= floor


def wrong(gold: Row, read: AwardRecord) -> Iterator[str]:
    """The attributes of a matched record that differ, judged as in gold/score.py."""
    whole = (f"{gold['category'] or ''} {gold['score'] or ''}", f"{read.category or ''} {read.score or ''}")
    if gold["program"] != read.programme:
        yield "programme"
    if not same(gold["category"], read.category, 0.6) and not same(whole[0].strip(), whole[1].strip(), 0.6):
        yield "category"
    if not same(gold["score"], read.score, 0.99):
        yield "score"
    if not same(gold["giver"], read.giver, 0.5):
        yield "giver"
    if gold["year"] != read.year:
        yield "year"
    if gold["date"] != (read.date.isoformat() if read.date else None):
        yield "date"


def failures(article: Row, records: Sequence[AwardRecord], tally: Counter[str]) -> Iterator[Failure]:
    """The errors of one article; `tally` counts gold, read and matched records and right attributes."""
    gold: list[Row] = article["awards"]
    matched = pairs(gold, records)
    tally.update(gold=len(gold), read=len(records), matched=len(matched))
    years = Counter(row["year"] for row in gold)
    units = {unit["mention"].lower() for unit in article["units"]}
    for i, j in matched:
        names = list(wrong(gold[i], records[j]))
        tally.update(f"right {name}" for name in ATTRIBUTES if name not in names)
        tally["with category"] += not {"programme", "category"} & set(names)
        tally["full"] += not {"programme", "category", "year"} & set(names)
        for name in names:
            yield Failure(f"wrong {name}", article["id"], gold[i], records[j])
    seen = {record.recipient.lower() for record in records}
    for i in sorted(set(range(len(gold))) - {i for i, _ in matched}):
        row = gold[i]
        if row["recipient"].lower() not in units | seen:
            kind = "missed, name not seen"
        elif row["year"] != years.most_common(1)[0][0]:
            kind = "missed, earlier award"
        else:
            kind = "missed, long list" if len(gold) >= 5 else "missed, other"
        yield Failure(kind, article["id"], row, None)
    for j in sorted(set(range(len(records))) - {j for _, j in matched}):
        name = records[j].recipient
        if any(overlap(row["recipient"], name) >= 0.6 for row in gold):
            kind = "spurious, second record"
        else:
            kind = "spurious, body of the article" if name.lower() in units else "spurious, other"
        yield Failure(kind, article["id"], None, records[j])


def received(title: str, text: str, published: str | None) -> list[AwardRecord]:
    """The received records of one article."""
    day = dt.date.fromisoformat(published[:10]) if published else None
    return [r for r in find_awards(title, text, day, find_mentions(title, text, day)) if r.status == "received"]


def line_of(row: Row | AwardRecord | None) -> str:
    """A gold row or a record on one line."""
    if row is None:
        return "–"
    if isinstance(row, AwardRecord):
        values = [row.recipient, row.award, row.programme, row.category, row.score, row.giver, row.year, row.date]
    else:
        values = [row[k] for k in ("recipient", "award", "program", "category", "score", "giver", "year", "date")]
    return " | ".join(str(value) for value in values)


def show_ordinary(path: Path, first: int, count: int, skip: Path | None) -> None:
    """Print every record of `count` articles from `first` on, gold articles left out, with its evidence."""
    known = {json.loads(p.read_text(encoding="utf-8"))["text"][:80] for p in skip.rglob("*.json")} if skip else set()
    number = articles = records = 0
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for place, line in enumerate(lines):
            if place < first or number >= count:
                continue
            row = json.loads(line)
            if row["text"][:80] in known:
                continue
            number += 1
            title, date = row.get("title") or "", (row.get("date") or "")[:10]
            found = received(title, row["text"], date if date[:2] in ("19", "20") and len(date) == 10 else None)
            articles += bool(found)
            records += len(found)
            for record in found:
                span = record.evidence[0]
                source = title if span.field == "title" else row["text"]
                print(f"{row['id']}  {line_of(record)}\n    {source[span.start : span.end].strip()[:240]!r}")
    print(f"{number} articles, {articles} with records, {records} records")


def main() -> None:
    """Print figures and errors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="*")
    parser.add_argument("--show", default="", help="print the errors of the classes that begin so")
    parser.add_argument("--only", default="", help="only articles whose id holds this")
    parser.add_argument("--half", choices=("even", "odd"), help="every second article")
    parser.add_argument("--ordinary", type=Path)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--count", type=int, default=1000)
    parser.add_argument("--skip", type=Path)
    args = parser.parse_args()
    if args.ordinary:
        show_ordinary(args.ordinary, args.first, args.count, args.skip)
        return
    tally: Counter[str] = Counter()
    classes: Counter[str] = Counter()
    paths = sorted(path for folder in args.gold for path in folder.rglob("*.json"))
    if args.half:
        paths = paths[0 if args.half == "even" else 1 :: 2]
    spent = 0.0
    for path in paths:
        article = json.loads(path.read_text(encoding="utf-8"))
        if args.only not in article["id"]:
            continue
        begin = time.process_time()
        records = received(article["title"], article["text"], article["published"])
        spent += time.process_time() - begin
        tally["articles"] += 1
        for failure in failures(article, records, tally):
            classes[failure.kind] += 1
            if args.show and failure.kind.startswith(args.show):
                print(f"{failure.article}  {failure.kind}")
                print(f"    gold {line_of(failure.gold)}\n    read {line_of(failure.read)}")
    for name in ("matched", "with category", "full"):
        precision, recall = tally[name] / max(1, tally["read"]), tally[name] / max(1, tally["gold"])
        total = precision + recall
        score = 2 * precision * recall / total if total else 0.0
        print(f"{name:16} P {precision:.3f}  R {recall:.3f}  F1 {score:.3f}")
    for name in ATTRIBUTES:
        print(f"{name:16} {tally[f'right {name}'] / max(1, tally['matched']):.3f}")
    for name, meaning in CLASSES.items():
        print(f"{classes[name]:4}  {name:30} {meaning}")
    print(
        f"{tally['articles']} articles, {1000 * spent / max(1, tally['articles']):.1f} ms an article with its mentions"
    )


if __name__ == "__main__":
    main()
