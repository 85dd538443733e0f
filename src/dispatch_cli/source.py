"""The bytes of a file as text, and places in it: every reader of files starts from here."""

from __future__ import annotations

import codecs
import re
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import PROBLEM_LIMIT, Problem, ProblemsError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from array import array
    from collections.abc import Sequence

_CONTEXT = 60
_SAMPLE = 65536
_HALF_A_CHARACTER = re.compile(r"[\ud800-\udfff]")
# The beginning of a line up to a password that was written down, which no message shows. Where it is kept may be shown.
_SECRET = re.compile(
    r"""(?:[^\r\n]*[{,-])?[ \t]*["']?(?:pas[a-z]*|pwd|psw[a-z]*|密码|口令)["']?[ \t]*[:：][ \t]*"""
    r"""(?!["']?(?:env|file):)(?=[^\s])""",
    re.IGNORECASE,
)
_MOSTLY, _LITTLE = 0.8, 0.2


class Place(NamedTuple):
    """A place as an editor names it: line and column count from 1, columns in characters."""

    line: int
    column: int


class TextSpan(NamedTuple):
    """A part of a text: the index where it begins, and the index behind its last character."""

    begin: int
    stop: int


class Source:
    """The text of one file, without its byte order marks, and the problems found in it."""

    def __init__(self, path: str, text: str, gaps: Sequence[TextSpan] = ()) -> None:
        """Start without problems; `gaps` are the spans, in order, in which something was blanked."""
        self.path = path
        self.text = text
        self.gaps = gaps
        self.problems: list[Problem] = []

    def report(self, at: int, message: Message, hint: Message) -> None:
        """Add the problem that begins at the character with this index.

        Raises ProblemsError when nobody would read more problems.
        """
        line, column = self.place(at)
        begin = max(at - column + 1, at - _CONTEXT)
        before = ("…" if begin > at - column + 1 else "") + self.text[begin:at]
        after, *_ = re.split("[\r\n]", self.text[at : at + _CONTEXT + 1], maxsplit=1)
        secret = _SECRET.match(self.text, at - column + 1, at + len(after))
        if secret and secret.end() == at:
            message, hint = _without(message, after), _without(hint, after)
        if secret and secret.end() <= at:
            before, after = before[: len(before) - (at - secret.end())], "…"
        elif secret:
            after = self.text[at : secret.end()] + "…"
        excerpt, caret = before + brief(after, _CONTEXT), len(before)
        self.problems.append(Problem(self.path, line, column, _without(message), hint, excerpt, caret))
        if len(self.problems) >= PROBLEM_LIMIT:
            raise ProblemsError(self.problems)

    def has_gap(self, at: int) -> bool:
        """Say whether this index lies in a gap, so that the file holds more there than the text."""
        count = bisect_right(self.gaps, TextSpan(at, len(self.text)))
        return count > 0 and at < self.gaps[count - 1].stop

    def place(self, at: int) -> Place:
        """Return the place of the character with this index."""
        line = bisect_right(self._starts, at)
        return Place(line, at - self._starts[line - 1] + 1)

    def start(self, line: int) -> int:
        """Return the index at which a line begins, counted from 1."""
        return self._starts[line - 1]

    @cached_property
    def _starts(self) -> array[int]:
        from array import array

        return array("q", (0, *(match.end() for match in re.finditer("\n|\r(?!\n)", self.text))))


def decode(path: str, data: bytes) -> Source:
    """Read bytes as UTF-8 text, with or without byte order marks.

    Raises ProblemsError at the first byte that is not UTF-8.
    """
    data = data[len(byte_order_marks(data)) :]
    try:
        return Source(path, data.decode())
    except UnicodeDecodeError as error:
        raise ProblemsError([_undecodable(path, data, error.start)]) from None


def _without(message: Message, secret: str = "") -> Message:
    """Return a message whose texts give no password, nor what is a part of a secret."""
    texts = {name: value for name, value in message.values.items() if isinstance(value, str)}
    hidden = {name: "…" if text and text in secret else discreet(text) for name, text in texts.items()}
    return message._replace(values={**message.values, **hidden})


