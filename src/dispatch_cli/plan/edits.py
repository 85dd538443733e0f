"""The smallest edit of a task file's text: one value set, one field removed, one item added.

Every character outside the value, field or item stays as it was: comments, quotes, order,
indentation, line ends. New text follows the style of the text around it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatch_cli.model import TAG_ALIASES
from dispatch_cli.plan.edit_parts import (
    Edit,
    column_of,
    field_like,
    indent_of,
    line_end_at,
    line_stop,
    list_like,
    put_behind,
)
from dispatch_cli.plan.keys import ITEM_REQUIRED, ORDER
from dispatch_cli.plan.line_breaks import BREAKS, LINE_END, line_start
from dispatch_cli.plan.names import JOINER, split
from dispatch_cli.plan.scalars import scalar

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from dispatch_cli.plan.tree import Node, Nodes

_LINE_END = re.compile(LINE_END)
_COMMA = re.compile(r"(?:\s*,[ \t]*)?")
_NAMES_IN_CHINESE = {name: alias for alias, name in TAG_ALIASES.items()}


def set_field(text: str, item: Node, key: str, value: str) -> Edit:
    """Return the edit that gives a field of an item a value; the field may be absent."""
    pair = item.pair(key)
    if pair is None:
        return _insert_field(text, item, key, value)
    old = pair.value
    if old.elements:
        return Edit(old.at, old.stop, list_like(text, old, split(value, JOINER)))
    if old.stop == old.at:  # an empty value; in brackets it stands before the comma
        at = len(text[: old.at].rstrip(" "))
        return Edit(at, at, f" {scalar(value, flow=item.flow)}")
    return Edit(old.at, old.stop, scalar(_like(old, key, value), old.style, flow=item.flow))


def _like(old: Node, key: str, value: str) -> str:
    """Return the value; a tag in the language of the tag that it replaces."""
    return _NAMES_IN_CHINESE.get(value, value) if key == "tag" and old.text in TAG_ALIASES else value


def _insert_field(text: str, item: Node, key: str, value: str) -> Edit:
    before = ORDER[: ORDER.index(key)]
    filled = [pair for pair in item.pairs if pair.value.stop > pair.value.at]
    behind = max((pair for pair in filled if pair.key.text in before), key=lambda pair: pair.key.at)
    at, field = behind.value.stop, field_like(item, key, value)
    if item.flow:
        return put_behind(text, behind.key.at, at, field)
    at = line_stop(text, at)
    return Edit(at, at, f"{line_end_at(text, at)}{indent_of(text, item)}{field}")


def remove_field(text: str, item: Node, key: str) -> Edit:
    """Return the edit that removes a field of an item, and its line where it has a line of its own."""
    place = next(place for place, pair in enumerate(item.pairs) if pair.key.text == key)
    name, value = item.pairs[place]
    if item.flow:
        return _remove_from_brackets(text, item, place)
    start, stop = line_start(text, name.at), line_stop(text, value.stop)
    if place:
        return Edit(start - (2 if text[:start].endswith("\r\n") else 1), stop, "")
    following = item.pairs[1].key.at
    if len(_LINE_END.findall(text, stop, following)) == 1:
        return Edit(name.at, following, "")
    if text[start : name.at].isspace():  # the dash stands alone, above
        return Edit(start, stop + len(line_end_at(text, stop)), "")
    return Edit(len(text[: name.at].rstrip(" ")), stop, "")  # the dash stays alone, above comments or empty lines


def _remove_from_brackets(text: str, item: Node, place: int) -> Edit:
    name, value = item.pairs[place]
    start, stop = (item.pairs[place - 1].value.stop, value.stop) if place else (name.at, item.pairs[1].key.at)
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
    lines = _like_last(last, fields)
    if tasks.flow:
        return put_behind(text, last.at, last.stop, _in_one_line(lines))
    column = column_of(text, tasks.at)
    at = _behind_comments(text, line_stop(text, last.stop), column)
    end, dash = line_end_at(text, at), " " * column + "-"
    gap = end * (2 if _apart(text, tasks) else 1)
    if last.flow:
        return Edit(at, at, f"{gap}{dash} {_in_one_line(lines)}")
    return Edit(at, at, gap + _block(dash, indent_of(text, last), lines, end))


def _behind_comments(text: str, at: int, column: int) -> int:
    """Return the end of the comments right below this line that stand further right than this column."""
    comments = re.compile(f"(?:(?:{LINE_END}) {{{column + 1},}}#[^{BREAKS}]*)*").match(text, at)
    return comments.end() if comments else at


def _first_item(text: str, nodes: Nodes, fields: Mapping[str, str]) -> Edit:
    tasks, root = nodes.tasks, nodes.root
    if root.flow or _LINE_END.search(text, tasks.at, tasks.stop):
        style = root._replace(flow=True)
        item = _in_one_line([field_like(style, key, value) for key, value in fields.items()])
        return Edit(tasks.at + 1, tasks.at + 1, item)
    stop, column = line_stop(text, tasks.stop), indent_of(text, root)
    comment, end = text[tasks.stop : stop], line_end_at(text, stop)
    block = _block(
        f"{column}  -", f"{column}    ", [field_like(root, key, value) for key, value in fields.items()], end
    )
    return Edit(len(text[: tasks.at].rstrip()), stop, f"{comment if comment.strip() else ''}{end}{block}")


def _like_last(last: Node, fields: Mapping[str, str]) -> list[str]:
    """Return the fields in the style of the last item: with its quotes and in its language."""
    lines = []
    for key, value in fields.items():
        pair = last.pair(key)
        style = pair.value.style if pair and key in ITEM_REQUIRED else None
        lines.append(field_like(last, key, _like(pair.value, key, value) if pair else value, style))
    return lines


def _block(dash: str, indent: str, lines: Iterable[str], end: str) -> str:
    gap = " " * (len(indent) - len(dash)) or f"{end}{indent}"  # a dash alone on its line may leave no room behind it
    return dash + gap + f"{end}{indent}".join(lines)


def _in_one_line(fields: Iterable[str]) -> str:
    return "{" + ", ".join(fields) + "}"


def _apart(text: str, tasks: Node) -> bool:
    """Say whether an empty line stands before the last item."""
    if len(tasks.elements) == 1:
        return False
    before, last = tasks.elements[-2:]
    return re.search(f"(?:\r\n|\r(?!\n)|[{BREAKS[1:]}])[ \t]*[{BREAKS}]", text[before.stop : last.at]) is not None
