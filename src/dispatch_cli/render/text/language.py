"""Messages → text in English or Chinese, through gettext."""

from __future__ import annotations

import gettext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, mark
from dispatch_cli.render.text.plain import harmless

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatch_cli.messages import Value


class Tongue(NamedTuple):
    """One language that the program speaks: its code, and how the locales begin that choose it.

    The code names its catalogue too. `tag` is what a page says of its language, for the fonts of a browser and for
    those who have it read aloud.
    """

    code: str
    locale: str
    tag: str


SOURCE = Tongue("en", "en", "en")  # the language of the sources, which needs no catalogue
TONGUES = (SOURCE, Tongue("zh", "zh", "zh-CN"))
CODES = tuple(tongue.code for tongue in TONGUES)
_TAGS = {tongue.code: tongue.tag for tongue in TONGUES}
_SEPARATOR = mark(", ")
_CATALOGUES = Path(__file__).parent.parent.parent / "locale"


def code_of(locale: str) -> str:
    """Return the code of the language that a locale chooses: English where nothing else is known.

    >>> code_of("zh_CN.UTF-8"), code_of("C"), code_of("")
    ('zh', 'en', 'en')
    """
    return next((tongue.code for tongue in TONGUES if locale.startswith(tongue.locale)), SOURCE.code)


class Language:
    """One language, by its code."""

    def __init__(self, code: str) -> None:
        """Load its catalogue, which the language of the sources does not have."""
        self.code = code
        self._catalogue = gettext.NullTranslations()
        if code != SOURCE.code:
            self._catalogue = gettext.translation("dispatch", _CATALOGUES, [code], fallback=True)

    @property
    def tag(self) -> str:
        """Return the language tag of a page, by which browsers choose fonts and voices."""
        return _TAGS[self.code]

    def speak(self, message: Message | str) -> str:
        """Return a message in this language; texts of users are made harmless."""
        if isinstance(message, str):
            return harmless(message)
        if message.plural is None:
            template = self.text(message.template)
        else:
            template = self._catalogue.ngettext(message.template, message.plural, int(str(message.values["n"])))
        return template.format_map({name: self._value(value) for name, value in message.values.items()})

    def each(self, messages: Mapping[str, Message | str]) -> dict[str, str]:
        """Return messages in this language, each under its key."""
        return {key: self.speak(message) for key, message in messages.items()}

    def text(self, template: str) -> str:
        """Return the translation of a text without values."""
        return self._catalogue.gettext(template)

    def _value(self, value: Value) -> str:
        if isinstance(value, list):
            return self.text(_SEPARATOR).join(map(self.speak, value))
        return self.speak(value) if isinstance(value, (Message, str)) else str(value)
