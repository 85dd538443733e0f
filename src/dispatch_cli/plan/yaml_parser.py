"""The YAML parser and its events, typed: which kind an event is of, and what each kind has.

The parser is libyaml. It gives every event both marks, which PyYAML's own annotations leave open.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from yaml.cyaml import CParser  # type: ignore[attr-defined]
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    SequenceStartEvent,
    StreamEndEvent,
    StreamStartEvent,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from typing import Protocol

    class YamlMark(Protocol):
        """A place in the text, by the index of its character."""

        index: int

    class YamlEvent(Protocol):
        """One step of the parser: where it begins, and where it ends."""

        start_mark: YamlMark
        end_mark: YamlMark

    class YamlAlias(YamlEvent, Protocol):
        """A name that stands for the value with that anchor."""

        anchor: str

    class YamlNode(YamlEvent, Protocol):
        """The beginning of a value, which may have an anchor: the name by which aliases call it."""

        anchor: str | None

    class YamlScalar(YamlNode, Protocol):
        """A single text; `style` is the quote or sign that it begins with."""

        value: str
        style: str | None

    class YamlCollection(YamlNode, Protocol):
        """The beginning of a list or a mapping; with `flow_style` it stands in brackets."""

        flow_style: bool


# The kinds of events. An event is of a kind if that is its class: nothing is derived from these.
SCALAR = cast("type[YamlScalar]", ScalarEvent)
ALIAS = cast("type[YamlAlias]", AliasEvent)
MAPPING_START = cast("type[YamlCollection]", MappingStartEvent)
MAPPING_END = cast("type[YamlEvent]", MappingEndEvent)
SEQUENCE_START = cast("type[YamlCollection]", SequenceStartEvent)
SEQUENCE_END = cast("type[YamlEvent]", SequenceEndEvent)
STREAM_START = cast("type[YamlEvent]", StreamStartEvent)
STREAM_END = cast("type[YamlEvent]", StreamEndEvent)
DOCUMENT_START = cast("type[YamlEvent]", DocumentStartEvent)


def event_getter(text: str) -> Callable[[], YamlEvent | None]:
    """Return what gives the next event of a text each time it is called, and None after the last.

    It raises yaml.YAMLError where the text is not YAML.
    """
    return cast("Callable[[], YamlEvent | None]", CParser(text).get_event)
