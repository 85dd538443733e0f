"""A table on a terminal: in as few lines as it can be, never wider than the terminal, and nothing cut."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache, partial
from typing import TYPE_CHECKING

import pytest
from generated import later
from hypothesis import given
from hypothesis import strategies as st
from program import REGISTER, ROOT
from rich.cells import cell_len

from dispatch_cli.clock import is_zone
from dispatch_cli.log.file import read_log
from dispatch_cli.plan.reader import parse
from dispatch_cli.render.agenda.columns import SHAPE
from dispatch_cli.render.agenda.view import AgendaView
from dispatch_cli.render.forecast.view import ForecastView
from dispatch_cli.render.formats import as_table
from dispatch_cli.render.formats.fitting import fitted, height
from dispatch_cli.render.formats.sheet import Cell, Group, Sheet
from dispatch_cli.render.history import HistoryView
from dispatch_cli.render.report.view import ReportView
from dispatch_cli.render.style import Style
from dispatch_cli.render.text.language import CODES, Language
from dispatch_cli.reports.forecast import Basis, make_forecast
from dispatch_cli.reports.history import Selection, make_history
from dispatch_cli.reports.kept import Span, make_report
from dispatch_cli.schedule.agenda import Filters, make_agenda
from dispatch_cli.schedule.office import Office
from dispatch_cli.schedule.rows import OPEN, SOON, State
from dispatch_cli.source import decode

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

TODAY = date(2026, 11, 22)
WIDTHS = range(40, 201, 4)
TWO_LINES = 80  # from this width on no item of the sample list takes more than two, with an exception
LATER = {("report by tag", "en"): 82}  # it has team and owner beside the longest remark
NO_FILTERS = Filters()


@cache
def office(log: str = "") -> Office:
    """Return the sample list of 35 items, with the log of half a year if it is named."""
    plan = parse(decode("tasks.yaml", REGISTER.read_bytes()), is_zone)
    entries = read_log(log, (ROOT / log).read_bytes()) if log else read_log("", b"")
    return Office(plan, entries, TODAY, "")


def agenda(states: Sequence[State], by: str | None, style: Style) -> Sheet:
    """Return the table of `check` or `list`."""
    rows = make_agenda(office().plan, (), TODAY, states, NO_FILTERS)
    return AgendaView(rows, office().plan, is_call=True).sheet(style._replace(group_by=by))


def report(by: str, style: Style) -> Sheet:
    """Return the table of `report`."""
    told = make_report(office("docs/report.log.jsonl"), Span(date(2026, 6, 1), TODAY), by, NO_FILTERS)
    return ReportView(told).sheet(style)


def forecast(by: str | None, style: Style, *, days: bool = False) -> Sheet:
    """Return the table of `forecast`: day by day, person by person, or call by call."""
    told = make_forecast(office(), 4, NO_FILTERS, Basis.LAST_DAY)
    return ForecastView(told, lists_calls=days).sheet(style._replace(group_by=by))


def history(style: Style) -> Sheet:
    """Return the table of `history`."""
    return HistoryView(make_history(office("docs/report.log.jsonl"), Selection())).sheet(style)


TABLES: dict[str, Callable[[Style], Sheet]] = {
    "check": partial(agenda, SOON, None),
    "list": partial(agenda, OPEN, None),
    "list by owner": partial(agenda, OPEN, "owner"),
    "report by team": partial(report, "team"),
    "report by tag": partial(report, "tag"),
    "forecast": partial(forecast, None),
    "forecast by owner": partial(forecast, "owner"),
    "forecast of days": partial(forecast, None, days=True),
    "forecast of the days of owners": partial(forecast, "owner", days=True),
    "history": history,
}
each_table = pytest.mark.parametrize(
    ("name", "code"),
    [(name, code) if code == "en" or name == "check" else later(name, code) for name in TABLES for code in CODES],
)


@cache
def sheet(name: str, code: str) -> Sheet:
    """Return a table of the sample list in a language."""
    return TABLES[name](Style(Language(code), TWO_LINES))


def heights(table: Sheet, width: int) -> list[int]:
    """Return how many lines of a terminal of that width each line of a table takes."""
    layout = fitted(table, width)
    lines = (line for group in table.groups for line in (*table.sums_line(group), *group.lines))
    return [height(line, layout, table, width) for line in lines]


@each_table
def test_no_line_is_wider_than_its_terminal(name: str, code: str) -> None:
    """From 40 columns on every line has room, headers, rules and sentences too."""
    for width in WIDTHS[::3]:
        text = as_table.render(sheet(name, code), Style(Language(code), width))
        assert max(map(cell_len, text.splitlines())) <= width, width


@each_table
def test_a_wider_terminal_takes_no_more_lines(name: str, code: str) -> None:
    """The wider the terminal, the fewer lines; from 80 columns on at most two an item."""
    before = heights(sheet(name, code), 40)
    for width in WIDTHS:
        taken = heights(sheet(name, code), width)
        assert sum(taken) <= sum(before), width
        assert width < LATER.get((name, code), TWO_LINES) or max(taken) <= 2, width
        before = taken


@each_table
def test_one_line_an_item_where_all_columns_have_room(name: str, code: str) -> None:
    """Where the columns have room side by side, whole, none of them gives way."""
    whole = fitted(sheet(name, code), None).widths
    room = sum(whole.values()) + 2 * (len(whole) - 1)
    assert fitted(sheet(name, code), room).widths == whole
    assert set(heights(sheet(name, code), room)) == {1}


def test_items_without_a_word_of_their_own_take_one_line_at_100_columns() -> None:
    """In the list of 35 only those with a note, a deadline or a missed dispatch take a second line."""
    for code in CODES:
        table = sheet("list", code)
        lines = [line for group in table.groups for line in group.lines]
        taken = heights(table, 100)
        quiet = [all(not line[key].text for key in ("note", "remark", "missed")) for line in lines]
        assert [number for number, is_quiet in zip(taken, quiet, strict=True) if is_quiet] == [1] * sum(quiet)


def test_what_the_heading_says_stands_in_no_column() -> None:
    """Under the name of an owner the owner need not be said again; a pipe gets it all the same."""
    table = sheet("list by owner", "en")
    assert "owner" not in fitted(table, 200).widths
    assert "owner" in table.headers


NAMES = st.text("招商引资重点项目 ab-", max_size=30).map(str.strip)
WORDS = st.lists(st.sampled_from(["招商", "已约谈，", "PROJECT-2026-000123", "a", "note", "2026-11-22"]), max_size=12)
TEXTS = {
    "state": st.sampled_from(["▲ overdue", "· ok"]),
    "id": st.text("0123456789AB-", min_size=1, max_size=20),
    "title": WORDS.map(" ".join).map("项".__add__),
    "tag": st.sampled_from(["■ red", "○ weekly report"]),
    "team": NAMES,
    "owner": NAMES,
    "due": st.just("2026-11-22"),
    "days": st.sampled_from(["", "126 days late"]),
    "missed": st.sampled_from(["", "2", "18"]),
    "remark": st.sampled_from(["", "! deadline 2026-11-01 passed"]),
    "note": WORDS.map("".join),
    "latest": WORDS.map(" ".join),
}


def table_of(lines: list[dict[str, str]]) -> Sheet:
    """Return a table of these texts."""
    cells = [{key: Cell(text) for key, text in line.items()} for line in lines]
    return Sheet("", {key: key.title() for key in TEXTS}, [Group(None, cells)], "", SHAPE)


def lost(lines: list[dict[str, str]], drawn: str) -> Counter[str]:
    """Return the characters of these texts that a page lacks."""
    texts = "".join(text for line in lines for text in line.values())
    return Counter("".join(texts.split())) - Counter("".join(drawn.split()))


LINES = st.lists(st.fixed_dictionaries(TEXTS), min_size=1, max_size=5)


@given(LINES, st.integers(1, 40))
def test_no_terminal_is_too_narrow(lines: list[dict[str, str]], width: int) -> None:
    """Below 40 columns, down to a single one, a line may be too wide, but nothing is lost."""
    drawn = as_table.render(table_of(lines), Style(Language("en"), width))
    assert lost(lines, drawn) == Counter()


@given(LINES, st.integers(40, 160))
def test_any_list_fits_whole(lines: list[dict[str, str]], width: int) -> None:
    """Whatever the texts: no line is too wide, no character is lost, and one more column takes no more lines."""
    table = table_of(lines)
    drawn = as_table.render(table, Style(Language("en"), width))
    assert max(map(cell_len, drawn.splitlines())) <= width
    assert lost(lines, drawn) == Counter()
    assert sum(heights(table, width + 1)) <= sum(heights(table, width))
