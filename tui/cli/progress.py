"""Progress: one line on stderr that says how far a command is, gone at the end."""

import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import ParamSpec

from tui.render.output import say_in_place
from tui.render.width import pad

_SECONDS_BETWEEN = 0.1

_How = ParamSpec("_How")


@contextmanager
def shown_in_place(line_of: Callable[_How, str]) -> Iterator[Callable[_How, None]]:
    """Within this, a function that shows the line made of its arguments, now and then, where somebody looks on."""
    watched = sys.stderr.isatty()
    shown_at = 0.0
    width = 0

    def show(*args: _How.args, **named: _How.kwargs) -> None:
        nonlocal shown_at, width
        if not watched or time.monotonic() - shown_at < _SECONDS_BETWEEN:
            return
        shown_at = time.monotonic()
        line = line_of(*args, **named)
        width = max(width, len(line))
        say_in_place(pad(line, width))

    try:
        yield show
    finally:
        if width:
            say_in_place(" " * (width + len("^C")) + "\r")
