"""Reading what a command works on: the plan, the record, and the day."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import clock, store
from dispatch_cli.dates import parse_date
from dispatch_cli.errors import CommandLineError, Problem, ProblemsError
from dispatch_cli.fields import date_hint, nearest
from dispatch_cli.logfile import Log, read_log
from dispatch_cli.messages import Message, say
from dispatch_cli.source import decode
from dispatch_cli.taskfile import parse

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.taskfile import TodayIn

_STDIN_NAME = "<stdin>"
_NO_FILE = say("begin one with `dispatch init`, or name yours with -f")
_TORN = say("this last line was cut short while it was written; it is kept and not counted")


class Office(NamedTuple):
    """The plan and the record on one day; `notices` stop nothing but should be said."""

    plan: TaskFile
    log: Log
    today: date
    notices: tuple[Message, ...] = ()

    def find(self, item_id: str) -> Item:
        """Return the item with that id. Raises CommandLineError with the nearest one."""
        for item in self.plan.items:
            if item.id == item_id:
                return item
        message = say("no item has the id `{id}`", id=item_id)
        raise CommandLineError(message, nearest(item_id, [item.id for item in self.plan.items]))


class Files(NamedTuple):
    """The two files of an office, read but not yet understood."""

    file: str
    plan: bytes
    log_file: str | None
    log: bytes

    def understand(self, today_in: TodayIn | None = None) -> tuple[TaskFile | None, Log | None, list[Problem]]:
        """Return what both files say, and the problems of both; see `taskfile.parse` for the argument."""
        plan, log = None, None
        problems: list[Problem] = []
        try:
            name = _STDIN_NAME if self.file == store.STDIN else self.file
            plan = parse(decode(name, self.plan), clock.is_zone, today_in)
        except ProblemsError as error:
            problems += error.problems
        try:
            log = read_log(self.log_file or "", self.log)
        except ProblemsError as error:
            problems += error.problems
        return plan, log, problems


def read_files(file: str, log: str | None) -> Files:
    """Read both files; an absent log is an empty one. Raises UnreadableError."""
    if log == store.STDIN:
        raise CommandLineError(say("--log: the log is a file, and - is none"), say("name the file"))
    log_file = log or default_log(file)
    plan = store.read(file, _NO_FILE)
    return Files(file, plan, log_file, store.read_if_any(log_file) if log_file else b"")


def open_office(file: str, log: str | None, today: str | None) -> Office:
    """Read and understand both files. Raises CommandLineError, UnreadableError, ProblemsError."""
    day = read_today(today)
    files = read_files(file, log)
    plan, record, problems = files.understand()
    if plan is None or record is None:
        raise ProblemsError(problems)
    return Office(plan, record, day or clock.today(plan.timezone), _notices(files, record))


def _notices(files: Files, log: Log) -> tuple[Message, ...]:
    if log.torn is None:
        return ()
    return (say("{path}:{line}: {torn}", path=files.log_file or "", line=log.torn, torn=_TORN),)


def find_problems(file: str, log: str | None, today: str | None) -> list[Problem]:
    """Return all problems of both files, the doubtful included. Raises CommandLineError, UnreadableError."""
    day = read_today(today)
    files = read_files(file, log)
    _, record, problems = files.understand(lambda zone: day or clock.today(zone))
    if record and record.torn:
        hint = say("delete the line if it is not missed; nothing else depends on it")
        problems.append(Problem(files.log_file or "", record.torn, 1, _TORN, hint))
    return problems


def default_log(file: str) -> str | None:
    """Return the log beside a task file; stdin has none.

    >>> default_log("dir/tasks.yaml"), default_log("list"), default_log("-")
    ('dir/tasks.log.jsonl', 'list.log.jsonl', None)
    """
    return None if file == store.STDIN else re.sub(r"\.ya?ml$", "", file) + ".log.jsonl"


def read_today(text: str | None) -> date | None:
    """Return the day given on the command line, or None for the clock's. Raises CommandLineError."""
    if text is None:
        return None
    day = parse_date(text)
    if day is None:
        raise CommandLineError(say("--today: `{text}` is not a date", text=text), date_hint(text))
    return day


def choose(option: str, name: str, known: Collection[str]) -> str:
    """Return a name that is known. Raises CommandLineError with the nearest one."""
    if name not in known:
        raise CommandLineError(say("{option}: `{name}` is unknown", option=option, name=name), nearest(name, known))
    return name
