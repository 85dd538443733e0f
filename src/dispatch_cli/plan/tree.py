"""The text of a task file as a tree: where each value stands, for those who edit it.

The text has been understood before, so little is checked here. All places are indices of
characters. An empty value stands where a value would begin.
"""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from yaml.error import YAMLError

from dispatch_cli.errors import UnwritableError
from dispatch_cli.messages import say
from dispatch_cli.plan.line_breaks import BREAKS, line_start
from dispatch_cli.plan.yaml_parser import (
    ALIAS,
    DOCUMENT_START,
    MAPPING_END,
    MAPPING_START,
    SCALAR,
    SEQUENCE_END,
    SEQUENCE_START,
    event_getter,
)
from dispatch_cli.source import TextSpan

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.plan.yaml_parser import YamlAlias, YamlCollection, YamlEvent, YamlNode, YamlScalar

# Anchors and YAML tags, with the comments behind them: they stand before a value and are no part of it.
_PROPERTIES = re.compile(rf"(?:[&!]\S*(?:\s+#[^{BREAKS}]*)*(?:\s+|\Z))*")
# The dash of an item with nothing but comments behind it.
_DASH = re.compile(rf"-[ \t]*(?:#[^{BREAKS}]*)?(?:[{BREAKS}][ \t]*(?:#[^{BREAKS}]*)?)*\Z")


class Node(NamedTuple):
    """One value, and its span in the text: from `at` to before `stop`.

    A scalar has a `text` and a `style`, the quote or sign that it begins with; a mapping has `pairs`,
    a list has `elements`. With `flow` these two stand in brackets.
    """

    at: int
    stop: int
    text: str | None = None
    style: str | None = None
    flow: bool = False
    pairs: tuple[Pair, ...] = ()
    elements: tuple[Node, ...] = ()

    def pair(self, key: str) -> Pair | None:
        """Return the pair of a mapping with this key, None where there is none."""
        return next((pair for pair in self.pairs if pair.key.text == key), None)

    def names(self, key: str) -> tuple[str, ...]:
        """Return the texts of the list that a mapping has under this key; none where it has no list there."""
        pair = self.pair(key)
        return tuple(element.text for element in pair.value.elements if element.text) if pair else ()


class Pair(NamedTuple):
    """A key of a mapping and its value."""

    key: Node
    value: Node


def unsafe_to_edit() -> UnwritableError:
    """Return the error for a task file that an edit would turn into something else than was meant."""
    message = say("the task file is written in a way that this command cannot edit safely")
    return UnwritableError(message, say("nothing was changed; make the change in an editor"))


class Nodes:
    """The whole document as a tree."""

    def __init__(self, text: str) -> None:
        """Read the text. Raises UnwritableError where it is not YAML, because an edit before this one broke it."""
        self._text = text
        self._anchors: dict[str, str | None] = {}
        self._events: Iterator[YamlEvent] = iter(event_getter(text), None)
        try:
            self.root = self._root()
        except (YAMLError, StopIteration):
            raise unsafe_to_edit() from None

    def _root(self) -> Node:
        for event in self._events:
            if event.__class__ is DOCUMENT_START:
                break
        return self._node(next(self._events))

    @cached_property
    def tasks(self) -> Node:
        """Return the list of items."""
        pair = self.root.pair("tasks")
        return pair.value if pair else self.root

    def item(self, item_id: str) -> Node:
        """Return the item with this id. Raises UnwritableError where an edit before this one has lost it."""
        place = self._places.get(item_id)
        if place is None:
            raise unsafe_to_edit()
        return self.tasks.elements[place]

    @cached_property
    def _places(self) -> dict[str | None, int]:
        """Return the place of each item by its id."""
        ids = ((place, item.pair("id")) for place, item in enumerate(self.tasks.elements))
        return {pair.value.text: place for place, pair in ids if pair}

    def lines_of(self, item_id: str) -> TextSpan:
        """Return the span of an item's lines: from the line with its dash to the line of the next item.

        So the comments below an item are among its lines. Several items on one line all have that line.
        """
        items, item = self.tasks.elements, self.item(item_id)
        place = self._places[item_id]
        following = self._line_of(place + 1) if place + 1 < len(items) else len(self._text)
        return TextSpan(self._line_of(place), max(item.stop, following))

    def _line_of(self, place: int) -> int:
        """Return the index of the line on which the item at this place begins, its dash included."""
        item = self.tasks.elements[place]
        before = self.tasks.elements[place - 1].stop if place else self.tasks.at
        dash = None if self.tasks.flow else _DASH.search(self._text, before, item.at)
        at = dash.start() if dash else item.at
        return line_start(self._text, at)

    def _node(self, event: YamlEvent) -> Node:
        if event.__class__ is SCALAR:
            return self._scalar(event)
        if event.__class__ is ALIAS:
            return self._alias(event)
        if event.__class__ is MAPPING_START:
            return self._mapping(event)
        if event.__class__ is SEQUENCE_START:
            return self._sequence(event)
        raise unsafe_to_edit()

    def _alias(self, event: YamlAlias) -> Node:
        return Node(event.start_mark.index, event.end_mark.index, self._anchors.get(event.anchor))

    def _scalar(self, event: YamlScalar) -> Node:
        end, text = event.end_mark.index, event.value.strip()
        if event.anchor is not None:
            self._anchors[event.anchor] = text
        at = self._behind_properties(event, end)
        return Node(at, at + len(self._text[at:end].rstrip(f" \t{BREAKS}")), text, event.style)

    def _behind_properties(self, event: YamlNode, end: int) -> int:
        begin = event.start_mark.index
        properties = _PROPERTIES.match(self._text, begin, end)
        return properties.end() if properties else begin

    def _mapping(self, start: YamlCollection) -> Node:
        pairs = []
        while (event := next(self._events)).__class__ is not MAPPING_END:
            pairs.append(Pair(self._node(event), self._node(next(self._events))))
        stop = event.end_mark.index if start.flow_style else pairs[-1].value.stop
        return Node(start.start_mark.index, stop, flow=start.flow_style, pairs=tuple(pairs))

    def _sequence(self, start: YamlCollection) -> Node:
        elements = []
        while (event := next(self._events)).__class__ is not SEQUENCE_END:
            elements.append(self._node(event))
        stop = event.end_mark.index if start.flow_style else elements[-1].stop
        at = self._behind_properties(start, stop)
        return Node(at, stop, flow=start.flow_style, elements=tuple(elements))
