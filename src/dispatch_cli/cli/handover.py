"""Handing one message over to a mail command: no shell, the whole message or nothing, within a time."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
from contextlib import suppress
from typing import IO, TYPE_CHECKING

from dispatch_cli import store
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.refusals import reason
from dispatch_cli.source import brief

if TYPE_CHECKING:
    from collections.abc import Sequence

# Where mail programs lie; cron's PATH knows neither.
_MORE_PATH = ("/usr/sbin", "/usr/local/sbin", "/sbin", "/usr/local/bin")


def hand_over(command: Sequence[str], message: bytes, seconds: int) -> Message | None:
    """Run a mail command on a message; return why it failed, None if it did not.

    The message lies whole in a file before the command begins: who dies in between leaves no half of it.
    """
    program = shutil.which(command[0], path=os.pathsep.join([os.environ.get("PATH", os.defpath), *_MORE_PATH]))
    if program is None:
        return say("there is no program `{name}`", name=command[0])
    with store.spooled(message) as letter, store.spooled() as errors:
        try:
            status = _run([program, *command[1:]], letter, errors, seconds)
        except (OSError, ValueError) as error:
            return say("`{name}` cannot be run: {reason}", name=command[0], reason=reason(error))
        errors.seek(0)
        said = errors.read().decode(errors="replace").strip()
    return _why(status, said, seconds)


def _run(command: Sequence[str], letter: IO[bytes], errors: IO[bytes], seconds: int) -> int | None:
    """Return the status of a command; None where it took too long and was ended, with all that it had started."""
    with subprocess.Popen(  # noqa: S603 it is what the office has named
        command, stdin=letter, stdout=errors, stderr=errors, start_new_session=True
    ) as process:
        try:
            return process.wait(seconds)
        except subprocess.TimeoutExpired:
            with suppress(OSError):
                os.killpg(process.pid, signal.SIGKILL)
            return None


def _why(status: int | None, said: str, seconds: int) -> Message | None:
    if status == 0:
        return None
    if status is None:
        return say_n("it took longer than {n} second", "it took longer than {n} seconds", seconds)
    if said:
        lines = brief(" / ".join(line.strip() for line in said.splitlines() if line.strip()))
        return say("it ended with status {status}: {said}", status=status, said=lines)
    return say("it ended with status {status}", status=status)
