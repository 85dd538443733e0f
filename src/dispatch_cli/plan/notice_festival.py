"""What a notice says of one festival: on which days nobody works, and on which weekends one does instead."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.cadence.meetings import WEEKDAY_SIGNS
from dispatch_cli.hints.guesses import brief
from dispatch_cli.messages import Message, say, say_n
from dispatch_cli.model import SATURDAY, DaySpan

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.plan.notice_text import CleanText
    from dispatch_cli.source import Source

NEW_YEAR = "元旦"
FORM = say("write days off as `1月28日（周二）至2月4日（周二）放假`, working days as `2月8日（周六）上班`")
_FRIDAY, _DECEMBER = 4, 12
_TOKEN = re.compile(
    r"(?P<day>(?:(?P<year>[0-9]{4})年)?(?:(?P<month>[0-9]{1,2})月)?(?P<date>[0-9]{1,2})[日号](?:\((?P<remark>[^()]*)\))?)"
    r"|(?P<to>至+)"
    r"|(?P<weekend>与(?:周末|双休日)连休)"
    r"|(?P<unmoved>[不无]调休)"
    r"|(?P<off>放假(?:调休|公休)?|补休)(?:(?P<own>[0-9]{1,3})天)?"
    r"|(?P<on>(?:正常|照常)?上班|补班)"
    r"|共计?(?P<count>[0-9]{1,3})天"
    r"|(?P<stop>[。;.])"
    r"|[、,和及与]|调休"
    r"|鼓励[^。]*"  # on such days somebody may take leave
)
_WEEKDAY = re.compile(f"(?:周|星期|礼拜)([{WEEKDAY_SIGNS}天])")
_MOON = re.compile(
    "(?:农历|阴历)?(?:[甲乙丙丁戊己庚辛壬癸][子丑寅卯辰巳午未申酉戌亥]年)?(?:闰?[正冬腊一二三四五六七八九十]+月)?(?:大年)?(?:除夕|[初廿十二三][一二三四五六七八九十]+)?"
    "|(?:元旦|春节|清明|劳动|端午|中秋|国庆)节?(?:当[日天])?"
)
_REMARK = say("brackets hold the weekday and the day of the moon, such as `（农历除夕、周二）`")


class StatedDays(NamedTuple):
    """Days that a notice names, and the index in its text at which it does."""

    span: DaySpan
    at: int


class StatedFestival(NamedTuple):
    """What a notice says of one festival, or of several at once; `at` is the index at which it names them.

    `unmoved` is the index at which it says that nobody works instead, None where it does not. Where a day had to be
    reported, the others are not the whole.
    """

    names: tuple[str, ...]
    at: int
    off: tuple[StatedDays, ...]
    on: tuple[StatedDays, ...]
    unmoved: int | None
    is_whole: bool


class FestivalReader:
    """Reads the words about one festival; what they do not say clearly is reported."""

    def __init__(self, source: Source, year: int, names: tuple[str, ...], said: CleanText) -> None:
        """Begin before the first word."""
        self.source, self.year, self.names, self.said = source, year, names, said
        self._off: list[StatedDays] = []
        self._on: list[StatedDays] = []
        self._open: list[StatedDays] = []  # of these it is not said yet whether one works
        self._before: date | None = None
        self._is_in_span = False
        self._unmoved: int | None = None
        self._is_whole = True
        self._misnamed = set[date]()  # days whose weekday was reported

    def read(self, at: int) -> StatedFestival:
        """Return what is said of the festival that is named at this index of the source."""
        begin = 0
        while begin < len(self.said.text):
            token = _TOKEN.match(self.said.text, begin)
            begin = self._take(token) if token else self._skip(begin)
        self._close()
        return StatedFestival(self.names, at, tuple(self._off), tuple(self._on), self._unmoved, self._is_whole)

    def _take(self, token: re.Match[str]) -> int:
        """Take one word, and return where the next one begins."""
        ends_span, self._is_in_span = self._is_in_span, False
        if token["day"]:
            self._take_day(token, ends_span=ends_span)
        elif ends_span or (token["to"] and not self._open and self._is_whole):
            self._not_understood(token.start(), token[0], FORM)
        elif token["to"]:
            self._is_in_span = bool(self._open)
        elif token["off"]:
            self._settle(token, self._off)
            self._check_count(token, "own")
        elif token["on"]:
            self._check_weekends()
            self._settle(token, self._on)
        elif token["weekend"]:
            self._check_weekend(token)
        elif token["unmoved"]:
            self._unmoved = self.said.places[token.start()]
        elif token["stop"]:
            self._close()
        self._check_count(token, "count")
        return token.end()

    def _skip(self, at: int) -> int:
        """Report what is not understood, and return where something begins that is."""
        following = _TOKEN.search(self.said.text, at)
        stop = following.start() if following else len(self.said.text)
        self._not_understood(at, self.said.text[at:stop], FORM)
        self._is_in_span = False
        return stop

    def _take_day(self, token: re.Match[str], *, ends_span: bool) -> None:
        day = self._day(token, ends_span=ends_span)
        if day is None:
            self._is_whole = False
            return
        self._before = day
        self._check_remark(token, day)
        if not ends_span:
            self._open.append(StatedDays(DaySpan(day, day), self.said.places[token.start()]))
            return
        first = self._open.pop()
        if day > first.span.first:
            self._open.append(first._replace(span=DaySpan(first.span.first, day)))
        else:
            message = say("{last} is not after {first}", last=day, first=first.span.first)
            self._report(token.start(), message, say("check both days"))
            self._is_whole = False

    def _day(self, token: re.Match[str], *, ends_span: bool) -> date | None:
        """Return the day that is named; None where it is reported."""
        if token["month"] is None and self._before is None:
            message = say("the month of `{text}` is missing", text=token[0])
            if self._is_whole:
                self._report(token.start(), message, say("write it before the day, such as `1月28日`"))
            return None
        month = int(token["month"] or (self._before or date.min).month)
        year, number = self._year(token, month, ends_span=ends_span), int(token["date"])
        try:
            day = date(year, month, number)
        except ValueError:
            message = say("`{text}` is no day of {year}", text=token["day"].partition("(")[0], year=year)
            self._report(token.start(), message, say("check the month and the day"))
            return None
        if day.year == self.year or (day.year == self.year - 1 and self._is_eve(month)):
            return day
        message = say("{day} is not in {year}, the year of the notice", day=day, year=self.year)
        self._report(token.start(), message, say("check the year here and in the title"))
        return None

    def _year(self, token: re.Match[str], month: int, *, ends_span: bool) -> int:
        """Return the year in which a day is meant: that of the notice, at New Year perhaps the one before."""
        if token["year"]:
            return int(token["year"])
        if self._before and token["month"] is None:
            return self._before.year
        if self._before and ends_span:
            return self._before.year + (month < self._before.month)
        return self.year - self._is_eve(month)

    def _is_eve(self, month: int) -> bool:
        return month == _DECEMBER and NEW_YEAR in self.names

    def _check_remark(self, token: re.Match[str], day: date) -> None:
        """Report a weekday that the day does not have, and words in its brackets that are not understood."""
        for remark in re.finditer("[^、,;]+", token["remark"] or ""):
            at, weekday = token.start("remark") + remark.start(), _WEEKDAY.fullmatch(remark[0])
            right = WEEKDAY_SIGNS[day.weekday()]
            if weekday and weekday[1].replace("天", "日") != right:
                self._misnamed.add(day)
                message = say("{day} is 周{right}, not {said}", day=day, right=right, said=remark[0])
                self._report(
                    at, message, say("check the day, the weekday and the year, which is {year}", year=day.year)
                )
            elif not weekday and not _MOON.fullmatch(remark[0]):
                self._not_understood(at, remark[0], _REMARK)

    def _check_weekends(self) -> None:
        """Report make-up days on which one works anyway, unless their weekday was reported already."""
        for stated in self._open:
            day = next((day for day in stated.span.days if day.weekday() < SATURDAY), None)
            if day and day not in self._misnamed:
                message = say(
                    "{day} is 周{right}, on which one works anyway", day=day, right=WEEKDAY_SIGNS[day.weekday()]
                )
                self.source.report(stated.at, message, say("a make-up day is a Saturday or a Sunday; check the day"))

    def _settle(self, token: re.Match[str], stated: list[StatedDays]) -> None:
        """Say of the open days whether one works."""
        if not self._open and self._is_whole:
            self._report(token.start(), say("`{text}` names no day", text=token[0]), FORM)
        stated += self._open
        self._open = []

    def _close(self) -> None:
        """Report the days that are still open."""
        for stated in self._open if self._is_whole else ():
            message = say("it is not said whether one works on {day}", day=stated.span.first)
            self.source.report(stated.at, message, FORM)
            self._is_whole = False
        self._open = []

    def _check_count(self, token: re.Match[str], group: str) -> None:
        """Report a number of days that is not the number of the days off that were named so far."""
        n = sum(len(stated.span.days) for stated in self._off)
        if token[group] and int(token[group]) != n and self._is_whole:
            said = int(token[group])
            message = say_n("{n} day off is named, not {said}", "{n} days off are named, not {said}", n, said=said)
            self._report(token.start(group), message, say("check the days and their number"))

    def _check_weekend(self, token: re.Match[str]) -> None:
        if not touches_weekend([stated.span for stated in self._off]):
            message = say("no weekend lies beside the days off")
            self._report(
                token.start(), message, say("check the days; strike `{text}` if they are right", text=token[0])
            )

    def _not_understood(self, at: int, text: str, hint: Message) -> None:
        self._is_whole = False
        self._report(at, say("`{text}` is not understood here", text=brief(text)), hint)

    def _report(self, at: int, message: Message, hint: Message) -> None:
        self.source.report(self.said.places[at], message, hint)


def touches_weekend(spans: Sequence[DaySpan]) -> bool:
    """Say whether a weekend lies in one of these spans or beside it."""
    return any(
        span.first.weekday() == 0
        or span.last.weekday() == _FRIDAY
        or any(day.weekday() >= SATURDAY for day in span.days)
        for span in spans
    )
