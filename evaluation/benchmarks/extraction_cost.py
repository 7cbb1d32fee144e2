"""What reading a page costs beside trafilatura with its metadata, on the same pages in the same process.

    python -m evaluation.benchmarks.extraction_cost [--pages FOLDER] [--rounds N]

Prints CPU milliseconds a page (median of the rounds, each page read once a round, the readers by turns), on the saved
pages of a folder and on the article pages of the embedded newsroom, which are small. Exit 1 when we cost more than half
of trafilatura on the saved pages.
"""

from __future__ import annotations

import argparse
import contextlib
import statistics
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Callable
from pathlib import Path

from crawler.extraction import ExtractionError, extract
from crawler.newsroom.server import Newsroom

#: Our cost over trafilatura's, at most.
GOAL = 0.5
PAGES = Path(__file__).resolve().parents[3] / "shared" / "data" / "html"


def cost(read: Callable[[bytes], object], page: bytes) -> float:
    """CPU seconds of one reading."""
    start = time.process_time()
    read(page)
    return time.process_time() - start


def by_us(page: bytes) -> object:
    """The article of a page, or None where there is none."""
    try:
        return extract(page, "")
    except ExtractionError:
        return None


def by_trafilatura(page: bytes) -> object:
    """Trafilatura's document with metadata."""
    from trafilatura import bare_extraction

    return bare_extraction(page, with_metadata=True)


def by_trafilatura_fast(page: bytes) -> object:
    """Trafilatura's fast document without metadata."""
    from trafilatura import bare_extraction

    return bare_extraction(page, fast=True, with_metadata=False)


def saved(folder: Path) -> list[bytes]:
    """The article pages of a folder."""
    return [path.read_bytes() for path in sorted(folder.glob("*.html")) if "mainpage" not in path.name]


def newsroom() -> list[bytes]:
    """The first pages of the newsroom's articles, all outlets and layouts."""
    pages = []
    with Newsroom() as room:
        for expected in room.truth():
            if not expected.fetchable:
                continue
            # some fail at the first request, to test the crawl
            with contextlib.suppress(urllib.error.HTTPError), urllib.request.urlopen(expected.url) as answer:
                pages.append(answer.read())
    return pages


def measure(name: str, pages: list[bytes], rounds: int) -> float:
    """Print the table of one set of pages; our share of trafilatura's cost with metadata."""
    readers: dict[str, Callable[[bytes], object]] = {
        "kliping: text, times, byline, cleaning, next pages": by_us,
        "trafilatura.bare_extraction(with_metadata=True)": by_trafilatura,
        "trafilatura fast, without metadata": by_trafilatura_fast,
    }
    for read in readers.values():
        read(pages[0])  # imports and caches
    times: dict[str, list[float]] = {reader: [] for reader in readers}
    for _ in range(rounds):
        totals = dict.fromkeys(readers, 0.0)
        for page in pages:
            for reader, read in readers.items():
                totals[reader] += cost(read, page)
        for reader, total in totals.items():
            times[reader].append(1000 * total / len(pages))
    print(f"{name}: {len(pages)} pages, {sum(map(len, pages)) // len(pages):,} bytes on average, {rounds} rounds")
    medians = {reader: statistics.median(values) for reader, values in times.items()}
    ours, theirs, _ = medians.values()
    for reader, value in medians.items():
        print(f"  {reader:53} {value:7.1f} ms/page  {value / theirs:5.2f} of trafilatura")
    return ours / theirs


def main(arguments: list[str] | None = None) -> int:
    """Measure both sets and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    pages = saved(options.pages)
    share = 0.0
    if pages:
        share = measure("saved pages", pages, options.rounds)
    else:
        print(f"{options.pages}: no pages there; name the folder with --pages", file=sys.stderr)
    measure("newsroom", newsroom(), options.rounds)
    return 0 if share <= GOAL else 1


if __name__ == "__main__":
    raise SystemExit(main())
