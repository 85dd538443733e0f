"""Options of the tests, and what they counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import generated  # noqa: F401 it registers the profiles
from hypothesis import settings

if TYPE_CHECKING:
    import pytest

settings.load_profile("same")  # who looks for new examples says --hypothesis-profile=search


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a longer run be asked for."""
    parser.addoption("--runs", type=int, default=500, help="how often a command is killed, over all chunks")


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the sum of what the tests counted with `record_property`."""
    tally = Counter[str]()
    for report in terminalreporter.getreports("passed"):
        tally.update({name: value for name, value in report.user_properties if isinstance(value, int)})
    if tally:
        terminalreporter.write_line(", ".join(f"{name}: {value}" for name, value in tally.items()))
