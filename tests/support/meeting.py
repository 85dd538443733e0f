"""Somebody holds a meeting at a real terminal, into which a test types."""

from __future__ import annotations

import codecs
import os
import pty
import select
import signal
import time
from typing import TYPE_CHECKING, Self

from program import DAY, DISPATCH, environment

if TYPE_CHECKING:
    from pathlib import Path

PROMPT = "\r\n> "
QUESTION = "leaves: "
_SECONDS = 15


class Meeting:
    """`dispatch meet` in a folder, on a pseudo-terminal of its own."""

    def __init__(self, folder: Path, *arguments: str, **more: str) -> None:
        """Start it."""
        variables = environment(
            **{
                "DISPATCH_TODAY": DAY,
                "DISPATCH_BY": "招商一科",
                "TERM": "xterm",
                "NO_COLOR": "1",
                "COLUMNS": "200",
                **more,
            }
        )
        self._shown = ""
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self.pid, self._fd = pty.fork()
        if not self.pid:
            os.chdir(folder)
            os.execvpe(DISPATCH[0], [*DISPATCH, "meet", *arguments], variables)  # noqa: S606 it is what is tested

    def __enter__(self) -> Self:
        """Return the meeting."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it, if it has not ended."""
        if self.pid:
            self.kill()
        os.close(self._fd)

    def shown(self, until: str = PROMPT) -> str:
        """Return what is shown up to a text; what comes behind it is kept."""
        while until not in self._shown:
            self._shown += self._read() or self._missing(until)
        before, _, self._shown = self._shown.partition(until)
        return before

    def _missing(self, until: str) -> str:
        message = f"the meeting ended, and {until!r} did not come; there stands:\n{self._shown}"
        raise AssertionError(message)

    def types(self, line: str, until: str = PROMPT) -> str:
        """Type a line and Enter, and return what is shown from then on up to a text."""
        self.keys(f"{line}\n")
        return self.shown(until)

    def keys(self, keys: str) -> None:
        """Type keys."""
        os.write(self._fd, keys.encode())

    def interrupt(self) -> None:
        """Type Ctrl-C until something happens: readline misses one that comes just before it waits for keys."""
        for _ in range(_SECONDS):
            self.keys("\x03")
            if select.select([self._fd], [], [], 1)[0]:
                return

    def ends(self) -> tuple[int, str]:
        """Return the exit status, once it has ended, and all that was shown last."""
        while data := self._read():
            self._shown += data
        return self._wait(), self._shown

    def kill(self, number: int = signal.SIGKILL) -> None:
        """Kill it."""
        os.kill(self.pid, number)
        os.waitpid(self.pid, 0)
        self.pid = 0

    def hang_up(self) -> None:
        """Close the terminal's window, and wait until it has ended."""
        os.close(self._fd)
        self._fd = os.open(os.devnull, os.O_RDONLY)
        self._wait()

    def _wait(self) -> int:
        """Return the exit status, once it has ended."""
        end = time.monotonic() + _SECONDS
        while time.monotonic() < end:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.pid = 0
                return os.waitstatus_to_exitcode(status)
            select.select([], [], [], 0.01)
        message = f"it does not end; there stands:\n{self._shown}"
        raise AssertionError(message)

    def _read(self) -> str:
        ready, _, _ = select.select([self._fd], [], [], _SECONDS)
        assert ready, f"nothing more is shown; there stands:\n{self._shown}"
        try:
            data = os.read(self._fd, 65536)
        except OSError:
            return ""
        return self._decoder.decode(data) or (self._read() if data else "")  # a part of a character is not yet shown
