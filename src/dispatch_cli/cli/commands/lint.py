"""`dispatch lint`: all problems of the task file and the log."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.values import is_typed
from dispatch_cli.errors import CommandLineError, DispatchError, ExitCode, Problem, UnreadableError
from dispatch_cli.messages import mark, say
from dispatch_cli.reminders.reach import out_of_reach
from dispatch_cli.render.problems import FORMATS, ProblemsView
from dispatch_cli.workspace.opening import examine

if TYPE_CHECKING:
    from dispatch_cli.messages import Message

_PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]…", help=mark("Task files to check, each with the log beside it; instead of -f.")),
    option.Completes("path"),
]


def run(
    context: typer.Context,
    paths: _PathsArgument = None,
    *,
    format_name: option.DetailFormat = None,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Return the problems, the doubtful included; of several lists, those of all that can be read."""
    requests = [Request(file, log, today, context.obj)]
    if paths:
        own_log = _log_of(context, paths, log)
        requests = [Request(path, own_log, today, context.obj) for path in dict.fromkeys(paths)]
    layout, *_ = [read_layout(request, FORMATS, format_name, output) for request in requests]
    found = _find(requests)
    code = ExitCode.UNREADABLE if found.errors else ExitCode.FOUND if found.problems else ExitCode.OK
    return Answer(ProblemsView(found.problems), layout, code, tuple(found.notices), tuple(found.errors))


def _log_of(context: typer.Context, paths: list[str], log: str | None) -> str | None:
    """Return the log that the command line names for the one list that it names; what variables name is another list's.

    Raises CommandLineError.
    """
    if is_typed(context, "file"):
        hint = say("name all of them as arguments, or one with -f")
        raise CommandLineError(say("-f and files as arguments exclude each other"), hint)
    if not is_typed(context, "log"):
        return None
    if len(paths) > 1:
        hint = say("leave --log out: each log lies beside its list, or check one list at a time")
        raise CommandLineError(say("--log names one log, and there are several lists"), hint)
    return log


class _Found(NamedTuple):
    """What is to be said of some lists; `errors` are of those that cannot be read."""

    problems: list[Problem]
    notices: list[Message]
    errors: list[DispatchError]


def _find(requests: list[Request]) -> _Found:
    """Return all problems, whom no reminder reaches, and the errors of several lists. Raises UnreadableError."""
    found = _Found([], [], [])
    for request in requests:
        try:
            problems, plan, today = examine(request.desk)
        except UnreadableError as error:
            if len(requests) == 1:
                raise
            found.errors.append(error)
            continue
        found.problems.extend(problems)
        unreached = out_of_reach(plan, today) if plan else ()
        found.notices.extend(say("{path}: {what}", path=request.file, what=what) for what in unreached)
    return found
