"""An Excel workbook (.xlsx) as tables, one for each sheet: values as they are shown, and merged cells."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING
from zipfile import ZipFile

from dispatch_cli.errors import CommandLineError, UnreadableError
from dispatch_cli.ledger.grid import LAST_ROW, Grid
from dispatch_cli.ledger.markup import tell
from dispatch_cli.ledger.package import weigh
from dispatch_cli.ledger.parts import comments_in, read_parts
from dispatch_cli.ledger.sheet import SheetListener
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from types import TracebackType


class Workbook:
    """A workbook that is read sheet by sheet."""

    def __init__(self, path: str, data: bytes) -> None:
        """Open the workbook. Raises UnreadableError."""
        self.path = path
        with Understood(path):
            self._archive = ZipFile(io.BytesIO(data))
            weigh(path, self._archive)
            self._parts = read_parts(self._archive)
        self.sheets = self._parts.sheets

    def grid(self, name: str, most: int = LAST_ROW) -> Grid:
        """Return the table of a sheet, or its first rows. Raises UnreadableError."""
        part = next(sheet.part for sheet in self.sheets if sheet.name == name)
        listener = SheetListener(self.path, self._parts, most)
        with Understood(self.path):
            with self._archive.open(part) as file:
                tell(file, listener)
            comments = comments_in(self._archive, part) if most == LAST_ROW else 0
        return Grid(self.path, name, *listener.content, comments)


class Understood:
    """Raises UnreadableError for whatever a damaged workbook makes a reader stumble over."""

    def __init__(self, path: str) -> None:
        """Keep the path, which the error names."""
        self.path = path

    def __enter__(self) -> None:
        """Begin."""

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, _: TracebackType | None) -> None:
        """Turn any error of a reader into one that can be said: any part of a workbook can be damaged in any way."""
        if not isinstance(error, Exception) or isinstance(error, (UnreadableError, CommandLineError)):
            return
        message = say("{path}: the workbook is damaged and cannot be read", path=self.path)
        raise UnreadableError(message, say("open it in Excel or WPS and save it again as .xlsx")) from None
