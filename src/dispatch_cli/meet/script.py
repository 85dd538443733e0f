"""A meeting held without a terminal: the lines `ID: LINE` of a text, all of them or none."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from dispatch_cli.errors import ProblemsError
from dispatch_cli.meet.lines import Refusal, read_lines
from dispatch_cli.meet.replies import read_reply
from dispatch_cli.meet.session import Said, conclude, refusal
from dispatch_cli.meet.turns import histories_of
from dispatch_cli.meet.verbs import BY_VERB, FIELDS, Verb
from dispatch_cli.messages import say
from dispatch_cli.source import Source

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dispatch_cli.changes.change import Change
    from dispatch_cli.meet.lines import AboutItem
    from dispatch_cli.meet.replies import Reply
    from dispatch_cli.meet.session import Sitting
    from dispatch_cli.meet.submitted import Submitted
    from dispatch_cli.model import TaskFile
    from dispatch_cli.schedule.office import Office

_FORM = say("write a line `ID: LINE` for each item; LINE is a note, or a verb such as `/tag`")


def hold(office: Office, sitting: Sitting, given: Submitted) -> Change:
    """Return the change that follows from a meeting in which these lines were said.

    Raises ProblemsError with all lines that make no sense, DispatchError as `conclude` does.
    """
    source = Source(given.path, given.text)
    said = [*_read(office, sitting, source)]
    if not said and not source.problems:
        source.report(0, say("nothing is said of any item in it"), _FORM)
    if source.problems:
        raise ProblemsError(source.problems)
    change = conclude(office, sitting, said)
    return change._replace(notices=(*given.notices, *change.notices))


def _read(office: Office, sitting: Sitting, source: Source) -> Iterator[Said]:
    """Yield what is said in a text; what makes no sense is reported to the source, and the rest goes on without it."""
    histories, heard = histories_of(office), defaultdict[str, list[Said]](list)
    for about in read_lines(source, {item.id for item in office.plan.items}):
        reply = _reply(about, office.plan)
        if isinstance(reply, Refusal):
            source.report(about.line_at + reply.at, reply.message, reply.hint)
            continue
        own = heard[about.item]
        refused = refusal(office, sitting, [*own, Said(about.item, reply)], histories)
        if refused:
            source.report(about.line_at if about.line else about.at, refused.message, refused.hint)
        else:
            own.append(Said(about.item, reply))
            yield own[-1]


def _reply(about: AboutItem, plan: TaskFile) -> Reply | Refusal:
    reply = read_reply(about.line, plan.tags)
    if isinstance(reply, Refusal) or reply.verb in FIELDS or reply.verb is Verb.NOTHING:
        return reply
    message = say("`{verb}` is said in the dialogue alone", verb=f"{about.line[0]}{BY_VERB[reply.verb].words[0]}")
    return Refusal(message, say("delete this line"))
