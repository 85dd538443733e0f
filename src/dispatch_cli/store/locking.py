"""One writer at a time: the lock on the log, waiting for it, and keeping Ctrl-C out of the writing."""

from __future__ import annotations

import os
import signal
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import UnwritableError
from dispatch_cli.messages import say
from dispatch_cli.store.refusals import unwritable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PAUSE, _SHORTLY = 0.05, 10


class Patience:
    """How long a command waits for others, all its waits together."""

    def __init__(self, seconds: float, waiting: Callable[[str], None]) -> None:
        """Begin without having waited; `waiting` is told for which file, once, when a wait takes half a second."""
        self.pauses = round(seconds / _PAUSE)
        self.waiting = waiting
        self.is_told = False

    def hold(self, descriptor: int, path: str) -> bool:
        """Lock an open file; say whether that was possible in time."""
        from filelock import lock_descriptor

        waited = 0
        while not lock_descriptor(descriptor, blocking=False):
            if self.pauses <= 0:
                return False
            self.pauses, waited = self.pauses - 1, waited + 1
            if waited == _SHORTLY and not self.is_told:
                self.is_told = True
                self.waiting(path)
            time.sleep(_PAUSE)
        return True


class LockedLog(NamedTuple):
    """A log that is open to be appended to, and locked."""

    path: str
    descriptor: int
    is_new: bool
    patience: Patience


@contextmanager
def locked(path: str, patience: Patience) -> Iterator[LockedLog]:
    """Yield a log that is locked to be appended to, created if need be; one that stays empty is removed again.

    Raises UnwritableError.
    """
    is_new = not os.path.lexists(path)
    log = LockedLog(path, _held_or_refused(path, os.O_RDWR | os.O_APPEND, patience), is_new, patience)
    try:
        yield log
    finally:
        if is_new and os.fstat(log.descriptor).st_size == 0:
            with suppress(OSError):
                Path(path).unlink()
        os.close(log.descriptor)


@contextmanager
def turn(log_file: str, patience: Patience) -> Iterator[None]:
    """Hold one's turn to send what a log remembers: a file beside it that is there only to be locked.

    Raises UnwritableError.
    """
    log = Path(os.path.realpath(log_file))
    path = log.with_name(f".{log.name}.sending")
    descriptor = _held_or_refused(str(path), os.O_RDONLY, patience)
    try:
        yield
    finally:
        with suppress(OSError):
            path.unlink()
        os.close(descriptor)


def _held_or_refused(path: str, flags: int, patience: Patience) -> int:
    """Open a file, created if need be, and lock it. Raises UnwritableError."""
    try:
        descriptor = held(path, flags, 0o666, patience)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None
    if descriptor is None:
        message = say("{path}: another process holds the lock; nothing was changed", path=path)
        raise UnwritableError(message, say("try again when the other command has ended"))
    return descriptor


def held(path: str, flags: int, mode: int, patience: Patience) -> int | None:
    """Open a file, created if need be, and lock it; None where another process holds it too long."""
    while True:
        descriptor = os.open(path, flags | os.O_CREAT | os.O_NONBLOCK, mode)
        if not patience.hold(descriptor, path):
            os.close(descriptor)
            return None
        with suppress(FileNotFoundError):
            if os.path.samestat(os.fstat(descriptor), Path(path).stat()):
                return descriptor
        os.close(descriptor)  # while it waited, another file took its place, or none


def wait_for_writer(path: str, patience: Patience) -> None:
    """Wait until nobody is writing to a log, or as long as patience lasts."""
    with suppress(OSError, ValueError):
        descriptor = os.open(path, os.O_RDONLY)
        patience.hold(descriptor, path)
        os.close(descriptor)


@contextmanager
def uninterrupted() -> Iterator[None]:
    """Let nobody's Ctrl-C come between the log and the task file."""
    before = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
