"""What was wrong with a command line: Typer's errors in our own words."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING, Any

from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import Message, mark, say

if TYPE_CHECKING:
    import typer


_ALIKE = 0.75
# What an option was called in earlier versions, in the commands that have the new one.
_RENAMED = {"--by": "--group-by"}
_NEEDS_VALUE = mark("the option {option} needs a value")
_TAKES_NONE = mark("the option {option} takes no value")
_MISSING = mark("{name} is missing")


def command_line_error(error: typer.TyperException, command: str, named: str) -> CommandLineError:
    """Return the error of a command line, with the remedy that fits.

    `command` is as typed up to the error, `dispatch check`; `named` is the command that stands behind it, or the usual
    one. Typer has no public names for its errors' classes, so they are told apart by name.
    """
    option = getattr(error, "option_name", "")
    if option in _RENAMED and _RENAMED[option] in _options_of(error):
        return renamed(option, _RENAMED[option])
    return CommandLineError(_message(error), _remedy(error, option, command, named))


def _remedy(error: Any, option: str, command: str, named: str) -> Message:
    """Return what to write instead of an option that is unknown here, or where to read."""
    known = _options_of(error)
    if not known or not option or option in known:  # not the option is unknown
        return say("see `{command} --help`", command=command)
    alike = [each for each in known if each.lower() == option.lower()] or get_close_matches(option, known, 1, _ALIKE)
    if alike:
        return say("did you mean `{word}`?", word=alike[0])
    if command == "dispatch" and option in _options_of_command(error, named):
        return say("options stand after the command: `dispatch {command} {option} …`", command=named, option=option)
    of_program = {name for param in error.ctx.find_root().command.params for name in param.opts}
    if alike := get_close_matches(option, of_program, 1, _ALIKE):
        return say("did you mean `{word}`?", word=f"dispatch {alike[0]}")
    return say("see `{command} --help`", command=command)


def renamed(old: str, new: str) -> CommandLineError:
    """Return the error of a command or an option that has another name now."""
    return CommandLineError(say("`{old}` is now called `{new}`", old=old, new=new), say("write `{new}`", new=new))


def _options_of(error: Any) -> set[str]:
    """Return the options of the command in whose line an error is, none where Typer does not say whose it is."""
    if error.ctx is None:
        return set()
    return {name for param in error.ctx.command.get_params(error.ctx) for name in param.opts}


def _options_of_command(error: Any, name: str) -> set[str]:
    """Return the options of another command; `error` is in the words before it."""
    return {option for param in error.ctx.command.get_command(error.ctx, name).params for option in param.opts}


def _message(error: Any) -> Message:
    name, text = type(error).__name__, error.format_message()
    if name == "NoSuchOption":
        return say("there is no option {option}", option=error.option_name)
    if name == "BadOptionUsage":
        template = _NEEDS_VALUE if "requires" in text else _TAKES_NONE
        return say(template, option=error.option_name)
    if name == "MissingParameter":
        return say(_MISSING, name=error.param.metavar or error.param.name)
    if "extra argument" in text:
        return say("too many arguments: {message}", message=text.rpartition("(")[2].rstrip(")"))
    return say(_MISSING, name="COMMAND") if "Missing command" in text else say("{message}", message=text)
