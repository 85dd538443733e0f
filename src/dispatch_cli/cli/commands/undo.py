"""`dispatch undo`: takes back the last command that wrote."""

from __future__ import annotations

import typer

from dispatch_cli.changes.telling import tell_undone
from dispatch_cli.changes.undo import undo
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.written import carry_out
from dispatch_cli.messages import mark
from dispatch_cli.workspace.writing import Command

SUMMARY = mark("Take back the whole of the last command that wrote, including its edit of the task file.")


def run(
    context: typer.Context,
    *,
    note: option.Message = None,
    by: option.By = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Take back the last command that has not been taken back."""
    signed = sign(by, note)
    command = Command(lambda office: undo(office, signed), tell_undone, is_undo=True)
    return carry_out(Request(file, log, today, context.obj), command)
