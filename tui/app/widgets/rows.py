"""Rows: a list of any length, drawn line by line.

All rows have one height, so that the place of each is known without looking at those
before it: a hundred thousand cost no more than the twenty on the screen. A widget or an
option for each, as Textual's own lists have it, was measured at seconds.
"""

from typing import ClassVar

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual import events
from textual.binding import BindingType
from textual.cache import LRUCache
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style

from tui.app.commands import bindings

_KEPT = 400
"""Drawn rows that are kept."""


class Rows(ScrollView, can_focus=True):
    """Rows with a cursor. A kind of list says what is in a row, and what it means to move to one or choose one."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"rows--cursor"}
    BINDINGS: ClassVar[list[BindingType]] = bindings("lists")

    virtual_size = Reactive(Size(0, 0))
    """Without the layout that Textual adds: how many rows there are moves nothing but the scrollbar."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002  # Textual's name for it
        super().__init__(id=id)
        self.count = 0
        self.cursor = 0
        self._height = 1
        self._drawn: LRUCache[tuple[int, bool, int], list[Strip]] = LRUCache(_KEPT)
        self._styles: dict[str, Style] = {}
        self._known_looks: tuple[Style, Style, RichStyle] | None = None

    # What a kind of list says

    def row(self, index: int, width: int) -> list[Content]:
        """The lines of a row, none wider than `width` cells."""
        raise NotImplementedError

    def is_known(self, index: int) -> bool:
        """True for rows that need not be drawn anew: nothing is to come that they will show."""
        return True

    def can_stand_on(self, index: int) -> bool:
        """True for rows that the cursor stops at."""
        return True

    def moved(self) -> None:
        """The reader moved the cursor."""

    def chose(self) -> None:
        """The reader chose the row under the cursor."""

    # What is shown

    def fill(self, count: int, cursor: int = 0, *, height: int = 1) -> None:
        """Show `count` rows, each `height` lines high, with the cursor on one. Nothing is announced."""
        self.count, self._height = count, height
        self.cursor = max(min(cursor, count - 1), 0)
        self.virtual_size = Size(0, count * height)  # as wide as the list, whatever its width
        self.redraw()

    def watch_virtual_size(self, size: Size) -> None:
        """The scrollbar says how many there are."""
        self._scroll_update(size)

    def redraw(self) -> None:
        """What is in the rows has changed."""
        self._drawn.clear()
        self.refresh()

    def show_cursor(self) -> None:
        """Scroll as little as it takes to see the row under the cursor."""
        top, room = self.cursor * self._height, self.size.height
        if not room:  # yet
            return
        if top < self.scroll_y:
            self.scroll_to(y=top, animate=False)
        elif top + self._height > self.scroll_y + room:
            self.scroll_to(y=top + self._height - room, animate=False)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Lines of what is in sight."""
        # Not by way of Textual's own, which makes each strip anew, with frames that no list has: of strips
        # that are kept it need not be worked out again how they are written to the terminal.
        width, at_cursor = self.scrollable_content_region.width, self.cursor if self.cursor_shown else -1
        blank = Strip.blank(self.size.width, self._looks[2])
        top = self.scroll_offset.y
        strips = []
        for y in crop.line_range:
            index, line = divmod(y + top, self._height)
            row = self._drawn_row(index, width, at_cursor=index == at_cursor) if index < self.count else None
            strips.append(row[line] if row else blank)
        background = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, background) for strip in strips]
        return [strip.crop(*crop.column_span) for strip in strips]

    def draw(self, rows: range) -> None:
        """Draw rows that will soon be in sight, as they are without the cursor."""
        width = self.scrollable_content_region.width
        for index in rows:
            self._drawn_row(index, width, at_cursor=False)

    def _drawn_row(self, index: int, width: int, *, at_cursor: bool) -> list[Strip]:
        key = (index, at_cursor, width)
        strips = self._drawn.get(key)
        if strips is None:
            strips = self._draw(index, width, at_cursor=at_cursor)
            if self.is_known(index):
                self._drawn[key] = strips
        return strips

    @property
    def cursor_shown(self) -> bool:
        """True when the row under the cursor stands out."""
        return True

    def _draw(self, index: int, width: int, *, at_cursor: bool) -> list[Strip]:
        plain, cursor, edge = self._looks
        style = cursor if at_cursor else plain
        strips = [self._strip(line, width, style) for line in self.row(index, width)[: self._height]]
        strips += [Strip.blank(width, style.rich_style)] * (self._height - len(strips))
        # Up to the edge, where there may be a scrollbar.
        return [strip.extend_cell_length(self.size.width, edge) for strip in strips]

    def _strip(self, line: Content, width: int, style: Style) -> Strip:
        # Not by Textual's Visual, which would wrap each line, and take four times as long.
        line = line.truncate(width, ellipsis=True)
        parts = line.render(style, end="", parse_style=self._style_of)
        segments = [Segment(text, part.rich_style) for text, part in parts]
        blank = (style + Style(reverse=False)).rich_style
        return Strip(segments, line.cell_length).extend_cell_length(width, blank)

    def _style_of(self, style: str | Style) -> Style:
        if isinstance(style, Style):
            return style
        if style not in self._styles:
            self._styles[style] = Style.parse(style)
        return self._styles[style]

    @property
    def _looks(self) -> tuple[Style, Style, RichStyle]:
        """Of a row, of the one under the cursor, and of what is beside them."""
        if self._known_looks is None:
            # Textual leaves out what is reversed.
            is_reversed = self.get_component_styles("rows--cursor").text_style.reverse
            cursor = self.get_visual_style("rows--cursor") + Style(reverse=is_reversed)
            self._known_looks = self.visual_style, cursor, self.rich_style
        return self._known_looks

    def notify_style_update(self) -> None:
        """Another theme, or the focus: what was drawn is drawn anew."""
        self._drawn.clear()
        self._styles.clear()
        self._known_looks = None
        super().notify_style_update()

    # What the reader does

    def go_to(self, index: int, step: int = 1) -> None:
        """Move the cursor to a row, or the next in the direction of `step` where it can stand."""
        if not self.count:
            return
        index = max(min(index, self.count - 1), 0)
        wanted = range(index, self.count) if step > 0 else range(index, -1, -1)
        found = next((i for i in wanted if self.can_stand_on(i)), None)
        if found is None:
            back = reversed(wanted) if step > 0 else range(index, self.count)
            found = next((i for i in back if self.can_stand_on(i)), self.cursor)
        if found != self.cursor:
            self.cursor = found
            self.refresh()
            self.moved()
        self.show_cursor()

    def action_cursor_down(self) -> None:
        """Down one."""
        if self.cursor < self.count - 1:
            self.go_to(self.cursor + 1)

    def action_cursor_up(self) -> None:
        """Up one; above the first that the cursor can stand on, there may be a heading to be seen."""
        if self.cursor:
            self.go_to(self.cursor - 1, -1)
            if not any(self.can_stand_on(i) for i in range(min(self.cursor, 3))):
                self.scroll_to(y=0, animate=False)

    def action_page_down(self) -> None:
        """Down as many rows as are in sight."""
        self.go_to(self.cursor + self._page)

    def action_page_up(self) -> None:
        """Up as many rows as are in sight."""
        self.go_to(self.cursor - self._page, -1)

    def action_first(self) -> None:
        """To the first row."""
        self.go_to(0)

    def action_last(self) -> None:
        """To the last row."""
        self.go_to(self.count - 1, -1)

    def action_select(self) -> None:
        """Choose the row under the cursor."""
        if self.count and self.can_stand_on(self.cursor):
            self.chose()

    @property
    def _page(self) -> int:
        return max(self.size.height // self._height - 1, 1)

    def on_click(self, event: events.Click) -> None:
        """A click is to go there and choose."""
        place = event.get_content_offset(self)
        if place is None:
            return
        index = (place.y + self.scroll_offset.y) // self._height
        if index < self.count and self.can_stand_on(index):
            if index != self.cursor:
                self.cursor = index
                self.refresh()
                self.moved()
            self.chose()
