"""What is compiled once is kept: for the next run, for all workers, and for each process that a test starts.

The environment may ask Python to keep nothing; then every one of them would compile everything anew.
"""

from __future__ import annotations

import compileall
import sys

from program import ROOT

sys.dont_write_bytecode = False


def compile_program() -> None:
    """Compile the program where it is not compiled yet; where nothing can be written, nothing is said."""
    compileall.compile_dir(ROOT / "src", quiet=2)
