"""How much of what matters the cheap stage lets through, on titles alone and with the teaser, and how much else.

    python -m evaluation.title_filter [--missed] [--passed N]

Relevant titles: the annotated articles, the newsroom, and addresses of real award pages whose last part spells the
title. Everything else: feed items of 2026 and headlines of 2018–19, of which a few are relevant too: the rate of what
passes is an upper bound of the false rate.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import json
import random
import re
import sys
import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from crawler.newsroom.server import Newsroom
from nlp.relevance import may_matter

SHARED = Path(__file__).resolve().parents[2] / "shared"
FLOORS = Path(__file__).with_name("floors.toml")
TEASER = 200  # characters that a feed gives of the first paragraph


@dataclass(frozen=True, slots=True)
class Item:
    """What a feed says of one article."""

    title: str
    teaser: str = ""


@dataclass(frozen=True, slots=True)
class Rate:
    """Of so many items so many were let through, with title and teaser and with the title alone."""

    items: int
    passed: int
    by_title: int

    @property
    def share(self) -> float:
        """The share that was let through."""
        return self.passed / self.items if self.items else 0.0


def gold(folder: Path, *, relevant: bool) -> list[Item]:
    """Annotated articles that are, or are not, labelled as an award or a minister's statement."""
    items = []
    for part in ("real", "written", "seeds"):
        for path in sorted((folder / part).glob("*.json")):
            article = json.loads(path.read_text(encoding="utf-8"))
            if article.get("title") and any(article["labels"].values()) == relevant:
                items.append(Item(article["title"], lead(article["text"])))
    return items


def lead(text: str) -> str:
    """The beginning of the first paragraph of running text, as a feed shows it."""
    paragraph = next((part for part in text.split("\n") if len(part) > 80), text)
    return paragraph[:TEASER]


def newsroom() -> list[Item]:
    """The newsroom's articles about awards and ministers."""
    with Newsroom() as room:
        return [Item(one.title, one.teaser) for one in room.truth() if one.fetchable and (one.award or one.ministerial)]


def award_pages(path: Path) -> list[Item]:
    """Titles as the addresses of real award pages spell them, where they do."""
    items = []
    for line in path.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        words = re.findall(r"[a-z0-9]+", urlsplit(row["url"]).path.rstrip("/").rpartition("/")[2].removesuffix(".html"))
        if row["rel"] == "award" and len(words) > 4:
            items.append(Item(" ".join(words)))
    return items


def feed_items(path: Path) -> list[Item]:
    """The items of feeds, with their teasers."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [Item(row.get("Judul") or "", row.get("Ringkasan") or "") for row in map(json.loads, lines)]


def headlines(path: Path) -> list[Item]:
    """Headlines alone."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        return [Item(row[1]) for row in csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if len(row) > 1]


def rate(items: Iterable[Item]) -> Rate:
    """How many the cheap stage lets through."""
    items = list(items)
    return Rate(
        len(items),
        sum(may_matter(item.title, item.teaser) for item in items),
        sum(may_matter(item.title) for item in items),
    )


def relevant_items() -> dict[str, list[Item]]:
    """The sets of what matters, by name."""
    return {
        "annotated articles, relevant": gold(SHARED / "gold", relevant=True),
        "newsroom, relevant": newsroom(),
        "addresses of award pages": award_pages(SHARED / "data" / "award_pages_facts.jsonl"),
    }


def below_floor(rates: Mapping[str, Rate], floors: Mapping[str, float]) -> list[str]:
    """What lies below its floor, in words; a floor of a set that was not measured is not looked at."""
    reached = {name: rate.share for name, rate in rates.items()}
    reached |= {f"{name}, title alone": rate.by_title / max(rate.items, 1) for name, rate in rates.items()}
    return [f"{key}: {reached[key]:.3f} < {floor}" for key, floor in floors.items() if reached.get(key, 1.0) < floor]


def main() -> int:
    """Measure, print, compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--missed", action="store_true", help="show the relevant items that are not let through")
    parser.add_argument("--passed", type=int, default=0, metavar="N", help="show N of the others that are let through")
    options = parser.parse_args()
    if not SHARED.is_dir():
        print(f"{SHARED}: the annotated articles and feeds are not there", file=sys.stderr)
        return 2
    relevant = relevant_items()
    others = {
        "annotated articles, others": gold(SHARED / "gold", relevant=False),
        "feed items 2026": feed_items(SHARED / "data" / "rss" / "items-2026-08.jsonl.gz"),
        "headlines 2018-19": headlines(SHARED / "data" / "rss" / "kompas-titles-2018-2019.tsv.gz"),
    }
    print(f"{'':32} {'items':>6}  {'let through':>11}  {'by the title alone':>18}")
    rates = {}
    for name, items in (relevant | others).items():
        rates[name] = found = rate(items)
        print(f"{name:32} {found.items:6}  {found.share:11.3f}  {found.by_title / max(found.items, 1):18.3f}")
        if options.missed and name in relevant:
            for item in items:
                if not may_matter(item.title):
                    print(f"    {'-' if may_matter(item.title, item.teaser) else 'X'} {item.title} | {item.teaser}")
        if options.passed and name in others:
            through = [item for item in items if may_matter(item.title)]
            for item in random.Random(1).sample(through, min(options.passed, len(through))):
                print(f"    {item.title} | {item.teaser[:120]}")
    missed = below_floor(rates, tomllib.loads(FLOORS.read_text(encoding="utf-8"))["headlines"])
    for line in missed:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
