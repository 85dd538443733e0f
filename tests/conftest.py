"""Options of the tests, which of them run, and what they counted."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import compiled  # it comes first: what is imported behind it is kept
import generated  # noqa: F401 it registers the profiles
import pytest
from hypothesis import is_hypothesis_test, settings

if TYPE_CHECKING:
    from collections.abc import Iterable


def pytest_addoption(parser: pytest.Parser) -> None:
    """Let a longer run be asked for."""
    parser.addoption("--runs", type=int, default=500, help="how often a command is killed, over all chunks")


def pytest_configure(config: pytest.Config) -> None:
    """Generate few examples for a person who waits, all of them for endurance; --hypothesis-profile wins over both."""
    if not hasattr(config, "workerinput"):
        compiled.compile_program()
    settings.load_profile("few" if _leaves_endurance_out(config) else "same")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(config: pytest.Config, items: Iterable[pytest.Item]) -> None:
    """Let the tests that generate their examples run in endurance too, where they see all of them."""
    if not _leaves_endurance_out(config):
        for item in items:
            if is_hypothesis_test(getattr(item, "obj", None)):
                item.add_marker(pytest.mark.endurance)


def _leaves_endurance_out(config: pytest.Config) -> bool:
    return "not endurance" in str(config.getoption("markexpr"))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Show the sum of what the tests counted with `record_property`."""
    tally = Counter[str]()
    for report in terminalreporter.getreports("passed"):
        tally.update({name: value for name, value in report.user_properties if isinstance(value, int)})
    if tally:
        terminalreporter.write_line(", ".join(f"{name}: {value}" for name, value in tally.items()))
