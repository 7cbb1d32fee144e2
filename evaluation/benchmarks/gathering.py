"""How fast and how large gathering is: a crawl over local pages, beside news-please, and a scan of a web archive.

    python -m evaluation.benchmarks.gathering [--pages 2000] [--workers 2] [--saved-pages] [--newsplease PYTHON]
    python -m evaluation.benchmarks.gathering --pages 20000 --records 0      # is memory flat?

Pages come from a server process on loopback with eight hosts and no delay. `--newsplease` names the Python of an
environment in which news-please is installed: it then gets the same pages from the same server in the same run.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import tempfile
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from crawler.backfill import backfill
from crawler.crawl import crawl
from crawler.ledger import MemoryLedger, Seen
from crawler.registry import load_sources
from evaluation.benchmarks.local_pages import HOSTS, SAVED, make_page, saved_pages, serving, source_at
from kliping.config import Settings
from kliping.model import Article, Fetch, Page

#: news-please as its library offers it, driven well: its own fetching in sixteen threads (its `fetch_urls` starts one
#: thread an address), its extraction in a process pool as in its `from_urls` (which makes a new pool for each call).
_NEWSPLEASE = """
import json, resource, sys, time, warnings
warnings.simplefilter("ignore")
from concurrent.futures import ProcessPoolExecutor, ThreadPoolExecutor
from newsplease import NewsPlease
from newsplease.crawler.simple_crawler import SimpleCrawler

def read(html, url):
    article = NewsPlease.from_html(html, url, fetch_images=False)
    return bool(article.maintext)

def busy():
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)

if __name__ == "__main__":
    urls, workers = json.load(sys.stdin)
    with ProcessPoolExecutor(workers) as pool:
        first = SimpleCrawler.fetch_url(urls[0])
        list(pool.map(read, [first] * workers, urls[:workers]))  # imports and forks are not counted
        began, used = time.monotonic(), busy()
        with ThreadPoolExecutor(16) as threads:
            pages = zip(urls, threads.map(SimpleCrawler.fetch_url, urls))
            waiting = [pool.submit(read, html, url) for url, html in pages]
        good = sum(one.result() for one in waiting)
        seconds = time.monotonic() - began
    print(json.dumps({"pages": len(urls), "read": good, "seconds": seconds, "cpu": busy() - used}))
"""


@dataclass(frozen=True, slots=True)
class Pace:
    """So many pages in so many seconds, and the CPU seconds of all processes."""

    pages: int
    seconds: float
    cpu: float

    def __str__(self) -> str:
        return (
            f"{self.pages} pages in {self.seconds:.1f} s = {self.pages / self.seconds:.1f} pages/s, "
            f"{1000 * self.cpu / max(self.pages, 1):.1f} ms CPU a page in all processes"
        )


def resident(process: str = "self") -> float:
    """The memory that a process holds now, in MB; 0 where the system does not tell."""
    try:
        pages = int(Path(f"/proc/{process}/statm").read_text().split()[1])
    except (OSError, ValueError, IndexError):
        return 0.0
    return pages * os.sysconf("SC_PAGE_SIZE") / 1e6


def used() -> float:
    """CPU seconds of this process and of those it has ended."""
    uses = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(use.ru_utime + use.ru_stime for use in uses)


class Forgetful(MemoryLedger):
    """Counts, keeps nothing, and notes the memory of the process as it goes."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.memory: list[tuple[int, float]] = []

    def is_known(self, url: str) -> bool:
        return False

    def last(self, url: str) -> Fetch | None:
        return None

    def recent(self, source: str, since: object) -> Iterable[Seen]:
        return ()

    def fetch(self, fetch: Fetch) -> None:
        pass

    def page(self, page: Page) -> None:
        pass

    def article(self, article: Article) -> None:
        self.count += 1
        if self.count % 1000 == 0:
            self.memory.append((self.count, resident()))


