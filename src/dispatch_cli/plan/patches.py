"""What an edit did to the lines of a task file, and how to take it back.

The log keeps a patch for years. By then the lines above and below have changed, and an editor
may have changed the line ends. So a patch holds whole lines without their ends.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.model import Patch
from dispatch_cli.plan.edit_parts import Edit, line_end
from dispatch_cli.plan.line_breaks import BREAKS, LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from dispatch_cli.source import TextSpan

_END = re.compile(LINE_END)
_LINE = re.compile(f"([^{BREAKS}]*)({LINE_END}|\\Z)")
_ONE_BY_ONE = 8


class _LineSpan(NamedTuple):
    """Where a line begins, where its line end begins, and where the next line begins."""

    begin: int
    end: int
    following: int


def patch_of(before: str, edit: Edit, at: int = 0) -> Patch:
    """Return what an edit does to the lines that it touches.

    Lines above are added until the patch fits one place only. `at` is the beginning of the line
    from which that place is looked for when the edit is taken back.
    """
    ending = _LINE.search(before, edit.stop)
    stop, end = (ending.end(1), ending[2]) if ending else (len(before), "")
    rest, end = edit.text + before[edit.stop : stop], end or line_end(edit.apply(before))
    begins = [at, *(end_above.end() for end_above in _END.finditer(before, at, edit.at))]
    wider = (
        Patch(_with_ends(before[begin:stop], end), _contents(before[begin : edit.at] + rest))
        for begin in _ever_wider(begins[::-1])
    )
    first, after = next(wider), _contents(before[at : edit.at] + rest)
    candidates = chain([_shortest(first), first], wider)
    return next(patch for patch in candidates if _first(after, patch.new) + len(patch.new) == len(after))


def _ever_wider(begins: Sequence[int]) -> Iterator[int]:
    """Yield the nearest beginnings one by one, then in doubling steps: a note may have thousands of equal lines."""
    yield from begins[:_ONE_BY_ONE]
    step = _ONE_BY_ONE
    while step < len(begins):
        yield begins[step]
        step *= 2
    yield begins[-1]


def _shortest(patch: Patch) -> Patch:
    """Return the patch without the first lines that stay the same; one line stays new in any case."""
    same, (old, new) = 0, patch
    while same < min(len(old), len(new) - 1) and old[same] == new[same]:
        same += 1
    return Patch(old[same:], new[same:])


def _with_ends(text: str, end: str) -> tuple[str, ...]:
    """Return the lines of a text; as one line where some have another end than they would get back."""
    lines = _contents(text)
    return lines if end.join(lines) == text else (text,)


def _first(lines: tuple[str, ...], part: tuple[str, ...]) -> int:
    """Return where a part of the lines stands for the first time among them."""
    return next(place for place in range(len(lines)) if lines[place : place + len(part)] == part)


class ListLines:
    """The lines of a text, from which many patches are taken back."""

    def __init__(self, text: str) -> None:
        """Find all lines; the last one may be empty."""
        self.text = text
        self._spans = [_LineSpan(match.start(), match.end(1), match.end()) for match in _LINE.finditer(text)]

    def take_back(self, within: TextSpan, patch: Patch, above: int = 0) -> Edit | None:
        """Return the edit that brings the old lines back, or None where the new ones are not there any more.

        The first of the new lines must begin within the span, or at most so many lines above it.
        """
        stop = within.stop if within.stop < len(self.text) else len(self.text) + 1  # an empty last line is the very end
        first = max(0, self._place(within.begin) - above)
        place = self._find(patch.new, first, self._place(stop))
        return None if place is None else self._restored(place, patch)

    def _place(self, at: int) -> int:
        """Return the place of the first line that begins at this index or behind it."""
        return bisect_left(self._spans, at, key=lambda line: line.begin)

    def _find(self, new: Sequence[str], first: int, stop: int) -> int | None:
        """Return the place of the first line between two places from which on all the new lines stand.

        They are looked for as one text, which is fast however alike the lines are.
        """
        if any(_END.search(line) for line in new):
            return None
        window = self._spans[first : stop - 1 + len(new)]
        found = _as_one(self.text[line.begin : line.end] for line in window).partition(_as_one(new))
        return first + found[0].count("\n") if found[1] else None

    def _restored(self, place: int, patch: Patch) -> Edit:
        """Return the edit that replaces the new lines, from the line at that place on, by the old ones."""
        first, last = self._spans[place], self._spans[place + len(patch.new) - 1]
        if patch.old:
            end = self.text[last.end : last.following] or line_end(self.text)
            return Edit(first.begin, last.end, end.join(patch.old))
        if last.end == last.following and place:  # the end of the file, which has no line end
            return Edit(self._spans[place - 1].end, last.following, "")
        return Edit(first.begin, last.following, "")


def _as_one(lines: Iterable[str]) -> str:
    """Return lines as one text, in which each stands between line feeds."""
    return "\n" + "\n".join(lines) + "\n"


def _contents(text: str) -> tuple[str, ...]:
    return tuple(_END.split(text))
