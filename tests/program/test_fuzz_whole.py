"""Whatever files and command lines the program is given, it ends with a documented status and shows no traceback."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from fuzzing import KINDS, fuzz

if TYPE_CHECKING:
    from pathlib import Path

COUNTS = {"list": 700, "log": 700, "csv": 500, "xlsx": 300, "edits": 700}


@pytest.mark.endurance
@pytest.mark.parametrize("kind", KINDS)
def test_every_status_is_documented(tmp_path: Path, kind: str) -> None:
    """Real lists, logs, ledgers and command lines, changed at random, always in the same way."""
    faults = fuzz(kind, tmp_path / "office", seed=11, count=COUNTS[kind])
    assert (faults.cases, faults.found) == (COUNTS[kind], [])


def test_a_few_of_every_kind(tmp_path: Path) -> None:
    """The first cases of each kind, for a person who waits."""
    found = [fault for kind in KINDS for fault in fuzz(kind, tmp_path / kind, seed=1, count=10).found]
    assert found == []
