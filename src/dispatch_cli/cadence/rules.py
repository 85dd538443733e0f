"""Due dates by an RFC 5545 recurrence rule, computed by dateutil.

Each occurrence ends one period, as Sunday ends a week. The period that holds the anchor is
done, and `due(1)` is the occurrence that ends the next one.
RFC 5545, section 3.3.10, says which parts a rule has and with which FREQ each is allowed.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date, datetime, timedelta
from functools import lru_cache
from itertools import islice, takewhile
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.dates import LAST_ORDINAL, clamped, month_number
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Iterator

# The Gregorian calendar repeats itself, weekdays included, every 400 years.
_CYCLE_YEARS, _CYCLE_DAYS = 400, 146_097
# A pattern of weekdays and leap years that occurs at all occurs within 40 years.
PATTERN_YEARS = 40
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_ALL, _NOT_WEEKLY, _YEARLY = _FREQUENCIES, ("DAILY", "MONTHLY", "YEARLY"), ("YEARLY",)


def _numbers(pattern: str) -> str:
    return rf"(?:{pattern})(?:,(?:{pattern}))*"


_WEEKDAY = "MO|TU|WE|TH|FR|SA|SU"
_ORDINAL = "[+-]?(?:0?[1-9]|[1-4][0-9]|5[0-3])"
_DAY_OF_YEAR = "[+-]?(?:0{0,2}[1-9]|0?[1-9][0-9]|[12][0-9]{2}|3[0-5][0-9]|36[0-6])"
_PARTS = {
    "FREQ": ("|".join(_FREQUENCIES), _ALL),
    "INTERVAL": ("[1-9][0-9]{0,3}", _ALL),
    "WKST": (_WEEKDAY, _ALL),
    "BYMONTH": (_numbers("0?[1-9]|1[0-2]"), _ALL),
    "BYMONTHDAY": (_numbers("[+-]?(?:0?[1-9]|[12][0-9]|3[01])"), _NOT_WEEKLY),
    "BYYEARDAY": (_numbers(_DAY_OF_YEAR), _YEARLY),
    "BYWEEKNO": (_numbers(_ORDINAL), _YEARLY),
    "BYDAY": (_numbers(rf"(?:{_ORDINAL})?(?:{_WEEKDAY})"), _ALL),
    "BYSETPOS": (_numbers(_DAY_OF_YEAR), _ALL),
}
_ONE_PART = "|".join(f"{name}=(?:{pattern})" for name, (pattern, _) in _PARTS.items())
# A rule in capitals and without blanks. Each of its parts is good; whether they go together is not asked.
PARTS = rf"(?=(?:.*[;:])?FREQ=)(?:RRULE:)?(?:(?:{_ONE_PART})(?:;(?=[A-Z])|;*(?=\s*$)))+"
_BEYOND_A_MONTH = r"(?<!\d)(?:0?[6-9]|[1-5]\d)(?=[A-Z])"
_DAY_PARTS = {"BYDAY", "BYMONTHDAY", "BYYEARDAY", "BYWEEKNO"}
_STEPS = {"DAILY": 1, "WEEKLY": 7, "MONTHLY": 1, "YEARLY": 12}
NEVER = say("the rule never happens")


class RuleSeries(NamedTuple):
    """The occurrences of a rule that starts on `dtstart`."""

    rule: str
    dtstart: date

    def due(self, anchor: date, k: int) -> date | None:
        """Return the k-th occurrence after the one that ends the anchor's period."""
        return next(islice(self._occurrences(anchor), k, None), None)

    def passed(self, anchor: date, day: date) -> int:
        """Count the occurrences one by one: a rule has no closed form."""
        before = takewhile(lambda occurrence: occurrence < day, self._occurrences(anchor))
        return max(0, sum(1 for _ in before) - 1)

    def _occurrences(self, anchor: date) -> Iterator[date]:
        """Yield the occurrences on or after the anchor, to the end of the calendar."""
        rule, start = _near(self.rule, self.dtstart, anchor)
        shift = _shift(start, 2000)
        for moment in _rrule(rule, start, shift):
            ordinal = moment.toordinal() - shift
            if ordinal > LAST_ORDINAL:
                return
            if ordinal >= anchor.toordinal():
                yield date.fromordinal(ordinal)


