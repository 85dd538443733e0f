"""The only package that opens files: it reads the plan and the record, and writes both.

A command that writes holds a lock on the log. A finished copy of the task file is made and
synced, the log is appended to and synced, then the copy takes the place of the task file.
So a crash in between is known by the copy that it leaves.

What is here is imported when it is asked for: a command that only reads loads nothing that writes.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from dispatch_cli.store.locking import LockedLog, Patience, locked, turn, wait_for_writer
    from dispatch_cli.store.reading import LIMIT, STDIN, discard, read, read_copy, read_if_any
    from dispatch_cli.store.replacing import Replacement
    from dispatch_cli.store.spool import spooled
    from dispatch_cli.store.writing import commit, create, create_both, save

_HOMES = {
    **dict.fromkeys(("LockedLog", "Patience", "locked", "turn", "wait_for_writer"), "locking"),
    **dict.fromkeys(("LIMIT", "STDIN", "discard", "read", "read_copy", "read_if_any"), "reading"),
    "Replacement": "replacing",
    "spooled": "spool",
    **dict.fromkeys(("commit", "create", "create_both", "save"), "writing"),
}
__all__ = [
    "LIMIT",
    "STDIN",
    "LockedLog",
    "Patience",
    "Replacement",
    "commit",
    "create",
    "create_both",
    "discard",
    "locked",
    "read",
    "read_copy",
    "read_if_any",
    "save",
    "spooled",
    "turn",
    "wait_for_writer",
]


def __getattr__(name: str) -> object:
    """Return what the package offers under a name, from the module where it is. Raises AttributeError."""
    if name not in _HOMES:
        message = f"the store has no {name}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
