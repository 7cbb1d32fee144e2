"""Runs Scrapy crawls one after the other in one process: Twisted's reactor, once stopped, could not start again."""

from __future__ import annotations

import asyncio
import functools
import logging
import threading
from collections.abc import Callable, Coroutine, Sequence
from typing import Any

import scrapy
from scrapy import signals
from scrapy.crawler import AsyncCrawlerRunner
from scrapy.settings import Settings as ScrapySettings
from scrapy.utils.reactor import install_reactor, is_asyncio_reactor_installed
from twisted.python.failure import Failure

from crawler.registry import SourceFile
from crawler.settings import scrapy_settings
from kliping.config import Settings
from kliping.errors import KlipingError

_turn = threading.Lock()
_started = False


class ReactorError(KlipingError, RuntimeError):
    """Another library has taken the event loop."""


def run(main: Callable[[], Coroutine[Any, Any, None]]) -> None:
    """Run a coroutine to its end on the reactor's own asyncio loop. Raises ReactorError where that is not ours.

    The reactor is started once and then only lives while its loop runs, so that a second crawl is no different from the
    first. Threads wait for each other.
    """
    global _started
    with _turn:
        if not _started:
            install_reactor("twisted.internet.asyncioreactor.AsyncioSelectorReactor")
        if not is_asyncio_reactor_installed():
            raise ReactorError("a Twisted reactor that is not asyncio's runs in this process: crawl in one of its own")
        from twisted.internet import reactor
        from twisted.python import threadable

        loop: asyncio.AbstractEventLoop = reactor._asyncioEventloop
        if loop.is_running():
            raise ReactorError("a crawl cannot be started from inside an asyncio program: use a thread")
        if not _started:
            # Look-ups of names run in threads; nobody waits for them when the program ends.
            reactor.getThreadPool().threadFactory = functools.partial(threading.Thread, daemon=True)
            reactor.startRunning(installSignalHandlers=False)
            _started = True
        threadable.registerAsIOThread()
        asyncio.set_event_loop(loop)
        loop.run_until_complete(main())


def run_spider(spider: type[scrapy.Spider], settings: Settings, sources: Sequence[SourceFile], **state: Any) -> None:
    """Run a spider to its end. Raises what its callbacks raise: a page's own faults are caught where it is read."""
    _quiet()
    errors: list[BaseException] = []
    stopping: list[asyncio.Future[None]] = []

    async def main() -> None:
        from twisted.internet import reactor

        from crawler.guard import GuardedResolver

        GuardedResolver.trust(sources)
        GuardedResolver(reactor, 10_000, min(settings.timeout, 20.0)).install_on_reactor()
        runner = AsyncCrawlerRunner(ScrapySettings(scrapy_settings(settings, len(sources))))
        crawler = runner.create_crawler(spider)

        def stop(failure: Failure) -> None:
            if not errors:
                stopping.append(asyncio.ensure_future(crawler.stop_async()))
            errors.append(failure.value)

        crawler.signals.connect(stop, signal=signals.spider_error)
        await runner.crawl(crawler, **state)
        if failure := getattr(crawler.spider, "failure", None):
            errors.append(failure)

    run(main)
    if errors:
        raise errors[0]


def _quiet() -> None:
    """Scrapy logs what the report says better; its warnings and errors still come through."""
    for name in ("scrapy", "twisted", "asyncio"):
        logger = logging.getLogger(name)
        if logger.level == logging.NOTSET:
            logger.setLevel(logging.WARNING)
    # They warn that no Referer is sent (none is meant to be), and of large pages (the report names them).
    for name in ("downloadermiddlewares.redirect", "core.downloader.handlers.http11"):
        logging.getLogger(f"scrapy.{name}").setLevel(logging.ERROR)
