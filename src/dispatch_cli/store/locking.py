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


class Lock(NamedTuple):
    """A log that is open to be appended to, and locked until it is released or the process ends."""

    path: str
    descriptor: int
    is_new: bool
    patience: Patience

    def release(self) -> None:
        """Let others have it before the process ends."""
        os.close(self.descriptor)

    def give_up(self) -> None:
        """Remove the log if it was created only to be locked."""
        if self.is_new and os.fstat(self.descriptor).st_size == 0:
            with suppress(OSError):
                Path(self.path).unlink()


class Turn:
    """One's turn to send what a log remembers: a file beside it that is there only to be locked."""

    def __init__(self, log_file: str, patience: Patience) -> None:
        """Wait for it. Raises UnwritableError."""
        log = Path(os.path.realpath(log_file))
        self.path = log.with_name(f".{log.name}.sending")
        self.descriptor = _held_or_refused(str(self.path), os.O_RDONLY, patience)

    def end(self) -> None:
        """Give it to the next one."""
        with suppress(OSError):
            self.path.unlink()
        os.close(self.descriptor)


def lock(path: str, patience: Patience) -> Lock:
    """Open a log to append to it, create it if need be, and lock it. Raises UnwritableError."""
    is_new = not os.path.lexists(path)
    return Lock(path, _held_or_refused(path, os.O_RDWR | os.O_APPEND, patience), is_new, patience)


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
