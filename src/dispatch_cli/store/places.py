"""Where things lie: the file that a path leads to, and beside it the files that are there while one writes.

While a file NAME is written, `.NAME.lock` is held by who writes, `.NAME.part` is what is not yet whole, and
`.NAME.new` the finished copy of a task file. All of them go again; what a crash leaves, the next writer removes.
`.NAME.meeting` of a log stays until its meeting is written or discarded.
"""

from __future__ import annotations

import errno
import os
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.store import system

if TYPE_CHECKING:
    from collections.abc import Iterator

_MOST_LINKS = 40
_LONGEST = 240  # bytes of a name, which may have 255 with what is added
_NO_LINK = {errno.EINVAL, errno.ENOENT}
_OTHERS_WRITE, _ALL_WRITE, _STICKY = 0o022, 0o002, 0o1000


def way_to(path: str) -> Iterator[Path]:
    """Yield each link on the way to a file, and at last the file itself, be there one or not. Raises OSError."""
    here = Path(path)
    for _ in range(_MOST_LINKS):
        yield here
        try:
            here = here.parent / system.read_link(here)
        except OSError as error:
            if error.errno in _NO_LINK:
                return
            raise
    raise OSError(errno.ELOOP, os.strerror(errno.ELOOP))


def target_of(path: str) -> Path:
    """Return the file that a path leads to, itself where it is no link. Raises OSError."""
    *_, target = way_to(path)
    return target


def is_other_file(path: str, other: str) -> bool:
    """Say whether a file lies at the first path that is not the one at the second."""
    try:
        return Path(path).exists() and not (Path(other).exists() and Path(path).samefile(other))
    except (OSError, ValueError):
        return False


def names_beside(path: str) -> list[str]:
    """Return the names in the folder of a file; none where they cannot be read."""
    try:
        return os.listdir(Path(path).parent)  # noqa: PTH208 only the names are wanted
    except (OSError, ValueError):
        return []


def lock_of(target: Path) -> Path:
    """Return the file that is held by who writes another."""
    return _beside(target, "lock")


def turn_of(log: Path) -> Path:
    """Return the file that is held by who sends what a log remembers."""
    return _beside(log, "sending")


def meeting_of(log: Path) -> Path:
    """Return the file that keeps what is said in a meeting until the log has it."""
    return _beside(log, "meeting")


def part_of(target: Path) -> Path:
    """Return the file in which the new bytes of another are being written."""
    return _beside(target, "part")


def copy_of(target: Path) -> Path:
    """Return the finished copy that is to take the place of a task file."""
    return _beside(target, "new")


def _beside(target: Path, end: str) -> Path:
    name = os.fsencode(target.name)
    return target.with_name(f".{target.name if len(name) <= _LONGEST else _short(name)}.{end}")


def _short(name: bytes) -> str:
    from hashlib import sha256

    return sha256(name).hexdigest()


def is_planted(path: Path) -> bool:
    """Say whether somebody else may have laid a link or a file here for others to write to. Raises OSError.

    A link counts where others may write in its folder, a file only where everybody may and none may remove it
    (as in /tmp): the rules of Linux for links and files in such folders (proc(5), `protected_symlinks`).
    """
    me = system.me()
    if me is None:
        return False
    here, folder = path.lstat(), path.parent.stat()
    if path.is_symlink():
        return bool(folder.st_mode & _OTHERS_WRITE) and here.st_uid not in {me, system.ROOT, folder.st_uid}
    open_to_all = folder.st_mode & _STICKY and folder.st_mode & _ALL_WRITE
    return bool(open_to_all) and here.st_uid not in {me, folder.st_uid}
