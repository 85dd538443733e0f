"""The options that commands share, declared once, and what completes the values of options and arguments.

`help` is translated when it is shown. Every parameter that takes a value says beside its declaration what
completes it: a kind of values, or the words themselves.
"""

from __future__ import annotations

from enum import Enum
from typing import TYPE_CHECKING, Annotated, Any

import typer

from dispatch_cli.log.events import ABOUT_ITEMS
from dispatch_cli.messages import mark
from dispatch_cli.render.style import GROUPS
from dispatch_cli.render.text.language import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence


class Completes(Enum):
    """What completes a value while it is typed."""

    NOTHING = "nothing: a text of one's own"
    PATH = "a path, which the shell completes"
    ITEM = "the id of any item"
    OPEN_ITEM = "the id of an item that is open"
    CLOSED_ITEM = "the id of an item that is closed or has a day of closing"
    TAG = "a tag"
    TEAM = "a team"
    OWNER = "an owner"
    NAME = "a name that is told of something"


class OneOf:
    """A value is one of these words."""

    def __init__(self, words: Sequence[str]) -> None:
        """Keep them in their order."""
        self.words = words


DEFAULT_FILE = "tasks.yaml"
DETAIL_FORMATS = ("text", "json")
EVENTS = sorted(ABOUT_ITEMS)
# By this variable a shell asks for the candidates of a word that is being typed; its value may be the shell's name.
VARIABLE = "_DISPATCH_COMPLETE"
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
    ), Completes.PATH,
]  # fmt: skip
Log = Annotated[
    str | None,
    typer.Option(
        "--log", metavar="PATH", envvar="DISPATCH_LOG",
        help=mark("The log. Default: beside the task file, its name with .log.jsonl."),
    ), Completes.PATH,
]  # fmt: skip
Today = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="DATE", envvar="DISPATCH_TODAY",
        help=mark("The day to take as today, as YYYY-MM-DD."),
    ), Completes.NOTHING,
]  # fmt: skip
TagNames = Annotated[
    list[str] | None,
    typer.Option("--tag", metavar="TAG", help=mark("Only items with this tag; may be repeated.")),
    Completes.TAG,
]
Teams = Annotated[
    list[str] | None,
    typer.Option("--team", metavar="TEAM", help=mark("Only items of this team; may be repeated.")),
    Completes.TEAM,
]
Owners = Annotated[
    list[str] | None,
    typer.Option("--owner", metavar="OWNER", help=mark("Only items of this owner; may be repeated.")),
    Completes.OWNER,
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
    ), Completes.PATH,
]  # fmt: skip
GroupBy = Annotated[
    str | None,
    typer.Option("--by", metavar="|".join(GROUPS), help=mark("Group the items by team, owner or tag.")),
    OneOf(GROUPS),
]
_OneItem = typer.Argument(metavar="ID", help=mark("The item's id, as in the task file."))
_SomeItems = typer.Argument(metavar="[ID]...", help=mark("The items' ids, as in the task file."))
AnyItem = Annotated[str, _OneItem, Completes.ITEM]
OpenItem = Annotated[str, _OneItem, Completes.OPEN_ITEM]
ClosedItem = Annotated[str, _OneItem, Completes.CLOSED_ITEM]
AnyItems = Annotated[list[str] | None, _SomeItems, Completes.ITEM]
OpenItems = Annotated[list[str] | None, _SomeItems, Completes.OPEN_ITEM]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="WHO", envvar="DISPATCH_BY",
        help=mark("Who writes it down. Default: your git name, else your login name."),
    ), Completes.NOTHING,
]  # fmt: skip
Message = Annotated[
    str | None, typer.Option("-m", "--message", metavar="TEXT", help=mark("A note for the log.")), Completes.NOTHING
]
Reason = Annotated[
    str | None,
    typer.Option("-m", "--message", metavar="TEXT", help=mark("The reason, for the log; required.")),
    Completes.NOTHING,
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=mark("The day it counts for, not in the future. Default: today.")),
    Completes.NOTHING,
]
Evidence = Annotated[
    str | None,
    typer.Option("-m", "--message", metavar="TEXT", help=mark("The evidence that it is finished, for the log.")),
    Completes.NOTHING,
]
TagName = Annotated[str, typer.Argument(metavar="TAG", help=mark("The new tag.")), Completes.TAG]
Events = Annotated[
    list[str] | None,
    typer.Option(
        "--event", metavar="EVENT",
        help=mark("Only dispatched, tagged, extended, closed, reopened, added or changed; may be repeated."),
    ), OneOf(EVENTS),
]  # fmt: skip
