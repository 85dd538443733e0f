"""The program: finds the command, runs it, prints its value, and turns errors into exit statuses."""

from __future__ import annotations

import os
import sys
from itertools import takewhile
from typing import TYPE_CHECKING, Annotated, Any, NoReturn

import typer
from typer.core import TyperCommand, TyperGroup

from dispatch_cli import __version__, store
from dispatch_cli.cli.answer import Answer
from dispatch_cli.cli.chosen_language import chosen_language
from dispatch_cli.cli.directory import COMMANDS, GROUPS, RENAMED, module_of, shared_options
from dispatch_cli.cli.options import LANGUAGE, VARIABLE, WORDS
from dispatch_cli.cli.screen import COLOR, NO_PAGER, screen_of
from dispatch_cli.cli.terminal import complain, emit, encoded, prepare_streams, style_of_stdout, unwritable
from dispatch_cli.cli.values import choose
from dispatch_cli.errors import CommandLineError, DispatchError, ExitCode, ProblemsError, UnwritableError
from dispatch_cli.hints.guesses import nearest
from dispatch_cli.messages import mark, say
from dispatch_cli.render.formats.catalogue import FORMATS, draw, format_of
from dispatch_cli.render.style import Style
from dispatch_cli.render.text.language import CODES, SOURCE, Language
from dispatch_cli.store import system

if TYPE_CHECKING:
    from collections.abc import Sequence

_SETTINGS = {"help_option_names": ["-h", "--help"]}
SUMMARY = mark("Which items are due for follow-up now?")


class SpeakingCommand(TyperCommand):
    """A command whose help page is in the user's language, and whose words are looked at before they are parsed."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """Parse the words behind the command. Raises CommandLineError for what a keyboard made of them."""
        from dispatch_cli.cli.words import check_words

        check_words(self.params, args)
        ctx.meta[WORDS] = tuple(args)
        return super().parse_args(ctx, args)

    def invoke(self, ctx: Any) -> Any:
        """Return the answer of the command, with what the options say of the screen."""
        answer = super().invoke(ctx)
        return answer._replace(screen=screen_of(ctx)) if isinstance(answer, Answer) else answer

    def get_help(self, ctx: Any) -> str:
        """Return the help page."""
        from dispatch_cli.cli.help import command_page

        return command_page(ctx)


class Dispatch(TyperGroup):
    """All commands, each imported only when it is asked for."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """Return the commands in the order in which people meet them."""
        return list(COMMANDS)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """Return the command of that name, which takes what is shared too, or None."""
        if cmd_name not in COMMANDS:
            return None
        command = _load(cmd_name)
        shared = shared_options(cmd_name)
        command.params += [param for param in self.params if shared.intersection(param.opts)]
        return command

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments name. Raises CommandLineError with the nearest one."""
        if args[0] in RENAMED:
            from dispatch_cli.cli.usage import renamed

            raise renamed(args[0], RENAMED[args[0]])
        if args[0] not in COMMANDS:
            from dispatch_cli.cli.words import check_dash

            check_dash(args[0], [name for param in self.get_params(ctx) for name in param.opts])
            raise CommandLineError(say("there is no command `{name}`", name=args[0]), nearest(args[0], COMMANDS))
        return super().resolve_command(ctx, args)

    def get_help(self, ctx: Any) -> str:
        """Return the help page with the list of commands."""
        from dispatch_cli.cli.help import program_page

        return program_page(ctx, GROUPS)

    def main(self, args: Sequence[str] | None = None, *_: Any, **extra: Any) -> NoReturn:
        """Run the program and exit."""
        prepare_streams()
        arguments = sys.argv[1:] if args is None else list(args)
        if VARIABLE in os.environ:
            from dispatch_cli.cli.shells import handed_over

            arguments = list(handed_over(os.environ[VARIABLE], arguments))
        chosen = chosen_language(arguments, os.environ, system.locale)
        language = Language(chosen if chosen in CODES else SOURCE.code)
        if VARIABLE in os.environ:
            sys.exit(self._complete(arguments, language))
        try:
            choose("--lang", chosen, CODES)
            extra["standalone_mode"] = False
            code = _finish(super().main(arguments, obj=language, **extra), language)
        except (typer.TyperException, DispatchError, ProblemsError) as error:
            code = _fail(error, arguments, language)
        except OSError as error:  # Typer could not print its help page
            code = _unprinted(error, arguments, language)
        except KeyboardInterrupt:
            code = ExitCode.INTERRUPTED
        except SystemExit:  # so Typer says that nobody reads its help page
            store.discard(sys.stdout)
            code = ExitCode.READER_GONE
        sys.exit(code)

    def _complete(self, words: Sequence[str], language: Language) -> int:
        from dispatch_cli.cli.candidates import candidates

        try:
            return emit(candidates(self, words, os.environ, language), utf8=True)
        except UnwritableError as error:
            return error.code


