"""The only place that opens files: it reads the plan and the record, and creates a plan."""

from __future__ import annotations

import errno
import os
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.errors import UnreadableError, UnwritableError
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, TextIO

MEGABYTE = 1 << 20
LIMIT = 64 * MEGABYTE
STDIN = "-"
_REASONS = {
    errno.EACCES: say("you have no right to do that here"),
    errno.EIO: say("the disk reports an error"),
    errno.ENAMETOOLONG: say("the name is too long"),
    errno.ENOENT: say("there is no such folder"),
    errno.ENOSPC: say("no space is left"),
    errno.ENOTDIR: say("a part of the path is not a folder"),
    errno.EROFS: say("the disk is read-only"),
}


def read(path: str, absent: Message) -> bytes:
    """Return the bytes of a regular file, or of stdin for `-`.

    Raises UnreadableError; `absent` is the remedy when there is no such file.
    """
    with _explained(path, absent):
        return _stdin() if path == STDIN else _contents(path)


def read_if_any(path: str) -> bytes:
    """Return the bytes of a file, or none where there is no such file. Raises UnreadableError."""
    with _explained(path, say("name another with --log")):
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


@contextmanager
def _explained(path: str, absent: Message) -> Iterator[None]:
    """Say in words why a file could not be read."""
    try:
        yield
    except FileNotFoundError:
        raise UnreadableError(say("{path}: there is no such file", path=path), absent) from None
    except PermissionError:
        message = say("{path}: you may not read this file", path=path)
        raise UnreadableError(message, say("ask its owner for the right to read it")) from None
    except IsADirectoryError:
        message = say("{path}: this is a folder, not a file", path=path)
        raise UnreadableError(message, say("name a file in it")) from None
    except (OSError, ValueError) as error:
        message = say("{path}: the file cannot be read: {reason}", path=path, reason=reason(error))
        raise UnreadableError(message, say("check the name and the disk")) from None


def create(path: str, data: bytes) -> None:
    """Write a new file; never touch one that exists. Raises UnwritableError."""
    try:
        with Path(path).open("xb") as file, _whole_or_gone(path):
            file.write(data)
            file.flush()
    except FileExistsError:
        message = say("{path}: the file exists and is left as it is", path=path)
        raise UnwritableError(message, say("name a new file with -f, or edit this one")) from None
    except (OSError, ValueError) as error:
        message = say("{path}: the file cannot be written: {reason}", path=path, reason=reason(error))
        raise UnwritableError(message, say("check the folder, its rights and the space on the disk")) from None


@contextmanager
def _whole_or_gone(path: str) -> Iterator[None]:
    """Remove a new file of which only a part could be written."""
    try:
        yield
    except OSError:
        Path(path).unlink()
        raise


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


def reason(error: Exception) -> Message | str:
    """Return why the operating system refused, in words where it is a usual reason."""
    number = error.errno if isinstance(error, OSError) else None
    if number in _REASONS:
        return _REASONS[number]
    return (isinstance(error, OSError) and error.strerror) or str(error)
