"""The yearly notice of days off: what is read, what is refused and where, and that no slip of a digit passes unseen."""

from __future__ import annotations

import random
import re
from datetime import date, timedelta

import pytest
from generated import later
from hypothesis import given
from hypothesis import strategies as st
from mistakes import Found, Row, row, unlike
from notices import LIBRARY, PUBLISHED, PUBLISHED_TEXT, YEARS, Style, festivals, works, write_notice
from reading import reasons

from dispatch_cli.errors import CommandLineError, Problem, ProblemsError
from dispatch_cli.plan.notice import FESTIVALS, Notice, read_notice
from dispatch_cli.source import Source

TITLE = "关于2026年部分节假日安排的通知\n"
STYLES = [
    Style(),
    Style(weekday="星期", repeats_month=True),
    Style(weekday=None),
    Style(weekday=None, counts=False, names_year=True),
    Style(names_year=True, full_width=True),
    Style(half_width=True, blank=" ", number="{}. "),
    Style(full_width=True, blank="\u3000", number="（{}）", line_end="\r\n"),
]


def read(text: str, year: int | None = None) -> Notice:
    """Return what a notice says."""
    return read_notice(Source("notice.txt", text), year)


def problems(text: str, year: int | None = None) -> tuple[Problem, ...]:
    """Return what is wrong with a notice."""
    try:
        read(text, year)
    except ProblemsError as error:
        return error.problems
    return ()


def is_refused(text: str) -> bool:
    """Say whether a notice is not read."""
    try:
        return bool(problems(text))
    except CommandLineError:
        return True


@pytest.mark.parametrize("year", PUBLISHED)
def test_the_published_notices_are_read(year: int) -> None:
    """Not one of 365 days differs from the table of another library."""
    notice = read(PUBLISHED_TEXT[year])
    assert notice == Notice(year, PUBLISHED[year])
    assert notice.missing == []
    is_working = works(notice.festivals)
    days = [date(year, 1, 1) + timedelta(number) for number in range(365)]
    assert [day for day in days if is_working(day) != LIBRARY.is_workday(day)] == []


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("year", YEARS)
def test_the_reader_is_the_inverse_of_the_writer(year: int, style: Style) -> None:
    """Each year since 2008 is read back, however its notice is written."""
    each = festivals(year)
    assert read(write_notice(year, each, style)) == Notice(year, each)


@given(st.sampled_from(YEARS), st.sampled_from(STYLES), st.data())
def test_a_line_may_be_broken_anywhere(year: int, style: Style, data: st.DataObject) -> None:
    """A copy of a paper has lines of its own; what is said goes on in the next one."""
    lines = write_notice(year, festivals(year), style).splitlines()
    number = data.draw(st.sampled_from([at for at, line in enumerate(lines) if re.search("放假", line)]))
    line = lines[number]
    at = data.draw(st.integers(re.search("[:：]", line).end(), len(line)))  # type: ignore[union-attr]
    lines[number : number + 1] = [line[:at], line[at:]] if at < len(line) else [line]
    assert read("\n".join(lines)) == Notice(year, festivals(year))


@pytest.mark.parametrize("slips", [100, later(1000)])
def test_of_many_slips_of_a_digit_none_passes_unseen(slips: int) -> None:
    """A notice with one digit changed is refused or gives other days, unless the digit belongs to no day."""
    chance = random.Random(13)  # noqa: S311 no secret
    accepted = 0
    for _ in range(slips):
        year, style = chance.choice(YEARS), chance.choice(STYLES)
        text = write_notice(year, festivals(year), style)
        at = chance.choice([digit.start() for digit in re.finditer(r"\d", text)])
        digits = "０１２３４５６７８９" if text[at] in "０１２３４５６７８９" else "0123456789"
        slip = text[:at] + chance.choice(digits.replace(text[at], "")) + text[at + 1 :]
        if not is_refused(slip):
            accepted += 1
            line = text.count("\n", 0, at)
            is_signature = line == text.rstrip().count("\n")
            assert (read(slip).festivals == festivals(year)) == is_signature, slip
    assert 0 < accepted < slips // 5


