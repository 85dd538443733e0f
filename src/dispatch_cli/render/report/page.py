"""The report as one HTML page for projector, paper and telephone, which loads nothing.

Its script only sorts and filters the items. Its policy allows this style and this script, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.cadence.phrases import cadence_phrase
from dispatch_cli.messages import say, say_n
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.render.agenda.columns import cells, group_heading, tag_cell
from dispatch_cli.render.deadlines import deadline_phrase
from dispatch_cli.render.formats.sheet import ABSENT
from dispatch_cli.render.history import HEADERS as CHANGE_HEADERS
from dispatch_cli.render.report.changes import change_rows
from dispatch_cli.render.report.columns import HEADERS, NAMES, span_phrase, texts
from dispatch_cli.render.report.figures import CHANGES, EVERY_FIGURE, FIGURES, OWED, WHERE_ANY, figure_texts
from dispatch_cli.render.report.heat_map import MARKS, OPEN, HeatMap, heat_map
from dispatch_cli.render.report.parts import Parted, is_long, parted
from dispatch_cli.render.text.markup import policy, source, templates
from dispatch_cli.reports.obligations import Outcome
from dispatch_cli.schedule.agenda import order
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.figures import Figures
    from dispatch_cli.reports.kept import Report
    from dispatch_cli.schedule.rows import Row

_GROUPS = {"team": say("By team"), "owner": say("By owner"), "tag": say("By tag")}
_GROUP_COLUMNS = {
    "bar": say("On time, late, missed"),
    **FIGURES,
}
_ITEM_COLUMNS = {key: HEADERS[key] for key in (*NAMES, *OWED, "state")}
_OVERDUE_COLUMNS = {key: HEADERS[key] for key in NAMES} | {
    "due": say("Due"),
    "days": say("Days"),
    "passed": say("Missed"),
    "last": COLUMN_WORDS["last"],
}
_DEADLINE_COLUMNS = {key: HEADERS[key] for key in NAMES} | {"what": COLUMN_WORDS["deadline"]}
_WORST_FIRST = ("map_lines", "items")
_WORDS = {
    "title": say("Dispatch report"),
    "figures": say("Headline figures"),
    "nothing_owed": say("Nothing was owed in this time."),
    "bars": say(
        "The longest bar stands for the most dispatches expected of a group. A dispatch counts for those to "
        "whom the item belonged when it fell due."
    ),
    "overdue": FIGURES["overdue"],
    "none_overdue": say("Nothing is overdue."),
    "deadlines": say("Deadlines"),
    "no_deadlines": say("No deadline has passed or is near."),
    "items": say("All items"),
    "order": say("Most missed first, then most late. – stands where nothing is known to have been owed."),
    "search": say("Search"),
    "all": say("all"),
    "with_missed": say("only with missed dispatches"),
    "shown": say("Shown"),
    "no_items": say("No item was open in this time, and none changed."),
    "changes": say("Changes"),
    "no_changes": say("Nothing changed."),
}
_TERMS = (
    (
        FIGURES["late"],
        say("dispatched after the due date, before the next one; there is none in calendar mode."),
    ),
    (
        FIGURES["missed"],
        say("not dispatched before the next due date (in calendar mode: within its period), or not yet."),
    ),
    (FIGURES["rate"], say("the share of what was expected that was dispatched on time.")),
    (
        FIGURES["longest_gap"],
        say("the most days without a dispatch, counted from the one before."),
    ),
)


class Tile(NamedTuple):
    """A headline figure; that of an outcome has class and symbol of its mark."""

    label: str
    figure: str
    kind: str = ""
    symbol: str = ""


class Bar(NamedTuple):
    """A part of a bar: its class, and where it begins and how long it is, in percent of the longest bar."""

    kind: str
    begin: str
    length: str


def report_page(report: Report, language: Language) -> str:
    """Return the page as text."""
    chart = heat_map(report, language)
    style, script = _sources(report, chart)
    page = templates().get_template("report.html")
    return page.render(
        policy=policy([style], [script]),
        style=style,
        script=script,
        lang=language.tag,
        words=language.each(_WORDS),
        terms=[*_terms(report, language)],
        legend=[(mark.kind, mark.symbol, language.speak(mark.word)) for mark in (*MARKS.values(), OPEN)],
        day_off=language.speak(say("day off")),
        days_off=language.speak(say("Days off:")),
        chart=chart,
        **_content(report, chart, language),
        **_lists(report, chart, language),
    )


def _sources(report: Report, chart: HeatMap) -> tuple[str, str]:
    style, script = source("report.css") + (source("days_off.css") if chart.days_off else ""), source("report.js")
    return (style + source("parts.css"), script + source("parts.js")) if is_long(report) else (style, script)


def _lists(report: Report, chart: HeatMap, language: Language) -> dict[str, Parted]:
    """Return the lists of the page, each in parts where there are many items."""
    deadlines = [
        cells(each.row, language) | {"what": language.speak(deadline_phrase(each)), "said": []}
        for each in report.deadlines
    ]
    lists: dict[str, Sequence[Any]] = {
        "map_lines": chart.lines,
        "overdue": [_overdue(row, language) for row in _overdue_rows(report)],
        "deadlines": deadlines,
        "items": [*_items(report, language)],
        "changes": [*_changes(report, language)],
    }
    if not is_long(report):
        return {key: Parted(lines) for key, lines in lists.items()}
    return {key: parted(lines, language, worst_first=key in _WORST_FIRST) for key, lines in lists.items()}


def _content(report: Report, chart: HeatMap, language: Language) -> dict[str, Any]:
    return {
        "branch": language.speak(report.branch or ""),
        "span": span_phrase(report.span),
        "made": language.speak(say("made on {day}", day=report.today)),
        "maker": language.speak(say("Made by dispatch on {day}.", day=report.today)),
        "owed": report.totals.expected > 0,
        "tiles": [*_tiles(report.totals, language)],
        "by": language.speak(_GROUPS[report.by]),
        "choice": language.speak(HEADERS[report.by]),
        "by_columns": language.each({"name": HEADERS[report.by], **_GROUP_COLUMNS}),
        "groups": [*_groups(report, language)],
        "chart_title": language.speak(chart.title),
        "chart_note": language.speak(chart.note),
        "overdue_columns": language.each(_OVERDUE_COLUMNS),
        "overdue_note": language.speak(say("as of {day}, the most urgent first", day=report.today)),
        "deadline_columns": language.each(_DEADLINE_COLUMNS),
        "deadline_note": language.speak(say("as of {day}, the oldest first", day=report.today)),
        "item_columns": language.each(_ITEM_COLUMNS),
        "change_columns": language.each(CHANGE_HEADERS),
    }


def _terms(report: Report, language: Language) -> Iterator[tuple[str, str]]:
    """Yield each term of the page with its meaning, then each tag with its cadence, the most urgent first."""
    yield from ((language.speak(word), language.speak(meaning)) for word, meaning in _TERMS)
    rows = sorted((account.row for account in report.accounts), key=lambda row: row.tag.rank)
    for tag, row in {row.tag: row for row in rows}.items():
        yield tag_cell(row, language), language.speak(cadence_phrase(tag.cadence))


def _tiles(totals: Figures, language: Language) -> Iterator[Tile]:
    """Yield the headline figures."""
    shown = figure_texts(totals) | {"expected": f"{totals.expected}"}
    if totals.longest_gap is not None:
        shown["longest_gap"] = language.speak(say_n("{n} day", "{n} days", totals.longest_gap))
    marks = {"on_time": MARKS[Outcome.KEPT], "late": MARKS[Outcome.LATE], "missed": MARKS[Outcome.MISSED]}
    more = [key for key in WHERE_ANY if getattr(totals, key)]
    for key in ("rate", "expected", *marks, "longest_gap", "overdue", *CHANGES, *more):
        tile = Tile(language.speak(EVERY_FIGURE[key]), shown[key])
        yield tile._replace(kind=marks[key].kind, symbol=marks[key].symbol) if key in marks else tile


def _groups(report: Report, language: Language) -> Iterator[dict[str, Any]]:
    most = max((group.figures.expected for group in report.groups), default=0)
    for group in report.groups:
        heading = group_heading(group.name, report.by, len(group.accounts), language)
        bars = [*_bars(group.figures, most)]
        yield {"name": heading, "bar": bars, **figure_texts(group.figures)}


def _bars(figures: Figures, most: int) -> Iterator[Bar]:
    """Yield the parts of a group's bar that are not empty."""
    begin = 0
    for outcome, count in zip(MARKS, (figures.on_time, figures.late, figures.missed), strict=True):
        if count:
            yield Bar(MARKS[outcome].kind, f"{100 * begin / most:.4g}", f"{100 * count / most:.4g}")
        begin += count


