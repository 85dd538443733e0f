"""Results → a chart in SVG: how a check grows with the items, and with the lines of the log; axes are logarithmic."""

from __future__ import annotations

from html import escape
from math import log10
from typing import TYPE_CHECKING, NamedTuple

from report import CHECK, COMPOSE, EARLIER, LOGS, TASKWARRIOR, with_log

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from measure import Result

_WIDTH, _HEIGHT, _LEFT, _TOP, _GAP = 330, 240, 60, 50, 90
_DECADES = (1, 6)  # 10 to 1,000,000 items or lines
_LEAST, _MOST = -2.5, 1.5  # 3 ms to 30 s, as powers of ten
_COLORS = {CHECK: "#1f6feb", EARLIER: "#8c959f", COMPOSE: "#bf8700", TASKWARRIOR: "#8250df"}
_FONT = 'font-family="sans-serif" font-size="12"'
_TICKS = {-2: "10 ms", -1: "100 ms", 0: "1 s", 1: "10 s"}


class Point(NamedTuple):
    """How long a command takes, in seconds, on so many items or lines."""

    number: int
    seconds: float


def growth(results: Sequence[Result]) -> str:
    """Return the chart: a panel by items, and one by lines of the log."""
    by_key = {(result.command.name, result.command.items): result.minimum for result in results if result.runs}
    by_items = {
        name: [Point(items, seconds) for (other, items), seconds in by_key.items() if other == name and items]
        for name in _COLORS
    }
    by_lines = {
        name: [Point(lines, by_key[key]) for lines in LOGS if (key := (with_log(name, lines), 35)) in by_key]
        for name in (CHECK, EARLIER)
    }
    width, height = 2 * (_LEFT + _WIDTH) + _GAP, _TOP + _HEIGHT + 60
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" {_FONT}>',
        f'<rect width="{width}" height="{height}" fill="white"/>',
        *_panel(_LEFT, "by items in the list", by_items),
        *_panel(2 * _LEFT + _WIDTH + _GAP // 2, "by lines of the log, 35 items", by_lines),
        "</svg>",
    ]
    return "\n".join(parts) + "\n"


def _panel(left: int, title: str, lines: dict[str, list[Point]]) -> Iterator[str]:
    """Yield one panel: its title, its grid, and a line for each command."""
    first, last = _DECADES

    def x(number: int) -> float:
        return left + (log10(number) - first) / (last - first) * _WIDTH

    def y(seconds: float) -> float:
        return _TOP + (_MOST - log10(seconds)) / (_MOST - _LEAST) * _HEIGHT

    yield f'<text x="{left}" y="{_TOP - 26}" font-size="14" font-weight="bold">{escape(title)}</text>'
    yield from _grid(left, x, y)
    for place, (name, points) in enumerate((name, points) for name, points in lines.items() if points):
        color, corners = _COLORS[name], " ".join(f"{x(each.number):.1f},{y(each.seconds):.1f}" for each in points)
        yield f'<polyline points="{corners}" fill="none" stroke="{color}" stroke-width="2"/>'
        yield from (
            f'<circle cx="{x(each.number):.1f}" cy="{y(each.seconds):.1f}" r="3" fill="{color}"/>' for each in points
        )
        label = escape(name.replace("`", ""))
        yield f'<text x="{left + 8}" y="{_TOP + 16 + 16 * place}" fill="{color}">{label}</text>'


def _grid(left: int, x: Callable[[int], float], y: Callable[[float], float]) -> Iterator[str]:
    """Yield the lines of the decades, with their figures."""
    first, last = _DECADES
    for power, label in _TICKS.items():
        height = y(10.0**power)
        yield f'<line x1="{left}" x2="{left + _WIDTH}" y1="{height:.1f}" y2="{height:.1f}" stroke="#d0d7de"/>'
        yield f'<text x="{left - 6}" y="{height + 4:.1f}" text-anchor="end" fill="#57606a">{label}</text>'
    for power in range(first, last + 1):
        place, label = x(10**power), f"{10**power:,}"
        yield f'<line x1="{place:.1f}" x2="{place:.1f}" y1="{_TOP}" y2="{_TOP + _HEIGHT}" stroke="#d0d7de"/>'
        yield f'<text x="{place:.1f}" y="{_TOP + _HEIGHT + 18}" text-anchor="middle" fill="#57606a">{label}</text>'
