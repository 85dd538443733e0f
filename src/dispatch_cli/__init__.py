"""Which follow-up items must be dispatched now?

The package is its data flow, readable from `ls`: read → schedule → select → render. From the ground up:

- the ground    `model` the nouns, `messages` what is said before it is said in a language, `errors` what can go
                wrong, `source` a text and the places in it, `hints` what was probably meant, `extras` libraries,
                `shell` command lines as sh, cmd and PowerShell read them
- `cadence/`    the arithmetic of due dates
- `store/`      the disk, `clock` the only clock, `log/` the log ↔ entries
- `plan/`       the task file ↔ values; its edits
- `schedule/`   what starts each clock, when each item is due, the agenda
- `reports/`    history, explanation, how well the cadence was kept
- `reminders/`  who is to be told what
- `changes/`    what a command writes: entries of the log and an edit of the plan
- `ledger/`     an office's workbook or CSV file → a task file
- `render/`     values → table, text, JSON, CSV, Markdown, pages, workbooks, calendars, letters
- `cli/`        the edge: it alone reads the command line and the environment, prints and exits

The core knows no clock, no disk, no screen: today is an argument. Linters hold these rooms.
"""

__version__ = "0.1.0"
