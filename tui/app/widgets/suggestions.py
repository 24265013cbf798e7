"""Suggestions: what stands where the articles are listed, when none are: a start, a way on, no archive.

Above a list of queries to choose from stands what there is to say, and below it what else
could be done.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from tui.app.suggesting import Page, Suggestion
from tui.app.widgets.rows import Rows


class Choices(Rows):
    """The queries."""

    @dataclass
    class Chosen(Message):
        """The reader wants this."""

        suggestion: Suggestion

    def __init__(self) -> None:
        super().__init__(id="choices")
        self._choices: Sequence[Suggestion] = ()

    @property
    def cursor_shown(self) -> bool:
        """Only where the keys go to it."""
        return self.has_focus

    def show(self, choices: Sequence[Suggestion]) -> None:
        """Show these."""
        if choices != self._choices:
            self._choices = choices
            self.fill(len(choices))
        self.styles.height = max(len(choices), 1)

    def row(self, index: int, width: int) -> list[Content]:
        """One query."""
        return [self._choices[index].line(width)]

    def chose(self) -> None:
        """Say it."""
        self.post_message(self.Chosen(self._choices[self.cursor]))


class Suggestions(VerticalScroll, can_focus=False):
    """A page of them."""

    def __init__(self) -> None:
        super().__init__()
        self._page: Page | None = None

    def compose(self) -> ComposeResult:
        """Words, choices, words."""
        yield Static(id="above")
        yield Choices()
        yield Static(id="below")

    @property
    def choices(self) -> Choices | None:
        """What takes the focus, if there is anything to choose."""
        choices = self.query_one(Choices)
        return choices if choices.display else None

    @property
    def offers_only_to_index(self) -> bool:
        """True while there is nothing else to choose."""
        choices = self._page.suggestions if self._page and self.display else ()
        return [choice.does for choice in choices] == ["index"]

    def show(self, page: Page) -> None:
        """Show a page."""
        if page == self._page:
            return
        self._page = page
        self.query_one("#above", Static).update(page.above)
        self.query_one("#below", Static).update(page.below)
        choices = self.query_one(Choices)
        choices.display = bool(page.suggestions)
        choices.show(page.suggestions)
