"""DateBars: when the matching articles were printed, and the brush that narrows to a part of that time."""

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import BindingType
from textual.content import Content
from textual.message import Message
from textual.widget import Widget

from search.engine import Facet
from tui.app.bins import Bin, bars, bins
from tui.app.commands import bindings
from tui.app.styled import QUIET

_WIDEST = 6
"""Cells of one bar, at most."""
_BRUSHED = "bold reverse $text-accent"


class DateBars(Widget, can_focus=True):
    """A histogram of bars and, below, what its ends are or what is brushed.

    Keys move and stretch the brush; the mouse draws it. It announces the dates and keeps
    nothing: the query text does.
    """

    BINDINGS: ClassVar[list[BindingType]] = bindings("dates")

    @dataclass
    class Brushed(Message):
        """The reader wants only what was printed in these years, months or days."""

        first: str
        last: str

    def __init__(self) -> None:
        super().__init__(id="dates")
        self._facets: tuple[Facet, ...] = ()
        self._bins: tuple[Bin, ...] = ()
        self._room = 0
        """Cells that the bars have been made for."""
        self._anchor = self._end = 0
        self._drawing = False

    def show(self, facets: tuple[Facet, ...]) -> None:
        """Show these counts, with the brush on all of them."""
        if facets is not self._facets:
            self._facets, self._room = facets, 0
            self._fit()
            self.refresh()

    def _fit(self) -> None:
        room = max(self.size.width, 1)
        if room != self._room:
            self._bins, self._room = bins(self._facets, room), room
            self._anchor, self._end = 0, max(len(self._bins) - 1, 0)
            self._drawing = False

    @property
    def brushed(self) -> tuple[int, int]:
        """The first and the last bar under the brush."""
        return min(self._anchor, self._end), max(self._anchor, self._end)

    @property
    def _brushed_articles(self) -> int:
        first, last = self.brushed
        return sum(one.articles for one in self._bins[first : last + 1])

    @property
    def _bar(self) -> int:
        return min(max(self.size.width // max(len(self._bins), 1), 1), _WIDEST)

    def render(self) -> Content:
        """The bars over a line of dates."""
        self._fit()  # here, and not when it hears of another size: it would be drawn twice
        if not self._bins:
            return Content.styled("no dates", QUIET)
        first, last = self.brushed
        width = self._bar
        active = (self.has_focus or self._drawing) and (first, last) != (0, len(self._bins) - 1)
        lines = []
        for text in bars(self._bins, width, max(self.size.height - 1, 1)):
            line = Content.styled(text, "$text-primary")
            lines.append(line.stylize(_BRUSHED, first * width, (last + 1) * width) if active else line)
        return Content("\n").join([*lines, self._legend(first, last, is_part=active)])

    def _legend(self, first: int, last: int, *, is_part: bool) -> Content:
        begin, end = self._bins[first].first, self._bins[last].last
        if is_part:
            found = self._brushed_articles
            says = f"{found:,} · Enter narrows" if found else "no articles"
            return Content.styled(f"{Bin(begin, end, 0).dates}: {says}", "bold")
        room = max(self._bar * len(self._bins) - len(begin) - len(end), 1)
        text = begin if begin == end else begin + " " * room + end
        return Content.styled(text, "bold" if self.has_focus else QUIET)

    def on_focus(self) -> None:
        """The brush begins on the latest."""
        if not self._drawing and self._bins:
            self._anchor = self._end = len(self._bins) - 1
        self.refresh()

    def on_blur(self) -> None:
        """The brush is on all again."""
        if not self._drawing:
            self._anchor, self._end = 0, max(len(self._bins) - 1, 0)
        self.refresh()

    def action_step(self, by: int) -> None:
        """Move the brush, as one bar."""
        self._anchor = self._end = max(min(self._end + by, len(self._bins) - 1), 0)
        self.refresh()

    def action_stretch(self, by: int) -> None:
        """Stretch the brush, or draw it in."""
        self._end = max(min(self._end + by, len(self._bins) - 1), 0)
        self.refresh()

    def action_apply(self) -> None:
        """Narrow to what is brushed, where anything is: to nothing there would be no way back here."""
        if self._brushed_articles:
            first, last = self.brushed
            self.post_message(self.Brushed(self._bins[first].first, self._bins[last].last))

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Begin to draw."""
        if (index := self._at(event)) is not None:
            self._anchor = self._end = index
            self._drawing = True
            self.capture_mouse()
            self.refresh()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Draw on."""
        if self._drawing and (index := self._at(event)) is not None and index != self._end:
            self._end = index
            self.refresh()

    def on_mouse_up(self) -> None:
        """What is drawn is wanted."""
        if self._drawing:
            self.release_mouse()
            self.action_apply()
            self._drawing = False

    def _at(self, event: events.MouseEvent) -> int | None:
        if not self._bins:
            return None
        return max(min((event.x - self.gutter.left) // self._bar, len(self._bins) - 1), 0)
