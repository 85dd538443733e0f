"""Writing to the two files of an office: compute, lock, look again, commit.

A command is computed from the files as they are, so that its errors touch nothing. Then
the log is locked; if somebody has written meanwhile, it is computed anew.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli import clock, store
from dispatch_cli.changes.telling import due_dates
from dispatch_cli.errors import CommandLineError, ProblemsError, UnwritableError
from dispatch_cli.log.file import appended, stamped
from dispatch_cli.log.order import next_at
from dispatch_cli.log.phrases import half_done_phrase, half_done_remedy
from dispatch_cli.messages import say
from dispatch_cli.plan.free_keys import keeps_free_keys
from dispatch_cli.plan.reader import parse
from dispatch_cli.plan.tree import unsafe_to_edit
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.source import Source, byte_order_marks
from dispatch_cli.workspace.opening import read_files

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from dispatch_cli.changes.change import Change
    from dispatch_cli.log.commands import HalfDone
    from dispatch_cli.log.entries import Entry, Log
    from dispatch_cli.messages import Message
    from dispatch_cli.schedule.office import Office
    from dispatch_cli.workspace.desk import Desk
    from dispatch_cli.workspace.opening import Files


class _Draft(NamedTuple):
    """A command computed from files that somebody may still change."""

    files: Files
    office: Office
    change: Change
    sentences: Sequence[Message]
    notices: tuple[Message, ...]

    @property
    def is_empty(self) -> bool:
        """Say whether there is nothing to write."""
        return not self.change.entries and self.change.text == self.office.text


class Command(NamedTuple):
    """A command that writes: what it makes of an office, and the sentences that tell of it.

    Its entries become the batch of that name, by default one of their own.
    """

    make: Callable[[Office], Change]
    tell: Callable[[Office, Change], Sequence[Message]]
    is_undo: bool = False
    batch: str | None = None


class Written(NamedTuple):
    """What a command that writes has to say, and whether it has written anything."""

    sentences: Sequence[Message]
    notices: tuple[Message, ...]
    is_written: bool


def write(desk: Desk, command: Command) -> Written:
    """Carry out a command that writes.

    The lock on the log is held here and nowhere else: from the second look at the files until both are written.
    Raises DispatchError or ProblemsError, and then nothing has been changed.
    """
    if desk.file == store.STDIN:
        raise CommandLineError(
            say("this command writes to the task file, and - is not a file"), say("name the task file with -f")
        )
    patience = desk.patience()
    files, draft = read_files(desk), None
    office = files.office(desk)
    if office.half_done is None:  # else it may be that somebody is writing at this moment
        draft = _draft(files, office, command)
        if draft.is_empty:
            return Written(draft.sentences, draft.notices, is_written=False)
    with store.locked(files.log_file or "", files.file, patience) as log:
        if (fresh := read_files(desk)) != files or draft is None:
            draft = _draft(fresh, fresh.office(desk), command)
        notices = () if draft.is_empty else _commit(draft, log, command.batch)
    return Written(draft.sentences, (*draft.notices, *notices), is_written=not draft.is_empty)


def _draft(files: Files, office: Office, command: Command) -> _Draft:
    notices = office.notices
    if office.half_done is None or command.is_undo:
        change = command.make(office)
        sentences = command.tell(office, change)
    else:
        change, sentences = _finishing(office, office.half_done, command)
        notices += (say("the half-done command is now finished; the log holds it once"),)
    _check_edit(files, office, change)
    unofficial = unofficial_notices(change.plan, due_dates(office, change))
    return _Draft(files, office, change, sentences, (*notices, *change.notices, *unofficial))


def _finishing(office: Office, half_done: HalfDone, command: Command) -> tuple[Change, Sequence[Message]]:
    """Return what is still missing of a half-done command, if this is the same one again, and what tells of it."""
    rest = tuple(entry for entry in office.log.entries if entry not in half_done.entries)
    begun = half_done.entries[0].on or office.today
    before = office._replace(log=office.log._replace(entries=rest), today=begun, half_done=None)
    try:
        change = command.make(before)
    except CommandLineError:
        change = None
    if half_done.undoing or change is None or not _same(change.entries, half_done.entries):
        message = say("the last command must be settled before anything else is written")
        what, remedy = half_done_phrase(half_done), half_done_remedy(half_done)
        raise UnwritableError(message, say("{what}; {remedy}", what=what, remedy=remedy))
    told = command.tell(before, change._replace(entries=half_done.entries))
    return change._replace(entries=()), told


def _same(ours: Sequence[Entry], theirs: Sequence[Entry]) -> bool:
    """Say whether two commands do the same to the same items."""
    return [(each.event, each.item, each.field, each.old, each.new, each.patch) for each in ours] == [
        (each.event, each.item, each.field, each.old, each.new, each.patch) for each in theirs
    ]


def _check_edit(files: Files, office: Office, change: Change) -> None:
    """Raise UnwritableError unless the new text says what the change means, and nothing else has changed."""
    if change.text == office.text and change.plan == office.plan:
        return
    try:
        plan = parse(Source(files.file, change.text), clock.is_zone)
    except ProblemsError:
        plan = None
    if plan != change.plan or not keeps_free_keys(office.text, change.text):
        raise unsafe_to_edit()


def _commit(draft: _Draft, log: store.LockedLog, batch: str | None) -> tuple[Message, ...]:
    office, entries = draft.office, draft.change.entries
    _, lines = stamped_lines(draft.files.log, office.log, office, entries, batch) if entries else ((), b"")
    notices = store.commit(log, lines, _replacement(draft))
    store.sweep_list(draft.files.file, draft.files.copy)  # what is not half done any more needs no copy
    return notices


def new_batch() -> str:
    """Return a name for a batch that no other has."""
    return os.urandom(6).hex()


def stamped_lines(
    data: bytes, log: Log, office: Office, drafts: Sequence[Entry], batch: str | None = None
) -> tuple[list[Entry], bytes]:
    """Return entries stamped with this moment, and as what is to be appended to a log of these bytes."""
    at = next_at(clock.now(office.plan.timezone), log.entries)
    entries = stamped(drafts, batch or new_batch(), at)
    return entries, appended(data, log, entries)


def _replacement(draft: _Draft) -> store.Replacement | None:
    """Return the new task file, if the command changes it."""
    files, text = draft.files, draft.change.text
    if text == draft.office.text:
        return None
    return store.Replacement(files.file, files.plan, byte_order_marks(files.plan) + text.encode())
