"""Reminders of an office with days off: what counts, what waits, and that nothing is told twice or lost."""

from __future__ import annotations

import os
import pty
import subprocess
from contextlib import suppress
from datetime import date, timedelta
from typing import TYPE_CHECKING

import pytest
from builders import make_item, make_plan
from desk import Desk
from program import DISPATCH, environment
from reading import reasons
from reminding import MAIL, PEOPLE, letters, reminded, stages, told

from dispatch_cli.model import DaySpan, DueShift, Entry, Workdays
from dispatch_cli.plan.calendars import day_table
from dispatch_cli.reminders.letters import rests_on
from dispatch_cli.reminders.memory import Stage

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from dispatch_cli.model import TaskFile

CHINA = Workdays("CN", table=day_table("CN"))
WEEKS = Workdays()
SEPTEMBER_30, OCTOBER_1, OCTOBER_8 = date(2026, 9, 30), date(2026, 10, 1), date(2026, 10, 8)
NATIONAL_DAY = Workdays(off=(DaySpan(OCTOBER_1, date(2026, 10, 7)),))


def office(due: date, rule: Workdays | None, tag: str = "red") -> TaskFile:
    """Return an office that works by a rule, with one weekly item due on a day before any move."""
    item = make_item("1", tag, start=str(due - timedelta(7)), owner="招商一科")
    plan = make_plan([item], red="weekly", orange="weekly", green="weekly")
    return plan._replace(people=PEOPLE, mail=MAIL, workdays=rule)


STAGES = [
    # due by the rule, tag, working days, today, kind and day of the stage, reason
    (SEPTEMBER_30, "red", None, OCTOBER_8, "overdue 8", "without the key every day counts"),
    (SEPTEMBER_30, "red", CHINA, OCTOBER_8, "overdue 1", "the first working day after the holidays"),
    (SEPTEMBER_30, "red", CHINA, OCTOBER_1, "overdue 1", "overdue on a day off: at least the first"),
    (SEPTEMBER_30, "red", CHINA, date(2026, 10, 10), "overdue 3", "a Saturday that is worked counts"),
    (SEPTEMBER_30, "red", CHINA, date(2026, 10, 11), "overdue 3", "the Sunday after it does not"),
    (date(2026, 9, 29), "orange", CHINA, date(2026, 10, 9), "overdue 1", "every three working days: the third"),
    (date(2026, 9, 29), "orange", CHINA, date(2026, 10, 10), "overdue 4", "and the fourth"),
    (OCTOBER_1, "red", CHINA, SEPTEMBER_30, "soon 0", "due on the 8th, the next working day"),
    (OCTOBER_1, "red", CHINA, OCTOBER_8, "due 0", "moved to the first working day"),
    (OCTOBER_1, "red", CHINA, date(2026, 10, 9), "overdue 1", "and overdue on the next"),
    (OCTOBER_1, "red", CHINA._replace(due=DueShift.KEEP), OCTOBER_8, "overdue 1", "not moved, by the same count"),
]


@pytest.mark.parametrize(("due", "tag", "rule", "today", "stage", "reason"), STAGES, ids=reasons(STAGES))
def test_stages_count_working_days(
    due: date, tag: str, rule: Workdays | None, today: date, stage: str, reason: str
) -> None:
    """A stage begins so many working days after the due date; its due date is the one before any move."""
    kind, day = stage.split()
    assert stages(office(due, rule, tag), today=today) == [Stage("1", due, kind, int(day))], reason


def tell(plan: TaskFile, log: Sequence[Entry], today: date) -> list[Entry]:
    """Return the log with what is left to tell on a day, told."""
    return [*log, *(entry for letter in letters(plan, log, today) for entry in told(letter, today))]


def test_what_was_told_before_a_table_grew_is_not_told_twice() -> None:
    """Who was told of a due date is not told of it again because it moved off a day that nobody knew to be off."""
    before, after = office(OCTOBER_1, WEEKS), office(OCTOBER_1, NATIONAL_DAY)
    log = tell(before, tell(before, [], SEPTEMBER_30), OCTOBER_1)
    assert len(log) == 4  # soon and due, the owner and the digest
    assert [letters(after, log, day) for day in (OCTOBER_1, OCTOBER_8)] == [[], []]
    assert stages(after, log, OCTOBER_8) == [Stage("1", OCTOBER_1, "due", 0)]
    assert len(letters(after, log, date(2026, 10, 9))) == 2  # that it is overdue is new
    assert letters(after._replace(workdays=None), log, OCTOBER_1) == []


def test_fewer_working_days_repeat_nothing() -> None:
    """What was told as late by many days is told again only when it is later than that, whoever counts."""
    before, after = office(SEPTEMBER_30, None), office(SEPTEMBER_30, NATIONAL_DAY)
    log = tell(before, [], date(2026, 10, 3))  # late by three days
    days = [date(2026, 10, day) for day in range(3, 15)]
    assert [day.day for day in days if letters(after, log, day)] == [13, 14]  # the 8th, 9th, 12th were three
    assert stages(after, log, date(2026, 10, 13)) == [Stage("1", SEPTEMBER_30, "overdue", 4)]


