"""From the bytes of a page to text: gzip, size limits, the charset that is true, control characters.

HTML is not parsed here; `crawler.markup` does that.
"""

from __future__ import annotations

import codecs
import re
import zlib

MAX_PAGE_BYTES = 8 * 1024 * 1024

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_XML_ENCODING = re.compile(rb"""^\s*<\?xml[^>]{0,200}?encoding\s*=\s*["']([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_HEADER_CHARSET = re.compile(r"""charset\s*=\s*["']?\s*([A-Za-z0-9_.:-]{2,40})""", re.IGNORECASE)
_BINARY = (b"%PDF-", b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"PK\x03\x04", b"RIFF", b"\xd0\xcf\x11\xe0")
_NO_TEXT = bytes([*range(9), *range(14, 32), 127])
_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
# Pages that say Latin-1 or ASCII are read as Windows-1252 by every browser (WHATWG Encoding Standard).
_WEB_NAMES = {"iso8859-1": "cp1252", "latin-1": "cp1252", "ascii": "cp1252"}
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\xad\u200b\u2060\ufeff\ufffe\uffff]")
_C1 = {code: bytes([code]).decode("cp1252", "ignore") or None for code in range(0x80, 0xA0)}
_CONTINUED = (
    "\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013\u2014\u2018-\u201e"
    "\u2020-\u2022\u2026\u2030\u2039\u203a\u20ac\u2122"
)
_DOUBLE = re.compile(f"[\u00c2-\u00df][{_CONTINUED}]|[\u00e0-\u00ef][{_CONTINUED}]{{2}}")
_C1_CHARS = re.compile("[\x80-\x9f]")
_STRAY = re.compile("[\udc80-\udcff]+")
_SURROGATES = re.compile("[\ud800-\udfff]")


class UnreadablePageError(ValueError):
    """The bytes cannot become a page; the message says why."""


def decode_page(body: bytes | str, *, content_type: str = "", max_bytes: int = MAX_PAGE_BYTES) -> str:
    """The text of a page without control characters, whatever charset it declares.

    Gzip is undone (also when cut off or inside a second gzip); a page larger than `max_bytes`, before or after, raises
    `UnreadablePageError`. Valid UTF-8 wins over any declaration, then the declared charset, then Windows-1252.
    """
    if len(body) > max_bytes:
        raise UnreadablePageError(f"the page has {len(body):,} bytes, more than the limit of {max_bytes:,}")
    if isinstance(body, str):
        return _clean(body)
    if body.startswith(_BINARY) or (len(body) > 64 and _control_share(body) > 0.05 and not _looks_utf16(body)):
        raise UnreadablePageError("the file is not a page but something else, such as a picture or a PDF")
    for _ in range(2):
        if body[:2] == b"\x1f\x8b":
            body = _gunzip(body, max_bytes)
    return _clean(_decode(body, content_type))


def ends_early(packed: bytes) -> bool:
    """Whether the first gzip member lacks its end; unpacked in small parts, so that a bomb costs time only."""
    opener = zlib.decompressobj(wbits=31)
    try:
        while packed and not opener.eof:
            opener.decompress(packed, 1 << 20)
            packed = opener.unconsumed_tail
    except zlib.error:
        return True
    return not opener.eof


def _control_share(body: bytes) -> float:
    """The share of bytes at the beginning that no text holds; gzip is judged after unpacking."""
    head = b"" if body[:2] == b"\x1f\x8b" else body[:2000]
    return len(head) and 1 - len(head.translate(None, _NO_TEXT)) / len(head)


def _looks_utf16(body: bytes) -> bool:
    """UTF-16, with a mark or with every other byte of its beginning zero."""
    return body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or any(
        body[start:400:2].count(0) > 0.9 * len(body[start:400:2]) > 20 for start in (0, 1)
    )


def _gunzip(body: bytes, max_bytes: int) -> bytes:
    unpacker = zlib.decompressobj(wbits=31)
    try:
        plain = unpacker.decompress(body, max_bytes + 1)
    except zlib.error:
        plain = _gunzip_in_steps(body, max_bytes)
    if len(plain) > max_bytes:
        raise UnreadablePageError(f"the unpacked page is larger than the limit of {max_bytes:,} bytes")
    if not plain:
        raise UnreadablePageError("the gzip data are broken from the start")
    return plain


def _gunzip_in_steps(body: bytes, max_bytes: int) -> bytes:
    """What can be unpacked before the damage."""
    unpacker = zlib.decompressobj(wbits=31)
    parts: list[bytes] = []
    size = 0
    try:
        for start in range(0, len(body), 512):
            part = unpacker.decompress(body[start : start + 512], max_bytes + 1 - size)
            parts.append(part)
            size += len(part)
            if size > max_bytes or unpacker.eof:
                break
    except zlib.error:
        pass
    return b"".join(parts)


def _decode(body: bytes, content_type: str) -> str:
    for bom, name in _BOMS:
        if body.startswith(bom):
            return body.decode(name, "replace")
    if _looks_utf16(body):
        return body.decode("utf-16-be" if body[:1] == b"\0" else "utf-16-le", "replace")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.start >= len(body) - 3 and error.reason == "unexpected end of data":
            return body.decode("utf-8", "ignore")
    names = [match[1] for match in [_HEADER_CHARSET.search(content_type)] if match]
    names += [m[1].decode("ascii") for m in [_XML_ENCODING.match(body[:300]), _CHARSET.search(body[:8192])] if m]
    for name in names:
        known = _codec(name)
        if known and known != "utf-8":
            return body.decode(known, "replace")
    if _mostly_utf8(body):
        return _STRAY.sub(_as_cp1252, body.decode("utf-8", "surrogateescape"))
    return _C1_CHARS.sub(_name_c1, body.decode("latin-1"))


def _codec(name: str) -> str | None:
    try:
        found = codecs.lookup(name).name
        b"a".decode(found)  # names such as "rot13" and "hex" are codecs but not charsets
    except (LookupError, UnicodeError, ValueError):
        return None
    return _WEB_NAMES.get(found, found)


def _mostly_utf8(body: bytes) -> bool:
    """Whether the bytes over 127 are mostly UTF-8 sequences: a page with a few foreign bytes pasted in."""
    high = len(body) - len(body.translate(None, bytes(range(128, 256))))
    wrong = body.decode("utf-8", "replace").count("�")
    return wrong * 4 < high


def _as_cp1252(match: re.Match[str]) -> str:
    return "".join(_C1.get(ord(escaped) - 0xDC00) or chr(ord(escaped) - 0xDC00) for escaped in match[0])


def _name_c1(match: re.Match[str]) -> str:
    return _C1.get(ord(match[0])) or ""


def _clean(text: str) -> str:
    text = _CONTROL.sub("", text)
    if not text.isascii():
        text = _SURROGATES.sub("�", text)
        if any(sign in text for sign in ("Â", "Ã", "â€", "\x80", "\x81")):
            text = _DOUBLE.sub(_undouble, text)
        text = _C1_CHARS.sub(_name_c1, text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _undouble(match: re.Match[str]) -> str:
    """UTF-8 that was once read as Windows-1252 and stored so: "â€œ" is “."""
    text = match[0]
    try:
        raw = b"".join(chr_.encode("cp1252") if ord(chr_) > 255 else bytes([ord(chr_)]) for chr_ in text)
        return raw.decode("utf-8")
    except UnicodeError:
        return text
