"""`dispatch lint`: all problems of the task file and the log."""

from __future__ import annotations

from typing import Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.values import is_typed
from dispatch_cli.errors import CommandLineError, DispatchError, ExitCode, Problem, UnreadableError
from dispatch_cli.messages import mark, say
from dispatch_cli.render.problems import FORMATS, ProblemsView
from dispatch_cli.workspace.opening import find_problems

SUMMARY = mark("Report all problems of the task file and the log; silent when there are none.")
_PathsArgument = Annotated[
    list[str] | None,
    typer.Argument(metavar="[PATH]...", help=mark("Task files to check, each with the log beside it; instead of -f.")),
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
    problems, errors = _find(requests)
    code = ExitCode.UNREADABLE if errors else ExitCode.FOUND if problems else ExitCode.OK
    return Answer(ProblemsView(problems), layout, code, errors=errors)


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


def _find(requests: list[Request]) -> tuple[list[Problem], tuple[DispatchError, ...]]:
    """Return all problems, and of several lists the errors of those that cannot be read. Raises UnreadableError."""
    problems: list[Problem] = []
    errors: list[DispatchError] = []
    for request in requests:
        try:
            problems += find_problems(request.desk)
        except UnreadableError as error:
            if len(requests) == 1:
                raise
            errors.append(error)
    return problems, tuple(errors)
