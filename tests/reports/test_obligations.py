"""What was owed and what became of it: ledgers computed by hand, and random ones lived through day by day."""

from __future__ import annotations

from datetime import date, timedelta, timezone
from typing import TYPE_CHECKING

import ledger_model
import oracle
import pytest
from builders import make_entry, make_plan
from generated import often
from histories import (
    BUILT_IN,
    PERCENT,
    History,
    a_day,
    as_log,
    first_tag,
    histories,
    read_facts,
    read_item,
    read_since,
    read_table,
    read_windows,
)
from hypothesis import assume, given
from keeping import windows
from ledger_model import Fact, Story

from dispatch_cli.reports import obligations
from dispatch_cli.reports.lifespans import lives
from dispatch_cli.reports.obligations import Outcome
from dispatch_cli.schedule.rows import State, as_of, look_at

if TYPE_CHECKING:
    from collections.abc import Sequence

    from dispatch_cli.reports.obligations import Window

KEPT, LATE, MISSED = Outcome.KEPT, Outcome.LATE, Outcome.MISSED

# Weekly from Sunday, 1 November 2026: due on 8, 15, 22 and 29 November.
ROLLING = """
listed today: nothing was owed yet
    red 11-01 | no log | 11-01 | nothing
due today: the whole of the day is on time
    red 11-01 | no log | 11-08 | nothing
the day after: missed
    red 11-01 | no log | 11-09 | missed 11-08
nobody ever dispatched: each due date was missed
    red 11-01 | no log | 11-30 | missed 11-08, missed 11-15, missed 11-22, missed 11-29
on the due day, today
    red 11-01 | dispatched 11-08 | 11-08 | kept 11-08
the next is due today
    red 11-01 | dispatched 11-08 | 11-15 | kept 11-08
kept early, but due only tomorrow
    red 11-01 | dispatched 11-04 | 11-07 | nothing
kept early, due today
    red 11-01 | dispatched 11-04 | 11-08 | kept 11-08
the next window opens at the dispatch: 4 + 7 = 11
    red 11-01 | dispatched 11-04 | 11-12 | kept 11-08, missed 11-11
three in one window are one obligation; the next opens at the last: 6 + 7 = 13
    red 11-01 | dispatched 11-02; dispatched 11-04; dispatched 11-06 | 11-14 | kept 11-08, missed 11-13
written down in another order: the same
    red 11-01 | dispatched 11-06; dispatched 11-02 | 11-14 | kept 11-08, missed 11-13
(1, 8] holds the 5th; (5, 12] holds the 10th and 12th; the next is due on the 19th
    red 11-01 | dispatched 11-05; dispatched 11-10; dispatched 11-12 | 11-17 | kept 11-08, kept 11-12
twice on one day is once; the 12th is today
    red 11-01 | dispatched 11-05; dispatched 11-05 | 11-12 | kept 11-08
not after the anchor
    red 11-01 | dispatched 11-01 | 11-09 | missed 11-08
one day after: late; the next is due on 9 + 7 = 16, today
    red 11-01 | dispatched 11-09 | 11-16 | late 11-08
after three due dates: the last of them is late; 24 + 7 = 1 December is today
    red 11-01 | dispatched 11-24 | 12-01 | missed 11-08, missed 11-15, late 11-22
on the third due date itself, two had passed; the third is nobody's any more
    red 11-01 | dispatched 11-22 | 11-22 | missed 11-08, late 11-15
each late dispatch opens the next window
    red 11-01 | dispatched 11-10; dispatched 11-17; dispatched 11-26 | 11-27 | late 11-08, kept 11-17, late 11-24
what is dated tomorrow has not happened
    red 11-01 | dispatched 11-08; dispatched 11-20 | 11-19 | kept 11-08, missed 11-15
counted from the anchor: February ends early, March does not
    orange 01-31 | no log | 04-01 | missed 02-16, missed 02-28, missed 03-16, missed 03-31
1 February is due on the 16th too: it moves the anchor and keeps nothing; then 1 March, not 28 February
    orange 01-31 | dispatched 02-01 | 03-02 | missed 02-16, missed 03-01
the second dispatch keeps the 16th: it is due on the 25th itself
    orange 01-31 | dispatched 02-01; dispatched 02-10 | 02-26 | kept 02-16, missed 02-25
moved to 1 February, 16 February passed
    orange 01-31 | dispatched 02-01; dispatched 02-20 | 02-20 | late 02-16
2 February is due on the 17th, beyond the 16th: kept
    orange 01-31 | dispatched 02-02 | 02-18 | kept 02-16, missed 02-17
14 → 29 February is the 28th; from the 28th it is 13 March
    orange 02-14 | dispatched 02-28 | 03-14 | kept 02-28, missed 03-13
the ends of the months, from the 31st
    green 01-31 | no log | 05-01 | missed 02-28, missed 03-31, missed 04-30
kept on the leap day, which is now the anchor
    green 2028-01-31 | dispatched 2028-02-29 | 2028-03-30 | kept 2028-02-29, missed 2028-03-29
late, and from there a month
    green 01-31 | dispatched 03-02 | 04-03 | late 02-28, missed 04-02
30 and 31 January are both due on 28 February: only the anchor moves
    green 01-30 | dispatched 01-31 | 04-01 | missed 02-28, missed 03-31
across the new year
    green 11-15 | dispatched 12-15 | 2027-01-16 | kept 12-15, missed 2027-01-15
"""

