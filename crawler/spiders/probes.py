"""Looks at single lists and pages without ledger, archive or sink: for `kliping sources check` and `sources test`."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Sequence
from typing import Any

import scrapy
from scrapy import Request
from scrapy.http import Response
from twisted.python.failure import Failure

from crawler.failure import reason_of
from crawler.registry import SourceFile
from crawler.settings import LIST_FACTOR

#: Called with the response, or with the reason why there is none.
Answered = Callable[[Response | None, str], None]


class ProbeSpider(scrapy.Spider):  # type: ignore[misc]
    """Asks for each address once and hands the answer to its function."""

    name = "probes"

    def __init__(self, questions: Sequence[tuple[SourceFile, str, Answered]], **kwargs: Any) -> None:
        super().__init__(**kwargs)
        self.questions = questions

    async def start(self) -> AsyncIterator[Request]:
        """All addresses; delays and robots.txt are the middlewares' work."""
        maxsize = LIST_FACTOR * self.settings.getint("DOWNLOAD_MAXSIZE")
        for source, url, answered in self.questions:
            meta = {"source": source, "answered": answered, "download_maxsize": maxsize}
            yield Request(url, callback=self.answer, errback=self.fail, meta=meta)

    def answer(self, response: Response) -> None:
        """An answer of any status."""
        response.meta["answered"](response, "")

    def fail(self, failure: Failure) -> None:
        """No answer."""
        failure.request.meta["answered"](None, reason_of(failure.value, failure.request.url))
