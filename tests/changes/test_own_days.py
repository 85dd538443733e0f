"""A notice of days off taken into the list: the smallest edit, in whatever form the list is written, and back again."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st
from notices import LIBRARY, PUBLISHED, festival
from offices import SIGNED, after, make_office, play, undone
from reading import plan, reasons, sentence

from dispatch_cli.cadence.own_days import OwnDays, days_text, parse_days, spans_of
from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.changes.change import Change
from dispatch_cli.changes.own_days import take_notice
from dispatch_cli.changes.telling import tell, tell_undone
from dispatch_cli.changes.undo import undo
from dispatch_cli.errors import CommandLineError, UnwritableError
from dispatch_cli.log.commands import find_half_done
from dispatch_cli.log.entries import Event, ListEntry
from dispatch_cli.log.phrases import half_done_phrase, half_done_remedy
from dispatch_cli.model import DaySpan
from dispatch_cli.plan.notice import Notice

if TYPE_CHECKING:
    from dispatch_cli.schedule.office import Office

ITEMS = """\
tasks:
  - {id: 1, title: 甲, tag: red, start: 2026-06-01}
"""
NOTICE = Notice(
    2027,
    (
        festival("元旦", "2027-01-01", "2027-01-03"),
        festival("春节", "2027-02-05", "2027-02-13", "2027-01-31", "2027-02-20"),
    ),
)
OFF, ON = "2027-01-01, 2027-02-05..2027-02-12", "2027-01-31, 2027-02-20"
LISTS = f"off: [{OFF}]\n  on: [{ON}]"


def taken(office: Office, notice: Notice = NOTICE) -> Change:
    """Return what the list becomes when a notice is read."""
    return take_notice(office, SIGNED, notice)


ROWS = [
    ("workdays: none\n", f"workdays:\n  calendar: none\n  {LISTS}\n", "a country alone"),
    (
        "workdays: 'none'   # 按国务院安排\nbranch: 甲\n",
        f"workdays:   # 按国务院安排\n  calendar: 'none'\n  {LISTS}\nbranch: 甲\n",
        "quotes, a comment, a key below",
    ),
    ("workdays:\n  none\n", f"workdays:\n  calendar: none\n  {LISTS}\n", "a country on a line of its own"),
    ('"workdays": none\n', f'"workdays":\n  "calendar": none\n  "off": [{OFF}]\n  "on": [{ON}]\n', "a key in quotes"),
    (
        "workdays:\n  calendar: none   # 按国务院安排\n  # 以下本单位\n",
        f"workdays:\n  calendar: none   # 按国务院安排\n  {LISTS}\n  # 以下本单位\n",
        "a mapping without own days; a comment below",
    ),
    ("workdays: {calendar: none}\n", f"workdays: {{calendar: none, off: [{OFF}], on: [{ON}]}}\n", "in brackets"),
    (
        "workdays: {\n  calendar: none,\n  due: keep  # 不顺延\n}\n",
        f"workdays: {{\n  calendar: none,\n  due: keep,  # 不顺延\n  off: [{OFF}], on: [{ON}]\n}}\n",
        "in brackets over several lines",
    ),
    (
        "workdays:\n  off: [2026-12-31]  # 封账\n  on: [2026-12-26]\n  calendar: none\n",
        f"workdays:\n  off: [2026-12-31, {OFF}]  # 封账\n  on: [2026-12-26, {ON}]\n  calendar: none\n",
        "lists in brackets",
    ),
    (
        "workdays:\n  off:\n    - 2026-12-31  # 封账\n    # 完\n  on:\n  - '2026-12-26'\n",
        """\
workdays:
  off:
    - 2026-12-31  # 封账
    - 2027-01-01
    - 2027-02-05..2027-02-12
    # 完
  on:
  - '2026-12-26'
  - '2027-01-31'
  - '2027-02-20'
