"""`dispatch help`: the page of the program, or of a command."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.directory import COMMANDS
from dispatch_cli.messages import mark
from dispatch_cli.render.formats.texts import Verbatim

_CommandArgument = Annotated[
    str | None,
    typer.Argument(metavar="[COMMAND]", help=mark("The command. Default: the list of all.")),
    option.OneOf([*COMMANDS]),
]


def run(
    context: typer.Context,
    name: _CommandArgument = None,
    *,
    file: option.UnusedFile = option.DEFAULT_FILE,  # noqa: ARG001 every command takes these
    log: option.UnusedLog = None,  # noqa: ARG001
    today: option.UnusedToday = None,  # noqa: ARG001
) -> Answer:
    """Return the page that `--help` shows."""
    program: Any = context.parent
    page = program.get_help() if name is None else _page(program, name)
    return Answer(Verbatim(f"{page}\n"))


def _page(program: Any, name: str) -> str:
    """Return the page of a command. Raises CommandLineError where there is none of that name."""
    _, command, _ = program.command.resolve_command(program, [name])
    with typer.Context(command, info_name=name, parent=program, obj=program.obj) as context:
        return str(command.get_help(context))
