"""Whether a file is another than before, without reading it."""

from __future__ import annotations

import os
from contextlib import suppress
from typing import NamedTuple

from dispatch_cli.errors import UnreadableError
from dispatch_cli.store.reading import opened


class Stamp(NamedTuple):
    """What becomes another when a file is written or replaced; times are in nanoseconds."""

    device: int
    inode: int
    size: int
    written: int
    changed: int


def stamp(path: str) -> Stamp | None:
    """Return the stamp of a file; None where there is none, or none can be had, which whoever reads it will be told.

    It is opened for that: a network file system answers from memory whoever only asks for its status.
    """
    with suppress(OSError, ValueError, UnreadableError), opened(path) as file:
        status = os.fstat(file.fileno())
        return Stamp(status.st_dev, status.st_ino, status.st_size, status.st_mtime_ns, status.st_ctime_ns)
    return None
