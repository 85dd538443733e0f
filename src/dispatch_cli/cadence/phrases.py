"""How often a cadence asks for a dispatch, as part of a sentence."""

from __future__ import annotations

from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.model import Cadence, Unit

_PHRASES = {
    "daily": say("every day"),
    "weekly": say("once a week"),
    "half-monthly": say("twice a month"),
    "monthly": say("once a month"),
    "quarterly": say("once a quarter"),
    "half-yearly": say("twice a year"),
    "yearly": say("once a year"),
}


def cadence_phrase(cadence: Cadence) -> Message:
    """Return how often a cadence asks for a dispatch, as part of a sentence."""
    if cadence.unit is Unit.RULE:
        return say("by the rule {rule}", rule=cadence.text)
    if cadence.text in _PHRASES:
        return _PHRASES[cadence.text]
    return say("every {span}", span=length_phrase(cadence.unit, cadence.step))


def length_phrase(unit: Unit, count: int) -> Message:
    """Return so many days, weeks or months in words."""
    if unit is Unit.DAY:
        return say_n("{n} day", "{n} days", count)
    if unit is Unit.WEEK:
        return say_n("{n} week", "{n} weeks", count)
    return say_n("{n} month", "{n} months", count)
