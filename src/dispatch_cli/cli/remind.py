"""`dispatch remind`: what is due, for cron and e-mail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli import clock
from dispatch_cli.cli import options as option
from dispatch_cli.cli.listing import read_filters
from dispatch_cli.cli.office import Request, choose, open_office
from dispatch_cli.cli.result import Result
from dispatch_cli.cli.values import read_seconds, read_words
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import mark, say
from dispatch_cli.reminders import letter_to, make_letters, make_reminders, names_told, pending, remember
from dispatch_cli.render.letters import FORMATS, MESSAGES, Occasion, render_letter

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from dispatch_cli.agenda import Filters
    from dispatch_cli.model import Mail
    from dispatch_cli.office import Office
    from dispatch_cli.reminders import Letter

SUMMARY = mark("Say what is due, for cron and e-mail; quiet when there is nothing to say.")


def run(
    context: typer.Context,
    *,
    send: Annotated[
        bool,
        typer.Option("--send", help=mark("Hand each recipient's message to the mail command, each stage once.")),
    ] = False,
    dry_run: Annotated[
        bool, typer.Option("--dry-run", help=mark("Show who would be sent what; send and remember nothing."))
    ] = False,
    status: Annotated[
        bool, typer.Option("--status", help=mark("Say when reminders were last sent, and to whom."))
    ] = False,
    to: Annotated[str | None, typer.Option("--to", metavar="NAME", help=mark("Only what this name is told."))] = None,
    tag: option.TagNames = None,
    team: option.Teams = None,
    owner: option.Owners = None,
    format_name: Annotated[
        str, typer.Option("--format", metavar="|".join(FORMATS), help=mark("Default: text."))
    ] = "text",
    command: Annotated[
        str | None, typer.Option("--command", metavar="COMMAND", help=mark("With --send: another mail command."))
    ] = None,
    timeout: Annotated[
        str, typer.Option("--timeout", metavar="SECONDS", help=mark("With --send: how long the mail command may take."))
    ] = "60",
    file: option.File = option.DEFAULT_FILE,
    log: option.Log = None,
    today: option.Today = None,
) -> Result:
    """Return what is overdue, due and soon, as it would be told; nothing is remembered of it. Or send it."""
    choose("--format", format_name, FORMATS)
    if send + dry_run + status > 1:
        message = say("--send, --dry-run and --status exclude each other")
        raise CommandLineError(message, say("give one of them"))
    words, seconds = read_words("--command", command), read_seconds("--timeout", timeout)
    request = Request(file, log, today, context.obj)
    office = open_office(request)
    if status:
        from dispatch_cli.cli.reminded import tell_status

        return tell_status(office)
    filters = read_filters(office.plan, tag, team, owner)
    if to is not None:
        choose("--to", to, names_told(office.plan))
    if not send and not dry_run:
        return _printed(office, filters, to, format_name, _moment(office, today))
    from dispatch_cli.cli import sending

    mail = _mail_of(office, ())
    how = sending.How(mail._replace(command=words or mail.command), _moment(office, today), seconds)
    left = _left(filters, to)
    return sending.send(request, office, left, how) if send else sending.show(office, left)


def _left(filters: Filters, to: str | None) -> Callable[[Office], list[Letter]]:
    """Return what finds the letters that are left to be told."""

    def left(office: Office) -> list[Letter]:
        """Return those of an office as it is now."""
        reminders = make_reminders(office.plan, office.log.entries, office.today, filters)
        letters = pending(make_letters(office.plan, reminders), remember(office.log.entries))
        return [letter for letter in letters if to is None or to in letter.names]

    return left


def _printed(office: Office, filters: Filters, to: str | None, format_name: str, moment: datetime) -> Result:
    reminders = make_reminders(office.plan, office.log.entries, office.today, filters)
    letter = letter_to(office.plan, to, reminders)
    if not letter.reminders:
        return Result(lambda _: "", notices=office.notices)
    letters = [each for each in make_letters(office.plan, reminders) if to is None or to in each.names]
    mail = _mail_of(office, [letter] if format_name == "eml" else letters) if format_name in MESSAGES else None
    occasion = Occasion(office.plan, moment, letter, letters, mail)
    page = partial(render_letter, occasion, format_name)
    return Result(page, notices=office.notices, utf8=format_name == "html")


def _mail_of(office: Office, letters: Sequence[Letter]) -> Mail:
    """Return how mail is sent. Raises CommandLineError where the task file does not say it, or has no address."""
    if office.plan.mail is None:
        hint = say("add `from` and `to` below `remind` and `mail`; the README shows how")
        raise CommandLineError(say("the task file does not say from whom to whom mail goes"), hint)
    for letter in letters:
        for name in letter.names:
            if name not in office.plan.people:
                hint = say("add it there: `{name}: name@example.com`", name=name)
                raise CommandLineError(say("`{name}` has no address in `people`", name=name), hint)
    return office.plan.mail


def _moment(office: Office, today: str | None) -> datetime:
    """Return when a message is written: now, or the beginning of the day that was given as today."""
    now = clock.now(office.plan.timezone)
    return now if today is None else now.replace(*office.today.timetuple()[:3], 0, 0, 0)
