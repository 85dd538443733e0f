"""The password of a mail server: read where the list says that it is kept, and shown to nobody."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from pathlib import Path
from typing import TYPE_CHECKING

from dispatch_cli import store
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from dispatch_cli.model import MailServer
    from dispatch_cli.workspace.desk import Desk

_ABSENT = say("write the password into it, and nothing else, and let nobody else read it")


class Secret:
    """A text that no message, no traceback and no repr shows."""

    __slots__ = ("text",)

    def __init__(self, text: str) -> None:
        """Keep the text."""
        self.text = text

    def __repr__(self) -> str:
        """Return that there is something."""
        return "Secret(…)"


def password_of(desk: Desk, server: MailServer | None) -> Secret | None:
    """Return the password of a mail server, None where it has none.

    A file is that of this name in the folder of the list. Others than its owner and root may not read it.
    Raises CommandLineError, UnreadableError.
    """
    if server is None or server.password is None:
        return None
    kind, name = server.password
    return _in_environment(name) if kind == "env" else _in_file(desk, name)


def _in_environment(name: str) -> Secret:
    if not os.environ.get(name):
        message = say("the password of the mail server is missing: there is no variable {name}", name=name)
        raise CommandLineError(message, say("set it where the command is run, or keep the password in a file"))
    return _checked(os.environ[name], name)


def _in_file(desk: Desk, name: str) -> Secret:
    path = f"{store.target_of(desk.file).parent / Path(name)}"
    data, readers = store.read_and_look(path, _ABSENT)
    if doubt := store.exposure(readers):
        message = say("the password in {path} is not used: {why}", path=path, why=doubt.why)
        raise CommandLineError(message, doubt.remedy)
    return _checked(data.removeprefix(BOM_UTF8).decode(errors="replace").rstrip("\r\n"), path)


def _checked(text: str, place: str) -> Secret:
    """Return a password that a mail server can be told. Raises CommandLineError."""
    if not re.fullmatch("[ -~]+", text):
        message = say("{place} holds no password that a mail server takes: one line of ASCII is needed", place=place)
        raise CommandLineError(message, say("look at it in an editor; Chinese and empty lines do not belong there"))
    return Secret(text)
