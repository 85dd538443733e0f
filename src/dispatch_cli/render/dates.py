"""A day as people say it in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from datetime import date

_MONTHS = (
    say("{day} January"),
    say("{day} February"),
    say("{day} March"),
    say("{day} April"),
    say("{day} May"),
    say("{day} June"),
    say("{day} July"),
    say("{day} August"),
    say("{day} September"),
    say("{day} October"),
    say("{day} November"),
    say("{day} December"),
)


def day_in_words(day: date, today: date) -> Message:
    """Return a day and its month, and its year where it is not this one."""
    month = _MONTHS[day.month - 1]._replace(values={"day": day.day})
    return month if day.year == today.year else say("{day} {year}", day=month, year=day.year)
