"""Runs Scrapy crawls one after the other in one process: Twisted's reactor, once stopped, could not start again."""

from __future__ import annotations

import asyncio
import functools
import threading
from collections.abc import Callable, Coroutine
from typing import Any

from scrapy.utils.reactor import install_reactor, is_asyncio_reactor_installed

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
