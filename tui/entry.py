"""Where the `search` command begins: what it needs is loaded from here, and Ctrl-C ends that without a word.

Loading takes a tenth of a second, in which nothing was begun that would have to be ended
well. A KeyboardInterrupt there could be met by any module halfway through its own loading,
which may print it or take it for something else; so none is raised before a command runs.
Until this is said nothing else is loaded, not even `signal`, which takes its time as well.
"""

import _signal
import os


def main() -> int:
    """Run the process's command line; the exit code."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, leave)
    from tui.cli import main as run  # not before, see above

    return run()


def leave(number: int, frame: object) -> None:
    """End the process at once, as one that was interrupted."""
    os._exit(130)
