"""What reading a page costs beside trafilatura with its metadata, on the same pages in the same process.

    python -m evaluation.benchmarks.extraction_cost [--pages FOLDER] [--rounds N]

Prints CPU milliseconds a page (median of the rounds, each page read once a round, the two readers by turns).
"""

from __future__ import annotations

import argparse
import statistics
import sys
import time
from collections.abc import Callable
from pathlib import Path

from crawler.extraction import ExtractionError, extract

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


def main(arguments: list[str] | None = None) -> int:
    """Measure and print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=Path, default=PAGES)
    parser.add_argument("--rounds", type=int, default=5)
    options = parser.parse_args(arguments)
    pages = [path.read_bytes() for path in sorted(options.pages.glob("*.html")) if "mainpage" not in path.name]
    if not pages:
        print(f"{options.pages}: no pages there; name the folder with --pages", file=sys.stderr)
        return 2
    readers: dict[str, Callable[[bytes], object]] = {
        "kliping: text, times, byline, cleaning, next pages": by_us,
        "trafilatura.bare_extraction(with_metadata=True)": by_trafilatura,
        "trafilatura fast, without metadata": by_trafilatura_fast,
    }
    for read in readers.values():
        read(pages[0])  # imports and caches
    rounds: dict[str, list[float]] = {name: [] for name in readers}
    for _ in range(options.rounds):
        totals = dict.fromkeys(readers, 0.0)
        for page in pages:
            for name, read in readers.items():
                totals[name] += cost(read, page)
        for name, total in totals.items():
            rounds[name].append(1000 * total / len(pages))
    print(f"{len(pages)} pages, {sum(map(len, pages)) // len(pages):,} bytes each on average, {options.rounds} rounds")
    medians = {name: statistics.median(values) for name, values in rounds.items()}
    ours = next(iter(medians.values()))
    for name, value in medians.items():
        print(f"{name:55} {value:7.1f} ms/page  {value / ours:5.1f} × ours")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
