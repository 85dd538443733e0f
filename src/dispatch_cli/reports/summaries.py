"""A unit's figures ↔ one object of JSON, `dispatch-unit/1`: what a far unit mails. Both functions are inverses."""

from __future__ import annotations

import json
from datetime import date
from functools import cache
from types import NoneType, UnionType
from typing import Any, get_args, get_origin, get_type_hints

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.messages import Message, say
from dispatch_cli.reports import chapters, figures, unit
from dispatch_cli.reports.unit import UnitFigures
from dispatch_cli.source import is_text

SCHEMA = "dispatch-unit/1"
_MOST = 10**9  # no unit counts as much; larger numbers would break the arithmetic
_NAMES = {**vars(chapters), **vars(figures), **vars(unit), "date": date}


class BadSummaryError(Exception):
    """A line that is no summary, and why."""

    def __init__(self, message: Message) -> None:
        """Keep the reason."""
        super().__init__(message.template)
        self.message = message


def summary_record(figures: UnitFigures) -> dict[str, Any]:
    """Return the figures as an object for JSON."""
    return {"schema": SCHEMA, **_plain(figures)}


def _plain(value: object) -> Any:
    """Return a value with a mapping for each record in it."""
    if isinstance(value, tuple):
        record = getattr(value, "_asdict", None)
        return {key: _plain(part) for key, part in record().items()} if record else [_plain(part) for part in value]
    return value


def parse_summary(line: bytes) -> UnitFigures:
    """Return the figures that a line holds. Raises BadSummaryError; keys of a later version are passed over."""
    try:
        values = json.loads(line)
    except (ValueError, RecursionError):
        raise BadSummaryError(say("this is not JSON; a summary may have been cut short on its way")) from None
    if not isinstance(values, dict) or values.get("schema") != SCHEMA:
        message = say("this is not a summary `{schema}`", schema=SCHEMA)
        raise BadSummaryError(message)
    made: UnitFigures = _made(UnitFigures, values, SCHEMA)
    return made


def _made(kind: Any, value: Any, key: str) -> Any:
    """Return a value as one of a kind: a record, a tuple of them, a date, a text, a number, or nothing."""
    if get_origin(kind) is tuple and isinstance(value, list):
        inner, _ = get_args(kind)
        return tuple(_made(inner, each, key) for each in value)
    if isinstance(kind, UnionType):
        inner = next(each for each in get_args(kind) if each is not NoneType)
        return None if value is None else _made(inner, value, key)
    if hasattr(kind, "_fields") and isinstance(value, dict):
        return kind(**{name: _made(hint, value.get(name), name) for name, hint in _hints(kind).items()})
    made: Any = parse_date(value) if kind is date and isinstance(value, str) else value
    if type(made) is not kind or (kind is int and not 0 <= made <= _MOST) or (kind is str and not is_text(made)):
        raise BadSummaryError(say("`{key}` of the summary does not hold what it should", key=key))
    return made


@cache
def _hints(kind: Any) -> dict[str, Any]:
    return get_type_hints(kind, _NAMES)
