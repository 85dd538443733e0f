"""Written order: the order in which the lines of a log were written down, wherever they stand in the file now.

It goes by `at`, compared as instants, and by the place in the file where two are equal; an `at` that names no instant,
or one more than a day ahead, which only a wrong clock can have written, counts as that of the line before it. The lines
of one command, which have one `at`, stand in the order of their ids. So a log that git, a sync client or `sort` has put
together again means the same. A line that stands there twice, whole, counts once.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatch_cli.model import Entry

_TO_SECONDS = len("2026-11-22T09:03:11")
_AHEAD = timedelta(days=1)


def in_written_order(entries: Sequence[Entry], now: datetime | None = None) -> list[Entry]:
    """Return the entries of a file in written order, each once; without `now` no `at` is too far ahead.

    A log that only one program has written is in order already, which is seen without reading any `at` but the last.
    """
    ats = [entry.at for entry in entries]
    alike = len({at[_TO_SECONDS:] for at in ats}) <= 1
    in_order = alike and all(before <= after for before, after in pairwise(ats))
    latest = now + _AHEAD if now else datetime.max.replace(tzinfo=UTC)
    if not in_order or any((instant_of(at) or latest) > latest for at in ats[-1:]):
        instants = [*_instants(ats, latest)]
        entries = [entries[place] for place in sorted(range(len(entries)), key=lambda place: instants[place])]
    return _by_command(_each_once(entries))


def instant_of(at: str) -> datetime | None:
    """Return the instant that an `at` names, None where it names none."""
    try:
        moment = datetime.fromisoformat(at)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def next_at(now: datetime, entries: Sequence[Entry]) -> str:
    """Return when something is written down: now, but not before the newest entry of a log in written order.

    What lies more than a day ahead was written by a clock that was wrong; it does not count for that.
    """
    for entry in reversed(entries):
        moment = instant_of(entry.at)
        if moment and moment <= now + _AHEAD:
            return entry.at if moment > now else now.isoformat()
    return now.isoformat()


def _instants(ats: Sequence[str], latest: datetime) -> Iterator[datetime]:
    before = datetime.min.replace(tzinfo=UTC)
    for at in ats:
        moment = instant_of(at)
        before = moment if moment and moment <= latest else before
        yield before


def _each_once(entries: Sequence[Entry]) -> list[Entry]:
    if len({entry.id for entry in entries}) == len(entries):
        return [*entries]
    seen: dict[str, list[Entry]] = {}
    kept = []
    for entry in entries:
        same = seen.setdefault(entry.id, [])
        if entry not in same:
            same.append(entry)
            kept.append(entry)
    return kept


def _by_command(entries: list[Entry]) -> list[Entry]:
    """Return the entries with those of each command in the order of their ids, at the places that they have."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if "of" in entry.more:
            places[entry.batch, entry.at].append(place)
    for own in places.values():
        numbered = sorted((entries[place] for place in own), key=lambda entry: (len(entry.id), entry.id))
        for place, entry in zip(own, numbered, strict=True):
            entries[place] = entry
    return entries
