"""QueryBar: the one line in which the question is typed, and which facets edit too."""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import Input

from index.clean import clean


class QueryBar(Input):
    """The query as text. Its value never holds what a terminal would act on, however it came in."""

    BINDING_GROUP_TITLE = "Query"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,down", "screen.show_hits", "To the articles"),
        Binding("ctrl+u", "clear", "Clear"),
    ]

    @dataclass
    class Typed(Message):
        """The text changed, by whatever hand."""

        text: str

    def __init__(self, text: str) -> None:
        super().__init__(text, placeholder="Search the archive", select_on_focus=False)

    def validate_value(self, value: str) -> str:
        """Pasted text and facet values may hold anything."""
        # Not clean's own one_line: it would take away the space one has just typed.
        return clean(value).replace("\n", " ").replace("\t", " ")

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
