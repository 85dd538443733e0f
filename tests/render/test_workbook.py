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
from pathlib import Path
from typing import TYPE_CHECKING, Any

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
from workbooks import column, framed, header_row, opened, smallest_print, values, widths

import dispatch_cli
from dispatch_cli.errors import CommandLineError
from dispatch_cli.ledger.headings import Headings
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.plan.keys import ITEM
from dispatch_cli.render.agenda.book import ledger_book
from dispatch_cli.render.formats import as_xlsx
from dispatch_cli.render.formats.book import Book, BookColumn, CellFormat, Table
from dispatch_cli.render.formats.drawn_sheet import FIRST_DATE
from dispatch_cli.render.style import Style
from dispatch_cli.render.text.language import CODES, Language
from dispatch_cli.render.text.plain import harmless
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Sequence

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


def drawn(plan: TaskFile, style: Style = ENGLISH) -> bytes:
    """Return the workbook of a plan, the closed items included."""
    return as_xlsx.render(ledger_book(make_agenda(plan, (), TODAY, tuple(State), Filters()), plan, style))


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
    assert framed(opened(listed(folder))["Items"]).rows == [
        [
            "007", "=1+1", "red", "@SUM(A1)", day("2026-06-01"), None, day("2026-06-14"),
            "161 days late\ndeadline passed", 23, day("2026-09-01"), None, "http://example.com/",
        ],
        ["2", "月末", "紫", None, None, day("2026-11-16"), day("2026-11-23"), "soon\nin 1 day", None, None, None, None],
        [
            "3", "旧", "green", None, "1899-12-31", day("2026-11-20"), None,
            "closed", None, None, day("2026-11-21"), None,
        ],
    ]  # fmt: skip


def test_the_words_are_those_of_the_language(folder: Path) -> None:
    """In Chinese the headers are the words that every other format has for them, and so are tag and state."""
    book = opened(listed(folder, lang="zh"))
    parts = framed(book["事项"])
    assert " ".join(parts.header) == "编号 事项 标签 专班 列入日期 最近调度 到期日 状态 漏调 时限 销号日期 备注"
    first, *_ = parts.rows
    assert (first[2], first[7]) == ("红", "逾期 161 天\n时限已过")
    assert values(book["设置"])[0] == ["设置", "值"]


@pytest.mark.parametrize("code", CODES)
def test_one_word_for_one_key(code: str) -> None:
    """The word that heads a column is the same in every format, and `import` knows it."""
    for key in ITEM:
        word = Language(code).speak(COLUMN_WORDS[key.name])
        assert Headings({}).key(word) == key.name
        assert code != "zh" or word in key.chinese


def test_no_other_place_says_the_words_of_the_headings() -> None:
    """A heading that is said twice would be called otherwise in one of the two places before long."""
    words = {f'say("{heading.template}")' for heading in COLUMN_WORDS.values()}
    sources = Path(dispatch_cli.__file__).parent.rglob("*.py")
    found = {path.name for path in sources if any(word in path.read_text(encoding="utf-8") for word in words)}
    assert found == {"column_words.py"}


def test_what_nobody_has_said_has_no_column(folder: Path) -> None:
    """No item has an owner, nothing was said of any: there is neither column."""
    header = framed(opened(listed(folder))["Items"]).header
    assert {"Owner", "Latest"} & {*header} == set()
    assert None not in header


COUNTS = {
    "zh": "制表日期：2026-11-22    逾期 3 项 · 今日到期 2 项 · 临期 4 项 · 正常 26 项",
    "en": "As of 2026-11-22    3 overdue · 2 due today · 4 due soon · 26 on schedule",
}


@pytest.mark.parametrize(
    ("lang", "command", "title"),
    [
        ("zh", "list", "示例支部重点事项调度台账"),
        ("en", "list", "示例支部: Register of follow-up items"),
        ("zh", "check", "示例支部应调度事项清单"),
        ("en", "check", "示例支部: Items due for follow-up"),
    ],
)
def test_a_title_and_a_line_stand_above(lang: str, command: str, title: str) -> None:
    """Whose it is and what, the day and the counts; both stand across all columns."""
    sheet, *_ = opened(run(command, "--today", DAY, "--format", "xlsx", "--lang", lang).stdout)
    assert framed(sheet).above == [title, COUNTS[lang]]
    merged = [(each.min_row, each.min_col, each.max_col) for each in sheet.merged_cells.ranges]
    assert sorted(merged)[:2] == [(1, 1, sheet.max_column), (2, 1, sheet.max_column)]


