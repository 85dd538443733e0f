"""Who may write or read a file: read as facts, and judged as ssh and cron judge what they take from somebody."""

from __future__ import annotations

import os
import stat
from shlex import quote
from typing import NamedTuple

from dispatch_cli.messages import Message, say
from dispatch_cli.store import system
from dispatch_cli.store.places import target_of
from dispatch_cli.store.reading import opened, read_whole
from dispatch_cli.store.refusals import explained


class Writable(NamedTuple):
    """A file or a folder, and who may write and read it: its owner, and whom its mode lets.

    An access control list lets nobody write whom the group's part of the mode does not let (acl(5)).
    """

    path: str
    owner: int
    mode: int

    @property
    def is_open(self) -> bool:
        """Say whether others than the owner may change it; in a sticky folder they cannot touch what is not theirs."""
        guards_files = stat.S_ISDIR(self.mode) and self.mode & stat.S_ISVTX
        return bool(self.mode & (stat.S_IWGRP | stat.S_IWOTH)) and not guards_files


def read_and_look(path: str, absent: Message) -> tuple[bytes, tuple[Writable, ...]]:
    """Return the bytes of a file, and through whose hands they may have gone: the file's, those of its folder.

    The file is the one that was read, where a link leads; nobody can lay another one in its place in between.
    Raises UnreadableError.
    """
    with explained(path, absent), opened(path) as file:
        data, status = read_whole(path, file), os.fstat(file.fileno())
        target = target_of(path)
        return data, (_writable(f"{target}", status), _writable(f"{target.parent}", target.parent.stat()))


def _writable(path: str, status: os.stat_result) -> Writable:
    return Writable(path, status.st_uid, status.st_mode)


class Doubt(NamedTuple):
    """Why a file may say what others want, and what to do."""

    why: Message
    remedy: Message


def doubt(writable: tuple[Writable, ...], me: int | None = None) -> Doubt | None:
    """Return why somebody else than a user and root may have written the first of these; None where nobody may.

    `me` is the number of that user, by default who runs the program; a system without such numbers knows no doubt.
    """
    me = system.me() if me is None else me
    for each in writable if me is not None else ():
        if each.owner not in {me, system.ROOT}:
            return _others(each)
        if each.is_open:
            remedy = say("run `chmod go-w {path}`", path=quote(each.path))
            return Doubt(say("others than its owner may write to {path}", path=each.path), remedy)
    return None


def exposure(seen: tuple[Writable, ...], me: int | None = None) -> Doubt | None:
    """Return why somebody else than a user and root may read the first of these; None where nobody may."""
    me = system.me() if me is None else me
    file = seen[0]
    if me is None:
        return None
    if file.owner not in {me, system.ROOT}:
        return _others(file)
    if file.mode & (stat.S_IRWXG | stat.S_IRWXO):
        remedy = say("run `chmod 600 {path}`", path=quote(file.path))
        return Doubt(say("others than its owner may read {path}", path=file.path), remedy)
    return None


def _others(each: Writable) -> Doubt:
    user = system.user_name(each.owner)
    why = say("{path} belongs to the user {user}", path=each.path, user=user)
    return Doubt(why, say("let the user {user} run it", user=user))
