"""Diffs, as tables of edits show them."""

from __future__ import annotations


def both(diff: str) -> tuple[str, str]:
    """Return the text before and after a diff, in which the first column says what goes (-) and what comes (+)."""
    lines = diff.splitlines(keepends=True)
    before, after = ("".join(line[1:] or line for line in lines if line[0] != other) for other in "+-")
    return before, after
