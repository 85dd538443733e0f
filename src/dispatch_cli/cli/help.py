"""Help pages in the user's language, wrapped by display width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from dispatch_cli.messages import mark
from dispatch_cli.render.text.plain import padded
from dispatch_cli.render.text.wrap import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable

    import typer

    from dispatch_cli.render.text.language import Language

WIDTH = 80
_INDENT = "  "
_USAGE, _ARGUMENTS, _OPTIONS, _COMMANDS = (
    mark("Usage: {usage}"),
    mark("Arguments:"),
    mark("Options:"),
    mark("Commands:"),
)


def help_page(context: typer.Context, rows: Iterable[tuple[str, str]] = ()) -> str:
    """Return usage, summary, arguments, options, and the commands given as rows."""
    language: Language = context.obj
    command = context.command
    usage = f"{context.command_path} {_pieces(command, language)}"
    page = [language.text(_USAGE).format(usage=usage), ""]
    page += [_INDENT + line for line in wrapped(language.text(command.help or ""), WIDTH - len(_INDENT))]
    arguments = [param for param in command.params if param.param_type_name == "argument"]
    options = [param for param in command.get_params(context) if param.param_type_name == "option"]
    page += _section(language.text(_ARGUMENTS), [_row(param, language) for param in arguments])
    page += _section(language.text(_OPTIONS), [_row(param, language) for param in options])
    page += _section(language.text(_COMMANDS), [(name, language.text(summary)) for name, summary in rows])
    return "\n".join(page)


_MORE = mark("COMMAND [OPTIONS]"), mark("[OPTIONS]")
_HELP, _FROM_ENVIRONMENT = mark("Show this page."), mark("[from {variable}]")


def _pieces(command: Any, language: Language) -> str:
    of_group, of_command = _MORE
    if hasattr(command, "list_commands"):
        return language.text(of_group)
    arguments = [param.metavar for param in command.params if param.param_type_name == "argument"]
    return " ".join([*arguments, language.text(of_command)])


def _row(param: Any, language: Language) -> tuple[str, str]:
    """Return how a parameter is written, and its help."""
    if param.param_type_name == "argument":
        return param.metavar, language.text(param.help)
    takes_value = not param.is_flag
    name = ", ".join(sorted(param.opts, key=len)) + (f" {param.metavar}" if takes_value else "")
    text = language.text(_HELP if param.name == "help" else param.help)
    variable = language.text(_FROM_ENVIRONMENT).format(variable=param.envvar) if param.envvar else ""
    return name, f"{text} {variable}".rstrip()


def _section(title: str, rows: list[tuple[str, str]]) -> list[str]:
    if not rows:
        return []
    column = max(cell_len(name) for name, _ in rows) + 2
    lines = ["", title]
    for name, text in rows:
        first, *more = wrapped(text, WIDTH - len(_INDENT) - column) or [""]
        lines.append(_INDENT + padded(name, column) + first)
        lines += [_INDENT + " " * column + line for line in more]
    return lines
