"""`kliping sources …`, `health`, `backfill` and `process --from-archive` on the embedded newsroom."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from crawler.newsroom.server import Newsroom
from kliping.cli.main import main


def call(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str, str]:
    code = 0
    try:
        main(list(arguments))
    except SystemExit as end:
        code = int(end.code or 0)
    captured = capsys.readouterr()
    return code, captured.out, captured.err


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    folder = tmp_path_factory.mktemp("sources")
    with Newsroom(endless_bytes=6_000_000) as room:
        room.source_files(folder / "sumber")
        lines = ['data_dir = "data"', 'sources_dir = "sumber"', 'sources = ["kabarnegeri", "suarabumi"]', "delay = 0"]
        (folder / "kliping.toml").write_text("\n".join(lines), encoding="utf-8")
        yield folder


def config(home: Path) -> tuple[str, str]:
    return "--config", str(home / "kliping.toml")


def test_check_looks_at_every_list(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, *config(home), "sources", "check", "kabarnegeri", "suarabumi", "--json")
    rows = json.loads(out)
    assert [row["method"] for row in rows] == ["rss", "rss", "wordpress"]
    assert all(row["links"] > 0 for row in rows)
    # The newsroom's clock stands still: its lists look long dead.
    assert {row["verdict"] for row in rows} == {"empty"}
    assert "newest article" in rows[0]["reason"]
    assert code == 1
    code, _, err = call(capsys, *config(home), "sources", "check", "tiada")
    assert code == 2
    assert "tiada" in err


def test_test_shows_the_fields_of_a_page(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = call(capsys, *config(home), "sources", "test", "suarabumi", "--json")
    assert code == 0
    fields = {row["field"]: row for row in json.loads(out)}
    assert fields["title"]["value"]
    assert fields["published"]["origin"]
    assert all(row["origin"] for row in fields.values() if row["value"] and row["field"] != "paywalled")


def test_feeds_go_out_and_come_in(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = home / "sumber.opml"
    assert call(capsys, *config(home), "sources", "export", "-o", str(target))[0] == 0
    assert "rss.kompas.com" in target.read_text(encoding="utf-8")
    other = home / "baru.opml"
    other.write_text('<opml><body><outline text="Warta Baru" xmlUrl="https://warta-baru.id/feed"/></body></opml>')
    code, out, _ = call(capsys, *config(home), "sources", "import", str(other), "--to", str(home / "impor"))
    assert code == 0
    assert "1 sources made" in out
    assert 'url = "https://warta-baru.id/feed"' in (home / "impor" / "warta-baru.toml").read_text(encoding="utf-8")


def test_health_backfill_and_the_archive_read_again(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    call(capsys, *config(home), "crawl", "--since", "2025-01-01")
    code, out, _ = call(capsys, *config(home), "health", "--json")
    rows = {row["slug"]: row for row in json.loads(out)}
    assert set(rows) == {"kabarnegeri", "suarabumi"}
    assert {row["state"] for row in rows.values()} <= {"ok", "new", "silent", "changed"}
    assert code == int(any(row["state"] in {"silent", "changed"} for row in rows.values()))
    code, out, _ = call(capsys, *config(home), "process", "--from-archive")
    assert "articles again from the archive" in out
    assert "Extracted 0" not in out
    (archive,) = (home / "data" / "archive").glob("*.warc.gz")
    code, out, _ = call(capsys, *config(home), "backfill", str(archive), "--again")
    assert code == 0
    assert archive.name[:20] in out
    code, _, err = call(capsys, *config(home), "backfill")
    assert code == 2
    assert "--ccnews" in err
    code, _, err = call(capsys, *config(home), "backfill", "--ccnews", "2022-13")
    assert code == 2
    assert "no month" in err
    code, _, err = call(capsys, *config(home), "backfill", str(home / "tiada.warc.gz"))
    assert code == 1
    assert "tiada.warc.gz" in err
