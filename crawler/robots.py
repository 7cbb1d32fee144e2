"""robots.txt as RFC 9309 has it: read up to a limit, obeyed when unreachable too, its crawl delay kept."""

from __future__ import annotations

import asyncio
import logging
import re

from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.downloadermiddlewares.robotstxt import RobotsTxtMiddleware
from scrapy.exceptions import StopDownload
from scrapy.http import Response
from scrapy.http.request import NO_CALLBACK
from scrapy.robotstxt import ProtegoRobotParser, RobotParser

from crawler.failure import reason_of
from crawler.guard import Refused
from crawler.settings import MAX_CRAWL_DELAY, MAX_ROBOTS_BYTES

DISALLOWED = "robots.txt"
_NUMBER = re.compile(r"\d{1,9}(?:\.\d{1,9})?")
_log = logging.getLogger(__name__)


def oddities(body: bytes) -> str:
    """What is wrong with a robots.txt whose rules are read all the same, in words; "" for nothing."""
    if re.match(rb"\s*<", body[:200]):
        return "robots.txt is a page of markup: it holds no rules"
    if len(body) > MAX_ROBOTS_BYTES:
        return f"robots.txt is larger than {MAX_ROBOTS_BYTES // 1024} KiB; the rest was not read"
    wrong = 0
    for line in body.decode("utf-8", "replace").splitlines():
        key, colon, value = line.partition("#")[0].strip(" \t\ufeff").partition(":")
        key, value = key.strip().lower(), value.strip()
        wrong += bool(key and not colon) or "\ufffd" in key or (key == "crawl-delay" and not _NUMBER.fullmatch(value))
    return f"robots.txt: {wrong} lines could not be read" if wrong else ""


class BoundedRobotParser(ProtegoRobotParser):  # type: ignore[misc]
    """Reads the first half megabyte, up to a whole line."""

    def __init__(self, robotstxt_body: bytes, spider: object) -> None:
        if len(robotstxt_body) > MAX_ROBOTS_BYTES:
            robotstxt_body = robotstxt_body[:MAX_ROBOTS_BYTES].rpartition(b"\n")[0]
        super().__init__(robotstxt_body, spider)


class RobotsMiddleware(RobotsTxtMiddleware):  # type: ignore[misc]
    """Obeys robots.txt. Where the server fails to give one, nothing of the host is asked for (RFC 9309)."""

    def __init__(self, crawler: Crawler) -> None:
        super().__init__(crawler)
        self._agent = self._default_useragent.partition("/")[0]  # rules name products, not contacts
        self._waiting: dict[str, list[asyncio.Future[None]]] = {}
        self._verdicts: dict[str, RobotParser | str] = {}
        crawler.signals.connect(self._received, signal=signals.bytes_received)

    async def process_request(self, request: Request) -> None:
        """Raises Refused with the reason for the report."""
        if request.meta.get("dont_obey_robotstxt"):
            return
        verdict = await self._verdict(request)
        if isinstance(verdict, str):
            raise Refused(verdict)
        if not verdict.allowed(request.url, self._agent):
            raise Refused(DISALLOWED)

    async def _verdict(self, request: Request) -> RobotParser | str:
        """The rules of the request's host, asked for once; or why nothing may be asked of it."""
        scheme, _, rest = request.url.partition("://")
        host = rest.partition("/")[0].partition("?")[0]
        if host not in self._verdicts:
            if host in self._waiting:
                turn = asyncio.get_running_loop().create_future()
                self._waiting[host].append(turn)
                await turn
            else:
                self._waiting[host] = []
                self._verdicts[host] = await self._ask(f"{scheme}://{host}/robots.txt", request)
                for waiting in self._waiting.pop(host):
                    if not waiting.done():
                        waiting.set_result(None)
        return self._verdicts[host]

    async def _ask(self, url: str, request: Request) -> RobotParser | str:
        meta = {"dont_obey_robotstxt": True, "source": request.meta["source"], "robots_bytes": 0, "download_maxsize": 0}
        question = Request(url, priority=self.DOWNLOAD_PRIORITY, meta=meta, callback=NO_CALLBACK)
        try:
            response: Response = await self.crawler.engine.download_async(question)
        except Exception as error:
            return reason_of(error, url)
        keep = getattr(self.crawler.spider, "robots", None)
        if keep is not None:
            keep(response, request.meta["source"])
        if response.status >= 500 or response.status == 429:
            return f"{DISALLOWED} could not be read: status {response.status}"
        body = response.body if response.status < 300 else b""
        parser: RobotParser = BoundedRobotParser(body, self.crawler.spider)
        self._slow_down(parser, request)
        await self.crawler.signals.send_catch_log_async(
            signal=signals.robots_parsed, robotparser=parser, request=request
        )
        return parser

    def _received(self, data: bytes, request: Request) -> None:
        """Ends the download of a robots.txt at the limit; what came is read."""
        if "robots_bytes" in request.meta:
            request.meta["robots_bytes"] += len(data)
            if request.meta["robots_bytes"] > MAX_ROBOTS_BYTES:
                raise StopDownload(fail=False)

    def _slow_down(self, parser: RobotParser, request: Request) -> None:
        """The larger of robots.txt's delay and ours becomes the delay of the host."""
        try:
            asked = parser.crawl_delay(self._agent) or 0.0
        except (ValueError, OverflowError):
            return
        delay = min(asked, MAX_CRAWL_DELAY)
        downloader = self.crawler.engine.downloader
        key = request.meta["download_slot"]
        rule = downloader.per_slot_settings.get(key)
        if rule is not None and delay > rule["delay"]:
            rule["delay"] = delay
            if key in downloader.slots:
                downloader.slots[key].delay = max(downloader.slots[key].delay, delay)
            _log.info("%s: robots.txt asks for %s s between requests", key, delay)
