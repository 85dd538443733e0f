"""The names in a team or an owner, which may be several: as the list of names, or joined in one text.

A text is several names where each of its parts is a name of `people`. Otherwise it is one name: nobody can tell
`综合科/信访办` from two offices. So a name that holds a comma or a blank stays whole as long as `people` has it whole.
"""

from __future__ import annotations

import re
from operator import attrgetter
from typing import TYPE_CHECKING

from dispatch_cli.model import JointNames

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterable, Mapping, Sequence

    from dispatch_cli.model import Item

NAMES_OF: Mapping[str, Callable[[Item], tuple[str, ...]]] = {"team": attrgetter("teams"), "owner": attrgetter("owners")}
JOINER = "、"
# What stands between names, the surest first: commas hardly ever belong to a name, blanks often do.
_SURE = "、，,；;"
BETWEEN = (_SURE, f"{_SURE}/／", rf"{_SURE}/／\s")


def joined(names: Collection[str]) -> str:
    """Return the text that names several."""
    return JOINER.join(names)


def parts_of(text: str, people: Collection[str]) -> tuple[str, ...]:
    """Return the names that a text joins, each once; none where it is one name, or one of them is not known.

    >>> parts_of("张三, 李四", ["张三", "李四"]), parts_of("张三、王五", ["张三", "李四"]), parts_of("张三", ["张三"])
    (('张三', '李四'), (), ())
    """
    if not people or text in people:
        return ()
    ways = (split(text, marks) for marks in BETWEEN)
    return next((names for names in ways if all(name in people for name in names)), ())


def split(text: str, marks: str = _SURE) -> tuple[str, ...]:
    """Return the parts of a text between such marks, each once and without the blanks around it.

    >>> split("张三， 李四;张三、")
    ('张三', '李四')
    """
    return tuple(dict.fromkeys(part for each in re.split(f"[{marks}]", text) if (part := each.strip())))


def joint(lists: Iterable[Sequence[str]]) -> tuple[JointNames, ...]:
    """Return what an item holds of lists of names: those of more than one, each with the text that joins them."""
    return tuple(JointNames(joined(names), tuple(names)) for names in lists if len(names) > 1)


def named(item: Item, people: Collection[str]) -> Item:
    """Return the item with the names that the texts of its team and its owner join; lists stay as they are."""
    known = {each.text for each in item.several}
    texts = [text for text in (item.team, item.owner) if text and text not in known]
    found = tuple(JointNames(text, names) for text in texts if (names := parts_of(text, people)))
    return item._replace(several=(*item.several, *found)) if found else item
