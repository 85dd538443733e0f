"""How long a command waits for others."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

_PAUSE, _SHORTLY = 0.05, 10


class Patience:
    """How long a command waits for others, all its waits together."""

    def __init__(self, seconds: float, waiting: Callable[[str], None]) -> None:
        """Begin without having waited; `waiting` is told for which file, once, when it takes half a second."""
        self.pauses = round(seconds / _PAUSE)
        self.waiting = waiting
        self.waited = 0
        self.is_told = False

    def pause(self, path: str) -> bool:
        """Wait for a moment; say whether there was patience left for one."""
        if self.waited >= self.pauses:
            return False
        self.waited += 1
        if self.waited >= _SHORTLY and not self.is_told:
            self.is_told = True
            self.waiting(path)
        time.sleep(_PAUSE)
        return True
