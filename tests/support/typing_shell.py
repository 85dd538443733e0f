"""A real shell on a pseudo-terminal, into which a test types as a person does."""

from __future__ import annotations

import os
import pty
import select
import signal
import time
from typing import TYPE_CHECKING, Self

from program import DISPATCH, environment

if TYPE_CHECKING:
    from pathlib import Path

_PROMPT = "READY> "
_RAN = "it ran"
_SECONDS = 30
# The program itself where a shell asks for its script or for candidates; else it writes down with what it was called.
_DISPATCH = f"""\
#!/bin/sh
[ -n "$_DISPATCH_COMPLETE" ] || [ "$1" = completion ] && exec {" ".join(DISPATCH)} "$@"
for each; do printf '%s\\0' "$each"; done >>ran
echo "{_RAN}"
"""
_ZSH = 'autoload -Uz compinit; compinit -u -D; source <(dispatch completion zsh); bindkey "^I" expand-or-complete'
_STARTS = {
    "bash": ["--noprofile", "--rcfile", "rc", "-i"],
    "zsh": ["-i"],
    "fish": ["--no-config", "-i", "-C", "source rc"],
}
_SET_UP = {
    "bash": ("rc", f"PS1='{_PROMPT}'; source <(dispatch completion bash); bind 'set enable-bracketed-paste off'"),
    "zsh": (".zshrc", f"{_ZSH}; PS1='{_PROMPT}'; unsetopt zle_bracketed_paste"),
    "fish": ("rc", f"dispatch completion fish | source; function fish_prompt; printf '{_PROMPT}'; end"),
}


class Shell:
    """A shell in a folder, whose `dispatch` completes, and writes its arguments down instead of running."""

    def __init__(self, name: str, folder: Path, more: str = "") -> None:
        """Start it, with more lines of its set-up, and wait until it is ready."""
        self._folder = folder
        self._shown = ""
        _write_program(folder)
        file, lines = _SET_UP[name]
        (folder / file).write_text(f"{lines}\n{more}\n", encoding="utf-8")
        path = f"{folder / 'bin'}{os.pathsep}{os.environ['PATH']}"
        variables = environment(
            PATH=path, DISPATCH_TODAY="2026-11-22", LC_ALL="C.UTF-8", TERM="dumb", HOME=str(folder), ZDOTDIR=str(folder)
        )
        self._pid, self._fd = pty.fork()
        if not self._pid:
            os.chdir(folder)
            os.execvpe(name, [name, *_STARTS[name]], variables)  # noqa: S606 the shell is what is tested
        self._read_until(_PROMPT)

    def __enter__(self) -> Self:
        """Return the shell."""
        return self

    def __exit__(self, *_: object) -> None:
        """End it."""
        os.kill(self._pid, signal.SIGKILL)
        os.close(self._fd)
        os.waitpid(self._pid, 0)

    def ran(self, keys: str) -> list[str]:
        """Type keys and Enter, and return the arguments with which `dispatch` was run then."""
        (self._folder / "ran").unlink(missing_ok=True)
        os.write(self._fd, f"{keys}\n".encode())
        self._read_until(f"{_RAN}\r\n")
        return (self._folder / "ran").read_text(encoding="utf-8").split("\0")[:-1]

    def shown(self, keys: str, until: str) -> str:
        """Type keys, and return what is shown from then on until a text is there."""
        os.write(self._fd, keys.encode())
        return self._read_until(until)

    def _read_until(self, text: str) -> str:
        """Return what was shown up to a text; what comes behind it is kept."""
        end = time.monotonic() + _SECONDS
        while text not in self._shown:
            ready, _, _ = select.select([self._fd], [], [], max(0, end - time.monotonic()))
            assert ready, f"{text!r} did not come; there stands:\n{self._shown}"
            self._shown += os.read(self._fd, 65536).decode(errors="replace")
        before, _, self._shown = self._shown.partition(text)
        return before


def _write_program(folder: Path) -> None:
    program = folder / "bin" / "dispatch"
    program.parent.mkdir(exist_ok=True)
    program.write_text(_DISPATCH, encoding="utf-8")
    program.chmod(0o755)