""",
        "lists with dashes",
    ),
    (
        "workdays:\n  off: 2026-12-31\n  on:   # 无\n  due: before\n",
        f"workdays:\n  off: [2026-12-31, {OFF}]\n  on: [{ON}]   # 无\n  due: before\n",
        "a day alone, and nothing yet",
    ),
    (
        "workdays:\n  off: []\n  on: [\n    2026-12-26,  # 盘点\n  ]\n",
        f"workdays:\n  off: [{OFF}]\n  on: [\n    2026-12-26, {ON},  # 盘点\n  ]\n",
        "an empty list, and one with a comma at its end",
    ),
    (
        "workdays:\n  off: [2027-01-01..2027-02-12]\n",
        f"workdays:\n  off: [2027-01-01..2027-02-12]\n  on: [{ON}]\n",
        "what is off already is not written; a working day prevails over it",
    ),
    (
        "workdays:\n  on: [2027-02-06..2027-02-10, 2026-12-26]\n",
        f"workdays:\n  on: [2026-12-26, {ON}]\n  off: [{OFF}]\n",
        "what was a working day is none any more",
    ),
    (
        "workdays:\n  on:\n    - 2027-01-30..2027-02-06\n",
        f"workdays:\n  on:\n    - 2027-01-30..2027-02-04\n    - 2027-02-20\n  off: [{OFF}]\n",
        "a span of working days that ends in the days off keeps its beginning",
    ),
]


@pytest.mark.parametrize("end", ["\n", "\r\n"])
@pytest.mark.parametrize(("before", "then", "reason"), ROWS, ids=reasons(ROWS))
def test_a_notice_is_the_smallest_edit(before: str, then: str, reason: str, end: str) -> None:
    """Only days on which the list says otherwise are written; taking that back restores the list byte for byte."""
    before, then, items = (text.replace("\n", end) for text in (before, then, ITEMS))
    office = make_office(before + items)
    change = taken(office)
    assert change.text == then + items, reason
    assert play(office, taken, undone).text == office.text
    days = working_days(change.plan.workdays)
    assert not any(days.is_working(day) for span in NOTICE.off for day in span.days)
    assert all(days.is_working(day) for day in NOTICE.on)
    assert taken(after(office, change)).entries == ()


@pytest.mark.parametrize("year", PUBLISHED)
def test_a_published_notice_makes_the_year_of_the_library(year: int) -> None:
    """With Monday to Friday as the calendar all is written; with the library's own table nothing is."""
    office = make_office(f"workdays: none\n{ITEMS}")
    notice = Notice(year, PUBLISHED[year])
    days = working_days(taken(office, notice).plan.workdays)
    whole_year = DaySpan(date(year, 1, 1), date(year, 12, 31)).days
    assert [day for day in whole_year if days.is_working(day) != LIBRARY.is_workday(day)] == []
    china = make_office(f"workdays: CN\n{ITEMS}")
    assert taken(china, notice) == Change((), china.plan, china.text)


def test_the_entry_says_what_changed() -> None:
    """The log gets one entry without an item; it is told, and told again when it is taken back."""
    office = make_office(f"workdays: {{calendar: none, on: [2027-02-06]}}\n{ITEMS}")
    change = taken(office)
    (entry,) = change.entries
    assert isinstance(entry, ListEntry)
    assert (entry.event, entry.item, entry.field, entry.on) == (Event.CHANGED, None, "workdays", office.today)
    assert (entry.old, entry.new) == ("on: [2027-02-06]", f"off: [{OFF}]; on: [{ON}]")
    (told,) = tell(office, change)
    assert sentence(told) == f"working days: off {OFF}; on {ON}; no longer on 2027-02-06."
    done = after(office, change)
    (told,) = tell_undone(done, undo(done, SIGNED))
    assert sentence(told).startswith("taken back: working days: off 2027-01-01,")


def test_without_the_key_nothing_can_be_written() -> None:
    """The remedy works word for word: with that line above `tasks:` the notice is taken."""
    with pytest.raises(CommandLineError) as error:
        taken(make_office(ITEMS))
    assert "write the line `workdays: CN` above `tasks:`" in sentence(error.value.hint)
    assert taken(make_office(ITEMS.replace("tasks:", "workdays: CN\ntasks:"))).entries


def test_what_a_notice_lacks_is_said() -> None:
    """A notice may name some festivals only; the others are named on stderr."""
    (notice,) = taken(make_office(f"workdays: CN\n{ITEMS}")).notices
    assert sentence(notice) == "the notice of 2027 does not name 清明节, 劳动节, 端午节, 中秋节, 国庆节"


BY_HAND = [
    ("branch: 甲", "branch: 乙", "a line above"),
    ("title: 甲", "title: 乙", "a line below"),
    ("calendar: none", "calendar: none\n  due: keep", "a key of the same mapping"),
]


@pytest.mark.parametrize(("old", "new", "reason"), BY_HAND, ids=reasons(BY_HAND))
def test_what_people_changed_meanwhile_stays(old: str, new: str, reason: str) -> None:
    """Taking a notice back touches its own lines alone."""
    text = f"branch: 甲\nworkdays:\n  calendar: none\n{ITEMS}"
    office = play(make_office(text), taken)
    changed = office._replace(text=office.text.replace(old, new, 1), plan=plan(office.text.replace(old, new, 1)))
    assert play(changed, undone).text == text.replace(old, new, 1), reason


def test_what_people_changed_in_the_days_is_not_overwritten() -> None:
    """Where the very days were changed by hand, nothing is taken back and the lines are shown."""
    office = play(make_office(f"workdays: none\n{ITEMS}"), taken)
    text = office.text.replace("2027-02-12", "2027-02-11")
    with pytest.raises(UnwritableError, match="working days would have to be restored") as error:
        undo(office._replace(text=text, plan=plan(text)), SIGNED)
    assert "off: [2027-01-01, 2027-02-05..2027-02-12]" in sentence(error.value.hint)
    dashes = play(make_office(f"workdays:\n  off:\n  - 2026-12-31\n{ITEMS}"), taken)
    text = dashes.text.replace("  on: [", "  - 2027-12-31\n  on: [")
    with pytest.raises(UnwritableError, match="working days would have to be restored"):
        undo(dashes._replace(text=text, plan=plan(text)), SIGNED)
    gone = make_office(f"workdays: none\n{ITEMS}", office.log.entries)
    assert undo(gone, SIGNED).text == gone.text


