"""An office that others may change while one works with it: its files are read again only where they have changed."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import store
from dispatch_cli.log.entries import Log
from dispatch_cli.log.file import read_log
from dispatch_cli.workspace.opening import open_office

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.log.entries import Entry
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.store.stamps import Stamp
    from dispatch_cli.workspace.desk import Desk


class _Seen(NamedTuple):
    """The stamps of both files when they were last looked at; None where there is no file."""

    plan: Stamp | None
    log: Stamp | None


class _LogEnd(NamedTuple):
    """The log right after it was written here: its stamp, and its newest entries."""

    stamp: Stamp | None
    end: Log


class Following:
    """The office of a desk, as it is at each moment. What is written here is no change: whoever writes it knows it.

    A list from stdin is read once.
    """

    def __init__(self, desk: Desk) -> None:
        """Begin without having read anything."""
        self.desk = desk
        self.log_file = desk.log_file or ""
        self._office: Office | None = None
        self._seen = _Seen(None, None)
        self._written: _LogEnd | None = None

    def office(self) -> Office:
        """Return the office as it is now: the same value as before where nobody else has changed a file.

        Raises CommandLineError, UnreadableError, ProblemsError.
        """
        seen = _Seen(store.stamp(self.desk.file), store.stamp(self.log_file))
        if self._office is None or seen != self._seen:
            self._seen = seen  # looked at before they are read: what is written in between is a change again
            self._office = self._read()
        return self._office

    def _read(self) -> Office:
        if self._office is None or self.desk.file != store.STDIN:
            return open_office(self.desk)
        return self._office._replace(log=read_log(self.log_file, store.read_if_any(self.log_file)))

    def append(self, drafts: Sequence[Entry]) -> None:
        """Write entries down in the log, whatever others have written since the office was read.

        The lock on the log is held here from before it is looked at. Raises DispatchError, ProblemsError.
        """
        from dispatch_cli.workspace.writing import stamped_lines

        office = self.office() if self._office is None else self._office
        with store.locked(self.log_file, self.desk.file, self.desk.patience()) as locked:
            before = store.stamp(self.log_file)
            if self._written and self._written.stamp == before:
                data, log = b"", self._written.end
            else:
                data = store.read_if_any(self.log_file)
                log = read_log(self.log_file, data)
            entries, lines = stamped_lines(data, log, office, drafts)
            store.commit(locked, lines)
            after = store.stamp(self.log_file)
        self._written = _LogEnd(after, Log(tuple(entries)))
        if self._seen.log == before:
            self._seen = self._seen._replace(log=after)
