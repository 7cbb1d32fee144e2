"""Processes that read pages while the crawl fetches others, one page at a time each, so that a crash has a name.

The stock process pool fails every task under way when one worker dies, cannot end a task that hangs, and runs the
caller's main module again; this one loses the one page that did it, and says which.
"""

from __future__ import annotations

import asyncio
import contextlib
import datetime as dt
import json
import logging
import os
import pickle
import queue
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import IO, Any

from crawler.page_reading import UnreadPageError, read_page
from crawler.registry import SourceFile
from kliping.model import Article

#: Seconds for one page; the slowest real ones need half a second.
TIMEOUT = 60.0
#: Seconds spent on reading in the crawl's own process before the first worker is started, which costs half of one.
PATIENCE = 1.0
#: Pages after which a worker is replaced, and with it what a parser leaves behind in memory.
RENEWAL = 5_000
_MOST = 8
# Ctrl-C is for the crawl, which ends its workers.
_PROGRAM = """
import signal
signal.signal(signal.SIGINT, signal.SIG_IGN)
import json, sys
sys.path[:] = json.loads(sys.argv[1])
from crawler.reading_pool import serve
serve()
"""
_log = logging.getLogger(__name__)


def usual_workers(cores: int | None = None) -> int:
    """How many workers suit a machine: one core is left to the crawl; two cores or fewer get none."""
    cores = _cores() if cores is None else cores
    return 0 if cores <= 2 else min(cores - 1, _MOST)


def _cores() -> int:
    with contextlib.suppress(AttributeError, OSError):  # not every system tells what the process may use
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


class ReadingPool:
    """Reads pages in `workers` processes, or in this one for 0.

    Workers are started when there is work for them, hold no state, and end with this process however it ends.
    """

    def __init__(self, workers: int, *, patience: float = PATIENCE, timeout: float = TIMEOUT) -> None:
        self.workers, self.patience, self.timeout = workers, patience, timeout
        self._spent = 0.0
        self._threads: ThreadPoolExecutor | None = None
        self._idle: queue.LifoQueue[_Worker] = queue.LifoQueue()
        self._all: set[_Worker] = set()
        self._lock = threading.Lock()
        self._closed = False

    async def read(
        self, body: bytes, url: str, source: SourceFile | None, at: dt.datetime, headers: Mapping[str, str]
    ) -> Article:
        """The article of a page, as `crawler.page_reading.read_page` gives it.

        Raises UnreadPageError, also where the page killed its worker or took too long.
        """
        if self.workers < 1 or self._spent < self.patience:
            began = time.perf_counter()
            try:
                return read_page(body, url, source, at, headers)
            finally:
                self._spent += time.perf_counter() - began
        if self._threads is None:
            self._threads = ThreadPoolExecutor(self.workers, thread_name_prefix="reading")
        task = (body, url, source, at, dict(headers))
        return await asyncio.get_running_loop().run_in_executor(self._threads, self._ask, task)

    def _ask(self, task: tuple[Any, ...]) -> Article:
        """In one of `workers` threads: hand a page to an idle worker, or to a new one."""
        try:
            worker = self._idle.get_nowait()
        except queue.Empty:
            started = self._start()
            if started is None:
                return read_page(*task)
            worker = started
        answer = worker.read(task, self.timeout)
        if worker.alive and worker.pages < RENEWAL:
            self._idle.put(worker)
        else:
            worker.end()
            with self._lock:
                self._all.discard(worker)
        if isinstance(answer, str):
            raise UnreadPageError(answer)
        return answer

    def _start(self) -> _Worker | None:
        """A new worker; None where the system gives none: then pages are read here."""
        with self._lock:
            if self._closed:
                raise UnreadPageError("the crawl was ended")
            try:
                worker = _Worker()
            except OSError as error:
                _log.warning("pages are read in the crawl's own process: no other can be started (%s)", error)
                self.workers = 0
                return None
            self._all.add(worker)
            return worker

    def close(self) -> None:
        """End all workers; what they are reading is given up."""
        with self._lock:
            self._closed = True
            workers, self._all = self._all, set()
        for worker in workers:
            worker.end()
        if self._threads is not None:
            self._threads.shutdown(cancel_futures=True)


