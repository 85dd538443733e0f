"""Days off in every command: where due dates and meetings move, what is said of it, and that both files agree."""

from __future__ import annotations

import json
from datetime import date
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from reading import plan, reasons

from dispatch_cli.model import MONDAY_TO_FRIDAY, Workdays
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.schedule.until import is_meeting_day, next_meeting, until_meeting

if TYPE_CHECKING:
    from pathlib import Path

ITEM = "  - {id: 1, title: 甲, tag: red, start: 2026-01-05, last: LAST}\n"
# (the day, the next meeting on Mondays, is one held on that day, why): National Day of 2026 lasts from 1 to 7 October
MEETINGS = [
    ("2026-09-28", "2026-10-08", True, "that of 5 October is held on the next working day"),
    ("2026-10-05", "2026-10-08", False, "nobody meets on a day off"),
    ("2026-10-08", "2026-10-12", True, "it is held there"),
    ("2026-02-14", "2026-02-24", False, "a working Saturday is no Monday; the 16th and the 23rd are held together"),
    ("2026-02-24", "2026-03-02", True, "both of them"),
]


@pytest.mark.parametrize(("day", "following", "held", "reason"), MEETINGS, ids=reasons(MEETINGS))
def test_a_meeting_on_a_day_off(day: str, following: str, held: bool, reason: str) -> None:  # noqa: FBT001
    """It is held on the next working day, and what falls due before it must be called at the one before."""
    weekly, today = plan("meeting: monday\nworkdays: CN\ntasks: []\n"), date.fromisoformat(day)
    assert f"{next_meeting(weekly, today)}" == following, reason
    assert until_meeting(weekly, today) == date.fromordinal(date.fromisoformat(following).toordinal() - 1)
    assert is_meeting_day(weekly, today) == held


def desk(folder: Path, last: str, workdays: str = "CN", mode: str = "rolling") -> Desk:
    """Return a list of one red item under a rule of working days."""
    head = f"mode: {mode}\nmeeting: monday\nworkdays: {workdays}\ntasks:\n"
    return Desk(folder, head + ITEM.replace("LAST", last))


def row(desk: Desk, day: str, *options: str) -> dict[str, object]:
    """Return the only item as JSON has it."""
    (item,) = json.loads(desk.do("list", "--format", "json", *options, day=day))["items"]
    return dict(item)


# last, mode, the rule, due, due by rule, what `explain` says, why
MOVED = [
    (
        "2026-09-28",
        "rolling",
        "CN",
        "2026-10-08",
        "2026-10-05",
        "2026-10-05 is a day off (National Day). The due date moves on to the next working day, 2026-10-08.",
        "on, by default",
    ),
    (
        "2026-09-28",
        "rolling",
        "{calendar: CN, due: before}",
        "2026-09-30",
        "2026-10-05",
        "2026-10-05 is a day off (National Day). The due date moves back to the working day before it, 2026-09-30.",
        "or back",
    ),
    ("2026-09-28", "rolling", "{calendar: CN, due: keep}", "2026-10-05", None, "", "or nowhere"),
    (
        "2026-11-20",
        "calendar",
        "none",
        "2026-11-27",
        "2026-11-29",
        "2026-11-29 is a day off (Sunday). The last working day of the period is 2026-11-27, and it is due then.",
        "a week ends with its last working day",
    ),
    (
        "2026-02-11",
        "calendar",
        "CN",
        "2026-02-28",
        "2026-02-22",
        "Nobody works in the period to 2026-02-22, so it owes nothing. The next is due on 2026-02-28.",
        "a week without any owes nothing",
    ),
    (
        "2026-11-16",
        "rolling",
        "{off: 2026-11-23}",
        "2026-11-24",
        "2026-11-23",
        "2026-11-23 is a day off (a day off of the office's own). The due date moves on",
        "the office's own day off",
    ),
]


@pytest.mark.parametrize(("last", "mode", "rule", "due", "by_rule", "said", "reason"), MOVED, ids=reasons(MOVED))
def test_how_a_due_date_moves(
    tmp_path: Path, last: str, mode: str, rule: str, due: str, by_rule: str | None, said: str, reason: str
) -> None:
    """JSON has the due date by rule where it differs, and `explain` says which day off it was."""
    office = desk(tmp_path, last, rule, mode)
    item = row(office, last)
    assert (item["due"], item.get("due_by_rule")) == (due, by_rule), reason
    explained = office.do("explain", "1", day=last)
    assert said in explained
    assert ("moves" in explained or "period" in explained) == (by_rule is not None) or mode == "calendar"


POSTPONED = [
    # made on, to, due then, why; dispatched on 28 September, by rule due on 5 October, so on the 8th
    ("2026-09-29", "2026-10-06", "2026-10-08", "to a day before the moved due date: nothing moves earlier"),
    ("2026-10-08", "2026-10-12", "2026-10-12", "made on the moved due date itself: in time"),
    ("2026-10-06", "2026-10-12", "2026-10-12", "made after the due date by rule, on a day off"),
    ("2026-09-29", "2026-10-11", "2026-10-11", "to a day off: a day that somebody named is never moved"),
]


@pytest.mark.parametrize(("made", "to", "due", "reason"), POSTPONED, ids=reasons(POSTPONED))
def test_postponements_and_days_off(tmp_path: Path, made: str, to: str, due: str, reason: str) -> None:
    """A postponement is compared with the due date that moved; what somebody named stays."""
    office = desk(tmp_path, "2026-09-28")
    done = office.run("postpone", "1", "--to", to, "-m", "等会", day=made)
    if to < "2026-10-08":
        assert done.code == 2
        return
    assert done.code == 0, reason
    assert ("a day off (Sunday)" in done.out) == (to == "2026-10-11")
    assert row(office, made)["due"] == due


