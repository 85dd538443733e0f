"""What Windows does; what each name means stands in `posix`.

Files have no owners and no modes here, only rights that a new file takes over from its folder. A file that is open can
be neither replaced nor removed, and who opens it may keep others from it: a scanner, an office program, a sync client.
So whatever is refused for that reason is tried again for a while.
"""

from __future__ import annotations

import errno
import os
import re
import sys
import time
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

if TYPE_CHECKING:
    import subprocess
    from collections.abc import Callable, Mapping
    from typing import TextIO

if TYPE_CHECKING and sys.platform != "win32":
    raise ImportError  # `mypy --platform win32` looks at what follows

_Result = TypeVar("_Result")
_TRIES, _PAUSE = 60, 0.05  # of what another program hinders: three seconds
_SHORTLY = 5  # tries of what is refused at the moment in which another process removes or replaces the file
_SHARING, _LOCKED = 32, 33  # Windows' numbers for a file that another program holds, and for a part of one
_SHARE_ALL, _OPEN_EXISTING, _READ_AND_DELETE = 7, 3, 0x80010000
_NOWHERE = -1
_FAR = 0x7FFF_0000  # the byte that is locked: locks bind readers too, and nobody reads so far
_HELD_BY_ANOTHER = {errno.EACCES, errno.EDEADLK, 0}  # Wine leaves it at 0
# https://learn.microsoft.com/windows/win32/fileio/naming-a-file
_RESERVED = re.compile(r"(con|prn|aux|nul|conin\$|conout\$|(com|lpt)[1-9¹²³])\s*(\..*)?|.*[. ]", re.IGNORECASE)
_HANDLES = {1: -11, 2: -12}  # of stdout and stderr, by their descriptors
_COLOURS = 4  # ENABLE_VIRTUAL_TERMINAL_PROCESSING
MOST_PROCESSES = 61
_FIRST_CRASH = 0x8000_0000
# CREATE_NEW_PROCESS_GROUP, CREATE_NO_WINDOW: away from the Ctrl-C of this one.
APART: Mapping[str, Any] = {"creationflags": 0x0000_0200 | 0x0800_0000}


def me() -> int | None:
    """Return None: users have no numbers."""
    return None


def user_name(number: int) -> str:
    """Return the number: nobody has it."""
    return f"{number}"


def _patiently(act: Callable[[], _Result], *paths: str | Path) -> _Result:
    """Do what another program may hinder that holds one of these files; it is tried for three seconds. Raises OSError.

    A file that is held all the time is an ETXTBSY, which is no lack of rights.
    """
    for number in range(_TRIES):
        try:
            return act()
        except PermissionError:
            if number >= _SHORTLY and not any(map(_is_held, paths)):
                raise
        time.sleep(_PAUSE)
    raise OSError(errno.ETXTBSY, os.strerror(errno.ETXTBSY))


def _is_held(path: str | Path) -> bool:
    """Say whether another program holds a file, so that it can be neither read nor removed."""
    import ctypes

    kernel = ctypes.WinDLL("kernel32", use_last_error=True)
    kernel.CreateFileW.restype = ctypes.c_ssize_t
    handle = kernel.CreateFileW(f"{path}", _READ_AND_DELETE, _SHARE_ALL, None, _OPEN_EXISTING, 0, None)
    if handle == _NOWHERE:
        return ctypes.get_last_error() in {_SHARING, _LOCKED}
    kernel.CloseHandle(ctypes.c_ssize_t(handle))
    return False


def open_file(path: str | Path, flags: int, mode: int = 0o777) -> int:
    """Open a file."""
    return _patiently(partial(os.open, path, flags, mode), path)


def replace(part: Path, path: Path) -> None:
    """Let a finished file take the place of another."""
    _patiently(partial(os.replace, part, path), part, path)


def unlink(path: Path) -> None:
    """Remove a file."""
    _patiently(partial(os.unlink, path), path)


def read_link(path: Path) -> str:
    """Return where a link leads. A file that a sync client has yet to fetch is marked as a link is, and is none."""
    if not os.path.islink(path):  # noqa: PTH114
        raise OSError(errno.EINVAL, os.strerror(errno.EINVAL))
    return os.readlink(path).removeprefix("\\\\?\\")  # noqa: PTH115


