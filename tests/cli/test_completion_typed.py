"""What a real shell inserts when somebody completes where an enemy wrote the list: a value, and nothing else."""

from __future__ import annotations

import json
from itertools import cycle, product
from pathlib import Path
from typing import NamedTuple

import pytest
from program import needs
from reading import reasons
from typing_shell import Shell

from dispatch_cli.cli.shells import read_typed

SHELLS = ("bash", "zsh", "fish")
QUOTES = ("", "'", '"')
HOSTILE = "x $(touch hacked) `touch hacked` ' \" ; touch hacked\n\ttouch hacked\n!! ![red]"


class Kind(NamedTuple):
    """A value that begins with a letter of its own, the quotes behind which bash leaves it out, and what it is."""

    value: str
    beyond_bash: str
    reason: str


WORST = [
    Kind("a$(touch hacked)b", "", "a command in place of a word"),
    Kind("b`touch hacked`", "", "an older way to write the same"),
    Kind("c'; touch hacked; '", "'", "a single quote, which ends what single quotes hold"),
    Kind('d"; touch hacked; "', '"', "a double quote, likewise"),
    Kind("e!!x!$", '"', "an earlier line, which bash looks up in double quotes too"),
    Kind("f\\", "", "a backslash at the end, which would hold the closing quote"),
]
KINDS = [
    *WORST,
    Kind("g $HOME * ? 1", "", "a variable, patterns and blanks"),
    Kind("h;touch hacked", "", "the end of a command"),
    Kind("i>hacked", "", "a file to be written"),
    Kind("j&&touch hacked||x", "", "more commands"),
    Kind("k=(touch hacked)", "", "a list; and = parts words in bash"),
    Kind("l:m@n", "", "so do : and @"),
    Kind("m{a,b}[c]~#%^", "", "what else has a meaning"),
    Kind("n\\ o\\$p", "", "backslashes before what has a meaning"),
    Kind("o'\"'\"", "'\"", "all quotes"),
    Kind("某项目（二期）、x", "", "Chinese"),
]
LEADING = [
    ("~root", "a folder of somebody"),
    ("=ls", "a program's place, in zsh"),
    ("#x", "a comment"),
    ("$HOME", "a variable"),
    ("`touch hacked`", "a command"),
    ("!!", "the last line"),
    ("*", "a pattern"),
    ("(x)", "another shell"),
    ("&", "in the background"),
    ("|x", "a pipe"),
    ("'", "a single quote"),
    ('"', "a double quote"),
]
LEFT_OUT = [
    ("N\nM", "N", "a line break"),
    ("T\tU", "T", "a tab, which parts a value from its meaning"),
    ("E\x1b[31m", "E", "a control"),
    ("R\u202ex", "R", "a text that runs the other way"),
    ("--yes", "-", "an option, which another command would obey"),
]


def write_list(values: list[str], field: str = "id") -> None:
    """Write a list whose items have these ids, or teams, or owners, and titles that would do harm."""
    own = {"id": "", "title": HOSTILE, "tag": "red", "team": HOSTILE, "owner": HOSTILE, "last": "2026-11-09"}
    items = [{**own, "id": f"{number}", field: value} for number, value in enumerate(values)]
    Path("tasks.yaml").write_text(json.dumps({"tasks": items}), encoding="utf-8")


def check_harmless() -> None:
    """Check that nobody ran a command of the list, or wrote a file for it."""
    assert not Path("hacked").exists()
    assert {path.name for path in Path.cwd().iterdir()} <= {"tasks.yaml", "rc", ".zshrc", "bin", "ran"} | THEIRS


THEIRS = {".config", ".local", ".cache", ".zcompdump"}


@pytest.fixture(autouse=True)
def _folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def check_inserted(shell: str, kinds: list[tuple[Kind, str]], words: str, field: str) -> None:
    """Type the first letter of each value behind words and a quote, then Tab and Enter, and check what was run."""
    write_list([kind.value for kind, _ in kinds], field)
    with Shell(shell, Path.cwd()) as typing:
        for kind, quote in kinds:
            is_left_out = shell == "bash" and quote and quote in kind.beyond_bash
            ran = typing.ran(f"dispatch {words} {quote}{kind.value[0]}\t{quote if is_left_out else ''}")
            assert ran == [*words.split(), kind.value[0] if is_left_out else kind.value], kind.reason
    check_harmless()


