"""A workbook is read as everybody sees it: formats, formulas, hidden columns, comments; and what others leave in it."""

from __future__ import annotations

import io
import re
from datetime import date
from typing import TYPE_CHECKING, Any
from zipfile import ZipFile

import pytest
from ledgers import Shelf, merged, openpyxl, part_of, with_part, workbook
from reading import reasons

from dispatch_cli.ledger.formats import format_of, number_cell

if TYPE_CHECKING:
    from pathlib import Path

DAY = date(2026, 11, 9)
HEAD = ("序号", "事项", "标签", "上次调度", "备注")
ROW = (1, "甲", "红", DAY, "略")
SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return a folder for a ledger."""
    return Shelf(tmp_path)


FORMATS = [
    ("1", '"DB-"000', "DB-001", "a text before it"),
    ("10.1", "0.00", "10.10", "two places"),
    ("0.6", "0%", "60%", "per cent"),
    ("0.125", "0.0%", "12.5%", "with a place"),
    ("1234.5", '#,##0.00"万元"', "1,234.50万元", "thousands, and a unit"),
    ("7", "000", "007", "leading zeros"),
    ("-3.456", "0.0", "-3.5", "below nothing"),
    ("5", "General", "5", "none"),
    ("5", 'General"项"', "5项", "none, and a unit"),
    ("1.10", "@", "1.1", "a number in a column of texts"),
    ("0.30000000000000004", "General", "0.3", "what computers make of three tenths"),
    ("1500", "0.0,", "1.5", "in thousands"),
    ("2", "[Red]0;[Blue]-0", "2", "in colours"),
    ("8", "[$¥-804]#,##0", "¥8", "with a sign of money"),
    ("2.5", "# ?/?", "2.5", "a fraction is not shown as one"),
    ("0.5", "h:mm", "12:00", "a time of day"),
    ("46335", "yyyy/m/d", "2026-11-09", "a day"),
    ("46335", 'yyyy"年"m"月"', "2026-11", "a month"),
]


@pytest.mark.parametrize(("value", "code", "expected", "reason"), FORMATS, ids=reasons(FORMATS))
def test_a_number_is_what_the_cell_shows(value: str, code: str, expected: str, reason: str) -> None:
    """The format of a cell is part of what people see."""
    assert number_cell(value, format_of(200, {200: code}), is_1904=False).text == expected, reason


def test_numbers_of_items_keep_their_formats(shelf: Shelf) -> None:
    """An id is what stands on the screen and on paper."""

    def change(page: Any) -> None:
        page["A2"].number_format = '"DB-"000'
        page["E2"].number_format = "0%"

    (item,) = shelf.plan(workbook([HEAD, (1, "甲", "红", DAY, 0.6)], change=change)).items
    assert (item.id, item.note) == ("DB-001", "60%")


def with_formula(formula: str, value: str) -> bytes:
    """Return a workbook whose number is what a formula gave when it was saved."""
    data = workbook([HEAD, ROW])
    cell = re.search(rb'<c r="A2"[^>]*>.*?</c>', part_of(data))
    assert cell
    new = f'<c r="A2"><f>{formula}</f>{value}</c>'.encode()
    return with_part(data, SHEET, [part_of(data).replace(cell[0], new)])


def test_the_value_beside_a_formula_counts(shelf: Shelf) -> None:
    """It is what everybody sees; a formula without one, and one that gives another every day, is a problem."""
    assert [item.id for item in shelf.plan(with_formula("ROW()+6", "<v>8</v>")).items] == ["8"]
    for formula, value in (("ROW()-1", "<v></v>"), ("TODAY()-46000", "<v>335</v>")):
        said = shelf.refusal(with_formula(formula, value))
        assert said[0] == "ledger.xlsx: 台账!A2: this cell holds a formula, not a value"
        assert said[-1] == "    → `--map 序号=-` numbers all items anew"
        assert shelf.plan(with_formula(formula, value), "--map", "序号=-").items


def test_what_is_lost_is_said(shelf: Shelf) -> None:
    """Hidden columns and comments are not taken over, and it is said that they are there; --map takes a hidden one."""

    def change(page: Any) -> None:
        page.column_dimensions["E"].hidden = True
        page["B2"].comment = openpyxl.comments.Comment("看这里", "甲")

    book = workbook([HEAD, ROW], change=change)
    done = shelf.run(book)
    assert done.err == "ledger.xlsx: not taken over: E 备注\n1 comment on a cell\n"
    assert [item.note for item in shelf.plan(book).items] == [None]
    assert [item.note for item in shelf.plan(book, "--map", "E=note").items] == ["略"]


def test_what_sharepoint_leaves_is_no_bomb(shelf: Shelf) -> None:
    """Instructions in parts that nobody reads do not matter; in a sheet they do."""
    left = b"<?mso-contentType?><FormTemplates/>"
    assert len(shelf.plan(with_part(workbook([HEAD, ROW]), "customXml/item1.xml", [left])).items) == 1
    sheet = part_of(workbook([HEAD, ROW])).replace(b"<sheetData>", b"<?mso-contentType?><sheetData>")
    assert "no spreadsheet program writes" in shelf.refusal(with_part(workbook([HEAD, ROW]), SHEET, [sheet]))[0]


STRICT = (
    (b"http://schemas.openxmlformats.org/spreadsheetml/2006/main", b"http://purl.oclc.org/ooxml/spreadsheetml/main"),
    (
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
    ),
)


def test_a_strict_workbook(shelf: Shelf) -> None:
    """ISO's strict form has other namespaces, and days as texts."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(workbook([HEAD, ROW]))) as old, ZipFile(file, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            for usual, strict in STRICT:
                data = data.replace(usual, strict)
            data = re.sub(rb'(<c r="D2"[^>]*?) t="n"><v>46335</v>', rb'\1 t="d"><v>2026-11-09T00:00:00</v>', data)
            new.writestr(name, data)
    assert b't="d"' in part_of(file.getvalue())
    assert [item.last for item in shelf.plan(file.getvalue()).items] == [DAY]


def test_names_with_a_prefix(shelf: Shelf) -> None:
    """Some programs write every element with a prefix."""
    data = workbook([HEAD, ROW], change=merged("A9:B9"))
    sheet = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", part_of(data)).replace(b"xmlns=", b"xmlns:x=")
    assert [item.title for item in shelf.plan(with_part(data, SHEET, [sheet])).items] == ["甲"]
