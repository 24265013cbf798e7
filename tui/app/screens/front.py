"""The front: what the window looks like until what it is made of is loaded.

It has the lines that the search screen begins with, in the same places, so that the one
passes into the other unseen; and it loads next to nothing, so that it is there at once.
No key goes to it: the app keeps them for the search screen.
"""

from textual.app import ComposeResult
from textual.message import Message
from textual.screen import Screen
from textual.widgets import Input, Static

from index.clean import clean
from tui.app.layout import TALL

PLACEHOLDER = "Search the archive"
OPENING = "Opening the archive…"


class FrontScreen(Screen[None]):
    """The query to be asked, and that there is something to wait for."""

    class Painted(Message):
        """It can be seen."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = clean(text, one_line=True)

    def compose(self) -> ComposeResult:
        """Query, status, the middle, keys."""
        query = Input(self._text, placeholder=PLACEHOLDER, select_on_focus=False, id="query")
        query.cursor_blink = False
        yield query
        yield Static(id="status")
        yield Static(OPENING, id="opening")
        yield Static(id="keys")

    def on_mount(self) -> None:
        """Be painted, and say so."""
        self.set_class(self.app.size.height >= TALL, "-tall")
        self.call_after_refresh(self.post_message, self.Painted())
