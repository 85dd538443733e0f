"""What differs between systems, one module each; the rest of the program does not know on which it runs."""

from __future__ import annotations

import os
import sys

if sys.platform == "win32":
    from dispatch_cli.store import windows as here
else:
    from dispatch_cli.store import posix as here

# A system without one of these has nothing of the kind either: no links to follow, no pipes with a name to wait for.
NO_LINKS, NO_WAIT, BINARY = (getattr(os, name, 0) for name in ("O_NOFOLLOW", "O_NONBLOCK", "O_BINARY"))
READING = os.O_RDONLY | NO_WAIT | BINARY
WRITING = os.O_RDWR | NO_LINKS | NO_WAIT | BINARY
APPENDING = os.O_WRONLY | os.O_APPEND | NO_LINKS | NO_WAIT | BINARY
ROOT = 0

APART = here.APART
MOST_PROCESSES = here.MOST_PROCESSES
end_all = here.end_all
find_program = here.find_program
is_crash = here.is_crash
is_reader_gone = here.is_reader_gone
is_reserved = here.is_reserved
locale = here.locale
lock = here.lock
me = here.me
open_file = here.open_file
place_new = here.place_new
prepare = here.prepare
read_link = here.read_link
remove_locked = here.remove_locked
replace = here.replace
sync_folder = here.sync_folder
unlink = here.unlink
user_name = here.user_name
