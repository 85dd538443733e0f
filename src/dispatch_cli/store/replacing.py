"""The task file is replaced by a finished copy, which shows after a crash what was to come."""

from __future__ import annotations

import errno
import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import DispatchError, UnwritableError
from dispatch_cli.messages import Message, say
from dispatch_cli.store import system
from dispatch_cli.store.copies import finish, remove, sweep
from dispatch_cli.store.creating import other_name
from dispatch_cli.store.locking import Lock, held
from dispatch_cli.store.patience import Patience
from dispatch_cli.store.places import copy_of, lock_of, target_of
from dispatch_cli.store.reading import LIMIT, read_copy
from dispatch_cli.store.refusals import check_size, in_the_way, unwritable
from dispatch_cli.store.rights import rights_of

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dispatch_cli.store.copies import Part

_RIGHTS = say("ask its owner to make this change; nothing was changed")


class Replacement(NamedTuple):
    """A task file that is to hold other bytes, and those that it must still hold then."""

    path: str
    old: bytes
    new: bytes

    def check_unchanged(self, target: Path) -> None:
        """Raise UnwritableError if somebody else has changed the file."""
        with open(target, "rb", opener=system.open_file) as file:
            is_as_it_was = file.read() == self.old
        if not is_as_it_was:
            changed = say("{path}: the file was changed by somebody else just now", path=self.path)
            raise UnwritableError(changed, say("look at it, then give the command again"))


@contextmanager
def editing(replacement: Replacement, patience: Patience) -> Iterator[Path]:
    """Yield the task file, to which nobody else writes meanwhile. Raises UnwritableError."""
    try:
        target = target_of(replacement.path)
        if not os.access(target, os.W_OK):
            raise PermissionError(errno.EACCES, "")
        lock = Lock(lock_of(target), replacement.path, rights_of(target).writers)
    except OSError as error:
        raise unwritable(replacement.path, error) from None
    with held(lock, patience):
        yield target


def make_copy(replacement: Replacement, target: Path) -> tuple[Message, ...]:
    """Lay a finished copy beside the task file; return what must be said of it.

    The copy appears whole: till it does, the one that a crash has left stays. Raises UnwritableError.
    """
    check_size(replacement.path, replacement.new, LIMIT)
    try:
        part = finish(target, replacement.new, rights_of(target))
        try:
            _check(replacement, target, part)
            _take(part.path, copy_of(target))
        except BaseException:
            remove(part.path)
            raise
        return (other_name(replacement.path),) if target.stat().st_nlink > 1 else ()
    except OSError as error:
        raise unwritable(replacement.path, error) from None


def _check(replacement: Replacement, target: Path, part: Part) -> None:
    """Raise UnwritableError where the copy cannot be all that the task file is, or is not made of what this is now."""
    for what in part.missing:
        message = say("{path}: an edit replaces the file, and could not keep {what}", path=replacement.path, what=what)
        raise UnwritableError(message, _RIGHTS)
    replacement.check_unchanged(target)


def _take(part: Path, copy: Path) -> None:
    try:
        system.replace(part, copy)
    except (PermissionError, IsADirectoryError):
        if os.path.lexists(copy):
            raise in_the_way(copy) from None
        raise
    system.sync_folder(copy.parent)


def put_in_place(replacement: Replacement, target: Path) -> None:
    """Let the finished copy take the place of the task file. Raises UnwritableError, and then it has not."""
    try:
        replacement.check_unchanged(target)  # once more: to sync the log took its time
        system.replace(copy_of(target), target)
    except OSError as error:
        raise unwritable(replacement.path, error) from None
    system.sync_folder(target.parent)


def remove_copy(target: Path) -> None:
    """Remove the copy of a command that neither file holds."""
    remove(copy_of(target))


def sweep_list(path: str, stale: bytes | None) -> None:
    """Remove what crashes have left beside a task file; of its copy only one that holds these bytes."""
    with suppress(OSError, DispatchError):  # what was done before is done
        target = target_of(path)
        sweep(target)
        if stale is not None:
            with held(Lock(lock_of(target), path, rights_of(target).writers), Patience(0, lambda _: None)):
                if read_copy(path) == stale:
                    remove_copy(target)
