"""A page of A4 for each unit, in five chapters: progress, bright spots, conduct, debts, causes."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.messages import say
from dispatch_cli.render.formats.as_md import escape
from dispatch_cli.render.report.columns import span_phrase
from dispatch_cli.render.rollup.chapters import chapters_of
from dispatch_cli.render.rollup.columns import change_text, heading, rules_lines, score_text, summary
from dispatch_cli.render.text.markup import policy, source, templates

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.messages import Message
    from dispatch_cli.render.rollup.chapters import ToldChapter
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.rollup import Rollup, UnitRow


class UnitPage(NamedTuple):
    """The page of one unit: its name, where it stands, its chapters; none for a unit that cannot be read."""

    unit: str
    standing: str
    chapters: tuple[ToldChapter, ...]


class UnitPagesView(NamedTuple):
    """The pages of all units, ready to be drawn."""

    rollup: Rollup

    def text(self, style: Style) -> str:
        """Return the pages one below the other."""
        blocks = []
        for page in unit_pages(self.rollup, style.language):
            lines = [f"{page.unit} · {page.standing}"]
            for chapter in page.chapters:
                lines += [chapter.title, *(f"  {line}" for line in chapter.lines)]
            blocks.append("\n".join(lines))
        return "\n\n".join([*blocks, _end(self.rollup, style.language)]) + "\n"

    def md(self, style: Style) -> str:
        """Return the pages as chapters of one text."""
        blocks = [f"# {escape(heading(self.rollup, style.language))}"]
        for page in unit_pages(self.rollup, style.language):
            blocks += [f"## {escape(page.unit)}", escape(page.standing)]
            for chapter in page.chapters:
                blocks += [f"### {escape(chapter.title)}", "\n".join(f"- {escape(line)}" for line in chapter.lines)]
        return "\n\n".join([*blocks, escape(_end(self.rollup, style.language))]) + "\n"

    def html(self, style: Style) -> str:
        """Return the pages as one document, each on a sheet of paper of its own."""
        language, sheet = style.language, source("report.css") + source("unit_pages.css")
        page = templates().get_template("unit_pages.html")
        return page.render(
            policy=policy([sheet]),
            style=sheet,
            lang=language.tag,
            title=language.speak(say("Unit by unit")),
            span=span_phrase(self.rollup.span),
            pages=[*unit_pages(self.rollup, language)],
            rules=rules_lines(self.rollup, language),
            maker=language.speak(say("Made by dispatch on {day}.", day=self.rollup.today)),
        )


def _end(rollup: Rollup, language: Language) -> str:
    return "\n".join([*rules_lines(rollup, language), summary(rollup, language)])


def unit_pages(rollup: Rollup, language: Language) -> Iterator[UnitPage]:
    """Yield the page of each unit, in their order."""
    for row in rollup.rows:
        standing = " · ".join(language.speak(part) for part in _standing(row))
        yield UnitPage(language.speak(row.result.unit), standing, chapters_of(row.figures, language))


def _standing(row: UnitRow) -> Iterator[Message | str]:
    """Yield where a unit stands: its group, its problem, else rank, score and change, and whom to ask."""
    if row.result.group:
        yield row.result.group
    if row.problem:
        yield row.problem
    if row.rank is not None:
        yield say("rank {rank}", rank=row.rank)
    if row.score is not None:
        yield say("{points} points", points=score_text(row.score))
    if row.change is not None:
        yield say("{points} points since the span before", points=change_text(row.change))
    if row.result.contact:
        yield say("contact: {contact}", contact=row.result.contact)
