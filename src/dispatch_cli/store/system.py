"""What differs between systems, and between the file systems of one."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

# A system without one of these has nothing of the kind either: no links to follow, no pipes with a name to wait for.
NO_LINKS, NO_WAIT, BINARY = (getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
READING = os.O_RDONLY | NO_WAIT | BINARY
WRITING = os.O_RDWR | NO_LINKS | NO_WAIT | BINARY
ROOT = 0
# A disk that cannot do something at all, as against one that fails: exFAT, SMB and others have no links, owners, modes.
_UNKNOWN_HERE = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EMLINK}

_HELD_BY_ANOTHER = {errno.EACCES, errno.EAGAIN, errno.EDEADLK, errno.EWOULDBLOCK}


def me() -> int | None:
    """Return the number of the user who runs the program; None where users have no numbers."""
    return os.geteuid() if hasattr(os, "geteuid") else None


def user_name(number: int) -> str:
    """Return the name of a user, or the number where nobody has it."""
    with suppress(ImportError, KeyError):
        import pwd

        return pwd.getpwuid(number).pw_name
    return f"{number}"


def lock(descriptor: int) -> bool:
    """Lock an open file for this process alone until it is closed; say whether nobody else holds it. Raises OSError.

    The descriptor is open for writing: NFS locks no other. Nobody reads the file: SMB and Windows let nobody.
    """
    try:
        _lock(descriptor)
    except OSError as error:
        if error.errno in _HELD_BY_ANOTHER:
            return False
        raise
    return True


# `filelock` cannot give its file the rights of the log, and takes a share that keeps no locks for one that is locked.
if sys.platform == "win32":

    def _lock(descriptor: int) -> None:
        import msvcrt

        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)

else:

    def _lock(descriptor: int) -> None:
        import fcntl

        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


def is_impossible(error: OSError) -> bool:
    """Say whether the system refused because there is no such thing here, or not for this user."""
    return error.errno in _UNKNOWN_HERE


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
