"""Results → Markdown: the table of times, the ratios beside their goals, the table of memory.

Ratios are of the quickest runs: other work on a machine only ever makes a run slower.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple, TypeAlias

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from measure import Result

Key: TypeAlias = tuple[str, int | None]
Results: TypeAlias = "Mapping[Key, Result]"

CHECK = "`dispatch check`"
CHECK_LOGGED = "`dispatch check`, log of 100,000 lines"
RECORD = "`dispatch record 1`"
REMIND = "`dispatch remind`"
FORECAST = "`dispatch forecast`"
LEVEL = "`dispatch forecast --level`"
REPORT_LOGGED = "`dispatch report`, log of 100,000 lines"
CHECK_YEAR = "`dispatch check --format json`, log of a year"
PAGE_YEAR = "`dispatch report --format html` of a year"
HELP = "`dispatch --help`"
TAB = "TAB on a command"
EARLIER = "the earlier `dispatch check`"
LOGS = (100_000, 1_000_000)
BARE = "bare `python -c pass`"
TEMPLATES = "`import jinja2`"
RECORD_LOGGED = "`dispatch record 1`, log of 100,000 lines"
COMPOSE = "PyYAML's C parser, composing"
IMPORTS = "`import typer, yaml`"
TODOMAN = "todoman, `todo list`"
TASKWARRIOR = "Taskwarrior, `task overdue`"
_BASE = 35
_KILOBYTE = 1024
_MEMORY_ITEMS, _MEMORY_GOAL = 10_000, 12
_PAGE_GOAL = 3
_LOG_GOAL = 0.4


def with_log(name: str, lines: int) -> str:
    """Return the name of a command on a list whose log has so many lines."""
    return f"{name}, log of {lines:,} lines"


class Ratio(NamedTuple):
    """How much longer one command takes than another, and the most that it should."""

    command: Key
    other: Key
    goal: float | None = None


RATIOS = (
    Ratio((CHECK, 35), (TODOMAN, 35), 0.65),
    Ratio((CHECK, 35), (IMPORTS, None), 1.12),
    Ratio((HELP, None), (CHECK, 35), 1.1),
    Ratio((TAB, None), (CHECK, 35), 1.1),
    Ratio((CHECK, 10_000), (COMPOSE, 10_000), 0.8),
    Ratio((CHECK, 100_000), (COMPOSE, 100_000)),
    Ratio((CHECK, 10_000), (TASKWARRIOR, 10_000), 1.1),
    Ratio((CHECK, 100_000), (EARLIER, 100_000), 0.4),
    *(Ratio((with_log(CHECK, lines), 35), (with_log(EARLIER, lines), 35), 0.4) for lines in LOGS),
    Ratio((RECORD_LOGGED, 10_000), (CHECK_LOGGED, 10_000), 1.5),
    Ratio((REPORT_LOGGED, 10_000), (CHECK_LOGGED, 10_000), 2),
    Ratio((RECORD, 35), (CHECK, 35)),
    Ratio((REMIND, 35), (CHECK, 35), 1.3),
    Ratio((FORECAST, 35), (CHECK, 35), 1.3),
    Ratio((LEVEL, 35), (CHECK, 35)),
    Ratio((CHECK, 1_000), (TODOMAN, 1_000)),
    Ratio((CHECK, 35), (TASKWARRIOR, 35)),
)


def report(results: Iterable[Result]) -> str:
    """Return the whole report."""
    results = list(results)
    by_key = {(result.command.name, result.command.items): result for result in results}
    parts = (_times(results), _ratios(by_key), _memory(by_key))
    return "\n\n".join("\n".join(part) for part in parts) + "\n"


def _times(results: Sequence[Result]) -> Iterator[str]:
    yield "| command | items | minimum | median | CPU |"
    yield "| --- | ---: | ---: | ---: | ---: |"
    for result in results:
        items = "" if result.command.items is None else f"{result.command.items:,}"
        yield f"| {result.command.name} | {items} | {' | '.join(_cells(result))} |"


def _cells(result: Result) -> tuple[str, ...]:
    if result.runs:
        return tuple(map(_milliseconds, (result.minimum, result.median, result.cpu)))
    return (f"failed with {result.status}" if result.status else "not installed"), "", ""


def _milliseconds(seconds: float) -> str:
    return f"{1000 * seconds:,.{0 if seconds >= 1 else 1}f} ms"


def _ratios(results: Results) -> Iterator[str]:
    for ratio in RATIOS:
        if ratio.command in results and ratio.other in results:
            yield f"- {_name(ratio.command)} ÷ {_name(ratio.other)}: {_value(ratio, results)}"
    yield from _page(results)
    yield from _memory_of_logs(results)
    yield from _reading(results)
    memory = results.get((CHECK, _MEMORY_ITEMS))
    if memory and memory.runs:
        each = memory.peak / _KILOBYTE / _MEMORY_ITEMS
        verdict = _verdict(f"< {_MEMORY_GOAL} KB", met=each < _MEMORY_GOAL)
        yield f"- peak memory of {_name((CHECK, _MEMORY_ITEMS))}: **{each:.1f} KB** an item; {verdict}"


def _page(results: Results) -> Iterator[str]:
    """Say what the page costs beside a check of the same files, the import of the template library left out."""
    keys = (PAGE_YEAR, _BASE), (TEMPLATES, None), (BARE, None), (CHECK_YEAR, _BASE)
    if not all(key in results and results[key].runs for key in keys):
        return
    page, templates, bare, check = (results[key].minimum for key in keys)
    ratio = (page - (templates - bare)) / check
    verdict = _verdict(f"≤ {_PAGE_GOAL}", met=ratio <= _PAGE_GOAL)
    yield f"- {PAGE_YEAR}, without {TEMPLATES}, ÷ {CHECK_YEAR}: **{ratio:.2f}**; {verdict}"


def _memory_of_logs(results: Results) -> Iterator[str]:
    """Say what memory a check with a log takes beside the earlier version."""
    for lines in LOGS:
        now, before = ((with_log(name, lines), _BASE) for name in (CHECK, EARLIER))
        if all(key in results and results[key].runs for key in (now, before)):
            ratio = results[now].peak / results[before].peak
            verdict = _verdict(f"≤ {_LOG_GOAL}", met=ratio <= _LOG_GOAL)
            yield f"- peak memory of {_name(now)} ÷ {_name(before)}: **{ratio:.2f}**; {verdict}"


def _reading(results: Results) -> Iterator[str]:
    """Say what the log costs beside the items: what it adds to a check, and what they add to one of few items."""
    keys = (CHECK_LOGGED, _MEMORY_ITEMS), (CHECK, _MEMORY_ITEMS), (CHECK, _BASE)
    if not all(key in results and results[key].runs for key in keys):
        return
    logged, plain, base = (results[key].minimum for key in keys)
    ratio = (logged - plain) / (plain - base)
    verdict = _verdict("< 1", met=ratio < 1)
    yield f"- 100,000 lines of log ÷ 10,000 items, in `dispatch check`: **{ratio:.2f}**; {verdict}"


def _name(key: Key) -> str:
    name, items = key
    return name if items is None else f"{name} at {items:,}"


def _value(ratio: Ratio, results: Results) -> str:
    command, other = results[ratio.command], results[ratio.other]
    if not command.runs or not other.runs:
        return "not measured"
    quickest = command.minimum / other.minimum
    value = f"**{quickest:.2f}** (medians {command.median / other.median:.2f}, CPU {command.cpu / other.cpu:.2f})"
    return value if ratio.goal is None else f"{value}; {_verdict(f'≤ {ratio.goal:g}', met=quickest <= ratio.goal)}"


def _verdict(goal: str, *, met: bool) -> str:
    return f"goal {goal}: {'met' if met else 'not met'}"


def _memory(results: Results) -> Iterator[str]:
    measured = {key[1]: result.peak for key, result in results.items() if key[0] == CHECK and result.runs}
    if _BASE not in measured:
        return
    yield f"| items | peak memory of {CHECK} | per item beyond the run with {_BASE} | per item in total |"
    yield "| ---: | ---: | ---: | ---: |"
    for items, peak in measured.items():
        if items:
            more = _kilobytes(peak - measured[_BASE], items - _BASE) if items > _BASE else ""
            yield f"| {items:,} | {peak / _KILOBYTE**2:.1f} MB | {more} | {_kilobytes(peak, items)} |"


def _kilobytes(size: int, items: int) -> str:
    return f"{size / _KILOBYTE / items:,.1f} KB"
