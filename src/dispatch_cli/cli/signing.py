"""Who writes something down, and texts from the command line that are fit to be kept."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

from dispatch_cli.changes import Signed
from dispatch_cli.dates import parse_date
from dispatch_cli.errors import CommandLineError
from dispatch_cli.fields import date_hint
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from datetime import date

_SECONDS = 5


def sign(by: str | None, note: str | None) -> Signed:
    """Return who writes, by default the name that git or the login knows, and what they say."""
    return Signed(read_text("--by", by) or _git_name() or _login_name(), read_text("-m", note))


def sign_with_reason(by: str | None, reason: str | None) -> Signed:
    """Return who writes, and their reason. Raises CommandLineError without one."""
    signed = sign(by, reason)
    if signed.note is None:
        raise CommandLineError(say("a reason is missing"), say("give it with -m, for example `-m 支委会研判`"))
    return signed


def read_text(option: str, text: str | None) -> str | None:
    """Return a text without white space around it, None for an empty one. Raises CommandLineError for what is none."""
    if text is None or not text.strip():
        return None
    if any(_is_no_text(char) for char in text):
        message = say("{option}: the value holds characters that are not text", option=option)
        raise CommandLineError(message, say("type it again; a terminal whose encoding is not UTF-8 garbles Chinese"))
    return text.strip()


def _is_no_text(char: str) -> bool:
    """Say whether a character is a control, or half of one, which is what a wrong encoding leaves."""
    return (not char.isprintable() and char < "\xa0" and char not in "\t\n") or "\ud800" <= char <= "\udfff"


def read_day(option: str, text: str | None) -> date | None:
    """Return the day that an option names. Raises CommandLineError."""
    if text is None:
        return None
    day = parse_date(text)
    if day is None:
        raise CommandLineError(say("{option}: `{text}` is not a date", option=option, text=text), date_hint(text))
    return day


def _git_name() -> str | None:
    try:
        command = ["git", "config", "user.name"]
        done = subprocess.run(command, capture_output=True, check=False, timeout=_SECONDS)  # noqa: S603
    except (OSError, subprocess.SubprocessError):
        return None
    return _clean(done.stdout.decode(errors="replace"))


def _login_name() -> str | None:
    import getpass

    try:
        return _clean(getpass.getuser())
    except (OSError, KeyError):
        return None


def _clean(name: str) -> str | None:
    return "".join(char for char in name if not _is_no_text(char)).strip() or None
