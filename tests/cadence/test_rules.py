"""RFC 5545 rules as cadences: which are refused and why, and when the accepted ones fall due."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest
from builders import days, make_cadence
from dateutil.rrule import rrule, rrulestr
from generated import often, thinned
from hypothesis import example, given
from hypothesis import strategies as st

from dispatch_cli.cadence.rules import RuleSeries, happens
from dispatch_cli.cadence.series import make_series, parse_cadence
from dispatch_cli.messages import Message
from dispatch_cli.model import Cadence, Mode, Unit

WEEKDAYS = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
ENDS = "a cadence has no end, so a rule may not hold {part}"
BELOW_A_DAY = "a cadence counts in days, so a rule may not go below a day: {part}"
UNKNOWN = "`{part}` is not a part of an RFC 5545 rule"
BAD_VALUE = "{part} cannot be `{value}`"
NO_MEANING = "{part} has no meaning with FREQ={frequency}"
TWICE = "the rule gives one part twice"
CHOOSES = "BYSETPOS chooses among other BY… parts, and the rule has none"
NEVER = "the rule never happens"

REFUSED = [
    # rule, message, what the message names
    ("FREQ=WEEKLY;COUNT=3", ENDS, {"part": "COUNT"}),
    ("FREQ=WEEKLY;UNTIL=20261231", ENDS, {"part": "UNTIL"}),
    ("COUNT=1;FREQ=DAILY", ENDS, {"part": "COUNT"}),
    ("FREQ=HOURLY", BELOW_A_DAY, {"part": "FREQ=HOURLY"}),
    ("FREQ=MINUTELY;INTERVAL=90", BELOW_A_DAY, {"part": "FREQ=MINUTELY"}),
    ("FREQ=SECONDLY", BELOW_A_DAY, {"part": "FREQ=SECONDLY"}),
    ("FREQ=DAILY;BYHOUR=9", BELOW_A_DAY, {"part": "BYHOUR=9"}),
    ("FREQ=DAILY;BYMINUTE=30", BELOW_A_DAY, {"part": "BYMINUTE=30"}),
    ("FREQ=DAILY;BYSECOND=0", BELOW_A_DAY, {"part": "BYSECOND=0"}),
    ("FREQ=WEEKLY;BYWEEKDAY=MO", UNKNOWN, {"part": "BYWEEKDAY"}),
    ("FREQ=YEARLY;BYEASTER=0", UNKNOWN, {"part": "BYEASTER"}),
    ("FREQ=DAILY;DTSTART=20260101", UNKNOWN, {"part": "DTSTART"}),
    ("FREQ=WEEKLY;;BYDAY=MO", UNKNOWN, {"part": ""}),
    ("FREQ", BAD_VALUE, {"part": "FREQ", "value": ""}),
    ("FREQ=", BAD_VALUE, {"part": "FREQ", "value": ""}),
    ("FREQ=FORTNIGHTLY", BAD_VALUE, {"part": "FREQ", "value": "FORTNIGHTLY"}),
    ("FREQ=WEEKLY=DAILY", BAD_VALUE, {"part": "FREQ", "value": "WEEKLY=DAILY"}),
    ("FREQ=WEEKLY;INTERVAL=0", BAD_VALUE, {"part": "INTERVAL", "value": "0"}),
    ("FREQ=WEEKLY;INTERVAL=-1", BAD_VALUE, {"part": "INTERVAL", "value": "-1"}),
    ("FREQ=WEEKLY;INTERVAL=1２", BAD_VALUE, {"part": "INTERVAL", "value": "1２"}),
    ("FREQ=WEEKLY;INTERVAL=99999999999", BAD_VALUE, {"part": "INTERVAL", "value": "99999999999"}),
    ("FREQ=WEEKLY;BYDAY=MON", BAD_VALUE, {"part": "BYDAY", "value": "MON"}),
    ("FREQ=WEEKLY;BYDAY=MO,", BAD_VALUE, {"part": "BYDAY", "value": "MO,"}),
    ("FREQ=WEEKLY;BYDAY", BAD_VALUE, {"part": "BYDAY", "value": ""}),
    ("FREQ=MONTHLY;BYDAY=0MO", BAD_VALUE, {"part": "BYDAY", "value": "0MO"}),
    ("FREQ=YEARLY;BYDAY=54MO", BAD_VALUE, {"part": "BYDAY", "value": "54MO"}),
    ("FREQ=MONTHLY;BYMONTHDAY=0", BAD_VALUE, {"part": "BYMONTHDAY", "value": "0"}),
    ("FREQ=MONTHLY;BYMONTHDAY=32", BAD_VALUE, {"part": "BYMONTHDAY", "value": "32"}),
    ("FREQ=YEARLY;BYMONTH=13", BAD_VALUE, {"part": "BYMONTH", "value": "13"}),
    ("FREQ=YEARLY;BYYEARDAY=367", BAD_VALUE, {"part": "BYYEARDAY", "value": "367"}),
    ("FREQ=YEARLY;BYWEEKNO=54", BAD_VALUE, {"part": "BYWEEKNO", "value": "54"}),
    ("FREQ=WEEKLY;WKST=1", BAD_VALUE, {"part": "WKST", "value": "1"}),
    ("FREQ=WEEKLY;BYDAY=1MO", NO_MEANING, {"part": "BYDAY=1MO", "frequency": "WEEKLY"}),
    ("FREQ=DAILY;BYDAY=-1FR", NO_MEANING, {"part": "BYDAY=-1FR", "frequency": "DAILY"}),
    ("FREQ=WEEKLY;BYMONTHDAY=15", NO_MEANING, {"part": "BYMONTHDAY=15", "frequency": "WEEKLY"}),
    ("FREQ=MONTHLY;BYYEARDAY=100", NO_MEANING, {"part": "BYYEARDAY=100", "frequency": "MONTHLY"}),
    ("FREQ=MONTHLY;BYWEEKNO=20", NO_MEANING, {"part": "BYWEEKNO=20", "frequency": "MONTHLY"}),
    ("FREQ=WEEKLY;FREQ=DAILY", TWICE, {}),
    ("FREQ=WEEKLY;BYDAY=MO;BYDAY=TH", TWICE, {}),
    ("FREQ=MONTHLY;BYSETPOS=1", CHOOSES, {}),
    ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30", NEVER, {}),
    ("FREQ=MONTHLY;BYMONTH=2;BYMONTHDAY=30", NEVER, {}),
    ("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", NEVER, {}),
    ("FREQ=YEARLY;INTERVAL=9999;BYMONTH=4;BYMONTHDAY=31", NEVER, {}),
    ("FREQ=MONTHLY;BYMONTH=2;BYDAY=MO;BYSETPOS=6", NEVER, {}),
    ("FREQ=YEARLY;BYWEEKNO=20;BYMONTH=1", NEVER, {}),
]

ACCEPTED = [
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=9999",
    "FREQ=DAILY;BYDAY=MO,TU,WE,TH,FR",
    "FREQ=DAILY;INTERVAL=7;BYDAY=MO",  # only from a Monday on, which is for the item to say
    "FREQ=DAILY;BYMONTHDAY=1,-1",
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,SU",
    "FREQ=WEEKLY;BYMONTH=3,9",
    "FREQ=MONTHLY;BYDAY=+1MO,-1FR",
    "FREQ=MONTHLY;BYMONTHDAY=+13;BYDAY=FR",
    "FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-1",
    "FREQ=YEARLY;BYWEEKNO=53;BYDAY=MO",
    "FREQ=YEARLY;BYYEARDAY=366",
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO",
    "FREQ=YEARLY;BYDAY=20MO",
    "FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29",
]

EXTREME = [
    "FREQ=WEEKLY",
    "FREQ=WEEKLY;BYDAY=SU",
    "FREQ=WEEKLY;BYDAY=MO,SU;BYSETPOS=-1",
    "FREQ=WEEKLY;INTERVAL=9999",
    "FREQ=DAILY",
    "FREQ=DAILY;INTERVAL=9999",
    "FREQ=MONTHLY;BYDAY=-1FR",
    "FREQ=MONTHLY;BYDAY=6MO,-1FR",
    "FREQ=MONTHLY;BYMONTH=4,7;BYDAY=12SU,-1SA",
    "FREQ=MONTHLY;BYDAY=53MO",
    "FREQ=MONTHLY;BYDAY=-53MO",
    "FREQ=MONTHLY;INTERVAL=9999",
    "FREQ=YEARLY;BYMONTH=10;BYDAY=20MO",
    "FREQ=YEARLY;BYMONTH=1;BYDAY=-53MO",
    "FREQ=YEARLY;BYDAY=53SA",
    "FREQ=YEARLY;BYDAY=-53SA",
    "FREQ=YEARLY;BYYEARDAY=-366,366",
    "FREQ=YEARLY;BYWEEKNO=1",
    "FREQ=YEARLY;BYWEEKNO=-1",
    "FREQ=YEARLY;BYWEEKNO=28,21;WKST=WE",
    "FREQ=YEARLY;BYWEEKNO=-53,53;WKST=SU",
    "FREQ=YEARLY;INTERVAL=9999",
]

PERIODS = [
    # rule, dtstart, anchor, due dates, reason
    (
        "FREQ=WEEKLY;BYDAY=MO,TH",
        "2026-01-01",
        "2026-11-16",
        "2026-11-19 2026-11-23",
        "an occurrence ends its own period",
    ),
    (
        "FREQ=WEEKLY;BYDAY=MO,TH",
        "2026-01-01",
        "2026-11-17",
        "2026-11-23 2026-11-26",
        "Thursday ends the anchor's period",
    ),
    ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-01-01", "2026-11-20", "2026-11-26 2026-11-30", "Monday ends the anchor's period"),
    ("FREQ=WEEKLY;BYDAY=MO,TH", "2026-11-18", "2026-11-18", "2026-11-23", "DTSTART itself is no occurrence here"),
    ("FREQ=WEEKLY", "2026-11-18", "2026-11-18", "2026-11-25", "the weekday is taken from DTSTART"),
    ("FREQ=WEEKLY", "2026-11-18", "2026-11-19", "2026-12-02", "the period ends on the next such weekday"),
    ("FREQ=DAILY", "2026-11-18", "2026-11-18", "2026-11-19 2026-11-20", "every day is a period"),
    ("FREQ=DAILY;INTERVAL=10", "2026-01-01", "2026-01-02", "2026-01-21 2026-01-31", "the phase is that of DTSTART"),
    ("FREQ=DAILY;INTERVAL=10", "2026-01-01", "2026-01-11", "2026-01-21 2026-01-31", "an anchor on an occurrence"),
    ("FREQ=MONTHLY", "2026-01-31", "2026-01-31", "2026-03-31 2026-05-31", "a month without a 31st is skipped"),
    ("FREQ=MONTHLY", "2026-01-31", "2026-02-01", "2026-05-31 2026-07-31", "31 March ends the anchor's period"),
    ("FREQ=MONTHLY", "2020-01-30", "2026-01-30", "2026-03-30 2026-04-30", "the 30th, begun long ago"),
    ("FREQ=MONTHLY;INTERVAL=2", "2025-11-15", "2026-11-01", "2027-01-15 2027-03-15", "odd months only"),
    ("FREQ=MONTHLY;INTERVAL=2", "2025-12-15", "2026-11-01", "2027-02-15 2027-04-15", "even months only"),
    ("FREQ=YEARLY", "2024-02-29", "2024-02-29", "2028-02-29 2032-02-29", "a leap day has no stand-in"),
    ("FREQ=YEARLY", "2024-02-29", "2026-11-22", "2032-02-29", "29 February 2028 ends the anchor's period"),
    ("FREQ=YEARLY;BYMONTH=3", "2020-05-20", "2026-11-22", "2028-03-20", "the day is taken from DTSTART"),
    ("FREQ=YEARLY;INTERVAL=3;BYMONTH=1;BYMONTHDAY=1", "2020-06-01", "2026-01-01", "2029-01-01", "2023, 2026, 2029 …"),
    ("FREQ=MONTHLY;BYDAY=-1FR", "2026-01-01", "2026-11-27", "2026-12-25 2027-01-29", "the last Friday"),
    ("FREQ=WEEKLY;BYDAY=SU", "2026-01-01", "9999-12-12", "9999-12-19 9999-12-26", "the last weeks that exist"),
    ("FREQ=WEEKLY;BYDAY=SU", "2026-01-01", "9999-12-19", "9999-12-26 never", "2 January 10000 does not exist"),
    ("FREQ=WEEKLY;BYDAY=SU", "2026-01-01", "9999-12-20", "never", "2 January 10000 does not exist"),
    ("FREQ=WEEKLY;BYDAY=SU", "2026-01-01", "9999-12-31", "never", "the anchor's own period never ends"),
    ("FREQ=DAILY", "2026-01-01", "9999-12-30", "9999-12-31 never", "the last day that exists"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "2026-01-01", "9999-11-30", "9999-12-31 never", "the last month that exists"),
    ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", "2026-01-01", "9998-07-01", "9999-07-01 never", "the last year that exists"),
    ("FREQ=WEEKLY", "0001-01-01", "0001-01-01", "0001-01-08", "the first day that exists"),
    ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1", "0001-01-01", "9997-01-01", "9998-01-01 9999-01-01", "begun ages ago"),
]

RFC_EXAMPLES = [
    # from RFC 5545, section 3.8.5.3, without COUNT and UNTIL: rule, dtstart, its occurrences
    ("FREQ=DAILY;INTERVAL=2", "1997-09-02", "1997-09-02 1997-09-04 1997-09-06"),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU", "1997-09-02", "1997-09-02 1997-09-16 1997-09-30 1997-10-14"),
    ("FREQ=WEEKLY;INTERVAL=2;WKST=SU;BYDAY=TU,TH", "1997-09-02", "1997-09-02 1997-09-04 1997-09-16 1997-09-18"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=MO", "1997-08-05", "1997-08-05 1997-08-10 1997-08-19 1997-08-24"),
    ("FREQ=WEEKLY;INTERVAL=2;BYDAY=TU,SU;WKST=SU", "1997-08-05", "1997-08-05 1997-08-17 1997-08-19 1997-08-31"),
    ("FREQ=MONTHLY;BYDAY=1FR", "1997-09-05", "1997-09-05 1997-10-03 1997-11-07 1997-12-05 1998-01-02"),
    ("FREQ=MONTHLY;INTERVAL=2;BYDAY=1SU,-1SU", "1997-09-07", "1997-09-07 1997-09-28 1997-11-02 1997-11-30 1998-01-04"),
    ("FREQ=MONTHLY;BYDAY=-2MO", "1997-09-22", "1997-09-22 1997-10-20 1997-11-17 1997-12-22 1998-01-19"),
    ("FREQ=MONTHLY;BYMONTHDAY=-3", "1997-09-28", "1997-09-28 1997-10-29 1997-11-28 1997-12-29 1998-01-29 1998-02-26"),
    ("FREQ=MONTHLY;BYMONTHDAY=1,-1", "1997-09-30", "1997-09-30 1997-10-01 1997-10-31 1997-11-01 1997-11-30"),
    ("FREQ=MONTHLY;INTERVAL=18;BYMONTHDAY=10,11", "1997-09-10", "1997-09-10 1997-09-11 1999-03-10 1999-03-11"),
    ("FREQ=YEARLY;BYMONTH=6,7", "1997-06-10", "1997-06-10 1997-07-10 1998-06-10 1998-07-10"),
    (
        "FREQ=YEARLY;INTERVAL=3;BYYEARDAY=1,100,200",
        "1997-01-01",
        "1997-01-01 1997-04-10 1997-07-19 2000-01-01 2000-04-09",
    ),
    ("FREQ=YEARLY;BYDAY=20MO", "1997-05-19", "1997-05-19 1998-05-18 1999-05-17"),
    ("FREQ=YEARLY;BYWEEKNO=20;BYDAY=MO", "1997-05-12", "1997-05-12 1998-05-11 1999-05-17"),
    ("FREQ=MONTHLY;BYDAY=FR;BYMONTHDAY=13", "1998-02-13", "1998-02-13 1998-03-13 1998-11-13 1999-08-13 2000-10-13"),
    (
        "FREQ=YEARLY;INTERVAL=4;BYMONTH=11;BYDAY=TU;BYMONTHDAY=2,3,4,5,6,7,8",
        "1996-11-05",
        "1996-11-05 2000-11-07 2004-11-02",
    ),
    ("FREQ=MONTHLY;BYDAY=TU,WE,TH;BYSETPOS=3", "1997-09-04", "1997-09-04 1997-10-07 1997-11-06"),
    ("FREQ=MONTHLY;BYDAY=MO,TU,WE,TH,FR;BYSETPOS=-2", "1997-09-29", "1997-09-29 1997-10-30 1997-11-27 1997-12-30"),
    ("FREQ=MONTHLY;BYMONTHDAY=15,30", "2007-01-15", "2007-01-15 2007-01-30 2007-02-15 2007-03-15 2007-03-30"),
]

SAME = [
    ("FREQ=DAILY", "daily"),
    ("FREQ=WEEKLY;BYDAY=SU", "weekly"),
    ("FREQ=MONTHLY;BYMONTHDAY=15,-1", "half-monthly"),
    ("FREQ=MONTHLY;BYMONTHDAY=-1", "monthly"),
    ("FREQ=MONTHLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1", "quarterly"),
    ("FREQ=YEARLY;BYMONTH=12;BYMONTHDAY=31", "yearly"),
]


@pytest.mark.parametrize(("rule", "template", "values"), REFUSED)
def test_a_rule_that_is_no_cadence_is_refused(rule: str, template: str, values: dict[str, str]) -> None:
    """A rule with an end, below a day, malformed or impossible is refused, and the reason names the part."""
    refused = parse_cadence(rule)
    assert isinstance(refused, Message)
    assert (refused.template, refused.values) == (template, values)


@pytest.mark.parametrize("rule", ACCEPTED)
def test_a_good_rule_is_a_calendar_cadence(rule: str) -> None:
    """A good rule is kept as written and is always calendar."""
    assert parse_cadence(rule) == Cadence(rule, Unit.RULE, 1, Mode.CALENDAR)


@given(st.text("FREQ=DAILYWK;BYDOSU0123,-+ \n每", max_size=30))
@example(";BYDAY=MO;")
@example(";")
@example("DAILY;")
@example("DAILY;;")
@example("DAILY\nRRULE:FREQ=DAILY")
def test_no_text_of_a_rule_raises(text: str) -> None:
    """Whatever follows `FREQ=WEEKLY`, the answer is a reason or a cadence that can be computed with."""
    for start in ("FREQ=", "FREQ=WEEKLY"):
        answer = parse_cadence(start + text)
        if isinstance(answer, Cadence):
            make_series(answer, Mode.ROLLING, date(2026, 1, 1)).due(date(2026, 11, 22), 1)


@pytest.mark.parametrize("rule", EXTREME)
def test_an_extreme_rule_raises_nothing_anywhere(rule: str) -> None:
    """A rule at the edge is refused, or can be computed with at both ends of the calendar as well as today."""
    answer = parse_cadence(rule)
    if isinstance(answer, Cadence):
        for start in days("0001-01-01 0001-12-31 2024-02-29 2026-11-22 9998-12-31 9999-12-20 9999-12-31"):
            assert start is not None
            those = make_series(answer, Mode.ROLLING, start)
            for anchor in (start, date(9999, 12, 25)):
                assert (due := those.due(anchor, 2)) is None or due > anchor


@pytest.mark.parametrize(
    ("rule", "dtstart", "anchor", "expected"),
    [pytest.param(*row[:-1], id=f"{row[0]} {row[2]}: {row[4]}") for row in PERIODS],
)
def test_each_occurrence_ends_a_period(rule: str, dtstart: str, anchor: str, expected: str) -> None:
    """The period that holds the anchor is done; the first due date ends the next."""
    those = make_series(make_cadence(rule), Mode.ROLLING, date.fromisoformat(dtstart))
    wanted = days(expected)
    assert [those.due(date.fromisoformat(anchor), k) for k in range(1, len(wanted) + 1)] == wanted


@pytest.mark.parametrize(("rule", "dtstart", "occurrences"), RFC_EXAMPLES)
def test_the_examples_of_the_standard_hold(rule: str, dtstart: str, occurrences: str) -> None:
    """With an anchor on the first occurrence, due dates are the occurrences that the standard lists after it."""
    first, *following = days(occurrences)
    those = make_series(make_cadence(rule), Mode.ROLLING, date.fromisoformat(dtstart))
    assert first is not None
    assert [those.due(first, k) for k in range(1, len(following) + 1)] == following


@pytest.mark.parametrize(("rule", "cadence"), thinned(SAME, every=3))
def test_a_rule_for_a_calendar_period_equals_the_named_cadence(rule: str, cadence: str) -> None:
    """From every day of two years, one of them a leap year, rule and name give the same due dates and counts."""
    by_rule = make_series(make_cadence(rule), Mode.ROLLING, date(2009, 5, 17))
    by_name = make_series(make_cadence(cadence), Mode.CALENDAR, date(2009, 5, 17))
    for ordinal in range(date(2023, 7, 1).toordinal(), date(2025, 7, 1).toordinal()):
        anchor = date.fromordinal(ordinal)
        until = anchor + timedelta(ordinal % 100)
        expected = [by_name.due(anchor, 1), by_name.due(anchor, 2), by_name.passed(anchor, until)]
        found = [by_rule.due(anchor, 1), by_rule.due(anchor, 2), by_rule.passed(anchor, until)]
        assert found == expected, anchor


def numbers(low: int, high: int) -> st.SearchStrategy[str]:
    """Return a list of one to three numbers as a rule writes them, counted from either end."""
    number = st.integers(low, high).flatmap(lambda n: st.sampled_from((n, -n)))
    return st.lists(number, min_size=1, max_size=3, unique=True).map(lambda found: ",".join(map(str, found)))


weekdays = st.lists(st.sampled_from(WEEKDAYS), min_size=1, max_size=3, unique=True).map(",".join)
months = st.lists(st.integers(1, 12).map(str), min_size=1, max_size=4, unique=True).map(",".join)
day_parts = {
    "DAILY": [weekdays.map("BYDAY={}".format)],
    "WEEKLY": [weekdays.map("BYDAY={}".format)],
    "MONTHLY": [numbers(1, 31).map("BYMONTHDAY={}".format), weekdays.map("BYDAY={}".format), st.just("BYDAY=2TU,-1FR")],
    "YEARLY": [
        numbers(1, 366).map("BYYEARDAY={}".format),
        numbers(1, 52).map("BYWEEKNO={};BYDAY=WE".format),
        st.just("BYDAY=2MO,-1SU"),
    ],
}


@st.composite
def rules(draw: st.DrawFn) -> str:
    """Draw a rule of any frequency, with or without an interval, months, days and a position."""
    frequency = draw(st.sampled_from(sorted(day_parts)))
    parts = [f"FREQ={frequency}", f"INTERVAL={draw(st.integers(1, 9))}", f"WKST={draw(st.sampled_from(('MO', 'SU')))}"]
    if draw(st.booleans()):
        parts.append(draw(st.one_of(day_parts[frequency])))
        if frequency in ("MONTHLY", "YEARLY") and draw(st.booleans()):
            parts.append(f"BYSETPOS={draw(st.sampled_from((1, -1)))}")
    if draw(st.booleans()):
        parts.append(f"BYMONTH={draw(months)}")
    return ";".join(parts)


def naive(rule: str, dtstart: date, since: date, until: date) -> list[date]:
    """Return the occurrences between two days, walking all the way from DTSTART."""
    moments = rrulestr(rule, dtstart=datetime(dtstart.year, dtstart.month, dtstart.day))
    assert isinstance(moments, rrule)
    until_moment = datetime(until.year, until.month, until.day)
    return [moment.date() for moment in moments.replace(until=until_moment) if moment.date() >= since]


dtstarts = st.dates(date(1990, 1, 1), date(2026, 12, 31)) | st.sampled_from(
    [date(2024, 2, 29), date(2000, 2, 29), date(2023, 12, 31), date(2022, 8, 31), date(2020, 1, 1)]
)


@often(200)
@given(rules(), dtstarts, st.integers(-50, 3000), st.integers(0, 3000))
def test_starting_near_the_anchor_changes_nothing(rule: str, dtstart: date, ahead: int, distance: int) -> None:
    """A rule begun long ago has the same due dates as one that is followed from its beginning."""
    anchor = dtstart + timedelta(ahead)
    until = anchor + timedelta(distance)
    expected = naive(rule, dtstart, anchor, until)[1:4]
    those = RuleSeries(rule, dtstart)
    found = [those.due(anchor, k) for k in range(1, len(expected) + 1)]
    assert found == expected


@often(100)
@given(rules(), dtstarts, st.integers(-50, 3000), st.integers(-50, 3000))
def test_passed_counts_the_occurrences_before_a_day(rule: str, dtstart: date, ahead: int, distance: int) -> None:
    """`passed` is the number of occurrences after the one that ends the anchor's period and before the day."""
    anchor = dtstart + timedelta(ahead)
    until = anchor + timedelta(distance)
    expected = len(naive(rule, dtstart, anchor, until - timedelta(1))[1:])
    assert RuleSeries(rule, dtstart).passed(anchor, until) == expected


