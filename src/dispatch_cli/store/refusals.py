"""Why the operating system refused to read or write a file, in words."""

from __future__ import annotations

import errno
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dispatch_cli.errors import UnreadableError, UnwritableError
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

_REASONS = {
    errno.EACCES: say("you have no right to do that here"),
    errno.EAGAIN: say("another process is writing it"),
    errno.EPERM: say("it belongs to somebody else, who must make this change"),
    errno.EIO: say("the disk reports an error"),
    errno.ENAMETOOLONG: say("the name is too long"),
    errno.ENOENT: say("there is no such folder"),
    errno.ENOSPC: say("no space is left"),
    errno.ENOTDIR: say("a part of the path is not a folder"),
    errno.EROFS: say("the disk is read-only"),
}

_CHECK = say("check the folder, its rights and the space on the disk")
_RIGHTS = say("ask who keeps the folder for the right to write there; an edit replaces the whole file")
_REMEDIES: dict[int | None, Message] = {
    errno.EACCES: _RIGHTS,
    errno.EPERM: _RIGHTS,
    errno.EAGAIN: say("try again when the other command has ended"),
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
        raise UnreadableError(message, say("check the name and the disk")) from None


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
