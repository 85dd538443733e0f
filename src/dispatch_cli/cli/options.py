"""The options that commands share, declared once, and what completes the values of options and arguments.

`help` is translated when it is shown. Every parameter that takes a value says beside its declaration what
completes it: a kind of values, or the words themselves.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dispatch_cli.cadence.meetings import WEEKDAYS
from dispatch_cli.log.events import ABOUT_ITEMS
from dispatch_cli.messages import mark
from dispatch_cli.model import USUAL_FILE
from dispatch_cli.render.style import GROUPS
from dispatch_cli.render.text.language import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from typing import Literal, TypeAlias

    # A closed item is one that has a day of closing; a name is told of something.
    Kind: TypeAlias = Literal["nothing", "path", "item", "open item", "closed item", "tag", "team", "owner", "name"]


class Completes:
    """What completes a value while it is typed: values of a kind, a path, or nothing, for a text of one's own."""

    def __init__(self, kind: Kind) -> None:
        """Keep the kind."""
        self.kind = kind


class OneOf:
    """A value is one of these words."""

    def __init__(self, words: Sequence[str]) -> None:
        """Keep them in their order."""
        self.words = words


DEFAULT_FILE = USUAL_FILE
DETAIL_FORMATS = ("text", "json")
EVENTS = sorted(ABOUT_ITEMS)
UNTIL_WORDS = ("meeting", "today", *WEEKDAYS)
# By this variable a shell asks for the candidates of a word that is being typed; its value may be the shell's name.
VARIABLE = "_DISPATCH_COMPLETE"
# Under this name the context of a command keeps the words behind it, as they were typed.
WORDS = "dispatch.words"
# The program has chosen the language before it parses the options; they only declare it.
LANGUAGE: Any = {
    "metavar": "|".join(CODES),
    "envvar": "DISPATCH_LANG",
    "help": mark("The language. Default: from the locale."),
}

File = Annotated[
    str,
    typer.Option(
        "-f", "--file", metavar="PATH", envvar="DISPATCH_FILE",
        help=mark("The task file; - is stdin. Default: tasks.yaml."),
    ), Completes("path"),
]  # fmt: skip
EditedFile = Annotated[
    str,
    typer.Option(
        "-f", "--file", metavar="PATH", envvar="DISPATCH_FILE",
        help=mark("The task file. Default: tasks.yaml."),
    ), Completes("path"),
]  # fmt: skip
Log = Annotated[
    str | None,
    typer.Option(
        "--log", metavar="PATH", envvar="DISPATCH_LOG",
        help=mark("The log. Default: beside the task file, its name with .log.jsonl."),
    ), Completes("path"),
]  # fmt: skip
Today = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="DATE", envvar="DISPATCH_TODAY",
        help=mark("The day to take as today, as YYYY-MM-DD."),
    ), Completes("nothing"),
]  # fmt: skip
# Every command takes these, and help does not show them where they have no effect.
UnusedFile = Annotated[str, typer.Option("-f", "--file", metavar="PATH", hidden=True), Completes("nothing")]
UnusedLog = Annotated[str | None, typer.Option("--log", metavar="PATH", hidden=True), Completes("nothing")]
UnusedToday = Annotated[str | None, typer.Option("--today", metavar="DATE", hidden=True), Completes("nothing")]
TagNames = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help=mark("Only items with this tag; may be repeated.")),
    Completes("tag"),
]
Teams = Annotated[
    list[str] | None,
    typer.Option("--team", metavar="TEAM", help=mark("Only items of this team; may be repeated.")),
    Completes("team"),
]
Owners = Annotated[
    list[str] | None,
    typer.Option("--owner", metavar="OWNER", help=mark("Only items of this owner; may be repeated.")),
    Completes("owner"),
]


def format_of(formats: Sequence[str]) -> Any:
    """Return the option that names one of these formats."""
    return typer.Option("--format", metavar="|".join(formats), help=mark("Default: table on a terminal, else text."))


DetailFormat = Annotated[
    str | None,
    typer.Option("--format", metavar="|".join(DETAIL_FORMATS), help=mark("text or json. Default: text.")),
    OneOf(DETAIL_FORMATS),
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="PATH",
        help=mark("Write to this file, not to stdout; its name may tell the format."),
    ), Completes("path"),
]  # fmt: skip
GroupBy = Annotated[
    str | None,
    typer.Option("--group-by", metavar="|".join(GROUPS), help=mark("Group the items by team, owner or tag.")),
    OneOf(GROUPS),
]
Until = Annotated[
    str | None,
    typer.Option(
        "--until", metavar="DATE",
        help=mark("Also what falls due up to this day: a date, +7, a weekday, or meeting (before the next meeting)."),
    ), OneOf(UNTIL_WORDS),
]  # fmt: skip
_OneItem = typer.Argument(metavar="ID", help=mark("The item's id, as in the task file."))
_ManyItems = typer.Argument(metavar="ID…", help=mark("The items' ids, as in the task file."))
_SomeItems = typer.Argument(metavar="[ID]…", help=mark("The items' ids, as in the task file."))
AnyItem = Annotated[str, _OneItem, Completes("item")]
AnyItems = Annotated[list[str] | None, _SomeItems, Completes("item")]
OpenItems = Annotated[list[str] | None, _SomeItems, Completes("open item")]
# At least one; a command that changes items takes all of them or none.
SomeOpenItems = Annotated[list[str], _ManyItems, Completes("open item")]
SomeClosedItems = Annotated[list[str], _ManyItems, Completes("closed item")]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="WHO", envvar="DISPATCH_BY",
        help=mark("Who writes it down. Default: your git name, else your login name."),
    ), Completes("nothing"),
]  # fmt: skip
Message = Annotated[
    str | None, typer.Option("-m", "--message", metavar="NOTE", help=mark("A note for the log.")), Completes("nothing")
]
Reason = Annotated[
    str | None,
    typer.Option("-m", "--message", metavar="REASON", help=mark("The reason, for the log; required.")),
    Completes("nothing"),
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=mark("The day it counts for, not in the future. Default: today.")),
    Completes("nothing"),
]
Evidence = Annotated[
    str | None,
    typer.Option(
        "-m", "--message", metavar="EVIDENCE", help=mark("The evidence that it is finished, for the log; required.")
    ),
    Completes("nothing"),
]
TagName = Annotated[str, typer.Argument(metavar="TAG", help=mark("The new tag.")), Completes("tag")]
Events = Annotated[
    list[str] | None,
    typer.Option(
        "--event", metavar="EVENT",
        help=mark("Only dispatched, tagged, extended, closed, reopened, added or changed; may be repeated."),
    ), OneOf(EVENTS),
]  # fmt: skip
