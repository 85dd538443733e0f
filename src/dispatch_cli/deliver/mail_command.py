"""Handing one message over to a mail command: no shell, the whole message or nothing, within a time."""

from __future__ import annotations

import errno
import os
import subprocess
from threading import Thread
from typing import IO, TYPE_CHECKING, NamedTuple

from dispatch_cli import store
from dispatch_cli.deliver.carrier import Failure
from dispatch_cli.errors import UnwritableError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.store import system
from dispatch_cli.store.refusals import reason

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.deliver.carrier import Parcel

_KEPT, _PIECE, _LAST_WORDS = 4096, 65536, 0.5


class MailCommand(NamedTuple):
    """A mail command, which finds the recipient in the message, and how many seconds each message may take."""

    words: tuple[str, ...]
    seconds: int

    def hand_over(self, parcel: Parcel) -> Failure | None:
        """Return how a message could not be handed over, None if it was."""
        try:
            return hand_over(self.words, parcel.message, self.seconds)
        except UnwritableError as error:
            return Failure(error.message)


def hand_over(command: Sequence[str], message: bytes, seconds: int) -> Failure | None:
    """Run a mail command on a message; return how it failed, None if it did not.

    The message lies whole in a file before the command begins: who dies in between leaves no half of it.
    Raises UnwritableError where there is no room for that file.
    """
    name = command[0]
    program = system.find_program(name)
    if program is None:
        known = say("`{name}` is not a program", name=name)
        return Failure(known if os.path.lexists(name) else say("there is no program `{name}`", name=name))
    with store.spooled(message) as letter:
        try:
            status, said = _run([program, *command[1:]], letter, seconds)
        except (OSError, ValueError) as error:
            return Failure(_cannot_run(name, error))
    why = _why(status, said, seconds)
    return Failure(why, is_sure=status is not None and status > 0 and not system.is_crash(status)) if why else None


def _cannot_run(name: str, error: Exception) -> Message:
    if isinstance(error, OSError) and error.errno in {errno.ENOENT, errno.ENOEXEC}:
        return say("`{name}` cannot be run: its first line names no program that exists", name=name)
    return say("`{name}` cannot be run: {reason}", name=name, reason=reason(error))


def _run(command: Sequence[str], letter: IO[bytes], seconds: int) -> tuple[int | None, str]:
    """Return the status of a command and what it said; no status where it took too long and was ended, all of it."""
    streams = {"stdin": letter, "stdout": subprocess.PIPE, "stderr": subprocess.STDOUT}
    process = subprocess.Popen(command, **system.APART, **streams)  # type: ignore[call-overload] # noqa: S603
    said = bytearray()
    listener = Thread(target=_listen, args=(process.stdout, said), daemon=True)
    listener.start()
    try:
        status = process.wait(seconds)
    except subprocess.TimeoutExpired:
        system.end_all(process)
        status = None
    listener.join(_LAST_WORDS)
    if not listener.is_alive():  # else what it has left running keeps the stream open
        process.stdout.close()
    return status, said.decode(errors="replace")


def _listen(stream: IO[bytes], said: bytearray) -> None:
    """Keep the first words of a command, and let it say as much as it likes."""
    while piece := os.read(stream.fileno(), _PIECE):
        said += piece[: _KEPT - len(said)]


def _why(status: int | None, said: str, seconds: int) -> Message | None:
    if status == 0:
        return None
    if status is None:
        return say_n(
            "the mail command took longer than {n} second", "the mail command took longer than {n} seconds", seconds
        )
    if system.is_crash(status):
        return say("the mail command crashed ({number})", number=hex(status))
    if status < 0:
        return say("signal {n} ended the mail command", n=-status)
    lines = brief(" / ".join(line.strip() for line in said.splitlines() if line.strip()))
    if lines:
        return say("the mail command ended with status {status}: {said}", status=status, said=lines)
    return say("the mail command ended with status {status}", status=status)
