"""The keys of the task file: their meanings, their other names, their order."""

from __future__ import annotations

from dispatch_cli.messages import say

TOP_KEYS = ("branch", "timezone", "mode", "cadence", "people", "remind", "tasks")
REMIND_KEYS = ("before", "again", "escalate", "mail")
ESCALATION_KEYS = ("missed", "to")
MAIL_KEYS = ("from", "to", "command")
ITEM_REQUIRED = ("id", "title", "tag")
ITEM_DATES = ("start", "last", "deadline", "closed")
# Who works on an item and who answers for it: each may be a list of names.
NAME_KEYS = ("team", "owner")
ITEM_KEYS = (*ITEM_REQUIRED, *NAME_KEYS, "note", *ITEM_DATES)
# What people write who know the headings of their ledger, and the key that they mean.
KEY_WORDS = {
    **dict.fromkeys(("编号", "序号"), "id"),
    **dict.fromkeys(
        ("事项", "标题", "事项名称", "工作事项", "重点事项", "督办事项", "任务", "任务名称", "工作任务"), "title"
    ),
    **dict.fromkeys(("标签", "紧急程度", "紧急等级", "等级"), "tag"),
    **dict.fromkeys(("专班", "工作专班", "牵头专班", "责任专班"), "team"),
    **dict.fromkeys(("责任人", "责任单位", "负责人"), "owner"),
    **dict.fromkeys(("列入", "列入日期", "列入时间", "交办时间", "交办日期", "开始时间", "开始日期"), "start"),
    **dict.fromkeys(("上次调度", "上次调度时间", "上次调度日期", "最近调度", "最近调度时间", "最近调度日期"), "last"),
    **dict.fromkeys(("时限", "办结时限", "完成时限", "截止日期", "截止时间"), "deadline"),
    **dict.fromkeys(("销号", "销号日期", "销号时间", "办结日期"), "closed"),
    **dict.fromkeys(("备注", "说明"), "note"),
}
FREE_PREFIX = "x-"

# The order in which the fields of an item are written; a new one goes behind those before it.
ORDER = ("id", "title", "tag", "team", "owner", "start", "last", "deadline", "closed", "note")

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
    "team": say("The team that works on it, or a list of several."),
    "owner": say("Who answers for it: a name, or a list of several."),
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
