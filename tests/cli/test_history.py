"""`history` on the command line: what it refuses."""

from __future__ import annotations

import pytest
from desk import run
from program import DAY
from reading import reasons

REFUSED = [
    (("99",), "no item has the id `99`", "an item that neither list nor log knows"),
    (("--since", "2026-11-09", "--until", "2026-11-08"), "--since 2026-11-09 is after --until", "days the wrong way"),
    (("--event", "praised"), "--event: `praised` is unknown", "an event that is none"),
    (("--tag", "blue"), "--tag: `blue` is unknown", "a tag that nobody uses"),
]


@pytest.mark.parametrize(("arguments", "message", "reason"), REFUSED, ids=reasons(REFUSED))
def test_what_makes_no_sense_is_refused(arguments: tuple[str, ...], message: str, reason: str) -> None:
    """The status is 2, stderr says why and what to do, and stdout stays empty."""
    done = run("history", "--today", DAY, *arguments)
    assert (done.returncode, done.stdout) == (2, b""), reason
    first, hint = done.stderr.decode().splitlines()
    assert first.startswith(f"error: {message}")
    assert hint.startswith("    → ")
