"""The log as due dates need it: without the dispatches that a newer one of the same item has outdone.

When an item is due, and what was last said of it, follows from its newest dispatch, from its newest one with a note,
and from what is no dispatch at all. A log grows by its dispatches, so of a large one little is left.

This goes for a log as the program writes it. Where a line cannot be read, stands out of order or twice, or where a
crash has left something, all of it is read in the one way that knows what to do: `read_log`.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from io import BytesIO
from operator import itemgetter
from typing import TYPE_CHECKING, Any

import orjson

from dispatch_cli.log.entries import Event, Log
from dispatch_cli.log.file import read_log
from dispatch_cli.log.lines import BadLineError, make_entry, parse_day, parse_line
from dispatch_cli.log.order import InOrder

if TYPE_CHECKING:
    from datetime import date

    from dispatch_cli.log.entries import Entry

    # The day of a dispatch, the number of its line, and the line: the newest one is the greatest.
    _DispatchLine = tuple[date, int, bytes]

_NOTHING: Any = ()  # less than anything found
_DISPATCHED, _UNDONE = Event.DISPATCHED.value, Event.UNDONE.value
_QUOTED_UNDONE = f'"{_UNDONE}"'.encode()
_OF_ALL = itemgetter("id", "at", "batch", "event")


class _MustBeWholeError(Exception):
    """A log that must be read whole."""


def read_newest(path: str, data: bytes, since: date) -> Log:
    """Return a log, perhaps without dispatches that nothing needs which is due, or was last said, on a day or later.

    Raises ProblemsError with every line that cannot be read.
    """
    text = data.removeprefix(BOM_UTF8)
    try:
        newest = _Newest(since, _taken_back(text))
        newest.take_all(text)
        return Log(newest.entries())
    except (_MustBeWholeError, BadLineError):
        return read_log(path, data)


def _taken_back(data: bytes) -> frozenset[str]:
    """Return the batches of all lines that may take one back: it must not outdo what was dispatched before it."""
    batches, at = set(), data.find(_QUOTED_UNDONE)
    while at >= 0:
        begin, end = data.rfind(b"\n", 0, at) + 1, data.find(b"\n", at) % (len(data) + 1)
        batches.add(parse_line(data[begin:end]).batch)
        at = data.find(_QUOTED_UNDONE, end)
    return frozenset(batches)


class _Newest:
    """What is kept of a log: of each item the newest dispatch and the newest with a note, and every other line."""

    def __init__(self, since: date, taken_back: frozenset[str]) -> None:
        """Begin without a line."""
        self._since, self._taken_back = since, taken_back
        self._last = b""
        self._dispatched: dict[str, _DispatchLine] = {}
        self._noted: dict[str, _DispatchLine] = {}
        self._others: dict[int, Entry] = {}

    def take_all(self, data: bytes) -> None:
        """Take all lines of a log, in one loop: each call in it would cost a large log a tenth of a second.

        Raises _MustBeWholeError, BadLineError.
        """
        order = InOrder()
        for number, line in enumerate(BytesIO(data), 1):
            try:
                values = orjson.loads(line)
                key, at, batch, event = _OF_ALL(values)
            except (ValueError, TypeError, KeyError):
                if line.isspace():
                    continue
                raise _MustBeWholeError from None
            if not (key.__class__ is at.__class__ is batch.__class__ is str and order.is_next(key, at)):
                raise _MustBeWholeError
            if "after_cut" in values or ("of" in values and not order.is_next_of_command(key, batch)):
                raise _MustBeWholeError
            self._last = line
            item, on, note = values.get("item"), values.get("on"), values.get("note")
            day = parse_day(on) if item.__class__ is on.__class__ is str else None
            if event != _DISPATCHED or day is None or day > self._since or batch in self._taken_back:
                self._take_other(number, values)
                continue
            found = day, number, line
            if found > self._dispatched.get(item, _NOTHING):
                self._dispatched[item] = found
            if note and note.__class__ is str and found > self._noted.get(item, _NOTHING):
                self._noted[item] = found

    def _take_other(self, number: int, values: dict[str, Any]) -> None:
        entry = make_entry(values)
        if entry.event == _UNDONE and entry.batch not in self._taken_back:
            raise _MustBeWholeError
        self._others[number] = entry

    def entries(self) -> tuple[Entry, ...]:
        """Return what is kept, in the order of writing. Raises _MustBeWholeError where the last command is cut."""
        last = parse_line(self._last) if self._last else None
        if last and last.size > 1 and not last.id.endswith(f"-{last.size}"):
            raise _MustBeWholeError
        dispatches = (*self._dispatched.values(), *self._noted.values())
        kept = self._others | {number: parse_line(line) for _, number, line in dispatches}
        return tuple(kept[number] for number in sorted(kept))