BEGINNINGS = """
only the last dispatch is known: from there
    red last 11-09 | no log | 11-17 | missed 11-16
what was before it is not known
    red 06-01 last 11-09 | no log | 11-17 | missed 11-16
dispatched on the day it was listed
    red 11-09 last 11-09 | no log | 11-17 | missed 11-16
the log goes on from the file
    red 06-01 last 11-09 | dispatched 11-13 | 11-16 | kept 11-16
extended on the day of `last`: what was written down comes after the plan
    red last 11-09 | extended 11-09 11-20 | 11-21 | missed 11-20
the log began on 20 October, so it is known from there: 27 October and 3 November had passed before `last`
    red 06-01 last 11-09 | dispatched 10-20 | 11-17 | missed 10-27, late 11-03, missed 11-16
the same, written down later: of the weeks before `last` nothing is known
    red 06-01 last 11-09 | dispatched 10-20 @11-17 | 11-17 | missed 11-16
the log began on the 4th: what was entered then for October is not known, what followed is
    red 06-01 last 11-09 | dispatched 10-20 @11-04 | 11-17 | kept 11-11, missed 11-16
an old dispatch, entered after years of records, makes nothing missed
    red 01-05 last 11-02 | dispatched 11-09; dispatched 11-16; dispatched 08-03 @11-20 | 11-20 | kept 11-09, kept 11-16
nor is what was before the day on which it was listed
    red 11-01 last 11-09 | dispatched 10-20 | 11-17 | late 11-08, missed 11-16
`last` is in the log too: (4, 11] holds the 9th, once
    red 06-01 last 11-09 | dispatched 11-04; dispatched 11-09 | 11-11 | kept 11-11
written down the other way round, the log began on the 9th
    red 06-01 last 11-09 | dispatched 11-09; dispatched 11-04 | 11-16 | nothing
the log began with a change of tag
    red 06-01 last 11-09 | tagged 11-01 green>red | 11-12 | late 11-08
the log began with another owner: the 10th was postponed, and `last` kept it
    red 06-01 last 11-09 | changed 11-03; extended 11-05 11-14 | 11-17 | kept 11-14, missed 11-16
a last to come has not happened: neglected since it was listed
    red 11-01 last 11-23 | no log | 11-22 | missed 11-08, missed 11-15
but what the log holds is known, from what was written down first
    red last 11-23 | dispatched 11-10 | 11-22 | missed 11-17
else from the day on which the office began its list
    red last 11-23 since 11-09 | no log | 11-22 | missed 11-16
what was entered for an earlier day later makes nothing missed
    red last 11-23 | dispatched 11-10; dispatched 10-01 | 11-22 | missed 11-17
a start to come: nothing is owed
    red 12-01 | no log | 11-22 | nothing
nor whatever was before it
    red 12-01 | dispatched 11-02 | 11-22 | nothing
nor with a last that is still to come
    red 12-01 last 12-02 | dispatched 11-02 | 11-22 | nothing
a later start is the anchor: a dispatch before it is gone
    red 11-10 | dispatched 11-02 | 11-18 | missed 11-17
nothing was owed before the office kept its list
    red 11-01 since 11-10 | no log | 11-18 | missed 11-17
nor was anything kept
    red 11-01 since 11-10 | dispatched 11-05; dispatched 11-08 | 11-18 | missed 11-17
what follows is as ever
    red 11-01 since 11-10 | dispatched 11-12; dispatched 11-20 | 11-20 | kept 11-17, late 11-19
a newer `last` is known from its own day
    red 06-01 last 11-12 since 11-10 | no log | 11-20 | missed 11-19
an older one is not
    red 06-01 last 11-02 since 11-10 | no log | 11-18 | missed 11-17
a later start comes after it
    red 11-12 since 11-10 | no log | 11-20 | missed 11-19
still to come: nothing is owed
    red 11-01 since 12-01 | dispatched 11-02 | 11-22 | nothing
tagged before the start: anchored at the start, under the new tag
    red 11-10 | tagged 11-01 green>red | 11-18 | missed 11-17
closed and reopened before the start: the same
    red 11-10 | closed 11-01; reopened 11-03 | 11-18 | missed 11-17
"""

