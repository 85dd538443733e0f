"""Many desks at once: each unit's files become its figures, or the reason why there are none.

One function does that for a batch of units, on any executor. What comes of a batch is handed on as it comes, so that
no more batches are held than the workers are busy with. A batch whose worker was lost is done again, whole.
"""

from __future__ import annotations

from collections import deque
from concurrent.futures import FIRST_COMPLETED, wait
from functools import partial
from hashlib import sha256
from itertools import chain, islice
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import store
from dispatch_cli.errors import DispatchError, ProblemsError, UnreadableError
from dispatch_cli.messages import say, say_n
from dispatch_cli.reports.rollup import UnitResult
from dispatch_cli.reports.summaries import BadSummaryError, parse_summary
from dispatch_cli.reports.unit import Hashes, unit_figures
from dispatch_cli.workspace.desk import Desk, default_log
from dispatch_cli.workspace.opening import Files, read_files
from dispatch_cli.workspace.units import UnitTask, folder_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from concurrent.futures import Executor, Future
    from contextlib import AbstractContextManager
    from datetime import date
    from typing import TypeAlias

    from dispatch_cli.messages import Message
    from dispatch_cli.reports.kept import Span
    from dispatch_cli.reports.unit import UnitFigures
    from dispatch_cli.schedule.office import Office

    Batch: TypeAlias = "tuple[Sent, ...]"

BATCH = 20
_TRIES = 3
_SECONDS = 30  # that a read waits for another process that is writing at this moment


class Question(NamedTuple):
    """What is asked of every unit: its figures of a span, as of a day (None for the clock's), with chapters or not."""

    span: Span
    day: date | None
    with_chapters: bool


class Sent(NamedTuple):
    """A unit with the bytes of its files, for a worker that cannot reach them; without them it reads them itself."""

    task: UnitTask
    files: Files | None = None


class Crew(NamedTuple):
    """An open executor, and how many batches it is given at a time."""

    executor: Executor
    ahead: int


class Engine(NamedTuple):
    """Where units are looked at: how its workers are called together, and which errors say that some were lost."""

    open: Callable[[], AbstractContextManager[Crew]]
    lost: tuple[type[BaseException], ...]


def look_at_units(engine: Engine, tasks: Iterable[UnitTask], question: Question, *, ship: bool) -> Iterator[UnitResult]:
    """Yield what comes of each unit, once, in any order; with `ship` the bytes of its files go to the worker.

    Raises UnreadableError where workers are lost again and again.
    """
    sent = (_shipped(task) if ship else Sent(task) for task in tasks)
    batches = iter(lambda: tuple(islice(sent, BATCH)), ())
    again: deque[Batch] = deque()
    for _ in range(_TRIES):
        running: dict[Future[list[UnitResult]], Batch] = {}
        try:
            with engine.open() as crew:
                yield from _fold(crew, running, again, batches, question)
                return
        except engine.lost:
            again.extend(running.values())
    message = say_n("workers were lost {n} time", "workers were lost {n} times", _TRIES)
    raise UnreadableError(message, say("look into their memory and their logs, or take fewer with --jobs"))


def _fold(
    crew: Crew,
    running: dict[Future[list[UnitResult]], Batch],
    again: deque[Batch],
    batches: Iterator[Batch],
    question: Question,
) -> Iterator[UnitResult]:
    """Yield the results of batches as they come.

    A batch is at any moment not yet taken, in `again`, in `running`, or handed on.
    """
    work = partial(look_at_batch, question)
    while True:
        for batch in islice(chain(_popped(again), batches), crew.ahead - len(running)):
            again.append(batch)  # an executor may be lost at this moment
            future = crew.executor.submit(work, batch)
            running[future] = again.pop()
        if not running:
            return
        done, _ = wait(running, return_when=FIRST_COMPLETED)
        for future in done:
            results = future.result()
            del running[future]
            yield from results


