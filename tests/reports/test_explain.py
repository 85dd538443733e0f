"""What `explain` says of extensions: which one moves the due date, which came too late, which does nothing."""

from __future__ import annotations

from datetime import date

import pytest
from builders import make_plan
from histories import a_day, as_log, read_facts, read_item, read_since
from reading import reasons, sentence

from dispatch_cli.reports.explain import explain
from dispatch_cli.schedule.rows import look_at

MOVED = "A postponement moves the due date from {0} to {1}; later ones count from there."
TOO_LATE = "A postponement to {1} was made on {2}, after {0}: too late to move it."
NO_LATER = "A postponement to {1} is not later than {0} and does not move it."
# The facts of a weekly item of 1 November, looked at on the 22nd | what is said, and of which days | reason
SAID = [
    ("no log", "", "", "nothing was extended"),
    ("extended 11-02 11-20", MOVED, "11-08 11-20", "in time"),
    ("extended 11-02 11-20; dispatched 11-05", MOVED, "11-12 11-20", "it stands after a dispatch"),
    ("extended 11-02 11-20; dispatched 11-15", NO_LATER, "11-22 11-20", "the cadence asks for a later day anyway"),
    ("extended 11-02 11-10; dispatched 11-15", "", "", "to a day before the clock started: long over"),
    ("extended 11-02 11-08", NO_LATER, "11-08 11-08", "to the due date itself"),
    ("extended 11-09 11-20", TOO_LATE, "11-08 11-20 11-09", "a day too late"),
    ("extended 11-09 11-20; extended 11-10 11-21", TOO_LATE, "11-08 11-21 11-10", "too late, the newest of them"),
    ("extended 11-09 11-20; dispatched 11-15", NO_LATER, "11-22 11-20", "in time for what was due after a dispatch"),
    ("extended 11-02 11-20; extended 11-03 11-05", NO_LATER, "11-08 11-05", "taken back by another one"),
    ("extended 11-02 11-20; extended 11-21 11-30", MOVED, "11-08 11-20", "the first one came in time"),
    ("extended 11-02 11-20; tagged 11-10 green>red", "", "", "ended by a change of tag"),
    ("extended 11-05 11-30; extended 11-06 11-08; dispatched 11-09", "", "", "taken back to a day that is over"),
]


@pytest.mark.parametrize(("facts", "template", "days", "reason"), SAID, ids=reasons(SAID))
def test_what_is_said_of_postponements(facts: str, template: str, days: str, reason: str) -> None:
    """It is said of the postponement that matters, and of none that is long over."""
    item, plan, today = read_item("red 11-01"), make_plan(), date(2026, 11, 22)
    lines = [sentence(line) for line in explain(look_at(plan, item, as_log(read_facts(facts)), today), plan, today)]
    said = [line for line in lines if "ostponement" in line]
    assert said == ([template.format(*map(a_day, days.split()))] if template else []), reason


@pytest.mark.parametrize(
    ("item", "said"),
    [
        ("red 11-01 since 11-10", "The clock starts on 2026-11-10: the day from which this list is kept."),
        (
            "red 11-01 since 12-01",
            "The clock starts on 2026-12-01, still to come: the day from which this list is kept.",
        ),
        ("red 11-12 since 11-10", "The clock starts on 2026-11-12: the day it was listed."),
    ],
)
def test_the_day_from_which_the_list_is_kept(item: str, said: str) -> None:
    """Where it starts the clock, it is said so."""
    plan, today = make_plan()._replace(since=read_since(item)), date(2026, 11, 22)
    assert said in [sentence(line) for line in explain(look_at(plan, read_item(item), [], today), plan, today)]
