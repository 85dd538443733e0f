"""The report: ledgers computed by hand, random ones lived through day by day, and parts that add up to the whole."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

import ledger_model
import pytest
from builders import make_plan
from generated import often
from histories import PERCENT, History, as_log, histories, read_facts, read_item
from hypothesis import given
from hypothesis import strategies as st

from dispatch_cli.log.entries import Log
from dispatch_cli.reports.figures import Figures, total
from dispatch_cli.reports.kept import Report, Span, make_report
from dispatch_cli.schedule.agenda import Filters
from dispatch_cli.schedule.office import Office

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatch_cli.model import Item

COUNTS = ("on_time", "late", "missed")


def office_of(mode: str, today: str, *lines: str) -> Office:
    """Return an office of items by lines: team, item, facts."""
    items, entries = [], []
    for number, line in enumerate(lines, 1):
        team, item, facts = line.split(" | ")
        items.append(read_item(item)._replace(id=f"{number}", team=team))
        entries += [entry._replace(item=f"{number}", batch=f"{number}") for entry in as_log(read_facts(facts))]
    return Office(make_plan(items, mode), Log(tuple(entries)), date.fromisoformat(today))


def report(office: Office, first: str, last: str, by: str = "team") -> Report:
    """Return the report on a span."""
    return make_report(office, Span(date.fromisoformat(first), date.fromisoformat(last)), by, Filters())


def figures(on_time: int, late: int, missed: int, gap: int | None, **more: int) -> Figures:
    """Return figures in the order in which a ledger names them."""
    return Figures(on_time=on_time, late=late, missed=missed, longest_gap=gap, **more)


def test_a_ledger_with_a_change_of_tag() -> None:
    """Each figure of an item that was green from 1 September and became red on 5 October, on 24 November.

    - Monthly from 1 September: due on 1 October. Dispatched on 28 September, which is due itself on
      28 October, beyond the 1st: on time on 1 October. The window that opened on 28 September is cut on 5 October.
    - Weekly from 5 October: due on the 12th, dispatched that day: on time. Then due on the 19th and the 26th,
      dispatched on the 28th: the 19th is missed, the 26th is late.
    - From 28 October: due on 4 November, dispatched on the 2nd: on time. From there due on the 9th,
      dispatched on the 10th: late. From there due on the 17th: missed; the 24th is today and may yet be kept.
    - September: nothing fell due. From 1 to 28 September are 27 days, from 28 to 30 September 2.
    - October: 1 and 12 on time, 26 late, 19 missed. From 28 September to 12 October are 14 days, to
      28 October 16, to the 31st 3.
    - November: 4 on time, 9 late, 17 missed. The gaps are of 5 days to the 2nd, 8 to the 10th, 14 to the 24th.
      It is overdue since the 17th.
    """
    facts = (
        "dispatched 2026-09-28; tagged 2026-10-05 green>red; dispatched 2026-10-12; dispatched 2026-10-28; "
        "dispatched 2026-11-02; dispatched 2026-11-10"
    )
    office = office_of("rolling", "2026-11-24", f"招大引强专班 | red start 2026-09-01 | {facts}")
    months = [report(office, "2026-09-01", "2026-09-30"), report(office, "2026-10-01", "2026-10-31")]
    months.append(report(office, "2026-11-01", "2026-11-30"))
    assert [month.totals for month in months] == [
        figures(0, 0, 0, 27, overdue=1),
        figures(2, 1, 1, 16, overdue=1, tag_changes=1),
        figures(1, 1, 1, 14, overdue=1),
    ]
    assert [month.totals.rate for month in months] == [None, 2 / 4, 1 / 3]
    whole = report(office, "2026-09-01", "2026-11-24")
    assert whole.totals == figures(3, 2, 2, 27, overdue=1, tag_changes=1)
    assert [f"{window.outcome} {window.due}" for window in whole.accounts[0].windows] == [
        "kept 2026-10-01",
        "kept 2026-10-12",
        "missed 2026-10-19",
        "late 2026-10-26",
        "kept 2026-11-04",
        "late 2026-11-09",
        "missed 2026-11-17",
    ]


def test_a_ledger_with_extensions_and_late_dispatches() -> None:
    """Each figure of an orange item, from 3 August, on 18 November.

    - Due on 3 + 15 = 18 August; extended on the 17th to the 25th; dispatched on the 24th, which is due itself on
      9 September: on time on 25 August.
    - Due on 9 September, dispatched on the 12th: late. From there due on the 27th; extended on the 20th to the 30th;
      from the 30th the due dates go on to 15 and 30 October. Dispatched on 20 October: 30 September is
      missed, 15 October is late.
    - From 20 October due on 5 November: missed, and the item is overdue since. The extension of 7 November, to the
      20th, comes too late and moves nothing.
    - August: 25 on time; 21 days from 3 to 24 August, 7 more to the 31st.
    - September: 9 late, 30 missed; 19 days from 24 August to 12 September, 18 more to the 30th.
    - October: 15 late; 38 days from 12 September to 20 October.
    - November: 5 missed; 29 days from 20 October to 18 November.
    """
    facts = (
        "extended 2026-08-17 2026-08-25; dispatched 2026-08-24; dispatched 2026-09-12; extended 2026-09-20 2026-09-30; "
        "dispatched 2026-10-20; extended 2026-11-07 2026-11-20"
    )
    office = office_of("rolling", "2026-11-18", f"社会消费专班 | orange start 2026-08-03 | {facts}")
    assert report(office, "2026-08-01", "2026-08-31").totals == figures(1, 0, 0, 21, overdue=1, extensions=1)
    assert report(office, "2026-09-01", "2026-09-30").totals == figures(0, 1, 1, 19, overdue=1, extensions=1)
    assert report(office, "2026-10-01", "2026-10-31").totals == figures(0, 1, 0, 38, overdue=1)
    november = report(office, "2026-11-01", "2026-11-30")
    assert november.totals == figures(0, 0, 1, 29, overdue=1, extensions=1)
    assert november.accounts[0].open is None
    in_time = report(office._replace(today=date(2026, 9, 25)), "2026-09-01", "2026-09-30")
    assert in_time.accounts[0].open == date(2026, 9, 30)
    whole = report(office, "2026-08-01", "2026-11-18")
    assert whole.totals == figures(1, 2, 2, 38, overdue=1, extensions=3)
    assert whole.totals.rate == 1 / 5


def test_a_ledger_by_the_calendar_across_the_new_year_and_week_53() -> None:
    """Each figure of three items in calendar mode, on Monday, 18 January 2027.

    - Red, listed on Thursday, 10 December: the week to the 13th is done. Week 51 ends on 20 December, with a
      dispatch on the 14th: on time. Week 52 ends on the 27th, lengthened on the 22nd to 6 January, so that nothing is
      owed for weeks 52 and 53; dispatched on the 5th: on time on the 6th. That dispatch lies in week 1, which asks
      for nothing more. Week 2 ends on 17 January: missed, and overdue now.
    - Orange, listed on 1 December: 1–15 December is done. Dispatched on the 31st: on time that day. 1–15 January has no
      dispatch: missed; that of 16 January lies in the next half, which is not over.
    - Green, listed on 30 November: November is done. December has no dispatch: missed. The dispatch of
      2 January keeps January, which is not over.
    - December: 20 and 31 on time, 31 missed. The longest gap is that of the green one, 31 days
      from 30 November. January: 6 on time, 15 and 17 missed; 33 days from 30 November to 2 January.
    - Week 53, from 28 December to 3 January: of the three that fall due on the 31st or the 3rd, the third is put off.
    """
    red = "dispatched 2026-12-14; extended 2026-12-22 2027-01-06; dispatched 2027-01-05"
    office = office_of(
        "calendar",
        "2027-01-18",
        f"国评专班 | red start 2026-12-10 | {red}",
        "国评专班 | orange start 2026-12-01 | dispatched 2026-12-31; dispatched 2027-01-16",
        "企业服务专班 | green start 2026-11-30 | dispatched 2027-01-02",
    )
    december, january = report(office, "2026-12-01", "2026-12-31"), report(office, "2027-01-01", "2027-01-31")
    assert december.totals == figures(2, 0, 1, 31, overdue=1, extensions=1)
    assert january.totals == figures(1, 0, 2, 33, overdue=1)
    assert {group.name: group.figures for group in december.groups} == {
        "国评专班": figures(2, 0, 0, 30, overdue=1, extensions=1),
        "企业服务专班": figures(0, 0, 1, 31),
    }
    assert {group.name: group.figures for group in january.groups} == {
        "国评专班": figures(1, 0, 2, 22, overdue=1),
        "企业服务专班": figures(0, 0, 0, 33),
    }
    week_53 = report(office, "2026-12-28", "2027-01-03")
    assert {account.item.tag: owed(account.figures) for account in week_53.accounts} == {
        "red": (0, 0, 0),
        "orange": (1, 0, 0),
        "green": (0, 0, 1),
    }
    assert week_53.totals == figures(1, 0, 1, 33, overdue=1)


class Case(NamedTuple):
    """An office of random items, all of one mode, each with cadences of its own, and a span of days."""

    told: Sequence[History]
    today: date
    span: Span

    @property
    def office(self) -> Office:
        """Return the office: the items stand in three teams, and some in none."""
        cadences: dict[str, str] = {}
        items, entries = [], []
        for number, history in enumerate(self.told):
            names = {tag: f"{tag}-{number}" for tag in history.cadences}
            cadences |= {names[tag]: cadence for tag, cadence in history.cadences.items()}
            items.append(self._item(history, number))
            facts = [
                fact._replace(was=named(names, fact.was), to=named(names, fact.to)) for fact in history.story.facts
            ]
            entries += [entry._replace(item=f"{number}", batch=f"{number}") for entry in as_log(facts)]
        plan = make_plan(items, self.told[0].mode, **cadences)._replace(since=self.told[0].story.since)
        return Office(plan, Log(tuple(entries)), self.today)

    def _item(self, history: History, number: int) -> Item:
        team = (None, "招大引强专班", "国评专班", "企业服务专班")[number % 4]
        owner = ("招商一科", "招商二科", None)[number % 3]
        return history.item()._replace(id=f"{number}", tag=f"{history.tag}-{number}", team=team, owner=owner)

    def report(self, span: Span | None = None, by: str = "team") -> Report:
        """Return the report on the span of the case, or on another."""
        return make_report(self.office, span or self.span, by, Filters())


def named(names: Mapping[str, str], value: str) -> str:
    """Return the name that a tag has in an office of several items; a day is as it was."""
    return names.get(value, value).replace("_", "-")


@st.composite
def cases(draw: st.DrawFn, most: int = 1) -> Case:
    """Draw a case whose span lies anywhere about the life of its items."""
    mode = draw(st.sampled_from(("rolling", "calendar")))
    told = draw(st.lists(histories([mode]), min_size=1, max_size=most))
    today = max(history.today for history in told)
    first = today - told[0].part(draw(PERCENT)) - timedelta(draw(st.integers(0, 40)))
    return Case(told, today, Span(first, first + told[0].part(draw(PERCENT)) + timedelta(draw(st.integers(0, 40)))))


def owed(found: Mapping[str, int] | Figures) -> tuple[int, ...]:
    """Return the three counts of obligations."""
    values = found._asdict() if isinstance(found, Figures) else found
    return tuple(values[key] for key in COUNTS)


@often(300)
@given(cases())
def test_random_reports_agree_with_living_through_every_day(case: Case) -> None:
    """What the report counts in a span, and its longest gap, is what one finds by living through every day."""
    history, (first, last) = case.told[0], case.span
    expected = ledger_model.keep(history.mode, history.cadences, history.story, case.today)
    outcomes = [obligation.outcome for obligation in expected if first <= obligation.due <= last]
    found = case.report().totals
    assert owed(found) == tuple(outcomes.count(outcome) for outcome in ("kept", "late", "missed"))
    assert found.longest_gap == ledger_model.longest_gap(history.story, case.today, first, last)


@often(100)
@given(cases(most=6), PERCENT)
def test_the_parts_of_a_span_add_up_to_the_whole(case: Case, percent: int) -> None:
    """Split at any day, the two parts have together what the whole has: expected, on time, late and missed."""
    first, last = case.span
    middle = first + (last - first) * percent // 100
    parts = [
        case.report(span) for span in (Span(first, middle), Span(middle + timedelta(1), last)) if span[0] <= span[1]
    ]
    assert owed(total(part.totals for part in parts)) == owed(case.report().totals)
    changes = [entry for part in parts for account in part.accounts for entry in account.changes]
    assert len(changes) == sum(len(account.changes) for account in case.report().accounts)


@often(100)
@given(cases(most=8), st.sampled_from(("team", "owner", "tag")))
def test_the_groups_add_up_to_the_totals(case: Case, by: str) -> None:
    """Every item is in one group; the sums of the groups are the totals, their longest gap is the longest of all."""
    whole = case.report(by=by)
    assert total(group.figures for group in whole.groups) == whole.totals
    assert total(account.figures for account in whole.accounts) == whole.totals
    ids = {account.item.id for group in whole.groups for account in group.accounts}
    assert ids == {account.item.id for account in whole.accounts}


def test_a_day_at_a_time_adds_up_too() -> None:
    """Every day of a quarter by itself, and together: the same.

    - Weekly from 1 October: the 8th is missed, the 15th late with the dispatch of the 20th; from there 27 October
      and 3 November are missed by the change of tag.
    - Monthly from 5 November, extended to 10 December, dispatched on the 9th: on time. Then 9 January is missed.
    """
    facts = "dispatched 2026-10-20; tagged 2026-11-05 red>green; extended 2026-11-25 2026-12-10; dispatched 2026-12-09"
    office = office_of("rolling", "2027-01-10", f"国评专班 | green start 2026-10-01 | {facts}")
    days = [date(2026, 10, 1) + timedelta(n) for n in range(102)]
    each = total(make_report(office, Span(day, day), "team", Filters()).totals for day in days)
    assert owed(each) == owed(report(office, "2026-10-01", "2027-01-10").totals) == (1, 1, 4)


@pytest.mark.parametrize(
    ("kept", "expected", "percent"),
    [
        (0, 0, None),  # nothing was owed
        (0, 3, 0),
        (3, 3, 100),
        (29, 100, 29),  # as a fraction a hair less than it is
        (2, 3, 67),
        (1, 8, 13),  # 12.5 is rounded up
        (1, 1000, 1),  # not none
        (999, 1000, 99),  # not all
    ],
)
def test_the_rate_in_percent(kept: int, expected: int, percent: int | None) -> None:
    """It is rounded half up, but none and all are said only of none and of all."""
    assert Figures(on_time=kept, missed=expected - kept).percent == percent


def test_what_was_before_the_last_dispatch_is_not_known() -> None:
    """An item listed before its `last` says since when anything is known of it, as long as the span begins earlier."""
    office = office_of("rolling", "2026-11-24", "国评专班 | red start 2026-10-08 last 2026-11-20 | no log")
    assert report(office, "2026-11-01", "2026-11-24").accounts[0].known_since == date(2026, 11, 20)
    assert report(office, "2026-11-20", "2026-11-24").accounts[0].known_since is None
    told = office_of("rolling", "2026-11-24", "国评专班 | red start 2026-10-08 | dispatched 2026-11-20")
    assert report(told, "2026-11-01", "2026-11-24").accounts[0].known_since is None


def test_a_last_to_come_hides_nothing() -> None:
    """An item whose `last` is dated after today is overdue in the report as it is in `check`: it has not happened."""
    office = office_of("calendar", "2026-11-05", "国评专班 | red start 2026-10-05 last 2026-11-09 | no log")
    found = report(office, "2026-10-01", "2026-11-05").totals
    assert found == figures(0, 0, 3, 31, overdue=1)


@pytest.mark.parametrize(
    ("item", "facts", "closings"),
    [
        ("red start 2026-10-01 closed 2026-11-05", "closed 2026-11-02", 1),  # the plan's day is another: one closing
        ("red start 2026-10-01", "reopened 2026-11-10 2026-11-02>", 1),  # by hand, of which the reopening tells
        ("red start 2026-10-01", "closed 2026-11-02; reopened 2026-11-10 2026-11-02>", 1),  # the same by a command
        ("red start 2026-10-01 closed 2026-11-20", "closed 2026-11-02; reopened 2026-11-10 2026-11-02>", 2),
        ("red start 2026-10-01 closed 2026-11-20", "closed 2026-11-02; reopened 2026-11-02", 2),  # of one day the last
    ],
)
def test_each_closing_counts_once(item: str, facts: str, closings: int) -> None:
    """By a command or by hand, in the plan or told by a reopening."""
    office = office_of("rolling", "2026-11-24", f"国评专班 | {item} | {facts}")
    assert report(office, "2026-11-01", "2026-11-24").totals.closings == closings


@pytest.mark.parametrize(("mode", "expected"), [("rolling", (0, 1, 2)), ("calendar", (1, 0, 3))])
def test_a_slip_in_the_year_does_not_make_a_long_story(mode: str, expected: tuple[int, ...]) -> None:
    """Of items neglected for two thousand years only what fell due in the span is walked through: 300 take no time.

    - 1 June 26 was a Monday, as in 2026. Rolling: 2 November is missed, the 9th late with the dispatch of the 10th,
      the 17th missed, the 24th is today.
    - By the calendar: the Sundays 1, 8 and 22 November are missed, the 15th ends the week of the dispatch.
    - From 1 June 26 are 5 times 146,097 days to 1 June 2026, and 162 to 10 November.
    """
    office = office_of(mode, "2026-11-24", *["国评专班 | red start 0026-06-01 | dispatched 2026-11-10"] * 300)
    found = report(office, "2026-11-01", "2026-11-24")
    assert {owed(account.figures) for account in found.accounts} == {expected}
    assert found.totals.longest_gap == 5 * 146_097 + 162


HANDED_OVER = [
    # changes of the owner, and who answers for what fell due on 8, 15 and 22 November
    ("no log", {"招商一科": 3}, "nobody took it over"),
    ("changed 11-10 招商二科>招商一科", {"招商二科": 1, "招商一科": 2}, "after the first due date"),
    ("changed 11-15 招商二科>招商一科", {"招商二科": 1, "招商一科": 2}, "on a due date: who has it that day"),
    ("changed 11-16 招商二科>招商一科", {"招商二科": 2, "招商一科": 1}, "a day after it"),
    ("changed 11-10 >招商一科", {None: 1, "招商一科": 2}, "nobody had it before"),
    (
        "changed 11-10 招商三科>招商二科; changed 11-17 招商二科>招商一科",
        {"招商三科": 1, "招商二科": 1, "招商一科": 1},
        "handed over twice",
    ),
]


@pytest.mark.parametrize(("log", "expected", "reason"), HANDED_OVER, ids=[row[2] for row in HANDED_OVER])
def test_an_obligation_belongs_to_who_had_the_item_when_it_fell_due(
    log: str, expected: dict[str | None, int], reason: str
) -> None:
    """Who takes an item over does not answer for what was missed before; what is overdue now is theirs."""
    told = [entry._replace(more={**entry.more, "field": "owner"}) for entry in as_log(read_facts(log))]
    item = read_item("red 11-01")._replace(owner="招商一科")
    office = Office(make_plan([item]), Log(tuple(told)), date(2026, 11, 23))
    found = make_report(office, Span(date(2026, 11, 1), date(2026, 11, 23)), "owner", Filters())
    assert {group.name: group.figures.missed for group in found.groups} == expected, reason
    assert {group.name for group in found.groups if group.figures.overdue} == {"招商一科"}
    assert total(group.figures for group in found.groups) == found.totals


def test_an_obligation_belongs_to_the_tag_under_which_it_fell_due() -> None:
    """What was missed while it was red stays with red, also on the day of the change."""
    office = office_of("rolling", "2026-11-23", "国评专班 | green start 2026-11-01 | tagged 2026-11-15 red>green")
    found = make_report(office, Span(date(2026, 11, 1), date(2026, 11, 23)), "tag", Filters())
    assert {group.name: group.figures.missed for group in found.groups} == {"green": 0, "red": 1}
