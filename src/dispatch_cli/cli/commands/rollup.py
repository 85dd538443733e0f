"""`dispatch rollup`: how well many units kept their cadences, all on one page."""

from __future__ import annotations

import re
from itertools import chain
from typing import TYPE_CHECKING, Annotated

import typer

from dispatch_cli.cli import options as option
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.commands.report import FirstOption, HalfOption, LastMonthOption, LastOption, MonthOption
from dispatch_cli.cli.days import taken_for
from dispatch_cli.cli.output import read_layout
from dispatch_cli.cli.request import Request
from dispatch_cli.cli.span import read_span
from dispatch_cli.cli.values import choose
from dispatch_cli.errors import CommandLineError, ExitCode
from dispatch_cli.messages import mark, say
from dispatch_cli.render.formats.catalogue import EVERYWHERE
from dispatch_cli.render.rollup.unit_pages import UnitPagesView
from dispatch_cli.render.rollup.view import RollupView
from dispatch_cli.reports.rollup import check_apart, make_rollup, worst
from dispatch_cli.workspace.engines import ENGINES, dask, processes
from dispatch_cli.workspace.many import Question, look_at_units
from dispatch_cli.workspace.units import find_units, real_path

if TYPE_CHECKING:
    from collections.abc import Iterable

    from dispatch_cli.messages import Message
    from dispatch_cli.reports.rollup import Rollup
    from dispatch_cli.workspace.many import Engine

ROLLUP_FORMATS = (*EVERYWHERE, "jsonl", "html", "xlsx", "parquet")
UNITS_FORMATS = ("text", "md", "html")
_SHOWN_ON_A_PAGE = 1_000
_PathsArgument = Annotated[
    list[str],
    typer.Argument(metavar="PATH…", help=mark("Lists, folders of lists, summaries, or a list of units.")),
    option.Completes("path"),
]
_WorstOption = Annotated[
    str | None,
    typer.Option("--worst", metavar="N", help=mark("Only this many of the ranked units, the worst ones.")),
    option.Completes("nothing"),
]
_UnitsOption = Annotated[
    bool, typer.Option("--units", help=mark("A page for each unit: progress, bright spots, conduct, debts, causes."))
]
_JobsOption = Annotated[
    str | None,
    typer.Option("--jobs", metavar="N", help=mark("How many processes look at the units. Default: one a core.")),
    option.Completes("nothing"),
]
_EngineOption = Annotated[
    str,
    typer.Option("--engine", metavar="|".join(ENGINES), help=mark("What looks at the units. Default: processes.")),
    option.OneOf(ENGINES),
]
_SchedulerOption = Annotated[
    str | None,
    typer.Option("--scheduler", metavar="ADDRESS", help=mark("The scheduler of the Dask cluster, as tcp://host:8786.")),
    option.Completes("nothing"),
]
_ShipOption = Annotated[
    bool, typer.Option("--ship", help=mark("Send the files to the workers, which cannot reach them."))
]
_FormatNameOption = Annotated[str | None, option.format_of(ROLLUP_FORMATS), option.OneOf(ROLLUP_FORMATS)]


def run(
    context: typer.Context,
    paths: _PathsArgument,
    *,
    first: FirstOption = None,
    last: LastOption = None,
    month: MonthOption = None,
    last_month: LastMonthOption = False,
    half: HalfOption = None,
    most: _WorstOption = None,
    pages: _UnitsOption = False,
    jobs: _JobsOption = None,
    engine: _EngineOption = "processes",
    scheduler: _SchedulerOption = None,
    ship: _ShipOption = False,
    format_name: _FormatNameOption = None,
    output: option.Output = None,
    today: option.Today = None,
) -> Answer:
    """Return the figures of all units, those that cannot be read or are known only in part first."""
    asked = read_span(first, last, month, half, last_month=last_month)
    count, workers = _number("--worst", most), _number("--jobs", jobs)
    choose("--engine", engine, ENGINES)
    request = Request(option.DEFAULT_FILE, None, today, context.obj)
    layout = read_layout(request, UNITS_FORMATS if pages else ROLLUP_FORMATS, format_name, output)
    day = request.desk.day_in(None)
    question = Question(asked.span(day), request.desk.day, with_chapters=pages)
    found = find_units(paths)
    _check_output(chain(paths, found.files()), layout.output)
    chosen = _engine(engine, scheduler, workers, len(found.tasks))
    tasks = found.placed() if engine == "dask" else found.tasks
    results = [*look_at_units(chosen, tasks, question, ship=ship)]
    check_apart(results)
    rollup = make_rollup(results, question.span, day, found.rules)
    unread = [result.where for result in results if result.where]
    return Answer(
        (UnitPagesView if pages else RollupView)(_shown(rollup, count, layout.format_name)),
        layout,
        ExitCode.UNREADABLE if unread else ExitCode.OK,
        notices=(*taken_for(day, [asked.first, asked.last]), *sorted(unread, key=_place)),
    )


def _number(name: str, text: str | None) -> int | None:
    """Return the number that an option names, None where it is absent. Raises CommandLineError."""
    if text is None:
        return None
    if not re.fullmatch("[1-9][0-9]{0,6}", text):
        message = say("{option}: `{text}` is not a number from 1 on", option=name, text=text)
        raise CommandLineError(message, say("give a number such as 10"))
    return int(text)


def _check_output(paths: Iterable[str], output: str | None) -> None:
    if output and real_path(output) in map(real_path, paths):
        raise CommandLineError(say("-o: {path} is what the command reads", path=output), say("name another file"))


def _engine(name: str, scheduler: str | None, jobs: int | None, units: int) -> Engine:
    """Return the engine that the options name. Raises CommandLineError."""
    if name == "dask":
        if scheduler is None:
            raise CommandLineError(say("--engine dask needs --scheduler"), say("give its address: tcp://host:8786"))
        return dask(scheduler)
    if scheduler is not None:
        raise CommandLineError(say("--scheduler needs --engine dask"), say("give both, or none"))
    return processes(jobs, units)


def _shown(rollup: Rollup, most: int | None, format_name: str | None) -> Rollup:
    """Return the units that were asked for; on a page of very many the worst alone."""
    if most is None and format_name == "html" and len(rollup.rows) > _SHOWN_ON_A_PAGE:
        most = _SHOWN_ON_A_PAGE
    return rollup if most is None else worst(rollup, most)


def _place(message: Message) -> str:
    return f"{message.values}"
