"""Article pages on loopback for the benchmarks of gathering, made or saved, from a server process of their own."""

from __future__ import annotations

import datetime as dt
import hashlib
import http.server
import multiprocessing
import random
import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from multiprocessing.connection import Connection
from pathlib import Path

from crawler.registry import SourceFile, parse_source

HOSTS = 8
SAVED = Path(__file__).resolve().parents[3] / "shared" / "data" / "html"
_SUBJECTS = ("Wali kota", "Kepala dinas", "Bupati", "Sekretaris daerah", "Direktur rumah sakit", "Camat")
_VERBS = ("menyampaikan", "menjelaskan", "mengatakan", "menegaskan", "memaparkan")
_MATTERS = (
    "antrean loket pelayanan",
    "hasil penilaian kepatuhan",
    "rencana perbaikan jalan",
    "jadwal layanan keliling",
)
_CLUTTER = "".join(f"<li><a href='/kategori/{n}'>Kategori berita nomor {n} dari laman ini</a></li>" for n in range(120))


def make_page(number: int) -> bytes:
    """An article page of some 25 kB with navigation, a sidebar and meta tags."""
    chance = random.Random(number)
    paragraphs = []
    for _ in range(12):
        sentences = [
            f"{chance.choice(_SUBJECTS)} {chance.choice(_VERBS)} {chance.choice(_MATTERS)} {chance.randint(1, 999)} "
            f"kepada warga yang datang pada hari itu sebelum pukul {chance.randint(8, 16)}."
            for _ in range(3)
        ]
        paragraphs.append(f"<p>{' '.join(sentences)}</p>")
    minute = dt.datetime(2026, 3, 12, tzinfo=dt.UTC) + dt.timedelta(minutes=number % 1000)
    return (
        f"<!doctype html><html lang='id'><head><title>Berita daerah nomor {number} - Situs</title>"
        f"<meta property='og:title' content='Berita daerah nomor {number}'>"
        f"<meta property='article:published_time' content='{minute.isoformat()}'></head><body><ul>{_CLUTTER}</ul>"
        f"<article><h1>Berita daerah nomor {number}</h1>{''.join(paragraphs)}</article>"
        f"<aside><ul>{_CLUTTER}</ul></aside></body></html>"
    ).encode()


def saved_pages(folder: Path) -> list[bytes]:
    """The saved article pages of a folder."""
    return [path.read_bytes() for path in sorted(folder.glob("*singlepage*.html"))]


class _Handler(http.server.BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    pages = 0
    saved: Sequence[bytes] = ()

    def do_GET(self) -> None:
        number = self.path.rpartition("/")[2]
        if self.path == "/rss":
            items = "".join(
                f"<item><title>Berita {n}</title><link>http://{self.headers['Host']}/berita/{n}</link></item>"
                for n in range(self.pages)
            )
            kind, body = "application/rss+xml", f"<rss><channel>{items}</channel></rss>".encode()
        elif number.isdecimal():
            kind = "text/html; charset=utf-8"
            body = self.saved[int(number) % len(self.saved)] if self.saved else make_page(int(number))
        else:
            kind, body = "text/plain", b""
        self.send_response(200)
        self.send_header("Content-Type", kind)
        self.send_header("Content-Length", str(len(body)))
        self.send_header("ETag", f'"{hashlib.md5(body, usedforsecurity=False).hexdigest()}"')
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002
        pass


def _serve(pages: int, saved: Sequence[bytes], answer: Connection) -> None:
    handler = type("Handler", (_Handler,), {"pages": pages, "saved": saved})
    servers = [http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) for _ in range(HOSTS)]
    for server in servers:
        threading.Thread(target=server.serve_forever, daemon=True).start()
    answer.send([server.server_address[1] for server in servers])
    answer.recv()  # until the other end is closed


@contextmanager
def serving(pages: int, saved: Sequence[bytes] = ()) -> Iterator[list[int]]:
    """The ports of eight hosts which together offer so many pages, each host in a feed at /rss."""
    here, there = multiprocessing.Pipe()
    server = multiprocessing.get_context("spawn").Process(target=_serve, args=(pages // HOSTS, saved, there))
    server.daemon = True
    server.start()
    try:
        yield here.recv()
    finally:
        server.terminate()
        server.join()


def source_at(port: int) -> SourceFile:
    """A source whose feed stands at a port of loopback."""
    text = (
        f'name = "S{port}"\ndomain = "s.example"\nhosts = ["127.0.0.1:{port}"]\nloopback = true\ndelay = 0\n'
        f'facts = ["a benchmark"]\n[[discovery]]\nmethod = "rss"\nurl = "http://127.0.0.1:{port}/rss"\n'
    )
    return parse_source(text, slug=f"s{port}")
