"""What `--from` names: a text that somebody has handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli import store
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from dispatch_cli.meet.submitted import Submitted

_STDIN_NAME = "<stdin>"


def submitted(path: str) -> Submitted:
    """Return the text that `--from` names. Raises UnreadableError, ProblemsError."""
    from dispatch_cli.meet.submitted import read_submitted

    data = store.read(path, say("name the file with the lines; - is stdin"))
    return read_submitted(_STDIN_NAME if path == store.STDIN else path, data)
