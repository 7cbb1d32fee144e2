"""How fast and how large gathering is: a crawl over local pages, and a scan of a web archive.

    python -m evaluation.benchmarks.gathering [--pages 2000] [--workers 1] [--records 6000]

Pages are made from sentences in this file and served from a process of their own; eight hosts, no delay.
"""

from __future__ import annotations

import argparse
import datetime as dt
import hashlib
import http.server
import multiprocessing
import random
import resource
import tempfile
import threading
import time
from collections.abc import Iterable
from io import BytesIO
from multiprocessing.connection import Connection
from pathlib import Path

from crawler.backfill import backfill
from crawler.crawl import crawl
from crawler.ledger import MemoryLedger, Seen
from crawler.registry import SourceFile, load_sources, parse_source
from kliping.config import Settings
from kliping.model import Article, Fetch, Page

HOSTS = 8
SAVED = Path(__file__).resolve().parents[3] / "shared" / "data" / "html"
_SUBJECTS = ("Wali kota", "Kepala dinas", "Bupati", "Sekretaris daerah", "Direktur rumah sakit", "Camat")
_VERBS = ("menyampaikan", "menjelaskan", "mengatakan", "menegaskan", "memaparkan")
_MATTERS = (
    "antrean loket pelayanan",
    "hasil penilaian kepatuhan",
    "rencana perbaikan jalan",
    "jadwal layanan keliling",
)
_CLUTTER = "".join(f"<li><a href='/kategori/{n}'>Kategori berita nomor {n} dari laman ini</a></li>" for n in range(120))


def make_page(number: int) -> bytes:
    """An article page of some 25 kB with navigation, a sidebar and meta tags."""
    chance = random.Random(number)
    paragraphs = []
    for _ in range(12):
        sentences = [
            f"{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.choice(_MATTERS)} {chance.randint(1, 999)} "
            f"kepada warga yang datang pada hari itu sebelum pukul {chance.randint(8, 16)}."
            for _ in range(3)
        ]
        paragraphs.append(f"<p>{' '.join(sentences)}</p>")
    minute = dt.datetime(2026, 3, 12, tzinfo=dt.UTC) + dt.timedelta(minutes=number % 1000)
    return (
        f"<!doctype html><html lang='id'><head><title>Berita daerah nomor {number} - Situs</title>"
        f"<meta property='og:title' content='Berita daerah nomor {number}'>"
        f"<meta property='article:published_time' content='{minute.isoformat()}'></head><body><ul>{_CLUTTER}</ul>"
        f"<article><h1>Berita daerah nomor {number}</h1>{''.join(paragraphs)}</article>"
        f"<aside><ul>{_CLUTTER}</ul></aside></body></html>"
    ).encode()


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pages = 0

    def do_GET(self) -> None:
        number = self.path.rpartition("/")[2]
        if self.path == "/rss":
            items = "".join(
                f"<item><title>Berita {n}</title><link>http://{self.headers['Host']}/berita/{n}</link></item>"
                for n in range(self.pages)
            )
            kind, body = "application/rss+xml", f"<rss><channel>{items}</channel></rss>".encode()
        elif number.isdecimal():
            kind, body = "text/html; charset=utf-8", make_page(int(number))
        else:
            kind, body = "text/plain", b""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def _serve(pages: int, answer: Connection) -> None:
    handler = type("Handler", (_Handler,), {"pages": pages})
    servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) for _ in range(HOSTS)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    answer.send([server.server_address[1] for server in servers])
    answer.recv()  # until the other end is closed


class Forgetful(MemoryLedger):
    """Counts, keeps nothing, and notes the memory of the process as it goes."""

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self.peaks: list[tuple[int, float]] = []

    def is_known(self, url: str) -> bool:
        return False

    def last(self, url: str) -> Fetch | None:
        return None

    def recent(self, source: str, since: dt.datetime) -> Iterable[Seen]:
        return ()

    def fetch(self, fetch: Fetch) -> None:
        pass

    def page(self, page: Page) -> None:
        pass

    def article(self, article: Article) -> None:
        self.count += 1
        if self.count % 1000 == 0:
            self.peaks.append((self.count, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024))


def measure_crawl(pages: int, workers: int) -> None:
    """Pages a second and peak memory of one crawl."""
    here, there = multiprocessing.Pipe()
    context = multiprocessing.get_context("spawn")
    server = context.Process(target=_serve, args=(pages // HOSTS, there), daemon=True)
    server.start()
    sources = [_source(port) for port in here.recv()]
    memory = Forgetful()
    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(data_dir=Path(folder), delay=0, concurrency=16, search=(), extraction_workers=workers)
        began, busy = time.monotonic(), time.process_time()
        report = crawl(sources, ledger=memory, sink=memory, settings=settings)
        seconds, busy = time.monotonic() - began, time.process_time() - busy
    server.terminate()
    where = f"{workers} worker process(es)" if workers else "one process"
    print(f"crawl: {report.fetched} pages in {seconds:.1f} s = {report.fetched / seconds:.0f} pages/s ({where})")
    print(f"CPU of the crawling process: {1000 * busy / max(report.fetched, 1):.1f} ms/page")
    print(
        "peak memory MB: "
        + ", ".join(f"{count}: {peak:.0f}" for count, peak in memory.peaks[:: max(1, len(memory.peaks) // 10)])
    )


def _source(port: int) -> SourceFile:
    text = (
        f'name = "S{port}"\ndomain = "s.example"\nhosts = ["127.0.0.1:{port}"]\nloopback = true\ndelay = 0\n'
        f'facts = ["a benchmark"]\n[[discovery]]\nmethod = "rss"\nurl = "http://127.0.0.1:{port}/rss"\n'
    )
    return parse_source(text, slug=f"s{port}")


def measure_scan(records: int, folder: Path) -> None:
    """Records a second of CPU time over a WARC of which one record in fifty is of a source, and none is relevant.

    The bodies are the saved pages of `folder`, or made ones (which compress far better) where there are none.
    """
    from warcio.statusandheaders import StatusAndHeaders
    from warcio.warcwriter import WARCWriter

    saved = [page.read_bytes() for page in sorted(folder.glob("*singlepage*.html"))]
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
        began = time.process_time()
        (report,) = backfill([path], sources=sources, ledger=memory, sink=memory, terms=["zzzz"])
        seconds = time.process_time() - began
        size = path.stat().st_size / 1e6
    print(
        f"scan of {'saved' if saved else 'made'} pages: {report.records} records ({size:.0f} MB, {report.ours} of our "
        f"hosts) = {report.records / seconds:.0f} records/s/core"
    )


def main() -> None:
    """Run all measurements."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--pages", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--records", type=int, default=6000)
    parser.add_argument("--saved", type=Path, default=SAVED, help="folder of saved pages for the scan")
    options = parser.parse_args()
    if options.pages:
        measure_crawl(options.pages, options.workers)
    if options.records:
        measure_scan(options.records, options.saved)


if __name__ == "__main__":
    main()
