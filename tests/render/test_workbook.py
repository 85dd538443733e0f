"""The list as a workbook: every cell is what it says, nothing in it is obeyed, the same bytes for the same files."""

from __future__ import annotations

import csv
import io
import os
import pty
import re
import shutil
import subprocess
import sys
import zipfile
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import openpyxl
import program
import pytest
from builders import make_item, make_plan
from desk import run
from generated import often
from hypothesis import given
from hypothesis import strategies as st
from program import DAY, DISPATCH, REGISTER, environment
from rich.cells import cell_len
from styles import HOSTILE, TEXTS

from dispatch_cli.errors import CommandLineError
from dispatch_cli.render.agenda.book import agenda_book, columns
from dispatch_cli.render.agenda.columns import TABLE_FIELDS
from dispatch_cli.render.formats import as_xlsx
from dispatch_cli.render.formats.book import Book, BookColumn, CellFormat, Table
from dispatch_cli.render.style import Style
from dispatch_cli.render.text.language import CODES, Language
from dispatch_cli.render.text.plain import harmless
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dispatch_cli.model import TaskFile
    from dispatch_cli.render.formats.book import CellValue

TODAY = date.fromisoformat(DAY)
ENGLISH, CHINESE = Style(Language("en")), Style(Language("zh"))
LIST = """\
branch: =支部 & 一 &P
timezone: Asia/Shanghai
mode: calendar
people: {招商一科: zhaoshang1@example.com}
cadence: {green: every 10 days, 紫: FREQ=WEEKLY;BYDAY=MO}
tasks:
- {id: 007, title: =1+1, tag: red, team: "@SUM(A1)", start: 2026-06-01, deadline: 2026-09-01, note: "http://example.com/"}
- {id: 2, title: 月末, tag: 紫, last: 2026-11-16}
- {id: 3, title: 旧, tag: 绿, start: 1899-12-31, last: 2026-11-20, closed: 2026-11-21}
"""
NEEDS_LIBREOFFICE = pytest.mark.skipif(not shutil.which("soffice"), reason="LibreOffice is not installed")


def opened(data: bytes) -> Any:
    """Return a workbook as another library reads it."""
    return openpyxl.load_workbook(io.BytesIO(data))


def values(sheet: Any) -> list[list[Any]]:
    """Return the cells of a sheet, dates without their midnight."""
    rows = [[cell.value for cell in row] for row in sheet.rows]
    return [[value.date() if isinstance(value, datetime) else value for value in row] for row in rows]


def drawn(plan: TaskFile, style: Style = ENGLISH) -> bytes:
    """Return the workbook of a plan, the closed items included."""
    return as_xlsx.render(agenda_book(make_agenda(plan, (), TODAY, tuple(State), Filters()), plan, style))


def book_of(*rows: Sequence[CellValue], columns: int = 1) -> Book:
    """Return a workbook of one sheet."""
    return Book("t", TODAY, [Table("Items", [BookColumn(f"c{n}") for n in range(columns)], rows)])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a list of three, each of its own kind."""
    (tmp_path / "tasks.yaml").write_text(LIST)
    return tmp_path


def listed(folder: Path, *more: str, lang: str = "en") -> bytes:
    """Return the workbook that the command writes into a pipe."""
    done = run("list", "--closed", "--today", DAY, "--format", "xlsx", "--lang", lang, *more, cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout


def test_every_cell_is_what_it_says(folder: Path) -> None:
    """Ids and words are texts, days are dates, counts are numbers, what is absent is empty.

    Calendar mode: the red item of 1 June (a Monday) was due on Sunday 14 June, 161 days ago, the 24th Sunday from
    then is today: 23 were missed. Item 2 is due on the Monday after the one that it was dispatched on.
    """
    day = date.fromisoformat
    assert values(opened(listed(folder))["Items"])[1:] == [
        [
            "007", "=1+1", "red", "@SUM(A1)", None, "http://example.com/", day("2026-06-01"), None,
            day("2026-06-14"), "overdue", -161, 23, day("2026-09-01"), "yes", None, None, None, None,
        ],
        [
            "2", "月末", "紫", None, None, None, None, day("2026-11-16"),
            day("2026-11-23"), "soon", 1, 0, None, "no", None, None, None, None,
        ],
        [
            "3", "旧", "green", None, None, None, "1899-12-31", day("2026-11-20"),
            None, "closed", None, 0, None, "no", day("2026-11-21"), None, None, None,
        ],
    ]  # fmt: skip


def test_the_words_are_those_of_the_language(folder: Path) -> None:
    """In Chinese the headers are those of an office's ledger, and so are tag, state, yes and no."""
    book = opened(listed(folder, lang="zh"))
    header, first, *_ = values(book["事项"])
    assert " ".join(header) == (
        "序号 事项 紧急程度 专班 责任人 备注 交办时间 上次调度 到期日 状态 天数 漏调 完成时限 已过时限 销号日期 "
        "进展日期 进展记录人 最新进展"
    )
    assert (first[2], first[9], first[13]) == ("红", "逾期", "是")
    assert values(book["设置"])[0] == ["设置", "值"]


