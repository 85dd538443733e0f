"""Ledgers as files: encodings, separators, what is no ledger at all, bombs; and the file that is written."""

from __future__ import annotations

import io
import shutil
import subprocess
import sys
from datetime import date
from typing import TYPE_CHECKING
from zipfile import ZipFile

import program
import pytest
from desk import run
from generated import thinned
from ledgers import FIRST, HEADINGS, SHEET_PART, Shelf, part_of, separated, with_part, workbook
from program import DISPATCH, environment
from reading import plan, reasons

from dispatch_cli.errors import PROBLEM_LIMIT

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

GOOD = [HEADINGS, FIRST]
TITLE = "某新能源项目落地"
NAMESPACE = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
MEGABYTES = 1 << 20
MEMORY = "import resource, sys; print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return a folder for a ledger."""
    return Shelf(tmp_path)


@pytest.mark.parametrize(
    ("encoding", "separator", "line_end", "reason"),
    [
        ("utf-8", ",", "\n", "as programs write it"),
        ("utf-8-sig", ",", "\r\n", "as Excel saves CSV UTF-8"),
        ("utf-16", "\t", "\r\n", "as Excel saves Unicode text"),
        ("gb18030", ",", "\r\n", "as Excel in China saves CSV"),
        ("utf-16-le", "\t", "\r\n", "without its mark"),
        ("utf-16-be", ",", "\n", "the other byte first"),
        ("utf-8", ";", "\r\n", "as Excel saves where the comma is in numbers"),
        ("utf-8", "\t", "\r", "tabs, and the line ends of an old Mac"),
    ],
)
def test_encodings_and_separators(shelf: Shelf, encoding: str, separator: str, line_end: str, reason: str) -> None:
    """Whichever encoding, separator and line ends the program has used, the list is the same; a guess is said."""
    data = separated([["台账"], [], *GOOD], separator, line_end).encode(encoding)
    done = shelf.run(data, name="ledger.csv")
    assert [item.title for item in plan(done.out).items] == [TITLE], reason
    guess = {"gb18030": "GBK", "utf-16-le": "UTF-16", "utf-16-be": "UTF-16"}.get(encoding)
    assert done.err == (f"ledger.csv: read as {guess}, for it is not UTF-8\n" if guess else "")


@pytest.mark.parametrize(("encoding", "name"), [("big5", "Big5"), ("gb18030", "GBK")])
def test_traditional_characters(shelf: Shelf, encoding: str, name: str) -> None:
    """Big5 and GBK are told apart by the characters that a text would hold, also for traditional ones."""
    rows = [
        ("編號", "事項", "標籤", "責任單位", "上次調度"),
        (1, "新能源專案落地與資料核對", "red", "招商局", "2026-11-09"),
    ]
    said = (
        "--map",
        "編號=id",
        "--map",
        "事項=title",
        "--map",
        "標籤=tag",
        "--map",
        "責任單位=owner",
        "--map",
        "上次調度=last",
    )
    done = shelf.run(separated(rows).encode(encoding), *said, name="ledger.csv")
    assert [item.title for item in plan(done.out).items] == ["新能源專案落地與資料核對"]
    assert done.err == f"ledger.csv: read as {name}, for it is not UTF-8\n"


def test_a_csv_file_may_say_its_separator(shelf: Shelf) -> None:
    """Excel takes the line `sep=|` before the headings for an order, and so does import."""
    assert len(shelf.plan("sep=|\r\n" + separated(GOOD, "|")).items) == 1


def test_a_csv_file_may_be_damaged(shelf: Shelf) -> None:
    """UTF-8 that lost two bytes is not taken for GBK, which those that are left would pass for; the place is named."""
    data = separated([HEADINGS[:2], *((place, "重点项目") for place in range(5))]).encode()
    cut = data.replace("项目".encode(), "项目".encode()[:-2], 1)
    assert cut.decode("gb18030")
    said = shelf.refusal(cut, name="ledger.csv")
    assert said[0].startswith("ledger.csv:2:")
    assert "a character here is damaged" in said[0]


@pytest.mark.parametrize(
    ("text", "place", "message"),
    [
        ('序号,事项,标签,交办时间\n1,"甲"乙,红,2026-06-01\n', "2:1", "the quotes of this row do not match"),
        (
            '序号,事项,标签,交办时间\n1,甲,红,2026-06-01\n2,"乙,红,2026-06-01\n',
            "3:1",
            "the quotes of this row do not match",
        ),
        (f'序号,事项,标签,交办时间\n1,"{"甲" * 200_000}",红,2026-06-01\n', "2:1", "a text in this row is too long"),
    ],
)
def test_rows_that_do_not_end(shelf: Shelf, text: str, place: str, message: str) -> None:
    """A quote that is missing would swallow the rest of the list: it is named, and no row is lost."""
    assert shelf.refusal(text)[0] == f"ledger.csv:{place}: {message}"


