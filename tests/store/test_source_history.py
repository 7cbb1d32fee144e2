"""What the store tells of each source, as `crawler.health` wants it."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

from crawler.health import assess
from crawler.registry import parse_source
from kliping.model import Article, Fetch, Moment
from store.database import open_store
from store.fetches import StoreLedger
from store.source_history import read_histories

NOW = dt.datetime(2026, 3, 13, 12, tzinfo=dt.UTC)
SOURCE = parse_source(
    'name = "A"\ndomain = "a.id"\nfacts = ["x"]\n[[discovery]]\nmethod = "rss"\nurl = "https://a.id/r"', slug="a"
)


def test_articles_and_latest_requests_come_back(tmp_path: Path) -> None:
    with open_store(tmp_path / "k.db") as store:
        ledger = StoreLedger(store)
        for day in range(20):
            at = NOW - dt.timedelta(days=day)
            url = f"https://a.id/berita/{day}"
            moment = Moment(at=at, origin="json-ld")
            ledger.article(
                Article(id=day + 1, url=url, title=f"Judul {day}", text="Isi. " * 50, source="a", published=moment)
            )
            ledger.fetch(Fetch(url=url, source="a", at=at, outcome="fetched", status=200, seconds=0.5))
        ledger.fetch(
            Fetch(url="https://a.id/r#12345678", source="a", at=NOW, outcome="unchanged", status=304, seconds=0.1)
        )
        ledger.fetch(Fetch(url="https://a.id/berita/19", source="a", at=NOW, outcome="failed", reason="timeout"))
        histories = read_histories(store, now=NOW, days=15)
    found = histories["a"]
    assert len(found.points) == 16
    assert {point.date_origin for point in found.points} == {"json-ld"}
    assert all(240 <= point.length <= 250 for point in found.points)
    health = assess(SOURCE, found.points, found.fetches, now=NOW)
    assert health.state == "ok"
    assert health.failures == {"timeout": 1}
    assert health.latency is not None
