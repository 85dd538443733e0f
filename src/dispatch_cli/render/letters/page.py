"""A letter laid out for people, with a card for each item: as an HTML page and as plain text.

A policy allows the page its own styles, and nothing else.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.cadence.phrases import cadence_phrase
from dispatch_cli.messages import say
from dispatch_cli.reminders.days_off import days_off_ahead
from dispatch_cli.render.agenda.columns import days_cell, heading, latest_cell, remark_cell, tag_cell
from dispatch_cli.render.days_off import days_off_line
from dispatch_cli.render.deadlines import deadline_line
from dispatch_cli.render.letters.request import request_of
from dispatch_cli.render.letters.view import count_line, number_phrase, subject
from dispatch_cli.render.marks import STATES, TAGS, labelled
from dispatch_cli.render.text.markup import own_styles, templates

if TYPE_CHECKING:
    from datetime import date

    from dispatch_cli.model import TaskFile
    from dispatch_cli.reminders.letters import Letter, Reminder
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.rows import Row

_FOOTER = say(
    "The office's follow-up list has sent this message by itself. Once the follow-up of an item is written down in it, "
    "you hear nothing more of the item until it is nearly due again."
)


class LetterContent(NamedTuple):
    """What a letter says, in words: the same as a page and as text."""

    subject: str
    language: str
    heading: str
    request: str
    counts: str
    cards: list[dict[str, Any]]
    deadlines: list[tuple[str, str]]
    days_off: str
    footer: str


def letter_content(plan: TaskFile, today: date, letter: Letter, language: Language) -> LetterContent:
    """Return what a letter says."""
    spans = days_off_ahead(plan, today, letter.reminders)
    return LetterContent(
        subject(plan, today, letter, language),
        language.tag,
        language.speak(heading(plan.branch, today)),
        language.speak(request_of(plan, today, letter)),
        count_line(letter, language),
        [_card(reminder, language) for reminder in letter.reminders],
        [("passed" if each.passed else "deadline", language.speak(deadline_line(each))) for each in letter.deadlines],
        days_off_line(spans, language) if spans else "",
        language.speak(_FOOTER),
    )


def letter_page(content: LetterContent) -> str:
    """Return a letter as an HTML page that loads nothing; every value in it is escaped."""
    return templates().get_template("letter.html").render(policy=own_styles("letter.html"), **content._asdict())


def letter_text(content: LetterContent) -> str:
    """Return a letter as text in short lines, which no mail program has to wrap."""
    cards = ["\n  ".join(_lines(card)) for card in content.cards]
    deadlines = ["\n".join(text for _, text in content.deadlines)] if content.deadlines else []
    head = "\n".join(filter(None, [content.counts, content.days_off]))
    return "\n\n".join([content.heading, content.request, head, *cards, *deadlines, content.footer]) + "\n"


def _lines(card: dict[str, Any]) -> list[str]:
    return [" · ".join([card["word"], *card["why"]]), f"{card['id']}  {card['title']}", *card["facts"].values()]


def _last_word(row: Row, language: Language) -> str:
    """Return what was said last; where nobody said anything, the day of the last dispatch, if there was one."""
    if row.latest:
        return language.speak(say("last note: {note}", note=latest_cell(row, language)))
    return language.speak(say("last follow-up: {date}", date=row.last)) if row.last else ""


def _card(reminder: Reminder, language: Language) -> dict[str, Any]:
    """Return the card of one item; each fact stands under the class by which the template styles it."""
    row, speak = reminder.row, language.speak
    why = [speak(say("missed {n}", n=row.missed)) if row.missed else "", speak(number_phrase(reminder))]
    facts = {
        "when": speak(say("due {due} · {days}", due=row.due or "–", days=days_cell(row, language))),
        "passed" if row.past_deadline else "deadline": remark_cell(row, language),
        row.tag.name if row.tag.name in TAGS else "tag": (
            f"{tag_cell(row, language)} · {speak(cadence_phrase(row.tag.cadence))}"
        ),
        "people": " · ".join(speak(text) for text in (row.item.team, row.item.owner) if text),
        "note": speak(say("note: {note}", note=row.item.note)) if row.item.note else "",
        "latest": _last_word(row, language),
        "others": speak(say("also told: {names}", names=[*reminder.others])) if reminder.others else "",
    }
    return {
        "state": row.state.value,
        "word": labelled(STATES[row.state], language),
        "why": list(filter(None, why)),
        "id": speak(row.item.id),
        "title": speak(row.item.title),
        "facts": {kind: fact for kind, fact in facts.items() if fact},
    }
