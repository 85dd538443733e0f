"""The only place that opens files: it reads the plan and the record, and writes both.

A command that writes holds a lock on the log. What it adds to the log is appended and
synced first; then a finished copy takes the place of the task file.
"""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import UnreadableError, UnwritableError
from dispatch_cli.messages import Message, say
from dispatch_cli.refusals import explained, unwritable
from dispatch_cli.turns import locked, uninterrupted

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from typing import BinaryIO, TextIO

MEGABYTE = 1 << 20
LIMIT = 64 * MEGABYTE
STDIN = "-"
_BRIEFLY = 5


def read(path: str, absent: Message) -> bytes:
    """Return the bytes of a regular file, or of stdin for `-`.

    Raises UnreadableError; `absent` is the remedy when there is no such file.
    """
    with explained(path, absent):
        return _stdin() if path == STDIN else _contents(path)


def read_if_any(path: str) -> bytes:
    """Return the bytes of a file, or none where there is no such file. Raises UnreadableError."""
    with explained(path, say("name another with --log")):
        try:
            return _contents(path)
        except FileNotFoundError:
            if Path(path).is_symlink():  # a link that leads nowhere was meant to lead somewhere
                raise
            return b""


def _contents(path: str) -> bytes:
    # Without O_NONBLOCK, opening a pipe waits for somebody to write into it.
    flags = getattr(os, "O_NONBLOCK", 0)
    with open(path, "rb", opener=lambda name, mode: os.open(name, mode | flags)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            message = say("{path}: this is a pipe or a device, not a file", path=path)
            raise UnreadableError(message, say("to read from a pipe, name it - and pipe into the command"))
        return _read_whole(path, file)


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
        raise UnwritableError(message, say("name a new file with -f, or edit this one")) from None
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def lock(path: str, seconds: float, waiting: Callable[[], None]) -> int:
    """Open a log to append to it, create it if need be, and lock it until the process ends.

    Return the descriptor. `waiting` is called once where another process holds the lock for
    a while; after so many seconds that is an UnwritableError.
    """
    try:
        descriptor = _held(path, os.O_APPEND, 0o666, seconds, waiting)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None
    if descriptor is None:
        message = say("{path}: another process holds the lock; nothing was changed", path=path)
        raise UnwritableError(message, say("try again when the other command has ended"))
    return descriptor


def _held(path: str, flags: int, mode: int, seconds: float, waiting: Callable[[], None]) -> int | None:
    """Open a file, created if need be, and lock it; None where another process holds it too long."""
    flags |= os.O_RDWR | os.O_CREAT | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0)
    while True:
        descriptor = os.open(path, flags, mode)
        if not locked(descriptor, seconds, waiting):
            os.close(descriptor)
            return None
        if Path(path).exists() and os.path.samestat(os.fstat(descriptor), Path(path).stat()):
            return descriptor
        os.close(descriptor)  # while it waited, another file took its place


def wait_for_writer(path: str, seconds: float) -> None:
    """Wait until nobody is writing to a log, or so many seconds have passed."""
    with suppress(OSError, ValueError):
        descriptor = os.open(path, os.O_RDONLY)
        locked(descriptor, seconds, lambda: None)
        os.close(descriptor)


class Replacement(NamedTuple):
    """A file that is to hold other bytes, and those that it must still hold then."""

    path: str
    old: bytes
    new: bytes

    @property
    def target(self) -> Path:
        """Return the file itself, where `path` is a link to it."""
        return Path(os.path.realpath(self.path))


def commit(descriptor: int, path: str, lines: bytes, replacement: Replacement | None = None) -> None:
    """Append lines to a locked log, then replace the task file: both, or neither.

    Raises UnwritableError. Only a crash between the two leaves the first without the second.
    """
    with uninterrupted(), _copy(replacement) as copy:
        size = os.fstat(descriptor).st_size
        try:
            _append(descriptor, path, lines)
            if replacement and copy:
                _check_unchanged(replacement)  # once more: to sync the log took its time
                copy.replace(replacement.target)
                _sync_folder(replacement.target)
        except (OSError, UnwritableError):
            with suppress(OSError):
                os.ftruncate(descriptor, size)
                os.fsync(descriptor)
            raise


def _append(descriptor: int, path: str, lines: bytes) -> None:
    try:
        created = os.fstat(descriptor).st_size == 0
        _write_whole(descriptor, lines)
        os.fsync(descriptor)
    except OSError as error:
        raise unwritable(path, error) from None
    if created:
        _sync_folder(Path(os.path.realpath(path)))


def _write_whole(descriptor: int, data: bytes) -> None:
    while data:
        data = data[os.write(descriptor, data) :]


def _sync_folder(path: Path) -> None:
    with suppress(OSError):  # not every system can sync a folder
        descriptor = os.open(path.parent, os.O_RDONLY)
        os.fsync(descriptor)
        os.close(descriptor)


@contextmanager
def _copy(replacement: Replacement | None) -> Iterator[Path | None]:
    """Yield a finished copy that is to replace the file; remove it if it is not used."""
    if replacement is None:
        yield None
        return
    target = replacement.target
    copy = target.with_name(f".{target.name}.new")
    try:
        with _only_copy(copy, target) as descriptor:
            _write_copy(descriptor, copy, target, replacement.new)
            _check_unchanged(replacement)
            yield copy
    except OSError as error:
        raise unwritable(replacement.path, error) from None


@contextmanager
def _only_copy(copy: Path, target: Path) -> Iterator[int]:
    """Open the copy that replaces the file, and lock it: whoever writes the same list with another log waits."""
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    # Till it has the mode of the file, it is nobody else's to read.
    descriptor = _held(str(copy), getattr(os, "O_NOFOLLOW", 0), 0o600, _BRIEFLY, lambda: None)
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
    _write_whole(descriptor, data)
    now, then = os.fstat(descriptor), target.stat()
    if (now.st_uid, now.st_gid) != (then.st_uid, then.st_gid):
        os.chown(copy, then.st_uid, then.st_gid)
    copystat(target, copy)
    os.utime(copy)
    os.fsync(descriptor)


def _check_unchanged(replacement: Replacement) -> None:
    if replacement.target.read_bytes() != replacement.old:
        changed = say("{path}: the file was changed by somebody else just now", path=replacement.path)
        raise UnwritableError(changed, say("look at it, then give the command again"))


def discard(stream: TextIO | None) -> None:
    """Send what a stream still holds nowhere, so that the interpreter's last flush is silent."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())


def _read_whole(path: str, file: BinaryIO) -> bytes:
    data = file.read(LIMIT + 1)
    if len(data) > LIMIT:
        message = say("{path}: the file is larger than {limit} MB", path=path, limit=LIMIT // MEGABYTE)
        raise UnreadableError(message, say("no list that people keep is this large; is it the right file?"))
    return data


def _stdin() -> bytes:
    if sys.stdin is None:
        raise UnreadableError(say("stdin is closed"), say("pipe a task file into the command, or name one with -f"))
    with suppress(OSError, ValueError):
        # Whoever left it non-blocking would have us take the part that is there for the whole.
        os.set_blocking(sys.stdin.fileno(), True)
    return _read_whole(STDIN, sys.stdin.buffer)
