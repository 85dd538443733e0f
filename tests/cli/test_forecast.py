"""`dispatch forecast`: the weeks, the people, the calls, in every format; and a plan that real commands follow."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import vobject
from desk import Desk
from program import REGISTER

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

NOVEMBER, SEPTEMBER = "2026-11-23", "2026-09-14"
SAMPLE = REGISTER.read_text(encoding="utf-8")
SHARED = """\
branch: 示例支部
meeting: monday
workdays: {calendar: none, off: [2026-12-02]}
tasks:
  - {id: 1, title: 甲, tag: red, owner: [张三, 李四], team: 国评专班, last: 2026-11-10}
  - {id: 2, title: "=乙 [red]", tag: orange, owner: 张三, last: 2026-11-20, deadline: 2026-12-10}
  - {id: 3, title: 丙, tag: green, last: 2026-11-02}
  - {id: 4, title: 丁, tag: red, owner: 李四, last: 2026-11-20, closed: 2026-11-21}
"""


def all_dispatched_on(day: str) -> str:
    """Return the sample list with every last dispatch on one day."""
    return re.sub(r"last: \S+", f"last: {day}", SAMPLE)


def earlier(days: int, head: str) -> str:
    """Return the sample list with these lines, every start and last dispatch so many days earlier."""
    moved = re.sub(r"(?<=start: |.last: )\S+", lambda day: f"{date.fromisoformat(day[0]) - timedelta(days)}", SAMPLE)
    return moved.replace("tasks:", f"{head}\ntasks:", 1)


def told(desk: Desk, *arguments: str, day: str = NOVEMBER) -> dict[str, Any]:
    """Return the JSON of a forecast."""
    document: dict[str, Any] = json.loads(desk.do("forecast", *arguments, "--format", "json", day=day))
    return document


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a desk with a list of three open items, one of them overdue."""
    return Desk(tmp_path, SHARED)


@pytest.mark.parametrize(
    ("text", "day", "before", "peak"),
    [
        (all_dispatched_on("2026-11-16"), NOVEMBER, 32, 9),
        (earlier(70, "workdays: {calendar: CN, due: keep}"), SEPTEMBER, 16, 7),  # before and after National Day
    ],
    ids=["every day works", "China"],
)
def test_the_sample_is_levelled_to_the_optimum(tmp_path: Path, text: str, day: str, before: int, peak: int) -> None:
    """A solver proved that no plan has a lower peak."""
    desk = Desk(tmp_path, text)
    plain, levelled = (told(desk, *options, day=day) for options in ((), ("--level",)))
    assert (plain["peak"], plain["before"]["peak"]) == (before, before)
    assert (levelled["peak"], levelled["before"]) == (peak, plain["before"])
    assert levelled["squares"] < plain["squares"] == plain["before"]["squares"]


@pytest.mark.parametrize(
    ("text", "day"),
    [
        (all_dispatched_on("2026-11-16"), NOVEMBER),
        (earlier(70, "workdays: {calendar: CN, due: keep}"), SEPTEMBER),
        (earlier(70, "workdays: CN"), SEPTEMBER),
    ],
    ids=["every day works", "China, kept", "China, moved"],
)
def test_a_plan_that_is_followed_leaves_nothing_newly_overdue(tmp_path: Path, text: str, day: str) -> None:
    """For four weeks `record` is given the items of each day, and then `check` finds nothing, day after day."""
    desk = Desk(tmp_path, text)
    for planned in told(desk, "--level", day=day)["days"]:
        if planned["items"]:
            desk.do("record", *(item["id"] for item in planned["items"]), day=planned["day"])
        check = json.loads(desk.do("check", "--format", "json", day=planned["day"]))
        assert (check["counts"]["overdue"], check["counts"]["due"], check["items"]) == (0, 0, []), planned["day"]


def test_json_has_every_day_of_the_span(desk: Desk) -> None:
    """[today, today + 7 × weeks): each day once, its calls, whether it is worked on; sums that agree."""
    document = told(desk, "--weeks", "3")
    days = document["days"]
    assert [day["day"] for day in days] == [f"{date(2026, 11, 23) + timedelta(n)}" for n in range(21)]
    assert (document["schema"], document["from"], document["to"]) == ("dispatch/1", NOVEMBER, "2026-12-13")
    assert [day["day"] for day in days if day["day"][-2:] in {"28", "29", "02"} and day["working"]] == []
    assert [*days[0]["items"]] == [{"id": "1", "due": "2026-11-17", "pulled": False}]
    assert all(day["count"] == len(day["items"]) for day in days)
    assert document["peak"] == max(day["count"] for day in days)
    assert document["squares"] == sum(day["count"] ** 2 for day in days)
    assert document["deadlines"][0]["id"] == "2"


