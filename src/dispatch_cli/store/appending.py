"""The log: locked, begun whole or appended to, and what cannot be finished is taken away again."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.store import system
from dispatch_cli.store.copies import remove, sweep, write_whole
from dispatch_cli.store.creating import begin
from dispatch_cli.store.locking import Lock, held, remove_if_free
from dispatch_cli.store.places import lock_of, meeting_of, part_of, target_of, turn_of
from dispatch_cli.store.reading import STDIN
from dispatch_cli.store.refusals import half_written, unwritable
from dispatch_cli.store.rights import rights_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dispatch_cli.store.patience import Patience
    from dispatch_cli.store.rights import Rights


class LockedLog(NamedTuple):
    """A log to which nobody else writes meanwhile; `rights` are its own, or those that a new one gets."""

    path: str
    target: Path
    rights: Rights | None
    patience: Patience


class Appended(NamedTuple):
    """What was appended to a log, and how large it was before; None where there was none."""

    log: Path
    size: int | None

    def take_back(self) -> bool:
        """Make the log what it was, before anybody else can read what is not so; say whether that was possible."""
        try:
            if self.size is None:
                system.unlink(self.log)
                system.sync_folder(self.log.parent)
            elif self.log.stat().st_size != self.size:
                shorten(self.log, self.size)
        except OSError:
            return False
        return True


def shorten(file: Path, size: int) -> None:
    """Cut a file to a size. Raises OSError."""
    descriptor = system.open_file(file, system.WRITING)
    try:
        os.ftruncate(descriptor, size)
        with suppress(OSError):  # whoever reads it now reads what it was
            os.fsync(descriptor)
    finally:
        with suppress(OSError):
            os.close(descriptor)


@contextmanager
def locked(path: str, list_path: str, patience: Patience) -> Iterator[LockedLog]:
    """Yield the log of a list, locked to be appended to. Raises UnwritableError."""
    log = look_at_log(path, list_path, patience)
    with held(Lock(lock_of(log.target), path, log.rights and log.rights.writers, instead=log.target), patience):
        remove(part_of(log.target))
        for left in (turn_of(log.target), lock_of(meeting_of(log.target))):
            remove_if_free(left)
        yield log


@contextmanager
def turn(path: str, list_path: str, patience: Patience) -> Iterator[None]:
    """Hold one's turn to send what a log remembers. Raises UnwritableError."""
    log = look_at_log(path, list_path, patience)
    file = turn_of(log.target)
    with held(Lock(file, f"{file}", log.rights and log.rights.writers), patience):
        yield


def look_at_log(path: str, list_path: str, patience: Patience) -> LockedLog:
    """Return the log of a list, which may still be without one. Raises UnwritableError where it may not be written."""
    try:
        target = target_of(path)
        if not os.path.lexists(target):
            rights = None if list_path == STDIN else rights_of(target_of(list_path)).access
        elif os.access(target, os.W_OK):
            rights = rights_of(target)
        else:
            raise PermissionError(errno.EACCES, "")
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None
    return LockedLog(path, target, rights, patience)


def sweep_log(path: str) -> None:
    """Remove what crashes have left beside a log, unless somebody writes to it or sends now."""
    with suppress(OSError, ValueError):
        target = target_of(path)
        remove_if_free(turn_of(target))
        sweep(target)


def append(log: LockedLog, lines: bytes) -> Appended:
    """Append lines to a log and sync them.

    Raises UnwritableError, and then nothing was changed; HalfDoneError where what was written cannot be taken away.
    """
    try:
        return _append(log, lines) if os.path.lexists(log.target) else _begin(log, lines)
    except OSError as error:
        raise unwritable(log.path, error) from None


def _begin(log: LockedLog, lines: bytes) -> Appended:
    begin(log.target, lines, log.rights)
    return Appended(log.target, None)


def _append(log: LockedLog, lines: bytes) -> Appended:
    descriptor = system.open_file(log.target, system.APPENDING)
    try:
        appended = Appended(log.target, os.fstat(descriptor).st_size)
        try:
            write_whole(descriptor, lines)
            os.fsync(descriptor)
        except OSError as error:
            if appended.take_back():
                raise
            raise half_written(log.path, error) from None
    finally:
        with suppress(OSError):
            os.close(descriptor)
    return appended
