"""The key `smtp` of a task file: which server takes mail, and for whom. No password stands in the file."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.hints.guesses import brief, nearest
from dispatch_cli.messages import say
from dispatch_cli.model import Encryption, MailServer, PasswordPlace
from dispatch_cli.plan.keys import names
from dispatch_cli.plan.remind_keys import SMTP

if TYPE_CHECKING:
    from collections.abc import Mapping

    from dispatch_cli.messages import Message
    from dispatch_cli.plan.mappings import MappingReader
    from dispatch_cli.plan.yaml_events import PlacedText
    from dispatch_cli.plan.yaml_parser import YamlEvent
    from dispatch_cli.source import Source

PORTS = {Encryption.STARTTLS: 587, Encryption.TLS: 465, Encryption.NONE: 25}
_LABEL = "[A-Za-z0-9_](?:[A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?"
_IPV6 = "[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f.]{0,15}){2,8}"
HIGHEST_PORT = 65535
_PORT = "0*(?:[1-9][0-9]{0,3}|[1-5][0-9]{4}|6[0-4][0-9]{3}|65[0-4][0-9]{2}|655[0-2][0-9]|6553[0-5])"


class _Form(NamedTuple):
    """The form of a text, what is said of one in another form, and the remedy. A secret is not shown."""

    pattern: str
    wrong: Message
    remedy: Message


HOST = _Form(
    rf"{_LABEL}(?:[.]{_LABEL})*|{_IPV6}",
    say("this is not the name of a server"),
    say("write its name alone, such as `smtp.example.com`; the port goes to `port`"),
)
PORT = _Form(
    _PORT,
    say("this is not a port"),
    say("write a number from 1 to {most}, such as 465", most=HIGHEST_PORT),
)
USER = _Form(
    "[!-~](?:[ -~]*[!-~])?",
    say("this is not the name of a user"),
    say("write it in ASCII, as the mail server knows it; often it is the whole address"),
)
PASSWORD = _Form(
    r"env:[A-Za-z_][A-Za-z0-9_]*|file:[^\s\0](?:[^\r\n\0]*[^\s\0])?",
    say("a password does not stand in the task file"),
    say("write where it is: `file:mail-password`, a file beside the list, or `env:NAME`, a variable"),
)
_FORMS = {"host": HOST, "port": PORT, "user": USER, "password": PASSWORD}


def read_server(mappings: MappingReader, event: YamlEvent) -> MailServer | None:
    """Return the mail server that a mapping describes; None where it describes none, which is reported."""
    message, hint = say("`smtp` must hold keys and values"), say("its keys are: {keys}", keys=[*names(SMTP)])
    texts = mappings.section(event, SMTP, message, hint)
    tls = _tls(mappings.source, texts.get("tls"))
    good = {key: form for key, form in _FORMS.items() if key in texts and _check(mappings.source, texts[key], form)}
    if ("user" in texts) != ("password" in texts):
        lone = texts.get("user") or texts["password"]
        mappings.source.report(lone.at, say("`user` and `password` go together"), say("give both, or neither"))
    values = {key: texts[key].value for key in good}
    return _server(values, tls) if "host" in values else None


def _server(values: Mapping[str, str], tls: Encryption) -> MailServer:
    kind, _, name = values["password"].partition(":") if "password" in values else ("", "", "")
    place = PasswordPlace(kind, name) if kind else None
    port = int(values["port"]) if "port" in values else PORTS[tls]
    return MailServer(values["host"], port, tls, values.get("user"), place)


def _check(source: Source, text: PlacedText, form: _Form) -> bool:
    """Say whether a text has its form; report one that has not."""
    if re.fullmatch(form.pattern, text.value):
        return True
    source.report(text.at, form.wrong, form.remedy)
    return False


def _tls(source: Source, text: PlacedText | None) -> Encryption:
    """Return the encryption that a text names; report another word."""
    if text is None or text.value in tuple(Encryption):
        return Encryption(text.value) if text else Encryption.STARTTLS
    message = say("`{key}` cannot be `{text}`", key="tls", text=brief(text.value))
    source.report(text.at, message, nearest(text.value, tuple(Encryption)))
    return Encryption.STARTTLS
