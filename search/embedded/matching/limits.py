"""Limits: how long a question may take, and who may call it off.

They are looked at wherever work is done in steps. What was found before the time ran
out is an answer; a question that was called off has none.
"""

import time
from collections.abc import Callable

from index.errors import NewsError
from search.engine import Cancelled


class DeadlinePassed(NewsError):
    """The time a question was given ran out before its answer was complete."""

    def __init__(self) -> None:
        super().__init__(
            "the query takes longer than it may",
            advice="Ask for rarer words, or for longer beginnings of words.",
        )


class Limits:
    """What one question may use, from now on."""

    def __init__(self, *, seconds: float | None = None, stop: Callable[[], bool] | None = None) -> None:
        self._deadline = None if seconds is None else time.monotonic() + seconds
        self._stop = stop

    def shorten(self, seconds: float) -> None:
        """Leave so many seconds from now, if the time is not up sooner."""
        end = time.monotonic() + seconds
        self._deadline = end if self._deadline is None else min(end, self._deadline)

    def check(self) -> None:
        """Raise DeadlinePassed once the time is up, and Cancelled once `stop()` is true."""
        self.check_stop()
        if self._deadline is not None and time.monotonic() > self._deadline:
            raise DeadlinePassed

    def check_stop(self) -> None:
        """Raise Cancelled once `stop()` is true, and do not look at the clock."""
        if self._stop is not None and self._stop():
            raise Cancelled


UNLIMITED = Limits()
