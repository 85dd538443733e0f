"""Days that a ledger says in passing: without a year, as a month, as a term, or several at once. Each is a guess.

A term is taken as its last day: `2026年9月底前` is 30 September, `上旬` the 10th, `年底前` and `end of year` are 31
December.
"""

from __future__ import annotations

import calendar
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, NamedTuple

from dateutil.relativedelta import relativedelta

from dispatch_cli.ledger.days import certain_day, short_year_day
from dispatch_cli.ledger.formats import day_of_number

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence


class When(NamedTuple):
    """What a text without a year or a beginning is counted from.

    `today` and `year` are those of the ledger, `start` the day on which the row was listed. `is_past` says that the
    day has happened.
    """

    today: date
    year: int
    start: date | None = None
    is_past: bool = False

    @property
    def beginning(self) -> date:
        """Return the day from which a term is counted."""
        return self.start or self.today


_BY = "(?:前|之前|以前|止|内|完成|前完成)?"
_QUARTERS = {"一": 1, "二": 2, "三": 3, "四": 4, "1": 1, "2": 2, "3": 3, "4": 4}
_TENTHS = {"上旬": 10, "中旬": 20, "月中": 15}
_YEAR_WORDS = {"": 0, "今": 0, "本": 0, "当": 0, "this": 0, "the": 0, "明": 1, "次": 1, "next": 1}
_BETWEEN = re.compile(
    r"[、,;\n]| 和 |(?<=[日号]) (?=\d)|(?<=\d) (?=\d{4}[-/.年])|(?<=[日号\d])和(?=\d)"
    r"|(?<=\d)-(?=\d{4}[-/.年])|(?<=\d)(?:至|到|~)(?=\d)|(?<=[日号月])(?:至|到|-|~)(?=\d)"
)
# What says that there is no day, and so no deadline.
NO_DAYS = re.compile(
    "(?:需?长期|持续|常态|全年|立即|立行立改|即时|即知即改|马上|按要求|视情|待定|另行|无时限|滚动|每[年月周日季]|日常|尽快|随时|适时).*"
    "|tbd|tbc|tba|n/?a|na|none|asap|immediate(?:ly)?|ongoing|on-going|continuous|permanent|open|待|未定|/+|-+",
    re.IGNORECASE,
)


def _last_of(year: int, month: int) -> date | None:
    return date(year, month, calendar.monthrange(year, month)[1]) if 1 <= month <= 12 else None  # noqa: PLR2004


def _dated(when: When, year: str | None, month: int, day: int | None) -> date | None:
    """Return a day of a month, or its last; without a year, the one nearest to what the row says."""
    chosen = int(year) if year else when.year
    try:
        found = date(chosen, month, day) if day else _last_of(chosen, month)
        if year or found is None:
            return found
        if when.is_past and found > when.today:
            return found.replace(year=chosen - 1)
        if not when.is_past and when.start and found < when.start:
            return found.replace(year=chosen + 1)
    except ValueError:
        return None
    return found


def _month_part(match: re.Match[str], when: When) -> date | None:
    return _dated(when, match[1], int(match[2]), _TENTHS.get(match[3] or ""))


def _day_of_month(match: re.Match[str], when: When) -> date | None:
    return _dated(when, match[1], int(match[2]), int(match[3]))


def _two_numbers(match: re.Match[str], when: When) -> date | None:
    return _dated(when, None, int(match[1]), int(match[2]))


def _year_end(match: re.Match[str], when: When) -> date | None:
    """Return the end of a year; of a row listed in a year before that of the ledger nobody knows which one it says."""
    named, word = match.group("year", "which")
    listed = when.start.year if when.start else when.year
    if named is None and listed < when.year:
        return None
    year = int(named) if named else listed + _YEAR_WORDS[(word or "").lower()]
    return date(year, 12, 31)


def _quarter(match: re.Match[str], when: When) -> date | None:
    return _last_of(int(match[1] or when.year), 3 * _QUARTERS[match[2]])


def _quarter_first(match: re.Match[str], _: When) -> date | None:
    return _last_of(int(match[2]), 3 * _QUARTERS[match[1]])


