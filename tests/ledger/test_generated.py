"""Generated ledgers: a list becomes a ledger and the same list again; and no damage ends in a traceback."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any
from zipfile import ZIP_STORED, ZipFile

from generated import often
from hypothesis import assume, given
from hypothesis import strategies as st
from layouts import LAYOUTS
from ledgers import FIRST, HEADINGS, separated, workbook
from reading import plan, sentence

from dispatch_cli.clock import is_zone
from dispatch_cli.errors import DispatchError, ProblemsError
from dispatch_cli.ledger import understand
from dispatch_cli.ledger.dating import Dating
from dispatch_cli.ledger.grid import LedgerCell
from dispatch_cli.ledger.values import is_nothing
from dispatch_cli.ledger.wishes import Wishes
from dispatch_cli.ledger.writing import PLAIN
from dispatch_cli.model import Item
from dispatch_cli.plan.scalars import scalar

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.messages import Message

ORDER = ("id", "title", "tag", "team", "owner", "start", "last", "deadline", "closed", "note")
LETTERS = st.sampled_from(
    [*"甲乙aA0 .-:#'\"[]{}&*!|>%@`,?=+~\n\\💥\u202e\u3000é", ": ", " #", "null", "2026-11-09", "- "]
)
TEXTS = st.lists(LETTERS, min_size=1, max_size=8).map(lambda parts: "".join(parts).strip())
NAMES = TEXTS.filter(lambda text: bool(text) and not is_nothing(text) and not text.startswith(("=", "'")))
DAYS = st.dates(date(1901, 1, 1), date(2199, 12, 31))
MAYBE = st.one_of(st.none(), NAMES)


@st.composite
def items(draw: st.DrawFn) -> list[Item]:
    """Draw a few items with different numbers."""
    drawn = []
    for name in draw(st.lists(NAMES, min_size=1, max_size=4, unique=True)):
        start = draw(DAYS)
        last = draw(st.none() | st.dates(start, start + timedelta(400)))
        texts: Any = {key: draw(MAYBE) for key in ("team", "owner", "note")}
        days: Any = {"start": start, "last": last, **{key: draw(st.none() | DAYS) for key in ("deadline", "closed")}}
        drawn.append(Item(name, draw(NAMES), draw(st.sampled_from(["red", "orange", "green"])), **texts, **days))
    return drawn


def imported(data: bytes, path: str) -> str:
    """Return the task file that a ledger makes."""
    return understand(path, data, Wishes(), is_zone, date(2026, 11, 22)).text


def rows_of(drawn: Sequence[Item]) -> list[list[Any]]:
    """Return the rows of a ledger that holds these items."""
    return [[*HEADINGS], *([getattr(item, key) for key in ORDER] for item in drawn)]


@given(items())
@often(150)
def test_a_list_comes_back_from_a_workbook(drawn: list[Item]) -> None:
    """Items written into a workbook, their dates as dates, are the same items when they are imported."""
    assert plan(imported(workbook(rows_of(drawn)), "x.xlsx")).items == tuple(drawn)


@given(items(), st.sampled_from([",", ";", "\t"]))
@often(150)
def test_a_list_comes_back_from_a_csv_file(drawn: list[Item], separator: str) -> None:
    """So are those written into a CSV file, whatever separates them."""
    assume(len({item.team is None for item in drawn}) == 1)  # a team that is missing below another may be merged
    text = separated(rows_of(drawn), separator)
    assert plan(imported(text.encode(), "x.csv")).items == tuple(drawn)


FORMS = (
    "{0}-{1}-{2}",
    "{0}/{1}/{2}",
    "{0}.{1:02}.{2:02}",
    "{0}年{1}月{2}日",
    "{0} 年 {1} 月 {2} 号",
    "{0}{1:02}{2:02}",
)


@given(DAYS, st.sampled_from(FORMS))
@often(200)
def test_every_day_in_every_form(day: date, form: str) -> None:
    """Each day is understood in each of the usual forms."""
    found = Dating("deadline", date(2026, 11, 22), 2026).read(LedgerCell(form.format(day.year, day.month, day.day)))
    assert (found.day, found.is_guess) == (day, False)


@given(st.text(max_size=20))
@often(500)
def test_any_text_is_a_day_or_says_why_not(text: str) -> None:
    """No text makes the reader of dates do anything but find a day or say what to write instead."""
    found = Dating("deadline", date(2026, 11, 22), 2026).read(LedgerCell(text))
    assert found.fault is None or (sentence(found.fault.message) and sentence(found.fault.hint))


def survives(data: bytes, path: str) -> None:
    """Import a ledger that may be damaged: it makes a good list, or an error that can be said."""
    said: list[Message] = []
    try:
        assert plan(imported(data, path)).items
    except ProblemsError as error:
        said = [message for problem in error.problems for message in (problem.message, problem.hint)]
    except DispatchError as error:
        said = [error.message, error.hint]
    assert all(map(sentence, said))


@st.composite
def damaged(draw: st.DrawFn, data: bytes) -> bytes:
    """Draw bytes in which some slices are deleted, replaced or repeated."""
    for _ in range(draw(st.integers(1, 4))):
        begin = draw(st.integers(0, len(data)))
        end = begin + draw(st.integers(0, 8))
        new = draw(st.one_of(st.binary(max_size=4), st.just(data[begin:end] * 2), st.sampled_from(PIECES)))
        data = data[:begin] + new + data[end:]
    return data


PIECES = [
    b"",
    b"<",
    b">",
    b"&#0;",
    b'"',
    b"\n",
    b",",
    b"\xd6\xd0",
    b"\xff\xfe",
    b"\0",
    b"-1",
    b"999999999",
    b"1e309",
    b'r=""',
]
GOOD = workbook([["台账"], HEADINGS, FIRST, FIRST[:1]], change=lambda page: page.merge_cells("A1:J1"))
TEXT = separated([HEADINGS, FIRST, (2, '他说"好"', "绿", "", "", "2026年6月1日")]).encode()


@given(damaged(GOOD))
@often(300)
def test_any_damage_to_a_workbook(data: bytes) -> None:
    """A workbook whose bytes were damaged is a ledger, or an error without a traceback."""
    survives(data, "x.xlsx")


@given(st.data())
@often(500)
def test_any_damage_to_the_parts_of_a_workbook(data: st.DataObject) -> None:
    """So is one whose unpacked parts were damaged, which every checksum fits."""
    file = io.BytesIO()
    with ZipFile(io.BytesIO(GOOD)) as old, ZipFile(file, "w", ZIP_STORED) as new:
        chosen = data.draw(st.sampled_from(sorted(old.namelist())))
        for name in old.namelist():
            text = old.read(name)
            new.writestr(name, data.draw(damaged(text)) if name == chosen else text)
    survives(file.getvalue(), "x.xlsx")


@given(damaged(TEXT))
@often(500)
def test_any_damage_to_a_csv_file(data: bytes) -> None:
    """So is a CSV file."""
    survives(data, "x.csv")


@given(st.from_regex(PLAIN, fullmatch=True))
@often(300)
def test_plain_words_need_no_quotes(text: str) -> None:
    """What is written without being read again is what any reader of YAML takes for that text."""
    assert scalar(text) == text
    assert scalar(text, flow=True) == text or re.search(r"\W", text)


WORDS = sorted({cell.strip() for layout in LAYOUTS for cell in re.split("[|\n]", layout.rows)})


@st.composite
def changed_layouts(draw: st.DrawFn) -> list[list[str]]:
    """Draw the rows of a layout in which some cells and rows are others."""
    layout = draw(st.sampled_from(LAYOUTS))
    rows = [[cell.strip() for cell in line.split("|")] for line in layout.rows.strip().split("\n")]
    for _ in range(draw(st.integers(1, 6))):
        row = draw(st.sampled_from(rows))
        row[draw(st.integers(0, len(row) - 1))] = draw(st.sampled_from(WORDS))
        rows.insert(draw(st.integers(0, len(rows))), [*draw(st.sampled_from(rows))])
    return rows


@given(changed_layouts(), st.booleans())
@often(150)
def test_any_change_to_a_layout(rows: list[list[str]], is_csv: bool) -> None:  # noqa: FBT001 hypothesis names nothing
    """Rows and cells in the wrong places make a good list, or an error that can be said."""
    survives(separated(rows).encode(), "x.csv") if is_csv else survives(workbook(rows), "x.xlsx")


@given(st.binary(max_size=200), st.sampled_from(["x.csv", "x.xlsx", "x"]))
@often(300)
def test_any_bytes(data: bytes, path: str) -> None:
    """Any bytes are a ledger or an error, under any name."""
    survives(data, path)
