"""Minutes, ready to be drawn: as text, Markdown, a page, a message, JSON, a workbook, a paper for Word."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.render.agenda.columns import record
from dispatch_cli.render.history import entry_record
from dispatch_cli.render.minutes.paper import paper

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date, datetime

    from dispatch_cli.model import Item, Mode, TaskFile
    from dispatch_cli.render.formats.book import Book
    from dispatch_cli.render.minutes.paper import Paper
    from dispatch_cli.render.style import Style
    from dispatch_cli.reports.minutes import Minutes

FORMATS = ("text", "md", "html", "eml", "json", "xlsx", "docx")


class MinutesView(NamedTuple):
    """The minutes of a meeting or a day, and what a message of them needs."""

    minutes: Minutes
    plan: TaskFile
    today: date
    moment: datetime

    def text(self, style: Style) -> str:
        """Return lines without markup."""
        return as_text(paper(self.minutes, style.language))

    def md(self, style: Style) -> str:
        """Return Markdown."""
        from dispatch_cli.render.formats.as_md import escape

        return "\n".join(_markdown(paper(self.minutes, style.language), escape)) + "\n"

    def html(self, style: Style) -> str:
        """Return a page that loads nothing."""
        return as_page(paper(self.minutes, style.language))

    def eml(self, style: Style) -> str:
        """Return a message to those who get the digest. Raises CommandLineError where the list names none."""
        from dispatch_cli.render.letters.mail import Page, compose_page

        words = paper(self.minutes, style.language)
        page = Page(words.title, as_text(words), as_page(words))
        return compose_page(self.plan, page, self.moment, style).as_string()

    def json(self, style: Style) -> str:  # noqa: ARG002 English in every language
        """Return the minutes for programs."""
        from dispatch_cli.render.formats.as_json import dumps

        return f"{dumps(_document(self.minutes, self.plan.mode, self.today))}\n"

    def book(self, style: Style) -> Book:
        """Return the workbook."""
        from dispatch_cli.render.minutes.book import minutes_book

        return minutes_book(self.minutes, self.today, style.language)

    def docx(self, style: Style) -> bytes:
        """Return a paper for Word."""
        from dispatch_cli.render.minutes.word import as_docx

        return as_docx(paper(self.minutes, style.language))


def as_text(words: Paper) -> str:
    """Return a paper as lines: parts apart from one another, what stands below a point indented."""
    lines = [words.title, *words.facts]
    for part in words.parts:
        lines += ["", part.heading]
        for section in part.sections:
            lines += [f"  {section.heading}"] if section.heading else []
            for point in section.points:
                lines += [f"    {point.line}", *(f"        {below}" for below in point.below)]
    return "\n".join(lines) + "\n"


def as_page(words: Paper) -> str:
    """Return a paper as a page that loads nothing; every value in it is escaped."""
    from dispatch_cli.render.text.markup import own_styles, templates

    return templates().get_template("minutes.html").render(policy=own_styles("minutes.html"), paper=words)


def _markdown(words: Paper, escape: Callable[[str], str]) -> Iterator[str]:
    yield f"# {escape(words.title)}"
    yield ""
    yield from (f"- {escape(fact)}" for fact in words.facts)
    for part in words.parts:
        yield from ("", f"## {escape(part.heading)}")
        for section in part.sections:
            yield from ("", f"### {escape(section.heading)}") if section.heading else ()
            yield ""
            for point in section.points:
                yield f"- {escape(point.line)}"
                yield from (f"  - {escape(below)}" for below in point.below)


def _document(minutes: Minutes, mode: Mode, today: date) -> dict[str, Any]:
    occasion = minutes.occasion
    return {
        "schema": "dispatch/1",
        "today": today,
        "branch": minutes.branch,
        "mode": mode,
        "meeting": {
            "id": occasion.id,
            "on": occasion.on,
            "title": occasion.title,
            "attend": [*occasion.attend],
            "by": occasion.by,
            "until": occasion.until,
        },
        "counts": {
            "expected": minutes.expected,
            "overdue": minutes.overdue,
            "dispatched": len(minutes.dispatched),
            "not_dispatched": len(minutes.omissions),
            "closed": len(minutes.closings),
        },
        "dispatched": [
            {**_item(each.item), "state_before": each.before.state, "notes": [*each.notes], "due": each.due}
            for each in minutes.dispatched
        ],
        "decisions": [{**entry_record(each.entry), "title": each.item.title} for each in minutes.decisions],
        "closed": [
            {**_item(each.item), "evidence": each.evidence, "days_ahead": each.ahead} for each in minutes.closings
        ],
        "not_dispatched": [
            {**_item(each.before.item), "state_before": each.before.state, "reason": each.reason}
            for each in minutes.omissions
        ],
        "upcoming": [record(row) for row in minutes.upcoming],
    }


def _item(item: Item) -> dict[str, Any]:
    return {"id": item.id, "title": item.title, "tag": item.tag, "team": item.team, "owner": item.owner}
