"""A meeting that is not written yet ↔ the lines of its journal.

The first line says which meeting it is, each other what was typed of an item, or that the last line of an item is
taken back. A line that is not whole was never acknowledged, and does not count.
"""

from __future__ import annotations

import json
from contextlib import suppress
from datetime import date
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.meet.session import Sitting

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


class TypedLine(NamedTuple):
    """A line that was typed of an item."""

    item: str
    line: str


class KeptMeeting(NamedTuple):
    """A meeting, when it began, and what was typed in it and not taken back."""

    sitting: Sitting
    began: str
    typed: tuple[TypedLine, ...] = ()


def first_line(sitting: Sitting, began: str) -> bytes:
    """Return the line that says which meeting it is."""
    return _line({**sitting._asdict(), "day": f"{sitting.day}", "until": f"{sitting.until}", "began": began})


def undo_line(item: str) -> bytes:
    """Return the line that takes back what was typed last of an item."""
    return _line({"undo": item})


def taken_back(typed: Sequence[TypedLine], item: str) -> tuple[TypedLine, ...]:
    """Return what was typed without the last line of an item."""
    last = max((place for place, each in enumerate(typed) if each.item == item), default=None)
    return tuple(each for place, each in enumerate(typed) if place != last)


def typed_line(typed: TypedLine) -> bytes:
    """Return the line of what was typed."""
    return _line(typed._asdict())


def _line(values: dict[str, Any]) -> bytes:
    return json.dumps(values, separators=(",", ":")).encode() + b"\n"


def read_kept(data: bytes) -> KeptMeeting | None:
    """Return the meeting that a journal holds; None where it holds none that this version understands."""
    values = [*_values(data), {}]
    first, rest = values[0], values[1:]
    try:
        day, until = date.fromisoformat(first["day"]), date.fromisoformat(first["until"])
        agenda, attend = tuple(map(str, first["agenda"])), tuple(map(str, first["attend"]))
        sitting = Sitting(first["id"], day, agenda, until, first["by"], first["title"], attend)
        return KeptMeeting(sitting, first["began"], _typed(rest))
    except (KeyError, TypeError, ValueError):
        return None


def _typed(lines: Sequence[dict[str, Any]]) -> tuple[TypedLine, ...]:
    typed: tuple[TypedLine, ...] = ()
    for values in lines:
        if "undo" in values:
            typed = taken_back(typed, values["undo"])
        elif isinstance(values.get("item"), str) and isinstance(values.get("line"), str):
            typed = (*typed, TypedLine(values["item"], values["line"]))
    return typed


def _values(data: bytes) -> Iterator[dict[str, Any]]:
    *whole, _ = data.split(b"\n")
    for line in whole:
        with suppress(ValueError):
            values = json.loads(line)
            if isinstance(values, dict):
                yield values
