"""The roll-up as one HTML page, which loads nothing and has no script: units in their order, each to be opened."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.messages import say, tag_word
from dispatch_cli.render.report.columns import HEADERS as ITEM_HEADERS
from dispatch_cli.render.report.columns import span_phrase
from dispatch_cli.render.report.figures import FIGURES, OBLIGATIONS, figure_texts
from dispatch_cli.render.rollup.columns import (
    FLAGGED,
    HEADERS,
    change_text,
    group_name,
    rules_lines,
    sums_texts,
    unit_texts,
)
from dispatch_cli.render.text.markup import policy, source, templates

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.rollup import Rollup, UnitRow

_WORDS = {
    "title": say("Roll-up"),
    "figures": say("Headline figures"),
    "flagged": FLAGGED,
    "units": say("Units"),
    "worst": say("Worst items"),
    "each": say("Unit by unit"),
    "total": say("Total"),
    "nothing": say("Nothing was missed or late."),
}
_TABLE = {key: HEADERS[key] for key in HEADERS if key != "problem"}
_FLAGGED = {key: HEADERS[key] for key in HEADERS if key not in {"rank", "score", "change", "rate"}}
_BY_TAG = {"tag": ITEM_HEADERS["tag"], **{key: FIGURES[key] for key in (*OBLIGATIONS, "rate")}}
_ITEMS = {key: ITEM_HEADERS[key] for key in ("id", "title", "tag", "missed", "late")} | {"due": say("Overdue since")}
_TILES = ("rate", "expected", "on_time", "late", "missed", "overdue", "longest_gap", "closings", "days_ahead")


class UnitLine(NamedTuple):
    """One unit: its place on the page, its texts by column, its rows by tag, its worst items."""

    place: str
    texts: Mapping[str, str]
    tags: Sequence[Mapping[str, str]]
    items: Sequence[Mapping[str, str]]


class GroupTable(NamedTuple):
    """One group: its place on the page, its name, its units, and the sums of them."""

    place: str
    name: str
    units: Sequence[UnitLine]
    sums: Mapping[str, str]


def rollup_page(rollup: Rollup, language: Language) -> str:
    """Return the page as text."""
    style = source("report.css") + source("rollup.css")
    page = templates().get_template("rollup.html")
    return page.render(policy=policy([style]), style=style, lang=language.tag, **_content(rollup, language))


def _content(rollup: Rollup, language: Language) -> dict[str, Any]:
    speak = language.speak
    sums = sums_texts(rollup.totals, rollup.days_ahead)
    return {
        "words": language.each(_WORDS),
        "span": span_phrase(rollup.span),
        "made": speak(say("made on {day}", day=rollup.today)),
        "maker": speak(say("Made by dispatch on {day}.", day=rollup.today)),
        "tiles": [*((speak(HEADERS[key]), sums[key]) for key in _TILES), _change(rollup, language)],
        "columns": language.each(_TABLE),
        "flagged_columns": language.each(_FLAGGED),
        "tag_columns": language.each(_BY_TAG),
        "item_columns": language.each(_ITEMS),
        "flagged": _lines(rollup.flagged, "f", language),
        "groups": [*_groups(rollup, language)],
        "rules": rules_lines(rollup, language),
    }


def _change(rollup: Rollup, language: Language) -> tuple[str, str]:
    return language.speak(HEADERS["change"]), change_text(rollup.change)


def _groups(rollup: Rollup, language: Language) -> Iterator[GroupTable]:
    for number, group in enumerate(rollup.groups, 1):
        lines = _lines(group.rows, f"g{number}-", language)
        sums = {"unit": language.speak(_WORDS["total"]), **sums_texts(group.totals, group.days_ahead)}
        name = language.speak(_WORDS["units"])
        if group.name is not None or len(rollup.groups) > 1:
            name = group_name(group.name, language)
        yield GroupTable(f"g{number}", name, lines, sums)


def _lines(rows: Sequence[UnitRow], prefix: str, language: Language) -> list[UnitLine]:
    return [
        UnitLine(f"{prefix}{number}", unit_texts(row, language), [*_tags(row, language)], [*_items(row, language)])
        for number, row in enumerate(rows, 1)
    ]


def _tags(row: UnitRow, language: Language) -> Iterator[dict[str, str]]:
    for each in row.figures.tags if row.figures else ():
        yield {"tag": language.speak(tag_word(each.tag)), **figure_texts(each.figures)}


def _items(row: UnitRow, language: Language) -> Iterator[dict[str, str]]:
    speak = language.speak
    for item in row.figures.worst if row.figures else ():
        numbers = {"missed": f"{item.missed}", "late": f"{item.late}", "due": f"{item.due or ''}"}
        yield {"id": speak(item.id), "title": speak(item.title), "tag": speak(tag_word(item.tag)), **numbers}
