"""The Textual app: where one works in an archive for an hour.

Importing this loads textual; a command that only prints must not, so the command
line imports it inside the one command that needs it.
"""

import asyncio
import signal
import sys
from collections.abc import Callable

from search.engine import Engine
from tui.app.app import MorgueApp
from tui.app.settings import Settings

_BROKEN = 2
"""The exit code of trouble; Textual's own, 1, would say that nothing was found."""


def run_app(open_engine: Callable[[], Engine], text: str = "", settings: Settings = Settings()) -> None:  # noqa: B008  # a value that cannot change
    """Search until the reader quits, starting from the query `text`.

    `open_engine` and the engine it opens are called from one thread that this starts, never from
    the caller's, and only once the first screen is painted. When the reader quits in the middle
    of a search, that search ends by itself in the background.

    A request to end (SIGTERM, or SIGHUP when the terminal goes away) is followed after the
    terminal has been put in order, and raises SystemExit with 128 + the signal's number. An app
    that broke has said why on stderr, and raises SystemExit with 2.
    """
    app = MorgueApp(open_engine, text, settings)
    if ended_by := asyncio.run(_run(app)):
        raise SystemExit(128 + ended_by)
    if app.return_code:
        raise SystemExit(_BROKEN)


async def _run(app: MorgueApp) -> int | None:
    """The signal that ended the app, or None."""
    if sys.platform != "win32":  # whose event loop has no signal handlers
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, app.exit, int(number))
    return await app.run_async()
