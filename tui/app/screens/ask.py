"""AskScreen: one line to be typed: a name, a file, a folder."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from tui.app.styled import QUIET, plain


class AskScreen(ModalScreen[str | None]):
    """Its result is what was typed, or None."""

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close", show=False)]

    def __init__(self, title: str, value: str = "", says: str = "") -> None:
        """`value` stands there to begin with; `says` stands below."""
        super().__init__()
        self._title, self._value, self._says = title, value, says

    def compose(self) -> ComposeResult:
        """A title, the line, a word."""
        with Vertical(id="box"):
            yield Static(plain(self._title, "bold $text-accent"))
            yield Input(self._value, max_length=1000)
            yield Static(Content.styled(self._says or "Enter takes it, Esc does not", QUIET))

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip() or None)
