"""The smallest edit of a task file's text: one value set, one field removed, one item added.

Every character outside the value, field or item stays as it was: comments, quotes, order,
indentation, line ends. What is written follows the style of what stands there already.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.model import TAG_ALIASES
from dispatch_cli.plan.keys import ITEM_REQUIRED, ORDER
from dispatch_cli.plan.line_breaks import BREAKS, LINE_END, line_start
from dispatch_cli.plan.scalars import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dispatch_cli.plan.tree import Node, Nodes

_LINE_END = re.compile(LINE_END)
# What may stand in brackets behind a value on its line: a comma, a comment.
_BEHIND = re.compile(f"([ \t]*,)?([ \t]*#[^{BREAKS}]*)?")
_COMMA = re.compile(r"(?:\s*,[ \t]*)?")
_NAMES_IN_CHINESE = {name: alias for alias, name in TAG_ALIASES.items()}


class Edit(NamedTuple):
    """Replace what stands from `at` to before `stop` by another text."""

    at: int
    stop: int
    text: str

    def apply(self, text: str) -> str:
        """Return the text with this edit made."""
        return text[: self.at] + self.text + text[self.stop :]


def set_field(text: str, item: Node, key: str, value: str) -> Edit:
    """Return the edit that gives a field of an item a value; the field may be absent."""
    pair = item.pair(key)
    if pair is None:
        return _insert_field(text, item, key, value)
    old = pair[1]
    if old.stop == old.at:  # an empty value; in brackets it stands before the comma
        at = len(text[: old.at].rstrip(" "))
        return Edit(at, at, f" {scalar(value, flow=item.flow)}")
    return Edit(old.at, old.stop, scalar(_like(old, key, value), old.style, flow=item.flow))


def _like(old: Node, key: str, value: str) -> str:
    """Return a tag in the language in which the tag before it is written."""
    return _NAMES_IN_CHINESE.get(value, value) if key == "tag" and old.text in TAG_ALIASES else value


def _insert_field(text: str, item: Node, key: str, value: str) -> Edit:
    before = ORDER[: ORDER.index(key)]
    filled = [pair for pair in item.pairs if pair[1].stop > pair[1].at]
    behind = max((pair for pair in filled if pair[0].text in before), key=lambda pair: pair[0].at)
    at, field = behind[1].stop, _field(item, key, value)
    if item.flow:
        return _put_behind(text, behind[0].at, at, field)
    at = _line_stop(text, at)
    return Edit(at, at, f"{_line_end_at(text, at)}{_indent(text, item)}{field}")


def _field(item: Node, key: str, value: str, style: str | None = None) -> str:
    """Return a field as it is written in an item: the key in its quotes, and in JSON the value too."""
    quotes = item.pairs[0][0].style
    return f"{scalar(key, quotes)}: {scalar(value, style or (quotes if item.flow else None), flow=item.flow)}"


def remove_field(text: str, item: Node, key: str) -> Edit:
    """Return the edit that removes a field of an item, with its line where it has one of its own."""
    place = next(place for place, pair in enumerate(item.pairs) if pair[0].text == key)
    name, value = item.pairs[place]
    if item.flow:
        return _remove_from_brackets(text, item, place)
    start, stop = line_start(text, name.at), _line_stop(text, value.stop)
    if place:
        return Edit(start - (2 if text[:start].endswith("\r\n") else 1), stop, "")
    following = item.pairs[1][0].at
    if len(_LINE_END.findall(text, stop, following)) == 1:
        return Edit(name.at, following, "")
    if text[start : name.at].isspace():  # the dash stands alone, above
        return Edit(start, stop + len(_line_end_at(text, stop)), "")
    return Edit(len(text[: name.at].rstrip(" ")), stop, "")  # the dash stays alone, above comments or empty lines


def _remove_from_brackets(text: str, item: Node, place: int) -> Edit:
    name, value = item.pairs[place]
    start, stop = (item.pairs[place - 1][1].stop, value.stop) if place else (name.at, item.pairs[1][0].at)
    if "#" in text[start : name.at] + text[value.stop : stop]:  # a comment, which stays
        comma = _COMMA.match(text, value.stop)
        return Edit(name.at, comma.end() if comma else value.stop, "")
    return Edit(start, stop, "")


def add_item(text: str, nodes: Nodes, fields: Mapping[str, str]) -> Edit:
    """Return the edit that adds an item behind the last one and its comments, in its style."""
    tasks = nodes.tasks
    if not tasks.elements:
        return _first_item(text, nodes, fields)
    last = tasks.elements[-1]
    written = _like_last(last, fields)
    if tasks.flow:
        return _put_behind(text, last.at, last.stop, _in_one_line(written))
    column = _column(text, tasks.at)
    at = _behind_comments(text, _line_stop(text, last.stop), column)
    end, dash = _line_end_at(text, at), " " * column + "-"
    gap = end * (2 if _apart(text, tasks) else 1)
    if last.flow:
        return Edit(at, at, f"{gap}{dash} {_in_one_line(written)}")
    return Edit(at, at, gap + _block(dash, _indent(text, last), written, end))


def _put_behind(text: str, at: int, stop: int, new: str) -> Edit:
    """Return the edit that puts something new behind what stands there in brackets, on a line of its own if that is."""
    indent, end = text[line_start(text, at) : at], _line_end_at(text, _line_stop(text, stop))
    behind = _BEHIND.match(text, stop)
    if behind is None or behind[2] is None:
        return Edit(stop, stop, f", {new}" if indent.strip() else f",{end}{indent}{new}")
    comma, comment = behind.groups()  # the comment stays with what it stands behind
    indent = re.sub(r"\S", " ", indent)
    return Edit(stop, behind.end(), f"{comma or ','}{comment}{end}{indent}{new}{',' if comma else ''}")


def _behind_comments(text: str, at: int, column: int) -> int:
    """Return the end of the comments that stand right below this line, further right than this column."""
    comments = re.compile(f"(?:(?:{LINE_END}) {{{column + 1},}}#[^{BREAKS}]*)*").match(text, at)
    return comments.end() if comments else at


def _first_item(text: str, nodes: Nodes, fields: Mapping[str, str]) -> Edit:
    tasks, root = nodes.tasks, nodes.root
    if root.flow or _LINE_END.search(text, tasks.at, tasks.stop):
        style = root._replace(flow=True)
        item = _in_one_line([_field(style, key, value) for key, value in fields.items()])
        return Edit(tasks.at + 1, tasks.at + 1, item)
    stop, column = _line_stop(text, tasks.stop), " " * _column(text, root.pairs[0][0].at)
    comment, end = text[tasks.stop : stop], _line_end_at(text, stop)
    block = _block(f"{column}  -", f"{column}    ", [_field(root, key, value) for key, value in fields.items()], end)
    return Edit(len(text[: tasks.at].rstrip()), stop, f"{comment if comment.strip() else ''}{end}{block}")


def _like_last(last: Node, fields: Mapping[str, str]) -> list[str]:
    """Return the fields as they are written beside those of the last item: its quotes and its language."""
    written = []
    for key, value in fields.items():
        pair = last.pair(key)
        style = pair[1].style if pair and key in ITEM_REQUIRED else None
        written.append(_field(last, key, _like(pair[1], key, value) if pair else value, style))
    return written


def _block(dash: str, indent: str, lines: Iterable[str], end: str) -> str:
    apart = " " * (len(indent) - len(dash)) or f"{end}{indent}"  # where the dash stands alone, it may take one column
    return dash + apart + f"{end}{indent}".join(lines)


def _in_one_line(fields: Iterable[str]) -> str:
    return "{" + ", ".join(fields) + "}"


def _apart(text: str, tasks: Node) -> bool:
    """Say whether an empty line stands before the last item."""
    if len(tasks.elements) == 1:
        return False
    before, last = tasks.elements[-2:]
    return re.search(f"(?:\r\n|\r(?!\n)|[{BREAKS[1:]}])[ \t]*[{BREAKS}]", text[before.stop : last.at]) is not None


def _column(text: str, at: int) -> int:
    return at - line_start(text, at)


def _indent(text: str, item: Node) -> str:
    return " " * _column(text, item.pairs[0][0].at)


def _line_stop(text: str, at: int) -> int:
    """Return the index of the end of the line that holds this index, before its line end."""
    end = _LINE_END.search(text, at)
    return end.start() if end else len(text)


def _line_end_at(text: str, at: int) -> str:
    """Return the line end that stands there; at the end of the text, the one that it uses."""
    end = _LINE_END.match(text, at)
    return end[0] if end else line_end(text)


def line_end(text: str) -> str:
    """Return the line end that a text uses, by its first."""
    end = _LINE_END.search(text)
    return end[0] if end else "\n"