EXTENSIONS = """
the 8th and 15th are not owed; the 20th is today
    red 11-01 | extended 11-02 11-20 | 11-20 | nothing
kept: 18 + 7 = 25 lies beyond the 20th, and is today
    red 11-01 | extended 11-02 11-20; dispatched 11-18 | 11-25 | kept 11-20
kept on the new day
    red 11-01 | extended 11-02 11-20; dispatched 11-20 | 11-20 | kept 11-20
one day after the new day: late
    red 11-01 | extended 11-02 11-20; dispatched 11-21 | 11-28 | late 11-20
what follows counts from the new day: 27 November, not 22 or 29
    red 11-01 | extended 11-02 11-20; dispatched 11-30 | 11-30 | missed 11-20, late 11-27
extended, and then nothing
    red 11-01 | extended 11-02 11-20 | 12-05 | missed 11-20, missed 11-27, missed 12-04
5 + 7 = 12 does not lie beyond the 20th: it only moves the anchor, and the extension stands
    red 11-01 | extended 11-02 11-20; dispatched 11-05 | 11-21 | missed 11-20
so the 12th is not owed
    red 11-01 | extended 11-02 11-20; dispatched 11-05 | 11-20 | nothing
dispatched on the 5th all the same: still due on the 20th
    red 09-01 | extended 09-03 09-20; dispatched 09-05 | 09-21 | missed 09-20
dispatched on the 15th too: due on the 22nd
    red 09-01 | extended 09-03 09-20; dispatched 09-05; dispatched 09-15 | 09-23 | kept 09-20, missed 09-22
it stands after the 5th, and the 25th is in time
    red 11-01 | extended 11-02 11-28; dispatched 11-05; dispatched 11-25 | 11-28 | kept 11-28
13 + 7 = 20 is the new day itself: nothing kept, it is still owed
    red 11-01 | extended 11-02 11-20; dispatched 11-13 | 11-21 | missed 11-20
14 + 7 = 21 lies beyond it: kept
    red 11-01 | extended 11-02 11-20; dispatched 11-14 | 11-22 | kept 11-20, missed 11-21
before the old due date, and beyond the new one: kept at the new one
    red 11-01 | extended 11-02 11-10; dispatched 11-05 | 11-13 | kept 11-10, missed 11-12
written down after an early dispatch: not before the 20th, whoever dispatches when
    red 11-01 | dispatched 11-03; extended 11-05 11-20; dispatched 11-19 | 11-20 | kept 11-20
a second dispatch in the window does not end it
    red 11-01 | dispatched 11-03; extended 11-05 11-20; dispatched 11-06 | 11-21 | missed 11-20
extended twice: the second in time by the first
    red 11-01 | extended 11-02 11-12; extended 11-10 11-20; dispatched 11-19 | 11-20 | kept 11-20
the latest counts, not the farthest
    red 11-01 | extended 11-02 11-20; extended 11-03 11-12 | 11-20 | missed 11-12, missed 11-19
the last written, whatever their days
    red 11-01 | extended 11-03 11-12; extended 11-02 11-20 | 11-21 | missed 11-20
the latest takes the other back
    red 11-01 | extended 11-02 11-20; extended 11-03 11-05 | 11-09 | missed 11-08
written on the due day: still in time
    red 11-01 | extended 11-08 11-12; dispatched 11-11 | 11-12 | kept 11-12
written after the due date: it erases no miss
    red 11-01 | extended 11-09 11-30 | 11-23 | missed 11-08, missed 11-15, missed 11-22
on the due date it is in time
    red 11-01 | extended 11-08 11-30 | 12-01 | missed 11-30
nor does it make the dispatch that follows less late; but for what is due from there, the 18th, it came in time
    red 11-01 | extended 11-09 11-30; dispatched 11-11 | 12-01 | late 11-08, missed 11-30
too late for what is due from the dispatch, too
    red 11-01 | dispatched 11-05; extended 11-13 11-30 | 11-20 | kept 11-08, missed 11-12, missed 11-19
one that came too late is passed over, the next one counts
    red 11-01 | extended 11-12 11-30; extended 11-02 11-10 | 11-11 | missed 11-10
too late at first, in time after another one
    red 11-01 | extended 11-02 11-10; extended 11-09 11-18 | 11-19 | missed 11-18
after the due date that another had moved: the same
    red 11-01 | extended 11-02 11-12; extended 11-13 11-30 | 11-20 | missed 11-12, missed 11-19
not later than the due date: it moves nothing, and what follows counts from the start
    green 01-31 | extended 02-05 02-10 | 04-01 | missed 02-28, missed 03-31
the same, made up for before 31 March
    green 01-31 | extended 02-05 02-10; dispatched 03-29 | 04-29 | late 02-28
the same, taken back
    green 01-31 | extended 02-05 02-20; extended 02-06 02-10 | 05-01 | missed 02-28, missed 03-31, missed 04-30
written after the due date: nothing counts from it
    green 01-31 | extended 03-05 03-10 | 04-01 | missed 02-28, missed 03-31
the day of the new date counts from then on
    green 01-31 | extended 02-05 03-15 | 04-16 | missed 03-15, missed 04-15
on the day it was listed
    red 11-01 | extended 11-01 11-20 | 11-21 | missed 11-20
a dispatch of that day written after it does not end it
    red 11-01 | extended 11-01 11-20; dispatched 11-01 | 11-21 | missed 11-20
before it was listed: it stands
    red 11-01 | extended 10-31 11-20 | 11-21 | missed 11-20
before the start still to come
    red 11-10 | dispatched 11-02; extended 11-03 12-20 | 12-21 | missed 12-20
of one day, written after the dispatch: 6 + 7 = 13 is not beyond the 20th
    red 11-01 | dispatched 11-06; extended 11-06 11-20 | 11-21 | missed 11-20
of one day, written before the dispatch: it moves the 8th
    red 11-01 | extended 11-06 11-10; dispatched 11-06 | 11-14 | kept 11-10, missed 11-13
of one day, between two dispatches
    red 11-01 | dispatched 11-09; extended 11-09 11-30; dispatched 11-09 | 12-01 | late 11-08, missed 11-30
a change of tag ends it
    red 11-01 | extended 11-02 11-20; tagged 11-05 green>red | 11-13 | missed 11-12
written on the day of the change of tag, before it: gone
    red 11-01 | dispatched 11-05; extended 11-05 11-20; tagged 11-05 green>red | 11-13 | missed 11-12
written on the day of the change of tag, after it
    red 11-01 | tagged 11-05 green>red; extended 11-05 11-20 | 11-21 | missed 11-20
a reopening ends it
    red 11-01 | extended 11-02 11-20; closed 11-05; reopened 11-07 11-05> | 11-15 | missed 11-14
also where it was made while the item was closed
    red 11-01 | closed 11-05; extended 11-06 11-20; reopened 11-07 11-05> | 11-15 | missed 11-14
"""