def test_an_item_of_several_counts_for_each_of_them(desk: Desk) -> None:
    """So an owner sees what awaits them, shared or not; items of nobody have a line too, and tags have theirs."""
    by_owner, by_tag = (told(desk, "--weeks", "2", "--group-by", by)["groups"] for by in ("owner", "tag"))
    assert {group["name"]: (group["items"], group["weeks"]) for group in by_owner} == {
        "张三": (1, [1, 1]),
        "李四": (1, [1, 1]),
        None: (1, [0, 1]),
    }
    assert {group["name"]: group["calls"] for group in by_tag} == {"red": 2, "green": 1}


@pytest.mark.parametrize(
    ("options", "ids"),
    [
        (("--owner", "李四"), {"1"}),
        (("--tag", "orange"), {"2"}),
        (("--team", "国评专班"), {"1"}),
        ((), {"1", "2", "3"}),
    ],
)
def test_filters_let_through_what_they_do_in_a_check(desk: Desk, options: tuple[str, ...], ids: set[str]) -> None:
    """Only the calls of these items are told and counted."""
    document = told(desk, *options)
    assert {item["id"] for day in document["days"] for item in day["items"]} == ids


def test_csv_has_a_row_for_each_call(desk: Desk) -> None:
    """Its columns, a title that no spreadsheet runs, and as many rows as there are calls."""
    rows = [*csv.DictReader(io.StringIO(desk.do("forecast", "--format", "csv", day=NOVEMBER).removeprefix("\ufeff")))]
    assert [*rows[0]] == ["day", "id", "title", "tag", "team", "owner", "due", "pulled"]
    assert len(rows) == sum(day["count"] for day in told(desk)["days"])
    assert {row["title"] for row in rows} == {"甲", "'=乙 [red]", "丙"}


def test_the_calendar_has_an_event_for_each_call(desk: Desk) -> None:
    """All-day events, each with a UID of its own, which the next forecast takes up again."""
    events = [*calendar(desk, "--format", "ics")]
    calls = [(day["day"], item["id"]) for day in told(desk)["days"] for item in day["items"]]
    assert sorted(f"{event.dtstart.value}" for event in events) == sorted(day for day, _ in calls)
    assert len({event.uid.value for event in events}) == len(events)
    later = {event.uid.value for event in calendar(desk, "--format", "ics", day="2026-11-24")}
    assert later == {event.uid.value for event in events}


def calendar(desk: Desk, *options: str, day: str = NOVEMBER) -> Iterator[Any]:
    """Return the events as another library reads them."""
    return iter(vobject.readOne(desk.do("forecast", *options, day=day)).contents["vevent"])


def test_the_workbook_has_days_people_and_calls(desk: Desk, tmp_path: Path) -> None:
    """Dates are dates, and the sums below are those of the calls."""
    desk.do("forecast", "-o", f"{tmp_path}/f.xlsx", day=NOVEMBER)
    book = openpyxl.load_workbook(tmp_path / "f.xlsx")
    assert book.sheetnames == ["Days", "Persons", "Calls"]
    calls = sum(day["count"] for day in told(desk)["days"])
    values: dict[str, list[Any]] = {
        name: [[cell.value for cell in row] for row in book[name]] for name in book.sheetnames
    }
    above = 3  # the title, the line and the headers
    assert len(values["Calls"]) == calls + above
    assert (values["Days"][-1][2], values["Persons"][-1][-1]) == (calls, calls)
    assert sum(row[2] for row in values["Days"][above:-1]) == calls


def test_the_page_needs_nothing_else(desk: Desk) -> None:
    """It holds the calls, harmlessly, forbids itself scripts, and loads nothing."""
    page = desk.do("forecast", "--level", "--format", "html", "--lang", "zh", day=NOVEMBER)
    assert "=乙 [red]" in page
    assert "default-src &#39;none&#39;" in page
    assert not re.search(r"<script|src=|href=|https?:", page)
    assert "script-src" not in page


def test_text_says_the_assumption_and_the_busiest(desk: Desk) -> None:
    """The weeks with counts and bars, the busiest days and people, and on which day each item is taken to be called."""
    lines = desk.do("forecast", "--weeks", "2", day=NOVEMBER).splitlines()
    assert lines[0].split() == ["Day", "Calls", "Load", "Tag", "Remark"]
    assert "week of 11-23   1" in lines
    assert lines[2].split() == ["2026-11-23", "Mon", "1", "█", "■1", "meeting"]
    (off,) = (line for line in lines if line.startswith("2026-12-02"))
    assert off.endswith("a day off of the office's own")
    assert not any("Sat" in line or "Sun" in line for line in lines)  # nobody works, nothing falls then
    assert any(line.startswith("busiest people: 张三 (") for line in lines)
    assert "Assumed: each item is followed up on its last possible working day." in lines


