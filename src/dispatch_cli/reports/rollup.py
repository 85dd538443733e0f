"""The figures of many units → one roll-up: sums, rates from sums, scores, and ranks within groups.

A unit that cannot be read has no figures. One that is known only in part, or in whose log nobody has written for two
weeks, has figures that are counted, but no rate of its own, no score and no rank. Units with few obligations are shown
and not ranked: by chance alone they would fill both ends of every table.
"""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import Message, say
from dispatch_cli.reports.figures import Figures, total
from dispatch_cli.schedule.agenda import natural

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from dispatch_cli.plan.units import Score
    from dispatch_cli.reports.kept import Span
    from dispatch_cli.reports.unit import UnitFigures

STALE_DAYS = 14
_HUNDRED = Decimal(100)
_CENT = Decimal("0.01")


class UnitResult(NamedTuple):
    """What came of one unit: its figures, or why there are none, in words without and with the path of its file."""

    unit: str
    group: str | None
    contact: str | None
    figures: UnitFigures | None
    unread: Message | None = None
    where: Message | None = None


class UnitRow(NamedTuple):
    """One unit of a roll-up. `problem` is why it stands first; with one it has neither rate, score nor rank."""

    result: UnitResult
    problem: Message | None = None
    score: Decimal | None = None
    rank: int | None = None

    @property
    def figures(self) -> UnitFigures | None:
        """Return its figures, None where it could not be read."""
        return self.result.figures

    @property
    def rate(self) -> float | None:
        """Return which part of what was owed was made on time, None where none was or not all is known."""
        return self.figures.totals.rate if self.figures and not self.problem else None

    @property
    def change(self) -> float | None:
        """Return by how much the rate has changed since the span before."""
        before = self.figures.before.rate if self.figures else None
        return None if before is None or self.rate is None else self.rate - before


class UnitGroup(NamedTuple):
    """The units of one group, the best first; `name` is None for those without one."""

    name: str | None
    rows: Sequence[UnitRow]
    totals: Figures
    days_ahead: int


class Rules(NamedTuple):
    """How units are scored, by which marks of the hall, and from how many obligations on they are ranked."""

    score: Score | None
    marks: Mapping[str, Decimal]
    least: int


class Rollup(NamedTuple):
    """Many units in one span: `flagged` are those that stand first, each with its problem; the others by group.

    `unmarked` are the units without a mark of the hall where there are marks, `unknown_marks` the marks of nobody.
    `left_out` is how many units are counted and not shown.
    """

    today: date
    span: Span
    flagged: Sequence[UnitRow]
    groups: Sequence[UnitGroup]
    totals: Figures
    before: Figures
    days_ahead: int
    rules: Rules
    unmarked: tuple[str, ...] = ()
    unknown_marks: tuple[str, ...] = ()
    left_out: int = 0

    @property
    def rows(self) -> list[UnitRow]:
        """Return all units, in their order."""
        return [*self.flagged, *(row for group in self.groups for row in group.rows)]

    @property
    def change(self) -> float | None:
        """Return by how much the rate of all has changed since the span before."""
        now, before = self.totals.rate, self.before.rate
        return None if now is None or before is None else now - before


def check_apart(results: Iterable[UnitResult]) -> None:
    """Raise CommandLineError where two units have one name, or the same list and log."""
    names: set[str] = set()
    files: dict[tuple[str, str], str] = {}
    for result in sorted(results, key=lambda each: natural(each.unit)):
        if result.figures is None:  # its name is a guess
            continue
        if result.unit in names:
            hint = say("give each its `branch`, or a name in a list of units")
            raise CommandLineError(say("two units are called {unit}", unit=result.unit), hint)
        names.add(result.unit)
        if result.figures.newest:
            hashes = result.figures.list_hash, result.figures.log_hash
            other = files.setdefault(hashes, result.unit)
            if other != result.unit:
                message = say("{one} and {other} have the same list and the same log", one=other, other=result.unit)
                raise CommandLineError(message, say("leave one of them out"))


def make_rollup(results: Iterable[UnitResult], span: Span, today: date, rules: Rules) -> Rollup:
    """Return the roll-up of units, the same in whatever order they come."""
    ordered = sorted(results, key=lambda each: (natural(each.unit), f"{each.where}"))
    rows = [_row(result, span, today, rules) for result in ordered]
    known = [row.figures for row in rows if row.figures]
    return Rollup(
        today,
        span,
        sorted((row for row in rows if row.problem), key=lambda row: row.figures is not None),
        _grouped([row for row in rows if not row.problem], rules),
        total(figures.totals for figures in known),
        total(figures.before for figures in known),
        sum(figures.days_ahead for figures in known),
        rules,
        tuple(row.result.unit for row in rows if rules.marks and row.result.unit not in rules.marks),
        tuple(sorted({*rules.marks} - {row.result.unit for row in rows})),
    )


