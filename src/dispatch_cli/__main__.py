"""`python -m dispatch_cli`, and what the command `dispatch` runs."""

from __future__ import annotations

import gc
import signal
import sys


def main() -> None:
    """Run the program and exit with its status."""
    sys.unraisablehook = _leave_unsaid
    # A run is short and makes no cycles worth collecting; a large list is read a third faster.
    gc.disable()
    try:
        # A compiled module that is interrupted in its own beginnings crashes: till it is loaded, Ctrl-C waits.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, [signal.SIGINT])
        from dispatch_cli.cli.app import app

        signal.pthread_sigmask(signal.SIG_SETMASK, before)
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # else the interpreter collects everything once more on its way out


def _leave_unsaid(what: sys.UnraisableHookArgs) -> None:
    """Keep to itself a Ctrl-C that falls into a callback of the interpreter's own, from where nothing can be raised."""
    if not issubclass(what.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(what)


if __name__ == "__main__":
    main()
