"""kill -9 at random points of gathering, reading and linking: nothing lost, nothing doubled, `check` finds nothing."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from store.check import check
from store.database import open_store

ROOT = Path(__file__).parents[2]
ARTICLES = 40

#: What a crawl and a process do, on invented articles; every step prints a line, so that the parent sees it move.
WORK = f"""
import sys
import datetime as dt
from kliping.model import *
from kliping.urls import article_id
from store.annotations import pending, save_annotation
from store.award_facts import assign_facts
from store.database import open_store
from store.fetches import StoreLedger
from store.quotes import assign_families
from store.stories import assign_stories
from store.vectors import encode_missing
import numpy as np

class Flat:
    name, dimensions = "flat", 8
    def encode(self, texts):
        return np.ones((len(texts), 8), dtype=np.float32) / np.float32(8) ** 0.5

with open_store(sys.argv[1]) as store:
    print("open", flush=True)
    ledger = StoreLedger(store)
    for n in range({ARTICLES}):
        url = f"https://warta.example/{{n}}"
        if ledger.is_known(url):
            continue
        at = dt.datetime(2022, 3, 1 + n % 20, 9, tzinfo=dt.UTC)
        text = f"Kata Sri nomor {{n}}: kami melayani warga dengan sepenuh hati setiap hari kerja. " * 3
        article = Article(id=article_id(url, at), url=url, title=f"Judul {{n}}", text=text, source="warta",
                          published=Moment(at=at))
        ledger.article(article)
        ledger.fetch(Fetch(url=url, source="warta", at=at, outcome="fetched", status=200))
        print("fetched", flush=True)
    for article in pending(store, "v1"):
        n = int(article.title.split()[1])
        save_annotation(store, Annotation(
            article_id=article.id, version="v1", relevance=Relevance(award=True),
            awards=(AwardRecord(recipient="Dinas X", recipient_id="dinas-x", award="Penghargaan", programme="pekppp",
                                year=2010 + n % 5, evidence=(Span(start=0, end=4),)),),
            quotes=(Quote(span=Span(start=0, end=4), content=f"kami melayani warga {{n % 7}}", kind="direct",
                          speaker="Sri", speaker_id="sri", minister=True),),
            units=(Mention(span=Span(start=0, end=4), text="Dinas X", id="dinas-x", name="Dinas X", kind="other"),),
        ))
        print("read", flush=True)
    encode_missing(store, Flat(), batch=10)
    assign_families(store, batch=5)
    assign_stories(store, embedder=Flat(), likeness=lambda a, b: 0.9)
    assign_facts(store, batch=1)
    print("done", flush=True)
"""


def counts(path: Path) -> dict[str, int]:
    with open_store(path, read_only=True) as store:
        return {
            table: store.count(f"SELECT count(*) FROM {table}")
            for table in ("articles", "fetches", "annotations", "quotes", "award_records", "mentions", "search_terms")
        }


def start(path: Path) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", WORK, str(path)],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT), "OMP_NUM_THREADS": "1"},
        stdout=subprocess.PIPE,
        text=True,
    )


@pytest.mark.parametrize("seed", range(3))
def test_killed_at_any_moment_and_run_again(tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    path = tmp_path / "kliping.db"
    for _ in range(int(os.environ.get("KLIPING_KILLS", "2"))):
        work = start(path)
        assert work.stdout is not None
        # A random number of steps, then a random moment inside the next one.
        for _ in range(dice.randrange(1, 2 * ARTICLES)):
            if not work.stdout.readline():
                break
        time.sleep(dice.random() * 0.02)
        work.send_signal(signal.SIGKILL)
        work.wait()
        with open_store(path) as store:
            assert check(store) == []
    finished = start(path)
    output, _ = finished.communicate(timeout=120)
    assert output.splitlines()[-1] == "done"
    assert counts(path) == dict.fromkeys(
        ("articles", "fetches", "annotations", "quotes", "award_records", "mentions", "search_terms"), ARTICLES
    )
    with open_store(path) as store:
        assert check(store) == []
        assert store.count("SELECT count(*) FROM article_versions") == 0
        assert store.count("SELECT sum(articles) FROM stories") == ARTICLES
        assert store.count("SELECT count(*) FROM award_facts") == 5
        assert store.count("SELECT count(*) FROM quotes WHERE family_id IS NULL") == 0
