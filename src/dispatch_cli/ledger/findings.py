"""What is found while the cells of a ledger are read: what had to be assumed, and what nobody can tell, each once."""

from __future__ import annotations

from collections import Counter, defaultdict
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import PROBLEM_LIMIT, ProblemsError
from dispatch_cli.ledger.grid import Fault
from dispatch_cli.messages import say_n

if TYPE_CHECKING:
    from datetime import date

    from dispatch_cli.errors import Problem
    from dispatch_cli.ledger.grid import Grid, LedgerRow
    from dispatch_cli.ledger.states import DoneOrOpen


class Trouble(NamedTuple):
    """A fault, the row and column in which it is found first, and in how many rows it is found."""

    row: LedgerRow
    column: int
    fault: Fault
    rows: int = 1


class LedgerFindings:
    """Collects what is found in one table."""

    def __init__(self, grid: Grid) -> None:
        """Begin with nothing."""
        self.grid = grid
        self.tags: Counter[tuple[str, str]] = Counter()
        self.states: Counter[tuple[str, DoneOrOpen]] = Counter()
        self.days: dict[str, Counter[tuple[str, date]]] = defaultdict(Counter)
        self.kept: dict[str, Counter[str]] = defaultdict(Counter)
        self.filled: Counter[str] = Counter()
        self.doubts: list[tuple[str, date, int]] = []
        self.closed: Counter[str] = Counter()  # by the key of the day on which an item is taken to be closed
        self._troubles: dict[tuple[str, str, str], Trouble] = {}

    def report(self, row: LedgerRow, column: int, fault: Fault, of: tuple[str, str]) -> None:
        """Add a fault; those of the same key and the same word are one. Raises ProblemsError at too many."""
        name = (*of, fault.message.template)
        before = self._troubles.get(name)
        self._troubles[name] = before._replace(rows=before.rows + 1) if before else Trouble(row, column, fault)
        if len(self._troubles) >= PROBLEM_LIMIT:
            raise ProblemsError(self.problems)

    @property
    def problems(self) -> list[Problem]:
        """Return the problems, each once, with the row in which it is found first."""
        return [self._problem(trouble) for trouble in self._troubles.values()]

    def _problem(self, trouble: Trouble) -> Problem:
        fault = trouble.fault
        if trouble.rows > 1:
            more = say_n(
                "{message} (and in {n} more row)",
                "{message} (and in {n} more rows)",
                trouble.rows - 1,
                message=fault.message,
            )
            fault = Fault(more, fault.hint)
        return self.grid.problem_in(trouble.row, trouble.column, fault)