@pytest.mark.parametrize("code", CODES)
def test_every_field_has_a_header_of_its_own(code: str) -> None:
    """The columns are the fields of JSON and CSV, and no two are called the same."""
    headers = [column.header for column in columns(Language(code))]
    assert len(set(headers)) == len(TABLE_FIELDS)


def test_settings_stand_on_a_sheet_of_their_own(folder: Path) -> None:
    """What the due dates follow from is there, each cadence as written; people and addresses are nowhere."""
    data = listed(folder)
    assert values(opened(data)["Settings"]) == [
        ["Setting", "Value"],
        ["branch", "=支部 & 一 &P"],
        ["timezone", "Asia/Shanghai"],
        ["mode", "calendar"],
        ["cadence.red", "weekly"],
        ["cadence.orange", "half-monthly"],
        ["cadence.green", "every 10 days"],
        ["cadence.紫", "FREQ=WEEKLY;BYDAY=MO"],
    ]
    assert b"example.com" in b"".join(parts(data).values())  # the note's
    assert b"zhaoshang1" not in b"".join(parts(data).values())


def test_what_the_list_leaves_open_is_no_setting() -> None:
    """A list without branch and time zone has neither in its workbook."""
    names = [name for name, _ in values(opened(drawn(make_plan()._replace(branch=None)))["Settings"])]
    assert names == ["Setting", "mode", "cadence.red", "cadence.orange", "cadence.green"]


def parts(data: bytes) -> dict[str, bytes]:
    """Return the files that a workbook consists of."""
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        "=1+1", "+1", "-1", "@SUM(1)", "\t=1", "=cmd|' /C calc'!A0", "{=1}",  # formulas, to a program that guesses
        "http://example.com/", "mailto:a@example.com", "internal:Items!A1", "external:c:/x.xlsx",  # links, likewise
        "007", "1e9", "12:30", "2026-02-30", "TRUE", "nan",  # numbers, likewise
        "_x0041_", "a\x00b", "\x1b[31m", "\ufffe", "<b>&amp;", " a ",  # what XML or Excel would make something else of
    ],
)  # fmt: skip
def test_a_text_stays_a_text(text: str) -> None:
    """Whatever a title looks like, its cell is a text: no formula, no link, no number, nothing that no file holds."""
    data = as_xlsx.render(book_of([text]))
    cell = opened(data)["Items"]["A2"]
    expected = in_a_cell(text).replace("\ufffe", "_xFFFE_")
    assert (cell.data_type, decoded(cell.value)) == ("s", expected)
    sheet = parts(data)["xl/worksheets/sheet1.xml"]
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


def in_a_cell(text: str) -> str:
    """Return what a cell shows of a text: harmless, its line breaks kept."""
    return "\n".join(map(harmless, text.replace("\r\n", "\n").split("\n")))


def decoded(text: str) -> str:
    """Return a text as Excel shows it: openpyxl leaves the sign in it that makes an escape no escape."""
    return text.replace("_x005F_", "_")


@often(100)
@given(st.lists(TEXTS, min_size=1, max_size=4), st.dates(min_value=as_xlsx.FIRST_DATE), st.integers(-(10**9), 10**9))
def test_what_is_written_is_read_back(texts: list[str], day: date, number: int) -> None:
    """Random texts, days and numbers come back as they were, the texts harmless."""
    sheet = opened(as_xlsx.render(book_of(*([text, day, number, None] for text in texts), columns=4)))["Items"]
    assert values(sheet)[1:] == [[in_a_cell(text), day, number, None] for text in texts]


def test_other_values_are_what_they_are() -> None:
    """A truth is a truth, a part of one is shown in percent, a look is by value, and an empty sheet has its header."""
    column = BookColumn("r", percent=True, looks={"x": CellFormat(bold=True, fill="#FEE2E2")})
    book = Book("t", TODAY, [Table("A", [column], [[0.25], [True], ["x"], [""]]), Table("B", [column], [])])
    read = opened(as_xlsx.render(book))
    quarter, truth, look, empty = (read["A"].cell(row, 1) for row in range(2, 6))
    assert (quarter.value, quarter.number_format, truth.value) == (0.25, "0%", True)
    assert truth.data_type == "b"
    assert (look.font.b, look.fill.fgColor.rgb, empty.value) == (True, "FFFEE2E2", None)
    assert values(read["B"]) == [["r"]]


