r"""What a shell hands over when somebody presses Tab, and what it gets back.

zsh, fish and PowerShell hand over plain words, PowerShell in the variable, a line for each behind its name. They put
candidates into quotes by themselves: they get a line for each, the value, a tab, and what it means. bash hands over
words as they were typed, the last one in the two parts that it sees, and inserts what it gets as it is: it gets lines
ready to be inserted. Meanings stand in them only while bash lists.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.hints.guesses import brief

if TYPE_CHECKING:
    from collections.abc import Sequence

    Candidate = tuple[str, str]

# What bash calls itself, before the code of what its line editor is doing.
_BASH = "bash:"
_POWERSHELL = "powershell"
# The codes of listing: on a second Tab, where a word is ambiguous, where Tab left it unchanged.
_LISTING = {f"{_BASH}{ord(code)}" for code in "?!@"}
# A piece of a word as typed: in closed quotes, from an open one to the end, behind a backslash, or bare.
_PIECE = re.compile(
    r"""'(?P<single>[^']*)'|"(?P<double>(?:\\.|[^"\\])*)"|(?P<open>['"])(?P<rest>.*)|\\(?P<escaped>.?)|(?P<bare>[^'"\\]+)""",
    re.DOTALL,
)
_ESCAPED = re.compile(r'\\([$`"\\])')
_SUBSTITUTED = re.compile(r"\$.|`", re.DOTALL)
_NOT_BARE = re.compile(r"(?![A-Za-z0-9@%+:,./=_-])[\x00-\x7f]")
_BRIEF = 60


class Plain(NamedTuple):
    """The words of zsh, fish or PowerShell, without their quotes."""

    words: Sequence[str]

    def written(self, found: Sequence[Candidate]) -> str:
        """Return a line for each candidate: the value, a tab, and what it means."""
        return "".join(f"{value}\t{meaning}\n" for value, meaning in found)


class Bash(NamedTuple):
    """The words of bash: those before the one that is being typed, of which `last`, behind `head`, is replaced."""

    shell: str
    before: Sequence[Typed]
    head: Typed
    last: Typed

    @property
    def words(self) -> Sequence[str]:
        """Return the words without their quotes."""
        return [*(word.text for word in self.before), self.head.text + self.last.text]

    def written(self, found: Sequence[Candidate]) -> str:
        """Return a line for each candidate, ready to be inserted; without those that cannot stand in the open quote."""
        if not (self.head.is_plain and self.last.is_plain):
            return ""
        quoted = [(_quoted(value.removeprefix(self.head.text), self.last.quote), meaning) for value, meaning in found]
        ready = [(value, meaning) for value, meaning in quoted if value]
        values = [value for value, _ in ready]
        shown = [f"{value}  ({brief(meaning, _BRIEF)})" if meaning else value for value, meaning in ready]
        is_listing = self.shell in _LISTING and len(ready) > 1 and _end_in_values(shown, values)
        return "".join(f"{line}\n" for line in (shown if is_listing else values))


def handed_over(shell: str, words: Sequence[str]) -> Sequence[str]:
    r"""Return the words that a shell hands over: as arguments, or behind what it calls itself.

    >>> handed_over("fish", ["show", ""]), handed_over("powershell\nshow\n", [])
    (['show', ''], ['show', ''])
    """
    name, *lines = shell.split("\n")
    return lines if name == _POWERSHELL else words


def asking(shell: str, words: Sequence[str]) -> Plain | Bash:
    """Return what a shell asks, by what it calls itself."""
    if not shell.startswith(_BASH):
        return Plain(words or [""])
    *before, head, last = map(read_typed, [*words, *[""] * (2 - len(words))])
    return Bash(shell, before, head, last)


class Typed(NamedTuple):
    """A word as it was typed: what it says, and the quote that is open at its end.

    `is_plain` is False where nobody can say what bash would make of it, or which part it would replace.
    """

    text: str
    quote: str = ""
    is_plain: bool = True


def read_typed(word: str) -> Typed:
    r"""Return what bash makes of a word.

    >>> read_typed(r"C\ 1").text, read_typed("'C 1").quote, read_typed('a"b').is_plain, read_typed("$(x)").is_plain
    ('C 1', "'", False, False)
    """
    pieces = [*_PIECE.finditer(word)]
    quote = pieces[-1]["open"] or "" if pieces else ""
    is_plain = not _SUBSTITUTED.search("".join(map(_live, pieces))) and (not quote or len(pieces) == 1)
    return Typed("".join(map(_said, pieces)), quote, is_plain)


def _said(piece: re.Match[str]) -> str:
    """Return what a piece of a word says."""
    text = next(filter(None, piece.group("single", "double", "rest", "escaped", "bare")), "")
    return _ESCAPED.sub(r"\1", text) if piece[0].startswith('"') else text


def _live(piece: re.Match[str]) -> str:
    """Return a piece with a letter in place of what bash takes as it stands."""
    return "x" if piece[0].startswith(("'", "\\")) else re.sub(r"\\.", "x", piece[0])


def _quoted(value: str, quote: str) -> str | None:
    """Return a value as it is typed behind an open quote or none, None where that quote cannot hold it.

    bash closes no quotes behind one of their kind, and looks `!` up in its history within double ones.
    """
    if quote == "'":
        return None if "'" in value else value
    if quote == '"':
        return None if {'"', "!"} & {*value} else re.sub(r"[$`\\]", r"\\\g<0>", value)
    return _NOT_BARE.sub(r"\\\g<0>", value)


def _end_in_values(shown: Sequence[str], values: Sequence[str]) -> bool:
    """Say whether what all lines have in common, which bash inserts, ends within each value.

    Its line editor may take capitals for small letters.
    """
    shortest = min(len(value.lower()) for value in values)
    return len({line.lower()[: shortest + 1] for line in shown}) > 1
