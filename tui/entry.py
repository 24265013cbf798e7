"""Where the `search` command begins: what it needs is loaded from here, and Ctrl-C ends that without a word.

Loading takes a tenth of a second, in which nothing was begun that would have to be ended
well. A KeyboardInterrupt there could be met by any module halfway through its own loading,
which may print it or take it for something else; so none is raised before a command runs.
Until this is said nothing else is loaded, not even `signal`, which takes its time as well.

What is loaded stays, so that looking through all of it for reference cycles, as Python does whenever there
are some hundred values more, finds nothing: it took 4 to 8 hundredths of a question's processor time.
"""

import _signal
import gc
import os

_SELDOM = 50_000
"""Values more than before, until they are looked through; a question, with all that it loads, makes fewer."""


def main() -> int:
    """Run the process's command line; the exit code."""
    if _signal.getsignal(_signal.SIGINT) is _signal.default_int_handler:
        _signal.signal(_signal.SIGINT, leave)
    gc.set_threshold(_SELDOM, 10, 10)
    from tui.cli import main as run  # not before, see above

    return run()


def leave(number: int, frame: object) -> None:
    """End the process at once, as one that was interrupted."""
    os._exit(130)
