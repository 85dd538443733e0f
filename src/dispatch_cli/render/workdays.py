"""The days off and the working weekends of a year as a sheet for people and as a document for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple

from dispatch_cli.cadence.days_off import OWN, WEEKDAY_NAMES
from dispatch_cli.messages import say
from dispatch_cli.render.formats import as_json
from dispatch_cli.render.formats.sheet import Cell, Document, Fit, Group, Shape, Sheet

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from dispatch_cli.cadence.days_off import NamedDay
    from dispatch_cli.render.style import Style
    from dispatch_cli.reports.working_year import WorkingYear

FORMATS = ("table", "text", "json", "csv", "md")
FIELDS = ("kind", "date", "name", "source")
_HEADERS = {"date": say("Day"), "weekday": say("Weekday"), "name": say("Name"), "source": say("Source")}
_HEADINGS = {"off": say("Days off, weekends left out"), "on": say("Working days on weekends")}
_FITS = {
    "date": Fit(),
    "weekday": Fit(untitled=True),
    "name": Fit(),
    "source": Fit(wraps=True, style="dim"),
}
_SHAPE = Shape(_FITS, flexible="name", yields=("source", "weekday", "date"))
_SOURCES = {OWN: say("the list")}


class WorkdaysView(NamedTuple):
    """The strange days of a year, ready to be drawn."""

    year: WorkingYear

    def sheet(self, style: Style) -> Sheet:
        """Return the table for people: days off, then working weekends."""
        speak, year = style.language.speak, self.year
        headers = style.language.each(_HEADERS)
        groups = [
            Group(speak(_HEADINGS[kind]), [_line(day, style) for day in days]) for kind, days in self._kinds() if days
        ]
        title = f"{year.branch} · {year.year}" if year.branch else f"{year.year}"
        summary = say("{off} days off, {on} working days on weekends", off=len(year.off), on=len(year.on))
        return Sheet(title, headers, groups, speak(summary), _SHAPE)

    def document(self, style: Style) -> Document:
        """Return the days as one list for programs."""
        records = [{"kind": kind, **_record(day, style)} for kind, days in self._kinds() for day in days]
        return Document(self._head(), "days", FIELDS, records)

    def json(self, style: Style) -> str:
        """Return the days for programs, the two kinds apart."""
        lists = (_json_list(kind, days, style) for kind, days in self._kinds())
        head = as_json.dumps({"schema": as_json.SCHEMA, **self._head()})
        return f"{head[:-1]}, {', '.join(lists)}}}\n"

    def _kinds(self) -> Sequence[tuple[str, Sequence[NamedDay]]]:
        return (("off", self.year.off), ("on", self.year.on))

    def _head(self) -> Mapping[str, Any]:
        return {"today": self.year.today, "branch": self.year.branch, "year": self.year.year}


def _line(day: NamedDay, style: Style) -> Mapping[str, Cell]:
    speak = style.language.speak
    texts = {
        "date": f"{day.on}",
        "weekday": speak(WEEKDAY_NAMES[day.on.weekday()]),
        "name": speak(day.name),
        "source": speak(_SOURCES.get(day.source, day.source)),
    }
    return {key: Cell(text, _FITS[key].style) for key, text in texts.items()}


def _json_list(kind: str, days: Sequence[NamedDay], style: Style) -> str:
    lines = ",\n".join(as_json.dumps(_record(day, style)) for day in days)
    return f'"{kind}": [\n{lines}\n]' if days else f'"{kind}": []'


def _record(day: NamedDay, style: Style) -> dict[str, Any]:
    """Return a day by key; its name is in the user's language, as a festival's is."""
    return {"date": day.on, "name": style.language.speak(day.name), "source": day.source}
