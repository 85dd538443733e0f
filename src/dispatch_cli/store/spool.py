"""Files without a name, which end with the process."""

from __future__ import annotations

from contextlib import contextmanager
from typing import IO, TYPE_CHECKING

from dispatch_cli.refusals import unwritable

if TYPE_CHECKING:
    from collections.abc import Iterator


@contextmanager
def spooled(data: bytes = b"") -> Iterator[IO[bytes]]:
    """Yield a file that holds these bytes, to be read from its beginning. Raises UnwritableError."""
    from tempfile import TemporaryFile, gettempdir

    try:
        with TemporaryFile() as file:
            file.write(data)
            file.seek(0)
            yield file
    except OSError as error:
        raise unwritable(gettempdir(), error) from None