@pytest.mark.parametrize(
    ("day", "kind"),
    [
        ("0001-01-01", "s"),  # Excel knows no such day
        ("1900-02-28", "s"),  # there Excel counts a 29 February that never was
        ("1900-03-01", "d"),
        ("9999-12-31", "d"),
    ],
)
def test_a_day_that_excel_does_not_know_is_a_text(day: str, kind: str) -> None:
    """It reads the same; what Excel can count is a real date, shown as YYYY-MM-DD."""
    cell = opened(as_xlsx.render(book_of([date.fromisoformat(day)])))["Items"]["A2"]
    assert (cell.data_type, f"{cell.value}"[:10]) == (kind, day)
    assert kind == "s" or cell.number_format == "yyyy-mm-dd"


def test_a_sheet_is_ready_to_work_with_and_to_print(folder: Path) -> None:
    """The header stays, filters and is printed on each page, A4 landscape; the texts beside numbers give no warning."""
    data = listed(folder)
    for sheet in opened(data):
        assert sheet.freeze_panes == "A2"
        assert sheet.auto_filter.ref == sheet.dimensions
        assert sheet.print_title_rows == "$1:$1"
        assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
        assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
        assert all(cell.font.b for cell in sheet[1])
        assert sheet.oddHeader.center.text.endswith(f"=支部 && 一 &&P · {DAY}")  # `&P` would be the page
    assert b'<ignoredError sqref="A1:XFD1048576" numberStoredAsText="1"/>' in parts(data)["xl/worksheets/sheet1.xml"]


@pytest.mark.parametrize("lang", CODES)
def test_columns_are_as_wide_as_what_they_hold(lang: str) -> None:
    """No cell of the sample list is wider than its column, Chinese counted twice; what is wrapped has a higher row."""
    data = run("list", "--today", DAY, "--format", "xlsx", "--lang", lang).stdout
    for sheet in opened(data):
        for column in sheet.columns:
            width = sheet.column_dimensions[column[0].column_letter].width
            assert max(cell_len(shown(cell.value)) for cell in column) < width <= 49


def shown(value: Any) -> str:
    """Return what a cell shows."""
    return f"{value.date()}" if isinstance(value, datetime) else "" if value is None else f"{value}"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短", 1),
        ("很" * 23, 1),  # 46 of 48 columns, and a margin
        ("很" * 24, 2),
        ("word " * 30, 4),
        ("x" * 100, 3),  # one word, broken anywhere
        ("很" * 9_999, 22),  # as high as Excel allows
    ],
)
def test_what_is_longer_than_a_column_is_wrapped(text: str, lines: int) -> None:
    """The row is as high as its lines: not every program finds that out by itself."""
    sheet = opened(as_xlsx.render(book_of([text])))["Items"]
    assert sheet.column_dimensions["A"].width < 49
    assert sheet["A2"].alignment.wrap_text
    assert sheet.row_dimensions[2].height // 18 == lines


@pytest.mark.parametrize(
    ("text", "held"),
    [
        ("x" * 32_767, True),
        ("x" * 32_768, False),
        ("😀" * 16_383, True),  # each counts two
        ("😀" * 16_384, False),
    ],
)
def test_nothing_is_cut(text: str, held: bool) -> None:  # noqa: FBT001 a row of the table
    """A text that no cell can hold is refused, and the item named: cut without a word it would be lost."""
    book = book_of(["7", text], columns=2)
    if held:
        assert opened(as_xlsx.render(book))["Items"]["B2"].value == text
    else:
        with pytest.raises(CommandLineError) as error:
            as_xlsx.render(book)
        assert ENGLISH.language.speak(error.value.message).startswith("7, c1: a cell of a sheet holds 32767 characters")


def test_more_rows_than_a_sheet_holds_are_refused() -> None:
    """The row after the last one is not left out in silence."""
    with pytest.raises(CommandLineError):
        as_xlsx.render(book_of(*[["x"]] * (as_xlsx.MOST_ROWS + 1)))


