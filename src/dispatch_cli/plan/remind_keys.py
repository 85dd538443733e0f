"""The keys of the sections within `remind`, one row a key: who else is told, whom people answer."""

from __future__ import annotations

from dispatch_cli.messages import say
from dispatch_cli.plan.keys import REMIND, Key, names

ESCALATION = (
    Key("missed", "number", say("From how many missed dispatches on."), required=True, least=1),
    Key("to", "names", say("Who else is told: a name, or several."), required=True),
)
CONTACT = (
    Key("name", "text", say("Whom the readers answer: a person or an office."), required=True),
    Key("phone", "text", say("The telephone number.")),
    Key("mail", "text", say("The mail address to which answers to a letter go.")),
)
CONTACT_KEYS = names(CONTACT)
LEAST = {key.name: key.least for key in (*REMIND, *ESCALATION)}
INNER_KEYS = names((*ESCALATION, *CONTACT))
