"""`python -m dispatch_cli`, and what the command `dispatch` runs.

Python looks for the modules of `python -m` in the current folder first, where others may have put some: it is told not
to before this program imports any, `__future__` included. What Python itself imports before that, only `python -P -m`
or the installed script keeps from there.
"""

import gc
import sys

if __name__ == "__main__" and not sys.flags.safe_path:
    del sys.path[0]


def main() -> None:
    """Run the program and exit with its status."""
    import signal

    sys.unraisablehook = _leave_unsaid
    # A run is short and makes no cycles worth collecting; a large list is read a third faster.
    gc.disable()
    try:
        # A compiled module that is interrupted in its own beginnings crashes: till it is loaded, Ctrl-C waits.
        came: list[int] = []
        before = signal.signal(signal.SIGINT, lambda number, _: came.append(number))
        from dispatch_cli.cli.app import app

        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)
        app()
    except KeyboardInterrupt:
        sys.exit(130)
    finally:
        gc.freeze()  # else the interpreter collects everything once more on its way out


def _leave_unsaid(what: "sys.UnraisableHookArgs") -> None:
    """Keep to itself a Ctrl-C that falls into a callback of the interpreter's own, from where nothing can be raised."""
    if not issubclass(what.exc_type, KeyboardInterrupt):
        sys.__unraisablehook__(what)


if __name__ == "__main__":
    main()
