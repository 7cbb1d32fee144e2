"""Reads WARC files of any maker by fastwarc: each HTTP response as a Page. Nothing is written or extracted here."""

from __future__ import annotations

import datetime as dt
import re
import zlib
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from kliping.model import Page

MAX_BODY = 60_000_000  # of one decompressed response
#: Headers that describe the transfer, not the page: the body is kept decoded. Cookies are nobody's business.
SKIPPED_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"})


_LENGTH = re.compile(rb"(?i)\r\nContent-Length:[ \t]*(\d{1,18})\b")


class _Raw:
    """A stream as fastwarc wants it (`read` and `tell`, no more), which remembers the raw bytes of the last record.

    fastwarc takes a file that was cut off for one that ended: the remembered bytes tell the two apart.
    """

    def __init__(self, file: IO[bytes]) -> None:
        self._file = file
        self._kept = bytearray()
        self._start = self._at = 0

    def read(self, size: int = -1) -> bytes:
        data = self._file.read(size)
        self._kept += data
        self._at += len(data)
        return data

    def tell(self) -> int:
        return self._at

    def reached(self, position: int) -> None:
        """A record begins at `position`: what lies before it is whole."""
        if position > self._start:
            del self._kept[: position - self._start]
            self._start = position

    def ends_early(self) -> bool:
        """Whether the stream ends inside a gzip member, or inside a record that is not compressed."""
        rest = bytes(self._kept)
        if rest.startswith(b"WARC/"):
            return _cut_record(rest)
        while rest.startswith(b"\x1f\x8b"):
            member = zlib.decompressobj(wbits=31)
            try:
                while rest and not member.eof:
                    member.decompress(rest, 1 << 20)
                    rest = member.unused_data if member.eof else member.unconsumed_tail
            except zlib.error:
                return True
            if not member.eof:
                return True
        return False


def _cut_record(rest: bytes) -> bool:
    """Whether uncompressed records end before the last one has the length that its header states."""
    at = 0
    while at < len(rest):
        end = rest.find(b"\r\n\r\n", at)
        stated = _LENGTH.search(rest, at, end) if end >= 0 else None
        if stated is None:
            return True
        at = end + 4 + int(stated[1])
        if at > len(rest):
            return True
        while rest.startswith(b"\r\n", at):
            at += 2
    return False


def read_warc(path: Path, problems: list[str]) -> Iterator[tuple[int, Page]]:
    """Offset and page of each HTTP response of any WARC file; a damaged rest is named in `problems`."""
    try:
        with path.open("rb") as file:
            yield from responses(file, path, problems)
    except OSError as error:
        problems.append(f"{path}: cannot be read ({error.strerror})")


def responses(
    file: IO[bytes], path: Path, problems: list[str], start: int = 0, limit: int | None = None
) -> Iterator[tuple[int, Page]]:
    """The same from an open file that stands at a record; `start` is that record's offset."""
    from fastwarc.warc import WarcRecordType

    waiting: tuple[int, Page, str] | None = None
    given = 0
    kinds = WarcRecordType.response | WarcRecordType.metadata
    for record in _records(file, kinds, str(path), problems):
        about = str(record.headers.get("WARC-Concurrent-To", ""))
        metadata = record.record_type == WarcRecordType.metadata
        if waiting:
            # Our writer puts the metadata behind its response: it completes the page that waits.
            facts = _facts(record.reader.read()) if metadata and about == waiting[2] else {}
            yield waiting[0], _with_facts(waiting[1], facts)
            waiting = None
            given += 1
            if given == limit:
                return
        if not metadata:
            page = _page(record)
            if page is None:
                problems.append(f"{path}: the record at {start + record.stream_pos} is cut off")
                return
            waiting = (start + record.stream_pos, page, str(record.headers.get("WARC-Record-ID", "")))
    if waiting:
        yield waiting[0], waiting[1]


