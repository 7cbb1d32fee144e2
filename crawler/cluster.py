"""Backfill on a Dask cluster: its workers read the files, this process alone writes what they found.

Dask is an extra (`pip install 'kliping[cluster]'`); nothing else imports it.
"""

from __future__ import annotations

import asyncio
import logging
import time
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from crawler.backfill import (
    Count,
    FileReport,
    Found,
    Hosts,
    conclude,
    file_mark,
    findings,
    keep,
    needles_of,
    open_archive,
    read_before,
    reason_of,
)
from crawler.ledger import Ledger, Sink
from crawler.registry import SourceFile
from kliping.errors import KlipingError

if TYPE_CHECKING:
    from distributed import Client

_PATIENCE = "15s"  # until a scheduler must have answered


class ClusterError(KlipingError):
    """A cluster that cannot be used; the message says what to do."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What a worker found in one file."""

    found: tuple[Found, ...]
    count: Count
    seconds: float


def read_remotely(name: str, sources: Sequence[SourceFile], needles: Sequence[bytes], user_agent: str) -> Reading:
    """On a worker: read one archive file, whatever of it is known already; nothing is written."""
    began, count = time.monotonic(), Count()
    found: list[Found] = []
    try:
        with open_archive(name, user_agent) as stream:
            found += findings(stream, name, Hosts(sources), terms=needles, known=lambda _: False, count=count)
    except OSError as error:
        count.problems.append(f"{name}: {reason_of(error)}")
    return Reading(tuple(found), count, time.monotonic() - began)


def backfill_on_cluster(
    address: str,
    files: Sequence[str | Path],
    *,
    sources: Sequence[SourceFile],
    ledger: Ledger,
    sink: Sink,
    terms: Sequence[str] | None = None,
    watch: Sequence[str] = (),
    user_agent: str = "Kliping",
    again: bool = False,
    progress: Callable[[FileReport], None] | None = None,
) -> list[FileReport]:
    """As `crawler.backfill.backfill`, the files read by the workers of the scheduler at `address`, in any order.

    The reports come in the order of the files. A file is marked as read when all it gave is written: a run that is
    killed reads the others again. Workers need this version of Kliping, and the files where they are asked for; a file
    that fails there is named in its report. Raises ClusterError when Dask is missing or no scheduler answers.
    """
    reports: dict[str, FileReport] = {}

    def report(one: FileReport) -> None:
        reports[one.file] = one
        if progress is not None:
            progress(one)

    waiting: list[str] = []
    for name in dict.fromkeys(_reachable(file) for file in files):
        if not again and ledger.is_known(file_mark(name)):
            report(read_before(name))
        else:
            waiting.append(name)
    if waiting:
        with _connect(address) as client:
            for name, reading in _readings(client, waiting, sources, needles_of(terms, watch), user_agent):
                if isinstance(reading, BaseException):
                    problem = f"{name}: failed on the cluster ({type(reading).__name__}: {reading}); run it again"[:300]
                    report(Count(problems=[problem]).report(name, done=False, seconds=0.0))
                else:
                    report(_write(name, reading, ledger, sink, again))
    return [reports[name] for name in dict.fromkeys(_reachable(file) for file in files)]


def _reachable(file: str | Path) -> str:
    """The name of a file as a worker elsewhere needs it: an address as it is, a path from the root."""
    name = str(file)
    return name if "://" in name else str(Path(name).resolve())


def _connect(address: str) -> Client:
    try:
        from distributed import Client
    except ImportError as error:
        raise ClusterError("--cluster needs Dask: pip install 'kliping[cluster]'") from error
    logging.getLogger("distributed.client").setLevel(logging.CRITICAL)  # what it says stands in the reports
    try:
        client = Client(address, timeout=_PATIENCE)
    except (OSError, ValueError, TypeError) as error:
        raise ClusterError(
            f"{address}: no Dask scheduler answers there; start one with `dask scheduler` and name it as "
            f"tcp://host:8786 ({' '.join(str(error).split())[:120] or type(error).__name__})"
        ) from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except (OSError, ValueError) as error:
        client.close()
        raise ClusterError(f"{address}: the scheduler has no worker; start one with `dask worker {address}`") from error
    return client


def _readings(
    client: Client, names: Sequence[str], sources: Sequence[SourceFile], needles: Sequence[bytes], user_agent: str
) -> Iterator[tuple[str, Reading | BaseException]]:
    """Each file with what came of it, as the workers finish; a few more than they are under way, so none piles up."""
    from distributed import as_completed

    left = iter(names)
    under_way: dict[Any, str] = {}
    answered: set[str] = set()

    def submit(name: str) -> Any:
        future = client.submit(read_remotely, name, shared, tuple(needles), user_agent, pure=False)
        under_way[future] = name
        return future

    try:
        shared = client.scatter(list(sources), broadcast=True, hash=False)
        room = max(2 * sum(client.nthreads().values()), 2)
        queue = as_completed([submit(name) for _, name in zip(range(room), left, strict=False)])
        for future in queue:
            name = under_way.pop(future)
            answer = future.exception() if future.status == "error" else None
            if answer is None:
                answer = future.result()  # a cancelled one raises: then the scheduler is gone
            answered.add(name)
            yield name, answer
            future.release()
            for following in left:
                queue.add(submit(following))
                break
    except (OSError, RuntimeError, CancelledError, asyncio.CancelledError) as error:
        for name in names:
            if name not in answered:
                yield name, RuntimeError(f"the cluster is gone: {type(error).__name__}")


def _write(name: str, reading: Reading, ledger: Ledger, sink: Sink, again: bool) -> FileReport:
    count = reading.count
    for found in reading.found:
        if not again and ledger.is_known(found.fetch.url):
            count.skipped["known"] += 1
            count.articles -= found.article is not None
        else:
            keep(found, sink)
    return conclude(name, count, sink, seconds=reading.seconds)
