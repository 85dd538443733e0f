"""The commands in the groups in which people look for them, what each does in a sentence, and where each is."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import Any

from dispatch_cli.messages import mark

GROUPS = {
    mark("The week:"): {
        "check": mark("Show the items due for follow-up today, and those overdue."),
        "meet": mark("Hold the meeting: go through the items, and record it at the end."),
        "record": mark("Record that items were followed up."),
        "undo": mark("Take back the last command that wrote something."),
        "minutes": mark("Write the minutes of a meeting or a day."),
    },
    mark("The list:"): {
        "list": mark("Show every item that is not closed."),
        "show": mark("Show one item: its fields, its history, its next due dates."),
        "explain": mark("Explain how an item's due date came about, step by step."),
        "history": mark("Show the log: what happened, newest last."),
        "add": mark("Add an item to the end of the task file."),
        "edit": mark("Give an item another title, note or start."),
        "tag": mark("Change the tag of items, which restarts their clocks."),
        "assign": mark("Give items another team or owner."),
        "postpone": mark("Postpone the next due date of items, before it has passed."),
        "deadline": mark("Move or clear the deadline of items."),
        "close": mark("Close items that are finished."),
        "reopen": mark("Open closed items again, which restarts their clocks."),
    },
    mark("Reminders:"): {
        "remind": mark("Say what is due, for cron and e-mail; quiet when nothing is."),
    },
    mark("Reports:"): {
        "report": mark("Show how well the cadence was kept between two dates."),
        "rollup": mark("Show how well many units kept their cadences, side by side."),
        "forecast": mark("Show who must be called on which day in the coming weeks."),
    },
    mark("Files:"): {
        "init": mark("Write a commented task file to start from."),
        "import": mark("Make a task file from an office's ledger."),
        "lint": mark("Report all problems of the task file and the log."),
        "workdays": mark("Show a year's days off and working weekends, or read the notice."),
        "schema": mark("Print the JSON Schema of the task file, for editors."),
        "completion": mark("Print a script by which a shell completes commands and items."),
        "help": mark("Show this page, or the page of a command."),
    },
}
COMMANDS = {name: summary for group in GROUPS.values() for name, summary in group.items()}
# The commands whose tables have colours, and those whose output may be long: of these alone the options are told.
_IN_COLOUR = ("check", "list", "history", "report", "rollup", "forecast", "remind", "workdays")
_LONG = (*_IN_COLOUR, "show", "explain", "minutes", "lint", "import", "schema", "completion", "help")
_SHARED = {"--lang": COMMANDS, "--color": _IN_COLOUR, "--no-pager": _LONG}
# What a command was called in earlier versions.
RENAMED = {"extend": "postpone"}


def module_of(command: str) -> Any:
    """Return the module of a command, imported only now: its `run`."""
    return import_module(f"dispatch_cli.cli.commands.{command}{'_' * iskeyword(command)}")


def shared_options(command: str) -> frozenset[str]:
    """Return the options that stand before any command and may stand behind this one, where they have an effect."""
    return frozenset(option for option, commands in _SHARED.items() if command in commands)
