"""The cells of a ledger's columns of days: each becomes a day, for certain or as a guess, or says why it does not."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.hints.guesses import brief
from dispatch_cli.ledger.days import DAY_FIRST, certain_day, no_day, orders_of, plain_text, year_first_day
from dispatch_cli.ledger.grid import Fault
from dispatch_cli.ledger.vague_days import NO_DAYS, When, several_days, vague_day
from dispatch_cli.messages import say
from dispatch_cli.plan.keys import ITEM_HAPPENED

if TYPE_CHECKING:
    from datetime import date

    from dispatch_cli.ledger.grid import LedgerCell

_NUMBER = re.compile(r"\d{1,6}(?:\.\d+)?", re.ASCII)
# What a list writes behind a day to say how far off it is.
_COUNTED = re.compile(r" ?[(,，]? ?(?:已过|逾期|还有|past|overdue|in \d+ days|\d+ days late).*\Z", re.IGNORECASE)
_REMARK = re.compile(r" ?[(\[【][^)\]】]*[)\]】]\Z")
# Who writes nothing but this for a deadline meant a day, or a number that stands for one; elsewhere any digit does.
_ANY_DIGIT = re.compile(r".*\d.*", re.DOTALL)
_LIKE_A_DAY = re.compile(r"[\d\s./:\-年月日号,TZ]*\d[\d\s./:\-年月日号,TZ]*")
_PAST = (*ITEM_HAPPENED, "start")


class DayReading(NamedTuple):
    """What a cell says of a day: the day, which may be a guess; or that there is none; or a fault.

    With neither, the text is no day and is worth keeping. `has_two_orders` says that day and month may be swapped.
    """

    day: date | None = None
    is_guess: bool = False
    fault: Fault | None = None
    has_two_orders: bool = False


_WORDS = DayReading()


class Dating(NamedTuple):
    """How the days of one column are read: which key it is, and the order of day and month, if it is known.

    `year` is that of days without one. The order is a guess where only other cells of the column show it;
    `is_year_first` says that of two digits at the beginning.
    """

    key: str
    today: date
    year: int
    order: str | None = None
    is_order_guessed: bool = False
    is_year_first: bool = False

    @property
    def is_said(self) -> bool:
        """Say whether the order was given, and is no guess."""
        return self.order is not None and not self.is_order_guessed

    def read(self, cell: LedgerCell, start: date | None = None) -> DayReading:
        """Return what a cell says; `start` is the day on which the item of its row was listed."""
        if cell.day:
            return DayReading(cell.day)
        text = _COUNTED.sub("", plain_text(cell.text))
        day = certain_day(text)
        if isinstance(day, Fault):
            return DayReading(fault=day)
        if day:
            return DayReading(day)
        orders = orders_of(text)
        first = year_first_day(text)
        if orders and orders.only and first not in {None, orders.only} and (self.is_year_first or not self.is_said):
            return DayReading(first if self.is_year_first else orders.only, is_guess=True)
        if orders:
            return self._ordered(text, orders.only, orders.day_first if self.order == DAY_FIRST else orders.month_first)
        return self._guessed(text, start)

    def _ordered(self, text: str, only: date | None, chosen: date | None) -> DayReading:
        """Return the day of a text with the year last."""
        if only or (self.order and chosen):
            return DayReading(only or chosen, is_guess=only is None and self.is_order_guessed)
        if chosen is None:
            return DayReading(fault=no_day(text, text))
        message = say("`{text}`: day and month cannot be told apart", text=brief(text))
        return DayReading(fault=Fault(message, say("`--day-first` or `--month-first` says which")), has_two_orders=True)

    def _guessed(self, text: str, start: date | None) -> DayReading:
        when = When(self.today, self.year, start, is_past=self.key in _PAST)
        day = _day_in(text, when) or _day_in(_REMARK.sub("", text), when)
        if day is None and (days := several_days(text, when)):
            day = self._of_several(days)
        if day:
            return DayReading(day, is_guess=True)
        meant = _LIKE_A_DAY if self.key == "deadline" else _ANY_DIGIT
        if NO_DAYS.fullmatch(text) or not meant.fullmatch(text):
            return _WORDS
        fault = no_day(text, text)
        if _NUMBER.fullmatch(text):
            hint = say("this is a number; give the column the format of a date in the spreadsheet")
            return DayReading(fault=fault._replace(hint=hint))
        return DayReading(fault=fault)

    def _of_several(self, days: list[date]) -> date:
        """Return the day of several that counts: the first of a listing, the last deadline, the newest that passed."""
        if self.key == "start":
            return min(days)
        if self.key not in ITEM_HAPPENED:
            return max(days)
        return max((day for day in days if day <= self.today), default=min(days))


def _day_in(text: str, when: When) -> date | None:
    """Return the day of a text that names one, for certain or in passing."""
    day = certain_day(text)
    return day if day and not isinstance(day, Fault) else vague_day(text, when)
