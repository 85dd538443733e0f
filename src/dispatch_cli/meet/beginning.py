"""A meeting begins at a terminal, or goes on where it was left: one at a time for each list."""

from __future__ import annotations

import sys
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import clock, store
from dispatch_cli.errors import BusyError, CommandLineError, UnreadableError, UnwritableError
from dispatch_cli.log.phrases import half_done_phrase, half_done_remedy
from dispatch_cli.meet.kept import KeptMeeting, first_line, read_kept
from dispatch_cli.meet.progress import Progress
from dispatch_cli.meet.prompt import Dialogue
from dispatch_cli.meet.session import conclude
from dispatch_cli.meet.telling import tell_written
from dispatch_cli.meet.turns import histories_of
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.workspace.opening import open_office
from dispatch_cli.workspace.writing import Command, Written, write

if TYPE_CHECKING:
    from collections.abc import Callable

    from dispatch_cli.meet.session import Sitting
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.store import Journal
    from dispatch_cli.workspace.desk import Desk

    Begin = Callable[[Office], tuple[Sitting, tuple[Message, ...]]]


class Wish(NamedTuple):
    """What the command line says of a meeting that was left: to go on with it, or to discard it; else one is asked."""

    resume: bool
    discard: bool


def converse(desk: Desk, language: Language, begin: Begin, wish: Wish) -> Written:
    """Hold a meeting at a terminal to its end. Raises DispatchError, ProblemsError, and then nothing is written."""
    if desk.file == store.STDIN:
        message = say("this command writes to the task file, and - is not a file")
        raise CommandLineError(message, say("name the task file with -f"))
    office, log = open_office(desk), desk.log_file or ""
    try:
        with store.journal(log, desk.file) as journal:
            return _Beginning(desk, language, office, journal).hold(begin, wish)
    except BusyError:
        raise _held_by_another(log) from None


def _held_by_another(log: str) -> UnwritableError:
    kept = read_kept(store.peek(log))
    hint = say("two cannot hold it at once; go on when it is written or left")
    if kept is None:
        return UnwritableError(say("another meeting is just beginning"), hint)
    who, since = kept.sitting.by or "–", kept.began
    return UnwritableError(say("{by} has been holding a meeting since {since}", by=who, since=since), hint)


class _Beginning(NamedTuple):
    """Where a meeting begins: nobody else holds one here."""

    desk: Desk
    language: Language
    office: Office
    journal: Journal

    def hold(self, begin: Begin, wish: Wish) -> Written:
        """Hold the meeting that was left, or a new one. Raises DispatchError, ProblemsError."""
        kept = self._kept(wish)
        if kept is not None and any(entry.batch == kept.sitting.id for entry in self.office.log.entries):
            if self.office.half_done is not None:
                return self._finish(kept)
            held = say("The log holds the meeting of {date} already; what was kept is removed.", date=kept.sitting.day)
            self._say(held)
            self.journal.remove()
            kept = None
        if self.office.half_done is not None:
            what, remedy = half_done_phrase(self.office.half_done), half_done_remedy(self.office.half_done)
            raise UnwritableError(what, remedy)
        if kept is None and wish.resume:
            raise CommandLineError(say("there is no meeting to go on with"), say("begin one: `dispatch meet`"))
        if kept is not None and not wish.discard and (wish.resume or self._is_wanted(kept)):
            return self._go_on(kept)
        return self._begin(begin)

    def _begin(self, begin: Begin) -> Written:
        """Hold a new meeting, in the place of one that was discarded."""
        sitting, notices = begin(self.office)
        if not sitting.agenda:
            nothing = say("Nothing falls due up to {date}; there is nothing to go through.", date=sitting.until)
            return Written((nothing,), notices, is_written=False)
        for notice in (*self.office.notices, *notices):
            self._say(notice)
        self.journal.begin(first_line(sitting, f"{clock.now(self.office.plan.timezone):%Y-%m-%d %H:%M}"))
        return self._go_on(KeptMeeting(sitting, ""))

    def _kept(self, wish: Wish) -> KeptMeeting | None:
        """Return the meeting that was left, None where there is none. Raises UnreadableError."""
        data = self.journal.read()
        kept = read_kept(data)
        if kept is None:
            if data and not wish.discard:
                message = say("{path}: this journal of a meeting cannot be read", path=self.journal.name)
                raise UnreadableError(message, say("`dispatch meet --discard` begins a new one"))
            return None
        if not data.endswith(b"\n"):  # what a crash has cut short stays a line of its own
            self.journal.append(b"\n")
        return kept

    def _finish(self, kept: KeptMeeting) -> Written:
        """Finish what a crash has left half done: the log has the meeting, the list has not. Raises DispatchError."""
        said, desk = self._progress(kept).said, self.desk._replace(day=kept.sitting.day)
        command = Command(lambda office: conclude(office, kept.sitting, said), tell_written, batch=kept.sitting.id)
        written = write(desk, command)
        self.journal.remove()
        return written

    def _is_wanted(self, kept: KeptMeeting) -> bool:
        """Ask whether to go on with the meeting that was left. Raises CommandLineError where nobody says so."""
        left = say_n(
            "{by} left a meeting of {date}, with {n} line.",
            "{by} left a meeting of {date}, with {n} lines.",
            len(kept.typed),
            by=kept.sitting.by or "–",
            date=kept.sitting.day,
        )
        self._say(left)
        question = self.language.speak(say("Enter goes on with it, `discard` discards it: "))
        answers = {"": True, "y": True, "是": True, "discard": False, "放弃": False}
        with suppress(EOFError):
            while True:
                answer = input(question).strip().lower()
                if answer in answers:
                    return answers[answer]
        self._say("")
        message = say("a meeting was left unfinished")
        raise CommandLineError(message, say("`--resume` goes on with it, `--discard` discards it"))

    def _go_on(self, kept: KeptMeeting) -> Written:
        return Dialogue(self.desk, self.language, self._progress(kept), self.journal).run()

    def _progress(self, kept: KeptMeeting) -> Progress:
        office = self.office._replace(today=kept.sitting.day)
        return Progress(kept.sitting, kept.typed, office, histories_of(office))

    def _say(self, message: Message | str) -> None:
        sys.stdout.write(f"{self.language.speak(message)}\n")
        sys.stdout.flush()
