"""CSV for spreadsheets: the columns of the JSON records, UTF-8 with a byte order mark."""

from __future__ import annotations

import csv
import io
import re
from typing import TYPE_CHECKING

from dispatch_cli.ledger.separated import FORMULA
from dispatch_cli.render.text.plain import harmless

if TYPE_CHECKING:
    from dispatch_cli.render.formats.sheet import Document
    from dispatch_cli.render.style import Style

_BOM = "\ufeff"
_FORMULA = re.compile(FORMULA)


def render(document: Document, style: Style) -> str:  # noqa: ARG001 keys and values are English in every language
    """Return a header line and one line for each record."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(document.fields)
    writer.writerows([_cell(value) for value in row] for row in document.rows())
    return _BOM + file.getvalue()


def _cell(value: object) -> str:
    """Return a cell that no spreadsheet runs as a formula; numbers stay numbers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return f"'{harmless(value)}" if _FORMULA.match(value) else harmless(value)
