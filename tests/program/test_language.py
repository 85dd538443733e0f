"""Chinese and English: the catalogue is whole and true to the sources, and nothing else shows through."""

from __future__ import annotations

import ast
import re
from datetime import date
from gettext import GNUTranslations
from string import Formatter
from textwrap import dedent
from typing import TYPE_CHECKING

import pytest
from catalogue import KEYWORDS, PO, SOURCES, messages, parsed, renewed
from desk import run
from program import DAY

from dispatch_cli.cli.chosen_language import chosen_language
from dispatch_cli.cli.directory import COMMANDS
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.render.text.language import Language

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from babel.messages.catalog import Catalog

RENEW = "the messages were changed and the catalogue was not: run `.venv/bin/python docs/catalogue.py`"
CHINESE = re.compile("[\u4e00-\u9fff]")


def texts(ids: str | Sequence[str] | None) -> tuple[str, ...]:
    """Return a message, or its singular and plural, as a tuple; the header's message is empty."""
    return tuple(filter(None, (ids,) if isinstance(ids, str) else ids or ()))


def extracted() -> set[tuple[str, ...]]:
    """Return the messages of the sources, as the translators' tool finds them."""
    return {texts(found) for found in messages()}


def written() -> set[tuple[str, ...]]:
    """Return the messages of the sources, as Python itself reads them."""
    trees = (ast.parse(path.read_text(encoding="utf-8")) for path in SOURCES.rglob("*.py"))
    calls = (node for tree in trees for node in ast.walk(tree) if isinstance(node, ast.Call))
    return {found for call in calls if (found := literals(call))}