# Weeks from Monday to Sunday: those of November 2026 end on 1, 8, 15, 22 and 29.
CALENDAR = """
the week of the start is done, the next ends today
    red 11-01 | no log | 11-08 | nothing
nobody ever dispatched
    red 11-01 | no log | 11-16 | missed 11-08, missed 11-15
in the week of the start, which is done anyway
    red 11-04 | dispatched 11-06 | 11-16 | missed 11-15
kept on Monday, due only on Sunday
    red 11-01 | dispatched 11-02 | 11-07 | nothing
the first day of the week
    red 11-01 | dispatched 11-02 | 11-08 | kept 11-08
the last day of the week
    red 11-01 | dispatched 11-08 | 11-08 | kept 11-08
two in one week keep one week
    red 11-01 | dispatched 11-03; dispatched 11-06 | 11-16 | kept 11-08, missed 11-15
a day too late keeps its own week: nothing is ever late
    red 11-01 | dispatched 11-09 | 11-16 | missed 11-08, kept 11-15
from the week of the last dispatch that the plan knows
    red 06-01 last 11-03 | dispatched 11-20 | 11-22 | missed 11-15, kept 11-22
half-months end on the 15th and on the last day
    orange 11-01 | dispatched 11-16; dispatched 12-16 | 12-31 | kept 11-30, missed 12-15, kept 12-31
February of a leap year
    orange 2028-02-10 | no log | 2028-03-16 | missed 2028-02-29, missed 2028-03-15
months, across the new year
    green 11-30 | dispatched 12-01; dispatched 2027-02-28 | 2027-03-01 | kept 12-31, missed 2027-01-31, kept 2027-02-28
week 52 missed; week 53, 28 December to 3 January, kept; week 1 missed
    red 12-20 | dispatched 12-31 | 2027-01-11 | missed 12-27, kept 2027-01-03, missed 2027-01-10
two days apart in two half-months of two years
    orange 12-05 | dispatched 12-31; dispatched 2027-01-01 | 2027-01-15 | kept 12-31, kept 2027-01-15
into the next week, and kept there; that week is done, the one after is owed
    red 11-01 | extended 11-04 11-11; dispatched 11-10 | 11-23 | kept 11-11, missed 11-22
a day too late, in a week that is done: it keeps nothing
    red 11-01 | extended 11-04 11-11; dispatched 11-12 | 11-23 | missed 11-11, missed 11-22
into the next week, and missed
    red 11-01 | extended 11-04 11-11 | 11-23 | missed 11-11, missed 11-22
the new day is today
    red 11-01 | extended 11-04 11-11 | 11-11 | nothing
not later than the end of the week: nothing changes
    red 11-01 | extended 11-04 11-07 | 11-16 | missed 11-08, missed 11-15
early: it keeps the week in which it was made, and the next week asks for its own, as `check` says
    red 11-01 | extended 11-04 11-11; dispatched 11-05 | 11-16 | kept 11-08, missed 11-15
early, with a postponement beyond the next week: the dispatch keeps its own week, and the extension stands
    red 11-01 | extended 11-04 11-18; dispatched 11-05 | 11-19 | kept 11-08, missed 11-18
of the weeks that a postponement covers only that with a dispatch counts
    red 11-01 | extended 11-04 11-25; dispatched 11-12 | 11-26 | kept 11-15, missed 11-25
each of them, if each has one
    red 11-01 | extended 11-04 11-25; dispatched 11-05; dispatched 11-12 | 11-26 | kept 11-08, kept 11-15, missed 11-25
the week of the new day is kept on that day, and done
    red 11-01 | extended 11-04 11-25; dispatched 11-24 | 11-29 | kept 11-25
none, if none has one
    red 11-01 | extended 11-04 11-25 | 11-25 | nothing
a dispatch after the new day, in its week, makes nothing up
    red 11-01 | extended 11-04 11-11; dispatched 11-12; dispatched 11-20 | 11-22 | missed 11-11, kept 11-22
a dispatch in the week that is done does not end the extension
    red 11-02 | extended 11-03 11-18; dispatched 11-04 | 11-19 | missed 11-18
written after the week's dispatch: it lengthens the next week, to the 18th
    red 11-01 | dispatched 11-03; extended 11-05 11-18 | 11-30 | kept 11-08, missed 11-18, missed 11-29
a second dispatch in the week does not end that
    red 11-01 | dispatched 11-03; extended 11-05 11-18; dispatched 11-06 | 11-19 | kept 11-08, missed 11-18
extended twice, the second time on the new day
    red 11-01 | extended 11-04 11-11; extended 11-11 11-17; dispatched 11-16 | 11-30 | kept 11-17, missed 11-29
written after the due date: it erases no miss, and moves nothing
    red 11-01 | extended 11-09 11-18 | 11-19 | missed 11-08, missed 11-15
but after a dispatch it came in time for the next week
    red 11-01 | extended 11-09 11-24; dispatched 11-12 | 11-25 | missed 11-08, kept 11-15, missed 11-24
December lengthened into January, which is done with it
    green 11-15 | extended 12-20 2027-01-10; dispatched 2027-01-08 | 2027-03-01 | kept 2027-01-10, missed 2027-02-28
"""

