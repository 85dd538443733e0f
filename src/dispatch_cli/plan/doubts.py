"""What is legal in a task file but doubtful: names that are probably meant for others, and addresses spelt twice.

Only who has an address can be told, so a slip in a name is a silence. Names are alike where they differ in nothing but
width, composition, case, blanks or the script of a number, or in one character. Sections that differ in their number
are two: nobody means `招商一科` by `招商二科`.
"""

from __future__ import annotations

import re
from collections import defaultdict
from typing import TYPE_CHECKING, NamedTuple
from unicodedata import normalize, numeric

from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import say
from dispatch_cli.plan.addresses import mailbox
from dispatch_cli.plan.names import BETWEEN, split

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Iterator

    from dispatch_cli.plan.yaml_events import PlacedText
    from dispatch_cli.source import Source

_CHINESE = "[\u4e00-\u9fff]{2,}"
_STEMS = "甲乙丙丁戊己庚辛壬癸"  # which number sections, too
_SHORTEST, _LONGEST = 3, 60  # of two characters one is half the name; nobody is called longer


class PlacedName(NamedTuple):
    """A name in a field of an item, by its key."""

    key: str
    text: PlacedText


class PlacedAddress(NamedTuple):
    """A name of `people` and its address."""

    name: PlacedText
    address: PlacedText


class PlacedNames(NamedTuple):
    """All names of a task file with their places: those of items, those of `people`, and who else is told."""

    items: list[PlacedName]
    people: list[PlacedAddress]
    escalated: list[PlacedText]


def report_names(source: Source, names: PlacedNames) -> None:
    """Report names that cannot be told and were probably meant to be, and addresses in two spellings."""
    if source.gaps:  # a name may stand in a part that cannot be read
        return
    people = Likeness(each.name.value for each in names.people)
    _report_spellings(source, names.people)
    for name in names.escalated:
        if name.value not in people.names:
            hint = say("add it there: `{name}: name@example.com`", name=brief(name.value))
            alike = people.alike(name.value)
            hint = say("did you mean `{word}`?", word=brief(alike)) if alike else hint
            source.report(name.at, say("`{name}` has no address in `people`", name=brief(name.value)), hint)
    for key, name in names.items if people.names else ():
        if name.value not in people.names:
            _report_name(source, key, name, people)


def _report_spellings(source: Source, people: Iterable[PlacedAddress]) -> None:
    first: dict[str, PlacedText] = {}
    for _, address in people:
        before = first.setdefault(mailbox(address.value), address)
        if before.value != address.value:
            line = source.place(before.at).line
            message = say("`{address}` is spelt otherwise in line {line}", address=brief(address.value), line=line)
            hint = say("it is one mailbox, which gets one mail; write `{address}`", address=brief(before.value))
            source.report(address.at, message, hint)


def _report_name(source: Source, key: str, name: PlacedText, people: Likeness) -> None:
    parts = parts_meant(name.value, people.names)
    if alike := people.alike(name.value):
        message = say("`{name}` is no name of `people`", name=brief(name.value))
        source.report(name.at, message, say("did you mean `{word}`?", word=brief(alike)))
    elif parts and not all(part in people.names for part in parts):
        message = say("`{name}` is one name here, and `people` does not have it", name=brief(name.value))
        values = {"key": key, "names": brief(", ".join(parts))}
        hint = say("if these are several, write `{key}: [{names}]`, and each of them in `people`", **values)
        source.report(name.at, message, hint)


def parts_meant(text: str, people: Collection[str]) -> tuple[str, ...]:
    """Return the names that a text seems to join; none where it seems to be one.

    Commas nearly always join; a stroke or a blank does where one of its sides is a name of `people`, and a blank
    between Chinese names, within which there is none.

    >>> [parts_meant(text, ["张三"]) for text in ("王五、赵六", "张三/王五", "王五 赵六", "Section 2")]
    [('王五', '赵六'), ('张三', '王五'), ('王五', '赵六'), ()]
    """
    sure, *others = (split(text, marks) for marks in BETWEEN)
    if len(sure) > 1:
        return sure
    names = tuple(text.split())
    if all(re.fullmatch(_CHINESE, name) for name in names) and len(names) > 1:
        return names
    return next((parts for parts in others if len(parts) > 1 and any(part in people for part in parts)), ())


class Likeness:
    """PlacedNames that are known, and which of them another one is nearly like."""

    def __init__(self, names: Iterable[str]) -> None:
        """Take up the names; each is found by what is left of it without any one of its characters."""
        self.names = frozenset(names)
        self._near: dict[str, list[str]] = defaultdict(list)
        for name in sorted(self.names):
            for rest in _rests(_folded(name)):
                self._near[rest].append(name)

    def alike(self, name: str) -> str | None:
        """Return the known name that another one is nearly like, None where it is like none.

        >>> known = Likeness(["招商一科", "张三"])
        >>> [known.alike(name) for name in ("招商１科", "招商一料", "招商科", "招商二科", "张四")]
        ['招商一科', '招商一科', '招商一科', None, None]
        """
        folded = _folded(name)
        near = dict.fromkeys(each for rest in _rests(folded) for each in self._near.get(rest, ()))
        found = sorted((distance, each) for each in near if (distance := _distance(folded, _folded(each))) is not None)
        return next((each for _, each in found), None)


def _folded(name: str) -> str:
    """Return a name without what two spellings of it may differ in: width, composition, case, blanks, its number."""
    text = "".join(normalize("NFKC", name).casefold().split())
    return "".join(_number(character) or character for character in text)


def _number(character: str) -> str:
    """Return the digits of a character that is a number from 0 to 10, in any script; nothing for any other."""
    value = numeric(character, -1)
    return f"{value:.0f}" if value in range(11) else ""


def _rests(text: str) -> Iterator[str]:
    """Yield a text, and what is left of it without each one of its characters."""
    yield text
    if len(text) + 1 >= _SHORTEST and len(text) <= _LONGEST:
        yield from (text[:place] + text[place + 1 :] for place in range(len(text)))


def _distance(one: str, other: str) -> int | None:
    """Return in how many characters two names differ, 0 or 1; None where they are names of two."""
    if one == other:
        return 0
    short, long = sorted((one, other), key=len)
    if len(long) < _SHORTEST or len(long) - len(short) > 1:
        return None
    same = next(
        (place for place, (left, right) in enumerate(zip(short, long, strict=False)) if left != right), len(short)
    )
    if len(short) < len(long):
        return 1 if short[same:] == long[same + 1 :] else None
    are_numbers = all(each[same].isdigit() or each[same] in _STEMS for each in (short, long))
    return 1 if short[same + 1 :] == long[same + 1 :] and not are_numbers else None