LINES = [
    ("元旦：1月1日（周四）放假1天，不调休。", "2026-01-01..2026-01-01", "", "a single day"),
    ("元旦：１月１日（星期四）至３日（星期六）放假，共３天。", "2026-01-01..2026-01-03", "", "full-width digits"),
    ("1. 元旦: 1 月 1 日(周四) - 3 日(周六) 放假, 共 3 天.", "2026-01-01..2026-01-03", "", "blanks, half-width signs"),
    (
        "元旦：2025年12月31日（周三）至2026年1月3日（周六）放假。",
        "2025-12-31..2026-01-03",
        "",
        "over New Year, years named",
    ),
    (
        "元旦：12月31日（周三）至1月3日（周六）放假，共4天。",
        "2025-12-31..2026-01-03",
        "",
        "over New Year, by the order of months",
    ),
    (
        "元旦：1月1日放假。12月28日（周日）上班。",
        "2026-01-01..2026-01-01",
        "2025-12-28",
        "a make-up day before New Year",
    ),
    ("端午节：5月31日（周日）至6月2日（周二）放假，共3天。", "2026-05-31..2026-06-02", "", "over months"),
    ("端午节：6月22日放假，与周末连休。", "2026-06-22..2026-06-22", "", "beside a weekend"),
    (
        "清明节：4月5日放假，4月6日（星期一）补休。",
        "2026-04-05..2026-04-05 2026-04-06..2026-04-06",
        "",
        "a day off in lieu",
    ),
    (
        "清明节：4月4日、5日、6日放假，共3天。",
        "2026-04-04..2026-04-04 2026-04-05..2026-04-05 2026-04-06..2026-04-06",
        "",
        "days named one by one",
    ),
    (
        "劳动节：5月1日至5日放假调休，共5天。5月9日（周六）、10日（周日）上班。",
        "2026-05-01..2026-05-05",
        "2026-05-09 2026-05-10",
        "the second make-up day lacks its month",
    ),
    ("①元旦：1月1日放假，无调休。", "2026-01-01..2026-01-01", "", "a number in a circle"),
    ("- **元旦**：1月1日——3日放假。", "2026-01-01..2026-01-03", "", "a list of a text editor, a long dash"),
    ("国庆节·中秋节：10月1日放假，10月10日（周六）补班。", "2026-10-01..2026-10-01", "2026-10-10", "two at once"),
    ("春节：2月16日（农历乙巳年腊月廿九、周一）放假。", "2026-02-16..2026-02-16", "", "the year of the moon"),
    ("国际劳动节：5月1日放假。", "2026-05-01..2026-05-01", "", "another name"),
    (
        "国庆：10月1日至7日放假。鼓励职工在10月8日休假。",
        "2026-10-01..2026-10-07",
        "",
        "a short name; advice names no day off",
    ),
    (
        "春节：2月15日（农历腊月二十八、周日）至23日（农历正月初七、周一）放假。",
        "2026-02-15..2026-02-23",
        "",
        "days of the moon",
    ),
    (
        "春节：2月16日（除夕）至18日（大年初二）放假。",
        "2026-02-16..2026-02-18",
        "",
        "days of the moon without a weekday",
    ),
    ("春节：2⽉15⽇至23⽇放假。", "2026-02-15..2026-02-23", "", "radicals for words, as some papers hold them"),
]


@pytest.mark.parametrize(("line", "off", "on", "reason"), LINES, ids=[line[-1] for line in LINES])
def test_what_a_line_may_look_like(line: str, off: str, on: str, reason: str) -> None:
    """Years, months, weekdays and counts may be said or not; what is said is understood."""
    (found,) = read(TITLE + line).festivals
    assert " ".join(f"{span.first}..{span.last}" for span in found.off) == off, reason
    assert " ".join(f"{day}" for day in found.on) == on, reason


def wrong(reason: str, line: str, right: str, *found: tuple[int, str, str]) -> Row:
    """Return a row of one line below the title; what is found is given by its column."""
    return row(reason, TITLE + line, TITLE + right, *((2, *each) for each in found))


