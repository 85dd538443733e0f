"""Every format, said once; and `draw`, by which a value becomes a page in one of them.

A value draws itself: it has a method with the name of the format, or one that makes the part from which the format
is drawn for every value: a sheet for people, a document for programs, data, a workbook.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from typing import Literal

    from dispatch_cli.render.style import Style


class Format(NamedTuple):
    """One format.

    `suffixes` are the ends of the names by which `-o` knows its files; none where no name tells it. `part` is the
    method by which a value makes what `as_…` draws; None where each value draws the format itself. A page reaches
    stdout in the encoding that stdout would like, in UTF-8, or as bytes that are no text.
    """

    suffixes: tuple[str, ...]
    encoding: Literal["of stdout", "utf-8", "bytes"]
    part: str | None


FORMATS = {
    "table": Format((), "of stdout", "sheet"),
    "text": Format(("", ".txt", ".log"), "of stdout", "sheet"),
    "json": Format((".json",), "utf-8", "document"),
    "csv": Format((".csv",), "utf-8", "document"),
    "md": Format((".md",), "of stdout", "sheet"),
    "html": Format((".html", ".htm"), "utf-8", None),
    "eml": Format((".eml",), "of stdout", None),
    "mbox": Format((), "of stdout", None),
    "xlsx": Format((".xlsx",), "bytes", "book"),
    "docx": Format((".docx",), "bytes", None),
    "jsonl": Format((".jsonl",), "utf-8", "data"),
    "parquet": Format((".parquet",), "bytes", "data"),
    "summary": Format((), "utf-8", None),
    "ics": Format((".ics",), "utf-8", None),
    "schema": Format((), "utf-8", None),
    "yaml": Format((), "utf-8", None),
}
EVERYWHERE = ("table", "text", "json", "csv", "md")


def format_of(value: object, asked: str | None, style: Style) -> str:
    """Return the name of the format in which a value is shown: the one asked for, else the one that fits the style.

    That is a table on a terminal, where the value has one, and text elsewhere.
    """
    return asked or ("table" if style.width is not None and hasattr(value, "sheet") else "text")


def draw(value: object, name: str, style: Style) -> str | bytes:
    """Return a value in the format of that name. Raises CommandLineError where a terminal would get bytes."""
    encoding, part = FORMATS[name].encoding, FORMATS[name].part
    if encoding == "bytes" and style.width is not None:
        message = say("{format} is not for a terminal", format=name)
        raise CommandLineError(message, say("name a file with -o, or pipe it into one"))
    if part is None or hasattr(value, name):
        page: str | bytes = getattr(value, name)(style)
    else:
        module = import_module(f"dispatch_cli.render.formats.as_{name}")
        page = module.render(getattr(value, part)(style), style)
    return page
