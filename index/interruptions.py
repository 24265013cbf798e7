"""Interruptions: Ctrl-C, SIGTERM and SIGHUP raise an exception between any two steps, unless they are told to wait.

Whoever is stopped in the middle of a change cannot say what holds, and so can keep nothing of it.
"""

import signal
from collections.abc import Callable
from threading import current_thread, main_thread
from types import FrameType
from typing import Self

_SIGNALS = [signal.SIGINT, signal.SIGTERM, *([signal.SIGHUP] if hasattr(signal, "SIGHUP") else [])]
_Handler = Callable[[int, FrameType | None], object]


class Interruptions:
    """Those of the main thread, a context manager: within it they can be held for some milliseconds.

    What the system does on a signal by itself is left to it.
    """

    def __init__(self) -> None:
        self._handlers: dict[int, _Handler] = {}
        """Those that were there."""
        self._is_holding = False
        self._came: list[tuple[int, FrameType | None]] = []

    def __enter__(self) -> Self:
        if current_thread() is main_thread():
            for number in _SIGNALS:
                if callable(handler := signal.getsignal(number)):
                    self._handlers[number] = handler
                    signal.signal(number, self._meet)
        return self

    def __exit__(self, *error: object) -> None:
        for number, handler in self._handlers.items():
            if signal.getsignal(number) == self._meet:  # one that was met may have seen to the next
                signal.signal(number, handler)

    def hold(self) -> None:
        """Let those that come wait from now on."""
        self._is_holding = True

    def release(self) -> None:
        """Let those that have come, and that come from now on, raise what they do."""
        self._is_holding = False
        while self._came:
            number, frame = self._came.pop(0)
            self._handlers[number](number, frame)

    def _meet(self, number: int, frame: FrameType | None) -> None:
        if self._is_holding:
            self._came.append((number, frame))
        else:
            self._handlers[number](number, frame)
