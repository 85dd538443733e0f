"""Why the operating system refused to read or write a file, in words."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dispatch_cli.errors import HalfDoneError, UnlockableError, UnreadableError, UnwritableError
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

MEGABYTE = 1 << 20
# A disk that cannot do something at all, as against one that fails: exFAT, SMB and others have no links, owners, modes.
_UNKNOWN_HERE = {errno.EPERM, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL, errno.EMLINK}
_REASONS = {
    errno.EACCES: say("you have no right to do that here"),
    errno.EAGAIN: say("another process is writing it"),
    errno.EBUSY: say("the system uses it, such as a file that is mounted by itself"),
    errno.EDQUOT: say("your part of the disk is used up"),
    errno.EPERM: say("it belongs to somebody else, who must make this change"),
    errno.EIO: say("the disk reports an error"),
    errno.ENAMETOOLONG: say("the name is too long"),
    errno.ENOENT: say("there is no such folder"),
    errno.ENOLCK: say("no service for locks is running"),
    errno.ENOSPC: say("no space is left"),
    errno.ENOTDIR: say("a part of the path is not a folder"),
    errno.EOPNOTSUPP: say("the file system cannot do that"),
    errno.EROFS: say("the disk is read-only"),
    errno.ETXTBSY: say("another program holds it"),
}

_CHECK = say("check the folder, its rights and the space on the disk")
_RIGHTS = say("ask who keeps the folder for the right to write there; an edit replaces the whole file")
_CLOSE_IT = say("close it in the other program (Excel, WPS, a sync client, a scanner), then give the command again")
_REMEDIES: dict[int | None, Message] = {
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EAGAIN: say("try again when the other command has ended"),
    errno.EBUSY: say("mount its folder instead, or give the command where the file itself lies"),
    errno.ETXTBSY: _CLOSE_IT,
}


@contextmanager
def explained(path: str, absent: Message) -> Iterator[None]:
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
        is_held = isinstance(error, OSError) and error.errno == errno.ETXTBSY
        raise UnreadableError(message, _CLOSE_IT if is_held else say("check the name and the disk")) from None


def unwritable(path: str, error: Exception) -> UnwritableError:
    """Return the error for a file that could not be written."""
    message = say("{path}: the file cannot be written: {reason}", path=path, reason=reason(error))
    number = error.errno if isinstance(error, OSError) else None
    return UnwritableError(message, _REMEDIES.get(number, _CHECK))


def reason(error: Exception) -> Message | str:
    """Return why the operating system refused, in words where it is a usual reason."""
    number = error.errno if isinstance(error, OSError) else None
    if number in _REASONS:
        return _REASONS[number]
    return (isinstance(error, OSError) and error.strerror) or str(error)


def is_impossible(error: OSError) -> bool:
    """Say whether the system refused because there is no such thing here, or not for this user."""
    return error.errno in _UNKNOWN_HERE


def reserved(path: str) -> UnwritableError:
    """Return the error for a name under which Windows keeps no file."""
    message = say("{path}: Windows keeps this name for itself, or would cut off its end", path=path)
    return UnwritableError(message, say("name another file"))


def in_the_way(path: Path) -> UnwritableError:
    """Return the error for what lies where this program writes a file of its own, and may not be removed."""
    message = say("{path}: this is in the way, and this program did not make it or may not remove it", path=f"{path}")
    return UnwritableError(message, say("remove it if nobody is writing, or ask its owner to; nothing was changed"))


def planted(path: str, where: Path) -> UnwritableError:
    """Return the error for a link or a file that others may have laid where somebody was going to write."""
    message = say(
        "{path}: somebody else has laid {where} there, in a folder where others may write", path=path, where=f"{where}"
    )
    return UnwritableError(message, say("name the file itself if you trust it, or another one; nothing was changed"))


def unlockable(path: Path, error: OSError) -> UnlockableError:
    """Return the error for a folder in which no file can be locked, as on some network shares."""
    message = say("{path}: nothing can be locked in this folder: {reason}", path=f"{path}", reason=reason(error))
    hint = say(
        "ask who keeps the network share to switch locks on (NFS has a service for them), "
        "or keep the list and its log on a disk of this machine; nothing was changed"
    )
    return UnlockableError(message, hint)


def half_done(path: str, error: UnwritableError) -> HalfDoneError:
    """Return the error for a command that the task file lacks and that cannot be taken out of the log again."""
    message = say(
        "{path}: half done: the log holds this command, the task file does not ({why})", path=path, why=error.message
    )
    return HalfDoneError(message, say("give the same command again to finish it, or run `dispatch undo`"))


def half_written(path: str, error: OSError) -> HalfDoneError:
    """Return the error for lines of which the log may hold a part that cannot be taken away."""
    message = say(
        "{path}: writing failed, and what was written cannot be taken away again: {reason}",
        path=path,
        reason=reason(error),
    )
    return HalfDoneError(message, say("`dispatch history` and `dispatch lint` say what of it counts"))


def left_behind(path: str, error: UnwritableError) -> HalfDoneError:
    """Return the error for a file that was written for another one that could not be, and cannot be taken away."""
    message = say("{path}: this was written, and cannot be taken away again ({why})", path=path, why=error.message)
    return HalfDoneError(message, say("give the command again"))


def check_size(path: str, data: bytes, limit: int) -> None:
    """Raise UnwritableError for what could not be read again."""
    if len(data) > limit:
        message = say("{path}: the task file would be larger than {limit} MB", path=path, limit=limit // MEGABYTE)
        raise UnwritableError(message, say("move closed items to another list first"))
