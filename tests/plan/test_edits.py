"""Edits of the task file: each table holds what stands there before and after, and why.

Whatever is edited, the text says exactly what was meant, and taking it back restores it byte for byte.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest
from desk import Desk
from diffs import both
from generated import often
from hypothesis import example, given
from hypothesis import strategies as st
from orders import Order, adding, carry_out, setting
from reading import only_item, plan, reasons
from styles import TEXTS, Styled, is_cut, item_of, lists, stands_between, styled

from dispatch_cli.errors import ExitCode
from dispatch_cli.plan.scalars import scalar

if TYPE_CHECKING:
    from pathlib import Path

TEAM = setting("team", "国评专班")
NO_TEAM = setting("team", None)
CLOSE = setting("closed", "2026-11-22")
REOPEN = setting("closed", None)
ORANGE = setting("tag", "orange")
ADD = adding()

FRAME = """\
# 清单 # 第一版
x-team: 招商专班
tasks:
  - id: 1
    title: 甲
    tag: red # 急
@
    start: 2026-06-01

  # 其次
  - id: 2
    title: 乙
    tag: green
    team: 招商专班
    start: 2026-06-01
    closed: 2026-11-01
"""

LINE_ENDS = ["\n", "\r\n", "\r"]


def framed(lines: str, frame: str = FRAME) -> str:
    """Return the frame with these lines in its place for them, without that place where there are none."""
    return frame.replace("@\n", f"{lines}\n" if lines else "")


# Another value takes the place of the old one; all around it stays.
VALUES = [
    ("    team: 招商专班", "    team: 国评专班", "a plain text"),
    ("", "    team: 国评专班", "absent: it goes behind what comes before it"),
    ("    team:", "    team: 国评专班", "empty"),
    ("    team:  ", "    team: 国评专班  ", "empty, with spaces"),
    ("    team:  # 待定", "    team: 国评专班  # 待定", "empty, with a comment"),
    ("    team: ''", "    team: '国评专班'", "empty, in single quotes"),
    ('    team: "" # 待定', '    team: "国评专班" # 待定', "empty, in double quotes"),
    ("    team: |", "    team: 国评专班", "an empty block"),
    ("    team: ~", "    team: 国评专班", "a tilde is a text"),
    ("    team: '招商专班'", "    team: '国评专班'", "single quotes stay"),
    ('    team: "招商\\u4e13班"', '    team: "国评专班"', "double quotes stay"),
    ("    team:   招商专班   # 牵头", "    team:   国评专班   # 牵头", "spaces and the comment stay"),
    ("    team : 招商专班#1", "    team : 国评专班", "a space before the colon; no comment without one"),
    ('    "team": 招商专班', '    "team": 国评专班', "a key in double quotes"),
    ("    'team': '招商专班'", "    'team': '国评专班'", "a key in single quotes"),
    ("    ? team\n    : 招商专班", "    ? team\n    : 国评专班", "a key on a line of its own"),
    ("    team: !!str 招商专班", "    team: !!str 国评专班", "a type stays"),
    ("    team: !!str", "    team: !!str 国评专班", "a type with nothing behind it"),
    ("    team: &a 招商专班", "    team: &a 国评专班", "an anchor that nobody repeats stays"),
    ("    team: &a", "    team: &a 国评专班", "and one with nothing behind it"),
    ("    team: &a !!str  '招商专班' # 牵头", "    team: &a !!str  '国评专班' # 牵头", "an anchor and a type"),
    ("    team: &a # 牵头\n      招商专班", "    team: &a # 牵头\n      国评专班", "a comment behind an anchor"),
    ("    x-a: &a 招商专班\n    team: *a", "    x-a: &a 招商专班\n    team: 国评专班", "an alias gives way"),
    ("    team:\n      招商专班", "    team:\n      国评专班", "the value on a line of its own"),
    ("    team: # 牵头\n\n      招商专班", "    team: # 牵头\n\n      国评专班", "or further below"),
    ("    team: 招商\n      专班 # 牵头", "    team: 国评专班 # 牵头", "a text over two lines becomes one"),
    ('    team: "招商\\\n\n      专班"', '    team: "国评专班"', "so does one in quotes"),
    ("    team: |\n      招商专班\n      企业专班", "    team: 国评专班", "and a block of lines"),
    ("    team: >-\n      招商专班\n\n    # 牵头",
     "    team: 国评专班\n\n    # 牵头", "what stands below a block stays"),
    ("    team: |2-\n        招商", "    team: 国评专班", "a block with spaces in front"),
    ("    team: 招商专班\u3000", "    team: 国评专班", "a full-width space is a part of the text"),
    ("    x-team: 招商专班\n    team: 招商专班", "    x-team: 招商专班\n    team: 国评专班", "a free key is another"),
    ("    note: |\n      team: 招商专班\n    team: 招商专班",
     "    note: |\n      team: 招商专班\n    team: 国评专班", "a text that looks like the field"),
    ("    owner:\n      国评专班\n    team:\n      招商专班",
     "    owner:\n      国评专班\n    team:\n      国评专班", "a line that stands above as well"),
    ("    x-a: {team: 招商专班, l: [team: 甲]}\n    team: 招商专班",
     "    x-a: {team: 招商专班, l: [team: 甲]}\n    team: 国评专班", "a field within another"),
]  # fmt: skip


# The quotes of the old value stay; a value that needs quotes gets them.
NEW_VALUES = [
    ("    team: 招商专班", "a: b", "    team: 'a: b'", "a plain text becomes a quoted one where it must"),
    ("    team: 招商专班\u3000", "a: b", "    team: 'a: b'", "and takes white space with it that YAML would not"),
    ("    team: '招商专班'", "it's", "    team: 'it''s'", "a quote within its own quotes"),
    ('    team: "招商专班"', 'say "a"\\b', '    team: "say \\"a\\"\\\\b"', "quotes and a backslash in double quotes"),
    ("    team: '招商专班'", "甲\n乙", '    team: "甲\\n乙"', "single quotes cannot hold two lines"),
    ("    team: 招商专班", "甲\n乙", '    team: "甲\\n乙"', "nor can a plain text"),
    ("    team:", "- 甲", "    team: '- 甲'", "quotes where the value was empty"),
    ("    team: |\n      招商专班", "# 甲", "    team: '# 甲'", "and where it was a block"),
    ("    team: &a", "*a", "    team: &a '*a'", "a text that looks like an alias"),
]  # fmt: skip


# A field that is removed leaves no line behind, and takes none with it.
REMOVED = [
    ("    team: 招商专班", "", "its line goes"),
    ("    team: 招商专班 # 牵头", "", "with the comment on it"),
    ("    # 牵头\n    team: 招商专班\n    # 说明", "    # 牵头\n    # 说明", "comments on other lines stay"),
    ("\n    team: 招商专班\n", "\n", "so do empty lines"),
    ("    team:\n      招商专班", "", "both its lines go"),
    ("    team: 招商\n\n      专班", "", "all its lines go"),
    ("    team: |\n      招商专班\n\n      企业专班", "", "and all of a block"),
    ("    team: |+\n      招商专班\n\n    # 说明", "\n    # 说明", "but for the empty lines below it"),
    ("    ? team\n    : 招商专班", "", "a key on a line of its own"),
    ("    team: &a 招商专班", "", "an anchor that nobody repeats goes with it"),
    ("    # ---\n    owner: 招商一科\n    # ---\n    team: 招商专班",
     "    # ---\n    owner: 招商一科\n    # ---", "the line above it stands further above as well"),
    ("    note: |\n      甲\n      甲\n    team: 招商专班", "    note: |\n      甲\n      甲", "so it may in a text"),
    ("    note: >\n      甲\n\n\n\n    team: 招商专班", "    note: >\n      甲\n\n\n", "or be empty, several times"),
]  # fmt: skip


TAG_FRAME = FRAME.replace("    tag: red # 急\n", "").replace("tasks:", "cadence: {紫: yearly}\ntasks:")
# A tag is written in the language and the quotes of the tag before it.
TAGS = [
    ("    tag: red # 急", "orange", "    tag: orange # 急", "English stays English"),
    ("    tag: 红 # 急", "orange", "    tag: 橙 # 急", "Chinese stays Chinese"),
    ("    tag: '红'", "green", "    tag: '绿'", "in its quotes"),
    ('    tag: "red"', "green", '    tag: "green"', "in double quotes"),
    ("    tag: !!str 橙", "red", "    tag: !!str 红", "with its type"),
    ("    tag: |\n      橙", "red", "    tag: 红", "a block in Chinese"),
    ("    tag: 红", "紫", "    tag: 紫", "a tag of the office's own has one name"),
    ("    tag: 紫", "red", "    tag: red", "and says nothing of the language"),
    ("    x-t: &t 红\n    tag: *t", "orange", "    x-t: &t 红\n    tag: 橙", "an alias says it"),
]  # fmt: skip


# An edit of a field follows the style of its item, and leaves all else.
FIELDS = [
    (CLOSE, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
+    closed: 2026-11-22
   - {id: 2, title: 乙, tag: red, start: 2026-06-01}
""", "a new field goes below those before it"),
    (CLOSE, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01 # 列入
+    closed: 2026-11-22

     # 说明
     x-tel: "0000"
     note: 等待供地
""", "and above comments, empty lines and other keys"),
    (CLOSE, """\
 tasks:
   - note: |
       等待供地

       下周再问
     tag: red
     start: 2026-06-01
     title: 甲
     id: 1
+    closed: 2026-11-22
""", "in whatever order they stand"),
    (CLOSE, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
+    closed: 2026-11-22
     last:
     deadline: # 未定
     owner:
""", "empty fields are no landmark"),
    (CLOSE, """\
 tasks:
   - id: 1
     tag: red
     start: 2026-06-01
     title: |
       甲

       乙
+    closed: 2026-11-22

     # 说明
 x-end: 1
""", "behind the last line of a text"),
    (CLOSE, """\
 tasks:
   - id: 1
     tag: red
     start: 2026-06-01
     title: 甲
       乙
+    closed: 2026-11-22
 # 完
""", "or of a plain text over two lines"),
    (CLOSE, """\
 tasks:
 - id: 1
   title: 甲
   tag: red
   start: 2026-06-01
+  closed: 2026-11-22
 - {id: 2, title: 乙, tag: red, start: 2026-06-01}
""", "a dash in the first column"),
    (CLOSE, """\
 tasks:
 -   id: 1
     title: 甲
     tag: red
     start: 2026-06-01
+    closed: 2026-11-22
""", "a wide gap behind the dash"),
    (CLOSE, """\
     tasks:
          -  id: 1
             title: 甲
             tag: red
             start: 2026-06-01
+            closed: 2026-11-22
     branch: 示例支部
""", "any indentation, of the whole file too"),
    (CLOSE, """\
 tasks:
   -
     id: 1
     title: 甲
     tag: red
     start: 2026-06-01
+    closed: 2026-11-22
   -

     {id: 2, title: 乙, tag: red, start: 2026-06-01}
""", "a dash alone on its line"),
    (CLOSE, """\
 ---
 "tasks":
   - "id": "1"
     "title": 甲
     'tag': red
     start: 2026-06-01
+    "closed": 2026-11-22
 ...
""", "quoted keys, and the marks of a document"),
    (CLOSE, """\
 tasks:
-  - {id: 1, title: 甲, tag: red, start: 2026-06-01} # 一
+  - {id: 1, title: 甲, tag: red, start: 2026-06-01, closed: 2026-11-22} # 一
   - {id: 2, title: 乙, tag: red, start: 2026-06-01}
""", "an item in braces"),
    (CLOSE, """\
 tasks:
-  - { id: 1, title: 甲, tag: red, start: 2026-06-01, note: '{', x-a: [], }
+  - { id: 1, title: 甲, tag: red, start: 2026-06-01, closed: 2026-11-22, note: '{', x-a: [], }
""", "with spaces, a comma at the end, and brackets within"),
    (CLOSE, """\
 tasks:
-  - {id: 1, title: 甲, tag: red, start: 2026-06-01, last: , note: }
+  - {id: 1, title: 甲, tag: red, start: 2026-06-01, closed: 2026-11-22, last: , note: }
""", "with empty fields"),
    (TEAM, """\
 tasks:
-  - {id: 1, title: 甲, tag: red, team: , start: 2026-06-01}
+  - {id: 1, title: 甲, tag: red, team: 国评专班 , start: 2026-06-01}
""", "an empty field in braces"),
    (TEAM, """\
 tasks:
-  - {id: 1, title: 甲, tag: red, start: 2026-06-01, "team":}
+  - {id: 1, title: 甲, tag: red, start: 2026-06-01, "team": 国评专班}
""", "with nothing behind it"),
    (CLOSE, """\
 tasks:
   - {id: 1, title: 甲, # 一
      tag: red,
-     start: 2026-06-01}
+     start: 2026-06-01,
+     closed: 2026-11-22}
""", "in braces over several lines"),
    (CLOSE, """\
 tasks:
   - {
     id: 1,
     title: 甲,
     tag: red,
-    start: 2026-06-01 # 列入
+    start: 2026-06-01, # 列入
+    closed: 2026-11-22
   }
""", "a comment stays with what it stands behind"),
    (CLOSE, """\
 tasks:
   - {id: 1, title: 甲, tag: red,
     start: 2026-06-01, # 列入
+    closed: 2026-11-22,
     note: 等待供地}
""", "behind a comma too"),
    (CLOSE, """\
 tasks: [
 \t{id: 1, title: 甲, tag: red,
 \tstart: 2026-06-01, # 列入
+\tclosed: 2026-11-22,
 \t},
 ]
""", "indented with tabs, as is allowed in brackets"),
    (CLOSE, """\
 tasks:
   - {title: 甲, tag: red, start: 2026-06-01, id: 1, # 一
+                                            closed: 2026-11-22,
     note: 等待供地}
""", "or where nothing has a line of its own"),
    (TEAM, """\
-tasks: [{id: 1, title: 甲, tag: red, last: 2026-06-01}, {id: 2, title: 乙, tag: red, last: 2026-06-01}]
+tasks: [{id: 1, title: 甲, tag: red, team: 国评专班, last: 2026-06-01}, {id: 2, title: 乙, tag: red, last: 2026-06-01}]
""", "all items on one line"),
    (CLOSE, """\
 {
   "tasks": [
     {
       "id": "1",
       "title": "甲",
       "tag": "red",
-      "start": "2026-06-01"
+      "start": "2026-06-01",
+      "closed": "2026-11-22"
     }
   ]
 }
""", "JSON stays JSON"),
    (CLOSE, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
-    closed: 2027-01-01 # 预计
+    closed: 2026-11-22 # 预计
     note: 等待供地
""", "a day of closing that is still to come is replaced"),
    (REOPEN, """\
 tasks:
-  - closed: 2026-11-01
-    id: 1
+  - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
""", "the first key goes, and the dash moves to the next"),
    (REOPEN, """\
 tasks:
-  - closed: 2026-11-01 # 签约
+  -
     # 编号

     id: 1
     title: 甲
     tag: red
     start: 2026-06-01
""", "or stays alone above comments"),
    (REOPEN, """\
 tasks:
   - # 一
-    closed: 2026-11-01
     id: 1
     title: 甲
     tag: red
     start: 2026-06-01
""", "the first key below its dash"),
    (REOPEN, """\
 tasks:
   # -
   -

-    closed: 2026-11-01
     # 编号
     id: 1
     title: 甲
     tag: red
     start: 2026-06-01
""", "with comments around it"),
    (REOPEN, """\
 tasks:
   - # 编号
     # 编号
-    closed: 2026-11-01
     # 编号
     id: 1
     title: 甲
     tag: red
     start: 2026-06-01
""", "and the same comment everywhere"),
    (REOPEN, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
-    closed: 2026-11-01
""", "the last key of the file"),
    (REOPEN, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
     # 签约

-    closed: 2026-11-01
   # -
   - {id: 2, title: 乙, tag: red, start: 2026-06-01}
""", "the last key below a comment, which then ends the item"),
    (REOPEN, """\
 tasks:
-  - {closed: 2026-11-01, id: 1, title: 甲, tag: red, start: 2026-06-01}
+  - {id: 1, title: 甲, tag: red, start: 2026-06-01}
""", "the first in braces"),
    (REOPEN, """\
 tasks:
-  - {id: 1, title: 甲, closed: '2026-11-01' , tag: red, start: 2026-06-01}
+  - {id: 1, title: 甲 , tag: red, start: 2026-06-01}
""", "one in their midst"),
    (REOPEN, """\
 tasks:
-  - {id: 1, title: 甲, tag: red, start: 2026-06-01, closed: &c 2026-11-01}
+  - {id: 1, title: 甲, tag: red, start: 2026-06-01}
""", "the last in braces"),
    (REOPEN, """\
 tasks:
   - {id: 1, # 一
-     closed: 2026-11-01, # 签约
+     # 签约
      title: 甲, tag: red, start: 2026-06-01}
""", "comments in braces stay"),
    (REOPEN, """\
 tasks:
   - {title: 甲, tag: red, start: 2026-06-01,
     id: 1, # 一
-    closed: 2026-11-01}
+    }
""", "behind the last one too"),
    (REOPEN, """\
 tasks:
   - {
-    closed: 2026-11-01, # 签约
+    # 签约
     id: 1, title: 甲, tag: red, start: 2026-06-01,}
