"""Trying again: 429 and 5xx and broken connections, after a growing pause or the one that Retry-After asks for."""

from __future__ import annotations

import asyncio
import datetime as dt
from email.utils import parsedate_to_datetime

from scrapy import Request
from scrapy.downloadermiddlewares.retry import RetryMiddleware
from scrapy.exceptions import CannotResolveHostError
from scrapy.http import Response

from crawler.guard import Refused
from crawler.settings import MAX_PAUSE

_SLOWER = frozenset({429, 503})


def retry_after(value: str, now: dt.datetime) -> float | None:
    """The seconds that a Retry-After header asks for (a number or a date); None for none and for nonsense."""
    value = value.strip()
    if value.isdecimal():
        return float(value[:9])
    try:
        at = parsedate_to_datetime(value)
        return max((at - now).total_seconds(), 0.0)
    except (ValueError, TypeError, IndexError, OverflowError):
        return None


class PatientRetryMiddleware(RetryMiddleware):  # type: ignore[misc]
    """Scrapy's retries with a pause before each."""

    async def process_response(self, request: Request, response: Response) -> Request | Response:
        """The response, or the request again. Raises Refused when the server asks for too long a pause."""
        if response.status not in self.retry_http_codes:
            return response
        header = (response.headers.get("Retry-After") or b"").decode("latin-1")
        asked = retry_after(header, dt.datetime.now(dt.UTC))
        if asked is not None and asked > MAX_PAUSE:
            raise Refused(f"status {response.status}, asks for a pause of {asked:.0f} s")
        again = super().process_response(request, response)
        if isinstance(again, Request):
            slot = self.crawler.engine.downloader.slots.get(request.meta.get("download_slot"))
            if slot is not None and response.status in _SLOWER:
                slot.delay = min(max(slot.delay * 2, 0.05), MAX_PAUSE)
            await self._pause(again, asked)
        return again

    async def process_exception(self, request: Request, exception: Exception) -> Request | None:
        """The request again after a pause; None when the error is no passing one."""
        if isinstance(exception, CannotResolveHostError) and request.meta.get("retry_times", 0) >= 1:
            return None  # a name that is unknown twice stays unknown
        again: Request | None = super().process_exception(request, exception)
        if again is not None:
            await self._pause(again, None)
        return again

    async def _pause(self, again: Request, asked: float | None) -> None:
        base = 0.05 if again.meta["source"].loopback else 1.0
        pause = base * 2 ** (again.meta.get("retry_times", 1) - 1)
        await asyncio.sleep(min(max(pause, asked or 0.0), MAX_PAUSE))
