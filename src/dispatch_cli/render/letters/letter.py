"""A letter in the format asked for: as a list, a page, or whole messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.render.formats.catalogue import render
from dispatch_cli.render.letters.view import reminder_view

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from dispatch_cli.model import Mail, TaskFile
    from dispatch_cli.reminders.letters import Letter
    from dispatch_cli.render.style import Style
    from dispatch_cli.schedule.rows import State

FORMATS = ("text", "json", "md", "html", "eml", "mbox")
MESSAGES = ("eml", "mbox")


class Occasion(NamedTuple):
    """A letter and what goes with it: the plan, the moment, all letters, and the number of items in each state.

    `letters` go to all who have an address. Messages need `mail`.
    """

    plan: TaskFile
    moment: datetime
    letter: Letter
    letters: Sequence[Letter]
    counts: Mapping[State, int]
    mail: Mail | None = None


def render_letter(occasion: Occasion, format_name: str, style: Style) -> str:
    """Return the letter in a format, for `mbox` all letters; messages are in ASCII."""
    plan, day = occasion.plan, occasion.moment.date()
    if format_name in MESSAGES and occasion.mail:
        from dispatch_cli.render.letters.mail import as_mbox, compose

        if format_name == "eml":
            return compose(plan, occasion.mail, occasion.letter, occasion.moment, style).as_string()
        messages = [compose(plan, occasion.mail, letter, occasion.moment, style) for letter in occasion.letters]
        return as_mbox(messages, occasion.moment)
    if format_name == "html":
        from dispatch_cli.render.letters.page import letter_page

        return letter_page(plan, day, occasion.letter, style.language)
    return render(reminder_view(plan, day, occasion.letter, occasion.letters, occasion.counts), format_name, style)
