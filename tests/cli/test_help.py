"""Help teaches: what is required, examples that work, options that have an effect, what is related, at 80 columns."""

from __future__ import annotations

import ast
import inspect
import re
import shlex
import shutil
from typing import TYPE_CHECKING, Any

import openpyxl
import pytest
import typer
from desk import run
from meeting import Meeting
from program import DAY, REGISTER, ROOT
from reading import reasons
from rich.cells import cell_len

from dispatch_cli.cli.app import app
from dispatch_cli.cli.directory import COMMANDS, GROUPS, module_of
from dispatch_cli.cli.examples import EXAMPLES
from dispatch_cli.cli.help import WIDTH
from dispatch_cli.cli.manual import MORE, RELATED, USAGE
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from pathlib import Path

CHINESE = re.compile("[\u4e00-\u9fff]")


def page(*arguments: str, code: str = "en") -> str:
    """Return what the program shows for these words."""
    done = run(*arguments, "--lang", code)
    assert (done.returncode, done.stderr) == (0, b"")
    return done.stdout.decode()


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_a_page_has_80_columns_at_most(command: str, code: str) -> None:
    """No line of a help page is wider, in either language, and none ends with blanks."""
    lines = page(*command.split(), "--help", code=code).splitlines()
    assert [line for line in lines if cell_len(line) > WIDTH or line != line.rstrip()] == []


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_a_command_too(command: str) -> None:
    """`dispatch help` shows what `--help` shows, for the program and for each command."""
    assert page("help", *command.split()) == page(*command.split(), "--help")


def test_every_command_is_in_a_group_and_explained() -> None:
    """The list of commands shows each once; each has related ones, which exist; no table speaks of another."""
    shown = re.findall(r"(?m)^  (\w+)  ", page("--help").partition("Options:")[0])
    assert shown == [*COMMANDS] == [name for group in GROUPS.values() for name in group]
    assert RELATED.keys() == COMMANDS.keys() >= USAGE.keys() | MORE.keys()
    for command, others in RELATED.items():
        assert command not in others
        assert set(others) <= COMMANDS.keys()


@pytest.mark.parametrize("command", [name for name in COMMANDS if name != "rollup"])
def test_every_command_takes_the_options_of_all(command: str) -> None:
    """A script may give list, log and day to each, also where they have no effect; a roll-up is told many lists."""
    assert inspect.signature(module_of(command).run).parameters.keys() >= {"file", "log", "today"}


def test_every_command_has_two_or_three_examples() -> None:
    """Each is of the command itself."""
    assert EXAMPLES.keys() == COMMANDS.keys()
    for command, examples in EXAMPLES.items():
        assert 2 <= len(examples) <= 3
        assert all(shlex.split(example.line)[:2] == ["dispatch", command] for example in examples)


LINES = [(command, example.line) for command, examples in EXAMPLES.items() for example in examples]


@pytest.mark.parametrize(("command", "line"), LINES, ids=[line for _, line in LINES])
def test_examples_speak_the_language(command: str, line: str) -> None:
    """An English example is English; in Chinese whatever is text is Chinese."""
    said = Language("zh").text(line)
    assert line.isascii()
    assert bool(CHINESE.search(said)) == (said != line)
    assert '"' not in said
    assert f"      {line}\n" in page(command, "-h")
    assert f"      {said}\n" in page(command, "-h", code="zh")


