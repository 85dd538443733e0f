"""Which columns of a table stand side by side on a terminal: of all layouts the widest that takes the fewest lines.

Columns give way one after the other. What has no column any more stands one behind the other in a line below, which
runs over the whole terminal and begins with what a title has no room for. Nothing is cut. A wider terminal never takes
more lines.
"""

from __future__ import annotations

from itertools import product, takewhile
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.render.formats.sheet import ABSENT, Cell
from dispatch_cli.render.text.wrap import broken, flowing, measured, pieces, wrapped

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from dispatch_cli.render.formats.sheet import Sheet
    from dispatch_cli.render.text.wrap import Fragment

    CellLine = Mapping[str, Cell]

GAP = 2
UNLIMITED = 100_000
_NOTHING = Cell("")
_EMPTY = {"", ABSENT}  # where no line says more, there is no column
_LEAST, _LEAST_OF_ALL = 24, 12  # what the flexible column has, beside others and where all others have given way
_INDENT = 2  # where a line below begins that would have too little room under the flexible column
_UNBROKEN = 36  # what is no wider stays whole below
_WIDEST = (UNLIMITED, 24, 12)  # beyond which what wraps is broken in its column
_MOST_BROKEN = 2  # into so many lines
_LOOKED_AT = 100  # so many lines stand for all of them


class Fitting(NamedTuple):
    """Of each column its width, what stands below and how far in, and whether cells and headers are short.

    What is too long for the column of the key `runs_on` goes on below; where that is empty, in the column.
    """

    widths: Mapping[str, int]
    below: Sequence[str]
    indent: int
    short: bool
    runs_on: str


class _Need(NamedTuple):
    """How wide a column must be: for its cells whole, for them broken into two lines, for its header."""

    whole: int
    broken: int
    header: int


