"""Help pages in the user's language, wrapped by display width."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rich.cells import cell_len

from dispatch_cli.cli.examples import EXAMPLES
from dispatch_cli.cli.manual import MORE, RELATED, USAGE
from dispatch_cli.messages import mark, say
from dispatch_cli.render.text.plain import padded
from dispatch_cli.render.text.wrap import wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    import typer

    from dispatch_cli.render.text.language import Language

    Rows = list[tuple[str, str]]

WIDTH = 80
_INDENT = "  "
_OF_EXAMPLES = "      "
_USAGE, _EXAMPLES, _ARGUMENTS, _OPTIONS = mark("Usage: "), mark("Examples:"), mark("Arguments:"), mark("Options:")
_ANY_OPTIONS, _ANY_COMMAND = mark("[OPTIONS]"), mark("COMMAND [OPTIONS]")
_HELP, _FROM_ENVIRONMENT = mark("Show this page."), mark("[from {variable}]")
DISPATCH = mark("A dispatch is one follow-up of an item: who was called, and what was said.")
_LEARN = mark("`dispatch help COMMAND` shows examples of a command, and its options.")


def program_page(context: typer.Context, groups: Mapping[str, Mapping[str, str]]) -> str:
    """Return the page of the program: what it is for, the commands with their summaries in groups, its options."""
    language: Language = context.obj
    sections = [(language.text(title), _translated(rows.items(), language)) for title, rows in groups.items()]
    column = max(_column(rows) for _, rows in sections)
    page = _headed(language.text(_USAGE), [f"{context.command_path} {language.text(_ANY_COMMAND)}"])
    page += _paragraphs([context.command.help or "", DISPATCH], language)
    page += [line for title, rows in sections for line in _section(title, rows, column)]
    page += _section(language.text(_OPTIONS), _option_rows(context))
    return "\n".join([*page, *_paragraphs([_LEARN], language, indent="")])


def command_page(context: typer.Context) -> str:
    """Return the page of a command: its uses, what it does, examples, arguments, options and related commands."""
    language: Language = context.obj
    name = str(context.command.name)
    params: list[Any] = context.command.params
    arguments = [param for param in params if param.param_type_name == "argument"]
    page = _headed(language.text(_USAGE), usages(context.command, context.command_path, language))
    page += _paragraphs([context.command.help or "", *([MORE[name]] if name in MORE else [])], language)
    page += ["", language.text(_EXAMPLES)]
    for example in EXAMPLES[name]:
        page += [_INDENT + language.text(example.does), _OF_EXAMPLES + language.text(example.line)]
    page += _section(language.text(_ARGUMENTS), [(param.metavar, language.text(param.help)) for param in arguments])
    page += _section(language.text(_OPTIONS), _option_rows(context))
    related = say("See also: {commands}", commands=[f"dispatch {each}" for each in RELATED[name]])
    return "\n".join([*page, "", language.speak(related)])


def usages(command: Any, path: str, language: Language) -> list[str]:
    """Return the ways in which a command is used, a line each."""
    arguments = " ".join(param.metavar for param in command.params if param.param_type_name == "argument")
    uses = USAGE.get(command.name, (arguments,))
    return [" ".join(filter(None, (path, use, language.text(_ANY_OPTIONS)))) for use in uses]


def shown_options(context: typer.Context) -> list[Any]:
    """Return the options that have an effect: those that every command takes may have none."""
    params: list[Any] = context.command.get_params(context)
    return [param for param in params if param.param_type_name == "option" and not param.hidden]


def option_row(param: Any, language: Language) -> tuple[str, str]:
    """Return how an option is written, and its help."""
    name = ", ".join(sorted(param.opts, key=len)) + ("" if param.is_flag else f" {param.metavar}")
    text = language.text(_HELP if param.name == "help" else param.help)
    variable = language.text(_FROM_ENVIRONMENT).format(variable=param.envvar) if param.envvar else ""
    return name, f"{text} {variable}".rstrip()


def _option_rows(context: typer.Context) -> Rows:
    return [option_row(param, context.obj) for param in shown_options(context)]


def _translated(rows: Iterable[tuple[str, str]], language: Language) -> Rows:
    return [(name, language.text(summary)) for name, summary in rows]


def _headed(title: str, lines: list[str]) -> list[str]:
    """Return lines behind a title, those after the first below it."""
    return [padded(title if not number else "", cell_len(title)) + line for number, line in enumerate(lines)]


def _paragraphs(texts: list[str], language: Language, indent: str = _INDENT) -> list[str]:
    """Return texts in the language, each wrapped, below an empty line."""
    return ["", *(indent + line for text in texts for line in wrapped(language.text(text), WIDTH - len(indent)))]


def _column(rows: Rows) -> int:
    return max((cell_len(name) for name, _ in rows), default=0) + 2


def _section(title: str, rows: Rows, column: int = 0) -> list[str]:
    """Return names and texts in two columns below their title, nothing where there are none."""
    if not rows:
        return []
    column = column or _column(rows)
    lines = ["", title]
    for name, text in rows:
        first, *more = wrapped(text, WIDTH - len(_INDENT) - column) or [""]
        lines.append(_INDENT + padded(name, column) + first)
        lines += [_INDENT + " " * column + line for line in more]
    return lines
