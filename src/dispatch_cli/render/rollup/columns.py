"""The columns of a roll-up, the same for every format, and what is said below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import Message, say, say_n, tag_word
from dispatch_cli.render.formats.sheet import ABSENT, Fit, Shape
from dispatch_cli.render.report.columns import span_phrase
from dispatch_cli.render.report.figures import FIGURES, figure_line, figure_texts

if TYPE_CHECKING:
    from collections.abc import Iterator
    from decimal import Decimal

    from dispatch_cli.plan.units import Score
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.figures import Figures
    from dispatch_cli.reports.rollup import Rollup, UnitRow

HEADERS = {
    "rank": say("Rank"),
    "unit": say("Unit"),
    **{key: FIGURES[key] for key in ("expected", "on_time", "late", "missed", "rate")},
    "change": say("Change"),
    "overdue": FIGURES["overdue"],
    "longest_gap": FIGURES["longest_gap"],
    "closings": FIGURES["closings"],
    "days_ahead": say("Days ahead"),
    "score": say("Score"),
    "problem": say("Problem"),
}
GROUP = say("Group")
NUMBERS = ("expected", "on_time", "late", "missed", "rate", "overdue", "longest_gap", "closings")
_FITS = {
    **dict.fromkeys(HEADERS, Fit(right=True)),
    "unit": Fit(),
    "problem": Fit(wraps=True, untitled=True, style="bold"),
}
_YIELDS = (
    "problem", "days_ahead", "closings", "longest_gap", "overdue", "change", "expected", "on_time", "late", "missed",
    "score", "rate", "rank",
)  # fmt: skip
SHAPE = Shape(_FITS, flexible="unit", yields=_YIELDS)
FLAGGED = say("Look here first")


def unit_texts(row: UnitRow, language: Language) -> dict[str, str]:
    """Return what the columns show of a unit, by key; dashes stand for what is not known of it."""
    speak, figures = language.speak, row.figures
    shown = dict.fromkeys(HEADERS, ABSENT)
    if figures:
        texts = figure_texts(figures.totals)
        shown |= {key: texts[key] for key in NUMBERS} | {"days_ahead": f"{figures.days_ahead}"}
    if row.problem:
        shown["rate"] = ABSENT
    problem = speak(row.problem) if row.problem else ""
    contact = row.result.contact
    asked = say("{problem}; ask {contact}", problem=problem, contact=contact or "")
    return shown | {
        "rank": ABSENT if row.rank is None else f"{row.rank}",
        "unit": speak(row.result.unit),
        "change": change_text(row.change),
        "score": score_text(row.score),
        "problem": speak(asked) if problem and contact else problem,
    }


def sums_texts(totals: Figures, days_ahead: int) -> dict[str, str]:
    """Return what the columns show of the sums of several units."""
    texts = figure_texts(totals)
    return {key: texts[key] for key in NUMBERS} | {"days_ahead": f"{days_ahead}"}


def change_text(change: float | None) -> str:
    """Return by how many points of a hundred a rate has changed.

    >>> change_text(0.034), change_text(-0.5), change_text(0), change_text(None)
    ('+3', '-50', '0', '–')
    """
    if change is None:
        return ABSENT
    points = round(100 * change)
    return f"{points:+d}" if points else "0"


def score_text(score: Decimal | None) -> str:
    """Return points without needless zeros.

    >>> from decimal import Decimal
    >>> score_text(Decimal("91.50")), score_text(Decimal("100.00"))
    ('91.5', '100')
    """
    if score is None:
        return ABSENT
    text = f"{score:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def group_name(name: str | None, language: Language) -> str:
    """Return the name of a group of units."""
    return language.speak(say("without a group") if name is None else name)


def heading(rollup: Rollup, language: Language) -> str:
    """Return the heading: how many units, and of which days."""
    count = say_n("{n} unit", "{n} units", len(rollup.rows) + rollup.left_out)
    return f"{language.speak(count)} · {span_phrase(rollup.span)}"


def summary(rollup: Rollup, language: Language) -> str:
    """Return the line of the sums of all units."""
    figures = figure_line(rollup.totals, language)
    counted = say("{span}: {figures}", span=heading(rollup, language), figures=figures)
    if rollup.change is None:
        return language.speak(counted)
    change = say("{points} points since the span before", points=change_text(rollup.change))
    return f"{language.speak(counted)} · {language.speak(change)}"


def rules_lines(rollup: Rollup, language: Language) -> list[str]:
    """Return the sentences that stand below every table: how many are not shown, how the others are ranked."""
    rules = rollup.rules
    by = say("the score") if rules.score else say("the rate")
    rank = say_n(
        "Ranked by {by} within a group, from {n} obligation on; smaller units are shown and not ranked.",
        "Ranked by {by} within a group, from {n} obligations on; smaller units are shown and not ranked.",
        rules.least,
        by=by,
    )
    hidden = say_n("{n} unit is counted and not shown.", "{n} units are counted and not shown.", rollup.left_out)
    lines = [*([hidden] if rollup.left_out else []), rank]
    if rules.score:
        parts = [language.speak(part) for part in _score_parts(rules.score)]
        lines.append(say("Score: {parts}.", parts=parts))
    if rollup.unmarked:
        lines.append(say("Without a mark given in the hall: {units}.", units=[*rollup.unmarked]))
    if rollup.unknown_marks:
        lines.append(say("Marks of units that are not here: {units}.", units=[*rollup.unknown_marks]))
    return [language.speak(line) for line in lines]


def _score_parts(score: Score) -> Iterator[Message]:
    """Yield what makes a score, rule by rule."""
    yield say("{points} to begin with", points=score_text(score.start))
    for tag, points in score.missed.items():
        if points:
            yield say("-{points} for each missed dispatch ({tag})", points=score_text(points), tag=tag_word(tag))
    if score.late:
        yield say("-{points} for each late dispatch", points=score_text(score.late))
    if score.overdue:
        yield say("-{points} for each item overdue now", points=score_text(score.overdue))
    if score.ahead:
        yield say(
            "+{points} for each {days} days by which items were closed before their deadlines, at most {most}",
            points=score_text(score.ahead.days),
            days=score_text(score.ahead.each),
            most=score_text(score.ahead.most),
        )
    if score.marks:
        yield say("of which the mark given in the hall makes up {weight}%", weight=score_text(score.marks.weight))
