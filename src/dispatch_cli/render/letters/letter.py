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
    """A letter, the letters to all who have an address, when they are written, and how many items stand in each state.

    `mail` is needed for messages.
    """

    plan: TaskFile
    moment: datetime
    letter: Letter
    letters: Sequence[Letter]
    counts: Mapping[State, int]
    mail: Mail | None = None


def render_letter(occasion: Occasion, format_name: str, style: Style) -> str:
    """Return the letter, with `mbox` all letters; messages are in ASCII."""
    plan, day = occasion.plan, occasion.moment.date()
    if format_name in MESSAGES and occasion.mail:
        from dispatch_cli.render.letters.mail import as_mbox, compose

        letters = [occasion.letter] if format_name == "eml" else occasion.letters
        messages = [compose(plan, occasion.mail, letter, occasion.moment, style) for letter in letters]
        return messages[0].as_string() if format_name == "eml" else as_mbox(messages, occasion.moment)
    if format_name == "html":
        from dispatch_cli.render.letters.page import letter_page

        return letter_page(plan, day, occasion.letter, style.language)
    return render(reminder_view(plan, day, occasion.letter, occasion.letters, occasion.counts), format_name, style)
