"""`python -m dispatch_cli`, and what the command `dispatch` runs."""

from __future__ import annotations

import gc
import signal
import sys


def main() -> None:
    """Run the program and exit with its status."""
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


if __name__ == "__main__":
    main()
