"""One writer at a time, and nobody in between: waiting for a lock, and holding back an interrupt."""

from __future__ import annotations

from contextlib import contextmanager
from signal import SIG_IGN, SIGINT, signal
from time import sleep
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
        sleep(_PAUSE)
    return False


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let nobody's Ctrl-C come between the log and the task file."""
    before = signal(SIGINT, SIG_IGN)
    try:
        yield
    finally:
        signal(SIGINT, before)
