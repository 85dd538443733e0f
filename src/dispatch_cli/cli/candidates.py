"""What may stand next on a command line: candidates for a shell's completion, each with its meaning."""

from __future__ import annotations

import shlex
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from dispatch_cli.cli.options import DEFAULT_FILE, VARIABLE
from dispatch_cli.errors import DispatchError, ProblemsError
from dispatch_cli.log.events import ABOUT_ITEMS
from dispatch_cli.messages import tag_word
from dispatch_cli.reminders.letters import names_told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.office import Office

    Candidates = Iterable[tuple[str, str]]

# A line without a candidate: the shell completes a path by itself.
PATH = "\tpath\n"
_WITH_OPEN_ITEMS = ("record", "tag", "assign", "close", "extend")


def candidates(group: Any, words: Sequence[str], environment: Mapping[str, str], language: Language) -> str:
    """Return a line for each candidate: what to insert, a tab, and what it means; `PATH` where a path belongs.

    `words` are those after the program's name, the last of them still being typed. A file that
    cannot be read, or a wrong command line, has no candidates.
    """
    if environment.get(VARIABLE) == "bash":  # which hands over words in their quotes
        words = [_unquoted(word) for word in words]
    *before, word = words or [""]
    asked = _Asked(group, before, environment, language)
    try:
        if asked.wants_path(word):
            return PATH
        found = [(value, meaning) for value, meaning in asked.after(word) if value.startswith(word)]
    except (DispatchError, ProblemsError):
        return ""
    return "".join(f"{language.speak(value)}\t{language.speak(meaning)}\n" for value, meaning in found if value)


def _unquoted(word: str) -> str:
    """Return what a shell makes of a word, be its last quote closed or not."""
    for end in ("", "'", '"'):
        with suppress(ValueError):
            return "".join(shlex.split(word + end, posix=True)) if word else ""
    return word


class _Asked:
    """One request: the words that stand already, and what they say."""

    def __init__(self, group: Any, before: Sequence[str], environment: Mapping[str, str], language: Language) -> None:
        self.group = group
        self.before = before
        self.environment = environment
        self.language = language
        self.name = next((word for word in before if word in group.list_commands(None)), None)

        self.params = self.group.get_command(None, self.name).params if self.name else []
        self.options = {text: param for param in self.params for text in param.opts if text.startswith("-")}

    def wants_path(self, word: str) -> bool:
        """Say whether a path is being typed."""
        expecting, _ = self._expecting(word)
        kind = expecting.metavar if expecting else self._next_argument()
        return kind == "PATH" or (kind in {"LEDGER", "[PATH]..."} and not word.startswith("-"))

    def after(self, word: str) -> Candidates:
        """Return what may stand where a word is being typed."""
        if self.name is None:
            return self._commands()
        expecting, before = self._expecting(word)
        if expecting is not None:
            return [(before + value, meaning) for value, meaning in self._values(expecting.metavar)]
        if word.startswith("-"):
            return [(text, self.language.text(param.help)) for text, param in self.options.items()]
        return self._arguments()

    def _commands(self) -> Candidates:
        plain = [each for last, each in pairwise(["", *self.before]) if each[:1] != "-" and last != "--lang"]
        names = [] if plain else self.group.list_commands(None)
        return [(name, self.language.text(self.group.get_command(None, name).help)) for name in names]

    def _expecting(self, word: str) -> tuple[Any, str]:
        """Return the option whose value is being typed, and what of the word stands before that value."""
        name, equals, _ = word.partition("=")
        last, before = (name, name + equals) if equals else (self.before[-1] if self.before else "", "")
        option = self.options.get(last)
        return (option, before) if option is not None and not option.is_flag else (None, "")

    def _arguments(self) -> Candidates:
        given = self._given()
        return [pair for pair in self._values(self._next_argument()) if pair[0] not in given]

    def _next_argument(self) -> str:
        """Return of which kind the argument is that comes next, nothing where none does."""
        arguments = [param for param in self.params if param.param_type_name == "argument"]
        place = len(self._given()) if arguments else 0
        if place >= len(arguments) and not (arguments and arguments[-1].nargs == -1):
            return ""
        metavar: str = arguments[min(place, len(arguments) - 1)].metavar
        return metavar

    def _given(self) -> list[str]:
        """Return the arguments that stand already."""
        words = [*self.before[self.before.index(self.name or "") :], ""]
        takes_value = {text for text, param in self.options.items() if not param.is_flag}
        return [word for last, word in pairwise(words) if word and word[0] != "-" and last not in takes_value]

    def _values(self, metavar: str) -> Candidates:
        """Return the values that an argument or option of that kind may have."""
        if metavar in {"ID", "[ID]..."}:
            return self._items()
        if metavar == "TAG":
            words = {name: self.language.speak(tag_word(name)) for name in self._office().plan.tags}
            return [(name, word if word != name else "") for name, word in words.items()]
        if metavar in {"TEAM", "OWNER"}:
            names = (getattr(item, metavar.lower()) for item in self._office().plan.items)
            return [(name, "") for name in dict.fromkeys(names) if name]
        if metavar == "NAME":
            return [(name, "") for name in names_told(self._office().plan)]
        fixed = {"EVENT": sorted(ABOUT_ITEMS), "SHELL": ("bash", "zsh", "fish")}.get(metavar)
        return [(value, "") for value in fixed or (metavar.split("|") if "|" in metavar else ())]

    def _items(self) -> Iterator[tuple[str, str]]:
        office = self._office()
        for item in office.plan.items:
            is_closed = bool(item.closed and item.closed <= office.today)
            hidden = is_closed if self.name in _WITH_OPEN_ITEMS else (self.name == "reopen" and not item.closed)
            if not hidden:
                yield item.id, item.title

    def _office(self) -> Office:
        from dispatch_cli.cli.office import Request, read_files

        file = self._option("-f", "--file") or self.environment.get("DISPATCH_FILE") or DEFAULT_FILE
        log = self._option("--log") or self.environment.get("DISPATCH_LOG")
        today = self._option("--today") or self.environment.get("DISPATCH_TODAY")
        request = Request(file, log, today, self.language)
        return read_files(request).office(request.day)

    def _option(self, *names: str) -> str | None:
        values = [value for name, value in pairwise(self.before) if name in names]
        values += [word.partition("=")[2] for word in self.before if word.partition("=")[0] in names and "=" in word]
        return values[-1] if values else None
