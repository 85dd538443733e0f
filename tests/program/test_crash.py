"""What a crash leaves behind: the files as before the command, or as after it, and a way on from there."""

from __future__ import annotations

import re
import subprocess
from collections import Counter
from contextlib import suppress
from itertools import count
from random import Random
from signal import SIGKILL
from time import perf_counter
from typing import TYPE_CHECKING, Any, NamedTuple

import pytest
from accidents import GIVEN, do, suffer
from desk import Desk
from generated import later
from program import DAY, DISPATCH, REGISTER, environment

from dispatch_cli.log.file import read_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from dispatch_cli.log.entries import Entry

    Command = tuple[str, ...]

LIST = REGISTER.read_bytes()
CHUNKS = 10
COMMIT_SECONDS = 0.006
A_NEW_LIST_EVERY = 50
STRAY, PART = ".tasks.yaml.new", ".tasks.yaml.part"
TWELVE = tuple(f"{number}" for number in range(1, 13))
# The last of each is the command to which something happens.
COMMANDS: dict[str, tuple[Command, ...]] = {
    "tag": (("record", "4"), ("tag", "1", "orange", "-m", "支委会研判")),
    "add": (("record", "4"), ("add", "冷链物流园一期", "--tag", "red", "--owner", "招商一科")),
    "assign": (("record", "4"), ("assign", "1", "--team", "国评专班", "--owner", "招商二科")),
    "close": (("record", "4"), ("close", "5", "-m", "已办结")),
    "reopen": (("record", "4"), ("reopen", "36", "-m", "重新启动")),
    "undo": (("tag", "2", "orange", "-m", "支委会研判"), ("undo",)),
    "record": (("record", "14"), ("record", *TWELVE, "-m", "已电话调度")),
}


def entries_of(desk: Desk) -> tuple[Entry, ...]:
    """Return all entries that the log counts. Raises ProblemsError."""
    return read_log("", desk.both[1]).entries


def events_of(desk: Desk) -> list[tuple[str, str | None]]:
    """Return what the log says has happened, and to which item."""
    return [(entry.event, entry.item) for entry in entries_of(desk)]


def said(desk: Desk) -> str:
    """Return what `check`, which must succeed, says on stderr."""
    done = desk.run("check")
    assert done.code == 0, done.err
    return done.err


class Scene(NamedTuple):
    """A command on a list of its own: both files and the events before it, and after it if nothing happens to it."""

    name: str
    command: Command
    before: tuple[bytes, bytes]
    events: list[tuple[str, str | None]]
    after: tuple[bytes, bytes]
    events_after: list[tuple[str, str | None]]

    @property
    def written(self) -> bytes:
        """Return what the command appends to the log; its ids and times differ each time, their lengths do not."""
        return self.after[1][len(self.before[1]) :]

    @property
    def edits(self) -> bool:
        """Say whether the command edits the task file."""
        return self.before[0] != self.after[0]


@pytest.fixture(params=COMMANDS)
def scene(request: pytest.FixtureRequest, tmp_path: Path) -> Scene:
    """Return a command and what it does when nothing happens to it."""
    return make_scene(request.param, tmp_path)


def make_scene(name: str, tmp_path: Path) -> Scene:
    """Run a command to its end, and return what it did."""
    *earlier, command = COMMANDS[name]
    folder = tmp_path / "undisturbed"
    folder.mkdir()
    desk = Desk(folder, LIST)
    for each in earlier:
        assert do(desk.file.parent, *each).returncode == 0
    before, events = desk.both, events_of(desk)
    assert do(desk.file.parent, *command).returncode == 0
    return Scene(name, command, before, events, desk.both, events_of(desk))


def fresh(folder: Path, both: tuple[bytes, bytes]) -> Desk:
    """Return a new desk with these files."""
    folder.mkdir()
    desk = Desk(folder, both[0])
    if both[1]:
        desk.log.write_bytes(both[1])
    return desk


def twin(desk: Desk, name: str) -> Desk:
    """Return a desk in a folder below with all that a crash has left on this one."""
    other = fresh(desk.file.parent / name, desk.both)
    if (stray := desk.file.parent / STRAY).exists():
        (other.file.parent / STRAY).write_bytes(stray.read_bytes())
    return other


