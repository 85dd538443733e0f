"""The last obligations of a life, however long it is."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TYPE_CHECKING

from builders import make_cadence
from counting import calls_of
from desk import Desk
from generated import often
from hypothesis import given
from hypothesis import strategies as st

from dispatch_cli.cadence.series import make_series
from dispatch_cli.model import Mode
from dispatch_cli.reports.lifespans import Life
from dispatch_cli.reports.obligations import newest_windows, windows

if TYPE_CHECKING:
    from pathlib import Path

BEGIN = date(2020, 1, 31)
CADENCES = st.sampled_from(("daily", "weekly", "half-monthly", "yearly", "FREQ=WEEKLY;BYDAY=MO,TH", "every 9 days"))


@often(100)
@given(CADENCES, st.sampled_from(Mode), st.sets(st.integers(0, 3000), max_size=20), st.integers(1, 3000))
def test_the_newest_are_the_end_of_all(cadence: str, mode: Mode, dispatches: set[int], days: int) -> None:
    """They are found from the end, and are the same as the end of all of them."""
    known = make_cadence(cadence)
    mode = known.only or mode
    on = tuple(BEGIN + timedelta(day) for day in sorted(dispatches))
    series, end = make_series(known, mode, BEGIN), BEGIN + timedelta(days)
    life = Life("red", None, series, mode, BEGIN, end, is_new=True, dispatches=on, postponements=())
    assert newest_windows([life], 12) == windows([life])[-12:]


def test_an_item_of_two_thousand_years_is_shown_at_once(tmp_path: Path) -> None:
    """`show` looks only at the end of a long life."""
    desk = Desk(tmp_path, "cadence: {q: daily}\ntasks: [{id: 1, title: t, tag: q, start: 0001-01-01}]\n")
    assert calls_of(lambda: desk.do("show", "1")) < 60_000
