"""What the commands that write have in common: compute, lock, look again, then commit.

A command is computed from the files as they are, so that its errors touch nothing. Then
the log is locked; if somebody has written meanwhile, it is computed anew.
"""

from __future__ import annotations

import codecs
import os
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import clock, store
from dispatch_cli.cli.office import Files, Request, read_files
from dispatch_cli.cli.result import Result
from dispatch_cli.errors import CommandLineError, ProblemsError, UnwritableError
from dispatch_cli.logfile import appended, stamped
from dispatch_cli.messages import say
from dispatch_cli.phrases import half_done_phrase, half_done_remedy, signature, tell
from dispatch_cli.source import Source
from dispatch_cli.taskfile import parse

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatch_cli.changes import Change
    from dispatch_cli.commands import HalfDone
    from dispatch_cli.messages import Message
    from dispatch_cli.model import Entry
    from dispatch_cli.office import Office
    from dispatch_cli.render import Style


class Written(NamedTuple):
    """What a command is about to write, and the sentences that tell of it."""

    change: Change
    sentences: Sequence[Message]


class _Draft(NamedTuple):
    """A command computed from files that somebody may still change."""

    files: Files
    office: Office
    written: Written
    notices: tuple[Message, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to write."""
        return not self.written.change.entries and self.written.change.text == self.office.text


def write(request: Request, make: Callable[[Office], Written], *, undoing: bool = False) -> Result:
    """Return the result of a command that writes; it is written when its page has been drawn.

    Raises DispatchError or ProblemsError, and then nothing has been changed.
    """
    if request.file == store.STDIN:
        raise CommandLineError(
            say("this command writes to the task file, and - is not a file"), say("name the task file with -f")
        )
    patience, day = request.patience(), request.day
    files, draft = read_files(request), None
    office = files.office(day)
    if office.half_done is None:  # else it may be that somebody is writing at this moment
        draft = _draft(files, office, make, undoing=undoing)
        if draft.is_empty:
            return _result(draft, None)
    lock = store.lock(files.log_file or "", patience)
    try:
        if (fresh := read_files(request)) != files or draft is None:
            draft = _draft(fresh, fresh.office(day), make, undoing=undoing)
    except Exception:
        lock.give_up()
        raise
    return _result(draft, lock)


def write_and_tell(request: Request, make: Callable[[Office], Change], nothing: Message | None = None) -> Result:
    """Return the result of a command that tells of each entry; `nothing` is said where it has none."""

    def written(office: Office) -> Written:
        """Compute the command, and tell of it."""
        change = make(office)
        told = [*tell(office, change), *signature(change.entries)]
        return Written(change, told or [message for message in [nothing] if message])

    return write(request, written)


def _draft(files: Files, office: Office, make: Callable[[Office], Written], *, undoing: bool) -> _Draft:
    notices = office.notices
    if office.half_done is None or undoing:
        written = make(office)
    else:
        written = _finishing(office, office.half_done, make)
        notices += (say("the half-done command is now finished; the log holds it once"),)
    _check_edit(files, written.change)
    return _Draft(files, office, written, (*notices, *written.change.notices))


def _finishing(office: Office, half_done: HalfDone, make: Callable[[Office], Written]) -> Written:
    """Return what is still missing of a half-done command, if this is the same one again."""
    rest = tuple(entry for entry in office.log.entries if entry not in half_done.entries)
    begun = half_done.entries[0].on or office.today
    try:
        written = make(office._replace(log=office.log._replace(entries=rest), today=begun, half_done=None))
    except CommandLineError:
        written = None
    if half_done.undoing or written is None or not _same(written.change.entries, half_done.entries):
        message = say("the last command must be settled before anything else is written")
        what, remedy = half_done_phrase(half_done), half_done_remedy(half_done)
        raise UnwritableError(message, say("{what}; {remedy}", what=what, remedy=remedy))
    return written._replace(change=written.change._replace(entries=()))


def _same(ours: Sequence[Entry], theirs: Sequence[Entry]) -> bool:
    """Say whether two commands do the same to the same items."""
    return [(each.event, each.item, each.field, each.old, each.new, each.patch) for each in ours] == [
        (each.event, each.item, each.field, each.old, each.new, each.patch) for each in theirs
    ]


def _check_edit(files: Files, change: Change) -> None:
    """Raise UnwritableError unless the new text says what the change means, and nothing else has changed."""
    if change.text == files.source.text:
        return
    try:
        plan = parse(Source(files.file, change.text), clock.is_zone)
    except ProblemsError:
        plan = None
    if plan != change.plan:
        message = say("{path}: the file is written in a way that this command cannot edit safely", path=files.file)
        raise UnwritableError(message, say("nothing was changed; make the change in an editor"))


def _result(draft: _Draft, lock: store.Lock | None) -> Result:
    def page(style: Style) -> str:
        """Draw a line for each sentence."""
        return "".join(f"{style.language.speak(sentence)}\n" for sentence in draft.written.sentences)

    commit = None if lock is None or draft.is_empty else partial(_commit, draft, lock)
    return Result(page, notices=draft.notices, commit=commit)


def _commit(draft: _Draft, lock: store.Lock) -> None:
    files, change = draft.files, draft.written.change
    replacement = _replacement(draft)
    lines = b""
    if change.entries:
        at = clock.now(draft.office.plan.timezone).isoformat()
        lines = appended(files.log, draft.office.log, stamped(change.entries, os.urandom(6).hex(), at))
    store.commit(lock, lines, replacement)


def _replacement(draft: _Draft) -> store.Replacement | None:
    """Return the new task file; also where only the copy that a crash has left is to go."""
    files, text = draft.files, draft.written.change.text
    if text == draft.office.text and draft.office.half_done is None:
        return None
    mark = codecs.BOM_UTF8 if files.plan.startswith(codecs.BOM_UTF8) else b""
    return store.Replacement(files.file, files.plan, mark + text.encode())