def _half(match: re.Match[str], when: When) -> date | None:
    return _last_of(int(match[1] or when.year), 6 if match[2] == "上" else 12)


def _term(match: re.Match[str], when: When) -> date | None:
    number, unit = int(match[1]), match[2]
    if "月" in unit:
        return when.beginning + relativedelta(months=number)
    days = number * (7 if unit in {"周", "个星期"} else 1)
    return when.beginning + timedelta(days)


def _month_end(_: re.Match[str], when: When) -> date | None:
    return _last_of(when.beginning.year, when.beginning.month)


def _serial(match: re.Match[str], _: When) -> date | None:
    return day_of_number(float(match[0]))


FORMS: Sequence[tuple[str, Callable[[re.Match[str], When], date | None]]] = (
    (rf"(?:(\d{{4}})年)?(\d{{1,2}})月(\d{{1,2}})[日号]?{_BY}", _day_of_month),
    (rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}})[日号]?{_BY}", _day_of_month),
    (rf"(?:(\d{{4}})年)?(\d{{1,2}})月份?(上旬|中旬|月中|下旬|月?底|月?末)?{_BY}", _month_part),
    (r"(\d{4})[-/.](\d{1,2})()", _month_part),
    (rf"(?:(\d{{4}})年)?\d{{1,2}}月?(?:-|至|到|~)(\d{{1,2}})月份?(底|末)?{_BY}", _month_part),
    (rf"(?:(?P<year>\d{{4}})年?|(?P<which>[今本当明次]?)年)(?:年?底|年?末|度|内)?{_BY}", _year_end),
    (r"(?i:(?:by)?(?:the)?endof(?:(?P<year>\d{4})|(?P<which>the|this|next)?year))", _year_end),
    (r"(?i:(?:by)?(?:the)?(?P<which>)(?:eoy|year-?end)(?P<year>\d{4})?)", _year_end),
    (r"(?i:(?:by)?(?:the)?(?:endof(?:the|this)?month|eom))", _month_end),
    (rf"(?:(\d{{4}})年)?第?([一二三四1-4])季度?(?:底|末)?{_BY}", _quarter),
    (r"(?:(\d{4}) ?)?Q([1-4])", _quarter),
    (r"Q([1-4])(\d{4})", _quarter_first),
    (rf"(?:(\d{{4}})年)?([上下])半年(?:底|末)?{_BY}", _half),
    (r"(\d{1,2})(个月|月|天|日|个工作日|周|个星期)(?:之|以)?内(?:完成)?", _term),
    (rf"(?:本月|当月|月)(?:底|末|内){_BY}", _month_end),
    (r"(\d{1,2})[.\-/](\d{1,2})", _two_numbers),
    (r"[2-7]\d{4}(?:\.\d+)?", _serial),
)
_FORMS = [(re.compile(form, re.ASCII), read) for form, read in FORMS]


def vague_day(text: str, when: When) -> date | None:
    """Return the last day that a plain text may mean, None where it names none.

    >>> when = When(date(2026, 11, 22), 2026, date(2026, 9, 1))
    >>> [f"{vague_day(text, when)}" for text in ("2026年9月底前", "11月上旬", "9.30", "年底前", "1月内", "46335")]
    ['2026-09-30', '2026-11-10', '2026-09-30', '2026-12-31', '2026-10-01', '2026-11-09']
    """
    bare = text.replace(" ", "")
    if short := short_year_day(bare):
        return short
    terms = sorted(_FORMS, key=lambda form: form[1] is not _term)  # `1月内` is a term, not January
    for form, read in terms:
        if match := form.fullmatch(bare):
            try:
                return read(match, when)
            except (ValueError, OverflowError):
                return None
    return None


def several_days(text: str, when: When) -> list[date]:
    """Return the days of a text that names several, none where a part of it is no day."""
    parts = [part for each in _BETWEEN.split(text) if (part := each.strip())]
    days = [day if isinstance(day := certain_day(part), date) else vague_day(part, when) for part in parts]
    found = [day for day in days if day is not None]
    return found if len(found) == len(days) > 1 else []
