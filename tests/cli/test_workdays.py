"""`dispatch workdays`: the days off of a year, and the yearly notice read into the list."""

from __future__ import annotations

import csv
import json
from typing import TYPE_CHECKING, Any

import pytest
from desk import Desk, run
from notices import LIBRARY, PUBLISHED_TEXT, festival, write_notice

from dispatch_cli.errors import ExitCode

if TYPE_CHECKING:
    from pathlib import Path

ITEMS = """\
tasks:
  - {id: 1, title: 甲, tag: red, start: 2026-06-01}
"""
OWN = "workdays:\n  calendar: CN\n  off: [2026-12-31]\n  on: [2026-12-26]\n"
NOTICE = write_notice(2027, [festival("元旦", "2027-01-01", "2027-01-03", "2026-12-26")])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return an office in China with two days of its own."""
    (tmp_path / "notice.txt").write_text(NOTICE, encoding="utf-8")
    return Desk(tmp_path, f"branch: 甲\n{OWN}{ITEMS}")


def notice(desk: Desk, data: str | bytes | None = None) -> str:
    """Return the path of the notice, which is written anew where a text is given."""
    path = desk.file.with_name("notice.txt")
    if data is not None:
        path.write_bytes(data.encode() if isinstance(data, str) else data)
    return f"{path}"


def year_of(desk: Desk, *arguments: str) -> dict[str, Any]:
    """Return the days of a year as programs get them."""
    document: dict[str, Any] = json.loads(desk.do("workdays", *arguments, "--format", "json"))
    return document


def test_a_year_agrees_with_the_library(desk: Desk) -> None:
    """The Mondays to Fridays off and the working weekends are those of the table, each with its name and source."""
    desk.write(f"workdays: CN\n{ITEMS}")
    document = year_of(desk, "2026")
    assert [key for key in document if key not in {"off", "on"}] == ["schema", "today", "branch", "year"]
    off = {day: name for day, name in LIBRARY.holidays.items() if day.year == 2026 and day.weekday() < 5}
    on = {day: name for day, name in LIBRARY.workdays.items() if day.year == 2026}
    for key, days in (("off", off), ("on", on)):
        assert document[key] == [
            {"date": f"{day}", "name": days[day], "source": "chinesecalendar"} for day in sorted(days)
        ]


def test_the_days_of_the_office_itself_are_named_as_its_own(desk: Desk) -> None:
    """Without a year it is this one; own days stand among the others, in order."""
    document = year_of(desk)
    assert document["year"] == 2026
    assert document["off"][-1] == {"date": "2026-12-31", "name": "a day off of the office's own", "source": "own"}
    assert document["on"][-1]["source"] == "own"
    assert [day["date"] for day in document["off"]] == sorted(day["date"] for day in document["off"])


def test_people_see_weekdays_and_counts(desk: Desk) -> None:
    """A table, a text and Markdown show the same lines; CSV has a column that tells the kinds apart."""
    text = desk.do("workdays", "2026", "--lang", "zh")
    assert text.splitlines()[-1] == "放假 20 天，周末上班 7 天"
    assert "| 2026-02-16 |" in desk.do("workdays", "2026", "--format", "md")
    rows = [*csv.DictReader(desk.do("workdays", "2026", "--format", "csv").lstrip("\ufeff").splitlines())]
    assert {row["kind"] for row in rows} == {"off", "on"}
    assert [row["date"] for row in rows] == [day["date"] for kind in ("off", "on") for day in year_of(desk)[kind]]


def test_a_heading_of_the_table_stays_on_one_line(desk: Desk) -> None:
    """A heading that is longer than every name below it makes the column wider."""
    desk.write(f"workdays: CN\n{ITEMS}")
    lines = desk.do("workdays", "2026", "--format", "table").splitlines()
    assert [line.strip() for line in lines if "weekends" in line][:2] == [
        "Days off, weekends left out",
        "Working days on weekends",
    ]


def test_other_countries_have_a_source_of_their_own(desk: Desk) -> None:
    """The library for other countries is named, too; its weekends are left out as well."""
    desk.write(f"workdays: DE\n{ITEMS}")
    assert {"date": "2026-05-01", "name": "Labor Day", "source": "holidays"} in year_of(desk, "2026")["off"]


def test_a_year_without_official_days_is_said(desk: Desk) -> None:
    """It is Monday to Friday, on stderr and never in silence; a list without the key has no days off at all."""
    desk.write(f"workdays: CN\n{ITEMS}")
    done = desk.run("workdays", "2031")
    assert (done.code, "no official days off are known for 2031" in done.err) == (0, True)
    assert desk.run("workdays", "2026").err == ""
    desk.write(ITEMS)
    done = desk.run("workdays", "2026", "--format", "json")
    assert (json.loads(done.out)["off"], "every day is a working day" in done.err) == ([], True)


def test_a_notice_is_read_told_shown_and_taken_back(desk: Desk) -> None:
    """One command, one batch: the list has the new days, the history and the undo list show them."""
    before = desk.text
    out = desk.do("workdays", "--read", notice(desk), "-m", "国办发明电")
    what = "working days: off 2027-01-01"
    assert out.splitlines() == [f"{what}.", "Written down by 招商一科: 国办发明电"]
    assert desk.text == before.replace("off: [2026-12-31]", "off: [2026-12-31, 2027-01-01]")
    assert what in desk.do("history")
    assert what in desk.do("undo", "--list")
    (entry,) = json.loads(desk.do("history", "--format", "json"))["entries"]
    assert (entry["event"], entry["item"], entry["field"]) == ("changed", None, "workdays")
    assert (entry["from"], entry["to"]) == (
        "off: [2026-12-31]; on: [2026-12-26]",
        "off: [2026-12-31, 2027-01-01]; on: [2026-12-26]",
    )
    assert desk.do("history", "1") != desk.do("history")
    assert year_of(desk, "2027")["off"] == [
        {"date": "2027-01-01", "name": "a day off of the office's own", "source": "own"}
    ]
    assert f"taken back: {what} (" in desk.do("undo")
    assert desk.text == before
    assert desk.run("lint").code == 0
    assert what in desk.do("history", "--undone", "--lang", "en")


def test_a_notice_that_says_nothing_new_writes_nothing(desk: Desk) -> None:
    """Neither file is touched, and it is said."""
    before = desk.both
    out = desk.do("workdays", "--read", notice(desk, PUBLISHED_TEXT[2026]))
    assert out == "The list says what the notice of 2026 says already; nothing was changed.\n"
    assert desk.both == before


@pytest.mark.parametrize("settles", [("workdays", "--read"), ("undo",)], ids=["the same again", "undo"])
def test_what_a_crash_left_half_done_is_settled(desk: Desk, settles: tuple[str, ...]) -> None:
    """Between the log and the list the finished copy stays; the same command finishes it, `undo` takes it back."""
    before, path = desk.text, notice(desk)
    desk.do("workdays", "--read", path)
    after = desk.text
    desk.file.with_name(".tasks.yaml.new").write_text(after, encoding="utf-8")
    desk.write(before)
    assert "half done: the log has `working days: off 2027-01-01`, the task file does not" in desk.run("check").err
    assert desk.run("record", "1").code == ExitCode.UNWRITABLE
    done = desk.run(*settles, *([path] if settles[0] == "workdays" else []))
    assert (done.code, desk.text) == (0, after if settles[0] == "workdays" else before), done
    assert desk.run("check").err == ""


@pytest.mark.parametrize("data", [f"\ufeff{NOTICE}", NOTICE.replace("\n", "\r\n"), NOTICE.replace("\n", "\n\n")])
def test_however_a_notice_is_saved(desk: Desk, data: str) -> None:
    """A byte order mark, other line ends and empty lines change nothing."""
    desk.do("workdays", "--read", notice(desk, data))
    assert "[2026-12-31, 2027-01-01]" in desk.text


def test_a_notice_comes_from_stdin(desk: Desk) -> None:
    """What was copied can be piped in; its problems are named after stdin."""
    arguments = ("workdays", "--read", "-", "-f", f"{desk.file}", "--today", "2026-11-22", "--by", "招商一科")
    done = run(*arguments, stdin=NOTICE.replace("共3天", "共4天").encode())
    assert (done.returncode, done.stdout) == (ExitCode.UNREADABLE, b"")
    assert done.stderr.decode().startswith("<stdin>:4:")
    assert run(*arguments, stdin=NOTICE.encode()).returncode == 0


def test_a_wrong_notice_is_told_with_a_caret(desk: Desk) -> None:
    """All that is wrong stands on stderr, each under its place; the list stays."""
    before = desk.both
    done = desk.run("workdays", "--read", notice(desk, NOTICE.replace("至3日", "至4日")), "--lang", "zh")
    assert (done.code, done.out) == (ExitCode.UNREADABLE, "")
    _, line, caret, *_ = done.err.splitlines()
    assert (line[4:].startswith("一、元旦："), caret.strip()) == (True, "^")
    assert "2027-01-04 是周一，不是周日" in done.err
    assert "写明的放假日共 4 天，不是 3 天" in done.err
    assert desk.both == before


WRONG = [
    (("2027", "--read", "NOTICE"), ExitCode.USAGE, "--read takes neither a year to show nor --format nor -o"),
    (("--read", "NOTICE", "--format", "json"), ExitCode.USAGE, "--read takes neither"),
    (("--year", "2027"), ExitCode.USAGE, "--year and -m are for --read"),
    (("27",), ExitCode.USAGE, "YEAR: `27` is not a year"),
    (("--read", "NOTICE", "--year", "20270"), ExitCode.USAGE, "--year: `20270` is not a year"),
    (("--read", "NOTICE", "--year", "2026"), ExitCode.UNREADABLE, "the notice is of 2027, and --year says 2026"),
    (("--read", "nowhere.txt"), ExitCode.UNREADABLE, "nowhere.txt"),
]


@pytest.mark.parametrize(("arguments", "code", "says"), WRONG, ids=[says for _, _, says in WRONG])
def test_what_cannot_be_meant_is_refused(desk: Desk, arguments: tuple[str, ...], code: int, says: str) -> None:
    """Each refusal says what is wrong and writes nothing."""
    before, path = desk.both, notice(desk)
    done = desk.run("workdays", *(argument.replace("NOTICE", path) for argument in arguments))
    assert (done.code, done.out, desk.both) == (code, "", before)
    assert says in done.err


def test_a_notice_without_a_title_needs_its_year(desk: Desk) -> None:
    """The error says the option that helps, and it helps."""
    _, _, untitled = NOTICE.partition("\n")
    done = desk.run("workdays", "--read", notice(desk, untitled))
    assert (done.code, "`--year 2027`" in done.err) == (ExitCode.USAGE, True)
    desk.do("workdays", "--read", notice(desk), "--year", "2027")


def test_a_list_without_the_key_says_what_to_write(desk: Desk) -> None:
    """The remedy works word for word."""
    desk.write(ITEMS)
    done = desk.run("workdays", "--read", notice(desk))
    assert (done.code, "write the line `workdays: CN` above `tasks:`" in done.err) == (ExitCode.USAGE, True)
    desk.write(desk.text.replace("tasks:", "workdays: CN\ntasks:"))
    desk.do("workdays", "--read", notice(desk))
    assert desk.text.startswith("workdays:\n  calendar: CN\n  off: [2027-01-01]\n  on: [2026-12-26]\ntasks:\n")


def test_another_encoding_is_told(desk: Desk) -> None:
    """A notice saved as GBK is refused with the remedy that the task file gets."""
    done = desk.run("workdays", "--read", notice(desk, NOTICE.encode("gb18030")))
    assert (done.code, "it looks like GBK" in done.err) == (ExitCode.UNREADABLE, True)
