"""The pace of a crawl: a lowest delay for every host, and a bound on the requests that are really under way."""

from __future__ import annotations

import asyncio

from scrapy import Request, Spider
from scrapy.core.downloader import Downloader, Slot
from scrapy.crawler import Crawler
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response


class BoundedDownloader(Downloader):  # type: ignore[misc]
    """Lets requests of many hosts wait out their delays side by side, and only so many be under way at once.

    Scrapy's own bound counts those that wait: a few slow hosts would hold up all others.
    """

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._gate = asyncio.Semaphore(crawler.settings.getint("KLIPING_CONCURRENCY"))

    async def _download(self, slot: Slot, request: Request) -> Response:
        slot.transferring.add(request)  # it takes its host's place already while it waits at the gate
        try:
            async with self._gate:
                return await super()._download(slot, request)
        finally:
            slot.transferring.discard(request)


class HostThrottle(AutoThrottle):  # type: ignore[misc]
    """Scrapy's AutoThrottle knows one lowest delay for all hosts; this one looks it up.

    The lowest delay of a host is its source's or robots.txt's, whichever is longer.
    """

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        rules = self.crawler.engine.downloader.per_slot_settings.get(request.meta.get("download_slot"), {})
        self.mindelay = rules.get("delay", self._min_delay())
        super()._response_downloaded(response, request, spider)
