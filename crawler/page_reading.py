"""One page into an article, whatever goes wrong: the extraction as crawl, backfill and re-reading call it."""

from __future__ import annotations

import datetime as dt
import logging
from collections.abc import Mapping
from email.utils import parsedate_to_datetime

from crawler.extraction import ExtractionError, extract
from crawler.headers import header_of
from crawler.registry import SourceFile
from kliping.model import Article

MAX_PAGES = 20  # of one article
_NO_TEXT = "no article text"
_log = logging.getLogger(__name__)


class UnreadPageError(Exception):
    """A page gave no article; the message says why. Has one argument, so that it comes back from another process."""

    @property
    def no_article(self) -> bool:
        """Whether the page is whole and simply holds no article (a list, a gallery): no reason to ask again."""
        return _NO_TEXT in str(self)


def read_page(body: bytes, url: str, source: SourceFile | None, at: dt.datetime, headers: Mapping[str, str]) -> Article:
    """The article of a page. Raises UnreadPageError, also for a mistake in the extraction, which is logged."""
    try:
        return extract(body, url, source=source, fetched_at=at, headers=headers)
    except ExtractionError as error:
        raise UnreadPageError(error.reason) from None
    except Exception as error:
        _log.exception("%s: extraction failed", url)
        raise UnreadPageError(f"{type(error).__name__}: {error}") from None


def server_time(headers: Mapping[str, str], default: dt.datetime | None = None) -> dt.datetime:
    """The server's clock when it answered, from which relative times on its pages count; else `default`, else ours."""
    try:
        at = parsedate_to_datetime(header_of(headers, "date"))
    except (ValueError, TypeError, IndexError):
        return default or dt.datetime.now(dt.UTC)
    return at if at.tzinfo else at.replace(tzinfo=dt.UTC)
