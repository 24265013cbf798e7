"""HitList: the matching articles, best first.

The list holds the pages fetched so far. Where the reader goes past the last of them, it
remembers where to, asks for more, and goes there when the hit has come: no key is lost
while a page is on its way. One key goes at most a thousand hits further, so that none
fetches a whole archive.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from search.engine import Hit
from tui.app.visuals import HitCard

_FURTHEST = 1_000


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
        Binding("G,end", "last", f"Last, or {_FURTHEST:,} on", show=False),
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

    @dataclass
    class Further(Message):
        """The reader wants to go to the hit at `index`, which is not shown yet; 0 takes that back."""

        index: int

    def __init__(self) -> None:
        super().__init__(id="hits", markup=False)
        self._hits: tuple[Hit, ...] = ()
        self._total = 0
        self._going_to: int | None = None

    def show(self, hits: tuple[Hit, ...], cursor: int, total: int) -> None:
        """Show these of `total` hits, with the cursor on one.

        When they only continue those shown, nothing moves, but for a reader who wanted to go further.
        """
        self._total = total
        if hits is self._hits:
            return
        old = self._hits
        self._hits = hits
        # Told, not done by the reader: announcing it would answer an answer.
        with self.prevent(OptionList.OptionHighlighted):
            if not _continues(old, hits):
                self._going_to = None
                self.set_options([_HitOption(hit) for hit in hits])
                if hits:
                    self.highlighted = cursor
                return
            self.add_options([_HitOption(hit) for hit in hits[len(old) :]])
        if self._going_to is not None and self._going_to < len(hits):
            self.highlighted, self._going_to = self._going_to, None

    def action_cursor_down(self) -> None:
        """Down one; at the last hit of all, nowhere: further pages come from below, not from the top."""
        if self.highlighted is None or self.highlighted < self.option_count - 1:
            super().action_cursor_down()
        else:
            self._go_further(1)

    def action_cursor_up(self) -> None:
        """Up one; at the first hit, nowhere."""
        self._stay()
        if self.highlighted:
            super().action_cursor_up()

    def action_page_down(self) -> None:
        """Down a page; at the last hit at hand, one on."""
        if self.highlighted is None or self.highlighted < self.option_count - 1:
            super().action_page_down()  # type: ignore[no-untyped-call]  # Textual left it so
        else:
            self._go_further(1)

    def action_page_up(self) -> None:
        """Up a page."""
        self._stay()
        super().action_page_up()  # type: ignore[no-untyped-call]  # Textual left it so

    def action_first(self) -> None:
        """To the best hit."""
        self._stay()
        super().action_first()

    def action_last(self) -> None:
        """To the last hit of all, or as far as one key goes."""
        last = min(self._total, self.option_count + _FURTHEST) - 1
        if last < self.option_count:
            super().action_last()
        else:
            self._go_to(last)

    def action_select(self) -> None:
        """Open the hit under the cursor, and stay at it."""
        self._stay()
        super().action_select()

    def _go_further(self, by: int) -> None:
        here = self.option_count - 1 if self._going_to is None else self._going_to
        self._go_to(min(here + by, self._total - 1))

    def _go_to(self, index: int) -> None:
        if index >= self.option_count:
            self._going_to = index
            self.post_message(self.Further(index))

    def _stay(self) -> None:
        if self._going_to is not None:
            self._going_to = None
            self.post_message(self.Further(0))

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
