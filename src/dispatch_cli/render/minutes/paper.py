"""Minutes in words: a title, what is known of the meeting, and numbered parts; every format draws the same paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.log.phrases import event_phrase
from dispatch_cli.messages import Message, say, say_n, tag_word
from dispatch_cli.render.agenda.columns import days_cell
from dispatch_cli.schedule.rows import State

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.model import Item
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.minutes import Closing, Decision, Dispatched, Minutes, Omission
    from dispatch_cli.schedule.rows import Row

_NUMERALS = "一二三四五六七八九十"
_NOBODY = say("without a team")
NOTHING_SAID = say("no note")
_NOTHING = say("None.")


class Point(NamedTuple):
    """One item in a part: its line, and what stands below it."""

    line: str
    below: tuple[str, ...] = ()


class Section(NamedTuple):
    """The points of one team, or all points of a part, which have no heading of their own then."""

    heading: str | None
    points: tuple[Point, ...]


class Chapter(NamedTuple):
    """A numbered part of the paper."""

    heading: str
    sections: tuple[Section, ...]


class Paper(NamedTuple):
    """Minutes in words, in the language with this tag."""

    language: str
    title: str
    facts: tuple[str, ...]
    parts: tuple[Chapter, ...]


def paper(minutes: Minutes, language: Language) -> Paper:
    """Return minutes in words."""
    parts = [
        (say("Overview"), [Section(None, tuple(Point(language.speak(line)) for line in overview(minutes)))]),
        (say("Item by item"), _by_team(minutes.dispatched, language)),
        (say("Decisions"), _alone(_decision(each, language) for each in minutes.decisions)),
        (say("Closed"), _alone(_closing(each, language) for each in minutes.closings)),
        (say("Not dispatched"), _alone(_omission(each, language) for each in minutes.omissions)),
        (say("Due next"), _alone(_next(row, language) for row in minutes.upcoming)),
    ]
    nothing = (Section(None, (Point(language.speak(_NOTHING)),)),)
    return Paper(
        language.tag,
        language.speak(title(minutes)),
        tuple(language.speak(fact) for fact in facts(minutes)),
        tuple(
            Chapter(language.speak(_numbered(number, heading, language)), tuple(sections) or nothing)
            for number, (heading, sections) in enumerate(parts, 1)
        ),
    )


def title(minutes: Minutes) -> Message | str:
    """Return the title of minutes: that of the meeting, else the office and the day."""
    occasion = minutes.occasion
    if occasion.title:
        return say("{title}: minutes", title=occasion.title)
    if minutes.branch:
        return say("{branch}: minutes of {date}", branch=minutes.branch, date=occasion.on)
    return say("Minutes of {date}", date=occasion.on)


def _numbered(number: int, heading: Message, language: Language) -> Message:
    numeral = _NUMERALS[number - 1] if language.code == "zh" else f"{number}"
    return say("{n}. {heading}", n=numeral, heading=heading)


def facts(minutes: Minutes) -> list[Message]:
    """Return what is known of the meeting."""
    occasion = minutes.occasion
    facts = [say("Day: {date}", date=occasion.on)]
    facts += [say("Office: {branch}", branch=minutes.branch)] if minutes.branch else []
    facts += [say("Present: {names}", names=[*occasion.attend])] if occasion.attend else []
    return [*facts, *([say("Written down by: {by}", by=occasion.by)] if occasion.by else [])]


def overview(minutes: Minutes) -> list[Message]:
    """Return how many items were to be dispatched, and what became of them."""
    called = sum(each.item.id not in _ids(minutes.omissions) for each in minutes.dispatched)
    return [
        say_n("{n} item was due for follow-up, {overdue} of them overdue.",
              "{n} items were due for follow-up, {overdue} of them overdue.",
              minutes.expected, overdue=minutes.overdue),
        say_n("{n} item was dispatched.", "{n} items were dispatched.", called),
        say_n("{n} item was not dispatched.", "{n} items were not dispatched.", len(minutes.omissions)),
        say_n("{n} item was closed.", "{n} items were closed.", len(minutes.closings)),
    ]  # fmt: skip


def _ids(omissions: Iterable[Omission]) -> set[str]:
    return {each.before.item.id for each in omissions}


def _by_team(dispatched: Sequence[Dispatched], language: Language) -> list[Section]:
    teams: dict[str | None, list[Point]] = {}
    for each in dispatched:
        teams.setdefault(each.item.team, []).append(_dispatched(each, language))
    return [Section(language.speak(team or _NOBODY), tuple(points)) for team, points in teams.items()]


def _alone(points: Iterable[Point]) -> list[Section]:
    found = tuple(points)
    return [Section(None, found)] if found else []


def _dispatched(each: Dispatched, language: Language) -> Point:
    speak, item = language.speak, each.item
    state = [days_cell(each.before, language)] if each.before.state is State.OVERDUE else []
    notes = [speak(note) for note in each.notes] or [speak(NOTHING_SAID)]
    due = [speak(say("Next due: {date}", date=each.due))] if each.due else []
    return Point(_line(item, language, *state), (*notes, *due))


def _line(item: Item, language: Language, *more: str) -> str:
    """Return the line of an item: its number and title, and in brackets its tag, its owner and what more there is."""
    speak = language.speak
    facts = [speak(tag_word(item.tag)), *([speak(item.owner)] if item.owner else []), *more]
    return speak(say("{id}  {title} ({facts})", id=item.id, title=item.title, facts=facts))


def _decision(each: Decision, language: Language) -> Point:
    reason = [language.speak(line) for line in [reason_line(each.entry.note)] if line]
    what = say("{id}  {title}: {what}", id=each.item.id, title=each.item.title, what=event_phrase(each.entry))
    return Point(language.speak(what), tuple(reason))


def _closing(each: Closing, language: Language) -> Point:
    return Point(_line(each.item, language), tuple(map(language.speak, closing_lines(each))))


def closing_lines(each: Closing) -> list[Message]:
    """Return what is said of a closing: the evidence, and how many days it was before the deadline."""
    below = [say("Evidence: {note}", note=each.evidence)] if each.evidence else []
    if each.ahead is not None and each.ahead >= 0:
        below.append(say_n("{n} day before the deadline", "{n} days before the deadline", each.ahead))
    elif each.ahead is not None:
        below.append(say_n("{n} day after the deadline", "{n} days after the deadline", -each.ahead))
    return below


def _omission(each: Omission, language: Language) -> Point:
    late = [days_cell(each.before, language)] if each.before.state is State.OVERDUE else []
    return Point(_line(each.before.item, language, *late), (language.speak(omission_line(each)),))


def omission_line(each: Omission) -> Message:
    """Return why an item was not dispatched."""
    return reason_line(each.reason) or say("no reason given")


def reason_line(reason: str | None) -> Message | None:
    """Return the reason of a decision or an omission, None where none was given."""
    return say("Reason: {note}", note=reason) if reason else None


def _next(row: Row, language: Language) -> Point:
    return Point(_line(row.item, language, language.speak(say("due {date}", date=row.due or "–"))))
