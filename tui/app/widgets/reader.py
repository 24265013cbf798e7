"""Reader: one whole article with every match in it, and the way from match to match.

Its blocks wrap anew when the terminal is resized, so the place one is at is a match, not
a line: the match is brought back into view.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.widgets import Static

from index.article import Article
from search.engine import MarkedArticle, Snippet
from tui.app.commands import bindings
from tui.app.reading import Match, Reading, Section, set_out
from tui.app.styled import QUIET, hanging
from tui.app.widgets.pane import Pane

_WIDEST = 84
"""Cells of a block, as in the style sheet."""
_EMPTY = Reading((), ())


class ReaderPage(VerticalScroll):
    """What scrolls, and takes the focus."""

    BLANK = True  # but for what is in it
    BINDINGS: ClassVar[list[BindingType]] = bindings("reader")
    virtual_size = Reactive(Size(0, 0), repaint=False)
    """Without the second layout that Textual adds, here and below: what scrolls moves nothing around it. Nor is it drawn anew."""

    @property
    def heading_for(self) -> int:
        """The line that is at the top, once what moves has come to rest."""
        return round(min(self.scroll_target_y, self.max_scroll_y))

    def scroll_to(self, x: float | None = None, y: float | None = None, **how: Any) -> None:
        """Set out at once, not after the next paint: another key may come before that."""
        super().scroll_to(x, y, **{**how, "immediate": True})

    def scroll_end(self, **how: Any) -> None:
        """As above."""
        super().scroll_end(**{**how, "immediate": True})


class Block(Static):
    """Several paragraphs."""

    virtual_size = Reactive(Size(0, 0), repaint=False)


class Reader(Pane):
    """The article pane. It opens at the headline; `step` goes from match to match, around the end."""

    def __init__(self) -> None:
        super().__init__()
        self._reading = _EMPTY
        self._article_id: str | None = None
        self._at: int | None = None
        self._is_around = False
        """True when the last step led from one end to the other."""
        self._marked = True

    def compose(self) -> ComposeResult:
        """Where one is, above the text."""
        yield Static(id="place")
        yield ReaderPage()

    @property
    def page(self) -> ReaderPage:
        """The part that scrolls."""
        return self.query_one(ReaderPage)

    @property
    def showing(self) -> str | None:
        """The id of the article, or None."""
        return self._article_id

    def show(self, marked: MarkedArticle, sections: Sequence[Section] = ()) -> None:
        """Show an article from its headline, and below it what belongs to it.

        One that is shown already only gets its new matches.
        """
        if marked.article.id != self._article_id:
            self.page.scroll_home(animate=False)
        self._article_id, self._marked = marked.article.id, True
        self._fill(set_out(marked, sections))

    def show_unmarked(self, article: Article, sections: Sequence[Section] = ()) -> None:
        """Show an article whose matches could not be found."""
        texts = [Snippet(text or "") for text in (article.title, article.standfirst, article.body)]
        self.show(MarkedArticle(article, *texts), sections)
        self._marked = False
        self._show_place()

    def on_resize(self) -> None:
        """Stay at the match one is at."""
        self._hang_details()
        self.call_after_refresh(self._bring_into_view)

    def clear(self) -> None:
        """Show no article."""
        if self._article_id is not None:
            self._article_id = None
            self._fill(_EMPTY)

    def _fill(self, reading: Reading) -> None:
        # Blocks are kept and filled anew: taking them away would lose the place one is at, and making them takes long.
        self._reading, self._at, self._is_around = reading, None, False
        old = list(self.page.query(Block))
        for block, content in zip(old, reading.blocks, strict=False):
            block.update(content)
        for i, block in enumerate(old):
            block.display = i < len(reading.blocks)
        self.page.mount_all([Block(content) for content in reading.blocks[len(old) :]])
        self._hang_details()
        self._show_place()

    def _hang_details(self) -> None:
        at, room = self._reading.details, self.page.scrollable_content_region.width
        if at is not None and room:
            block = list(self.page.query(Block))[at]
            block.update(hanging(self._reading.blocks[at], min(room, _WIDEST) - block.gutter.width))

    def step(self, by: int) -> None:
        """Go one match on, or back when `by` is negative: from the match one is at, or from what is in sight."""
        count = len(self._reading.matches)
        if not count:
            return
        before = self._current
        to = self._next_to(by)
        self._at, self._is_around = to % count, not 0 <= to < count
        match = self._reading.matches[self._at]
        blocks = list(self.page.query(Block))
        for index in {match.block, before.block if before else match.block}:
            blocks[index].update(self._reading.block(index, match))
        self._show_place()
        self._bring_into_view()

    def _next_to(self, by: int) -> int:
        """The number of the match to go to; of none, where there is none before the end."""
        top, room = self.page.heading_for, self.page.size.height
        matches = self._reading.matches
        if self._at is not None and 0 <= self._line_of(matches[self._at]) - top < room:
            return self._at + by
        # Whoever has scrolled away from it means the next from there.
        if by > 0:
            return bisect_left(matches, top, key=self._line_of) if top else 0
        return bisect_right(matches, top + room - 1, key=self._line_of) - 1 if top else -1

    @property
    def _current(self) -> Match | None:
        return None if self._at is None else self._reading.matches[self._at]

    def _bring_into_view(self) -> None:
        match = self._current
        if match is not None:
            region = Region(0, self._line_of(match), 1, 1)
            self.page.scroll_to_region(region, center=True, animate=False)

    def _line_of(self, match: Match) -> int:
        """The line of the page that a match is on."""
        block = list(self.page.query(Block))[match.block]
        content = self._reading.blocks[match.block]
        text = content.plain
        # Lines break before a word that does not fit, so the whole of it decides the line it is on.
        word_end = min(
            (i for i in (text.find(" ", match.start), text.find("\n", match.start)) if i >= 0),
            default=len(text),
        )
        line = content[:word_end].get_height({}, block.content_size.width) - 1
        return block.virtual_region.y + block.gutter.top + line

    def _show_place(self) -> None:
        if self._article_id is None:
            line = Content()
        elif self._marked:
            line = place(self._at, len(self._reading.matches), is_around=self._is_around)
        else:
            line = Content.styled("its matches could not be marked", QUIET)
        self.query_one("#place", Static).update(line, layout=False)


def place(at: int | None, count: int, *, is_around: bool = False) -> Content:
    """Which match one is at: "3/17"; `is_around` says that it was come to around the end."""
    if not count:
        return Content.styled("no matches in this article", QUIET)
    if at is None:
        return Content.styled(f"{count} match{'' if count == 1 else 'es'} in this article", QUIET)
    around = " · around the end" if is_around and count > 1 else ""
    return Content.assemble((f"{at + 1}/{count}", "bold"), (around, QUIET))