""", "and before the first"),
    (REOPEN, """\
 {"tasks": [{"id": "1", "title": "甲", "tag": "red",
-  "start": "2026-06-01",
-  "closed": "2026-11-01"}]}
+  "start": "2026-06-01"}]}
""", "the last in JSON takes the comma before it along"),
    (ORANGE, """\
 x-other: &t red
 tasks:
-  - {id: 1, title: 甲, tag: *t , start: 2026-06-01}
+  - {id: 1, title: 甲, tag: orange , start: 2026-06-01}
   - {id: 2, title: *t , tag: *t , start: 2026-06-01}
""", "an alias gives way, what it stood for stays"),
]  # fmt: skip


# A new item stands behind the last one and looks like it.
ADDED = [
    (ADD, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
+  - id: 9
+    title: 丙
+    tag: red
+    start: 2026-11-22
""", "a block behind a block"),
    (adding(team="国评专班", owner="国评迎检科", note="等待供地"), """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
   - id: 2
     title: 乙
     tag: red
     start: 2026-06-01
+  - id: 9
+    title: 丙
+    tag: red
+    team: 国评专班
+    owner: 国评迎检科
+    start: 2026-11-22
+    note: 等待供地
 branch: 示例支部
""", "before the next key of the file, all its fields in their order"),
    (ADD, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01

   - id: 2
     title: 乙
     tag: red
     start: 2026-06-01
+
+  - id: 9
+    title: 丙
+    tag: red
+    start: 2026-11-22

 branch: 示例支部
""", "an empty line where others have one"),
    (ADD, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
     # deadline: 2026-12-31
       # 未定
+  - id: 9
+    title: 丙
+    tag: red
+    start: 2026-11-22
   # 以下已销号
 # 完
""", "comments that belong to the last item stay with it"),
    (ADD, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
     note:  # 无
+  - id: 9
+    title: 丙
+    tag: red
+    start: 2026-11-22

     # 说明
""", "behind an empty field; what follows an empty line is about nothing in particular"),
    (ADD, """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01
     note: |+
       等待供地

       下周再问
+  - id: 9
+    title: 丙
+    tag: red
+    start: 2026-11-22


 ...
""", "behind a text of lines"),
    (ADD, """\
 tasks:
 - id: 1
   title: 甲
   tag: red
   start: 2026-06-01
+- id: 9
+  title: 丙
+  tag: red
+  start: 2026-11-22
""", "a dash in the first column"),
    (ADD, """\
 tasks:
   -   id: 1
       title: 甲
       tag: red
       start: 2026-06-01
+  -   id: 9
+      title: 丙
+      tag: red
+      start: 2026-11-22
""", "a wide gap behind the dash"),
    (ADD, """\
 tasks:
 -
  id: 1
  title: 甲
  tag: red
  start: 2026-06-01
+-
+ id: 9
+ title: 丙
+ tag: red
+ start: 2026-11-22
""", "a dash alone, where there is no room behind it"),
    (ADD, """\
 tasks: &all # 一
   - &one
     id: "1"
     title: '甲'
     tag: "红"
     start: "2026-06-01"
+  - id: "9"
+    title: '丙'
+    tag: "红"
+    start: 2026-11-22
""", "the quotes and the language of the last item; anchors of lists and items"),
    (adding(tag="green"), """\
 tasks: !!seq
   - !!map
     id: 1
     title: 甲
     tag: 橙
     start: 2026-06-01
+  - id: 9
+    title: 丙
+    tag: 绿
+    start: 2026-11-22
""", "a Chinese tag; types of lists and items"),
    (ADD, """\
 tasks:
   - "id": "1"
     "title": 甲
     "tag": red
     "start": 2026-06-01
+  - "id": "9"
+    "title": 丙
+    "tag": red
+    "start": 2026-11-22
""", "quoted keys"),
    (ADD, """\
 tasks:
   - {id: 1, title: 甲, tag: red, start: 2026-06-01} # 一
+  - {id: 9, title: 丙, tag: red, start: 2026-11-22}
""", "braces behind braces"),
    (adding("甲, 乙"), """\
 tasks:
   - id: 1
     title: 甲
     tag: red
     start: 2026-06-01

   - {id: 2, title: 乙, tag: red, start: 2026-06-01}
+
+  - {id: 9, title: '甲, 乙', tag: red, start: 2026-11-22}
""", "where commas need quotes"),
    (ADD, """\
-tasks: [{id: 1, title: 甲, tag: red, start: 2026-06-01}] # 一
+tasks: [{id: 1, title: 甲, tag: red, start: 2026-06-01}, {id: 9, title: 丙, tag: red, start: 2026-11-22}] # 一
 branch: 示例支部
""", "a list on one line"),
    (ADD, """\
 tasks: [
   {id: 1, title: 甲, tag: red, start: 2026-06-01},
-  {id: 2, title: 乙, tag: red, start: 2026-06-01}
+  {id: 2, title: 乙, tag: red, start: 2026-06-01},
+  {id: 9, title: 丙, tag: red, start: 2026-11-22}
 ]
""", "a list in brackets with a line for each"),
    (ADD, """\
 tasks: [
   {id: 1, title: 甲, tag: red, start: 2026-06-01}, # 一
+  {id: 9, title: 丙, tag: red, start: 2026-11-22},
   ]
""", "with a comma behind the last, and a comment that stays"),
    (ADD, """\
 tasks: [
-  {id: 1, title: 甲, tag: red, start: 2026-06-01} # 一
+  {id: 1, title: 甲, tag: red, start: 2026-06-01}, # 一
+  {id: 9, title: 丙, tag: red, start: 2026-11-22}
   # 完
   ]
""", "with a comment and no comma"),
    (ADD, """\
 {"tasks": [
-  {"id": "1", "title": "甲", "tag": "red", "start": "2026-06-01"}]}
+  {"id": "1", "title": "甲", "tag": "red", "start": "2026-06-01"},
+  {"id": "9", "title": "丙", "tag": "red", "start": "2026-11-22"}]}
""", "JSON stays JSON"),
    (ADD, """\
 branch: 示例支部
