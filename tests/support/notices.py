"""Notices of days off: what was published for 2025 and 2026 as facts, and a writer whose inverse is the reader."""

from __future__ import annotations

from datetime import date, timedelta
from importlib import import_module
from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.model import DaySpan
from dispatch_cli.plan.notice import Festival

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

LIBRARY: Any = import_module("chinese_calendar")
YEARS = range(2008, 2027)
NUMBERS = "一二三四五六七"
NAMES = {
    LIBRARY.Holiday.new_years_day.value: "元旦",
    LIBRARY.Holiday.spring_festival.value: "春节",
    LIBRARY.Holiday.tomb_sweeping_day.value: "清明节",
    LIBRARY.Holiday.labour_day.value: "劳动节",
    LIBRARY.Holiday.dragon_boat_festival.value: "端午节",
    LIBRARY.Holiday.mid_autumn_festival.value: "中秋节",
    LIBRARY.Holiday.national_day.value: "国庆节",
}
# Of a holiday once only, on 3 September 2015, the yearly notice knew nothing.
ONCE = LIBRARY.Holiday.anti_fascist_70th_day.value


def _day(text: str) -> date:
    return date.fromisoformat(text)


def festival(names: str, first: str, last: str, *on: str) -> Festival:
    """Return a festival of one span."""
    return Festival(tuple(names.split("、")), (DaySpan(_day(first), _day(last)),), tuple(map(_day, on)))


PUBLISHED = {
    2025: (
        festival("元旦", "2025-01-01", "2025-01-01"),
        festival("春节", "2025-01-28", "2025-02-04", "2025-01-26", "2025-02-08"),
        festival("清明节", "2025-04-04", "2025-04-06"),
        festival("劳动节", "2025-05-01", "2025-05-05", "2025-04-27"),
        festival("端午节", "2025-05-31", "2025-06-02"),
        festival("国庆节、中秋节", "2025-10-01", "2025-10-08", "2025-09-28", "2025-10-11"),
    ),
    2026: (
        festival("元旦", "2026-01-01", "2026-01-03", "2026-01-04"),
        festival("春节", "2026-02-15", "2026-02-23", "2026-02-14", "2026-02-28"),
        festival("清明节", "2026-04-04", "2026-04-06"),
        festival("劳动节", "2026-05-01", "2026-05-05", "2026-05-09"),
        festival("端午节", "2026-06-19", "2026-06-21"),
        festival("中秋节", "2026-09-25", "2026-09-27"),
        festival("国庆节", "2026-10-01", "2026-10-07", "2026-09-20", "2026-10-10"),
    ),
}
# The same as a text, in a frame of our own.
PUBLISHED_TEXT = {
    2025: """\
国务院办公厅关于2025年部分节假日安排的通知
某发电〔2024〕12号

各单位：
　　2025年元旦、春节、清明节、劳动节、端午节、国庆节和中秋节的放假日期安排如下。
　　一、元旦：1月1日（周三）放假1天，不调休。
　　二、春节：1月28日（农历除夕、周二）至2月4日（农历正月初七、周二）放假调休，共8天。1月26日（周日）、2月8日（周六）上班。
　　三、清明节：4月4日（周五）至6日（周日）放假，共3天。
　　四、劳动节：5月1日（周四）至5日（周一）放假调休，共5天。4月27日（周日）上班。
　　五、端午节：5月31日（周六）至6月2日（周一）放假，共3天。
　　六、国庆节、中秋节：10月1日（周三）至8日（周三）放假调休，共8天。9月28日（周日）、10月11日（周六）上班。
　　节假日期间，请安排好值班。

国务院办公厅
2024年11月12日
""",
    2026: """\
国务院办公厅关于2026年
部分节假日安排的通知

各单位：
2026年的放假日期安排如下：

一、元旦:1月1日(周四)至3日(周六)放假调休,共3天。1月4日(周日)上班。
二、春节:2月15日(农历腊月二十八、周日)至23日(农历正月初七、周一)放假调休,共9天。2月14日(周六)、2月28日(周六)上班。
三、清明节:4月4日(周六)至6日(周一)放假,共3天。
四、劳动节:5月1日(周五)至5日(周二)放假调休,共5天。5月9日(周六)上班。
五、端午节:6月19日(周五)至21日(周日)放假,共3天。
六、中秋节:9月25日(周五)至27日(周日)放假,共3天。
七、国庆节:10月1日(周四)至7日(周三)放假调休,共7天。9月20日(周日)、10月10日(周六)上班。

2025年11月4日
""",
}