def _overdue_rows(report: Report) -> list[Row]:
    rows = (account.row for account in report.accounts)
    return sorted((row for row in rows if row.state is State.OVERDUE), key=order)


def _overdue(row: Row, language: Language) -> dict[str, Any]:
    more = {"passed": f"{row.missed}", "last": f"{row.last or ABSENT}", "said": _said(row, language)}
    return cells(row, language) | more


def _said(row: Row, language: Language) -> list[str]:
    """Return what stands below a title: the note of the list, and what was said last."""
    shown = cells(row, language)
    return [shown[key] for key in ("note", "latest") if shown[key]]


def _items(report: Report, language: Language) -> Iterator[dict[str, Any]]:
    """Yield the texts of each item; by `group`, `rank` and `days_left` the script filters and sorts."""
    places = {group.name: place for place, group in enumerate(report.groups)}
    for account in report.accounts:
        row = account.row
        keys = {
            "group": places[getattr(row.item, report.by)],
            "rank": row.tag.rank,
            "days_left": "" if row.days is None else row.days,
            "said": _said(row, language),
        }
        yield texts(account, language) | keys


def _changes(report: Report, language: Language) -> Iterator[dict[str, str]]:
    """Yield what changed."""
    for row in change_rows(report):
        shown = (("id", row.item.id), ("title", row.item.title), ("what", row.what), ("by", row.by), ("note", row.note))
        yield {"on": f"{row.on}", **{key: language.speak(text or "") for key, text in shown}}
