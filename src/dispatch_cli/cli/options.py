"""The options that commands share, declared once. `help` is translated when it is shown."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated, Any

import typer

from dispatch_cli.messages import mark
from dispatch_cli.render.text.language import CODES

if TYPE_CHECKING:
    from collections.abc import Sequence

DEFAULT_FILE = "tasks.yaml"
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
    ),
]  # fmt: skip
Log = Annotated[
    str | None,
    typer.Option(
        "--log", metavar="PATH", envvar="DISPATCH_LOG",
        help=mark("The log. Default: beside the task file, its name with .log.jsonl."),
    ),
]  # fmt: skip
Today = Annotated[
    str | None,
    typer.Option(
        "--today", metavar="DATE", envvar="DISPATCH_TODAY",
        help=mark("The day to take as today, as YYYY-MM-DD."),
    ),
]  # fmt: skip
TagNames = Annotated[
    list[str] | None, typer.Option("--tag", metavar="TAG", help=mark("Only items with this tag; may be repeated."))
]
Teams = Annotated[
    list[str] | None, typer.Option("--team", metavar="TEAM", help=mark("Only items of this team; may be repeated."))
]
Owners = Annotated[
    list[str] | None, typer.Option("--owner", metavar="OWNER", help=mark("Only items of this owner; may be repeated."))
]


def format_of(formats: Sequence[str]) -> Any:
    """Return the option that names one of these formats."""
    return typer.Option("--format", metavar="|".join(formats), help=mark("Default: table on a terminal, else text."))


DetailFormat = Annotated[
    str | None, typer.Option("--format", metavar="text|json", help=mark("text or json. Default: text."))
]
Output = Annotated[
    str | None,
    typer.Option(
        "-o", "--output", metavar="PATH",
        help=mark("Write to this file, not to stdout; its name may tell the format."),
    ),
]  # fmt: skip
GroupBy = Annotated[
    str | None, typer.Option("--by", metavar="team|owner|tag", help=mark("Group the items by team, owner or tag."))
]
ItemId = Annotated[str, typer.Argument(metavar="ID", help=mark("The item's id, as in the task file."))]
ItemIds = Annotated[
    list[str] | None, typer.Argument(metavar="[ID]...", help=mark("The items' ids, as in the task file."))
]
By = Annotated[
    str | None,
    typer.Option(
        "--by", metavar="WHO", envvar="DISPATCH_BY",
        help=mark("Who writes it down. Default: your git name, else your login name."),
    ),
]  # fmt: skip
Message = Annotated[str | None, typer.Option("-m", "--message", metavar="TEXT", help=mark("A note for the log."))]
Reason = Annotated[
    str | None, typer.Option("-m", "--message", metavar="TEXT", help=mark("The reason, for the log; required."))
]
On = Annotated[
    str | None,
    typer.Option("--on", metavar="DATE", help=mark("The day it counts for, not in the future. Default: today.")),
]
Evidence = Annotated[
    str | None,
    typer.Option("-m", "--message", metavar="TEXT", help=mark("The evidence that it is finished, for the log.")),
]
TagName = Annotated[str, typer.Argument(metavar="TAG", help=mark("The new tag."))]
Events = Annotated[
    list[str] | None,
    typer.Option(
        "--event", metavar="EVENT",
        help=mark("Only dispatched, tagged, extended, closed, reopened, added or changed; may be repeated."),
    ),
]  # fmt: skip
