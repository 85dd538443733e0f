"""What a report says of former tags: those that `cadence` no longer knows, and those that meant something else."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

import pytest
from builders import make_entry, make_plan
from histories import read_item
from offices import LIST, TODAY, added, make_office, play, tagged
from reading import plan, reasons

from dispatch_cli.log.entries import Log
from dispatch_cli.reports.kept import Account, Span, make_report
from dispatch_cli.schedule.agenda import Filters
from dispatch_cli.schedule.office import Office

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.log.entries import ItemEntry

NOVEMBER = ("2026-11-01", "2026-11-30")


def account(item: str, entries: Sequence[ItemEntry], first: str, last: str) -> Account:
    """Return the account of an item in an office where red means every three days, on the last of November."""
    office = Office(make_plan([read_item(item)], red="every 3 days"), Log(tuple(entries)), date(2026, 11, 30))
    (found,) = make_report(
        office, Span(date.fromisoformat(first), date.fromisoformat(last)), "team", Filters()
    ).accounts
    return found


def entry(line: str, old: str = "", **more: str) -> ItemEntry:
    """Return an entry of an item, with the tag before it and further keys."""
    made = make_entry(line)
    return made._replace(more={**made.more, **({"from": old} if old else {}), **more})


PURPLE = entry("tagged 2026-11-10 red", "purple")
UNKNOWN = [
    # the item, its entries, the span, what is not counted, reason
    ("red 10-01", [], NOVEMBER, [], "one tag, which is known"),
    ("red 10-01", [PURPLE], NOVEMBER, ["purple 2026-11-01 2026-11-10"], "gone: to the day of the change"),
    ("red 10-01", [PURPLE], ("2026-10-15", "2026-11-05"), ["purple 2026-10-15 2026-11-05"], "within the span alone"),
    ("red 10-01", [PURPLE], ("2026-11-11", "2026-11-30"), [], "before the span"),
    ("red 11-05", [PURPLE], NOVEMBER, ["purple 2026-11-05 2026-11-10"], "from the day on which it was listed"),
    ("red 11-20", [PURPLE], NOVEMBER, [], "before it was listed"),
    ("red 10-01", [entry("tagged 2026-11-10 red", "green")], NOVEMBER, [], "another tag, which is known"),
    (
        "red 10-01 closed 11-05",
        [entry("tagged 2026-11-02 purple", "red"), entry("tagged 2026-11-04 red", "purple")],
        NOVEMBER,
        ["purple 2026-11-02 2026-11-04"],
        "for some days",
    ),
]


@pytest.mark.parametrize(("item", "entries", "span", "expected", "reason"), UNKNOWN, ids=reasons(UNKNOWN))
def test_a_tag_that_is_gone(
    item: str, entries: list[ItemEntry], span: tuple[str, str], expected: list[str], reason: str
) -> None:
    """Of the time in which an item had it nothing is counted, and that is said."""
    found = account(item, entries, *span)
    assert [f"{each.tag} {each.first} {each.last}" for each in found.unknown_tags] == expected, reason
    assert not [
        window for each in found.unknown_tags for window in found.windows if each.first < window.due < each.last
    ]


WEEKLY = entry("tagged 2026-11-10 red", "green", cadence="weekly")
OTHER = [
    # the item, its entries, the span, what meant something else then, reason
    ("red 10-01", [], NOVEMBER, [], "nothing is written down of it"),
    ("red 10-01", [WEEKLY], NOVEMBER, ["red 2026-11-10 weekly"], "given when it meant once a week"),
    ("red 10-01", [entry("tagged 2026-11-10 red", "green", cadence="every 3 days")], NOVEMBER, [], "it means the same"),
    ("red 10-01", [entry("tagged 2026-11-10 red", "green")], NOVEMBER, [], "an older log does not say"),
    ("red 10-01", [WEEKLY], ("2026-11-01", "2026-11-09"), [], "after the span"),
    ("red 10-01", [WEEKLY], ("2026-11-20", "2026-11-30"), ["red 2026-11-10 weekly"], "given before the span"),
    ("red 11-03", [entry("added 2026-11-03", cadence="weekly")], NOVEMBER, ["red 2026-11-03 weekly"], "added with it"),
    (
        "green 11-03",
        [entry("added 2026-11-03", cadence="weekly"), entry("tagged 2026-11-10 green", "red", cadence="monthly")],
        NOVEMBER,
        ["red 2026-11-03 weekly"],
        "added with it, and given another tag since, which means the same",
    ),
    (
        "red 11-03",
        [entry("added 2026-11-03", cadence="monthly"), entry("dispatched 2026-11-05")],
        NOVEMBER,
        ["red 2026-11-03 monthly"],
        "whatever happened since",
    ),
    (
        "red 10-01",
        [WEEKLY, entry("closed 2026-11-15"), entry("reopened 2026-11-20", "2026-11-15")],
        NOVEMBER,
        ["red 2026-11-10 weekly"],
        "once, though the item was closed for some days",
    ),
    ("green 10-01", [WEEKLY], NOVEMBER, [], "by hand the list has another tag since, of which nothing is written down"),
]


@pytest.mark.parametrize(("item", "entries", "span", "expected", "reason"), OTHER, ids=reasons(OTHER))
def test_a_tag_that_meant_something_else(
    item: str, entries: list[ItemEntry], span: tuple[str, str], expected: list[str], reason: str
) -> None:
    """It is counted by what it means now, and where the log shows that it meant something else, that is said."""
    found = account(item, entries, *span).other_cadences
    assert [f"{each.tag} {each.on} {each.then}" for each in found] == expected, reason
    assert {each.now for each in found} <= {"every 3 days"}


def test_what_the_commands_write_is_enough() -> None:
    """Who adds an item or changes a tag, and then redefines the tag, reads in the report what it meant before."""
    office = play(make_office(LIST), tagged("1", "x"), added("n", tag="x"), tagged("2", "green"))
    text = office.text.replace("x: every 10 days", "x: every 5 days")
    later = office._replace(text=text, plan=plan(text))
    accounts = make_report(later, Span(TODAY, TODAY), "team", Filters()).accounts
    said: dict[str, Any] = {each.item.id: each.other_cadences for each in accounts if each.other_cadences}
    assert {item: [(each.then, each.now) for each in said[item]] for item in said} == {
        "1": [("every 10 days", "every 5 days")],
        "n": [("every 10 days", "every 5 days")],
    }
