"""What may stand next on a command line: candidates for a shell's completion, each with its meaning."""

from __future__ import annotations

from itertools import chain, pairwise
from typing import TYPE_CHECKING, Any, get_args, get_type_hints

from dispatch_cli.cli.directory import COMMANDS, module_of
from dispatch_cli.cli.options import DEFAULT_FILE, VARIABLE, Completes, OneOf
from dispatch_cli.cli.screen import COLORS
from dispatch_cli.cli.shells import asking
from dispatch_cli.errors import DispatchError, ProblemsError
from dispatch_cli.messages import tag_word
from dispatch_cli.render.text.language import CODES
from dispatch_cli.render.text.plain import harmless

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
    from datetime import date

    from dispatch_cli.model import Item, TaskFile
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.schedule.office import Office

    Candidates = Iterable[tuple[str, str]]

# A line without a candidate: the shell completes a path by itself.
PATH = "\tpath\n"
_NOTHING = Completes("nothing")
_WITH_VALUE = ("--lang", "--color")  # of the options that may stand before the command
_ITEMS: Mapping[str, Callable[[Item, date], bool]] = {
    "item": lambda _item, _today: True,
    "open item": lambda item, today: item.closed is None or item.closed > today,
    "closed item": lambda item, _today: item.closed is not None,
}


def _names_told(plan: TaskFile) -> Iterable[str]:
    from dispatch_cli.reminders.letters import names_told

    return names_told(plan)


_NAMES: Mapping[str, Callable[[TaskFile], Iterable[str]]] = {
    "team": lambda plan: (name for item in plan.items for name in item.teams),
    "owner": lambda plan: (name for item in plan.items for name in item.owners),
    "name": _names_told,
}


def candidates(group: Any, words: Sequence[str], environment: Mapping[str, str], language: Language) -> str:
    """Return what a shell gets that asks for candidates; `PATH` where a path belongs.

    `words` are those after the program's name, the last of them still being typed. A file that
    cannot be read, or a wrong command line, has no candidates.
    """
    shell = asking(environment[VARIABLE], words)
    *before, word = shell.words
    completion = _Completion(group, before, environment, language)
    try:
        return PATH if completion.wants_path(word) else shell.written([*completion.offered(word)])
    except (DispatchError, ProblemsError):
        return ""


def completions(command: str) -> dict[str, Completes | OneOf]:
    """Return for each parameter of a command what completes its value, as the declarations say."""
    hints = get_type_hints(module_of(command).run, include_extras=True)
    found = {
        name: said
        for name, hint in hints.items()
        for said in get_args(hint)[1:]
        if isinstance(said, (Completes, OneOf))
    }
    return {**found, "lang": OneOf(CODES), "color": OneOf(COLORS)}


