"""Where the two files of an office lie, which day it is there, and how long one waits there for others."""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import date, datetime, time
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import clock, store

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatch_cli.schedule.office import Office


class Desk(NamedTuple):
    """The place of an office: everything that its files are opened and written with.

    `file` is the task file, `-` for stdin. `log_file` is None where there is no log. `day` is the day to take as
    today, None for the clock's. `patience` begins a wait for others; each wait has its own.
    """

    file: str
    log_file: str | None
    day: date | None
    patience: Callable[[], store.Patience]

    def day_in(self, timezone: str | None) -> date:
        """Return today's date, which is the clock's in the time zone of that name where no day was given."""
        return self.day or clock.today(timezone)

    def moment(self, office: Office) -> datetime:
        """Return when something is written: now, or the beginning of the office's day where that is another."""
        now = clock.now(office.plan.timezone)
        if self.day is None and now.date() == office.today:
            return now
        return datetime.combine(office.today, time(), now.tzinfo)


def default_log(file: str) -> str | None:
    """Return the log of a task file, beside the file that a link leads to: one list, one log. Stdin has none.

    >>> default_log("dir/tasks.yaml"), default_log("list"), default_log("-")
    ('dir/tasks.log.jsonl', 'list.log.jsonl', None)
    """
    if file == store.STDIN:
        return None
    with suppress(OSError, ValueError):  # that such a file cannot be read is said when it is read
        return _log_beside(f"{store.target_of(file)}")
    return _log_beside(file)


def passed_over_log(file: str, log_file: str | None) -> str | None:
    """Return the log that lies beside a link to a task file, where older versions kept one; None where none does."""
    beside = _log_beside(file)
    if log_file in {None, beside} or log_file != default_log(file):
        return None
    return beside if store.is_other_file(beside, log_file) else None


def _log_beside(file: str) -> str:
    return re.sub(r"\.ya?ml$", "", file) + ".log.jsonl"