CUTS = """
tagged while overdue: the misses stay, the clock starts anew
    green 11-01 | tagged 11-17 red>green | 12-18 | missed 11-08, missed 11-15, missed 12-17
a dispatch under the new tag does not make the 15th late
    green 11-01 | tagged 11-17 red>green; dispatched 11-18 | 12-17 | missed 11-08, missed 11-15, kept 12-17
early in a period: what was not yet due is owed by nobody
    red 11-01 | tagged 11-10 green>red | 11-18 | missed 11-17
kept early, but not yet due: owed by nobody either
    red 11-01 | dispatched 11-04; tagged 11-06 green>red | 11-14 | missed 11-13
on the due day, without a dispatch: the day was not over
    green 11-01 | tagged 11-08 red>green | 11-30 | nothing
on the due day, dispatched before
    green 11-01 | dispatched 11-08; tagged 11-08 red>green | 11-30 | kept 11-08
on the due day, dispatched after: that is the new life's first day
    green 11-01 | tagged 11-08 red>green; dispatched 11-08 | 12-09 | missed 12-08
on the due day, kept early
    green 11-01 | dispatched 11-05; tagged 11-08 red>green | 11-30 | kept 11-08
there and back on one day: the clock starts anew all the same
    red 11-01 | tagged 11-10 red>green; tagged 11-10 green>red | 11-18 | missed 11-08, missed 11-17
on the day it was listed
    red 11-01 | tagged 11-01 green>red | 11-09 | missed 11-08
a log that does not say from what to what: the tag was what it is
    red 11-01 | tagged 11-10 | 11-18 | missed 11-08, missed 11-17
the order is that of their days
    red 11-01 | tagged 11-20 green>red; tagged 11-10 red>green | 11-28 | missed 11-08, missed 11-27
closed while overdue: nothing is owed afterwards
    red 11-01 closed 11-17 | closed 11-17 | 12-31 | missed 11-08, missed 11-15
closed on the due day
    red 11-01 closed 11-08 | closed 11-08 | 12-31 | nothing
dispatched and closed on the due day
    red 11-01 closed 11-08 | dispatched 11-08; closed 11-08 | 12-31 | kept 11-08
dispatched late and closed on one day
    red 11-01 closed 11-10 | dispatched 11-10; closed 11-10 | 12-31 | late 11-08
a closing ends its day, also where the dispatch of that day was written down after it
    red 11-01 closed 11-10 | closed 11-10; dispatched 11-10 | 12-31 | late 11-08
reopened: the clock starts anew; a dispatch while it was closed counts for nothing
    red 11-01 | closed 11-10; dispatched 11-12; reopened 11-25 | 12-03 | missed 11-08, missed 12-02
closed and reopened on one day
    red 11-01 | closed 11-05; reopened 11-05 11-05> | 11-13 | missed 11-12
tagged while closed: it does not open
    red 11-01 | closed 11-05; tagged 11-07 green>red; reopened 11-20 | 11-28 | missed 11-27
reopened, with the day on which it was closed: the log holds that day twice
    red 11-01 | closed 11-10; reopened 11-25 11-10> | 12-03 | missed 11-08, missed 12-02
closed by hand on the 10th, which only the reopening tells: nothing was owed until the 25th
    red 11-01 | reopened 11-25 11-10> | 12-03 | missed 11-08, missed 12-02
closed by hand on a day with a dispatch, which comes before
    red 11-01 | dispatched 11-08; reopened 11-25 11-08> | 12-02 | kept 11-08
closed and reopened on one day, put together in the other order
    red 11-01 | reopened 11-05 11-05>; closed 11-05 | 11-13 | missed 11-12
the same of a log that does not say since when it was closed
    red 11-01 | reopened 11-05; closed 11-05 | 11-13 | missed 11-12
reopened without a closing: the clock starts anew all the same
    red 11-01 | reopened 11-10 | 11-18 | missed 11-08, missed 11-17
"""

