"""Due dates by an RFC 5545 recurrence rule, computed by dateutil.

Each occurrence ends one period, as Sunday ends a week. The period that holds the anchor is
done, and `due(1)` is the occurrence that ends the next one.
RFC 5545, section 3.3.10, says which parts a rule has and with which FREQ each is allowed.
"""

from __future__ import annotations

import re
from datetime import MAXYEAR, date
from functools import lru_cache
from typing import NamedTuple

from dispatch_cli.cadence.occurrences import WEEKDAYS, Occurrences, ever_happens, occurrences
from dispatch_cli.messages import Message, say

# For so many years it is asked whether a rule happens for an item: then the calendar repeats itself, weekdays included.
PATTERN_YEARS = 400
_FREQUENCIES = ("DAILY", "WEEKLY", "MONTHLY", "YEARLY")
_ALL, _NOT_WEEKLY, _YEARLY = _FREQUENCIES, ("DAILY", "MONTHLY", "YEARLY"), ("YEARLY",)


def _numbers(pattern: str) -> str:
    return rf"(?:{pattern})(?:,(?:{pattern}))*"


_WEEKDAY = "|".join(WEEKDAYS)
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
_DAY_PARTS = {"BYDAY", "BYMONTHDAY", "BYYEARDAY"}
_WEEKS_OF_A_YEAR, _WEEKS_OF_A_MONTH = 53, 5
_RULES_KEPT = 1024
NEVER = say("the rule never happens")


class RuleSeries(NamedTuple):
    """The occurrences of a rule that starts on `dtstart`."""

    rule: str
    dtstart: date

    @property
    def least(self) -> int:
        """Return 1: two occurrences may be neighbours."""
        return 1

    def due(self, anchor: date, k: int) -> date | None:
        """Return the k-th occurrence after the one that ends the anchor's period."""
        return _occurrences(self.rule, self.dtstart).after(anchor, k)

    def passed(self, anchor: date, day: date) -> int:
        """Count the occurrences before the day, without the one that ends the anchor's period."""
        return max(0, _occurrences(self.rule, self.dtstart).between(anchor, day) - 1)


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
    return None if ever_happens(_all_numbered(parts)) else NEVER


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


def happens(rule: str, dtstart: date) -> bool:
    """Say whether the rule has any occurrence in its first `PATTERN_YEARS` years."""
    return _occurrences(rule, dtstart).after(dtstart, 0, min(dtstart.year + PATTERN_YEARS, MAXYEAR)) is not None


@lru_cache(_RULES_KEPT)
def _occurrences(rule: str, dtstart: date) -> Occurrences:
    parts = dict(part.split("=") for part in rule.split(";"))
    return occurrences(_all_numbered(_completed(parts, dtstart)), dtstart)


def _completed(parts: dict[str, str], dtstart: date) -> dict[str, str]:
    """Write out the day that RFC 5545 takes from DTSTART where no part names one; a week of a year lacks its weekday.

    dateutil takes all days of such a week.
    """
    if _DAY_PARTS & parts.keys():
        return parts
    month, day, weekday = f"{dtstart.month}", f"{dtstart.day}", WEEKDAYS[dtstart.weekday()]
    implied = {
        "DAILY": {},
        "WEEKLY": {"BYDAY": weekday},
        "MONTHLY": {"BYMONTHDAY": day},
        "YEARLY": {"BYDAY": weekday} if "BYWEEKNO" in parts else {"BYMONTH": month, "BYMONTHDAY": day},
    }
    return implied[parts["FREQ"]] | parts


def _all_numbered(parts: dict[str, str]) -> dict[str, str]:
    """Write `MO,2TU` as `1MO,2MO,…,2TU`: each of BYDAY adds days, but dateutil wants both kinds to be true of a day."""
    weekdays = parts.get("BYDAY", "")
    if not re.search("[0-9]", weekdays):
        return parts
    by_month = parts["FREQ"] == "MONTHLY" or "BYMONTH" in parts
    numbers = range(1, 1 + (_WEEKS_OF_A_MONTH if by_month else _WEEKS_OF_A_YEAR))
    plain = re.compile(rf"(?<![A-Z0-9])({_WEEKDAY})")
    return parts | {"BYDAY": plain.sub(lambda day: ",".join(f"{number}{day[0]}" for number in numbers), weekdays)}