def lock(descriptor: int) -> bool:
    """Lock a byte of an open file until it is closed; say whether nobody else holds it. Raises OSError."""
    import msvcrt

    os.lseek(descriptor, _FAR, os.SEEK_SET)
    try:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
    except OSError as error:
        if error.errno in _HELD_BY_ANOTHER:
            return False
        raise
    return True


def remove_locked(file: Path, descriptor: int) -> None:
    """Close a file that is locked, then remove it. Raises OSError.

    That somebody else has locked it in between keeps it: what is open is not removed.
    """
    os.close(descriptor)
    for _ in range(_SHORTLY):
        with suppress(PermissionError):
            os.unlink(file)  # noqa: PTH108 as the rest of the module
            return
        time.sleep(_PAUSE)


def sync_folder(folder: Path) -> None:
    """Do nothing: a folder cannot be synced, and its file system keeps a journal."""


def place_new(part: Path, path: Path) -> None:
    """Give a finished file its name, which no other file may have. Raises FileExistsError, OSError."""
    _patiently(partial(os.rename, part, path), part)


def is_reserved(path: str) -> bool:
    """Say whether Windows keeps the name of a file for a device, or would cut off its end."""
    return bool(_RESERVED.fullmatch(Path(path).name))


def prepare(stream: TextIO) -> None:
    """Let a console show colours by sequences, as it does from Windows 10 on, where it is asked to."""
    with suppress(OSError, ValueError):
        if stream.isatty() and stream.fileno() in _HANDLES:
            _ask_for_colours(_HANDLES[stream.fileno()])


def _ask_for_colours(number: int) -> None:
    import ctypes

    kernel, mode = ctypes.WinDLL("kernel32"), ctypes.c_ulong()
    kernel.GetStdHandle.restype = ctypes.c_ssize_t
    handle = ctypes.c_ssize_t(kernel.GetStdHandle(number))
    if kernel.GetConsoleMode(handle, ctypes.byref(mode)):
        kernel.SetConsoleMode(handle, mode.value | _COLOURS)


def is_reader_gone(error: BaseException) -> bool:
    """Say whether a pipe has no reader; Windows calls that an invalid argument too."""
    return isinstance(error, OSError) and error.errno in {errno.EPIPE, errno.EINVAL}


def locale() -> str:
    """Return the locale of the language in which Windows speaks to this user, such as `zh_CN`."""
    import ctypes
    from locale import windows_locale

    return windows_locale.get(ctypes.WinDLL("kernel32").GetUserDefaultUILanguage(), "")


def find_program(name: str) -> str | None:
    """Return the program of that name, `git` being git.exe; never one that lies in the current folder by chance."""
    ends = os.environ.get("PATHEXT", ".EXE;.BAT;.CMD").upper().split(";")
    if os.path.dirname(name):  # noqa: PTH120
        folders = [""]
    else:
        folders = [folder for folder in os.environ.get("PATH", "").split(";") if os.path.isabs(folder)]  # noqa: PTH117
    tried = (os.path.join(folder, name + end) for folder in folders for end in ("", *ends))  # noqa: PTH118
    return next((path for path in tried if path.upper().endswith(tuple(ends)) and os.path.isfile(path)), None)  # noqa: PTH113


def end_all(process: subprocess.Popen[bytes]) -> None:
    """End a program and all that it has begun."""
    import subprocess

    killer = os.path.join(os.environ.get("SYSTEMROOT", r"C:\Windows"), "System32", "taskkill.exe")  # noqa: PTH118
    with suppress(OSError, subprocess.SubprocessError):
        command = [killer, "/T", "/F", "/PID", f"{process.pid}"]
        subprocess.run(command, stdin=subprocess.PIPE, capture_output=True, check=False, timeout=5)  # noqa: S603
    process.kill()
    process.wait()


def is_crash(status: int) -> bool:
    """Say whether the status of a program is one that Windows gives to those that crash."""
    return status >= _FIRST_CRASH