def literals(call: ast.Call) -> tuple[str, ...]:
    """Return the message in a call, none where it says no message or takes it from a variable."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    templates = call.args[: len(KEYWORDS[name] or (1,))] if name in KEYWORDS else []
    return tuple(str(template.value) for template in templates if isinstance(template, ast.Constant))


def catalogue() -> Catalog:
    """Return the Chinese catalogue."""
    return parsed(PO.read_text(encoding="utf-8"))


def entries() -> dict[tuple[str, ...], tuple[str, ...]]:
    """Return all messages of the catalogue with their Chinese, which is empty where nobody vouches for it."""
    return {texts(entry.id): () if entry.fuzzy else texts(entry.string) for entry in catalogue() if entry.id}


def pairs() -> list[tuple[str, str]]:
    """Return every English text, plural forms too, with its Chinese."""
    return [(english, chinese) for ids, strings in entries().items() for english in ids for chinese in strings]


def test_the_catalogue_is_up_to_date() -> None:
    """It holds the messages of the sources and no others, in the order and the form that the tool gives them."""
    text = PO.read_text(encoding="utf-8")
    assert renewed(text) == text, RENEW


def test_every_message_is_translated() -> None:
    """Each message that Babel finds in the sources has its Chinese, not empty and not fuzzy."""
    assert extracted() - {ids for ids, strings in entries().items() if strings} == set()


def test_no_translation_is_left_over() -> None:
    """Each message of the catalogue still stands in the sources, and none is kept as obsolete."""
    assert entries().keys() - written() == set()
    assert not catalogue().obsolete


def test_translators_find_every_message() -> None:
    """Babel finds what Python finds: a message hidden inside an f-string would never be translated."""
    assert written() - extracted() == set()


def test_compiled_catalogue_is_current() -> None:
    """What gettext reads beside the sources says what the catalogue says."""
    with PO.with_suffix(".mo").open("rb") as file:
        compiled = GNUTranslations(file)
    for (singular, *plural), chinese in entries().items():
        found = compiled.ngettext(singular, plural[0], 1) if plural else compiled.gettext(singular)
        assert not chinese or (found,) == chinese, RENEW


def test_catalogue_names_no_person_no_machine_no_moment() -> None:
    """The header says which language and encoding it is, and nothing that differs from day to day."""
    header = PO.read_text(encoding="utf-8").partition("\n\n")[0]
    assert '"Language: zh\\n"' in header
    assert '"Content-Type: text/plain; charset=UTF-8\\n"' in header
    assert '"Plural-Forms: nplurals=1; plural=0;\\n"' in header
    assert not re.search(r"@|Date|Translator|\d{4}", header)
    assert "\n#: " not in PO.read_text(encoding="utf-8")


def test_every_template_can_be_filled() -> None:
    """No template in either language has a brace that stops it from being filled: it would end in a traceback."""
    broken = []
    for text in {text for pair in pairs() for text in pair}:
        try:
            list(Formatter().parse(text))
        except ValueError:
            broken.append(text)
    assert broken == []


@pytest.mark.parametrize(
    ("pattern", "reason"),
    [
        (r"(?<!\{)\{(\w*)\}(?!\})", "places that are filled in"),
        (r"\{\{|\}\}", "braces that are shown"),
        (r"`[^`]+`", "commands, keys and options"),
        (r"YYYY-MM-DD|RFC 5545|UTF-\d+|JSON|FREQ=[A-Z;,=]+|--[a-z]+", "technical terms"),
    ],
)
def test_translation_keeps(pattern: str, reason: str) -> None:
    """What programs or the task file take literally is the same in both languages, plural forms too."""
    find = re.compile(pattern)
    unlike = [pair for pair in pairs() if not set(find.findall(pair[0])) <= set(find.findall(pair[1]))]
    assert unlike == [], reason


def test_translation_fills_nothing_in_that_english_does_not_have() -> None:
    """A place that only the Chinese has would end in a traceback; a count is there for the singular too."""
    names = re.compile(r"(?<!\{)\{(\w*)\}(?!\})")
    for ids, strings in entries().items():
        assert {name for each in strings for name in names.findall(each)} <= set(names.findall(" ".join(ids))), ids


def test_chinese_is_set_as_chinese() -> None:
    """Chinese punctuation follows Chinese, and every character exists in GBK, which some terminals still speak."""
    for _, chinese in pairs():
        chinese.encode("gbk")
        assert not re.search("[\u4e00-\u9fff][,:;?!()]", chinese), chinese


# What each language does not say, and what it says instead.
UNSAID = [
    ("en", r"(must|to) be dispatched", "due for follow-up: who does not know the program takes it for sending"),
    ("en", r"somebody dispatches", "a dispatch is recorded"),
    ("en", r"once every half", "twice a month, twice a year"),
    ("en", r"\bextend(?!ed)|\bextensions?\b", "a due date is postponed, a deadline is moved"),
    ("en", r"in these days", "in this time: these days are the present"),
    ("en", r"and - is none|nobody says what|at which anybody", "nobody says it so"),
    ("zh", r"(?<!应)该调度|必须调度", "应调度"),
    ("zh", r"上一条|写入的命令|撤销的命令", "上一次操作：撤销的是操作，命令是输入的那一行"),
    ("zh", r"空号|可用的编号|未占用的数字", "未占用的编号"),
    ("zh", r"没有发过|从没发|从来没", "从未发过"),
    ("zh", r"往后推|推后|展期", "推迟；整个事项的时限才说延期"),
    ("zh", r"键(?!盘)", "字段"),
    ("zh", r"属主|属组", "所有者、所属的组"),
    ("zh", r"凭据", "依据"),
    ("zh", r"欠调度|追究", "不计应调度"),
    ("zh", r"事项名称|新的名称|名称一样", "事项有标题；专班和人才有名称"),
    ("zh", r"件事", "个事项、项"),
    ("zh", r"写作 YYYY", "写成"),
    ("zh", r"可重复", "可多次使用"),
    ("zh", r"为标准输入", "表示标准输入"),
    ("zh", r"合用|配合 -", "同用"),
    ("zh", r"默认：", "默认为"),
    ("zh", r"现在逾期", "目前逾期"),
    ("zh", r"[看读]不懂", "无法识别、无法读取"),
    ("zh", r"请问", "请联系"),
]


@pytest.mark.parametrize(("code", "pattern", "instead"), UNSAID, ids=[pattern for _, pattern, _ in UNSAID])
def test_one_word_for_one_thing(code: str, pattern: str, instead: str) -> None:
    """No message holds a word for which another is used everywhere, or a turn that nobody uses."""
    spoken = [pair[("en", "zh").index(code)] for pair in pairs()]
    assert [text for text in spoken if re.search(pattern, text)] == [], instead


# What stands in Chinese in English messages too: words that a list, a notice or a workbook may hold.
NAMED_IN_CHINESE = [
    (r"红, 橙, 绿|周一", "words that a list may hold in either language"),
    (r"放假|上班|调休|农历|春节|元旦|周\{right\}|1月28日", "the State Council's notice is Chinese"),
    (r"本次调度", "a heading of a workbook that may be Chinese"),
]


def test_english_is_english() -> None:
    """No English message holds Chinese but what is Chinese in the files themselves: examples are English."""
    chinese = [text for text, _ in pairs() if CHINESE.search(text)]
    known = "|".join(pattern for pattern, _ in NAMED_IN_CHINESE)
    assert [text for text in chinese if not re.search(known, text)] == []


def english_in(page: str) -> list[str]:
    """Return the runs of three or more English words, outside of command lines, options and placeholders."""
    prose = re.sub(r"(?m)^ {6}dispatch .*|`[^`]*`|(?<!\w)--?[\w-]+|\b[A-Z_]{2,}\b", "|", page)
    return re.findall(r"[A-Za-z']+(?: +[A-Za-z']+){2,}", prose)


@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_help_is_all_chinese(command: str) -> None:
    """No help page in Chinese holds an English sentence, Typer's own included; the English page holds some."""
    pages = {code: run("--lang", code, *command.split(), "--help").stdout.decode() for code in ("en", "zh")}
    assert english_in(pages["en"])
    assert english_in(pages["zh"]) == []
    assert len(pages["zh"].splitlines()) >= len(re.findall("(?m)^  -", pages["en"]))
    for line in pages["zh"].splitlines():
        assert not line or CHINESE.search(line) or line.startswith("     "), line


