"""What a command answers. `app` draws and prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import ExitCode

if TYPE_CHECKING:
    from dispatch_cli.errors import DispatchError
    from dispatch_cli.messages import Message


class Layout(NamedTuple):
    """How a value is to be shown; None for a format is the one that fits, None for an `output` is stdout."""

    format_name: str | None = None
    group_by: str | None = None
    output: str | None = None


class Screen(NamedTuple):
    """What is asked of the terminal: a word for its colours, None where none was given, and whether it has a pager."""

    color: str | None = None
    has_pager: bool = True


class Answer(NamedTuple):
    """The value of a command, how it is to be shown, and what stands beside it.

    `value` is what `render.formats.catalogue.draw` can draw. `notices` go to stderr, a line each, and so do
    `errors` that did not end the command. `is_carried_out` says that something has been written, whatever
    becomes of the answer. The `screen` is what the options say that every command has.
    """

    value: object
    layout: Layout = Layout()
    code: ExitCode = ExitCode.OK
    notices: tuple[Message, ...] = ()
    errors: tuple[DispatchError, ...] = ()
    is_carried_out: bool = False
    screen: Screen = Screen()
