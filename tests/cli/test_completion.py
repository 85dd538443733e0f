"""Completion on the command line: what may stand next, and the four shells that ask for it."""

from __future__ import annotations

import os
import pty
import shutil
import subprocess
import sys
from contextlib import suppress
from pathlib import Path

import pytest
from desk import run
from generated import thinned
from program import environment, needs
from reading import reasons

LIST = """\
tasks:
- {id: 1, title: 某新能源项目落地, tag: red, team: 招大引强专班, owner: 招商一科, last: 2026-11-09}
- {id: 10, title: "[red]引号 ' \\" $(touch hacked) `x`: y", tag: orange, team: 国评专班, last: 2026-11-09}
- {id: "B:7", title: 编号带冒号, tag: green, last: 2026-11-09}
- {id: C 1, title: 编号带空格, tag: green, owner: 招商二科, start: 2026-09-01, closed: 2026-09-02}
- {id: A-2, title: 已办结, tag: green, owner: 招商二科, last: 2026-09-24, closed: 2026-09-30}
"""
FIRST, SECOND, COLON, CLOSED = (
    "1\t某新能源项目落地",
    "10\t[red]引号 ' \" $(touch hacked) `x`: y",
    "B:7\t编号带冒号",
    "A-2\t已办结",
)
BLANK = "C 1\t编号带空格"


@pytest.fixture(autouse=True)
def _office(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "tasks.yaml").write_text(LIST, encoding="utf-8")
    (tmp_path / "other.yaml").write_text("tasks: [{id: x, title: 别的, tag: red, last: 2026-11-09}]", encoding="utf-8")
    monkeypatch.chdir(tmp_path)


def offered(*words: str, **extra: str) -> list[str]:
    """Return the lines that the program offers for these words, the last still being typed."""
    given = {"_DISPATCH_COMPLETE": "1", "DISPATCH_TODAY": "2026-11-22", **extra}
    done = run(*words, stdin=b"", cwd=Path.cwd(), **given)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode().splitlines()


ROWS = [
    (("show", ""), [FIRST, SECOND, COLON, BLANK, CLOSED], "every item, with its title"),
    (("show", "1"), [FIRST, SECOND], "those that begin so"),
    (("show", "1", ""), [], "no second argument"),
    (("record", ""), [FIRST, SECOND, COLON], "a closed item cannot be dispatched"),
    (("record", "1", ""), [SECOND, COLON], "an item named already is not offered again"),
    (("record", "-m", "10", ""), [FIRST, SECOND, COLON], "the value of an option is no argument"),
    (("record", "--due", "1"), [FIRST, SECOND], "a flag takes no value"),
    (("reopen", ""), [BLANK, CLOSED], "only what is closed can be reopened"),
    (("tag", ""), [FIRST, SECOND, COLON], "an item comes first"),
    (("tag", "1", ""), [SECOND, COLON, "red\t", "orange\t", "green\t"], "then another one, or the tag"),
    (("close", "1", ""), [SECOND, COLON], "several are closed at once"),
    (("tag", "1", "or"), ["orange\t"], "a tag that begins so"),
    (("check", "--tag", "r"), ["red\t"], "the value of --tag"),
    (("check", "--team", ""), ["招大引强专班\t", "国评专班\t"], "each team once"),
    (("check", "--owner", "招商二"), ["招商二科\t"], "an owner that begins so"),
    (("check", "--format", "j"), ["json\t"], "formats"),
    (("check", "--lang", ""), ["en\t", "zh\t"], "the choices that the help shows"),
    (("history", "--event", "ta"), ["tagged\t"], "events"),
    (("completion", ""), ["bash\t", "zsh\t", "fish\t", "powershell\t"], "shells"),
    (("check", "-f", ""), ["\tpath"], "files are the shell's own business"),
    (("check", "--file=o"), ["\tpath"], "behind an equals sign too"),
    (("import", ""), ["\tpath"], "a ledger is a file too"),
    (("import", "ledger.xlsx", ""), [], "and there is one of it"),
    (("check", "--tag=r"), ["--tag=red\t"], "a value behind an equals sign"),
    (("show", "--format", ""), ["text\t", "json\t"], "the formats of that command"),
    (("lint", ""), ["\tpath"], "an argument that is a file"),
    (("lint", "tasks.yaml", "o"), ["\tpath"], "and a second one"),
    (("lint", "--format", "j"), ["json\t"], "but not the value of an option"),
    (("undo", ""), [], "nothing where nothing is known"),
    (("postpone", "1", "--to", ""), [], "nor of a date"),
    (("record", "--today", "2026-09-29", "A"), [CLOSED], "the day that stands on the line: it was not closed yet"),
    (("tag", "-f", "other.yaml", ""), ["x\t别的"], "the file that stands on the line"),
    (("tag", "--file=other.yaml", ""), ["x\t别的"], "the file that stands on the line, with an equals sign"),
    (("show", "-f", "gone.yaml", ""), [], "a file that cannot be read"),
    (("nonsense", ""), [], "no such command"),
]