def _popped(again: deque[Batch]) -> Iterator[Batch]:
    while again:
        yield again.popleft()


def _shipped(task: UnitTask) -> Sent:
    """Return a unit with its files; where they cannot be read, the worker will say why."""
    try:
        if task.is_summary:
            return Sent(task._replace(summary=_summary_line(task)))
        return Sent(task, read_files(_desk(task, None)))
    except DispatchError:
        return Sent(task)


def look_at_batch(question: Question, batch: Iterable[Sent]) -> list[UnitResult]:
    """Return what comes of each unit of a batch. This is what runs on the workers."""
    return [look_at_unit(question, sent) for sent in batch]


def look_at_unit(question: Question, sent: Sent) -> UnitResult:
    """Return the figures of a unit, or why there are none."""
    task = sent.task
    entry = task.entry
    try:
        figures = _summary(task, question) if task.is_summary else _figures(sent, question)
    except BadSummaryError as error:
        return _unread(task, error.message, say("{path}: {what}", path=entry.file, what=error.message))
    except ProblemsError as error:
        first, *others = error.problems
        what = say("line {line}: {what}", line=first.line, what=first.message)
        if others:
            what = say_n("{what}, and {n} more problem", "{what}, and {n} more problems", len(others), what=what)
        return _unread(task, what, say("{path}: {what}", path=first.path, what=what))
    except DispatchError as error:
        return _unread(task, _without_folder(error.message), error.message)
    if entry.name:
        figures = figures._replace(unit=entry.name)
    return UnitResult(figures.unit, entry.group, entry.contact, figures)


def _without_folder(message: Message) -> Message:
    """Return a message that says of its file the name alone."""
    path = PurePath(f"{message.values.get('path')}").name
    return message._replace(values={**message.values, "path": path})


def _unread(task: UnitTask, why: Message, where: Message) -> UnitResult:
    entry = task.entry
    name = PurePath(entry.file).stem if task.is_summary else folder_of(entry.file)
    return UnitResult(entry.name or name, entry.group, entry.contact, None, why, where)


def _summary(task: UnitTask, question: Question) -> UnitFigures:
    """Return the figures that a unit sent. Raises BadSummaryError, also for those of another span."""
    figures = parse_summary(_summary_line(task))
    if figures.span != question.span:
        first, last = figures.span
        raise BadSummaryError(say("its summary is about {first} – {last}", first=first, last=last))
    return figures if question.with_chapters else figures._replace(chapters=None)


def _summary_line(task: UnitTask) -> bytes:
    """Return the line that a unit sent. Raises UnreadableError."""
    return task.summary if task.summary is not None else store.read(task.entry.file, say("ask the unit for it"))


def _figures(sent: Sent, question: Question) -> UnitFigures:
    desk = _desk(sent.task, question.day)
    files = sent.files or read_files(desk)
    unit = open_unit(desk, files._replace(are_of_many=True))
    return unit.figures(question.span, with_chapters=question.with_chapters)


class OpenUnit(NamedTuple):
    """A unit whose files are read and understood; its name is that of its list, else of the folder in which it lies."""

    office: Office
    name: str
    hashes: Hashes

    def figures(self, span: Span, *, with_chapters: bool) -> UnitFigures:
        """Return its figures."""
        return unit_figures(self.office, span, self.name, self.hashes, with_chapters=with_chapters)


def open_unit(desk: Desk, files: Files) -> OpenUnit:
    """Return the unit at a desk, whose files are these. Raises CommandLineError, ProblemsError."""
    office = files.office(desk)
    hashes = Hashes(sha256(files.plan).hexdigest(), sha256(files.log).hexdigest())
    return OpenUnit(office, office.plan.branch or folder_of(desk.file), hashes)


def _desk(task: UnitTask, day: date | None) -> Desk:
    file = task.entry.file
    return Desk(file, default_log(file), day, lambda: store.Patience(_SECONDS, lambda _: None))