def test_groups_have_headings_with_counts_and_totals_stand_below() -> None:
    """Each group stands below its name and count; below all the total by tags, and of `check` the near deadlines."""
    arguments = ("--group-by", "team", "--today", DAY, "--format", "xlsx", "--lang", "zh")
    ledger, called = (framed(opened(run(command, *arguments).stdout).worksheets[0]) for command in ("list", "check"))
    *groups, total = ledger.across
    assert sum(int(re.findall(r"\((\d+)\)$", group)[0]) for group in groups) == 35
    assert total == "合计 35 项 · 红 3 项 · 橙 7 项 · 绿 25 项 · 漏调 4 次"
    total, *deadlines = [text for text in called.across if not text.endswith(")")]
    assert total == "合计 5 项 · 红 2 项 · 橙 1 项 · 绿 2 项 · 漏调 4 次"
    assert all("时限" in text for text in deadlines)
    assert "专班" in ledger.header
    assert "专班" not in called.header  # it stands above each group


@pytest.mark.parametrize(("lang", "word"), [("en", "This dispatch"), ("zh", "本次调度")])
def test_what_was_said_is_written_into_a_column_of_its_own(lang: str, word: str) -> None:
    """A list of what must be dispatched has an empty column for it, wide enough for a pen; a ledger has none."""
    arguments = ("--today", DAY, "--format", "xlsx", "--lang", lang)
    called, ledger = (opened(run(command, *arguments).stdout).worksheets[0] for command in ("check", "list"))
    assert framed(called).header[-1] == word
    assert {*column(called, word)} == {None}
    assert widths(called)[-1] > 20
    assert word not in framed(ledger).header


