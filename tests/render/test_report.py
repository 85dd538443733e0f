"""What the report shows: to people in every format, to programs by key, and which spans it refuses."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from desk import run
from drawing import render
from golden import ENTRIES, TODAY, compare, plan
from rich.cells import cell_len
from workbooks import Framed, framed, opened

from dispatch_cli.log.entries import Log
from dispatch_cli.log.lines import parse_line
from dispatch_cli.render.formats.catalogue import EVERYWHERE as FORMATS
from dispatch_cli.render.report.columns import short_remark
from dispatch_cli.render.report.figures import OWED
from dispatch_cli.render.report.view import ReportView
from dispatch_cli.render.style import Style
from dispatch_cli.render.text.language import Language
from dispatch_cli.reports.kept import Report, Span, make_report
from dispatch_cli.schedule.agenda import Filters
from dispatch_cli.schedule.office import Office

if TYPE_CHECKING:
    from pathlib import Path


def hostile() -> Report:
    """Return the report on the hostile register, from the first record to the end of the month."""
    office = Office(plan(), Log(ENTRIES), TODAY)
    return make_report(office, Span(date(2026, 10, 1), date(2026, 11, 30)), "team", Filters())


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("format_name", [name for name in FORMATS if name != "table"])
def test_the_formats_of_a_pipe(format_name: str, code: str) -> None:
    """Text, JSON, CSV and Markdown look as they did."""
    compare(f"report.{code}.{format_name}", render(ReportView(hostile()), format_name, Style(Language(code))))


@pytest.mark.parametrize("width", [60, 80, 160])
def test_the_table_at_fixed_widths(width: int) -> None:
    """The table looks as it did, at the widths people have."""
    text = render(ReportView(hostile()), "table", Style(Language("zh"), width))
    compare(f"report-{width}.txt", text)
    assert max(map(cell_len, text.splitlines())) <= width


def test_a_narrow_remark_leaves_out_the_year_of_dates_alone() -> None:
    """A name that holds the year keeps it."""
    change = {"event": "changed", "item": "1", "on": "2026-11-20", "field": "owner", "from": "2026-专班", "to": "甲"}
    written = {"id": "z-1", "at": "2026-11-20T09:00:00+08:00", "batch": "z", **change}
    office = Office(plan(), Log((*ENTRIES, parse_line(json.dumps(written).encode()))), TODAY)
    report = make_report(office, Span(date(2026, 10, 1), date(2026, 11, 30)), "team", Filters())
    remarks = [short_remark(account, 2026, Language("en")) for account in report.accounts]
    assert "owner 2026-专班 → 甲 on 11-20" in remarks


def told(folder: Path, *arguments: str, today: str = "2026-11-24") -> dict[str, Any]:
    """Return what the program tells other programs of the list in a folder."""
    done = run("report", "--format", "json", "--today", today, *arguments, cwd=folder)
    assert (done.returncode, done.stderr) == (0, b"")
    found: dict[str, Any] = json.loads(done.stdout)
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a folder with a list of two items, one of which was closed by hand."""
    (tmp_path / "tasks.yaml").write_text(
        "tasks:\n"
        "  - {id: 1, title: 甲, tag: red, team: 国评专班, owner: 招商一科, start: 2026-10-26}\n"
        "  - {id: 2, title: 乙, tag: green, start: 2026-11-01, closed: 2026-11-20}\n",
        encoding="utf-8",
    )
    return tmp_path


