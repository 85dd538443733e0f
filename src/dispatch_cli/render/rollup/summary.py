"""The figures of a unit as one line of JSON, for a roll-up elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.render.formats.as_json import dumps
from dispatch_cli.reports.summaries import summary_record

if TYPE_CHECKING:
    from dispatch_cli.render.style import Style
    from dispatch_cli.reports.unit import UnitFigures


class SummaryView(NamedTuple):
    """The figures of a unit, ready to be sent."""

    figures: UnitFigures

    def summary(self, style: Style) -> str:  # noqa: ARG002 the same in every language
        """Return the line with its end."""
        return f"{dumps(summary_record(self.figures))}\n"
