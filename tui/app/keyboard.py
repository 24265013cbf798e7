"""The keyboard before the window is up and after it has gone: what is typed by then is for the window.

Until Textual has been loaded, which takes a quarter of a second, a terminal would write letters over the
screen and keep Ctrl+Q, which to it means "go on". What is typed while the window closes is not
left to the shell, which would take it for commands. This loads nothing of Textual's.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

_as_before: list[Any] | None = None
"""How the terminal was set before it was held; None once the window has it, which sets it back by itself."""


@contextmanager
def keyboard_held() -> Iterator[None]:
    """Keep all keys for the window, but those that send signals, and drop in the end what nobody has read."""
    global _as_before  # there is one keyboard
    if sys.platform == "win32" or not sys.stdin.isatty():
        yield
        return
    import termios

    keyboard = sys.stdin.fileno()
    _as_before = termios.tcgetattr(keyboard)
    held = termios.tcgetattr(keyboard)
    held[0] &= ~(termios.IXON | termios.ICRNL)
    held[3] &= ~(termios.ECHO | termios.ICANON)
    termios.tcsetattr(keyboard, termios.TCSANOW, held)
    try:
        yield
    finally:
        if (before := given_over()) is not None:
            termios.tcsetattr(keyboard, termios.TCSANOW, before)
        termios.tcflush(keyboard, termios.TCIFLUSH)


def given_over() -> list[Any] | None:
    """How to set the terminal back; None where it is not held, or no longer."""
    global _as_before
    before, _as_before = _as_before, None
    return before
