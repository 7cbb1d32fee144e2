"""A crawl killed in the middle is simply started again: nothing is lost and nothing stands twice."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import time
from pathlib import Path

import pytest

from crawler.newsroom.server import Newsroom

SLUGS = ("suarabumi", "pantaukota", "sekilasinfo")


def rows(database: Path, query: str) -> list[tuple[str, ...]]:
    if not database.exists():
        return []
    connection = sqlite3.connect(f"file:{database}?mode=ro", uri=True)
    try:
        return connection.execute(query).fetchall()
    except sqlite3.OperationalError:  # not migrated yet
        return []
    finally:
        connection.close()


#: The command line; pages are read in worker processes, where there are some, from the first page on.
PROGRAM = """
from crawler.reading_pool import ReadingPool
ReadingPool.__init__.__kwdefaults__["patience"] = 0
from kliping.cli.main import main
main()
"""


@pytest.mark.slow
@pytest.mark.parametrize("workers", [0, 2])
def test_a_killed_crawl_is_started_again(tmp_path: Path, workers: int) -> None:
    with Newsroom() as room:
        room.source_files(tmp_path / "sumber")
        names = ", ".join(f'"{slug}"' for slug in SLUGS)
        config = tmp_path / "kliping.toml"
        config.write_text(f'data_dir = "data"\nsources_dir = "sumber"\nsources = [{names}]\ndelay = 0\n')
        with config.open("a") as settings:
            settings.write(f"extraction_workers = {workers}\n")
        command = [sys.executable, "-c", PROGRAM, "--config", str(config), "crawl", "--since", "2015-01-01"]
        database = tmp_path / "data" / "kliping.db"
        crawl = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        for _ in range(3000):
            if crawl.poll() is not None or len(rows(database, "SELECT id FROM articles")) >= 8:
                break
            time.sleep(0.02)
        crawl.send_signal(signal.SIGKILL)
        crawl.wait(20)
        published = {expected.url for expected in room.truth() if expected.outlet in SLUGS and expected.fetchable}
        assert 8 <= len(rows(database, "SELECT id FROM articles")) < len(published)
        again = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
        assert again.returncode == 0, again.stdout + again.stderr
        stored = {url for (url,) in rows(database, "SELECT url FROM articles")}
        assert stored == published
        assert rows(database, "SELECT * FROM article_versions") == []
        before = len(room.log)
        subprocess.run(command, capture_output=True, timeout=120, check=False)
        assert {line.status for line in room.log[before:] if line.target != "/robots.txt"} == {304}
