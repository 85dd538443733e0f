"""YAML as a stream of texts with their places.

Everything is text here: no tag, number, date or truth value is ever guessed. There is one pass
over the parser's events, and only the caller keeps something. So a file of any shape costs
time and memory in proportion to its size.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, NamedTuple, cast

from yaml.error import MarkedYAMLError, YAMLError

from dispatch_cli.messages import say
from dispatch_cli.plan.yaml_parser import (
    ALIAS,
    DOCUMENT_START,
    MAPPING_END,
    MAPPING_START,
    SCALAR,
    SEQUENCE_END,
    SEQUENCE_START,
    STREAM_END,
    STREAM_START,
    event_getter,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator

    from dispatch_cli.plan.yaml_parser import YamlAlias, YamlEvent, YamlNode
    from dispatch_cli.source import Source

_DEEPEST = 20
TOO_DEEP, DIRECTIVE = "too deep", "directive"
PARSER_TOO_DEEP = "maximum nesting depth"  # so libyaml says from 0.2.6 on, at a thousand levels


class PlacedText(NamedTuple):
    """A scalar: its text without white space around it, and the index where it begins."""

    value: str
    at: int


class PlacedList(NamedTuple):
    """A list of texts, and the index where it begins; an element that is no text has been passed over."""

    elements: tuple[PlacedText | NotText, ...]
    at: int


class NotText(NamedTuple):
    """A list or a mapping where a text was wanted, or an alias that stands for no text.

    It has been passed over; the alias has been `reported`.
    """

    at: int
    reported: bool = False


class NotYamlError(Exception):
    """The text stopped being YAML at the character with this index."""

    def __init__(self, at: int, reason: str) -> None:
        """Keep the place and the parser's own reason."""
        super().__init__(reason)
        self.at = at
        self.reason = reason


@contextmanager
def not_yaml() -> Iterator[None]:
    """Turn the parser's errors into NotYamlError."""
    try:
        yield
    except MarkedYAMLError as error:
        # A scanner notices a mistake when it has read past it; its context is where it began.
        scanning = (error.context or "").startswith(("while scanning", "while parsing a flow"))
        mark = error.context_mark if scanning else error.problem_mark
        raise NotYamlError(mark.index if mark else 0, error.problem or "") from None
    except YAMLError as error:
        raise NotYamlError(0, str(error)) from None


class YamlEvents:
    """The events of one document, read from the front.

    Whoever reads them does it inside `not_yaml`, once for all: to guard each of a million events takes time.
    """

    def __init__(self, source: Source) -> None:
        """Begin before the first event."""
        self.source = source
        self._next_or_none = event_getter(source.text)
        # None comes only after the end of the stream, which nobody but `rest` asks for.
        self.next = cast("Callable[[], YamlEvent]", self._next_or_none)
        self._anchors: dict[str, PlacedText | None] = {}

    def root(self) -> YamlEvent | None:
        """Return the event that begins the document, or None where the stream holds none."""
        if directive := re.search("^%TAG", self.source.text, re.MULTILINE):
            raise NotYamlError(directive.start(), DIRECTIVE)  # the parser takes quadratic time for them
        event = self.next()
        while event.__class__ in (STREAM_START, DOCUMENT_START):
            event = self.next()
        return None if event.__class__ is STREAM_END else event

    def rest(self) -> Iterator[YamlEvent]:
        """Yield all events that are left."""
        return iter(self._next_or_none, None)

    def pairs(self) -> Iterator[tuple[PlacedText, YamlEvent]]:
        """Yield each key with the event that begins its value, which the caller must consume.

        The event that begins the mapping has been read; the one that ends it is consumed.
        """
        while (event := self.next()).__class__ is not MAPPING_END:
            key = self.text(event)
            if isinstance(key, PlacedText):
                yield key, self.next()
                continue
            if not key.reported:
                self.source.report(key.at, say("a key must be text"), say("write it as `key: value`"))
            self.text(self.next())

    def elements(self) -> Iterator[YamlEvent]:
        """Yield the event that begins each element, which the caller must consume."""
        while (event := self.next()).__class__ is not SEQUENCE_END:
            if (event.__class__ is MAPPING_START or event.__class__ is SEQUENCE_START) and event.anchor is not None:
                self._anchors[event.anchor] = None
            yield event

    def texts(self) -> list[tuple[PlacedText, PlacedText | NotText]]:
        """Return the pairs of a mapping that should hold nothing but texts."""
        return [(key, self.text(event)) for key, event in self.pairs()]

    def fields(self, lists: Collection[str]) -> list[tuple[PlacedText, PlacedText | PlacedList | NotText]]:
        """Return the pairs of a mapping that should hold nothing but texts, and under the keys `lists` also lists."""
        return [
            (key, self._list(event) if event.__class__ is SEQUENCE_START and key.value in lists else self.text(event))
            for key, event in self.pairs()
        ]

    def _list(self, event: YamlEvent) -> PlacedList:
        if (anchor := cast("YamlNode", event).anchor) is not None:
            self._anchors[anchor] = None
        return PlacedList(tuple(self.text(element) for element in self.elements()), event.start_mark.index)

    def text(self, event: YamlEvent) -> PlacedText | NotText:
        """Return the text that an event is or stands for; pass over a list or a mapping that it begins."""
        at = event.start_mark.index
        if event.__class__ is SCALAR:
            text = PlacedText(event.value.strip(), at)
            if event.anchor is not None:
                self._anchors[event.anchor] = text
            return text
        if event.__class__ is ALIAS:
            return self._aliased(event)
        self._skip(event)
        return NotText(at)

    def _skip(self, event: YamlEvent) -> None:
        depth = 0
        while True:
            if event.__class__ is MAPPING_START or event.__class__ is SEQUENCE_START:
                depth += 1
                if depth > _DEEPEST:
                    raise NotYamlError(event.start_mark.index, TOO_DEEP)
                if event.anchor is not None:
                    self._anchors[event.anchor] = None
            elif event.__class__ is MAPPING_END or event.__class__ is SEQUENCE_END:
                depth -= 1
            else:
                self.text(event)
            if depth == 0:
                return
            event = self.next()

    def _aliased(self, alias: YamlAlias) -> PlacedText | NotText:
        at = alias.start_mark.index
        if alias.anchor not in self._anchors:
            message = say("`*{name}` stands for nothing", name=alias.anchor)
            hint = say("set it first with `&{name}`, or write the text out", name=alias.anchor)
        elif (text := self._anchors[alias.anchor]) is not None:
            return PlacedText(text.value, at)
        else:
            message = say("`*{name}` stands for a list or a mapping", name=alias.anchor)
            hint = say("write it out; only a single text may be repeated with `*`")
        self.source.report(at, message, hint)
        return NotText(at, reported=True)