# Each of the worst meets each shell, and each quote in one of them; in bash it is the quote that ends what it holds.
TURNS = [('"', "", "'"), ("'", '"', ""), ("", "'", '"')]


@pytest.mark.parametrize(
    ("shell", "quotes"), [pytest.param(*each, marks=needs(each[0])) for each in zip(SHELLS, TURNS, strict=True)]
)
def test_the_worst_ids_are_inserted_whole(shell: str, quotes: tuple[str, ...]) -> None:
    """Whichever quote is open, Tab and Enter run the command with the id that stands in the list."""
    check_inserted(shell, list(zip(WORST, cycle(quotes))), "show", "id")


FIELDS = [("show", "id"), ("check --team", "team"), ("check --owner", "owner")]


@pytest.mark.endurance
@pytest.mark.parametrize(("words", "field"), FIELDS)
@pytest.mark.parametrize(
    ("shell", "quote"), [pytest.param(*each, marks=needs(each[0])) for each in product(SHELLS, QUOTES)]
)
def test_values_are_inserted_whole(shell: str, quote: str, words: str, field: str) -> None:
    """So it is with each kind of id, team and owner."""
    check_inserted(shell, [(kind, quote) for kind in KINDS], words, field)


@pytest.mark.endurance
@pytest.mark.parametrize("shell", [pytest.param(shell, marks=needs(shell)) for shell in SHELLS])
def test_values_begin_with_anything(shell: str) -> None:
    """What begins with a character that has a meaning is completed behind a backslash."""
    write_list([value for value, _ in LEADING])
    with Shell(shell, Path.cwd()) as typing:
        for value, reason in LEADING:
            assert typing.ran(f"dispatch show \\{value[0]}\t") == ["show", value], reason
    check_harmless()


@pytest.mark.parametrize(
    "shell",
    [
        pytest.param(shell, marks=[needs(shell), *([] if shell == "bash" else [pytest.mark.endurance])])
        for shell in SHELLS
    ],
)
def test_what_cannot_be_shown_is_not_inserted(shell: str) -> None:
    """A value that holds a control or looks like an option is nobody's candidate."""
    write_list([value for value, _, _ in LEFT_OUT])
    with Shell(shell, Path.cwd()) as typing:
        for _, begun, reason in LEFT_OUT[:-1]:
            assert typing.ran(f"dispatch show {begun}\t") == ["show", begun], reason
        assert typing.ran("dispatch show 0 \t") == ["show", "0"], "no other is left to be offered"
    check_harmless()


# Two ids that are one for an editor that takes capitals for small letters; their titles are the same, too.
ALIKE = ["a1", "A1"]
# The first and its title are the beginning of the second.
ONE_IN_THE_OTHER = ["1", "1  (x $(touch hacked) `touch hacked`"]
KEYS = r"""
bind 'set completion-ignore-case on'; bind 'set completion-map-case on'; bind 'set completion-query-items 0'
bind '"\C-o": menu-complete'; bind '"\C-y": old-menu-complete'; bind '"\C-x": insert-completions'
bind '"\C-t": possible-completions'
"""
AT_ONCE, UNCHANGED = "bind 'set show-all-if-ambiguous on'", "bind 'set show-all-if-unmodified on'"
IN_BASH = [
    (["1", "12"], "", "1\x0f", ["1"], "the first of a menu"),
    (["1", "12"], "", "1\x0f\x0f", ["12"], "the second of a menu"),
    (["1", "12"], '"', '"1\x0f', ["1"], "the first of a menu, in quotes"),
    (["1", "12"], "", "1\t\t\x0f", ["1"], "a menu after a list"),
    (["1", "12"], "", "1\x14\x19", ["1"], "the older menu after a list"),
    (["1", "12"], "", "1\x18", ["1", "12"], "all at once"),
    (["1", "12"], "", "1\t\t\t", ["1"], "a list, twice"),
    (["1", "12"], AT_ONCE, "1\t\t", ["1"], "a list at once"),
    (["1", "12"], UNCHANGED, "1\t\t", ["1"], "a list where nothing was inserted"),
    (ALIKE, AT_ONCE, "\t", ["a1"], "ids that an editor takes for the same"),
    (ALIKE, AT_ONCE, "'\t'", ["a1"], "the same in quotes"),
    (ALIKE, "", "\x0f\x0f", ["A1"], "the same in a menu"),
    (ONE_IN_THE_OTHER, AT_ONCE, "1\t\t", ["1"], "an id that is another one with its title"),
    (ONE_IN_THE_OTHER, AT_ONCE, "'1\t\t'", ["1"], "the same in quotes"),
    (
        ["a$(touch hacked)1", "a$(touch hacked)2"],
        "",
        "a\t1\t",
        ["a$(touch hacked)1"],
        "what two have in common, and the rest",
    ),
    (["a$(touch hacked)1", "a$(touch hacked)2"], "", '"a\t1\t', ["a$(touch hacked)1"], "the same in quotes"),
    (["a$(touch hacked)1", "a$(touch hacked)2"], "", "'a\t1\t", ["a$(touch hacked)1"], "and in single ones"),
    (['"1', '"1$'], "", "'\"\t'", ['"1'], "what begins with a quote"),
    (["x'$(touch hacked)1"], "", 'x"\'\t"', ["x'"], "a quote that opens within the word"),
    (["xa$(touch hacked)"], "", "'x'\"a\t\"", ["xa"], "a second quote"),
    (["x1"], "", '"$X"x\t', ["x"], "a variable, whose value nobody knows here"),
]


