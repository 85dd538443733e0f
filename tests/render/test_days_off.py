"""Days off where people look: on the page of a report, and in letters."""

from __future__ import annotations

import re
from base64 import b64encode
from datetime import date
from email import message_from_string, policy
from hashlib import sha256
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from reading import plan, reasons

from dispatch_cli.cadence.named_spans import named_spans
from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.messages import Message

if TYPE_CHECKING:
    from pathlib import Path

LIST = """\
{workdays}
people: {{招商一科: one@example.com, 支部书记: secretary@example.com}}
remind: {{before: {{red: 3}}, mail: {{from: d@example.com, to: 支部书记}}}}
cadence: {{年: yearly}}
tasks:
  - {{id: 1, title: 甲, tag: red, owner: 招商一科, start: {start}}}
  - {{id: 2, title: 乙, tag: 年, owner: 招商二科, start: {start}}}
"""
CHINA = "workdays: {calendar: CN, off: [2026-08-12, 2026-08-15]}"


def listed(workdays: str, start: str = "2026-01-05") -> str:
    """Return a list with a rule of working days."""
    return LIST.format(workdays=workdays, start=start)


SPANS = [
    ("2026-10-05", "2026-10-06", ["2026-10-01 2026-10-07 National Day"], "in its whole length"),
    ("2026-09-28", "2026-09-30", [], "working days before it"),
    ("2026-11-28", "2026-11-29", [], "an ordinary weekend"),
    (
        "2026-08-12",
        "2026-08-12",
        ["2026-08-12 2026-08-12 a day off of the office's own"],
        "one day of the office's own",
    ),
    ("2026-08-15", "2026-08-16", [], "its own day off on a Saturday takes nothing from anybody"),
    (
        "2026-09-20",
        "2026-10-10",
        ["2026-09-25 2026-09-27 Mid-autumn Festival", "2026-10-01 2026-10-07 National Day"],
        "one after the other, without the days that are worked",
    ),
    ("2026-10-06", "2026-10-05", [], "no days at all"),
]


@pytest.mark.parametrize(("first", "last", "expected", "reason"), SPANS, ids=reasons(SPANS))
def test_days_off_have_names(first: str, last: str, expected: list[str], reason: str) -> None:
    """Named are days off that are more than the weekend of every week."""
    days = working_days(plan(listed(CHINA)).workdays)
    found = named_spans(days, date.fromisoformat(first), date.fromisoformat(last))
    names = [each.name.template if isinstance(each.name, Message) else each.name for each in found]
    assert [f"{each.first} {each.last} {name}" for each, name in zip(found, names, strict=True)] == expected, reason


def test_two_rests_with_a_working_day_between_are_two() -> None:
    """Days off of one name that do not follow each other are not told as one."""
    days = working_days(plan(listed("workdays: {off: [2026-08-11, 2026-08-13]}")).workdays)
    found = named_spans(days, date(2026, 8, 10), date(2026, 8, 14))
    assert [each.first for each in found] == [date(2026, 8, 11), date(2026, 8, 13)]


# --- the page of the report


def page(folder: Path, workdays: str, first: str, *options: str) -> str:
    """Return the page of a report from a day on."""
    desk = Desk(folder, listed(workdays))
    return desk.do("report", "--from", first, "--to", "2026-11-22", "--format", "html", *options, day="2026-11-22")


WEEKS = [
    ("02-16", "b0 e7", "2026-02-15 – 2026-02-23 (Spring Festival)", "a whole week of holidays"),
    ("02-09", "b6 e7", "2026-02-15 – 2026-02-23 (Spring Festival)", "its Saturday is worked, its Sunday is not"),
    ("09-28", "b3 e7", "2026-10-01 – 2026-10-07 (National Day)", "from Thursday on"),
    ("10-05", "b0 e3", "2026-10-01 – 2026-10-07 (National Day)", "up to Wednesday; its Saturday is worked"),
    ("06-15", "b4 e7", "2026-06-19 – 2026-06-21 (Dragon Boat Festival)", "a Friday and its weekend"),
    ("08-10", "b2 e3", "2026-08-12 (a day off of the office&#39;s own)", "one day of the office's own"),
    ("11-09", "", "", "an ordinary week"),
]


