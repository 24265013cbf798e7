"""The Textual application: one search screen and the search thread that answers it.

There is no command palette: it would be a second list of what can be done, beside
the footer and the help screen, and those are drawn from the bindings themselves.
"""

from collections.abc import Callable
from time import perf_counter

from textual.app import App

from search.engine import Engine
from tui.app.screens.search import SearchScreen
from tui.app.search_thread import SearchThread


class MorgueApp(App[None]):
    """The archive room: type, narrow, read."""

    TITLE = "Morgue"
    ENABLE_COMMAND_PALETTE = False
    BINDING_GROUP_TITLE = "Always"

    def __init__(self, engine: Engine, text: str = "", *, clock: Callable[[], float] = perf_counter) -> None:
        """`clock` gives seconds and is read before and after each search."""
        super().__init__()
        self._thread = SearchThread(engine, clock=clock)
        self._text = text

    def on_mount(self) -> None:
        """Open the search screen, which is never popped."""
        # Not as the default screen: Textual does not read the style sheet of that one.
        self.push_screen(SearchScreen(self._thread, self._text))

    def on_unmount(self) -> None:
        """Let the search thread go, without waiting for the search it may be in."""
        self._thread.stop()
