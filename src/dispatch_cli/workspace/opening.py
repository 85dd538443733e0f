"""Opening the two files of an office: the plan, the record, and the day on which they are read."""

from __future__ import annotations

from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import clock, store
from dispatch_cli.errors import Problem, ProblemsError
from dispatch_cli.hints.shell import file_option, move, move_behind, quoted
from dispatch_cli.log.entries import Log
from dispatch_cli.messages import Message, say
from dispatch_cli.plan.reader import parse
from dispatch_cli.schedule.office import Office
from dispatch_cli.source import decode
from dispatch_cli.workspace.desk import passed_over_log

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dispatch_cli.log.commands import HalfDone
    from dispatch_cli.model import TaskFile
    from dispatch_cli.plan.reader import TodayIn
    from dispatch_cli.source import Source
    from dispatch_cli.workspace.desk import Desk

_TORN = say("writing was cut short here; what was cut is kept and not counted")


class Files(NamedTuple):
    """The two files of an office, read but not yet understood, and the copy of the task file that a crash has left.

    `are_of_many` says that those of many offices are read, one after the other.
    """

    file: str
    plan: bytes
    log_file: str | None
    log: bytes
    copy: bytes | None = None
    are_of_many: bool = False

    @property
    def source(self) -> Source:
        """Return the text of the task file. Raises ProblemsError."""
        return decode(store.name_of(self.file), self.plan)

    def understand(
        self, today_in: TodayIn | None = None, due_in: TodayIn | None = None
    ) -> tuple[TaskFile | None, Log | None, list[Problem]]:
        """Return what both files say, and the problems of both; see `plan.reader.parse` for `today_in`.

        With `due_in` the log may lack what nothing needs that is due on the day in the list's time zone.
        """
        plan, log = None, None
        problems: list[Problem] = []
        try:
            plan = parse(self.source, clock.is_zone, today_in, many=self.are_of_many)
        except ProblemsError as error:
            problems += error.problems
        try:
            log = self._read_log() if plan is None or due_in is None else self._read_newest(plan, due_in)
        except ProblemsError as error:
            problems += error.problems
        return plan, log, problems

    def _read_log(self) -> Log:
        """Return what the log says: no log, as in a new office, is an empty one. Raises ProblemsError."""
        if not self.log:
            return Log()
        from dispatch_cli.log.file import read_log

        return read_log(self.log_file or "", self.log)

    def _read_newest(self, plan: TaskFile, due_in: TodayIn) -> Log:
        """Return what the log says of what is due. Raises ProblemsError.

        An office that mails asks what was due on earlier days, and a copy what the last command did: they need it all.
        """
        if not self.log or plan.mail or self.copy is not None:
            return self._read_log()
        from dispatch_cli.log.newest import read_newest

        return read_newest(self.log_file or "", self.log, due_in(plan.timezone))

    def office(self, desk: Desk, *, whole: bool = True) -> Office:
        """Return what both files say on the day of the desk; see `open_office` for `whole`. Raises ProblemsError."""
        plan, log, problems = self.understand(due_in=None if whole else desk.day_in)
        if plan is None or log is None:
            raise ProblemsError(problems)
        half_done, today = self.half_done(plan, log), desk.day_in(plan.timezone)
        notices, zone = (*self._torn(log), *self._passed_over()), clock.zone(plan.timezone)
        return Office(plan, log, today, self.source.text, half_done, notices, zone, clock.instant())

    def half_done(self, plan: TaskFile, log: Log) -> HalfDone | None:
        """Return the last command if a crash has left it half done, and a copy of the task file with it."""
        if self.copy is None:
            return None
        from dispatch_cli.log.commands import find_half_done

        with suppress(ProblemsError):  # a copy that is not even finished
            return find_half_done(plan, parse(decode("", self.copy), clock.is_zone), log.entries, clock.instant())
        return None

    def _torn(self, log: Log) -> Iterator[Message]:
        if log.torn is not None:
            yield say("{path}:{line}: {torn}", path=self.log_file or "", line=log.torn, torn=_TORN)

    def _passed_over(self) -> Iterator[Message]:
        for problem in self.passed_over():
            yield say("{path}: {what}; {remedy}", path=problem.path, what=problem.message, remedy=problem.hint)

    def passed_over(self) -> Iterator[Problem]:
        """Yield what is wrong with a log that lies beside a link to the task file, where nobody looks for it."""
        other, log = passed_over_log(self.file, self.log_file), self.log_file
        if other is None or log is None:
            return
        what = say("this log lies beside a link to the list and is not read; the one of the list is {log}", log=log)
        if store.is_other_file(log, other):
            remedy = say("put both together: {command}", command=move_behind(other, log))
        else:
            remedy = say("move it there: {command}", command=move(other, log))
        yield Problem(other, 1, 1, what, remedy)


