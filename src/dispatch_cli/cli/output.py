"""In which format a value is shown, how grouped, and where it goes: what `--format`, `--group-by` and `-o` say."""

from __future__ import annotations

import os
import sys
from contextlib import suppress
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, TextIO

from dispatch_cli import store
from dispatch_cli.cli.answer import Layout
from dispatch_cli.cli.values import choose
from dispatch_cli.errors import CommandLineError
from dispatch_cli.messages import say
from dispatch_cli.render.formats.catalogue import FORMATS
from dispatch_cli.render.style import GROUPS
from dispatch_cli.store import system
from dispatch_cli.store.refusals import reserved

if TYPE_CHECKING:
    from collections.abc import Collection

    from dispatch_cli.cli.request import Request

_OF_OFFICES = (".yaml", ".yml", ".jsonl")
_OF_LOGS = ".log.jsonl"
_BY_SUFFIX = {suffix: name for name, each in FORMATS.items() for suffix in each.suffixes}


def read_layout(
    request: Request,
    formats: Collection[str],
    format_name: str | None,
    output: str | None = None,
    group_by: str | None = None,
) -> Layout:
    """Return how a value is to be shown; the name of a file tells its format. Raises CommandLineError."""
    if group_by is not None:
        choose("--group-by", group_by, GROUPS)
    if format_name is not None:
        choose("--format", format_name, formats)
    path = path_of(output)
    if path is None:
        return Layout(format_name, group_by)
    check_apart(request, path, lines="jsonl" in formats)
    return Layout(format_name or _meant(path, formats), group_by, path)


def path_of(output: str | None) -> str | None:
    """Return the file that `-o` names, None for stdout, by whatever name.

    Raises UnwritableError for the name of a device, which might be taken for stdout.
    """
    if output is not None and system.is_reserved(output):
        raise reserved(output)
    return None if output == store.STDIN or _is_open(sys.stdout, output) else output


def _is_open(stream: TextIO | None, path: str | None) -> bool:
    """Say whether a stream is open on the file of that name."""
    with suppress(OSError, ValueError):
        return bool(stream and path and os.path.samestat(os.fstat(stream.fileno()), Path(path).stat()))
    return False


def _meant(path: str, formats: Collection[str]) -> str:
    """Return the format that the end of a name tells. Raises CommandLineError where it tells none that there is."""
    suffix = PurePath(path).suffix
    name = _BY_SUFFIX.get(suffix.lower())
    if name is None or name not in formats:
        known = [end for end, each in _BY_SUFFIX.items() if end and each in formats]
        message = say("-o: nothing can be written as `{suffix}` here", suffix=suffix)
        raise CommandLineError(message, say("a name may end in {ends}; or give --format", ends=known))
    return name


def check_apart(request: Request, output: str, *, lines: bool = False) -> None:
    """Raise CommandLineError if the output would take the place of a list or a log, be it that of others.

    Where a command writes `lines` of JSON, a name that ends so may be theirs.
    """
    suffix = PurePath(output).suffix.lower()
    is_data = lines and suffix == ".jsonl" and not output.lower().endswith(_OF_LOGS)
    if suffix in _OF_OFFICES and not is_data:
        message = say("-o: {path} has the name of a task file or a log", path=output)
        raise CommandLineError(message, say("name another file"))
    is_read = {os.path.realpath(path) for path in (request.file, request.log_file) if path}
    if os.path.realpath(output) in is_read or (request.file == store.STDIN and _is_open(sys.stdin, output)):
        message = say("-o: {path} is what the command reads", path=output)
        raise CommandLineError(message, say("name another file"))