@pytest.mark.parametrize(
    ("workdays", "marked", "reason"),
    [
        ("CN", ["2026-10-10"], "China works on this Saturday"),
        ("{on: [2026-10-11]}", ["2026-10-11"], "the office itself works on this Sunday"),
        ("EG", [], "Egypt rests on Fridays and Saturdays; its Sundays are days like others"),
        ("none", [], "nobody works on weekends"),
        ("", [], "without the key every day is a working day"),
    ],
)
def test_a_weekend_on_which_one_works_is_marked(tmp_path: Path, workdays: str, marked: list[str], reason: str) -> None:
    """Whoever reads the days sees which weekends are working days."""
    desk = Desk(tmp_path, f"workdays: {workdays}\ntasks: [{{id: 1, title: 甲, tag: daily, last: 2026-10-08}}]\n")
    desk.write(f"cadence: {{daily: daily}}\n{desk.text}")
    lines = desk.do("forecast", "--weeks", "2", day="2026-10-09").splitlines()
    assert [line.split()[0] for line in lines if line.endswith(" make-up day")] == marked, reason


def test_levelled_text_lists_what_to_pull_early(tmp_path: Path) -> None:
    """Day by day the ids, in their order as numbers, as JSON has them; and the peak before."""
    desk = Desk(tmp_path, all_dispatched_on("2026-11-16"))
    out = desk.do("forecast", "--level", day=NOVEMBER)
    pulled = {
        day["day"]: [item["id"] for item in day["items"] if item["pulled"]] for day in told(desk, "--level")["days"]
    }
    lines = re.findall(r"^pull early: (\S+) \w+: (.*)$", out, re.MULTILINE)
    assert [(day, ids.split(", ")) for day, ids in lines] == [
        (day, sorted(ids, key=int)) for day, ids in pulled.items() if ids
    ]
    assert out.endswith("peak 9 · peak 32 before levelling\n")


def test_days_lists_the_items_and_group_by_whose_they_are(desk: Desk) -> None:
    """Under each day, or under each owner with the day beside it."""
    by_day = desk.do("forecast", "--days", day=NOVEMBER).splitlines()
    assert by_day[1].startswith("2026-11-23 Mon · meeting (1)")
    assert by_day[2].endswith("2026-11-17  overdue")
    by_owner = desk.do("forecast", "--days", "--group-by", "owner", day=NOVEMBER).splitlines()
    assert "张三 (2)" in by_owner
    assert "(none) (1)" in by_owner


def test_meetings_shows_each_meeting(desk: Desk) -> None:
    """Each meeting is a heading, an empty one too, and what falls due before the next one stands below it."""
    out = desk.do("forecast", "--meetings", "--weeks", "3", day=NOVEMBER)
    assert re.findall(r"^(\S+) Mon · meeting", out, re.MULTILINE) == ["2026-11-23", "2026-11-30", "2026-12-07"]
    assert "last meeting on or before its due date" in out


@pytest.mark.parametrize(
    ("options", "message"),
    [
        (("--weeks", "0"), "is not a number of weeks"),
        (("--weeks", "27"), "give a number from 1 to 26"),
        (("--weeks", "四"), "is not a number of weeks"),
        (("--level", "--meetings"), "--level has no effect with --meetings"),
        (("--group-by", "title"), "`title` is unknown"),
        (("--format", "eml"), "`eml` is unknown"),
    ],
)
def test_a_wrong_command_line_ends_with_two(desk: Desk, options: tuple[str, ...], message: str) -> None:
    """Each says what is wrong and what to do; nothing is printed."""
    done = desk.run("forecast", *options)
    assert (done.code, done.out) == (2, "")
    assert message in done.err


def test_meetings_need_to_be_known(tmp_path: Path) -> None:
    """Without the key there is nothing to go by, and the remedy works word for word."""
    text = "tasks: [{id: 1, title: t, tag: red, last: 2026-11-16}]\n"
    desk = Desk(tmp_path, text)
    done = desk.run("forecast", "--meetings")
    assert (done.code, "meeting: monday" in done.err) == (2, True)
    desk.write(f"meeting: monday\n{text}")
    assert desk.run("forecast", "--meetings").code == 0


def test_years_without_official_days_off_are_said(tmp_path: Path) -> None:
    """A forecast into such a year says once that Monday to Friday count; one that ends before it says nothing."""
    desk = Desk(tmp_path, "workdays: CN\ntasks: [{id: 1, title: t, tag: red, last: 2099-11-16}]\n")
    assert desk.run("forecast", day="2099-11-20").err.count("2099") == 1
    desk.write("workdays: CN\ntasks: [{id: 1, title: t, tag: red, last: 2026-02-16}]\n")
    assert desk.run("forecast", day="2026-02-20").err == ""


def test_too_many_items_are_said_to_be_not_levelled(tmp_path: Path) -> None:
    """The forecast comes all the same, and stderr says why nothing is pulled."""
    items = "".join(f"- {{id: {number}, title: t, tag: red, last: 2026-11-16}}\n" for number in range(2001))
    done = Desk(tmp_path, f"tasks:\n{items}").run("forecast", "--level", "--weeks", "1", day=NOVEMBER)
    assert (done.code, done.err) == (0, "--level: more than 2000 items are too many, and nothing was levelled\n")
    assert "last possible working day" in done.out


def test_nothing_is_written(desk: Desk) -> None:
    """A forecast is advice: list and log stay as they are."""
    before = desk.both
    desk.do("forecast", "--level", day=NOVEMBER)
    assert desk.both == before