@pytest.mark.parametrize(
    ("arguments", "first", "last"),
    [
        ((), "2026-11-01", "2026-11-24"),  # this month so far
        (("--from", "2026-10-28"), "2026-10-28", "2026-11-24"),
        (("--to", "2026-11-30"), "2026-11-01", "2026-11-30"),
        (("--to", "2026-12-31"), "2026-11-01", "2026-12-31"),  # the month is that of today, however late the end
        (("--to", "2026-10-28"), "2026-10-01", "2026-10-28"),
        (("--from", "2026-11-24", "--to", "2026-11-24"), "2026-11-24", "2026-11-24"),
        (("--month", "2026-11"), "2026-11-01", "2026-11-30"),
        (("--month", "2026-10"), "2026-10-01", "2026-10-31"),
        (("--last-month",), "2026-10-01", "2026-10-31"),
        (("--last-month", "--today", "2027-01-31"), "2026-12-01", "2026-12-31"),
        (("--last-month", "--today", "2028-03-31"), "2028-02-01", "2028-02-29"),
    ],
)
def test_the_span_that_is_meant(folder: Path, arguments: tuple[str, ...], first: str, last: str) -> None:
    """Both days are included, and both are told."""
    found = told(folder, *arguments)
    assert (found["from"], found["to"]) == (first, last)


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("--from", "2026-11-09", "--to", "2026-11-01"), "--from 2026-11-09 is after --to 2026-11-01"),
        (("--from", "2026-11-25"), "2026-11-25, which is still to come"),
        (("--month", "2026-12"), "2026-12-01, which is still to come"),
        (("--month", "2026-13"), "`2026-13` is not a month"),
        (("--month", "2026-1"), "`2026-1` is not a month"),
        (("--month", "0000-01"), "`0000-01` is not a month"),
        (("--month", "2026-11-01"), "`2026-11-01` is not a month"),
        (("--month", "２026-11"), "is not a month"),
        (("--from", "2026-2-3"), "`2026-2-3` is not a date"),
        (("--to", "x"), "`x` is not a date"),
        (("--month", "2026-10", "--last-month"), "--month and --last-month exclude each other"),
        (("--month", "2026-10", "--from", "2026-10-02"), "--month and --from exclude each other"),
        (("--last-month", "--to", "2026-10-02"), "--last-month and --to exclude each other"),
        (("--month", "2026-09"), "nothing is known of the time up to 2026-09-30"),
        (("--to", "2026-10-25"), "nothing is known of the time up to 2026-10-25"),
        (("--last-month", "--today", "0001-01-05"), "before 0001-01-01 there is no month"),
        (("--group-by", "title"), "`title` is unknown"),
        (("--team", "无"), "`无` is unknown"),
    ],
)
def test_a_span_that_means_nothing_is_an_error(folder: Path, arguments: tuple[str, ...], message: str) -> None:
    """The status is 2, what is wrong is said in one line, and stdout stays empty: never a report of nothing owed."""
    done = run("report", "--today", "2026-11-24", *arguments, cwd=folder)
    assert (done.returncode, done.stdout) == (2, b"")
    assert message in done.stderr.decode().splitlines()[0]
    assert len(done.stderr.splitlines()) == 2


def test_the_keys_that_programs_rely_on(folder: Path) -> None:
    """The document is dispatch/1 with `from to totals groups items`, sums under the same keys at each level."""
    found = told(folder)
    assert list(found) == [
        "schema", "today", "branch", "mode", "from", "to", "by", "totals", "groups", "changes", "deadlines", "items",
    ]  # fmt: skip
    sums = {
        "expected": 4, "on_time": 0, "late": 0, "missed": 4, "rate": 0.0, "longest_gap": 29,
        "overdue": 1, "tag_changes": 0, "extensions": 0, "closings": 1,
        "deadlines_passed": 0, "deadlines_kept": 0, "deadlines_missed": 0, "deadline_moves": 0, "assignments": 0,
    }  # fmt: skip
    assert found["totals"] == sums
    assert [group["name"] for group in found["groups"]] == ["国评专班", None]
    assert all(set(sums) < set(each) for each in (*found["groups"], *found["items"]))
    assert found["items"][0]["windows"] == [
        {"due": due, "outcome": "missed"} for due in ("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23")
    ]


def test_where_nothing_was_owed_there_is_no_rate(folder: Path) -> None:
    """An item without an obligation in the span has no rate, which is neither none nor all."""
    found = told(folder)
    assert (found["items"][1]["expected"], found["items"][1]["rate"]) == (0, None)
    lines = run("report", "--today", "2026-11-24", cwd=folder).stdout.decode().splitlines()
    (line,) = (line for line in lines if line.startswith("2 "))
    assert line.split()[4:9] == ["–"] * 5


