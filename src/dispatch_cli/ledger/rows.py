"""The rows of a ledger as items: each cell becomes a field, and what is found on the way is collected."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.hints.guesses import all_known, brief
from dispatch_cli.hints.shell import quoted
from dispatch_cli.ledger.closing import assumed_closing
from dispatch_cli.ledger.doubting import doubtful_days
from dispatch_cli.ledger.grid import Fault, LedgerCell
from dispatch_cli.ledger.noting import joined_note, labelled
from dispatch_cli.ledger.row_days import RowDays
from dispatch_cli.ledger.sheet import FORMULA
from dispatch_cli.ledger.states import DoneOrOpen, is_said, progress_of
from dispatch_cli.ledger.tagging import Tagging
from dispatch_cli.ledger.values import is_nothing
from dispatch_cli.messages import Message, say
from dispatch_cli.plan.keys import ITEM_HOLDS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatch_cli.ledger.columns import ColumnsRead
    from dispatch_cli.ledger.findings import LedgerFindings
    from dispatch_cli.ledger.groups import GroupedRow
    from dispatch_cli.ledger.table import LedgerTable
    from dispatch_cli.ledger.wishes import Ground

_EMPTY = LedgerCell("")
DEFAULT_TAG = "green"
REQUIRED = {
    "id": say("this row has no number"),
    "title": say("this row has no title"),
    "tag": say("this row has no tag"),
}


class LedgerItem(NamedTuple):
    """One item of a ledger: the number of its row, and its fields as texts of the task file."""

    row: int
    fields: dict[str, str]


class RowReader:
    """Reads the rows of one table."""

    def __init__(self, table: LedgerTable, columns: ColumnsRead, findings: LedgerFindings, ground: Ground) -> None:
        """Begin before the first row."""
        self._table, self._columns, self._findings = table, columns, findings
        self._wishes, self._today, self._tags = ground.wishes, ground.today, ground.tags
        words = {row.cells[column].text for row in table.rows if (column := columns.keys.get("tag", 0)) in row.cells}
        self._tagging = Tagging(self._tags, self._wishes.words, words)
        self._days = RowDays(table, columns, ground)
        self._texts = [key for key in columns.keys if ITEM_HOLDS.get(key) in {"text", "names"} and key != "note"]
        self._asides = [(number, table.columns[number].words) for number in columns.noted]

    def read(self, rows: Sequence[GroupedRow]) -> list[LedgerItem]:
        """Return the items of these rows; the findings hold what had to be assumed, and what is wrong."""
        return [self._item(row) for row in rows]

    def _item(self, grouped: GroupedRow) -> LedgerItem:
        cells, row = grouped.cells, grouped.row
        fields: dict[str, str] = {}
        kept: list[str] = []
        for key in self._texts:
            if text := self._text(grouped, key):
                fields[key] = text
        self._name(grouped, fields)
        fields["tag"] = self._tag(grouped)
        for key in self._days.keys:
            if key in cells and (text := self._day(grouped, key, fields, kept)):
                fields[key] = text
        self._close(grouped, fields)
        if note := self._note(grouped, kept):
            fields["note"] = note
        self._begin(grouped, fields)
        if grouped.section and self._columns.has_team_sections:
            fields.setdefault("team", grouped.section)
        return LedgerItem(row.number, fields)

    def _text(self, grouped: GroupedRow, key: str) -> str:
        cell = grouped.cells.get(key, _EMPTY)
        if cell.fault:
            self._report(grouped, key, cell.fault)
        may_be_meant = key in REQUIRED or self._columns.is_our_own
        return "" if is_nothing(cell.text) and not may_be_meant else cell.text

    def _name(self, grouped: GroupedRow, fields: dict[str, str]) -> None:
        """Give the item a title, that of a measure too where one problem has several."""
        if "title" not in fields:
            if not grouped.cells.get("title", _EMPTY).fault:
                numbers = f"{grouped.row.number}"
                hint = say("fill it in, or leave the row out: `--skip {rows}`", rows=numbers)
                self._report(grouped, "title", Fault(REQUIRED["title"], hint))
        elif grouped.part:
            measure = grouped.cells.get("measure", _EMPTY).text
            if measure:
                fields["title"] = f"{fields['title']}: {measure}"
            else:
                message = say("one item stands in several rows, and nothing tells its parts apart")
                hint = say("say which column does, for example `--map {column}=measure`", column=self._last_column())
                self._report(grouped, "title", Fault(message, hint))
            if "id" in fields:
                fields["id"] = f"{fields['id']}-{grouped.part}"

    def _last_column(self) -> str:
        read = self._columns.read
        free = [number for number in self._table.columns if number not in read]
        return self._table.grid.column_name(free[0] if free else max(self._table.columns))

    def _tag(self, grouped: GroupedRow) -> str:
        cell = grouped.cells.get("tag", _EMPTY)
        if cell.fault:
            self._report(grouped, "tag", cell.fault)
        text = cell.text
        if not text or (is_nothing(text) and text not in self._tags):
            if self._wishes.tag is None:
                self._findings.filled["tag"] += 1
            return self._wishes.tag or DEFAULT_TAG
        found = self._tagging.read(text)
        if found.tag is None:
            hint = say(
                "`--word {word}={tag}` says what it means; {known}",
                word=quoted(text),
                tag=DEFAULT_TAG,
                known=all_known(self._tags),
            )
            self._report(grouped, "tag", Fault(say("unknown tag `{tag}`", tag=brief(text)), hint))
        elif found.is_guess:
            self._findings.tags[text, found.tag] += 1
        return found.tag or DEFAULT_TAG

    def _day(self, grouped: GroupedRow, key: str, fields: Mapping[str, str], kept: list[str]) -> str:
        """Return the day of a cell as the task file writes it, empty where there is none; words are kept."""
        cell = grouped.cells[key]
        if cell.fault:
            self._report(grouped, key, cell.fault)
            return ""
        if not cell.text or is_nothing(cell.text):
            return ""
        start = fields.get("start") if key == "deadline" else None
        reading = self._days.read(key, cell, date.fromisoformat(start) if start else None)
        if reading.day:
            if reading.is_guess:
                self._findings.days[key][cell.text, reading.day] += 1
            return f"{reading.day}"
        if key in {"closed", "deadline"} and self._says_state(key, cell.text):
            return ""  # it is read with the state
        if reading.fault:
            self._report(grouped, key, reading.fault)
        else:
            self._findings.kept[key][cell.text] += 1
            kept.append(labelled(self._heading(key), cell.text))
        return ""

    def _says_state(self, key: str, text: str) -> bool:
        """Say whether a text of a column of days is a word of state: of a deadline only that it is done."""
        progress = progress_of(text, self._wishes.states)
        return progress is DoneOrOpen.DONE or (key == "closed" and progress is DoneOrOpen.OPEN)

    def _close(self, grouped: GroupedRow, fields: dict[str, str]) -> None:
        """Close an item whose state is done: on the day of its column or within the words, else an assumed one."""
        for key in ("state", "closed", "deadline"):
            cell = grouped.cells.get(key, _EMPTY)
            if not cell.text or cell.day or (key != "state" and key in fields):
                continue
            progress = progress_of(cell.text, self._wishes.states)
            if key != "state" and not self._says_state(key, cell.text):
                continue
            if not is_said(cell.text, self._wishes.states):
                self._findings.states[cell.text, progress] += 1
            if progress is DoneOrOpen.DONE and "closed" not in fields:
                fields["closed"] = f"{self._days.closing(cell.text) or self._closing(fields)}"
            elif progress is not DoneOrOpen.DONE and key == "state" and "closed" in fields:
                self._contradict(grouped, cell.text, fields["closed"])

    def _closing(self, fields: Mapping[str, str]) -> date:
        """Return the day on which an item that is done is taken to be closed."""
        closing = assumed_closing(fields, self._today)
        self._findings.closed[closing.by] += 1
        return closing.on

    def _contradict(self, grouped: GroupedRow, text: str, closed: str) -> None:
        message = say(
            "the state is `{text}`, and there is a day of closing, {date}",
            text=brief(text),
            date=date.fromisoformat(closed),
        )
        hint = say(
            "`--done {word}` says that it is done; else leave one of the two columns out: `--map {heading}=-`",
            word=quoted(text),
            heading=quoted(self._heading("state")),
        )
        self._report(grouped, "state", Fault(message, hint))

    def _note(self, grouped: GroupedRow, kept: Sequence[str]) -> str:
        """Return the note: that of the row, who else takes part, and the words that are no days."""
        parts = []
        cells = grouped.row.cells
        note = grouped.cells.get("note", _EMPTY)
        if note.fault:
            self._report(grouped, "note", note.fault)
        if note.text and (self._columns.is_our_own or not is_nothing(note.text)):
            parts.append(note.text)
        if (
            "measure" in self._columns.keys
            and not grouped.part
            and (measure := grouped.cells.get("measure", _EMPTY).text)
        ):
            parts.append(labelled(self._heading("measure"), measure))
        for number, words in self._asides:
            if number in cells and cells[number].text and not is_nothing(cells[number].text):
                parts.append(labelled(words, cells[number].text))
        return joined_note([*parts, *kept])

    def _begin(self, grouped: GroupedRow, fields: dict[str, str]) -> None:
        """See to it that the item has a beginning, and doubt one that is far off."""
        start, last = fields.get("start"), fields.get("last")
        if not start and not last:
            if self._wishes.start is None:
                self._findings.filled["start"] += 1
            begun = f"{self._wishes.start or self._today}"
            fields["start"] = start = min(begun, fields.get("closed", begun))
        elif start and last and last < start:
            values = {"last": date.fromisoformat(last), "start": date.fromisoformat(start)}
            message = say("the last dispatch, {last}, is before the day of listing, {start}", **values)
            self._report(grouped, "last", Fault(message, say("is one of the two years wrong?")))
        for key, day in doubtful_days(fields, self._today):
            self._findings.doubts.append((key, day, grouped.row.number))

    def _heading(self, key: str) -> str:
        return self._table.columns[self._columns.keys[key]].words

    def _report(self, grouped: GroupedRow, key: str, fault: Fault) -> None:
        column = self._columns.keys.get(key, self._columns.keys["title"])
        if fault == FORMULA and key in self._columns.keys and key != "title":
            fault = fault._replace(hint=self._without(key))
        self._findings.report(grouped.row, column, fault, (key, grouped.cells.get(key, _EMPTY).text))

    def _without(self, key: str) -> Message:
        """Return the hint that leads out of a column of formulas."""
        heading = quoted(self._heading(key))
        if key == "id":
            return say("`--map {heading}=-` numbers all items anew", heading=heading)
        return say("copy the column and paste it as values, or leave it out: `--map {heading}=-`", heading=heading)
