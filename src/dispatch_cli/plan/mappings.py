"""The mappings of a section of the task file: each key checked, each value read."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, say
from dispatch_cli.plan.fields import KeyCheck, begins, report_full_width, report_shape
from dispatch_cli.plan.keys import names
from dispatch_cli.plan.yaml_events import NotText, PlacedText
from dispatch_cli.plan.yaml_parser import MAPPING_START, SCALAR, SEQUENCE_START

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator, Mapping

    from dispatch_cli.plan.keys import Key
    from dispatch_cli.plan.yaml_events import YamlEvents
    from dispatch_cli.plan.yaml_parser import YamlEvent
    from dispatch_cli.source import Source

_TO_NAMES = say("`to` must hold names")
_NAMES = say("write a name of `people`, or several in brackets: `[secretary, leader]`")


class MappingReader:
    """Reads mappings and their values, each from the event with which it begins."""

    def __init__(self, source: Source, events: YamlEvents) -> None:
        """Begin before the first."""
        self.source = source
        self.events = events

    def names(self, event: YamlEvent, message: Message = _TO_NAMES, hint: Message = _NAMES) -> tuple[PlacedText, ...]:
        """Return the names or words that a value holds: one, or a list of several; report anything else."""
        if event.__class__ is not SEQUENCE_START:
            values = [self.events.text(event)]
        else:
            values = [self.events.text(element) for element in self.events.elements()]
        names = tuple(value for value in values if isinstance(value, PlacedText) and value.value)
        if len(names) < max(1, len(values)) and not any(value == NotText(value.at, reported=True) for value in values):
            self.source.report(event.start_mark.index, message, hint)
        return names

    def texts(
        self, event: YamlEvent, message: Message, hint: Message, aliases: Mapping[str, str] | None = None
    ) -> Iterator[tuple[PlacedText, PlacedText]]:
        """Yield each key with the text that it holds, an alias as the key that it stands for; all keys are allowed."""
        for key, inner in self.pairs(event, None, message, hint, aliases or {}):
            text = self.text(key, inner)
            if text and text.value:
                yield key, text

    def pairs(
        self,
        event: YamlEvent,
        keys: Collection[str] | None,
        message: Message,
        hint: Message,
        aliases: Mapping[str, str] = MappingProxyType({}),
    ) -> Iterator[tuple[PlacedText, YamlEvent]]:
        """Yield the keys of a mapping, each once, with the event that begins its value; report others than `keys`.

        None allows all.
        """
        if not begins(MAPPING_START, self.events, event, message, hint):
            return
        check = KeyCheck(self.source, keys or ())
        for key, inner in self.events.pairs():
            name = PlacedText(aliases.get(key.value, key.value), key.at)
            check.keys = keys or (name.value,)
            if keys is None and _lacks_colon(key, inner):
                report_full_width(self.source, key.at + key.value.index("："))
            elif check.accept(name):
                yield name, inner
                continue
            self.events.text(inner)

    def section(
        self, event: YamlEvent, keys: Collection[Key], message: Message, hint: Message
    ) -> dict[str, PlacedText]:
        """Return the single texts of a section with these keys, without empty ones; report what it lacks.

        A section without any key lacks nothing.
        """
        texts: dict[str, PlacedText] = {}
        has_keys = False
        for key, inner in self.pairs(event, names(keys), message, hint):
            has_keys = True
            if (text := self.text(key, inner)) and text.value:
                texts[key.value] = text
        if has_keys:
            self.report_missing(event, keys, texts)
        return texts

    def report_missing(self, event: YamlEvent, keys: Iterable[Key], given: Collection[str]) -> None:
        """Report the keys that a section requires and that are not given."""
        for key in keys:
            if key.required and key.name not in given:
                absent = say("`{key}` is missing here", key=key.name)
                self.source.report(event.start_mark.index, absent, say("add a line `{key}: …` to it", key=key.name))

    def text(self, key: PlacedText, event: YamlEvent) -> PlacedText | None:
        """Return the text that a value is, which may be empty; report and pass over any other value."""
        value = self.events.text(event)
        if isinstance(value, PlacedText):
            return value
        report_shape(self.source, key.value, value)
        return None


def _lacks_colon(key: PlacedText, value: YamlEvent) -> bool:
    """Say whether a key without a value was meant as key and value, with a full-width colon between them."""
    return "：" in key.value and value.__class__ is SCALAR and not value.value