class _Worker:
    """One process and the pipes to it. Raises OSError where it does not start."""

    def __init__(self) -> None:
        self.pages = 0
        self.alive = True
        self.late = False
        package = str(Path(__file__).resolve().parents[1])
        self._process: subprocess.Popen[bytes] = subprocess.Popen(
            [sys.executable, "-c", _PROGRAM, json.dumps([package, *sys.path])],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
        )
        with self._watched(TIMEOUT):
            greeting = self._answer()
        if greeting is not None:
            self.end()
            raise OSError("it ended at its start")

    def read(self, task: tuple[Any, ...], timeout: float) -> Article | str:
        """The article, or why there is none."""
        self.pages += 1
        with self._watched(timeout):
            try:
                pipe = self._stream(self._process.stdin)
                pickle.dump((timeout, task), pipe, pickle.HIGHEST_PROTOCOL)
                pipe.flush()
                answer: Article | str = self._answer()
            except (OSError, ValueError):  # a broken pipe, or one closed meanwhile
                answer = self._died()
        if self.late:
            # Answered, perhaps, at the very moment when its time was over: it is killed in any case.
            self.alive = False
        return answer

    @contextlib.contextmanager
    def _watched(self, timeout: float) -> Iterator[None]:
        watch = threading.Timer(timeout, self._give_up)
        watch.daemon = True
        watch.start()
        try:
            yield
        finally:
            watch.cancel()

    def _answer(self) -> Any:
        try:
            return pickle.load(self._stream(self._process.stdout))
        except (EOFError, OSError, ValueError, pickle.UnpicklingError):
            return self._died()

    def _died(self) -> str:
        self.alive = False
        self._process.kill()
        status = self._process.wait()
        if self.late or status == -getattr(signal, "SIGALRM", 0):
            return "reading the page took too long"
        name = signal.Signals(-status).name if status < 0 else f"status {status}"
        return f"reading the page ended its process ({name})"

    def _give_up(self) -> None:
        self.late = True
        self._process.kill()

    @staticmethod
    def _stream(pipe: IO[bytes] | None) -> IO[bytes]:
        if pipe is None or pipe.closed:
            raise OSError("the pipe is closed")
        return pipe

    def end(self) -> None:
        """Kill the process: it holds nothing."""
        self.alive = False
        self._process.kill()
        self._process.wait()
        for pipe in (self._process.stdin, self._process.stdout):
            with contextlib.suppress(OSError, ValueError):
                if pipe is not None:
                    pipe.close()


def serve() -> None:
    """A worker's life: read pages from stdin, answer on stdout, until the other end is closed or dies."""
    answers = os.fdopen(os.dup(sys.stdout.fileno()), "wb")
    os.dup2(sys.stderr.fileno(), sys.stdout.fileno())  # what a library prints must not stand between answers
    tasks = sys.stdin.buffer
    alarm = getattr(signal, "setitimer", None)
    if alarm is not None:
        # A crawl that was killed cannot watch the time: the system does, whatever the page makes us do.
        signal.signal(signal.SIGALRM, signal.SIG_DFL)

    def answer(value: Article | str | None) -> None:
        pickle.dump(value, answers, pickle.HIGHEST_PROTOCOL)
        answers.flush()

    with contextlib.suppress(EOFError, OSError):
        answer(None)
        while True:
            timeout, task = pickle.load(tasks)
            if alarm is not None:
                alarm(signal.ITIMER_REAL, timeout)
            try:
                found: Article | str = read_page(*task)
            except UnreadPageError as error:
                found = str(error)
            if alarm is not None:
                alarm(signal.ITIMER_REAL, 0)
            answer(found)
