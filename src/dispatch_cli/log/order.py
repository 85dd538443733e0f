"""Written order: the order in which the lines of a log were written down, wherever they stand in the file now.

It goes by `at`, compared as instants, and by the place in the file where two are equal; an `at` that names no instant
counts as that of the line before it. The lines of one command, which have one `at`, stand in the order of their ids.
So a log that git, a sync client or `sort` has put together again means the same. A line that stands there twice,
whole, counts once.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import UTC, datetime, timedelta
from itertools import pairwise
from operator import attrgetter
from typing import TYPE_CHECKING

from dispatch_cli.log.lines import format_line

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.log.entries import Entry

_TO_SECONDS = len("2026-11-22T09:03:11")
_AHEAD = timedelta(days=1)
_AT = attrgetter("at")
_ID = attrgetter("id")


def in_written_order(entries: Sequence[Entry]) -> list[Entry]:
    """Return the entries of a file in written order, each once.

    A log that only one program has written is in order already, which is seen without reading a single `at`.
    """
    alike = len({entry.at[_TO_SECONDS:] for entry in entries}) <= 1
    if not (alike and all(before <= after for before, after in pairwise(map(_AT, entries)))):
        instants = [*_instants(map(_AT, entries))]
        entries = [entries[place] for place in sorted(range(len(entries)), key=lambda place: instants[place])]
    return _by_command(_each_once(entries))


class InOrder:
    """Sees, one line after the other, whether the lines of a file stand in written order already, each once.

    It keeps nothing but the lines of one moment. Where it says no, `in_written_order` knows better.
    """

    def __init__(self) -> None:
        """Begin with the first line still to come."""
        self._at: str | None = None
        self._zone: str | None = None
        self._ids: set[str] = set()
        self._numbers: dict[str, tuple[int, str]] = {}

    def is_next(self, key: str, at: str) -> bool:
        """Say whether a line may follow those before it."""
        if at == self._at:
            is_new = key not in self._ids
            self._ids.add(key)
            return is_new
        zone = at[_TO_SECONDS:]
        is_later = self._at is None or (at > self._at and zone == self._zone)
        self._at, self._zone, self._ids = at, zone, {key}
        self._numbers.clear()
        return is_later

    def is_next_of_command(self, key: str, batch: str) -> bool:
        """Say whether this line, the newest one, may follow those of the same moment and the same command."""
        number = _number(key)
        before = self._numbers.get(batch, number)
        self._numbers[batch] = number
        return before <= number


def instant_of(at: str) -> datetime | None:
    """Return the instant that an `at` names, None where it names none."""
    try:
        moment = datetime.fromisoformat(at)
        return moment.astimezone(UTC) if moment.tzinfo else None
    except (ValueError, OverflowError):
        return None


def next_at(now: datetime, entries: Sequence[Entry]) -> str:
    """Return when something is written down: now, but not before the newest entry of a log in written order.

    What a wrong clock wrote does not count for that.
    """
    for entry in reversed(entries):
        moment = instant_of(entry.at)
        if moment and not is_ahead(moment, now):
            return entry.at if moment > now else now.isoformat()
    return now.isoformat()


def newest_first(entries: Sequence[Entry], now: datetime | None) -> Iterator[Entry]:
    """Yield the entries of a log in written order from its end; at last what a wrong clock wrote in advance.

    Without a `now` nothing counts as that.
    """
    ahead = []
    for place in range(len(entries) - 1, -1, -1):
        if now and is_ahead(_moment(entries, place), now):
            ahead.append(entries[place])
        else:
            yield entries[place]
    yield from ahead


def _moment(entries: Sequence[Entry], place: int) -> datetime:
    """Return when an entry of a log in written order was written down, by an entry before it where it does not say."""
    known = (instant_of(entries[before].at) for before in range(place, -1, -1))
    return next((moment for moment in known if moment), datetime.min.replace(tzinfo=UTC))


def is_ahead(moment: datetime, now: datetime) -> bool:
    """Say whether only a wrong clock can have written down this moment."""
    return moment > now + _AHEAD


def _instants(ats: Iterable[str]) -> Iterator[datetime]:
    before = datetime.min.replace(tzinfo=UTC)
    for at in ats:
        before = instant_of(at) or before
        yield before


def _each_once(entries: Sequence[Entry]) -> list[Entry]:
    if len({*map(_ID, entries)}) == len(entries):
        return [*entries]
    first: dict[bytes, Entry] = {}
    for entry in entries:
        first.setdefault(format_line(entry), entry)
    return [*first.values()]


def _by_command(entries: list[Entry]) -> list[Entry]:
    """Return the entries with those of each command in the order of their ids, at the places that they have."""
    places: dict[tuple[str, str], list[int]] = defaultdict(list)
    for place, entry in enumerate(entries):
        if "of" in entry.more:
            places[entry.batch, entry.at].append(place)
    for own in places.values():
        numbered = sorted((entries[place] for place in own), key=lambda entry: _number(entry.id))
        for place, entry in zip(own, numbered, strict=True):
            entries[place] = entry
    return entries


def _number(key: str) -> tuple[int, str]:
    """Return by what the ids of one command are compared: they end in numbers."""
    return len(key), key