@pytest.mark.parametrize(
    ("arguments", "first"),
    [
        (("chek",), "没有 `chek` 这个命令"),
        ((), "缺少参数 COMMAND"),
        (("check", "--foo"), "没有 --foo 这个选项"),
        (("check", "--tag"), "选项 --tag 后面要写一个值"),
        (("check", "--soon=1"), "选项 --soon 后面不能写值"),
        (("check", "one", "two"), "多余的参数：one two"),
        (("check", "-f", "nosuch"), "找不到文件 nosuch"),
        (("check", "--today", "2026-13-40"), "--today 的值 `2026-13-40` 不是有效的日期"),
        (("check", "--format", "xml"), "--format 的值 `xml` 无效"),
        (("show",), "缺少参数 ID"),
        (("show", "99"), "没有编号为 `99` 的事项"),
        (("init",), "文件 tasks.yaml 已存在"),
    ],
)
def test_errors_are_all_chinese(arguments: tuple[str, ...], first: str) -> None:
    """What was wrong with a command line is said in Chinese, also where Typer found it."""
    done = run("--lang", "zh", *arguments).stderr.decode()
    assert done.startswith(f"错误：{first}")
    assert english_in(done) == []


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (
            "tag: red, last: 2026-11-09, deadline: 2026-12-31",
            """\
            1. 标签为“红”，调度频率：每周一次。
            2. 从 2026-11-09 起算：事项清单中写明的最近一次调度。
            3. 2026-11-09 之后 1 周是 2026-11-16。
            4. 今天是 2026-11-22，已逾期 6 天。
            5. 漏调 1 次，即到期日已过而未调度。
            6. 时限为 2026-12-31，不影响到期日。
            7. 若一直不调度，到期日依次为 2026-11-16、2026-11-23、2026-11-30、2026-12-07……
            """,
        ),
        (
            "tag: 橙, start: 2026-11-10",
            """\
            1. 标签为“橙”，调度频率：每半月一次。
            2. 从 2026-11-10 起算：列入清单的日期。
            3. 10 日之后半个月是当月 25 日：2026-11-25。
            4. 今天是 2026-11-22，还有 3 天到期，属于临期。
            5. 到期前 3 天起算临期。
            6. 若一直不调度，到期日依次为 2026-11-25、2026-12-10、2026-12-25、2027-01-10……
            """,
        ),
        (
            "tag: 例会, start: 2026-11-17",
            """\
            1. 标签为“例会”，调度频率：按规则 FREQ=WEEKLY;BYDAY=MO,TH。
            2. 从 2026-11-17 起算：列入清单的日期。
            3. 规则每给出一个日期，就结束一期；2026-11-17 所在的一期已算完成。
            4. 下一期到 2026-11-23 为止。
            5. 今天是 2026-11-22，还有 1 天到期，属于临期。
            6. 到期前 5 天起算临期。
            7. 若一直不调度，到期日依次为 2026-11-23、2026-11-26、2026-11-30、2026-12-03……
            """,
        ),
        ("tag: red, start: 2026-11-01, closed: 2026-11-20", "1. 已于 2026-11-20 销号，无须调度。\n"),
    ],
    ids=["weekly", "half-monthly", "rule", "closed"],
)
def test_composed_sentences_read_well(item: str, expected: str) -> None:
    """Sentences put together from parts are whole sentences in Chinese."""
    plan = f"cadence:\n  例会: FREQ=WEEKLY;BYDAY=MO,TH\ntasks:\n  - {{id: 1, title: 甲, {item}}}\n"
    done = run("explain", "1", "-f", "-", "--today", DAY, "--lang", "zh", stdin=plan.encode())
    assert done.stdout.decode() == "1  甲\n" + dedent(expected)


