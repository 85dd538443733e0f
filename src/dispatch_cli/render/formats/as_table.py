"""The table on a terminal: numbers and dates are never broken, and nothing is cut."""

from __future__ import annotations

from itertools import chain, groupby, zip_longest
from operator import itemgetter
from typing import TYPE_CHECKING

from dispatch_cli.render.formats.fitting import GAP, UNLIMITED, below_of, columns_of, fitted
from dispatch_cli.render.formats.sheet import HEADING, Cell
from dispatch_cli.render.text.paint import painter
from dispatch_cli.render.text.wrap import flowing, measured, wrapped

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatch_cli.render.formats.fitting import CellLine
    from dispatch_cli.render.formats.sheet import Sheet
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.wrap import Fragment


def render(sheet: Sheet, style: Style) -> str:
    """Return the table with a line above and lines below, as wide as the terminal."""
    room = style.width or UNLIMITED
    page = [painter(style.colors)(line, HEADING) for line in wrapped(sheet.title, room, in_words=True)]
    page += _Drawing(sheet, style).lines() if sheet.groups else []
    page += ["", *chain.from_iterable(wrapped(line, room, in_words=True) for line in (*sheet.below, sheet.summary))]
    page += wrapped(sheet.footer, room, in_words=True) if style.width else []
    return "".join(f"{line}\n" for line in page)


class _Drawing:
    """A table in the layout that fits its terminal."""

    def __init__(self, sheet: Sheet, style: Style) -> None:
        self.sheet = sheet
        self.room = style.width or UNLIMITED
        self.paint = painter(style.colors)
        self.layout = fitted(sheet, style.width)

    def lines(self) -> Iterator[str]:
        """Yield the headers, a rule, and the groups."""
        yield from self._head()
        yield "─" * (sum(self.layout.widths.values()) + GAP * (len(self.layout.widths) - 1))
        for place, group in enumerate(self.sheet.groups):
            if place:
                yield ""
            if group.heading is not None and not group.sums:
                yield from (self.paint(line, HEADING) for line in wrapped(group.heading, self.room, in_words=True))
            for line in (*self.sheet.sums_line(group), *group.lines):
                yield from self._columns(line)
                yield from self._below(below_of(line, self.layout, self.sheet, self.room))

    def _head(self) -> Iterator[str]:
        """Yield the headers of the columns; below stand those of what does not say itself what it is."""
        fits, headers = self.sheet.shape.fits, self.sheet.headers
        yield from self._columns({key: Cell(header, HEADING) for key, header in headers.items()})
        names = [headers[key] for key in self.layout.below if not (fits[key].right or fits[key].untitled)]
        named = [(name + " " * GAP, HEADING) for name in names]
        yield from self._below(flowing(named, self.room - self.layout.indent))

    def _columns(self, line: CellLine) -> Iterator[str]:
        """Yield the lines of the columns."""
        widths = self.layout.widths
        looks = [line[key].look if key in line else "" for key in widths]
        for texts in zip_longest(*columns_of(line, self.layout), fillvalue=""):
            yield (" " * GAP).join(map(self._placed, widths, widths.values(), texts, looks)).rstrip()

    def _placed(self, key: str, width: int, text: str, look: str) -> str:
        """Return a text in its look, as wide as its column."""
        blanks, painted = " " * (width - measured(text)), self.paint(text, look)
        return blanks + painted if self.sheet.shape.fits[key].right else painted + blanks

    def _below(self, lines: Iterable[list[Fragment]]) -> Iterator[str]:
        """Yield the lines of what stands below."""
        for line in lines:
            looks = groupby(line, key=itemgetter(1))
            texts = (self.paint("".join(text for text, _ in parts), look) for look, parts in looks)
            yield " " * self.layout.indent + "".join(texts).rstrip()