def discreet(text: str) -> str:
    """Return a text without the password that it gives.

    >>> discreet("password：hush"), discreet("password: env:WORD"), discreet("title: hush")
    ('password：…', 'password: env:WORD', 'title: hush')
    """
    secret = _SECRET.match(text)
    return text[: secret.end()] + "…" if secret else text


def is_text(text: str) -> bool:
    """Say whether a text can be written down: not where it holds half a character of UTF-16."""
    return _HALF_A_CHARACTER.search(text) is None


def is_no_text(char: str) -> bool:
    """Say whether a character is a control, or half of one, which is what a wrong encoding leaves."""
    return (not char.isprintable() and char < "\xa0" and char not in "\t\n") or "\ud800" <= char <= "\udfff"


def byte_order_marks(data: bytes) -> bytes:
    """Return the marks with which some editors begin a file. Files that were joined have several."""
    count = 0
    while data.startswith(codecs.BOM_UTF8, count * len(codecs.BOM_UTF8)):
        count += 1
    return codecs.BOM_UTF8 * count


def _undecodable(path: str, data: bytes, at: int) -> Problem:
    _, _, before = data[:at].rpartition(b"\n")
    line, characters = data.count(b"\n", 0, at) + 1, before.decode()
    excerpt = discreet(characters)[-_CONTEXT:]
    message, hint = _not_utf8(data, at)
    return Problem(path, line, len(characters) + 1, message, hint, excerpt, caret=len(excerpt))


def _not_utf8(data: bytes, at: int) -> tuple[Message, Message]:
    """Return what is wrong with bytes that are not UTF-8 at this index, and what to do."""
    sample = _around(data, at)
    encoding = _likely_encoding(sample)
    if is_damaged(data, at):
        return say("a character here is damaged; the rest is UTF-8"), say("type the word anew, and save the file")
    if encoding is None:
        hint = say("this looks like a binary file; name the task file with -f")
        return say("this is not text in UTF-8"), hint
    hint = say("open the file in its editor and save it again with the encoding UTF-8")
    return say("this is not UTF-8; it looks like {encoding}", encoding=encoding), hint


def other_encoding(path: str, data: bytes) -> Problem | None:
    """Return the problem of a text in another encoding than UTF-8; None for UTF-8, damaged or not, and for no text."""
    try:
        data.decode()
    except UnicodeDecodeError as error:
        if not is_damaged(data, error.start) and _likely_encoding(_around(data, error.start)):
            return _undecodable(path, data, error.start)
    return None


def is_damaged(data: bytes, at: int) -> bool:
    """Say whether the bytes around this index are UTF-8 with a little damage."""
    sample = _around(data, at)
    return _damage(sample) < _LITTLE and b"\0" not in sample


def _around(data: bytes, at: int) -> bytes:
    return data[max(0, at - 1000) : at + _SAMPLE]


def _damage(sample: bytes) -> float:
    """Return the share of the characters beyond ASCII that cannot be read as UTF-8, from 0 to 1."""
    foreign = [character for character in sample.decode(errors="replace") if character > "\x7f"]
    return foreign.count("\ufffd") / max(1, len(foreign))


def _likely_encoding(sample: bytes) -> str | None:
    """Return the name of the encoding that a sample is probably in, among those that Chinese offices use."""
    if sample.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return "UTF-16"
    if b"\0" in sample:
        zeros = sample[::2].count(0), sample[1::2].count(0)
        return "UTF-16" if max(zeros) > len(sample) / 20 and min(zeros) == 0 else None
    for encoding, name in (("gb18030", "GBK"), ("big5", "Big5")):
        if _chinese_share(sample, encoding) > _MOSTLY:
            return name
    return None


def _chinese_share(sample: bytes, encoding: str) -> float:
    """Return the share of the characters beyond ASCII that are common Chinese in this encoding, from 0 to 1."""
    text = sample.decode(encoding, errors="replace")
    foreign = [character for character in text if character > "\x7f"]
    chinese = sum("\u3000" <= character <= "\u9fff" or "\uff00" <= character < "\ufff0" for character in foreign)
    return chinese / max(1, len(foreign))