def test_half_a_character_is_not_restored() -> None:
    """A log that was tampered with brings nothing into the list that cannot be written."""
    office = play(make_office(f"workdays: none\n{ITEMS}"), taken)
    (entry,) = office.log.entries
    edit = entry.more["edit"] | {"old": ["workdays: none  # \ud83d"]}
    entries = (entry._replace(more={**entry.more, "edit": edit}),)
    with pytest.raises(UnwritableError, match="working days would have to be restored"):
        undo(office._replace(log=office.log._replace(entries=entries)), SIGNED)


def test_a_crash_is_noticed_and_settled() -> None:
    """Where the log knows of a notice and the list does not, it is half done, and so is its taking back."""
    office = make_office(f"workdays: none\n{ITEMS}")
    done = play(office, taken)
    assert done.half_done is None
    left = done._replace(plan=office.plan, text=office.text)
    half_done = find_half_done(left.plan, done.plan, left.log.entries)
    assert half_done is not None
    assert half_done.entries == done.log.entries
    assert "the task file does not" in sentence(half_done_phrase(half_done))
    assert "give the same command again" in sentence(half_done_remedy(half_done))
    back = play(done, undone)
    left = back._replace(plan=done.plan, text=done.text)
    half_done = find_half_done(left.plan, back.plan, left.log.entries)
    assert half_done is not None
    assert half_done.undoing
    assert "the task file has not" in sentence(half_done_phrase(half_done))
    assert undo(left._replace(half_done=half_done), SIGNED).text == office.text


def test_a_change_of_the_list_that_a_later_version_wrote_is_kept() -> None:
    """It is read and shown; only that version can take it back."""
    more = {"field": "meeting", "from": "monday", "to": "tuesday"}
    entry = ListEntry("x-1", "2026-11-22T09:00:00+08:00", "x", Event.CHANGED, None, date(2026, 11, 22), more=more)
    with pytest.raises(UnwritableError, match="this version does not know"):
        undo(make_office(ITEMS, [entry]), SIGNED)


DAYS = st.dates(date(2026, 12, 1), date(2027, 12, 31))
SPANS = st.lists(st.sets(DAYS, min_size=1, max_size=9), max_size=4).map(
    lambda sets: tuple(span for days in sets for span in spans_of(days))
)


@given(SPANS, SPANS)
def test_the_log_reads_what_it_writes(off: tuple[DaySpan, ...], on: tuple[DaySpan, ...]) -> None:
    """Own days are the same after they were written into the log as a text."""
    assert parse_days(days_text(OwnDays(off, on))) == OwnDays(off, on)


@pytest.mark.parametrize(
    "text", ["off", "off: [2027-02-30]", "on: []; off: []", "off: [2027-01-01,2027-01-02]", "x: []"]
)
def test_any_other_text_means_no_days(text: str) -> None:
    """What a later version may write there is not guessed at."""
    assert parse_days(text) is None


@given(SPANS, SPANS, st.sampled_from(range(4)), st.booleans())
def test_any_list_follows_any_notice(
    off: tuple[DaySpan, ...],
    on: tuple[DaySpan, ...],
    form: int,
    dashes: bool,  # noqa: FBT001 drawn
) -> None:
    """Whatever the own days are and however they are written, the notice holds afterwards, and nothing else changes."""
    lists = {"off": off, "on": on}
    texts = {key: [f"{span.first}..{span.last}" for span in spans] for key, spans in lists.items() if spans}
    lines = "".join(
        f"  {key}:{''.join(f'{chr(10)}  - {text}' for text in spans)}\n"
        if dashes
        else f"  {key}: [{', '.join(spans)}]\n"
        for key, spans in texts.items()
    )
    heads = [
        "workdays:\n  calendar: none\n",
        "workdays:\n  calendar: CN\n",
        "workdays:\n  due: keep\n",
        "workdays:\n  calendar: none # x\n",
    ]
    office = make_office(f"# 甲\n{heads[form]}{lines}{ITEMS}")
    before, change = working_days(office.plan.workdays), taken(office)
    days, named = working_days(change.plan.workdays), {day for span in NOTICE.off for day in span.days} | {*NOTICE.on}
    for day in DaySpan(date(2026, 12, 1), date(2027, 12, 31)).days:
        assert days.is_working(day) == (day in NOTICE.on if day in named else before.is_working(day))
    assert play(office, taken, undone).text == office.text
