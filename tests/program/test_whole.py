"""The whole way, from a task file to JSON, against the calculator that walks day by day."""

from __future__ import annotations

import json
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import pytest
from generated import later
from oracle import CADENCES, MODES, due, missed, state
from typer.testing import CliRunner

from dispatch_cli.cli.app import app

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

WARNING_OF_OWN_TAGS = 5
# A leap year at once; the whole of the calendar, which repeats itself after 400 years, for endurance.
YEARS = [range(2024, 2025), *(later(range(first, first + 10)) for first in range(2000, 2400, 10))]


def days_of(year: int) -> Iterator[date]:
    """Yield every day of a year."""
    day = date(year, 1, 1)
    while day.year == year:
        yield day
        day += timedelta(1)


def register(mode: str, year: int) -> str:
    """Return a task file with an item for every day of the year and every cadence."""
    tags = "".join(f"  tag-{cadence}: {cadence}\n" for cadence in CADENCES)
    items = "".join(
        f"- {{id: {day} {cadence}, title: 甲, tag: tag-{cadence}, last: {day}}}\n"
        for day in days_of(year)
        for cadence in CADENCES
    )
    return f"mode: {mode}\ncadence:\n{tags}tasks:\n{items}"


def listed(path: Path, today: date) -> list[dict[str, Any]]:
    """Return the items that `check` lists as JSON."""
    done = CliRunner().invoke(app, ["check", "--all", "--format", "json", "--today", f"{today}", "-f", f"{path}"])
    assert done.exit_code == 0, done.output
    items: list[dict[str, Any]] = json.loads(done.stdout)["items"]
    return items


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("years", YEARS, ids=lambda years: f"{years[0]}-{years[-1]}")
def test_check_agrees_with_walking_day_by_day(years: range, mode: str, tmp_path: Path) -> None:
    """For every day of 400 years, every cadence and both modes: due date, days, state and missed are right."""
    path = tmp_path / "tasks.yaml"
    for year in years:
        path.write_text(register(mode, year), encoding="utf-8")
        # The day moves past the year's end, so that each state and each count of missed ones comes up.
        today = date(year + 1, 1, 1) + timedelta((year % 10) * 7 - 1)
        items = listed(path, today)
        assert len(items) == len(CADENCES) * (
            366 if date(year, 12, 31).toordinal() - date(year, 1, 1).toordinal() == 365 else 365
        )
        for item in items:
            day, cadence = item["id"].split()
            anchor = date.fromisoformat(day)
            first = due(cadence, mode, anchor)
            assert first is not None
            found = (item["due"], item["days"], item["state"], item["missed"])
            count = missed(cadence, mode, anchor, today)
            expected = (f"{first}", (first - today).days, state(first, today, WARNING_OF_OWN_TAGS), count)
            assert found == expected, (mode, item["id"], today)
