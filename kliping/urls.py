"""One spelling for every address, one number for every article. Nothing here fetches anything."""

from __future__ import annotations

import datetime as dt
import hashlib
import re
from urllib.parse import SplitResult, parse_qsl, quote, unquote, urlencode, urlsplit, urlunsplit

#: Query parameters that say how a reader came or how the page is shown, never which article it is.
_TRACKING = re.compile(
    r"utm_\w+|fbclid|gclid|dclid|msclkid|yclid|igshid|mc_[ce]id|_ga|ref|refid|referrer|source|src|medium|campaign|"
    r"spm|share|shared|from|at_\w+|cmpid|ocid|wtrid|wtmid|tag_from|trk|utm|single|showpage|amp|outputtype|"
    r"page|view|cx_\w+|jxrecoid|jxconn\w*|_gl|feature|via",
    re.IGNORECASE,
)
_MOBILE = re.compile(r"^(?:m|amp|mobile|wap)\.(?=[^.]+\.[^.]+)")
_DEFAULT_PORT = {"http": 80, "https": 443}
_EPOCH = dt.datetime(1990, 1, 1, tzinfo=dt.UTC)
_HASH_BITS = 36
_MAX_MINUTES = (1 << 26) - 1  # 127 years: the id stays below 2**62 and fits an SQLite rowid


def canonical(url: str) -> str:
    """The address of an article without tracking, AMP, mobile and paging variants; idempotent.

    Scheme and "www." stay as they are, so that the address still opens. A string that is no http(s) address comes
    back stripped, nothing is raised.
    """
    url = url.strip()
    parts = _split(url)
    if parts is None:
        return url
    host = _MOBILE.sub("", parts.hostname or "")
    port = _port(parts)
    if port and port != _DEFAULT_PORT[parts.scheme]:
        host = f"{host}:{port}"
    path = quote(unquote(re.sub(r"/{2,}", "/", parts.path or "/")), safe="/:@!$&'()*+,;=-._~")
    path = re.sub(r"^/amp(?=/.)", "", path)
    path = re.sub(r"(?<=.)/amp(?:\.html?)?/?$", "", path)
    query = sorted((k, v) for k, v in parse_qsl(parts.query) if not _TRACKING.fullmatch(k))
    return urlunsplit((parts.scheme, host, path or "/", urlencode(query), ""))


def url_key(url: str) -> str:
    """What two addresses of one article share: the canonical form without scheme, "www." and closing slash."""
    key = re.sub(r"^https?://(?:www\.)?", "", canonical(url))
    head, mark, query = key.partition("?")
    return head.rstrip("/") + mark + query


def host(url: str) -> str:
    """The lower-case host name without port and "www."; "" when there is none."""
    parts = _split(url.strip())
    return re.sub(r"^www\.", "", parts.hostname or "") if parts else ""


def article_id(url: str, published: dt.datetime | None) -> int:
    """A 62-bit number that grows with publication time and is the same for every spelling of the address.

    The upper 26 bits count minutes since 1990 (0 when the time is unknown), the lower 36 are a hash of the address:
    a date filter is then a range of row numbers. A naive time is taken as UTC.
    """
    minutes = 0
    if published is not None:
        at = published if published.tzinfo else published.replace(tzinfo=dt.UTC)
        minutes = min(max(int((at - _EPOCH).total_seconds() // 60), 0), _MAX_MINUTES)
    digest = hashlib.blake2b(url_key(url).encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return (minutes << _HASH_BITS) | (int.from_bytes(digest, "big") & ((1 << _HASH_BITS) - 1))


def id_range(since: dt.datetime | None, until: dt.datetime | None) -> tuple[int, int]:
    """The half-open range of article ids published from `since` up to, not including, `until`."""
    low = 0 if since is None else (article_id("", since) >> _HASH_BITS) << _HASH_BITS
    high = 1 << 62 if until is None else (article_id("", until) >> _HASH_BITS) << _HASH_BITS
    return low, high


def _split(url: str) -> SplitResult | None:
    try:
        parts = urlsplit(url)
        hostname = parts.hostname
    except ValueError:  # a broken IPv6 bracket and the like
        return None
    return parts if parts.scheme in _DEFAULT_PORT and hostname else None


def _port(parts: SplitResult) -> int | None:
    try:
        return parts.port
    except ValueError:
        return None
