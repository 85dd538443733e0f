"""Up to which day a command looks, as `--until` says it: a date, a word, or so many days."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cli.days import coming_day, taken_for
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import Message, say
from dispatch_cli.schedule.until import is_meeting_day, next_meeting, until_meeting

if TYPE_CHECKING:
    from dispatch_cli.schedule.office import Office

_MEETING = "meeting"
LISTED = say(
    "a meeting is held today: what falls due before the next one, on {date}, is listed too; "
    "`--until today` turns that off"
)
RECORDED = say(
    "a meeting is held today: what falls due before the next one, on {date}, is recorded too; "
    "`--until today` turns that off"
)


class Until(NamedTuple):
    """The day up to which is looked, None for no further than today, and what is to be said of it."""

    day: date | None = None
    notices: tuple[Message, ...] = ()


def read_until(office: Office, text: str | None) -> Until:
    """Return the day that `--until` means for an office, and which day a word was taken for. Raises CommandLineError.

    `meeting` is the last day before the next meeting.
    """
    if text is None:
        return Until()
    if text == _MEETING:
        day = _before_meeting(office)
        return Until(day, (say("{option}: `{text}` is taken for {date}", option="--until", text=text, date=day),))
    asked = coming_day("--until", text)
    return Until(asked.on(office.today), taken_for(office.today, [asked]))


def on_meeting_day(office: Office, said: Message) -> Until:
    """Return for an office that holds a meeting today the last day before the next one, and what is said of it."""
    meeting = next_meeting(office.plan, office.today)
    if meeting is None or not is_meeting_day(office.plan, office.today):
        return Until()
    return Until(until_meeting(office.plan, office.today), (say(said.template, date=meeting),))


def _before_meeting(office: Office) -> date:
    if office.plan.meeting is None:
        message = say("--until meeting: the task file does not say when the office meets")
        raise CommandLineError(message, say("add a line such as `meeting: monday` to it, or give a date"))
    return until_meeting(office.plan, office.today) or date.max
