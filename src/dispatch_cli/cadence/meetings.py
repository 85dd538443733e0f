"""The days on which an office goes through its list: each week on one weekday, or by an RFC 5545 rule.

A rule counts from the day from which the list is kept, its DTSTART, as RFC 5545, section 3.8.5.3, says; a weekday
counts from no day.
"""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from dispatch_cli.cadence.dates import LAST_ORDINAL
from dispatch_cli.cadence.series import LONGEST_RULE, parse_cadence
from dispatch_cli.cadence.workdays import WorkingDays, working_days
from dispatch_cli.messages import Message, say

WEEKDAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_WEEK = ("周", "星期", "礼拜")
WEEKDAY_SIGNS = "一二三四五六日"
_CHINESE = (WEEKDAY_SIGNS, WEEKDAY_SIGNS.replace("日", "天"))
# Each word for a day of the week, and its number: Monday is 0.
WEEKDAY_WORDS = {word: number for number, word in enumerate(WEEKDAYS)} | {
    f"{week}{sign}": number for week in _WEEK for signs in _CHINESE for number, sign in enumerate(signs)
}
_DAY = timedelta(1)


class Meeting(NamedTuple):
    """The meetings of an office: `text` is a weekday in English, or a rule, which begins on `since`.

    One that falls on a day off is held on the next working day.

    >>> str(Meeting("monday").next_after(date(2026, 11, 23)))
    '2026-11-30'
    >>> [str(Meeting("FREQ=WEEKLY;INTERVAL=2", date(2026, 11, 4)).next_after(date(2026, 11, day))) for day in (1, 4)]
    ['2026-11-04', '2026-11-18']
    """

    text: str
    since: date | None = None
    days: WorkingDays = working_days(None)

    def is_on(self, day: date) -> bool:
        """Say whether a meeting is held on a day."""
        return self.days.is_working(day) and self._held_from(day) == day

    def next_after(self, day: date) -> date | None:
        """Return the first meeting strictly after a day; None where the calendar ends before it."""
        return self._held_from(day + _DAY) if day < date.max else None

    def _held_from(self, day: date) -> date | None:
        """Return the first meeting held on or after a day: each moves on from days off to a working day."""
        worked = next(self.days.before(day), None)
        planned = self._first_from(worked + _DAY if worked else date.min)
        return self.days.first_from(planned) if planned else None

    def _first_from(self, day: date) -> date | None:
        """Return the first day of meetings on or after a day, working day or not."""
        if self.text in WEEKDAY_WORDS:
            ordinal = day.toordinal() + (WEEKDAY_WORDS[self.text] - day.weekday()) % len(WEEKDAYS)
            return date.fromordinal(ordinal) if ordinal <= LAST_ORDINAL else None
        from dispatch_cli.cadence.rules import RuleSeries

        return RuleSeries(self.text, self.since or date.min).due(day, 0)


def parse_meeting(text: str) -> str | Message:
    """Return a weekday in English, or a rule as it is compared, for a text of the task file; or why it is refused.

    >>> parse_meeting("周一"), parse_meeting("Monday"), parse_meeting("freq=weekly; byday=mo")
    ('monday', 'monday', 'FREQ=WEEKLY;BYDAY=MO')
    """
    word = text.lower()
    if word in WEEKDAY_WORDS:
        return WEEKDAYS[WEEKDAY_WORDS[word]]
    if "FREQ" in text.upper() and len(text) <= LONGEST_RULE:
        cadence = parse_cadence(text)
        return cadence if isinstance(cadence, Message) else cadence.text
    return say("`{text}` is not a day of meetings", text=text[:LONGEST_RULE])
