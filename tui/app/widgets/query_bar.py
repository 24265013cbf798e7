"""QueryBar: the one line in which the question is typed, and which facets edit too.

It holds one character more than a query may have, so that a text that is too long is
refused by the language, in its words, and no paste costs more than that.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from index.clean import clean
from search.language.parser import MOST_CHARACTERS

_MOST_CHARACTERS = MOST_CHARACTERS + 1
_ONE_LINE = str.maketrans("\n\t", "  ")


class QueryBar(Input):
    """The query as text. Its value never holds what a terminal would act on, however it came in."""

    BINDING_GROUP_TITLE = "Query"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "screen.show_hits", "Articles"),
        Binding("ctrl+u", "clear", "Clear"),
    ]

    @dataclass
    class Typed(Message):
        """The text changed, by whatever hand."""

        text: str

    def __init__(self, text: str) -> None:
        super().__init__(
            text, placeholder="Search the archive", select_on_focus=False, max_length=_MOST_CHARACTERS
        )

    def validate_value(self, value: str) -> str:
        """Pasted text and facet values may hold anything."""
        return _one_line(value[:_MOST_CHARACTERS])

    def on_paste(self, event: Paste) -> None:
        """Take all lines of the text, as one, and of a long text as much as there is room for."""
        event.stop()
        event.prevent_default()  # Input would keep the first line, and of a long one nothing
        room = _MOST_CHARACTERS - len(self.value) + len(self.selected_text)
        # Cut before it is cleaned, which takes longer the longer the text is.
        self.replace(_one_line(event.text[:room].strip("\r\n")), *self.selection)

    def put(self, text: str) -> None:
        """Replace the text, with the cursor at its end."""
        self.value = text
        self.cursor_position = len(self.value)

    def action_clear(self) -> None:
        """Start over."""
        self.put("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say it in the words of this app."""
        event.stop()
        self.post_message(self.Typed(event.value))


def _one_line(text: str) -> str:
    # Not clean's own one_line: it would take away the space one has just typed.
    return clean(text).translate(_ONE_LINE)
