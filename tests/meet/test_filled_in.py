"""`record --from BOOK.xlsx`: a workbook of `check` that somebody has filled in; all of it is recorded or nothing."""

from __future__ import annotations

import io
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import pytest
from desk import Desk, run
from ledgers import workbook
from offices import LIST
from program import DAY
from workbooks import header_row, opened

from dispatch_cli.errors import PROBLEM_LIMIT
from dispatch_cli.ledger.headings import plain
from dispatch_cli.meet.filled_in import NOTE_HEADINGS
from dispatch_cli.plan.column_words import THIS_DISPATCH
from dispatch_cli.render.text.language import CODES, Language

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from subprocess import CompletedProcess

BOOK = "check.xlsx"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an office with items in every state."""
    return Desk(tmp_path, LIST)


def filled(desk: Desk, notes: Mapping[str, Any], *more: str, lang: str = "en") -> bytes:
    """Return the workbook of `check`, in which a person has written beside some items."""
    desk.do("check", "--all", "-o", f"{desk.file.parent / BOOK}", "--lang", lang, *more, day=DAY)
    book = opened(desk.file.parent / BOOK)
    sheet = book.worksheets[0]
    last = sheet.max_column
    for row in sheet.iter_rows(min_row=header_row(sheet) + 1):
        if row[0].value in notes:
            row[last - 1].value = notes[row[0].value]
    file = io.BytesIO()
    book.save(file)
    return file.getvalue()


def record(desk: Desk, data: bytes, *more: str, name: str = BOOK) -> CompletedProcess[bytes]:
    """Hand a workbook in."""
    (desk.file.parent / name).write_bytes(data)
    return run("record", "--from", name, "--today", DAY, *more, cwd=desk.file.parent, DISPATCH_BY="招商一科")


def written(desk: Desk) -> list[tuple[str | None, str | None, str, str | None]]:
    """Return what the log says was dispatched: the item, who, for which day, the note."""
    return [(entry.item, entry.by, f"{entry.on}", entry.note) for entry in desk.entries]


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize("more", [(), ("--group-by", "team"), ("--group-by", "tag")], ids=" ".join)
def test_what_was_filled_in_is_recorded(desk: Desk, lang: str, more: tuple[str, ...]) -> None:
    """Each row that was filled is a dispatch, in one batch; the others are not, and one `undo` takes all back."""
    done = record(desk, filled(desk, {"1": "已约谈企业", "2": "报表\n已核", "3": "  "}, *more, lang=lang))
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(written(desk)) == [("1", "招商一科", DAY, "已约谈企业"), ("2", "招商一科", DAY, "报表\n已核")]
    assert len({entry.batch for entry in desk.entries}) == 1
    desk.do("undo")
    assert written(desk) == []


def test_the_name_of_the_file_says_nothing(desk: Desk) -> None:
    """A workbook is known by what is in it, from stdin too; `--on` says for which day it counts."""
    data = filled(desk, {"1": "约谈"})
    arguments = ("record", "--from", "-", "--today", DAY, "--on", "2026-11-20")
    done = run(*arguments, cwd=desk.file.parent, stdin=data, DISPATCH_BY="招商一科")
    assert (done.returncode, done.stderr) == (0, b"")
    assert written(desk) == [("1", "招商一科", "2026-11-20", "约谈")]


@pytest.mark.parametrize("day", [date(2026, 11, 20), datetime(2026, 11, 20, 9, 30), "2026-11-20", "2026年11月20日"])
def test_a_day_alone_says_when(desk: Desk, day: Any) -> None:
    """Who writes a day into the column says when the item was dispatched, and nothing of what was said."""
    done = record(desk, workbook([("No.", "This dispatch"), (1, day), (2, "2026-11-20 约谈")]), "--on", "2026-11-21")
    assert (done.returncode, done.stderr) == (0, b"")
    assert sorted(map(str, written(desk))) == [
        "('1', '招商一科', '2026-11-20', None)",
        "('2', '招商一科', '2026-11-21', '2026-11-20 约谈')",
    ]


def test_a_day_to_come_is_refused_at_its_row(desk: Desk) -> None:
    """Only what has happened can be recorded."""
    done = record(desk, workbook([("No.", "This dispatch"), (1, date(2027, 1, 1))]))
    assert (done.returncode, written(desk)) == (3, [])
    assert "台账!A2: " in done.stderr.decode()


def test_every_problem_has_its_sheet_and_cell(desk: Desk) -> None:
    """Nothing is recorded where anything is wrong, and all of it is said."""
    rows = [
        ("办公室",),
        ("序号", "事项", "本次调度"),
        (1, "甲", "约谈"),
        (99, "没有", "问过"),
        (None, "无号", "问过"),
        (2, "乙", "=1+1"),
        (3, "丙", None),
    ]
    done = record(desk, workbook(rows, sheet="一 月"))
    assert (done.returncode, done.stdout, written(desk)) == (3, b"", [])
    lines = done.stderr.decode().splitlines()
    assert [line for line in lines if not line.startswith("    ")] == [
        "check.xlsx: '一 月'!A4: no item has the id `99`",
        "check.xlsx: '一 月'!A5: this row has no id",
        "check.xlsx: '一 月'!C6: this cell holds a formula, not a value",
    ]


def test_one_note_beside_several_items_is_refused(desk: Desk) -> None:
    """Nobody knows of which it was said; the two are told apart by unmerging."""
    rows = [("No.", "Item", "This dispatch"), (1, "甲", "约谈"), (2, "乙", None)]
    done = record(desk, workbook(rows, change=lambda sheet: sheet.merge_cells("C2:C3")))
    assert (done.returncode, written(desk)) == (3, [])
    assert "台账!C2: the cells C2:C3 are merged" in done.stderr.decode()


@pytest.mark.parametrize(
    ("rows", "said"),
    [
        ([("No.", "Item", "This dispatch"), (1, "甲", None)], "台账!C1: nothing is written into the column"),
        ([("No.", "Item", "Note"), (1, "甲", "约谈")], "台账!A1: no sheet has a column of the ids"),
        ([("Item", "This dispatch"), ("甲", "约谈")], "台账!A1: no sheet has a column of the ids"),
    ],
)
def test_a_workbook_without_any_note_is_refused(desk: Desk, rows: list[tuple[Any, ...]], said: str) -> None:
    """Neither a column that is empty nor another one is taken for what was said."""
    done = record(desk, workbook(rows))
    assert (done.returncode, written(desk)) == (3, [])
    assert said in done.stderr.decode()


def test_a_damaged_workbook_is_refused(desk: Desk) -> None:
    """One line says so; there is no traceback."""
    done = record(desk, filled(desk, {"1": "约谈"})[:2000])
    assert (done.returncode, written(desk)) == (3, [])
    assert done.stderr.startswith(b"error: check.xlsx: the file is damaged")


def hide(sheet: Any) -> None:
    """Hide a sheet behind another one, as the only one that has rows."""
    sheet.sheet_state = "hidden"


def test_hidden_sheets_are_not_read(desk: Desk) -> None:
    """What nobody sees nobody has handed in."""
    done = record(desk, workbook([("No.", "This dispatch"), (1, "约谈")], change=hide, 空=[()]))
    assert (done.returncode, written(desk)) == (3, [])
    assert "空!A1: no sheet has a column of the ids" in done.stderr.decode()


def test_problems_have_an_end(desk: Desk) -> None:
    """Of a book of another office no more is said than of any other file."""
    rows = [("No.", "This dispatch"), *((f"B{number}", "约谈") for number in range(PROBLEM_LIMIT + 9))]
    done = record(desk, workbook(rows))
    assert done.returncode == 3
    assert done.stderr.count(b"no item has the id") == PROBLEM_LIMIT


def test_closed_items_are_refused_at_their_row(desk: Desk) -> None:
    """What `record` refuses of an item it refuses of its row."""
    desk.do("close", "1", "-m", "已办", day=DAY)
    before = written(desk)
    done = record(desk, workbook([("No.", "This dispatch"), (2, "约谈"), (1, "约谈")]))
    assert (done.returncode, written(desk)) == (3, before)
    assert "check.xlsx: 台账!A3: " in done.stderr.decode()


def test_the_workbook_has_the_heading_that_is_read() -> None:
    """In every language the column of this dispatch is found again."""
    assert {plain(Language(code).speak(THIS_DISPATCH)) for code in CODES} == {plain(each) for each in NOTE_HEADINGS}
