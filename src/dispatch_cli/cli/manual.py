"""What the help of a command says besides its options: what it needs, more of what it does, what is related to it.

Loaded only to show help.
"""

from __future__ import annotations

from dispatch_cli.messages import mark

# What stands behind the command, a way to use it each; `[OPTIONS]` follows. Where none is said it is the arguments.
USAGE = {
    "meet": ("[ID]…", "--from FILE"),
    "record": ("ID… [-m NOTE]", "--due [-m NOTE]", "--from FILE"),
    "minutes": ("[--on DATE | --meeting ID]",),
    "add": ("TITLE --tag TAG",),
    "edit": ("ID --title TITLE", "ID --note NOTE", "ID --start DATE"),
    "tag": ("ID… TAG -m REASON",),
    "assign": ("ID… --team TEAM", "ID… --owner OWNER"),
    "postpone": ("ID… --to DATE -m REASON",),
    "deadline": ("ID… --to DATE -m REASON", "ID… --none -m REASON"),
    "close": ("ID… -m EVIDENCE",),
    "remind": ("", "--send", "--test NAME"),
    "import": ("LEDGER [-o PATH] [--accept]",),
    "workdays": ("[YEAR]", "--read FILE"),
}
_ALL_OR_NONE = mark("All the items named, or none: where one is refused, nothing is written.")
MORE = {
    "record": _ALL_OR_NONE,
    "undo": mark("All of it, its edit of the task file included. What is taken back stays in the log."),
    "tag": _ALL_OR_NONE,
    "assign": _ALL_OR_NONE,
    "postpone": _ALL_OR_NONE,
    "deadline": _ALL_OR_NONE,
    "close": _ALL_OR_NONE,
    "reopen": _ALL_OR_NONE,
    "remind": mark("With --send each recipient gets one mail, and each stage of an item is told once."),
    "init": mark("It has five sample items, and never overwrites a file."),
    "import": mark(
        "It says how it understands the ledger, and writes what it must assume only with --accept; never over a file."
    ),
    "lint": mark("Silent when there are none."),
}
RELATED = {
    "check": ("meet", "record", "list", "explain"),
    "meet": ("check", "minutes", "undo"),
    "record": ("check", "meet", "undo"),
    "undo": ("history", "record"),
    "minutes": ("meet", "report"),
    "list": ("check", "show", "forecast"),
    "show": ("explain", "history", "edit"),
    "explain": ("show", "history", "workdays"),
    "history": ("show", "undo", "minutes"),
    "add": ("edit", "import", "undo"),
    "edit": ("show", "assign", "tag"),
    "tag": ("explain", "postpone", "undo"),
    "assign": ("edit", "undo"),
    "postpone": ("deadline", "explain", "undo"),
    "deadline": ("postpone", "close", "undo"),
    "close": ("reopen", "deadline", "undo"),
    "reopen": ("close", "undo"),
    "remind": ("check", "lint"),
    "report": ("rollup", "minutes", "forecast"),
    "rollup": ("report",),
    "forecast": ("check", "workdays"),
    "init": ("import", "check", "lint"),
    "import": ("init", "lint", "check"),
    "lint": ("check", "schema"),
    "workdays": ("explain", "forecast"),
    "schema": ("lint", "init"),
    "completion": ("help",),
    "help": ("check", "completion"),
}
