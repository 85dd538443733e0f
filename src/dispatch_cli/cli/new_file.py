"""Beginning a list: a new task file, which has no record yet."""

from __future__ import annotations

import os
from pathlib import PurePath

from dispatch_cli.errors import CommandLineError, UnwritableError
from dispatch_cli.hints.shell import file_option
from dispatch_cli.messages import say
from dispatch_cli.model import USUAL_FILE
from dispatch_cli.workspace.desk import default_log

_OF_LISTS = (".yaml", ".yml", "")


def check_absent(path: str) -> None:
    """Raise UnwritableError where there is a file of that name."""
    if os.path.lexists(path):
        message = say("{path}: the file exists and is left as it is", path=path)
        raise UnwritableError(message, say("name a new file, or edit this one"))


def check_beginning(path: str) -> None:
    """Raise CommandLineError for the name of another kind of file, UnwritableError where an old log would count."""
    if os.path.lexists(path):
        return  # it stays as it is, and that is said when it is to be written
    if PurePath(path).suffix.lower() not in _OF_LISTS:
        message = say("{path}: this is no name for a task file", path=path)
        raise CommandLineError(message, say("let it end in .yaml"))
    log = default_log(path) or ""
    if os.path.lexists(log):
        message = say("{log}: there is a log already, and it would count for the new list", log=log)
        raise UnwritableError(message, say("move it away, or give the new list another name"))


def option_for(path: str) -> str:
    """Return the option that a command needs to find a new task file, nothing where it looks there by itself."""
    return file_option(path, os.environ.get("DISPATCH_FILE") or USUAL_FILE)
