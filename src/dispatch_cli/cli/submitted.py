"""What `--from` names: a text or a workbook that somebody has handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli import store
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from datetime import date

    from dispatch_cli.changes.change import Change
    from dispatch_cli.meet.filled_in import FilledIn
    from dispatch_cli.meet.submitted import Submitted
    from dispatch_cli.schedule.office import Office


def handed_in(path: str) -> Submitted | FilledIn:
    """Return the workbook or the text that `--from` names, by what it holds. Raises as `submitted` does."""
    from dispatch_cli.ledger.kinds import is_packed

    data = _read(path)
    if not is_packed(data):
        return _text(path, data)
    from dispatch_cli.meet.filled_in import read_filled_in

    return read_filled_in(store.name_of(path), data)


def record_given(office: Office, given: Submitted | FilledIn, by: str | None, on: date) -> Change:
    """Return the change that records the notes handed in. Raises ProblemsError with everything that is wrong."""
    from dispatch_cli.meet.submitted import Submitted

    if isinstance(given, Submitted):
        from dispatch_cli.meet.notes import record_notes

        return record_notes(office, given, by, on)
    from dispatch_cli.meet.filled_in import record_filled_in

    return record_filled_in(office, given, by, on)


def submitted(path: str) -> Submitted:
    """Return the text that `--from` names. Raises UnreadableError, ProblemsError."""
    return _text(path, _read(path))


def _read(path: str) -> bytes:
    return store.read(path, say("name the file with the lines; - is stdin"))


def _text(path: str, data: bytes) -> Submitted:
    from dispatch_cli.meet.submitted import read_submitted

    return read_submitted(store.name_of(path), data)
