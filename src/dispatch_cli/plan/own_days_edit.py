"""The smallest edit of the own days of an office in its task file: days added to `off` and `on`, or taken from them.

The value of `workdays` may be a country alone, which becomes a mapping, or a mapping in either form; so may its lists.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.cadence.own_days import OwnDays, span_text
from dispatch_cli.plan.edit_parts import Edit, column_of, indent_of, line_end_at, line_stop, list_like, put_behind
from dispatch_cli.plan.keys import WORKDAYS, names
from dispatch_cli.plan.scalars import scalar
from dispatch_cli.plan.tree import unsafe_to_edit

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.model import DaySpan
    from dispatch_cli.plan.tree import Node, Pair

_LISTS = names(key for key in WORKDAYS if key.holds == "days")
_INDENT = "  "


def set_own_days(text: str, root: Node, old: OwnDays, new: OwnDays) -> Edit:
    """Return the edit by which a task file that has the key `workdays` has other own days.

    What was there and stays keeps its place and its form. Raises UnwritableError where that cannot be.
    """
    section = root.pair("workdays")
    if section is None:
        raise unsafe_to_edit()
    rules, edits = section.value, list[Edit]()
    absent: dict[str, Sequence[DaySpan]] = {}
    for key in _LISTS:
        before, after, pair = getattr(old, key), getattr(new, key), rules.pair(key)
        if before != after and pair:
            edits.append(_changed(text, pair.value, before, after))
        elif before != after:
            absent[key] = after
    if not rules.pairs:
        return _opened(text, root, section, absent)
    if absent:
        edits.append(_added(text, rules, absent))
    return _as_one(text, edits)


def _changed(text: str, value: Node, before: Sequence[DaySpan], after: Sequence[DaySpan]) -> Edit:
    """Return the edit of a list, of one day alone, or of an empty value."""
    if value.at == value.stop:
        at = len(text[: value.at].rstrip(" "))
        return Edit(at, at, f" {_in_brackets(after)}")
    only_adds = after[: len(before)] == before
    if value.elements and only_adds:
        return _longer(text, value, after[len(before) :])
    if value.elements and after:
        return Edit(value.at, value.stop, list_like(text, value, [span_text(span) for span in after]))
    if value.text is not None and only_adds:
        return Edit(value.at, value.stop, _in_brackets(after[len(before) :], text[value.at : value.stop]))
    return Edit(value.at, value.stop, _in_brackets(after))


def _longer(text: str, value: Node, added: Sequence[DaySpan]) -> Edit:
    """Return the edit that puts spans behind the last one of a list, in its quotes."""
    last = value.elements[-1]
    new = [scalar(span_text(span), last.style, flow=value.flow) for span in added]
    if value.flow:
        return Edit(last.stop, last.stop, "".join(f", {each}" for each in new))
    at = line_stop(text, last.stop)
    dash = f"{line_end_at(text, at)}{' ' * column_of(text, value.at)}- "
    return Edit(at, at, "".join(f"{dash}{each}" for each in new))


def _added(text: str, rules: Node, absent: dict[str, Sequence[DaySpan]]) -> Edit:
    """Return the edit that puts new keys behind the last one."""
    last, lists = rules.pairs[-1], _lists(rules.pairs[0], absent)
    stop = max(last.key.stop, last.value.stop)
    if rules.flow:
        return put_behind(text, last.key.at, stop, ", ".join(lists))
    at = line_stop(text, stop)
    return Edit(at, at, _lines(line_end_at(text, at), indent_of(text, rules), lists))


def _opened(text: str, root: Node, section: Pair, absent: dict[str, Sequence[DaySpan]]) -> Edit:
    """Return the edit that makes a mapping of a country; a comment behind it stays on its line."""
    country = section.value
    calendar = f"{scalar('calendar', section.key.style)}: {text[country.at : country.stop]}"
    fields = [calendar, *_lists(section, absent)]
    if root.flow:
        return Edit(country.at, country.stop, f"{{{', '.join(fields)}}}")
    begin, stop = len(text[: country.at].rstrip()), line_stop(text, country.stop)
    comment = text[country.stop : stop].rstrip()
    return Edit(begin, stop, comment + _lines(line_end_at(text, stop), indent_of(text, root) + _INDENT, fields))


def _lists(like: Pair, lists: dict[str, Sequence[DaySpan]]) -> list[str]:
    """Return keys with their spans; the keys in the quotes of another one."""
    return [f"{scalar(key, like.key.style)}: {_in_brackets(spans)}" for key, spans in lists.items()]


def _in_brackets(spans: Sequence[DaySpan], *before: str) -> str:
    return f"[{', '.join((*before, *map(span_text, spans)))}]"


def _lines(end: str, indent: str, lines: Iterable[str]) -> str:
    return "".join(f"{end}{indent}{line}" for line in lines)


def _as_one(text: str, edits: Sequence[Edit]) -> Edit:
    """Return edits that do not overlap as one, which keeps what stands between them."""
    in_order = sorted(edits, key=lambda edit: edit.at)
    at, pieces = in_order[0].at, list[str]()
    for edit in in_order:
        pieces += [text[at : edit.at], edit.text]
        at = edit.stop
    return Edit(in_order[0].at, at, "".join(pieces))
