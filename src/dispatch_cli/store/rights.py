"""Who may do what with a file: kept when it is replaced, and taken over by what is new beside it."""

from __future__ import annotations

import os
import stat
import struct
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, say
from dispatch_cli.store import system
from dispatch_cli.store.refusals import is_impossible

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

_ACCESS_LIST = "system.posix_acl_access"
_OF_THE_SYSTEM = ("security.", "trusted.")  # labels that it sets by itself; who may not keep them misses nothing
_GROUP, _OTHERS, _PLAIN = 0o070, 0o007, 0o777
_READ_WRITE, _MAY_WRITE = 6, 2
_HEAD, _ENTRY = struct.Struct("<I"), struct.Struct("<HHI")


class Rights(NamedTuple):
    """Owner, group and mode of a file, and what is attached to it by name, such as its access control list."""

    owner: int
    group: int
    mode: int
    attributes: tuple[tuple[str, bytes], ...] = ()

    @property
    def access(self) -> Rights:
        """Return who may read and write, without whatever else is attached."""
        return self._replace(attributes=tuple(each for each in self.attributes if each[0] == _ACCESS_LIST))

    @property
    def writers(self) -> Rights:
        """Return the rights of a file that nobody may even open who may not write one with these."""
        writing = self.mode & (stat.S_IWUSR | stat.S_IWGRP | stat.S_IWOTH)
        lists = tuple((name, _writers_only(value)) for name, value in self.access.attributes)
        return Rights(self.owner, self.group, writing | writing << 1, lists)


def _writers_only(access_list: bytes) -> bytes:
    """Return an access control list (acl(5), version 2) in which who may not write may not read either."""
    entries = _ENTRY.iter_unpack(access_list[_HEAD.size :])
    reading = (_ENTRY.pack(kind, _READ_WRITE if may & _MAY_WRITE else 0, who) for kind, may, who in entries)
    return access_list[: _HEAD.size] + b"".join(reading)


def rights_of(file: int | Path) -> Rights:
    """Return the rights of a file. Raises OSError."""
    status = os.fstat(file) if isinstance(file, int) else file.stat()
    attributes = tuple((name, os.getxattr(file, name)) for name in _names(file))
    return Rights(status.st_uid, status.st_gid, stat.S_IMODE(status.st_mode), attributes)


def _names(file: int | Path) -> list[str]:
    """Return the names of what is attached to a file; none where nothing can be attached. Raises OSError."""
    if not hasattr(os, "listxattr"):
        return []
    try:
        return os.listxattr(file)
    except OSError as error:
        if is_impossible(error):
            return []
        raise


def give(descriptor: int, rights: Rights) -> tuple[Message, ...]:
    """Give an open file these rights; return what this user, or this disk, could not give. Raises OSError."""
    if system.me() is None:
        return ()  # a system without owners gives a new file the rights of its folder
    now = os.fstat(descriptor)
    has_group = now.st_gid == rights.group or _tried(partial(os.fchown, descriptor, -1, rights.group))
    has_owner = now.st_uid == rights.owner or _tried(partial(os.fchown, descriptor, rights.owner, -1))
    # What the old group might do, another must not come to do.
    mode = rights.mode if has_group else rights.mode & ~_GROUP | (rights.mode & _OTHERS) << 3
    attributes = rights.attributes if has_group else ()
    given = (
        (has_owner, say("its owner")),
        (has_group, say("its group")),
        (_attach(descriptor, attributes) and attributes == rights.attributes, say("its access list or attributes")),
        (_set_mode(descriptor, mode if has_owner else mode & _PLAIN), say("its mode")),
    )
    return tuple(what for is_given, what in given if not is_given)


def _attach(descriptor: int, attributes: tuple[tuple[str, bytes], ...]) -> bool:
    """Attach to an open file what is given, and no access list of its folder's; say whether all was possible."""
    if _ACCESS_LIST in {*_names(descriptor)} - {name for name, _ in attributes}:
        os.removexattr(descriptor, _ACCESS_LIST)
    missed = [name for name, value in attributes if not _tried(partial(os.setxattr, descriptor, name, value))]
    return all(name.startswith(_OF_THE_SYSTEM) for name in missed)


def _set_mode(descriptor: int, mode: int) -> bool:
    now = stat.S_IMODE(os.fstat(descriptor).st_mode)
    return now == mode or _tried(partial(os.fchmod, descriptor, mode))


def _tried(change: Callable[[], None]) -> bool:
    """Make a change; say whether it was possible. Raises OSError where something else went wrong."""
    try:
        change()
    except OSError as error:
        if is_impossible(error):
            return False
        raise
    return True
