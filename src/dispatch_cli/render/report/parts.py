"""The lines of a long page: the first of each list are shown, the rest stand in parts that the reader opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.kept import Report

MOST_SHOWN = 200
PART = 100


class HiddenPart(NamedTuple):
    """Lines that follow one another: the place of the first in the list, from 1, and what the part is called."""

    first: int
    name: str
    lines: Sequence[Any]


class Parted(NamedTuple):
    """A list of lines: those that are shown, the rest in parts, and a sentence about it where there is any."""

    shown: Sequence[Any]
    rest: Sequence[HiddenPart] = ()
    note: str = ""


def is_long(report: Report) -> bool:
    """Say whether a page has more items than it shows; only then are its lists in parts."""
    return len(report.accounts) > MOST_SHOWN


def parted(lines: Sequence[Any], language: Language, *, worst_first: bool = False) -> Parted:
    """Return the lines of a list in their order, at most `MOST_SHOWN` shown, the rest in parts of `PART`."""
    if len(lines) <= MOST_SHOWN:
        return Parted(lines)
    rest = [_part(lines, place) for place in range(MOST_SHOWN, len(lines), PART)]
    return Parted(lines[:MOST_SHOWN], rest, language.speak(_note(len(lines), worst_first=worst_first)))


def _note(count: int, *, worst_first: bool) -> Message:
    shown = (
        say("Here are the {shown} worst of {all} items.", shown=MOST_SHOWN, all=count)
        if worst_first
        else say("Here are the first {shown} of {all} lines.", shown=MOST_SHOWN, all=count)
    )
    return say(
        "{shown} The rest follows below in parts that open with a click; what is closed is not printed.", shown=shown
    )


def _part(lines: Sequence[Any], place: int) -> HiddenPart:
    part = lines[place : place + PART]
    return HiddenPart(place + 1, f"{place + 1} – {place + len(part)}", part)