def test_a_postponement_in_the_log_to_a_day_before_the_moved_due_date(tmp_path: Path) -> None:
    """What was postponed before the office said on which days it works makes nothing earlier than it is now."""
    office = desk(tmp_path, "2026-09-28", "")
    office.do("postpone", "1", "--to", "2026-10-06", "-m", "等会", day="2026-09-29")
    assert row(office, "2026-09-29")["due"] == "2026-10-06"
    office.write(office.text.replace("workdays: \n", "workdays: CN\n"))
    assert row(office, "2026-09-29")["due"] == "2026-10-08"


def test_several_due_dates_of_one_holiday_are_one_obligation(tmp_path: Path) -> None:
    """A daily item owes one dispatch for the whole holiday, in every command; 10 October is a make-up day."""
    text = "workdays: CN\ncadence: {red: daily}\ntasks:\n" + ITEM.replace("LAST", "2026-09-30")
    office = Desk(tmp_path, text)
    assert row(office, "2026-10-08")["state"] == "due"
    late = row(office, "2026-10-09")
    assert (late["due"], late["missed"]) == ("2026-10-08", 1)
    report = json.loads(office.do("report", "--month", "2026-10", "--format", "json", day="2026-10-12"))
    assert [window["due"] for window in report["items"][0]["windows"]] == ["2026-10-08", "2026-10-09", "2026-10-10"]


def test_warning_days_are_working_days(tmp_path: Path) -> None:
    """An orange item of Tuesday 1 December is soon on the Thursday before it, three working days ahead."""
    item = "  - {id: 1, title: 甲, tag: orange, start: 2026-01-05, last: 2026-11-16}\n"
    office = Desk(tmp_path, f"workdays: CN\ntasks:\n{item}")
    assert [row(office, f"2026-11-{day}")["state"] for day in (25, 26, 27, 28, 30)] == ["ok", *["soon"] * 4]
    assert "Soon begins 3 working days before the due date." in office.do("explain", "1", day="2026-11-26")


YEARS = [
    # day, the last dispatch, what `check --all` says, why
    ("2026-11-23", "2026-11-16", "", "a year with an official table"),
    ("2026-12-28", "2026-12-28", "for 2027, so", "a due date in a year without one"),
    ("2026-12-01", "2026-11-30", "for 2027, so", "from 1 December of the year to come"),
    ("2026-11-30", "2026-11-30", "", "and not before"),
    ("1999-06-01", "1999-05-31", "for 1999, so", "long ago"),
    ("2030-06-03", "2030-06-03", "for 2030, so", "or years ahead"),
]


@pytest.mark.parametrize(("day", "last", "said", "reason"), YEARS, ids=reasons(YEARS))
def test_years_without_official_days_off_are_said_once(
    tmp_path: Path, day: str, last: str, said: str, reason: str
) -> None:
    """On stderr, by each command that shows a date in such a year, and by `check` in December."""
    office = desk(tmp_path, last)
    office.write(office.text.replace("start: 2026-01-05, ", ""))
    done = office.run("check", "--all", day=day)
    assert done.code == 0, reason
    assert done.err.count("no official days off are known") == bool(said)
    assert said in done.err
    if day != "2026-12-01":
        for command in (("list",), ("explain", "1"), ("show", "1"), ("record", "1")):
            assert ("no official days off are known" in office.run(*command, day=day).err) == bool(said), command


def test_own_days_make_a_year_known(tmp_path: Path) -> None:
    """An office that has said something of a year itself is not told that nobody has."""
    office = desk(tmp_path, "2026-12-28", "{calendar: CN, off: [2027-01-01..2027-01-03]}")
    assert office.run("check", "--all", day="2026-12-28").err == ""


def test_a_span_makes_each_of_its_years_known() -> None:
    """Own working days over several years say something of those in between too."""
    sundays = plan("workdays: {calendar: CN, on: [2030-12-31..2032-01-01]}\ntasks: []\n")
    assert unofficial_notices(sundays, [date(year, 6, 1) for year in (2030, 2031, 2032)]) == ()


def test_monday_to_friday_needs_no_notice() -> None:
    """An office that names no country is told nothing of any year."""
    bare = plan("workdays: none\ntasks: []\n")
    assert bare.workdays == Workdays(table=MONDAY_TO_FRIDAY)
    assert unofficial_notices(bare, [date(1, 1, 1), None, date.max]) == ()


def test_other_countries(tmp_path: Path) -> None:
    """Their public holidays come from another library, with their own weekends."""
    office = desk(tmp_path, "2026-12-18", "DE")
    assert row(office, "2026-12-18")["due"] == "2026-12-28"
    assert "2026-12-25 is a day off (Christmas Day)" in office.do("explain", "1", day="2026-12-18")
    sunday = desk(tmp_path, "2026-11-22", "SA")
    assert row(sunday, "2026-11-22")["due"] == "2026-11-29"
    estimated = desk(tmp_path, "2027-03-03", "ID")
    estimated.write(estimated.text.replace("start: 2026-01-05, ", ""))
    assert "some days off of 2027 are only estimated" in estimated.run("check", "--all", day="2027-03-03").err