CALENDAR_CUTS = """
the week of the change is done; in November nothing was due under the old tag
    red 11-01 | tagged 11-18 green>red | 11-30 | missed 11-29
two weeks missed stay so; of November nothing more is owed
    green 11-01 | tagged 11-18 red>green | 2027-01-01 | missed 11-08, missed 11-15, missed 12-31
on the last day of a week that was kept
    red 11-01 | dispatched 11-04; tagged 11-08 red>red | 11-08 | kept 11-08
kept, but closed before it was due
    red 11-01 closed 11-06 | dispatched 11-04; closed 11-06 | 11-30 | nothing
the week of the reopening is done
    red 11-01 | closed 11-12; reopened 12-02 | 12-14 | missed 11-08, missed 12-13
"""

CLOSED_BY_HAND = """
nothing is owed afterwards
    red 11-01 closed 11-17 | no log | 12-31 | missed 11-08, missed 11-15
on the due day: that day was not over
    red 11-01 closed 11-15 | no log | 12-31 | missed 11-08
on the due day, kept early
    red 11-01 closed 11-08 | dispatched 11-05 | 12-31 | kept 11-08
a dispatch of that day comes before
    red 11-01 closed 11-10 | dispatched 11-10 | 12-31 | late 11-08
a later one not
    red 11-01 closed 11-17 | dispatched 11-20 | 12-31 | missed 11-08, missed 11-15
still to come
    red 11-01 closed 11-17 | no log | 11-10 | missed 11-08
as the log says too
    red 11-01 closed 11-17 | closed 11-17 | 12-31 | missed 11-08, missed 11-15
by hand earlier than in the log
    red 11-01 closed 11-10 | closed 11-17 | 12-31 | missed 11-08
again
    red 11-01 closed 11-20 | closed 11-10; reopened 11-12 | 12-31 | missed 11-08, missed 11-19
before a change of tag
    red 11-01 closed 11-10 | tagged 11-17 red>red | 12-31 | missed 11-08
before it was listed
    red 11-01 closed 10-01 | no log | 12-31 | nothing
by hand later than in the log
    red 11-01 closed 11-17 | closed 11-10 | 12-31 | missed 11-08, missed 11-15
opened by hand: the closing of the log counts for nothing
    red 11-01 | closed 11-02 | 11-16 | missed 11-08, missed 11-15
opened by hand, and dispatched since
    red 11-01 | closed 11-02; dispatched 11-07 | 11-08 | kept 11-08
opened by hand, and given another tag since
    red 11-01 | closed 11-02; tagged 11-10 green>red | 11-18 | missed 11-17
opened by hand, and postponed before the closing: it stands
    red 11-01 | extended 11-02 11-20; closed 11-03 | 11-21 | missed 11-20
opened by hand, closed by hand on another day, and reopened by a command: closed from that day
    red 11-01 | closed 11-02; reopened 11-20 11-10> | 11-28 | missed 11-08, missed 11-27
closed by a command, which a person has moved to an earlier day, and looked at before the command
    red 11-01 closed 11-05 | closed 11-10 | 11-09 | nothing
closed by a command, opened by hand, closed by another command
    red 11-01 closed 11-20 | closed 11-02; closed 11-20 | 12-31 | missed 11-08, missed 11-15
reopened by a command, and closed by hand since
    red 11-01 closed 11-20 | closed 11-02; reopened 11-04 11-02> | 12-31 | missed 11-11, missed 11-18
"""

OTHER_CADENCES = """
a rule is of the calendar: Monday the 2nd ends the period of the start; then Thursdays and Mondays
    FREQ=WEEKLY;BYDAY=MO,TH | 11-01 | dispatched 11-04; dispatched 11-06 | 11-13 | kept 11-05, kept 11-09, missed 11-12
Friday and Saturday are in one period, which ends on Monday
    FREQ=WEEKLY;BYDAY=MO,TH | 11-01 | dispatched 11-06; dispatched 11-07 | 11-12 | missed 11-05, kept 11-09
without a day, the rule takes that of the start: Wednesday, of which the 11th ends the period of the last dispatch
    FREQ=WEEKLY | 11-04 last 11-06 | no log | 11-19 | missed 11-18
extended into the period that ends on Monday the 9th, which is done with it
    FREQ=WEEKLY;BYDAY=MO,TH | 11-01 | extended 11-04 11-07; dispatched 11-06 | 11-13 | kept 11-07, missed 11-12
31 December ends the period of the start; a month without a 31st belongs to the next that has one
    FREQ=MONTHLY;BYMONTHDAY=31 | 12-05 | dispatched 2027-02-10 | 2027-04-01 | missed 2027-01-31, kept 2027-03-31
always rolling: there is a late
    every 10 days | 11-01 | dispatched 11-13 | 11-24 | late 11-11, missed 11-23
always rolling: the ends of months, from the 31st
    every 2 months | 12-31 | no log | 2027-05-01 | missed 2027-02-28, missed 2027-04-30
"""


