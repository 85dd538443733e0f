"""`dispatch explain`: how a due date came about."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.office import Request, open_office
from dispatch_cli.cli.result import Result
from dispatch_cli.messages import mark
from dispatch_cli.reports.explain import explain
from dispatch_cli.schedule.rows import look_at

if TYPE_CHECKING:
    from dispatch_cli.render.style import Style

SUMMARY = mark("Explain how an item's due date came about, step by step.")


def run(
    context: typer.Context,
    item_id: option.ItemId,
    *,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return the sentences, below the item's id and title."""
    office = open_office(Request(file, log, today, context.obj))
    (item,) = office.find(item_id)
    look = look_at(office.plan, item, office.log.entries, office.today)
    sentences = explain(look, office.plan.mode, office.today)

    def page(style: Style) -> str:
        """Draw the sentences in the language of the style."""
        speak = style.language.speak
        lines = (f"{number}. {speak(sentence)}" for number, sentence in enumerate(sentences, 1))
        return "\n".join([f"{speak(item.id)}  {speak(item.title)}", *lines]) + "\n"

    return Result(page, notices=office.notices)
