"""`dispatch init`: a commented task file to start from."""

from __future__ import annotations

from typing import TYPE_CHECKING

import typer

from dispatch_cli import clock, store
from dispatch_cli.cli import options as option
from dispatch_cli.cli.result import Result
from dispatch_cli.cli.values import read_day
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say

if TYPE_CHECKING:
    from dispatch_cli.render.language import Language

SUMMARY = mark("Write a commented task file to start from; never overwrites.")
TEMPLATE = mark(
    """\
# The task file: the list of follow-up items. Edit it in any editor; `dispatch lint` checks it.
# Lines that begin with # are comments. Save the file as UTF-8.

branch: Example Branch        # shown in titles
timezone: Asia/Shanghai       # the zone in which "today" is read
mode: rolling                 # rolling: due dates count from the last dispatch; calendar: by week, half-month, month

# How often each tag asks for a dispatch. These three are built in; others may be added:
# daily weekly half-monthly monthly quarterly half-yearly yearly, every 10 days, FREQ=WEEKLY;BYDAY=MO,TH
cadence:
  red: weekly
  orange: half-monthly
  green: monthly

tasks:
  - id: 1                     # required, unique
    title: Land for the new energy project   # required; quote a title that holds ": " or " #"
    tag: red                  # required: red, orange, green
    team: Investment team     # optional, as are owner, deadline, closed and note
    owner: Section 1
    start: {today}         # the day it was listed
    # last: {today}        # the newest dispatch so far; from now on `dispatch record` keeps the record
    deadline: {deadline}
    note: waiting for the land office

  - id: 2
    title: Visit the ten largest employers
    tag: orange
    team: Services team
    owner: Section 2
    start: {today}

  - id: 3
    title: Yearly review of the park's rules
    tag: green
    start: {today}
"""
)


def run(
    context: typer.Context,
    *,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,  # noqa: ARG001 every command takes it
    today: option.Today = None,
) -> Result:
    """Write the example, its items listed today, in the user's language."""
    if file == store.STDIN:
        raise CommandLineError(say("init writes a file, and - is none"), say("name the new file with -f"))
    language: Language = context.obj
    day = read_day("--today", today) or clock.today(None)
    deadline = day.replace(year=min(day.year + 1, 9999), day=1)
    text = language.speak(say(TEMPLATE, today=day, deadline=deadline))
    message = say("{file} is written. Edit it, then run `dispatch check`.", file=file)
    return Result(lambda style: f"{style.language.speak(message)}\n", commit=lambda: store.create(file, text.encode()))
