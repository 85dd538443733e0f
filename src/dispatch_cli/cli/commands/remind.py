"""`dispatch remind`: what is due, for cron and e-mail."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer, Layout
from dispatch_cli.cli.filters import read_filters
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.until import read_until
from dispatch_cli.cli.values import choose, read_seconds, read_words
from dispatch_cli.errors import CommandLineError, ExitCode
from dispatch_cli.messages import mark, say
from dispatch_cli.reminders.letters import (
    REMINDED_STATES,
    Wanted,
    letter_to,
    letters_left,
    make_letters,
    names_told,
    reminders_of,
    rests_on,
)
from dispatch_cli.reminders.memory import remember
from dispatch_cli.reminders.reach import MAIL_LINES, NO_MAIL, out_of_reach
from dispatch_cli.reminders.status import status as tell_status
from dispatch_cli.reminders.status import warnings, what, whom
from dispatch_cli.render.formats.texts import Sentences
from dispatch_cli.render.letters.letter import FORMATS, MESSAGES, LetterView
from dispatch_cli.schedule.agenda import make_agenda
from dispatch_cli.schedule.unofficial import unofficial_notices
from dispatch_cli.workspace.following import Following
from dispatch_cli.workspace.mail_password import password_of
from dispatch_cli.workspace.trusted_mail import trusted_mail

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from dispatch_cli.cli.until import Until
    from dispatch_cli.deliver.sending import How
    from dispatch_cli.messages import Message
    from dispatch_cli.model import Mail
    from dispatch_cli.schedule.office import Office

_SendOption = Annotated[
    bool,
    typer.Option("--send", help=mark("Hand each recipient's message to the mail command or server, each stage once.")),
]
_DryRunOption = Annotated[
    bool, typer.Option("--dry-run", help=mark("Show who would be sent what; send and remember nothing."))
]
_StatusOption = Annotated[bool, typer.Option("--status", help=mark("Say when reminders were last sent, and to whom."))]
_TestOption = Annotated[
    str | None,
    typer.Option("--test", metavar="NAME", help=mark("Send this name one harmless message to see whether it arrives.")),
    option.Completes("name"),
]
_ToOption = Annotated[
    str | None,
    typer.Option("--to", metavar="NAME", help=mark("Only what this name is told.")),
    option.Completes("name"),
]
_FormatNameOption = Annotated[str | None, option.format_of(FORMATS), option.OneOf(FORMATS)]
_CommandOption = Annotated[
    str | None,
    typer.Option("--command", metavar="COMMAND", help=mark("With --send and --test: another mail command.")),
    option.Completes("nothing"),
]
_TimeoutOption = Annotated[
    str | None,
    typer.Option(
        "--timeout",
        metavar="SECONDS",
        help=mark("With --send and --test: how long each message may take. Default: 60."),
    ),
    option.Completes("nothing"),
]


def run(
    context: typer.Context,
    *,
    send: _SendOption = False,
    dry_run: _DryRunOption = False,
    status: _StatusOption = False,
    test: _TestOption = None,
    to: _ToOption = None,
    until: option.Until = None,
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    format_name: _FormatNameOption = None,
    output: option.Output = None,
    command: _CommandOption = None,
    timeout: _TimeoutOption = None,
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Answer:
    """Return what is overdue, due and soon, as it would be told; nothing is remembered of it. Or send it."""
    request = Request(file, log, today, context.obj)
    layout = read_layout(request, FORMATS, format_name, output)
    filters = {"--tag": tag, "--team": team, "--owner": owner}
    _check_together(
        {"--send": send, "--test": test is not None, "--dry-run": dry_run, "--status": status},
        {"--format": format_name, "-o": output, "--until": until, "--to": to, **filters},
        {"--command": command, "--timeout": timeout},
    )
    words, seconds = read_words("--command", command), read_seconds("--timeout", timeout or "60")
    following = Following(request.desk)
    desk, office = following.desk, following.office()
    if status:
        return Answer(Sentences(tuple(tell_status(office))), notices=(*office.notices, *warnings(office)))
    wanted = Wanted(read_filters(office.plan, tag, team, owner), to)
    for name, given in (("--to", to), ("--test", test)):
        if given is not None:
            choose(name, given, names_told(office.plan))
    if not (send or dry_run or test):
        return _printed(office, wanted, layout, desk.moment(office), read_until(office, until))
    mail = _mail_of(office, [name for name in (to, test) if name])
    if dry_run:
        return _rehearsed(office, wanted)
    if send and rests_on(
        office.plan, office.today
    ):  # cron gets no byte, no notice either: the next working day has them
        return Answer(Sentences((_why_it_rests(office),), for_people=True))
    from dispatch_cli.deliver.sending import How

    mail = mail._replace(command=words, server=None) if words else trusted_mail(desk, mail)
    how = How(mail, seconds, context.obj, password_of(desk, mail.server))
    return _tested(office, test, desk.moment(office), how) if test else _sent(following, wanted, how)


def _rehearsed(office: Office, wanted: Wanted) -> Answer:
    """Return who would be sent what, and who could not be reached."""
    rests = rests_on(office.plan, office.today)
    letters = () if rests else letters_left(office, wanted)
    lines = [_why_it_rests(office)] if rests else []
    lines += [say("{whom}: {items}", whom=whom(each), items=what(each)) for each in letters]
    lines += out_of_reach(office.plan, office.today)
    return Answer(Sentences(tuple(lines)), notices=office.notices)


def _check_together(modes: Mapping[str, bool], choices: Mapping[str, object], of_sending: Mapping[str, object]) -> None:
    """Raise CommandLineError for options of which one would be without effect."""
    chosen = [name for name, given in modes.items() if given]
    if len(chosen) > 1:
        message = say("--send, --test, --dry-run and --status exclude each other")
        raise CommandLineError(message, say("give one of them"))
    of_printing = {name: choices[name] for name in ("--format", "-o", "--until")}
    without_effect = {"--status": choices, "--test": choices, "--send": of_printing, "--dry-run": of_printing}
    idle = [name for name, value in without_effect.get(chosen[0], {}).items() if value] if chosen else []
    idle += [
        name for name, value in of_sending.items() if value is not None and not (modes["--send"] or modes["--test"])
    ]
    if idle:
        mode = chosen[0] if chosen else "remind"
        message = say("{option} has no effect with {mode}", option=idle[0], mode=mode)
        raise CommandLineError(message, say("leave it out"))


def _why_it_rests(office: Office) -> Message:
    """Return why nothing leaves on a day off, and when it will."""
    again = working_days(office.plan.workdays).first_from(office.today)
    return say("{day} is a day off: nothing is sent until {again}", day=office.today, again=again or "–")


def _sent(following: Following, wanted: Wanted, how: How) -> Answer:
    """Send; the status says whether all of it could be handed over. cron mails whatever is printed."""
    from dispatch_cli.deliver.sending import send

    notices, outcomes = following.office().notices, send(following, wanted, how)
    failures = [outcome.failure for outcome in outcomes if outcome.failure]
    told = Sentences(tuple(outcome.success for outcome in outcomes if outcome.success), for_people=True)
    code = ExitCode.UNDELIVERED if failures else ExitCode.OK
    return Answer(told, code=code, notices=(*notices, *failures))


def _tested(office: Office, name: str, moment: datetime, how: How) -> Answer:
    """Send a test message, and say whether it was handed over; nothing is remembered."""
    from dispatch_cli.deliver.sending import send_test

    letter = letter_to(office.plan, name, ())
    failure = send_test(office.plan, letter, moment, how)
    if failure is None:
        done = say("test message handed over for {whom}", whom=whom(letter))
        return Answer(Sentences((done,)), notices=office.notices)
    why = say("test message not sent to {whom}: {why}", whom=whom(letter), why=failure.why)
    return Answer(Sentences(()), code=ExitCode.UNDELIVERED, notices=(*office.notices, why))


def _printed(office: Office, wanted: Wanted, layout: Layout, moment: datetime, until: Until) -> Answer:
    to, plan, entries = wanted.to, office.plan, office.log.entries
    agenda = make_agenda(plan, entries, office.today, REMINDED_STATES, wanted.filters, until=until.day)
    unofficial = unofficial_notices(plan, [until.day, *(row.due for row in agenda.rows)])
    notices = (*office.notices, *until.notices, *unofficial)
    reminders = reminders_of(plan, agenda.rows, remember(entries))
    letter = letter_to(plan, to, reminders, agenda.deadlines)
    if not letter.stages:
        return Answer(Sentences(()), Layout(output=layout.output), notices=notices)
    letters = [each for each in make_letters(plan, reminders, agenda.deadlines) if to is None or to in each.names]
    mail = _mail_of(office, letter.names if to is None else [to]) if layout.format_name in MESSAGES else None
    view = LetterView(plan, moment, letter, letters, agenda, mail)
    return Answer(view, layout, notices=notices)


def _mail_of(office: Office, names: Sequence[str]) -> Mail:
    """Return how mail is sent. Raises CommandLineError where the task file does not say it, or one has no address."""
    if office.plan.mail is None:
        raise CommandLineError(NO_MAIL, MAIL_LINES)
    for name in names:
        if name not in office.plan.people:
            hint = say("add it there: `{name}: name@example.com`", name=name)
            raise CommandLineError(say("`{name}` has no address in `people`", name=name), hint)
    return office.plan.mail