def _row(result: UnitResult, span: Span, today: date, rules: Rules) -> UnitRow:
    problem = result.unread or (_doubt(result.figures, span, today) if result.figures else None)
    score = _score(result, rules) if result.figures and not problem else None
    return UnitRow(result, problem, score)


def _doubt(figures: UnitFigures, span: Span, today: date) -> Message | None:
    """Return why the figures of a unit do not tell all: no item, a part of the span, a log of long ago."""
    until = min(span.last, today)
    if figures.since is None:
        return say("its list has no items")
    if figures.since > span.first:
        return say("nothing is known before {day}", day=figures.since)
    if until - figures.today > timedelta(1):  # it may still be yesterday in the zone of the list
        return say("nothing is known after {day}", day=figures.today)
    newest = _day_of(figures.newest)
    if newest is None:
        return say("nothing is written in its log")
    if (today - newest).days > STALE_DAYS:
        return say("nothing was written in its log since {day}", day=newest)
    return None


def _day_of(at: str | None) -> date | None:
    try:
        return datetime.fromisoformat(at).date() if at else None
    except ValueError:
        return None


def _score(result: UnitResult, rules: Rules) -> Decimal | None:
    """Return the points of a unit, to the hundredth; None where there are no rules, or no mark of the hall for it."""
    score, figures = rules.score, result.figures
    if score is None or figures is None:
        return None
    missed = sum((score.missed.get(tag.tag, Decimal(0)) * tag.figures.missed for tag in figures.tags), Decimal(0))
    points = score.start - missed - score.late * figures.totals.late - score.overdue * figures.totals.overdue
    if score.ahead and score.ahead.each:
        points += min(figures.days_ahead // score.ahead.each * score.ahead.days, score.ahead.most)
    if score.marks:
        mark = rules.marks.get(result.unit)
        if mark is None:
            return None
        points = (points * (_HUNDRED - score.marks.weight) + mark * score.marks.weight) / _HUNDRED
    return points.quantize(_CENT, ROUND_HALF_EVEN)


def _grouped(rows: Sequence[UnitRow], rules: Rules) -> list[UnitGroup]:
    """Return the groups by name, those without a group last."""
    of_group: dict[str | None, list[UnitRow]] = defaultdict(list)
    for row in rows:
        of_group[row.result.group].append(row)
    return [
        _group(name, _ranked(of_group[name], rules))
        for name in sorted(of_group, key=lambda name: (name is None, name or ""))
    ]


def _group(name: str | None, rows: Sequence[UnitRow]) -> UnitGroup:
    known = [row.figures for row in rows if row.figures]
    return UnitGroup(
        name, rows, total(figures.totals for figures in known), sum(figures.days_ahead for figures in known)
    )


def _ranked(rows: Sequence[UnitRow], rules: Rules) -> list[UnitRow]:
    """Return rows with their ranks, the best first: equal ones share one, those without a rank stand last."""
    worth = {row.result.unit: _worth(row, rules) for row in rows}
    known = sorted((value for value in worth.values() if value is not None), reverse=True)
    places = {value: place for place, value in reversed([*enumerate(known, 1)])}
    placed = [row._replace(rank=None if (value := worth[row.result.unit]) is None else places[value]) for row in rows]
    return sorted(placed, key=lambda row: (row.rank is None, row.rank or 0))


def _worth(row: UnitRow, rules: Rules) -> Fraction | None:
    """Return by what a unit is ranked: its score, or its rate where there are no rules; None where it is not."""
    owed = row.figures.totals if row.figures else Figures()
    if owed.expected < max(rules.least, 1):
        return None
    if rules.score:
        return None if row.score is None else Fraction(row.score)
    return Fraction(owed.on_time, owed.expected)


def worst(rollup: Rollup, most: int) -> Rollup:
    """Return the roll-up with the worst of the ranked units alone, beside those that stand first anyway.

    Sums and ranks stay what they are.
    """
    every = [row for group in rollup.groups for row in group.rows]
    known = [(value, row.result.unit) for row in every if (value := _worth(row, rollup.rules)) is not None]
    kept = {unit for _, unit in sorted(known, key=lambda each: each[0])[:most]}
    shown = [group._replace(rows=[row for row in group.rows if row.result.unit in kept]) for group in rollup.groups]
    return rollup._replace(groups=[group for group in shown if group.rows], left_out=len(every) - len(kept))
