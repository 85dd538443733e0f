"""The options of the terminal, which may stand before the command and behind it: of two words the later one counts."""

from __future__ import annotations

from typing import Any

from dispatch_cli.cli.answer import Screen
from dispatch_cli.cli.values import choose
from dispatch_cli.messages import mark

COLORS = ("always", "auto", "never")
# Under these names a context keeps what they say.
_COLOR, _NO_PAGER = "dispatch.color", "dispatch.no_pager"


def _keep_color(context: Any, parameter: Any, value: Any) -> None:
    """Keep the word for colours. Raises CommandLineError for one that is none."""
    if value is not None:
        context.meta[_COLOR] = choose(parameter.opts[0], value, COLORS)


def _keep_no_pager(context: Any, parameter: Any, value: Any) -> None:  # noqa: ARG001 the library names all three
    if value:
        context.meta[_NO_PAGER] = True


COLOR: Any = {
    "metavar": "|".join(COLORS),
    "help": mark("Colours: always, never, or auto: on a terminal. Default: auto."),
    "callback": _keep_color,
}
NO_PAGER: Any = {
    "help": mark("Show long output on a terminal without the pager."),
    "callback": _keep_no_pager,
}


def screen_of(context: Any) -> Screen:
    """Return what the options say that a context has seen."""
    return Screen(context.meta.get(_COLOR), has_pager=not context.meta.get(_NO_PAGER))
