"""How a due date comes about, step by step, in sentences."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.cadence.days_off import named_day
from dispatch_cli.cadence.phrases import cadence_phrase, length_phrase
from dispatch_cli.cadence.workdays import working_days
from dispatch_cli.messages import Message, say, say_n, tag_word
from dispatch_cli.model import Cadence, DueShift, Mode, TaskFile, Unit
from dispatch_cli.schedule.anchor import CAUSES
from dispatch_cli.schedule.due import too_late
from dispatch_cli.schedule.rows import Look, Row, State

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date

    from dispatch_cli.cadence.workdays import WorkingDays
    from dispatch_cli.messages import Value
    from dispatch_cli.schedule.due import Schedule

UPCOMING = 4
_HALF = 15
_PERIODS = {
    "daily": say("day"),
    "weekly": say("week, Monday to Sunday,"),
    "half-monthly": say("half-month (to the 15th or to the last day)"),
    "monthly": say("month"),
    "quarterly": say("quarter"),
    "half-yearly": say("half-year"),
    "yearly": say("year"),
}


def explain(look: Look, plan: TaskFile, today: date) -> list[Message]:
    """Return the sentences that lead from the tag of an item to its state."""
    row, schedule = look.row, look.schedule
    if row.state is State.CLOSED and row.item.closed:
        return [say("It was closed on {date} and asks for nothing.", date=row.item.closed)]
    cadence, mode = row.tag.cadence, plan.mode
    return [
        say(
            "Its tag is {tag}, which asks for a follow-up {often}.",
            tag=tag_word(row.tag.name),
            often=cadence_phrase(cadence),
        ),
        _anchor(schedule, today),
        *_always_rolling(cadence, mode),
        *_first(cadence, cadence.only or mode, schedule),
        *_moved(schedule, cadence.only or mode, plan),
        *_postponement(schedule, working_days(plan.workdays)),
        *_standing(row, plan, today),
        *_deadline(row),
        _what_follows(schedule),
    ]


def upcoming(look: Look) -> list[date]:
    """Return the next due dates of an item; a closed one has none."""
    return [] if look.row.state is State.CLOSED else look.schedule.upcoming(UPCOMING)


def _anchor(schedule: Schedule, today: date) -> Message:
    values: dict[str, Value] = {"date": schedule.anchor.on, "cause": CAUSES[schedule.anchor.cause]}
    if schedule.anchor.on > today:
        return say("The clock starts on {date}, still to come: {cause}.", **values)
    return say("The clock starts on {date}: {cause}.", **values)


def _always_rolling(cadence: Cadence, mode: Mode) -> Iterator[Message]:
    if mode is Mode.CALENDAR and cadence.only is Mode.ROLLING:
        yield say("Though the list is in calendar mode, this cadence always counts from that day.")


def _first(cadence: Cadence, mode: Mode, schedule: Schedule) -> Iterator[Message]:
    """Say how `due(1)` follows from the anchor, before it moves off a day off, and before any postponement."""
    anchor = schedule.anchor.on
    due = (schedule.ruled or schedule.series).due(anchor, 1)
    if due is None:
        yield say(
            "What follows {anchor} lies beyond the end of the calendar or of the rule: it is never due.", anchor=anchor
        )
    elif cadence.unit is Unit.RULE:
        yield say("Each occurrence of the rule ends a period. The period that holds {anchor} is done.", anchor=anchor)
        yield say("The next period ends with the occurrence on {due}.", due=due)
    elif mode is Mode.CALENDAR:
        values: dict[str, Value] = {"period": _PERIODS[cadence.text], "anchor": anchor, "due": due}
        yield say("In calendar mode the {period} that holds {anchor} is done; the next one ends on {due}.", **values)
    elif cadence.unit is Unit.HALF_MONTH:
        yield from _half_month(anchor, due)
    else:
        yield say(
            "{span} after {anchor} is {due}.", span=length_phrase(cadence.unit, cadence.step), anchor=anchor, due=due
        )
        if cadence.unit is Unit.MONTH:
            yield from _clamp(anchor.day, due)


def _half_month(anchor: date, due: date) -> Iterator[Message]:
    if anchor.day <= _HALF:
        day = anchor.day + _HALF
        yield say("Half a month after day {d} is day {day} of the same month: {due}.", d=anchor.day, day=day, due=due)
        yield from _clamp(day, due)
    else:
        day = anchor.day - _HALF
        yield say("Half a month after day {d} is day {day} of the next month: {due}.", d=anchor.day, day=day, due=due)


def _clamp(day: int, due: date) -> Iterator[Message]:
    if due.day < day:
        yield say("{month} has no day {day}, so its last day counts.", month=f"{due:%Y-%m}", day=day)


def _moved(schedule: Schedule, mode: Mode, plan: TaskFile) -> Iterator[Message]:
    """Say off which day off the first due date moves, and where."""
    if schedule.ruled is None or plan.workdays is None or plan.workdays.due is DueShift.KEEP:
        return
    days, anchor = working_days(plan.workdays), schedule.anchor.on
    due, moved = schedule.ruled.due(anchor, 1), schedule.series.due(anchor, 1)
    if due is None or moved is None or moved == due:
        return
    off = _day_off(days, due)
    if mode is Mode.CALENDAR and moved > due:
        yield say(
            "Nobody works in the period to {due}, so it owes nothing. The next is due on {to}.", due=due, to=moved
        )
    elif mode is Mode.CALENDAR:
        yield say("{off}. The last working day of the period is {to}, and it is due then.", off=off, to=moved)
    elif moved < due:
        yield say("{off}. The due date moves back to the working day before it, {to}.", off=off, to=moved)
    else:
        yield say("{off}. The due date moves on to the next working day, {to}.", off=off, to=moved)


def _day_off(days: WorkingDays, day: date) -> Message:
    return say("{date} is a day off ({name})", date=day, name=named_day(days, day).name)


def _postponement(schedule: Schedule, days: WorkingDays) -> Iterator[Message]:
    """Say what the postponements do to the first due date; those to a day before the anchor are long over."""
    before, moved = schedule.series.due(schedule.anchor.on, 1), schedule.postponed_to
    if before is None:
        return
    late = too_late(before, schedule.postponements)
    no_later = [each for each in schedule.postponements if schedule.anchor.on < each.to <= before]
    if moved:
        yield say(
            "A postponement moves the due date from {before} to {to}; later ones count from there.",
            before=before,
            to=moved,
        )
        if not days.is_working(moved):
            yield say("{off}, but somebody chose it, so it stays.", off=_day_off(days, moved))
    elif late:
        yield say(
            "A postponement to {to} was made on {made}, after {due}: too late to move it.",
            to=late[-1].to,
            made=late[-1].made,
            due=before,
        )
    elif no_later:
        yield say(
            "A postponement to {to} is not later than {due} and does not move it.", to=no_later[-1].to, due=before
        )


def _standing(row: Row, plan: TaskFile, today: date) -> Iterator[Message]:
    if row.days is None:
        return
    values: dict[str, Value] = {"today": today}
    if row.days < 0:
        yield say_n("Today is {today}: {n} day overdue.", "Today is {today}: {n} days overdue.", -row.days, **values)
        yield say_n("{n} due date passed without a dispatch.", "{n} due dates passed without a dispatch.", row.missed)
    elif row.days == 0:
        yield say("Today is {today}: due today, and on time to the end of the day.", **values)
    elif row.state is State.SOON:
        yield say_n(
            "Today is {today}: due in {n} day, which is soon.",
            "Today is {today}: due in {n} days, which is soon.",
            row.days,
            **values,
        )
        yield _warning(row.tag.warning, plan)
    else:
        yield say_n("Today is {today}: due in {n} day.", "Today is {today}: due in {n} days.", row.days, **values)


def _warning(days: int, plan: TaskFile) -> Message:
    if plan.workdays is None:
        return say_n("Soon begins {n} day before the due date.", "Soon begins {n} days before the due date.", days)
    return say_n(
        "Soon begins {n} working day before the due date.", "Soon begins {n} working days before the due date.", days
    )


def _deadline(row: Row) -> Iterator[Message]:
    if row.item.deadline is None:
        return
    if row.past_deadline:
        yield say("Its deadline, {date}, has passed.", date=row.item.deadline)
    else:
        yield say("Its deadline is {date}; it does not change the due dates.", date=row.item.deadline)


def _what_follows(schedule: Schedule) -> Message:
    dates = schedule.upcoming(UPCOMING)
    if not dates:
        return say("Nothing falls due.")
    return say("Until a dispatch is recorded, its due dates are {dates}, …", dates=[f"{day}" for day in dates])