@given(rules(), dtstarts, st.integers(0, 3000))
def test_due_dates_of_a_rule_only_grow(rule: str, dtstart: date, ahead: int) -> None:
    """A due date is later than the anchor and than the due date before it, if there is one at all."""
    anchor = dtstart + timedelta(ahead)
    until = anchor + timedelta(4000)
    known = len(naive(rule, dtstart, anchor, until)[1:6])
    those = RuleSeries(rule, dtstart)
    found = [due for k in range(1, known + 1) if (due := those.due(anchor, k))]
    assert found == sorted(set(found))
    assert all(due > anchor for due in found)


def test_the_count_reaches_the_end_of_the_calendar() -> None:
    """A rule that falls due until the last week of all is counted to the last day."""
    those = RuleSeries("FREQ=WEEKLY;BYDAY=SU", date(2026, 1, 1))
    assert those.passed(date(9999, 10, 31), date(9999, 12, 31)) == 8


def test_decades_of_a_neglected_rule_are_counted() -> None:
    """An item untouched since 1990 has missed every Sunday between."""
    those = RuleSeries("FREQ=WEEKLY;BYDAY=SU", date(1990, 1, 1))
    assert those.passed(date(1990, 1, 1), date(2026, 11, 22)) == 1923


@pytest.mark.parametrize(
    ("rule", "dtstart", "expected"),
    [
        ("FREQ=YEARLY", "2024-02-29", True),
        ("FREQ=YEARLY;BYMONTH=2", "2026-01-31", False),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2024-01-01", True),
        ("FREQ=YEARLY;INTERVAL=4;BYMONTH=2;BYMONTHDAY=29", "2026-01-01", False),
        ("FREQ=MONTHLY;INTERVAL=12;BYMONTHDAY=30", "2026-02-01", False),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "2026-11-16", True),
        ("FREQ=DAILY;INTERVAL=7;BYDAY=MO", "2026-11-17", False),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", "2089-01-01", True),
        ("FREQ=WEEKLY", "9999-12-31", True),
    ],
)
def test_whether_a_rule_happens_depends_on_its_start(rule: str, dtstart: str, *, expected: bool) -> None:
    """A good rule may never happen from where an item starts, by its interval or the start's own day."""
    assert happens(rule, date.fromisoformat(dtstart)) is expected


def test_the_same_rule_has_another_phase_for_another_start() -> None:
    """DTSTART is the item's own, so two items of one tag may be due in different weeks."""
    cadence = make_cadence("FREQ=WEEKLY;INTERVAL=2;BYDAY=MO")
    anchor = date(2026, 11, 20)
    phases = [make_series(cadence, Mode.ROLLING, date(2026, 1, start)).due(anchor, 1) for start in (5, 12)]
    assert phases == days("2026-12-07 2026-12-14")


def test_an_occurrence_far_away_is_found() -> None:
    """A leap day that is a Monday is found decades ahead, across the year 2100."""
    those = RuleSeries("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=29;BYDAY=MO", date(2026, 1, 1))
    found = [those.due(date(2026, 1, 1), k) for k in (1, 2, 3)]
    assert found == leap_mondays()[1:4]


def leap_mondays() -> list[date]:
    """Return the leap days since 2026 that are Mondays."""
    leap_days = [date(year, 2, 29) for year in range(2028, 2200, 4) if year != 2100]
    return [day for day in leap_days if day.weekday() == 0]