def test_a_closing_by_hand_is_a_closing(folder: Path) -> None:
    """What the plan says of a closing counts as well as what the log says, and once."""
    assert told(folder)["changes"] == [
        {
            "on": "2026-11-20",
            "event": "closed",
            "item": "2",
            "title": "乙",
            "from": None,
            "to": None,
            "by": None,
            "note": None,
            "field": None,
            "days_ahead": None,
        }
    ]
    assert told(folder, "--to", "2026-11-19")["totals"]["closings"] == 0
    run("reopen", "2", "--on", "2026-11-21", "--today", "2026-11-22", cwd=folder)
    run("close", "2", "-m", "办结", "--on", "2026-11-22", "--today", "2026-11-22", cwd=folder)
    assert told(folder)["totals"]["closings"] == 1


def test_the_filters_are_those_of_other_commands(folder: Path) -> None:
    """Tag, team and owner choose items; the sums are those of the chosen ones."""
    assert [item["id"] for item in told(folder, "--tag", "绿")["items"]] == ["2"]
    assert told(folder, "--team", "国评专班")["totals"]["expected"] == 4
    assert told(folder, "--owner", "招商一科", "--tag", "green")["items"] == []


@pytest.mark.parametrize("text", ["tasks: []\n", "tasks:\n  - {id: 1, title: 甲, tag: red, start: 2026-12-01}\n"])
def test_of_an_empty_list_there_is_an_empty_report(tmp_path: Path, text: str) -> None:
    """A list without items, or with one still to come, has nothing to tell."""
    (tmp_path / "tasks.yaml").write_text(text, encoding="utf-8")
    if "id" not in text:
        assert (told(tmp_path)["totals"]["rate"], told(tmp_path)["items"]) == (None, [])
    else:
        done = run("report", "--today", "2026-11-24", cwd=tmp_path)
        assert (done.returncode, b"begin on 2026-12-01" in done.stderr) == (2, True)


def test_items_that_were_closed_before_are_left_out(folder: Path) -> None:
    """A report is on what was open in its span."""
    assert [item["id"] for item in told(folder, "--from", "2026-11-21")["items"]] == ["1"]


def test_a_broken_list_has_no_report(folder: Path) -> None:
    """A file that cannot be read yields no figures."""
    (folder / "tasks.yaml").write_text("tasks: [", encoding="utf-8")
    done = run("report", cwd=folder)
    assert (done.returncode, done.stdout) == (3, b"")


def sheets(path: Path) -> dict[str, Framed]:
    """Return the parts of a workbook by sheet; what is a formula would stand there as its text."""
    book = opened(path)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    return {sheet.title: framed(sheet) for sheet in book}


def test_the_workbook_tells_what_the_json_tells(folder: Path) -> None:
    """Sums, items, obligations and changes stand on a sheet each: numbers, dates, and a dash where there is no rate."""
    found = told(folder)
    assert run("report", "--today", "2026-11-24", "-o", "report.xlsx", cwd=folder).returncode == 0
    sums, items, owed, changes = sheets(folder / "report.xlsx").values()
    keys = [key for key, value in found["totals"].items() if key in OWED or value]
    shown = {"国评专班": found["groups"][0], "–": found["groups"][1], "Total": found["totals"]}
    for name, count, *figures in sums.rows:
        expected = [shown[name][key] for key in keys]
        assert figures == ["–" if value is None else value for value in expected]
        assert count == (2 if name == "Total" else 1)
    *rows, total = items.rows
    assert [row[:2] for row in rows] == [[item["id"], item["title"]] for item in found["items"]]
    assert (items.across, total[0]) == (["国评专班 (1)", "(none) (1)"], "Total")
    assert rows[0][-2:] == [date(2026, 11, 2), "22 days late"]
    assert [(row[0], f"{row[-2]}", row[-1]) for row in owed.rows] == [
        ("1", due, "missed") for due in ("2026-11-02", "2026-11-09", "2026-11-16", "2026-11-23")
    ]
    assert changes.rows == [[date(2026, 11, 20), "2", "乙", "closed"]]
    assert {parts.above[1] for parts in (sums, items, owed, changes)} == {sums.above[1]}
    assert sums.above[1].startswith("2026-11-01 – 2026-11-24    As of 2026-11-24    4 expected")


