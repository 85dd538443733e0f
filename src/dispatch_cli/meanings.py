"""What each key of the task file means, in a sentence or two: the descriptions in its schema."""

from __future__ import annotations

from dispatch_cli.messages import say

OF_TOP = {
    "branch": say("The office's name, shown in titles."),
    "timezone": say("The time zone in which “today” is read, such as Asia/Shanghai. Default: the machine's."),
    "mode": say("rolling (default): due dates count from the last dispatch. calendar: each calendar period needs one."),
    "cadence": say(
        "How often each tag asks for a dispatch: daily to yearly, every 10 days, or an RFC 5545 rule. "
        "red, orange and green are built in; other names become tags."
    ),
    "people": say("Who is reminded: each name, as in owner and team, with its mail address."),
    "remind": say("Who is reminded of what, and how soon."),
    "tasks": say("The items. An empty list is []."),
}
OF_ITEM = {
    "id": say("The item's number or any other text; no two items share one."),
    "title": say("What the item is."),
    "tag": say("Its urgency: red, orange or green (红, 橙, 绿), or a key of cadence. It fixes the cadence."),
    "team": say("The team that works on it."),
    "owner": say("Who answers for it."),
    "note": say("A remark."),
    "start": say("The day it was listed, as YYYY-MM-DD. An item has a start or a last."),
    "last": say("The newest dispatch made before the log began, as YYYY-MM-DD."),
    "deadline": say("When it must be finished, as YYYY-MM-DD; flagged once passed."),
    "closed": say("The day it was struck off, as YYYY-MM-DD. A closed item asks for nothing."),
}
OF_REMIND = {
    "before": say("Days of warning before a due date, by tag; they also define the state soon."),
    "again": say("After how many days the reminder of an overdue item is repeated, by tag."),
    "escalate": say("Who else is told, from how many missed dispatches on."),
    "mail": say("How reminders leave."),
}
OF_ESCALATION = {
    "missed": say("From how many missed dispatches on."),
    "to": say("Who else is told: a name, or several."),
}
OF_MAIL = {
    "from": say("Who sends: an address, or a name and an address in angle brackets."),
    "to": say("Who gets the digest of everything: a name of people, or several."),
    "command": say("The mail command, which reads a message on stdin. Default: sendmail -t -i."),
}