@pytest.mark.parametrize(("monday", "places", "title", "reason"), WEEKS, ids=reasons(WEEKS))
def test_a_week_of_holidays_is_hatched(monday: str, places: str, title: str, reason: str, tmp_path: Path) -> None:
    """The head of a week names its days off, and each empty cell below is hatched where they lie."""
    found = page(tmp_path, CHINA, "2026-01-05")
    heads = re.findall(r'<th scope="col"([^>]*)><b>\d+</b> <span>([\d-]+)</span></th>', found)
    attributes = f' class="rest {places}" title="{title}"' if places else ""
    assert (attributes, monday) in heads, reason
    column = [head for _, head in heads].index(monday)
    rows = re.findall(r"<tr><th scope=\"row\">.*?</tr>", found)
    cells = [re.findall(r"<td.*?</td>", row)[column] for row in rows]
    assert f"<td{attributes}></td>" in cells


def test_the_days_off_of_a_page_are_named_in_its_legend(tmp_path: Path) -> None:
    """A sentence names all of them, in both languages, and the page allows the style that draws them."""
    found = page(tmp_path, CHINA, "2026-08-01")
    assert '<p class="days-off">Days off: 2026-08-12 (a day off of the office&#39;s own), 2026-09-25 – ' in found
    assert '<li><i class="rest" aria-hidden="true">&nbsp;</i>day off</li>' in found
    (style,) = re.findall("<style>(.*?)</style>", found, re.DOTALL)
    assert "td.rest" in style
    assert b64encode(sha256(style.encode()).digest()).decode() in found[: found.index("<style>")]
    chinese = page(tmp_path, CHINA, "2026-08-01", "--lang", "zh")
    assert "2026-10-01 – 2026-10-07（国庆节）" in chinese
    assert "休息日：" in chinese


SILENT = [
    ("", "2026-08-01", "without the key"),
    ("workdays: none", "2026-08-01", "nothing but weekends is off"),
    (CHINA, "2020-01-01", "columns are months"),
]


@pytest.mark.parametrize(("workdays", "first", "reason"), SILENT, ids=reasons(SILENT))
def test_a_page_without_days_off_does_not_speak_of_them(workdays: str, first: str, reason: str, tmp_path: Path) -> None:
    """Where no days off can be shown there is neither a mark nor a style for them."""
    desk = Desk(tmp_path, listed(workdays, "2020-01-05" if first < "2021" else "2026-01-05"))
    found = desk.do("report", "--from", first, "--to", "2026-11-22", "--format", "html", day="2026-11-22")
    assert "rest" not in re.sub("interest|restor", "", found.replace("the rest", "")), reason
    assert "ays off" not in found, reason


# --- letters

SAID = "Days off: 2026-10-01 – 2026-10-07 (National Day)"


def remind(folder: Path, workdays: str, day: str, *options: str, start: str = "2026-09-24") -> str:
    """Return what is to be told on a day; item 1 is due in a week from `start`, and soon three days before."""
    return Desk(folder, listed(workdays, start)).do("remind", *options, day=day)


@pytest.mark.parametrize("format_name", ["text", "md", "html"])
def test_a_letter_names_the_days_off_before_what_is_due(format_name: str, tmp_path: Path) -> None:
    """Who reads on the last day before the holidays that something is due after them is told of them."""
    said = remind(tmp_path, CHINA, "2026-09-30", "--format", format_name)
    assert "2026-10-08" in said
    assert said.count(SAID) == 1


def test_both_parts_of_a_message_name_them(tmp_path: Path) -> None:
    """A mail says it as text and as a page, in the language asked for."""
    for options, expected in (((), SAID), (("--lang", "zh"), "休息日：2026-10-01 – 2026-10-07（国庆节）")):
        message = remind(tmp_path, CHINA, "2026-09-30", "--format", "eml", *options)
        plain, html = message_from_string(message, policy=policy.default).iter_parts()
        assert [part.get_content().count(expected) for part in (plain, html)] == [1, 1]


UNSAID = [
    ("", "2026-09-30", "2026-09-24", "without the key"),
    (CHINA, "2026-10-08", "2026-09-24", "due today: the holidays are over"),
    (CHINA, "2026-10-09", "2026-09-24", "overdue"),
    (CHINA, "2026-09-28", "2026-09-22", "due on the 29th, before them"),
    (CHINA, "2026-11-20", "2026-11-16", "only a weekend lies between"),
]


@pytest.mark.parametrize(("workdays", "day", "start", "reason"), UNSAID, ids=reasons(UNSAID))
def test_a_letter_is_silent_about_others(workdays: str, day: str, start: str, reason: str, tmp_path: Path) -> None:
    """Days off that are past, ordinary, or later than what is due are not spoken of."""
    said = remind(tmp_path, workdays, day, start=start)
    assert "甲" in said, reason
    assert "Days off" not in said, reason
