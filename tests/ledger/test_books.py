"""Workbooks of other kinds: what is read of them, and that none unfolds into more than a ledger."""

from __future__ import annotations

import io
import struct
from pathlib import Path
from typing import TYPE_CHECKING
from zipfile import ZipFile

import pytest
from ledgers import Shelf
from reading import reasons

from dispatch_cli.errors import UnreadableError
from dispatch_cli.ledger.extent import check_binary, check_old
from dispatch_cli.ledger.streams import old_stream

if TYPE_CHECKING:
    from collections.abc import Iterable

OLD = Path(__file__).parent / "old.xls"  # written by LibreOffice: two items, a merged team, a hidden sheet
NAMESPACES = (
    'xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
    'xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" '
    'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"'
)
KIND = "application/vnd.oasis.opendocument.spreadsheet"
CORNER = '<table:table-row table:number-rows-repeated="1048575"/><table:table-row>{}</table:table-row>'
CELL = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def row(cells: Iterable[str]) -> str:
    """Return a row of an OpenDocument table."""
    return f"<table:table-row>{''.join(map(CELL.format, cells))}</table:table-row>"


def document(*rows: str) -> bytes:
    """Return an OpenDocument workbook (.ods) with these rows."""
    table = f'<table:table table:name="台账">{"".join(rows)}</table:table>'
    body = f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body>"
    manifest = (
        '<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0">'
        f'<manifest:file-entry manifest:full-path="/" manifest:media-type="{KIND}"/>'
        "</manifest:manifest>"
    )
    file = io.BytesIO()
    with ZipFile(file, "w") as new:
        new.writestr("mimetype", KIND)
        new.writestr("META-INF/manifest.xml", manifest)
        new.writestr("content.xml", f"<office:document-content {NAMESPACES}>{body}</office:document-content>")
    return file.getvalue()


GOOD = (row(("序号", "事项", "标签", "上次调度")), row(("1", "甲", "红", "2026-11-09")))


def test_an_old_workbook(tmp_path: Path) -> None:
    """A workbook of Excel 97 comes in with its dates and merged cells; a hidden sheet does not matter."""
    said = Shelf(tmp_path).proposal(OLD.read_bytes(), name="ledger.xls")
    assert "ledger.xls: numbers are read without their formats; a workbook saved as .xlsx has them" in said
    items = Shelf(tmp_path).plan(OLD.read_bytes(), name="ledger.xls").items
    assert [(item.id, item.title, item.tag, item.team, f"{item.start}", bool(item.closed)) for item in items] == [
        ("1", "甲", "red", "一组", "2026-09-01", False),
        ("2", "乙", "green", "一组", "2026-09-02", True),
    ]


def test_an_open_document(tmp_path: Path) -> None:
    """A workbook of LibreOffice comes in; which of its cells are merged it does not tell."""
    assert [item.title for item in Shelf(tmp_path).plan(document(*GOOD), name="ledger.ods").items] == ["甲"]


def repeated(text: str, rows: int, cells: int = 1) -> str:
    """Return a row with one cell, both of them repeated."""
    wide = row([text]).replace("<table:table-cell", f'<table:table-cell table:number-columns-repeated="{cells}"', 1)
    return wide.replace("<table:table-row>", f'<table:table-row table:number-rows-repeated="{rows}">')


DOCUMENTS = [
    (CORNER.format(CELL.format("x") * 300), "too far from each other", "cells in the last rows"),
    (repeated("x", 1000, 1_000_000), "too far from each other", "one cell a billion times"),
    (repeated("x" * 20_000, 10_000), "too far from each other", "one long text ten thousand times"),
    ("<table:table-row>" * 20_000, "damaged", "what does not end"),
]


@pytest.mark.parametrize(("more", "message", "reason"), DOCUMENTS, ids=reasons(DOCUMENTS))
def test_a_document_that_unfolds(tmp_path: Path, more: str, message: str, reason: str) -> None:
    """A few bytes that stand for gigabytes are refused before anybody makes room for them."""
    said = Shelf(tmp_path).refusal(document(*GOOD, more), name="ledger.ods")
    assert message in said[0], reason


def test_an_old_workbook_that_is_damaged(tmp_path: Path) -> None:
    """Chains of sectors without end, and bytes that are missing, end in one line."""
    data = OLD.read_bytes()
    for broken in (data[:2000], data[:512] + bytes(len(data) - 512), data[:48] + b"\xff" * 500 + data[548:]):
        said = Shelf(tmp_path).refusal(broken, name="ledger.xls")[0]
        assert "damaged" in said or "neither a workbook" in said


def test_cells_of_an_old_workbook_that_are_far_apart() -> None:
    """Each record of a cell is looked at: one in the last corner is refused."""
    data = OLD.read_bytes()
    check_old("x.xls", data)
    stream = old_stream(data)
    first = next(place for place in range(len(stream)) if stream[place : place + 4] == b"\xfd\x00\x0a\x00")
    near, far = stream[first : first + 8], stream[first : first + 4] + struct.pack("<HH", 65_535, 255)
    with pytest.raises(UnreadableError, match="too large to be a ledger"):
        check_old("x.xls", data.replace(near, far, 1))


def test_cells_of_a_binary_workbook_that_are_far_apart() -> None:
    """So in .xlsb: a record says the row, those behind it the columns."""
    records = [b"\x00\x04" + struct.pack("<I", each) + b"\x05\x04" + struct.pack("<I", each) for each in (0, 10_000)]
    file = io.BytesIO()
    with ZipFile(file, "w") as new:
        new.writestr("xl/worksheets/sheet1.bin", b"".join(records))
    with ZipFile(file) as archive, pytest.raises(UnreadableError, match="too large to be a ledger"):
        check_binary("x.xlsb", archive)


def test_an_old_workbook_needs_a_library(tmp_path: Path) -> None:
    """Without it one line says what to install."""
    import program

    (tmp_path / "ledger.xls").write_bytes(OLD.read_bytes())
    (tmp_path / "python_calamine.py").write_text("raise ImportError", encoding="utf-8")
    done = program.run("import", "ledger.xls", cwd=tmp_path, PYTHONPATH=str(tmp_path))
    assert (done.returncode, done.stdout) == (2, b"")
    assert "pip install python-calamine xlsxwriter" in done.stderr.decode()
