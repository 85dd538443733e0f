"""Half a year of an office that meets every Monday: what it dispatches is on time."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from desk import Desk
from program import ROOT

if TYPE_CHECKING:
    from pathlib import Path

FIRST = date(2026, 11, 23)  # a Monday
MONDAYS = [FIRST + timedelta(weeks=n) for n in range(26)]
SAMPLE = (ROOT / "tasks.yaml").read_text(encoding="utf-8").replace("\ntasks:", "\nmeeting: monday\ntasks:", 1)


def kept_since(desk: Desk, day: date) -> dict[str, Any]:
    """Return the figures of the report from the first meeting on, without what had been missed before it."""
    report = json.loads(desk.do("report", "--from", f"{FIRST}", "--format", "json", day=f"{day}"))
    return dict(report["totals"])


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """Return the sample list of an office that meets every Monday."""
    assert "meeting: monday" in SAMPLE
    return Desk(tmp_path, SAMPLE)


def test_an_office_that_calls_what_falls_due_before_the_next_meeting(desk: Desk) -> None:
    """On a meeting's day `record --due` takes all of it by itself, so that nothing is ever late."""
    for monday in MONDAYS:
        desk.run("record", "--due", "-m", "周调度会", day=f"{monday}")
    kept = kept_since(desk, MONDAYS[-1])
    assert kept["expected"] > 200
    assert kept["on_time"] >= 0.99 * kept["expected"]
    assert (kept["late"], kept["missed"]) == (0, 0)


def test_an_office_that_calls_what_is_due_today(desk: Desk) -> None:
    """With `--until today` most dispatches come late: this is why a meeting looks ahead."""
    for monday in MONDAYS:
        desk.run("record", "--due", "--until", "today", "-m", "周调度会", day=f"{monday}")
    kept = kept_since(desk, MONDAYS[-1])
    assert kept["on_time"] < 0.5 * kept["expected"]
