"""The first week, where its page says more than its transcripts show."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from meeting import Meeting
from program import ROOT
from transcripts import Reader

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("name", "code", "meeting"),
    [
        ("docs/first-week.md", "en", "## The first meeting\n"),
        ("docs/first-week.zh.md", "zh", "## 第一次调度会\n"),
    ],
)
def test_the_card_is_what_a_meeting_shows(name: str, code: str, meeting: str, tmp_path: Path) -> None:
    """Who has done what the page tells so far, and holds the meeting at a terminal, sees the card of the page."""
    before, _, after = (ROOT / name).read_text(encoding="utf-8").partition(meeting)
    [card] = re.findall(r"```text\n(.*?)^> ", after, re.MULTILINE | re.DOTALL)
    reader = Reader(tmp_path, code)
    reader.follow(before)
    with Meeting(reader.folder, **reader.environment) as held:
        shown = held.shown().replace("\r\n", "\n")
    assert card.strip() in shown
