"""What a notice of days off changes in the own days of an office, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.cadence.own_days import OwnDays, days_text, own_days, spans_of
from dispatch_cli.cadence.workdays import WorkingDays
from dispatch_cli.changes.change import Change, Signed, logged
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import Message, say
from dispatch_cli.model import Event, ListEntry
from dispatch_cli.plan.own_days_edit import set_own_days
from dispatch_cli.plan.patches import patch_of
from dispatch_cli.plan.tree import Nodes

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

    from dispatch_cli.model import DaySpan, Workdays
    from dispatch_cli.plan.notice import Notice
    from dispatch_cli.schedule.office import Office


def take_notice(office: Office, signed: Signed, notice: Notice) -> Change:
    """Return the change after which the office works on the days of a notice as that says.

    Only those of its days are written on which the list says otherwise so far; where it says the same already,
    nothing is. Raises CommandLineError where the list does not say on which days the office works.
    """
    rule = office.plan.workdays
    if rule is None:
        message = say("the task file does not say on which days the office works")
        raise CommandLineError(message, say("write the line `workdays: CN` above `tasks:` in it, then read the notice"))
    old, new = own_days(rule), _own_days_after(rule, notice)
    missing = tuple(_missing(notice))
    if old == new:
        return Change((), office.plan, office.text, missing)
    edit = set_own_days(office.text, Nodes(office.text).root, old, new)
    more = {"field": "workdays", "from": days_text(old), "to": days_text(new)}
    patch = logged(patch_of(office.text, edit))
    entry = ListEntry("", "", "", Event.CHANGED, None, office.today, signed.by, signed.note, {**more, "edit": patch})
    plan = office.plan._replace(workdays=rule._replace(off=new.off, on=new.on))
    return Change((entry,), plan, edit.apply(office.text), missing)


def _own_days_after(rule: Workdays, notice: Notice) -> OwnDays:
    """Return the own days with which an office follows a notice; a day off must not stay among the working days."""
    off = {day for span in notice.off for day in span.days}
    freed = rule._replace(on=_without(rule.on, off))
    days = WorkingDays(freed)
    closed = [spans_of(filter(days.is_working, span.days), span.days) for span in notice.off]
    opened = spans_of(day for day in notice.on if not days.is_working(day))
    return OwnDays((*rule.off, *(span for spans in closed for span in spans)), (*freed.on, *opened))


def _without(spans: Iterable[DaySpan], days: set[date]) -> tuple[DaySpan, ...]:
    """Return spans without some days; one that holds none of them stays as it is."""
    parts = (
        spans_of(day for day in span.days if day not in days) if days & {*span.days} else (span,) for span in spans
    )
    return tuple(part for each in parts for part in each)


def _missing(notice: Notice) -> list[Message]:
    """Return what must be said of a notice that does not name every festival."""
    if not notice.missing:
        return []
    return [say("the notice of {year} does not name {names}", year=notice.year, names=notice.missing)]