class Office:
    """A folder in which an example is tried: with the list that `init` writes, or the sample list of the project."""

    def __init__(self, folder: Path, code: str, sample: str) -> None:
        """Write the list and what lies beside it."""
        self.folder, self.code = folder, code
        if sample == "init":
            self.do("dispatch init")
        else:
            shutil.copy(REGISTER, folder)
        for name in ("said.txt", "会上情况.txt"):
            (folder / name).write_text("1: 已约谈\n3: /tag green 支委会研判\n", encoding="utf-8")
        (folder / "sendmail").write_text("#!/bin/sh\ncat >>sent\n", encoding="utf-8")
        (folder / "sendmail").chmod(0o755)

    def do(self, line: str) -> int:
        """Run a command line; return its status."""
        path = f"{self.folder}:/usr/bin:/bin"
        words = shlex.split(line)[1:]
        done = run(
            *words, cwd=self.folder, PATH=path, DISPATCH_TODAY=DAY, DISPATCH_LANG=self.code, DISPATCH_BY="office"
        )
        return done.returncode

    def hold(self, line: str) -> int:
        """Hold a meeting at a terminal, and write it down at once; return the status."""
        with Meeting(self.folder, *shlex.split(line)[2:], DISPATCH_LANG=self.code) as meeting:
            meeting.shown()
            meeting.types("called", "> ")
            meeting.types("/done", {"en": "leaves: ", "zh": "离开："}[self.code])
            meeting.keys("y\n")
            return meeting.ends()[0]

    def before_import(self) -> None:
        """Let there be a ledger instead of a list."""
        (self.folder / "tasks.yaml").unlink()
        book = openpyxl.Workbook()
        sheet = book.active
        assert sheet is not None
        sheet.append(["编号", "事项", "紧急程度", "责任人", "列入日期", "最近调度"])
        sheet.append(["1", "甲", "红", "招商一科", "2026-11-01", "2026-11-09"])
        for name in ("ledger.xlsx", "台账.xlsx"):
            book.save(self.folder / name)

    def before_init(self) -> None:
        """Let there be nothing."""
        (self.folder / "tasks.yaml").unlink()

    def before_undo(self) -> None:
        """Let there be something to take back."""
        self.do("dispatch record 1")

    def before_reopen(self) -> None:
        """Let two items be closed."""
        self.do("dispatch close 3 4 -m done")

    def before_minutes(self) -> None:
        """Let a meeting have been held."""
        self.do("dispatch meet --from said.txt")

    def before_remind(self) -> None:
        """Let the owners have addresses."""
        text = (self.folder / "tasks.yaml").read_text(encoding="utf-8")
        owner = "Investment desk" if self.code == "en" else "招商一科"
        people = f"people:\n  {owner}: a@example.com\nremind:\n  mail: {{from: b@example.com, to: {owner}}}\ntasks:\n"
        (self.folder / "tasks.yaml").write_text(text.replace("tasks:\n", people, 1), encoding="utf-8")

    def before_rollup(self) -> None:
        """Let there be two offices, each with its list."""
        for name in ("east", "west"):
            (self.folder / "offices" / name).mkdir(parents=True)
            text = (self.folder / "tasks.yaml").read_text(encoding="utf-8")
            text = re.sub("(?m)^branch: .*", f"branch: {name}", text)
            (self.folder / "offices" / name / "tasks.yaml").write_text(text, encoding="utf-8")

    def before_workdays(self) -> None:
        """Let there be the notice, and a list that knows working days."""
        for name in ("notice.txt", "放假通知.txt"):
            shutil.copy(ROOT / "docs" / "notice.txt", self.folder / name)
        text = (self.folder / "tasks.yaml").read_text(encoding="utf-8").replace("# workdays:", "workdays:")
        if "\nworkdays:" not in text:
            text = text.replace("tasks:\n", "workdays: CN\ntasks:\n", 1)
        (self.folder / "tasks.yaml").write_text(text, encoding="utf-8")

    before_lint = before_rollup


# English examples name teams and owners of the English list; Chinese ones those of both lists.
TRIED = [("en", "init"), ("zh", "init"), ("zh", "tasks.yaml")]


def tried(folder: Path, code: str, sample: str, command: str, line: str) -> int:
    """Return how an example ends in an office of its own."""
    office = Office(folder, code, sample)
    getattr(office, f"before_{command}", lambda: None)()
    is_dialogue = command == "meet" and "--from" not in line
    return office.hold(line) if is_dialogue else office.do(line)


@pytest.mark.parametrize(("code", "sample"), TRIED, ids=[" ".join(each) for each in TRIED])
@pytest.mark.parametrize(("command", "line"), LINES, ids=[line for _, line in LINES])
def test_examples_work(tmp_path: Path, code: str, sample: str, command: str, line: str) -> None:
    """Each ends with 0 on the list that `init` writes, and in Chinese on the sample list too."""
    assert tried(tmp_path, code, sample, command, Language(code).text(line)) == 0


def program() -> Any:
    """Return the program with all its commands."""
    return typer.main.get_command(app)


def required(command: str, words: list[str]) -> list[str]:
    """Return the options that the usage of a command asks for, of the way to use it that these words go."""
    uses = [re.sub(r"\[[^]]*\]", "", use) for use in USAGE.get(command, ())]
    asked = [re.findall(r"(?<!\S)--?\w[\w-]*", use) for use in uses]
    return next((options for options in sorted(asked, key=len, reverse=True) if set(options) <= set(words)), [])