@pytest.mark.endurance
def test_death_between_any_two_steps(scene: Scene, tmp_path: Path) -> None:
    """Wherever a command dies, nothing or all of it has happened, or it is known to be half done."""
    states = []
    for number in count(1):
        desk = fresh(tmp_path / f"{number}", scene.before)
        done = suffer(desk.file.parent, "die", f"any:{number}", *scene.command)
        states.append(settled(desk, scene))
        if done.returncode == 0:
            break
        assert done.returncode == -SIGKILL
    assert states == sorted(states, key=["nothing", "half done", "done"].index)
    assert {*states} == {"nothing", "done"} | ({"half done"} if scene.edits else set())


def cuts_of(written: bytes) -> Iterator[int]:
    """Yield after how many bytes a write may be cut: where a character, a line or only the last line end is missing."""
    yield from (1, written.index("招".encode()) + 1, len(written) // 2, len(written) - 2, len(written) - 1)
    for line_end in list(re.finditer(b"\n", written))[:-1][::5]:
        yield from (line_end.start(), line_end.end(), line_end.end() + 1, line_end.end() + 30)


@pytest.mark.endurance
def test_death_in_the_middle_of_the_writing(scene: Scene, tmp_path: Path) -> None:
    """A batch of which a part is in the log is told and not counted, and does no harm for ever."""
    for size in cuts_of(scene.written):
        desk = fresh(tmp_path / f"{size}", scene.before)
        done = suffer(desk.file.parent, f"{size}", "append:1", *scene.command)
        assert done.returncode == -SIGKILL
        assert desk.both[1][len(scene.before[1]) :].count(b"\n") == scene.written[:size].count(b"\n")
        whole = size == len(scene.written) - 1
        assert ("cut short" in said(desk)) == (not whole), size
        assert settled(desk, scene) == ("nothing" if not whole else "half done" if scene.edits else "done")


def settled(desk: Desk, scene: Scene) -> str:
    """Return in which state a crash left the files, after checking that there is a way on from it."""
    left = desk.both
    state = state_of(desk, scene)
    assert ("half done" in said(desk)) == (state == "half done")
    if state == "half done":
        check_that_nothing_else_is_written(desk)
        check_that_undo_settles(desk, scene)
    if state == "nothing" and left == scene.before:
        desk.do(*scene.command)
    elif state != "done":
        assert do(desk.file.parent, *scene.command).returncode == 0
    assert state_of(desk, scene) == "done"
    check_that_all_is_well(desk, scene.events_after)
    assert desk.both[1].startswith(left[1]), "what the crash left is kept"
    return state


def state_of(desk: Desk, scene: Scene) -> str:
    """Return whether a command has happened."""
    plan, events = desk.both[0], events_of(desk)
    if (plan, events) == (scene.after[0], scene.events_after):
        return "done"
    assert plan == scene.before[0]
    if events == scene.events:
        return "nothing"
    assert events == scene.events_after
    return "half done"


def check_that_nothing_else_is_written(desk: Desk) -> None:
    """Another command is refused while one is half done."""
    before = desk.both
    refused = do(desk.file.parent, "record", "3")
    assert refused.returncode == 4
    assert b"half done" in refused.stderr
    assert desk.run("tag", "3", "green", "-m", "支委会研判").code == 4
    assert desk.both == before


def check_that_undo_settles(desk: Desk, scene: Scene) -> None:
    """`undo` takes back what is half done; an undo that is half done itself is finished by it."""
    copy = twin(desk, "undone")
    assert do(copy.file.parent, "undo").returncode == 0
    if scene.name == "undo":
        assert state_of(copy, scene) == "done"
        check_that_all_is_well(copy, scene.events_after)
    else:
        assert copy.both[0] == scene.before[0]
        check_that_all_is_well(copy, [*scene.events_after, ("undone", None)])


def check_that_all_is_well(desk: Desk, events: list[tuple[str, str | None]]) -> None:
    """Check that the log holds these events and what is appended next, and nothing is left to be said or cleaned."""
    assert events_of(desk) == events
    desk.do("record", "3")
    assert events_of(desk) == [*events, ("dispatched", "3")]
    assert said(desk) == ""
    lint = desk.run("lint")
    assert (lint.code, lint.out) == (0, "")
    assert {path.name for path in desk.file.parent.iterdir()} <= {"tasks.yaml", "tasks.log.jsonl", "undone"}


@pytest.mark.parametrize("name", ["tag", later("assign"), later("record")])
def test_crash_after_crash(name: str, tmp_path: Path) -> None:
    """However often in a row a command is cut off in its writing, the next one works."""
    scene = make_scene(name, tmp_path)
    desk = fresh(tmp_path / "again", scene.before)
    for size in cuts_of(scene.written[:-2]):
        done = suffer(desk.file.parent, f"{size}", "append:1", *scene.command)
        assert done.returncode == -SIGKILL
        assert "cut short" in said(desk), size
        assert state_of(desk, scene) == "nothing"
    assert settled(desk, scene) == "nothing"


def test_a_log_without_its_last_line_end(tmp_path: Path) -> None:
    """A crash right after the line end that was missing changes nothing, and the next line stands alone."""
    scene = make_scene("tag", tmp_path)
    for size in (1, 2, 60):
        desk = fresh(tmp_path / f"{size}", (scene.before[0], scene.before[1].removesuffix(b"\n")))
        suffer(desk.file.parent, f"{size}", "append:1", *scene.command)
        assert ("cut short" in said(desk)) == (size > 1)
        assert settled(desk, scene) == "nothing"


@pytest.mark.parametrize("remains", [b"", later(b"tasks: ["), later(LIST)], ids=["empty", "half", "whole"])
def test_a_copy_that_a_crash_left_is_cleaned_by_the_next_edit(remains: bytes, tmp_path: Path) -> None:
    """A half-written copy of the task file is neither read nor in the way."""
    desk = Desk(tmp_path, LIST)
    (tmp_path / STRAY).write_bytes(remains)
    assert do(desk.file.parent, "tag", "1", "orange", "-m", "支委会研判").returncode == 0
    assert desk.both[0] == with_tag(LIST, "1", "orange")
    assert not (tmp_path / STRAY).exists()


@pytest.mark.parametrize(("name", "logged"), [("tasks.log.jsonl", True), (".tasks.log.jsonl.part", False)])
def test_everything_is_on_the_disk_in_order(name: str, logged: bool, tmp_path: Path) -> None:  # noqa: FBT001
    """The copy is synced, then the log, a new one with its folder; then the copy is put in place and synced too."""
    folder = tmp_path / "folder"
    folder.mkdir()
    desk = Desk(folder, LIST)
    if logged:
        desk.do("record", "4")
    told = suffer(folder, "tell", "any:*", "tag", "1", "orange", "-m", "支委会研判").stderr.decode().splitlines()
    copied, placed, synced = (told.index(each) for each in (f"replace {PART}", f"replace {STRAY}", f"fsync {name}"))
    assert told.index(f"fsync {PART}") < copied < told.index(f"write {name}") < synced < placed
    assert "fsync folder" in told[copied:synced]
    assert logged or "fsync folder" in told[told.index(f"link {name}") : placed]
    assert "fsync folder" in told[placed:]


class Step(NamedTuple):
    """One command of a long series: how to know its entries, how many they are, and the task file after it."""

    command: Command
    mark: str
    size: int
    plan: bytes


def some_step(random: Random, number: int, plan: bytes) -> Step:
    """Return some command for a list."""
    mark = f"第{number}次"
    ids = re.findall(rb'id: "(\d+)"', plan)
    items = [f"{each}" for each in random.sample(range(1, 36), random.randint(1, 12))]
    kind = random.choice(["record", "tag", "add"])
    if kind == "record":
        return Step(("record", *items, "-m", mark), mark, len(items), plan)
    if kind == "tag":
        other = random.choice(sorted({"red", "orange", "green"} - {tag_of(plan, items[0])}))
        return Step(("tag", items[0], other, "-m", mark), mark, 1, with_tag(plan, items[0], other))
    item = f'\n  - id: "{max(map(int, ids)) + 1}"\n    title: {mark}\n    tag: red\n    start: {DAY}\n'
    return Step(("add", mark, "--tag", "red"), mark, 1, plan + item.encode())


def tag_of(plan: bytes, item: str) -> str:
    """Return the tag of an item of the list."""
    found = re.search(rf'id: "{item}"\n.*\n    tag: (\w+)'.encode(), plan)
    assert found
    return found[1].decode()


def with_tag(plan: bytes, item: str, tag: str) -> bytes:
    """Return the list with another tag for an item."""
    return re.sub(rf'(id: "{item}"\n.*\n    tag: )\w+'.encode(), rb"\1" + tag.encode(), plan)


@pytest.mark.endurance
@pytest.mark.parametrize("chunk", range(CHUNKS))
def test_kill_at_any_moment(
    chunk: int, tmp_path: Path, pytestconfig: pytest.Config, record_property: Callable[[str, object], None]
) -> None:
    """A command that is killed at any moment has happened or not; one that ended is in the log, once."""
    random, tally = Random(chunk), Counter[str]()  # noqa: S311 it guards no secret
    runs = pytestconfig.getoption("--runs") // CHUNKS
    for begin in range(0, runs, A_NEW_LIST_EVERY):
        desk = fresh(tmp_path / f"{begin}", (LIST, b""))
        full = seconds_of_a_run(desk)
        for number in range(begin, min(begin + A_NEW_LIST_EVERY, runs)):
            step = some_step(random, number, desk.both[0])
            aimed = number % 2 == 1
            delay = random.uniform(0, COMMIT_SECONDS) if aimed else random.triangular(0, 1.2 * full, full)
            tally.update(survived(desk, step, delay, aimed=aimed))
        check_that_all_is_well(fresh(desk.file.parent / "end", desk.both), events_of(desk))
    assert tally["commands"] == runs
    assert tally["killed before the commit"], "else the kills were of no use"
    assert tally["killed after the commit"], "nor were they"
    for name, value in sorted(tally.items()):
        record_property(name, value)


def seconds_of_a_run(desk: Desk) -> float:
    """Return how long a command takes."""
    begin = perf_counter()
    assert do(desk.file.parent, "record", "1").returncode == 0
    return perf_counter() - begin


def survived(desk: Desk, step: Step, seconds: float, *, aimed: bool) -> list[str]:
    """Kill a command after so many seconds, check what it leaves, and return what happened.

    `aimed` counts the seconds from the moment at which the command begins to write.
    """
    before = desk.both
    acknowledged = ended_in_time(desk, step.command, seconds, aimed=aimed)
    words, (plan, log) = said(desk), desk.both
    found = entries_with(desk, step.mark)
    assert log.startswith(before[1])
    assert plan in {before[0], step.plan}
    assert found == step.size or (found == 0 and plan == before[0] and not acknowledged)
    assert plan == step.plan or not acknowledged
    assert ("half done" in words) == (found > 0 and plan != step.plan)
    what = ["commands", "acknowledged" if acknowledged else "killed"]
    what += [] if acknowledged else ["killed after the commit" if found else "killed before the commit"]
    what += ["torn"] if "cut short" in words else []
    if "half done" in words:
        settle(desk, before[0], step)
        what.append("half done")
    return what


def ended_in_time(desk: Desk, command: Command, seconds: float, *, aimed: bool) -> bool:
    """Start a command, kill it after so many seconds, and say whether it succeeded before."""
    size, copy = len(desk.both[1]), desk.file.parent / STRAY
    copy.unlink(missing_ok=True)
    streams: dict[str, Any] = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
    with subprocess.Popen([*DISPATCH, *command], cwd=desk.file.parent, env=environment(**GIVEN), **streams) as process:
        while aimed and process.poll() is None and len(desk.both[1]) == size and not copy.exists():
            pass
        with suppress(subprocess.TimeoutExpired):
            process.wait(seconds)
        process.kill()
    assert process.returncode in {0, -SIGKILL}
    return process.returncode == 0


def entries_with(desk: Desk, mark: str) -> int:
    """Return how many entries of the log hold a text."""
    return sum(mark in f"{entry}" for entry in entries_of(desk))


def settle(desk: Desk, before: bytes, step: Step) -> None:
    """Finish what is half done by the same command, or take it back: each does, on its own copy."""
    undone = twin(desk, step.mark)
    assert do(undone.file.parent, "undo").returncode == 0
    assert (undone.both[0], entries_with(undone, step.mark), said(undone)) == (before, step.size, "")
    assert do(desk.file.parent, *step.command).returncode == 0
    assert (desk.both[0], entries_with(desk, step.mark), said(desk)) == (step.plan, step.size, "")
