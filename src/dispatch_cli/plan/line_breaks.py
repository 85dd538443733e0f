"""What ends a line of YAML 1.1: CR, LF, and the rare separators NEL, LS and PS.

Source: YAML 1.1, section 4.1.4, as libyaml reads it.
"""

from __future__ import annotations

BREAKS = "\r\n\x85\u2028\u2029"
LINE_END = f"\r\n|[{BREAKS}]"


def line_start(text: str, at: int) -> int:
    """Return the index at which the line of this index begins."""
    return max(text.rfind(char, 0, at) for char in BREAKS) + 1
