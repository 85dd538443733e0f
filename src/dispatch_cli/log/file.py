"""The log as a file: its lines in the order they were written down, and what is appended to it.

One command writes one batch of lines in one append. What a crash leaves of a batch is kept
and not counted: lines cut short, or whole lines, fewer than the batch's size (`of`). Whoever
appends next says in its first entry that it found such remains (`after_cut`), so that they
are understood for ever. Any other line that cannot be read is a problem.
"""

from __future__ import annotations

from codecs import BOM_UTF8
from collections import defaultdict
from contextlib import suppress
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import PROBLEM_LIMIT, Problem, ProblemsError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.log.entries import Event, Log
from dispatch_cli.log.lines import BadLineError, ends_early, format_line, parse_line
from dispatch_cli.log.order import in_written_order
from dispatch_cli.messages import say
from dispatch_cli.source import other_encoding

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatch_cli.log.entries import Entry
    from dispatch_cli.messages import Message

_HINT = say("a line of the log is one JSON object; restore it from a copy, or move the line to another file")
_GLUED = say("two lines stand in one; break it between `}}` and `{{`")


class Line(NamedTuple):
    """One entry as it stands in the file: the number of its line, from 1, and its text."""

    number: int
    text: str
    entry: Entry


class _BadLine(NamedTuple):
    """A line that is no entry, and how many entries stand before it."""

    number: int
    text: bytes
    message: Message
    cut: bool
    place: int


def read_log(path: str, data: bytes) -> Log:
    """Read a whole log. Raises ProblemsError with every line that cannot be read."""
    entries: list[Entry] = []
    bad: list[_BadLine] = []
    texts: dict[str | None, str | None] = {}
    data = data.removeprefix(BOM_UTF8)
    for number, ended in enumerate(BytesIO(data), 1):  # a large log is not laid beside itself line by line
        if ended.isspace():
            continue
        line = ended.removesuffix(b"\n")
        try:
            entry = parse_line(line, texts.setdefault)
        except BadLineError as error:
            bad.append(_BadLine(number, line, error.message, error.cut, len(entries)))
            if len(bad) >= PROBLEM_LIMIT:
                raise _problems(path, data, bad) from None
            continue
        if bad and entry.after_cut:
            _forgive(bad, len(entries))
        entries.append(entry)
    torn = _pop_torn(bad, len(entries), data.count(b"\n") + 1)
    if bad:
        raise _problems(path, data, bad)
    return _without_parts(entries, data, torn)


def lines_of(data: bytes) -> list[Line]:
    """Return the entries of a log as they stand in the file; a line that cannot be read is left out."""
    found = []
    for number, line in enumerate(_split(data), 1):
        with suppress(BadLineError):
            found.append(Line(number, line.decode(errors="replace").rstrip("\r"), parse_line(line)))
    return found


def _split(data: bytes) -> list[bytes]:
    return data.removeprefix(BOM_UTF8).split(b"\n")


def _forgive(bad: list[_BadLine], place: int) -> None:
    """Pass over the cut lines that a crash left right before an entry that says so."""
    while bad and bad[-1].cut and bad[-1].place == place:
        bad.pop()


def _pop_torn(bad: list[_BadLine], place: int, last: int) -> int | None:
    """Drop the cut lines that a crash left at the end; return the first of them."""
    torn = None
    while bad and bad[-1].place == place and _is_torn(bad[-1], last):
        torn = bad.pop().number
    return torn


def _is_torn(line: _BadLine, last: int) -> bool:
    """Say whether a crash may have left the line; one that has its end got it from a later append, cut short too."""
    return line.cut and (line.number == last or ends_early(line.text))


def _without_parts(entries: Sequence[Entry], data: bytes, torn: int | None) -> Log:
    """Return the log without what crashes left of commands at its end, or right before an entry that says so.

    Both are looked for in the file and in written order: somebody may have put the log together again.
    """
    written = in_written_order(entries)
    orders = [order for order in ((entries,) if written == entries else (entries, written)) if order]
    before = [left for order in orders for left, entry in pairwise(order) if entry.more and entry.after_cut]
    last = [order[-1] for order in orders]
    candidates = [entry for entry in (*before, *last) if entry.size > 1]
    ids = _ids(entries) if candidates else {}
    parts = {entry.batch for entry in candidates if _is_part(entry, ids[entry.batch, entry.size])}
    if torn_parts := parts & {entry.batch for entry in last}:
        torn = next(number for number, line in enumerate(_split(data), 1) if _batch_of_line(line) in torn_parts)
    return Log(tuple(entry for entry in written if entry.batch not in parts) if parts else tuple(written), torn)


def _ids(entries: Sequence[Entry]) -> Mapping[tuple[str, int], set[str]]:
    """Return the ids of each batch, those of another size apart: somebody may have edited the file."""
    found: defaultdict[tuple[str, int], set[str]] = defaultdict(set)
    for entry in entries:
        found[entry.batch, entry.size].add(entry.id)
    return found


def _is_part(entry: Entry, ids: set[str]) -> bool:
    """Say whether a file holds but a part of an entry's batch, of which it holds these ids: the last line is missing.

    What is missing before the last line was taken out by hand.
    """
    return len(ids) < entry.size and not any(each.endswith(f"-{entry.size}") for each in ids)


def _batch_of_line(line: bytes) -> str | None:
    with suppress(BadLineError):
        return parse_line(line).batch
    return None


def _problems(path: str, data: bytes, bad: Sequence[_BadLine]) -> ProblemsError:
    if misread := other_encoding(path, data):
        return ProblemsError([misread])
    excerpts = [brief(line.text.decode(errors="replace").rstrip("\r")) for line in bad]
    return ProblemsError(
        [
            Problem(path, line.number, 1, line.message, _GLUED if b"}{" in line.text else _HINT, text)
            for line, text in zip(bad, excerpts, strict=True)
        ]
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
