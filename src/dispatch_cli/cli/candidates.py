"""What may stand next on a command line: candidates for a shell's completion, each with its meaning."""

from __future__ import annotations

import shlex
from contextlib import suppress
from itertools import pairwise
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from dispatch_cli.cli.directory import module_of
from dispatch_cli.cli.options import DEFAULT_FILE, VARIABLE, Completes, OneOf
from dispatch_cli.cli.request import Request
from dispatch_cli.errors import DispatchError, ProblemsError
from dispatch_cli.messages import tag_word
from dispatch_cli.reminders.letters import names_told
from dispatch_cli.render.text.language import CODES
from dispatch_cli.workspace.opening import read_files

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.office import Office

    Candidates = Iterable[tuple[str, str]]

# A line without a candidate: the shell completes a path by itself.
PATH = "\tpath\n"
_ITEMS: Mapping[Completes, Callable[[Item, date], bool]] = {
    Completes.ITEM: lambda _item, _today: True,
    Completes.OPEN_ITEM: lambda item, today: item.closed is None or item.closed > today,
    Completes.CLOSED_ITEM: lambda item, _today: item.closed is not None,
}
_NAMES: Mapping[Completes, Callable[[TaskFile], Iterable[str | None]]] = {
    Completes.TEAM: lambda plan: (name for item in plan.items for name in item.teams),
    Completes.OWNER: lambda plan: (name for item in plan.items for name in item.owners),
    Completes.NAME: names_told,
}


def candidates(group: Any, words: Sequence[str], environment: Mapping[str, str], language: Language) -> str:
    """Return a line for each candidate: what to insert, a tab, and what it means; `PATH` where a path belongs.

    `words` are those after the program's name, the last of them still being typed. A file that
    cannot be read, or a wrong command line, has no candidates.
    """
    if environment.get(VARIABLE) == "bash":  # which hands over words in their quotes
        words = [_unquoted(word) for word in words]
    *before, word = words or [""]
    asked = _Completion(group, before, environment, language)
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


def completions(command: str) -> dict[str, Completes | OneOf]:
    """Return for each parameter of a command what completes its value, as the declarations say."""
    hints = get_type_hints(module_of(command).run, include_extras=True)
    found = {
        name: said
        for name, hint in hints.items()
        for said in get_args(hint)[1:]
        if isinstance(said, (Completes, OneOf))
    }
    return {**found, "lang": OneOf(CODES)}


class _Completion:
    """One request: the words that stand already, and what they say."""

    def __init__(self, group: Any, before: Sequence[str], environment: Mapping[str, str], language: Language) -> None:
        self.group = group
        self.before = before
        self.environment = environment
        self.language = language
        self.name = next((word for word in before if word in group.list_commands(None)), None)
        self.params = self.group.get_command(None, self.name).params if self.name else []
        self.completions = completions(self.name) if self.name else {}
        self.options = {text: param for param in self.params for text in param.opts if text.startswith("-")}

    def wants_path(self, word: str) -> bool:
        """Say whether a path is being typed."""
        expecting, _ = self._expecting(word)
        if expecting is not None:
            return self._completes(expecting) is Completes.PATH
        return self._completes(self._next_argument()) is Completes.PATH and not word.startswith("-")

    def after(self, word: str) -> Candidates:
        """Return what may stand where a word is being typed."""
        if self.name is None:
            return self._commands()
        expecting, before = self._expecting(word)
        if expecting is not None:
            return [(before + value, meaning) for value, meaning in self._values(self._completes(expecting))]
        if word.startswith("-"):
            return [(text, self.language.text(param.help)) for text, param in self.options.items()]
        return self._arguments()

    def _completes(self, param: Any) -> Completes | OneOf:
        """Return what completes the value of a parameter, as its declaration says."""
        return self.completions.get(param.name, Completes.NOTHING) if param is not None else Completes.NOTHING

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
        return [pair for pair in self._values(self._completes(self._next_argument())) if pair[0] not in given]

    def _next_argument(self) -> Any:
        """Return the argument that comes next, None where none does."""
        arguments = [param for param in self.params if param.param_type_name == "argument"]
        place = len(self._given()) if arguments else 0
        if place < len(arguments):
            return arguments[place]
        return arguments[-1] if arguments and arguments[-1].nargs == -1 else None

    def _given(self) -> list[str]:
        """Return the arguments that stand already."""
        words = [*self.before[self.before.index(self.name or "") :], ""]
        takes_value = {text for text, param in self.options.items() if not param.is_flag}
        return [word for last, word in pairwise(words) if word and word[0] != "-" and last not in takes_value]

    def _values(self, completes: Completes | OneOf) -> Candidates:
        """Return the values that an argument or option may have."""
        if isinstance(completes, OneOf):
            return [(word, "") for word in completes.words]
        if completes in _ITEMS:
            return self._items(_ITEMS[completes])
        if completes is Completes.TAG:
            words = {name: self.language.speak(tag_word(name)) for name in self._office().plan.tags}
            return [(name, word if word != name else "") for name, word in words.items()]
        names = _NAMES.get(completes)
        return [(name, "") for name in dict.fromkeys(names(self._office().plan)) if name] if names else ()

    def _items(self, is_meant: Callable[[Item, date], bool]) -> Iterator[tuple[str, str]]:
        office = self._office()
        for item in office.plan.items:
            if is_meant(item, office.today):
                yield item.id, item.title

    def _office(self) -> Office:
        file = self._option("-f", "--file") or self.environment.get("DISPATCH_FILE") or DEFAULT_FILE
        log = self._option("--log") or self.environment.get("DISPATCH_LOG")
        today = self._option("--today") or self.environment.get("DISPATCH_TODAY")
        desk = Request(file, log, today, self.language).desk
        return read_files(desk).office(desk)

    def _option(self, *names: str) -> str | None:
        values = [value for name, value in pairwise(self.before) if name in names]
        values += [word.partition("=")[2] for word in self.before if word.partition("=")[0] in names and "=" in word]
        return values[-1] if values else None
