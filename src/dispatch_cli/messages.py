"""What the program says, before it is said in a language.

The core returns messages as values: an English template and what goes into it.
`render.text.language` turns them into text, translating the template through gettext.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.model import Item

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date
    from typing import TypeAlias

    Value: TypeAlias = "str | int | date | Message | Sequence[str | Message]"


class Message(NamedTuple):
    """A sentence to be translated: an English template with `{named}` places.

    `plural` is the template for all counts but one; the count is the value `n`.
    A value that is a message is translated too. A date is written as YYYY-MM-DD, a list, of
    texts or messages, with the separator of the language.
    """

    template: str
    values: Mapping[str, Value]
    plural: str | None = None


def say(template: str, /, **values: Value) -> Message:
    """Return the message with these values."""
    return Message(template, values)


def say_n(singular: str, plural: str, n: int, /, **values: Value) -> Message:
    """Return the message whose wording depends on the count `n`, which is one of its values."""
    return Message(singular, {**values, "n": n}, plural)


def mark(template: str) -> str:
    """Return the text unchanged; the call marks it for the catalogue."""
    return template


_TAGS = {"red": say("red"), "orange": say("orange"), "green": say("green")}


def tag_word(name: str) -> Message | str:
    """Return the word for a tag; only the built-in ones have a translation."""
    return _TAGS.get(name, name)


def field_word(name: str) -> Message | str:
    """Return the word for a field of an item: in English its name, which `plan.keys` marks for translation."""
    return say(name) if name in Item._fields else name
