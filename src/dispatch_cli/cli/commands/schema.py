"""`dispatch schema`: the JSON Schema of the task file."""

from __future__ import annotations

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.office import Request
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.result import Result
from dispatch_cli.messages import mark
from dispatch_cli.plan.schema import task_file_schema
from dispatch_cli.render.schema import schema_text

FORMATS = ("json",)
SUMMARY = mark("Print the JSON Schema of the task file, by which editors complete and check it.")


def run(
    context: typer.Context,
    *,
    output: option.Output = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return the schema; it is the same for every list."""
    layout = read_layout(Request(file, log, today, context.obj), FORMATS, "json", output)
    text = schema_text(task_file_schema(), context.obj)
    return Result(lambda _: text, utf8=True, output=layout.output)
