"""The keys of the sections within `remind`, one row a key."""

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
SMTP = (
    Key("host", "text", say("The mail server: its name or its address."), required=True),
    Key("port", "number", say("Its port. Default: 587 with starttls, 465 with tls, 25 with none."), least=1),
    Key("tls", "text", say("How the connection is encrypted: starttls (default), tls from the beginning, or none.")),
    Key("user", "text", say("As whom one logs in, with a password; without it one does not log in.")),
    Key("password", "text", say("Where the password is: env:NAME, a variable, or file:PATH, a file's one line.")),
)
CONTACT_KEYS = names(CONTACT)
LEAST = {key.name: key.least for key in (*REMIND, *ESCALATION)}
INNER_KEYS = names((*ESCALATION, *CONTACT, *SMTP))
