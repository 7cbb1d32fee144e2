"""The archive: every response in gzip WARC files of about 1 GB, with an index that finds a page by its address.

A record group is request + response + metadata (source, reason). Files are only ever appended to by the process that
made them; a half-written one is read up to its last whole record. Nothing is extracted here.
"""

from __future__ import annotations

import datetime as dt
import json
import os
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from types import TracebackType
from typing import IO, Self
from urllib.parse import urlsplit

from crawler.warc import SKIPPED_HEADERS, read_warc, responses
from kliping.errors import KlipingError
from kliping.model import Page

MAX_FILE = 1_000_000_000
INDEX = "index.jsonl"


class ArchiveError(KlipingError):
    """An archive that cannot be written to or read; the message names the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Where a page lies: the WARC file's name and the byte offset of its response record."""

    url: str
    file: str
    offset: int
    at: dt.datetime
    status: int
    source: str = ""
    reason: str = ""  # why it was asked for; "list" for a list, "next-page" for a following page


class ArchiveWriter:
    """Appends pages to the WARC files of a folder; several processes write to files of their own."""

    def __init__(self, folder: Path, *, max_file: int = MAX_FILE, user_agent: str = "") -> None:
        self.folder, self.max_file, self.user_agent = folder, max_file, user_agent
        self._index: IO[bytes] | None = None
        self._file: IO[bytes] | None = None
        self._name = ""

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Finish the current file. Raises ArchiveError when its last bytes cannot be written."""
        file, index, self._file, self._index = self._file, self._index, None, None
        try:
            with ExitStack() as closing:
                for part in (file, index):
                    if part is not None:
                        closing.callback(part.close)
        except OSError as error:
            raise ArchiveError(f"{self.folder}: the archive cannot be written to ({error.strerror})") from error

    def write(self, page: Page, *, request_headers: Mapping[str, str] | None = None) -> Entry:
        """Keep one page. It is on disk, and in the index, when this returns (flushed, not synced).

        The folder is made by the first page. Raises ArchiveError when it cannot be written to.
        """
        try:
            return self._write(page, request_headers or {})
        except OSError as error:
            raise ArchiveError(f"{self.folder}: the archive cannot be written to ({error.strerror})") from error

    def _write(self, page: Page, request_headers: Mapping[str, str]) -> Entry:
        from warcio.statusandheaders import StatusAndHeaders
        from warcio.warcwriter import WARCWriter

        index, file = self._open_index(), self._open()
        writer = WARCWriter(file, gzip=True)
        when = page.fetched_at.astimezone(dt.UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
        url = page.final_url or page.url
        headers = [(name, value) for name, value in page.headers.items() if name.lower() not in SKIPPED_HEADERS]
        headers.append(("Content-Length", str(len(page.body))))
        offset = file.tell()
        response = writer.create_warc_record(
            url,
            "response",
            payload=BytesIO(page.body),
            http_headers=StatusAndHeaders(str(page.status), _clean(headers), protocol="HTTP/1.1"),
            warc_headers_dict={"WARC-Date": when},
        )
        about = response.rec_headers.get_header("WARC-Record-ID")
        request = writer.create_warc_record(
            url,
            "request",
            http_headers=StatusAndHeaders(
                f"GET {_target(url)} HTTP/1.1",
                _clean([("Host", urlsplit(url).netloc), *request_headers.items()]),
                is_http_request=True,
            ),
            warc_headers_dict={"WARC-Date": when, "WARC-Concurrent-To": about},
        )
        facts = {"source": page.source, "reason": page.reason, "asked-for": page.url}
        note = "".join(f"{key}: {' '.join(value.split())}\r\n" for key, value in facts.items() if value)
        metadata = writer.create_warc_record(
            url,
            "metadata",
            payload=BytesIO(note.encode()),
            warc_content_type="application/warc-fields",
            warc_headers_dict={"WARC-Date": when, "WARC-Concurrent-To": about},
        )
        for record in (response, request, metadata):
            writer.write_record(record)
        file.flush()
        entry = Entry(
            url=page.url,
            file=self._name,
            offset=offset,
            at=page.fetched_at,
            status=page.status,
            source=page.source,
            reason=page.reason,
        )
        line = {"url": entry.url, "file": entry.file, "offset": offset, "at": page.fetched_at.isoformat()}
        line |= {"status": page.status, "source": page.source, "reason": page.reason} | (
            {"final": url} if url != page.url else {}
        )
        # One write of one whole line: appends of several processes do not mix.
        index.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "surrogatepass") + b"\n")
        index.flush()
        return entry

    def _open_index(self) -> IO[bytes]:
        if self._index is None:
            self.folder.mkdir(parents=True, exist_ok=True)
            self._index = (self.folder / INDEX).open("ab")
        return self._index

    def _open(self) -> IO[bytes]:
        from warcio.warcwriter import WARCWriter

        if self._file is not None and self._file.tell() >= self.max_file:
            self._file.close()
            self._file = None
        if self._file is None:
            stamp = dt.datetime.now(dt.UTC).strftime("%Y%m%d%H%M%S")
            for number in range(10_000):
                self._name = f"kliping-{stamp}-{os.getpid()}-{number:04d}.warc.gz"
                try:
                    self._file = (self.folder / self._name).open("xb")
                    break
                except FileExistsError:
                    continue
            if self._file is None:
                raise ArchiveError(f"{self.folder}: no free file name")
            writer = WARCWriter(self._file, gzip=True)
            info = {"software": "Kliping", "format": "WARC File Format 1.0", "http-header-user-agent": self.user_agent}
            writer.write_record(writer.create_warcinfo_record(self._name, {k: v for k, v in info.items() if v}))
        return self._file


def _target(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _clean(headers: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Headers without the line breaks and odd characters that would break a record."""
    return [
        (name, " ".join(value.split()).encode("latin-1", "replace").decode("latin-1"))
        for name, value in headers
        if name and name.isascii()
    ]


