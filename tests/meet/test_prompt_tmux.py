"""In tmux, as over ssh: a line of Chinese is edited as in bash, and the cursor stands where it stands there."""

from __future__ import annotations

import select
import shlex
import subprocess
import time
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from offices import LIST
from program import DAY, DISPATCH, environment, needs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

pytestmark = [pytest.mark.endurance, needs("tmux"), needs("bash")]
_SECONDS = 20
KEYS = ("已约谈企业，等待供地", "Left", "Left", "BSpace", "甲")


def tmux(folder: Path, *arguments: str) -> str:
    """Give a command to a tmux of its own, and return what it says."""
    command = ["tmux", "-S", f"{folder}/tmux", "-f", "/dev/null", "-u", *arguments]
    variables = environment(TERM="xterm-256color", LC_ALL="C.UTF-8")
    return subprocess.run(command, cwd=folder, env=variables, check=True, capture_output=True, text=True).stdout


def edited(folder: Path, command: str) -> tuple[str, str]:
    """Return the line that is typed behind the prompt of a command, and the column of the cursor."""
    tmux(folder, "new-session", "-d", "-x", "100", "-y", "40", command)
    try:
        wait(folder, lambda line: line.rstrip() == ">")
        for key in KEYS:
            tmux(folder, "send-keys", key)
        line = wait(folder, lambda line: "甲" in line)
        return line, tmux(folder, "display-message", "-p", "#{cursor_x}").strip()
    finally:
        tmux(folder, "kill-server")


def wait(folder: Path, is_there: Callable[[str], bool]) -> str:
    """Return the line of the cursor, once it is as it should be."""
    end = time.monotonic() + _SECONDS
    while time.monotonic() < end:
        row = int(tmux(folder, "display-message", "-p", "#{cursor_y}"))
        line = tmux(folder, "capture-pane", "-p", "-S", f"{row}", "-E", f"{row}").rstrip("\n")
        if is_there(line):
            return line
        select.select([], [], [], 0.05)
    message = f"there stands: {line!r}"
    raise AssertionError(message)


def test_a_line_is_edited_as_in_bash(tmp_path: Path) -> None:
    """Two steps to the left, a deletion, another character: the same text, the same column."""
    meet, bash = shlex.join([*DISPATCH, "meet", "--today", DAY]), "bash --noprofile --rcfile rc -i"
    found = []
    for name, command in (("meet", meet), ("bash", bash)):
        folder = tmp_path / name
        folder.mkdir()
        Desk(folder, LIST)
        (folder / "rc").write_text("PS1='> '\n", encoding="utf-8")
        found.append(edited(folder, command))
    assert found == [("> 已约谈企业，等甲供地", "18")] * 2
