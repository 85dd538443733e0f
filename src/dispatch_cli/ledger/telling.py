"""What was understood of a ledger, in sentences: columns, words, days, what is filled in, skipped and lost."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from dispatch_cli.hints.guesses import brief
from dispatch_cli.ledger.closing import TODAY
from dispatch_cli.ledger.rows import DEFAULT_TAG
from dispatch_cli.ledger.states import DoneOrOpen
from dispatch_cli.messages import Message, say, say_n, tag_word
from dispatch_cli.plan.column_words import column_key

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import date

    from dispatch_cli.ledger.parsing import UnderstoodTable

_MOST, _MOST_DAYS, _WORD = 12, 4, 24
_STATES = {
    DoneOrOpen.DONE: say("done"),
    DoneOrOpen.OPEN: say("open"),
    DoneOrOpen.UNKNOWN: say("open (a word not known)"),
}


def columns_read(part: UnderstoodTable) -> Iterator[Message]:
    """Yield how the columns of a table are read."""
    noted = [("note", number) for number in part.columns.noted]
    keys = sorted([*part.columns.keys.items(), *noted], key=lambda each: each[1])
    pairs: list[str | Message] = [
        say("{column} → {key}", column=part.table.name(number), key=column_key(key)) for key, number in keys
    ]
    yield say("columns: {columns}", columns=pairs)


def words_assumed(part: UnderstoodTable) -> Iterator[Message]:
    """Yield which tag each word of urgency means, and which state each word of a state; which days were guessed."""
    findings, table = part.findings, part.table
    if findings.tags:
        pairs = [
            say("{word} → {tag} ({n})", word=brief(word, _WORD), tag=tag_word(tag), n=n)
            for (word, tag), n in findings.tags.most_common()
        ]
        yield say("{heading}: {words} (`--word`)", heading=_heading(part, "tag"), words=_some(pairs, _MOST))
    if findings.states:
        pairs = [
            say("{word} → {state} ({n})", word=brief(word, _WORD), state=_STATES[progress], n=n)
            for (word, progress), n in findings.states.most_common()
        ]
        yield say("{heading}: {words} (`--done`, `--open`)", heading=_heading(part, "state"), words=_some(pairs, _MOST))
    for key, days in findings.days.items():
        yield say("{heading}: {words}", heading=_heading(part, key), words=_some(_days(days), _MOST_DAYS))
    for key, words in findings.kept.items():
        texts: list[str | Message] = [
            say("{word} ({n})", word=brief(word, _WORD), n=n) for word, n in words.most_common()
        ]
        yield say(
            "{heading}: no day, kept in the note: {words}", heading=_heading(part, key), words=_some(texts, _MOST_DAYS)
        )
    for key, n in sorted(part.filled.items()):
        column = table.name(part.columns.keys[key])
        yield say_n(
            "{column}: {n} cell is filled from above", "{column}: {n} cells are filled from above", n, column=column
        )


def _days(days: Counter[tuple[str, date]]) -> list[str | Message]:
    return [
        say("{word} → {date} ({n})", word=brief(" ".join(word.split()), _WORD), date=day, n=n)
        for (word, day), n in days.most_common()
    ]


def fillings(parts: Sequence[UnderstoodTable], today: date, items: int) -> Iterator[Message]:
    """Yield what the ledger lacks, and with what it would be filled."""
    tags, starts = (sum(part.findings.filled[key] for part in parts) for key in ("tag", "start"))
    if tags == items:
        yield say("no urgency: all items become {tag} (`--tag`)", tag=tag_word(DEFAULT_TAG))
    elif tags:
        yield say_n(
            "no urgency in {n} row: it becomes {tag} (`--tag`)",
            "no urgency in {n} rows: they become {tag} (`--tag`)",
            tags,
            tag=tag_word(DEFAULT_TAG),
        )
    if starts == items:
        yield say("no day of listing: all items are listed on {date} (`--start`)", date=today)
    elif starts:
        yield say_n(
            "no day of listing in {n} row: {date} (`--start`)",
            "no day of listing in {n} rows: {date} (`--start`)",
            starts,
            date=today,
        )
    yield from _closings(sum((part.findings.closed for part in parts), Counter()), today)


def _closings(closed: Counter[str], today: date) -> Iterator[Message]:
    """Yield on which days items are closed that are done without a day."""
    if n := closed["last"]:
        yield say_n(
            "{n} done item without a day: closed on the day of its last dispatch",
            "{n} done items without a day: closed on the days of their last dispatches",
            n,
        )
    if n := closed["deadline"]:
        yield say_n(
            "{n} done item without a day: closed on its deadline, which has passed",
            "{n} done items without a day: closed on their deadlines, which have passed",
            n,
        )
    if n := closed[TODAY]:
        yield say_n(
            "{n} done item without a day: closed on {date}",
            "{n} done items without a day: closed on {date}",
            n,
            date=today,
        )


def bare_titles(part: UnderstoodTable) -> Iterator[Message]:
    """Yield which rows hold nothing but a title where others hold more: an item, or the name of a section?"""
    title, read = part.columns.keys.get("title"), part.columns.read
    bare = [each.row.number for each in part.body.items if each.row.cells.keys() & read == {title}]
    if bare and len(bare) < len(part.body.items):
        yield say("rows with nothing but a title are items (row {rows}): `--skip`", rows=spans(bare))


def doubts(part: UnderstoodTable) -> Iterator[Message]:
    """Yield the days that are far off: is the year right?"""
    found: list[str | Message] = [
        say("{key} {date} (row {row})", key=column_key(key), date=day, row=row)
        for key, day, row in part.findings.doubts
    ]
    if found:
        yield say("is the year right? {days}", days=_some(found, _MOST_DAYS))


def rows_skipped(part: UnderstoodTable) -> Iterator[Message]:
    """Yield which rows are no items."""
    grid = part.table.grid
    above = [row.number for row in part.table.above]
    kinds = [(say("above the headings"), above), *((say(kind.value), rows) for kind, rows in part.body.others.items())]
    texts: list[str | Message] = [
        say("{what} (row {rows})", what=what, rows=spans(rows)) for what, rows in kinds if rows
    ]
    if texts:
        yield say("skipped: {rows}", rows=texts)
    if grid.hidden:
        yield say_n(
            "{path}: {n} hidden row is taken over like the others",
            "{path}: {n} hidden rows are taken over like the others",
            grid.hidden,
            path=grid.path,
        )


def columns_lost(part: UnderstoodTable) -> list[str | Message]:
    """Return the columns that are not taken over, by their names."""
    table, columns = part.table, part.columns
    named = frozenset() if columns.is_our_own else frozenset(table.columns)
    numbers = {number for row in table.rows for number in row.cells} | named
    return [table.name(number) for number in sorted(numbers - columns.read - columns.silent)]


def comments_lost(part: UnderstoodTable) -> Iterator[Message]:
    """Yield what is pinned to cells."""
    if part.table.grid.comments:
        yield say_n("{n} comment on a cell", "{n} comments on cells", part.table.grid.comments)


def spans(numbers: Sequence[int]) -> str:
    """Return the numbers of rows, those in sequence as a span.

    >>> spans([1, 2, 3, 7, 9, 10])
    '1-3, 7, 9-10'
    """
    runs: list[list[int]] = []
    for number in numbers:
        if runs and runs[-1][-1] == number - 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    texts = [f"{run[0]}-{run[-1]}" if len(run) > 1 else f"{run[0]}" for run in runs]
    return ", ".join([*texts[:_MOST], *(["…"] if len(texts) > _MOST else [])])


def _heading(part: UnderstoodTable, key: str) -> str:
    number = part.columns.keys.get(key, part.columns.keys.get("closed"))
    return part.table.columns[number].words if number else key


def _some(texts: Sequence[str | Message], most: int) -> list[str | Message]:
    """Return the first of many texts, and how many more there are."""
    more = len(texts) - most
    return [*texts[:most], *([say_n("{n} more", "{n} more", more)] if more > 0 else [])]
