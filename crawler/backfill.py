"""Reads articles out of web archives: any WARC file, or Common Crawl's news files of a month, streamed.

Host and a byte test decide before anything is parsed; what passes goes through the same extraction as a crawl. A file
that was read to its end is marked in the ledger and not read again.
"""

from __future__ import annotations

import contextlib
import datetime as dt
import functools
import gzip
import hashlib
import re
import time
import tomllib
import urllib.error
import urllib.request
import zlib
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO

from crawler.headers import header_of
from crawler.ledger import NOT_AN_ARTICLE, Ledger, Sink
from crawler.page_reading import UnreadPageError, read_page, server_time
from crawler.pagination import page_number
from crawler.registry import SourceFile
from crawler.warc import scan
from kliping.errors import KlipingError
from kliping.model import Article, Fetch, FetchOutcome
from kliping.urls import canonical, host

CCNEWS = "https://data.commoncrawl.org/"
_WORDS = Path(__file__).with_name("backfill.toml")
_HTML = ("text/html", "application/xhtml")


class BackfillError(KlipingError):
    """A list of archive files that cannot be had; the message names the address and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FileReport:
    """What one archive file gave."""

    file: str
    records: int  # responses in it
    ours: int  # on hosts of the sources
    relevant: int  # that passed the byte test and were parsed
    articles: int
    skipped: Mapping[str, int]  # reason → pages of our hosts
    problems: tuple[str, ...]
    done: bool  # read to its end
    seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What one page of our hosts gave: how it ended, and its article where it holds one."""

    fetch: Fetch
    article: Article | None = None


@dataclass
class Count:
    """A FileReport while it is counted."""

    records: int = 0
    ours: int = 0
    relevant: int = 0
    articles: int = 0
    skipped: Counter[str] = field(default_factory=Counter)
    problems: list[str] = field(default_factory=list)

    def record(self) -> None:
        """One more response."""
        self.records += 1

    def report(self, name: str, *, done: bool, seconds: float) -> FileReport:
        """The finished count."""
        return FileReport(
            file=name,
            records=self.records,
            ours=self.ours,
            relevant=self.relevant,
            articles=self.articles,
            skipped=dict(self.skipped),
            problems=tuple(self.problems),
            done=done,
            seconds=seconds,
        )


def read_before(name: str) -> FileReport:
    """The report of a file that an earlier run read to its end."""
    return Count(skipped=Counter({"read before": 1})).report(name, done=True, seconds=0.0)


class Hosts:
    """Which source an address belongs to, by its host: a look-up, since an archive holds thousands of others."""

    def __init__(self, sources: Sequence[SourceFile]) -> None:
        self._exact: dict[str, list[SourceFile]] = {}
        self._wild: dict[str, list[SourceFile]] = {}
        for source in sources:
            if source.kind == "video":
                continue  # their pages are never read
            for name in source.hosts or (source.domain,):
                wild = name.startswith("*.")
                key = host(f"http://{name[2:] if wild else name}/") or name
                (self._wild if wild else self._exact).setdefault(key, []).append(source)

    def find(self, url: str) -> SourceFile | None:
        """The source on whose hosts, and article pattern, the address stands."""
        name = host(url)
        bare = re.sub(r"^(?:m|amp)\.", "", name)
        candidates = [*self._exact.get(name, ()), *(self._exact.get(bare, ()) if bare != name else ())]
        while name:
            candidates += self._wild.get(name, ())
            name = name.partition(".")[2]
        return next((source for source in candidates if source.is_article(url)), None)


@functools.cache
def words() -> tuple[bytes, ...]:
    """The words of the byte test, from backfill.toml."""
    with _WORDS.open("rb") as file:
        return tuple(word.encode() for word in tomllib.load(file)["words"])


def may_matter(body: bytes, terms: Sequence[bytes]) -> bool:
    """Whether a page's bytes hold one of the terms (ASCII terms are found in every encoding that sites use)."""
    low = body.lower()
    return any(term in low for term in terms)


def needles_of(terms: Sequence[str] | None, watch: Sequence[str]) -> tuple[bytes, ...]:
    """What the byte test looks for: `terms` or the words of backfill.toml, and the watched terms."""
    return tuple(term.lower().encode() for term in (*(terms or ()), *watch)) + (() if terms else words())


def findings(
    file: IO[bytes],
    name: str,
    hosts: Hosts,
    *,
    terms: Sequence[bytes],
    known: Callable[[str], bool],
    count: Count,
) -> Iterator[Found]:
    """What each page of our hosts that passes the tests gave."""
    pending: dict[str, SourceFile] = {}

    def wanted(url: str) -> bool:
        source = hosts.find(url)
        if source is None:
            return False
        count.ours += 1
        if (page_number(url) or 1) > 1:
            count.skipped["a following page"] += 1
            return False
        if known(canonical(url)):
            count.skipped["known"] += 1
            return False
        pending[url] = source
        return True

    for page in scan(file, name, count.problems, wanted, count.record):
        source = pending.pop(page.url)
        kind = header_of(page.headers, "content-type")
        if page.status != 200 or (kind and not kind.lower().startswith(_HTML)):
            count.skipped["no page" if page.status == 200 else f"status {page.status}"] += 1
            continue
        if not may_matter(page.body, terms):
            count.skipped["not relevant by its words"] += 1
            continue
        count.relevant += 1
        article: Article | None = None
        outcome: FetchOutcome = "fetched"
        reason = "backfill"
        try:
            article = read_page(page.body, page.url, source, server_time(page.headers, page.fetched_at), page.headers)
            count.articles += 1
        except UnreadPageError as error:
            count.skipped[NOT_AN_ARTICLE if error.no_article else "extraction failed"] += 1
            outcome = "skipped" if error.no_article else "failed"
            reason = NOT_AN_ARTICLE if error.no_article else f"extraction: {error}"[:160]
        fetch = Fetch(
            url=canonical(page.url),
            source=source.slug,
            at=page.fetched_at,
            outcome=outcome,
            status=page.status,
            reason=reason,
            digest=hashlib.sha256(page.body).hexdigest(),
            bytes=len(page.body),
        )
        yield Found(fetch=fetch, article=article)


