"""Files that commands make: new ones, and those that `-o` names, whole or not at all."""

from __future__ import annotations

import errno
import os
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.errors import UnlockableError, UnwritableError
from dispatch_cli.messages import Message, say
from dispatch_cli.store import system
from dispatch_cli.store.copies import finish, remove, sweep, write_whole
from dispatch_cli.store.locking import Lock, held
from dispatch_cli.store.patience import Patience
from dispatch_cli.store.places import is_planted, lock_of, way_to
from dispatch_cli.store.reading import LIMIT
from dispatch_cli.store.refusals import check_size, left_behind, planted, reserved, unwritable
from dispatch_cli.store.rights import rights_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.store.rights import Rights

_SECONDS = 30  # that one waits for another who writes a file of the same name


def create(path: str, data: bytes) -> None:
    """Write a new file; never touch one that exists. Raises UnwritableError."""
    try:
        _create(path, Path(path), data)
    except FileExistsError:
        message = say("{path}: the file exists and is left as it is", path=path)
        raise UnwritableError(message, say("name a new file, or edit this one")) from None
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def _create(path: str, target: Path, data: bytes) -> None:
    check_size(path, data, LIMIT)
    if system.is_reserved(path):
        raise reserved(path)
    if os.path.lexists(target):
        sweep(target)
        raise FileExistsError(errno.EEXIST, "")
    with _alone(path, target, None):
        begin(target, data, None)


def begin(target: Path, data: bytes, rights: Rights | None) -> None:
    """Write a new file with these rights; whoever calls holds its lock. Raises FileExistsError, OSError."""
    part = finish(target, data, rights)
    try:
        system.place_new(part.path, target)
    except BaseException:
        remove(part.path)
        raise
    system.sync_folder(target.parent)


def create_both(path: str, data: bytes, beside: str, more: bytes) -> None:
    """Write a new file, and first another beside it unless there is one: both or neither. Raises UnwritableError."""
    if not Path(path).parent.is_dir():  # else it is the other file that could not be written
        raise unwritable(path, FileNotFoundError(errno.ENOENT, ""))
    is_new = not os.path.lexists(beside) and not os.path.lexists(path)
    if is_new:
        create(beside, more)
    else:
        sweep(Path(beside))
    try:
        create(path, data)
    except UnwritableError as error:
        if is_new and not remove(Path(beside)):
            raise left_behind(beside, error) from None
        raise


def save(path: str, data: bytes) -> tuple[Message, ...]:
    """Write a file whole, in place of the one that may be there, or leave that as it is.

    Returns what could not be kept of the older one. Raises UnwritableError.
    """
    if system.is_reserved(path):
        raise reserved(path)
    try:
        if Path(path).exists() and not Path(path).is_file():
            _pour(path, data)
            return ()
        return _replace(path, _trusted(path), data)
    except (OSError, ValueError) as error:
        raise unwritable(path, error) from None


def _trusted(path: str) -> Path:
    """Return the file that a path leads to. Raises OSError, UnwritableError where others may have led it there."""
    *links, target = way_to(path)
    for each in (*links, *([target] if os.path.lexists(target) else [])):
        if is_planted(each):
            raise planted(path, each)
    return target


def _pour(path: str, data: bytes) -> None:
    """Write to a device, or to a pipe with a name."""
    descriptor = system.open_file(path, os.O_WRONLY | system.BINARY)
    try:
        write_whole(descriptor, data)
    finally:
        os.close(descriptor)


def _replace(path: str, target: Path, data: bytes) -> tuple[Message, ...]:
    """Let a finished copy with the rights of the file take its place."""
    is_there = os.path.lexists(target)
    if is_there and not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "")
    rights = rights_of(target) if is_there else None
    has_other_names = is_there and target.stat().st_nlink > 1
    with _alone(path, target, rights):
        part = finish(target, data, rights)
        try:
            system.replace(part.path, target)
        except BaseException:
            remove(part.path)
            raise
        system.sync_folder(target.parent)
    notices = [say("{path}: could not be kept: {what}", path=path, what=what) for what in part.missing]
    return (*notices, *([other_name(path)] if has_other_names else []))


def other_name(path: str) -> Message:
    """Return what is to be said where a file that was replaced had another name, which is another file now."""
    return say("{path}: this file has another name too (a hard link), and what lies there stays as it was", path=path)


@contextmanager
def _alone(path: str, target: Path, rights: Rights | None) -> Iterator[None]:
    """Let nobody else write the file meanwhile, where its folder knows locks. Raises UnwritableError."""
    lock = Lock(lock_of(target), path, rights and rights.writers)
    with ExitStack() as stack:
        with suppress(UnlockableError):
            stack.enter_context(held(lock, Patience(_SECONDS, lambda _: None)))
        yield
