"""Reading what a command works on: the plan, the record, and the day."""

from __future__ import annotations

import os
import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import clock, store
from dispatch_cli.cli.terminal import complain
from dispatch_cli.cli.values import read_day, read_seconds
from dispatch_cli.errors import CommandLineError, Problem, ProblemsError
from dispatch_cli.hints import nearest
from dispatch_cli.log.batches import find_half_done
from dispatch_cli.log.file import Log, read_log
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.plan.reader import parse
from dispatch_cli.schedule.office import Office
from dispatch_cli.source import decode

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from datetime import date, datetime

    from dispatch_cli.log.batches import HalfDone
    from dispatch_cli.model import TaskFile
    from dispatch_cli.plan.reader import TodayIn
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.source import Source

_STDIN_NAME = "<stdin>"
_NO_FILE = say("begin one with `dispatch init`, or name yours with -f")
_TORN = say("writing was cut short here; what was cut is kept and not counted")


class Request(NamedTuple):
    """What every command is given: the task file, the log, the day, and the language in which it speaks."""

    file: str
    log: str | None
    today: str | None
    language: Language

    @property
    def day(self) -> date | None:
        """Return the day to take as today, None being the clock's. Raises CommandLineError."""
        return read_day("--today", self.today)

    @property
    def log_file(self) -> str | None:
        """Return where the log is; a list from stdin has none of its own. Raises CommandLineError."""
        if self.log == store.STDIN:
            raise CommandLineError(say("--log: the log is a file, and - is none"), say("name the file"))
        if self.log and os.path.realpath(self.log) == os.path.realpath(self.file):
            hint = say("name the log, or leave --log out: it lies beside the task file")
            raise CommandLineError(say("--log names the task file itself"), hint)
        return self.log or default_log(self.file)

    def moment(self, office: Office) -> datetime:
        """Return when something is written: now, or the beginning of the office's day where that is another."""
        now = clock.now(office.plan.timezone)
        if self.today is None and now.date() == office.today:
            return now
        return now.replace(*office.today.timetuple()[:3], 0, 0, 0)

    def patience(self) -> store.Patience:
        """Return how long the command waits for others, and says so. Raises CommandLineError."""
        seconds = read_seconds("DISPATCH_WAIT", os.environ.get("DISPATCH_WAIT") or "30", least=0)

        def waiting(path: str) -> None:
            """Say for what the command waits."""
            message = say_n(
                "{path}: another process is writing; waiting at most {n} second",
                "{path}: another process is writing; waiting at most {n} seconds",
                seconds,
                path=path,
            )
            complain(f"{self.language.speak(message)}\n")

        return store.Patience(seconds, waiting)


class Files(NamedTuple):
    """The two files of an office, read but not yet understood, and the copy of the task file that a crash has left."""

    file: str
    plan: bytes
    log_file: str | None
    log: bytes
    copy: bytes | None = None

    @property
    def source(self) -> Source:
        """Return the text of the task file. Raises ProblemsError."""
        return decode(_STDIN_NAME if self.file == store.STDIN else self.file, self.plan)

    def understand(self, today_in: TodayIn | None = None) -> tuple[TaskFile | None, Log | None, list[Problem]]:
        """Return what both files say, and the problems of both; see `plan.reader.parse` for the argument."""
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
        half_done = self.half_done(plan, log)
        today = day or clock.today(plan.timezone)
        return Office(plan, log, today, self.source.text, half_done, tuple(self._torn(log)))

    def half_done(self, plan: TaskFile, log: Log) -> HalfDone | None:
        """Return the last command if a crash has left it half done, and a copy of the task file with it."""
        if self.copy is None:
            return None
        with suppress(ProblemsError):  # a copy that is not even finished
            return find_half_done(plan, parse(decode("", self.copy), clock.is_zone), log.entries)
        return None

    def _torn(self, log: Log) -> Iterator[Message]:
        if log.torn is not None:
            yield say("{path}:{line}: {torn}", path=self.log_file or "", line=log.torn, torn=_TORN)


def read_files(request: Request) -> Files:
    """Read both files; an absent log is an empty one. Raises CommandLineError, UnreadableError."""
    file, log_file = request.file, request.log_file
    plan = store.read(file, _NO_FILE)
    while file != store.STDIN:
        record = store.read_if_any(log_file) if log_file else b""
        copy = store.read_copy(file)
        again = store.read(file, _NO_FILE)
        if again == plan:  # else somebody has written both meanwhile
            return Files(file, plan, log_file, record, copy)
        plan = again
    return Files(file, plan, log_file, store.read_if_any(log_file) if log_file else b"")


def open_office(request: Request) -> Office:
    """Read and understand both files. Raises CommandLineError, UnreadableError, ProblemsError."""
    day, files = request.day, read_files(request)
    office = files.office(day)
    if office.half_done or office.log.torn is not None:
        office = _when_written(request).office(day)
    if office.half_done is None:
        return office
    return office._replace(notices=(*office.notices, _half_done(request.file, office.half_done)))


def _when_written(request: Request) -> Files:
    """Return the files when nobody is writing any more, as may be the case at this moment."""
    if request.log_file:
        store.wait_for_writer(request.log_file, request.patience())
    return read_files(request)


def _half_done(file: str, half_done: HalfDone) -> Message:
    from dispatch_cli.log.phrases import half_done_phrase, half_done_remedy

    remedy = half_done_remedy(half_done)
    return say("{path}: {what}; {remedy}", path=file, what=half_done_phrase(half_done), remedy=remedy)


def find_problems(request: Request) -> list[Problem]:
    """Return all problems of both files, the doubtful included. Raises CommandLineError, UnreadableError."""
    day, files = request.day, read_files(request)
    plan, log, problems = files.understand(lambda zone: day or clock.today(zone))
    if log and (log.torn is not None or files.copy is not None):
        files = _when_written(request)
        plan, log, problems = files.understand(lambda zone: day or clock.today(zone))
    return problems + list(_remains(files, plan, log))


def _remains(files: Files, plan: TaskFile | None, log: Log | None) -> Iterator[Problem]:
    """Yield what crashes have left in the two files."""
    if log and log.torn is not None:
        hint = say("nothing else depends on it: it may stay, or be deleted from this line to the end")
        yield Problem(files.log_file or "", log.torn, 1, _TORN, hint)
    half_done = files.half_done(plan, log) if plan and log else None
    if half_done:
        from dispatch_cli.log.phrases import half_done_phrase, half_done_remedy

        yield Problem(files.file, 1, 1, half_done_phrase(half_done), half_done_remedy(half_done))


def default_log(file: str) -> str | None:
    """Return the log beside a task file; stdin has none.

    >>> default_log("dir/tasks.yaml"), default_log("list"), default_log("-")
    ('dir/tasks.log.jsonl', 'list.log.jsonl', None)
    """
    return None if file == store.STDIN else re.sub(r"\.ya?ml$", "", file) + ".log.jsonl"


def choose(option: str, name: str, known: Collection[str]) -> str:
    """Return a name that is known. Raises CommandLineError with the nearest one."""
    if name not in known:
        raise CommandLineError(say("{option}: `{name}` is unknown", option=option, name=name), nearest(name, known))
    return name
