"""A long list in the usual form, read by one pattern an item instead of some twenty events of the parser.

In the usual form each item is a mapping of single texts, a key a line, the keys in the order of `plan.keys`. A text is
bare or in quotes, and holds no quote, no backslash and nothing that YAML could read in another way.
Whatever is written otherwise, and whatever is wrong, is none of this module's business: it returns None, and the reader
of `plan.reader` reads the whole text. So it reports nothing, and needs no places.
"""

from __future__ import annotations

import re
from functools import lru_cache
from operator import attrgetter
from typing import TYPE_CHECKING

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.errors import ProblemsError
from dispatch_cli.model import TAG_ALIASES, Item, Unit
from dispatch_cli.plan.keys import ORDER
from dispatch_cli.plan.names import named
from dispatch_cli.source import Source, is_text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date

    from dispatch_cli.model import TaskFile

_DAYS_KEPT = 4096
_END = r" *\r?\n"
# Controls are never usual; nor are these, which a class of a pattern would hold at the price of its being slow to make.
_CONTROLS = r"\x00-\x1f\x7f-\x9f"
_NEVER = "\u2028\u2029\ufeff\ufffe\uffff"
# Signs without a meaning in YAML: within a text, and where it begins.
_PLAIN = rf"""[^{_CONTROLS}"#':\\]"""
_FIRST = rf"""(?!\s)[^{_CONTROLS}"#':\\\-?,\[\]{{}}&*!|>%@`]"""
_COMMENT = rf"#[^{_CONTROLS}]*"
_BETWEEN = rf"(?: *(?:{_COMMENT})?\r?\n)*"
_TASKS = re.compile(rf"^tasks:{_END}", re.MULTILINE)
_TAG = attrgetter("tag")
_DASH = re.compile(rf"{_BETWEEN}( *)- ")


class _UnusualError(Exception):
    """Something that the reader must look at."""


def read_usual(source: Source, parse_head: Callable[[Source], TaskFile]) -> TaskFile | None:
    """Return the plan of a list whose items are all in the usual form, without a mistake; None for any other.

    `parse_head` reads what stands before the items, which ends with `tasks:`. It raises ProblemsError.
    """
    text, tasks = source.text, _TASKS.search(source.text)
    dash = _DASH.match(text, tasks.end()) if tasks else None
    if tasks is None or dash is None or source.gaps or not is_text(text) or any(sign in text for sign in _NEVER):
        return None
    try:
        plan = parse_head(Source(source.path, text[: tasks.end()]))
        items = tuple(_items(text, dash.start(1), dash[1]))
    except (ProblemsError, _UnusualError):
        return None
    if len({item.id for item in items}) < len(items) or not all(_is_usual(plan, tag) for tag in {*map(_TAG, items)}):
        return None
    return plan._replace(items=tuple(named(item, plan.people) for item in items) if plan.people else items)


def _is_usual(plan: TaskFile, tag: str) -> bool:
    """Say whether a tag is known, and has no rule: one may never happen for one of its items."""
    return tag in plan.tags and plan.tags[tag].cadence.unit is not Unit.RULE


def _items(text: str, begin: int, indent: str) -> Iterator[Item]:
    """Yield the items up to the end of a text. Raises _UnusualError."""
    pattern = _item_pattern(indent)
    values = [f"{key}_" for key in ORDER]
    stop = begin
    for match in iter(pattern.scanner(text, begin).match, None):  # type: ignore[attr-defined]
        yield _item(*match.group(*values))
        stop = match.end()
    if stop < len(text):
        raise _UnusualError


@lru_cache
def _item_pattern(indent: str) -> re.Pattern[str]:
    """Return what an item looks like whose dash has this indentation, with what stands before the next one."""
    first, *others = ORDER
    fields = [f"(?:{indent}  {key}:(?: +{_value(key)})?{_END})?" for key in others]
    return re.compile(f"{indent}- {first}: +{_value(first)}{_END}{''.join(fields)}{_BETWEEN}")


def _value(key: str) -> str:
    """Return what the value of a key looks like: `:` and `#` stand in it only where YAML takes them for text."""
    text = rf"{_FIRST}{_PLAIN}*(?:(?::(?![ \r\n])|(?<! )#){_PLAIN}*)*(?<!\s)"
    return rf"""(?P<{key}>["'])?(?P<{key}_>{text})(?({key})(?P={key}))"""


def _item(  # noqa: PLR0913, PLR0917 the keys of an item, in their order
    item_id: str,
    title: str | None,
    tag: str | None,
    team: str | None,
    owner: str | None,
    start: str | None,
    last: str | None,
    deadline: str | None,
    closed: str | None,
    note: str | None,
) -> Item:
    """Return an item. Raises _UnusualError where a field is missing, or a date is none."""
    first, newest = _day(start), _day(last)
    if title is None or tag is None or (first or newest) is None or (first and newest and newest < first):
        raise _UnusualError
    tag = TAG_ALIASES.get(tag, tag)
    return Item(item_id, title, tag, team, owner, first, newest, _day(deadline), _day(closed), note)


@lru_cache(_DAYS_KEPT)
def _day(text: str | None) -> date | None:
    """Return the date that a text is, None without one. Raises _UnusualError for any other text."""
    day = parse_date(text)
    if day is None and text is not None:
        raise _UnusualError
    return day
