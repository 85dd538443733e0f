"""The log: one JSON object a line, each line an Entry."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.dates import parse_date
from dispatch_cli.errors import Problem, ProblemsError
from dispatch_cli.messages import Message, say
from dispatch_cli.model import Entry, Event
from dispatch_cli.source import PROBLEM_LIMIT, brief

if TYPE_CHECKING:
    from datetime import date

_TEXTS = ("id", "at", "batch", "event")
_OWN = {*_TEXTS, "item", "on", "by", "note"}
_ABOUT_ITEMS = frozenset(Event) - {Event.UNDONE, Event.REMINDED}
_HINT = say("a line of the log is one JSON object; restore it from a copy, or delete the line")


def _refuse(constant: str) -> None:
    message = f"{constant} is not JSON"
    raise ValueError(message)


_DECODER = json.JSONDecoder(parse_constant=_refuse)


class Log(NamedTuple):
    """What a log file holds: its entries in the order they were written down.

    `torn` is the number of the last line where writing it was cut short, else None.
    """

    entries: tuple[Entry, ...] = ()
    torn: int | None = None


class BadLineError(Exception):
    """A line that is not an entry, and why; `cut` when it looks like the beginning of one."""

    def __init__(self, message: Message, *, cut: bool = False) -> None:
        """Keep the reason."""
        super().__init__(message.template)
        self.message = message
        self.cut = cut


def read_log(path: str, data: bytes) -> Log:
    """Read a whole log. Raises ProblemsError with every line that cannot be read."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    entries, problems, torn = [], [], None
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            entries.append(parse_line(line))
        except BadLineError as error:
            if error.cut and number == len(lines):
                torn = number
            else:
                excerpt = brief(line.decode(errors="replace").rstrip("\r"))
                problems.append(Problem(path, number, 1, error.message, _HINT, excerpt))
        if len(problems) >= PROBLEM_LIMIT:
            break
    if problems:
        raise ProblemsError(problems)
    return Log(tuple(entries), torn)


def parse_line(line: bytes) -> Entry:
    """Return the entry of one line. Raises BadLineError."""
    try:
        values = _DECODER.decode(line.decode().strip())
    except (ValueError, RecursionError) as error:
        raise BadLineError(say("this line is not JSON"), cut=_is_cut(line, error)) from None
    if not isinstance(values, dict):
        raise BadLineError(say("this line is not a JSON object"))
    for key in _TEXTS:
        if not isinstance(values.get(key), str):
            raise BadLineError(say("`{key}` is missing or is not text", key=key))
    if values["event"] in _ABOUT_ITEMS:
        _check_event(values)
    return _entry(values)


def _is_cut(line: bytes, error: Exception) -> bool:
    """Say whether a line may be an entry whose writing was cut short, by a crash or a power cut.

    Such a line is the beginning of an object, or zeros where the disk had no time for the text.
    """
    whole = isinstance(error, json.JSONDecodeError) and error.msg == "Extra data"
    return not line.strip(b"\0") or (line.startswith(b"{") and not whole)


def _check_event(values: dict[str, Any]) -> None:
    if not isinstance(values.get("item"), str):
        raise BadLineError(say("`{key}` is missing or is not text", key="item"))
    for key in ("on", "to") if values["event"] == Event.EXTENDED else ("on",):
        if _day(values.get(key)) is None:
            raise BadLineError(say("`{key}` is missing or is not a date YYYY-MM-DD", key=key))


def _entry(values: dict[str, Any]) -> Entry:
    return Entry(
        id=values["id"],
        at=values["at"],
        batch=values["batch"],
        event=values["event"],
        item=_text(values.get("item")),
        on=_day(values.get("on")),
        by=_text(values.get("by")),
        note=_text(values.get("note")),
        more={key: value for key, value in values.items() if key not in _OWN},
    )


def _day(value: object) -> date | None:
    return parse_date(value) if isinstance(value, str) else None


def _text(value: object) -> str | None:
    return value if isinstance(value, str) else None
