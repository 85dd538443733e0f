"""Which units a command line names: lists, folders of lists, summaries, and a list of units with its rules."""

from __future__ import annotations

import os
import re
from pathlib import PurePath
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import store
from dispatch_cli.errors import CommandLineError, UnreadableError
from dispatch_cli.messages import say
from dispatch_cli.plan.units import LEAST, UnitEntry, UnitList, parse_units, read_marks
from dispatch_cli.reports.rollup import Rules
from dispatch_cli.source import decode

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from decimal import Decimal

SUMMARIES = (".json", ".jsonl")
_ABSENT = say("name a list, a folder of lists, a list of units, or summaries")
_UNITS = re.compile(rb"^units[ \t]*:", re.MULTILINE)
_TASKS = re.compile(rb"^tasks[ \t]*:", re.MULTILINE)


class UnitTask(NamedTuple):
    """One unit to be looked at: its entry, and where it was found.

    `summary` is the line in which a far unit sent its figures.
    """

    entry: UnitEntry
    summary: bytes | None = None

    @property
    def is_summary(self) -> bool:
        """Say whether its figures are ready made."""
        return self.summary is not None or is_summary(self.entry.file)


class FoundUnits(NamedTuple):
    """The units that a command line names, and the rules by which they are scored and ranked.

    `marks` is the file of the marks of the hall, None without any.
    """

    tasks: tuple[UnitTask, ...]
    rules: Rules
    marks: str | None = None

    def files(self) -> Iterator[str]:
        """Yield the lists, the summaries, and the file of the marks."""
        yield from (task.entry.file for task in self.tasks)
        if self.marks is not None:
            yield self.marks

    def placed(self) -> tuple[UnitTask, ...]:
        """Return the units with whole paths, for workers that were begun in another folder."""
        return tuple(
            task._replace(entry=task.entry._replace(file=os.path.abspath(task.entry.file)))  # noqa: PTH100 links are not followed
            for task in self.tasks
        )


def folder_of(file: str) -> str:
    """Return the name of the folder in which a list lies."""
    return PurePath(os.path.abspath(file)).parent.name  # noqa: PTH100 links are not followed


def real_path(file: str) -> str:
    """Return the path to which links lead; that a name is none is said when the file is read."""
    try:
        return os.path.realpath(file)
    except (OSError, ValueError):
        return file


def is_summary(path: str) -> bool:
    """Say whether a path names summaries, by the end of its name; stdin holds them too."""
    return path == store.STDIN or PurePath(path).suffix.lower() in SUMMARIES


def find_units(paths: Sequence[str]) -> FoundUnits:
    """Return the units that paths name, each once.

    One of several that cannot be read is a unit that cannot be read. Raises CommandLineError where a list is named
    twice, UnreadableError where the only path or the marks cannot be read, and ProblemsError for a list of units.
    """
    lists: list[UnitList] = []
    tasks: list[UnitTask] = []
    rules = Rules(None, {}, LEAST)
    marks = None
    for path in paths:
        try:
            units = _unit_list(path)
            if units is None:
                tasks += _tasks_of(path)
                continue
        except UnreadableError:
            if len(paths) == 1 or store.is_folder(path):
                raise
            tasks.append(UnitTask(UnitEntry(path)))
            continue
        lists.append(units)
        if len(lists) > 1:
            raise CommandLineError(say("two lists of units exclude each other"), say("put their units into one"))
        tasks += [UnitTask(entry._replace(file=_beside(path, entry.file))) for entry in units.units]
        marks = _marks_file(path, units)
        rules = Rules(units.score, _marks(marks), units.least)
    _check_once(tasks)
    return FoundUnits(tuple(tasks), rules, marks)


def _unit_list(path: str) -> UnitList | None:
    """Return the list of units that lies at a path, None where something else does."""
    if is_summary(path) or store.is_folder(path):
        return None
    data = store.read(path, _ABSENT)
    return parse_units(decode(path, data)) if _UNITS.search(data) and not _TASKS.search(data) else None


def _tasks_of(path: str) -> Iterator[UnitTask]:
    if store.is_folder(path):
        lists = store.lists_below(path)
        if not lists:
            message = say("no tasks.yaml lies in {path} or below it", path=path)
            raise CommandLineError(message, _ABSENT)
        yield from (UnitTask(UnitEntry(each)) for each in lists)
    elif is_summary(path):
        lines = [line for line in store.read(path, _ABSENT, limit=None).splitlines() if line.strip()]
        yield from (UnitTask(UnitEntry(path), line) for line in lines or [b""])
    else:
        yield UnitTask(UnitEntry(path))


def _beside(path: str, file: str) -> str:
    """Return the path of a file that is named from the folder of the list of units."""
    return os.path.join(os.path.dirname(path), file)  # noqa: PTH118, PTH120 no `./` before it


def _marks_file(path: str, units: UnitList) -> str | None:
    marks = units.score.marks if units.score else None
    return _beside(path, marks.file) if marks else None


def _marks(file: str | None) -> Mapping[str, Decimal]:
    return {} if file is None else read_marks(decode(file, store.read(file, _ABSENT)))


def _check_once(tasks: Iterable[UnitTask]) -> None:
    """Raise CommandLineError where a list is named twice."""
    seen: dict[str, str] = {}
    for task in tasks:
        file = task.entry.file
        if not task.summary and seen.setdefault(real_path(file), file) is not file:
            raise CommandLineError(say("{path} is named twice", path=file), say("name each list once"))
