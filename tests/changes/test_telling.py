"""What a command says of what it has written: one sentence an item, with the day, the next due date and the rule."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest
from offices import (
    LIST,
    added,
    assigned,
    closed,
    extended,
    make_office,
    play,
    recorded,
    reopened,
    tagged,
)
from reading import reasons

from dispatch_cli.changes.telling import tell
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from offices import Command

    from dispatch_cli.schedule.office import Office

OFFICE = make_office(LIST)
CALENDAR = make_office("mode: calendar\n" + LIST)
RULE = make_office(LIST.replace("every 10 days", "FREQ=MONTHLY;BYDAY=-1FR"))
THE_END = make_office("tasks: [{id: 1, title: 甲, tag: red, start: 9999-12-01}]", (), date(9999, 12, 29))

SAID = [
    ([], recorded("1"), "dispatch recorded for 2026-11-22; next due 2026-11-29 (red: once a week).", "today"),
    (
        [],
        recorded("4", on="2026-11-20"),
        "dispatch recorded for 2026-11-20; next due 2026-12-05 (orange: twice a month).",
        "back-dated",
    ),
    (
        [],
        recorded("1", on="2026-11-15"),
        "dispatch recorded for 2026-11-15; next due 2026-11-22 (red: once a week).",
        "due this very day",
    ),
    (
        [],
        recorded("1", on="2026-11-14"),
        "dispatch recorded for 2026-11-14; due since 2026-11-21, 1 day ago (red: once a week).",
        "overdue since yesterday",
    ),
    (
        [],
        recorded("1", on="2026-11-10"),
        "dispatch recorded for 2026-11-10; due since 2026-11-17, 5 days ago (red: once a week).",
        "still overdue",
    ),
    (
        [],
        recorded("3", on="2026-11-10"),
        (
            "dispatch recorded for 2026-11-10; the clock still starts on 2026-11-20 (the newest dispatch noted in the "
            "task file); next due 2026-11-27 (red: once a week)."
        ),
        "the file knows a newer one",
    ),
    (
        [recorded("1", on="2026-11-12")],
        recorded("1", on="2026-11-10"),
        (
            "dispatch recorded for 2026-11-10; the clock still starts on 2026-11-12 (the newest dispatch in the log); "
            "due since 2026-11-19, 3 days ago (red: once a week)."
        ),
        "the log knows a newer one, and the item is overdue all the same",
    ),
    (
        [tagged("1", "green")],
        recorded("1", on="2026-11-20"),
        (
            "dispatch recorded for 2026-11-20; the clock still starts on 2026-11-22 (the day its tag was changed, "
            "which restarts the clock); next due 2026-12-22 (green: once a month)."
        ),
        "the tag was changed since",
    ),
    (
        [extended("3", "2026-12-10")],
        recorded("3", on="2026-11-21"),
        "dispatch recorded for 2026-11-21; next due 2026-12-10 (postponed).",
        "it was postponed since: the rule is the postponement",
    ),
    (
        [extended("3", "2026-12-10")],
        recorded("3"),
        "dispatch recorded for 2026-11-22; next due 2026-12-10 (postponed).",
        "a dispatch does not end the postponement",
    ),
    (
        [extended("3", "2026-11-28")],
        recorded("3"),
        "dispatch recorded for 2026-11-22; next due 2026-11-29 (red: once a week).",
        "but what is due later by the cadence is due then",
    ),
    (
        [],
        recorded("8"),
        "dispatch recorded for 2026-11-22; next due 2026-12-02 (x: every 10 days).",
        "a cadence of the office",
    ),
    (
        [],
        extended("3", "2026-12-10"),
        "postponed; now due 2026-12-10, and later due dates count from there.",
        "a postponement",
    ),
    (
        [],
        tagged("1", "green"),
        "tag red → green, the clock restarts on 2026-11-22; next due 2026-12-22 (green: once a month).",
        "a change of tag",
    ),
    (
        [],
        tagged("7", "green"),
        "tag red → green; next due 2027-01-01 (green: once a month).",
        "a change of tag before the start restarts nothing",
    ),
    ([], closed("1", "2026-11-20"), "closed on 2026-11-20; it asks for nothing any more.", "a closing"),
    (
        [],
        reopened("6"),
        "reopened, the clock restarts on 2026-11-22; next due 2026-11-29 (red: once a week).",
        "a reopening",
    ),
    ([], assigned("2", team=""), "team 国评专班 → none.", "no team any more"),
    ([], assigned("1", owner="招商二科"), "owner 招商一科 → 招商二科.", "another owner"),
    ([], added("a"), "added as item a; next due 2026-12-22 (green: once a month).", "a new item"),
    (
        [],
        added("a", start="2026-01-01", tag="red"),
        "added as item a; due since 2026-01-08, 318 days ago (red: once a week).",
        "a new item that is overdue",
    ),
]
ELSEWHERE = [
    (
        CALENDAR,
        recorded("5"),
        "dispatch recorded for 2026-11-22; next due 2026-12-31 (green: once a month, by the calendar).",
        "calendar mode",
    ),
    (
        CALENDAR,
        recorded("8"),
        "dispatch recorded for 2026-11-22; next due 2026-12-02 (x: every 10 days).",
        "a cadence that is always rolling, in calendar mode",
    ),
    (
        RULE,
        recorded("8"),
        "dispatch recorded for 2026-11-22; next due 2026-12-25 (x: by the rule FREQ=MONTHLY;BYDAY=-1FR).",
        "a rule, in rolling mode",
    ),
    (
        THE_END,
        recorded("1", on="9999-12-29"),
        "dispatch recorded for 9999-12-29; nothing falls due after that (red: once a week).",
        "what is never due",
    ),
]


def told(office: Office, command: Command, code: str) -> str:
    """Return what is said of the only item of a command, without its id and title."""
    change = command(office)
    (message,) = tell(office, change)
    item = next(item for item in change.plan.items if item.id == change.entries[0].item)
    return Language(code).speak(message).removeprefix(f"{item.id}  {item.title}").lstrip("：: ")


@pytest.mark.parametrize(("before", "command", "said", "reason"), SAID, ids=reasons(SAID))
def test_the_sentence_that_matters(before: list[Command], command: Command, said: str, reason: str) -> None:
    """Each entry is told: for which day it counts, when the item is due next, and by which rule."""
    assert told(play(OFFICE, *before), command, "en") == said, reason


@pytest.mark.parametrize(("office", "command", "said", "reason"), ELSEWHERE, ids=reasons(ELSEWHERE))
def test_the_rule_is_that_of_the_file(office: Office, command: Command, said: str, reason: str) -> None:
    """The sentence names the rule by which the due date was found: the mode counts, and the calendar's end."""
    assert told(office, command, "en") == said, reason


EVERYWHERE = [(play(OFFICE, *before), *row) for before, *row in SAID] + ELSEWHERE


@pytest.mark.parametrize(("office", "command", "said", "reason"), EVERYWHERE, ids=reasons(EVERYWHERE))
def test_chinese_says_the_same(office: Office, command: Command, said: str, reason: str) -> None:
    """In Chinese too the sentence is whole, names the same days and counts, and leaves no English word behind."""
    chinese = told(office, command, "zh")
    assert sorted(re.findall("[0-9-]{2,}", chinese)) == sorted(re.findall("[0-9-]{2,}", said)), reason
    assert chinese.endswith("。")
    assert not re.search("[{}]|[a-z]{2,}", chinese)


def test_every_item_of_a_command_is_told() -> None:
    """A command about several items says a sentence for each, in the order in which they were named."""
    lines = [Language("en").speak(message) for message in tell(OFFICE, recorded("4", "1")(OFFICE))]
    assert [line.split(":")[0] for line in lines] == ["4  丁", "1  甲"]
    assert [re.findall("next due ([0-9-]+)", line) for line in lines] == [["2026-12-07"], ["2026-11-29"]]
