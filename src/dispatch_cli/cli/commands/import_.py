"""`dispatch import`: a task file from an office's ledger."""

from __future__ import annotations

import shlex
from typing import Annotated

import typer

from dispatch_cli import clock, store
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer, Layout
from dispatch_cli.cli.new_file import check_beginning
from dispatch_cli.cli.output import path_of
from dispatch_cli.cli.values import is_typed, read_day
from dispatch_cli.errors import CommandLineError
from dispatch_cli.ledger import take_over
from dispatch_cli.ledger.headings import Headings, read_mapping
from dispatch_cli.messages import mark, say, say_n
from dispatch_cli.render.formats.texts import Sentences, Verbatim

_STDIN_NAME = "<stdin>"
_LedgerArgument = Annotated[
    str,
    typer.Argument(metavar="LEDGER", help=mark("A workbook (.xlsx) or a CSV file; - is stdin.")),
    option.Completes("path"),
]
_OutputOption = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="PATH", help=mark("Write to this new file, not to stdout.")),
    option.Completes("path"),
]
_MappingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="HEADING=KEY",
        help=mark("What a heading means, such as 承办处室=owner; - as key leaves it out; may be repeated."),
    ),
    option.Completes("nothing"),
]
_SheetOption = Annotated[
    str | None,
    typer.Option("--sheet", metavar="SHEET", help=mark("The sheet. Default: the one that has headings.")),
    option.Completes("nothing"),
]


def run(
    context: typer.Context,
    ledger: _LedgerArgument,
    *,
    output: _OutputOption = None,
    mapping: _MappingOption = None,
    sheet: _SheetOption = None,
    file: option.File = option.DEFAULT_FILE,  # noqa: ARG001 every command takes these
    log: option.Log = None,  # noqa: ARG001
    today: option.Today = None,
) -> Answer:
    """Return the task file, or write it."""
    if is_typed(context, "file"):
        message = say("import reads no task file, so there is no -f")
        raise CommandLineError(message, say("name the new task file with -o"))
    read_day("--today", today)
    new = path_of(output)
    if new is not None:
        check_beginning(new)
    headings = Headings(read_mapping("--map", mapping or ()))
    data = store.read(ledger, say("name the workbook or the CSV file of the ledger"))
    name = _STDIN_NAME if ledger == store.STDIN else ledger
    imported = take_over(name, data, headings, clock.is_zone, sheet)
    if new is None:
        return Answer(Verbatim(imported.text), Layout("yaml"), notices=imported.notices)
    store.create(new, imported.text.encode())
    done = say_n(
        "{file} is written: {n} item. Run `dispatch check -f {file}`.",
        "{file} is written: {n} items. Run `dispatch check -f {file}`.",
        imported.items,
        file=shlex.quote(new),
    )
    return Answer(Sentences((done,)), notices=imported.notices, is_carried_out=True)
