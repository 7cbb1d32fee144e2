"""A site whose certificate nobody vouches for is not read."""

from __future__ import annotations

import datetime as dt
import http.server
import ipaddress
import ssl
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from crawler.crawl import crawl
from crawler.ledger import MemoryLedger
from crawler.registry import parse_source
from kliping.config import Settings


@pytest.fixture
def base(tmp_path: Path) -> Iterator[str]:
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "127.0.0.1")])
    now = dt.datetime.now(dt.UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - dt.timedelta(days=1))
        .not_valid_after(now + dt.timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.IPAddress(ipaddress.ip_address("127.0.0.1"))]), critical=False)
        .sign(key, hashes.SHA256())
    )
    secret = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    file = tmp_path / "site.pem"
    file.write_bytes(
        key.private_bytes(serialization.Encoding.PEM, *secret) + certificate.public_bytes(serialization.Encoding.PEM)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(file)
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), http.server.SimpleHTTPRequestHandler)
    server.socket = context.wrap_socket(server.socket, server_side=True)
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    yield f"https://127.0.0.1:{server.server_address[1]}"
    server.shutdown()
    server.server_close()


def test_a_certificate_that_is_not_vouched_for(base: str, settings: Settings) -> None:
    source = parse_source(
        f'name = "A"\ndomain = "a.id"\nhosts = ["{base.removeprefix("https://")}"]\nloopback = true\nfacts = ["x"]\n'
        f'[[discovery]]\nmethod = "rss"\nurl = "{base}/rss"',
        slug="a",
    )
    memory = MemoryLedger()
    report = crawl([source], ledger=memory, sink=memory, settings=settings)
    assert report.unreachable == (("a", "certificate not valid"),)
