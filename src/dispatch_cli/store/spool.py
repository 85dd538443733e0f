"""Files without a name, which end with the process."""

from __future__ import annotations

import os
from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from dispatch_cli.store.refusals import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator

_PLACES = ("TMPDIR", "TEMP", "TMP")  # that name the folder, the first one that does


@contextmanager
def spooled(data: bytes) -> Iterator[IO[bytes]]:
    """Yield a file that holds these bytes, to be read from its beginning. Raises UnwritableError."""
    from tempfile import TemporaryFile

    try:
        file = TemporaryFile()  # noqa: SIM115 it is closed below, whoever has it
        file.write(data)
        file.seek(0)
    except OSError as error:
        place = next(filter(None, map(os.environ.get, _PLACES)), "/tmp")  # noqa: S108 it is only named
        raise unwritable(place, error) from None
    with file:
        yield file
