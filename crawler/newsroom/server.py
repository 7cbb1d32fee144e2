"""The embedded newsroom on the wire: one small HTTP server per outlet on loopback, and a log of what was asked.

What a path answers is in `makes`; the texts are in `articles/`.
"""

from __future__ import annotations

import contextlib
import dataclasses
import datetime as dt
import email.utils
import gzip
import hashlib
import http.server
import threading
import time
from collections.abc import Mapping
from pathlib import Path
from types import TracebackType
from typing import ClassVar

from crawler.newsroom.desk import FICTION, NOW, Outlet, outlets, stories
from crawler.newsroom.makes import Reply, Site
from crawler.newsroom.truth import Expected, Outcome, expected, outcome
from crawler.registry import SourceFile, parse_source

SOURCES = Path(__file__).with_name("sources")
ENDLESS_BYTES = 48 * 1024 * 1024  # where a page that never ends does end, so that no test can hang
_BLOCK = 64 * 1024


@dataclasses.dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One line of the newsroom's log. `at` is a monotonic clock in seconds."""

    outlet: str
    method: str
    target: str  # path and query
    headers: Mapping[str, str]  # names in lower case
    status: int
    at: float


class _Server(http.server.ThreadingHTTPServer):
    daemon_threads = True
    site: Site
    log: list[Request]
    endless_bytes: int


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = "Newsroom"
    sys_version = ""
    server: _Server
    timeout: ClassVar[float] = 30  # of an idle connection, so that closing never waits for a reader

    def do_GET(self) -> None:
        self._answer(self.server.site.reply(self.path))

    do_HEAD = do_GET  # noqa: N815

    def date_time_string(self, timestamp: float | None = None) -> str:
        """The newsroom's clock stands still; relative times on its pages count from this header."""
        return email.utils.format_datetime(NOW.astimezone(dt.timezone.utc), usegmt=True)  # noqa: UP017

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        """Nothing on stderr: the log is `Newsroom.log`."""

    def _answer(self, reply: Reply) -> None:
        outlet = self.server.site.outlet
        body = reply.body if isinstance(reply.body, bytes) else reply.body.encode(outlet.charset, "xmlcharrefreplace")
        headers = {"X-Fiksi": FICTION, **reply.headers}
        # A legacy outlet names its encoding in the page only.
        text = "" if isinstance(reply.body, bytes) or outlet.charset != "utf-8" else "; charset=UTF-8"
        headers["Content-Type"] = reply.kind + text
        if reply.status == 200:
            headers["ETag"] = f'"{hashlib.sha256(body).hexdigest()[:20]}"'
            if reply.modified:
                headers["Last-Modified"] = email.utils.format_datetime(
                    reply.modified.astimezone(dt.timezone.utc),  # noqa: UP017
                    usegmt=True,
                )
            if self._unchanged(headers):
                return self._send(304, headers, b"")
        if reply.endless:
            return self._stream(headers, body)
        if outlet.gzip and "gzip" in self.headers.get("Accept-Encoding", ""):
            headers["Content-Encoding"] = "gzip"
            headers["Vary"] = "Accept-Encoding"
            body = gzip.compress(body, mtime=0)
        return self._send(reply.status, headers, body)

    def _unchanged(self, headers: Mapping[str, str]) -> bool:
        asked = self.headers.get("If-None-Match")
        if asked is not None:
            return headers["ETag"] in (tag.strip().removeprefix("W/") for tag in asked.split(","))
        since = self.headers.get("If-Modified-Since")
        return since is not None and since == headers.get("Last-Modified")

    def _note(self, status: int) -> None:
        self.server.log.append(
            Request(
                outlet=self.server.site.outlet.slug,
                method=self.command,
                target=self.path,
                headers={name.lower(): value for name, value in self.headers.items()},
                status=status,
                at=time.monotonic(),
            )
        )

    def _send(self, status: int, headers: Mapping[str, str], body: bytes) -> None:
        self._note(status)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if status != 304:
            self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(body)

    def _stream(self, headers: Mapping[str, str], body: bytes) -> None:
        self._note(200)
        self.close_connection = True
        self.send_response(200)
        for name, value in headers.items():
            if name not in ("ETag", "Last-Modified"):
                self.send_header(name, value)
        self.send_header("Connection", "close")
        self.end_headers()
        # The reader hanging up is how this page is meant to end.
        with contextlib.suppress(OSError):
            self.wfile.write(body.replace(b"</html>", b""))
            line = b"<p>Siaran langsung masih berlanjut, laman ini memuat baris berikutnya.</p>\n"
            block = line * (_BLOCK // len(line))
            for _ in range(self.server.endless_bytes // len(block)):
                self.wfile.write(block)


class Newsroom:
    """Eight fictional outlets on loopback, each on an address and port of its own.

    `with Newsroom() as newsroom:` serves until the block ends. `first_port` gives the outlets fixed ports, one after
    the other, so that addresses are the same at every start; 0 lets the system choose.
    Raises OSError when a fixed port is taken.
    """

    def __init__(self, first_port: int = 0, endless_bytes: int = ENDLESS_BYTES) -> None:
        self.stage = 1
        self.log: list[Request] = []
        self.addresses: dict[str, str] = {}
        self._first_port = first_port
        self._endless_bytes = endless_bytes
        self._servers: list[_Server] = []

    def __enter__(self) -> Newsroom:
        if self._servers:  # opened before, by a caller who wanted to see whether the ports are free
            return self
        try:
            for place, outlet in enumerate(outlets()):
                self._servers.append(self._open(place, outlet))
        except BaseException:
            self.close()
            raise
        for server in self._servers:
            threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        for server in self._servers:
            server.shutdown()
        self.close()

    def close(self) -> None:
        """Close every socket."""
        for server in self._servers:
            server.server_close()
        self._servers.clear()

    def _open(self, place: int, outlet: Outlet) -> _Server:
        port = self._first_port + place if self._first_port else 0
        try:
            server = _Server((f"127.0.0.{place + 11}", port), _Handler)
        except OSError:
            if port:
                raise
            # Some systems give only 127.0.0.1 to loopback; the ports still tell the outlets apart.
            server = _Server(("127.0.0.1", port), _Handler)
        host, number = server.server_address[0], server.server_address[1]
        base = f"http://{host!s}:{number}"
        server.site = Site(outlet, [story for story in stories() if story.outlet == outlet], base)
        server.log = self.log
        server.endless_bytes = self._endless_bytes
        self.addresses[outlet.slug] = base
        return server

    def advance(self) -> None:
        """Go to the second stage: an article is changed and new ones appear. Further calls change nothing."""
        self.stage = 2
        for server in self._servers:
            server.site.stage = 2

    def truth(self) -> tuple[Expected, ...]:
        """What a perfect reader makes of every article published so far, newest first."""
        return tuple(
            expected(story, self.addresses[story.outlet.slug], self.stage)
            for story in stories()
            if story.file.stage <= self.stage
        )

    def outcome(self) -> Outcome:
        """Which articles are one story, which repeat which release, which quotations are one statement."""
        return outcome()

    def sources(self) -> list[SourceFile]:
        """The outlets as entries of the source registry, at the addresses they stand at now."""
        return [parse_source(text, slug=slug, file=f"newsroom/{slug}.toml") for slug, text in self._source_texts()]

    def source_files(self, folder: Path) -> list[Path]:
        """Write the source files into a folder that `load_sources` can read, and return their paths."""
        folder.mkdir(parents=True, exist_ok=True)
        paths = []
        for slug, text in self._source_texts():
            path = folder / f"{slug}.toml"
            path.write_text(text, encoding="utf-8")
            paths.append(path)
        return paths

    def _source_texts(self) -> list[tuple[str, str]]:
        texts = []
        for slug, base in self.addresses.items():
            text = (SOURCES / f"{slug}.toml").read_text(encoding="utf-8")
            # Not str.format: the files hold the registry's own placeholders, such as {page}.
            texts.append((slug, text.replace("{base}", base).replace("{host}", base.removeprefix("http://"))))
        return texts
