"""An office that is followed: read again where somebody else has changed a file, and only there."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest
from reading import reasons

from dispatch_cli import store
from dispatch_cli.log.entries import Entry, Event
from dispatch_cli.log.file import read_log
from dispatch_cli.workspace.desk import Desk
from dispatch_cli.workspace.following import Following

if TYPE_CHECKING:
    from collections.abc import Callable

LIST = "tasks:\n  - {id: 1, title: 甲, tag: red, start: 2026-11-01}\n"
LINE = '{"id":"o-1","at":"2026-11-20T09:00:00Z","batch":"o","event":"dispatched","item":"1","on":"2026-11-20"}\n'
DRAFT = Entry("", "", "", Event.REMINDED, more={"to": "a@example.com", "stages": []})
FILE, LOG = "tasks.yaml", "tasks.log.jsonl"


class Stepping(NamedTuple):
    """What happens to the files between two looks, and whether that is somebody else's change."""

    step: Callable[[Following], object]
    is_change: bool
    reason: str


def other_appends(_: Following) -> None:
    """Let another program write to the log."""
    with Path(LOG).open("a", encoding="utf-8") as log:
        log.write(LINE)


def ours(following: Following) -> None:
    """Write to the log."""
    following.append([DRAFT])


def other_replaces(_: Following) -> None:
    """Let an editor save a list of the same size."""
    Path("new").write_text(LIST.replace("甲", "乙"), encoding="utf-8")
    Path("new").replace(FILE)


def both(*steps: Callable[[Following], None]) -> Callable[[Following], None]:
    """Return two steps, one after the other."""

    def walk(following: Following) -> None:
        for step in steps:
            step(following)

    return walk


STEPS = [
    Stepping(lambda _: None, is_change=False, reason="nothing"),
    Stepping(ours, is_change=False, reason="what was written here"),
    Stepping(other_appends, is_change=True, reason="another writer of the log"),
    Stepping(other_replaces, is_change=True, reason="an editor"),
    Stepping(both(ours, other_appends), is_change=True, reason="ours, then theirs"),
    Stepping(both(other_appends, ours), is_change=True, reason="theirs, then ours"),
    Stepping(lambda _: Path(FILE).touch(), is_change=True, reason="saved unchanged: nobody can tell without reading"),
    Stepping(lambda _: Path(LOG).unlink(), is_change=True, reason="the log was taken away"),
]


@pytest.fixture
def following(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Following:
    """Return an office that was looked at, and into whose log was written."""
    monkeypatch.chdir(tmp_path)
    Path(FILE).write_text(LIST, encoding="utf-8")
    found = Following(Desk(FILE, LOG, None, lambda: store.Patience(0, print)))
    found.office()
    found.append([DRAFT])
    return found


@pytest.mark.parametrize(("step", "is_change", "reason"), STEPS, ids=reasons(STEPS))
def test_what_others_change_is_seen(
    step: Callable[[Following], object],
    is_change: bool,  # noqa: FBT001 a column
    reason: str,
    following: Following,
) -> None:
    """The office is the same value where nobody else has changed a file, and what both files say where they have."""
    before = following.office()
    step(following)
    now = following.office()
    assert (now is not before) is is_change, reason
    assert now is following.office()
    if is_change:
        assert now.text == Path(FILE).read_text(encoding="utf-8")
        assert now.log == read_log(LOG, store.read_if_any(LOG))


def test_nothing_is_lost_of_what_two_write(following: Following) -> None:
    """Whoever writes in between, every line stands in the log, whole."""
    for _ in range(3):
        ours(following)
        ours(following)
        other_appends(following)
    entries = read_log(LOG, Path(LOG).read_bytes()).entries
    assert [entry.event for entry in entries].count("reminded") == 1 + 6
    assert Path(LOG).read_text(encoding="utf-8").count(LINE) == 3
    assert [entry.at for entry in entries] == sorted(entry.at for entry in entries)


def test_a_line_that_was_cut_short_meanwhile_is_not_glued(following: Following) -> None:
    """What a crash of another program has left at the end is kept, and said in the next line."""
    with Path(LOG).open("a", encoding="utf-8") as log:
        log.write(LINE[:30])
    ours(following)
    ours(following)
    *_, cut, after, last, _ = Path(LOG).read_text(encoding="utf-8").split("\n")
    assert cut == LINE[:30]
    assert ("after_cut" in after, "after_cut" in last) == (True, False)


def test_a_stamp_of_what_is_no_file() -> None:
    """There is none."""
    assert store.stamp("/") is store.stamp("/nowhere") is store.stamp("\0") is None
