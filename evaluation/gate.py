"""The quality gate: reads gold articles, prints every figure beside its pinned floor, fails when one is below it.

    python -m evaluation.gate [--gold FOLDER] [--errors N] [--table docs/quality.md]

Floors stand in evaluation/floors.toml and are never lowered silently. The gold folder is ../shared/gold beside the
project unless named; sets that are absent are passed over by name.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
import time
import tomllib
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from crawler.newsroom.desk import stories
from crawler.newsroom.truth import expected
from evaluation.metrics import Figures, add_article
from kliping.dates import read_date
from kliping.lines import output_line
from kliping.model import Article
from kliping.urls import article_id
from nlp.annotate import Annotator

ROOT = Path(__file__).resolve().parents[1]
GOLD = ROOT.parent / "shared" / "gold"
FLOORS = Path(__file__).with_name("floors.toml")

#: What is measured together: the table of one set is made of these folders. The embedded newsroom's annotated articles
#: travel with the project and are measured everywhere.
SETS = {"awards and statements": ("seeds", "written", "real"), "PFSA-ID": ("pfsa",)}
NEWSROOM = "newsroom"


def read_gold(folders: list[Path]) -> Iterator[dict[str, Any]]:
    """The gold articles of some folders, in order of their file names."""
    for folder in folders:
        for path in sorted(folder.glob("*.json")):
            yield json.loads(path.read_text(encoding="utf-8"))


def article_of(gold: dict[str, Any]) -> Article:
    """The article of a gold file as `kliping annotate` would be given it."""
    published = read_date(gold["published"], origin="gold") if gold.get("published") else None
    url = gold.get("url") or f"urn:kliping:{gold['id']}"
    return Article(
        id=article_id(url, published.at if published else None),
        url=url,
        title=gold.get("title") or "",
        text=gold["text"],
        outlet=gold.get("outlet") or "",
        published=published,
    )


def read_newsroom() -> Iterator[dict[str, Any]]:
    """The annotated articles of the embedded newsroom in the form of gold files."""
    for story in stories():
        wanted = expected(story, "http://newsroom.example", stage=2)
        if wanted.annotation is None:
            continue
        yield {
            **wanted.annotation.model_dump(mode="json"),
            "id": wanted.key,
            "url": wanted.url,
            "title": wanted.title,
            "text": wanted.text,
            "published": wanted.published.at.isoformat(),
            "labels": {"award": wanted.award, "ministerial": wanted.ministerial},
        }


def gold_sets(gold: Path) -> Iterator[tuple[str, list[dict[str, Any]]]]:
    """Every set by name with its articles; one that is absent is left out."""
    yield NEWSROOM, list(read_newsroom())
    for name, parts in SETS.items():
        folders = [gold / part for part in parts if (gold / part).is_dir()]
        if folders:
            yield name, list(read_gold(folders))


def measure(articles: Iterable[dict[str, Any]]) -> tuple[Figures, float, str]:
    """Figures of annotated articles, seconds taken for reading them, and a digest of the corpus."""
    annotator = Annotator()
    figures = Figures()
    digest = hashlib.sha256()
    seconds = 0.0
    for gold in articles:
        digest.update(json.dumps(gold, sort_keys=True).encode())
        start = time.perf_counter()
        annotation = annotator.annotate_one(article_of(gold))
        seconds += time.perf_counter() - start
        add_article(figures, gold, json.loads(output_line(gold["id"], annotation)))
    return figures, seconds, digest.hexdigest()[:12]


def table(name: str, figures: Figures, floors: dict[str, float]) -> list[str]:
    """A Markdown table of one set: precision, recall, F1 (or accuracy), and the floor."""
    lines = [
        f"### {name} ({figures.articles} articles)",
        "",
        "| measure | precision | recall | F1 | gold | found | floor |",
        "|---|---:|---:|---:|---:|---:|---:|",
    ]
    for key, t in figures.tallies.items():
        if not t.wanted:
            continue  # this set does not mark it
        floor = _floor(floors, key)
        lines.append(f"| {key} | {t.precision:.3f} | {t.recall:.3f} | {t.f1:.3f} | {t.wanted} | {t.found} | {floor} |")
    for key, t in figures.attributes.items() if figures.tally("awards.record").wanted else ():
        floor = _floor(floors, f"awards.{key}")
        lines.append(f"| awards: {key} right | | | {t.recall:.3f} | {t.wanted} | | {floor} |")
    return lines


def _floor(floors: dict[str, float], key: str) -> str:
    if f"{key}:recall" in floors:
        return f"recall {floors[f'{key}:recall']:.3f}"
    return f"{floors[key]:.3f}" if key in floors else ""


def below_floor(figures: Figures, floors: dict[str, float]) -> list[str]:
    """The measures that fell below their floor, in words."""
    values = figures.values()
    return [
        f"{key}: {values.get(key, 0.0):.4f} is below its floor {floor:.4f}"
        for key, floor in floors.items()
        if round(values.get(key, 0.0), 4) < floor
    ]


def main() -> int:
    """Measure, print, and return 1 when a figure fell below its floor."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gold", type=Path, default=GOLD)
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="print the first N errors of each set")
    parser.add_argument("--only", help="print only errors whose description holds this text")
    parser.add_argument("--table", type=Path, help="write the tables into this file, between the gate's marks")
    args = parser.parse_args()
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    fallen: list[str] = []
    lines: list[str] = []
    for name in SETS:
        if not any((args.gold / part).is_dir() for part in SETS[name]):
            print(f"{name}: no gold articles under {args.gold}; passed over", file=sys.stderr)
    for name, articles in gold_sets(args.gold):
        figures, seconds, digest = measure(articles)
        pinned = floors.get(name, {})
        lines += [*table(name, figures, pinned), "", f"Corpus {digest}; errors by class: {_classes(figures)}.", ""]
        fallen += [f"{name}, {complaint}" for complaint in below_floor(figures, pinned)]
        print(
            f"{name}: {figures.articles} articles in {seconds:.1f} s ({figures.articles / seconds:.0f}/s)",
            file=sys.stderr,
        )
        chosen = [e for e in figures.errors if not args.only or args.only in e["what"]]
        for error in chosen[: args.errors]:
            print(json.dumps(error, ensure_ascii=False))
    print("\n".join(lines))
    if args.table:
        _write_table(args.table, lines)
    for complaint in fallen:
        print(f"BELOW FLOOR {complaint}", file=sys.stderr)
    return 1 if fallen else 0


def _classes(figures: Figures) -> str:
    counts = Counter(error["what"] for error in figures.errors)
    return ", ".join(f"{what} {count}" for what, count in counts.most_common(12)) or "none"


def _write_table(path: Path, lines: list[str]) -> None:
    text = path.read_text(encoding="utf-8")
    start, end = "<!-- gate -->", "<!-- /gate -->"
    head, _, rest = text.partition(start)
    _, _, tail = rest.partition(end)
    path.write_text(f"{head}{start}\n\n" + "\n".join(lines) + f"\n{end}{tail}", encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())
