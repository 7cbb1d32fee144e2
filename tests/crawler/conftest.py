"""A small web server on loopback whose answers a test writes down, and sources that point at it."""

from __future__ import annotations

import http.server
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from crawler.registry import SourceFile, parse_source
from kliping.config import Settings

Answer = tuple[int, dict[str, str], bytes]


@dataclass
class Site:
    """Paths and their answers. An answer may be a function of the request's headers and the number of times asked."""

    base: str = ""
    answers: dict[str, Answer | Callable[[dict[str, str], int], Answer]] = field(default_factory=dict)
    asked: list[tuple[str, dict[str, str], float]] = field(default_factory=list)

    def page(self, path: str, title: str, text: str = "", **headers: str) -> None:
        """An article."""
        paragraphs = "".join(f"<p>{part}</p>" for part in (text or LONG).split("\n"))
        body = (
            f'<html lang="id"><head><title>{title}</title><meta property="og:title" content="{title}">'
            f'<meta property="article:published_time" content="2026-03-12T08:30:00+07:00"></head>'
            f"<body><article><h1>{title}</h1>{paragraphs}</article></body></html>"
        )
        self.answers[path] = (200, {"Content-Type": "text/html; charset=utf-8", **headers}, body.encode())

    def feed(self, path: str, *links: str, **headers: str) -> None:
        """An RSS feed of paths."""
        items = "".join(f"<item><title>Berita {link}</title><link>{self.base}{link}</link></item>" for link in links)
        body = f'<?xml version="1.0"?><rss version="2.0"><channel><title>x</title>{items}</channel></rss>'
        self.answers[path] = (200, {"Content-Type": "application/rss+xml", **headers}, body.encode())

    def paths(self) -> list[str]:
        """What was asked for, without robots.txt."""
        return [path for path, _, _ in self.asked if path != "/robots.txt"]

    def source(self, toml: str = "", *, slug: str = "situs", way: str = "", delay: float = 0) -> SourceFile:
        """A source with a feed at /rss unless `way` gives its discovery."""
        way = way or f'[[discovery]]\nmethod = "rss"\nurl = "{self.base}/rss"\n'
        host = self.base.removeprefix("http://")
        head = f'name = "Situs"\ndomain = "situs.example"\nhosts = ["{host}"]\nloopback = true\ndelay = {delay}\n'
        return parse_source(f'{head}facts = ["a test"]\n{toml}\n{way.replace("{base}", self.base)}', slug=slug)


LONG = "\n".join(
    f"Wali Kota menyampaikan hal ke-{number} tentang layanan kependudukan yang sejak pekan ini dibuka sampai sore. "
    f"Warga {number} kelurahan dapat datang tanpa membawa surat pengantar dari ketua rukun tetangga."
    for number in range(1, 6)
)


@pytest.fixture
def site() -> Iterator[Site]:
    made = Site()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            headers = {name.lower(): value for name, value in self.headers.items()}
            made.asked.append((self.path, headers, time.monotonic()))
            answer = made.answers.get(self.path, (404, {"Content-Type": "text/plain"}, b"tidak ada"))
            if callable(answer):
                answer = answer(headers, sum(1 for path, _, _ in made.asked if path == self.path))
            status, reply, body = answer
            tag = reply.get("ETag")
            if tag and headers.get("if-none-match") == tag:
                status, body = 304, b""
            self.send_response(status)
            for name, value in reply.items():
                self.send_header(name, value)
            if "Content-Length" not in reply and status != 304:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            try:
                self.wfile.write(body)
            except OSError:
                self.close_connection = True
            if reply.get("Connection") == "close":
                self.close_connection = True

        def log_message(self, format: str, *args: object) -> None:  # noqa: A002
            pass

    server = http.server.ThreadingHTTPServer(("0.0.0.0", 0), Handler)
    server.daemon_threads = True
    made.base = f"http://127.0.0.1:{server.server_address[1]}"
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield made
    server.shutdown()
    server.server_close()


@pytest.fixture
def settings(tmp_path: Path) -> Settings:
    return Settings(
        search=(), data_dir=tmp_path / "data", contact="redaksi@contoh.id", timeout=3, delay=0, max_page_bytes=400_000
    )
