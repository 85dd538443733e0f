"""What lies beside a list and is not read: a log whose list is gone, and what a sync client made of a conflict."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli import store
from dispatch_cli.errors import Problem
from dispatch_cli.hints import shell
from dispatch_cli.messages import say
from dispatch_cli.workspace.desk import default_log

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

LOG = ".log.jsonl"
_LISTS = ("", ".yaml", ".yml")
_CONFLICT = r"( ?\(.+\)|.*(conflict|冲突).*)"  # `tasks (1).yaml`, `tasks.sync-conflict-20261108-….yaml`
_LOST = say("a log whose list is not here, or a copy of a log: it is not read")
_COPY = say("a copy of the list, perhaps made of a conflict: it is not read")
_COPY_HINT = say("write into the list what only the copy has, then remove the copy")


def unread_beside(file: str, log_file: str | None) -> Iterator[Problem]:
    """Yield what is wrong with the files beside a list that look like its log, or like the list, and are not read."""
    if log_file is None or log_file != default_log(file):
        return
    log, names = Path(log_file), store.names_beside(log_file)
    own = log.name.removesuffix(LOG)
    for name in sorted(names):
        path = f"{log.with_name(name)}"
        if is_lost_log(name, names) or is_copy_of_log(name, own):
            command = (shell.move_behind if log.name in names else shell.move)(path, log_file)
            hint = say("if it belongs to this list: {command}; else move it elsewhere", command=command)
            yield Problem(path, 1, 1, _LOST, hint)
        elif is_copy_of_list(name, own):
            yield Problem(path, 1, 1, _COPY, _COPY_HINT)


def is_lost_log(name: str, names: Collection[str]) -> bool:
    """Say whether a name is that of a log without its list, which may have been renamed.

    >>> is_lost_log("tasks.log.jsonl", ["2026.yaml"]), is_lost_log("tasks.log.jsonl", ["tasks.yml"])
    (True, False)
    """
    own = name.removesuffix(LOG)
    return own != name and not {f"{own}{end}" for end in _LISTS} & {*names}


def is_copy_of_log(name: str, own: str) -> bool:
    """Say whether a name is one that sync clients give to a copy of the log of a list, which is called `own`.

    >>> is_copy_of_log("tasks.log (1).jsonl", "tasks"), is_copy_of_log("tasks.log.jsonl", "tasks")
    (True, False)
    """
    return not name.endswith(LOG) and bool(re.fullmatch(re.escape(own) + r"\.log.+\.jsonl", name))


def is_copy_of_list(name: str, own: str) -> bool:
    """Say whether a name is one that sync clients and browsers give to a copy of a list, which is called `own`.

    >>> is_copy_of_list("tasks (1).yaml", "tasks"), is_copy_of_list("tasks2.yaml", "tasks")
    (True, False)
    """
    return bool(re.fullmatch(re.escape(own) + _CONFLICT + r"\.ya?ml", name, re.IGNORECASE))
