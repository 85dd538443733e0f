"""How the outcomes of obligations are marked; apart from the other marks, for a check knows no outcomes."""

from __future__ import annotations

from dispatch_cli.messages import say
from dispatch_cli.render.marks import Mark
from dispatch_cli.reports.obligations import Outcome

# As offices tick off a ledger by hand.
OUTCOMES = {
    Outcome.KEPT: Mark("√", say("on time")),
    Outcome.LATE: Mark("△", say("late")),
    Outcome.MISSED: Mark("×", say("missed")),
}
