"""What was wrong with a command line: Typer's errors in our own words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    import typer


def command_line_error(error: typer.TyperException) -> CommandLineError:
    """Return the error of a command line, with the remedy that fits.

    Typer has no public names for its errors' classes, so they are told apart by name.
    """
    context: Any = getattr(error, "ctx", None)
    path = context.command_path if context else "dispatch"
    return CommandLineError(_message(error), say("see `{command} --help`", command=path))


def _message(error: Any) -> Message:
    name = type(error).__name__
    if name == "NoSuchOption":
        return say("there is no option {option}", option=error.option_name)
    if name == "BadOptionUsage":
        return say("the option {option} needs a value, or takes none", option=error.option_name)
    if name == "MissingParameter":
        return say("{name} is missing", name=error.param.metavar or error.param.name)
    if name == "UsageError" and "extra argument" in error.message:
        return say("too many arguments: {message}", message=error.message.rpartition("(")[2].rstrip(")"))
    if error.message == "Missing command.":
        return say("{name} is missing", name="COMMAND")
    return say("{message}", message=error.format_message())
