"""What must be known of the tags that an item had: those that are gone, and those that asked for something else."""

from __future__ import annotations

from datetime import date  # noqa: TC003 the annotations of values are read at run time
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from dispatch_cli.model import TaskFile
    from dispatch_cli.reports.lifespans import Life


class UnknownTag(NamedTuple):
    """The days, both included, on which an item had a tag that the plan does not know any more."""

    tag: str
    first: date
    last: date


class OtherCadence(NamedTuple):
    """A tag that asked for a dispatch by another cadence when the item got it than it does today."""

    tag: str
    on: date
    then: str
    now: str


def unknown_tags(lifespans: Iterable[Life], first: date, last: date) -> tuple[UnknownTag, ...]:
    """Return the times within a span, both days included, in which the item had a tag that is gone."""
    return tuple(
        UnknownTag(life.tag, max(life.begin, first), min(life.end, last))
        for life in _within(lifespans, first, last)
        if life.series is None
    )


def other_cadences(plan: TaskFile, lifespans: Iterable[Life], first: date, last: date) -> tuple[OtherCadence, ...]:
    """Return the tags of a span that are counted by their present cadence though they had another, each once."""
    found: dict[tuple[str, str], OtherCadence] = {}
    for life in _within(lifespans, first, last):
        if life.series is not None and life.cadence:
            now = plan.tags[life.tag].cadence.text
            if now != life.cadence:
                found.setdefault((life.tag, life.cadence), OtherCadence(life.tag, life.begin, life.cadence, now))
    return tuple(found.values())


def _within(lifespans: Iterable[Life], first: date, last: date) -> Iterator[Life]:
    return (life for life in lifespans if life.begin <= last and life.end >= first)
