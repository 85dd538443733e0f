"""A letter in the format asked for: as a list, a page, or whole messages."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.render.agenda.view import agenda_head
from dispatch_cli.render.letters.view import letter_document, letter_sheet

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime
    from email.message import EmailMessage

    from dispatch_cli.model import Mail, TaskFile
    from dispatch_cli.reminders.letters import Letter
    from dispatch_cli.render.formats.sheet import Document, Sheet
    from dispatch_cli.render.style import Style
    from dispatch_cli.schedule.agenda import Agenda

FORMATS = ("table", "text", "json", "md", "html", "eml", "mbox")
MESSAGES = ("eml", "mbox")


class LetterView(NamedTuple):
    """A letter, ready to be drawn: as a list, as records, as a page, as messages.

    `letters` are those to all who have an address, `moment` is when they are written, `agenda` is what they are made
    of. `mail` is needed for messages, which are in ASCII.
    """

    plan: TaskFile
    moment: datetime
    letter: Letter
    letters: Sequence[Letter]
    agenda: Agenda
    mail: Mail | None = None

    def sheet(self, style: Style) -> Sheet:
        """Return the table for people, empty where there is nothing to tell."""
        return letter_sheet(self.plan, self.agenda, self.letter, style)

    def document(self, style: Style) -> Document:
        """Return the records for programs: what this letter tells, and all letters besides."""
        head = agenda_head(self.agenda._replace(deadlines=self.letter.deadlines))
        return letter_document(self.plan, head, self.letter, self.letters, style)

    def html(self, style: Style) -> str:
        """Return the page."""
        from dispatch_cli.render.letters.page import letter_content, letter_page

        return letter_page(letter_content(self.plan, self.moment.date(), self.letter, style.language))

    def eml(self, style: Style) -> str:
        """Return the letter as a message."""
        (message,) = self._messages([self.letter], style)
        return message.as_string()

    def mbox(self, style: Style) -> str:
        """Return all letters as messages."""
        from dispatch_cli.render.letters.mail import as_mbox

        return as_mbox(self._messages(self.letters, style), self.moment)

    def _messages(self, letters: Sequence[Letter], style: Style) -> list[EmailMessage]:
        from dispatch_cli.render.letters.mail import compose

        if self.mail is None:
            message = "who sends a message must be known"
            raise TypeError(message)
        return [compose(self.plan, self.mail, letter, self.moment, style) for letter in letters]