app = typer.Typer(
    cls=Dispatch,
    help=SUMMARY,
    add_completion=False,
    no_args_is_help=True,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
    context_settings=_SETTINGS,
)


def _load(name: str) -> Any:
    app = typer.Typer(add_completion=False, rich_markup_mode=None)
    app.command(name, cls=SpeakingCommand, help=COMMANDS[name], context_settings=_SETTINGS)(module_of(name).run)
    return typer.main.get_command(app)


def _finish(answer: Answer | int, language: Language) -> int:
    """Draw the value of a command and print it; a number is the status of a page that Typer has printed."""
    if isinstance(answer, int):
        return answer
    stdout, layout = style_of_stdout(language, answer.screen.color), answer.layout
    style = Style(language) if layout.output else stdout
    name = format_of(answer.value, layout.format_name, style)
    page = draw(answer.value, name, style._replace(group_by=layout.group_by))
    complain("".join(f"{language.speak(notice)}\n" for notice in answer.notices))
    for error in answer.errors:
        _complain_of(error, language)
    try:
        shown = _paged(page, answer) if stdout.width else None
        if shown is None:
            shown = _deliver(page, layout.output, stdout, utf8=FORMATS[name].encoding == "utf-8")
    except UnwritableError as error:
        if not answer.is_carried_out:
            raise
        done = say("{message}; the command was carried out all the same", message=error.message)
        complain(f"{language.speak(done)}\n")
        return answer.code
    return shown or answer.code


def _paged(page: str | bytes, answer: Answer) -> ExitCode | None:
    """Show a page through the pager; None where it is to be printed, as is what a command says that it has done."""
    from dispatch_cli.cli.pager import through_pager

    may_be = answer.screen.has_pager and not answer.is_carried_out and answer.layout.output is None
    return through_pager(page) if may_be else None


def _deliver(page: str | bytes, output: str | None, stdout: Style, *, utf8: bool) -> ExitCode:
    """Print a page, or write it to the file that was named, of which only a person at a terminal is told."""
    if output is None:
        return emit(page, utf8=utf8)
    notices = store.save(output, encoded(page))
    complain("".join(f"{stdout.language.speak(notice)}\n" for notice in notices))
    written = say("{file} is written.", file=output)
    return emit(f"{stdout.language.speak(written)}\n" if stdout.width else "")


def _unprinted(error: OSError, arguments: Sequence[str], language: Language) -> int:
    if system.is_reader_gone(error):
        store.discard(sys.stdout)
        return ExitCode.READER_GONE
    return _fail(unwritable(error), arguments, language)


def _complain_of(error: DispatchError, language: Language) -> None:
    from dispatch_cli.render.problems import error_lines

    complain(error_lines(error, language))


def _fail(
    error: typer.TyperException | DispatchError | ProblemsError, arguments: Sequence[str], language: Language
) -> int:
    from dispatch_cli.cli.usage import command_line_error
    from dispatch_cli.render.problems import problem_lines

    if isinstance(error, ProblemsError):
        complain(problem_lines(error.problems, language))
        return error.code
    if not arguments and not isinstance(error, DispatchError):  # what Typer says then is the help page
        complain(f"{error}\n")
        return ExitCode.USAGE
    before = list(takewhile(lambda word: word not in COMMANDS, arguments))
    early = str(getattr(error, "option_name", None)) in {word.partition("=")[0] for word in before}
    command = "dispatch" if early else " ".join(["dispatch", *arguments[len(before) : len(before) + 1]])
    named = arguments[len(before)] if len(before) < len(arguments) else next(iter(COMMANDS))
    ours = error if isinstance(error, DispatchError) else command_line_error(error, command, named)
    _complain_of(ours, language)
    return ours.code


def _print_version(context: typer.Context, value: bool) -> None:  # noqa: FBT001 Typer calls it
    if value:
        emit(f"dispatch {__version__}\n")
        context.exit()


@app.callback()
def dispatch(
    *,
    version: Annotated[
        bool, typer.Option("-V", "--version", is_eager=True, callback=_print_version, help=mark("Show the version."))
    ] = False,
    lang: Annotated[str | None, typer.Option("--lang", expose_value=False, **LANGUAGE)] = None,
    color: Annotated[str | None, typer.Option("--color", expose_value=False, **COLOR)] = None,
    no_pager: Annotated[bool, typer.Option("--no-pager", expose_value=False, **NO_PAGER)] = False,
) -> None:
    """Take the options that stand before the command."""
