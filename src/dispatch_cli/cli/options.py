"""The options that commands share, declared once. `help` is translated when it is shown."""

from __future__ import annotations

from typing import Annotated, Any

import typer

from dispatch_cli.messages import mark

DEFAULT_FILE = "tasks.yaml"
# The program has chosen the language before it parses the options; they only declare it.
LANGUAGE: Any = {
    "metavar": "en|zh",
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
Format = Annotated[
    str | None,
    typer.Option(
        "--format", metavar="FORMAT",
        help=mark("table, text, json, csv or md. Default: table on a terminal, else text."),
    ),
]  # fmt: skip
DetailFormat = Annotated[str, typer.Option("--format", metavar="FORMAT", help=mark("text or json."))]
GroupBy = Annotated[
    str | None, typer.Option("--by", metavar="team|owner|tag", help=mark("Group the items by team, owner or tag."))
]
ItemId = Annotated[str, typer.Argument(metavar="ID", help=mark("The item's id, as in the task file."))]
