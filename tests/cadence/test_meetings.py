"""The days of meetings are those of a calendar gone through day by day."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given
from hypothesis import strategies as st

from dispatch_cli.cadence.meetings import WEEKDAYS, Meeting, parse_meeting
from dispatch_cli.messages import Message

SINCE = date(2026, 6, 1)
RULES = [
    ("FREQ=WEEKLY;BYDAY=MO", "as a weekday"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TH", "every second week counts from its begin"),
    ("FREQ=MONTHLY;BYDAY=1MO", "the first Monday of a month"),
    ("FREQ=DAILY;INTERVAL=10", "DTSTART is the first"),
]
WORDS = [
    ("monday", "monday", "as it is kept"),
    ("SUNDAY", "sunday", "in any case"),
    ("周日", "sunday", "Chinese"),
    ("星期天", "sunday", "as it is spoken"),
    ("礼拜五", "friday", "as it is spoken elsewhere"),
]


def midnight(day: date) -> datetime:
    """Return the beginning of a day, as dateutil counts."""
    return datetime.combine(day, time())


@pytest.mark.parametrize(("text", "kept", "reason"), WORDS, ids=[row[0] for row in WORDS])
def test_a_weekday_has_several_words(text: str, kept: str, reason: str) -> None:
    """Each means one day of the week."""
    assert parse_meeting(text) == kept, reason


@pytest.mark.parametrize("text", ["", "weekly", "周", "周八", "mon day", "FREQ=HOURLY", "FREQ=WEEKLY;COUNT=2"])
def test_what_is_no_day_is_refused(text: str) -> None:
    """The reason is a message."""
    assert isinstance(parse_meeting(text), Message)


@given(st.sampled_from(WEEKDAYS), st.dates(max_value=date(9999, 12, 1)))
def test_a_weekday_comes_once_in_seven_days(word: str, day: date) -> None:
    """The next one lies within a week, on that weekday, and on no day between is a meeting."""
    meeting = Meeting(word)
    following = meeting.next_after(day)
    days = [day + timedelta(n) for n in range(1, 8)]
    assert [each for each in days if meeting.is_on(each)] == [following]
    assert f"{following:%A}".lower() == word


@pytest.mark.parametrize(("rule", "reason"), RULES, ids=[row[0] for row in RULES])
def test_a_rule_counts_from_its_begin(rule: str, reason: str) -> None:
    """On every day of two years the next meeting is what dateutil says."""
    meeting, oracle = Meeting(rule, SINCE), rrulestr(rule, dtstart=midnight(SINCE))
    at = {SINCE + timedelta(n) for n in range(-40, 700)}
    moments = {day: oracle.after(midnight(day)) for day in at}
    assert {day: meeting.next_after(day) for day in at} == {
        day: moment.date() if moment else None for day, moment in moments.items()
    }, reason
    assert {day for day in at if meeting.is_on(day)} == {
        each.date() for each in oracle.between(midnight(min(at)), midnight(max(at)), inc=True)
    }


def test_the_calendar_ends() -> None:
    """After the last meeting there is none."""
    assert Meeting("saturday").next_after(date(9999, 12, 30)) is None
    assert Meeting("friday").next_after(date(9999, 12, 30)) == date.max
    assert Meeting("friday").next_after(date.max) is None
