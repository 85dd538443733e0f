"""A command loads what it needs: one that only reads loads nothing that writes, locks or sends."""

from __future__ import annotations

import subprocess
import sys
from typing import TYPE_CHECKING

import pytest
from desk import Desk
from program import DAY, REGISTER, unwatched

from dispatch_cli import store

if TYPE_CHECKING:
    from pathlib import Path

SHOW = "import sys; from dispatch_cli.__main__ import main\ntry: main()\nfinally: print(*sys.modules, file=sys.stderr)"
WRITING = {
    "dispatch_cli.workspace.writing",
    "dispatch_cli.changes.undo",
    *(f"dispatch_cli.store.{name}" for name in ("appending", "copies", "creating", "locking", "replacing", "rights")),
    *(f"dispatch_cli.store.{name}" for name in ("spool", "trust", "writing")),
    "hashlib",
    "tempfile",
}


def test_the_store_offers_what_it_names() -> None:
    """Each name of the package is found in its module."""
    assert [name for name in store.__all__ if not hasattr(store, name)] == []


def loaded(folder: Path, *command: str) -> set[str]:
    """Return the modules that a command has loaded when it ends with 0."""
    line, given = [sys.executable, "-c", SHOW, *command], unwatched(DISPATCH_TODAY=DAY)
    done = subprocess.run(line, cwd=folder, env=given, capture_output=True, check=True, text=True, timeout=60)
    return {*done.stderr.splitlines()[-1].split()}


@pytest.mark.parametrize("command", [("check",), ("list",), ("show", "1"), ("explain", "1"), ("history",), ("remind",)])
def test_who_reads_loads_nothing_that_writes(command: tuple[str, ...], tmp_path: Path) -> None:
    """What writes, locks or runs mail commands costs a command nothing that only reads."""
    Desk(tmp_path, REGISTER.read_bytes()).do("record", "1")
    assert loaded(tmp_path, *command) & WRITING == set()


def test_who_writes_loads_it(tmp_path: Path) -> None:
    """The names above are those of what writes."""
    Desk(tmp_path, REGISTER.read_bytes())
    assert "dispatch_cli.store.locking" in loaded(tmp_path, "record", "1") & WRITING


@pytest.mark.parametrize("command", [("--help",), ("help",)])
def test_the_list_of_commands_loads_none_of_them(command: tuple[str, ...], tmp_path: Path) -> None:
    """What shows the commands and their summaries imports none of them but `help` itself."""
    found = {name for name in loaded(tmp_path, *command) if name.startswith("dispatch_cli.cli.commands.")}
    assert found <= {"dispatch_cli.cli.commands.help"}


def test_only_help_loads_examples(tmp_path: Path) -> None:
    """The tables of help cost other commands nothing."""
    Desk(tmp_path, REGISTER.read_bytes())
    assert {"dispatch_cli.cli.examples", "dispatch_cli.cli.manual"} & loaded(tmp_path, "check") == set()
    assert "dispatch_cli.cli.examples" in loaded(tmp_path, "check", "--help")
