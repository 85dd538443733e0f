"""The commands in the order in which people meet them, and where each is."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import Any

COMMANDS = (
    "check", "list", "show", "explain", "meet", "record", "undo", "minutes", "history", "report", "rollup", "forecast",
    "remind", "add", "edit", "tag", "assign", "close", "reopen", "postpone", "deadline", "workdays", "lint", "init",
    "import", "schema", "completion",
)  # fmt: skip
# What a command was called in earlier versions.
RENAMED = {"extend": "postpone"}


def module_of(command: str) -> Any:
    """Return the module of a command, imported only now: its `run` and its `SUMMARY`."""
    return import_module(f"dispatch_cli.cli.commands.{command}{'_' * iskeyword(command)}")
