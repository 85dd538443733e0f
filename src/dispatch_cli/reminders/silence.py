"""The guard against silence: does cron run?

The log holds the days on which each mailbox was told something. From these follow the weekdays on which that usually
happens: those of the four weeks up to the newest day, without the odd one. Silence is that on two such working days
nothing was sent, although there was something to tell that is still to be told. It is none where others were told and a
mailbox was not even to be: then somebody asked for a part only, and what they left out is expected no more.

Days off are no days on which anybody expects mail, and weekends that are worked say nothing of a habit.
"""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from functools import cached_property
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.workdays import WorkingDays, working_days
from dispatch_cli.plan.addresses import mailbox
from dispatch_cli.reminders.letters import EVERYTHING, REMINDED_STATES, Reminder, make_letters, pending, stage_of
from dispatch_cli.reminders.memory import Memory, Told, mail_days, remember
from dispatch_cli.schedule.agenda import make_agenda

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.model import Entry, TaskFile
    from dispatch_cli.reminders.memory import Stage

    Owed = dict[tuple[str, date], Stage]

SILENT_DAYS = 2
_USUAL_WITHIN, _WEEK = timedelta(weeks=4), 7
_LOOKED_BACK, _RUNS_LOOKED_AT = 14, 5


class Silence(NamedTuple):
    """Who was told nothing since a day; `is_tried` where something was to be handed over since, and was not."""

    names: tuple[str, ...]
    since: date
    is_tried: bool


def usual_weekdays(days: Iterable[date], working: WorkingDays) -> frozenset[int]:
    """Return the weekdays on which something is usually told, Monday being 0.

    These are the weekdays of the last four weeks that come at least half as often as the most frequent one. Where
    something was told on no ordinary working day, only on weekends, they are all weekdays.
    """
    told = [*days]
    ordinary = [day for day in told if day.weekday() not in working.weekend and working.is_working(day)]
    if not ordinary:
        return frozenset(range(_WEEK)) - working.weekend if told else frozenset()
    newest = max(ordinary)
    counts = Counter(day.weekday() for day in ordinary if newest - day < _USUAL_WITHIN)
    most = max(counts.values())
    return frozenset(weekday for weekday, count in counts.items() if 2 * count >= most)


class Guard:
    """What was owed to whom on which day. The log is read for what it needs, and each day computed, when asked for."""

    def __init__(self, plan: TaskFile, entries: Sequence[Entry], today: date) -> None:
        """Begin with the days on which mail was sent."""
        self.plan, self.entries, self.today = plan, entries, today
        self.working = working_days(plan.workdays)
        self.days = mail_days(entries, today)
        self.runs = {day for days in self.days.told.values() for day in days}
        self._owed: dict[date, dict[str, Owed]] = {}

    @cached_property
    def memory(self) -> Memory:
        """Return what was told."""
        return remember(self.entries)

    def is_mute(self) -> bool:
        """Say whether nobody was ever told anything, although on the two working days before there was what to tell."""
        days = [*islice(self.working.before(self.today), SILENT_DAYS)]
        if self.runs or not (self.plan.mail and self.plan.people) or len(days) < SILENT_DAYS:
            return False
        return all(any(self._is_owed(box, day) for box in self._owed_on(self.today)) for day in days)

    def silences(self) -> Iterator[Silence]:
        """Yield who was told nothing on two of their usual days, although something was and is to be told."""
        boxes = self.days.tried if self.plan.mail else ()
        quiet = {box: days for box in boxes if len(days := self._quiet_days(box)) >= SILENT_DAYS}
        for box in self._owed_on(self.today) if quiet else ():
            silent = (day for day in quiet.get(box, ()) if self._is_owed(box, day))
            if len([*islice(silent, SILENT_DAYS)]) == SILENT_DAYS:
                names = tuple(name for name, address in self.plan.people.items() if mailbox(address) == box)
                last, tried = self._last(box), self.days.tried[box]
                yield Silence(names, max(last, min(tried)), is_tried=max(tried) > last)

    def _last(self, box: str) -> date:
        """Return the newest day on which a mailbox was told something, the first of all days if it never was."""
        return max(self.days.told.get(box, ()), default=date.min)

    def _quiet_days(self, box: str) -> list[date]:
        """Return the usual days since the last telling on which nobody was told, or this mailbox in vain."""
        tried, last = self.days.tried[box], self._last(box)
        usual = usual_weekdays(tried, self.working)
        return [
            day
            for day in islice(self.working.before(self.today), _LOOKED_BACK)
            if day.weekday() in usual and day > last and day >= min(tried) and (day not in self.runs or day in tried)
        ]

    def _owed_on(self, day: date) -> dict[str, Owed]:
        """Return what was to be told to each mailbox on a day and never was: the stages, by item and due date."""
        if day not in self._owed:
            rows = make_agenda(self.plan, self.entries, day, REMINDED_STATES, EVERYTHING).rows
            reminders = (Reminder(row, stage_of(self.plan, row)) for row in rows)
            letters = pending(make_letters(self.plan, reminders), self.memory)
            owed: dict[str, Owed] = {}
            for letter in letters:
                own = owed.setdefault(mailbox(letter.address or ""), {})
                own |= {(each.stage.item, each.stage.due): each.stage for each in letter.reminders}
            self._owed[day] = owed
        return self._owed[day]

    def _is_owed(self, box: str, day: date) -> bool:
        """Say whether a mailbox was to be told on a day of something of which it is to be told today."""
        left = self._owed_on(day).get(box, {}).keys() & self._owed_on(self.today).get(box, {}).keys()
        return bool(left - self._left_out(box)) if left else False

    def _left_out(self, box: str) -> set[tuple[str, date]]:
        """Return what was not even to be told to a mailbox when others were, or other things."""
        runs = sorted(self.runs, reverse=True)
        return {
            key
            for day in runs[:_RUNS_LOOKED_AT]
            for key, stage in self._owed_on(day).get(box, {}).items()
            if Told(stage, box) not in self.memory.tried
        }
