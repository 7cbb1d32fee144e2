"""Reading in other processes: the same articles, in whatever order; a page that kills or holds its worker is named."""

from __future__ import annotations

import asyncio
import datetime as dt
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from crawler import reading_pool
from crawler.crawl import crawl
from crawler.ledger import MemoryLedger
from crawler.page_reading import UnreadPageError, read_page
from crawler.reading_pool import ReadingPool, usual_workers
from crawler.report import SourceReport
from kliping.config import Settings

ROOT = Path(__file__).parents[2]
AT = dt.datetime(2026, 3, 13, tzinfo=dt.UTC)

#: A worker that dies of one page and hangs at another, as a fault in a parser would make it.
FAULTY = """
import json, os, signal, sys, time
sys.path[:] = json.loads(sys.argv[1])
from crawler import reading_pool
real = reading_pool.read_page
def faulty(body, *rest):
    if b"MATI" in body:
        os.kill(os.getpid(), signal.SIGSEGV)
    if b"GANTUNG" in body:
        time.sleep(60)
    print("a library that chatters")
    return real(body, *rest)
reading_pool.read_page = faulty
reading_pool.serve()
"""


@pytest.fixture
def at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Workers from the first page on."""
    monkeypatch.setattr(ReadingPool.__init__, "__kwdefaults__", {"patience": 0, "timeout": 60.0})


def run(site: Any, settings: Settings, memory: MemoryLedger, **options: Any) -> SourceReport:
    return crawl([site.source()], ledger=memory, sink=memory, settings=settings, **options).sources[0]


def with_workers(settings: Settings, workers: int) -> Settings:
    return settings.model_copy(update={"extraction_workers": workers})


@pytest.mark.parametrize(("cores", "workers"), [(1, 0), (2, 0), (4, 3), (64, 8)])
def test_how_many_workers_suit_a_machine(cores: int, workers: int) -> None:
    assert usual_workers(cores) == workers


@pytest.mark.usefixtures("at_once")
def test_articles_are_the_same_however_many_read_them(site: Any, settings: Settings) -> None:
    paths = [f"/berita/{number}" for number in range(12)]
    site.feed("/rss", *paths, "/berita/kosong")
    for path in paths:
        site.page(path, f"Judul {path}")
    site.answers["/berita/kosong"] = (200, {"Content-Type": "text/html"}, b"<html></html>")
    memories = [MemoryLedger() for _ in range(3)]
    reports = [run(site, with_workers(settings, n), memory) for n, memory in enumerate(memories)]
    assert [report.fetched for report in reports] == [12, 12, 12]
    assert reports[0].failed == reports[1].failed == reports[2].failed
    assert memories[0].articles == memories[1].articles == memories[2].articles


def test_a_page_that_kills_or_holds_its_worker_is_named_and_nothing_else_is_lost(
    site: Any, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ReadingPool.__init__, "__kwdefaults__", {"patience": 0, "timeout": 3.0})
    monkeypatch.setattr(reading_pool, "_PROGRAM", FAULTY)
    paths = [f"/berita/{number}" for number in range(6)]
    site.feed("/rss", *paths, "/berita/mati", "/berita/gantung")
    for path in paths:
        site.page(path, f"Judul {path}")
    site.page("/berita/mati", "MATI")
    site.page("/berita/gantung", "GANTUNG")
    memory = MemoryLedger()
    report = run(site, with_workers(settings, 2), memory)
    assert report.fetched == 6
    problems = dict(problem.removeprefix(site.base + "/berita/").split(": ", 1) for problem in report.problems)
    assert problems == {
        "mati": "extraction: reading the page ended its process (SIGSEGV)",
        "gantung": "extraction: reading the page took too long",
    }
    monkeypatch.undo()  # the fault is mended: the next crawl gets what was missing
    assert run(site, settings, memory, recheck=dt.timedelta(0)).fetched == 2
    assert len(memory.articles) == 8


def read(pool: ReadingPool, body: bytes) -> Any:
    return asyncio.run(pool.read(body, "https://a.id/berita/1", None, AT, {}))


def test_where_no_process_can_be_started_pages_are_read_here(
    monkeypatch: pytest.MonkeyPatch, site: Any, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(reading_pool, "_PROGRAM", "raise SystemExit(3)")
    site.page("/berita/1", "Judul")
    body = site.answers["/berita/1"][2]
    pool = ReadingPool(2, patience=0)
    try:
        assert read(pool, body) == read_page(body, "https://a.id/berita/1", None, AT, {})
        assert "no other can be started" in caplog.text
    finally:
        pool.close()


def test_a_closed_pool_reads_nothing_more(site: Any) -> None:
    pool = ReadingPool(1, patience=0)
    pool.close()
    site.page("/berita/1", "Judul")
    with pytest.raises(UnreadPageError, match="ended"):
        read(pool, site.answers["/berita/1"][2])


KILLED = """
import asyncio, datetime as dt, sys
from crawler.reading_pool import ReadingPool
pool = ReadingPool(1, patience=0)
page = b"<article>" + b"<p>Wali kota menyampaikan hal penting kepada warga yang datang ke balai kota.</p>" * 9
asyncio.run(pool.read(page, "https://a.id/1", None, dt.datetime.now(dt.UTC), {}))
print(*(worker._process.pid for worker in pool._all), flush=True)
sys.stdin.read()
"""


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="looks for processes in /proc")
def test_workers_end_with_a_crawl_that_is_killed() -> None:
    crawling = subprocess.Popen(
        [sys.executable, "-c", KILLED],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert crawling.stdin is not None
    assert crawling.stdout is not None
    (worker,) = (int(pid) for pid in crawling.stdout.readline().split())
    assert "reading_pool" in Path(f"/proc/{worker}/cmdline").read_text()
    crawling.send_signal(signal.SIGKILL)
    crawling.wait(10)
    status = Path(f"/proc/{worker}/status")
    for _ in range(500):
        if not status.exists() or "State:\tZ" in status.read_text():
            break
        time.sleep(0.02)
    else:
        pytest.fail("the worker lives on")
    crawling.stdin.close()
    crawling.stdout.close()