@pytest.mark.parametrize(
    ("message", "english", "chinese"),
    [
        (say("red"), "red", "红"),
        (say_n("{n} day late", "{n} days late", 1), "1 day late", "逾期 1 天"),
        (say_n("{n} day late", "{n} days late", 2), "2 days late", "逾期 2 天"),
        (say("every {span}", span=say_n("{n} week", "{n} weeks", 3)), "every 3 weeks", "每 3 周一次"),
        (say("write it as {date}", date=date(2026, 2, 3)), "write it as 2026-02-03", "请写成 2026-02-03"),
        (say("unknown tag `{tag}`", tag="{n}"), "unknown tag `{n}`", "没有 `{n}` 这个标签"),
        (say("unknown tag `{tag}`", tag="red"), "unknown tag `red`", "没有 `red` 这个标签"),
        (
            say("{name} is missing", name="a\n\x1b[31m\u202eb"),
            r"a \x1b[31m\u202eb is missing",
            r"缺少参数 a \x1b[31m\u202eb",
        ),
        (say("{number} is in no catalogue", number=7), "7 is in no catalogue", "7 is in no catalogue"),
    ],
)
def test_speak(message: Message, english: str, chinese: str) -> None:
    """Plurals, messages within messages and dates are said in the language; a user's text is shown and not obeyed."""
    assert (Language("en").speak(message), Language("zh").speak(message)) == (english, chinese)


def test_speak_shows_a_plain_text_harmlessly() -> None:
    """A text that is no message is a user's: never translated, never obeyed."""
    assert Language("zh").speak("red\x1b[2J\nblue") == r"red\x1b[2J blue"


@pytest.mark.parametrize("code", ["en", "zh"])
@pytest.mark.parametrize("today", ["2026-11-22", "2028-02-29", "9999-12-31"])
def test_init_writes_a_file_without_problems(tmp_path: Path, code: str, today: str) -> None:
    """The example in each language is a task file on which `lint` is silent, even years later."""
    done = run("init", "--lang", code, "--today", today, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, b"")
    example = (tmp_path / "tasks.yaml").read_text(encoding="utf-8")
    assert bool(CHINESE.search(example)) == (code == "zh")
    for day in (today, "9999-12-31"):
        done = run("lint", "--lang", code, "--today", day, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, b"", b"")


def test_example_is_the_same_list_in_both_languages(tmp_path: Path) -> None:
    """Both examples have the same keys in the same order, and the same tags and dates."""
    found = []
    for code in ("en", "zh"):
        run("init", "--lang", code, "--today", DAY, "-f", f"{code}.yaml", cwd=tmp_path)
        listed = run("list", "--format", "csv", "--today", DAY, "-f", f"{code}.yaml", cwd=tmp_path).stdout.decode()
        keys = re.findall(r"(?m)^ *(?:- )?([a-z]+):", (tmp_path / f"{code}.yaml").read_text(encoding="utf-8"))
        found.append((keys, re.findall(r"\b(?:red|orange|green|\d{4}-\d\d-\d\d)\b", listed)))
    assert found[0] == found[1]
    assert len(found[0][1]) > 6


