"""Reading files and stdin, whole and bounded; and silencing a stream that nobody reads."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.errors import UnreadableError
from dispatch_cli.messages import Message, say
from dispatch_cli.store import system
from dispatch_cli.store.places import copy_of, target_of
from dispatch_cli.store.refusals import MEGABYTE, explained

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import BinaryIO, TextIO

LIMIT = 64 * MEGABYTE
STDIN = "-"
_STDIN_NAME = "<stdin>"
_CHECK = say("check the name and the disk")


def name_of(path: str) -> str:
    """Return what people are told of a path: itself, and of `-` that it is stdin."""
    return _STDIN_NAME if path == STDIN else path


def read(path: str, absent: Message, limit: int | None = LIMIT) -> bytes:
    """Return the bytes of a regular file, or of stdin for `-`, up to a limit.

    Raises UnreadableError; `absent` is the remedy when there is no such file.
    """
    with explained(path, absent):
        return _stdin(limit) if path == STDIN else contents(path, limit=limit)


def read_if_any(path: str) -> bytes:
    """Return the bytes of a log of any size, or none where there is no such file. Raises UnreadableError."""
    with explained(path, say("name another with --log")):
        try:
            return contents(path, limit=None)
        except FileNotFoundError:
            if Path(path).is_symlink():  # a link that leads nowhere was meant to lead somewhere
                raise
            return b""


def read_copy(path: str) -> bytes | None:
    """Return the copy of a task file that somebody is writing, or that a crash has left; None where there is none.

    What somebody else may have laid there is none. Raises UnreadableError.
    """
    with explained(path, _CHECK):
        target = target_of(path)
        owners = {system.me(), system.ROOT, target.stat().st_uid}
    copy = copy_of(target)
    with explained(f"{copy}", _CHECK), suppress(FileNotFoundError):
        found = copy.lstat()
        is_file = stat.S_ISREG(found.st_mode) and found.st_nlink == 1 and found.st_size <= LIMIT
        if is_file and found.st_uid in owners:
            return contents(f"{copy}", system.NO_LINKS)
    return None


def contents(path: str, flags: int = 0, limit: int | None = LIMIT) -> bytes:
    """Return the bytes of a regular file, opened with these flags. Raises OSError, UnreadableError."""
    with opened(path, flags) as file:
        return read_whole(path, file, limit)


@contextmanager
def opened(path: str, flags: int = 0) -> Iterator[BinaryIO]:
    """Yield a regular file, open to be read. Raises OSError, UnreadableError."""
    flags |= system.READING  # else opening a pipe waits for somebody to write into it
    with open(path, "rb", opener=lambda name, mode: system.open_file(name, mode | flags)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            message = say("{path}: this is a pipe or a device, not a file", path=path)
            raise UnreadableError(message, say("to read from a pipe, name it - and pipe into the command"))
        yield file


def discard(stream: TextIO | None) -> None:
    """Send what a stream still holds nowhere, so that the interpreter's last flush is silent."""
    if stream is not None:
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, stream.fileno())


def read_whole(path: str, file: BinaryIO, limit: int | None = LIMIT) -> bytes:
    """Return all bytes of an open file, up to a limit. Raises OSError, UnreadableError."""
    data = file.read() if limit is None else file.read(limit + 1)
    if limit is not None and len(data) > limit:
        message = say("{path}: the file is larger than {limit} MB", path=path, limit=limit // MEGABYTE)
        hint = say("is it the right file? A task file or a ledger this large is not read; move closed items to another")
        raise UnreadableError(message, hint)
    return data


def _stdin(limit: int | None) -> bytes:
    if sys.stdin is None:
        raise UnreadableError(say("stdin is closed"), say("pipe a task file into the command, or name one with -f"))
    system.prepare(sys.stdin)  # whoever left it non-blocking would have us take the part that is there for the whole
    return read_whole(STDIN, sys.stdin.buffer, limit)