def test_a_text_too_long_ends_the_command_with_a_line(folder: Path) -> None:
    """Status 2, the item and what to do on stderr, nothing on stdout."""
    (folder / "tasks.yaml").write_text(f"tasks: [{{id: 7, title: a, tag: red, start: {DAY}, note: {'x' * 40_000}}}]")
    done = run("list", "--today", DAY, "--format", "xlsx", cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.startswith(b"error: 7, Note: ")
    assert b"csv" in done.stderr


def test_the_same_list_gives_the_same_bytes(folder: Path) -> None:
    """Neither the hour, nor the zone, nor the order of a hash is in the file; the day is."""
    arguments = ("list", "--format", "xlsx", "--today")
    one, two = (
        program.run(*arguments, DAY, cwd=folder, TZ=zone, PYTHONHASHSEED=seed).stdout
        for zone, seed in (("UTC", "1"), ("Asia/Tokyo", "2"))
    )
    assert one == two
    assert run(*arguments, "2026-11-23", cwd=folder).stdout != one
    assert opened(one).properties.created == datetime(2026, 11, 22)


@pytest.mark.parametrize("group", ["team", "owner", "tag"])
def test_rows_stand_in_the_order_of_csv(group: str) -> None:
    """Grouped or not, and whatever is filtered, a workbook has the rows of the CSV file."""
    arguments = ("check", "--all", "--today", DAY, "--group-by", group, "--tag", "red", "--tag", "orange")
    rows = list(csv.DictReader(run(*arguments, "--format", "csv").stdout.decode("utf-8-sig").splitlines()))
    sheet = opened(run(*arguments, "--format", "xlsx").stdout)["Items"]
    assert [row[0] for row in values(sheet)[1:]] == [row["id"] for row in rows]


def test_a_terminal_gets_no_workbook(folder: Path) -> None:
    """Status 2 and what to do; nothing is written on the screen."""
    main, side = pty.openpty()
    command = [*DISPATCH, "list", "--today", DAY, "--format", "xlsx"]
    done = subprocess.run(command, cwd=folder, stdout=side, stderr=subprocess.PIPE, env=environment(), check=False)
    os.close(side)
    assert done.returncode == 2
    assert done.stderr.decode().splitlines()[0] == "error: xlsx is not for a terminal"
    with pytest.raises(OSError, match="Input/output"):  # so a terminal says that there is nothing to read
        os.read(main, 1000)
    os.close(main)


def test_a_file_named_for_it_is_a_workbook(folder: Path) -> None:
    """`-o list.xlsx` needs no --format, and writes what a pipe gets."""
    assert run("list", "--closed", "--today", DAY, "-o", "list.xlsx", cwd=folder).stdout == b""
    assert (folder / "list.xlsx").read_bytes() == listed(folder)


def test_a_missing_library_is_named(folder: Path) -> None:
    """Where the library is not installed one line says what to install, and other formats do not need it."""
    blocked = "import sys; sys.modules['xlsxwriter'] = None; from dispatch_cli.__main__ import main; main()"
    command = [sys.executable, "-c", blocked, "list", "--today", DAY]
    done = subprocess.run([*command, "-o", "a.xlsx"], cwd=folder, env=environment(), capture_output=True, check=False)
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == (
        "error: this needs a library that is not installed: xlsxwriter\n"
        f"    → run `{sys.executable} -m pip install openpyxl defusedxml xlsxwriter`\n"
    )
    assert not (folder / "a.xlsx").exists()
    subprocess.run(command, cwd=folder, env=environment(), capture_output=True, check=True)


@pytest.mark.endurance
@NEEDS_LIBREOFFICE
def test_libreoffice_reads_what_was_written(folder: Path) -> None:
    """A spreadsheet program opens the file without a question: dates are its dates, texts are its texts."""
    (folder / "list.xlsx").write_bytes(listed(folder))
    # Comma, quote, UTF-8, from line 1, …, texts quoted, values as shown, no formulas, …, all sheets.
    kind = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,true,true,false,false,false,-1"
    home = (folder / "home").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", kind, "list.xlsx"]
    subprocess.run(command, cwd=folder, capture_output=True, check=True, timeout=120)
    items, settings = ((folder / f"list-{name}.csv").read_text() for name in ("Items", "Settings"))
    assert items.splitlines()[1:] == [
        '"007","=1+1","red","@SUM(A1)",,"http://example.com/",2026-06-01,,2026-06-14,"overdue",-161,23,2026-09-01,"yes",,,,',
        '"2","月末","紫",,,,,2026-11-16,2026-11-23,"soon",1,0,,"no",,,,',
        '"3","旧","green",,,,"1899-12-31",2026-11-20,,"closed",,0,,"no",2026-11-21,,,',
    ]
    assert settings.splitlines()[1] == '"branch","=支部 & 一 &P"'


@pytest.mark.parametrize("code", CODES)
def test_excel_accepts_the_names_of_the_sheets(code: str) -> None:
    """At most 31 characters, none that a reference to a cell needs."""
    plan = make_plan([make_item(last=DAY)])
    book = agenda_book(make_agenda(plan, (), TODAY, tuple(State), Filters()), plan, Style(Language(code)))
    names = [table.name for table in book.tables]
    assert len({name.lower() for name in names}) == len(names) == 2
    assert not [name for name in names if len(name) > 31 or re.search(r"[\[\]:*?/\\']", name) or name == "History"]


def test_the_sample_list_is_in_it_whole() -> None:
    """Every open item of the sample list has its row."""
    data = run("list", "--today", DAY, "-f", f"{REGISTER}", "--format", "xlsx").stdout
    assert opened(data)["Items"].max_row == 36