def test_a_later_stage_of_something_else_hides_nothing() -> None:
    """Only the same item, due date, kind and mailbox count as told."""
    plan = office(SEPTEMBER_30, None)
    others = [
        reminded("2", "2026-09-30", day=9),
        reminded("1", "2026-09-23", day=9),
        reminded("1", "2026-09-30", "due", day=9),
        reminded("1", "2026-09-30", day=9, to="team@example.com"),
    ]
    assert len(letters(plan, others, OCTOBER_1)) == 2
    assert len(letters(plan, [*others, reminded("1", "2026-09-30", day=9)], OCTOBER_1)) == 1


RESTS = [
    (None, "2026-10-01", False, "without the key reminders leave every day"),
    (CHINA, "2026-09-30", False, "a working day"),
    (CHINA, "2026-10-01", True, "National Day"),
    (CHINA, "2026-11-28", True, "an ordinary Saturday"),
    (CHINA, "2026-10-10", False, "a Saturday that is worked"),
    (CHINA._replace(sends_every_day=True), "2026-10-01", False, "the office wants them every day"),
]


@pytest.mark.parametrize(("rule", "day", "expected", "reason"), RESTS, ids=reasons(RESTS))
def test_on_which_days_reminders_rest(rule: Workdays | None, day: str, expected: bool, reason: str) -> None:  # noqa: FBT001 a column
    """No letter leaves on a day off, unless every day is asked for."""
    assert rests_on(office(OCTOBER_1, rule), date.fromisoformat(day)) is expected, reason


# --- the program

LIST = """\
workdays: CN
people: {招商一科: one@example.com, 支部书记: secretary@example.com}
remind: {mail: {from: d@example.com, to: 支部书记}}
tasks:
  - {id: 1, title: 甲, tag: red, owner: 招商一科, start: 2026-09-23}
  - {id: 2, title: 乙, tag: red, owner: 招商一科, start: 2026-09-24}
"""
SENDING = ("--send", "--command", "true")
WHY = "2026-10-01 is a day off: nothing is sent until 2026-10-08\n"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return a list of two items, due on 30 September and on 1 October, with a rule of working days."""
    return Desk(tmp_path, LIST)


def test_the_next_working_day_tells_it_all_in_one_message_each(desk: Desk) -> None:
    """On the days off nothing is sent, written, or said to cron; then all that is left leaves at once."""
    for day in range(1, 8):
        assert desk.run("remind", *SENDING, day=f"2026-10-0{day}") == (0, "", "")
        assert not desk.log.exists()
    assert desk.run("remind", *SENDING, day="2026-10-08") == (0, "", "")
    lines = [line for line in desk.both[1].decode().splitlines() if '"reminded"' in line]
    assert len(lines) == 2
    assert all('["1","2026-09-30","overdue",1],["2","2026-10-01","due",0]' in line.replace(" ", "") for line in lines)


def test_every_day_is_every_day(desk: Desk) -> None:
    """With `remind: every` a day off is like any other."""
    desk.write(LIST.replace("workdays: CN", "workdays: {calendar: CN, remind: every}"))
    assert desk.run("remind", *SENDING, day="2026-10-01") == (0, "", "")
    assert desk.both[1].count(b'"reminded"') == 2


def test_a_dry_run_says_that_today_is_a_day_off(desk: Desk) -> None:
    """Whoever asks what would leave is told that nothing would, and until when."""
    assert desk.do("remind", "--dry-run", day="2026-10-01") == WHY
    assert "招商一科 <one@example.com>: 2 items (1, 2)" in desk.do("remind", "--dry-run", day="2026-09-30")
    assert desk.do("remind", "--dry-run", "--lang", "zh", day="2026-10-01") == (
        "2026-10-01 是休息日：到 2026-10-08 再发提醒\n"
    )


def test_printing_and_testing_work_on_a_day_off(desk: Desk) -> None:
    """Only what cron sends waits."""
    assert "overdue" in desk.do("remind", day="2026-10-01")
    assert "test message handed over" in desk.do("remind", "--test", "招商一科", "--command", "true", day="2026-10-01")
    assert not desk.log.exists()


def test_problems_are_told_on_a_day_off(desk: Desk) -> None:
    """A list that cannot be read is no reason for silence, whatever the day."""
    desk.write(LIST.replace("tag: red", "tag: 蓝", 1))
    assert desk.run("remind", *SENDING, day="2026-10-01").code == 3


def test_on_a_terminal_it_says_why_nothing_is_sent(desk: Desk) -> None:
    """Who sends by hand on a day off reads one sentence."""
    mine, its = pty.openpty()
    given = environment(TERM="dumb", COLUMNS="120")
    command = [*DISPATCH, "remind", "-f", f"{desk.file}", "--today", "2026-10-01", *SENDING]
    with subprocess.Popen(command, env=given, stdin=its, stdout=its, stderr=its) as process:
        os.close(its)
        shown = b""
        with suppress(OSError):  # it has ended
            while piece := os.read(mine, 4096):
                shown += piece
    os.close(mine)
    assert shown.decode().replace("\r\n", "\n") == WHY
    assert process.returncode == 0
