"""One line of the log ↔ one Entry. `parse_line` and `format_line` are inverses.

Keys and events of a later version survive: what this version does not understand is kept as it is.
"""

from __future__ import annotations

import json
from codecs import utf_8_decode
from functools import lru_cache
from operator import itemgetter
from types import MappingProxyType, NoneType
from typing import TYPE_CHECKING, Any

import orjson

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.log.entries import Entry, ItemEntry, ListEntry
from dispatch_cli.log.events import ABOUT_ITEMS, ABOUT_LIST, EXTENSIONS, FIELDS
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    Share = Callable[[str | None, str | None], str | None]

_REQUIRED = ("id", "at", "batch", "event")
_NOTHING_MORE: Mapping[str, Any] = MappingProxyType({})
_TEXT = frozenset((str, NoneType))
_OF_ITEM = itemgetter("id", "at", "batch", "event", "item", "on")
_OWN_KEYS = 6
_PLAIN = {event: event for event in ABOUT_ITEMS - EXTENSIONS}
_DAYS_KEPT = 4096
parse_day = lru_cache(_DAYS_KEPT)(parse_date)  # the days of a large log are few


class BadLineError(Exception):
    """A line that is not an entry, and why; `cut` when it looks like the beginning of one."""

    def __init__(self, message: Message, *, cut: bool = False) -> None:
        """Keep the reason."""
        super().__init__(message.template)
        self.message = message
        self.cut = cut


def parse_line(line: bytes, share: Share | None = None) -> Entry:
    """Return the entry of one line, given without its end: an ItemEntry or a ListEntry if it is about such a thing.

    `share` returns for a text the same one that it was given before: many lines name the same few items and people.
    Raises BadLineError.
    """
    try:
        values = orjson.loads(line)
    except ValueError:
        values = _slowly(line)
    return _plain_entry(values, share or _as_it_is) or make_entry(values)


def _as_it_is(text: str | None, _: str | None) -> str | None:
    return text


def _plain_entry(values: Any, share: Share) -> ItemEntry | None:
    """Return the entry that nearly every line is: of an item, with nothing more than its own keys; None for any other.

    It is checked for the same as in `make_entry`, in a third of the time.
    """
    try:
        key, at, batch, event, item, on = _OF_ITEM(values)
        by, note = values.get("by"), values.get("note")
    except (KeyError, TypeError, IndexError, AttributeError):
        return None
    if len(values) != _OWN_KEYS + (by is not None) + (note is not None) or event.__class__ is not str:
        return None
    if not (key.__class__ is at.__class__ is batch.__class__ is item.__class__ is on.__class__ is str):
        return None
    day = parse_day(on)
    if day is None or event not in _PLAIN or by.__class__ not in _TEXT or note.__class__ not in _TEXT:
        return None
    texts = key, at, batch, _PLAIN[event], share(item, item), day, share(by, by), share(note, note), _NOTHING_MORE
    return tuple.__new__(ItemEntry, texts)


def _slowly(line: bytes) -> Any:
    """Return the value of a line that orjson refuses: half a character of UTF-16, say, is JSON all the same."""
    try:
        return json.JSONDecoder(parse_constant=_refuse).decode(line.decode().removeprefix("\ufeff").strip())
    except (ValueError, RecursionError) as error:
        raise BadLineError(say("this line is not JSON"), cut=_is_cut(line, error)) from None


def _refuse(constant: str) -> None:
    message = f"{constant} is not JSON"
    raise ValueError(message)


def _is_cut(line: bytes, error: Exception) -> bool:
    """Say whether a line may be an entry whose writing was cut short, by a crash or a power cut.

    Such a line is the beginning of an object, and has zeros where the disk had no time for the text.
    """
    whole = isinstance(error, json.JSONDecodeError) and error.msg == "Extra data"
    whole |= isinstance(error, UnicodeDecodeError) and line.rstrip().endswith(b"}")  # of another encoding
    return line.endswith(b"\0") or (line.startswith(b"{") and not whole)


def ends_early(line: bytes) -> bool:
    """Say whether a cut line is whole but for its end, which is missing or zeros."""
    try:
        orjson.loads(utf_8_decode(line.rstrip(b"\0"))[0])  # without the beginning of a last character
    except orjson.JSONDecodeError as error:
        return error.pos == len(error.doc)
    except UnicodeDecodeError:
        return False
    return line.endswith(b"\0")


def make_entry(values: Any) -> Entry:
    """Return the entry that a JSON value is, which is used up. Raises BadLineError."""
    if values.__class__ is not dict:
        raise BadLineError(say("this line is not a JSON object"))
    take = values.pop
    required = key, at, batch, event = take("id", None), take("at", None), take("batch", None), take("event", None)
    if not (key.__class__ is at.__class__ is batch.__class__ is event.__class__ is str):
        raise _lacks_text(
            next(name for name, value in zip(_REQUIRED, required, strict=True) if not isinstance(value, str))
        )
    item, on, by, note = take("item", None), take("on", None), take("by", None), take("note", None)
    day = parse_day(on) if on.__class__ is str else None
    make: type[Entry] = Entry
    if event in ABOUT_ITEMS:
        of_list = item is None and event in ABOUT_LIST and values.get("field") not in (None, *FIELDS[event])
        _check_event(event, "" if of_list else item, day, values)
        make = ListEntry if of_list else ItemEntry
    entry = make(key, at, batch, event, item, day, by, note, values or _NOTHING_MORE)
    if item.__class__ in _TEXT and by.__class__ in _TEXT and note.__class__ in _TEXT and (day or on is None):
        return entry
    return _set_apart(entry, on)


def _check_event(event: str, item: object, day: date | None, more: Mapping[str, Any]) -> None:
    if item.__class__ is not str:
        raise _lacks_text(key="item")
    if day is None:
        raise _lacks_date(key="on")
    if event in EXTENSIONS and parse_day(f"{more.get('to')}") is None:
        raise _lacks_date(key="to")


def _lacks_text(key: str) -> BadLineError:
    return BadLineError(say("`{key}` is missing or is not text", key=key))


def _lacks_date(key: str) -> BadLineError:
    return BadLineError(say("`{key}` is missing or is not a date YYYY-MM-DD", key=key))


def _set_apart(entry: Entry, on: object) -> Entry:
    """Keep what is of another kind than its key should hold among the other keys."""
    given = {"item": entry.item, "by": entry.by, "note": entry.note}
    strange: dict[str, Any] = {key: value for key, value in given.items() if value.__class__ not in _TEXT}
    absent: dict[str, Any] = dict.fromkeys(strange)
    if on is not None and entry.on is None:
        strange["on"] = on
    return entry._replace(**absent, more={**entry.more, **strange})


def format_line(entry: Entry) -> bytes:
    """Return the entry as a line of UTF-8 with its end; what is absent has no key."""
    values = entry._asdict() | {"on": entry.on and f"{entry.on}"}
    more = values.pop("more")
    present = {key: value for key, value in values.items() if value is not None} | dict(more)
    try:
        return orjson.dumps(present) + b"\n"
    except TypeError:  # half a character of UTF-16, which only an escape can hold, or a number that is too large
        return json.dumps(present, separators=(",", ":")).encode() + b"\n"
