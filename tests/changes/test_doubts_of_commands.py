"""What is legal in a command and doubtful: it is done, and a word on stderr says what may be a slip."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import Desk
from offices import LIST
from reading import reasons

if TYPE_CHECKING:
    from pathlib import Path

DOUBTED = [
    ("add 甲 --tag red", "item 1 has the same title; is it there twice now?", "a title that is there"),
    ("add 己 --tag red", "item 6 has the same title; is it there twice now?", "even a closed one's"),
    (
        "add 新 --tag red --deadline 2026-11-21",
        "the deadline 2026-11-21 has passed already; is the year right?",
        "past",
    ),
    ("add 新 --tag red --deadline 2026-11-22", "", "a deadline of today has not passed"),
    ("add 新 --tag red --owner 招商一科", "", "an owner who is known"),
    ("add 新 --tag red --owner 招商二科", "owner `招商二科` is new; did you mean `招商一科`?", "one like a known one"),
    ("add 新 --tag red --owner 水利局", "owner `水利局` is new to the list", "one like no other"),
    ("assign 1 --team 国评专斑", "team `国评专斑` is new; did you mean `国评专班`?", "a team with a slip"),
    ("assign 1 4 --team 水利专班", "team `水利专班` is new to the list", "it is said once for all"),
    ("assign 1 --owner=", "", "nobody is not new"),
]


@pytest.mark.parametrize(("command", "said", "reason"), DOUBTED, ids=reasons(DOUBTED))
def test_what_may_be_a_slip_is_said(tmp_path: Path, command: str, said: str, reason: str) -> None:
    """The command is carried out all the same."""
    desk = Desk(tmp_path, LIST)
    done = desk.run(*command.split())
    assert (done.code, done.err) == (0, f"{said}\n" if said else ""), reason
    assert desk.entries
