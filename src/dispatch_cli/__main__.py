"""`python -m dispatch_cli`, and what the command `dispatch` runs."""

from __future__ import annotations

import gc
import sys

from dispatch_cli.turns import interrupt_held_back


def main() -> None:
    """Run the program and exit with its status."""
    # A run is short and makes no cycles worth collecting; a large list is read a third faster.
    gc.disable()
    try:
        with interrupt_held_back():  # a compiled module that is interrupted in its own beginnings crashes
            from dispatch_cli.cli.app import app

        app()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # else the interpreter collects everything once more on its way out


if __name__ == "__main__":
    main()
