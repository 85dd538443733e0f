"""The fields of a mapping, checked: each key is known and stands once, each value is a text or a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.hints.guesses import brief, date_hint, nearest
from dispatch_cli.messages import Message, say
from dispatch_cli.model import Mode
from dispatch_cli.plan.keys import FREE_PREFIX, ITEM_KEYS, KEY_WORDS
from dispatch_cli.plan.names import joined
from dispatch_cli.plan.yaml_events import NotText, PlacedList, PlacedText

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from dispatch_cli.plan.yaml_events import YamlEvents
    from dispatch_cli.plan.yaml_parser import YamlCollection, YamlEvent
    from dispatch_cli.source import Source


class KeyCheck:
    """Checks the keys of one mapping one by one, and remembers where each stood."""

    def __init__(self, source: Source, keys: Collection[str]) -> None:
        """Begin before the first key."""
        self.source = source
        self.keys = keys
        self.places: dict[str, int] = {}

    def accept(self, key: PlacedText) -> bool:
        """Say whether the key is known and new; report it otherwise, unless it is free (`x-`)."""
        first = self.places.setdefault(key.value, key.at)
        if first != key.at:
            line = self.source.place(first).line
            message = say("`{key}` is given twice; the first is in line {line}", key=brief(key.value), line=line)
            self.source.report(key.at, message, say("keep one of the two lines"))
            return False
        if key.value in self.keys:
            return True
        if not key.value.startswith(FREE_PREFIX):
            self._report_unknown(key)
        return False

    def _report_unknown(self, key: PlacedText) -> None:
        name, colon, _ = key.value.partition("：")
        if colon and name in self.keys:
            report_full_width(self.source, key.at + len(name))
            return
        if key.value == "<<":
            hint = say("merge keys are not understood here; write the keys out")
        elif key.value in KEY_WORDS:
            hint = say("did you mean `{word}`?", word=KEY_WORDS[key.value])
        else:
            hint = nearest(key.value, self.keys)
        self.source.report(key.at, say("unknown key `{key}`", key=brief(key.value)), hint)


class Fields(NamedTuple):
    """The fields of an item by key: each as a text, and the names of those that are lists."""

    texts: dict[str, PlacedText]
    lists: dict[str, tuple[PlacedText, ...]]


def read_fields(source: Source, pairs: Iterable[tuple[PlacedText, PlacedText | PlacedList | NotText]]) -> Fields:
    """Return the fields of an item that are known and not empty; report all others.

    A field that is not a text is reported, and returned as an empty one: so nobody reports it missing too.
    """
    check = KeyCheck(source, ITEM_KEYS)
    fields = Fields({}, {})
    for key, value in pairs:
        if not check.accept(key):
            continue
        if value.__class__ is PlacedText:
            if value.value:
                fields.texts[key.value] = value
        elif isinstance(value, PlacedList):
            names = _read_names(source, key.value, value)
            fields.lists[key.value] = names
            fields.texts[key.value] = PlacedText(joined([name.value for name in names]), value.at)
        elif isinstance(value, NotText):
            report_shape(source, key.value, value)
            fields.texts[key.value] = PlacedText("", value.at)
    return fields


def _read_names(source: Source, key: str, value: PlacedList) -> tuple[PlacedText, ...]:
    """Return the names in a list; report what is no name, and a name that stands there before."""
    hint = say("write the names in brackets, such as `{key}: [secretary, leader]`, or leave the line out", key=key)
    if not value.elements:
        source.report(value.at, say("`{key}` is a list without names", key=key), hint)
    names: dict[str, PlacedText] = {}
    for element in value.elements:
        if isinstance(element, NotText):
            if not element.reported:
                source.report(element.at, say("each name in `{key}` must be a single text", key=key), hint)
        elif not element.value:
            source.report(element.at, say("a name in `{key}` is empty", key=key), hint)
        elif names.setdefault(element.value, element) is not element:
            message = say("`{name}` stands in `{key}` twice", name=brief(element.value), key=key)
            source.report(element.at, message, say("delete one of the two"))
    return tuple(names.values())


def report_shape(source: Source, key: str, shape: NotText) -> None:
    """Report a list or mapping where a single text belongs."""
    if not shape.reported:
        hint = say("write `{key}: …` in one line; quote a value that begins with [ or {{", key=key)
        source.report(shape.at, say("`{key}` must be a single text", key=key), hint)


def begins(kind: type[YamlCollection], events: YamlEvents, event: YamlEvent, message: Message, hint: Message) -> bool:
    """Say whether a value is of a kind, a mapping or a list. Any other is passed over, and reported if not empty."""
    if event.__class__ is kind:
        return True
    value = events.text(event)
    if isinstance(value, PlacedText) and report_colons(events.source, value):
        return False
    if value not in (PlacedText("", value.at), NotText(value.at, reported=True)):
        events.source.report(value.at, message, hint)
    return False


def report_full_width(source: Source, at: int) -> None:
    """Report the full-width colon at this index."""
    source.report(at, say("a full-width colon `：` after a key"), say("write `: `, a plain colon and a space"))


def report_colons(source: Source, text: PlacedText) -> bool:
    """Report the full-width colons of a text, where keys and values were meant; say whether it has any."""
    at = text.at
    for word in text.value.split():
        at = max(at, source.text.find(word, at))
        if "：" in word:
            report_full_width(source, at + word.index("："))
        at += len(word)
    return "：" in text.value


def read_date(source: Source, text: PlacedText) -> date | None:
    """Return the date that a field holds; report any other text."""
    day = parse_date(text.value)
    if day is None:
        source.report(text.at, say("`{text}` is not a date", text=brief(text.value)), date_hint(brief(text.value)))
    return day


def read_mode(source: Source, text: PlacedText | None) -> Mode:
    """Return the mode that a text says, rolling without one; report any other."""
    if text is None or text.value in tuple(Mode):
        return Mode(text.value) if text else Mode.ROLLING
    source.report(text.at, say("unknown mode `{mode}`", mode=brief(text.value)), nearest(text.value, tuple(Mode)))
    return Mode.ROLLING
