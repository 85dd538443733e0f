"""`dispatch tag`: another tag after triage."""

from __future__ import annotations

import typer

from dispatch_cli.changes import items
from dispatch_cli.changes.change import Change
from dispatch_cli.changes.several import for_each
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.signing import sign_with_reason
from dispatch_cli.cli.values import choose
from dispatch_cli.cli.written import write_and_tell
from dispatch_cli.model import TAG_ALIASES
from dispatch_cli.schedule.office import Office


def run(
    context: typer.Context,
    item_ids: option.SomeOpenItems,
    name: option.TagName,
    *,
    reason: option.Reason = None,
    by: option.By = None,
    file: option.EditedFile = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Change the tag of each item."""
    signed = sign_with_reason(by, reason)

    def make(office: Office) -> Change:
        """Compute the command from the files as they are."""
        choose("TAG", name, {**office.plan.tags, **TAG_ALIASES})
        tag = TAG_ALIASES.get(name, name)
        return for_each(office, item_ids, signed, lambda office, each: items.tag(office, each, signed, tag))

    request = Request(file, log, today, context.obj)
    return write_and_tell(request, make)
