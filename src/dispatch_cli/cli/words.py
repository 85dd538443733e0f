"""The words of a command line, before they are parsed: what an input method or a missing quote made of them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.errors import CommandLineError
from dispatch_cli.hints.guesses import quotes_hint
from dispatch_cli.messages import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Sequence

# Hyphen, dashes, minus, and the full-width and small forms: what an input method makes of `-`.
_DASHES = "-‐‑‒–—―−－﹣﹘"
_BEGINNING = re.compile(f"[{_DASHES}]+")


class TypedWord(NamedTuple):
    """A word of a command line: an argument, or an option with its value; a flag has none."""

    text: str
    option: str | None = None
    value: str | None = None

    @property
    def is_argument(self) -> bool:
        """Say whether it is no option."""
        return self.option is None


def check_words(params: Sequence[Any], arguments: Sequence[str]) -> None:
    """Raise CommandLineError for an option with the dash of an input method, and for ids around an option's value."""
    takes_value = {name: not param.is_flag for param in params for name in param.opts if name.startswith("-")}
    words = [*_words(takes_value, arguments)]
    for word in words:
        if word.is_argument:
            check_dash(word.text, takes_value)
    if any("ID" in (param.metavar or "") and param.nargs == -1 for param in params):
        _check_ids(words)


def check_dash(text: str, options: Collection[str]) -> None:
    """Raise CommandLineError for a word that would be one of these options if its dashes were those of a keyboard."""
    dashes = _BEGINNING.match(text)
    if dashes is None or dashes[0].strip("-") == "":
        return
    name, equals, value = text[dashes.end() :].partition("=")
    option = f"-{name}" if len(name) == 1 else f"--{name}"
    if option in options:
        message = say("`{word}` begins with a dash of an input method", word=text)
        raise CommandLineError(message, say("did you mean `{word}`?", word=f"{option}{equals}{value}"))


def _words(takes_value: dict[str, bool], arguments: Sequence[str]) -> Iterator[TypedWord]:
    """Yield the words up to `--`, behind which nothing is an option and nothing is doubted."""
    left = iter(arguments)
    for text in left:
        name, equals, value = text.partition("=")
        short = text[:2]
        if text == "--":
            return
        if takes_value.get(name):
            yield TypedWord(text, name, value if equals else next(left, None))
        elif text.startswith("-") and not text.startswith("--") and takes_value.get(short):
            yield TypedWord(text, short, text.removeprefix(short))
        else:
            yield TypedWord(text, text if text.startswith("-") and text != "-" else None)


def _check_ids(words: Sequence[TypedWord]) -> None:
    """Raise CommandLineError where ids stand before and after an option's value, whose quotes are probably missing."""
    ids = [number for number, word in enumerate(words) if word.is_argument]
    for number, word in enumerate(words):
        if word.value is not None and ids and ids[0] < number < ids[-1]:
            after = words[next(each for each in ids if each > number)].text
            message = say(
                "{option} has ids before it and behind its value: `{word}`", option=word.option or "", word=after
            )
            if word.option in {"-m", "--message"}:
                raise CommandLineError(message, quotes_hint(f"{word.value} {after}"))
            raise CommandLineError(message, say("let all ids stand on one side of {option}", option=word.option or ""))
