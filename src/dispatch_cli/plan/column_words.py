"""The words that head the columns of what the program writes, and by what it knows a workbook of its own."""

from __future__ import annotations

from dispatch_cli.messages import Message, say

# The word that heads the column of a key, the same in every format and command. Ledgers may call it otherwise.
COLUMN_WORDS = {
    "id": say("No."),
    "title": say("Item"),
    "tag": say("Tag"),
    "team": say("Team"),
    "owner": say("Owner"),
    "start": say("Listed"),
    "last": say("Last dispatch"),
    "deadline": say("Deadline"),
    "closed": say("Closed on"),
    "note": say("Note"),
}
# The column into which is written what was said of an item, and by what an import knows a workbook of `dispatch list`.
THIS_DISPATCH = say("This dispatch")
OUR_WORKBOOK = ("workbook", "dispatch/1")
_NO_STATES = {"closed": say("closed on")}


def column_key(key: str) -> Message:
    """Return the word for what a column of a ledger holds: the name of its key, but for one that is a state too."""
    return _NO_STATES.get(key, say(key))
