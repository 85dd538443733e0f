"""Words for the names that this package builds in; an office's own names stand as they are."""

from __future__ import annotations

from dispatch_cli.messages import Message, say

_TAGS = {"red": say("red"), "orange": say("orange"), "green": say("green")}
_FIELDS = {
    "title": say("title"),
    "tag": say("tag"),
    "team": say("team"),
    "owner": say("owner"),
    "start": say("start"),
    "deadline": say("deadline"),
    "note": say("note"),
}


def tag_word(name: str) -> Message | str:
    """Return the word for a tag; only the built-in ones have a translation."""
    return _TAGS.get(name, name)


def field_word(name: str) -> Message | str:
    """Return the word for a field of an item."""
    return _FIELDS.get(name, name)
