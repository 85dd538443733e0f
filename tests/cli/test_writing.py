"""The commands that write, from outside: exit statuses, what is printed, what is in the files, and who signs."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING, Any

import pytest
from desk import run
from generated import thinned
from offices import LIST
from program import DAY, DISPATCH, REGISTER
from reading import reasons

from dispatch_cli.cli.signing import sign
from dispatch_cli.cli.values import read_text
from dispatch_cli.errors import CommandLineError

if TYPE_CHECKING:
    from pathlib import Path

WRITING = ("record", "undo", "add", "edit", "tag", "assign", "close", "reopen", "postpone")


@pytest.fixture(name="desk")
def make_desk(tmp_path: Path) -> Path:
    """Return a folder with a task file and without a log."""
    (tmp_path / "tasks.yaml").write_text(LIST, encoding="utf-8")
    return tmp_path


def dispatch(desk: Path, *arguments: str, **more: str) -> tuple[int, str, str]:
    """Run a command in that folder; return its status and what it wrote."""
    done = run(*arguments, stdin=b"", cwd=desk, **{"DISPATCH_TODAY": DAY, "DISPATCH_BY": "招商一科", **more})
    return done.returncode, done.stdout.decode(), done.stderr.decode()


def lines_of_log(desk: Path) -> list[dict[str, Any]]:
    """Return the lines of the log."""
    return [json.loads(line) for line in (desk / "tasks.log.jsonl").read_text(encoding="utf-8").splitlines()]


def untouched(desk: Path) -> bool:
    """Say whether the task file is as it was, and there is no log or anything else."""
    return [path.name for path in desk.iterdir()] == ["tasks.yaml"] and (desk / "tasks.yaml").read_text() == LIST


REFUSED = [
    ("record 1O", "no item has the id `1O`", "did you mean `1`?", "an unknown id"),
    ("record 1 2 3 4 5 8 6", "item 6 was closed on 2026-11-20", "dispatch reopen 6", "a closed one among many"),
    ("record", "either ids, or --due", "dispatch record 1 4", "no id"),
    ("record --due 1", "either ids, or --due", "dispatch record 1 4", "both"),
    ("record 1 --on 2026-11-23", "later than today", "already happened", "tomorrow"),
    ("record 1 --on 2026-2-3", "--on: `2026-2-3` is not a date", "2026-02-03", "a misspelt date"),
    ("record 1 -m \x1b[31m", "-m: ", "UTF-8", "an escape in a note"),
    ("record 1 --by \x07", "--by: ", "UTF-8", "a bell for a name"),
    ("tag 1 green", "a reason is missing", "give it with -m", "no reason for a tag"),
    ("tag 1 green -m", "a reason is missing", "-m", "an empty reason for a tag"),
    ("tag 1 红 -m 研判", "item 1 already has that", "dispatch show 1", "the same tag by its Chinese name"),
    ("tag 1 blue -m 研判", "`blue` is unknown", "known are: red, orange, green", "an unknown tag"),
    ("postpone 3 --to 2026-12-10", "a reason is missing", "give it with -m", "no reason for a postponement"),
    ("postpone 3 --to 2026-12-10 -m", "a reason is missing", "-m", "an empty reason for a postponement"),
    ("postpone 3 -m 等待供地", "the new due date is missing", "--to, as YYYY-MM-DD", "a postponement to no day"),
    ("postpone 3 --to 下周 -m 等待供地", "`下周` is not a date", "write it as", "a postponement to a word"),
    ("postpone 1 --to 2026-12-10 -m 等待供地", "is overdue", "now it is due for follow-up", "a postponement too late"),
    ("assign 1", "assign needs --team or --owner", "--owner", "nobody to assign to"),
    ("add 新", "--tag is missing", "--tag red", "an item without a tag"),
    ("add  --tag red", "TITLE is missing", "dispatch add TITLE", "an item without a title"),
    ("add 新 --tag red --id 6", "the id `6` is taken", "the next free one is 10", "an id that is taken"),
    ("undo", "there is nothing to take back", "dispatch history", "nothing to undo"),
    ("reopen 1", "item 1 is not closed", "nothing to reopen", "an open item to reopen"),
    ("edit 1", "edit needs --title, --note or --start", '--note "waiting for the land', "nothing to change"),
    ("edit 1 --title ", "--title is missing", "needs a title", "no title left"),
    ("edit 1 --title 甲", "item 1 already has that", "dispatch show 1", "the title that it has"),
    ("edit 1 --start 2026-11-10", "2026-11-09 is before item 1 was listed", "is the year right?", "a start too late"),
    ("edit 1O --note 等", "no item has the id `1O`", "did you mean `1`?", "an unknown item"),
    ("close 1", "the evidence is missing", "give it with -m", "no evidence"),
    ("close 1 2 -m", "the evidence is missing", "give it with -m", "an empty one"),
    ("close 1 6 2 -m 办结", "item 6 was closed", "dispatch reopen 6", "a closed one among several"),
    ("close 1 2 9O -m 办结", "no item has the id `9O`", "did you mean `9`?", "an unknown one among several"),
    ("assign 1 2 1O --owner 甲", "no item has the id `1O`", "did you mean `1`?", "likewise"),
    ("reopen 6 1", "item 1 is not closed", "nothing to reopen", "an open one among several"),
    (
        "postpone 3 1 --to 2026-12-10 -m 等",
        "item 1 was due",
        "now it is due for follow-up",
        "an overdue one among several",
    ),
    ("tag 2 1 红 -m 研判", "item 2 already has that", "dispatch show 2", "one that has the tag"),
    ("tag 1 2 -m 研判", "TAG: `2` is unknown", "known are: red", "ids alone"),
    ("tag 红 -m 研判", "ID... is missing", "dispatch tag --help", "a tag alone"),
    ("record 5 -m 约谈 6", "-m has ids before it and behind its value: `6`", '`-m "约谈 6"`; “ ” and ，', "no quotes"),
    ("record 5 --message=约谈 企业", "--message has ids before it", '`-m "约谈 企业"`', "no quotes, joined"),
    ("record 5 -m“约谈 企业”", "-m has ids before it", '`-m "约谈 企业"`', "the quotes of an input method"),
    ("tag 1 红 -m 支委 研判", "behind its value: `研判`", '`-m "支委 研判"`', "nor is a reason a tag"),
    ("record 5 --on 2026-11-20 6", "--on has ids before it", "on one side of --on", "a day between ids"),
    ("record —due", "`—due` begins with a dash of an input method", "did you mean `--due`?", "one long dash"),
    ("record ——due", "`——due` begins with a dash", "did you mean `--due`?", "two of them"),
    ("record 5 －m 约谈", "`－m` begins with a dash", "did you mean `-m`?", "a full-width one"),
    ("record 5 —on=2026-11-20", "`—on=2026-11-20` begins", "did you mean `--on=2026-11-20`?", "with its value"),
    ("——help", "`——help` begins with a dash", "did you mean `--help`?", "before any command"),
    ("close 6 -m 办结", "item 6 was closed", "dispatch reopen 6", "a closed item to close"),
]


@pytest.mark.parametrize(("command", "message", "hint", "reason"), REFUSED, ids=reasons(REFUSED))
def test_what_makes_no_sense_touches_nothing(desk: Path, command: str, message: str, hint: str, reason: str) -> None:
    """The status is 2, stderr says why and what to do, and neither file is written nor created."""
    words = command.split(" ") + [""] * command.endswith(" -m")
    status, out, err = dispatch(desk, *words)
    assert (status, out) == (2, ""), reason
    assert message in err
    assert hint in err
    assert untouched(desk)


@pytest.mark.parametrize("command", WRITING)
def test_nothing_is_written_to_stdin(desk: Path, command: str) -> None:
    """A command that writes needs a file; a pipe is refused before anything else is done."""
    rest = {
        "tag": "1 green -m x",
        "postpone": "3 --to 2026-12-10 -m x",
        "assign": "1 --team x",
        "undo": "",
        "close": "6 -m x",
        "edit": "1 --note x",
    }
    arguments = rest.get(command, "新 --tag red" if command == "add" else "6").split()
    done = run(command, "-f", "-", *arguments, stdin=LIST.encode(), cwd=desk)
    assert (done.returncode, done.stdout) == (2, b"")
    assert b"- is not a file" in done.stderr
    assert untouched(desk)


@pytest.mark.parametrize("words", ["record -m 已联系 5 3", "record 5 3 -m 已联系", "record --by=李 -m已联系 5 3"])
def test_ids_stand_on_one_side_of_a_note(desk: Path, words: str) -> None:
    """All ids before the options or all behind them are no doubt; nor is what follows `--`."""
    assert dispatch(desk, *words.split(" "))[0] == 0
    assert [(line["item"], line["note"]) for line in lines_of_log(desk)] == [("5", "已联系"), ("3", "已联系")]
    assert "no item has the id `—due`" in dispatch(desk, "record", "--", "—due")[2]


SEVERAL = [
    ("tag 4 5 红 -m 研判", {"4", "5"}, "tagged"),
    ("close 1 2 3 2 -m 办结", {"1", "2", "3"}, "closed"),
    ("assign 3 1 --owner 李四 --team 国评专班", {"1", "3"}, "changed"),
    ("postpone 3 4 --to 2026-12-20 -m 等待供地", {"3", "4"}, "extended"),
    ("reopen 6", {"6"}, "reopened"),
]


@pytest.mark.parametrize(("command", "ids", "event"), SEVERAL, ids=[row[0] for row in SEVERAL])
def test_several_are_changed_at_once(desk: Path, command: str, ids: set[str], event: str) -> None:
    """A command for several items is one batch, tells of each of them, and one `undo` brings back every byte."""
    status, out, _ = dispatch(desk, *command.split(" "))
    lines = lines_of_log(desk)
    assert status == 0
    assert ({line["item"] for line in lines}, {line["event"] for line in lines}) == (ids, {event})
    assert len({line["batch"] for line in lines}) == 1
    assert {line.split()[0] for line in out.splitlines()[:-1]} == ids
    assert dispatch(desk, "undo")[0] == 0
    assert (desk / "tasks.yaml").read_text() == LIST


def test_nothing_due_is_not_an_error(desk: Path) -> None:
    """Where nothing is due, `record --due` says so, ends with 0, and creates no log."""
    assert dispatch(desk, "record", "--due", DISPATCH_TODAY="2026-06-02") == (
        0,
        "Nothing is due; nothing was recorded.\n",
        "",
    )
    assert untouched(desk)


def test_a_meeting_is_recorded(desk: Path) -> None:
    """What `check` lists is recorded in one batch, a sentence each; then nothing is due, and `undo` brings it back."""
    due = [item["id"] for item in json.loads(dispatch(desk, "check", "--format", "json")[1])["items"]]
    status, out, err = dispatch(desk, "record", "--due", "-m", " 周调度会 ")
    assert (status, err) == (0, "")
    *told, last = out.splitlines()
    assert [line.split()[0] for line in told] == due == ["1", "2"]
    assert last == "Written down by 招商一科: 周调度会"
    lines = lines_of_log(desk)
    assert [(line["item"], line["on"], line["by"], line["note"], line["of"]) for line in lines] == [
        (name, DAY, "招商一科", "周调度会", 2) for name in due
    ]
    assert len({line["id"] for line in lines}) == 2
    assert len({line["batch"] for line in lines}) == 1
    assert dispatch(desk, "check", "--exit-code")[0] == 0
    assert dispatch(desk, "undo")[0] == 0
    assert dispatch(desk, "check", "--exit-code")[0] == 1


def test_a_warning_stops_nothing(desk: Path) -> None:
    """An item named twice, and dispatched on that day before, is recorded once more, with a word on stderr."""
    assert dispatch(desk, "record", "1")[2] == ""
    status, out, err = dispatch(desk, "record", "1", "1")
    assert (status, len(out.splitlines()), len(lines_of_log(desk))) == (0, 2, 2)
    assert [line.split(";")[0] for line in err.splitlines()] == [
        "item 1 is named more than once",
        f"item 1 was dispatched on {DAY} already",
    ]


def test_one_word_of_the_list_is_changed_and_changed_back(tmp_path: Path) -> None:
    """A change of tag changes one line of the real list, its undo none at all."""
    path = tmp_path / "tasks.yaml"
    path.write_bytes(REGISTER.read_bytes())
    assert dispatch(tmp_path, "tag", "12", "red", "-m", "支委会研判")[0] == 0
    before, now = REGISTER.read_bytes().splitlines(), path.read_bytes().splitlines()
    assert [pair for pair in zip(before, now, strict=True) if pair[0] != pair[1]] == [
        (b"    tag: green", b"    tag: red"),
    ]
    assert dispatch(tmp_path, "undo")[0] == 0
    assert path.read_bytes() == REGISTER.read_bytes()


def test_chinese_is_spoken_here(desk: Path) -> None:
    """In Chinese too the sentences and the refusals are said, and the log is the same."""
    status, out, err = dispatch(desk, "record", "1", "--lang", "zh")
    assert (status, out, err) == (
        0,
        "1  甲：已记录 2026-11-22 的调度；下次到期日为 2026-11-29（红：每周一次）。\n记录人 招商一科。\n",
        "",
    )
    status, out, err = dispatch(desk, "record", "6", "--lang", "zh")
    assert (status, out) == (2, "")
    assert "事项 6" in err
    assert lines_of_log(desk)[0]["event"] == "dispatched"


def test_after_a_crash_the_next_command_goes_on(desk: Path) -> None:
    """A line cut short is told, kept, and never glued to the next; then nobody speaks of it any more."""
    log = desk / "tasks.log.jsonl"
    log.write_bytes(b'{"id":"a-1","at":"2026-11')
    status, _, err = dispatch(desk, "record", "1")
    assert (status, "tasks.log.jsonl:1: writing was cut short here" in err) == (0, True)
    torn, line = log.read_bytes().splitlines()
    assert torn == b'{"id":"a-1","at":"2026-11'
    assert json.loads(line)["after_cut"] is True
    assert dispatch(desk, "check")[::2] == (0, "")


# --- who signs


def signed(desk: Path, *arguments: str, **variables: str) -> object:
    """Return who has signed a dispatch recorded with these arguments and no other variables."""
    command = [*DISPATCH, "record", "1", "--today", DAY, *arguments]
    subprocess.run(command, cwd=desk, env=variables, check=True, capture_output=True, timeout=60)
    return lines_of_log(desk)[-1].get("by")


def git(folder: Path, script: str) -> str:
    """Write a program named git; return the PATH on which it is the only one."""
    folder.mkdir()
    (folder / "git").write_text(f"#!/bin/sh\n{script}\n", encoding="utf-8")
    (folder / "git").chmod(0o755)
    return f"{folder}"


GIT = "echo 国评迎检科"
SIGNED = [
    (("--by", "招商二科"), {"DISPATCH_BY": "招商一科"}, GIT, "招商二科", "the option comes first"),
    ((), {"DISPATCH_BY": "招商一科"}, GIT, "招商一科", "then the variable"),
    ((), {"LOGNAME": "secretary"}, GIT, "国评迎检科", "then the name that git knows"),
    ((), {"DISPATCH_BY": "", "LOGNAME": "secretary"}, GIT, "国评迎检科", "an empty variable is none"),
    (("--by", " "), {"DISPATCH_BY": "招商一科"}, GIT, "招商一科", "an empty name is none"),
    ((), {"LOGNAME": "secretary"}, "exit 1", "secretary", "then the login name, where git knows none"),
    ((), {"LOGNAME": "secretary"}, "echo", "secretary", "or an empty one"),
    ((), {"LOGNAME": "secretary"}, r"printf '招商\007一科\n'", "招商一科", "what is no text is left out"),
    (("--by", " 招商二科 "), {}, GIT, "招商二科", "white space is left out"),
]


@pytest.mark.parametrize(
    ("arguments", "variables", "script", "expected", "reason"), thinned(SIGNED, every=4), ids=reasons(SIGNED)
)
def test_who_signs(
    desk: Path, arguments: tuple[str, ...], variables: dict[str, str], script: str, expected: str, reason: str
) -> None:
    """An entry is signed by --by, else DISPATCH_BY, else the name that git knows, else the login name."""
    path = git(desk / "bin", script)
    assert signed(desk, *arguments, PATH=path, LC_ALL="C.UTF-8", **variables) == expected, reason


def test_without_git_and_home(desk: Path) -> None:
    """Where there is no git and no HOME, the login name signs."""
    assert signed(desk, PATH="/nowhere", LOGNAME="secretary") == "secretary"
    assert signed(desk, PATH="/nowhere", LANG="C")


def test_nobody_signs_where_nobody_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where neither git nor the system knows a name, nothing is made up."""
    monkeypatch.setenv("PATH", "/nowhere")
    for error in (KeyError("uid not found"), OSError("no login name")):
        monkeypatch.setattr("getpass.getuser", lambda error=error: (_ for _ in ()).throw(error))
        assert sign(None, None) == (None, None)


TEXTS = [
    (" 已签约\n", "已签约", "without white space around it"),
    ("第一行\n第二行\t完", "第一行\n第二行\t完", "lines and tabs are text"),
    ("🀄\u2028é", "🀄\u2028é", "any character of any script"),
    ("", None, "an empty text is none"),
    (" \t\n", None, "white space alone is none"),
    (None, None, "no text is none"),
]


@pytest.mark.parametrize(("text", "expected", "reason"), TEXTS, ids=reasons(TEXTS))
def test_a_text_from_the_command_line(text: str | None, expected: str | None, reason: str) -> None:
    """A note is kept as it was typed, but for white space around it."""
    assert read_text("-m", text) == expected, reason


@pytest.mark.parametrize("text", ["\x00", "甲\x1b[31m", "\x7f", "甲\x85乙", "\ud83d", "甲\udcd6"])
def test_what_is_no_text_is_refused(text: str) -> None:
    """Controls, and halves of characters, which a wrong encoding leaves, are not written down."""
    with pytest.raises(CommandLineError):
        read_text("-m", text)
