"""What an import proposes where a ledger does not say it: the sensible thing, and it is said."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import pytest
from ledgers import Shelf, separated, workbook
from reading import reasons

from dispatch_cli.ledger.closing import assumed_closing
from dispatch_cli.ledger.urgency import ORDERS, URGENCIES, folded, urgency_of
from dispatch_cli.ledger.vague_days import When, vague_day

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)
RANKS = [
    ("Urgent High Normal", "red orange green", "two of them would be red by themselves"),
    ("Critical Major Minor", "red orange green", "as a register of defects has them"),
    ("Highest High Low", "red orange green", "the middle one is high"),
    ("Critical Urgent High Medium Low", "red red red orange green", "many ranks are three tags by themselves"),
    ("High Medium Low", "red orange green", "each by itself"),
    ("特急 加急 一般", "red orange green", "as an office has them"),
    ("特急 加急 平急", "red orange green", "the words of the rules for documents"),
    ("特急 紧急 一般", "red orange green", "紧急 is below 特急"),
    ("紧急 较急 一般", "red orange green", "without 特急"),
    ("特大 重大 一般", "red orange green", "accidents"),
    ("高 中 低", "red orange green", "risks"),
    ("很高 高 中", "red orange green", "risks without a low one"),
    ("A B C", "red orange green", "letters"),
    ("A级 B级 C级", "red orange green", "classes"),
    ("一级 二级 三级", "red orange green", "numbers"),
    ("P0 P1 P2", "red orange green", "from nought"),
    ("P1 P2 P3", "red orange green", "from one"),
    ("Urgent Normal", "red orange", "two ranks: nobody knows whether there is a third"),
    ("Medium Low Lowest", "orange green green", "the upper part of the order is missing"),
    ("Blocker Critical Major", "red red red", "the lower part of it is missing"),
]


@pytest.mark.parametrize(("words", "tags", "reason"), RANKS, ids=reasons(RANKS))
def test_three_ranks_become_three_tags(words: str, tags: str, reason: str) -> None:
    """Where a column has three ranks in order, the highest is red, the lowest green."""
    ranks = words.split()
    assert [urgency_of(word, ranks) for word in ranks] == tags.split(), reason


def test_each_rank_is_an_urgency_and_stands_once_in_its_order() -> None:
    """What is not in the table of urgencies would never be asked for its rank."""
    known = {folded(word) for urgency in URGENCIES for word in urgency.words}
    for order in ORDERS:
        words = [folded(word) for rank in order for word in rank]
        assert ({*words} - known, len(words) - len({*words})) == (set(), 0)


def test_ranks_are_proposed_with_their_tags(tmp_path: Path) -> None:
    """The proposal names the tag of each rank; what the command line says of one prevails."""
    shelf, rows = Shelf(tmp_path), [("Item", "Priority"), ("a", "Urgent"), ("b", "High"), ("c", "Normal")]
    said = shelf.proposal(separated(rows))
    assert "Priority: Urgent → red (1), High → orange (1), Normal → green (1) (`--word`)" in said
    plan = shelf.plan(separated(rows), "--word", "High=red")
    assert [item.tag for item in plan.items] == ["red", "red", "green"]


COLUMNS = [
    ("Assigned", "2026-10-08", "owner: Ann; start: 2026-10-08", "days below it: when it was assigned"),
    ("Assigned", "Ben", "owner: Ann; start: 2026-11-22; note: Assigned: Ben", "a name below it: Owner is surer"),
    ("Lead department", "IT", "team: IT; owner: Ann; start: 2026-11-22", "a unit beside a person"),
    ("Task owner", "8 Oct 2026", "owner: Ann; start: 2026-11-22", "days are no names, nor a day of listing"),
]


@pytest.mark.parametrize(("heading", "cell", "fields", "reason"), COLUMNS, ids=reasons(COLUMNS))
@pytest.mark.parametrize("order", [1, -1], ids=["before", "behind"])
def test_a_column_beside_the_owner(
    tmp_path: Path, heading: str, cell: str, fields: str, reason: str, order: int
) -> None:
    """The column Owner is the owner, whatever stands before or behind it."""
    rows = [("Item", *("Owner", heading)[::order]), ("a", *("Ann", cell)[::order])]
    (item,) = Shelf(tmp_path).plan(separated(rows)).items
    found = {"team": item.team, "owner": item.owner, "start": item.start, "note": item.note}
    assert "; ".join(f"{key}: {value}" for key, value in found.items() if value) == fields, reason


def test_days_of_a_workbook_are_no_names(tmp_path: Path) -> None:
    """They are cells of their own kind there, without a text."""
    rows = [("Item", "Assigned", "Owner"), ("a", date(2026, 10, 8), "Ann")]
    (item,) = Shelf(tmp_path).plan(workbook(rows)).items
    assert (item.owner, item.start) == ("Ann", date(2026, 10, 8))


ENDS = [
    ("end of year", None, "2026-12-31", "the year of the ledger"),
    ("by the end of the year", "2026-09-01", "2026-12-31", "in more words"),
    ("Year-end", "2026-09-01", "2026-12-31", "as one word"),
    ("EOY", "2026-09-01", "2026-12-31", "short"),
    ("end of 2027", "2026-09-01", "2027-12-31", "with its year"),
    ("end of next year", "2026-09-01", "2027-12-31", "the year after"),
    ("end of month", "2026-09-01", "2026-09-30", "of the month of listing"),
    ("年底", "2026-09-01", "2026-12-31", "in Chinese"),
    ("年底前", "2027-01-05", "2027-12-31", "never before the item was listed"),
    ("年底", "2025-09-01", "None", "listed in an earlier year: of which one?"),
    ("明年底", "2026-09-01", "2027-12-31", "the year after"),
    ("明年底", "2025-09-01", "None", "after which one?"),
    ("2026年底", "2025-09-01", "2026-12-31", "with its year"),
    ("end of the world", "2026-09-01", "None", "no day"),
]


@pytest.mark.parametrize(("text", "start", "day", "reason"), ENDS, ids=reasons(ENDS))
def test_ends_of_years(text: str, start: str | None, day: str, reason: str) -> None:
    """An end of a year is a day where there is no doubt of its year."""
    when = When(TODAY, TODAY.year, date.fromisoformat(start) if start else None)
    assert f"{vague_day(text, when)}" == day, reason


def test_an_end_of_a_year_that_nobody_knows_is_told(tmp_path: Path) -> None:
    """It is kept in the note, and the proposal says so."""
    rows = [("Item", "Listed on", "Due date"), ("a", "2025-09-01", "end of year"), ("b", "2026-09-01", "end of year")]
    shelf = Shelf(tmp_path)
    said = shelf.proposal(separated(rows))
    assert "Due date: end of year → 2026-12-31 (1)" in said
    assert "Due date: no day, kept in the note: end of year (1)" in said
    assert [item.note for item in shelf.plan(separated(rows)).items] == ["Due date: end of year", None]


NOTES = [
    (("Item", "Notes", "Supported by"), ("a", "printed", "IT"), "printed; Supported by: IT", "English"),
    (("Item", "Notes", "Supported by"), ("a", "café", "IT"), "café; Supported by: IT", "a Latin letter"),
    (("事项", "备注", "配合单位"), ("甲", "已印发", "财政局"), "已印发；配合单位：财政局", "Chinese"),
    (("Item", "Notes", "Supported by"), ("a", "已印发", "IT"), "已印发；Supported by: IT", "both"),
]


@pytest.mark.parametrize(("headings", "row", "note", "reason"), NOTES, ids=reasons(NOTES))
def test_a_note_of_several_cells(
    tmp_path: Path, headings: tuple[str, ...], row: tuple[str, ...], note: str, reason: str
) -> None:
    """Its parts are joined as its script asks for."""
    (item,) = Shelf(tmp_path).plan(separated([headings, row])).items
    assert item.note == note, reason


CLOSINGS = [
    ({"deadline": "2026-11-10"}, "2026-11-10", "deadline", "a deadline that has passed"),
    ({"deadline": "2026-12-31"}, "2026-11-22", "today", "one that is still to come"),
    ({"deadline": "2026-11-22"}, "2026-11-22", "deadline", "one that is today"),
    ({"last": "2026-10-01"}, "2026-10-01", "last", "the last dispatch: nothing is known after it"),
    ({"last": "2026-10-01", "deadline": "2026-11-10"}, "2026-10-01", "last", "before the deadline"),
    ({"last": "2026-11-20", "deadline": "2026-11-10"}, "2026-11-20", "last", "after it: it was open then"),
    ({"last": "2026-12-01", "deadline": "2026-11-10"}, "2026-11-10", "deadline", "a dispatch to come is none"),
    ({"start": "2026-11-15", "deadline": "2026-11-10"}, "2026-11-22", "today", "never before it was listed"),
    ({}, "2026-11-22", "today", "nothing is known"),
]


@pytest.mark.parametrize(("fields", "on", "by", "reason"), CLOSINGS, ids=reasons(CLOSINGS))
def test_a_done_item_without_a_day(fields: dict[str, str], on: str, by: str, reason: str) -> None:
    """It is closed on the newest day that the ledger knows of it."""
    assert assumed_closing(fields, TODAY) == (date.fromisoformat(on), by), reason


def test_an_assumed_closing_is_said_and_misses_nothing(tmp_path: Path) -> None:
    """The proposal says on which days items are closed, and a report counts no deadline as missed."""
    rows = [
        ("Item", "Listed on", "Last dispatch", "Due date", "Status"),
        ("a", "2026-09-01", "", "2026-11-10", "done"),
        ("b", "2026-09-01", "2026-10-01", "", "done"),
        ("c", "2026-09-01", "2026-10-02", "", "done"),
        ("d", "2026-09-01", "", "", "done"),
    ]
    shelf = Shelf(tmp_path)
    said = shelf.proposal(separated(rows))
    assert "1 done item without a day: closed on its deadline, which has passed" in said
    assert "2 done items without a day: closed on the days of their last dispatches" in said
    assert "1 done item without a day: closed on 2026-11-22" in said
    closed = [f"{item.closed}" for item in shelf.plan(separated(rows)).items]
    assert closed == ["2026-11-10", "2026-10-01", "2026-10-02", "2026-11-22"]
