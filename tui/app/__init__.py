"""The Textual app: where one works in an archive for an hour.

Textual is loaded when it is run, and not before the keyboard is held: that takes as long as some need
for their first word.
"""

from collections.abc import Callable
from typing import TYPE_CHECKING

from tui.app.keyboard import keyboard_held
from tui.app.settings import Settings

if TYPE_CHECKING:
    from search.engine import Engine

_BROKEN = 2
"""The exit code of trouble; Textual's own, 1, would say that nothing was found."""


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
    with keyboard_held():
        from tui.app.app import MorgueApp
        from tui.app.signals import run

        app = MorgueApp(open_engine, text, settings)
        ended_by = run(app)
    if ended_by:
        raise SystemExit(128 + ended_by)
    if app.return_code:
        raise SystemExit(_BROKEN)
