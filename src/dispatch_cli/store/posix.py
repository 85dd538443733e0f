"""What Linux, macOS and other POSIX systems do. `windows` has the same names; what each means stands here."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from dispatch_cli.store.refusals import is_impossible

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Mapping
    from pathlib import Path
    from typing import TextIO

_HELD_BY_ANOTHER = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK}
# Where mail programs lie; cron's PATH knows neither.
_MORE_PATH = ("/usr/sbin", "/usr/local/sbin", "/sbin", "/usr/local/bin")

# How a program is begun that can be ended with all that it begins.
APART: Mapping[str, Any] = {"start_new_session": True}
MOST_PROCESSES = 1 << 16  # that one process can wait for: any number
# What opens, replaces and removes files. Raises OSError.
open_file, replace, unlink, read_link = os.open, os.replace, os.unlink, os.readlink


def me() -> int | None:
    """Return the number of the user who runs the program; None where users have no numbers."""
    return os.geteuid()


def user_name(number: int) -> str:
    """Return the name of a user, or the number where nobody has it."""
    with suppress(ImportError, KeyError):
        import pwd

        return pwd.getpwuid(number).pw_name
    return f"{number}"


def lock(descriptor: int) -> bool:
    """Lock an open file for this process alone until it is closed; say whether nobody else holds it. Raises OSError.

    The descriptor is open for writing: NFS locks no other. Nobody reads the file: SMB lets nobody.
    """
    import fcntl

    try:
        # `filelock` cannot give its file the rights of the log, and takes a share without locks for a locked one.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError as error:
        if error.errno in _HELD_BY_ANOTHER:
            return False
        raise
    return True


def remove_locked(file: Path, descriptor: int) -> None:
    """Remove a file that is locked, then close it. Raises OSError where it could not be removed."""
    try:
        file.unlink()
    finally:
        with suppress(OSError):
            os.close(descriptor)


def sync_folder(folder: Path) -> None:
    """Sync a folder, where the system can do that; what is done is done all the same."""
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def place_new(part: Path, path: Path) -> None:
    """Give a finished file its name, which no other file may have. Raises FileExistsError, OSError."""
    try:
        os.link(part, path)
    except OSError as error:
        if not is_impossible(error):
            raise
        if os.path.lexists(path):
            raise FileExistsError(errno.EEXIST, "") from None
        part.rename(path)
    else:
        with suppress(OSError):  # the next run removes it
            part.unlink()


def is_reserved(path: str) -> bool:  # noqa: ARG001
    """Say whether the system keeps the name of a file for itself."""
    return False


def prepare(stream: TextIO) -> None:
    """Let a stream take all that is written, however slow its reader is, and colours where a terminal has them."""
    with suppress(OSError, ValueError):
        os.set_blocking(stream.fileno(), True)  # else a slow reader gets only a part


def is_reader_gone(error: BaseException) -> bool:
    """Say whether a pipe could not be written to because nobody reads it any more."""
    return isinstance(error, BrokenPipeError)


def locale() -> str:
    """Return the locale that the system itself is set to, where no variable says one; "" where there is none."""
    return ""


def find_program(name: str) -> str | None:
    """Return the program of that name; None where there is none."""
    import shutil

    return shutil.which(name, path=os.pathsep.join([os.environ.get("PATH", os.defpath), *_MORE_PATH]))


def end_all(process: subprocess.Popen[bytes]) -> None:
    """End a program that was begun apart, and all that it has begun."""
    import signal

    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()


def is_crash(status: int) -> bool:  # noqa: ARG001
    """Say whether the status of a program, which is no signal's, says that it crashed."""
    return False