-tasks: []
+tasks:
+  - id: 9
+    title: 丙
+    tag: red
+    start: 2026-11-22
 x-end: 1
""", "the first item of all"),
    (ADD, """\
-    tasks: []
+    tasks:
+      - id: 9
+        title: 丙
+        tag: red
+        start: 2026-11-22
     branch: 示例支部
""", "in a file that is indented"),
    (ADD, """\
-tasks:  []  # 暂无
+tasks:  # 暂无
+  - id: 9
+    title: 丙
+    tag: red
+    start: 2026-11-22
""", "its comment stays"),
    (ADD, """\
-"tasks": &all [ ]
+"tasks": &all
+  - "id": 9
+    "title": 丙
+    "tag": red
+    "start": 2026-11-22
 # 完
""", "and its anchor; keys are quoted as others are"),
    (ADD, """\
-tasks: # 暂无
-  []
+tasks: # 暂无
+  - id: 9
+    title: 丙
+    tag: red
+    start: 2026-11-22
""", "brackets on a line of their own"),
    (ADD, """\
-tasks: [
+tasks: [{id: 9, title: 丙, tag: red, start: 2026-11-22}
   # 暂无
 ]
""", "brackets over several lines"),
    (ADD, """\
-{branch: 示例支部, tasks: []}
+{branch: 示例支部, tasks: [{id: 9, title: 丙, tag: red, start: 2026-11-22}]}
""", "a file in braces"),
    (ADD, """\
 {
-  "tasks": []
+  "tasks": [{"id": "9", "title": "丙", "tag": "red", "start": "2026-11-22"}]
 }
""", "an empty list in JSON"),
]  # fmt: skip


# Any title is written on one line, in quotes only where it needs them.
TITLES = [
    ("某新能源项目", "某新能源项目", "Chinese is plain"),
    ("甲: 乙", "'甲: 乙'", "a colon and a space"),
    ("甲：乙:", "'甲：乙:'", "a colon at the end"),
    ("http://a.b/c?d=e#f", "http://a.b/c?d=e#f", "neither a colon nor a hash without a space"),
    ("甲 # 乙", "'甲 # 乙'", "a comment"),
    ("甲#1", "甲#1", "no comment without a space"),
    ("it's", "it's", "a quote within"),
    ("'甲' 乙", "'''甲'' 乙'", "a quote first"),
    ('"甲" 乙', "'\"甲\" 乙'", "double quotes"),
    ("甲\n\n乙", '"甲\\n\\n乙"', "lines"),
    ("甲\t乙", '"甲\\t乙"', "a tab"),
    ("甲😀乙", "甲😀乙", "emoji"),
    ("🏴\U000e0067\U000e007f\n乙", '"🏴\U000e0067\U000e007f\\n乙"', "emoji made of parts"),
    ("👨\u200d👩\t甲", '"👨\\u200d👩\\t甲"', "or joined"),
    ("甲\u3000乙", "甲\u3000乙", "a full-width space"),
    ("\u202e甲", "\u202e甲", "a mark that turns the direction"),
    ("甲\x85乙", '"甲\\u0085乙"', "what YAML takes for a line end"),
    ("甲\u2028乙", '"甲\\u2028乙"', "another"),
    ("甲\ufeff", '"甲\\ufeff"', "a byte order mark"),
    ("甲\x7f\x1b[31m", '"甲\\x7f\\u001b[31m"', "control characters"),
    ("\U0010ffff\ufffe", '"\U0010ffff\\ufffe"', "characters that are none"),
    ("C:\\p", "C:\\p", "a backslash"),
    *((f"{sign} 甲", f"'{sign} 甲'", f"a {sign} first") for sign in "-*&!%@?|>`#"),
    *((f"{sign}甲", f"'{sign}甲'", f"a {sign} at once") for sign in "*&!%@|>`#"),
    ("-甲", "-甲", "a hyphen that is none of a list"),
    ("-", "'-'", "nothing but a hyphen"),
    ("---", "'---'", "the mark of a document"),
    ("[red]", "'[red]'", "brackets"),
    ("{甲}", "'{甲}'", "braces"),
    ("甲, 乙", "甲, 乙", "a comma"),
    ("~", "~", "everything is text: a tilde"),
    ("no", "no", "a truth value"),
    ("007", "007", "a number"),
    ("2026-06-01", "2026-06-01", "a date"),
    ("<<", "<<", "a merge key"),
    ("甲" * 300, "甲" * 300, "a long line stays one"),
]


FIRST = "tasks:\n- id: 1\n  title: 甲\n  tag: red\n  start: 2026-06-01\n"

# What gives the order, the text before and after, and why.
EDITS: list[tuple[Order, str, str, str]] = [
    *((TEAM, framed(before), framed(after), reason) for before, after, reason in VALUES),
    *((setting("team", value), framed(before), framed(after), reason) for before, value, after, reason in NEW_VALUES),
    *((NO_TEAM, framed(before), framed(after), reason) for before, after, reason in REMOVED),
    *(
        (setting("tag", tag), framed(before, TAG_FRAME), framed(after, TAG_FRAME), reason)
        for before, tag, after, reason in TAGS
    ),
    *((order, *both(diff), reason) for order, diff, reason in (*FIELDS, *ADDED)),
    *(
        (adding(title), FIRST, f"{FIRST}- id: 9\n  title: {written}\n  tag: red\n  start: 2026-11-22\n", reason)
        for title, written, reason in TITLES
    ),
]


@pytest.mark.parametrize(("order", "before", "after", "reason"), EDITS, ids=reasons(EDITS))
def test_an_edit_changes_what_is_meant_and_nothing_else(order: Order, before: str, after: str, reason: str) -> None:
    """The text is what it should be, with every line end, with and without the last; and so it is taken back."""
    for end in LINE_ENDS:
        ended = before.replace("\n", end), after.replace("\n", end)
        assert carry_out(order, ended[0]) == ended[::-1], reason
        if before.count("\n") > 1:
            cut = ended[0].removesuffix(end), ended[1].removesuffix(end)
            assert carry_out(order, cut[0]) == cut[::-1], reason


@pytest.mark.parametrize(("title", "written", "reason"), TITLES, ids=reasons(TITLES))
def test_a_title_in_brackets(title: str, written: str, reason: str) -> None:
    """Beside other items in braces, a title is quoted where brackets, commas and colons would end it."""
    assert reason
    before = "tasks: [{id: 1, title: 甲, tag: red, start: 2026-06-01}]"
    after = carry_out(adding(title), before).after
    quoted = written if written[0] in "\"'" or not set("[]{},:?") & {*title} else f"'{title}'"
    assert after == f"{before[:-1]}, {{id: 9, title: {quoted}, tag: red, start: 2026-11-22}}]"


MIXED = [
    (CLOSE, "tasks:\n- id: 1\r\n  title: 甲\n  tag: red\n  start: 2026-06-01\r\n",
     "tasks:\n- id: 1\r\n  title: 甲\n  tag: red\n  start: 2026-06-01\r\n  closed: 2026-11-22\r\n",
     "a new line ends as the line above it"),
    (CLOSE, "tasks:\r\n- id: 1\n  title: 甲\n  tag: red\n  start: 2026-06-01",
     "tasks:\r\n- id: 1\n  title: 甲\n  tag: red\n  start: 2026-06-01\r\n  closed: 2026-11-22",
     "and as the first of all where there is none above"),
    (ADD, "tasks:\r- {id: 1, title: 甲, tag: red, last: 2026-06-01}\n#\n",
     "tasks:\r- {id: 1, title: 甲, tag: red, last: 2026-06-01}\n- {id: 9, title: 丙, tag: red, start: 2026-11-22}\n#\n",
     "so does a new item"),
    (ADD, "branch: 甲\rtasks: []\nx-end: 1",
     "branch: 甲\rtasks:\n  - id: 9\n    title: 丙\n    tag: red\n    start: 2026-11-22\nx-end: 1", "and the first"),
    (CLOSE, "tasks: [\n {id: 1, title: 甲, tag: red,\n  start: 2026-06-01,\r\n  note: 丙}\n]\n",
     "tasks: [\n {id: 1, title: 甲, tag: red,\n  start: 2026-06-01,\r\n  closed: 2026-11-22,\r\n  note: 丙}\n]\n",
     "and a new line in braces"),
    (REOPEN, "tasks:\n- id: 1\n  title: 甲\n  tag: red\n  start: 2026-06-01\r\n  closed: 2026-11-01\n",
     "tasks:\n- id: 1\n  title: 甲\n  tag: red\n  start: 2026-06-01\n", "a line goes with the end above it"),
    (REOPEN, "tasks:\n- id: 1\n  title: 甲\n  tag: red\n  start: 2026-06-01\r\n  closed: 2026-11-01",
     "tasks:\n- id: 1\n  title: 甲\n  tag: red\n  start: 2026-06-01", "at the end of the file too"),
    (REOPEN, "tasks:\r- closed: 2026-11-01\r\n\n  id: 1\n  title: 甲\r  tag: red\n  start: 2026-06-01\n",
     "tasks:\r-\r\n\n  id: 1\n  title: 甲\r  tag: red\n  start: 2026-06-01\n", "the first key"),
    (TEAM, "tasks:\n- id: 1\n  title: 甲\n  tag: red\n  team: |\r\n    招商\r    专班\n  start: 2026-06-01\n",
     "tasks:\n- id: 1\n  title: 甲\n  tag: red\n  team: 国评专班\n  start: 2026-06-01\n", "within a value"),
]  # fmt: skip


@pytest.mark.parametrize(("order", "before", "after", "reason"), MIXED, ids=reasons(MIXED))
def test_mixed_line_ends(order: Order, before: str, after: str, reason: str) -> None:
    """Where line ends are mixed, those of the other lines stay, and come back."""
    assert reason
    assert carry_out(order, before) == (after, before)


REFUSED = [
    ("assign 1 --team 国评专班", "    team: &a 招商专班\n    owner: *a", "a text that another field repeats"),
    ("assign 1 --team=", "    team: &a 招商专班\n    owner: *a", "which may not be removed either"),
    ("assign 1 --team=", "    team: &a 招商专班\n    x-b: {l: [*a ]}", "not even if a free key repeats it"),
    ("assign 1 --team 国评专班", "    ? team", "a key without a colon"),
]


@pytest.mark.parametrize(("command", "lines", "reason"), REFUSED, ids=reasons(REFUSED))
def test_what_cannot_be_edited_safely_is_refused(tmp_path: Path, command: str, lines: str, reason: str) -> None:
    """An edit that would change something else too, or nothing, ends with 4; nothing is written."""
    assert reason
    desk = Desk(tmp_path, framed(lines))
    before = desk.both
    done = desk.run(*command.split())
    assert (done.code, done.out, desk.both) == (ExitCode.UNWRITABLE, "", before)
    assert "cannot edit safely" in done.err
    assert "nothing was changed; make the change in an editor" in done.err


@pytest.mark.parametrize("end", LINE_ENDS)
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_the_bytes_of_a_file_stay(tmp_path: Path, mark: str, end: str) -> None:
    """A byte order mark and the line ends stay as they were, through edits and undo."""
    before, after = (mark + framed(lines).replace("\n", end) for lines in ("", "    team: 国评专班"))
    desk = Desk(tmp_path, before)
    desk.do("assign", "1", "--team", "国评专班")
    assert desk.text == after
    desk.do("undo")
    assert desk.text == before


@given(st.text(st.characters(exclude_categories=["Cs"]), max_size=20), st.sampled_from([None, "'", '"', "|", ">"]))
@example("🏴\U000e0067\n", None)
@example("甲 \u2028 乙", "'")
@example("-", None)
@often(400)
def test_any_text_reads_back(text: str, style: str | None) -> None:
    """Any text is written so that it is read as the same text, without the white space around it."""
    block = f"tasks:\n- id: 1\n  title: 甲\n  tag: red\n  note: {scalar(text, style)}\n  start: 2026-06-01\n"
    quoted = scalar(text, style, flow=True) if text else "''"
    brackets = f"tasks: [{{id: 1, title: 甲, tag: red, note: {quoted}, start: 2026-06-01}}]\n"
    assert [only_item(written).note or "" for written in (block, brackets)] == [text.strip()] * 2


class Drawn(NamedTuple):
    """A file, the item that an order is about, and its field; there is none where the item is new."""

    file: Styled
    order: Order
    item: str
    key: str | None = None
    value: str | None = None

    @property
    def is_there(self) -> bool:
        """Say whether the field stands in the file, with a value or without."""
        return any((piece.item, piece.key) == (self.item, self.key) for piece in self.file.pieces)


@st.composite
def drawn_edits(draw: st.DrawFn) -> Drawn:
    """Draw a file in any style, and an order that changes it."""
    items = draw(lists())
    file = styled(items, draw(st.randoms(use_true_random=True)))
    if not items or draw(st.integers(0, 4)) == 0:
        more = {key: draw(TEXTS) for key in ("team", "owner", "note") if draw(st.booleans())}
        return Drawn(file, adding(draw(TEXTS), draw(st.sampled_from(["red", "green"])), "new", **more), "new")
    item = draw(st.sampled_from(items))
    key, value = draw(drawn_values(item))
    return Drawn(file, setting(key, value, item["id"]), item["id"], key, value)


@st.composite
def drawn_values(draw: st.DrawFn, item: dict[str, str]) -> tuple[str, str | None]:
    """Draw a field of an item and another value for it; None removes it."""
    if "closed" in item:
        return "closed", None
    key = draw(st.sampled_from(["tag", "team", "owner", "closed"]))
    if key in item and key != "tag" and draw(st.booleans()):
        return key, None
    values = {"tag": st.sampled_from(["red", "orange", "green"]), "closed": st.just("2026-11-22")}
    return key, draw(values.get(key, TEXTS).filter(lambda value: value != item.get(key)))


@given(drawn_edits())
@often(400)
def test_an_edit_is_as_small_as_can_be(drawn: Drawn) -> None:
    """In a file of any style, an edit touches one value, one field or one new item, and can be taken back."""
    before = drawn.file.text
    after, back = carry_out(drawn.order, before)
    assert back == before
    if drawn.key is None:
        assert is_cut(after, before) or is_cut(after, before.replace(" []", ""))  # the first item of all
    elif drawn.value is None:
        assert is_cut(before, after)
        assert stands_between(drawn.file.around(drawn.item), after)
        assert comments(before) - comments(after) <= comments(drawn.file.behind(drawn.item, drawn.key))
    elif drawn.is_there:
        assert stands_between(drawn.file.around(drawn.item, drawn.key), after)
    else:
        assert is_cut(after, before)
        assert stands_between(drawn.file.around(drawn.item), after)


def comments(text: str) -> set[str]:
    """Return the comments that were strewn in."""
    return {*re.findall(r"# n[0-9]+\.", text)}


@given(st.data())
@often(150)
def test_the_writer_of_styles_is_understood(data: st.DataObject) -> None:
    """Whatever its style, a drawn file means the items that it was drawn from."""
    items = data.draw(lists())
    file = styled(items, data.draw(st.randoms(use_true_random=True)), {"mode": '"calendar"'})
    assert [*plan(file.text).items] == [item_of(item) for item in items]
