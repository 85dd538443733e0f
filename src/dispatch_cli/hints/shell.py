"""Command lines as the shell of this system reads them: sh, or on Windows cmd and PowerShell.

Windows parts the folders of a path by backslashes, so a backslash is a letter there.
"""

from __future__ import annotations

import os
import re
import shlex
from os.path import normpath
from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, say
from dispatch_cli.model import USUAL_FILE

if TYPE_CHECKING:
    from collections.abc import Iterable

_IS_WINDOWS = os.name == "nt"
# What no shell takes for anything but itself; Chinese is that everywhere.
_BARE = re.compile(r"[\w.%/:@+,（）《》【】「」、，。：；！？-][\w.%/:@+,=（）《》【】「」、，。：；！？-]*")
_BARE_ON_WINDOWS = re.compile(r"[\w+:./\\=-]+")
_TO_A_QUOTE = re.compile(r'(\\*)"')  # the backslashes before a quote, and at the end of a word, count for one each
_AT_THE_END = re.compile(r"(\\+)$")


def split(text: str, *, is_windows: bool = _IS_WINDOWS) -> tuple[str, ...]:
    r"""Return the words of a command, without a shell. Raises ValueError for a quote that is not closed.

    >>> split(r"send\ it 'to all'", is_windows=False), split(r'"C:\Office tools\send.exe" -t', is_windows=True)
    (('send it', 'to all'), ('C:\\Office tools\\send.exe', '-t'))
    """
    words = shlex.shlex(text, posix=True)
    words.whitespace_split, words.commenters = True, ""
    if is_windows:
        words.escape = ""
    return tuple(words)


def quoted(word: str, *, is_windows: bool = _IS_WINDOWS) -> str:
    r"""Return a word as it is typed: in quotes only where a shell asks for them, on Windows those that both know.

    >>> print(*map(quoted, ["台账.csv", "责任单位（配合）=-", "our list.csv", "it's", "=A1"]))
    台账.csv 责任单位（配合）=- 'our list.csv' 'it'"'"'s' '=A1'
    >>> print(quoted("台账.xlsx", is_windows=True), quoted(r'C:\a "b"', is_windows=True))
    台账.xlsx "C:\a \"b\""
    """
    if (_BARE_ON_WINDOWS if is_windows else _BARE).fullmatch(word):
        return word
    if not is_windows:  # `shlex.quote` leaves `=word` bare, which zsh takes for a program
        return "'" + word.replace("'", "'\"'\"'") + "'"
    return '"{}"'.format(_AT_THE_END.sub(r"\1\1", _TO_A_QUOTE.sub(r'\1\1\\"', word)))


def file_option(file: str, usual: str = USUAL_FILE) -> str:
    """Return what a command line says of a task file: nothing where it is the usual one.

    >>> file_option("./tasks.yaml"), file_option("2027/list.yaml"), file_option("tasks.yaml", "list.yaml")
    ('', ' -f 2027/list.yaml', ' -f tasks.yaml')
    """
    return "" if normpath(file) == normpath(usual) else f" -f {quoted(file)}"


def joined(words: Iterable[str]) -> str:
    """Return a command as it is typed."""
    return " ".join(map(quoted, words))


def move(file: str, to: str, *, is_windows: bool = _IS_WINDOWS) -> Message:
    """Return the command that gives a file another name, as a hint names it."""
    name = "move" if is_windows else "mv"
    return say(
        "`{command}`", command=f"{name} {quoted(file, is_windows=is_windows)} {quoted(to, is_windows=is_windows)}"
    )


def move_behind(file: str, other: str, *, is_windows: bool = _IS_WINDOWS) -> Message:
    """Return the command that appends a file to another and removes it, as a hint names it.

    An empty line stands between them: what is cut off at the end of the other one spoils nothing of the file.
    """
    what, to = (quoted(each, is_windows=is_windows) for each in (file, other))
    if is_windows:
        command = f"(echo.& type {what}) >> {to} && del {what}"
        return say("`{command}` (in cmd, not in PowerShell)", command=command)
    return say("`{command}`", command=f"{{ echo; cat {what}; }} >> {to} && rm {what}")
