"""What every command is asked with: which files, on which day, in which language."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import store
from dispatch_cli.cli.terminal import complain
from dispatch_cli.cli.values import read_day, read_seconds
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import say, say_n
from dispatch_cli.workspace.desk import Desk, default_log

if TYPE_CHECKING:
    from dispatch_cli.render.text.language import Language


class Request(NamedTuple):
    """The options that every command takes, as they were given, and the language in which it speaks."""

    file: str
    log: str | None
    today: str | None
    language: Language

    @property
    def desk(self) -> Desk:
        """Return the desk that the options name. Raises CommandLineError."""
        return Desk(self.file, self.log_file, read_day("--today", self.today), self._patience)

    @property
    def log_file(self) -> str | None:
        """Return where the log is; a list from stdin has none of its own. Raises CommandLineError."""
        if self.log == store.STDIN:
            raise CommandLineError(say("--log: the log is a file, and - is not one"), say("name the file"))
        if self.log and os.path.realpath(self.log) == os.path.realpath(self.file):
            hint = say("name the log, or leave --log out: it lies beside the task file")
            raise CommandLineError(say("--log names the task file itself"), hint)
        return self.log or default_log(self.file)

    def _patience(self) -> store.Patience:
        """Begin to wait for others as long as DISPATCH_WAIT says, and say so. Raises CommandLineError."""
        seconds = read_seconds("DISPATCH_WAIT", os.environ.get("DISPATCH_WAIT") or "30", least=0)

        def waiting(path: str) -> None:
            """Say for what the command waits."""
            message = say_n(
                "{path}: another process is writing; waiting at most {n} second",
                "{path}: another process is writing; waiting at most {n} seconds",
                seconds,
                path=path,
            )
            complain(f"{self.language.speak(message)}\n")

        return store.Patience(seconds, waiting)
