"""`dispatch lint`: all problems of the task file and the log."""

from __future__ import annotations

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.office import Request, find_problems
from dispatch_cli.cli.result import Result
from dispatch_cli.errors import ExitCode
from dispatch_cli.messages import mark
from dispatch_cli.render.problems import problem_lines

SUMMARY = mark("Report all problems of the task file and the log; silent when there are none.")


def run(
    context: typer.Context,
    *,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return the problems, the doubtful included."""
    problems = find_problems(Request(file, log, today, context.obj))
    code = ExitCode.FOUND if problems else ExitCode.OK
    return Result(lambda style: problem_lines(problems, style.language), code)
