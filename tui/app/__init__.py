"""The Textual app: where one works in an archive for an hour.

Importing this loads textual; a command that only prints must not, so the command
line imports it inside the one command that needs it.
"""

import asyncio
import os
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from threading import Timer
from typing import TYPE_CHECKING

from tui.app.app import MorgueApp
from tui.app.settings import Settings

if TYPE_CHECKING:
    from search.engine import Engine

_BROKEN = 2
"""The exit code of trouble; Textual's own, 1, would say that nothing was found."""
_PATIENCE = 2.0
"""Seconds that the app has to end by itself when it is told to."""


def run_app(open_engine: "Callable[[], Engine]", text: str = "", settings: Settings = Settings()) -> None:  # noqa: B008  # a value that cannot change
    """Search until the reader quits, starting from the query `text`.

    `open_engine` and the engine it opens are called from one thread that this starts, never from
    the caller's, and only once the first screen is painted. When the reader quits in the middle
    of a search, that search ends by itself in the background.

    A request to end (SIGTERM, or SIGHUP when the terminal goes away) is followed after the
    terminal has been put in order, and raises SystemExit with 128 + the signal's number. Where
    that takes too long the process ends at once, with the same number. An app that broke has
    said why on stderr, and raises SystemExit with 2.
    """
    app = MorgueApp(open_engine, text, settings)
    if ended_by := asyncio.run(_run(app)):
        raise SystemExit(128 + ended_by)
    if app.return_code:
        raise SystemExit(_BROKEN)


async def _run(app: MorgueApp) -> int | None:
    """The signal that ended the app, or None."""
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
