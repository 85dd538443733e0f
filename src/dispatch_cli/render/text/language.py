"""Messages → text in English or Chinese, through gettext."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, mark
from dispatch_cli.render.text.plain import harmless

if TYPE_CHECKING:
    from dispatch_cli.messages import Value

CODES = ("en", "zh")
_SEPARATOR = mark(", ")
_CATALOGUES = Path(__file__).parent.parent.parent / "locale"


class Language:
    """One language, by its code."""

    def __init__(self, code: str) -> None:
        """Load its catalogue; English, the language of the sources, has none."""
        self.code = code
        self._catalogue = gettext.NullTranslations()
        if code != "en":
            self._catalogue = gettext.translation("dispatch", _CATALOGUES, [code], fallback=True)

    @property
    def tag(self) -> str:
        """Return the language tag of a page, by which browsers choose fonts and voices."""
        return {"zh": "zh-CN"}.get(self.code, self.code)

    def speak(self, message: Message | str) -> str:
        """Return a message in this language; texts of users are made harmless."""
        if isinstance(message, str):
            return harmless(message)
        if message.plural is None:
            template = self.text(message.template)
        else:
            template = self._catalogue.ngettext(message.template, message.plural, int(str(message.values["n"])))
        return template.format_map({name: self._value(value) for name, value in message.values.items()})

    def text(self, template: str) -> str:
        """Return the translation of a text without values."""
        return self._catalogue.gettext(template)

    def _value(self, value: Value) -> str:
        if isinstance(value, list):
            return self.text(_SEPARATOR).join(map(harmless, value))
        return self.speak(value) if isinstance(value, (Message, str)) else str(value)