class _Completion:
    """One request: the words that stand already, and what they say."""

    def __init__(self, group: Any, before: Sequence[str], environment: Mapping[str, str], language: Language) -> None:
        self.group = group
        self.before = before
        self.environment = environment
        self.language = language
        self.name = next((word for word in before if word in COMMANDS), None)
        self.params = self.group.get_command(None, self.name).params if self.name else []
        self.completions = completions(self.name) if self.name else {}
        self.options = {text: param for param in self.params for text in param.opts if text.startswith("-")}

    def wants_path(self, word: str) -> bool:
        """Say whether a path is being typed."""
        expecting, _ = self._expecting(word)
        if expecting is not None:
            return self._is_path(expecting)
        return any(map(self._is_path, self._next_arguments())) and not word.startswith("-")

    def offered(self, word: str) -> Candidates:
        """Yield what begins as the word does that is being typed; what holds line breaks or controls is left out."""
        for value, meaning in self._after(word):
            if value and value.startswith(word) and harmless(value) == value:
                yield value, self.language.speak(meaning)

    def _after(self, word: str) -> Candidates:
        """Return what may stand where a word is being typed."""
        if self.name is None:
            return self._commands()
        expecting, before = self._expecting(word)
        if expecting is not None:
            return [(before + value, meaning) for value, meaning in self._values(self._completes(expecting))]
        if word.startswith("-"):
            return [(text, self.language.text(param.help)) for text, param in self.options.items() if not param.hidden]
        return self._arguments()

    def _completes(self, param: Any) -> Completes | OneOf:
        """Return what completes the value of a parameter, as its declaration says."""
        return self.completions.get(param.name, _NOTHING) if param is not None else _NOTHING

    def _is_path(self, param: Any) -> bool:
        completes = self._completes(param)
        return isinstance(completes, Completes) and completes.kind == "path"

    def _commands(self) -> Candidates:
        plain = [each for last, each in pairwise(["", *self.before]) if each[:1] != "-" and last not in _WITH_VALUE]
        return [] if plain else [(name, self.language.text(summary)) for name, summary in COMMANDS.items()]

    def _expecting(self, word: str) -> tuple[Any, str]:
        """Return the option whose value is being typed, and what of the word stands before that value."""
        name, equals, _ = word.partition("=")
        last, before = (name, name + equals) if equals else (self.before[-1] if self.before else "", "")
        option = self.options.get(last)
        return (option, before) if option is not None and not option.is_flag else (None, "")

    def _arguments(self) -> Candidates:
        given, is_after_options = self._given(), "--" in self.before
        every = (self._values(self._completes(argument)) for argument in self._next_arguments())
        for value, meaning in chain.from_iterable(every):
            if value not in given and (is_after_options or not value.startswith("-")):
                yield value, meaning

    def _next_arguments(self) -> list[Any]:
        """Return the arguments of which one may come next: what may be repeated, and then what stands behind it."""
        arguments = [param for param in self.params if param.param_type_name == "argument"]
        place = len(self._given()) if arguments else 0
        many = next((number for number, param in enumerate(arguments) if param.nargs == -1), len(arguments))
        return arguments[many:] if place > many else arguments[place : place + 1]

    def _given(self) -> list[str]:
        """Return the arguments that stand already."""
        words = [*self.before[self.before.index(self.name or "") :], ""]
        takes_value = {text for text, param in self.options.items() if not param.is_flag}
        return [word for last, word in pairwise(words) if word and word[0] != "-" and last not in takes_value]

    def _values(self, completes: Completes | OneOf) -> Candidates:
        """Return the values that an argument or option may have."""
        if isinstance(completes, OneOf):
            return [(word, "") for word in completes.words]
        if completes.kind in _ITEMS:
            return self._items(_ITEMS[completes.kind])
        if completes.kind == "tag":
            words = {name: self.language.speak(tag_word(name)) for name in self._office().plan.tags}
            return [(name, word if word != name else "") for name, word in words.items()]
        names = _NAMES.get(completes.kind)
        return [(name, "") for name in dict.fromkeys(names(self._office().plan)) if name] if names else ()

    def _items(self, is_meant: Callable[[Item, date], bool]) -> Iterator[tuple[str, str]]:
        office = self._office()
        for item in office.plan.items:
            if is_meant(item, office.today):
                yield item.id, item.title

    def _office(self) -> Office:
        from dispatch_cli.cli.request import Request
        from dispatch_cli.workspace.opening import read_files

        file = self._option("-f", "--file") or self.environment.get("DISPATCH_FILE") or DEFAULT_FILE
        log = self._option("--log") or self.environment.get("DISPATCH_LOG")
        today = self._option("--today") or self.environment.get("DISPATCH_TODAY")
        desk = Request(file, log, today, self.language).desk
        return read_files(desk).office(desk)

    def _option(self, *names: str) -> str | None:
        values = [value for name, value in pairwise(self.before) if name in names]
        values += [word.partition("=")[2] for word in self.before if word.partition("=")[0] in names and "=" in word]
        return values[-1] if values else None
