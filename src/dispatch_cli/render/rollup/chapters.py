"""The five chapters of a unit in words, a line for each thing that is told."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import Message, say, say_n, tag_word
from dispatch_cli.render.report.figures import figure_line
from dispatch_cli.reports.chapters import WRITTEN_LATE

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.chapters import Chapters, NotedItem, RepeatedNote, WorstItem
    from dispatch_cli.reports.unit import UnitFigures

_TITLES = (say("Progress"), say("Bright spots"), say("Conduct"), say("Debts"), say("Causes"))
_NOTHING = say("nothing to tell")


class ToldChapter(NamedTuple):
    """One chapter of a page: its title, and what it tells, a line each."""

    title: str
    lines: tuple[str, ...]


def chapters_of(figures: UnitFigures | None, language: Language) -> tuple[ToldChapter, ...]:
    """Return the chapters of a unit, none where it could not be read."""
    told = figures.chapters if figures else None
    if figures is None or told is None:
        return ()
    contents = (
        _progress(figures, language),
        (*map(_noted, told.stars), *map(_early, told.early)),
        _conduct(figures, told),
        (*map(_overdue, told.overdue), *map(_missed, told.missed), *map(_postponed, told.postponed)),
        map(_noted, told.reasons),
    )
    speak = language.speak
    return tuple(
        ToldChapter(speak(title), tuple(map(speak, [*lines] or [_NOTHING])))
        for title, lines in zip(_TITLES, contents, strict=True)
    )


def _progress(figures: UnitFigures, language: Language) -> Iterator[Message]:
    """Yield the sums, then those by tag."""
    yield say("all: {figures}", figures=figure_line(figures.totals, language))
    for tag in figures.tags:
        yield say("{tag}: {figures}", tag=tag_word(tag.tag), figures=figure_line(tag.figures, language))
    ahead = figures.days_ahead
    yield say_n("closed {n} day ahead of deadlines", "closed {n} days ahead of deadlines", ahead)


def _conduct(figures: UnitFigures, told: Chapters) -> Iterator[Message]:
    totals = figures.totals
    yield say("{n} of {all} dispatches on time", n=totals.on_time, all=totals.expected)
    yield say_n(
        "{n} dispatch was written down more than {days} days late",
        "{n} dispatches were written down more than {days} days late",
        told.written_late,
        days=WRITTEN_LATE,
    )
    yield from map(_gap, told.gaps)
    yield from map(_repeated, told.repeated)


def _noted(noted: NotedItem) -> Message:
    """Return what was written down of an item, and when."""
    return say("{day} {id} {title}: {note}", day=noted.on, id=noted.id, title=noted.title, note=noted.note or "–")


def _early(noted: NotedItem) -> Message:
    days = say_n("{n} day ahead", "{n} days ahead", noted.days or 0)
    return say("{noted}, closed {days}", noted=_noted(noted), days=days)


def _postponed(noted: NotedItem) -> Message:
    return say("postponed: {noted}", noted=_noted(noted))


def _gap(noted: NotedItem) -> Message:
    gap = say_n("{n} day without a dispatch", "{n} days without a dispatch", noted.days or 0)
    return say("{id} {title}: {what}", id=noted.id, title=noted.title, what=gap)


def _repeated(noted: RepeatedNote) -> Message:
    times = say_n("{n} time “{note}”", "{n} times “{note}”", noted.times, note=noted.note)
    return say("{id} {title}: {what}", id=noted.id, title=noted.title, what=times)


def _overdue(item: WorstItem) -> Message:
    what = say("overdue since {day}", day=f"{item.due}")
    return say("{id} {title}: {what}", id=item.id, title=item.title, what=what)


def _missed(item: WorstItem) -> Message:
    what = say_n("{n} missed", "{n} missed", item.missed)
    return say("{id} {title}: {what}", id=item.id, title=item.title, what=what)