def test_settings_stand_on_a_sheet_of_their_own(folder: Path) -> None:
    """What the due dates follow from is there, each cadence as written; people and addresses are nowhere."""
    data = listed(folder)
    assert values(opened(data)["Settings"]) == [
        ["Setting", "Value"],
        ["workbook", "dispatch/1"],
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
    assert names == ["Setting", "workbook", "mode", "cadence.red", "cadence.orange", "cadence.green"]


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
    cell = opened(data)["Items"]["A3"]
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
@given(st.lists(TEXTS, min_size=1, max_size=4), st.dates(min_value=FIRST_DATE), st.integers(-(10**9), 10**9))
def test_what_is_written_is_read_back(texts: list[str], day: date, number: int) -> None:
    """Random texts, days and numbers come back as they were, the texts harmless."""
    sheet = opened(as_xlsx.render(book_of(*([text, day, number, None] for text in texts), columns=4)))["Items"]
    assert framed(sheet).rows == [[in_a_cell(text), day, number] for text in texts]  # the empty column is left out


def test_other_values_are_what_they_are() -> None:
    """A truth is a truth, a part of one is shown in percent, a look is by value, and an empty sheet has its header."""
    column = BookColumn("r", percent=True, looks={"x": CellFormat(bold=True, fill="#FEE2E2")})
    book = Book("t", TODAY, [Table("A", [column], [[0.25], [True], ["x"], [""]]), Table("B", [column], [])])
    read = opened(as_xlsx.render(book))
    quarter, truth, look, empty = (read["A"].cell(row, 1) for row in range(3, 7))
    assert (quarter.value, quarter.number_format, truth.value) == (0.25, "0%", True)
    assert truth.data_type == "b"
    assert (look.font.b, look.fill.fgColor.rgb, empty.value) == (True, "FFFEE2E2", None)
    assert values(read["B"]) == [["t"], ["r"]]


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
    cell = opened(as_xlsx.render(book_of([date.fromisoformat(day)])))["Items"]["A3"]
    assert (cell.data_type, f"{cell.value}"[:10]) == (kind, day)
    assert kind == "s" or cell.number_format == "yyyy-mm-dd"


def test_a_sheet_is_ready_to_work_with_and_to_print(folder: Path) -> None:
    """The header stays, filters and is printed on each page, A4 landscape; the texts beside numbers give no warning."""
    data = listed(folder)
    sheet, settings = opened(data)
    assert (settings.sheet_state, sheet.sheet_state) == ("hidden", "visible")
    assert (header_row(sheet), sheet.freeze_panes) == (3, "A4")
    assert sheet.auto_filter.ref == "A3:L6"  # neither the title nor the total
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert (sheet.sheet_properties.pageSetUpPr.fitToPage, sheet.page_setup.fitToHeight) == (True, 0)
    assert all(cell.font.b and cell.alignment.horizontal == "center" for cell in sheet[3])
    assert sheet.oddFooter.center.text.endswith("Page &P of &N")
    assert b'<ignoredError sqref="A1:XFD8" numberStoredAsText="1"/>' in parts(data)["xl/worksheets/sheet1.xml"]


def test_a_long_title_is_seen_whole() -> None:
    """The name of an office that takes two lines of large type has the height of two."""
    long, short = (
        Book(name, TODAY, [Table("Items", [BookColumn("c", flows=True)], [["x"]])]) for name in ("很" * 60, "很")
    )
    heights = [opened(as_xlsx.render(book))["Items"].row_dimensions[1].height for book in (long, short)]
    assert heights[0] > 2 * 20 * 1.2
    assert heights[1] > 20 * 1.2


def test_merged_rows_are_not_filtered(folder: Path) -> None:
    """Spreadsheet programs sort no merged cells, so a sheet with groups has no filter."""
    sheet, *_ = opened(listed(folder, "--group-by", "tag"))
    assert sheet.auto_filter.ref is None


def test_chinese_is_set_in_the_fonts_of_offices(folder: Path) -> None:
    """Title, line, header and body each have theirs, with the charset by which another one is found."""
    sheet, *_ = opened(listed(folder, lang="zh"))
    fonts = [sheet[place].font for place in ("A1", "A2", "A3", "A4")]
    assert [font.name for font in fonts] == ["方正小标宋简体", "仿宋", "黑体", "宋体"]
    assert {font.charset for font in fonts} == {134}


def test_numbers_and_days_are_centred_and_sentences_begin_at_the_left(folder: Path) -> None:
    """What is short stands in the middle of its column."""
    sheet, *_ = opened(listed(folder))
    aligned = dict(zip(framed(sheet).header, (cell.alignment.horizontal for cell in sheet[4]), strict=True))
    assert [key for key, where in aligned.items() if where == "left"] == ["Item", "Team", "Note"]
    assert {where for where in aligned.values() if where != "left"} == {"center"}


LONG = (
    "贯彻落实市委常委会会议精神加快推进新能源汽车零部件产业园二期基础设施配套工程前期手续办理并于年底前完成土地组卷报批"
)
NOTE = "11月3日召开协调会，明确由自然资源部门牵头，11月底前完成组卷；11月10日已约谈施工单位；11月17日资料已报送。"


@pytest.fixture
def long_list(tmp_path: Path) -> Path:
    """Return a folder with 35 items, each of which has everything, and long."""
    tags = {**dict.fromkeys(range(1, 4), "red"), **dict.fromkeys(range(4, 11), "orange")}
    lines = [
        f"- {{id: 2026-{number:03}, title: {LONG}, tag: {tags.get(number, 'green')}, team: 招大引强专班、国评专班, "
        f"owner: 招商一科、招商二科、企业服务科, start: 2026-03-02, last: 2026-{10 + number % 2}-{1 + number % 20:02}, "
        f"deadline: 2026-11-{1 + number % 30:02}, note: {NOTE}}}\n"
        for number in range(1, 36)
    ]
    (tmp_path / "tasks.yaml").write_text(f"branch: 示例支部\ntasks:\n{''.join(lines)}", encoding="utf-8")
    for arguments in (
        ("record", "2026-002", "2026-005", "-m", NOTE),
        ("close", "2026-009", "-m", "归档"),
        ("tag", "2026-020", "red", "-m", "批示"),
        ("assign", "2026-021", "--owner", "张三"),
        ("deadline", "2026-022", "--to", "2026-12-20", "-m", "延期"),
    ):
        assert run(*arguments, "--by", "办公室", "--today", DAY, cwd=tmp_path).returncode == 0
    return tmp_path


@pytest.mark.parametrize("lang", CODES)
@pytest.mark.parametrize(
    "command",
    [
        ("list",),
        ("list", "--closed", "--group-by", "owner"),
        ("check", "--all", "--group-by", "team"),
        ("report", "--from", "2026-09-01"),
        ("report", "--from", "2026-09-01", "--group-by", "tag"),
        ("minutes",),
    ],
    ids=" ".join,
)
def test_nobody_needs_glasses(long_list: Path, command: tuple[str, ...], lang: str) -> None:
    """No type of 35 items with long texts is printed smaller than 10 points, however many columns there are."""
    data = run(*command, "--today", DAY, "--format", "xlsx", "--lang", lang, cwd=long_list).stdout
    assert smallest_print(opened(data)) >= 10


@pytest.mark.endurance
@NEEDS_LIBREOFFICE
@pytest.mark.skipif(not shutil.which("pdftohtml"), reason="nothing reads the fonts of a page")
@pytest.mark.parametrize("lang", CODES)
def test_paper_has_no_small_type(long_list: Path, lang: str) -> None:
    """What LibreOffice prints, with whatever fonts there are, is no smaller than 10 points, and no hidden sheet is."""
    names = ("list", "check", "report", "minutes")
    for name in names:
        more = ("--group-by", "team") if name == "check" else ()
        arguments = (name, *more, "--today", DAY, "-o", f"{name}.xlsx", "--lang", lang)
        assert run(*arguments, cwd=long_list).returncode == 0
    home = (long_list / "home").as_uri()
    command = ["soffice", f"-env:UserInstallation={home}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, *(f"{name}.xlsx" for name in names)], cwd=long_list, capture_output=True, check=True)
    for name in names:
        read = ["pdftohtml", "-xml", "-zoom", "1", "-i", "-stdout", f"{name}.pdf"]
        page = subprocess.run(read, cwd=long_list, capture_output=True, check=True).stdout.decode()
        assert min(map(int, re.findall(r'<fontspec id="\d+" size="(\d+)"', page))) >= 10
        assert "dispatch/1" not in page


@pytest.mark.parametrize("lang", CODES)
def test_columns_are_as_wide_as_what_they_hold(lang: str) -> None:
    """What is no sentence is not wider than its column, Chinese counted twice, and is not wrapped."""
    data = run("list", "--today", DAY, "--format", "xlsx", "--lang", lang).stdout
    sheet, *_ = opened(data)
    rows = framed(sheet).rows
    short = [place for place in range(sheet.max_column) if sheet.cell(4, place + 1).alignment.horizontal == "center"]
    assert len(short) > 5
    for place in short:
        longest = max(cell_len(line) for row in rows for line in shown(row[place]).split("\n"))
        assert longest < widths(sheet)[place]


def shown(value: Any) -> str:
    """Return what a cell shows."""
    return "" if value is None else f"{value}"


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("短", 1),
        ("很" * 72, 1),  # a little less than the paper is wide
        ("很" * 75, 2),
        ("word " * 30, 2),
        ("x" * 400, 4),  # one word, broken anywhere
        ("很" * 9_999, 27),  # as high as Excel allows
    ],
)
def test_what_is_longer_than_a_column_is_wrapped(text: str, lines: int) -> None:
    """The row is as high as its lines: not every program finds that out by itself."""
    book = Book("t", TODAY, [Table("Items", [BookColumn("c", flows=True)], [[text]])])
    sheet = opened(as_xlsx.render(book))["Items"]
    assert widths(sheet) < [151]
    assert sheet["A3"].alignment.wrap_text
    assert sheet.row_dimensions[3].height // 15 == lines


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
        assert opened(as_xlsx.render(book))["Items"]["B3"].value == text
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
    assert column(sheet, "No.") == [row["id"] for row in rows]


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
        f"    → run `{sys.executable} -m pip install python-calamine xlsxwriter`\n"
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
    assert items.splitlines()[3:] == [
        '"007","=1+1","red","@SUM(A1)",2026-06-01,,2026-06-14,"161 days late',
        'deadline passed",23,2026-09-01,,"http://example.com/"',
        '"2","月末","紫",,,2026-11-16,2026-11-23,"soon',
        'in 1 day",,,,',
        '"3","旧","green",,"1899-12-31",2026-11-20,,"closed",,,2026-11-21,',
        '"Total: 3 items · red 1 · green 1 · 紫 1 · missed 23",,,,,,,,,,,',
    ]
    assert settings.splitlines()[2] == '"branch","=支部 & 一 &P"'


@pytest.mark.parametrize("code", CODES)
def test_excel_accepts_the_names_of_the_sheets(code: str) -> None:
    """At most 31 characters, none that a reference to a cell needs."""
    plan = make_plan([make_item(last=DAY)])
    book = ledger_book(make_agenda(plan, (), TODAY, tuple(State), Filters()), plan, Style(Language(code)))
    names = [table.name for table in book.tables]
    assert len({name.lower() for name in names}) == len(names) == 2
    assert not [name for name in names if len(name) > 31 or re.search(r"[\[\]:*?/\\']", name) or name == "History"]


def test_the_sample_list_is_in_it_whole() -> None:
    """Every open item of the sample list has its row."""
    data = run("list", "--today", DAY, "-f", f"{REGISTER}", "--format", "xlsx").stdout
    assert len(framed(opened(data)["Items"]).rows) == 35