class ArchiveReader:
    """Reads the WARC files of a folder. What cannot be read is named in `problems` and skipped."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        self._entries: dict[str, Entry] | None = None

    def entries(self) -> dict[str, Entry]:
        """The latest entry of each address, from the index; rebuilt from the files where the index is missing.

        An answer with a page (status 200) comes before a later one without: a page that is gone is still found.
        """
        if self._entries is None:
            path = self.folder / INDEX
            self._entries = {}
            for entry in self._listed(path) if path.is_file() else self._scanned():
                known = self._entries.get(entry.url)
                if known is None or entry.status == 200 or known.status != 200:
                    self._entries[entry.url] = entry
        return self._entries

    def page(self, url: str) -> Page | None:
        """The latest kept response of an address; None when there is none (or its record is damaged)."""
        entry = self.entries().get(url)
        return self.page_at(entry) if entry else None

    def page_at(self, entry: Entry) -> Page | None:
        """The response of an index entry; None when its record is damaged."""
        path = self.folder / entry.file
        try:
            with path.open("rb") as file:
                file.seek(entry.offset)
                return next((found[1] for found in responses(file, path, self.problems, entry.offset, 1)), None)
        except OSError as error:
            self.problems.append(f"{path}: cannot be read ({error.strerror})")
            return None

    def pages(self) -> Iterator[Page]:
        """Every kept response with its source and reason, file after file."""
        for path in sorted(self.folder.glob("*.warc.gz")):
            yield from (page for _, page in read_warc(path, self.problems))

    def _listed(self, path: Path) -> Iterator[Entry]:
        with path.open("rb") as lines:
            for number, line in enumerate(lines, start=1):
                try:
                    row = json.loads(line)
                    yield Entry(
                        url=str(row["url"]),
                        file=str(row["file"]),
                        offset=int(row["offset"]),
                        at=dt.datetime.fromisoformat(row["at"]),
                        status=int(row["status"]),
                        source=str(row.get("source", "")),
                        reason=str(row.get("reason", "")),
                    )
                except (ValueError, KeyError, TypeError):
                    self.problems.append(f"{path}:{number}: not an index line (half written?)")

    def _scanned(self) -> Iterator[Entry]:
        for path in sorted(self.folder.glob("*.warc.gz")):
            for offset, page in read_warc(path, self.problems):
                yield Entry(
                    url=page.url,
                    file=path.name,
                    offset=offset,
                    at=page.fetched_at,
                    status=page.status,
                    source=page.source,
                    reason=page.reason,
                )