def refuse_rule(rule: str) -> Message | None:
    """Return why a rule is not a cadence, or None for a good one."""
    pairs = [(name, value) for name, _, value in (part.partition("=") for part in rule.split(";"))]
    parts = dict(pairs)
    frequency = parts.get("FREQ", "")
    for name, value in pairs:
        if reason := _refuse_part(name, value, frequency):
            return reason
    if len(parts) < len(pairs):
        return say("the rule gives one part twice")
    weekdays = parts.get("BYDAY", "")
    if (frequency == "MONTHLY" or "BYMONTH" in parts) and re.search(_BEYOND_A_MONTH, weekdays):
        return say("no month has a sixth weekday of one kind: {part}", part=f"BYDAY={weekdays}")
    if "BYSETPOS" in parts and rule.count("BY") == 1:
        return say("BYSETPOS chooses among other BY… parts, and the rule has none")
    return None if happens(re.sub("INTERVAL=[0-9]+", "INTERVAL=1", rule), date(2000, 1, 1)) else NEVER


def _refuse_part(name: str, value: str, frequency: str) -> Message | None:
    if name in ("COUNT", "UNTIL"):
        return say("a cadence has no end, so a rule may not hold {part}", part=name)
    if name in ("BYHOUR", "BYMINUTE", "BYSECOND") or value in ("HOURLY", "MINUTELY", "SECONDLY"):
        return say("a cadence counts in days, so a rule may not go below a day: {part}", part=f"{name}={value}")
    if name not in _PARTS:
        return say("`{part}` is not a part of an RFC 5545 rule", part=name)
    pattern, frequencies = _PARTS[name]
    if not re.fullmatch(pattern, value):
        return say("{part} cannot be `{value}`", part=name, value=value)
    numbered = name == "BYDAY" and re.search(r"\d", value)
    if frequency not in (("MONTHLY", "YEARLY") if numbered else frequencies):
        return say("{part} has no meaning with FREQ={frequency}", part=f"{name}={value}", frequency=frequency)
    return None


@lru_cache(maxsize=1024)
def happens(rule: str, dtstart: date) -> bool:
    """Say whether the rule occurs at all in its first 40 years, in bounded time.

    The question is moved to the last centuries of the calendar: at its end dateutil gives up.
    """
    try:
        return next(_rrule(rule, dtstart, _shift(dtstart, MAXYEAR - PATTERN_YEARS - _CYCLE_YEARS)), None) is not None
    except ValueError:
        return False


def _shift(start: date, since: int) -> int:
    """Return how many days, in whole cycles, bring a start into the 400 years from the year `since` on."""
    return (since - start.year + _CYCLE_YEARS - 1) // _CYCLE_YEARS * _CYCLE_DAYS


def _rrule(rule: str, start: date, shift: int) -> Iterator[datetime]:
    """Return the rule's occurrences, each moved by so many days."""
    from dateutil.rrule import rrulestr

    return iter(rrulestr(rule, dtstart=datetime.fromordinal(start.toordinal() + shift)))


def _near(rule: str, dtstart: date, anchor: date) -> tuple[str, date]:
    """Return a rule and a later start with the same occurrences from the anchor on.

    Whole intervals are skipped, so an old rule costs no more than a new one.
    """
    parts = dict(part.split("=") for part in rule.split(";"))
    step = int(parts.get("INTERVAL", 1)) * _STEPS[parts["FREQ"]]
    if parts["FREQ"] in ("DAILY", "WEEKLY"):
        skipped = max(0, (anchor - dtstart).days // step - 1)
        start = dtstart + timedelta(days=step * skipped)
    else:
        first = month_number(dtstart.replace(month=1) if parts["FREQ"] == "YEARLY" else dtstart)
        skipped = max(0, (month_number(anchor) - first) // step - 1)
        start = (clamped(first + step * skipped, 1) or dtstart) if skipped else dtstart
    return ";".join("=".join(part) for part in _completed(parts, dtstart).items()), start


def _completed(parts: dict[str, str], dtstart: date) -> dict[str, str]:
    """Return the parts with the day that RFC 5545 takes from DTSTART where no part names one."""
    if _DAY_PARTS & parts.keys():
        return parts
    month, day, weekday = f"{dtstart.month}", f"{dtstart.day}", _WEEKDAY.split("|")[dtstart.weekday()]
    implied = {
        "DAILY": {},
        "WEEKLY": {"BYDAY": weekday},
        "MONTHLY": {"BYMONTHDAY": day},
        "YEARLY": {"BYMONTH": month, "BYMONTHDAY": day},
    }
    return implied[parts["FREQ"]] | parts
