"""The fields of a mapping, checked: known keys once each, every value a text or a date."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.hints import brief, date_hint, nearest
from dispatch_cli.messages import Message, say
from dispatch_cli.plan.keys import FREE_PREFIX, ITEM_KEYS, KEY_WORDS
from dispatch_cli.plan.yaml_events import Shape, Text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import date

    from dispatch_cli.plan.yaml_events import YamlEvents
    from dispatch_cli.source import Source


class KeyCheck:
    """Checks the keys of one mapping as they come, and remembers where each stood."""

    def __init__(self, source: Source, known: Collection[str]) -> None:
        """Begin before the first key."""
        self.source = source
        self.known = known
        self.places: dict[str, int] = {}

    def accept(self, key: Text) -> bool:
        """Say whether the key is known and new; report it otherwise, unless it is free (`x-`)."""
        first = self.places.setdefault(key.value, key.at)
        if first != key.at:
            line = self.source.place(first)[0]
            message = say("`{key}` is given twice; the first is in line {line}", key=brief(key.value), line=line)
            self.source.report(key.at, message, say("keep one of the two lines"))
            return False
        if key.value in self.known:
            return True
        if not key.value.startswith(FREE_PREFIX):
            self._report_unknown(key)
        return False

    def _report_unknown(self, key: Text) -> None:
        meant, colon, _ = key.value.partition("：")
        if colon and meant in self.known:
            report_full_width(self.source, key.at + len(meant))
            return
        if key.value == "<<":
            hint = say("merge keys are not understood here; write the keys out")
        elif key.value in KEY_WORDS:
            hint = say("did you mean `{word}`?", word=KEY_WORDS[key.value])
        else:
            hint = nearest(key.value, self.known)
        self.source.report(key.at, say("unknown key `{key}`", key=brief(key.value)), hint)


def read_fields(source: Source, pairs: Iterable[tuple[Text, Text | Shape]]) -> dict[str, Text]:
    """Return the known, non-empty fields of an item; report everything else.

    A field that is no text is reported and stands as an empty one, so as not to be missed too.
    """
    check = KeyCheck(source, ITEM_KEYS)
    fields = {}
    for key, value in pairs:
        if not check.accept(key):
            continue
        if isinstance(value, Shape):
            report_shape(source, key.value, value)
            fields[key.value] = Text("", value.at)
        elif value.value:
            fields[key.value] = value
    return fields


def report_shape(source: Source, key: str, shape: Shape) -> None:
    """Report a list or mapping where a single text belongs."""
    if not shape.reported:
        hint = say("write `{key}: …` in one line; quote a value that begins with [ or {{", key=key)
        source.report(shape.at, say("`{key}` must be a single text", key=key), hint)


def begins(kind: type, events: YamlEvents, event: Any, message: Message, hint: Message) -> bool:
    """Say whether a value is a mapping or a list, as it should be; report and pass over any other but an empty one."""
    if event.__class__ is kind:
        return True
    value = events.text(event)
    if isinstance(value, Text) and report_colons(events.source, value):
        return False
    if value not in (Text("", value.at), Shape(value.at, reported=True)):
        events.source.report(value.at, message, hint)
    return False


def report_full_width(source: Source, at: int) -> None:
    """Report the full-width colon at this index."""
    source.report(at, say("a full-width colon `：` after a key"), say("write `: `, a plain colon and a space"))


def report_colons(source: Source, text: Text) -> bool:
    """Report the full-width colons of a text that was meant as keys and values; say whether it has any."""
    at = text.at
    for word in text.value.split():
        at = max(at, source.text.find(word, at))
        if "：" in word:
            report_full_width(source, at + word.index("："))
        at += len(word)
    return "：" in text.value


def read_date(source: Source, text: Text) -> date | None:
    """Return the date that a field holds; report what is none."""
    day = parse_date(text.value)
    if day is None:
        source.report(text.at, say("`{text}` is not a date", text=brief(text.value)), date_hint(brief(text.value)))
    return day
