"""`python -m planlint` and the program `planlint`: Ctrl-C has its exit status before all is loaded, too."""

import os
import signal


def run() -> None:
    """The program; while it is being loaded Ctrl-C ends it at once: nothing is to be told or put in order yet."""
    minded = signal.getsignal(signal.SIGINT) is signal.default_int_handler
    if minded:
        signal.signal(signal.SIGINT, lambda *_: os._exit(130))
    from planlint.cli import run as loaded

    if minded:
        signal.signal(signal.SIGINT, signal.default_int_handler)
    loaded()


if __name__ == "__main__":
    run()
