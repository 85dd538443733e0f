"""What the download runs: the program, which Windows starts anew for each worker."""

import sys

if __name__ == "__main__":
    if "--multiprocessing-fork" in sys.argv:
        from multiprocessing import freeze_support

        freeze_support()
    from dispatch_cli.__main__ import main

    main()
