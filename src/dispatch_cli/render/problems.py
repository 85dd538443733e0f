"""Problems and errors → lines for people; problems → JSON for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rich.cells import cell_len

from dispatch_cli.messages import say
from dispatch_cli.render.formats import as_json
from dispatch_cli.render.formats.sheet import Document
from dispatch_cli.render.text.plain import harmless

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.errors import DispatchError, Problem
    from dispatch_cli.messages import Message
    from dispatch_cli.render.style import Style
    from dispatch_cli.render.text.language import Language

FORMATS = ("text", "json")
FIELDS = ("path", "line", "column", "message", "hint")
_INDENT = "    "
_HALF_LINE = 37


class ProblemsView(NamedTuple):
    """Problems, ready to be drawn."""

    problems: Sequence[Problem]

    def text(self, style: Style) -> str:
        """Return them for people."""
        return problem_lines(self.problems, style.language)

    def json(self, style: Style) -> str:
        """Return them for programs, an empty list where there are none."""
        records = [_record(problem, style.language) for problem in self.problems]
        return as_json.render(Document({}, "problems", FIELDS, records))


def problem_lines(problems: Iterable[Problem], language: Language) -> str:
    """Return for each problem its place and what is wrong, the line with a caret below, and what to do."""
    return "".join(_one(problem, language) for problem in problems)


def _record(problem: Problem, language: Language) -> dict[str, str | int]:
    message, hint = language.speak(problem.message), language.speak(problem.hint)
    return dict(zip(FIELDS, (problem.path, problem.line, problem.column, message, hint), strict=True))


def error_lines(error: DispatchError, language: Language) -> str:
    """Return what is wrong, then what to do."""
    first = say("error: {message}", message=error.message)
    return f"{language.speak(first)}\n{_hint(error.hint, language)}"


def _one(problem: Problem, language: Language) -> str:
    first = f"{harmless(problem.place)}: {language.speak(problem.message)}\n"
    return first + _excerpt(problem) + _hint(problem.hint, language)


def _hint(hint: Message, language: Language) -> str:
    line = say("→ {hint}", hint=hint)
    return f"{_INDENT}{language.speak(line)}\n"


def _excerpt(problem: Problem) -> str:
    """Return the line, and below it a caret under the right column, also where the line holds Chinese."""
    if not problem.excerpt.strip():
        return ""
    before, after = harmless(problem.excerpt[: problem.caret]), harmless(problem.excerpt[problem.caret :])
    fits = cell_len(before + after) <= 2 * _HALF_LINE
    while not fits and cell_len(before) > _HALF_LINE:
        before = f"…{before.lstrip('…')[1:]}"
    while not fits and cell_len(after) > _HALF_LINE:
        after = f"{after.rstrip('…')[:-1]}…"
    return f"{_INDENT}{before}{after}\n{_INDENT}{' ' * cell_len(before)}^\n"
