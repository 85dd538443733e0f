"""What may stand next in a line of a meeting: verbs, tags, names."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.meet.verbs import BY_WORD, MARKS, Follows, Verb
from dispatch_cli.model import TAG_ALIASES

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatch_cli.model import TaskFile


def offered(plan: TaskFile, before: str, word: str) -> list[str]:
    """Return what begins as the word does that is being typed behind a part of a line.

    At the beginning of the line that are the verbs, behind a verb the tags or the names that it takes.
    """
    typed = before.split()
    if not typed:
        return [f"{mark}{name}" for mark in MARKS if word.startswith(mark) for name in BY_WORD if _fits(name, word[1:])]
    spoken = BY_WORD.get(typed[0][1:]) if typed[0][0] in MARKS and len(typed) == 1 else None
    if spoken is None or not spoken.follows:
        return []
    if spoken.follows[0] is Follows.TAG:
        return [name for name in (*plan.tags, *TAG_ALIASES) if _fits(name, word)]
    names = _names(plan, spoken.verb) if spoken.follows[0] is Follows.NAME else ()
    return [name for name in dict.fromkeys(names) if _fits(name, word) and not name.isspace()]


def _names(plan: TaskFile, verb: Verb) -> Iterable[str]:
    if verb is Verb.OWNER:
        return (name for item in plan.items for name in item.owners)
    return (name for item in plan.items for name in item.teams)


def _fits(name: str, word: str) -> bool:
    return name.startswith(word) and name.isprintable() and " " not in name