def ole(stream: str) -> bytes:
    """Return what begins like a file of the old kind that holds a stream of this name."""
    return bytes.fromhex("d0cf11e0a1b11ae1") + bytes(1000) + stream.encode("utf-16-le") + bytes(1000)


def archive(**parts: str) -> bytes:
    """Return an archive with these parts, `__` in a name standing for a stroke."""
    file = io.BytesIO()
    with ZipFile(file, "w") as new:
        for name, text in parts.items():
            new.writestr(name.replace("__", "/"), text)
    return file.getvalue()


BOOK_OF_2003 = (
    b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
    b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
)
OTHERS = [
    ("ledger.xlsx", separated(GOOD).encode(), "not the workbook", "ends in .csv", "a CSV file renamed"),
    ("ledger.csv", workbook(GOOD), "this is an Excel workbook", "ends in .xlsx", "a workbook renamed"),
    ("ledger.xlsx", ole("EncryptedPackage"), "protected by a password", "take the password away", "encrypted"),
    ("ledger.xls", ole("Workbook"), "damaged and cannot be read", "save it again", "an old workbook, damaged"),
    ("ledger.doc", ole("WordDocument"), "this is a Word document", "copy its table", "an old letter"),
    ("ledger.msg", ole("Message"), "neither a workbook nor a CSV", "(.xlsx)", "a mail"),
    ("ledger.xls", BOOK_OF_2003, "an Excel workbook of 2003 (XML)", "(.xlsx)", "XML of 2003"),
    ("ledger.xls", b"<html><table></table></html>", "a web page", "(.xlsx)", "a page of a web system"),
    ("ledger.pdf", b"%PDF-1.7\n", "neither a workbook nor a CSV", "(.xlsx)", "a document"),
    ("ledger.csv", b"\x89PNG\r\n\x1a\n\0\0", "neither a workbook nor a CSV", "(.xlsx)", "a picture"),
    ("ledger.csv", b"a\0b,c\0d\n", "neither a workbook nor a CSV", "(.xlsx)", "bytes with zeros"),
    ("ledger.ods", archive(mimetype="application/x"), "no Excel workbook", "(.xlsx)", "ods"),
    ("ledger.docx", archive(word__document=""), "this is a Word document", "copy its table", "a letter"),
    ("ledger.pptx", archive(ppt__x="", **{"[Content_Types].xml": ""}), "no Excel workbook", "(.xlsx)", "slides"),
    ("ledger.xlsb", archive(**{"xl/workbook.bin": ""}), "damaged and cannot be read", ".xlsx", "a shell of .xlsb"),
    ("ledger.xlsx", workbook(GOOD)[:-30], "damaged, or was not copied whole", "anew", "half of a download"),
    ("ledger.xlsx", archive(**{"[Content_Types].xml": "<x/>"}), "damaged and cannot be read", "again", "a shell"),
    ("ledger.xlsx", b"PK\x03\x04", "damaged, or was not copied whole", "anew", "the beginning of one"),
    ("ledger.xlsx", b"", "no row of headings", "the table is empty", "nothing"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "message", "hint", "reason"), OTHERS, ids=reasons(OTHERS))
def test_what_is_no_ledger(shelf: Shelf, name: str, data: bytes, message: str, hint: str, reason: str) -> None:
    """A file is known by what is in it; what is no ledger, or another than its name says, is named with a remedy."""
    said = shelf.refusal(data, name=name)
    assert message in said[0], reason
    assert hint in said[1]
    assert name in said[0]


def test_what_is_in_a_file_counts_where_the_name_says_nothing(shelf: Shelf) -> None:
    """A macro workbook, a name without an ending, and stdin: a workbook is a workbook, and its macros never run."""
    assert shelf.plan(workbook(GOOD), name="ledger.XLSM").items == shelf.plan(workbook(GOOD), name="ledger").items
    done = run("import", "-", stdin=workbook(GOOD))
    assert (done.returncode, TITLE in done.stdout.decode()) == (0, True)
    done = run("import", "-", stdin=separated([HEADINGS, (1, "", "红")]).encode())
    assert done.stderr.startswith(b"<stdin>:2:2: this row has no title")


def rows_of(body: Iterable[bytes]) -> Iterable[bytes]:
    """Yield a sheet with this body."""
    yield f"<worksheet {NAMESPACE}><sheetData>".encode()
    yield from body
    yield b"</sheetData></worksheet>"


