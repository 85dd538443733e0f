"""Texts and days from the command line, checked before they are used or kept."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints.guesses import date_hint, nearest
from dispatch_cli.messages import say
from dispatch_cli.source import is_no_text

if TYPE_CHECKING:
    from collections.abc import Collection
    from datetime import date

    import typer


def read_text(option: str, text: str | None) -> str | None:
    """Return a text without white space around it, None for an empty one. Raises CommandLineError for what is none."""
    if text is None or not text.strip():
        return None
    if any(map(is_no_text, text)):
        message = say("{option}: the value holds characters that are not text", option=option)
        raise CommandLineError(message, say("type it again; a terminal whose encoding is not UTF-8 garbles Chinese"))
    return text.strip()


def read_day(option: str, text: str | None) -> date | None:
    """Return the day that an option names. Raises CommandLineError."""
    if text is None:
        return None
    day = parse_date(text)
    if day is None:
        raise CommandLineError(say("{option}: `{text}` is not a date", option=option, text=text), date_hint(text))
    return day


def read_year(option: str, text: str | None) -> int | None:
    """Return the year that an option or an argument names. Raises CommandLineError."""
    if text is None:
        return None
    if not re.fullmatch("[1-9][0-9]{3}", text):
        message = say("{option}: `{text}` is not a year", option=option, text=text)
        raise CommandLineError(message, say("give it in four digits, such as 2027"))
    return int(text)


def is_typed(context: typer.Context, name: str) -> bool:
    """Say whether the command line itself gives a parameter, not a variable or its default."""
    source = context.get_parameter_source(name)
    return source is not None and source.name == "COMMANDLINE"


def read_seconds(option: str, text: str, least: int = 1) -> int:
    """Return the number of seconds that an option names. Raises CommandLineError."""
    if not re.fullmatch("[0-9]{1,5}", text) or int(text) < least:
        message = say("{option}: `{text}` is not a number of seconds", option=option, text=text)
        raise CommandLineError(message, say("give a number of seconds, such as 30"))
    return int(text)


def read_words(option: str, text: str | None) -> tuple[str, ...]:
    """Return the words of a command that an option names, none where it is absent. Raises CommandLineError."""
    from dispatch_cli.hints.shell import split

    try:
        words = split(text or "")
    except ValueError:
        words = ()
    if text is not None and not (words and words[0]):
        message = say("{option}: `{text}` is not a command", option=option, text=text)
        raise CommandLineError(message, say("name a program, and close every quote"))
    return words


def choose(option: str, name: str, known: Collection[str]) -> str:
    """Return a name that is known. Raises CommandLineError with the nearest one."""
    if name not in known:
        raise CommandLineError(say("{option}: `{name}` is unknown", option=option, name=name), nearest(name, known))
    return name