def backfill(
    files: Sequence[str | Path],
    *,
    sources: Sequence[SourceFile],
    ledger: Ledger,
    sink: Sink,
    terms: Sequence[str] | None = None,
    watch: Sequence[str] = (),
    user_agent: str = "Kliping",
    again: bool = False,
    progress: Callable[[FileReport], None] | None = None,
) -> list[FileReport]:
    """Read archive files (paths or http addresses) into the sink, one report a file.

    `terms` replaces the words of backfill.toml, `watch` adds to them. A file that was read to its end before is left
    out unless `again`; one that was interrupted is read from its start, and what it gave before is known by then.
    """
    hosts = Hosts(sources)
    needles = needles_of(terms, watch)
    reports = []
    for file in files:
        name = str(file)
        if not again and ledger.is_known(file_mark(name)):
            report = read_before(name)
        else:
            report = _one(name, hosts, needles, ledger, sink, user_agent, again)
        reports.append(report)
        if progress is not None:
            progress(report)
    return reports


def _one(
    name: str,
    hosts: Hosts,
    needles: Sequence[bytes],
    ledger: Ledger,
    sink: Sink,
    user_agent: str,
    again: bool,
) -> FileReport:
    began, count = time.monotonic(), Count()

    def known(key: str) -> bool:
        return not again and ledger.is_known(key)

    try:
        with open_archive(name, user_agent) as stream:
            for found in findings(stream, name, hosts, terms=needles, known=known, count=count):
                keep(found, sink)
    except OSError as error:
        count.problems.append(f"{name}: {reason_of(error)}")
    return conclude(name, count, sink, seconds=time.monotonic() - began)


def keep(found: Found, sink: Sink) -> None:
    """Hand on what one page gave, the mark that it is done last."""
    if found.article is not None:
        sink.article(found.article)
    sink.fetch(found.fetch)


def conclude(name: str, count: Count, sink: Sink, *, seconds: float) -> FileReport:
    """The report of a file; one that was read to its end is marked so that it is not read again.

    A file without one answer of a web server was never whole, or is no web archive: it is a problem, not an end.
    """
    if not count.records and not count.problems:
        count.problems.append(f"{name}: holds no answer of a web server; give a whole WARC file")
    done = not count.problems
    if done:
        now = dt.datetime.now(dt.UTC)
        sink.fetch(Fetch(url=file_mark(name), source="", at=now, outcome="fetched", reason="backfill"))
    return count.report(name, done=done, seconds=seconds)


def file_mark(name: str) -> str:
    """Under what a file that was read to its end stands in the ledger: its name, and its size where it lies here.

    Without the size, a file of the same name in another folder, or one that has grown since, would never be read.
    """
    base = name.rpartition("/")[2]
    with contextlib.suppress(OSError, ValueError):
        return f"{base}:{Path(name).stat().st_size}#backfill"
    return f"{base}#backfill"


@contextlib.contextmanager
def open_archive(name: str, user_agent: str = "Kliping", timeout: float = 60) -> Iterator[IO[bytes]]:
    """A WARC file from disk or, streamed, from an http(s) address. Raises OSError."""
    if re.match(r"https?://", name):
        request = urllib.request.Request(name, headers={"User-Agent": user_agent})
        with urllib.request.urlopen(request, timeout=timeout) as stream:
            yield stream
    else:
        with Path(name).open("rb") as stream:
            yield stream


def ccnews_files(month: str, *, base: str = CCNEWS, user_agent: str = "Kliping") -> list[str]:
    """The addresses of Common Crawl's news files of a month such as "2022-03". Raises BackfillError."""
    match = re.fullmatch(r"(20\d\d)-(0[1-9]|1[0-2])", month)
    if not match:
        raise BackfillError(f"{month!r} is no month: write it as 2022-03")
    url = f"{base}crawl-data/CC-NEWS/{match[1]}/{match[2]}/warc.paths.gz"
    try:
        with open_archive(url, user_agent) as stream:
            text = gzip.decompress(stream.read(10_000_000)).decode("ascii", "replace")
    except (OSError, EOFError, zlib.error) as error:
        raise BackfillError(f"{url}: the list of files cannot be had ({reason_of(error)})") from error
    return [base + line.strip() for line in text.splitlines() if line.strip().endswith(".warc.gz")]


def reason_of(error: BaseException) -> str:
    if isinstance(error, urllib.error.HTTPError):
        return f"status {error.code}"
    if isinstance(error, urllib.error.URLError):
        return str(error.reason)
    return getattr(error, "strerror", None) or str(error)
