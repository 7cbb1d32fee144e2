"""Reads every archived article again, with the extraction as it is now: nothing is asked for, nothing is written."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from crawler.archive import ArchiveReader
from crawler.page_reading import MAX_PAGES, UnreadPageError, read_page, server_time
from crawler.pagination import join_pages, page_number
from crawler.registry import SourceFile
from kliping.model import Article, Page

#: Reasons of archived responses that are no article's first page.
_NO_ARTICLE = frozenset({"list", "next-page", "robots"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Reread:
    """One archived page read again: its article, or the reason why it gives none."""

    url: str
    article: Article | None
    reason: str = ""


def reread(archive: ArchiveReader, sources: Sequence[SourceFile]) -> Iterator[Reread]:
    """Each article of the archive from its latest response, its following pages joined."""
    known = {source.slug: source for source in sources}
    for entry in list(archive.entries().values()):
        if entry.status != 200 or entry.reason in _NO_ARTICLE:
            continue
        page = archive.page_at(entry)
        if page is None:
            yield Reread(url=entry.url, article=None, reason="its record in the archive is damaged")
            continue
        try:
            yield Reread(url=entry.url, article=_whole(archive, page, known.get(entry.source)))
        except UnreadPageError as error:
            yield Reread(url=entry.url, article=None, reason=str(error))


def _whole(archive: ArchiveReader, page: Page, source: SourceFile | None) -> Article:
    pages = {page.url: _read(page, source)}
    waiting = list(pages[page.url].next_pages)
    while waiting and len(pages) < MAX_PAGES:
        address = waiting.pop(0)
        if address in pages or (following := archive.page(address)) is None or following.status != 200:
            continue
        try:
            pages[address] = _read(following, source)
        except UnreadPageError:
            continue  # what the first page gives is worth having
        waiting += pages[address].next_pages
    order = sorted(pages, key=lambda url: (url != page.url, page_number(url) or 0))
    return join_pages([pages[url] for url in order])


def _read(page: Page, source: SourceFile | None) -> Article:
    return read_page(page.body, page.url, source, server_time(page.headers, page.fetched_at), page.headers)
