"""Tables of what can be wrong with a text: all that should be found in it, the text put right, and the reason."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reading import sentence

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.errors import Problem

COLON = ("a full-width colon `：` after a key", "write `: `, a plain colon and a space")


class Found(NamedTuple):
    """Where a problem should be, a part of what it should say, and of what it should tell to do."""

    line: int
    column: int
    message: str
    hint: str


class Row(NamedTuple):
    """A text that is wrong, all that should be found in it, the text put right, and why it matters."""

    wrong: str
    found: tuple[Found, ...]
    right: str
    reason: str


def row(reason: str, wrong: str, right: str, *found: tuple[int, int, str, str]) -> Row:
    """Return a row from two whole texts."""
    return Row(wrong, tuple(Found(*each) for each in found), right, reason)


def unlike(those: Sequence[Problem], expected: Sequence[Found]) -> list[str]:
    """Return how problems differ from those expected, one line each; nothing when they are alike."""
    seen = [Found(p.line, p.column, sentence(p.message), sentence(p.hint)) for p in those]
    alike = len(seen) == len(expected) and all(map(_alike, seen, expected))
    return [] if alike else [*(f"got      {found}" for found in seen), *(f"expected {found}" for found in expected)]


def _alike(seen: Found, expected: Found) -> bool:
    return seen[:2] == expected[:2] and expected.message in seen.message and expected.hint in seen.hint