NEEDED = [
    (command, line, option)
    for command, line in LINES
    for option in required(command, shlex.split(line))
    if option not in {"--due", "--from", "--read", "--send", "--test"}  # without it the command is used in another way
]


def test_what_is_needed_is_found() -> None:
    """The next test tries the options of these commands."""
    commands = {command for command, _, _ in NEEDED}
    assert commands == {"add", "edit", "tag", "assign", "postpone", "deadline", "close"}


@pytest.mark.parametrize(("command", "line", "option"), NEEDED, ids=[f"{line}: {each}" for _, line, each in NEEDED])
def test_what_usage_shows_is_needed(tmp_path: Path, command: str, line: str, option: str) -> None:
    """Without an option that the usage shows outside of brackets the command line is wrong."""
    words = shlex.split(line)
    place = words.index(option)
    is_flag = option == "--none"
    left = shlex.join([*words[:place], *words[place + 2 - is_flag :]])
    assert tried(tmp_path, "en", "init", command, left) == 2


@pytest.mark.parametrize("command", COMMANDS)
def test_usage_names_what_there_is(command: str) -> None:
    """The words of a usage are arguments and options of the command, with their metavariables."""
    params = program().get_command(None, command).params
    metavars = {param.metavar for param in params if param.metavar}
    known = {name for param in params for name in param.opts} | metavars | {each.strip("[]…") for each in metavars}
    for use in USAGE.get(command, ()):
        assert {word.strip("[]…") for word in use.replace("|", " ").split()} <= known | {""}


@pytest.mark.parametrize("command", COMMANDS)
def test_options_without_effect_are_not_shown(command: str) -> None:
    """An option that the command takes and does nothing with is accepted, and help is silent about it."""
    function = ast.parse(inspect.getsource(module_of(command).run)).body[0]
    assert isinstance(function, ast.FunctionDef)
    names = {node.id for statement in function.body for node in ast.walk(statement) if isinstance(node, ast.Name)}
    params = [param for param in program().get_command(None, command).params if param.expose_value]
    unused = {param.name for param in params if param.name not in names}
    assert unused <= {param.name for param in params if getattr(param, "hidden", False)}


MISTYPED = [
    ("--versoin", "did you mean `--version`?", "an option of the program"),
    ("-v", "did you mean `-V`?", "in the other case"),
    ("--hlep", "did you mean `--help`?", "help itself"),
    ("check --hlep", "did you mean `--help`?", "help of a command"),
    ("--lagn zh check", "did you mean `--lang`?", "before the command"),
    ("check --lagn zh", "did you mean `--lang`?", "behind the command"),
    ("check --sooon", "did you mean `--soon`?", "an option of the command"),
    ("check --version", "did you mean `dispatch --version`?", "an option of the program behind the command"),
    ("--foo check", "see `dispatch --help`", "no option of anything"),
    ("check --foo", "see `dispatch check --help`", "no option of anything, behind the command"),
    ("--soon check", "options stand after the command: `dispatch check --soon …`", "before its command"),
    ("--to +7 postpone 3", "options stand after the command: `dispatch postpone --to …`", "before its command"),
    ("-f list.yaml", "options stand after the command: `dispatch check -f …`", "no command at all"),
    ("--lang", "see `dispatch --help`", "a value is missing, before the command"),
    ("check --lang", "see `dispatch check --help`", "a value is missing, behind it"),
    ("help chek", "did you mean `check`?", "a command to be explained"),
    ("help extend", "write `postpone`", "the old name of one"),
]


@pytest.mark.parametrize(("line", "hint", "reason"), MISTYPED, ids=reasons(MISTYPED))
def test_a_mistyped_option_gets_the_right_hint(line: str, hint: str, reason: str) -> None:
    """The remedy is the option that was meant, where it stands, or the page that names them all."""
    done = run(*line.split())
    assert (done.returncode, done.stderr.decode().splitlines()[1].strip()) == (2, f"→ {hint}"), reason


@pytest.mark.parametrize("name", ["-V", "--version"])
def test_the_version_has_a_short_name(name: str) -> None:
    """Both say the same."""
    assert run(name).stdout == run("--version").stdout
