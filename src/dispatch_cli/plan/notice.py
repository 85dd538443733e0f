"""The yearly notice of the State Council: on which days nobody works, and on which weekends one does instead.

It has a frame and, for each festival, a line such as `六、中秋节：9月25日（周五）至27日（周日）放假，共3天。` What such
a line says must be understood whole. The frame may say what it likes, as long as it names no days off.
"""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import CommandLineError, ProblemsError
from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import say
from dispatch_cli.plan.notice_festival import FORM, FestivalReader
from dispatch_cli.plan.notice_text import CleanText, clean, clean_lines, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from dispatch_cli.model import DaySpan
    from dispatch_cli.plan.notice_festival import StatedFestival
    from dispatch_cli.source import Source


class Festival(NamedTuple):
    """One festival, or several at once: the days off, and the weekends on which one works, in the notice's order."""

    names: tuple[str, ...]
    off: tuple[DaySpan, ...]
    on: tuple[date, ...]


class Notice(NamedTuple):
    """The days off and the working weekends of one year; at New Year some may lie in the December before it."""

    year: int
    festivals: tuple[Festival, ...]

    @property
    def off(self) -> tuple[DaySpan, ...]:
        """Return the spans of days off, weekends among them included."""
        return tuple(span for festival in self.festivals for span in festival.off)

    @property
    def on(self) -> tuple[date, ...]:
        """Return the weekends on which one works."""
        return tuple(day for festival in self.festivals for day in festival.on)

    @property
    def missing(self) -> list[str]:
        """Return the festivals that the notice does not name."""
        named = {name for festival in self.festivals for name in festival.names}
        return [name for name in FESTIVALS if name not in named]


class _Season(NamedTuple):
    """Between which days a festival lies in any year, as month and day; three festivals follow the moon."""

    first: tuple[int, int]
    last: tuple[int, int]


FESTIVALS = {
    "元旦": _Season((1, 1), (1, 1)),
    "春节": _Season((1, 20), (2, 21)),
    "清明节": _Season((4, 4), (4, 6)),
    "劳动节": _Season((5, 1), (5, 1)),
    "端午节": _Season((5, 25), (6, 27)),
    "中秋节": _Season((9, 6), (10, 9)),
    "国庆节": _Season((10, 1), (10, 1)),
}
_NAME = "(?:元旦|春节|清明|(?:国际)?劳动|端午|中秋|国庆)节?"
_FULL_NAMES = {name.removesuffix("节"): name for name in FESTIVALS} | {"国际劳动": "劳动节"}
_SEVERAL = 3  # so many are named at once only where the notice begins
_HEAD = re.compile(
    r"(?:[一二三四五六七八九十]{1,2}[、.,]|\([一二三四五六七八九十0-9]{1,2}\)[、.]?|[0-9]{1,2}[、.]?|至+)?"
    rf"(?P<names>{_NAME}(?:[、和及与]?{_NAME})*):?"
)
_YEAR = re.compile(rf"([1-9][0-9]{{3}})年(?:部分|全年|法定|节假日|放假|{_NAME})")
_DATE = "(?:[0-9]{4}年)?[0-9]{1,2}月[0-9]{1,2}日"
_SIGNATURE = re.compile(f"国务院.*|{_DATE}")
_DAYS, _WORDS = re.compile("[0-9][日号天]"), re.compile(f"{_NAME}|放假|上班|调休|补休")


class _Paragraph(NamedTuple):
    """The names of a festival, where they stand, and the lines about it; the first one may be empty."""

    names: tuple[str, ...]
    at: int
    lines: list[CleanText]

    def goes_on(self, line: CleanText) -> bool:
        """Say whether a line goes on with it."""
        if _SIGNATURE.fullmatch(line.text):
            return False
        return not self.lines[-1].text.endswith(("。", ".")) or re.match(_DATE, line.text) is not None


