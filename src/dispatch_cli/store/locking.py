"""One writer at a time: a file of its own is locked beside what is written, and goes when nobody holds it.

The log itself is never locked, for on an SMB share nobody else could then read it; but who may write the log and may
not create a file beside it has nothing else to lock, and the others wait for that.
"""

from __future__ import annotations

import errno
import os
import stat
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import BusyError, UnwritableError
from dispatch_cli.messages import say
from dispatch_cli.store import system
from dispatch_cli.store.interrupts import uninterrupted
from dispatch_cli.store.places import lock_of, target_of
from dispatch_cli.store.refusals import in_the_way, unlockable, unwritable
from dispatch_cli.store.rights import give

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dispatch_cli.store.patience import Patience
    from dispatch_cli.store.rights import Rights

_PRIVATE, _WRITE = 0o600, 0o222
_BLINDLY = 20  # pauses of who may not even open the lock
_FOLDER_REFUSES = {errno.EACCES, errno.EPERM, errno.EROFS}


class Lock(NamedTuple):
    """What is locked while something is written: which file, named how, with which rights where it is created.

    `instead` is locked by whoever may not create the file.
    """

    file: Path
    name: str
    rights: Rights | None = None
    instead: Path | None = None


class _Held(NamedTuple):
    """An open file that is locked; `is_lock` if it is there for nothing else, `is_new` if it was created just now."""

    descriptor: int
    file: Path
    is_lock: bool = True
    is_new: bool = False


@contextmanager
def held(lock: Lock, patience: Patience) -> Iterator[None]:
    """Hold a lock. Raises UnwritableError where another process holds it too long, or nothing can be locked here."""
    holding = _wait(lock, patience)
    try:
        yield
    finally:
        _release(holding)


def wait_for_writer(path: str, patience: Patience) -> None:
    """Wait until nobody is writing to a log, or as long as patience lasts."""
    with suppress(OSError, ValueError, UnwritableError):
        file = lock_of(target_of(path))
        for _ in range(_BLINDLY):
            if not os.path.lexists(file):
                return
            if os.access(file, os.W_OK):
                with held(Lock(file, path), patience):
                    return
            patience.pause(path)


def remove_if_free(file: Path) -> None:
    """Remove the lock that a crash has left, if nobody holds it."""
    with suppress(OSError, UnwritableError):
        if os.path.lexists(file) and (holding := _try(Lock(file, f"{file}"))):
            _release(holding)


def _wait(lock: Lock, patience: Patience) -> _Held:
    while True:
        try:
            with uninterrupted():
                holding = _try(lock)
        except OSError as error:
            raise unwritable(lock.name, error) from None
        if holding:
            return holding
        if not patience.pause(lock.name):
            raise _held_too_long(lock)


def _held_too_long(lock: Lock) -> UnwritableError:
    if os.path.lexists(lock.file) and not os.access(lock.file, os.W_OK):
        return in_the_way(lock.file)
    message = say("{path}: another process holds the lock; nothing was changed", path=lock.name)
    return BusyError(message, say("try again when the other command has ended"))


def _try(lock: Lock) -> _Held | None:
    """Lock once; return None where another process holds it, or gives it back at this moment.

    Raises OSError, UnwritableError.
    """
    holding = _opened(lock)
    if holding is None:
        return None
    try:
        is_mine = _is_mine(holding, lock)
    except BaseException:
        _release(holding._replace(is_lock=holding.is_new))  # what was created in vain goes again
        raise
    if not is_mine:
        os.close(holding.descriptor)
    return holding if is_mine else None


def _opened(lock: Lock) -> _Held | None:
    """Open what is to be locked, created if need be; return None where somebody is just creating it."""
    try:
        return _Held(system.open_file(lock.file, system.WRITING), lock.file)
    except FileNotFoundError:
        pass
    except PermissionError:
        if _is_no_file(lock.file):
            raise in_the_way(lock.file) from None
        return None  # it has not got its rights yet
    except OSError as error:
        if error.errno in {errno.ELOOP, errno.EISDIR, errno.ENXIO}:
            raise in_the_way(lock.file) from None
        raise
    return _created(lock)


def _is_no_file(file: Path) -> bool:
    """Say whether something else than a file lies there, such as a pipe."""
    with suppress(FileNotFoundError):
        return not stat.S_ISREG(file.lstat().st_mode)
    return False


def _created(lock: Lock) -> _Held | None:
    try:
        descriptor = system.open_file(lock.file, system.WRITING | os.O_CREAT | os.O_EXCL, _PRIVATE)
    except FileExistsError:
        return None
    except OSError as error:
        if lock.instead is None or error.errno not in _FOLDER_REFUSES or not lock.instead.exists():
            raise
        return _Held(system.open_file(lock.instead, system.WRITING), lock.instead, is_lock=False)
    return _Held(descriptor, lock.file, is_new=True)


def _is_mine(holding: _Held, lock: Lock) -> bool:
    """Lock an open file; say whether it was free, is still there, and nobody holds what is locked instead.

    Raises OSError, UnwritableError.
    """
    status = os.fstat(holding.descriptor)
    if holding.is_lock and (not stat.S_ISREG(status.st_mode) or status.st_nlink > 1):
        raise in_the_way(lock.file)  # somebody has planted it
    if not _is_free(holding.descriptor, holding.file):
        return False
    if holding.is_new and lock.rights:
        give(holding.descriptor, lock.rights)
    try:
        is_there = os.path.samestat(status, holding.file.stat())
    except FileNotFoundError:
        return False
    return is_there and (_is_free_instead(lock) if holding.is_lock else not os.path.lexists(lock.file))


def _is_free(descriptor: int, file: Path) -> bool:
    try:
        return system.lock(descriptor)
    except OSError as error:
        raise unlockable(file, error) from None


def _is_free_instead(lock: Lock) -> bool:
    """Say whether nobody is writing who may not create the lock; usually there can be nobody."""
    if lock.instead is None or _all_may_create(lock.instead):
        return True
    descriptor = system.open_file(lock.instead, system.WRITING)
    try:
        return _is_free(descriptor, lock.instead)
    finally:
        os.close(descriptor)


def _all_may_create(log: Path) -> bool:
    """Say whether all who may write a log may create a file beside it."""
    try:
        file, folder = log.stat(), log.parent.stat()
    except FileNotFoundError:
        return True
    has_same = (file.st_uid, file.st_gid) == (folder.st_uid, folder.st_gid)
    return has_same and not file.st_mode & _WRITE & ~folder.st_mode


def _release(holding: _Held) -> None:
    """Give a lock back; what has been done under it stays done."""
    with uninterrupted(), suppress(OSError):
        if holding.is_lock and _is_there(holding):
            system.remove_locked(holding.file, holding.descriptor)
        else:
            os.close(holding.descriptor)


def _is_there(holding: _Held) -> bool:
    with suppress(OSError):
        return os.path.samestat(os.fstat(holding.descriptor), holding.file.stat())
    return False
