"""`dispatch init`: a commented task file to start from, and beside it its schema for editors."""

from __future__ import annotations

import re
from datetime import date
from pathlib import PurePath
from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli import clock, store
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.new_file import check_beginning
from dispatch_cli.cli.values import read_day
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.plan.schema import task_file_schema
from dispatch_cli.render.formats.texts import Sentences
from dispatch_cli.render.schema import schema_text
from dispatch_cli.shell import joined

if TYPE_CHECKING:
    from dispatch_cli.render.text.language import Language

MODELINE = "# yaml-language-server: $schema={schema}\n"
_USUAL = "tasks.schema.json"
# In a modeline a blank ends the name, # begins a fragment, and what begins with these words is an address.
_PLAIN = r"(?!http|file:)[^\s#]+"
_TASKS = "\ntasks:\n"  # what follows are the sample items
_ZONE = re.compile(r"^timezone: .*\n", re.MULTILINE)
# Offices that speak this language are in this zone, whatever a server says; others are where the machine is.
_ZONES = {"zh": "Asia/Shanghai"}
# How many days before today lie the dates of the sample, so that it shows each state: weekly, monthly in 28 to 31 days.
_DAYS_AGO = {"listed": 60, "overdue": 9, "due": 7, "lately": 1, "soon": 26, "today": 0, "deadline": -10}
TEMPLATE = mark(
    """\
# The task file: the list of follow-up items. Edit it in any editor; `dispatch lint` checks it.
# Lines that begin with # are comments. Save the file as UTF-8.

branch: Example office        # shown in titles
timezone: {zone}       # the zone in which "today" is read
mode: rolling                 # rolling: due dates count from the last dispatch; calendar: by week, half-month, month
# meeting: monday             # when the office goes through the list: a weekday; `check` then looks to the next one
# workdays: CN                # due dates move off days off: a country's public holidays, or none: Monday to Friday

# How often each tag asks for a follow-up. These three are built in; others may be added:
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
    owner: Investment desk
    start: {listed}         # the day it was listed
    last: {overdue}          # the newest follow-up so far; from now on `dispatch record` keeps the record
    deadline: {deadline}
    note: waiting for the land office

  - id: 2
    title: Figures for the business survey
    tag: red
    team: Survey team
    owner: Statistics desk
    start: {listed}
    last: {due}

  - id: 3
    title: Permits for the biotech park
    tag: orange
    team: Investment team
    owner: [Investment desk, Planning desk]   # several share it
    start: {listed}
    last: {lately}

  - id: 4
    title: Visits to the ten largest employers
    tag: green
    team: Services team
    owner: Services desk
    start: {listed}
    last: {soon}

  - id: 5
    title: Yearly review of the park's rules
    tag: green
    start: {today}
"""
)


_FileOption = Annotated[
    str,
    typer.Option(
        "-f", "--file", metavar="PATH", envvar="DISPATCH_FILE", help=mark("The new task file. Default: tasks.yaml.")
    ),
    option.Completes("path"),
]
_EmptyOption = Annotated[bool, typer.Option("--empty", help=mark("Without sample items."))]


def run(
    context: typer.Context,
    *,
    empty: _EmptyOption = False,
    file: _FileOption = option.DEFAULT_FILE,
    log: option.UnusedLog = None,  # noqa: ARG001 every command takes it
    today: option.Today = None,
) -> Answer:
    """Write the example, its items due around today, or a list without items, in the user's language."""
    if file == store.STDIN:
        raise CommandLineError(say("init writes a file, and - is not one"), say("name the new file with -f"))
    check_beginning(file)
    language: Language = context.obj
    zone = _ZONES.get(language.code) or clock.zone_name()
    day = read_day("--today", today) or clock.today(zone)
    text = language.speak(say(TEMPLATE, zone=zone or "", **_dates(day)))
    if zone is None:
        text = _ZONE.sub("", text)
    if empty:
        text = text[: text.index(_TASKS) + len(_TASKS)]
    schema = schema_name(file)
    beside = str(PurePath(file).parent / schema)
    lines, more = MODELINE.format(schema=schema) + text, schema_text(task_file_schema(), language)
    store.create_both(file, lines.encode(), beside, more.encode())
    message = say(
        "{file} is written; editors complete and check it by {schema}. Edit it, then run `{command}`.",
        file=file,
        schema=beside,
        command=joined(["dispatch", "check", *([] if file == option.DEFAULT_FILE else ["-f", file])]),
    )
    return Answer(Sentences((message,)), is_carried_out=True)


def _dates(today: date) -> dict[str, date]:
    """Return the dates of the sample; none lies outside of the calendar."""
    first, last = date.min.toordinal(), date.max.toordinal()
    return {name: date.fromordinal(min(max(today.toordinal() - days, first), last)) for name, days in _DAYS_AGO.items()}


def schema_name(file: str) -> str:
    """Return the name of the schema beside a task file, one that a modeline can hold.

    >>> schema_name("office/list.yml"), schema_name("our list.yaml")
    ('list.schema.json', 'tasks.schema.json')
    """
    name = re.sub(r"\.ya?ml$", "", PurePath(file).name) + ".schema.json"
    return name if re.fullmatch(_PLAIN, name) and name.isprintable() else _USUAL
