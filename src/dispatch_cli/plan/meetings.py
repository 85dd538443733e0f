"""When the office goes through its list, as the task file says it: `meeting`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.cadence.dates import parse_date
from dispatch_cli.cadence.meetings import WEEKDAYS, parse_meeting
from dispatch_cli.hints.guesses import nearest
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from datetime import date

    from dispatch_cli.plan.yaml_events import PlacedText
    from dispatch_cli.source import Source

_FORMS = say("write a weekday such as `monday` or `周一`, or a rule such as `FREQ=WEEKLY;INTERVAL=2;BYDAY=MO`")


def read_meeting(source: Source, text: PlacedText, since: PlacedText | None) -> str | None:
    """Return the days of meetings that a text says; report any other, and a rule without a day to count from."""
    meeting = parse_meeting(text.value)
    if isinstance(meeting, Message):
        source.report(text.at, meeting, _FORMS if "FREQ" in text.value.upper() else nearest(text.value, WEEKDAYS))
        return None
    if meeting in WEEKDAYS:
        return meeting
    if since is None:
        message = say("a rule for `meeting` counts from `since`, which is missing")
        source.report(text.at, message, say("add a line such as `since: 2026-06-01`, or write a weekday"))
        return None
    begin = parse_date(since.value)
    if begin:
        _check_happens(source, text, meeting, begin)
    return meeting


def _check_happens(source: Source, text: PlacedText, rule: str, begin: date) -> None:
    from dispatch_cli.cadence.rules import PATTERN_YEARS, happens

    if not happens(rule, begin):
        message = say("the rule of `meeting` never happens from {since} on", since=begin)
        hint = say("in its first {years} years it meets no day; check INTERVAL and the BY… parts", years=PATTERN_YEARS)
        source.report(text.at, message, hint)