def fitted(sheet: Sheet, width: int | None) -> Fitting:
    """Return the layout in which the items of a sheet take the fewest lines of a terminal, and fewest titles break."""
    room = width or UNLIMITED
    lines = [line for group in sheet.groups for line in (*group.lines, *sheet.sums_line(group))]
    looked_at = lines[:: 1 + len(lines) // _LOOKED_AT]
    best, fewest = Fitting({}, (), 0, short=False, runs_on=""), (UNLIMITED, 0)
    for layout in _layouts(sheet, lines, room):
        if (sum(2 if _says_below(line, layout) else 1 for line in looked_at), 0) >= fewest:
            break  # the layouts to come have no less below
        taken = sum(height(line, layout, sheet, room) for line in looked_at)
        cost = taken, sum(_breaks(line, layout, sheet) for line in looked_at)
        if cost < fewest:
            best, fewest = layout, cost
    return best


def columns_of(line: CellLine, layout: Fitting) -> list[list[str]]:
    """Return what stands in each column, line by line."""
    columns = []
    for key, width in layout.widths.items():
        text = shown(line.get(key, _NOTHING), short=layout.short)
        if measured(text) <= width:
            columns.append([text])
        else:
            columns.append([broken(text, width)[0]] if key == layout.runs_on else wrapped(text, width, in_words=True))
    return columns


def below_of(line: CellLine, layout: Fitting, sheet: Sheet, room: int) -> list[list[Fragment]]:
    """Return the lines of what stands below, in parts with their looks."""
    parts = [*_rest(line, layout), *_named(line, layout, sheet)]
    return [*flowing(parts, room - layout.indent)] if parts else []


def shown(cell: Cell, *, short: bool) -> str:
    """Return the text of a cell, the short one where there is one and it is asked for."""
    return cell.short if short and cell.short is not None else cell.text


def _says_below(line: CellLine, layout: Fitting) -> bool:
    return any(shown(line.get(key, _NOTHING), short=layout.short) not in _EMPTY for key in layout.below)


def height(line: CellLine, layout: Fitting, sheet: Sheet, room: int) -> int:
    """Return how many lines of a terminal a line takes."""
    return max(map(len, columns_of(line, layout))) + len(below_of(line, layout, sheet, room))


def _rest(line: CellLine, layout: Fitting) -> Iterator[Fragment]:
    """Yield what has no room in its column and goes on below."""
    if layout.runs_on in line:
        cell = line[layout.runs_on]
        _, rest = broken(shown(cell, short=layout.short), layout.widths[layout.runs_on])
        yield from _parts(rest, cell.look)


def _named(line: CellLine, layout: Fitting, sheet: Sheet) -> Iterator[Fragment]:
    """Yield what has no column; a number is named by its header."""
    for key in layout.below:
        cell = line.get(key, _NOTHING)
        text = shown(cell, short=layout.short)
        if text not in _EMPTY:
            yield from _parts(f"{sheet.headers[key]} {text}" if sheet.shape.fits[key].right else text, cell.look)


def _breaks(line: CellLine, layout: Fitting, sheet: Sheet) -> bool:
    key = sheet.shape.flexible
    return measured(shown(line[key], short=layout.short)) > layout.widths[key]


def _parts(text: str, look: str) -> list[Fragment]:
    """Return the parts in which a text stands below: whole, if it has room in any line."""
    gapped = text + " " * GAP
    return [(piece, look) for piece in ([gapped] if measured(text) <= _UNBROKEN else pieces(gapped))] if text else []


def _layouts(sheet: Sheet, lines: Collection[CellLine], room: int) -> Iterator[Fitting]:
    """Yield the layouts that fit, from wide to narrow; the last columns give way where nothing else fits."""
    needs = {short: _needs(sheet, lines, short=short) for short in (False, True)}
    yields = [key for key in sheet.shape.yields if key in needs[False]]
    flexible = sheet.shape.flexible
    seen: set[tuple[object, ...]] = set()
    for gone, widest, short in product(range(len(yields) + 1), _WIDEST, needs):
        standing = {key: need for key, need in needs[short].items() if key not in yields[:gone]}
        widths = {key: max(min(need.whole, widest), need.broken, need.header) for key, need in standing.items()}
        left = room - sum(widths.values()) - GAP * (len(widths) - 1) + widths[flexible]
        least = _LEAST if gone < len(yields) - 1 else _LEAST_OF_ALL
        fits = not seen if gone == len(yields) else left >= min(least, widths[flexible])
        if not fits:
            continue
        widths[flexible] = min(widths[flexible], max(left, 1))
        if (once := (*widths.items(), gone, short)) not in seen:
            seen.add(once)
            below = [key for key in needs[short] if key in yields[:gone]]
            place = sum(widths[key] + GAP for key in takewhile(lambda key: key != flexible, widths))
            if _INDENT <= place <= room - _UNBROKEN:
                yield Fitting(widths, below, place, short, flexible)
            yield Fitting(widths, below, _INDENT, short, "")


def _needs(sheet: Sheet, lines: Collection[CellLine], *, short: bool) -> dict[str, _Need]:
    """Return what each column needs in which any line says anything."""
    needs = {}
    for key, header in sheet.headers.items():
        told = [] if key == sheet.grouped else lines
        texts = [*dict.fromkeys(shown(line[key], short=short) for line in told if key in line)]
        if key == sheet.shape.flexible or not _EMPTY.issuperset(texts):
            whole = max(map(measured, texts), default=0)
            words = header.split() if short else [header]
            broken = _narrowest(texts[:_LOOKED_AT], whole) if sheet.shape.fits[key].wraps else whole
            needs[key] = _Need(whole, broken, max(map(measured, words), default=0))
    return needs


def _narrowest(texts: Sequence[str], whole: int) -> int:
    """Return the least of the widths in which each of these texts takes two lines; the widest of them is `whole`."""
    fit = (
        each
        for each in reversed(_WIDEST)
        if all(len(wrapped(text, each, in_words=True)) <= _MOST_BROKEN for text in texts)
    )
    return min(whole, next(fit)) if whole <= _MOST_BROKEN * _WIDEST[1] else whole
