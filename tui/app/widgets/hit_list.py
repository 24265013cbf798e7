"""HitList: the matching articles, best first."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from search.engine import Hit
from tui.app.visuals import HitCard


class _HitOption(Option):
    """An entry that knows its hit: by the time a message about it is read, the list may hold others."""

    def __init__(self, hit: Hit) -> None:
        super().__init__(HitCard(hit))
        self.hit = hit


class HitList(OptionList):
    """The hits, one under the cursor. It announces only what the reader does, not what it is told to show."""

    BINDING_GROUP_TITLE = "Articles"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Open"),
        Binding("j,down", "cursor_down", "Next article", show=False),
        Binding("k,up", "cursor_up", "Article before", show=False),
        Binding("g,home", "first", "First", show=False),
        Binding("G,end", "last", "Last", show=False),
        Binding("space,pagedown", "page_down", "Page down", show=False),
        Binding("b,pageup", "page_up", "Page up", show=False),
    ]

    @dataclass
    class Moved(Message):
        """The reader moved the cursor."""

        hit: Hit

    @dataclass
    class Chosen(Message):
        """The reader opened an article."""

        hit: Hit

    def __init__(self) -> None:
        super().__init__(id="hits", markup=False)
        self._hits: tuple[Hit, ...] = ()

    def show(self, hits: tuple[Hit, ...], cursor: int) -> None:
        """Show these hits, with the cursor on one. When they only continue those shown, nothing moves."""
        if hits is self._hits:
            return
        old = self._hits
        self._hits = hits
        # Told, not done by the reader: announcing it would answer an answer.
        with self.prevent(OptionList.OptionHighlighted):
            if _continues(old, hits):
                self.add_options([_HitOption(hit) for hit in hits[len(old) :]])
                return
            self.set_options([_HitOption(hit) for hit in hits])
            if hits:
                self.highlighted = cursor

    def action_cursor_down(self) -> None:
        """Down one; at the last hit, nowhere: further pages come from below, not from the top."""
        if self.highlighted is None or self.highlighted < self.option_count - 1:
            super().action_cursor_down()

    def action_cursor_up(self) -> None:
        """Up one; at the first hit, nowhere."""
        if self.highlighted:
            super().action_cursor_up()

    def on_option_list_option_highlighted(self, event: OptionList.OptionHighlighted) -> None:
        """Say it in the words of this app."""
        event.stop()
        if isinstance(event.option, _HitOption):
            self.post_message(self.Moved(event.option.hit))

    def on_option_list_option_selected(self, event: OptionList.OptionSelected) -> None:
        """Say it in the words of this app."""
        event.stop()
        if isinstance(event.option, _HitOption):
            self.post_message(self.Chosen(event.option.hit))


def _continues(old: Sequence[Hit], new: Sequence[Hit]) -> bool:
    return 0 < len(old) < len(new) and all(a is b for a, b in zip(old, new, strict=False))
