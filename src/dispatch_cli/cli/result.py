"""What a command returns: a page to be shown, and the exit status. `app` prints it."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from dispatch_cli.errors import ExitCode

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from dispatch_cli.errors import DispatchError
    from dispatch_cli.messages import Message
    from dispatch_cli.render.style import Style


def one_a_line(sentences: Iterable[Message]) -> Callable[[Style], str]:
    """Return what draws a line for each sentence."""
    return lambda style: "".join(f"{style.language.speak(sentence)}\n" for sentence in sentences)


class Result(NamedTuple):
    """The value of a command.

    `page` draws what goes to stdout; `notices` go to stderr, a line each, and so do `errors` that did not end
    the command. `commit` writes what the command changes, once the page is drawn. `utf8` says that the page is
    a file of its own kind, in UTF-8 whatever stdout would like. With an `output` the page goes to that file,
    always in UTF-8.
    """

    page: Callable[[Style], str | bytes]
    code: ExitCode = ExitCode.OK
    notices: tuple[Message, ...] = ()
    utf8: bool = False
    commit: Callable[[], None] | None = None
    output: str | None = None
    errors: tuple[DispatchError, ...] = ()
