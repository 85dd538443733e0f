"""Reading what a command works on: the plan, the record, and the day."""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import clock, store
from dispatch_cli.dates import parse_date
from dispatch_cli.errors import CommandLineError, Problem, ProblemsError
from dispatch_cli.fields import date_hint, nearest
from dispatch_cli.logfile import Log, read_log
from dispatch_cli.messages import Message, say
from dispatch_cli.office import Office
from dispatch_cli.source import decode
from dispatch_cli.taskfile import parse

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date

    from dispatch_cli.model import TaskFile
    from dispatch_cli.source import Source
    from dispatch_cli.taskfile import TodayIn

_STDIN_NAME = "<stdin>"
_NO_FILE = say("begin one with `dispatch init`, or name yours with -f")
_TORN = say("writing was cut short here; what was cut is kept and not counted")


class Files(NamedTuple):
    """The two files of an office, read but not yet understood."""

    file: str
    plan: bytes
    log_file: str | None
    log: bytes

    @property
    def source(self) -> Source:
        """Return the text of the task file. Raises ProblemsError."""
        return decode(_STDIN_NAME if self.file == store.STDIN else self.file, self.plan)

    def understand(self, today_in: TodayIn | None = None) -> tuple[TaskFile | None, Log | None, list[Problem]]:
        """Return what both files say, and the problems of both; see `taskfile.parse` for the argument."""
        plan, log = None, None
        problems: list[Problem] = []
        try:
            plan = parse(self.source, clock.is_zone, today_in)
        except ProblemsError as error:
            problems += error.problems
        try:
            log = read_log(self.log_file or "", self.log)
        except ProblemsError as error:
            problems += error.problems
        return plan, log, problems

    def office(self, day: date | None) -> Office:
        """Return what both files say on a day, None being the clock's. Raises ProblemsError."""
        plan, log, problems = self.understand()
        if plan is None or log is None:
            raise ProblemsError(problems)
        office = Office(plan, log, day or clock.today(plan.timezone), self.source.text)
        return office._replace(notices=(*self._torn(log), *self._half_done(office)))

    def _torn(self, log: Log) -> Iterator[Message]:
        if log.torn is not None:
            yield say("{path}:{line}: {torn}", path=self.log_file or "", line=log.torn, torn=_TORN)

    def _half_done(self, office: Office) -> Iterator[Message]:
        half_done = None if self.file == store.STDIN else office.half_done
        if half_done:
            from dispatch_cli.phrases import half_done_phrase

            yield say("{path}: {what}", path=self.file, what=half_done_phrase(half_done))


def read_files(file: str, log: str | None) -> Files:
    """Read both files; an absent log is an empty one. Raises UnreadableError."""
    if log == store.STDIN:
        raise CommandLineError(say("--log: the log is a file, and - is none"), say("name the file"))
    log_file = log or default_log(file)
    plan = store.read(file, _NO_FILE)
    while True:
        record = store.read_if_any(log_file) if log_file else b""
        again = plan if file == store.STDIN else store.read(file, _NO_FILE)
        if again == plan:  # else somebody has written both meanwhile
            return Files(file, plan, log_file, record)
        plan = again


def open_office(file: str, log: str | None, today: str | None) -> Office:
    """Read and understand both files. Raises CommandLineError, UnreadableError, ProblemsError."""
    day = read_today(today)
    files = read_files(file, log)
    office = files.office(day)
    if office.notices and files.log_file and file != store.STDIN:  # it may be that somebody is writing at this moment
        store.wait_for_writer(files.log_file, lock_seconds())
        office = read_files(file, log).office(day)
    return office


def lock_seconds() -> int:
    """Return how long to wait for another process that is writing. Raises CommandLineError."""
    text = os.environ.get("DISPATCH_WAIT") or "30"
    if not re.fullmatch("[0-9]{1,5}", text):
        raise CommandLineError(
            say("DISPATCH_WAIT: `{text}` is not a number of seconds", text=text),
            say("give a number of seconds, such as 30"),
        )
    return int(text)


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
