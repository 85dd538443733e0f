"""Writing: a new file, or the log and the task file together."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.errors import UnwritableError
from dispatch_cli.messages import say
from dispatch_cli.store.locking import uninterrupted
from dispatch_cli.store.refusals import unwritable
from dispatch_cli.store.replacing import finished_copy, sync_folder, write_whole

if TYPE_CHECKING:
    from dispatch_cli.store.locking import LockedLog
    from dispatch_cli.store.replacing import Replacement


def create(path: str, data: bytes) -> None:
    """Write a new file; never touch one that exists. Raises UnwritableError."""
    try:
        with Path(path).open("xb") as file:
            try:
                file.write(data)
                file.flush()
            except OSError:
                Path(path).unlink()  # whole or not at all
                raise
    except FileExistsError:
        message = say("{path}: the file exists and is left as it is", path=path)
        raise UnwritableError(message, say("name a new file, or edit this one")) from None
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def save(path: str, data: bytes) -> None:
    """Write a file whole, in place of the one that may be there, or leave that as it is. Raises UnwritableError."""
    try:
        if Path(path).exists() and not Path(path).is_file():
            Path(path).write_bytes(data)  # a device, or a pipe with a name
        else:
            _replace(Path(os.path.realpath(path)), data)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def _replace(target: Path, data: bytes) -> None:
    """Let a finished copy take the place of the file, with the rights that this has or a new one gets."""
    from tempfile import NamedTemporaryFile

    if target.exists() and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    rights = target.stat().st_mode if target.exists() else 0o666 & ~_mask()
    with NamedTemporaryFile(dir=target.parent, prefix=".dispatch-", delete=False) as file:
        copy = Path(file.name)
        try:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
            copy.chmod(rights)
            copy.replace(target)
            sync_folder(target)
        except BaseException:
            copy.unlink(missing_ok=True)
            raise


def _mask() -> int:
    """Return which rights new files do not get; it can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return mask


def create_both(path: str, data: bytes, beside: str, more: bytes) -> None:
    """Write a new file, and another beside it unless there is one: both or neither. Raises UnwritableError."""
    create(path, data)
    if os.path.lexists(beside):
        return
    try:
        create(beside, more)
    except BaseException:
        with suppress(OSError):
            Path(path).unlink()
        raise


def commit(log: LockedLog, lines: bytes, replacement: Replacement | None = None) -> None:
    """Append lines to a locked log, then replace the task file: both, or neither.

    Raises UnwritableError. Only a crash between the two leaves the first without the second.
    """
    size = os.fstat(log.descriptor).st_size
    try:
        with uninterrupted(), finished_copy(replacement, log.patience) as copy:
            _append(log, lines)
            if replacement and copy:
                replacement.check_unchanged()  # once more: to sync the log took its time
                copy.replace(replacement.target)
                sync_folder(replacement.target)
    except UnwritableError:
        _take_away(log, size)
        raise


def _append(log: LockedLog, lines: bytes) -> None:
    try:
        write_whole(log.descriptor, lines)
        os.fsync(log.descriptor)
    except OSError as error:
        raise unwritable(log.path, error) from None
    if log.is_new:
        sync_folder(Path(os.path.realpath(log.path)))


def _take_away(log: LockedLog, size: int) -> None:
    """Shorten the log to the size that it had, before anybody else can read what is not so."""
    with suppress(OSError):
        os.ftruncate(log.descriptor, size)
        os.fsync(log.descriptor)
