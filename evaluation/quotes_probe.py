#!/usr/bin/env python3
"""Counts the errors of the quotation reader on gold articles by class, and prints them with their context.

    python -m evaluation.quotes_probe GOLD_DIR… [--show CLASS] [--limit N] [--half even|odd]

Pairing as in gold/score.py: token overlap of at least 0.8 (direct) or 0.5 (indirect), one to one, best first.
"""

from __future__ import annotations

import argparse
import datetime as dt
import json
import time
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from evaluation.metrics import Row, overlap, same_person
from kliping.model import Quote
from nlp.quotes import find_quotes
from nlp.reporting_verbs import reporting_verbs

FLOOR = {"direct": 0.8, "indirect": 0.5}
CLASSES = {
    "boundary": "found, but too much or too little of it",
    "kind": "found as the other kind",
    "missed, no cue": "a quotation without any cue",
    "missed, unknown cue": "the cue is in no list",
    "missed, known cue": "the cue is known, the clause was not taken",
    "scare quote": "a title, slogan or single words taken for speech",
    "no report": "a clause taken that nobody says",
    "wrong antecedent": "-nya, ia or a silent cue resolved to somebody else",
    "part of the name": "the right person under a shorter or longer name",
    "other source": "a body, an office or an unnamed source",
    "minister": "the ministerial level is wrong",
}


@dataclass(frozen=True, slots=True)
class Failure:
    """One error: its class, the article and what stands there."""

    kind: str
    article: str
    gold: Row | None
    pred: Quote | None
    text: str


def pairs(gold: Sequence[Row], pred: Sequence[Quote], floor: float) -> list[tuple[int, int]]:
    """Index pairs, best overlap first."""
    cells = sorted(
        ((overlap(g["content"], p.content), i, j) for i, g in enumerate(gold) for j, p in enumerate(pred)),
        key=lambda c: (-c[0], c[1], c[2]),
    )
    left, right, found = set(), set(), []
    for value, i, j in cells:
        if value >= floor and i not in left and j not in right:
            left.add(i)
            right.add(j)
            found.append((i, j))
    return found


def failures(article: Row, quotes: Sequence[Quote], counts: Counter[str]) -> Iterator[Failure]:
    """The errors of one article; `counts` gathers totals."""
    text, name = str(article["text"]), str(article["id"])
    for kind, floor in FLOOR.items():
        gold = [q for q in article["quotes"] if q["type"] == kind]
        pred = [q for q in quotes if q.kind == kind]
        others = [q for q in quotes if q.kind != kind]
        found = pairs(gold, pred, floor)
        counts[f"{kind} gold"] += len(gold)
        counts[f"{kind} pred"] += len(pred)
        counts[f"{kind} found"] += len(found)
        for i in sorted(set(range(len(gold))) - {i for i, _ in found}):
            yield Failure(_missed(gold[i], pred, others), name, gold[i], None, text)
        for j in sorted(set(range(len(pred))) - {j for _, j in found}):
            if any(overlap(g["content"], pred[j].content) >= 0.25 for g in article["quotes"]):
                continue  # counted as a boundary or as the other kind
            short = kind == "direct" and len(pred[j].content.split()) <= 4
            yield Failure("scare quote" if short else "no report", name, None, pred[j], text)
        for i, j in found:
            if not same_person(gold[i]["speaker"], pred[j].speaker or ""):
                yield Failure(_misattributed(gold[i], pred[j]), name, gold[i], pred[j], text)
            else:
                counts[f"{kind} with speaker"] += 1
                if bool(gold[i]["minister"]) != pred[j].minister:
                    yield Failure("minister", name, gold[i], pred[j], text)


def _missed(gold: Row, same: Sequence[Quote], others: Sequence[Quote]) -> str:
    if any(overlap(gold["content"], p.content) >= 0.25 for p in same):
        return "boundary"
    if any(overlap(gold["content"], p.content) >= 0.5 for p in others):
        return "kind"
    cue = str(gold.get("cue") or "").lower()
    if not cue:
        return "missed, no cue"
    verbs = reporting_verbs()
    word = cue.split()[-1]
    root = word.removesuffix("nya")
    known = word in verbs.active or root in verbs.roots or root in verbs.passive or root == "menurut"
    return "missed, known cue" if known else "missed, unknown cue"


def _misattributed(gold: Row, pred: Quote) -> str:
    wanted = set(str(gold["speaker"]).lower().split())
    got = set((pred.speaker or "").lower().split())
    if wanted & got or any(a[:4] == b[:4] for a in wanted for b in got):
        return "part of the name"
    cue = (pred.cue or "").lower()
    if cue.endswith("nya") or not cue or pred.speaker_id is not None:
        return "wrong antecedent"
    return "other source"


def main() -> None:
    """Print the totals, the table by class and, when asked, the errors of one class."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("gold", type=Path, nargs="+")
    parser.add_argument("--show", default="", help="print the errors of the classes that hold this word")
    parser.add_argument("--limit", type=int, default=40)
    parser.add_argument("--half", choices=("even", "odd"))
    args = parser.parse_args()
    counts: Counter[str] = Counter()
    found: list[Failure] = []
    seconds, articles = 0.0, 0
    paths = [path for folder in args.gold for path in sorted(folder.rglob("*.json"))]
    for number, path in enumerate(paths):
        if args.half and (number % 2 == 0) != (args.half == "even"):
            continue
        article: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
        day = dt.date.fromisoformat(article["published"]) if article.get("published") else None
        begin = time.process_time()
        quotes = find_quotes(article.get("title") or "", article["text"], day)
        seconds += time.process_time() - begin
        articles += 1
        found.extend(failures(article, quotes, counts))
    print(f"{articles} articles, {articles / seconds if seconds else 0:.0f} a second on one core, parsing included")
    for kind in FLOOR:
        gold, pred, hits = (counts[f"{kind} {part}"] for part in ("gold", "pred", "found"))
        if gold:
            named = counts[f"{kind} with speaker"]
            print(
                f"{kind:9} gold {gold:5} pred {pred:5}  recall {hits / gold:.3f} precision {hits / max(pred, 1):.3f}"
                f"  with speaker: recall {named / gold:.3f} precision {named / max(pred, 1):.3f}"
            )
    table = Counter(f.kind for f in found)
    for kind, meaning in CLASSES.items():
        print(f"{kind:22} {table[kind]:5}  {meaning}")
    for failure in [f for f in found if args.show and args.show in f.kind][: args.limit]:
        print(_line(failure))


def _line(failure: Failure) -> str:
    content = str(failure.gold["content"]) if failure.gold else failure.pred.content if failure.pred else ""
    at = max(0, failure.text.find(content))
    around = failure.text[max(0, at - 200) : at] + "⟦" + content[:120] + "⟧" + failure.text[at + len(content) :][:100]
    wanted = failure.gold["speaker"] if failure.gold else "-"
    got = failure.pred.speaker if failure.pred else "-"
    return f"## {failure.kind} · {failure.article} · {wanted} | {got}\n   " + " ".join(around.split())


if __name__ == "__main__":
    main()
