"""The XML of a workbook: its elements are told one by one, and nothing in it unfolds."""

from __future__ import annotations

from typing import TYPE_CHECKING, NoReturn, Protocol
from xml.parsers import expat

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import IO

_PIECE = 1 << 18


class EnoughError(Exception):
    """A listener has heard what it wanted."""


class Listener(Protocol):
    """What hears the elements of a part. Names come without a prefix."""

    def begin(self, name: str, attributes: dict[str, str]) -> None:
        """Hear that an element begins."""

    def text(self, text: str) -> None:
        """Hear a piece of text."""

    def end(self, name: str) -> None:
        """Hear that an element ends."""


def tell(file: IO[bytes], listener: Listener) -> None:
    """Tell a listener the elements of a part. Raises ExpatError for what is no XML, ValueError for a definition."""
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse

    def begin_first(name: str, attributes: dict[str, str]) -> None:
        """Look at the first element: where it has a prefix, all have."""
        _, is_prefixed, _ = name.partition(":")
        parser.StartElementHandler = _bare(listener.begin) if is_prefixed else listener.begin
        parser.EndElementHandler = (lambda name: listener.end(_local(name))) if is_prefixed else listener.end
        listener.begin(_local(name), attributes)

    parser.StartElementHandler = begin_first
    parser.CharacterDataHandler = listener.text
    try:
        while piece := file.read(_PIECE):
            parser.Parse(piece, False)  # noqa: FBT003 expat names nothing
        parser.Parse(b"", True)  # noqa: FBT003
    except EnoughError:
        return


def _bare(begin: Callable[[str, dict[str, str]], None]) -> Callable[[str, dict[str, str]], None]:
    return lambda name, attributes: begin(_local(name), attributes)


def _local(name: str) -> str:
    return name.rpartition(":")[2]


def _refuse(*_: object) -> NoReturn:
    message = "a definition"
    raise ValueError(message)
