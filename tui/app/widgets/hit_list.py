"""HitList: the matching articles, best first, however many there are.

It has a row for every hit, at hand or not, and says which it shows; the pages that are
missing come while the reader looks. So one key leads to the last of a hundred thousand.
"""

from dataclasses import dataclass
from typing import ClassVar

from textual.binding import BindingType
from textual.content import Content
from textual.message import Message

from search.engine import Hit
from tui.app.cards import hit_card
from tui.app.commands import bindings
from tui.app.layout import TALL
from tui.app.pages import Pages
from tui.app.state import SearchState
from tui.app.styled import QUIET
from tui.app.widgets.rows import Rows


class HitList(Rows):
    """The hits, one under the cursor. It announces only what the reader does, not what it is told to show."""

    BINDINGS: ClassVar[list[BindingType]] = bindings("articles")

    @dataclass
    class Moved(Message):
        """The reader moved the cursor to the hit at `index`."""

        index: int

    @dataclass
    class Chosen(Message):
        """The reader opened the hit at `index`."""

        index: int

    @dataclass
    class Looked(Message):
        """The hits from `first` to `last` are in sight."""

        first: int
        last: int

    @dataclass
    class Marked(Message):
        """The reader marked a hit, or took its mark away."""

        hit: Hit

    def __init__(self) -> None:
        super().__init__(id="hits")
        self._pages = Pages()
        self._marked: frozenset[str] = frozenset()
        self._generation = -1

    def show(self, state: SearchState) -> None:
        """Show the hits of a state; the one under the cursor stays on the line it is on."""
        marked = frozenset(hit.article.id for hit in state.marked)
        height = 4 if self.app.size.height >= TALL else 3
        if state.pages is self._pages and height == self._height:
            if marked != self._marked:
                self._marked = marked
                self.redraw()
            if state.cursor != self.cursor:
                self.cursor = state.cursor
                self.refresh()
                self.show_cursor()
            return
        generation = state.answer.question.generation if state.answer else -1
        is_new = generation != self._generation
        if not is_new and marked == self._marked and height == self._height:
            # A further page of the same answer: what is drawn stays.
            is_awaited = not all(map(self.is_known, self.in_sight))
            moves = self.cursor != state.cursor
            self._pages, self.cursor = state.pages, state.cursor
            if is_awaited or moves:
                self.refresh()
            self.call_after_refresh(self._draw_ahead)
            return
        line = self.cursor * self._height - self.scroll_y
        self._pages, self._marked, self._generation = state.pages, marked, generation
        self.fill(state.total, state.cursor, height=height)
        if is_new:
            self.scroll_to(y=max(state.cursor * height - line, 0) if state.chosen else 0, animate=False)
            self.show_cursor()
            self.call_after_refresh(self._look)

    def row(self, index: int, width: int) -> list[Content]:
        """A card, or a line that stands for it until it is at hand."""
        hit = self._pages.at(index)
        if hit is None:
            return [Content.styled(f"{index + 1:>5,}  …", QUIET)]
        return hit_card(hit, width, self._height, is_marked=hit.article.id in self._marked)

    def is_known(self, index: int) -> bool:
        """False for a line that stands for a hit."""
        return self._pages.at(index) is not None

    def moved(self) -> None:
        """Say it."""
        self.post_message(self.Moved(self.cursor))

    def chose(self) -> None:
        """Say it."""
        self.post_message(self.Chosen(self.cursor))

    def action_mark(self) -> None:
        """Mark the hit under the cursor, and go on to the next."""
        hit = self._pages.at(self.cursor)
        if hit is not None:
            self.post_message(self.Marked(hit))
            self.action_cursor_down()

    def watch_scroll_y(self, old: float, new: float) -> None:
        """Say what is in sight."""
        super().watch_scroll_y(old, new)
        self._look()

    def on_resize(self) -> None:
        """Another size shows other hits."""
        self.call_after_refresh(self.show_cursor)
        self._look()

    @property
    def in_sight(self) -> range:
        """The hits of which any line is to be seen, as far as there are any."""
        first = int(self.scroll_y) // self._height
        return range(first, min(first + self.size.height // self._height + 1, self.count))

    def _look(self) -> None:
        seen = self.in_sight
        self.post_message(self.Looked(seen.start, seen.stop))
        self.call_after_refresh(self._draw_ahead)

    def _draw_ahead(self) -> None:
        """Have the next page drawn before it is turned to, once the reader goes through the list."""
        if self.cursor:
            seen = self.in_sight
            self.draw(range(seen.stop, min(seen.stop + len(seen), self.count)))
