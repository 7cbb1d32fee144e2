"""Where a crawl may go: only to a source's own hosts, never to a private address (unless the source is loopback)."""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from typing import Any, Self
from urllib.parse import urlsplit
from urllib.request import getproxies

from scrapy import Request
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.redirect import RedirectMiddleware
from scrapy.exceptions import IgnoreRequest
from scrapy.http import Response
from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from crawler.registry import SourceFile

PRIVATE = "private address"


class Refused(IgnoreRequest):  # type: ignore[misc]
    """A request that is not sent; the message is the reason for the report."""


def is_private(address: str) -> bool:
    """Whether an IP address is not one of the public internet; False for a string that is no address."""
    try:
        ip = ipaddress.ip_address(address.strip("[]"))
    except ValueError:
        return False
    if isinstance(ip, ipaddress.IPv6Address) and ip.ipv4_mapped:
        ip = ip.ipv4_mapped
    return not ip.is_global or ip.is_multicast


class GuardMiddleware:
    """Refuses requests that leave the source's hosts or name a private address; gives each host its slot and delay."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self.delay: float = crawler.settings.getfloat("DOWNLOAD_DELAY")

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Self:
        """Scrapy's way to make one."""
        return cls(crawler)

    def process_request(self, request: Request) -> None:
        """Raises Refused with the reason."""
        source: SourceFile = request.meta["source"]
        if not source.allows(request.url):
            raise Refused("not a host of the source")
        parts = urlsplit(request.url)
        if source.loopback:
            request.meta["proxy"] = None  # nothing of the demonstration leaves this machine
        elif is_private(parts.hostname or ""):
            raise Refused(PRIVATE)
        slot = parts.netloc
        request.meta["download_slot"] = slot
        # The source's own delay may only be longer than the user's; the embedded newsroom may be faster.
        own = source.delay or 0.0
        delay = own if source.loopback else max(self.delay, own)
        slots: dict[str, dict[str, float]] = self.crawler.engine.downloader.per_slot_settings
        slots.setdefault(slot, {"delay": delay, "concurrency": 1, "jitter": 0})


class OwnHostRedirectMiddleware(RedirectMiddleware):  # type: ignore[misc]
    """Follows redirects only within the source's hosts."""

    def process_response(self, request: Request, response: Response) -> Request | Response:
        """Raises Refused for a redirect to another host."""
        answer = super().process_response(request, response)
        if isinstance(answer, Request) and not request.meta["source"].allows(answer.url):
            raise Refused(f"redirects to another host: {urlsplit(answer.url).hostname}")
        return answer

    def handle_referer(self, request: Request, response: Response) -> None:
        """No Referer is ever sent."""


class GuardedResolver(CachingThreadedResolver):  # type: ignore[misc]
    """Refuses names that resolve to a private address, at the moment of connecting: what is checked is what is used.

    `trusted` holds the names that may: those of loopback sources, and of a proxy that the user's environment names.
    """

    trusted: set[str] = set()  # noqa: RUF012  one resolver and one set a process
    refused: set[str] = set()  # noqa: RUF012

    @classmethod
    def trust(cls, sources: Sequence[SourceFile]) -> None:
        """Set the trusted names for the crawl that begins."""
        names = {host.partition(":")[0] for source in sources if source.loopback for host in source.hosts}
        proxies = {urlsplit(url if "//" in url else f"//{url}").hostname or "" for url in getproxies().values()}
        cls.trusted = names | proxies
        cls.refused = set()

    def getHostByName(self, name: str, timeout: Sequence[int] = ()) -> Deferred[str]:  # noqa: N802
        """The address of a name; fails with DNSLookupError for a private one."""
        found: Deferred[str] = super().getHostByName(name, timeout)
        found.addCallback(self._check, name)
        return found

    def _check(self, address: Any, name: str) -> Any:
        if name not in self.trusted and is_private(str(address)):
            self.refused.add(name)
            raise DNSLookupError(f"{name} is a {PRIVATE}")
        return address
