"""`dispatch schema`: the JSON Schema of the task file."""

from __future__ import annotations

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.result import Result
from dispatch_cli.messages import mark
from dispatch_cli.render.schema_view import schema_text
from dispatch_cli.schema import task_file_schema

SUMMARY = mark("Print the JSON Schema of the task file, by which editors complete and check it.")


def run(
    context: typer.Context,
    *,
    file: option.File = option.DEFAULT_FILE,  # noqa: ARG001 every command takes it
    log: option.Log = None,  # noqa: ARG001
    today: option.Today = None,  # noqa: ARG001
) -> Result:
    """Return the schema; it is the same for every list."""
    text = schema_text(task_file_schema(), context.obj)
    return Result(lambda _: text, utf8=True)
