"""AutoThrottle with a floor of its own for every host: the source's delay or robots.txt's, whichever is longer."""

from __future__ import annotations

from scrapy import Request, Spider
from scrapy.extensions.throttle import AutoThrottle
from scrapy.http import Response


class HostThrottle(AutoThrottle):  # type: ignore[misc]
    """Scrapy's AutoThrottle knows one lowest delay for all hosts; this one looks it up."""

    def _response_downloaded(self, response: Response, request: Request, spider: Spider) -> None:
        rules = self.crawler.engine.downloader.per_slot_settings.get(request.meta.get("download_slot"), {})
        self.mindelay = rules.get("delay", self._min_delay())
        super()._response_downloaded(response, request, spider)
