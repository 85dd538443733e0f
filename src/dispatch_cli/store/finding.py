"""Which lists lie in a folder and in the folders below it."""

from __future__ import annotations

import os
from pathlib import Path

from dispatch_cli.messages import say
from dispatch_cli.store.refusals import explained

LIST_NAME = "tasks.yaml"


def is_folder(path: str) -> bool:
    """Say whether a path leads to a folder."""
    try:
        return Path(path).is_dir()
    except (OSError, ValueError):
        return False


def lists_below(folder: str) -> list[str]:
    """Return every `tasks.yaml` in a folder and below it, in the order of their paths.

    Links to folders are not followed. Raises UnreadableError for a folder that cannot be looked into.
    """
    found = []
    with explained(folder, say("check the name and the disk")):
        for where, folders, names in os.walk(folder, onerror=_refuse):
            folders.sort()
            if LIST_NAME in names:
                found.append(os.path.join(where, LIST_NAME))  # noqa: PTH118 a hundred thousand of them
    return found


def _refuse(error: OSError) -> None:
    raise error
