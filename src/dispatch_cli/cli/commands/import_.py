"""`dispatch import`: a task file from an office's ledger. Where anything must be assumed it asks first."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli import clock, store
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer, Layout
from dispatch_cli.cli.new_file import check_absent, check_beginning, option_for
from dispatch_cli.cli.output import path_of
from dispatch_cli.cli.values import is_typed, read_day
from dispatch_cli.cli.wishes import ImportOptions, read_wishes
from dispatch_cli.errors import CommandLineError, ExitCode
from dispatch_cli.hints.shell import joined
from dispatch_cli.ledger import understand
from dispatch_cli.ledger.profile import profile_text
from dispatch_cli.messages import Message, mark, say, say_n
from dispatch_cli.render.formats.texts import Sentences, Verbatim

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.ledger.understanding import Understanding

_NO_MORE_OPTIONS = "--"
_LedgerArgument = Annotated[
    str,
    typer.Argument(metavar="LEDGER", help=mark("A workbook (.xlsx, .xls, .xlsb, .ods) or a CSV file; - is stdin.")),
    option.Completes("path"),
]
_OutputOption = Annotated[
    str | None,
    typer.Option("-o", "--output", metavar="PATH", help=mark("Write to this new file, not to stdout.")),
    option.Completes("path"),
]
_AcceptOption = Annotated[bool, typer.Option("--accept", help=mark("Accept all that had to be assumed."))]
_MappingOption = Annotated[
    list[str] | None,
    typer.Option(
        "--map",
        metavar="HEADING=KEY",
        help=mark("What a heading or a column means, such as Department=owner or D=owner; - as key leaves it out."),
    ),
    option.Completes("nothing"),
]
_TagOption = Annotated[
    str | None,
    typer.Option("--tag", metavar="TAG", help=mark("The tag of items that have none.")),
    option.Completes("tag"),
]
_WordOption = Annotated[
    list[str] | None,
    typer.Option("--word", metavar="WORD=TAG", help=mark("Which tag a word of urgency means, such as critical=red.")),
    option.Completes("nothing"),
]
_DoneOption = Annotated[
    list[str] | None,
    typer.Option("--done", metavar="WORD", help=mark("A word of state that means done.")),
    option.Completes("nothing"),
]
_OpenOption = Annotated[
    list[str] | None,
    typer.Option("--open", metavar="WORD", help=mark("A word of state that means open.")),
    option.Completes("nothing"),
]
_StartOption = Annotated[
    str | None,
    typer.Option("--start", metavar="DATE", help=mark("The day of listing of items that have none.")),
    option.Completes("nothing"),
]
_SinceOption = Annotated[
    str | None,
    typer.Option("--since", metavar="DATE", help=mark("From when on the list is kept: nothing is owed before.")),
    option.Completes("nothing"),
]
_HeaderOption = Annotated[
    int | None,
    typer.Option("--header", metavar="ROW", help=mark("The row of the headings, the lowest of several.")),
    option.Completes("nothing"),
]
_SheetOption = Annotated[
    list[str] | None,
    typer.Option("--sheet", metavar="SHEET", help=mark("The sheet, or all; default: the one that has headings.")),
    option.Completes("nothing"),
]
_DayFirstOption = Annotated[bool, typer.Option("--day-first", help=mark("11/12/2026 is 11 December."))]
_MonthFirstOption = Annotated[bool, typer.Option("--month-first", help=mark("11/12/2026 is 12 November."))]
_SkipOption = Annotated[
    list[str] | None,
    typer.Option("--skip", metavar="ROWS", help=mark("Rows that are no items, such as 3,7-9.")),
    option.Completes("nothing"),
]
_SaveOption = Annotated[
    str | None,
    typer.Option("--save-as", metavar="FILE", help=mark("Keep these options in a profile, for the next ledger.")),
    option.Completes("path"),
]
_ProfileOption = Annotated[
    str | None,
    typer.Option("--profile", metavar="FILE", help=mark("The options that --save-as has kept.")),
    option.Completes("path"),
]


def run(
    context: typer.Context,
    ledger: _LedgerArgument,
    *,
    output: _OutputOption = None,
    accept: _AcceptOption = False,
    mapping: _MappingOption = None,
    tag: _TagOption = None,
    word: _WordOption = None,
    done: _DoneOption = None,
    still_open: _OpenOption = None,
    start: _StartOption = None,
    since: _SinceOption = None,
    header: _HeaderOption = None,
    sheet: _SheetOption = None,
    day_first: _DayFirstOption = False,
    month_first: _MonthFirstOption = False,
    skip: _SkipOption = None,
    save_as: _SaveOption = None,
    profile: _ProfileOption = None,
    file: option.UnusedFile = option.DEFAULT_FILE,  # noqa: ARG001 every command takes these
    log: option.UnusedLog = None,  # noqa: ARG001
    today: option.Today = None,
) -> Answer:
    """Return the task file, or write it; or the proposal of how the ledger would be read."""
    if is_typed(context, "file"):
        message = say("import reads no task file, so there is no -f")
        raise CommandLineError(message, say("name the new task file with -o"))
    day = read_day("--today", today) or clock.today(None)
    new = path_of(output)
    if new is not None:
        check_beginning(new)
    said = ImportOptions(
        mapping, tag, word, done, still_open, start, since, header, sheet, day_first, month_first, skip, accept
    )
    wishes = read_wishes(said, profile)
    data = store.read(ledger, say("name the workbook or the CSV file of the ledger"))
    name = store.name_of(ledger)
    understood = understand(name, data, wishes, clock.is_zone, day)
    if understood.assumed and not accept:
        words = ["dispatch", "import", *_accepted(context.meta[option.WORDS])]
        return Answer(Sentences(()), code=ExitCode.UNREADABLE, notices=_proposal(name, understood, words))
    _write([(save_as, profile_text(wishes)), (new, understood.text)])
    return _answer(understood, new)


def _accepted(words: Sequence[str]) -> list[str]:
    """Return the words of a command line with `--accept`: behind `--` there are no options."""
    place = words.index(_NO_MORE_OPTIONS) if _NO_MORE_OPTIONS in words else len(words)
    return [*words[:place], "--accept", *words[place:]]


def _write(texts: Sequence[tuple[str | None, str]]) -> None:
    """Write each text to the new file that is named for it: all of them, or none."""
    match [(path, text.encode()) for path, text in texts if path is not None]:
        case [(path, data)]:
            store.create(path, data)
        case [(beside, more), (path, data)]:
            check_absent(beside)
            store.create_both(path, data, beside, more)


def _answer(understood: Understanding, new: str | None) -> Answer:
    """Return the task file, or that it is written."""
    if new is None:
        return Answer(Verbatim(understood.text), Layout("yaml"), notices=understood.notices)
    done = say_n(
        "{file} is written: {n} item. Run `dispatch check{option}`.",
        "{file} is written: {n} items. Run `dispatch check{option}`.",
        understood.items,
        file=new,
        option=option_for(new),
    )
    return Answer(Sentences((done,)), notices=understood.notices, is_carried_out=True)


def _proposal(name: str, understood: Understanding, words: list[str]) -> tuple[Message, ...]:
    """Return how a ledger is understood, and the command that accepts it."""
    items = say_n("{n} item", "{n} items", understood.items)
    first = say(
        "{path}: {items}, {closed} of them closed. Nothing is written yet, for some of it is assumed:",
        path=name, items=items, closed=understood.closed,
    )  # fmt: skip
    return (
        first,
        *(say("  {line}", line=line) for line in (*understood.read, *understood.assumed)),
        *(say("  {line}", line=line) for line in (*understood.skipped, *understood.lost)),
        say("The options named above say it otherwise. If it is right, run:"),
        say("{command}", command=joined(words)),
    )
