"""The meeting as a dialogue: a card for each item, a prompt, and one question at the end.

What is typed is in the journal before the next card is shown. Nothing is written before the end, and then at once.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from rich.cells import cell_len

from dispatch_cli.errors import DispatchError, ProblemsError
from dispatch_cli.meet.kept import TypedLine, taken_back, typed_line, undo_line
from dispatch_cli.meet.keyboard import Keyboard
from dispatch_cli.meet.lines import Refusal
from dispatch_cli.meet.offers import offered
from dispatch_cli.meet.replies import spoken_alone
from dispatch_cli.meet.session import conclude
from dispatch_cli.meet.telling import tell_meeting, tell_written
from dispatch_cli.meet.verbs import FIELDS, VERBS, Verb
from dispatch_cli.messages import Message, say
from dispatch_cli.render.problems import error_lines, problem_lines
from dispatch_cli.render.text.plain import aligned, harmless
from dispatch_cli.workspace.following import Following
from dispatch_cli.workspace.writing import Command, Written, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatch_cli.meet.progress import Progress
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.store import Journal
    from dispatch_cli.workspace.desk import Desk

_PROMPT = "> "
_YES = {"", "y", "yes", "是"}
# These verbs leave the item: all that there is to say of its dispatch is said.
_LEAVING = {Verb.NOTE, Verb.NOTHING, Verb.SKIP}
# After these the card need not be shown again.
_STAYING = {Verb.LIST, Verb.SHOW, Verb.HELP}
_WELCOME = say("Type what was said, and a dispatch is recorded; Enter alone goes on without one; /? lists the verbs.")
_QUESTION = say("Write this down? Enter or y writes, /back returns, /stop leaves: ")
_STOPPED = say("Nothing is written. What was typed is kept; `dispatch meet --resume` goes on with it.")


class Dialogue:
    """A meeting that somebody holds at a terminal."""

    def __init__(self, desk: Desk, language: Language, progress: Progress, journal: Journal) -> None:
        """Begin at the first item of which nothing was typed."""
        self._desk = desk._replace(day=progress.sitting.day)
        self._following = Following(self._desk)
        self._language, self._progress, self._journal = language, progress, journal
        self._keyboard = Keyboard(lambda before, word: offered(self._progress.office.plan, before, word))
        self._place, self._is_new = progress.first_open(), True

    def run(self) -> Written:
        """Go through the agenda until the meeting is written or left. Raises DispatchError, ProblemsError."""
        self._say(_WELCOME)
        try:
            return self._go_through()
        except KeyboardInterrupt:
            self._say_text("\n")
            self._say(_STOPPED)
            raise

    def _go_through(self) -> Written:
        while True:
            if self._place >= len(self._progress.sitting.agenda):
                written = self._end()
                if written:
                    return written
                continue
            if self._is_new:
                self._show_card()
            self._is_new = True
            line = self._keyboard.ask(_PROMPT)
            if line is None:
                self._say_text("\n")
                return _left()
            if self._take(line):
                return _left()
            self._look_again()

    def _take(self, line: str) -> bool:
        """Take a line about the item at hand; say whether the meeting is to be left."""
        item = self._progress.sitting.agenda[self._place]
        reply = self._progress.hear(item, line)
        self._is_new = not isinstance(reply, Refusal) and reply.verb not in _STAYING
        if isinstance(reply, Refusal):
            self._refuse(line, reply)
        elif reply.verb in FIELDS or reply.verb is Verb.NOTHING:
            before = self._progress.notices(item)
            if self._keep(TypedLine(item, line)) and reply.verb in _LEAVING:
                self._place += 1
            for notice in self._progress.notices(item):
                if notice not in before:
                    self._say(notice)
        elif reply.verb is Verb.STOP:
            return True
        else:
            self._answers()[reply.verb]()
        return False

    def _answers(self) -> dict[Verb, Callable[[], None]]:
        """Return what the words of the dialogue do."""
        return {
            Verb.BACK: self._back,
            Verb.LIST: self._list,
            Verb.SHOW: self._show_item,
            Verb.UNDO: self._undo,
            Verb.DONE: self._done,
            Verb.HELP: self._help,
        }

    def _keep(self, typed: TypedLine) -> bool:
        """Write a line into the journal; say whether that was possible."""
        try:
            self._journal.append(typed_line(typed))
        except DispatchError as error:
            self._say_text(error_lines(error, self._language))
            return False
        self._progress = self._progress._replace(typed=(*self._progress.typed, typed))
        return True

    def _back(self) -> None:
        self._place = max(0, self._place - 1)

    def _done(self) -> None:
        self._place = len(self._progress.sitting.agenda)

    def _undo(self) -> None:
        """Take back what was typed last, of the item at hand where that no longer makes sense."""
        typed, item = self._progress.typed, self._progress.sitting.agenda[self._place]
        own = [each for each in typed if self._progress.unsettled(item) is None or each.item == item]
        if not own:
            self._say(say("Nothing was typed yet."))
            return
        last = own[-1]
        self._journal.append(undo_line(last.item))
        self._progress = self._progress._replace(typed=taken_back(typed, last.item))
        self._place = self._progress.sitting.agenda.index(last.item)
        self._say(say("Taken back: {id}: {line}", id=last.item, line=last.line))

    def _list(self) -> None:
        rows = [[self._language.speak(cell) for cell in row] for row in self._progress.states()]
        self._say_text("".join(f"{line}\n" for line in aligned(rows)))

    def _show_item(self) -> None:
        if view := self._progress.whole(self._place):
            from dispatch_cli.render.style import Style

            self._say_text(view.text(Style(self._language)))

    def _help(self) -> None:
        text = self._language.text
        rows = [[" ".join([*(f"/{word}" for word in row.words), *row.follows]), text(row.meaning)] for row in VERBS]
        self._say(_WELCOME)
        self._say_text("".join(f"  {line}\n" for line in aligned(rows)))

    def _look_again(self) -> None:
        """Read the files again where others have changed them; what cannot be read now is told, and read later."""
        try:
            self._progress = self._progress.seen(self._following.office())
        except DispatchError as error:
            self._say_text(error_lines(error, self._language))
        except ProblemsError as error:
            self._say_text(problem_lines(error.problems, self._language))

    def _show_card(self) -> None:
        card, item = self._progress.card(self._place), self._progress.sitting.agenda[self._place]
        gone = say("Item {id} is no longer in the list; `/skip` passes over it.", id=item)
        self._say_text("\n" + (card.text(self._language) if card else f"{self._language.speak(gone)}\n"))
        if refused := self._progress.unsettled(item):
            self._warn(item, refused)

    def _end(self) -> Written | None:
        """Show what will be written, and ask; return what was done, None where the meeting goes on."""
        for item in self._progress.sitting.agenda:
            if self._progress.unsettled(item):
                self._place = self._progress.sitting.agenda.index(item)
                return None
        change = self._progress.change()
        self._say_text("\n")
        for message in tell_meeting(self._progress.office, change):
            self._say(message)
        return self._ask()

    def _ask(self) -> Written | None:
        line = self._keyboard.ask(self._language.speak(_QUESTION))
        verb = None if line is None else spoken_alone(line)
        if line is None or verb is Verb.STOP:
            return _left()
        if line.lower() in _YES:
            return self._write()
        if verb is Verb.BACK:
            self._back()
        return None

    def _write(self) -> Written:
        sitting, said = self._progress.sitting, self._progress.said
        command = Command(lambda office: conclude(office, sitting, said), tell_written, batch=sitting.id)
        written = write(self._desk, command)
        self._journal.remove()
        return written

    def _warn(self, item: str, refused: Refusal) -> None:
        why = say("Item {id} was changed meanwhile: {why}", id=item, why=refused.message)
        hint = say("take it back with `/undo`, or pass over the item with `/skip`")
        self._say_text(f"{self._language.speak(why)}\n  {self._language.speak(say('→ {hint}', hint=hint))}\n")

    def _refuse(self, line: str, refused: Refusal) -> None:
        """Say what is wrong with a line, with a caret under the place."""
        caret = " " * (len(_PROMPT) + cell_len(harmless(line[: refused.at]))) + "^\n"
        message = self._language.speak(refused.message)
        hint = self._language.speak(say("→ {hint}", hint=refused.hint))
        self._say_text(f"{caret}{message}\n  {hint}\n")

    def _say(self, message: Message) -> None:
        self._say_text(f"{self._language.speak(message)}\n")

    def _say_text(self, text: str) -> None:
        sys.stdout.write(text)
        sys.stdout.flush()


def _left() -> Written:
    return Written((_STOPPED,), (), is_written=False)
