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
    from dispatch_cli.store.appending import LockedLog, locked, sweep_log, turn
    from dispatch_cli.store.creating import create, create_both, save
    from dispatch_cli.store.finding import is_folder, lists_below
    from dispatch_cli.store.journal import Journal, journal, peek
    from dispatch_cli.store.locking import wait_for_writer
    from dispatch_cli.store.patience import Patience
    from dispatch_cli.store.places import is_other_file, names_beside, target_of
    from dispatch_cli.store.reading import LIMIT, STDIN, discard, name_of, read, read_copy, read_if_any
    from dispatch_cli.store.replacing import Replacement, sweep_list
    from dispatch_cli.store.spool import spooled
    from dispatch_cli.store.stamps import stamp
    from dispatch_cli.store.trust import doubt, exposure, read_and_look
    from dispatch_cli.store.writing import commit

_HOMES = {
    **dict.fromkeys(("LockedLog", "locked", "sweep_log", "turn"), "appending"),
    **dict.fromkeys(("create", "create_both", "save"), "creating"),
    **dict.fromkeys(("is_folder", "lists_below"), "finding"),
    **dict.fromkeys(("Journal", "journal", "peek"), "journal"),
    "wait_for_writer": "locking",
    "Patience": "patience",
    **dict.fromkeys(("is_other_file", "names_beside", "target_of"), "places"),
    **dict.fromkeys(("LIMIT", "STDIN", "discard", "name_of", "read", "read_copy", "read_if_any"), "reading"),
    **dict.fromkeys(("Replacement", "sweep_list"), "replacing"),
    "spooled": "spool",
    "stamp": "stamps",
    **dict.fromkeys(("doubt", "exposure", "read_and_look"), "trust"),
    "commit": "writing",
}
__all__ = [
    "LIMIT",
    "STDIN",
    "Journal",
    "LockedLog",
    "Patience",
    "Replacement",
    "commit",
    "create",
    "create_both",
    "discard",
    "doubt",
    "exposure",
    "is_folder",
    "is_other_file",
    "journal",
    "lists_below",
    "locked",
    "name_of",
    "names_beside",
    "peek",
    "read",
    "read_and_look",
    "read_copy",
    "read_if_any",
    "save",
    "spooled",
    "stamp",
    "sweep_list",
    "sweep_log",
    "target_of",
    "turn",
    "wait_for_writer",
]


def __getattr__(name: str) -> object:
    """Return what the package offers under a name, from the module where it is. Raises AttributeError."""
    if name not in _HOMES:
        message = f"the store has no {name}"
        raise AttributeError(message)
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)