BOMBS = [
    (SHEET_PART, lambda: rows_of([b"<row/>" * 100_000] * 21), "too many cells", "two million empty rows"),
    (SHEET_PART, lambda: rows_of([b"<row>", *[b"<c/>" * 100_000] * 21]), "too many cells", "a row without end"),
    ("xl/sheet.dat", lambda: rows_of([b"<row>", *[b"<c/>" * 100_000] * 21]), "too many cells", "a sheet by another"),
    ("xl/blank.dat", lambda: [b" " * MEGABYTES] * 100, "unpacked it has more than", "blanks, which may go before XML"),
    ("customXml/1.xml", lambda: rows_of([b"<c/>" * 100_000] * 21), "too many cells", "a sheet in another folder"),
    (
        SHEET_PART,
        lambda: [b'<!DOCTYPE x [<!ENTITY a "', b"a" * 10_000, b'"><!ENTITY b "', b"&a;" * 10_000, b'">]><x>&b;</x>'],
        "what no spreadsheet program writes",
        "entities that unfold",
    ),
    (SHEET_PART, lambda: rows_of([b"<row ", b"a" * MEGABYTES]), "no spreadsheet program writes", "one long element"),
    (SHEET_PART, lambda: rows_of([b"<!--", b"> " * 500_000]), "what no spreadsheet program writes", "one long comment"),
    ("xl/styles.xml", lambda: [b"<x>", b"<font/>" * 500_000], "too many styles", "half a million fonts"),
    ("xl/workbook.xml", lambda: [b"<x>", b'<s sheetId="1"/>' * 150_000], "too many sheets", "many sheets of one part"),
    (SHEET_PART, lambda: [bytes(MEGABYTES)] * 1024, "unpacked it has more than", "a gigabyte of zeros"),
]  # fmt: skip


@pytest.mark.parametrize(("part", "pieces", "message", "reason"), thinned(BOMBS, every=4), ids=reasons(BOMBS))
def test_bombs(tmp_path: Path, part: str, pieces: object, message: str, reason: str) -> None:
    """A small file that would unfold into gigabytes is refused before it does, in little memory."""
    path = tmp_path / "bomb.xlsx"
    path.write_bytes(with_part(workbook(GOOD), part, pieces()))  # type: ignore[operator]
    assert path.stat().st_size < 5 * MEGABYTES
    used = f"import subprocess, sys; subprocess.run(sys.argv[1:]); {MEMORY}"
    done = subprocess.run(
        [sys.executable, "-c", used, *DISPATCH, "import", str(path)],
        capture_output=True, env=environment(), check=False, timeout=60,
    )  # fmt: skip
    assert message in done.stderr.decode(), reason
    assert int(done.stdout) * 1024 < 60 * MEGABYTES, "and nothing else is on stdout"


def test_what_is_no_text_is_to_be_saved_again(shelf: Shelf) -> None:
    """Neither UTF-8 nor GBK: the remedy is one for ledgers, not the one for task files."""
    said = shelf.run(b"a,\x81\xff\xff\n", name="ledger.csv").err
    assert "this is not text in UTF-8" in said
    assert "save the ledger once more in Excel or WPS" in said
    assert "-f" not in said


def test_a_twin_does_not_hide_a_bomb(shelf: Shelf) -> None:
    """A small part of the same name in other letters takes no weight off the large one."""
    bomb = with_part(workbook(GOOD), SHEET_PART, rows_of([b"<row>", *[b"<c/>" * 100_000] * 21]))
    assert "too many cells" in shelf.refusal(with_part(bomb, SHEET_PART.replace("xl", "XL"), [b"<a/>"]))[0]


def test_a_picture_weighs_nothing(shelf: Shelf) -> None:
    """What a picture holds is not read, be it what XML would not hold."""
    assert len(shelf.plan(with_part(workbook(GOOD), "xl/media/image1.png", [b"\x89PNG", b"<!<?" * 500_000])).items) == 1


@pytest.mark.parametrize(
    "text",
    [
        separated(GOOD) + "甲,红,2026-01-01\n" * 300_000,  # rows
        separated(GOOD) + "\n" * 700_000,  # rows of nothing
        separated(GOOD) + "," * 700_000,  # columns
    ],
    ids=["rows", "empty rows", "columns"],
)
def test_a_text_with_more_cells_than_any_ledger(shelf: Shelf, text: str) -> None:
    """It is refused before it is taken apart."""
    assert "too many cells" in shelf.refusal(text)[0]


