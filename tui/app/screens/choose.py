"""ChooseScreen: a list over the search screen, from which one thing is chosen: a time, an article, a search."""

from collections.abc import Sequence
from typing import ClassVar, Generic, NamedTuple, TypeVar

from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.message import Message
from textual.screen import ModalScreen
from textual.widgets import Static

from search.engine import Hit
from tui.app.cards import hit_card
from tui.app.styled import QUIET
from tui.app.widgets.rows import Rows

Chosen = TypeVar("Chosen")
_CARD = 3
_AROUND = 7
"""Lines of a frame, a title that may be two, a word, and what is left free between them."""


class Choice(NamedTuple, Generic[Chosen]):
    """One thing to choose."""

    line: Content | Hit
    """One line, or a hit to show as a card."""
    value: Chosen
    key: str = ""
    """A key that chooses it at once."""


class ChoiceRows(Rows):
    """The things to choose from."""

    class Chose(Message):
        """The reader chose the row under the cursor."""

    def __init__(self, lines: Sequence[Content | Hit]) -> None:
        super().__init__()
        self.lines = lines

    def row(self, index: int, width: int) -> list[Content]:
        """A line, or a card."""
        line = self.lines[index]
        return [line] if isinstance(line, Content) else hit_card(line, width, _CARD)

    def chose(self) -> None:
        """Say it."""
        self.post_message(self.Chose())

    def on_mount(self) -> None:
        """All of them."""
        height = _CARD if any(isinstance(line, Hit) for line in self.lines) else 1
        self.fill(len(self.lines), height=height)
        self.styles.height = max(len(self.lines) * height, 1)


class ChooseScreen(ModalScreen[Chosen | None], Generic[Chosen]):
    """Its result is what was chosen, or None."""

    CSS_PATH = "choose.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "dismiss", "Close", show=False)]

    def __init__(
        self, title: str, choices: Sequence[Choice[Chosen]], says: str = "Enter chooses, Esc closes"
    ) -> None:
        """`choices` are one at least; `says` stands below the list."""
        super().__init__()
        self._title = title
        self._choices = choices
        self._says = says

    def compose(self) -> ComposeResult:
        """A title, the list, a word."""
        with Vertical(id="box"):
            yield Static(Content.styled(self._title, "bold $text-accent"))
            yield ChoiceRows([choice.line for choice in self._choices])
            yield Static(Content.styled(self._says, QUIET))

    def on_resize(self, event: events.Resize) -> None:
        """A long list leaves room for the word below it."""
        self.query_one(ChoiceRows).styles.max_height = max(event.size.height - _AROUND, _CARD)

    @on(ChoiceRows.Chose)
    def _on_chose(self, event: ChoiceRows.Chose) -> None:
        self.dismiss(self._choices[self.query_one(ChoiceRows).cursor].value)

    def on_key(self, event: events.Key) -> None:
        """The key of a choice chooses it."""
        for choice in self._choices:
            if choice.key and event.character == choice.key:
                event.stop()
                self.dismiss(choice.value)
                return
