"""The executors on which units are looked at: processes of this machine, or the workers of a Dask cluster."""

from __future__ import annotations

import os
import signal
from concurrent.futures import BrokenExecutor, CancelledError, ProcessPoolExecutor, ThreadPoolExecutor
from contextlib import contextmanager
from functools import partial
from multiprocessing import parent_process
from threading import Thread
from typing import TYPE_CHECKING

from dispatch_cli.errors import UnreadableError
from dispatch_cli.extras import load
from dispatch_cli.messages import say
from dispatch_cli.store import system
from dispatch_cli.workspace.many import BATCH, Crew, Engine

if TYPE_CHECKING:
    from collections.abc import Iterator

ENGINES = ("processes", "dask")
_AHEAD = 3  # batches that each worker has before it, so that none waits
_RETRIES = 5  # of a batch whose worker was lost
_PATIENCE = "10s"


def processes(jobs: int | None, units: int) -> Engine:
    """Return the engine of this machine: so many processes, by default one a core; few units take none of their own."""
    count = min(jobs or os.cpu_count() or 1, -(-units // BATCH), system.MOST_PROCESSES)
    return Engine(partial(_processes, count), (BrokenExecutor,))


@contextmanager
def _processes(count: int) -> Iterator[Crew]:
    if count <= 1:
        with ThreadPoolExecutor(1) as thread:
            yield Crew(thread, 1)
        return
    with ProcessPoolExecutor(count, initializer=_follow_parent) as pool:
        try:
            yield Crew(pool, count * _AHEAD)
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)
            raise


def _follow_parent() -> None:
    """Leave an interruption to the process that began this one, and end with it, however it is ended."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)  # nothing is written here, so nothing is cut short


def dask(scheduler: str) -> Engine:
    """Return the engine of the cluster with this scheduler. Raises CommandLineError where Dask is not installed."""
    library = load("distributed", "dask")
    return Engine(partial(_cluster, scheduler), (BrokenExecutor, CancelledError, library.KilledWorker))


@contextmanager
def _cluster(scheduler: str) -> Iterator[Crew]:
    library = load("distributed", "dask")
    try:
        client = library.Client(scheduler, timeout=_PATIENCE, set_as_default=False)
    except (OSError, ValueError, TypeError) as error:
        message = say("there is no scheduler at {address}: {reason}", address=scheduler, reason=f"{error}")
        raise UnreadableError(message, say("begin one with `dask scheduler`, and give the address it says")) from None
    with client:
        threads = sum(client.nthreads().values())
        if not threads:
            message = say("the scheduler at {address} has no workers", address=scheduler)
            raise UnreadableError(message, say("begin some with `dask worker {address}`", address=scheduler))
        with client.get_executor(pure=False, retries=_RETRIES) as executor:
            yield Crew(executor, threads * _AHEAD)