DAYS = "days off as `1月28日（周二）至2月4日（周二）放假`"
ROWS = [
    wrong(
        "the span ends a day too early",
        "清明节：4月4日（周六）至5日（周一）放假，共3天。",
        "清明节：4月4日（周六）至6日（周一）放假，共3天。",
        (17, "2026-04-05 is 周日, not 周一", "check the day, the weekday and the year, which is 2026"),
        (24, "named, not 3", "check the days and their number"),
    ),
    wrong(
        "a make-up day on a Monday",
        "劳动节：5月1日放假。5月11日上班。",
        "劳动节：5月1日放假。5月10日上班。",
        (12, "2026-05-11 is 周一, on which one works anyway", "a make-up day is a Saturday or a Sunday"),
    ),
    wrong(
        "a make-up day among the days off",
        "劳动节：5月1日至3日放假。5月2日上班。",
        "劳动节：5月1日至3日放假。5月9日上班。",
        (15, "2026-05-02 is named twice", "strike one of the two"),
    ),
    wrong(
        "a day that no calendar has",
        "端午节：6月19日至31日放假。",
        "端午节：6月19日至21日放假。",
        (11, "`31日` is no day of 2026", "check the month and the day"),
    ),
    wrong(
        "a month that no year has",
        "国庆节：10月1日放假。19月1日上班。",
        "国庆节：10月1日放假。10月10日上班。",
        (13, "`19月1日` is no day of 2026", "check the month and the day"),
    ),
    wrong(
        "another year",
        "国庆节：2025年10月1日放假。",
        "国庆节：2026年10月1日放假。",
        (5, "2025-10-01 is not in 2026, the year of the notice", "check the year"),
    ),
    wrong(
        "no month yet",
        "国庆节：1日至7日放假。",
        "国庆节：10月1日至7日放假。",
        (5, "the month of `1日` is missing", "write it before the day"),
    ),
    wrong(
        "the span ends before it begins",
        "国庆节：10月7日至1日放假。",
        "国庆节：10月1日至7日放假。",
        (11, "2026-10-01 is not after 2026-10-07", "check both days"),
    ),
    wrong(
        "it is not said what the days are",
        "国庆节：10月1日至7日。",
        "国庆节：10月1日至7日放假。",
        (5, "it is not said whether one works on 2026-10-01", DAYS),
    ),
    wrong(
        "words that nobody has foreseen",
        "国庆节：10月1日至7日放假，其中三天自愿。",
        "国庆节：10月1日至7日放假。",
        (16, "`其中三天自愿` is not understood here", DAYS),
    ),
    wrong(
        "a remark that nobody has foreseen",
        "国庆节：10月1日（暂定）至7日放假。",
        "国庆节：10月1日（周四）至7日放假。",
        (11, "`暂定` is not understood here", "brackets hold the weekday"),
    ),
    wrong(
        "a festival whose days are still open",
        "中秋节：另行通知。",
        "中秋节：9月25日放假。",
        (5, "`另行通知` is not understood here", DAYS),
    ),
    wrong(
        "a festival in another month",
        "清明节：5月4日放假。",
        "清明节：4月4日放假。",
        (1, "清明节 lies between 2026-04-04 and 2026-04-06", "check the months and the days"),
    ),
    wrong(
        "no weekend is near",
        "端午节：6月17日放假，与周末连休。",
        "端午节：6月19日放假，与周末连休。",
        (13, "no weekend lies beside the days off", "strike `与周末连休` if they are right"),
    ),
    wrong(
        "working instead and not working instead",
        "元旦：1月1日放假1天，不调休。1月4日上班。",
        "元旦：1月1日放假1天。1月4日上班。",
        (13, "`不调休` says that nobody works instead, and 2026-01-04 is named", "strike one"),
    ),
    wrong(
        "a festival named twice",
        "国庆节、国庆节：10月1日放假。",
        "国庆节、中秋节：10月1日放假。",
        (1, "国庆节 is named twice", "strike one of the two"),
    ),
    wrong(
        "days that belong to no festival",
        "另外，10月8日放假。\n国庆节：10月1日放假。",
        "国庆节：10月1日放假。",
        (1, "`另外,10月8日放假。` is not understood here", "a line of its own that begins with it, such as `春节：`"),
    ),
    wrong(
        "a span that does not end",
        "国庆节：10月1日至放假。",
        "国庆节：10月1日放假。",
        (11, "`放假` is not understood here", DAYS),
    ),
    wrong(
        "days of nothing",
        "国庆节：放假，10月1日放假。",
        "国庆节：10月1日放假。",
        (5, "`放假` names no day", DAYS),
    ),
    row(
        "the title and the first sentence name two years",
        TITLE + "2027年元旦放假安排如下。\n元旦：1月1日放假。",
        TITLE + "2026年元旦放假安排如下。\n元旦：1月1日放假。",
        (2, 1, "this says 2027, and the title 2026", "correct the one that is wrong"),
    ),
    row(
        "another paper",
        TITLE + "请安排好值班。",
        TITLE + "元旦：1月1日放假。",
        (1, 1, "no festival is named here", "一、元旦：1月1日（周四）放假1天。"),
    ),
]


@pytest.mark.parametrize(("text", "found", "right", "reason"), ROWS, ids=reasons(ROWS))
def test_what_is_wrong_is_found_in_its_place(text: str, found: tuple[Found, ...], right: str, reason: str) -> None:
    """Every mistake is reported where it stands, with what to do; and what it says to do helps."""
    assert unlike(problems(text), found) == [], reason
    assert problems(right) == (), reason


def test_the_year_is_said_or_asked_for() -> None:
    """A notice without a title needs its year from somebody; one with a title is not contradicted."""
    line = "国庆节：10月1日（周五）放假。"
    with pytest.raises(CommandLineError, match="does not say of which year"):
        read(line)
    assert read(line, 2027).year == 2027
    assert problems(TITLE + "国庆节：10月1日放假。", 2026) == ()
    (problem,) = problems(TITLE + "国庆节：10月1日放假。", 2027)
    assert (problem.line, problem.column) == (1, 3)


def test_a_notice_may_lack_festivals() -> None:
    """What is named is read, and the names of the others are known."""
    assert read(TITLE + "国庆节、中秋节：10月1日放假。").missing == ["元旦", "春节", "清明节", "劳动节", "端午节"]
    assert read(PUBLISHED_TEXT[2026].partition("\n七、")[0]).missing == ["国庆节"]


@given(
    st.lists(st.sampled_from([*FESTIVALS, *"0123456789年月日至、，。：（）周六放假上班调休共天\n "]), max_size=30).map(
        "".join
    )
)
def test_any_text_is_read_or_refused(text: str) -> None:
    """No text ends in anything but days or problems; each problem stands in the text."""
    lines = text.split("\n")
    for problem in problems(text, 2026):
        assert 1 <= problem.column <= len(lines[problem.line - 1]) + 1
