"""A file's bytes as text, and places in it: what every reader of files starts from."""

from __future__ import annotations

import codecs
import re
from array import array
from bisect import bisect_right
from functools import cached_property
from typing import TYPE_CHECKING

from dispatch_cli.errors import PROBLEM_LIMIT, Problem, ProblemsError
from dispatch_cli.hints import brief
from dispatch_cli.messages import Message, say

if TYPE_CHECKING:
    from collections.abc import Sequence

_CONTEXT = 60
_SAMPLE = 65536
_MOSTLY, _LITTLE = 0.8, 0.2


class Source:
    """The text of one file, without its byte order marks, and the problems found in it."""

    def __init__(self, path: str, text: str, gaps: Sequence[tuple[int, int]] = ()) -> None:
        """Start without problems; `gaps` are spans, in order, in which something was blanked."""
        self.path = path
        self.text = text
        self.gaps = gaps
        self.problems: list[Problem] = []

    def report(self, at: int, message: Message, hint: Message) -> None:
        """Add the problem that begins at the character with this index.

        Raises ProblemsError when there are too many to be of use to a reader.
        """
        line, column = self.place(at)
        begin = max(at - column + 1, at - _CONTEXT)
        before = ("…" if begin > at - column + 1 else "") + self.text[begin:at]
        after = re.split("[\r\n]", self.text[at : at + _CONTEXT + 1], maxsplit=1)[0]
        excerpt, caret = before + brief(after, _CONTEXT), len(before)
        self.problems.append(Problem(self.path, line, column, message, hint, excerpt, caret))
        if len(self.problems) >= PROBLEM_LIMIT:
            raise ProblemsError(self.problems)

    def has_gap(self, at: int) -> bool:
        """Say whether what stands around this index lacks something that the file does hold."""
        place = bisect_right(self.gaps, (at, len(self.text)))
        return place > 0 and at < self.gaps[place - 1][1]

    def place(self, at: int) -> tuple[int, int]:
        """Return the line and column, both from 1, of the character with this index."""
        line = bisect_right(self._starts, at)
        return line, at - self._starts[line - 1] + 1

    @cached_property
    def _starts(self) -> array[int]:
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


def byte_order_marks(data: bytes) -> bytes:
    """Return the marks with which some editors begin a file; who appends files to each other gets several."""
    count = 0
    while data.startswith(codecs.BOM_UTF8, count * len(codecs.BOM_UTF8)):
        count += 1
    return codecs.BOM_UTF8 * count


def _undecodable(path: str, data: bytes, at: int) -> Problem:
    line, before = data.count(b"\n", 0, at) + 1, data[:at].rpartition(b"\n")[2].decode()
    excerpt, caret = before[-_CONTEXT:], len(before[-_CONTEXT:])
    return Problem(path, line, len(before) + 1, *_not_utf8(data, at), excerpt, caret)


def _not_utf8(data: bytes, at: int) -> tuple[Message, Message]:
    sample = _around(data, at)
    encoding = _likely_encoding(sample)
    if is_damaged(data, at):
        return say("a character here is damaged; the rest is UTF-8"), say("type the word anew, and save the file")
    if encoding is None:
        hint = say("this looks like a binary file; name the task file with -f")
        return say("this is not text in UTF-8"), hint
    hint = say("open the file in its editor and save it again with the encoding UTF-8")
    return say("this is not UTF-8; it looks like {encoding}", encoding=encoding), hint


def is_damaged(data: bytes, at: int) -> bool:
    """Say whether bytes that are not UTF-8 at this index are so but for a little damage."""
    sample = _around(data, at)
    return _damage(sample) < _LITTLE and b"\0" not in sample


def _around(data: bytes, at: int) -> bytes:
    return data[max(0, at - 1000) : at + _SAMPLE]


def _damage(sample: bytes) -> float:
    """Return which part of the characters beyond ASCII cannot be read as UTF-8."""
    foreign = [character for character in sample.decode(errors="replace") if character > "\x7f"]
    return foreign.count("\ufffd") / max(1, len(foreign))


def _likely_encoding(sample: bytes) -> str | None:
    """Guess among the encodings in which Chinese offices save text."""
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
    """Return which part of the characters beyond ASCII are common Chinese, read in this encoding."""
    text = sample.decode(encoding, errors="replace")
    foreign = [character for character in text if character > "\x7f"]
    chinese = sum("\u3000" <= character <= "\u9fff" or "\uff00" <= character < "\ufff0" for character in foreign)
    return chinese / max(1, len(foreign))
