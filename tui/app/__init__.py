"""The Textual app: where one works in an archive for an hour.

Importing this loads textual; a command that only prints must not, so the command
line imports it inside the one command that needs it.
"""

from search.engine import Engine
from tui.app.app import MorgueApp


def run_app(engine: Engine, text: str = "") -> None:
    """Search with `engine` until the reader quits, starting from the query `text`.

    The engine is called from one thread that this starts, never from the caller's. When
    the reader quits in the middle of a search, that search ends by itself in the background.
    """
    MorgueApp(engine, text).run()
