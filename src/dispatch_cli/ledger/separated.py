"""A CSV file as a table, in whichever encoding and with whichever separator it was saved."""

from __future__ import annotations

import csv
import io
import re
from itertools import islice
from typing import TYPE_CHECKING

from dispatch_cli.errors import Problem, ProblemsError, UnreadableError
from dispatch_cli.ledger.encodings import guessed
from dispatch_cli.ledger.grid import Grid, LedgerCell, LedgerRow
from dispatch_cli.ledger.headings import FIRST_ROWS
from dispatch_cli.messages import Message, say
from dispatch_cli.source import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

_SEPARATORS = (",", ";", "\t")
MOST_MARKS = 600_000  # 10,000 rows of 15 columns have a quarter of that
_DECLARATION = re.compile(r"sep=([,;\t|])(?:\r\n|\r|\n|\Z)", re.IGNORECASE)
# How a text begins that a spreadsheet would run, in full width too, also behind white space.
FORMULA = r"\s*[=+\-@＝＋－＠]|[\t\r]"
# `dispatch list --format csv` marks such a text, in which tabs and line ends are blanks.
_NO_FORMULA = re.compile(rf"'(?:{FORMULA}|\s)")


def decoded(path: str, data: bytes) -> tuple[str, tuple[Message, ...]]:
    """Return the text of a file, and a notice where its encoding is a guess. Raises ProblemsError."""
    try:
        text = decode(path, data).text
    except ProblemsError as error:
        problems = error.problems
    else:
        if "\0" not in text:
            return text, ()
        problems = ()
    found = guessed(data)
    if found is None and not problems:
        return text, ()
    if found is None:
        hint = say("save the ledger once more in Excel or WPS, as a workbook (.xlsx) or as CSV UTF-8")
        raise ProblemsError([problem._replace(hint=hint) for problem in problems])
    if found.encoding is None:
        return found.text, ()
    return found.text, (say("{path}: read as {encoding}, for it is not UTF-8", path=path, encoding=found.encoding),)


def read_separated(path: str, text: str, keys: Callable[[LedgerRow], Collection[str]]) -> Grid:
    """Return the table that a text holds; `keys` returns the headings in a row. Raises ProblemsError."""
    if "\0" in text:
        message = say("{path}: this is neither a workbook nor a CSV file", path=path)
        raise UnreadableError(message, say("open it in Excel or WPS and save it as an Excel workbook (.xlsx)"))
    _check_size(path, text)
    declared = _DECLARATION.match(text)
    separator = declared[1] if declared else max(_SEPARATORS, key=lambda each: _headings(text, each, keys))
    rows = list(_rows(path, text, separator))
    return Grid(path, None, tuple(rows[1:] if declared else rows), is_flat=True)


def _check_size(path: str, text: str) -> None:
    """Raise UnreadableError for a text with more lines and separators than any ledger has."""
    if sum(map(text.count, ("\n", "\r", *_SEPARATORS))) > MOST_MARKS:
        message = say("{path}: the file is too large to be a ledger: it has too many cells", path=path)
        raise UnreadableError(message, say("copy the rows of the ledger alone into a new file"))


def _headings(text: str, separator: str, keys: Callable[[LedgerRow], Collection[str]]) -> int:
    """Return the most headings in one row with this separator."""
    try:
        return max((len(keys(row)) for row in islice(_rows("", text, separator), FIRST_ROWS)), default=0)
    except ProblemsError:
        return 0


def _rows(path: str, text: str, separator: str) -> Iterator[LedgerRow]:
    """Yield the rows that are not empty, each with the line on which it begins."""
    reader = csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=True)
    begin = 1
    try:
        for fields in reader:
            stripped = ((column, _cell(field)) for column, field in enumerate(fields, 1))
            cells = {column: cell for column, cell in stripped if cell.text}
            if cells:
                yield LedgerRow(begin, cells)
            begin = reader.line_num + 1
    except csv.Error as error:
        raise ProblemsError([_broken(path, begin, error)]) from None


def _cell(field: str) -> LedgerCell:
    text = field.strip()
    if "\r" in text:
        text = text.replace("\r\n", "\n")
    return LedgerCell(text[1:] if text.startswith("'") and _NO_FORMULA.match(text) else text)


def _broken(path: str, line: int, error: csv.Error) -> Problem:
    if "limit" in str(error):
        message = say("a text in this row is too long")
        return Problem(path, line, 1, message, say("is a quote missing that should end it?"))
    message = say("the quotes of this row do not match")
    hint = say('a text in quotes ends before the separator, and a quote in it is written twice: "…""…"')
    return Problem(path, line, 1, message, hint)
