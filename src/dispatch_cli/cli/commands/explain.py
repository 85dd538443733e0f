"""`dispatch explain`: how a due date came about."""

from __future__ import annotations

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.request import Request
from dispatch_cli.render.explanation import ExplanationView
from dispatch_cli.reports.explain import explain, upcoming
from dispatch_cli.schedule.rows import look_at
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.workspace.opening import open_office


def run(
    context: typer.Context,
    item_id: option.AnyItem,
    *,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Return the sentences, below the item's id and title."""
    office = open_office(Request(file, log, today, context.obj).desk)
    item, notices = office.look_up(item_id)
    look = look_at(office.plan, item, office.log.entries, office.today)
    sentences = explain(look, office.plan, office.today)
    unofficial = unofficial_notices(office.plan, upcoming(look))
    return Answer(ExplanationView(item, sentences), notices=(*office.notices, *notices, *unofficial))
