"""The log as a file: its lines in the order they were written down, and what is appended to it.

One command writes one batch of lines in one append. What a crash leaves of a batch is kept
and not counted: lines cut short, or whole lines, fewer than the batch's size (`of`). Whoever
appends next says in its first entry that it found such remains (`after_cut`), so that they
are understood for ever. Any other line that cannot be read is a problem.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import PROBLEM_LIMIT, Problem, ProblemsError
from dispatch_cli.hints import brief
from dispatch_cli.log.lines import BadLineError, ends_early, format_line, parse_line
from dispatch_cli.log.order import in_written_order
from dispatch_cli.messages import say
from dispatch_cli.model import Event

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.messages import Message
    from dispatch_cli.model import Entry

_HINT = say("a line of the log is one JSON object; restore it from a copy, or delete the line")


class Log(NamedTuple):
    """What a log file holds: its entries in written order.

    `torn` is the number of the line where the last writing was cut short, else None.
    """

    entries: tuple[Entry, ...] = ()
    torn: int | None = None


class _BadLine(NamedTuple):
    """A line that is no entry, and how many entries stand before it."""

    number: int
    text: bytes
    message: Message
    cut: bool
    place: int


def read_log(path: str, data: bytes) -> Log:
    """Read a whole log. Raises ProblemsError with every line that cannot be read."""
    lines = data.removeprefix(b"\xef\xbb\xbf").split(b"\n")
    entries: list[Entry] = []
    bad: list[_BadLine] = []
    begun = 1
    for number, line in enumerate(lines, 1):
        if not line or line.isspace():
            continue
        try:
            entry = parse_line(line)
        except BadLineError as error:
            bad.append(_BadLine(number, line, error.message, error.cut, len(entries)))
            if len(bad) >= PROBLEM_LIMIT:
                raise _problems(path, bad) from None
            continue
        if entry.more:
            if entry.after_cut:
                _forgive(entries, bad)
            if not entries or entry.batch != entries[-1].batch:
                begun = number
        entries.append(entry)
    torn = _drop_torn(entries, bad, begun, len(lines))
    if bad:
        raise _problems(path, bad)
    return Log(tuple(in_written_order(entries)), torn)


def _forgive(entries: list[Entry], bad: list[_BadLine]) -> None:
    """Pass over what crashes left right before an entry that says so."""
    while bad and bad[-1].cut and bad[-1].place == len(entries):
        bad.pop()
    _drop_incomplete(entries)


def _drop_torn(entries: list[Entry], bad: list[_BadLine], begun: int, last: int) -> int | None:
    """Drop what crashes left at the end, a batch that begins in line `begun` too; return its first line."""
    torn = None
    while bad and bad[-1].place == len(entries) and _is_torn(bad[-1], last):
        torn = bad.pop().number
    return begun if _drop_incomplete(entries) else torn


def _is_torn(line: _BadLine, last: int) -> bool:
    """Say whether a crash may have left the line; one that has its end got it from a later append, cut short too."""
    return line.cut and (line.number == last or ends_early(line.text))


def _drop_incomplete(entries: list[Entry]) -> bool:
    """Drop the last entries if they are only a part of their batch; say whether they were."""
    last = entries[-1] if entries else None
    if last is None or last.size == 1 or last.id.endswith(f"-{last.size}"):
        return False  # what is missing before the last line was taken out by hand
    of_batch = [entry for entry in entries if entry.batch == last.batch and entry.size == last.size]
    if len(of_batch) >= last.size:  # wherever they stand: somebody may have put two logs together
        return False
    entries[:] = [entry for entry in entries if entry not in of_batch]
    return True


def _problems(path: str, bad: Sequence[_BadLine]) -> ProblemsError:
    excerpts = [brief(line.text.decode(errors="replace").rstrip("\r")) for line in bad]
    return ProblemsError(
        [Problem(path, line.number, 1, line.message, _HINT, text) for line, text in zip(bad, excerpts, strict=True)]
    )


def stamped(drafts: Sequence[Entry], batch: str, at: str) -> list[Entry]:
    """Return the entries of one command, each with its own id: they are written all or none."""
    of = {"of": len(drafts)} if len(drafts) > 1 else {}
    return [
        draft._replace(id=f"{batch}-{number}", at=at, batch=_batch_of(draft, batch), more={**draft.more, **of})
        for number, draft in enumerate(drafts, 1)
    ]


def _batch_of(draft: Entry, batch: str) -> str:
    """Return the batch of the command, but of an undoing the one that is taken back."""
    return draft.batch if draft.event == Event.UNDONE else batch


def appended(data: bytes, log: Log, entries: Sequence[Entry]) -> bytes:
    """Return what must be appended to a log of these bytes, so that no line is glued to another."""
    first, *others = entries
    end = b"\n" if data and not data.endswith(b"\n") else b""
    if log.torn is not None:
        first = first._replace(more={**first.more, "after_cut": True})
    return end + b"".join(map(format_line, (first, *others)))
