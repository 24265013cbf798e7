"""AskScreen: one line to be typed: a name, a file, a folder.

What is typed is tried while the line still stands, so that a mistake is told under it and can be mended there.
"""

from collections.abc import Callable
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from index.errors import NewsError
from tui.app.styled import QUIET, plain

Taken = TypeVar("Taken")
_MOST_NAMES = 8


class PathInput(Input):
    """A line that Tab completes."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "screen.complete", "Complete", show=False)]


class AskScreen(ModalScreen[Taken | None], Generic[Taken]):
    """Its result is what was made of what was typed, or None."""

    CSS_PATH = "ask.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close", show=False)]

    def __init__(
        self,
        title: str,
        take: Callable[[str], Taken],
        value: str = "",
        says: str = "",
        complete: Callable[[str], tuple[str, tuple[str, ...]]] | None = None,
        placeholder: str = "",
    ) -> None:
        """`take` makes of a text what is asked for, or raises NewsError.

        `value` stands there to begin with, `says` below. `complete` gives a text as far as it can
        only go on, and the names it can become. `placeholder` says what to type, and then Enter
        on nothing asks for it instead of closing.
        """
        super().__init__()
        self._title, self._take, self._value, self._complete = title, take, value, complete
        self._placeholder = placeholder
        self._says = says or "Enter takes it, Esc does not"

    def compose(self) -> ComposeResult:
        """A title, the line, a word."""
        with Vertical(id="box"):
            yield Static(plain(self._title, "bold $text-accent"))
            kind = PathInput if self._complete else Input
            yield kind(self._value, self._placeholder, max_length=1000)
            yield Static(Content.styled(self._says, QUIET), id="said")

    @on(Input.Submitted)
    def _on_submitted(self, event: Input.Submitted) -> None:
        event.stop()
        if not event.value.strip() and not self._placeholder:
            self.dismiss()
            return
        try:
            taken = self._take(event.value.strip())
        except NewsError as error:
            told = [plain(str(error), "bold $text-error"), plain(error.advice, QUIET)]
            self._say(Content("\n").join([part for part in told if part]))
        else:
            self.dismiss(taken)

    @on(Input.Changed)
    def _on_changed(self, event: Input.Changed) -> None:
        event.stop()
        self._say(Content.styled(self._says, QUIET))

    def action_complete(self) -> None:
        """Complete the line as far as it can only go on; where it can go no further, say how it could."""
        line = self.query_one(Input)
        if self._complete is None:
            return
        text, names = self._complete(line.value)
        if text != line.value:
            line.value = text
            line.cursor_position = len(text)
        elif names:
            more = f"  … {len(names) - _MOST_NAMES:,} more" if len(names) > _MOST_NAMES else ""
            self._say(plain("  ".join(names[:_MOST_NAMES]) + more, QUIET))

    def _say(self, said: Content) -> None:
        self.query_one("#said", Static).update(said)
