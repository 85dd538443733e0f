"""A workbook that `dispatch list` wrote: it says so on its sheet of settings, and frames its items to be handed in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from dispatch_cli.plan.keys import OUR_WORKBOOK

if TYPE_CHECKING:
    from dispatch_cli.ledger.grid import Grid
    from dispatch_cli.ledger.headings import Header


def is_ours(settings: Grid | None) -> bool:
    """Say whether a sheet of settings is one that the program wrote."""
    rows = settings.rows if settings else ()
    return any(tuple(cell.text for cell in row.cells.values()) == OUR_WORKBOOK for row in rows)


def without_frame(grid: Grid, header: Header) -> Grid:
    """Return a table of our own without what stands across it below the headings: groups, sums, deadlines."""
    columns = header.columns.values()
    first = grid.rows[header.place].number
    across = {
        merge.top
        for merge in grid.merges
        if first < merge.top == merge.bottom and merge.left <= min(columns) and max(columns) <= merge.right
    }
    return grid._replace(
        rows=tuple(row for row in grid.rows if row.number not in across),
        merges=tuple(merge for merge in grid.merges if merge.top not in across),
    )
