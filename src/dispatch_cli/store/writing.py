"""The log and the task file are written together: both, or neither."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.errors import UnwritableError
from dispatch_cli.store.appending import append
from dispatch_cli.store.interrupts import uninterrupted
from dispatch_cli.store.refusals import half_done
from dispatch_cli.store.replacing import editing, make_copy, put_in_place, remove_copy

if TYPE_CHECKING:
    from pathlib import Path

    from dispatch_cli.messages import Message
    from dispatch_cli.store.appending import LockedLog
    from dispatch_cli.store.replacing import Replacement


def commit(log: LockedLog, lines: bytes, replacement: Replacement | None = None) -> tuple[Message, ...]:
    """Append lines to a locked log, then replace the task file: both, or neither; return what must be said of it.

    A finished copy of the task file is made first. While it lies there, the lines of the log count as half done; so
    they do after a crash, and where they could neither be followed by the task file nor taken back.
    Raises UnwritableError, and then nothing was changed; HalfDoneError.
    """
    if replacement is None:
        with uninterrupted():
            append(log, lines)
        return ()
    with editing(replacement, log.patience) as target, uninterrupted():
        notices = make_copy(replacement, target)
        if lines:
            _write_both(log, lines, replacement, target)
        else:  # the log holds them since the crash that has left the command half done
            put_in_place(replacement, target)
        return notices


def _write_both(log: LockedLog, lines: bytes, replacement: Replacement, target: Path) -> None:
    try:
        appended = append(log, lines)
    except UnwritableError:
        remove_copy(target)
        raise
    try:
        put_in_place(replacement, target)
    except UnwritableError as error:
        if not appended.take_back():
            raise half_done(replacement.path, error) from None
        remove_copy(target)
        raise
