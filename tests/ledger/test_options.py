"""What settles an assumption otherwise: each option of import, and the profile that keeps them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from desk import run
from ledgers import Shelf, separated, workbook
from reading import plan, reasons

if TYPE_CHECKING:
    from pathlib import Path

LEDGER = [("事项", "优先级", "状态"), ("甲", "高", "搁置"), ("乙", "", "已移交")]
TODAY = "--today", "2026-11-22"


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    """Return a folder for a ledger."""
    return Shelf(tmp_path)


SETTLED = [
    ((), "甲 red open 2026-11-22, 乙 green open 2026-11-22, since 2026-11-22", "nothing is said"),
    (("--tag", "orange"), "甲 red open 2026-11-22, 乙 orange open 2026-11-22, since 2026-11-22", "a tag"),
    (("--word", "高=orange"), "甲 orange open 2026-11-22, 乙 green open 2026-11-22, since 2026-11-22", "a word"),
    (("--done", "已移交"), "甲 red open 2026-11-22, 乙 green done 2026-11-22, since 2026-11-22", "a state"),
    (("--start", "2026-09-01"), "甲 red open 2026-09-01, 乙 green open 2026-09-01, since 2026-11-22", "a day"),
    (("--since", "2026-11-01"), "甲 red open 2026-11-22, 乙 green open 2026-11-22, since 2026-11-01", "a beginning"),
    (("--map", "B=-"), "甲 green open 2026-11-22, 乙 green open 2026-11-22, since 2026-11-22", "a column"),
    (("--skip", "3"), "甲 red open 2026-11-22, since 2026-11-22", "a row"),
]  # fmt: skip


def told(text: str) -> str:
    """Return a plan in short."""
    made = plan(text)
    items = [f"{item.title} {item.tag} {'done' if item.closed else 'open'} {item.start}" for item in made.items]
    return ", ".join([*items, f"since {made.since}"])


@pytest.mark.parametrize(("said", "expected", "reason"), SETTLED, ids=reasons(SETTLED))
def test_an_option_settles_it_otherwise(shelf: Shelf, said: tuple[str, ...], expected: str, reason: str) -> None:
    """What is said is not assumed, and the command that accepts the rest holds it."""
    first = shelf.proposal(separated(LEDGER), *said)
    assert all(word in first[-1] for word in said)
    assert told(shelf.run(separated(LEDGER), *said, "--accept").out) == expected, reason


def test_open_is_said_of_a_word_that_closes(shelf: Shelf) -> None:
    """A word that would close an item need not."""
    ledger = separated([("事项", "状态"), ("甲", "已完成")])
    assert shelf.plan(ledger).items[0].closed
    assert not shelf.plan(ledger, "--open", "已完成").items[0].closed


def test_where_all_is_said_nothing_is_asked(shelf: Shelf) -> None:
    """With an option for each assumption the ledger comes in at once."""
    ledger = separated([("事项", "优先级"), ("甲", "高")])
    said = "--word", "高=red", "--start", "2026-09-01", "--since", "2026-11-22"
    assert shelf.run(ledger, *said).code == 0


def test_a_word_of_state_that_is_said_is_not_asked(shelf: Shelf) -> None:
    """What --open and --done say is no assumption; another word is."""
    ledger = separated([("事项", "状态", "列入日期"), ("甲", "进行中", "2026-11-01"), ("乙", "搁置", "2026-11-01")])
    said = "--tag", "red", "--since", "2026-11-01", "--open", "进行中"
    assert "进行中 →" not in "".join(shelf.proposal(ledger, *said))
    assert shelf.run(ledger, *said, "--open", "搁置").code == 0


def test_a_tag_that_is_none(shelf: Shelf) -> None:
    """An option cannot name a tag that the list does not have."""
    for said in (("--tag", "blue"), ("--word", "高=blue")):
        assert "there is no tag `blue`" in shelf.refusal(separated(LEDGER), *said, code=2)[0]


WRONG = [
    (("--word", "高"), "is not a word and a tag"),
    (("--skip", "x"), "is not a row or a span of rows"),
    (("--skip", "9-3"), "is not a row or a span of rows"),
    (("--day-first", "--month-first"), "contradict each other"),
    (("--start", "2026-2-30"), "is not a date"),
    (("--since", "soon"), "is not a date"),
    (("--done", "搁置", "--open", "搁置"), "both name `搁置`"),
]


@pytest.mark.parametrize(("said", "message"), WRONG)
def test_options_that_are_wrong(shelf: Shelf, said: tuple[str, ...], message: str) -> None:
    """The command line is refused, and says what is right."""
    assert message in shelf.refusal(separated(LEDGER), *said, code=2)[0]


def test_a_header_that_is_none(shelf: Shelf) -> None:
    """--header names a row of the sheet."""
    assert "row 9 holds no headings" in shelf.refusal(separated(LEDGER), "--header", "9")[0]


ALL = (
    "--map", "B=tag", "--word", "高=orange", "--tag", "red", "--done", "已移交", "--open", "搁置",
    "--start", "2026-09-01", "--since", "2026-11-01", "--header", "1", "--sheet", "台账",
    "--day-first", "--skip", "4,6-7",
)  # fmt: skip


def test_a_profile_keeps_the_options(shelf: Shelf) -> None:
    """What was said once is said again by a small file, which a person can read; the command line prevails."""
    profile = f"{shelf.folder}/a.profile"
    first = shelf.run(workbook(LEDGER), *ALL, "--accept", "--save-as", profile)
    text = (shelf.folder / "a.profile").read_text(encoding="utf-8")
    assert text == (
        "map:\n  B: tag\nword:\n  高: orange\ndone: [已移交]\nopen: [搁置]\nsheet: [台账]\ntag: red\n"
        "start: 2026-09-01\nsince: 2026-11-01\nheader: 1\ndates: day-first\nskip: [4, 6, 7]\n"
    )
    assert shelf.run(workbook(LEDGER), "--profile", profile, "--accept").out == first.out
    other = shelf.run(workbook(LEDGER), "--profile", profile, "--word", "高=red", "--open", "已移交", "--accept").out
    assert told(other) == "甲 red open 2026-09-01, 乙 red open 2026-09-01, since 2026-11-01"


def test_a_profile_is_never_overwritten_and_not_written_for_nothing(tmp_path: Path) -> None:
    """A file that exists stays; a proposal writes nothing at all."""
    (tmp_path / "ledger.csv").write_text(separated(LEDGER), encoding="utf-8")
    (tmp_path / "old").write_text("mine", encoding="utf-8")
    assert run("import", "ledger.csv", "--save-as", "new", cwd=tmp_path).returncode == 3
    assert not (tmp_path / "new").exists()
    done = run("import", "ledger.csv", "--save-as", "old", "--accept", cwd=tmp_path)
    assert (done.returncode, done.stdout, (tmp_path / "old").read_text(encoding="utf-8")) == (4, b"", "mine")


def test_a_profile_of_nothing_is_one(shelf: Shelf) -> None:
    """Where no option was given the profile is empty, and can be used all the same."""
    profile = f"{shelf.folder}/a.profile"
    first = shelf.run(separated(LEDGER), *TODAY, "--accept", "--save-as", profile)
    assert shelf.run(separated(LEDGER), *TODAY, "--accept", "--profile", profile).out == first.out


def test_a_profile_and_a_list_are_written_together(tmp_path: Path) -> None:
    """Where one of the two cannot be written the other is not either; an older file stays as it is."""
    (tmp_path / "ledger.csv").write_text(separated(LEDGER), encoding="utf-8")
    (tmp_path / "old").write_text("mine", encoding="utf-8")
    for new, profile in (("none/a.yaml", "new"), ("old", "new"), ("a.yaml", "old")):
        done = run("import", "ledger.csv", "--accept", "-o", new, "--save-as", profile, cwd=tmp_path)
        assert done.returncode == 4
        assert sorted(file.name for file in tmp_path.iterdir()) == ["ledger.csv", "old"]
    assert run("import", "ledger.csv", "--accept", "-o", "a.yaml", "--save-as", "b", cwd=tmp_path).returncode == 0
    assert {"a.yaml", "b"} < {file.name for file in tmp_path.iterdir()}
    assert (tmp_path / "old").read_text(encoding="utf-8") == "mine"


NO_PROFILES = [
    "- a", "map: [a]", "mapp: {a: b}", "header: x", "dates: maybe", "tag: [a]", "skip: {a: b}", "a: &a [*a]", "{", "\0",
    "map: {a: {b: c}}", "start: 2026-2-30", "since: soon", "map: {事项: title, 事项: note}", "tag: red\ntag: green",
]  # fmt: skip


@pytest.mark.parametrize("text", NO_PROFILES)
def test_what_is_no_profile(shelf: Shelf, text: str) -> None:
    """It is refused in one line, whatever it is."""
    (shelf.folder / "bad").write_text(text, encoding="utf-8")
    said = shelf.refusal(separated(LEDGER), "--profile", f"{shelf.folder}/bad")
    assert said[0].endswith("this is no profile of an import")


def test_the_command_is_quoted_for_a_shell(tmp_path: Path) -> None:
    """The last line of a proposal can be pasted, whatever the names in it."""
    name = "a b'c.csv"
    (tmp_path / name).write_text(
        separated([("事项（重点）", "事项（一般）", "责任人"), ("甲", "x", "乙")]), encoding="utf-8"
    )
    first = run("import", name, "--map", "事项（一般）=-", *TODAY, cwd=tmp_path)
    line = first.stderr.decode().splitlines()[-1]
    assert line == "dispatch import 'a b'\"'\"'c.csv' --map 事项（一般）=- --today 2026-11-22 --accept"


def test_the_command_for_a_name_that_is_like_an_option(tmp_path: Path) -> None:
    """Behind `--` all is a name: what accepts stands before it."""
    (tmp_path / "-a.csv").write_text(separated(LEDGER), encoding="utf-8")
    line = run("import", *TODAY, "--", "-a.csv", cwd=tmp_path).stderr.decode().splitlines()[-1]
    assert line == "dispatch import --today 2026-11-22 --accept -- -a.csv"
    assert run(*line.split()[1:], cwd=tmp_path).returncode == 0