@pytest.mark.parametrize(("words", "lines", "reason"), ROWS, ids=reasons(ROWS))
def test_what_may_stand_next(words: tuple[str, ...], lines: list[str], reason: str) -> None:
    """Where a word is being typed, what fits there is offered, and nothing else."""
    assert offered(*words) == lines, reason


def test_commands_are_offered_with_their_summaries() -> None:
    """At the beginning of a line every command is offered, in the user's language."""
    english, chinese = offered(""), offered("", DISPATCH_LANG="zh")
    assert "undo\tTake back the last command that wrote something." in english
    assert [line.split("\t")[0] for line in english] == [line.split("\t")[0] for line in chinese]
    assert all(not line.split("\t")[1].isascii() for line in chinese)
    assert offered("--lang", "zh", "") == chinese


def test_options_are_offered_where_one_begins() -> None:
    """After a hyphen the options of the command are offered."""
    names = [line.split("\t")[0] for line in offered("record", "--")]
    assert {"--due", "--on", "--message", "--by", "--file", "--log", "--today", "--lang"} <= set(names)


def run_shell(shell: str, script: str) -> str:
    """Return what a script prints in a real shell that finds the program by its name."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = environment(PATH=path, DISPATCH_TODAY="2026-11-22", LC_ALL="C.UTF-8", HOME=str(Path.cwd()))
    arguments = {"bash": ["--norc", "-c"], "zsh": ["-f", "-c"], "fish": ["--no-config", "-c"]}[shell]
    done = subprocess.run([shell, *arguments, script], capture_output=True, env=variables, timeout=60, check=True)
    assert not Path("hacked").exists()
    return done.stdout.decode()


IN_BASH = r"""
source <(dispatch completion bash)
bind "set show-all-if-ambiguous on"; bind "set page-completions off"; bind "set completion-query-items 0"
bind -x '"\C-o": printf "<%s>\n" "$READLINE_LINE"'
"""


def typed_in_bash(keys: str) -> str:
    """Return what a real bash shows when somebody types keys, and then in angle brackets the line that came of it."""
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    variables = environment(PATH=path, DISPATCH_TODAY="2026-11-22", LC_ALL="C.UTF-8", TERM="dumb", PS1="")
    Path("completion.sh").write_text(IN_BASH, encoding="utf-8")
    mine, its = pty.openpty()
    line = [shutil.which("bash") or "", "--rcfile", "completion.sh", "-i"]
    with subprocess.Popen(line, stdin=its, stdout=its, stderr=its, env=variables):
        os.close(its)
        os.write(mine, f"echo re''ady\n{keys}\x0f\x01\x0bexit\n".encode())
        shown = b""
        with suppress(OSError):  # it has ended
            while piece := os.read(mine, 4096):
                shown += piece
    os.close(mine)
    assert not Path("hacked").exists()
    return shown.decode().replace("\r", "").partition("\nready")[2]


BASH_ROWS = [
    ("dispatch show A", "dispatch show A-2", "the bare word where there is no choice"),
    ("dispatch tag 1 o", "dispatch tag 1 orange", "a tag"),
    ("dispatch check --tag=o", "dispatch check --tag=orange", "behind an equals sign, at which bash parts words"),
    ("dispatch show B:", "dispatch show B:7", "and behind a colon"),
    ("dispatch check -f oth", "dispatch check -f other.yaml", "a path where one belongs"),
    ("dispatch undo oth", "dispatch undo oth", "and nowhere else"),
    ("dispatch show C\\ ", r"dispatch show C\ 1", "a word with a blank, as one types it"),
    ("dispatch show 'C ", r"dispatch show 'C 1'", "or begins it with a quote"),
]


@needs("bash")
@pytest.mark.parametrize(("line", "completed", "reason"), thinned(BASH_ROWS, every=8), ids=reasons(BASH_ROWS))
def test_bash_completes(line: str, completed: str, reason: str) -> None:
    """Who presses Tab in bash gets the rest of the word."""
    assert f"<{completed}>" in typed_in_bash(f"{line}\t").replace(" >", ">"), reason


@needs("bash")
def test_bash_shows_titles() -> None:
    """Where there is a choice, bash shows the titles."""
    shown = typed_in_bash("dispatch show \t")
    for line in (FIRST, SECOND, CLOSED):
        assert line.replace("\t", "  (") + ")" in shown


@needs("fish")
def test_fish_completes() -> None:
    """Fish shows the titles, and completes files where a path belongs."""
    script = "source (dispatch completion fish | psub); complete -C 'dispatch {words}'"
    assert run_shell("fish", script.format(words="show ")).splitlines() == [FIRST, SECOND, COLON, BLANK, CLOSED]
    assert [line.strip() for line in run_shell("fish", script.format(words="tag 1 o")).splitlines()] == ["orange"]
    assert "other.yaml" in run_shell("fish", script.format(words="check -f o"))


@pytest.mark.parametrize(("words", "expected", "reason"), ROWS, ids=reasons(ROWS))
def test_powershell_hands_words_over_in_the_variable(words: tuple[str, ...], expected: list[str], reason: str) -> None:
    """What PowerShell asks is answered as what fish asks, for it drops empty arguments."""
    assert offered(_DISPATCH_COMPLETE="\n".join(["powershell", *words])) == offered(*words) == expected, reason


def test_powershell_is_answered_in_the_language_of_the_line() -> None:
    """`--lang` among the words in the variable counts."""
    assert offered(_DISPATCH_COMPLETE="powershell\n--lang\nzh\ntag\n1\nre") == ["red\t红"]


def test_the_script_of_powershell_is_whole() -> None:
    """Its brackets are closed, and it asks in the way that is answered; there is no PowerShell here to run it."""
    script = run("completion", "powershell", cwd=Path.cwd()).stdout.decode()
    assert all(script.count(opening) == script.count(closing) for opening, closing in ("()", "{}", "[]"))
    assert script.startswith("Register-ArgumentCompleter -Native -CommandName dispatch -ScriptBlock {")
    assert "$env:_DISPATCH_COMPLETE = (@('powershell') + $before + $word) -join \"`n\"" in script
    assert "Remove-Item Env:_DISPATCH_COMPLETE" in script


IN_ZSH = r"""
zmodload zsh/zpty
zpty shell 'TERM=dumb zsh -f -i'
zpty -w shell 'PS1=; autoload -Uz compinit; compinit -u -D; source <(dispatch completion zsh)'
zpty -w shell 'zstyle ":completion:*" list-prompt ""; LISTMAX=999; bindkey "^I" complete-word; print ready'
zpty -r -m shell text '*ready*ready*'
zpty -w -n shell $'dispatch show \t\t'
zpty -r -m shell text '*A-2*'
print -r -- $text
"""


@needs("zsh")
def test_zsh_completes() -> None:
    """Zsh lists the ids with their titles."""
    text = run_shell("zsh", IN_ZSH)
    assert "某新能源项目落地" in text
    assert "$(touch hacked) `x`: y" in text