@needs("bash")
@pytest.mark.parametrize("more", ["", AT_ONCE, UNCHANGED])
def test_no_key_of_bash_inserts_a_meaning(more: str) -> None:
    """However bash is asked for candidates, ids and parts of ids are inserted, and nothing that stands behind them."""
    with Shell("bash", Path.cwd(), f"{KEYS}\n{more}") as typing:
        for ids, _, keys, arguments, reason in (row for row in IN_BASH if row[1] == more):
            write_list(ids)
            assert typing.ran(f"dispatch show {keys}") == ["show", *arguments], reason
    check_harmless()


@pytest.mark.parametrize("shell", [pytest.param(shell, marks=needs(shell)) for shell in ("bash", "zsh")])
def test_meanings_are_shown(shell: str) -> None:
    """Where there is a choice, what the ids mean is shown."""
    write_list(["1", "12"])
    with Shell(shell, Path.cwd()) as typing:
        assert HOSTILE.partition("\n")[0] in typing.shown("dispatch show 1\t\t\n", "it ran")
    check_harmless()


TYPED = [
    (r"C\ 1", "C 1", "", True, "a blank behind a backslash"),
    ("'C 1", "C 1", "'", True, "an open quote"),
    ("'C 1'", "C 1", "", True, "a closed one"),
    (r'"a\"b\$c\d', r'a"b$c\d', '"', True, "backslashes in double quotes"),
    (r"'a\b", r"a\b", "'", True, "a backslash in single quotes is one"),
    ("a\\", "a", "", True, "a backslash whose character is still to come"),
    ('"a\\', "a\\", '"', True, "and in quotes"),
    ("$", "$", "", True, "a sign with nothing behind it is a sign"),
    (r"\$a", "$a", "", True, "and so it is behind a backslash"),
    ("'$a'", "$a", "", True, "and in single quotes"),
    ("$a", "$a", "", False, "a variable"),
    ('"$a', "$a", '"', False, "a variable in quotes"),
    (r"\\$a", r"\$a", "", False, "a variable behind a backslash that is one"),
    ("$'a", "$a", "'", False, "quotes of another kind"),
    ("`a", "`a", "", False, "a command"),
    ('a"b', "ab", '"', False, "a quote that opens within the word"),
    ("'a'\"b", "ab", '"', False, "a second quote"),
]


@pytest.mark.parametrize(("word", "text", "quote", "is_plain", "reason"), TYPED, ids=reasons(TYPED))
def test_words_are_read_as_bash_reads_them(word: str, text: str, quote: str, is_plain: bool, reason: str) -> None:  # noqa: FBT001
    """A word says what bash makes of it, with the quote that is open, if anybody can say so."""
    typed = read_typed(word)
    assert (typed.quote, typed.is_plain) == (quote, is_plain), reason
    assert typed.text == text or not is_plain, reason
