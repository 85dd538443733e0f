"""CSV for spreadsheets: the columns of the JSON items, UTF-8 with a byte order mark."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any

from dispatch_cli.render.columns import FIELDS, grouped, record
from dispatch_cli.render.plain import harmless

if TYPE_CHECKING:
    from dispatch_cli.agenda import Agenda
    from dispatch_cli.render import Style

_BOM = "\ufeff"
_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def render(agenda: Agenda, style: Style) -> str:
    """Return a header line and one line for each row."""
    file = io.StringIO()
    writer = csv.writer(file)
    writer.writerow(FIELDS)
    for _, rows in grouped(agenda, style.group_by, style.language):
        writer.writerows([_cell(value) for value in record(row).values()] for row in rows)
    return _BOM + file.getvalue()


def _cell(value: Any) -> str:
    """Return a cell that no spreadsheet runs as a formula; numbers stay numbers."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if not isinstance(value, str):
        return "" if value is None else str(value)
    return f"'{harmless(value)}" if value.startswith(_FORMULA) else harmless(value)