TABLES = {
    "rolling": (ROLLING, BEGINNINGS, EXTENSIONS, CUTS, CLOSED_BY_HAND),
    "calendar": (CALENDAR, CALENDAR_CUTS),
}
by_hand = pytest.mark.parametrize(
    ("mode", "item", "log", "today", "expected"),
    [
        pytest.param(mode, *row.values, id=f"{mode}: {row.id}")
        for mode, tables in TABLES.items()
        for table in tables
        for row in read_table(table)
    ],
)


@by_hand
def test_what_was_owed_and_what_became_of_it(mode: str, item: str, log: str, today: str, expected: str) -> None:
    """Each ledger is as it was computed by hand."""
    plan, own = make_plan(mode=mode)._replace(since=read_since(item)), as_log(read_facts(log))
    found = windows(plan, as_of(plan, read_item(item), own, a_day(today)), own, a_day(today))
    assert found == read_windows(expected)


@by_hand
def test_the_model_finds_what_was_found_by_hand(mode: str, item: str, log: str, today: str, expected: str) -> None:
    """The model that judges random ledgers is judged itself by those computed by hand."""
    planned, facts = read_item(item), read_facts(log)
    story = Story(planned.start, planned.last, planned.closed, first_tag(facts, planned.tag), facts, read_since(item))
    assert ledger_model.keep(mode, BUILT_IN, story, a_day(today)) == read_windows(expected)


@pytest.mark.parametrize("mode", oracle.MODES)
@pytest.mark.parametrize(("cadence", "start", "log", "today", "expected"), read_table(OTHER_CADENCES))
def test_a_cadence_may_have_a_mode_of_its_own(
    mode: str, cadence: str, start: str, log: str, today: str, expected: str
) -> None:
    """Rules are of the calendar and `every …` is rolling, whatever the mode of the list."""
    plan, item = make_plan(mode=mode, office=cadence), read_item(f"office {start}")
    assert windows(plan, item, as_log(read_facts(log)), a_day(today)) == read_windows(expected)


@pytest.mark.parametrize(
    ("mode", "item", "log", "expected"),
    [
        pytest.param("rolling", "red 9999-12-20", "dispatched 9999-12-30", "late 9999-12-27", id="in the last days"),
        pytest.param("rolling", "red 9999-12-24", "dispatched 9999-12-25", "kept 9999-12-31", id="due on the last day"),
        pytest.param("rolling", "red 9999-12-25", "dispatched 9999-12-30", "nothing", id="never due"),
        pytest.param("calendar", "red 9999-12-24", "no log", "nothing", id="the last week has no Sunday"),
        pytest.param("calendar", "red 9999-12-18", "dispatched 9999-12-26", "kept 9999-12-26", id="the Sunday before"),
    ],
)
def test_the_calendar_ends_with_the_year_9999(mode: str, item: str, log: str, expected: str) -> None:
    """What would fall due later is owed by nobody."""
    found = windows(make_plan(mode=mode), read_item(item), as_log(read_facts(log)), date.max)
    assert found == read_windows(expected)


def test_undone_entries_are_not_passed_in() -> None:
    """What was undone never happened; it is left out before the windows are drawn."""
    item = read_item("red 11-01")
    log = [
        make_entry("dispatched 2026-11-05", batch="x"),
        make_entry("undone 2026-11-06", batch="x")._replace(item=None),
    ]
    look = look_at(make_plan([item]), item, log, a_day("11-09"))
    assert windows(make_plan(), item, look.entries, a_day("11-09")) == read_windows("missed 11-08")
    assert windows(make_plan(), item, log[:1], a_day("11-09")) == read_windows("kept 11-08")


def test_of_a_tag_that_is_gone_nothing_is_known() -> None:
    """A life under a tag that the file no longer defines has no due dates; the next one has."""
    log = as_log(read_facts("tagged 11-20 purple>red"))
    assert windows(make_plan(), read_item("red 11-01"), log, a_day("11-28")) == read_windows("missed 11-27")


@often(300)
@given(histories())
def test_random_ledgers_agree_with_living_through_them(history: History) -> None:
    """Whatever happened, the windows are what one is left with after living through every day."""
    expected: list[tuple[date, str]] = [
        *ledger_model.keep(history.mode, history.cadences, history.story, history.today)
    ]
    assert history.windows() == expected


@given(histories())
def test_windows_come_in_the_order_of_their_due_dates(history: History) -> None:
    """No due date comes twice or before another, none after today, and today's own only if it was kept."""
    found = history.windows()
    dues = [window.due for window in found]
    assert dues == sorted(set(dues))
    assert all(window.due < history.today or window == (history.today, KEPT) for window in found)


