"""What an edit did to the lines of a task file, and taking it back.

A patch is kept in the log and must still be understood years later, when lines above and
below have changed and an editor may have changed the line ends: it holds lines without them.
"""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING

from dispatch_cli.model import Patch
from dispatch_cli.plan.edits import Edit, line_end
from dispatch_cli.plan.line_breaks import BREAKS, LINE_END

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

_END = re.compile(LINE_END)
_LINE = re.compile(f"([^{BREAKS}]*)({LINE_END}|\\Z)")
_ONE_BY_ONE = 8


def patch_of(before: str, edit: Edit, at: int = 0) -> Patch:
    """Return what an edit does to the lines that it touches, and to those above that it takes to know them again.

    `at` is the beginning of the line from which they are looked for when the edit is taken back.
    """
    ending = _LINE.search(before, edit.stop)
    stop, end = (ending.end(1), ending[2]) if ending else (len(before), "")
    rest, end = edit.text + before[edit.stop : stop], end or line_end(edit.apply(before))
    begins = [at, *(found.end() for found in _END.finditer(before, at, edit.at))]
    wider = (
        Patch(_with_ends(before[begin:stop], end), _contents(before[begin : edit.at] + rest))
        for begin in _ever_wider(begins[::-1])
    )
    first, after = next(wider), _contents(before[at : edit.at] + rest)
    candidates = chain([_shortest(first), first], wider)
    return next(patch for patch in candidates if _first(after, patch.new) + len(patch.new) == len(after))


def _ever_wider(begins: Sequence[int]) -> Iterator[int]:
    """Yield the nearest beginnings one by one, then in doubling steps: a note may have thousands of like lines."""
    yield from begins[:_ONE_BY_ONE]
    step = _ONE_BY_ONE
    while step < len(begins):
        yield begins[step]
        step *= 2
    yield begins[-1]


def _shortest(patch: Patch) -> Patch:
    """Leave out the first lines where they are the same, but for one if nothing else is new."""
    same, (old, new) = 0, patch
    while same < min(len(old), len(new) - 1) and old[same] == new[same]:
        same += 1
    return Patch(old[same:], new[same:])


def _with_ends(text: str, end: str) -> tuple[str, ...]:
    """Return the lines of a text, or all as one where some end otherwise than they would be written back."""
    lines = _contents(text)
    return lines if end.join(lines) == text else (text,)


def _first(lines: tuple[str, ...], those: tuple[str, ...]) -> int:
    """Return where those lines stand for the first time among lines that hold them."""
    return next(place for place in range(len(lines)) if lines[place : place + len(those)] == those)


def take_back(text: str, at: int, stop: int, patch: Patch) -> Edit | None:
    """Return the edit that brings the old lines back, or None where the new ones are not there any more.

    They are looked for among the lines that begin from `at` to before `stop`.
    """
    lines = _lines(text)
    size = len(patch.new)
    for place in range(len(lines) - size + 1):
        begin = lines[place][0]
        if (
            at <= begin < max(stop, len(text) + 1 if stop == len(text) else 0)
            and tuple(text[a:b] for a, b, _ in lines[place : place + size]) == patch.new
        ):
            return _restored(text, lines, place, patch)
    return None


def _restored(text: str, lines: Sequence[tuple[int, int, int]], place: int, patch: Patch) -> Edit:
    """Return the edit that replaces the new lines, which begin with that line, by the old ones."""
    begin, (_, last, after) = lines[place][0], lines[place + len(patch.new) - 1]
    if patch.old:
        end = text[last:after] or line_end(text)
        return Edit(begin, last, end.join(patch.old))
    if last == after and place:  # the end of the file, which has no line end
        return Edit(lines[place - 1][1], after, "")
    return Edit(begin, after, "")


def _lines(text: str) -> list[tuple[int, int, int]]:
    """Return of each line where it begins, where its line end begins, and where the next line begins."""
    return [(match.start(), match.end(1), match.end()) for match in _LINE.finditer(text)]


def _contents(text: str) -> tuple[str, ...]:
    return tuple(_END.split(text))
