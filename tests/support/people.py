"""Other users of the machine: commands run as them, by root, who may."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING, NamedTuple

import pytest
from accidents import GIVEN
from program import unwatched

if TYPE_CHECKING:
    from pathlib import Path

needs_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root may be another user, and give files away")
OFFICE, ELSEWHERE = 34001, 34009  # groups
# Other users may not be able to reach the interpreter and its library: all is imported before root becomes one of them.
BECOME = """
import contextlib, importlib, os, pkgutil, sys
import email.generator, email.message, email.parser, email.policy, email.utils, jinja2, tempfile, zoneinfo
import dispatch_cli, typer
for package in (typer, dispatch_cli):
    for each in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if each.name != "typer.__main__":
            with contextlib.suppress(AssertionError):  # of what is for another system
                importlib.import_module(each.name)
number, mask, *groups = map(int, sys.argv[1].split(","))
os.umask(mask)
os.setgroups(groups)
os.setgid(groups[0])
os.setuid(number)
del sys.argv[1]
sys.modules["dispatch_cli.__main__"].main()
"""


class User(NamedTuple):
    """A user, by number, with their groups, the first of which their files get."""

    number: int
    groups: tuple[int, ...]

    def do(self, folder: Path, *command: str, mask: int = 0o022, **more: str) -> subprocess.CompletedProcess[bytes]:
        """Run a command of the program in a folder as this user."""
        who = ",".join(map(str, (self.number, mask, *self.groups)))
        line, given = [sys.executable, "-c", BECOME, who, *command], unwatched(**GIVEN, **more)
        return subprocess.run(line, cwd=folder, env=given, capture_output=True, check=False, timeout=60)


ROOT = User(0, (0,))
CLERK, SECRETARY = User(33001, (33001, OFFICE)), User(33002, (33002, OFFICE))
STRANGER = User(33009, (33009, ELSEWHERE))


def open_way_to(folder: Path) -> Path:
    """Let everybody come to a temporary folder, and return it."""
    for each in (folder, *folder.parents):
        if each.name.startswith(("pytest-", "popen-")) or each == folder:
            each.chmod(each.stat().st_mode | 0o011)
    return folder


def give(path: Path, user: User | None = None, group: int = -1, mode: int | None = None) -> Path:
    """Give a file or a folder to somebody, and return it."""
    os.chown(path, -1 if user is None else user.number, group)
    if mode is not None:
        path.chmod(mode)
    return path


def rights(path: Path) -> tuple[int, int, int]:
    """Return owner, group and mode of a file."""
    status = path.stat()
    return status.st_uid, status.st_gid, status.st_mode & 0o7777


def names(folder: Path) -> set[str]:
    """Return all names in a folder."""
    return {path.name for path in folder.iterdir()}