@pytest.mark.parametrize(
    ("arguments", "environment", "expected", "reason"),
    [
        ("check", "", "en", "nothing says otherwise"),
        ("--lang zh check", "DISPATCH_LANG=en LC_ALL=en_US.UTF-8", "zh", "the option wins"),
        ("check --lang=en", "DISPATCH_LANG=zh LC_ALL=zh_CN.UTF-8", "en", "the option wins, written with ="),
        ("check --soon --lang zh -f x", "", "zh", "the option stands anywhere"),
        ("check --lang fr", "", "fr", "an unknown language is refused later, not overlooked"),
        ("check --lang=", "LANG=zh_CN.UTF-8", "", "so is an empty one"),
        ("check --lang", "DISPATCH_LANG=zh", "zh", "an option without value is an error, said in the usual language"),
        ("check --language zh", "", "en", "another option is not this one"),
        ("check", "DISPATCH_LANG=zh LC_ALL=en_US.UTF-8", "zh", "our variable wins over the locale"),
        ("check", "DISPATCH_LANG=en LANG=zh_CN.UTF-8", "en", "our variable wins over the locale"),
        ("check", "DISPATCH_LANG= LANG=zh_CN.UTF-8", "zh", "an empty variable says nothing"),
        ("check", "LC_ALL=zh_CN.UTF-8 LC_MESSAGES=en_US LANG=en_US", "zh", "LC_ALL wins"),
        ("check", "LC_ALL=C LC_MESSAGES=zh_CN LANG=zh_CN", "en", "LC_ALL wins, C too"),
        ("check", "LC_ALL= LC_MESSAGES=zh_CN LANG=en_US", "zh", "LC_MESSAGES is next"),
        ("check", "LC_MESSAGES=POSIX LANG=zh_CN", "en", "LC_MESSAGES is next, POSIX too"),
        ("check", "LC_ALL= LC_MESSAGES= LANG=zh_CN.GBK", "zh", "LANG is last"),
        ("check", "LC_CTYPE=zh_CN.UTF-8", "en", "LC_CTYPE is about characters, not about messages"),
        ("check", "LANG=zh", "zh", "no country"),
        ("check", "LANG=zh_TW.UTF-8", "zh", "the nearest that there is"),
        ("check", "LANG=zh-Hans", "zh", "the nearest that there is"),
        ("check", "LANG=C", "en", "no language"),
        ("check", "LANG=C.UTF-8", "en", "no language"),
        ("check", "LANG=POSIX", "en", "no language"),
        ("check", "LANG=en_US.UTF-8", "en", "English"),
        ("check", "LANG=de_DE.UTF-8", "en", "a language that we do not speak"),
        ("check", "LANG=", "en", "empty"),
    ],
)
def test_language_is_chosen(arguments: str, environment: str, expected: str, reason: str) -> None:
    """By --lang, else by DISPATCH_LANG, else by the first of LC_ALL, LC_MESSAGES, LANG that is set."""
    variables = dict(pair.split("=", 1) for pair in environment.split())
    assert chosen_language(arguments.split(), variables) == expected, reason


@pytest.mark.parametrize("command", [(), ("check",)], ids=["no command", "a command"])
def test_a_language_that_is_none_is_refused(command: tuple[str, ...]) -> None:
    """Whatever follows, the variable that names it is an error of the command line, with its remedy."""
    done = run(*command, DISPATCH_LANG="fr")
    assert (done.returncode, done.stdout) == (2, b"")
    assert done.stderr.decode() == "error: --lang: `fr` is unknown\n    → known are: en, zh\n"


def test_chosen_language_is_spoken() -> None:
    """The whole program speaks the language that the locale asks for."""
    assert "用法：" in run("--help", LANG="zh_CN.UTF-8").stdout.decode()
    assert "Usage:" in run("--help", LANG="zh_CN.UTF-8", LC_ALL="C.UTF-8").stdout.decode()
