"""The figures of a report: their names, and the figures as texts, as a record and as a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.render.formats.sheet import ABSENT

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.figures import Figures

FIGURES = {
    "expected": say("Expected"),
    "on_time": say("On time"),
    "late": say("Late"),
    "missed": say("Missed"),
    "rate": say("Rate"),
    "longest_gap": say("Longest gap"),
    "overdue": say("Now overdue"),
    "tag_changes": say("Tag changes"),
    "extensions": say("Postponements"),
    "closings": say("Closings"),
}
# The figures that people see where there are any.
WHERE_ANY = {
    "deadlines_passed": say("Deadlines passed"),
    "deadlines_kept": say("Deadlines kept"),
    "deadlines_missed": say("Deadlines missed"),
    "deadline_moves": say("Deadlines moved"),
    "assignments": say("Changes of team or owner"),
}
EVERY_FIGURE = FIGURES | WHERE_ANY
OBLIGATIONS = ("expected", "on_time", "late", "missed")
OWED = (*OBLIGATIONS, "rate", "longest_gap")
CHANGES = ("tag_changes", "extensions", "closings")


def percent(figures: Figures) -> str:
    """Return the rate in percent, a dash where nothing was owed.

    >>> from dispatch_cli.reports.figures import Figures
    >>> [percent(Figures(on_time=kept, missed=all - kept)) for kept, all in ((0, 0), (1, 300), (29, 100), (299, 300))]
    ['–', '1%', '29%', '99%']
    """
    rate = figures.percent
    return ABSENT if rate is None else f"{rate}%"


def figure_texts(figures: Figures, keys: Iterable[str] = (*EVERY_FIGURE,)) -> dict[str, str]:
    """Return figures as texts, all or those asked for; what there is none of is a dash.

    Where nothing was owed, dashes stand for the obligations and the rate.
    """
    texts = {key: f"{getattr(figures, key)}" for key in keys}
    if not figures.expected:
        texts |= dict.fromkeys(OBLIGATIONS, ABSENT)
    gap = ABSENT if figures.longest_gap is None else f"{figures.longest_gap}"
    return texts | {"rate": percent(figures), "longest_gap": gap}


def figure_record(figures: Figures) -> dict[str, Any]:
    """Return the figures for programs; `rate` is the share that was on time, None where nothing was owed."""
    return {key: getattr(figures, key) for key in EVERY_FIGURE}


def figure_line(figures: Figures, language: Language) -> str:
    """Return the figures in one line, without changes that did not happen."""
    return " · ".join(map(language.speak, [*_owed(figures), *change_counts(figures)]))


def _owed(figures: Figures) -> list[Message]:
    phrases = [say_n("{n} expected", "{n} expected", figures.expected)]
    if figures.expected:
        phrases += [
            say_n("{n} on time", "{n} on time", figures.on_time),
            say_n("{n} late", "{n} late", figures.late),
            say_n("{n} missed", "{n} missed", figures.missed),
            say("rate {rate}", rate=percent(figures)),
        ]
    gap = figures.longest_gap
    phrases += [say_n("longest gap {n} day", "longest gap {n} days", gap)] if gap is not None else []
    return [*phrases, say_n("{n} now overdue", "{n} now overdue", figures.overdue)]


def change_counts(figures: Figures) -> list[Message]:
    """Return the numbers of changes, kind by kind, without those that did not happen."""
    counts = (
        (figures.tag_changes, say_n("{n} tag change", "{n} tag changes", figures.tag_changes)),
        (figures.extensions, say_n("{n} postponement", "{n} postponements", figures.extensions)),
        (figures.closings, say_n("{n} closing", "{n} closings", figures.closings)),
        (
            figures.deadlines_passed,
            say_n("{n} deadline passed", "{n} deadlines passed", figures.deadlines_passed),
        ),
        (figures.deadlines_kept, say_n("{n} deadline kept", "{n} deadlines kept", figures.deadlines_kept)),
        (figures.deadlines_missed, say_n("{n} deadline missed", "{n} deadlines missed", figures.deadlines_missed)),
        (figures.deadline_moves, say_n("{n} deadline moved", "{n} deadlines moved", figures.deadline_moves)),
        (
            figures.assignments,
            say_n("{n} change of team or owner", "{n} changes of team or owner", figures.assignments),
        ),
    )
    return [phrase for count, phrase in counts if count]