def scan(
    file: IO[bytes], name: str, problems: list[str], wanted: Callable[[str], bool], seen: Callable[[], None]
) -> Iterator[Page]:
    """The responses of a WARC stream whose address `wanted` takes; what it does not take is never read or parsed.

    `seen` is called for every response. A damaged rest is named in `problems`, a single damaged record is left out.
    """
    from fastwarc.warc import WarcRecordType

    for record in _records(file, WarcRecordType.response, name, problems):
        seen()
        if wanted(str(record.headers.get("WARC-Target-URI", "")).strip("<>")):
            page = _page(record)
            if page is None:
                problems.append(f"{name}: the record at {record.stream_pos} is cut off")
            else:
                yield page


def _records(file: IO[bytes], kinds: Any, name: str, problems: list[str]) -> Iterator[Any]:
    """The records of a stream up to its end or its first damage, which is named."""
    from fastwarc.warc import ArchiveIterator

    raw: Any = _Raw(file)
    try:
        records = iter(ArchiveIterator(raw, record_types=kinds, parse_http=False))
        while (record := next(records, None)) is not None:
            raw.reached(record.stream_pos)
            yield record
    except BaseException as error:
        # What fastwarc raises differs between its versions, and a panic of its core is no Exception.
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        problems.append(f"{name}: damaged after the last whole record ({error})")
    else:
        if raw.ends_early():
            problems.append(f"{name}: is cut off after the last whole record")


def _page(record: Any) -> Page | None:  # a fastwarc record: its types differ between versions
    """The page of a response record; None when it is damaged or shorter than stated."""
    try:
        record.parse_http()
        stated = record.content_length  # of the body, now that the HTTP head was parsed
        body = record.reader.read()
    except BaseException as error:  # see _records
        if not isinstance(error, Exception) and type(error).__name__ != "PanicException":
            raise
        return None
    if len(body) < stated or record.http_headers is None:
        return None
    head = {str(name): str(value) for name, value in record.http_headers.items()}
    body = _decoded(body, {name.lower(): value.lower() for name, value in head.items()})
    url = str(record.headers.get("WARC-Target-URI", "")).strip("<>")
    try:
        at = dt.datetime.fromisoformat(str(record.headers.get("WARC-Date", "")))
    except ValueError:
        at = dt.datetime.fromtimestamp(0, dt.UTC)
    return Page(
        url=url,
        status=int(record.http_headers.status_code or 0),
        headers={name: value for name, value in head.items() if name.lower() not in SKIPPED_HEADERS},
        body=body,
        fetched_at=at if at.tzinfo else at.replace(tzinfo=dt.UTC),
        final_url=url,
    )


def _decoded(body: bytes, head: Mapping[str, str]) -> bytes:
    """The body without the encodings that files of other makers still have; a broken one as it is."""
    if "chunked" in head.get("transfer-encoding", ""):
        body = _unchunked(body)
    encoding = head.get("content-encoding", "")
    bits = 31 if "gzip" in encoding and body.startswith(b"\x1f\x8b") else 15 if "deflate" in encoding else 0
    if not bits:
        return body
    try:
        return zlib.decompressobj(wbits=bits).decompress(body, MAX_BODY)
    except zlib.error:
        return body


def _unchunked(body: bytes) -> bytes:
    parts: list[bytes] = []
    at = 0
    while (end := body.find(b"\r\n", at, at + 40)) >= 0:
        try:
            size = int(body[at:end].split(b";")[0], 16)
        except ValueError:
            return body if not parts else b"".join(parts)
        if size == 0:
            break
        parts.append(body[end + 2 : end + 2 + size])
        at = end + 2 + size + 2
    return b"".join(parts) if parts else body


def _facts(note: bytes) -> dict[str, str]:
    rows = (line.partition(": ") for line in note.decode("utf-8", "replace").splitlines())
    return {key: value for key, _, value in rows if value}


def _with_facts(page: Page, facts: Mapping[str, str]) -> Page:
    return replace(
        page,
        url=facts.get("asked-for", page.url),
        source=facts.get("source", ""),
        reason=facts.get("reason", ""),
    )