def festivals(year: int) -> tuple[Festival, ...]:
    """Return the festivals of a year as the table of chinesecalendar has them: each run of days off is one."""
    named: dict[DaySpan, set[str]] = {}
    for day, name in LIBRARY.holidays.items():
        if name != ONCE and year - day.year in {0, 1} and (span := run(day)).last.year == year:
            named.setdefault(span, set()).add(name)
    return tuple(
        Festival(
            tuple(NAMES[name] for name in NAMES if name in names),
            (span,),
            tuple(sorted(day for day, name in LIBRARY.workdays.items() if name in names and is_near(day, span))),
        )
        for span, names in sorted(named.items())
    )


def run(day: date) -> DaySpan:
    """Return the days off around a day off."""
    first = last = day
    while LIBRARY.is_holiday(first - timedelta(1)):
        first -= timedelta(1)
    while last < date(2026, 12, 31) and LIBRARY.is_holiday(last + timedelta(1)):
        last += timedelta(1)
    return DaySpan(first, last)


def is_near(day: date, span: DaySpan) -> bool:
    """Say whether a make-up day belongs to these days off, not to the same festival of another year."""
    return abs((day - span.first).days) < 60


class Style(NamedTuple):
    """How a notice is written: each way of writing that offices and editors have."""

    weekday: str | None = "周"
    repeats_month: bool = False
    names_year: bool = False
    counts: bool = True
    full_width: bool = False
    half_width: bool = False
    blank: str = ""
    number: str = "{}、"
    line_end: str = "\n"


def write_notice(year: int, each: Iterable[Festival], style: Style = Style()) -> str:  # noqa: B008 a frozen value
    """Return the notice of a year."""
    lines = [f"关于{year}年部分节假日安排的通知", "", "各单位：", *items(each, style), "", f"{year - 1}年11月4日", ""]
    text = style.line_end.join(lines)
    if style.full_width:
        text = text.translate({ord("0") + digit: ord("０") + digit for digit in range(10)})
    return text.translate(str.maketrans("（）：，", "():,")) if style.half_width else text


def items(each: Iterable[Festival], style: Style) -> Iterator[str]:
    """Yield the line of each festival."""
    for number, row in zip(NUMBERS, each, strict=False):
        words = [style.number.format(number), "、".join(row.names), "："]
        words += [f"{'、'.join(written(span, style) for span in row.off)}放假"]
        words += [f"，共{sum(len(span.days) for span in row.off)}天"] if style.counts else []
        words += ["。"]
        words += [f"{'、'.join(day_written(day, style) for day in row.on)}上班。"] if row.on else []
        yield style.blank.join(words)


def written(span: DaySpan, style: Style) -> str:
    """Return a span, or a single day."""
    first, last = span
    text = day_written(first, style._replace(names_year=style.names_year or first.year < last.year))
    if first == last:
        return text
    last_style = style._replace(names_year=style.names_year or first.year < last.year)
    shortens = not style.repeats_month and first.month == last.month
    return f"{text}至{day_written(last, last_style, shortens=shortens)}"


def day_written(day: date, style: Style, *, shortens: bool = False) -> str:
    """Return a day; one that shortens lacks its month."""
    year = f"{day.year}年" if style.names_year and not shortens else ""
    weekday = f"（{style.weekday}{'一二三四五六日'[day.weekday()]}）" if style.weekday else ""
    return f"{year}{'' if shortens else f'{day.month}月'}{day.day}日{weekday}"


def works(each: tuple[Festival, ...]) -> Callable[[date], bool]:
    """Return whether one works on a day, after a notice of these festivals."""
    off = {day for row in each for span in row.off for day in span.days}
    on = {day for row in each for day in row.on}
    return lambda day: day in on or (day not in off and day.weekday() < 5)
