"""Lines `ID: LINE`: which item each is about.

The id is the longest known one at the beginning of the line that `:` or `：` follows, blanks or none between; an id may
be quoted as in JSON, and its digits may be full-width. Where a line can be read so that it is about one item or about
another, it is refused. Empty lines are passed over, and `#` begins a comment where no id matches.
"""

from __future__ import annotations

import json
import re
from contextlib import suppress
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import say
from dispatch_cli.schedule.office import id_hint
from dispatch_cli.source import is_no_text

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

    from dispatch_cli.messages import Message
    from dispatch_cli.source import Source

_LINE = re.compile(r"[^\r\n]+")
_COLON = re.compile("[:：]")
_COMMENT = "#"
_DIGITS = {ord("０") + digit: f"{digit}" for digit in range(10)}
_FORM = say("write `ID: LINE`, for example `{example}`", example=say("5: the company was called"))


class Refusal(NamedTuple):
    """Why something that was said is not taken: what is wrong, what to do, and at which character of it."""

    message: Message
    hint: Message
    at: int = 0


class AboutItem(NamedTuple):
    """What a line says of an item, without blanks around it; both places are indices in the text of the source."""

    item: str
    at: int
    line: str
    line_at: int


class Reading(NamedTuple):
    """An item that a line may be about, and the index in the line behind its colon."""

    item: str
    stop: int


def half_width(text: str) -> str:
    """Return a text with half-width digits for full-width ones.

    >>> half_width("１２月")
    '12月'
    """
    return text.translate(_DIGITS)


def read_lines(source: Source, ids: Collection[str]) -> list[AboutItem]:
    """Return the lines that are about an item; what is wrong with the others is reported to the source."""
    longest = max(map(len, ids), default=0)
    found = []
    for match in _LINE.finditer(source.text):
        if line := match[0].strip():
            at = match.start() + match[0].index(line)
            readings = [*dict.fromkeys(_readings(line, ids, longest))]
            if wrong := _wrong(line, readings, ids):
                source.report(at + wrong.at, wrong.message, wrong.hint)
            elif readings:
                said = line[readings[0].stop :].lstrip()
                found.append(AboutItem(readings[0].item, at, said, at + len(line) - len(said)))
    return found


def _wrong(line: str, readings: Sequence[Reading], ids: Collection[str]) -> Refusal | None:
    """Return why a line is refused, None for one that is about an item and for a comment."""
    if not readings:
        return None if line.startswith(_COMMENT) else _no_item(line, ids)
    if len({reading.item for reading in readings}) > 1:
        quoted = [json.dumps(reading.item, ensure_ascii=False) for reading in readings]
        return Refusal(say("this may be about item {ids}", ids=quoted), say("quote the id that is meant"))
    strange = next((place for place, char in enumerate(line) if is_no_text(char)), None)
    return None if strange is None else Refusal(say("this character is not text"), say("delete it"), strange)


def _readings(line: str, ids: Collection[str], longest: int) -> Iterator[Reading]:
    """Yield which items a line may be about: by the id as it stands, by one with full-width digits, by a quoted one."""
    stops = [match.end() for match in _COLON.finditer(line, 0, longest + _most_blanks(line) + 1)]
    begins = [(line[: stop - 1].rstrip(), stop) for stop in reversed(stops)]
    for read in (str, half_width):
        yield from ([Reading(read(text), stop) for text, stop in begins if read(text) in ids][:1])
    if line.startswith('"'):
        with suppress(ValueError):
            item, stop = json.JSONDecoder().raw_decode(line)
            colon = re.compile(r"\s*[:：]").match(line, stop)
            if colon and item in ids:
                yield Reading(item, colon.end())


def _most_blanks(line: str) -> int:
    """Return the length of the longest run of blanks in a line: so far behind an id its colon may stand."""
    return max(map(len, re.findall(r"\s+", line)), default=0)


def _no_item(line: str, ids: Collection[str]) -> Refusal:
    """Return why a line is about no item."""
    colon = _COLON.search(line)
    if colon is None:
        return Refusal(say("this line has no colon"), _FORM)
    item = line[: colon.start()].strip()
    if not item:
        return Refusal(say("there is no id before the colon"), _FORM)
    return Refusal(say("no item has the id `{id}`", id=brief(item)), id_hint(item, ids))
