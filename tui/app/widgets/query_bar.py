"""QueryBar: the one line in which the question is typed, and which facets edit too.

It holds one character more than a query may have, so that a text that is too long is
refused by the language, in its words, and no paste costs more than that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.highlighter import Highlighter
from rich.text import Text
from textual.binding import BindingType
from textual.events import Paste
from textual.geometry import Size
from textual.message import Message
from textual.reactive import Reactive
from textual.widgets import Input

from index.clean import clean
from search.language.parser import MOST_CHARACTERS
from tui.app.commands import bindings
from tui.app.completing import Completion, Half, completed, half_typed
from tui.app.screens.front import PLACEHOLDER
from tui.app.syntax import STYLES, pieces

_MOST_CHARACTERS = MOST_CHARACTERS + 1
_MOST_COLOURED = 1_000
"""Characters of a query that are coloured with each key."""
_ONE_LINE = str.maketrans("\n\t", "  ")


class _Colours(Highlighter):
    """Colours of the pieces of a query."""

    def __init__(self, bar: "QueryBar") -> None:
        self._bar = bar

    def highlight(self, text: Text) -> None:
        """Colour a query in place."""
        # It is measured before it has a style, too.
        if self._bar.is_mounted and len(text.plain) <= _MOST_COLOURED:
            for piece in pieces(text.plain, self._bar.wrong_from):
                style = self._bar.get_component_rich_style(STYLES[piece.kind], partial=True)
                text.stylize(style, piece.start, piece.end)


class QueryBar(Input):
    """The query as text. Its value never holds what a terminal would act on, however it came in."""

    COMPONENT_CLASSES: ClassVar[set[str]] = set(STYLES.values())
    virtual_size = Reactive(Size(0, 0))
    """Without the layout that Textual adds: no letter moves anything else."""
    BINDINGS: ClassVar[list[BindingType]] = bindings("query")

    @dataclass
    class Typed(Message):
        """The text changed, by whatever hand."""

        text: str

    @dataclass
    class HalfTyped(Message):
        """Something that could be completed stands before the cursor; None where nothing does."""

        half: Half | None

    @dataclass
    class Completing(Message):
        """These are offered, the one at `at` first; none where there are none."""

        half: Half | None
        completions: tuple[Completion, ...]
        at: int

    def __init__(self, text: str) -> None:
        # First, because Input draws the text as soon as it has one.
        self.wrong_from: int | None = None
        """From which character on the query cannot be understood."""
        self.recent: Sequence[str] = ()
        """Earlier queries, latest first."""
        self._back = 0
        """How many queries one has gone back."""
        self._draft = ""
        self._pasted = len(text)
        self._put = text
        """The text as it was last when no key had typed it."""
        self._half: Half | None = None
        self._completions: tuple[Completion, ...] = ()
        self._at = 0
        super().__init__(
            text,
            placeholder=PLACEHOLDER,
            id="query",
            select_on_focus=False,
            max_length=_MOST_CHARACTERS,
            highlighter=_Colours(self),
        )

    def validate_value(self, value: str) -> str:
        """Pasted text and facet values may hold anything."""
        return _one_line(value[:_MOST_CHARACTERS])

    def on_paste(self, event: Paste) -> None:
        """Take all lines of the text, as one, and of a long text as much as there is room for."""
        event.stop()
        event.prevent_default()  # Input would keep the first line, and of a long one nothing
        kept = len(self.value) - len(self.selected_text)
        room = _MOST_CHARACTERS - kept
        self._pasted = kept + len(event.text)
        # Cut before it is cleaned, which takes longer the longer the text is.
        self.replace(_one_line(event.text[:room].strip("\r\n")), *self.selection)

    @property
    def length(self) -> int:
        """Characters of a text of which only the beginning is here, because it is too long; 0 where all of it is."""
        return self._pasted if len(self.value) == _MOST_CHARACTERS < self._pasted else 0

    def put(self, text: str, cursor: int | None = None) -> None:
        """Replace the text, with the cursor at its end or where it is said to be."""
        self.value = text
        self._put = self.value
        self.cursor_position = len(self.value) if cursor is None else cursor

    @property
    def is_typing(self) -> bool:
        """True while there may be more to come at the end of the text."""
        return self.has_focus and self.value != self._put and self.cursor_position == len(self.value)

    def blame(self, column: int | None) -> None:
        """From this character on the query cannot be understood."""
        if column != self.wrong_from:
            self.wrong_from = column
            self.refresh()

    def action_clear(self) -> None:
        """Start over."""
        self.put("")

    def on_input_changed(self, event: Input.Changed) -> None:
        """Say it in the words of this app."""
        event.stop()
        if len(event.value) < _MOST_CHARACTERS:
            self._pasted = 0
        self.post_message(self.Typed(event.value))
        half = half_typed(self.value, self.cursor_position) if self.has_focus else None
        self._half = half
        self._offer(())
        self.post_message(self.HalfTyped(half))

    def offer(self, half: Half, completions: tuple[Completion, ...]) -> None:
        """Offer what a half can become, if it is still what is half typed."""
        if half == self._half:
            self._offer(completions)

    @property
    def is_offering(self) -> bool:
        """True while completions are offered."""
        return bool(self._completions)

    def stop_offering(self) -> None:
        """Offer nothing until more is typed."""
        self._half = None
        self._offer(())

    def on_blur(self) -> None:
        """Nothing is being typed."""
        self.stop_offering()

    def _offer(self, completions: tuple[Completion, ...], at: int = 0) -> None:
        if completions or self._completions:
            self._completions, self._at = completions, at
            self.post_message(self.Completing(self._half, completions, at))

    def action_complete(self) -> None:
        """Take the completion that is offered; with none, Tab goes on to the next part of the screen."""
        if not self._completions or self._half is None:
            self.screen.focus_next()
            return
        self.put(*completed(self.value, self._half, self._completions[self._at]))

    async def action_down(self) -> None:
        """The next completion; after the last, or with none, a later query; after the latest, the articles."""
        if self._at < len(self._completions) - 1:
            self._offer(self._completions, self._at + 1)
        elif self._back:
            self._walk(-1)
        else:
            # Done at once, not announced: the next key is already meant for the articles.
            await self.run_action("screen.leave_query")

    def action_up(self) -> None:
        """The completion before; or an earlier query."""
        if self._completions and self._at:
            self._offer(self._completions, self._at - 1)
        elif self._back < len(self.recent):
            self._walk(1)

    def _walk(self, by: int) -> None:
        if not self._back:
            self._draft = self.value
        back = self._back + by
        self.put(self.recent[back - 1] if back else self._draft)
        self._back = back

    def forget_walk(self) -> None:
        """The next earlier query is the latest again."""
        self._back = 0


def _one_line(text: str) -> str:
    # Not clean's own one_line: it would take away the space one has just typed.
    return clean(text).translate(_ONE_LINE)
