"""A Dask cluster reads archive files, this process writes: the same articles as without, and each failure named."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path

import pytest
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

from crawler.backfill import backfill
from crawler.cluster import ClusterError, backfill_on_cluster
from crawler.ledger import MemoryLedger
from crawler.registry import parse_source

SOURCE = parse_source(
    'name = "A"\ndomain = "a.id"\nhosts = ["a.id", "b.id"]\narticle_pattern = "/berita/"\n'
    'facts = ["x"]\n[[discovery]]\nmethod = "rss"\nurl = "https://a.id/r"',
    slug="a",
)
TEXT = "Pemerintah kota menerima penghargaan pelayanan prima di Jakarta pada Selasa pagi di hadapan undangan. " * 5


def warc(path: Path, *urls: str) -> Path:
    with path.open("wb") as file:
        writer = WARCWriter(file, gzip=True)
        for url in urls:
            body = f"<html><title>Judul {url[-1]}</title><body><article><p>{TEXT}</p><p>{TEXT} Selesai.</p></article></body></html>"
            head = StatusAndHeaders("200 OK", [("Content-Type", "text/html")], protocol="HTTP/1.1")
            writer.write_record(
                writer.create_warc_record(url, "response", payload=BytesIO(body.encode()), http_headers=head)
            )
    return path


@pytest.fixture(scope="module")
def cluster() -> Iterator[str]:
    distributed = pytest.importorskip("distributed", reason="Dask is not installed (extra `cluster`)")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=False, dashboard_address=None, silence_logs=50
    ) as made:
        yield made.scheduler_address


def test_the_same_articles_come_from_a_cluster(cluster: str, tmp_path: Path) -> None:
    files = [warc(tmp_path / f"{n}.warc.gz", f"https://a.id/berita/{n}", f"https://b.id/berita/{n}x") for n in range(7)]
    (tmp_path / "kosong.warc.gz").write_bytes(b"no archive")
    files += [tmp_path / "kosong.warc.gz", tmp_path / "nowhere.warc.gz"]
    here, there = MemoryLedger(), MemoryLedger()
    wanted = backfill(files, sources=[SOURCE], ledger=here, sink=here)
    seen: list[str] = []
    found = backfill_on_cluster(
        cluster, files, sources=[SOURCE], ledger=there, sink=there, progress=lambda one: seen.append(one.file)
    )
    assert there.articles == here.articles
    assert len(there.articles) == 14
    assert there.fetches.keys() == here.fetches.keys()
    assert sorted(seen) == sorted(map(str, files))
    for one, other in zip(found, wanted, strict=True):
        assert (one.file, one.records, one.articles, one.done, one.problems) == (
            other.file,
            other.records,
            other.articles,
            other.done,
            other.problems,
        )
    assert [one.done for one in found[-2:]] == [False, False]
    again = backfill_on_cluster(cluster, files[:7], sources=[SOURCE], ledger=there, sink=there)
    assert all(one.skipped == {"read before": 1} for one in again)


def test_what_is_known_is_left(cluster: str, tmp_path: Path) -> None:
    memory = MemoryLedger()
    for name in ("satu", "dua"):
        file = warc(tmp_path / f"{name}.warc.gz", "https://a.id/berita/1", f"https://a.id/berita/{name}")
        (report,) = backfill_on_cluster(cluster, [file], sources=[SOURCE], ledger=memory, sink=memory)
    assert report.skipped == {"known": 1}
    assert report.articles == 1
    assert len(memory.articles) == 3


def test_a_file_that_fails_on_a_worker_is_named(cluster: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = warc(tmp_path / "baik.warc.gz", "https://a.id/berita/1")
    bad = warc(tmp_path / "buruk.warc.gz", "https://a.id/berita/2")
    real = sys.modules["crawler.cluster"].open_archive
    monkeypatch.setattr(
        "crawler.cluster.open_archive", lambda name, agent: real(name, agent) if "baik" in name else 1 / 0
    )
    memory = MemoryLedger()
    reports = backfill_on_cluster(cluster, [bad, good], sources=[SOURCE], ledger=memory, sink=memory)
    assert [one.done for one in reports] == [False, True]
    assert "buruk.warc.gz: failed on the cluster (ZeroDivisionError" in reports[0].problems[0]


def test_a_missing_scheduler_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    pytest.importorskip("distributed", reason="Dask is not installed (extra `cluster`)")
    monkeypatch.setattr("crawler.cluster._PATIENCE", "0.3s")
    memory = MemoryLedger()
    for address in ("tcp://127.0.0.1:1", "nonsense", "x://y:1", "127.0.0.1:99999999"):
        with pytest.raises(ClusterError, match="no Dask scheduler answers"):
            backfill_on_cluster(address, [tmp_path / "x"], sources=[SOURCE], ledger=memory, sink=memory)


def test_without_dask_the_message_says_what_to_install(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setitem(sys.modules, "distributed", None)
    memory = MemoryLedger()
    with pytest.raises(ClusterError, match=r"pip install 'kliping\[cluster\]'"):
        backfill_on_cluster("tcp://127.0.0.1:1", [tmp_path / "x"], sources=[SOURCE], ledger=memory, sink=memory)
