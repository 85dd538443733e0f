"""Reading files and stdin, whole and bounded; and silencing a stream that nobody reads."""

from __future__ import annotations

import os
import stat
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.errors import UnreadableError
from dispatch_cli.messages import Message, say
from dispatch_cli.store.refusals import explained

if TYPE_CHECKING:
    from typing import BinaryIO, TextIO

MEGABYTE = 1 << 20
LIMIT = 64 * MEGABYTE
STDIN = "-"


def read(path: str, absent: Message) -> bytes:
    """Return the bytes of a regular file, or of stdin for `-`.

    Raises UnreadableError; `absent` is the remedy when there is no such file.
    """
    with explained(path, absent):
        return _stdin() if path == STDIN else contents(path)


def read_if_any(path: str) -> bytes:
    """Return the bytes of a file, or none where there is no such file. Raises UnreadableError."""
    with explained(path, say("name another with --log")):
        try:
            return contents(path)
        except FileNotFoundError:
            if Path(path).is_symlink():  # a link that leads nowhere was meant to lead somewhere
                raise
            return b""


def contents(path: str, flags: int = 0) -> bytes:
    """Return the bytes of a regular file, opened with these flags. Raises OSError, UnreadableError."""
    flags |= os.O_NONBLOCK  # else opening a pipe waits for somebody to write into it
    with open(path, "rb", opener=lambda name, mode: os.open(name, mode | flags)) as file:
        if not stat.S_ISREG(os.fstat(file.fileno()).st_mode):
            message = say("{path}: this is a pipe or a device, not a file", path=path)
            raise UnreadableError(message, say("to read from a pipe, name it - and pipe into the command"))
        return _read_whole(path, file)


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


def read_copy(path: str) -> bytes | None:
    """Return the copy of a task file that somebody is writing, or that a crash has left; None where there is none."""
    with suppress(OSError, UnreadableError):
        return contents(str(copy_of(Path(os.path.realpath(path)))), os.O_NOFOLLOW)
    return None


def copy_of(target: Path) -> Path:
    """Return where the finished copy of a task file lies."""
    return target.with_name(f".{target.name}.new")
