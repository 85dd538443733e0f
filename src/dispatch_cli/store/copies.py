"""Finished copies: new bytes are written beside a file and synced, and only then get its name."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import UnwritableError
from dispatch_cli.store import system
from dispatch_cli.store.locking import Lock, held, remove_if_free
from dispatch_cli.store.patience import Patience
from dispatch_cli.store.places import lock_of, part_of
from dispatch_cli.store.refusals import in_the_way
from dispatch_cli.store.rights import give

if TYPE_CHECKING:
    from pathlib import Path

    from dispatch_cli.messages import Message
    from dispatch_cli.store.rights import Rights

_AS_ANY, _PRIVATE = 0o666, 0o600


class Part(NamedTuple):
    """A finished copy under a name of its own, and what of the rights it could not be given."""

    path: Path
    missing: tuple[Message, ...]


def finish(target: Path, data: bytes, rights: Rights | None) -> Part:
    """Write and sync the bytes that a file is to hold, with these rights or those that any new file gets.

    Whoever calls holds the lock of the file. Raises OSError, UnwritableError.
    """
    path = part_of(target)
    descriptor = _begun(path, _AS_ANY if rights is None else _PRIVATE)
    try:
        write_whole(descriptor, data)
        missing = give(descriptor, rights) if rights else ()
        os.fsync(descriptor)
    except BaseException:
        with suppress(OSError):
            os.close(descriptor)
        remove(path)
        raise
    try:
        os.close(descriptor)  # some network shares say only now that they have not kept it
    except OSError:
        remove(path)
        raise
    return Part(path, missing)


def _begun(path: Path, mode: int) -> int:
    """Open a new file, in the place of what a crash may have left. Raises OSError, UnwritableError."""
    try:
        with suppress(FileNotFoundError):
            system.unlink(path)
        return system.open_file(path, system.WRITING | os.O_CREAT | os.O_EXCL, mode)
    except OSError:
        if os.path.lexists(path):
            raise in_the_way(path) from None
        raise


def write_whole(descriptor: int, data: bytes) -> None:
    """Write all of the bytes; the system may take only a part at a time. Raises OSError."""
    rest = memoryview(data)
    while rest:
        rest = rest[os.write(descriptor, rest) :]


def remove(path: Path) -> bool:
    """Remove a file that is not used; say whether it is gone. If it is not, the next writer removes it."""
    try:
        system.unlink(path)
    except FileNotFoundError:
        return True
    except OSError:
        return False
    return True


def sweep(target: Path) -> None:
    """Remove what crashes have left of the writing of a file, unless somebody writes it now."""
    with suppress(OSError, ValueError, UnwritableError):
        if os.path.lexists(part_of(target)):
            with held(Lock(lock_of(target), f"{target}"), Patience(0, lambda _: None)):
                remove(part_of(target))
        remove_if_free(lock_of(target))
