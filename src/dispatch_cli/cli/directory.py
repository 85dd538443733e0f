"""The commands in the order in which people meet them, what each does in a sentence, and where each is."""

from __future__ import annotations

from importlib import import_module
from keyword import iskeyword
from typing import Any

from dispatch_cli.messages import mark

COMMANDS = {
    "check": mark("Show the items that must be dispatched by the end of today."),
    "list": mark("Show every item that is not closed."),
    "show": mark("Show one item: its fields, its history, its next due dates."),
    "explain": mark("Explain how an item's due date came about, step by step."),
    "meet": mark("Hold the meeting: go through the items, and write all that was said down at its end."),
    "record": mark("Record that items were dispatched: all of those named, or none."),
    "undo": mark("Take back the whole of the last command that wrote, including its edit of the task file."),
    "minutes": mark("Write the minutes of a meeting or a day."),
    "history": mark("Show the log: what happened, newest last."),
    "report": mark("Show how well the cadence was kept between two dates."),
    "rollup": mark("Show how well many units kept their cadences, each with its figures and its rank."),
    "forecast": mark("Show who must be called on which day in the coming weeks."),
    "remind": mark("Say what is due, for cron and e-mail; quiet when there is nothing to say."),
    "add": mark("Add an item to the end of the task file."),
    "edit": mark("Give an item another title, note or start."),
    "tag": mark("Change the tag of items, which restarts their clocks: of all of those named, or none."),
    "assign": mark("Give items another team or owner: all of those named, or none."),
    "close": mark("Close items: they need no more dispatches. All of those named, or none."),
    "reopen": mark("Open closed items again, which restarts their clocks: all of those named, or none."),
    "postpone": mark("Postpone the next due date of items, before it has passed: of all of those named, or none."),
    "deadline": mark("Move or clear the deadline of items: of all of those named, or none."),
    "workdays": mark("Show the days off and the working weekends of a year, or read the yearly notice of them."),
    "lint": mark("Report all problems of the task file and the log; silent when there are none."),
    "init": mark("Write a commented task file to start from; never overwrites."),
    "import": mark("Make a task file of an office's ledger: says how it reads it, asks once; never overwrites."),
    "schema": mark("Print the JSON Schema of the task file, by which editors complete and check it."),
    "completion": mark("Print a script for bash, zsh or fish that completes commands, items and tags."),
}
# The commands whose tables have colours, and those whose output may be long: of these alone the options are told.
IN_COLOUR = ("check", "list", "history", "report", "rollup", "forecast", "remind", "workdays")
LONG = (*IN_COLOUR, "show", "explain", "minutes", "lint", "import", "schema", "completion")
# What a command was called in earlier versions.
RENAMED = {"extend": "postpone"}


def module_of(command: str) -> Any:
    """Return the module of a command, imported only now: its `run`."""
    return import_module(f"dispatch_cli.cli.commands.{command}{'_' * iskeyword(command)}")
