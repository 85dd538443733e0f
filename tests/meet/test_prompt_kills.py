"""A meeting is killed at any moment: no line that was acknowledged is lost, and the log has all of it or nothing."""

from __future__ import annotations

import json
import os
import random
import select
import signal
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from meeting import QUESTION, Meeting
from offices import LIST

from dispatch_cli.log.entries import Event
from dispatch_cli.log.file import read_log

if TYPE_CHECKING:
    from pathlib import Path

pytestmark = [pytest.mark.endurance, pytest.mark.skipif(os.name != "posix", reason="a pseudo-terminal")]
_MOST_SECONDS = 0.03


@pytest.mark.parametrize("seed", range(20))
def test_a_kill_between_two_lines(tmp_path: Path, seed: int) -> None:
    """What was acknowledged by the next card is in the journal in its order; the next meeting goes on behind it."""
    chance, desk = random.Random(seed), Desk(tmp_path, LIST)  # noqa: S311 no secret
    journal, typed = tmp_path / ".tasks.log.jsonl.meeting", list[str]()
    for _ in range(3):
        with Meeting(tmp_path, *(["--resume"] if journal.exists() else [])) as meeting:
            meeting.shown()
            for _ in range(chance.randrange(3)):
                typed.append("已约谈" if "已约谈" not in typed else f"/owner 科{len(typed)}")
                meeting.types(typed[-1])
            meeting.keys("半行")
            select.select([], [], [], chance.random() * _MOST_SECONDS)
            meeting.kill()
        assert [json.loads(line)["line"] for line in journal.read_bytes().splitlines()[1:]] == typed
        assert desk.both == (LIST.encode(), b"")


@pytest.mark.parametrize("seed", range(40))
def test_a_kill_while_it_is_written(tmp_path: Path, seed: int) -> None:
    """The log has the whole meeting or nothing of it, and whoever goes on ends where it would have ended."""
    chance, desk = random.Random(seed), Desk(tmp_path, LIST)  # noqa: S311 no secret
    with Meeting(tmp_path) as meeting:
        meeting.shown()
        meeting.types("已约谈")
        meeting.types("/tag 橙 研判")
        meeting.types("/done", QUESTION)
        meeting.keys("\n")
        select.select([], [], [], chance.random() * _MOST_SECONDS)
        meeting.kill()
    log = read_log("", desk.both[1])
    assert [entry.event for entry in log.entries] in ([], [Event.DISPATCHED, Event.TAGGED, Event.MET])
    with Meeting(tmp_path, DISPATCH_LANG="en") as meeting:
        seen = meeting.shown("\r\n")
        if "left a meeting" in seen:
            meeting.shown("discards it: ")
            meeting.keys("\n")
            meeting.shown()
            meeting.types("/done", QUESTION)
            meeting.keys("\n")
            assert meeting.ends()[0] == 0
        else:
            meeting.kill(signal.SIGTERM)
    events = [entry.event for entry in read_log("", desk.both[1]).entries]
    assert events == [Event.DISPATCHED, Event.TAGGED, Event.MET]
    assert "tag: orange" in desk.text
