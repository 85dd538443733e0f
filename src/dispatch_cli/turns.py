"""One writer at a time, and nobody in between: waiting for a lock, and keeping Ctrl-C out."""

from __future__ import annotations

import signal
import sys
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PAUSE, _PATIENCE = 0.05, 10


def locked(descriptor: int, seconds: float, waiting: Callable[[], None]) -> bool:
    """Lock an open file; say after so many seconds that another process holds it.

    `waiting` is called once when it has been held for half a second.
    """
    from filelock import lock_descriptor

    for attempt in range(max(1, round(seconds / _PAUSE))):
        if lock_descriptor(descriptor, blocking=False):
            return True
        if attempt == _PATIENCE:
            waiting()
        time.sleep(_PAUSE)
    return False


@contextmanager
def interrupt_held_back() -> Iterator[None]:
    """Let a Ctrl-C wait until what is done here has ended, where the system can do that."""
    if sys.platform == "win32":
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let nobody's Ctrl-C come between the log and the task file."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
