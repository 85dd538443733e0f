"""Two or three examples of each command, for its help. They work on the list that `dispatch init` writes.

Loaded only to show help. A line in which nothing is English is the same in every language.
"""

from __future__ import annotations

from typing import NamedTuple

from dispatch_cli.messages import mark


class Example(NamedTuple):
    """A command line, and what it does."""

    line: str
    does: str


EXAMPLES = {
    "check": (
        Example("dispatch check", mark("What is overdue, and what is due today:")),
        Example("dispatch check --until +7", mark("With it what falls due within a week:")),
        Example(mark('dispatch check --team "Investment team" -o week.xlsx'), mark("One team's, as a workbook:")),
    ),
    "meet": (
        Example("dispatch meet", mark("Go through what falls due before the next meeting:")),
        Example(
            mark('dispatch meet 1 3 --title "Monday meeting" --attend "Ann Lee, Bo Chen"'),
            mark("Go through two items; title and names go into the minutes:"),
        ),
        Example(
            mark("dispatch meet --from said.txt"), mark("What was said is written in a file, a line `ID: NOTE` each:")
        ),
    ),
    "record": (
        Example(mark('dispatch record 1 2 -m "contract signed"'), mark("Two items were followed up today:")),
        Example(mark('dispatch record 1 --on yesterday -m "called"'), mark("One was, yesterday:")),
        Example(mark('dispatch record --due -m "weekly meeting"'), mark("All that `check` lists were:")),
    ),
    "undo": (
        Example("dispatch undo", mark("Take back the last command:")),
        Example("dispatch undo --list", mark("See what can be taken back:")),
    ),
    "minutes": (
        Example("dispatch minutes", mark("Of the newest meeting:")),
        Example("dispatch minutes --on today -o minutes.docx", mark("Of today, for Word:")),
    ),
    "list": (
        Example("dispatch list --closed", mark("Everything, closed items too:")),
        Example("dispatch list --group-by owner", mark("By owner:")),
        Example("dispatch list -o due.ics", mark("The due dates, for a calendar program:")),
    ),
    "show": (
        Example("dispatch show 1", mark("All about item 1:")),
        Example(mark("dispatch show energy"), mark("A part of the title will do:")),
    ),
    "explain": (
        Example("dispatch explain 1", mark("Why item 1 is due when it is:")),
        Example("dispatch explain 1 --today 2026-12-31", mark("As it will be on that day:")),
    ),
    "history": (
        Example("dispatch history", mark("Everything that was written:")),
        Example("dispatch history 1", mark("What happened to item 1:")),
        Example("dispatch history --event closed --since 2026-01-01", mark("What was closed from a day on:")),
    ),
    "add": (
        Example(
            mark('dispatch add "Broadband for the park" --tag orange --team "Services team"'),
            mark("A new item, listed today:"),
        ),
        Example(
            mark('dispatch add "Annual accounts" --tag green --deadline +60 --note "by post"'),
            mark("With a deadline and a note:"),
        ),
    ),
    "edit": (
        Example(mark('dispatch edit 1 --note "waiting for the permit"'), mark("Another note in the list:")),
        Example(mark('dispatch edit 1 --title "Land for the energy project"'), mark("Another title:")),
    ),
    "tag": (
        Example(mark('dispatch tag 5 red -m "decided by the committee"'), mark("Item 5 is urgent now:")),
        Example(mark('dispatch tag 1 2 green -m "well under way"'), mark("Two items have become steady:")),
    ),
    "assign": (
        Example(mark('dispatch assign 5 --owner "Services desk"'), mark("Another owner:")),
        Example(
            mark('dispatch assign 1 2 --team "Services team" -m "reorganised"'), mark("Another team for two items:")
        ),
    ),
    "postpone": (
        Example(
            mark('dispatch postpone 3 --to +21 -m "waiting for the permit"'), mark("Not before three weeks from now:")
        ),
        Example(
            mark('dispatch postpone 3 5 --to +35 -m "works close for the holidays"'), mark("Two items, five weeks on:")
        ),
    ),
    "deadline": (
        Example(mark('dispatch deadline 1 --to +90 -m "more time granted"'), mark("Three months more:")),
        Example(mark('dispatch deadline 1 --none -m "merged with another project"'), mark("No deadline any more:")),
    ),
    "close": (
        Example(mark('dispatch close 3 -m "in production"'), mark("Item 3 is finished:")),
        Example(mark('dispatch close 3 4 --on yesterday -m "contract signed"'), mark("Two items were, yesterday:")),
    ),
    "reopen": (
        Example(mark('dispatch reopen 3 -m "objection received"'), mark("Item 3 is not finished after all:")),
        Example("dispatch reopen 3 4", mark("Two items at once:")),
    ),
    "remind": (
        Example("dispatch remind", mark("What is to be told today, for reading:")),
        Example("dispatch remind --dry-run", mark("Who would be sent what:")),
        Example("dispatch remind --send", mark("Send it, once a day, by cron:")),
    ),
    "report": (
        Example("dispatch report", mark("This month, by team:")),
        Example("dispatch report --last-month --group-by owner", mark("Last month, by owner:")),
        Example("dispatch report --last-month -o report.html", mark("As a page to send and to print:")),
    ),
    "rollup": (
        Example("dispatch rollup offices", mark("Every list in a folder:")),
        Example("dispatch rollup offices --last-month -o rollup.xlsx", mark("Last month, as a workbook:")),
    ),
    "forecast": (
        Example("dispatch forecast", mark("The next four weeks:")),
        Example("dispatch forecast --weeks 8 --level", mark("Eight weeks, so that no day has too many:")),
        Example("dispatch forecast --days --group-by owner", mark("Day by day, by owner:")),
    ),
    "init": (
        Example("dispatch init", mark("A list with sample items, tasks.yaml:")),
        Example("dispatch init --empty -f office.yaml", mark("A list without items, by another name:")),
    ),
    "import": (
        Example(mark("dispatch import ledger.xlsx -o tasks.yaml"), mark("A list from a workbook:")),
        Example(
            mark("dispatch import ledger.xlsx --map D=owner --tag green --accept"),
            mark("Column D is the owner; what has no urgency is green; the rest is accepted:"),
        ),
    ),
    "lint": (
        Example("dispatch lint", mark("This list and its log:")),
        Example(
            "dispatch lint offices/east/tasks.yaml offices/west/tasks.yaml", mark("Several lists, each with its log:")
        ),
    ),
    "workdays": (
        Example("dispatch workdays", mark("This year:")),
        Example(mark("dispatch workdays --read notice.txt"), mark("Take the days of the yearly notice into the list:")),
    ),
    "schema": (
        Example("dispatch schema -o tasks.schema.json", mark("Lay it beside the list, for editors:")),
        Example("dispatch schema", mark("Print it:")),
    ),
    "completion": (
        Example(
            "dispatch completion bash",
            mark('The script for bash; `eval "$(dispatch completion bash)"` goes into ~/.bashrc:'),
        ),
        Example("dispatch completion fish", mark("The script for fish:")),
        Example("dispatch completion powershell", mark("The script for PowerShell:")),
    ),
    "help": (
        Example("dispatch help", mark("All commands:")),
        Example("dispatch help record", mark("One of them, with examples:")),
    ),
}
