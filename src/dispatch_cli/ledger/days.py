"""Days as ledgers write them: those that can be read in one way only, and why another text is none."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize

from dispatch_cli.cadence.meetings import WEEKDAY_SIGNS
from dispatch_cli.hints.guesses import brief, date_hint
from dispatch_cli.ledger.grid import Fault
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_DASHES = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"。": "."})
_WEEKDAY = r"(?:周|星期|礼拜)([一二三四五六日天])"
_CLOCK = r"(?:[ T,]*\d{1,2}:\d\d(?::\d\d(?:\.\d+)?)?(?: ?[AaPp]\.?[Mm]\.?)?(?:Z|[+-]\d\d:?\d\d)?)?"
_PART = " ?(?:上午|下午|中午|晚上|晚|早上)?"
_DAY = re.compile(
    r"(?:(\d{4}) ?(?:([-/.]) ?(\d{1,2}) ?\2 ?(\d{1,2})|年 ?(\d{1,2}) ?月 ?(\d{1,2}) ?[日号]?)|(\d{4})(\d\d)(\d\d))"
    rf"(?: ?\(? ?{_WEEKDAY} ?\)?)?{_PART}{_CLOCK}",
    re.ASCII,
)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_NAMED_MONTH = r"([A-Za-z]{3,9})\.?"
_DAY_MONTH_YEAR = re.compile(
    rf"(\d{{1,2}})(?:st|nd|rd|th)?[-/. ,]{{1,2}}{_NAMED_MONTH}[-/. ,]{{1,2}}(\d{{4}}|\d\d){_CLOCK}", re.ASCII
)
_MONTH_DAY_YEAR = re.compile(
    rf"{_NAMED_MONTH}[-/. ](\d{{1,2}})(?:st|nd|rd|th)?[-/. ,]{{1,2}}(\d{{4}}|\d\d){_CLOCK}", re.ASCII
)
_TWO_ORDERS = re.compile(rf"(\d{{1,2}})([-/.])(\d{{1,2}})\2(\d{{4}}|\d\d){_CLOCK}", re.ASCII)
_SHORT_YEAR = re.compile(r"(\d\d)([-/.])(\d{1,2})\2(\d{1,2})", re.ASCII)
_CENTURY, _LAST_SHORT = 2000, 70
DAY_FIRST, MONTH_FIRST = "day-first", "month-first"


class Orders(NamedTuple):
    """The days that a text of two orders can mean: with the day first, and with the month first."""

    day_first: date | None
    month_first: date | None

    @property
    def only(self) -> date | None:
        """Return the day where one reading alone is possible, or both are the same."""
        found = {day for day in self if day is not None}
        return found.pop() if len(found) == 1 else None


def plain_text(text: str) -> str:
    """Return a text in the plainest form: without full width, strange dashes and more than one blank."""
    return " ".join(normalize("NFKC", text).translate(_DASHES).split())


def certain_day(text: str) -> date | Fault | None:
    """Return the day that a plain text names, the fault of one that does not exist, None where it is no such text.

    >>> f"{certain_day('2026 年 11 月 9 日(周一)')}", f"{certain_day('07/Sep/21 8:15 AM')}"
    ('2026-11-09', '2021-09-07')
    """
    match = _DAY.fullmatch(text)
    if match is None:
        return _named_month(text)
    year, month, day = (int(number) for number in match.group(1, 3, 4, 5, 6, 7, 8, 9) if number)
    try:
        named = date(year, month, day)
    except ValueError:
        return no_day(text, f"{year:04}-{month:02}-{day:02}")
    weekday = match[10].replace("天", "日") if match[10] else None
    if weekday and WEEKDAY_SIGNS[named.weekday()] != weekday:
        message = say("`{text}`: that day is another day of the week", text=brief(text))
        return Fault(message, say("correct the date or the day of the week"))
    return named


def _named_month(text: str) -> date | Fault | None:
    """Return the day of a text with the name of a month."""
    if match := _DAY_MONTH_YEAR.fullmatch(text):
        day, name, year = match.group(1, 2, 3)
    elif match := _MONTH_DAY_YEAR.fullmatch(text):
        name, day, year = match.group(1, 2, 3)
    else:
        return None
    if name[:3].lower() not in _MONTHS:
        return None
    found = _date(_year(year), _MONTHS.index(name[:3].lower()) + 1, int(day))
    return found or no_day(text, text)


def orders_of(text: str) -> Orders | None:
    """Return what a text with the year last can mean, None for any other text.

    >>> orders_of("15/4/2024").only, orders_of("11/12/24").only, orders_of("2026-11-09")
    (datetime.date(2024, 4, 15), None, None)
    """
    match = _TWO_ORDERS.fullmatch(text)
    if match is None:
        return None
    first, second, year = int(match[1]), int(match[3]), _year(match[4])
    return Orders(_date(year, second, first), _date(year, first, second))


def short_year_day(text: str) -> date | None:
    """Return the day of a text whose year has two digits and stands first for certain.

    >>> f"{short_year_day('26.11.9')}", short_year_day("11.9.26")
    ('2026-11-09', None)
    """
    is_of_an_order = (orders_of(text) or Orders(None, None)) != Orders(None, None)
    return None if is_of_an_order else year_first_day(text)


def year_first_day(text: str) -> date | None:
    """Return the day of a text whose year may stand first with two digits, None where it cannot.

    >>> f"{year_first_day('26-11-01')}", year_first_day("11/13/24")
    ('2026-11-01', None)
    """
    match = _SHORT_YEAR.fullmatch(text)
    return _date(_year(match[1]), int(match[3]), int(match[4])) if match else None


def is_year_first(texts: Iterable[str], today: date) -> bool:
    """Say whether texts such as `26-11-01` have the year first: then the farthest of their days is nearer to today.

    >>> is_year_first(["24-11-01", "24-11-25"], date(2026, 11, 22)), is_year_first(["25-11-24"], date(2024, 11, 25))
    (True, False)
    """
    days = [(first, orders.only) for text in texts if (orders := orders_of(text)) and (first := year_first_day(text))]
    both = [(abs(first - today), abs(last - today)) for first, last in days if last]
    return bool(both) and max(first for first, _ in both) < max(last for _, last in both)


def no_day(written: str, text: str) -> Fault:
    """Return the fault of a cell that names no day; `text` is what was written, in the plainest form."""
    return Fault(say("`{text}` is not a date", text=brief(written)), date_hint(brief(text)))


def _year(text: str) -> int:
    number = int(text)
    if len(text) > len("99"):
        return number
    return number + (_CENTURY if number < _LAST_SHORT else _CENTURY - 100)


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def order_shown(texts: Iterator[str]) -> str | None:
    """Return the order that a column's texts show: that of all which can be read in one way only; None where none is.

    >>> order_shown(iter(["15/4/2024", "4/8/2026"])), order_shown(iter(["15/4/2024", "4/15/2024"]))
    ('day-first', None)
    """
    found = {
        DAY_FIRST if orders.day_first else MONTH_FIRST
        for text in texts
        if (orders := orders_of(text)) and (orders.day_first is None) != (orders.month_first is None)
    }
    return found.pop() if len(found) == 1 else None