def test_the_totals_of_the_workbook_stay_below(folder: Path) -> None:
    """Sorting and filtering the sums leaves their total where it is."""
    run("report", "--today", "2026-11-24", "-o", "report.xlsx", cwd=folder)
    sheet = opened(folder / "report.xlsx")["Sums"]
    assert sheet.auto_filter.ref == "A3:J5"
    assert sheet.max_row == 6
    assert sheet["A6"].value == "Total"


@pytest.mark.parametrize("code", ["en", "zh"])
def test_the_workbook_is_the_same_every_time(folder: Path, code: str) -> None:
    """The same files and date make the same bytes, in both languages."""
    arguments = ("report", "--today", "2026-11-24", "--format", "xlsx", "--lang", code)
    first, second = run(*arguments, cwd=folder), run(*arguments, cwd=folder)
    assert first.stdout == second.stdout
    assert first.stdout[:2] == b"PK"


@pytest.fixture
def former(tmp_path: Path) -> Path:
    """Return a folder with an item whose former tag is gone, and whose present one meant something else."""
    (tmp_path / "tasks.yaml").write_text(
        "cadence: {red: every 3 days}\ntasks:\n  - {id: 1, title: 甲, tag: red, start: 2026-10-26}\n", encoding="utf-8"
    )
    (tmp_path / "tasks.log.jsonl").write_text(
        '{"id":"a-1","at":"2026-11-10T09:00:00+08:00","batch":"a","event":"tagged","item":"1","on":"2026-11-10",'
        '"from":"purple","to":"red","cadence":"weekly"}\n',
        encoding="utf-8",
    )
    return tmp_path


def test_programs_are_told_of_former_tags(former: Path) -> None:
    """JSON says from when to when a tag is not counted, and which cadence another one had."""
    (item,) = told(former)["items"]
    assert item["unknown_tags"] == [{"tag": "purple", "from": "2026-11-01", "to": "2026-11-10"}]
    assert item["other_cadences"] == [{"tag": "red", "on": "2026-11-10", "then": "weekly", "now": "every 3 days"}]
    assert [window["due"] for window in item["windows"]][:1] == ["2026-11-13"]


@pytest.mark.parametrize(
    ("code", "said"),
    [
        ("en", ["not counted from 2026-11-01 to 2026-11-10", "purple", "red meant `weekly` on 2026-11-10"]),
        ("zh", ["2026-11-01 至 2026-11-10 未计", "purple", "2026-11-10 时红的频率是 `weekly`"]),
    ],
)
@pytest.mark.parametrize("format_name", ["text", "md", "html"])
def test_people_are_told_of_former_tags(former: Path, format_name: str, code: str, said: list[str]) -> None:
    """The remark of the item says it, and on the page the chapter of changes."""
    done = run("report", "--format", format_name, "--today", "2026-11-24", "--lang", code, cwd=former)
    assert done.returncode == 0
    text = done.stdout.decode().replace("\\`", "`")
    assert [words for words in said if words not in text] == []


def test_the_workbook_tells_of_former_tags(former: Path) -> None:
    """Its sheet of changes holds a row for each."""
    run("report", "-o", "report.xlsx", "--today", "2026-11-24", cwd=former)
    rows = framed(opened(former / "report.xlsx")["Changes"]).rows
    assert [(on, what.split(" ")[0]) for on, _, _, what in rows] == [
        (date(2026, 11, 1), "not"),
        (date(2026, 11, 10), "red"),
        (date(2026, 11, 10), "tag"),
    ]