@given(histories(), PERCENT)
def test_what_was_found_on_an_earlier_day_stays(history: History, percent: int) -> None:
    """The windows of an earlier day are the first ones of today, and the new ones fell due on that day or later.

    Only the last of them may change, from missed to late. It takes that the plan's last dispatch had come by then.
    """
    earlier = history.today - history.part(percent)
    assume(not history.story.last or history.story.last <= earlier)
    check_continuation(history.windows(earlier), history.windows(), earlier)


def check_continuation(before: Sequence[Window], now: Sequence[Window], since: date) -> None:
    """Check that nothing of what was found on a day has changed since, but that the last miss may have become late."""
    known, new = now[: len(before)], now[len(before) :]
    assert [window.due for window in known] == [window.due for window in before]
    assert known[:-1] == before[:-1]
    assert known[-1:] == before[-1:] or (before[-1].outcome, known[-1].outcome) == (MISSED, LATE)
    assert all(window.due >= since for window in new)


@given(histories(), PERCENT, PERCENT)
def test_an_extension_erases_nothing(history: History, percent: int, ahead: int) -> None:
    """Whenever it is written down, what fell due before that day stays; what is due on that day it may still move."""
    on = history.today - history.part(percent)
    assume(not history.story.last or history.story.last <= on)
    more = history.and_also(Fact("extended", on, str(on + history.part(ahead) + timedelta(1))))
    before = [window for window in history.windows(on) if window.due < on]
    check_continuation(before, more.windows(), on)


@often(300)
@given(histories(), PERCENT)
def test_one_dispatch_more_makes_nothing_worse(history: History, percent: int) -> None:
    """Whenever it was made, it adds nothing late or missed, and `due(1)` comes no earlier.

    Of an item of which the plan knows only a `last` to come, it is the first that is known at all.
    """
    assume(history.story.start or history.story.since or (history.story.last or date.max) <= history.today)
    on = history.today - history.part(percent)
    more = history.and_also(Fact("dispatched", on, at=history.today))
    assert count_failures(more.windows()) <= count_failures(history.windows())
    before, after = (each.look(history.today).schedule.due(1) for each in (history, more))
    assert before
    assert after
    assert after >= before


def count_failures(found: Sequence[Window]) -> int:
    """Return how many obligations were not met in time."""
    return sum(window.outcome is not KEPT for window in found)


@given(histories())
def test_the_last_windows_are_what_check_calls_missed(history: History) -> None:
    """Of an open item, what was missed since its anchor is what its row counts, date for date."""
    look = history.look(history.today)
    assume(look.row.state is not State.CLOSED)
    since = [window for window in history.windows() if window.due > look.schedule.anchor.on]
    assert [window.due for window in since if window.outcome is MISSED] == look.schedule.upcoming(look.row.missed)


SAME = {
    "rolling": {
        "weekly": "every 1 week",
        "monthly": "every 1 month",
        "yearly": "every 12 months",
        "daily": "every 1 day",
    },
    "calendar": {
        "weekly": "FREQ=WEEKLY;BYDAY=SU",
        "half-monthly": "FREQ=MONTHLY;BYMONTHDAY=15,-1",
        "monthly": "FREQ=MONTHLY;BYMONTHDAY=-1",
        "quarterly": "FREQ=YEARLY;BYMONTH=3,6,9,12;BYMONTHDAY=-1",
    },
}


@often(50)
@given(histories())
def test_a_cadence_by_another_name_is_the_same(history: History) -> None:
    """A rule for the last days of the calendar's periods, or `every …`, leads to the windows of the plain name."""
    assume(history.story.start)
    others = {tag: SAME[history.mode].get(name, name) for tag, name in history.cadences.items()}
    assert history._replace(cadences=others).windows() == history.windows()


@often(300)
@given(histories(), PERCENT)
def test_windows_since_a_day_are_the_last_ones(history: History, percent: int) -> None:
    """What is asked only from a day on is what lies there of the whole."""
    since = history.today - history.part(percent)
    own = as_log(history.story.facts)
    item = as_of(history.plan(), history.item(), own, history.today)
    found = windows(history.plan(), item, own, history.today, since)
    assert found == [window for window in history.windows() if window.due >= since]


@pytest.mark.parametrize(
    "at", ["9999-12-31T23:59:59-14:00", "0001-01-01T00:00:00+14:00", "gestern", "2026-11-20T09:00"]
)
def test_an_entry_that_does_not_say_when_makes_nothing_known(at: str) -> None:
    """A dispatch of August, of which nobody knows when it was written down, turns no unknown month into misses."""
    item, zone = read_item("red last 11-09"), timezone(timedelta(hours=8))
    told = [make_entry("dispatched 2026-08-03")._replace(at=at)]
    plan = make_plan([item])
    found = obligations.windows(lives(plan, item, told, a_day("11-17"), zone))
    assert found == read_windows("missed 11-16")
