"""Signals: a request to end, which the app follows once the terminal is in order."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Timer

from tui.app.app import MorgueApp

_PATIENCE = 2.0
"""Seconds that the app has to end by itself when it is told to."""


def run(app: MorgueApp) -> int | None:
    """Run the app to its end; the number of the signal that ended it, or None."""
    return asyncio.run(_run(app))


async def _run(app: MorgueApp) -> int | None:
    if sys.platform == "win32":  # which sends none
        return await app.run_async()
    with _ended_by_signals(app):
        return await app.run_async()


@contextmanager
def _ended_by_signals(app: MorgueApp) -> Iterator[None]:
    """End the app on a signal, and the process where the app does not."""
    loop = asyncio.get_running_loop()

    def end(number: int, _: object) -> None:
        # Textual waits for a terminal that takes nothing any more, for ever: nothing of the loop can be
        # relied on. Nothing is lost: whatever the app keeps it has written by the time it says so.
        last = Timer(_PATIENCE, os._exit, (128 + number,))
        last.daemon = True
        last.start()
        loop.call_soon_threadsafe(app.exit, number)

    # Not the loop's own handlers: they wait until the loop goes on.
    before = {number: signal.signal(number, end) for number in (signal.SIGTERM, signal.SIGHUP)}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
