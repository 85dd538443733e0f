"""Write the manual pages in docs/man, from what help says: `.venv/bin/python docs/man.py`.

The package installs them into share/man, where `man dispatch` and `man dispatch-check` find them. The exit statuses are
those of the page with all commands.
"""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import typer

from dispatch_cli.cli.app import app
from dispatch_cli.cli.directory import COMMANDS, GROUPS
from dispatch_cli.cli.examples import EXAMPLES
from dispatch_cli.cli.help import DISPATCH, option_row, shown_options, usages
from dispatch_cli.cli.manual import MORE, RELATED
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

DOCS = Path(__file__).parent
MAN = DOCS / "man"


class Tongue(NamedTuple):
    """Where the pages of a language lie, which page has the exit statuses, and what the sections are called."""

    folder: Path
    statuses: Path
    name: str
    synopsis: str
    description: str
    examples: str
    arguments: str
    options: str
    commands: str
    status: str
    related: str
    start: str


TONGUES = {
    "en": Tongue(
        MAN / "man1",
        DOCS / "commands.md",
        *("NAME", "SYNOPSIS", "DESCRIPTION", "EXAMPLES", "ARGUMENTS", "OPTIONS", "COMMANDS", "EXIT STATUS", "SEE ALSO"),
        "follow up the items of a list in time",
    ),
    "zh": Tongue(
        MAN / "zh_CN" / "man1",
        DOCS / "commands.zh.md",
        *("名称", "用法", "说明", "示例", "参数", "选项", "命令", "退出状态", "另见"),
        "按时调度清单上的事项",
    ),
}
_STATUS = re.compile(r"^\| (\d+(?:, \d+)?) \| (.*) \|$", re.MULTILINE)


def pages() -> dict[Path, str]:
    """Return every manual page, under its path."""
    found = {}
    for code, tongue in TONGUES.items():
        program = typer.main.get_command(app)
        root = typer.Context(program, info_name="dispatch", obj=Language(code), **program.context_settings)
        found[tongue.folder / "dispatch.1"] = _written(_program(root, tongue))
        for command in COMMANDS:
            found[tongue.folder / f"dispatch-{command}.1"] = _written(_command(root, command, tongue))
    return found


def _program(context: typer.Context, tongue: Tongue) -> Iterator[str]:
    """Yield the lines of the program's page."""
    language: Language = context.obj
    yield from _head("dispatch", tongue.start, tongue)
    yield from (f".SH {tongue.synopsis}", r"\fBdispatch\fR \fICOMMAND\fR [\fIOPTIONS\fR]", f".SH {tongue.description}")
    yield from (escaped(language.text(text)) for text in (context.command.help or "", DISPATCH))
    yield f".SH {tongue.commands}"
    for title, commands in GROUPS.items():
        yield f".SS {escaped(language.text(title).rstrip(':：'))}"
        for name, summary in commands.items():
            yield from _entry(rf"\fBdispatch\-{name}\fR(1)", language.text(summary))
    yield from _options(context, tongue)
    yield f".SH {tongue.status}"
    for status, meaning in _STATUS.findall(tongue.statuses.read_text(encoding="utf-8")):
        yield from _entry(status, meaning)


def _command(root: typer.Context, name: str, tongue: Tongue) -> Iterator[str]:
    """Yield the lines of a command's page."""
    language: Language = root.obj
    command = root.command.get_command(root, name)  # type: ignore[attr-defined]
    context = typer.Context(command, info_name=name, parent=root, obj=language)
    yield from _head(f"dispatch-{name}", language.text(COMMANDS[name]).rstrip(".。"), tongue)
    yield f".SH {tongue.synopsis}"
    for use in usages(command, f"dispatch {name}", language):
        yield from (escaped(use).replace(rf"dispatch {name}", rf"\fBdispatch {name}\fR", 1), ".br")
    yield f".SH {tongue.description}"
    for text in filter(None, (COMMANDS[name], MORE.get(name))):
        yield escaped(language.text(text))
    yield f".SH {tongue.examples}"
    for example in EXAMPLES[name]:
        yield from (
            ".PP",
            escaped(language.text(example.does)),
            ".PP",
            ".EX",
            escaped(language.text(example.line)),
            ".EE",
        )
    arguments: list[Any] = [param for param in command.params if param.param_type_name == "argument"]
    if arguments:
        yield f".SH {tongue.arguments}"
    for param in arguments:
        yield from _entry(rf"\fI{escaped(param.metavar)}\fR", language.text(param.help))
    yield from _options(context, tongue)
    others = ("dispatch", *(f"dispatch-{each}" for each in RELATED[name]))
    yield from (f".SH {tongue.related}", ", ".join(rf"\fB{escaped(each)}\fR(1)" for each in others))


def _head(name: str, summary: str, tongue: Tongue) -> Iterator[str]:
    """Yield the title of a page, and its name; the summary is one line, by which `apropos` finds it."""
    yield from (r".\" Made by docs/man.py from the program's help.", f'.TH {escaped(name.upper())} 1 "" dispatch')
    yield from (".ad l", ".nh", f".SH {tongue.name}", rf"{escaped(name)} \- {escaped(summary)}")


def _options(context: typer.Context, tongue: Tongue) -> Iterator[str]:
    """Yield the options that have an effect."""
    yield f".SH {tongue.options}"
    for param in shown_options(context):
        written, text = option_row(param, context.obj)
        term = re.sub(r"(?<!\S)\\-[\w\\-]+", r"\\fB\g<0>\\fR", escaped(written))
        if not param.is_flag:
            value = escaped(param.metavar)
            term = rf"{term.removesuffix(value)}\fI{value}\fR"
        yield from _entry(term, text)


def _entry(term: str, text: str) -> Iterator[str]:
    """Yield a term, as groff reads it, and what it means."""
    yield from (".TP", term, escaped(text))


def escaped(text: str) -> str:
    """Return a text as groff reads it: no command, no escape, hyphens that can be copied, code in bold."""
    text = text.replace("\\", r"\e").replace("-", r"\-").replace("'", r"\(aq").replace("…", "...")
    text = re.sub("`([^`]*)`", r"\\fB\1\\fR", text)
    return rf"\&{text}" if text.startswith(".") else text


def _written(lines: Iterable[str]) -> str:
    return "".join(f"{line}\n" for line in lines)


if __name__ == "__main__":
    for stale in MAN.rglob("*.1"):
        stale.unlink()
    for path, page in pages().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(page, encoding="utf-8")