def read_notice(source: Source, year: int | None = None) -> Notice:
    """Return what a notice says; `year` is meant where it names none.

    Raises ProblemsError with all that is not understood or contradicts itself or the calendar, CommandLineError where
    nobody says of which year it is.
    """
    year = _year(source, year)
    items, others = _parted(clean_lines(source.text))
    for line in others:
        if _DAYS.search(line.text) and _WORDS.search(line.text):
            message = say("`{text}` is not understood here", text=brief(line.text))
            hint = say(
                "give each festival a line of its own that begins with it, such as `春节：`; "
                "strike a line that names no days off"
            )
            source.report(line.places[0], message, hint)
    festivals = [FestivalReader(source, year, item.names, joined(item.lines)).read(item.at) for item in items]
    _check_festivals(source, year, festivals)
    _check_days(source, festivals)
    if source.problems:
        raise ProblemsError(source.problems)
    return Notice(year, tuple(_festival(stated) for stated in festivals))


def _festival(stated: StatedFestival) -> Festival:
    off = tuple(days.span for days in stated.off)
    return Festival(stated.names, off, tuple(day for days in stated.on for day in days.span.days))


def _year(source: Source, asked: int | None) -> int:
    """Return the year that a notice says first, else the one asked for; report each other one that is said.

    Raises CommandLineError where there is none.
    """
    whole = clean(source.text, 0, len(source.text))
    found = [*_YEAR.finditer(whole.text)]
    year = next((int(each[1]) for each in found), asked)
    if year is None:
        message = say("the notice does not say of which year it is")
        raise CommandLineError(message, say("say it, for example `--year 2027`"))
    for each in found:
        if int(each[1]) != year:
            message = say("this says {said}, and the title {year}", said=each[1], year=year)
            source.report(whole.places[each.start()], message, say("correct the one that is wrong"))
    if asked not in {None, year}:
        message = say("the notice is of {year}, and --year says {said}", year=year, said=asked or 0)
        source.report(whole.places[found[0].start()], message, say("leave --year out, or take the right notice"))
    return year


def _parted(lines: Iterable[CleanText]) -> tuple[list[_Paragraph], list[CleanText]]:
    """Return what is said of each festival, and the other lines."""
    items: list[_Paragraph] = []
    others = []
    is_open = False
    for line in lines:
        head = _HEAD.match(line.text)
        names = re.findall(_NAME, head["names"]) if head else []
        if head and len(names) < _SEVERAL:
            full = tuple(_FULL_NAMES[name.removesuffix("节")] for name in names)
            items.append(_Paragraph(full, line.places[head.start("names")], [line.behind(head.end())]))
            is_open = True
        elif is_open and line.text and items[-1].goes_on(line):
            items[-1].lines.append(line)
        else:
            is_open = is_open and not line.text and not items[-1].lines[-1].text
            others.append(line)
    return items, others


def _check_festivals(source: Source, year: int, festivals: Sequence[StatedFestival]) -> None:
    """Report what is wrong with a festival as a whole."""
    if not festivals:
        message = say("no festival is named here")
        source.report(0, message, say("give it the notice with its lines such as `一、元旦：1月1日（周四）放假1天。`"))
    named = set[str]()
    for festival in festivals:
        for name in festival.names:
            if name in named:
                source.report(festival.at, say("{name} is named twice", name=name), say("strike one of the two"))
            named.add(name)
        if not festival.is_whole:
            continue
        if not festival.off:
            source.report(festival.at, say("no day off is named for {name}", name="、".join(festival.names)), FORM)
        else:
            _check_season(source, year, festival)
        if festival.unmoved is not None and festival.on:
            message = say("`不调休` says that nobody works instead, and {day} is named", day=festival.on[0].span.first)
            source.report(festival.unmoved, message, say("strike one of the two"))


def _check_season(source: Source, year: int, festival: StatedFestival) -> None:
    """Report days off that do not touch the season of their festival."""
    for name in festival.names:
        first, last = (date(year, month, day) for month, day in FESTIVALS[name])
        if not any(days.span.first <= last and first <= days.span.last for days in festival.off):
            message = say(
                "{name} lies between {first} and {last}, which none of its days off does",
                name=name,
                first=first,
                last=last,
            )
            source.report(festival.at, message, say("check the months and the days"))


def _check_days(source: Source, festivals: Sequence[StatedFestival]) -> None:
    """Report a day of which two things are said."""
    taken = set[date]()
    for stated in sorted(
        (days for festival in festivals for days in (*festival.off, *festival.on)), key=lambda days: days.at
    ):
        twice = taken.intersection(stated.span.days)
        taken.update(stated.span.days)
        if twice:
            source.report(stated.at, say("{day} is named twice", day=min(twice)), say("strike one of the two"))
