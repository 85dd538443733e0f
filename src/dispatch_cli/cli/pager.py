"""The pager of the system, through which a person reads what is longer than the terminal."""

from __future__ import annotations

import os
import signal
import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

from dispatch_cli.cli.terminal import encoded, is_dumb, size
from dispatch_cli.errors import ExitCode
from dispatch_cli.hints.shell import split
from dispatch_cli.store import system

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

_USUAL = ("less", "-FRX")  # it ends where the page has room, shows colours, and leaves the page on the terminal
_OF_LESS = "FRX"  # the same for whoever names `less` alone, unless LESS says more
_NONE = ((), ("cat",))


def through_pager(text: str | bytes) -> ExitCode | None:
    """Show a text on the terminal through the pager, and return how that ended; None where it is still to be printed.

    Only what is longer than a terminal goes through it. Who leaves the pager has seen enough: that is no error.
    """
    if not isinstance(text, str) or is_dumb() or text.count("\n") < (size()[1] or len(text)):
        return None
    command = pager(os.environ)
    return _shown(command, encoded(text, sys.stdout.encoding)) if command else None


def pager(environment: Mapping[str, str]) -> Sequence[str]:
    """Return the words of the command that PAGER names, else those of `less`, none where there is no pager.

    >>> pager({"PAGER": "less -S"}), pager({"PAGER": "cat"}), pager({"PAGER": ""})
    (('less', '-S'), (), ())
    """
    asked = environment.get("PAGER")
    if asked is None:
        return _USUAL if system.find_program(_USUAL[0]) else ()
    try:
        words = split(asked)
    except ValueError:
        return ()
    return () if words in _NONE else words


def _shown(command: Sequence[str], data: bytes) -> ExitCode | None:
    """Run a pager on a text; None where it cannot be run."""
    import subprocess

    charset = {"LESSCHARSET": "utf-8"} if sys.stdout.encoding.lower() == "utf-8" else {}
    wanted = {"LESS": _OF_LESS, **charset}
    with _patient():
        try:
            process = subprocess.Popen(command, stdin=subprocess.PIPE, env={**wanted, **os.environ})  # noqa: S603
        except OSError:
            return None
        process.communicate(data)
    return ExitCode.INTERRUPTED if process.returncode == -signal.SIGINT else ExitCode.OK


@contextmanager
def _patient() -> Iterator[None]:
    """Leave Ctrl-C to the pager, which begins with the usual meaning of it."""
    before = signal.signal(signal.SIGINT, lambda *_: None)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
