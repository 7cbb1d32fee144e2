"""Reads WARC files of any maker by fastwarc: each HTTP response as a Page. Nothing is written or extracted here."""

from __future__ import annotations

import datetime as dt
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

from kliping.model import Page

MAX_BODY = 60_000_000  # of one decompressed response
#: Headers that describe the transfer, not the page: the body is kept decoded. Cookies are nobody's business.
SKIPPED_HEADERS = frozenset({"content-encoding", "transfer-encoding", "content-length", "connection", "set-cookie"})


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
    from fastwarc.warc import ArchiveIterator, WarcRecordType

    waiting: tuple[int, Page, str] | None = None
    given = 0
    kinds = WarcRecordType.response | WarcRecordType.metadata
    try:
        for record in ArchiveIterator(file, record_types=kinds, parse_http=True):
            if record.record_type == WarcRecordType.metadata:
                # Our writer puts the metadata behind its response: it completes the page that waits.
                if waiting and record.headers.get("WARC-Concurrent-To", "") == waiting[2]:
                    facts = _facts(record.reader.read())
                    yield waiting[0], _with_facts(waiting[1], facts)
                    waiting = None
                    given += 1
                    if given == limit:
                        return
                continue
            if waiting:
                yield waiting[0], waiting[1]
                waiting = None
                given += 1
                if given == limit:
                    return
            page = _page(record)
            if page is None:
                problems.append(f"{path}: the record at {start + record.stream_pos} is cut off")
                return
            waiting = (start + record.stream_pos, page, str(record.headers.get("WARC-Record-ID", "")))
        if waiting:
            yield waiting[0], waiting[1]
    except Exception as error:  # fastwarc raises its own stream errors, which differ between its versions
        if waiting:
            yield waiting[0], waiting[1]
        problems.append(f"{path}: damaged after the last whole record ({error})")


def _page(record: Any) -> Page | None:  # a fastwarc record: its types differ between versions
    """The page of a response record; None when its body is shorter than stated."""
    stated = record.content_length  # of the body once the HTTP head was parsed
    body = record.reader.read()
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
