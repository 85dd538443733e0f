"""The language in which the program speaks: it is known before the command line is parsed."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from dispatch_cli.render.text.language import CODES, code_of

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence


def chosen_language(
    arguments: Sequence[str], environment: Mapping[str, str], of_system: Callable[[], str] = str
) -> str:
    """Return the language asked for: by the last --lang, by DISPATCH_LANG, by the locale, or by that of the system.

    It must be known before the command line is parsed, whose errors and help it speaks.

    >>> chosen_language(["check", "--lang=zh"], {}), chosen_language([], {"LANG": "zh_CN.UTF-8"})
    ('zh', 'zh')
    """
    locale = next(filter(None, map(environment.get, ("LC_ALL", "LC_MESSAGES", "LANG"))), None)
    asked = environment.get("DISPATCH_LANG") or code_of(locale or of_system())
    for argument, following in zip_longest(arguments, arguments[1:]):
        if argument.startswith("--lang="):
            asked = argument.removeprefix("--lang=")
        elif argument == "--lang" and following:
            asked = following
    code = re.split("[-_.]", asked)[0]
    return code if code in CODES else asked
