"""Runs inside the Windows Python: each line of stdin asks for a run of the program, each line of stdout answers one.

One process stays for all tests, for Wine takes seconds to begin; what it begins by itself, Wine begins in a fifth of
one. A request that is `quick` runs in this process. What is said travels as base64: no code page touches it.
"""

import base64
import io
import json
import os
import subprocess
import sys
from threading import Lock, Thread
from typing import Any

_SECONDS = 120
_LOCALE = ("LANG", "LANGUAGE", "LC_ALL", "LC_CTYPE", "LC_MESSAGES")  # which Windows does not have
_answering = Lock()


def main() -> None:
    """Answer requests until stdin ends."""
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if request["quick"]:
            _answer(request, *_run_here(request))
        else:
            Thread(target=_run_apart, args=[request]).start()


def _run_apart(request: dict[str, Any]) -> None:
    done = subprocess.run(
        [sys.executable, *request["command"]],
        input=b"",
        capture_output=True,
        check=False,
        cwd=request["cwd"],
        env={**{key: value for key, value in os.environ.items() if key not in _LOCALE}, **request["env"]},
        timeout=_SECONDS,
    )
    _answer(request, done.returncode, done.stdout, done.stderr)


def _run_here(request: dict[str, Any]) -> tuple[Any, bytes, bytes]:
    """Run the program in this process, as one that only reads may be run."""
    from dispatch_cli.cli.app import app

    streams = sys.argv, sys.stdout, sys.stderr
    said = [io.BytesIO(), io.BytesIO()]
    out, err = (io.TextIOWrapper(each, encoding="gbk") for each in said)
    os.chdir(request["cwd"])
    sys.argv, sys.stdout, sys.stderr = ["dispatch", *request["command"][3:]], out, err
    status: Any = 0
    try:
        app()
    except SystemExit as end:
        status = end.code
    finally:
        sys.argv, sys.stdout, sys.stderr = streams
    return int(status or 0), said[0].getvalue(), said[1].getvalue()


def _answer(request: dict[str, Any], status: int, *said: bytes) -> None:
    values = [request["number"], status, *(base64.b64encode(each).decode() for each in said)]
    with _answering:
        sys.stdout.buffer.write(json.dumps(values).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    main()