def test_an_archive_of_too_many_parts(shelf: Shelf) -> None:
    """A workbook has some dozens of parts; ten thousand are not looked at."""
    parts = {f"xl/{place}.xml": "" for place in range(10_001)}
    assert "it has more than 10000 parts" in shelf.refusal(archive(**{"[Content_Types].xml": ""}, **parts))[0]


def test_ledgers_that_are_wrong_throughout(shelf: Shelf) -> None:
    """Who imports the wrong columns of a long list is told of some thousands of words, not of all, in bounded time."""
    text = separated([HEADINGS, *((row, "甲", "紫", "", "", "x") for row in range(10_000))])
    assert len(shelf.refusal(text)) == 4, "each word once, with its count"
    dates = separated([HEADINGS, *((row, "甲", "红", "", "", f"{row}x") for row in range(10_000))])
    assert len(shelf.refusal(dates)) == 4 * PROBLEM_LIMIT


def test_ten_thousand_empty_rows_are_no_rows(shelf: Shelf) -> None:
    """Rows that were only formatted, and a cell far below, cost little and are not items."""
    formatted = b"".join(b'<row r="%d" s="1" customFormat="1"/>' % number for number in range(3, 10_003))
    sheet = part_of(workbook(GOOD)).replace(
        b"</sheetData>", formatted + b'<row r="1048576"><c r="A1048576"/></row></sheetData>'
    )
    assert len(shelf.plan(with_part(workbook(GOOD), SHEET_PART, [sheet])).items) == 1


def test_texts_that_are_repeated_without_end(shelf: Shelf) -> None:
    """A text that thousands of cells share is short in the file and long in a list, longer than any: it is refused."""
    text = "甲" * 32_000
    shared = f"<sst {NAMESPACE}><si><t>{text}</t></si></sst>".encode()
    rows = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (row, row) for row in range(1, 2500))
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"
    override = b'<Override PartName="/xl/sharedStrings.xml" ContentType="%s"/></Types>' % kind
    data = with_part(workbook(GOOD), "xl/sharedStrings.xml", [shared])
    types = part_of(data, "[Content_Types].xml").replace(b"</Types>", override)
    data = with_part(data, "[Content_Types].xml", [types])
    said = shelf.refusal(with_part(data, SHEET_PART, rows_of([rows])))
    assert "its texts are longer than 16 MB" in said[0]


