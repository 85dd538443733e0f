"""What is said in a meeting, kept beside the log until the meeting is written: each line is synced before the next.

Whoever holds a meeting has locked the journal; what a crash leaves of it stays for the next one.
"""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import say
from dispatch_cli.store import system
from dispatch_cli.store.appending import look_at_log, shorten
from dispatch_cli.store.copies import remove, write_whole
from dispatch_cli.store.creating import begin
from dispatch_cli.store.locking import Lock, held
from dispatch_cli.store.patience import Patience
from dispatch_cli.store.places import lock_of, meeting_of, target_of
from dispatch_cli.store.reading import contents
from dispatch_cli.store.refusals import explained, unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from dispatch_cli.store.rights import Rights


class Journal(NamedTuple):
    """The journal of a log, which nobody else writes; `rights` are those of the log."""

    path: Path
    rights: Rights | None

    @property
    def name(self) -> str:
        """Return its path, as it is said."""
        return f"{self.path}"

    def read(self) -> bytes:
        """Return what it holds, nothing where there is none. Raises UnreadableError."""
        return _read(self.path)

    def begin(self, line: bytes) -> None:
        """Begin it anew with a first line. Raises UnwritableError."""
        try:
            remove(self.path)
            begin(self.path, line, self.rights)
        except OSError as error:
            raise unwritable(self.name, error) from None

    def append(self, line: bytes) -> None:
        """Append a line and sync it. Raises UnwritableError, and then nothing of it is left."""
        try:
            descriptor = system.open_file(self.path, system.APPENDING)
        except OSError as error:
            raise unwritable(self.name, error) from None
        size = os.fstat(descriptor).st_size
        try:
            write_whole(descriptor, line)
            os.fsync(descriptor)
        except OSError as error:
            with suppress(OSError):
                shorten(self.path, size)
            raise unwritable(self.name, error) from None
        finally:
            with suppress(OSError):
                os.close(descriptor)

    def remove(self) -> None:
        """Remove it; the log has what it held, or nobody wants it. Where that is impossible it is found again."""
        remove(self.path)
        system.sync_folder(self.path.parent)


@contextmanager
def journal(log: str, list_path: str) -> Iterator[Journal]:
    """Yield the journal of a log, locked. Raises BusyError where somebody holds a meeting, UnwritableError."""
    found = look_at_log(log, list_path, Patience(0, lambda _: None))
    path = meeting_of(found.target)
    with held(Lock(lock_of(path), f"{path}", found.rights and found.rights.writers), found.patience):
        yield Journal(path, found.rights)


def peek(log: str) -> bytes:
    """Return what the journal of a log holds, whoever writes it. Raises UnreadableError."""
    with explained(log, say("name another with --log")):
        return _read(meeting_of(target_of(log)))


def _read(path: Path) -> bytes:
    with explained(f"{path}", say("begin a new meeting")):
        try:
            return contents(f"{path}", system.NO_LINKS)
        except FileNotFoundError:
            return b""
