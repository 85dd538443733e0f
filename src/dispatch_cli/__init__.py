"""Which follow-up items must be dispatched now?

The package is its data flow: read → schedule → select → render. A tour:

1. `model`     the nouns: tag, item, task file, log entry
2. `cadence`   the arithmetic of due dates (`rules` for RFC 5545, `dates` for months)
3. `taskfile`  text → plan, or all its problems (`yamlevents`, `fields`, `items`, `tags`);
               `schema` tells editors the same
4. `logfile`   lines ↔ record (`entries`: one line)
5. `anchor`    what starts an item's clock
6. `agenda`    plan + record + today → rows; `explain` tells how, `history` what happened
7. `changes`   what a command writes: entries and an edit (`edits`, `patches`, `places`), or entries alone
               (`records`); `undo` takes it back
8. `reminders` who is to be told what: letters (`reminding`: the rules in the task file)
9. `report`    how well the cadence was kept (`lives`, `windows`, `gaps`)
10. `render`   values → table, text, JSON, CSV, Markdown, pages, workbooks, calendars
11. `ledger`   an office's workbook or CSV file → a task file, or all its problems
12. `cli`      the edge: it alone reads the environment, prints and exits; `writing` commits, `sending` mails

`clock` is the only clock and `store` alone opens files; all else is pure, and
today is an argument.
"""

__version__ = "0.1.0"