def measure_crawl(ports: Sequence[int], workers: int) -> Pace:
    """Pages a second of one crawl with robots.txt, archive, extraction and hand-over; prints memory on its way."""
    memory = Forgetful()
    began, before = time.monotonic(), used()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), delay=0, concurrency=16, search=(), extraction_workers=workers)
        report = crawl([source_at(port) for port in ports], ledger=memory, sink=memory, settings=settings)
        pace = Pace(report.fetched, time.monotonic() - began, used() - before)
    where = f"{workers} worker process(es)" if workers else "no worker process"
    print(f"Kliping, {where}: {pace}")
    print("  memory of the crawling process, MB: " + ", ".join(f"{n}: {mb:.0f}" for n, mb in memory.memory))
    return pace


def measure_newsplease(python: str, ports: Sequence[int], pages: int, workers: int) -> Pace | None:
    """The same pages by news-please in its own environment; None where it does not run."""
    urls = [f"http://127.0.0.1:{port}/berita/{n}" for n in range(pages // HOSTS) for port in ports]
    with tempfile.TemporaryDirectory() as folder:
        program = Path(folder) / "beside.py"
        program.write_text(_NEWSPLEASE, encoding="utf-8")
        done = subprocess.run(
            [python, str(program)], input=json.dumps([urls, workers]), capture_output=True, text=True, check=False
        )
    if done.returncode:
        print(f"news-please does not run in {python}: {done.stderr.strip().splitlines()[-1:]}")
        return None
    found = json.loads(done.stdout.strip().splitlines()[-1])
    pace = Pace(found["pages"], found["seconds"], found["cpu"])
    print(f"news-please, {workers} worker process(es): {pace} ({found['read']} with text)")
    return pace


def measure_scan(records: int, folder: Path) -> None:
    """Records a second of CPU time over a WARC of which one record in fifty is of a source, and none is relevant.

    The bodies are the saved pages of `folder`, or made ones (which compress far better) where there are none.
    """
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    saved = saved_pages(folder)
    bodies = saved or [make_page(number) for number in range(50)]
    with tempfile.TemporaryDirectory() as place:
        path = Path(place) / "news.warc.gz"
        with path.open("wb") as file:
            writer = WARCWriter(file, gzip=True)
            for number in range(records):
                own = number % 50 == 0
                host = "regional.kompas.com/read/2022/03/08" if own else f"outlet{number % 3000}.example/news"
                head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
                record = writer.create_warc_record(
                    f"https://{host}/{100_000_000 + number}/x",
                    "response",
                    payload=BytesIO(bodies[number % len(bodies)]),
                    http_headers=head,
                )
                writer.write_record(record)
        memory = MemoryLedger()
        sources = load_sources()
        for terms, what in ((["zzzz"], "none relevant"), (["berita"], "all of our hosts read and extracted")):
            began = time.process_time()
            (report,) = backfill([path], sources=sources, ledger=memory, sink=memory, terms=terms, again=True)
            seconds = time.process_time() - began
            print(
                f"scan of {'saved' if saved else 'made'} pages: {report.records} records "
                f"({path.stat().st_size / 1e6:.0f} MB, {report.ours} of our hosts, {what}: {report.articles} articles) "
                f"= {report.records / seconds:.0f} records/s/core"
            )


def main() -> None:
    """Run the measurements asked for."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000, help="0: no crawl")
    parser.add_argument("--workers", type=int, default=2, help="processes that read pages")
    parser.add_argument("--saved-pages", action="store_true", help="serve the saved pages instead of made ones")
    parser.add_argument("--newsplease", metavar="PYTHON", help="an environment's Python with news-please")
    parser.add_argument("--records", type=int, default=6000, help="of the scanned archive; 0: no scan")
    parser.add_argument("--saved", type=Path, default=SAVED, help="folder of saved pages")
    options = parser.parse_args()
    if options.pages:
        with serving(options.pages, saved_pages(options.saved) if options.saved_pages else ()) as ports:
            ours = measure_crawl(ports, options.workers)
            theirs = None
            if options.newsplease:
                theirs = measure_newsplease(options.newsplease, ports, options.pages, max(options.workers, 1))
        if theirs is not None:
            print(
                f"Kliping beside news-please: {ours.pages / ours.seconds / (theirs.pages / theirs.seconds):.1f} times "
                f"the pages a second, {ours.cpu / ours.pages / (theirs.cpu / theirs.pages):.2f} of its CPU time a page"
            )
    if options.records:
        measure_scan(options.records, options.saved)


if __name__ == "__main__":
    main()