def no_file(file: str) -> Message:
    """Return the remedy where there is no task file: it is made from a ledger, or from an example, or is elsewhere."""
    return say(
        "make one from your ledger with `dispatch import LEDGER -o {file}` or from an example with "
        "`dispatch init{option}`, or name yours with -f",
        file=quoted(file),
        option=file_option(file),
    )


def read_files(desk: Desk) -> Files:
    """Read both files; an absent log is an empty one. Raises CommandLineError, UnreadableError."""
    file, log_file = desk.file, desk.log_file
    plan = store.read(file, no_file(file))
    while file != store.STDIN:
        record = store.read_if_any(log_file) if log_file else b""
        copy = store.read_copy(file)
        again = store.read(file, no_file(file))
        if again == plan:  # else somebody has written both meanwhile
            return Files(file, plan, log_file, record, copy)
        plan = again
    return Files(file, plan, log_file, store.read_if_any(log_file) if log_file else b"")


def open_office(desk: Desk, *, whole: bool = True) -> Office:
    """Read and understand both files. Raises CommandLineError, UnreadableError, ProblemsError.

    Without `whole` the log may lack dispatches of which nothing on that day depends but what was due on days before it.
    """
    files = read_files(desk)
    office = files.office(desk, whole=whole)
    if office.half_done or office.log.torn is not None:
        office = _when_written(desk).office(desk, whole=whole)
    if office.half_done is None:
        return office
    return office._replace(notices=(*office.notices, _half_done(desk.file, office.half_done)))


def _when_written(desk: Desk) -> Files:
    """Return the files when nobody is writing any more, as may be the case at this moment."""
    if desk.log_file:
        store.wait_for_writer(desk.log_file, desk.patience())
    return read_files(desk)


def _half_done(file: str, half_done: HalfDone) -> Message:
    from dispatch_cli.log.phrases import half_done_phrase, half_done_remedy

    remedy = half_done_remedy(half_done)
    return say("{path}: {what}; {remedy}", path=file, what=half_done_phrase(half_done), remedy=remedy)


class Findings(NamedTuple):
    """The problems of both files, the plan, None where it cannot be read, and the day there."""

    problems: list[Problem]
    plan: TaskFile | None
    today: date


def examine(desk: Desk) -> Findings:
    """Return all problems of both files, the doubtful included. Raises CommandLineError, UnreadableError."""
    files = read_files(desk)
    plan, log, problems = files.understand(desk.day_in)
    if log and (log.torn is not None or files.copy is not None):
        files = _when_written(desk)
        plan, log, problems = files.understand(desk.day_in)
    if problems and plan is None:
        plan, _, _ = files.understand()  # what is only doubtful is understood all the same
    problems += _remains(files, plan, log)
    if plan and log and files.log:
        problems += _log_doubts(files, desk.day_in(plan.timezone), plan, log)
    return Findings(problems, plan, desk.day_in(plan.timezone if plan else None))


def _log_doubts(files: Files, today: date, plan: TaskFile, log: Log) -> list[Problem]:
    """Return what is legal in the log but doubtful."""
    from dispatch_cli.log.file import lines_of
    from dispatch_cli.reports.doubts import log_doubts

    return log_doubts(Office(plan, log, today, now=clock.instant()), files.log_file or "", lines_of(files.log))


def _remains(files: Files, plan: TaskFile | None, log: Log | None) -> Iterator[Problem]:
    """Yield what crashes, and a log in another place, have left of the two files."""
    yield from files.passed_over()
    if plan:
        from dispatch_cli.workspace.beside import unread_beside

        yield from unread_beside(files.file, files.log_file)
    if log and log.torn is not None:
        hint = say("nothing else depends on it: it may stay, or be deleted from this line to the end")
        yield Problem(files.log_file or "", log.torn, 1, _TORN, hint)
    half_done = files.half_done(plan, log) if plan and log else None
    if half_done:
        from dispatch_cli.log.phrases import half_done_phrase, half_done_remedy

        yield Problem(files.file, 1, 1, half_done_phrase(half_done), half_done_remedy(half_done))
