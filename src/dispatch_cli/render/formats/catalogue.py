"""Every format, said once; and `draw`, by which a value becomes a page in one of them.

A value draws itself: it has a method with the name of the format, or one that makes the part from which the format
is drawn for every value: a sheet for people, a document for programs, a workbook.
"""

from __future__ import annotations

from enum import Enum
from importlib import import_module
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from dispatch_cli.render.style import Style


class Encoding(Enum):
    """How a page reaches stdout: as stdout would like its text, in UTF-8, or as bytes that are no text."""

    OF_STDOUT = 1
    UTF8 = 2
    BINARY = 3


class Format(NamedTuple):
    """One format.

    `suffixes` are the ends of the names by which `-o` knows its files; none where no name tells it. `part` is the
    method by which a value makes what `as_…` draws; None where each value draws the format itself.
    """

    suffixes: tuple[str, ...]
    encoding: Encoding
    part: str | None


FORMATS = {
    "table": Format((), Encoding.OF_STDOUT, "sheet"),
    "text": Format(("", ".txt", ".log"), Encoding.OF_STDOUT, "sheet"),
    "json": Format((".json",), Encoding.OF_STDOUT, "document"),
    "csv": Format((".csv",), Encoding.UTF8, "document"),
    "md": Format((".md",), Encoding.OF_STDOUT, "sheet"),
    "html": Format((".html", ".htm"), Encoding.UTF8, None),
    "eml": Format((".eml",), Encoding.OF_STDOUT, None),
    "mbox": Format((), Encoding.OF_STDOUT, None),
    "xlsx": Format((".xlsx",), Encoding.BINARY, "book"),
    "ics": Format((".ics",), Encoding.UTF8, None),
    "schema": Format((), Encoding.UTF8, None),
    "yaml": Format((), Encoding.UTF8, None),
}
EVERYWHERE = ("table", "text", "json", "csv", "md")


class Page(NamedTuple):
    """A value, drawn; a text is still to be encoded."""

    content: str | bytes
    encoding: Encoding


def draw(value: object, format_name: str | None, style: Style) -> Page:
    """Return a value in the format of that name; without one, as a table on a terminal and else as text.

    Raises CommandLineError where a terminal would get bytes.
    """
    name = format_name or ("table" if style.width is not None and hasattr(value, "sheet") else "text")
    encoding, part = FORMATS[name].encoding, FORMATS[name].part
    if encoding is Encoding.BINARY and style.width is not None:
        message = say("{format} is not for a terminal", format=name)
        raise CommandLineError(message, say("name a file with -o, or pipe it into one"))
    if part is None or hasattr(value, name):
        return Page(getattr(value, name)(style), encoding)
    module = import_module(f"dispatch_cli.render.formats.as_{name}")
    return Page(module.render(getattr(value, part)(style), style), encoding)
