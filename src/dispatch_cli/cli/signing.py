"""Who writes something down, and their note."""

from __future__ import annotations

import os
import subprocess

from dispatch_cli.changes.change import Signed
from dispatch_cli.cli.values import read_text
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.source import is_no_text

_SECONDS = 5
_GIVE = mark('give it with -m, for example `-m "{example}"`')


def sign(by: str | None, note: str | None) -> Signed:
    """Return who writes, by default the name that git or the login knows, and what they say."""
    given = read_text("--by", by) or read_text("DISPATCH_BY", os.environ.get("DISPATCH_BY"))
    return Signed(given or _git_name() or _login_name(), read_text("-m", note))


def sign_with_reason(by: str | None, reason: str | None) -> Signed:
    """Return who writes, and their reason. Raises CommandLineError without one."""
    signed = sign(by, reason)
    if signed.note is None:
        raise CommandLineError(say("a reason is missing"), say(_GIVE, example=say("decided by the committee")))
    return signed


def sign_with_evidence(by: str | None, evidence: str | None) -> Signed:
    """Return who writes, and on what evidence something is finished. Raises CommandLineError without it."""
    signed = sign(by, evidence)
    if signed.note is None:
        raise CommandLineError(say("the evidence is missing"), say(_GIVE, example=say("in operation")))
    return signed


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
    return "".join(char for char in name if not is_no_text(char)).strip() or None