def test_a_list_of_35_items_goes_through_a_real_file(tmp_path: Path) -> None:
    """From a workbook to a checked list: the file is written, the last line says what to do next, and it works."""
    rows = [HEADINGS, *((place, f"事项{place}", "红橙绿"[place % 3], *FIRST[3:]) for place in range(1, 36))]
    (tmp_path / "台账.xlsx").write_bytes(workbook(rows))
    done = run("import", "台账.xlsx", "-o", "tasks.yaml", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.decode() == "tasks.yaml is written: 35 items. Run `dispatch check`.\n"
    assert run("lint", "--today", "2026-11-22", cwd=tmp_path).returncode == 0
    assert len(run("list", "--today", "2026-11-22", cwd=tmp_path).stdout.splitlines()) == 37


def test_nothing_is_ever_overwritten(tmp_path: Path) -> None:
    """A file that exists stays byte for byte, whatever it is, and the exit status says so."""
    (tmp_path / "ledger.csv").write_text(separated(GOOD), encoding="utf-8")
    (tmp_path / "tasks.yaml").write_text("mine", encoding="utf-8")
    for name, text in (("tasks.yaml", "mine"), ("ledger.csv", separated(GOOD))):
        done = run("import", "ledger.csv", "-o", name, cwd=tmp_path)
        assert (done.returncode, done.stdout) == (4, b"")
        assert done.stderr.decode() == (
            f"error: {name}: the file exists and is left as it is\n    → name a new file, or edit this one\n"
        )
        assert (tmp_path / name).read_bytes() == text.encode()


def test_a_ledger_with_problems_writes_nothing(tmp_path: Path) -> None:
    """There is no half of a list: the file that was to be written does not exist."""
    (tmp_path / "ledger.csv").write_text(separated([*GOOD, FIRST]), encoding="utf-8")
    done = run("import", "ledger.csv", "-o", "tasks.yaml", cwd=tmp_path)
    assert (done.returncode, done.stdout, (tmp_path / "tasks.yaml").exists()) == (3, b"", False)


COMMAND_LINES = [
    ("-f tasks.yaml", "import reads no task file", "name the new task file with -o", "the option of other commands"),
    ("--map 承办处室", "is not a heading and a key", "HEADING=KEY", "no sign"),
    ("--map =owner", "is not a heading and a key", "HEADING=KEY", "no heading"),
    ("--map 责任人=onwer", "there is no key `onwer`", "did you mean `owner`?", "a slip in the key"),
    ("--map 责任=owner", "there is no heading `责任`", "did you mean `责任人`?", "a heading that is not there"),
    ("--sheet 台账", "is a CSV file, which has no sheets", "leave --sheet away", "a sheet of a CSV file"),
    ("--today 2026-2-3", "`2026-2-3` is not a date", "2026-02-03", "a day that is none"),
]


@pytest.mark.parametrize(("words", "message", "hint", "reason"), COMMAND_LINES, ids=reasons(COMMAND_LINES))
def test_command_lines_that_are_wrong(shelf: Shelf, words: str, message: str, hint: str, reason: str) -> None:
    """What is wrong with a command line ends it with 2 and says what is right."""
    said = shelf.refusal(separated(GOOD), *words.split(), code=2)
    assert message in said[0], reason
    assert hint in said[1]


def test_a_sheet_that_is_not_there(shelf: Shelf) -> None:
    """--sheet names a sheet as it is written."""
    said = shelf.refusal(workbook(GOOD, sheet="督办台账"), "--sheet", "督办台帐", code=2)
    assert said == ["error: --sheet: there is no sheet `督办台帐`", "    → did you mean `督办台账`?"]


def test_the_variable_for_the_task_file_does_not_matter(tmp_path: Path) -> None:
    """DISPATCH_FILE names the list for every day; import neither reads nor writes it."""
    (tmp_path / "ledger.csv").write_text(separated(GOOD), encoding="utf-8")
    done = run("import", "ledger.csv", cwd=tmp_path, DISPATCH_FILE="tasks.yaml")
    assert (done.returncode, done.stderr) == (0, b"")
    assert run("import", "nosuch.csv", cwd=tmp_path).returncode == 3


def test_a_pipe_gets_the_task_file_in_utf_8(tmp_path: Path) -> None:
    """Whatever stdout would like, a task file is UTF-8; notices go to stderr."""
    (tmp_path / "ledger.csv").write_bytes(separated(GOOD).encode("gbk"))
    done = program.run("import", "ledger.csv", cwd=tmp_path, PYTHONIOENCODING="gbk")
    assert [item.title for item in plan(done.stdout).items] == [TITLE]
    assert done.stderr.startswith(b"ledger.csv: read as GBK")


def test_no_library_is_needed(tmp_path: Path) -> None:
    """A CSV file and a workbook (.xlsx) are imported without any of the libraries that other formats need."""
    (tmp_path / "ledger.csv").write_text(separated(GOOD), encoding="utf-8")
    (tmp_path / "ledger.xlsx").write_bytes(workbook(GOOD))
    for module in ("openpyxl", "python_calamine", "xlsxwriter"):
        (tmp_path / f"{module}.py").write_text("raise ImportError", encoding="utf-8")
    for name in ("ledger.csv", "ledger.xlsx"):
        assert program.run("import", name, cwd=tmp_path, PYTHONPATH=str(tmp_path)).returncode == 0


SOFFICE = shutil.which("soffice")


@pytest.mark.endurance
@pytest.mark.skipif(SOFFICE is None, reason="soffice, the program of LibreOffice, is not installed")
@pytest.mark.parametrize("kind", ["xlsx", "xls", "ods"])
def test_a_workbook_of_libreoffice(tmp_path: Path, kind: str) -> None:
    """What LibreOffice saves, of any kind, is read like what Excel saves; the dates are real ones there."""
    rows = [HEADINGS, FIRST, (2, "乙: #", "◆ 橙", "国评专班", "", "2026/7/1", "", "", "2026-11-20", "两\n行")]
    (tmp_path / "ledger.csv").write_text(separated(rows), encoding="utf-8")
    profile, comma, quote, utf_8, chinese = f"file://{tmp_path}/profile", "44", "34", "76", "2052"
    how = f"--infilter=Text - txt - csv (StarCalc):{comma},{quote},{utf_8},1,,{chinese},false,true"
    where = "--outdir", f"{tmp_path}", f"{tmp_path}/ledger.csv"
    command = [f"{SOFFICE}", f"-env:UserInstallation={profile}", "--headless", how, "--convert-to", kind, *where]
    subprocess.run(command, check=True, capture_output=True, timeout=120, env=environment(HOME=f"{tmp_path}"))
    items = Shelf(tmp_path).plan((tmp_path / f"ledger.{kind}").read_bytes(), name=f"ledger.{kind}").items
    assert items == Shelf(tmp_path).plan(separated(rows)).items
    assert [(item.id, item.start, item.closed) for item in items][1] == ("2", date(2026, 7, 1), date(2026, 11, 20))
