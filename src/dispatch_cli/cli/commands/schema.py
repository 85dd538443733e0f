"""`dispatch schema`: the JSON Schema of the task file."""

from __future__ import annotations

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.plan.schema import task_file_schema
from dispatch_cli.render.schema import SchemaView

FORMATS = ("json",)


def run(
    context: typer.Context,
    *,
    output: option.Output = None,
    file: option.UnusedFile = option.DEFAULT_FILE,
    log: option.UnusedLog = None,
    today: option.UnusedToday = None,
) -> Answer:
    """Return the schema; it is the same for every list."""
    layout = read_layout(Request(file, log, today, context.obj), FORMATS, "json", output)
    return Answer(SchemaView(task_file_schema()), layout._replace(format_name="schema"))
