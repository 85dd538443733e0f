"""A box: this machine's own files and programs behind a layer that vanishes, with processes and a clock of its own.

So what a page says of `/srv/office`, of users or of `crontab -e` can be done as it stands there.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from program import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

MORNING = "2026-11-22 07:59:30"
CRON_PATH = "PATH=/usr/bin:/bin"


def needs(*programs: str) -> pytest.MarkDecorator:
    """Return what skips a test where one of these programs is missing."""
    path = f"{os.environ.get('PATH', os.defpath)}:/usr/sbin:/sbin"
    missing = [program for program in programs if shutil.which(program, path=path) is None]
    return pytest.mark.skipif(bool(missing), reason=f"not installed: {', '.join(missing)}")


# $1 an empty folder, $2 the office's folder, $3 the moment (UTC), $4 the folder of `dispatch`, $5 folders that
# must be seen, separated by colons; then the command. `$r` is the box: all of this machine, nothing of it written.
BOX = r"""
set -eu
PATH=$PATH:/usr/sbin:/sbin
stage=$1 office=$2 moment=$3 programs=$4 folders=$5; shift 5
mount -t tmpfs tmpfs "$stage"
r=$stage/root; mkdir "$stage/up" "$stage/work" "$r"
mount -t overlay overlay -o "lowerdir=/,upperdir=$stage/up,workdir=$stage/work" "$r"
for each in dev proc; do mount --rbind "/$each" "$r/$each"; done
for each in run dev/shm; do mount -t tmpfs tmpfs "$r/$each"; done  # libfaketime names what it shares by process
echo "$folders" | tr : '\n' | while read -r each; do
    [ -n "$(ls -A "$r$each" 2>/dev/null)" ] || { mkdir -p "$r$each"; mount --rbind "$each" "$r$each"; }
done
mkdir -p "$r/srv/office" "$r/srv/dispatch/.venv/bin" "$r/var/spool/cron/crontabs"
mount --bind "$office" "$r/srv/office"
[ -e "$r/srv/dispatch/.venv/bin/dispatch" ] || ln -s "$programs/dispatch" "$r/srv/dispatch/.venv/bin/dispatch"
ln -sf /usr/bin/msmtp "$r/usr/sbin/sendmail"; cp "$office/msmtprc" "$r/etc/msmtprc"
rm -rf "$r/etc/localtime" "$r"/etc/cron.*/* "$r"/var/spool/cron/crontabs/*; : > "$r/etc/crontab"
cd "$r"; printf '/%s\n' usr/lib/*/faketime/libfaketimeMT.so.1 > etc/ld.so.preload
printf '%+d\n' "$(($(date -u -d "$moment" +%s) - $(date +%s)))" > etc/faketimerc
exec chroot "$r" env -i PATH=/usr/sbin:/usr/bin:/sbin:/bin "$@"
"""
_APART = ("unshare", "--mount", "--pid", "--fork", "--kill-child", "--mount-proc")


@cache
def _why_no_box() -> str:
    """Return why no box can be made here; an empty text where one can."""
    if os.geteuid() != 0:
        return "needs root, for a mount and processes of its own"
    if shutil.which("unshare") is None or not list(Path("/usr/lib").glob("*/faketime/libfaketimeMT.so.1")):
        return "not installed: unshare, or libfaketime"
    layer = "mount -t overlay overlay -o lowerdir=/,upperdir=/mnt/up,workdir=/mnt/work /mnt/root"
    trial = f"mount -t tmpfs tmpfs /mnt && mkdir /mnt/up /mnt/work /mnt/root && {layer}"
    done = subprocess.run([*_APART, "sh", "-c", trial], capture_output=True, check=False)
    return done.stderr.decode().strip()


needs_box = pytest.mark.skipif(bool(_why_no_box()), reason=_why_no_box())


class Box:
    """A box in which this office is `/srv/office`."""

    def __init__(self, office: Path, stage: Path) -> None:
        """Prepare the empty folder over which each box is laid."""
        self.office = office
        self.stage = stage
        stage.mkdir()

    def _command(self, moment: str, *command: str) -> list[str]:
        seen = ":".join(dict.fromkeys(map(str, (ROOT, sys.prefix, sys.base_prefix))))
        settings = (self.stage, self.office, moment, Path(sys.executable).parent, seen)
        return [*_APART, "sh", "-c", BOX, "box", *map(str, settings), *command]

    def run(self, *command: str, moment: str = MORNING) -> subprocess.CompletedProcess[bytes]:
        """Run a command in a box to its end."""
        return subprocess.run(
            self._command(moment, *command), stdin=subprocess.DEVNULL, capture_output=True, check=False, timeout=60
        )

    def bash(self, script: str) -> tuple[int, str, str]:
        """Run a script with the PATH that cron gives; return its status and what it wrote."""
        done = self.run("env", "-i", CRON_PATH, "bash", "-c", script)
        return done.returncode, done.stdout.decode(), done.stderr.decode()

    @contextmanager
    def cron(self, crontab: str, moment: str) -> Iterator[None]:
        """Install a crontab and let cron run, from a moment on. The box ends with its stdin, and cron with it."""
        (self.office / "crontab").write_text(crontab)
        command = self._command(moment, "sh", "-c", "crontab /srv/office/crontab && { cron -f & read -r _; }")
        with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL):
            yield
