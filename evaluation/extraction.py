"""Measures the reading of saved pages against their known title, text and time, beside trafilatura in the same run.

    python -m evaluation.extraction [--pages FOLDER] [--show NAME] [--table docs/quality-extraction.md]

The folder holds HTML files and an expected.json list of {file, title, content, published}; ../shared/data/html beside
the project unless named. Exit 1 when a floor is not met.
"""

from __future__ import annotations

import argparse
import datetime as dt
import difflib
import json
import re
import sys
import tomllib
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from crawler.extraction import ExtractionError, read_saved_page
from crawler.links import article_links
from kliping.model import Article

PAGES = Path(__file__).resolve().parents[2] / "shared" / "data" / "html"
FLOORS = Path(__file__).with_name("floors.toml")
#: Article links of each saved list page, compared with all links in its markup; a feed's items.
LISTED = {
    "antara": 20, "detik": 20, "kapanlagi": 3, "kompas": 10, "liputan6": 95, "okezone": 24, "republika": 10,
    "tempo": 70, "viva": 30,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Outcome:
    """One page: token F1 of ours and of trafilatura, and whether title and time are right (None: not known)."""

    file: str
    ours: float | None
    theirs: float | None
    title: bool | None
    time: bool | None


def token_f1(found: str, wanted: str) -> float:
    """F1 over the bag of lower-case word tokens."""
    mine, gold = Counter(re.findall(r"\w+", found.lower())), Counter(re.findall(r"\w+", wanted.lower()))
    common = sum((mine & gold).values())
    return 2 * common / (sum(mine.values()) + sum(gold.values())) if common else 0.0


def by_trafilatura(path: Path) -> str:
    """The text that trafilatura reads alone, with its defaults and its metadata."""
    from trafilatura import bare_extraction

    document = bare_extraction(path.read_bytes(), with_metadata=True)
    return str(getattr(document, "text", "") or "")


def measure(folder: Path) -> list[Outcome]:
    """The outcomes of all pages named in the folder's expected.json, in its order."""
    outcomes = []
    for gold in json.loads((folder / "expected.json").read_text(encoding="utf-8")):
        path = folder / gold["file"]
        article: Article | None
        try:
            article = read_saved_page(path)
        except ExtractionError as error:
            print(error, file=sys.stderr)
            article = None
        wanted, title, published = gold.get("content"), gold.get("title"), gold.get("published")
        outcomes.append(
            Outcome(
                gold["file"],
                token_f1(article.text if article else "", wanted) if wanted else None,
                token_f1(by_trafilatura(path), wanted) if wanted else None,
                bool(article and " ".join(article.title.split()) == " ".join(title.split())) if title else None,
                same_minute(article, published) if published else None,
            )
        )
    return outcomes


def same_minute(article: Article | None, published: str) -> bool:
    """Whether the article's time is the expected instant, seconds aside."""
    if article is None or article.published is None or article.published.precision != "minute":
        return False
    wanted = dt.datetime.fromisoformat(published).replace(second=0)
    return article.published.at.astimezone(dt.UTC).replace(second=0, microsecond=0) == wanted.astimezone(dt.UTC)


def mean(values: list[float]) -> float:
    """The arithmetic mean; 0 for nothing."""
    return sum(values) / len(values) if values else 0.0


def table(outcomes: list[Outcome], lists: list[tuple[str, int]]) -> list[str]:
    """The outcome as Markdown."""
    mark = {True: "yes", False: "**no**", None: "–"}
    rows = ["| page | text F1 | trafilatura | title | time |", "|---|---|---|---|---|"]
    for one in outcomes:
        ours = f"{one.ours:.3f}" if one.ours is not None else "–"
        theirs = f"{one.theirs:.3f}" if one.theirs is not None else "–"
        rows.append(f"| {one.file} | {ours} | {theirs} | {mark[one.title]} | {mark[one.time]} |")
    ours_mean = mean([one.ours for one in outcomes if one.ours is not None])
    theirs_mean = mean([one.theirs for one in outcomes if one.theirs is not None])
    titles = [one.title for one in outcomes if one.title is not None]
    times = [one.time for one in outcomes if one.time is not None]
    rows.append(
        f"| **all** | **{ours_mean:.3f}** | **{theirs_mean:.3f}** | **{sum(titles)}/{len(titles)}** "
        f"| **{sum(times)}/{len(times)}** |"
    )
    rows += ["", f"Text F1 over trafilatura: {100 * (ours_mean - theirs_mean):+.1f} points.", ""]
    rows += [f"- list page {name}: {count} article links" for name, count in lists]
    rows += ["", "The folder holds nine list pages; compared with all links in their markup none is missing."]
    return rows


def figures(outcomes: list[Outcome], lists: list[tuple[str, int]]) -> dict[str, float]:
    """What has a floor."""
    ours = mean([one.ours for one in outcomes if one.ours is not None])
    theirs = mean([one.theirs for one in outcomes if one.theirs is not None])
    return {
        "text F1": ours,
        "points over trafilatura": 100 * (ours - theirs),
        "titles": mean([float(one.title) for one in outcomes if one.title is not None]),
        "times": mean([float(one.time) for one in outcomes if one.time is not None]),
        "list pages": sum(count >= LISTED.get(name.partition("-")[0], 1) for name, count in lists),
    }


def below_floor(reached: dict[str, float]) -> list[str]:
    """What lies below its floor, in words."""
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))["saved pages"]
    return [f"{name}: {reached[name]:.3f} < {floor}" for name, floor in floors.items() if reached[name] < floor]


def list_pages(folder: Path) -> list[tuple[str, int]]:
    """How many article links each saved list page gives."""
    return [(path.name, len(article_links(path.read_bytes()))) for path in sorted(folder.glob("*-mainpage.html"))]


def show(path: Path, wanted: str) -> None:
    """Print how the text of one page differs from the expected one, word by word."""
    article = read_saved_page(path)
    print(article)
    mine, gold = re.findall(r"\w+", article.text.lower()), re.findall(r"\w+", wanted.lower())
    for kind, a, b, c, d in difflib.SequenceMatcher(None, gold, mine, autojunk=False).get_opcodes():
        if kind != "equal":
            print(f"{kind}: wanted {' '.join(gold[a:b])!r}, read {' '.join(mine[c:d])!r}")


def main(arguments: list[str] | None = None) -> int:
    """Measure, print, compare with the floors."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--show", metavar="NAME", help="the differences of the pages whose file name holds NAME")
    parser.add_argument("--table", type=Path, help="write the table to this file too")
    options = parser.parse_args(arguments)
    if not (options.pages / "expected.json").is_file():
        print(f"{options.pages}: no expected.json there; name the folder with --pages", file=sys.stderr)
        return 2
    if options.show:
        for gold in json.loads((options.pages / "expected.json").read_text(encoding="utf-8")):
            if options.show in gold["file"]:
                show(options.pages / gold["file"], gold.get("content") or "")
        return 0
    outcomes = measure(options.pages)
    lists = list_pages(options.pages)
    rows = table(outcomes, lists)
    print("\n".join(rows))
    if options.table:
        head = "# Extraction, as measured\n\nWritten by `python -m evaluation.extraction --table FILE`.\n\n"
        options.table.write_text(head + "\n".join(rows) + "\n", encoding="utf-8")
    missed = below_floor(figures(outcomes, lists))
    for line in missed:
        print(f"below its floor: {line}", file=sys.stderr)
    return 1 if missed else 0


if __name__ == "__main__":
    raise SystemExit(main())
