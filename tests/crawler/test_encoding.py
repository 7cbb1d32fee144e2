"""Bytes become the text that was meant, whatever the page declares."""

from __future__ import annotations

import gzip

import pytest
from hypothesis import given
from hypothesis import strategies as st

from crawler.encoding import UnreadablePageError, decode_page

TEXT = "“Jumat,” kata Wali Kota – é £"


@pytest.mark.parametrize(
    ("body", "content_type"),
    [
        (TEXT.encode(), ""),
        (TEXT.encode(), "text/html; charset=iso-8859-1"),  # the header is wrong
        (b"<meta charset='iso-8859-1'>" + TEXT.encode(), ""),  # the page is wrong
        (TEXT.encode("cp1252"), ""),
        (TEXT.encode("cp1252"), "text/html; charset=utf-8"),
        (b'<meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1">' + TEXT.encode("cp1252"), ""),
        (TEXT.encode("utf-16"), "text/html"),
        (b"\xef\xbb\xbf" + TEXT.encode(), ""),
        (gzip.compress(TEXT.encode(), mtime=0), ""),
        (gzip.compress(gzip.compress(TEXT.encode(), mtime=0), mtime=0), ""),
        (TEXT.encode().decode("latin-1").encode(), ""),  # encoded twice
        (TEXT.encode() * 30 + "‘".encode("cp1252"), ""),  # one foreign byte pasted in
        (TEXT.encode() + "…".encode()[:2], ""),  # cut in the middle of a sign
    ],
)
def test_the_text_comes_out(body: bytes, content_type: str) -> None:
    assert TEXT in decode_page(body, content_type=content_type)


def test_control_characters_and_odd_line_ends_go() -> None:
    assert decode_page("a\0b\x07c\u200bd\ufeffe\r\nf\rg\x85") == "abcde\nf\ng…"


def test_a_cut_gzip_gives_what_it_held() -> None:
    whole = "".join(f"<p>Paragraf {n}</p>" for n in range(3000)).encode()
    text = decode_page(gzip.compress(whole, mtime=0)[:-500])
    assert text.startswith("<p>Paragraf 0</p>")
    assert len(text) > 0.5 * len(whole)


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        (b"x" * 101, "101 bytes, more than the limit of 100"),
        (gzip.compress(b"x" * 5000, mtime=0), "unpacked page is larger"),
        (b"\x1f\x8b" + b"x" * 40, "gzip data are broken"),
        (b"%PDF-1.4 dan seterusnya", "not a page"),
        (b"<p>" + bytes(range(32)) * 3, "not a page"),
    ],
)
def test_what_cannot_be_a_page_is_refused_by_name(body: bytes, reason: str) -> None:
    with pytest.raises(UnreadablePageError, match=reason):
        decode_page(body, max_bytes=100)


@given(st.binary(max_size=400), st.sampled_from(["", "text/html; charset=utf-8", "charset=rot13", "charset=koi8-r"]))
def test_no_bytes_raise_anything_else(body: bytes, content_type: str) -> None:
    try:
        text = decode_page(body, content_type=content_type, max_bytes=10_000)
    except UnreadablePageError:
        return
    text.encode()
    assert "\0" not in text


@given(st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Cc", "Cf", "Cs", "Co", "Cn"]), max_size=80))
def test_indonesian_utf8_stays_as_it_is(text: str) -> None:
    if not any("\xc2" <= sign <= "\xef" for sign in text):
        assert decode_page(text.encode()) == text
