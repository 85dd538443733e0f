"""The columns of a forecast: of its days, and of its calls."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.messages import say
from dispatch_cli.plan.column_words import COLUMN_WORDS
from dispatch_cli.render.agenda.columns import cells
from dispatch_cli.render.forecast.words import call_remarks
from dispatch_cli.render.formats.sheet import Fit, Shape

if TYPE_CHECKING:
    from datetime import date

    from dispatch_cli.messages import Message
    from dispatch_cli.render.text.language import Language
    from dispatch_cli.reports.forecast import PlannedCall

NAMES = ("id", "title", "tag", "team", "owner")
CALL_HEADERS: dict[str, Message] = {
    **{name: COLUMN_WORDS[name] for name in NAMES},
    "day": say("Call"),
    "due": say("Due"),
    "remark": say("Remark"),
}
CALL_SHAPE = Shape(
    {
        "id": Fit(right=True),
        "title": Fit(),
        "tag": Fit(),
        "team": Fit(wraps=True),
        "owner": Fit(wraps=True, style="dim"),
        "day": Fit(),
        "due": Fit(),
        "remark": Fit(untitled=True, style="italic"),
    },
    flexible="title",
    yields=("remark", "owner", "team", "due", "tag", "day", "id"),
)
# Under the heading of a day the day itself need not be said.
CALLS_OF_A_DAY = CALL_SHAPE._replace(fits={key: fit for key, fit in CALL_SHAPE.fits.items() if key != "day"})
DAY_HEADERS = {
    "day": say("Day"),
    "calls": say("Calls"),
    "bar": say("Load"),
    "tags": COLUMN_WORDS["tag"],
    "remark": say("Remark"),
}
DAY_SHAPE = Shape(
    {
        "day": Fit(),
        "calls": Fit(right=True),
        "bar": Fit(),
        "tags": Fit(untitled=True),
        "remark": Fit(wraps=True, untitled=True, style="italic"),
    },
    flexible="day",
    yields=("remark", "tags", "bar", "calls"),
)


def call_texts(call: PlannedCall, today: date, language: Language) -> dict[str, str]:
    """Return what the columns show of a call, by key."""
    shown = cells(call.row, language)
    return {
        **{key: shown[key] for key in NAMES},
        "day": f"{call.on}",
        "due": f"{call.due}",
        "remark": " · ".join(map(language.speak, call_remarks(call, today))),
    }
