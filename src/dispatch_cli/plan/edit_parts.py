"""The parts of edits of a task file: places in its lines, and new text in the style of the text around it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.plan.line_breaks import BREAKS, LINE_END, line_start
from dispatch_cli.plan.scalars import scalar
from dispatch_cli.plan.tree import unsafe_to_edit

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.plan.tree import Node

_LINE_END = re.compile(LINE_END)
# A comma and a comment may stand behind a value in brackets, on its line.
_BEHIND = re.compile(f"([ \t]*,)?([ \t]*#[^{BREAKS}]*)?")


class Edit(NamedTuple):
    """Another text for the span from `at` to before `stop`."""

    at: int
    stop: int
    text: str

    def apply(self, text: str) -> str:
        """Return the text with this edit made."""
        return text[: self.at] + self.text + text[self.stop :]


def list_like(text: str, old: Node, values: Sequence[str]) -> str:
    """Return values as a list like the one that it replaces: in brackets, or each behind a dash.

    Raises UnwritableError where comments stand among the old values: they belong to these.
    """
    ends = [old.at, *(element.stop for element in old.elements)]
    between = [text[end : element.at] for end, element in zip(ends, old.elements, strict=False)]
    if "#" in "".join(between) + text[ends[-1] : old.stop]:
        raise unsafe_to_edit()
    styles = {element.text: element.style for element in old.elements}
    usual = old.elements[0].style
    names = [scalar(name, styles.get(name, usual), flow=old.flow) for name in values]
    if old.flow:
        return f"[{', '.join(names)}]"
    dash = f"{line_end_at(text, line_stop(text, old.at))}{' ' * column_of(text, old.at)}- "
    return f"- {dash.join(names)}"


def field_like(item: Node, key: str, value: str, style: str | None = None) -> str:
    """Return a field in the style of an item: the key in its quotes, in brackets the value too."""
    quotes = item.pairs[0].key.style
    return f"{scalar(key, quotes)}: {scalar(value, style or (quotes if item.flow else None), flow=item.flow)}"


def put_behind(text: str, at: int, stop: int, new: str) -> Edit:
    """Return the edit that puts a new text behind the span in brackets, on a line of its own where that has one."""
    indent, end = text[line_start(text, at) : at], line_end_at(text, line_stop(text, stop))
    behind = _BEHIND.match(text, stop)
    if behind is None or behind[2] is None:
        return Edit(stop, stop, f", {new}" if indent.strip() else f",{end}{indent}{new}")
    comma, comment = behind.groups()  # the comment stays with the text before it
    indent = re.sub(r"\S", " ", indent)
    return Edit(stop, behind.end(), f"{comma or ','}{comment}{end}{indent}{new}{',' if comma else ''}")


def column_of(text: str, at: int) -> int:
    """Return how many characters stand before this index on its line."""
    return at - line_start(text, at)


def indent_of(text: str, item: Node) -> str:
    """Return the white space before the keys of a mapping."""
    return " " * column_of(text, item.pairs[0].key.at)


def line_stop(text: str, at: int) -> int:
    """Return the index at which the line of this index stops, before its line end."""
    end = _LINE_END.search(text, at)
    return end.start() if end else len(text)


def line_end_at(text: str, at: int) -> str:
    """Return the line end at this index; at the end of the text, the one that the text uses."""
    end = _LINE_END.match(text, at)
    return end[0] if end else line_end(text)


def line_end(text: str) -> str:
    """Return the line end that a text uses: its first one, else a line feed."""
    end = _LINE_END.search(text)
    return end[0] if end else "\n"
