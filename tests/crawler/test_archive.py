"""The archive gives back what was put in, also from files that were cut off."""

from __future__ import annotations

import datetime as dt
import errno
import io
from pathlib import Path

import pytest

from crawler.archive import INDEX, ArchiveError, ArchiveReader, ArchiveWriter
from crawler.warc import read_warc
from kliping.model import Page

AT = dt.datetime(2022, 3, 8, 9, 30, tzinfo=dt.UTC)


def page(number: int = 1, **changes: object) -> Page:
    values: dict[str, object] = {
        "url": f"https://contoh.id/berita/{number}",
        "status": 200,
        "headers": {"Content-Type": "text/html; charset=utf-8", "ETag": '"a"', "Content-Encoding": "gzip"},
        "body": f"<p>Piagam ke-{number} “diterima”</p>".encode() * 50,
        "fetched_at": AT,
        "source": "contoh",
        "reason": "rss",
    } | changes
    return Page(**values)  # type: ignore[arg-type]


def fill(folder: Path, count: int = 3) -> list[Path]:
    with ArchiveWriter(folder) as archive:
        for number in range(count):
            archive.write(page(number), request_headers={"User-Agent": "Kliping"})
    return sorted(folder.glob("*.warc.gz"))


def test_a_page_comes_back_whole(tmp_path: Path) -> None:
    fill(tmp_path)
    found = ArchiveReader(tmp_path).page("https://contoh.id/berita/1")
    assert found is not None
    assert (found.body, found.source, found.reason, found.fetched_at) == (page(1).body, "contoh", "rss", AT)
    assert found.headers["ETag"] == '"a"'
    assert "Content-Encoding" not in found.headers  # the body is kept decoded


def test_the_latest_of_two_responses_is_found(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as archive:
        archive.write(page(1))
        archive.write(page(1, body=b"changed"))
    found = ArchiveReader(tmp_path).page(page(1).url)
    assert found is not None
    assert found.body == b"changed"


def test_a_page_that_is_gone_is_still_found(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as archive:
        archive.write(page(1))
        archive.write(page(1, status=404, body=b"gone"))
        archive.write(page(2, status=500, body=b"first"))
        archive.write(page(2, status=404, body=b"then"))
    reader = ArchiveReader(tmp_path)
    assert [reader.entries()[page(number).url].status for number in (1, 2)] == [200, 404]
    found = reader.page(page(1).url)
    assert found is not None
    assert found.body == page(1).body


def test_a_redirected_page_is_found_by_the_address_asked_for(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as archive:
        archive.write(page(1, final_url="https://www.contoh.id/berita/satu"))
    reader = ArchiveReader(tmp_path)
    found = reader.page(page(1).url)
    assert found is not None
    assert (found.url, found.final_url) == (page(1).url, "https://www.contoh.id/berita/satu")


def test_without_its_index_the_archive_is_scanned(tmp_path: Path) -> None:
    fill(tmp_path)
    (tmp_path / INDEX).unlink()
    reader = ArchiveReader(tmp_path)
    assert len(reader.entries()) == 3
    found = reader.page(page(2).url)
    assert found is not None
    assert found.body == page(2).body


def test_files_end_at_their_size(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path, max_file=500) as archive:
        for number in range(4):
            archive.write(page(number))
    assert len(list(tmp_path.glob("*.warc.gz"))) == 4
    assert len(list(ArchiveReader(tmp_path).pages())) == 4


@pytest.mark.parametrize(("member", "whole_pages"), [(1, 0), (2, 1), (4, 1), (5, 2), (10, 3), (12, 4)])
def test_a_half_written_file_gives_its_whole_records(tmp_path: Path, member: int, whole_pages: int) -> None:
    """The file is cut inside its n-th gzip member: 0 is the file's own record, then response, request, metadata …"""
    (path,) = fill(tmp_path, 4)
    whole, cut = path.read_bytes(), 0
    for _ in range(member):
        cut = whole.index(b"\x1f\x8b\x08\x00", cut + 1)
    path.write_bytes(whole[: cut + 40])
    reader = ArchiveReader(tmp_path)
    pages = list(reader.pages())
    assert [found.body for found in pages] == [page(number).body for number in range(whole_pages)]
    assert reader.problems
    assert "cut off" in reader.problems[0]


def test_a_damaged_record_is_named_not_raised(tmp_path: Path) -> None:
    (path,) = fill(tmp_path, 3)
    whole = bytearray(path.read_bytes())
    middle = len(whole) // 2
    whole[middle : middle + 40] = b"\0" * 40
    path.write_bytes(whole)
    reader = ArchiveReader(tmp_path)
    assert len(list(reader.pages())) < 3
    assert reader.problems
    assert str(path) in reader.problems[0]


def test_a_half_written_index_line_is_named(tmp_path: Path) -> None:
    fill(tmp_path)
    index = tmp_path / INDEX
    index.write_bytes(index.read_bytes()[:-20])
    reader = ArchiveReader(tmp_path)
    assert len(reader.entries()) == 2
    assert f"{INDEX}:3" in reader.problems[0]


def test_odd_headers_do_not_break_a_record(tmp_path: Path) -> None:
    with ArchiveWriter(tmp_path) as archive:
        archive.write(page(1, headers={"X-Odd": "a\r\nInjected: b", "X-Kata": "“kutip”", "Näme": "x"}))
    found = ArchiveReader(tmp_path).page(page(1).url)
    assert found is not None
    assert found.body == page(1).body
    assert "Injected" not in found.headers


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    problems: list[str] = []
    assert list(read_warc(tmp_path / "none.warc.gz", problems)) == []
    assert "none.warc.gz" in problems[0]


def test_a_disk_that_is_full_at_the_end_is_named(tmp_path: Path) -> None:
    class Full(io.BytesIO):
        def close(self) -> None:
            super().close()
            raise OSError(errno.ENOSPC, "No space left on device")

    archive = ArchiveWriter(tmp_path)
    archive.write(page())
    archive.close()
    archive._file = Full()
    with pytest.raises(ArchiveError, match="No space left"):
        archive.close()
    archive.close()  # what failed once is not tried again
