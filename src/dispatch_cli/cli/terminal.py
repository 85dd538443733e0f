"""stdout and stderr: what they can show, and writing to them."""

from __future__ import annotations

import codecs
import os
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TextIO

from dispatch_cli import store
from dispatch_cli.errors import ExitCode, UnwritableError
from dispatch_cli.messages import say
from dispatch_cli.render.style import Style
from dispatch_cli.store import system
from dispatch_cli.store.refusals import reason

if TYPE_CHECKING:
    from dispatch_cli.render.text.language import Language


_SPELL_OUT = "dispatch.spell_out"
_YES = {"y", "yes", "是"}
_DUMB = {"dumb", "unknown"}
_TRUE_COLORS = {"truecolor", "24bit"}
_MANY_COLORS = ("256color", "kitty")
_USUAL_WIDTH = 80
_SOME_COLUMNS = re.compile("[0-9]{1,5}")  # more than that has no terminal


def prepare_streams() -> None:
    """Let no character stop the output: what an encoding lacks is spelt out, as JSON would."""
    codecs.register_error(_SPELL_OUT, _spell_out)
    for stream in (sys.stdout, sys.stderr):
        if stream is not None and hasattr(stream, "reconfigure"):
            stream.reconfigure(errors=_SPELL_OUT)
            system.prepare(stream)


def _spell_out(error: Any) -> tuple[str, int]:
    import json

    return json.dumps(error.object[error.start : error.end])[1:-1], error.end


def is_terminal() -> bool:
    """Say whether somebody sits at a terminal, who can be asked."""
    return all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout))


def style_of_stdout(language: Language, color: str | None = None) -> Style:
    """Return what stdout shows: its width where it is a terminal, and its colours, where they are wanted."""
    is_shown = sys.stdout is not None and sys.stdout.isatty()
    colors = _colors() if _is_coloured(color, is_shown=is_shown) else None
    return Style(language, _width() if is_shown else None, colors)


def _is_coloured(color: str | None, *, is_shown: bool) -> bool:
    """Say whether output has colours: by --color, NO_COLOR, FORCE_COLOR, and then where a terminal can show them."""
    if color in {"always", "never"}:
        return color == "always"
    if os.environ.get("NO_COLOR") or os.environ.get("FORCE_COLOR"):
        return not os.environ.get("NO_COLOR")
    return is_shown and not is_dumb()


def is_dumb() -> bool:
    """Say whether the terminal can do no more than write."""
    return os.environ.get("TERM", "").lower() in _DUMB


def _colors() -> str | None:
    """Return rich's name for the colours of the terminal, None for an old console, which would show their codes."""
    if sys.platform == "win32":  # there the console itself must be asked
        from rich.console import Console

        console = Console(force_terminal=True, no_color=False)
        return None if console.legacy_windows else console.color_system
    if os.environ.get("COLORTERM", "").lower() in _TRUE_COLORS:
        return "truecolor"
    return "256" if os.environ.get("TERM", "").lower().endswith(_MANY_COLORS) else "standard"


def _width() -> int:
    """Return how many columns the terminal has: those it is said to have, else its own."""
    said = os.environ.get("COLUMNS", "")
    own, _ = size()
    return (int(said) if _SOME_COLUMNS.fullmatch(said) else 0) or own or _USUAL_WIDTH


def size() -> tuple[int, int]:
    """Return columns and lines of the terminal that stdout is, 0 for what it does not tell."""
    with suppress(OSError, ValueError):
        return os.get_terminal_size(sys.stdout.fileno())
    return 0, 0


def emit(text: str | bytes, *, utf8: bool = False) -> ExitCode:
    """Write to stdout, whole; bytes as they are. Raises UnwritableError; a reader that is gone is an exit status."""
    if not text:
        return ExitCode.OK
    try:
        _write(sys.stdout, text, utf8=utf8)
    except (OSError, ValueError, AttributeError) as error:
        if system.is_reader_gone(error):
            store.discard(sys.stdout)
            return ExitCode.READER_GONE
        raise unwritable(error) from None
    return ExitCode.OK


def unwritable(error: Exception) -> UnwritableError:
    """Return the error for a stdout that takes no more; what it still holds is given up."""
    store.discard(sys.stdout)
    why = reason(error) if isinstance(error, OSError) else say("it is closed")
    message = say("the output cannot be written: {reason}", reason=why)
    return UnwritableError(message, say("check the disk, or where stdout goes"))


def complain(text: str) -> None:
    """Write to stderr; if that is gone, there is nobody to tell."""
    try:
        _write(sys.stderr, text)
    except (OSError, ValueError, AttributeError):
        store.discard(sys.stderr)


def is_person_there() -> bool:
    """Say whether somebody at a terminal can be asked."""
    return sys.stdin is not None and sys.stdin.isatty()


def agrees(question: str) -> bool:
    """Ask whoever sits at the terminal, and say whether they agree; an end of the input is a no."""
    complain(question)
    return sys.stdin.readline().strip().lower() in _YES


def encoded(text: str | bytes, encoding: str = "utf-8") -> bytes:
    """Return the bytes of a text; what the encoding lacks is spelt out."""
    return text.encode(encoding, _SPELL_OUT) if isinstance(text, str) else text


def _write(stream: TextIO, text: str | bytes, *, utf8: bool = False) -> None:
    """Write all of the text; an unbuffered stream may take only a part at a time."""
    stream.flush()
    rest = encoded(text, "utf-8" if utf8 else stream.encoding)
    while rest:
        rest = rest[stream.buffer.write(rest) :]
    stream.buffer.flush()
