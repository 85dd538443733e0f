"""What can go wrong, as values: problems with their place, and the errors that end a command."""

from __future__ import annotations

from enum import IntEnum
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.messages import Message


class ExitCode(IntEnum):
    """The exit statuses that scripts may rely on."""

    OK = 0
    FOUND = 1
    USAGE = 2
    UNREADABLE = 3
    UNWRITABLE = 4
    UNDELIVERED = 5
    INTERRUPTED = 130
    READER_GONE = 141


class Problem(NamedTuple):
    """One thing wrong in a file: where, what, and what to do.

    `line` and `column` count from 1, columns in characters. `excerpt` is the line, or the
    part of it around the problem; `caret` is the index in it at which the problem begins.
    In a workbook, `line` and `column` count rows and columns, and `cell` names the cell.
    """

    path: str
    line: int
    column: int
    message: Message
    hint: Message
    excerpt: str = ""
    caret: int = 0
    cell: str = ""

    @property
    def place(self) -> str:
        """Return the place as people write it: path, line and column, or path and cell."""
        return f"{self.path}: {self.cell}" if self.cell else f"{self.path}:{self.line}:{self.column}"


class DispatchError(Exception):
    """An error that ends the command: what is wrong, what to do, and the exit status."""

    code = ExitCode.USAGE

    def __init__(self, message: Message, hint: Message) -> None:
        """Keep the one line that says what is wrong, and the one that says what to do."""
        super().__init__(message.template)
        self.message = message
        self.hint = hint


class CommandLineError(DispatchError):
    """The command line was wrong."""


class NothingToChangeError(CommandLineError):
    """An item has already what it is to be given."""


class UnreadableError(DispatchError):
    """A file could not be read."""

    code = ExitCode.UNREADABLE


class UnwritableError(DispatchError):
    """A file could not be written; nothing was changed."""

    code = ExitCode.UNWRITABLE


class BusyError(UnwritableError):
    """Another process holds what is locked; nothing was changed."""


class UnlockableError(UnwritableError):
    """Nothing can be locked where a file was to be written; nothing was changed."""


class HalfDoneError(DispatchError):
    """Something was written that could neither be finished nor taken back; what it is, is said."""

    code = ExitCode.UNREADABLE


class ProblemsError(Exception):
    """A file was read and has problems, all of them listed."""

    code = ExitCode.UNREADABLE

    def __init__(self, problems: Sequence[Problem]) -> None:
        """Keep the problems in the order of their places, each once."""
        super().__init__(f"{len(problems)} problems")
        ordered = sorted(problems, key=lambda problem: (problem.path, problem.line, problem.column))
        self.problems = tuple(each for before, each in zip([None, *ordered], ordered, strict=False) if each != before)


PROBLEM_LIMIT = 5000
