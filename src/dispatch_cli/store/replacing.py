"""Replacing the task file by a finished copy, which shows after a crash what was to come."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import UnwritableError
from dispatch_cli.messages import say
from dispatch_cli.store.locking import Patience, held
from dispatch_cli.store.reading import copy_of
from dispatch_cli.store.refusals import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator


class Replacement(NamedTuple):
    """A file that is to hold other bytes, and those that it must still hold then."""

    path: str
    old: bytes
    new: bytes

    @property
    def target(self) -> Path:
        """Return the file itself, where `path` is a link to it."""
        return Path(os.path.realpath(self.path))

    def check_unchanged(self) -> None:
        """Raise UnwritableError if somebody else has changed the file."""
        if self.target.read_bytes() != self.old:
            changed = say("{path}: the file was changed by somebody else just now", path=self.path)
            raise UnwritableError(changed, say("look at it, then give the command again"))


@contextmanager
def finished_copy(replacement: Replacement | None, patience: Patience) -> Iterator[Path | None]:
    """Yield a finished copy that is to replace the file; remove it if it is not used. Raises UnwritableError."""
    if replacement is None:
        yield None
        return
    target = replacement.target
    copy, at_fault = copy_of(target), replacement.path
    try:
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "")
        at_fault = str(copy) if os.path.lexists(copy) else replacement.path  # who left a copy may be in the way
        with _only_copy(copy, patience) as descriptor:
            at_fault = replacement.path
            _write_copy(descriptor, copy, target, replacement.new)
            sync_folder(copy)
            replacement.check_unchanged()
            yield copy
    except OSError as error:
        raise unwritable(at_fault, error) from None


@contextmanager
def _only_copy(copy: Path, patience: Patience) -> Iterator[int]:
    """Open the copy that replaces the file, and lock it: whoever writes the same list with another log waits."""
    # Till it has the mode of the file, it is nobody else's to read.
    descriptor = held(str(copy), os.O_RDWR | os.O_NOFOLLOW, 0o600, patience)
    if descriptor is None:
        raise BlockingIOError(errno.EAGAIN, "")
    inode = os.fstat(descriptor)
    try:
        yield descriptor
    finally:
        with suppress(OSError):  # what has been done or refused stays so
            if os.path.samestat(inode, copy.stat()):
                copy.unlink()
        os.close(descriptor)


def _write_copy(descriptor: int, copy: Path, target: Path, data: bytes) -> None:
    """Write and sync a copy with the mode, owner and attributes of the file that it is to replace."""
    from shutil import copystat

    os.ftruncate(descriptor, 0)  # a crash may have left one
    write_whole(descriptor, data)
    now, then = os.fstat(descriptor), target.stat()
    if (now.st_uid, now.st_gid) != (then.st_uid, then.st_gid):
        os.chown(copy, then.st_uid, then.st_gid)
    copystat(target, copy)
    os.utime(copy)
    os.fsync(descriptor)


def write_whole(descriptor: int, data: bytes) -> None:
    """Write all of the bytes; the system may take only a part at a time."""
    while data:
        data = data[os.write(descriptor, data) :]


def sync_folder(path: Path) -> None:
    """Sync the folder in which a file stands, where the system can do that."""
    with suppress(OSError):
        descriptor = os.open(path.parent, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)
