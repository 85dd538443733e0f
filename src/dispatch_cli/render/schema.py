"""A JSON Schema with messages in it → its text, in both languages."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.messages import Message
from dispatch_cli.render.text.language import CODES, Language

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatch_cli.render.style import Style


class SchemaView(NamedTuple):
    """A JSON Schema with messages in it, ready to be drawn."""

    content: Mapping[str, Any]

    def schema(self, style: Style) -> str:
        """Return its text."""
        return schema_text(self.content, style.language)


def schema_text(schema: Mapping[str, Any], language: Language) -> str:
    """Return the schema as JSON; each message in this language first, then in the others, one a line.

    An editor shows the same description to everybody, and one schema serves the whole office.
    """
    other_languages = [Language(code) for code in CODES if code != language.code]

    def spoken(value: object) -> object:
        """Return a value with its messages as texts."""
        if isinstance(value, Message):
            return "\n".join(dict.fromkeys(each.speak(value) for each in (language, *other_languages)))
        if isinstance(value, dict):
            return {key: spoken(inner) for key, inner in value.items()}
        return [spoken(inner) for inner in value] if isinstance(value, list) else value

    return json.dumps(spoken(schema), ensure_ascii=False, indent=2) + "\n"
