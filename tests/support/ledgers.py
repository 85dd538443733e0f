"""Ledgers as offices keep them, made for a test: workbooks and CSV files, and what comes of importing them."""

from __future__ import annotations

import csv
import io
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_DEFLATED, ZipFile

from desk import dispatch
from program import DAY
from reading import plan

from dispatch_cli.extras import load

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence
    from pathlib import Path

    from desk import Done

    from dispatch_cli.model import Item, TaskFile

openpyxl = load("openpyxl", "excel")
HEADINGS = ("序号", "事项", "紧急程度", "专班", "责任人", "交办时间", "上次调度", "完成时限", "销号日期", "备注")
FIRST = (
    1,
    "某新能源项目落地",
    "红",
    "招大引强专班",
    "招商一科",
    "2026-06-01",
    "2026-11-09",
    "2026-12-31",
    "",
    "等待供地",
)
SHEET_PART = "xl/worksheets/sheet1.xml"


def workbook(
    rows: Iterable[Sequence[Any]],
    *,
    sheet: str = "台账",
    change: Callable[[Any], None] | None = None,
    **more: Iterable[Sequence[Any]],
) -> bytes:
    """Return a workbook with these rows; `change` is given its sheet, `more` are the rows of other sheets."""
    book = openpyxl.Workbook()
    for name, lines in {sheet: rows, **more}.items():
        if name != sheet:
            book.create_sheet(name)
        page = book[name] if name != sheet else book.worksheets[0]
        page.title = name
        for line in lines:
            page.append([*line])
    if change:
        change(book.worksheets[0])
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def merged(*ranges: str) -> Callable[[Any], None]:
    """Return what merges these cells of a sheet."""

    def change(page: Any) -> None:
        for each in ranges:
            page.merge_cells(each)

    return change


def separated(rows: Iterable[Sequence[Any]], separator: str = ",", line_end: str = "\r\n") -> str:
    """Return the text of a CSV file with these rows."""
    file = io.StringIO()
    csv.writer(file, delimiter=separator, lineterminator=line_end).writerows(rows)
    return file.getvalue()


def with_part(data: bytes, name: str, pieces: Iterable[bytes]) -> bytes:
    """Return a workbook with another text in one of its parts."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(data)) as old, ZipFile(file, "w", ZIP_DEFLATED, compresslevel=1) as new:
        for part in old.infolist():
            if part.filename != name:
                new.writestr(part, old.read(part))
        with new.open(name, "w", force_zip64=True) as opened:
            for piece in pieces:
                opened.write(piece)
    return file.getvalue()


def part_of(data: bytes, name: str = SHEET_PART) -> bytes:
    """Return the text of one part of a workbook."""
    with ZipFile(io.BytesIO(data)) as archive:
        return archive.read(name)


class Shelf:
    """A folder with one ledger."""

    def __init__(self, folder: Path) -> None:
        """Begin with an empty folder."""
        self.folder = folder

    def run(self, data: bytes | str, *arguments: str, name: str = "") -> Done:
        """Import a ledger; its name fits what it is, unless another is given. What is said has no folder."""
        name = name or ("ledger.csv" if isinstance(data, str) else "ledger.xlsx")
        path = self.folder / name
        path.write_bytes(data.encode() if isinstance(data, str) else data)
        day = () if "--today" in arguments else ("--today", DAY)
        done = dispatch("import", f"{path}", *arguments, *day)
        return done._replace(out=done.out, err=done.err.replace(f"{self.folder}/", ""))

    def plan(self, data: bytes | str, *arguments: str, name: str = "") -> TaskFile:
        """Return the plan that a good ledger makes, with all that had to be assumed."""
        done = self.run(data, *arguments, "--accept", name=name)
        assert (done.code, done.out != "") == (0, True), done
        return plan(done.out)

    def proposal(self, data: bytes | str, *arguments: str, name: str = "") -> list[str]:
        """Return how a ledger is proposed to be read, a line each without the blanks before it; nothing is written."""
        done = self.run(data, *arguments, name=name)
        assert (done.code, done.out) == (3, ""), done
        return [line.strip() for line in done.err.splitlines()]

    def items(self, rows: Iterable[Sequence[Any]], *arguments: str) -> tuple[Item, ...]:
        """Return the items of these rows in a workbook; they are the same from a CSV file where all cells are texts."""
        table = [*rows]
        items = self.plan(workbook(table), *arguments).items
        if all(isinstance(cell, (str, int)) for row in table for cell in row):
            assert self.plan(separated(table), *arguments).items == items
        return items

    def refusal(self, data: bytes | str, *arguments: str, code: int = 3, name: str = "") -> list[str]:
        """Return what is said of a bad ledger, a line each; nothing is on stdout."""
        done = self.run(data, *arguments, name=name)
        assert (done.code, done.out) == (code, ""), done
        return done.err.splitlines()
